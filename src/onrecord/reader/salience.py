"""Whom "he" or "she" means: the people named before it, ranked by how near and how central they stand.

A conditional logistic ranking over a dozen plain features, learned from PolNeAR's training part with CoreNLP's chains
as silver (``training/pronouns.py``, which prints the table below and its accuracy).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEATURES = (
    "same sentence, named first",
    "same sentence, named later",
    "sentence before, named first",
    "sentence before, named later",
    "two sentences before, named first",
    "two sentences before, named later",
    "three to five sentences before",
    "further back",
    "named first in this paragraph",
    "spoke last",
    "spoke last but one",
    "spoke in this paragraph",
    "given name fits the pronoun",
    "has a role or title",
    "only a single name",
    "log of mentions so far",
    "unnamed",
    "last mention possessive",
    "last mention after a preposition",
    "opens its sentence",
)
# In the order of FEATURES; from ``python training/pronouns.py``.
WEIGHTS: tuple[float, ...] = (
    0.89,
    1.67,
    0.72,
    0.80,
    -0.32,
    -0.62,
    -1.06,
    -2.08,
    -0.15,
    1.11,
    0.48,
    0.31,
    0.50,
    0.30,
    -0.92,
    -0.11,
    -2.92,
    1.17,
    -0.33,
    0.77,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a person stands towards a pronoun; distances in sentences, counts in mentions before the pronoun."""

    sentences_back: int
    is_first_named: bool
    leads_paragraph: bool
    speaker_rank: int | None
    spoke_here: bool
    name_fits: bool
    has_role: bool
    is_single: bool
    mentions: int
    is_unnamed: bool
    is_possessive: bool
    after_preposition: bool
    opens_sentence: bool


def make_features(standing: Standing) -> tuple[float, ...]:
    back, first = standing.sentences_back, standing.is_first_named
    near = [back == n and first == named for n in (0, 1, 2) for named in (True, False)]
    rest = (
        3 <= back <= 5,
        back > 5,
        standing.leads_paragraph,
        standing.speaker_rank == 0,
        standing.speaker_rank == 1,
        standing.spoke_here,
        standing.name_fits,
        standing.has_role,
        standing.is_single,
        math.log1p(standing.mentions),
        standing.is_unnamed,
        standing.is_possessive,
        standing.after_preposition,
        standing.opens_sentence,
    )
    return tuple(float(x) for x in (*near, *rest))


def rank(standings: Sequence[Standing]) -> list[float]:
    """Give each of several people the chance that the pronoun means them; the chances sum to one."""
    scores = [sum(w * f for w, f in zip(WEIGHTS, make_features(s), strict=True)) for s in standings]
    top = max(scores, default=0.0)
    exponents = [math.exp(s - top) for s in scores]
    total = sum(exponents) or 1.0
    return [e / total for e in exponents]

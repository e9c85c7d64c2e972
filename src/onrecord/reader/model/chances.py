"""How likely a trained annotator would mark the same: a logistic curve over an attribution's traits."""

from __future__ import annotations

import math
from collections.abc import Sequence


def find_chance(traits: Sequence[float], weights: Sequence[float]) -> float:
    """Find the chance, from 0 to 1, rounded to four places so that it prints the same everywhere."""
    score = sum(t * w for t, w in zip(traits, weights, strict=True))
    score = min(max(score, -30.0), 30.0)
    return round(1 / (1 + math.exp(-score)), 4)

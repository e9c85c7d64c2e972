"""The best tags for each word, and how likely every tag is, under the chain the network was trained with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

# Tags: 0 outside, 2 * kind + 1 begins a span of its kind, 2 * kind + 2 goes on.
TAGS = 7
SOURCE, CUE, CONTENT = range(3)
_BARRED = -10_000.0


@dataclass(frozen=True, slots=True)
class Chain:
    """How tags follow one another: ``moves`` from row to column, and what is added to each tag's score."""

    moves: Array
    biases: Array


@dataclass(frozen=True, slots=True)
class Tagged:
    """For the words of one window: the best tags, and the chance of each tag at each word (words × tags)."""

    tags: list[int]
    chances: Array


def make_chain(moves: Sequence[Sequence[float]], biases: Sequence[float]) -> Chain:
    """Make the chain from learned moves, with "inside" barred after anything but its own kind."""
    import numpy as np

    made = np.array(moves, dtype=np.float32)
    for kind in range(3):
        inside = 2 * kind + 2
        others = [t for t in range(TAGS) if t not in (inside - 1, inside)]
        made[others, inside] = _BARRED
    return Chain(made, np.array(biases, dtype=np.float32))


def find_tags(scores: Sequence[Array], starts: Sequence[Sequence[int]], chain: Chain) -> list[Tagged]:
    """Find tags and chances for several windows at once; each window's result does not depend on the others.

    ``scores`` are words × tags, ``starts`` the words at which a paragraph begins and no span goes on.
    """
    import numpy as np

    longest = max(len(s) for s in scores)
    table = np.zeros((longest, len(scores), TAGS), dtype=np.float32)
    for column, (score, begins) in enumerate(zip(scores, starts, strict=True)):
        table[: len(score), column] = score + chain.biases
        table[np.array(begins, dtype=np.int64)[:, None], column, np.array([2, 4, 6])] = _BARRED
    lengths = np.array([len(s) for s in scores])
    best = _find_best(table, lengths, chain.moves)
    chances = _find_chances(table, lengths, chain.moves)
    return [
        Tagged(best[: len(s), column].tolist(), chances[: len(s), column].copy()) for column, s in enumerate(scores)
    ]


def _find_best(table: Array, lengths: NDArray[np.int64], moves: Array) -> NDArray[np.int8]:
    """Viterbi's algorithm; columns are windows, those shorter than the longest stand still at their end."""
    import numpy as np

    places, columns, _ = table.shape
    came = np.zeros((places, columns, TAGS), dtype=np.int8)
    reached = table[0].copy()
    for place in range(1, places):
        ways = reached[:, :, None] + moves
        came[place] = ways.argmax(axis=1)
        after = ways.max(axis=1) + table[place]
        reached = np.where((place < lengths)[:, None], after, reached)
    best = np.zeros((places, columns), dtype=np.int8)
    number = np.arange(columns)
    current = reached.argmax(axis=1)
    for place in range(places - 1, -1, -1):
        best[place] = current
        inside = place < lengths
        current = np.where(inside, came[place, number, current], current) if place else current
    return best


def _find_chances(table: Array, lengths: NDArray[np.int64], moves: Array) -> Array:
    """The forward and backward algorithm, with each place scaled to one."""
    import numpy as np

    places, columns, _ = table.shape
    force = np.exp(np.maximum(moves, -60)).astype(np.float32)
    lift = np.exp(np.maximum(table - table.max(axis=2, keepdims=True), -60)).astype(np.float32)
    forth = np.empty_like(lift)
    forth[0] = lift[0] / lift[0].sum(axis=1, keepdims=True)
    for place in range(1, places):
        here = (forth[place - 1][:, :, None] * force).sum(axis=1) * lift[place]
        forth[place] = here / here.sum(axis=1, keepdims=True)
    back = np.ones((columns, TAGS), dtype=np.float32)
    chances: Array = np.empty_like(lift)
    for place in range(places - 1, -1, -1):
        if place < places - 1:
            before = ((lift[place + 1] * back)[:, None, :] * force).sum(axis=2)
            before /= before.sum(axis=1, keepdims=True)
            back = np.where((place + 1 < lengths)[:, None], before, back)
        here = forth[place] * back
        chances[place] = here / here.sum(axis=1, keepdims=True)
    return chances

"""Which words of a long text stand in a short one, in order.

A quotation is an excerpt: it must be placed whole, while the original may go on before and after it. That is a
semi-global alignment with affine gaps (Gotoh 1982). Where both sides are long, runs of equal words are chained first
(as in minimap2, Li 2018) and only what lies between them is aligned cell by cell.

Why not difflib: it drops frequent words ("autojunk"), prefers the longest block to the plausible one, and is quadratic
or worse on repetitive text. Here the work is bounded: at most ``LEAF_CELLS`` cells between two anchors, at most
``OCCURRENCES`` places for each pair of words, and no more than ``MAX_WORDS`` words of an original.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import log2

# Words of an original that are compared; what lies beyond is not looked at. A long book has 200,000.
MAX_WORDS = 200_000
# Cells of one alignment table, about 10 ms. A region that would need more counts as replaced as a whole.
LEAF_CELLS = 10_000
# Up to this many cells the table is filled without looking for anchors; it is as fast, and exact.
SMALL_CELLS = 600
# Places of one pair of words in the original that are followed; a pair more frequent than that anchors nothing.
OCCURRENCES = 16
# Earlier blocks that a block may be chained to, counted back from it.
LOOKBACK = 40

# Scores of the table. Set by hand on the labelled pairs in tests/unit/compare.
_MATCH, _REPLACE = 500, -300
_OPEN, _DROP, _INSERT = 500, 60, 100
_NEVER = -(10**9)
# Greatest cost of one marked gap that the shortcut over exact pieces accepts; beyond it the table decides.
_FAR = 1_000

NO_MARKS: Mapping[int, int] = {}


class RunKind(StrEnum):
    MATCHED = "matched"
    INSERTED = "inserted"
    DROPPED = "dropped"
    REPLACED = "replaced"


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Words that fare alike, as ranges of positions in both sequences; one range may be empty."""

    kind: RunKind
    original: range
    quoted: range


class IndexedWords:
    """The folded words of an original, made ready for any number of alignments.

    Each distinct word becomes one character, so that an exact excerpt is found by searching a string.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._codes: dict[str, str] = {}
        self._line = "".join(self._codes.setdefault(w, chr(len(self._codes) + 1)) for w in words[:MAX_WORDS])
        self._pairs: dict[str, list[int]] | None = None

    def __len__(self) -> int:
        return len(self._line)

    def find(self, words: Sequence[str], begin: int = 0) -> int:
        """Find the first position from ``begin`` on where ``words`` stand in one piece; -1 when they do not."""
        return self._line.find(self._encode(words), begin)

    def align(
        self, quoted: Sequence[str], *, marked: Mapping[int, int] = NO_MARKS, open_end: bool = False
    ) -> list[Run]:
        """Align the whole of ``quoted`` with the part of the original it comes from.

        ``marked`` names positions in ``quoted`` (0 to its length) before which words of the original may be missing,
        each with its cost for one such word, in hundredths (1 for an ellipsis; a bracket costs more, it stands for
        few words). With ``open_end`` the original breaks off, and ``quoted`` may go on beyond it.

        The runs are in order and cover ``quoted`` without a gap; of the original they cover the part from the first
        to the last word that has a counterpart.
        """
        line = self._encode(quoted)
        if not line:
            return []
        found = self._find_pieces(line, marked)
        if found is None:
            found = self._pair_words(line, marked, open_end)
        return _absorb_strays(list(_iter_runs(found, self._line, line)), quoted, marked)

    def _encode(self, words: Sequence[str]) -> str:
        return "".join([self._codes.get(word, "\0") for word in words])

    def _find_pieces(self, line: str, marked: Mapping[int, int]) -> list[tuple[int, int]] | None:
        """Pair the words of exact pieces that stand in order, each nearest to the one before; none when any fails."""
        at = self._line.find(line)
        if at >= 0:
            return [(at + j, j) for j in range(len(line))]
        cuts = [0, *sorted(p for p in marked if 0 < p < len(line)), len(line)]
        if len(cuts) == 2:
            return None
        pairs: list[tuple[int, int]] = []
        end = 0
        for begin, stop in pairwise(cuts):
            at = self._line.find(line[begin:stop], end)
            if at < 0 or (begin and (at - end) * marked[begin] > _FAR):
                return None
            pairs.extend((at + k, begin + k) for k in range(stop - begin))
            end = at + stop - begin
        return pairs

    def _pair_words(self, line: str, marked: Mapping[int, int], open_end: bool) -> list[tuple[int, int]]:
        whole = _Region(0, len(self._line), 0, len(line), free_begin=True, free_end=True, open_end=open_end)
        if len(self._line) * len(line) <= SMALL_CELLS:
            return _pair_region(self._line, line, whole, marked)
        chain = _chain(self._find_blocks(line), marked)
        if not chain:
            return _pair_region(self._line, line, whole, marked)
        pairs: list[tuple[int, int]] = []
        for region, block in _iter_regions(chain, len(self._line), len(line), marked, open_end):
            pairs.extend(_pair_region(self._line, line, region, marked))
            if block is not None:
                pairs.extend((block.original + k, block.quoted + k) for k in range(block.length))
        return pairs

    def _find_blocks(self, line: str) -> list[_Block]:
        """Find the longest runs of at least two equal words, as far as the pairs that begin them are not too common."""
        if self._pairs is None:
            self._pairs = {}
            for i in range(len(self._line) - 1):
                self._pairs.setdefault(self._line[i : i + 2], []).append(i)
        blocks: list[_Block] = []
        reached: dict[int, int] = {}  # diagonal -> where its last block ends in the quotation
        for j in range(len(line) - 1):
            places = self._pairs.get(line[j : j + 2], ())
            if len(places) > OCCURRENCES:
                continue
            for i in places:
                if reached.get(i - j, 0) > j + 1:
                    continue
                length = _count_equal(self._line, i, line, j)
                reached[i - j] = j + length
                blocks.append(_Block(original=i, quoted=j, length=length))
        return blocks


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    """Equal words on both sides, without a gap."""

    original: int
    quoted: int
    length: int

    def without_first(self, count: int) -> _Block:
        return _Block(original=self.original + count, quoted=self.quoted + count, length=self.length - count)


@dataclass(frozen=True, slots=True)
class _Region:
    """What lies between two anchors, and whether the original may begin or end anywhere in it."""

    original_begin: int
    original_end: int
    quoted_begin: int
    quoted_end: int
    free_begin: bool = False
    free_end: bool = False
    open_end: bool = False


def _count_equal(original: str, i: int, quoted: str, j: int) -> int:
    most = min(len(original) - i, len(quoted) - j)
    length = 0
    while length < most and original[i + length] == quoted[j + length]:
        length += 1
    return length


def _chain(blocks: list[_Block], marked: Mapping[int, int]) -> list[_Block]:
    """Choose the blocks that together make the most plausible excerpt: many words, few and short gaps."""
    blocks.sort(key=lambda b: (b.quoted, b.original))
    scores: list[float] = []
    before: list[tuple[int, int]] = []  # the block chained to, and how many words of this one it overlaps
    for b, block in enumerate(blocks):
        best, link = float(block.length), (-1, 0)
        for a in range(b - 1, max(-1, b - 1 - LOOKBACK), -1):
            earlier = blocks[a]
            if earlier.original >= block.original or earlier.quoted >= block.quoted:
                continue
            dropped = block.original - earlier.original - earlier.length
            inserted = block.quoted - earlier.quoted - earlier.length
            overlap = max(0, -dropped, -inserted)
            if overlap >= block.length:
                continue
            is_marked = any(p in marked for p in range(earlier.quoted + earlier.length, block.quoted + 1))
            cost = (0.2 if is_marked else 1.0) * (log2(1 + dropped + overlap) + log2(1 + inserted + overlap))
            score = scores[a] + block.length - overlap - cost
            if score > best:
                best, link = score, (a, overlap)
        scores.append(best)
        before.append(link)
    chain: list[_Block] = []
    at = max(range(len(blocks)), key=scores.__getitem__) if blocks else -1
    while at >= 0:
        chain.append(blocks[at].without_first(before[at][1]))
        at = before[at][0]
    return chain[::-1]


def _iter_regions(
    chain: Sequence[_Block], original: int, quoted: int, marked: Mapping[int, int], open_end: bool
) -> Iterator[tuple[_Region, _Block | None]]:
    """Iterate over what lies before each block and after the last, each with the block that follows it."""
    first, last = chain[0], chain[-1]
    reach = _reach(first.quoted, any(p <= first.quoted for p in marked))
    yield _Region(max(0, first.original - reach), first.original, 0, first.quoted, free_begin=True), first
    for a, b in pairwise(chain):
        yield _Region(a.original + a.length, b.original, a.quoted + a.length, b.quoted), b
    end, stop = last.original + last.length, last.quoted + last.length
    reach = _reach(quoted - stop, any(p >= stop for p in marked))
    yield _Region(end, min(original, end + reach), stop, quoted, free_end=True, open_end=open_end), None


def _reach(words: int, is_marked: bool) -> int:
    """How far into the original to look for the words at an end of the quotation."""
    near = 2 * words + 10
    return max(near, LEAF_CELLS // (words + 1) - 2) if is_marked else near


def _pair_region(original: str, quoted: str, region: _Region, marked: Mapping[int, int]) -> list[tuple[int, int]]:
    """Pair the words of one region; without a pair when it has none or is too large."""
    o = original[region.original_begin : region.original_end]
    q = quoted[region.quoted_begin : region.quoted_end]
    if not o or not q or (len(o) + 1) * (len(q) + 1) > max(LEAF_CELLS, SMALL_CELLS):
        return []
    inside = {p - region.quoted_begin: cost for p, cost in marked.items() if 0 <= p - region.quoted_begin <= len(q)}
    pairs = _fill_table(o, q, inside, region)
    return [(i + region.original_begin, j + region.quoted_begin) for i, j in pairs]


def _fill_table(o: str, q: str, marked: Mapping[int, int], region: _Region) -> list[tuple[int, int]]:
    """Fill Gotoh's table row by row (a row for each word quoted) and walk back through it."""
    width = len(o) + 1
    # Where each cell's best score, its drop and its insertion come from: bits 0-1 best, 2 drop goes on, 3 insert too.
    came = [bytearray(width) for _ in range(len(q) + 1)]
    open_, drop = _get_drop_cost(0, marked, region.free_begin)
    best = [0] + [-(open_ + drop * i) for i in range(1, width)]
    for i in range(1, width):
        came[0][i] = 1 | (4 if i > 1 else 0)
    inserts = [_NEVER] * width
    for j, word in enumerate(q, 1):
        open_, drop = _get_drop_cost(j, marked, region.free_end and j == len(q))
        row, came_row, dropping = [0] * width, came[j], _NEVER
        gain = _MATCH
        diagonal = _NEVER
        for i in range(width):
            is_open = region.open_end and i == width - 1
            start = best[i] - (0 if is_open else _OPEN + _INSERT)
            going = inserts[i] - (0 if is_open else _INSERT)
            mask = 0
            if going > start:
                mask, inserting = 8, going
            else:
                inserting = start
            inserts[i] = inserting
            score, source = inserting, 2
            if i:
                start, going = row[i - 1] - open_ - drop, dropping - drop
                if going > start:
                    mask |= 4
                    dropping = going
                else:
                    dropping = start
                if dropping >= score:
                    score, source = dropping, 1
                pair = diagonal + (gain if o[i - 1] == word else _REPLACE)
                if pair >= score:
                    score, source = pair, 0
            diagonal = best[i]
            row[i] = score
            came_row[i] = mask | source
        best = row
    return _walk_back(came, width - 1, len(q))


def _get_drop_cost(j: int, marked: Mapping[int, int], is_free: bool) -> tuple[int, int]:
    """The cost of beginning to drop words of the original before word ``j`` of the quotation, and of each word."""
    if is_free:
        return 0, 0
    if j in marked:
        return 0, marked[j]
    return _OPEN, _DROP


def _walk_back(came: Sequence[bytearray], i: int, j: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    state = 3  # 0 pair, 1 drop, 2 insert, 3 whatever is best here
    while i > 0 or j > 0:
        cell = came[j][i]
        if state == 3:
            state = cell & 3
        if j == 0 or (state == 1 and i > 0):
            state = 1 if cell & 4 else 3
            i -= 1
        elif i == 0 or state == 2:
            state = 2 if cell & 8 else 3
            j -= 1
        else:
            i, j, state = i - 1, j - 1, 3
            pairs.append((i, j))
    return pairs[::-1]


def _iter_runs(pairs: Sequence[tuple[int, int]], original: str, quoted: str) -> Iterator[Run]:
    """Turn pairs of positions, equal or replaced, into runs."""
    equal = [(i, j) for i, j in pairs if original[i] == quoted[j]]
    i = pairs[0][0] if pairs else 0
    j = 0
    at = 0
    while at < len(equal):
        begin_i, begin_j = equal[at]
        yield from _iter_unmatched(range(i, begin_i), range(j, begin_j))
        length = 1
        while at + length < len(equal) and equal[at + length] == (begin_i + length, begin_j + length):
            length += 1
        i, j, at = begin_i + length, begin_j + length, at + length
        yield Run(kind=RunKind.MATCHED, original=range(begin_i, i), quoted=range(begin_j, j))
    end = max(i, pairs[-1][0] + 1) if pairs else i
    yield from _iter_unmatched(range(i, end), range(j, len(quoted)))


def _iter_unmatched(original: range, quoted: range) -> Iterator[Run]:
    if original and quoted:
        yield Run(kind=RunKind.REPLACED, original=original, quoted=quoted)
    elif original:
        yield Run(kind=RunKind.DROPPED, original=original, quoted=quoted)
    elif quoted:
        yield Run(kind=RunKind.INSERTED, original=original, quoted=quoted)


def _absorb_strays(runs: list[Run], quoted: Sequence[str], marked: Mapping[int, int]) -> list[Run]:
    """Take a lone short word that happens to be equal amid longer changes as part of the change."""
    kept: list[Run] = []
    for k, run in enumerate(runs):
        last = kept[-1] if kept else None
        is_change = last is not None and RunKind.MATCHED not in {last.kind, run.kind}
        if last is not None and (
            is_change or (k + 1 < len(runs) and _is_stray(last, run, runs[k + 1], quoted, marked))
        ):
            kept.pop()
            original = range(last.original.start, run.original.stop)
            kept.extend(_iter_unmatched(original, range(last.quoted.start, run.quoted.stop)))
        else:
            kept.append(run)
    return kept


def _is_stray(before: Run, run: Run, after: Run, quoted: Sequence[str], marked: Mapping[int, int]) -> bool:
    if run.kind is not RunKind.MATCHED or len(run.quoted) != 1 or RunKind.MATCHED in {before.kind, after.kind}:
        return False
    word = quoted[run.quoted.start]
    if len(word) > 3 or word[:1].isdigit():
        return False
    if any(p in marked for p in range(before.quoted.start, after.quoted.stop + 1)):
        return False
    return all(len(side.original) >= 2 and len(side.quoted) >= 2 for side in (before, after))

"""From a paragraph's tags to attributions that might stand in it, each with traits that tell how sure it is.

What a row of tags leaves undone is mended here: a content without a cue is given one that is in reach, edges keep
quotation marks balanced, and a cue before a colon waits for the next paragraph. What cannot be mended is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.model.span import Span
from onrecord.reader.model.linking import Group, Links, Piece, join, share_sources
from onrecord.reader.model.tags import CONTENT, CUE, SOURCE, Tagged
from onrecord.reader.model.windows import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OPENERS = '“„«"‘'
CLOSERS = '”“»"’'
_DOUBLE = frozenset('"“”„«»')
# A missing cue or source is supplied where the likeliest word reaches this chance (tuned on the held-out articles).
CUE_FLOOR = 0.1
SOURCE_FLOOR = 0.15
_SHARE_OF_BEST = 0.4
_REACH = 30  # words
_LEAST = 1e-4
_LEAST_QUOTED = 5  # words and marks


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attribution that might stand in the text; ``traits`` are what its chance is learned from."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    traits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, or the part of one in a window: its words, its tags, and for each word the chance of each kind."""

    text: str
    words: list[Span]
    tags: list[int]
    kinds: Any  # words × 3, chances of source, cue, content
    begins: Any  # words × 3, chances that a span of the kind begins


@dataclass(slots=True)
class Waiting:
    """The last cue with a source that took nothing, when its paragraph ends in a colon."""

    group: Group | None = None
    row: Row | None = None


def iter_rows(text: str, window: Window, tagged: Tagged) -> Iterator[Row]:
    """Cut a window's words into its paragraphs."""
    chances: NDArray[np.float32] = tagged.chances
    kinds = chances[:, 1::2] + chances[:, 2::2]
    begins = chances[:, 1::2]
    ends = [*window.starts[1:], len(window.words)]
    for begin, end in zip(window.starts, ends, strict=True):
        yield Row(text, window.words[begin:end], tagged.tags[begin:end], kinds[begin:end], begins[begin:end])


def find_candidates(row: Row, links: Links, waiting: Waiting) -> list[Candidate]:
    """Find the attributions of one paragraph, in order."""
    pieces = _find_pieces(row)
    groups = join(row.text, pieces, links)
    groups = [_complete(row, g, groups, CUE, CUE_FLOOR) for g in groups]
    groups = share_sources(row.text, groups)
    groups = [_complete(row, g, groups, SOURCE, SOURCE_FLOOR) for g in groups]
    if waiting.group is not None and waiting.row is not None:
        if _is_one_quotation(row) and not any(g.get(CUE) for g in groups):
            groups = [Group((_make_piece(row, CONTENT, 0, len(row.words) - 1),), 0.0)]
        if groups:
            groups[0] = _give_waiting(row, groups[0], waiting)
    found = []
    waiting.group = None
    for group in groups:
        if group.get(CONTENT) and group.get(CUE):
            candidate = _make_candidate(row, group)
            if candidate is not None:
                found.append(candidate)
    if groups and groups[-1].get(CUE) and not groups[-1].get(CONTENT) and _ends_open(row):
        waiting.group, waiting.row = groups[-1], row
    return found


def _find_pieces(row: Row) -> list[Piece]:
    pieces: list[Piece] = []
    number = 0
    while number < len(row.tags):
        tag = row.tags[number]
        if not tag:
            number += 1
            continue
        kind = (tag - 1) // 2
        first = number
        number += 1
        while number < len(row.tags) and row.tags[number] == 2 * kind + 2:
            number += 1
        pieces.append(_make_piece(row, kind, first, number - 1))
    return pieces


def _make_piece(row: Row, kind: int, first: int, last: int) -> Piece:
    return Piece(kind, row.words[first].begin, row.words[last].end, first, last)


def _complete(row: Row, group: Group, groups: Sequence[Group], kind: int, floor: float) -> Group:
    """Give a group with content the cue, or the source, that its tags narrowly missed."""
    if not group.get(CONTENT) or group.get(kind):
        return group
    supplied = _find_missing(row, group.pieces, groups, kind, floor)
    if supplied is None:
        return group
    return Group(tuple(sorted((*group.pieces, supplied), key=lambda p: p.begin)), group.cost)


def _find_missing(row: Row, pieces: Sequence[Piece], groups: Sequence[Group], kind: int, floor: float) -> Piece | None:
    taken = {n for g in groups for p in g.pieces for n in range(p.first, p.last + 1)}
    taken.update(n for p in pieces for n in range(p.first, p.last + 1))
    low, high = max(0, pieces[0].first - _REACH), min(len(row.words), pieces[-1].last + _REACH + 1)
    chances = row.kinds[:, kind]
    best = max((n for n in range(low, high) if n not in taken), key=lambda n: float(chances[n]), default=None)
    if best is None or chances[best] < floor:
        return None
    if kind == SOURCE and not row.text[row.words[best].begin].isalnum():
        return None
    least = max(floor / 2, float(chances[best]) * _SHARE_OF_BEST)
    first = last = best
    while first - 1 >= low and first - 1 not in taken and chances[first - 1] >= least:
        first -= 1
    while last + 1 < high and last + 1 not in taken and chances[last + 1] >= least:
        last += 1
    return _make_piece(row, kind, first, last)


def _ends_open(row: Row) -> bool:
    last = row.words[-1]
    return row.text[last.begin : last.end] in {":", ","}


def _is_one_quotation(row: Row) -> bool:
    """Whether a paragraph opens and closes with quotation marks, or goes on with its quotation in the next."""
    first, last = row.words[0], row.words[-1]
    if row.text[first.begin] not in OPENERS or len(row.words) < _LEAST_QUOTED:
        return False
    inner = row.text[first.end : last.begin]
    return row.text[last.begin] in CLOSERS or not any(c in inner for c in '”"»')


def _give_waiting(row: Row, group: Group, waiting: Waiting) -> Group:
    """Join the cue that closed the last paragraph with the content that opens this one."""
    if waiting.group is None or group.get(CUE) or not group.get(CONTENT) or group.pieces[0].first > 1:
        return group
    own = tuple(p for p in group.pieces if p.kind == CONTENT)
    before = tuple(Piece(p.kind, p.begin, p.end, -1, -1) for p in waiting.group.pieces)
    return Group((*before, *own), group.cost)


def _make_candidate(row: Row, group: Group) -> Candidate | None:
    balanced = [_balance(row.text, p) for p in group.get(CONTENT)]
    spans = tuple(s for s in balanced if s is not None)
    if not spans:
        return None
    return Candidate(
        source=tuple(s for s in (_trim_source(row.text, p) for p in group.get(SOURCE)) if s is not None),
        cue=tuple(Span(p.begin, p.end) for p in group.get(CUE)),
        content=spans,
        traits=_find_traits(row, group, spans),
    )


def _trim_source(text: str, piece: Piece) -> Span | None:
    """Trim marks off a source's edges, a bracket or full stop that belongs to a name aside; none if that is all."""
    begin, end = piece.begin, piece.end
    while begin < end and not (text[begin].isalnum() or text[begin] in "@#(["):
        begin += 1
    while end > begin and not (text[end - 1].isalnum() or text[end - 1] in ".)]’'\"”"):
        end -= 1
    return Span(begin, end) if any(c.isalnum() for c in text[begin:end]) else None


def _balance(text: str, piece: Piece) -> Span | None:
    """Trim a content to its words, and take in or leave out the quotation mark at its edge so that marks pair."""
    begin, end = piece.begin, piece.end
    while begin < end and (text[begin].isspace() or text[begin] in ",;:—–-."):
        begin += 1
    while end > begin and (text[end - 1].isspace() or text[end - 1] in ",;:—–-"):
        end -= 1
    if not any(c.isalnum() for c in text[begin:end]):
        return None
    inside = text[begin:end]
    opened = sum(inside.count(c) for c in "“„«") + (inside.count('"') + 1) // 2
    closed = sum(inside.count(c) for c in "”»") + inside.count('"') // 2
    if opened > closed and text[end : end + 1] in {"”", '"', "»"}:
        end += 1
    elif opened > closed and text[end : end + 2] in {",”", '."', ".”", ',"'}:
        end += 2
    elif closed > opened and text[begin - 1 : begin] in {"“", "«"}:
        begin -= 1
    elif opened == closed and text[begin - 1 : begin] in {"“", '"'} and text[end : end + 1] in {"”", '"'}:
        begin, end = begin - 1, end + 1
    return Span(begin, end)


def _find_traits(row: Row, group: Group, content: Sequence[Span]) -> tuple[float, ...]:
    """Numbers that tell how sure an attribution is; their order is that of the learned weights (``chances``)."""
    contents = group.get(CONTENT)
    words = sum(p.last - p.first + 1 for p in contents)
    cue = _mean_logit(row, group.get(CUE), CUE)
    source = group.get(SOURCE)
    first, last = contents[0], contents[-1]
    after = float(row.kinds[last.last + 1, CONTENT] - row.begins[last.last + 1, CONTENT]) if (
        last.last + 1 < len(row.words)
    ) else 0.0  # fmt: skip
    text = row.text
    quoted = any(c in _DOUBLE for s in content for c in text[max(0, s.begin - 1) : s.end + 1])
    opens = text[content[0].begin] in OPENERS
    return (
        1.0,
        _mean_logit(row, contents, CONTENT),
        _logit(min(float(row.kinds[p.first : p.last + 1, CONTENT].min()) for p in contents)),
        _logit(float(row.begins[first.first, CONTENT])),
        _logit(1 - after),
        cue,
        _mean_logit(row, source, SOURCE) if source else 0.0,
        0.0 if source else 1.0,
        math.log(1 + words),
        float(quoted),
        float(quoted and opens),
        min(group.cost, 12.0),
        float(len(contents) > 1),
        float(words <= 2),
        float(text[row.words[-1].begin] not in '.?!”"’)'),
    )


TRAITS = 15


def _logit(chance: float) -> float:
    clipped = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(clipped / (1 - clipped))


def _mean_logit(row: Row, pieces: Sequence[Piece], kind: int) -> float:
    """Logit of the mean chance over the pieces' words; a piece of another paragraph counts as certain enough."""
    chances = [float(row.kinds[p.first : p.last + 1, kind].mean()) for p in pieces if p.first >= 0]
    return _logit(sum(chances) / len(chances)) if chances else 2.0

"""How a plain text is laid out: where its lines are, and which of them make one paragraph.

People paste stories in two ways. Copied from a page, every line is a paragraph, with or without blank lines between.
Out of a terminal, a mail or an old archive, lines are broken at a column and a paragraph is what stands between blank
lines. One text is laid out one way; which, is decided once from all its lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

MOST_LINES = 1_000_000
"""Lines cut one by one; 50 MB of 60-column text. Whatever follows is kept as one block."""

_BREAK = re.compile("\r\n|[\n\r\x0c\x85\u2028\u2029]")
_NARROWEST, _WIDEST = 40, 110
"""Columns at which people and programs break lines: 65 to 80 as a rule."""

_OWN_LINE = re.compile(
    r"(?:[-*•‣◦▪●·]\s|\(?\d{1,3}[.)]\s|>|#{1,6}\s|[=\-_*]{3,}\s*$|—\s.{0,120}\(@|(?:By|BY)\s[A-Z]|"
    r"(?:Published|Updated|Posted|Last updated)\b.{0,20}\d)"
)
_CLOSED = re.compile(r"[.!?:…][\"”»’')\]]{0,3}$|[\"”»]$")


class Line(NamedTuple):
    """A line with something in it, blanks around it aside. ``gap``: a blank line stands above it."""

    begin: int
    end: int
    number: int
    gap: bool


class Unit(NamedTuple):
    """A paragraph: one line or several that belong together. ``line`` is the first one's number, from 1."""

    begin: int
    end: int
    line: int
    gap: bool
    lines: int


def iter_lines(text: str) -> list[Line]:
    """Cut a text into the lines that hold something; what follows ``MOST_LINES`` is the last one."""
    lines: list[Line] = []
    at, number, gap = 0, 1, False
    for match in _BREAK.finditer(text):
        begin, end = _trim(text, at, match.start())
        if begin < end:
            lines.append(Line(begin, end, number, gap))
            gap = False
        else:
            gap = True
        at = match.end()
        number += 1
        if number >= MOST_LINES:
            break
    begin, end = _trim(text, at, len(text))
    if begin < end:
        lines.append(Line(begin, end, number, gap))
    return lines


def cut_paragraphs(text: str) -> list[Unit]:
    """Cut a text into paragraphs, in order; together they hold every character that is not blank."""
    lines = iter_lines(text)
    width = find_width(text, lines)
    if width is None:
        return [Unit(line.begin, line.end, line.number, line.gap, 1) for line in lines]
    units: list[Unit] = []
    first = 0
    spaced = sum(line.gap for line in lines[1:]) >= 0.12 * len(lines)
    for at in range(1, len(lines) + 1):
        if at < len(lines) and not _is_break(text, lines[at - 1], lines[at], width, spaced=spaced):
            continue
        units.append(Unit(lines[first].begin, lines[at - 1].end, lines[first].number, lines[first].gap, at - first))
        first = at
    return units


def find_width(text: str, lines: Sequence[Line]) -> int | None:
    """Find the column at which a text's lines were broken; none where every line is a paragraph of its own.

    A line broken at a column is no longer than it and would be longer with the next word. The column for which that
    is true of the most lines is the one; it has to be true of most.
    """
    steps = [0] * (_WIDEST + 2)
    inner = 0
    for above, below in itertools.pairwise(lines):
        if below.gap:
            continue
        inner += 1
        length = above.end - above.begin
        if length > _WIDEST:
            continue
        reach = min(length + 1 + _measure_word(text, below), _WIDEST + 1)
        steps[max(length, _NARROWEST)] += 1
        steps[max(reach, _NARROWEST)] -= 1
    best, best_count, count = 0, 0, 0
    for column in range(_NARROWEST, _WIDEST + 1):
        count += steps[column]
        if count > best_count:
            best, best_count = column, count
    if best_count < 2 or best_count < 0.55 * inner:
        return None
    return best if _runs_on(text, lines) else None


def _runs_on(text: str, lines: Sequence[Line]) -> bool:
    """Whether most lines end in the middle of a sentence."""
    ends = [_is_closed(text, above) for above, below in itertools.pairwise(lines) if not below.gap]
    return sum(ends) <= 0.45 * len(ends)


def _is_break(text: str, above: Line, below: Line, width: int, *, spaced: bool) -> bool:
    """Whether a paragraph ends between two lines of a text broken at ``width``."""
    if below.gap or above.end - above.begin > width + 30:
        return True
    if _OWN_LINE.match(text, below.begin, min(below.end, below.begin + 200)):
        return True
    length = above.end - above.begin
    if length + 1 + _measure_word(text, below) > width:
        return False
    # There was room for the next word: somebody broke the line on purpose, or wraps raggedly.
    if _is_closed(text, above):
        return not spaced or length < 0.8 * width
    return length < 0.55 * width


def _is_closed(text: str, line: Line) -> bool:
    return _CLOSED.search(text, max(line.begin, line.end - 4), line.end) is not None


def _measure_word(text: str, line: Line) -> int:
    blank = text.find(" ", line.begin, min(line.end, line.begin + 60))
    return (line.end if blank < 0 else blank) - line.begin


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    """Trim blanks; by slices, because a step per character is slow where a line is all blanks."""
    if begin < end and (text[begin].isspace() or text[end - 1].isspace()):
        piece = text[begin:end]
        begin += len(piece) - len(piece.lstrip())
        end = max(begin, begin + len(piece.strip()))
    return begin, end

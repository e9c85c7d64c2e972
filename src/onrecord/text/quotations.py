"""Passages between quotation marks, in every glyph, also across paragraphs and when a mark is missing.

The passages found do not nest: of quotations inside quotations the outer is kept. An apostrophe is told from a
single quotation mark by what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.span import Span

DOUBLE_OPENERS = '“„‟«〝＂"'
DOUBLE_CLOSERS = '”“»〞＂"‟'
_CLOSERS_OF = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "〝": "〞",
    "＂": "＂",
    '"': '"',
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "'": "'",
    "「": "」",
}
_MARK = re.compile("[“”„‟«»〝〞＂\"‘’‚‹›'「」]|''|``")
_SINGLE = "‘‚'"
_TERMINAL = ".,!?…;:—–-"
# So many marks after its opening a quotation is looked for its end; more is no prose, and the work stays linear.
_MARKS_LIMIT = 200
# A single-quoted passage longer than this (code points) is an apostrophe that found a partner by chance.
_SINGLE_LIMIT = 1500


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """``span`` holds the marks, ``inner`` the words between them.

    ``is_closed`` is false where the closing mark is missing: at the end of a paragraph whose quotation goes on in the
    next (``goes_on``), or by the writer's mistake.
    """

    span: Span
    inner: Span
    mark: str
    is_closed: bool
    goes_on: bool = False


def find_quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Find all quotations in the given paragraphs, in text order. Linear in the text's length."""
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        reopens = (following is not None and text[following.begin : following.begin + 1]) or ""
        found.extend(_in_paragraph(text, paragraph, reopens))
    return found


def _in_paragraph(text: str, paragraph: Span, reopens: str) -> Iterator[Quotation]:
    position = paragraph.begin
    marks = [(m.group(), m.start()) for m in _MARK.finditer(text, paragraph.begin, paragraph.end)]
    closings = _ClosingIndex(text, paragraph, marks)
    for number, (mark, begin) in enumerate(marks):
        if begin < position or not _opens(text, paragraph, mark, begin):
            continue
        end = closings.find(number)
        if end is not None:
            yield Quotation(span=Span(begin, end), inner=Span(begin + 1, end - 1), mark=mark, is_closed=True)
            position = end
        elif mark not in _SINGLE or (reopens == mark and _opens_speech(text, paragraph, begin)):
            stop = closings.find_next_opening(number) or paragraph.end
            goes_on = stop == paragraph.end and reopens == mark
            while text[stop - 1].isspace():
                stop -= 1
            yield Quotation(
                span=Span(begin, stop), inner=Span(begin + 1, stop), mark=mark, is_closed=False, goes_on=goes_on
            )
            position = stop


def _opens_speech(text: str, paragraph: Span, begin: int) -> bool:
    """Whether a single mark without its partner opens speech that goes on: at the beginning, or after a colon."""
    return begin == paragraph.begin or text[max(paragraph.begin, begin - 2) : begin].rstrip() in {":", ","}


def _opens(text: str, paragraph: Span, mark: str, begin: int) -> bool:
    """Decide whether a mark can open a quotation, from the characters around it."""
    if mark not in _CLOSERS_OF:
        return False
    before = text[begin - 1] if begin > paragraph.begin else " "
    after = text[begin + 1] if begin + 1 < paragraph.end else " "
    if mark in "“„«‘‚‹〝「":
        if mark == "‘" and before.isalnum():
            return False
        return not after.isspace() or mark in "«‹"
    if mark == "»":  # the inverted style of German books: »so«
        return not after.isspace() and (before.isspace() or before in "(—–-")
    if mark == "'":
        return (before.isspace() or before in '([—–"“') and (after.isalpha() or after in "[…") and not after.isspace()
    return (not after.isspace() and (before.isspace() or before in "([{—–-‘'/:,…")) or begin == paragraph.begin


class _ClosingIndex:
    """Answers where the quotation that opens at the n-th mark ends, each mark looked at a bounded number of times."""

    def __init__(self, text: str, paragraph: Span, marks: list[tuple[str, int]]) -> None:
        self._text = text
        self._paragraph = paragraph
        self._marks = marks

    def find(self, number: int) -> int | None:
        mark, begin = self._marks[number]
        closers = _CLOSERS_OF[mark]
        depth = 0
        for later in range(number + 1, min(len(self._marks), number + _MARKS_LIMIT)):
            other, place = self._marks[later]
            if mark in _SINGLE:
                if place - begin > _SINGLE_LIMIT:
                    return None
                if other in closers and self._closes_single(place):
                    return place + 1
            elif other == mark and mark not in closers and _opens(self._text, self._paragraph, other, place):
                depth += 1
            elif other in closers and self._closes_double(mark, place):
                if depth == 0:
                    return place + 1
                depth -= 1
        return None

    def find_next_opening(self, number: int) -> int | None:
        """Find where the same mark opens again: there an unclosed quotation must have ended."""
        mark = self._marks[number][0]
        for other, place in self._marks[number + 1 : number + _MARKS_LIMIT]:
            if other == mark and _opens(self._text, self._paragraph, other, place):
                return place
        return None

    def _closes_double(self, mark: str, place: int) -> bool:
        if mark != '"':
            return True
        after = self._text[place + 1] if place + 1 < self._paragraph.end else " "
        before = self._text[place - 1]
        return not before.isspace() or after.isspace() or not after.isalnum()

    def _closes_single(self, place: int) -> bool:
        before = self._text[place - 1]
        after = self._text[place + 1] if place + 1 < self._paragraph.end else " "
        if after.isalnum():
            return False
        if before in _TERMINAL or before in '’”")]':
            return True
        return (before != "s" and not before.isspace()) or (after in ",.;:!?)" and before == "s")


def is_unbalanced(quotation: Quotation) -> bool:
    """Whether the closing mark is missing although nothing goes on in the next paragraph."""
    return not quotation.is_closed and not quotation.goes_on

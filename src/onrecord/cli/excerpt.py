"""Words out of a document, cut to what a person can take in, and never altered.

What is cut is cut between words and marked with an ellipsis outside the quotation marks; what stands between the
marks are the document's own characters, runs of white space aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.cli.visible import make_one_line
from onrecord.model.reading import Attribution, AttributionKind, Change, ChangeKind
from onrecord.model.span import Span

# Code points of one attribution's words in the record: about four lines.
WORDS_SHOWN = 320
# Code points on either side of a change or a claim.
CONTEXT_SHOWN = 70
# Changes marked in one wording; all of them are in the JSON.
CHANGES_SHOWN = 12

ELLIPSIS = "…"
PIECES_JOIN = " / "

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "＂": "＂", "‘": "’", "‚": "‘’", "‹": "›", "'": "'"}
_PAIRS |= {"‟": "”", "「": "」", "『": "』", "〝": "〞"}
_DOUBLE = frozenset('“„«"＂‟「『〝')
_CLOSING = frozenset("".join(_PAIRS.values()))
_GAP = re.compile(r"\s")


class Mark(StrEnum):
    """How a stretch of words is told apart in the record."""

    PLAIN = "plain"
    ADDED = "added"
    REMOVED = "removed"
    LEFT_OUT = "left out"
    CLARIFIED = "clarified"
    CLAIMED = "claimed"
    AROUND = "around"


# Signs that say without colour what happened to words.
SIGNS = {Mark.ADDED: ("[+", "+]"), Mark.REMOVED: ("[-", "-]"), Mark.LEFT_OUT: ("[~", "~]")}

_MARKS_IN_ORIGINAL = {
    ChangeKind.DROPPED: Mark.REMOVED,
    ChangeKind.REPLACED: Mark.REMOVED,
    ChangeKind.ELIDED: Mark.LEFT_OUT,
    ChangeKind.CLARIFIED: Mark.LEFT_OUT,
}
_MARKS_IN_QUOTATION = {
    ChangeKind.INSERTED: Mark.ADDED,
    ChangeKind.REPLACED: Mark.ADDED,
    ChangeKind.ELIDED: Mark.CLARIFIED,
    ChangeKind.CLARIFIED: Mark.CLARIFIED,
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """``words`` as they are printed, visible characters only; ``mark`` says what they are."""

    words: str
    mark: Mark = Mark.PLAIN


def cut_after(text: str, span: Span, limit: int) -> Span:
    """Cut ``span`` to its first ``limit`` code points, back to the end of a word where there is one."""
    if span.end - span.begin <= limit:
        return span
    end = span.begin + limit
    if not _GAP.match(text, end):
        gaps = [found.start() for found in _GAP.finditer(text, span.begin + limit // 2, end)]
        end = gaps[-1] if gaps else end
    while end > span.begin and text[end - 1].isspace():
        end -= 1
    return Span(span.begin, end)


def cut_before(text: str, span: Span, limit: int) -> Span:
    """Cut ``span`` to its last ``limit`` code points, on to the beginning of a word where there is one."""
    if span.end - span.begin <= limit:
        return span
    begin = span.end - limit
    if not text[begin - 1].isspace():
        found = _GAP.search(text, begin, span.end - limit // 2)
        begin = found.end() if found else begin
    while begin < span.end and text[begin].isspace():
        begin += 1
    return Span(begin, span.end)


def strip_marks(text: str, span: Span) -> Span:
    """Take the quotation marks at the ends of ``span`` away, where they belong to the span and not to its inside."""
    begin, end = _strip_space(text, span)
    if begin >= end or (begin > 0 and text[begin - 1] in _PAIRS and text[end : end + 1] in _CLOSING):
        return Span(begin, end)
    first, last = text[begin], text[end - 1]
    is_paired = end - begin > 1 and last in _PAIRS.get(first, "")
    if is_paired or first in _DOUBLE:
        begin += 1
    if is_paired or (end > begin and last in _CLOSING and last not in "'’" and not _opens_inside(text, begin, end)):
        end -= 1
    return Span(begin, max(begin, end))


def _opens_inside(text: str, begin: int, end: int) -> bool:
    """A mark at the end closes a quotation that begins inside when its last other mark is an opening one."""
    openers = [mark for mark, closers in _PAIRS.items() if text[end - 1] in closers]
    return any(text.find(mark, begin, end - 1) >= 0 for mark in openers)


def _strip_space(text: str, span: Span) -> Span:
    begin, end = span
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return Span(begin, end)


def _take_marks(text: str, span: Span) -> Span:
    """Add the quotation marks that stand right around ``span``."""
    begin, end = span
    if begin > 0 and text[end : end + 1] and text[end] in _PAIRS.get(text[begin - 1], ""):
        return Span(begin - 1, end + 1)
    return span


def make_words(text: str, kind: AttributionKind, content: Sequence[Span], limit: int = WORDS_SHOWN) -> str:
    """Make an attribution's words for print: in quotation marks when direct, with the document's own when mixed.

    Pieces are joined with a slash, so that what stands apart in the document does not read as one sentence.
    """
    shown: list[str] = []
    left = limit
    is_direct = kind in (AttributionKind.DIRECT, AttributionKind.POST)
    for span in content:
        if left <= 0:
            shown[-1] += f" {ELLIPSIS}"
            break
        whole = _find_words(text, kind, span)
        part = cut_after(text, whole, max(left, limit // 4))
        words = make_one_line(part.of(text))
        tail = "" if part.end == whole.end else f" {ELLIPSIS}"
        shown.append((f"“{words}”" if is_direct else words) + tail)
        left = 0 if tail else left - len(words)
        if tail:
            break
    return PIECES_JOIN.join(shown)


def _find_words(text: str, kind: AttributionKind, span: Span) -> Span:
    if kind is AttributionKind.DIRECT:
        return strip_marks(text, span)
    if kind is AttributionKind.POST:
        return _strip_space(text, span)
    return _strip_space(text, _take_marks(text, span))


def make_context(text: str, inside: Span, span: Span) -> tuple[Stretch, ...]:
    """Make the words around ``span``, which is marked, no further than ``inside`` reaches."""
    before = Span(max(0, min(inside.begin, span.begin)), span.begin)
    after = Span(span.end, max(inside.end, span.end))
    head = cut_before(text, before, CONTEXT_SHOWN)
    tail = cut_after(text, after, CONTEXT_SHOWN)
    shown = cut_after(text, span, WORDS_SHOWN)
    lead = f"{ELLIPSIS} " if head.begin > before.begin else ""
    trail = f" {ELLIPSIS}" if tail.end < after.end else ""
    return _drop_empty(
        (
            Stretch(lead + make_one_line(head.of(text)).lstrip(" "), Mark.AROUND),
            Stretch(make_one_line(shown.of(text)) + (f" {ELLIPSIS} " if shown != span else ""), Mark.CLAIMED),
            Stretch(make_one_line(tail.of(text)).rstrip(" ") + trail, Mark.AROUND),
        )
    )


def make_original(text: str, attribution: Attribution, changes: Sequence[Change]) -> tuple[Stretch, ...]:
    """Make the original's words with what the quotation lacks marked: ``[-gone-]``, ``[~left out openly~]``."""
    marked = [(change.original, _MARKS_IN_ORIGINAL.get(change.kind)) for change in changes]
    return _make_marked(text, attribution, marked)


def make_quoted(text: str, attribution: Attribution, changes: Sequence[Change]) -> tuple[Stretch, ...]:
    """Make the quotation's words with what the original lacks marked: ``[+new+]``; its own brackets stay."""
    marked = [(change.quoted, _MARKS_IN_QUOTATION.get(change.kind)) for change in changes]
    return _make_marked(text, attribution, marked)


def _make_marked(
    text: str, attribution: Attribution, marked: Iterable[tuple[Span | None, Mark | None]]
) -> tuple[Stretch, ...]:
    changes = sorted((span, mark) for span, mark in marked if span is not None and mark is not None)
    changes = changes[:CHANGES_SHOWN]
    stretches: list[Stretch] = []
    for number, whole in enumerate(attribution.content):
        kind = AttributionKind.DIRECT if attribution.kind is AttributionKind.MIXED else attribution.kind
        piece = _find_words(text, kind, whole)
        inside = [(span, mark) for span, mark in changes if piece.holds(span)]
        if inside or number == 0 or not changes:
            stretches.append(Stretch(PIECES_JOIN if stretches else ""))
            stretches.extend(_mark_piece(text, piece, inside))
    return _drop_empty(stretches)


def _mark_piece(text: str, piece: Span, inside: Sequence[tuple[Span, Mark]]) -> list[Stretch]:
    """Mark the changes inside one piece; of long unchanged words only those beside a change are kept."""
    stretches: list[Stretch] = []
    position = piece.begin
    for span, mark in inside:
        if span.begin < position:
            continue
        stretches += _shorten_between(text, Span(position, span.begin), is_first=not stretches)
        opening, closing = SIGNS.get(mark, ("", ""))
        stretches.append(Stretch(opening + _shorten_inside(text, span) + closing, mark))
        position = span.end
    rest = Span(position, piece.end)
    kept = cut_after(text, rest, CONTEXT_SHOWN * 2 if inside else WORDS_SHOWN)
    lead = "" if inside else "“"
    stretches.append(Stretch(f"{lead}{make_one_line(kept.of(text))}”{'' if kept == rest else f' {ELLIPSIS}'}"))
    return stretches


def _shorten_between(text: str, span: Span, *, is_first: bool) -> list[Stretch]:
    if span.end - span.begin <= CONTEXT_SHOWN * 3:
        return [Stretch(("“" if is_first else "") + make_one_line(span.of(text)))]
    tail = make_one_line(cut_before(text, span, CONTEXT_SHOWN).of(text))
    if is_first:
        return [Stretch(f"{ELLIPSIS} “{tail}")]
    head = make_one_line(cut_after(text, span, CONTEXT_SHOWN).of(text))
    return [Stretch(f"{head}” {ELLIPSIS} “{tail}")]


def _shorten_inside(text: str, span: Span) -> str:
    if span.end - span.begin <= CONTEXT_SHOWN * 2:
        return make_one_line(span.of(text))
    head, tail = cut_after(text, span, CONTEXT_SHOWN // 2), cut_before(text, span, CONTEXT_SHOWN // 2)
    return f"{make_one_line(head.of(text))} {ELLIPSIS} {make_one_line(tail.of(text))}"


def _drop_empty(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return tuple(stretch for stretch in stretches if stretch.words)

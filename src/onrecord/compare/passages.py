"""A passage made ready to be compared: its words, what stands between them, and the editing it shows.

On the side of the quotation an ellipsis, a bracket and an interruption ("…," she said. "…") are signs of honest
editing: they stand at a position between words, and words of the original may be missing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from onrecord.model.span import Span
from onrecord.text.alignment import IndexedWords
from onrecord.text.words import Word, WordKind, make_words

# Longest bracket (in words and marks) that counts as a clarification; what is longer is a passage of its own.
_BRACKET_TOKENS = 40
_CLOSING_GLYPHS = frozenset("”»›’")


class EditKind(StrEnum):
    ELLIPSIS = "ellipsis"
    BRACKET = "bracket"
    INTERRUPTION = "interruption"


# What one missing word costs at each sign, in the units of the alignment: a bracket stands for few words.
_COST = {EditKind.ELLIPSIS: 1, EditKind.INTERRUPTION: 1, EditKind.BRACKET: 40}


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A sign of editing before the word at ``position``; an interruption has no span. ``words`` fill a bracket."""

    kind: EditKind
    position: int
    span: Span | None = None
    words: tuple[Word, ...] = ()
    is_round: bool = False


@dataclass(kw_only=True, slots=True)
class Passage:
    """``gaps[k]`` holds the marks before word ``k``; there is one more gap than words.

    ``pieces[k]`` is the number of the span that word ``k`` stands in.
    """

    text: str
    words: list[Word] = field(default_factory=list)
    gaps: list[list[Word]] = field(default_factory=lambda: [[]])
    pieces: list[int] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    @property
    def folded(self) -> list[str]:
        return [word.folded for word in self.words]

    @property
    def marked(self) -> dict[int, int]:
        """Positions before which words may be missing, each with the cost of one."""
        costs: dict[int, int] = {}
        for edit in self.edits:
            costs[edit.position] = min(_COST[edit.kind], costs.get(edit.position, _COST[edit.kind]))
        return costs

    def add(self, word: Word, piece: int) -> None:
        if word.kind is WordKind.WORD:
            self.words.append(word)
            self.pieces.append(piece)
            self.gaps.append([])
        else:
            self.gaps[-1].append(word)


@dataclass(frozen=True, kw_only=True, slots=True)
class Original:
    """A passage that quotations are set against, indexed once for all of them."""

    passage: Passage
    index: IndexedWords
    is_truncated: bool


def make_original(text: str, spans: Sequence[Span], *, truncated: bool) -> Original:
    """Make an original of the spans; a line that only says it goes on ("…") is no word of it."""
    passage = Passage(text=text)
    for number, span in enumerate(spans):
        for word in make_words(text, span):
            passage.add(word, number)
    return Original(passage=passage, index=IndexedWords(passage.folded), is_truncated=truncated)


def make_quotation(text: str, spans: Sequence[Span], *, keep_brackets: bool = False) -> Passage:
    """Make a quotation of its pieces, with its signs of editing.

    With ``keep_brackets`` the words in brackets are words like the others. "[sic]" is left out either way.
    """
    passage = Passage(text=text)
    for number, span in enumerate(spans):
        if number and passage.words and _is_interrupted(text, spans[number - 1], span):
            passage.edits.append(Edit(kind=EditKind.INTERRUPTION, position=len(passage.words)))
        _add_piece(passage, make_words(text, span), number, keep_brackets)
    return passage


def _is_interrupted(text: str, before: Span, after: Span) -> bool:
    """Whether a reader sees that the quotation was broken off: words between, or a closing mark and a new opening."""
    between = text[before.end : after.begin]
    return any(c.isalnum() for c in between) or any(c in _CLOSING_GLYPHS for c in between) or between.count('"') > 1


def _add_piece(passage: Passage, words: list[Word], number: int, keep_brackets: bool) -> None:
    at = 0
    while at < len(words):
        word = words[at]
        if word.kind is WordKind.ELLIPSIS:
            passage.edits.append(Edit(kind=EditKind.ELLIPSIS, position=len(passage.words), span=word.span))
        elif word.kind is WordKind.OPENING:
            end = _find_closing(words, at)
            inside = tuple(w for w in words[at + 1 : end] if w.kind is WordKind.WORD) if end else ()
            is_sic = [w.folded for w in inside] == ["sic"]
            if end and inside and (is_sic or not keep_brackets):
                if not is_sic:
                    passage.edits.append(_make_bracket(len(passage.words), words[at], words[end], inside))
                at = end + 1
                continue
        passage.add(word, number)
        at += 1


def _find_closing(words: list[Word], at: int) -> int | None:
    for end in range(at + 1, min(len(words), at + _BRACKET_TOKENS + 2)):
        if words[end].kind is WordKind.CLOSING:
            return end
        if words[end].kind is WordKind.OPENING:
            return None
    return None


def _make_bracket(position: int, opening: Word, closing: Word, inside: tuple[Word, ...]) -> Edit:
    span = Span(opening.span.begin, closing.span.end)
    return Edit(
        kind=EditKind.BRACKET, position=position, span=span, words=inside, is_round=opening.surface not in "[［"
    )

"""What a search asks for, in terms both kinds of store understand alike.

Both stores are given the same folded words, cut here and not by their own tokenizers, so that they find the same hits.
Folding takes away case and accents: "Élodie" is found by "elodie".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.model.span import Span

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f][^\W_]*)*")
_PART = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
# Longer words are cut: PostgreSQL takes at most 2 KB, and nobody searches for one.
_LONGEST_WORD = 200
# Terms beyond these are not looked at; nobody types so many.
_MOST_TERMS = 32
# What a result shows around the words that were found, in characters.
_EXCERPT = 240
_LEAD = 60


class Token(NamedTuple):
    folded: str
    span: Span


class Term(NamedTuple):
    """Words that follow one another; ``prefix`` when the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()


def fold_word(word: str) -> str:
    if word.isascii():
        return word.lower()[:_LONGEST_WORD]
    plain = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(c for c in plain if c.isalnum())
    return kept[:_LONGEST_WORD]


def make_tokens(text: str) -> list[Token]:
    """Cut a text into folded words with their places."""
    found = (Token(fold_word(m[0]), Span(*m.span())) for m in _WORD.finditer(text))
    return [token for token in found if token.folded]


def make_folded(text: str) -> str:
    """Make the text that is indexed: folded words with single spaces."""
    return " ".join(token.folded for token in make_tokens(text))


def parse_terms(text: str) -> Terms:
    """Parse what a person typed: words, "phrases", begin* and -without; nothing typed is an error."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for sign, phrase, word in _PART.findall(text)[:_MOST_TERMS]:
        words = tuple(token.folded for token in make_tokens(phrase or word))
        if words:
            (unwanted if sign else wanted).append(Term(words, not phrase and word.endswith("*")))
    return Terms(wanted=tuple(wanted), unwanted=tuple(unwanted))


def find_marks(text: str, terms: Terms) -> list[Span]:
    """Find where the wanted terms stand in a text, in order, without overlaps."""
    tokens = make_tokens(text)
    folded = [token.folded for token in tokens]
    marked = [False] * len(tokens)
    for term in terms.wanted:
        length = len(term.words)
        for start in range(len(tokens) - length + 1):
            if _fits(folded[start : start + length], term):
                marked[start : start + length] = [True] * length
    return [token.span for token, mark in zip(tokens, marked, strict=True) if mark]


def _fits(words: list[str], term: Term) -> bool:
    *head, last = term.words
    if words[:-1] != head:
        return False
    return words[-1].startswith(last) if term.prefix else words[-1] == last


def make_excerpt(text: str, terms: Terms) -> tuple[str, tuple[Span, ...]]:
    """Make the part of a text around the first word found, and where in it the found words stand."""
    marks = find_marks(text, terms)
    if len(text) <= _EXCERPT:
        return text, tuple(marks)
    begin = max(0, marks[0].begin - _LEAD) if marks else 0
    begin = 0 if begin == 0 else _find_gap(text, begin)
    end = min(len(text), begin + _EXCERPT)
    before, after = "…" if begin else "", "…" if end < len(text) else ""
    shift = len(before) - begin
    shown = tuple(Span(m.begin + shift, m.end + shift) for m in marks if begin <= m.begin and m.end <= end)
    return before + text[begin:end] + after, shown


def _find_gap(text: str, begin: int) -> int:
    """The start of a word at or a little after ``begin``."""
    gap = text.find(" ", begin, begin + _LEAD // 2)
    return begin if gap < 0 else gap + 1

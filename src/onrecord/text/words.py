"""Words for comparison: what two versions of one utterance have in common, glyphs aside.

A quotation and its original differ in ways no reader would call a change: curly or straight quotes, a hash sign, a
link the outlet left off. This module cuts a text into words and marks and gives each a folded form in which such
differences vanish, while its span still points at the characters as they stand.

Why not a linguistic tokenizer: those keep "#" and "@" apart, know nothing of ellipses in brackets, and lose offsets.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from onrecord.model.span import Span


class WordKind(StrEnum):
    """What a token is to a comparison. Only words are aligned; the rest is typography or a sign of editing."""

    WORD = "word"
    ELLIPSIS = "ellipsis"
    OPENING = "opening bracket"
    CLOSING = "closing bracket"
    MARK = "mark"
    EMOJI = "emoji"
    LINK = "link"


class Word(NamedTuple):
    """``folded`` is equal for words that differ in glyphs alone: width, case, apostrophe, hash or at sign."""

    surface: str
    folded: str
    span: Span
    kind: WordKind


QUOTE_GLYPHS = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』＂＇`´′″")
DASHES = frozenset("-‐‑‒–—―−﹘﹣－")
APOSTROPHES = frozenset("'’ʼ＇‘`´′")

# Characters that may stand inside a word without being one: combining marks, soft hyphen, zero-width characters.
_INNER = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = r"[^\W\d_]"
_REST = rf"[\w{_INNER}]*(?:['’ʼ＇][\w{_INNER}]+)*"
_URL = r"[^\s<>\"“”…]{0,2047}[^\s<>\"“”….,;:!?)\]]"
_DOMAINS = r"(?:t\.co|pic\.twitter\.com|pic\.x\.com|bit\.ly|youtu\.be|buff\.ly|ow\.ly|fb\.me|dlvr\.it|trib\.al)"

_TOKEN = re.compile(
    rf"""
    (?P<link>(?<!\w)(?:https?://{_URL}|www\.{_URL}|{_DOMAINS}/{_URL}))
  | (?P<ellipsis>[\[(]\s?(?:…|\.{{2,5}}|\.(?:\s\.){{1,5}})\s?[\])]|[…⋯]+|\.{{2,}}|\.(?:[ \u00a0]\.){{2,5}})
  | (?P<masked>(?<!\w){_LETTER}{{1,3}}(?:\*{{1,12}}{_LETTER}{{1,8}}|\*{{2,12}}))
  | (?P<parted>(?<!\w)(?:\[{_LETTER}{{1,3}}\]{_LETTER}{_REST}|{_LETTER}{{2,30}}\[{_LETTER}{{1,12}}\]))
  | (?P<number>(?<![\w)\]])[-−]?\d+(?:[.,:]\d+)*{_REST})
  | (?P<word>[#＃@]?\w{_REST})
  | (?P<other>\S)
    """,
    re.VERBOSE,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SIGNS = {"&": "and", "＆": "and", "%": "percent", "％": "percent"}
# Signs that carry meaning on their own; without them a figure says something else.
_MEANT_SIGNS = frozenset("+=±×÷°‰§")
_JOINER = "\u200d"
_OPENING = frozenset("[(（［")
_CLOSING = frozenset("])）］")


def fold_glyphs(surface: str) -> str:
    """Fold what a reader does not see as a difference: compatibility forms, apostrophes, dashes, invisible signs."""
    if surface.isascii():
        return surface
    surface = _INVISIBLE.sub("", unicodedata.normalize("NFKC", surface))
    return "".join("'" if c in APOSTROPHES else "-" if c in DASHES else c for c in surface)


def fold(surface: str) -> str:
    """Fold a word so that typography makes no difference: glyphs, case, thousands' commas, ``#`` and ``@``."""
    folded = fold_glyphs(surface).casefold().lstrip("#@").strip("_")
    if folded[:1].isdigit() and "," in folded:
        folded = folded.replace(",", "")
    return folded or surface


def make_words(text: str, span: Span) -> list[Word]:
    """Cut ``span`` of ``text`` into words and marks, in order; quote glyphs and invisible characters are left out.

    A hashtag or a mention is one word with its sign; a word with a letter in brackets (``[T]he``) is one word, folded
    without them; brackets round an ellipsis belong to it. Linear in the length of the span.
    """
    words: list[Word] = []
    for match in _TOKEN.finditer(text, span.begin, span.end):
        group, surface = match.lastgroup, match.group()
        place = Span(match.start(), match.end())
        if group in {"word", "number"}:
            words.append(Word(surface, fold(surface), place, WordKind.WORD))
        elif group == "ellipsis":
            words.append(Word(surface, "…", place, WordKind.ELLIPSIS))
        elif group == "link":
            words.append(Word(surface, "link", place, WordKind.LINK))
        elif group == "parted":
            words.append(Word(surface, fold(surface.replace("[", "").replace("]", "")), place, WordKind.WORD))
        elif group == "masked":
            words.append(Word(surface, surface.casefold(), place, WordKind.WORD))
        else:
            _add_sign(words, surface, place)
    return words


def _add_sign(words: list[Word], sign: str, place: Span) -> None:
    """Add a single character that is no letter or digit, if a comparison has any use for it."""
    if sign in QUOTE_GLYPHS:
        return
    if sign in _SIGNS or sign in _MEANT_SIGNS:
        words.append(Word(sign, _SIGNS.get(sign, sign), place, WordKind.WORD))
    elif sign in _OPENING:
        words.append(Word(sign, "(", place, WordKind.OPENING))
    elif sign in _CLOSING:
        words.append(Word(sign, ")", place, WordKind.CLOSING))
    elif sign in DASHES:
        words.append(Word(sign, "-", place, WordKind.MARK))
    else:
        _add_by_category(words, sign, place)


def _add_by_category(words: list[Word], sign: str, place: Span) -> None:
    category = unicodedata.category(sign)
    if category == "Sc":
        words.append(Word(sign, unicodedata.normalize("NFKC", sign), place, WordKind.WORD))
    elif category[0] == "S" or "\ufe00" <= sign <= "\ufe0f" or sign == _JOINER:
        last = words[-1] if words else None
        if last is not None and last.kind is WordKind.EMOJI and last.span.end == place.begin:
            words[-1] = Word(last.surface + sign, last.folded + sign, Span(last.span.begin, place.end), WordKind.EMOJI)
        elif category[0] == "S":
            words.append(Word(sign, sign, place, WordKind.EMOJI))
    elif category[0] == "P":
        words.append(Word(sign, unicodedata.normalize("NFKC", sign), place, WordKind.MARK))
    elif category[0] == "M":
        words.append(Word(sign, sign, place, WordKind.WORD))

"""Tokens of running text: words, numbers and single marks, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

# An abbreviation such as "U.S." or "p.m." is one token; so is a word with inner apostrophes, hyphens or dots.
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[#@]?\w+(?:[’'\-‑.]\w+)*|[^\w\s]")
_WORD_START = re.compile(r"[#@]?\w")


class Token(NamedTuple):
    """``begin`` and ``end`` are offsets into the text the token was made from, end exclusive."""

    text: str
    begin: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        return _WORD_START.match(self.text) is not None

    @property
    def is_capitalized(self) -> bool:
        """Whether a name could begin here: the first letter is upper case, or an emblem such as "eBay" has one."""
        return any(c.isupper() for c in self.text[:3]) if self.text[:1].isalpha() else self.text[:2][1:].isupper()


def make_tokens(text: str, begin: int = 0, end: int | None = None) -> list[Token]:
    """Make the tokens between two offsets, in order; whitespace is dropped."""
    stop = len(text) if end is None else end
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, begin, stop)]

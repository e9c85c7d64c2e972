"""Who else thinks that a block is story: trafilatura, and the text that the page itself states for machines.

Both see the page's text in their own cut, so blocks are looked up by runs of four words. A voter that fails abstains.
"""

from __future__ import annotations

import copy
import logging
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_ELEMENTS = 20_000  # a larger page is read without the extractor's vote, whose time grows faster; pages have 3,319
DEEPEST = 250  # elements; the extractor's own searches grow with depth times size
RUN = 4  # words

_WORD = re.compile(r"\w+")


class Ballot:
    """What one voter holds for story."""

    def __init__(self, text: str) -> None:
        lines = [fold_words(line) for line in text.split("\n")]
        self._lines = {" ".join(words) for words in lines if words}
        words = [word for line in lines for word in line]
        self._runs = {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
        self.length = len(words)

    def get_share(self, words: list[str]) -> float:
        """The share, 0 to 1, of a block's runs of words that the voter holds; of a few words all or nothing."""
        if not words or not self.length:
            return 0.0
        if " ".join(words) in self._lines:
            return 1.0
        if len(words) < RUN:
            return 0.0
        count = len(words) - RUN + 1
        return sum(tuple(words[n : n + RUN]) in self._runs for n in range(count)) / count


def fold_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def ask_trafilatura(root: Element) -> str:
    """The story's text as trafilatura cuts it out, one block a line; empty when it finds none or fails."""
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    try:
        found = extract(copy.deepcopy(root), include_comments=False, include_tables=True, favor_recall=True)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return ""
    return found or ""

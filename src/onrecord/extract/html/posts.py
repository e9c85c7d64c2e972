"""What an embed is read into, and how its text is read.

An embed carries a post's words, a line that signs them, and what the platform writes around both ("View this post on
…"). Its lines are read as a reader sees them; each platform then says which line is which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from onrecord.model.document import PostWords

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from onrecord.extract.html.visibility import Visibility

LONGEST_EMBED = 20_000  # characters of one embed read; the longest post a platform allows (Facebook's) is 63,206
_LINE_TAGS = frozenset(
    "p div section blockquote br li ul ol h1 h2 h3 h4 h5 h6 article header footer figure figcaption tr td".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPost:
    """A post as an embed claims it. ``words`` are offsets in ``text``, which is the whole block a reader sees."""

    platform: str
    text: str
    words: tuple[int, int] | None = None
    state: PostWords = PostWords.ABSENT
    author: str | None = None
    handle: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of an embed as shown; ``links`` are its links' addresses and texts, in order."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


def read_lines(element: Element, visibility: Visibility) -> list[Line]:
    """Read what a reader sees of an embed, line by line, without empty lines."""
    reader = _LineReader()
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, child in walk:
        if event == "end":
            reader.close(child, is_outermost=child is element)
        elif child is not element and visibility.is_hidden(child):
            walk.skip_subtree()
            reader.skip(child)
        else:
            reader.open(child)
        if reader.length > LONGEST_EMBED:
            break
    reader.end_line()
    return reader.lines


class _LineReader:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.length = 0
        self._run: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._open_link: tuple[str, int] | None = None
        self._skipped: Element | None = None

    def open(self, element: Element) -> None:
        if element.tag in _LINE_TAGS:
            self.end_line()
        if element.tag == "a" and element.get("href"):
            self._open_link = (element.get("href") or "", len(self._run))
        self._add(element.text)

    def skip(self, element: Element) -> None:
        self._skipped = element

    def close(self, element: Element, *, is_outermost: bool) -> None:
        if self._skipped is element:
            self._skipped = None
        else:
            if element.tag == "a" and self._open_link is not None:
                address, begin = self._open_link
                self._links.append((address, " ".join("".join(self._run[begin:]).split())))
                self._open_link = None
            if element.tag in _LINE_TAGS:
                self.end_line()
        if not is_outermost:
            self._add(element.tail)

    def end_line(self) -> None:
        text = " ".join("".join(self._run).split())
        if self._open_link is not None:
            address, begin = self._open_link
            self._links.append((address, " ".join("".join(self._run[begin:]).split())))
            self._open_link = (address, 0)
        self._run.clear()
        if text:
            self.lines.append(Line(text=text, links=tuple(self._links)))
            self._links.clear()
        elif self.lines and self._links:
            last = self.lines[-1]
            self.lines[-1] = Line(text=last.text, links=(*last.links, *self._links))
            self._links.clear()

    def _add(self, text: str | None) -> None:
        if text:
            self._run.append(text)
            self.length += len(text)

"""One walk over the tree: everything a reader sees, cut into blocks, in reading order.

The walk decides what kind each block is and where it stands; whether it belongs to the story is decided afterwards,
when all blocks are known. It keeps its own stack, so depth costs nothing but memory.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from onrecord.extract.captions import LONGEST_CREDIT, is_credit
from onrecord.extract.html.addresses import find_post_address
from onrecord.extract.html.embeds import FRAMES, find_post, iter_posts_within
from onrecord.extract.html.names import Namer, Part
from onrecord.extract.html.posts import FoundPost
from onrecord.extract.html.visibility import Visibility
from onrecord.model.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_ITEMS = frozenset("li dt dd".split())
_CELLS = frozenset("td th".split())
_SECTIONS = frozenset("html body main article section div header footer aside nav center form fieldset".split())
_BLOCKS = (
    _HEADINGS
    | _ITEMS
    | _CELLS
    | _SECTIONS
    | frozenset(
        "p ul ol dl blockquote pre figure figcaption table caption thead tbody tfoot tr address details summary dialog"
        " legend hr option menu search hgroup button label".split()
    )
)
_INHERITED = frozenset({BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.LIST_ITEM})
_RUNNING_TEXT = frozenset("p li dd dt td th h1 h2 h3 h4 h5 h6 a".split())
_NEAR_MEDIA = 4  # levels below an element named after an image at which a credit is still taken for the image's
_CAPTION_PARAGRAPHS = 3  # of one caption; the longest of 152 has two
_CAPTION_LENGTH = 1_500  # characters of one caption with its credit, whitespace of the markup included
_PICTURE_TEXT = 320  # characters beside a picture that are taken for its caption though nothing says so
_PICTURES = frozenset({"img", "picture", "video", "amp-img", "amp-video"})
_SMALL_PICTURE = 120  # pixels of width or height below which a picture is an icon or a portrait
_WRAPPERS = frozenset({"div", "p", "figure", "aside", "span", "section", "td", "center", "button"})
_CAPTIONABLE = frozenset({BlockKind.PARAGRAPH, BlockKind.OTHER})
_CREDITABLE = frozenset({BlockKind.CAPTION, BlockKind.PARAGRAPH})
_CREDIT_WORDS = 8  # of words beside a caption that name whose picture it is
_FIGURE_LEVELS = 6  # levels from such words up to their figure
_NO_CAPTION = (
    Part.BYLINE
    | Part.DATE
    | Part.BIOGRAPHY
    | Part.SHARING
    | Part.NEWSLETTER
    | Part.RELATED
    | Part.CONTROL
    | Part.NAVIGATION
    | Part.SUMMARY
)
_SOFT_HYPHENS = {0xAD: None}
_LONGEST_ADDRESS = 500  # characters; a line that is longer is no bare address
_PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenBlock:
    """A block as a reader sees it, before it is decided whether it is story.

    ``marks`` are numbers of the elements around it whose names say what part of the page they are; ``link_length``
    counts the characters of ``text`` that are links. ``row`` is the table row of a cell.
    """

    element: Element
    kind: BlockKind
    text: str
    link_length: int = 0
    marks: tuple[int, ...] = ()
    own: Part = Part.NONE
    media: bool = False
    row: Element | None = None
    post: FoundPost | None = None


@dataclass(kw_only=True, slots=True)
class Page:
    """What the walk found: the blocks, and for each number in their ``marks`` the element and its part."""

    blocks: list[SeenBlock] = field(default_factory=list)
    marked: list[tuple[Element, Part]] = field(default_factory=list)
    depth: int = 0
    elements: int = 0


@dataclass(kw_only=True, slots=True)
class _Frame:
    element: Element
    is_block: bool
    kind: BlockKind
    marks: tuple[int, ...]
    own: Part
    in_link: bool
    keeps_lines: bool
    media_levels: int
    row: Element | None
    first_block: int
    pictures: int = 0
    block: _Frame | None = None


class _Walker:
    def __init__(self, root: Element) -> None:
        self.page = Page()
        self._visibility = Visibility(root)
        self._namer = Namer()
        self._stack: list[_Frame] = []
        self._picture_texts: list[tuple[int, int]] = []
        self._run: list[str] = []
        self._link_length = 0

    def walk(self, root: Element) -> Page:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
            elif not self._enter(element):
                walk.skip_subtree()
        self._settle_captions()
        self._settle_credits()
        self.page.blocks = _join_rows(self.page.blocks)
        return self.page

    def _enter(self, element: Element) -> bool:
        """Open a frame for the element; false when nothing below it is to be looked at."""
        tag = element.tag
        self.page.elements += 1
        if tag in _PICTURES and self._stack and not _is_small(element):
            self._stack[-1].pictures += 1
        if tag == "br":
            self._run.append("\n")
            return self._open(element, Part.NONE, is_block=False)
        if self._visibility.is_hidden(element):
            return self._skip(element)
        if tag == "noscript":
            self._add_posts(element, iter_posts_within(element, self._visibility))
            return self._skip(element)
        post = find_post(element, self._visibility)
        if post is not None:
            self._add_posts(element, (post,))
            return self._skip(element)
        if tag in FRAMES:
            return self._skip(element)
        part = self._namer.get_part(element) if tag not in ("html", "body") else Part.NONE
        if part & (Part.CAPTION | Part.CREDIT) and tag != "figcaption" and not _is_short(element):
            part &= ~(Part.CAPTION | Part.CREDIT)
        return self._open(element, part, is_block=tag in _BLOCKS or self._is_inline_caption(element, part))

    def _skip(self, element: Element) -> bool:
        self._open(element, Part.NONE, is_block=False, is_seen=False)
        return False

    def _is_inline_caption(self, element: Element, part: Part) -> bool:
        """Whether an inline element is a caption or credit of its own and not words within running text."""
        if not part & (Part.CAPTION | Part.CREDIT) or not self._stack:
            return False
        frame = self._stack[-1]
        if frame.kind in (BlockKind.CAPTION, BlockKind.CREDIT):
            return bool(part & Part.CREDIT)
        return frame.element.tag not in _RUNNING_TEXT and not frame.in_link

    def _open(self, element: Element, part: Part, *, is_block: bool, is_seen: bool = True) -> bool:
        if is_block:
            self._flush()
        above = self._stack[-1] if self._stack else None
        tag = element.tag
        media = part & (Part.MEDIA | Part.FIGURE)
        levels = 0 if media else (above.media_levels + 1 if above else _NEAR_MEDIA + 1)
        frame = _Frame(
            element=element,
            is_block=is_block,
            kind=_decide_kind(tag, part, above, levels),
            marks=self._mark(element, part, above),
            own=part if is_block or above is None else above.own,
            in_link=tag == "a" or (above is not None and above.in_link),
            keeps_lines=tag == "pre" or (above is not None and above.keeps_lines),
            media_levels=levels,
            row=element if tag == "tr" else (above.row if above else None),
            first_block=len(self.page.blocks),
        )
        frame.block = frame if is_block or above is None else above.block
        self._stack.append(frame)
        self.page.depth = max(self.page.depth, len(self._stack))
        if is_seen:
            self._append(element.text, frame)
        return True

    def _mark(self, element: Element, part: Part, above: _Frame | None) -> tuple[int, ...]:
        marks = above.marks if above else ()
        if not part:
            return marks
        self.page.marked.append((element, part))
        return (*marks, len(self.page.marked) - 1)

    def _leave(self, element: Element) -> None:
        frame = self._stack[-1]
        if frame.is_block:
            self._flush()
            if frame.pictures:
                self._note_picture_text(frame)
        self._stack.pop()
        if self._stack:
            self._stack[-1].pictures += frame.pictures
            self._append(element.tail, self._stack[-1])

    def _note_picture_text(self, frame: _Frame) -> None:
        """Note a wrapper that holds a picture and a few words and nothing else: the words are its caption."""
        blocks = self.page.blocks[frame.first_block :]
        if not blocks or frame.element.tag not in _WRAPPERS or len(blocks) > _CAPTION_PARAGRAPHS:
            return
        if sum(len(block.text) for block in blocks) > _PICTURE_TEXT or frame.in_link:
            return
        if all(block.kind in _CAPTIONABLE and not block.own & _NO_CAPTION for block in blocks):
            self._picture_texts.append((frame.first_block, len(self.page.blocks)))

    def _settle_credits(self) -> None:
        """Make credits of captions and short paragraphs that say nothing but whose picture it is."""
        for n, block in enumerate(self.page.blocks):
            if len(block.text) > LONGEST_CREDIT or block.kind not in _CREDITABLE:
                continue
            if is_credit(block.text) or (block.kind is BlockKind.CAPTION and _stands_beside_caption(block)):
                self.page.blocks[n] = replace(block, kind=BlockKind.CREDIT)

    def _settle_captions(self) -> None:
        """Make captions of the texts beside pictures, unless they are most of what the page says."""
        blocks = self.page.blocks
        numbers = {n for first, end in self._picture_texts for n in range(first, end)}
        running = sum(len(block.text) for block in blocks if block.kind in _CAPTIONABLE)
        beside = sum(len(blocks[n].text) for n in numbers if blocks[n].kind in _CAPTIONABLE)
        if 2 * beside > running:
            return
        for n in numbers:
            if blocks[n].kind in _CAPTIONABLE and blocks[n].link_length < len(blocks[n].text) / 2:
                blocks[n] = replace(blocks[n], kind=BlockKind.CAPTION)

    def _append(self, text: str | None, frame: _Frame) -> None:
        if not text:
            return
        self._run.append(text if frame.keeps_lines else text.replace("\n", " "))
        if frame.in_link:
            self._link_length += len(text.strip())

    def _flush(self) -> None:
        if not self._run:
            return
        texts = split_paragraphs("".join(self._run))
        link_length, self._link_length = self._link_length, 0
        self._run.clear()
        if not texts or not self._stack:
            return
        frame = self._stack[-1].block or self._stack[0]
        total = sum(len(text) for text in texts)
        for text in texts:
            bare = _find_bare_post(text)
            self.page.blocks.append(
                SeenBlock(
                    element=frame.element,
                    post=bare,
                    kind=BlockKind.POST if bare else frame.kind,
                    text=text,
                    link_length=min(len(text), round(link_length * len(text) / total)),
                    marks=frame.marks,
                    own=frame.own,
                    media=frame.media_levels <= _NEAR_MEDIA,
                    row=frame.row if frame.kind is BlockKind.TABLE else None,
                )
            )

    def _add_posts(self, element: Element, posts: Iterable[FoundPost]) -> None:
        for post in posts:
            self._flush()
            above = self._stack[-1] if self._stack else None
            self.page.blocks.append(
                SeenBlock(
                    element=element,
                    kind=BlockKind.POST,
                    text=post.text,
                    marks=above.marks if above else (),
                    own=above.own if above else Part.NONE,
                    post=post,
                )
            )


def _join_rows(blocks: list[SeenBlock]) -> list[SeenBlock]:
    """Make one block of the cells of a table's row, parted by tabs."""
    joined: list[SeenBlock] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if block.row is None or last is None or last.row is not block.row:
            joined.append(block if block.row is None else replace(block, element=block.row))
        else:
            text = f"{last.text}\t{block.text}"
            joined[-1] = replace(last, text=text, link_length=last.link_length + block.link_length)
    return joined


def walk_page(root: Element) -> Page:
    """Walk the tree once; see ``Page``."""
    return _Walker(root).walk(root)


def split_paragraphs(run: str) -> list[str]:
    """Normalise the whitespace of a run of text; two line breaks in a row part paragraphs, one is kept as it is."""
    lines = [" ".join(line.split()) for line in run.translate(_SOFT_HYPHENS).split("\n")]
    return [text for part in "\n".join(lines).split(_PARAGRAPH_BREAK) if (text := part.strip())]


def _is_short(element: Element) -> bool:
    """Whether an element holds as little as a caption does, and no picture; whole columns are named after images."""
    if next(element.iter("img", "picture", "figure", "amp-img"), None) is not None:
        return False
    if len(list(itertools.islice(element.iter("p"), _CAPTION_PARAGRAPHS + 1))) > _CAPTION_PARAGRAPHS:
        return False
    length = 0
    for text in itertools.islice(element.itertext(), _CAPTION_LENGTH):
        length += len(text)
        if length > _CAPTION_LENGTH:
            return False
    return True


def _stands_beside_caption(block: SeenBlock) -> bool:
    """Whether a few words stand in a figure that has a caption, and not in the caption."""
    if block.own & Part.CAPTION or len(block.text.split()) > _CREDIT_WORDS:
        return False
    for above in (block.element, *itertools.islice(block.element.iterancestors(), _FIGURE_LEVELS)):
        if above.tag == "figcaption":
            return False
        if above.tag == "figure":
            return next(above.iter("figcaption"), None) is not None
    return False


def _is_small(element: Element) -> bool:
    for side in ("width", "height"):
        value = (element.get(side) or "").removesuffix("px")
        if value.isdigit() and int(value[:6]) < _SMALL_PICTURE:
            return True
    return False


def _find_bare_post(text: str) -> FoundPost | None:
    """A post of which the page shows nothing but its address, on a line of its own."""
    if not text.startswith(("http://", "https://")) or len(text) > _LONGEST_ADDRESS or " " in text or "\n" in text:
        return None
    address = find_post_address(text)
    if address is None:
        return None
    return FoundPost(platform=address.platform, text=text, handle=address.handle, url=address.url)


def _decide_kind(tag: str, part: Part, above: _Frame | None, media_levels: int) -> BlockKind:
    inherited = above.kind if above else BlockKind.PARAGRAPH
    if tag in ("article", "main", "section"):
        return BlockKind.PARAGRAPH
    if part & Part.CREDIT and (inherited in (BlockKind.CAPTION, BlockKind.CREDIT) or media_levels <= _NEAR_MEDIA):
        return BlockKind.CREDIT
    if inherited is BlockKind.CREDIT:
        return inherited
    if part & Part.CAPTION and tag not in ("table", "tbody", "ul", "ol", "body", "html"):
        return BlockKind.CAPTION
    if inherited is BlockKind.CAPTION:
        return inherited
    if tag in _HEADINGS:
        return BlockKind.HEADING
    if tag in ("blockquote", "q"):
        return BlockKind.QUOTE
    if tag == "figure":
        return BlockKind.CAPTION
    if tag in _ITEMS:
        return BlockKind.LIST_ITEM
    if tag in _CELLS or tag == "caption":
        return BlockKind.TABLE
    if tag == "pre":
        return BlockKind.OTHER
    if inherited in _INHERITED or (
        inherited in (BlockKind.HEADING, BlockKind.TABLE, BlockKind.OTHER) and tag not in _BLOCKS
    ):
        return inherited
    return BlockKind.PARAGRAPH

"""A page's markup into a document: parse, walk, ask the voters, choose, join."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.extract.html.metadata import Metadata, read_metadata
from onrecord.extract.html.story import choose_story
from onrecord.extract.html.tree import parse_tree
from onrecord.extract.html.votes import DEEPEST, MOST_ELEMENTS, Ballot, ask_trafilatura
from onrecord.extract.html.walk import SeenBlock, walk_page
from onrecord.extract.readable import decide_unreadable, is_cut_short
from onrecord.model.document import Block, BlockKind, Capture, Document, Post
from onrecord.model.finding import Finding, FindingKind
from onrecord.model.span import Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SEPARATOR = "\n\n"
_RUNNING_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.POST})


def extract_html(markup: str, capture: Capture) -> Document:
    """Extract what a reader sees of the story on a page, with what the page says of itself.

    Never raises on what the markup holds. A page without a story says why in ``unreadable``; its text is kept.
    """
    tree = parse_tree(markup)
    if tree.root is None:
        return _make_document(
            capture,
            Metadata(url=capture.url),
            (),
            decide_unreadable(title=None, paragraphs=(), shown=()),
            tree.findings,
        )
    metadata = read_metadata(tree.root, markup, capture.url)
    page = walk_page(tree.root)
    voted = ""
    if page.elements <= MOST_ELEMENTS and page.depth <= DEEPEST:
        voted = ask_trafilatura(tree.root)
    story = choose_story(page, Ballot(voted), Ballot(metadata.declared_body or ""), metadata.title, metadata.headline)
    paragraphs = [block.text for block in story if block.kind in _RUNNING_TEXT]
    shown = [block.text for block in page.blocks]
    reason = decide_unreadable(
        title=metadata.title,
        paragraphs=paragraphs,
        shown=shown,
        asks_password=any(field.get("type") == "password" for field in tree.root.iter("input")),
        states_story=metadata.states_story,
    )
    findings = tree.findings
    if reason is None and is_cut_short(paragraphs=paragraphs, shown=shown):
        message = "the page seems to show only the story's beginning; a subscription stands before the rest"
        findings = (*findings, Finding(kind=FindingKind.CUT_SHORT, message=message))
    return _make_document(capture, metadata, story, reason, findings)


def _make_document(
    capture: Capture,
    metadata: Metadata,
    story: Sequence[SeenBlock],
    reason: str | None,
    findings: tuple[Finding, ...],
) -> Document:
    text, blocks = _join(story)
    if reason is not None:
        findings = (*findings, Finding(kind=FindingKind.UNREADABLE, message=reason))
    return Document(
        capture=capture.digest,
        origin=capture.origin,
        text=text,
        blocks=blocks,
        url=metadata.url,
        title=metadata.title,
        byline=metadata.byline,
        outlet=metadata.outlet,
        published=metadata.published,
        updated=metadata.updated,
        language=metadata.language,
        unreadable=reason,
        findings=findings,
    )


def _join(story: Sequence[SeenBlock]) -> tuple[str, tuple[Block, ...]]:
    """Lay the blocks' texts one behind another and say where each begins and ends."""
    paths = _Paths()
    texts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for number, seen in enumerate(story, 1):
        span = Span(position, position + len(seen.text))
        post = _make_post(seen, position)
        blocks.append(Block(id=f"b{number}", kind=seen.kind, span=span, path=paths.get(seen.element), post=post))
        texts.append(seen.text)
        position = span.end + len(SEPARATOR)
    return SEPARATOR.join(texts), tuple(blocks)


def _make_post(seen: SeenBlock, position: int) -> Post | None:
    found = seen.post
    if found is None:
        return None
    words = Span(position + found.words[0], position + found.words[1]) if found.words else None
    return Post(
        platform=found.platform,
        author=found.author,
        handle=found.handle,
        date=found.date,
        url=found.url,
        words=found.state,
        words_span=words,
    )


class _Paths:
    """Element paths such as ``/html/body/p[3]``; the children of one parent are counted once."""

    def __init__(self) -> None:
        self._steps: dict[Element, str] = {}
        self._paths: dict[Element, str] = {}

    def get(self, element: Element) -> str:
        chain: list[Element] = []
        above: Element | None = element
        while above is not None and above not in self._paths:
            chain.append(above)
            above = above.getparent()
        path = self._paths[above] if above is not None else ""
        for each in reversed(chain):
            path = self._paths[each] = f"{path}/{self._get_step(each)}"
        return path

    def _get_step(self, element: Element) -> str:
        if element not in self._steps:
            parent = element.getparent()
            self._count([element] if parent is None else list(parent))
        return self._steps[element]

    def _count(self, siblings: Sequence[Element]) -> None:
        totals = Counter(sibling.tag for sibling in siblings)
        seen: Counter[object] = Counter()
        for sibling in siblings:
            seen[sibling.tag] += 1
            name = str(sibling.tag)
            self._steps[sibling] = name if totals[sibling.tag] == 1 else f"{name}[{seen[sibling.tag]}]"

"""Which of the blocks a reader sees are the story.

Anchors are the blocks that a voter holds for story and that read like running text. They span an element, the story's
root, and a stretch of the page from headline to last anchor. Everything within that nobody marks as something else
(a related story, a newsletter form, a share bar) belongs to the story with them: subheadings and short paragraphs
that extractors drop, posts, captions and credits.

All decisions are pure over the list of blocks; the thresholds were set on two thirds of the measuring pages and
checked on the rest (``benchmarks/pages.py``).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.extract.html.names import Part
from onrecord.extract.html.votes import Ballot, fold_words
from onrecord.extract.html.walk import Page, SeenBlock
from onrecord.model.document import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

VOTED_SHARE = 0.6  # of a block's runs of four words
DECLARED_SHARE = 0.7  # the same of the body that the page states for machines
ANCHOR_LENGTH = 60  # characters
ROOT_SHARE = 0.85  # of the anchors' text that the story's root holds
OWN_SHARE = 0.3  # of the anchors' text; an element that holds more is not boilerplate, whatever its name
LINKED_SHARE = 0.6  # of a block's characters; a block of links leads elsewhere
UNLINKED_LENGTH = 40  # characters outside links from which on a block says something of its own
BODY_SHARE = 0.6  # of the anchors' text that an element named the story's body has to hold to be it
OVERLOOKED = 2  # times the anchors' text that the body must hold for the voters to be overruled
CONTAINER_SHARE = 0.2  # of the anchors' text; whatever holds more holds story throughout
LABEL_LENGTH = 60  # characters of the longest label ("Read more", "Auch interessant")
LEAD_REACH = 12  # blocks before the headline among which the lead picture's caption is looked for
SAME_TITLE = 0.5  # of the longer title's words that two forms of one title share
LATE = 3  # paragraphs of the story after which no summary of it is met
LITTLE_TEXT = 250  # characters of anchors below which everything not marked as something else is taken

_SENTENCE_ENDS = ".!?…:;”\"»“’')]"
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.OTHER})
_PICTURED = frozenset({BlockKind.CAPTION, BlockKind.CREDIT})
_FOREIGN = (
    Part.NAVIGATION
    | Part.ASIDE
    | Part.FOOTER
    | Part.RELATED
    | Part.NEWSLETTER
    | Part.SHARING
    | Part.COMMENTS
    | Part.BIOGRAPHY
    | Part.ADVERT
    | Part.TAGS
    | Part.CONTROL
    | Part.CONSENT
    | Part.BYLINE
    | Part.DATE
)
_FOREIGN_TO_PICTURES = _FOREIGN & ~(Part.ASIDE | Part.ADVERT | Part.CONTROL | Part.BYLINE | Part.DATE | Part.TAGS)
_FOREIGN_TO_POSTS = _FOREIGN & ~(
    Part.SHARING | Part.CONSENT | Part.CONTROL | Part.BYLINE | Part.DATE | Part.ASIDE | Part.TAGS
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Judged:
    """A block with what the decision needs of it."""

    block: SeenBlock
    words: list[str]
    voted: float
    declared: float
    foreign: Part
    is_title: bool

    @property
    def is_text(self) -> bool:
        return self.block.kind in _TEXT

    @property
    def is_linked(self) -> bool:
        """Whether the block leads elsewhere: it is links, a label aside."""
        length = len(self.block.text)
        return self.block.link_length >= LINKED_SHARE * length and length - self.block.link_length < UNLINKED_LENGTH


def choose_story(
    page: Page, voted: Ballot, declared: Ballot, title: str | None, headline: str | None = None
) -> list[SeenBlock]:
    """Choose the story's blocks, in reading order.

    The headline is the document's title and no block, unless what a reader sees as ``headline`` says something else
    than ``title`` does.
    """
    shares = [_get_shares(block, voted, declared) for block in page.blocks]
    anchors = [n for n, block in enumerate(page.blocks) if _is_anchor(block, *shares[n][1:])]
    if not anchors:
        anchors = _find_unvoted_anchors(page)
    anchors = _add_siblings(page, _add_body(page, anchors))
    held = _weigh_elements(page, anchors)
    total = sum(len(page.blocks[n].text) for n in anchors)
    foreign = [
        part & _FOREIGN if total == 0 or held.get(element, 0) < OWN_SHARE * total else Part.NONE
        for element, part in page.marked
    ]
    titles = [words for words in (fold_words(title or ""), fold_words(headline or "")) if words]
    judged = [_judge(block, *shares[n], foreign, titles) for n, block in enumerate(page.blocks)]
    anchors = [n for n in anchors if not judged[n].foreign and not judged[n].is_title]
    anchors = _drop_late_summaries(page, anchors)
    if sum(len(page.blocks[n].text) for n in anchors) < LITTLE_TEXT:
        return _choose_all(judged)
    root = _find_root(page, anchors)
    begin = _find_headline(judged, anchors)
    numbers = _choose(judged, anchors, root, begin)
    if len(titles) == 2 and _says_else(*titles) and judged[begin].words == titles[1]:
        numbers = sorted({begin, *numbers})
    return _drop_doubled_posts([page.blocks[n] for n in numbers])


def _get_shares(block: SeenBlock, voted: Ballot, declared: Ballot) -> tuple[list[str], float, float]:
    words = fold_words(block.text)
    return words, voted.get_share(words), declared.get_share(words)


def _is_anchor(block: SeenBlock, voted: float, declared: float) -> bool:
    return (
        block.kind in _TEXT
        and block.kind is not BlockKind.HEADING
        and (voted >= VOTED_SHARE or declared >= DECLARED_SHARE)
        and len(block.text) >= ANCHOR_LENGTH
        and block.link_length < LINKED_SHARE * len(block.text)
    )


def _find_unvoted_anchors(page: Page) -> list[int]:
    """Paragraphs of some length and few links, where no voter has an opinion."""
    return [
        n
        for n, block in enumerate(page.blocks)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
        and len(block.text) >= ANCHOR_LENGTH
        and block.link_length < LINKED_SHARE * len(block.text) / 2
        and not any(page.marked[mark][1] & _FOREIGN for mark in block.marks)
    ]


_Name = tuple[str, "Element | None"]
_Bodies = dict[int, _Name]


def _add_body(page: Page, anchors: list[int]) -> list[int]:
    """Add what else the elements named the story's body hold, where the voters overlooked most of it.

    A story cut by adverts stands in several elements of one name; they count as one.
    """
    bodies = {mark: _get_name(element) for mark, (element, part) in enumerate(page.marked) if part & Part.BODY}
    held: dict[_Name, int] = {}
    for n in anchors:
        for name in {bodies[mark] for mark in page.blocks[n].marks if mark in bodies}:
            held[name] = held.get(name, 0) + len(page.blocks[n].text)
    total = sum(len(page.blocks[n].text) for n in anchors)
    chosen = {name for name, length in held.items() if length >= BODY_SHARE * total}
    taken = set(anchors)
    for n, block in enumerate(page.blocks):
        if n not in taken and _reads_like_text(block) and not _is_foreign_within(page, block, bodies, chosen):
            taken.add(n)
    length = sum(len(page.blocks[n].text) for n in taken)
    return sorted(taken) if length > OVERLOOKED * total else anchors


def _get_name(element: Element) -> _Name:
    """An element's tag and class, and the article it stands in: pages that go on and on hold several stories."""
    around = next(itertools.islice(element.iterancestors("article"), 1), None)
    return f"{element.tag} {element.get('class') or element.get('id') or ''}", around


def _is_foreign_within(page: Page, block: SeenBlock, bodies: _Bodies, chosen: set[_Name]) -> bool:
    """Whether a block stands in none of the chosen bodies, or in something foreign within one."""
    for place in range(len(block.marks) - 1, -1, -1):
        mark = block.marks[place]
        if bodies.get(mark) in chosen:
            return False
        if page.marked[mark][1] & _FOREIGN:
            return True
    return True


def _reads_like_text(block: SeenBlock) -> bool:
    return (
        block.element.tag == "p"
        and block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
        and len(block.text) >= ANCHOR_LENGTH
        and block.link_length < LINKED_SHARE * len(block.text) / 2
    )


def _add_siblings(page: Page, anchors: list[int]) -> list[int]:
    """Add the paragraphs that stand beside anchors in what holds much of the story, where a voter overlooked them."""
    held: dict[Element, int] = {}
    for n in anchors:
        container = _get_container(page.blocks[n])
        held[container] = held.get(container, 0) + len(page.blocks[n].text)
    total = sum(held.values())
    taken = set(anchors)
    for n, block in enumerate(page.blocks):
        if n in taken or not _reads_like_text(block):
            continue
        if held.get(_get_container(block), 0) >= CONTAINER_SHARE * total:
            taken.add(n)
    return sorted(taken)


def _weigh_elements(page: Page, anchors: Sequence[int]) -> dict[Element, int]:
    """How many characters of anchors each element holds."""
    held: dict[Element, int] = {}
    for n in anchors:
        block = page.blocks[n]
        length = len(block.text)
        held[block.element] = held.get(block.element, 0) + length
        for above in block.element.iterancestors():
            held[above] = held.get(above, 0) + length
    return held


def _drop_late_summaries(page: Page, anchors: list[int]) -> list[int]:
    """Drop what is named a summary and stands behind the story's first paragraphs: it is another story's."""
    kept: list[int] = []
    paragraphs = 0
    for n in anchors:
        is_summary = bool(page.blocks[n].own & Part.SUMMARY)
        paragraphs += not is_summary
        if not is_summary or paragraphs < LATE:
            kept.append(n)
    return kept if paragraphs >= LATE else anchors


def _find_root(page: Page, anchors: Sequence[int]) -> Element:
    """The deepest element that holds nearly all anchors."""
    held = _weigh_elements(page, anchors)
    total = sum(len(page.blocks[n].text) for n in anchors)
    element = page.blocks[max(anchors, key=lambda n: len(page.blocks[n].text))].element
    for above in (element, *element.iterancestors()):
        if held.get(above, 0) >= ROOT_SHARE * total:
            return above
    return element


def _judge(
    block: SeenBlock, words: list[str], voted: float, declared: float, foreign: list[Part], titles: list[list[str]]
) -> _Judged:
    parts = Part.NONE
    for mark in block.marks:
        parts |= foreign[mark]
    if block.kind in _PICTURED:
        parts &= _FOREIGN_TO_PICTURES
    elif block.kind is BlockKind.POST:
        parts &= _FOREIGN_TO_POSTS
    is_title = block.kind is not BlockKind.POST and (
        block.element.tag == "h1" or any(_is_same(words, title, block) for title in titles)
    )
    return _Judged(block=block, words=words, voted=voted, declared=declared, foreign=parts, is_title=is_title)


def _is_same(words: list[str], title: list[str], block: SeenBlock) -> bool:
    if words == title:
        return True
    shared = len(set(words) & set(title))
    if not words or len(words) > len(title) + 8 or len(title) < 4:
        return False
    if block.kind is BlockKind.HEADING:
        return shared >= 0.8 * len(set(words)) and shared >= 0.6 * len(set(title))
    return shared >= 0.9 * len(set(title)) and shared >= 0.7 * len(set(words)) and block.text[-1] not in ".,;:"


def _says_else(title: list[str], headline: list[str]) -> bool:
    """Whether what is seen as the headline is another text than the title the page states."""
    return len(set(title) & set(headline)) < SAME_TITLE * max(len(set(title)), len(set(headline)))


def _find_headline(judged: Sequence[_Judged], anchors: Sequence[int]) -> int:
    """Where the story begins: the last headline before the bulk of the anchors, else the first anchor."""
    first = anchors[0]
    for n in range(first, -1, -1):
        if judged[n].is_title and judged[n].block.kind is BlockKind.HEADING:
            return n
    return first


def _choose_all(judged: Sequence[_Judged]) -> list[SeenBlock]:
    return _drop_doubled_posts(
        [
            each.block
            for each in judged
            if not each.foreign
            and not (each.is_title and each.block.kind is BlockKind.HEADING)
            and not (each.is_text and each.is_linked)
        ]
    )


def _drop_doubled_posts(blocks: list[SeenBlock]) -> list[SeenBlock]:
    """Drop what stands in for a post that stands there too: its bare address, or itself once more beside it."""
    worded = {block.post.url for block in blocks if block.post is not None and block.post.words}
    kept: list[SeenBlock] = []
    bare: set[str] = set()
    for block in blocks:
        post = block.post
        if post is not None and post.url is not None:
            before = kept[-1].post if kept else None
            if before is not None and before.url == post.url and (before.text == post.text or not post.words):
                continue
            if not post.words and (post.url in worded or post.url in bare):
                continue
            bare.add(post.url)
        kept.append(block)
    return kept


def _choose(judged: Sequence[_Judged], anchors: Sequence[int], root: Element, headline: int) -> list[int]:
    first, last = anchors[0], anchors[-1]
    inside = _find_inside(judged, root)
    containers = {_get_container(judged[n].block) for n in anchors}
    anchored = set(anchors)
    reach = next((n for n in range(last + 1, len(judged)) if judged[n].is_text), len(judged)) - 1
    chosen: list[int] = []
    for n, each in enumerate(judged):
        is_lead = headline < n < first and each.block.kind in _PICTURED
        if each.is_title or (each.foreign & ~Part.RELATED if is_lead else each.foreign):
            continue
        if each.is_text or each.block.kind is BlockKind.TABLE:
            if n in anchored or (
                headline <= n <= last + 1 and _is_story_text(each, inside[n], containers, is_between=first <= n <= last)
            ):
                chosen.append(n)
        elif inside[n] or headline - LEAD_REACH <= n <= reach:
            chosen.append(n)
    chosen = _drop_labels(judged, chosen)
    return _drop_remote(judged, chosen, headline, last)


def _find_inside(judged: Sequence[_Judged], root: Element) -> list[bool]:
    """For each block whether it stands in the root; parents are asked once."""
    known: dict[Element, bool] = {root: True}
    inside = []
    for each in judged:
        path = []
        element: Element | None = each.block.element
        while element is not None and element not in known:
            path.append(element)
            element = element.getparent()
        answer = known[element] if element is not None else False
        for passed in path:
            known[passed] = answer
        inside.append(answer)
    return inside


def _get_container(block: SeenBlock) -> Element:
    """What holds a block among its like: a paragraph's parent; a list's parent for an item."""
    element = block.element
    parent = element.getparent()
    if parent is None:
        return element
    above = parent.getparent()
    return above if element.tag == "li" and above is not None else parent


def _is_story_text(each: _Judged, inside: bool, containers: set[Element], *, is_between: bool) -> bool:
    block = each.block
    if each.is_linked:
        return False
    if each.voted >= VOTED_SHARE or each.declared >= DECLARED_SHARE:
        return True
    if not inside or not is_between:
        return False
    if block.element.tag == "div" and (len(block.text) < ANCHOR_LENGTH or block.text[-1] not in _SENTENCE_ENDS):
        return False
    if block.kind is BlockKind.TABLE:
        return True
    return _get_container(block) in containers


def _drop_labels(judged: Sequence[_Judged], chosen: list[int]) -> list[int]:
    """Drop headings and short labels that lead to nothing of the story: what follows them was not chosen."""
    kept: list[int] = []
    following: int | None = None
    taken = set(chosen)
    for n in reversed(chosen):
        each = judged[n]
        is_label = each.block.kind is BlockKind.HEADING or (
            each.is_text and len(each.block.text) <= LABEL_LENGTH and each.block.text[-1:] not in ".!?…”\"»“’'"
        )
        if is_label and each.is_text:
            if following is None:
                continue
            between = [m for m in range(n + 1, following) if m not in taken and judged[m].is_text]
            if between and judged[n + 1].is_text and n + 1 not in taken:
                continue
        kept.append(n)
        if each.is_text or each.block.kind is BlockKind.TABLE:
            following = n
    kept.reverse()
    return kept


def _drop_remote(judged: Sequence[_Judged], chosen: list[int], headline: int, last: int) -> list[int]:
    """Drop captions and posts after the story's end that something foreign parts from it."""
    foreign_after = next(
        (n for n in range(last + 1, len(judged)) if judged[n].foreign and judged[n].is_text), len(judged)
    )
    return [n for n in chosen if judged[n].is_text or headline - LEAD_REACH <= n < foreign_after]

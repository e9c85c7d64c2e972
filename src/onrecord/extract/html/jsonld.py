"""What a page states for machines in schema.org's words, as JSON-LD.

Publishers' JSON-LD is often broken: comments around it, raw line breaks in strings, trailing commas, entities escaped
twice, two objects in a row. What can be read is read; the rest is skipped without a word, since nothing depends on it
alone.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SCRIPT_LIMIT = 2_000_000  # characters of one script read; live blogs state their whole text
MOST_SCRIPTS = 50
MOST_ITEMS = 5_000

Item = Mapping[str, Any]

_ARTICLE = re.compile(r"Article|BlogPosting|LiveBlogPosting|Report|Review|OpinionPiece|NewsItem", re.IGNORECASE)
_NO_ARTICLE = re.compile(r"List|WebSite|Breadcrumb|AggregateRating|Organization", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_TOP = ("@graph", "mainEntity", "mainEntityOfPage")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """``article`` is the item that describes the page's story; ``by_id`` finds items that others refer to."""

    article: Item | None
    by_id: Mapping[str, Item]
    items: tuple[Item, ...]


def read_stated(root: Element) -> Stated:
    """Read every JSON-LD script of the page and choose the item that is the story."""
    items: list[Item] = []
    by_id: dict[str, Item] = {}
    for script in itertools.islice(root.iter("script"), 1_000):
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind or not script.text or len(items) >= MOST_ITEMS:
            continue
        for value in _parse(script.text[:SCRIPT_LIMIT]):
            for item in _iter_items(value):
                items.append(item)
                identity = item.get("@id")
                if isinstance(identity, str) and len(item) > 1:
                    by_id.setdefault(identity, item)
    articles = [item for item in items if _is_article(item)]
    article = max(articles, key=_weigh_article) if articles else None
    return Stated(article=article, by_id=by_id, items=tuple(items))


def get_text(value: object) -> str | None:
    """The text of a value, of the first of several, or of a value written out as an object."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif is_item(value):
            value = value.get("@value") or value.get("name") or value.get("@id")
        else:
            break
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(html.unescape(value)).split()) or None


def is_item(value: object) -> TypeGuard[Item]:
    return isinstance(value, dict)


def iter_values(value: object) -> Iterator[object]:
    """Each of one or many values, lists within lists laid flat."""
    stack = [value]
    for _ in range(MOST_ITEMS):
        if not stack:
            return
        each = stack.pop()
        if isinstance(each, list):
            stack.extend(reversed(each))
        else:
            yield each


def get_types(item: Item) -> str:
    return " ".join(str(each) for each in iter_values(item.get("@type")))


def _is_article(item: Item) -> bool:
    types = get_types(item)
    return bool(_ARTICLE.search(types)) and not _NO_ARTICLE.search(types)


def _weigh_article(item: Item) -> int:
    """How completely an item describes a story; of several the fullest, then the first."""
    return sum(
        weight
        for key, weight in (("headline", 2), ("datePublished", 2), ("author", 2), ("articleBody", 1), ("publisher", 1))
        if item.get(key)
    )


def _parse(text: str) -> list[object]:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = (
        text.removeprefix("//<![CDATA[")
        .removeprefix("<![CDATA[")
        .removesuffix("]]>")
        .removesuffix("//")
        .strip()
        .rstrip(";")
    )
    decoder = json.JSONDecoder(strict=False)
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        values: list[object] = []
        position = 0
        try:
            while position < len(attempt) and len(values) < MOST_SCRIPTS:
                value, position = decoder.raw_decode(attempt, position)
                values.append(value)
                while position < len(attempt) and attempt[position] in " \t\r\n,;":
                    position += 1
        except (ValueError, RecursionError):
            if values:
                return values
            continue
        return values
    return []


def _iter_items(value: object) -> Iterator[Item]:
    """The items a script states about the page, and those they are joined to by ``@graph`` and the like."""
    stack: list[tuple[object, int]] = [(value, 0)]
    for _ in range(MOST_ITEMS):
        if not stack:
            return
        each, depth = stack.pop()
        if isinstance(each, list):
            stack.extend((one, depth) for one in reversed(each))
        elif is_item(each):
            yield each
            if depth < 4:
                stack.extend((each[key], depth + 1) for key in reversed(_TOP) if key in each)

"""What a page says of itself: title, byline, outlet, dates, address, language.

Sources are asked in the order in which publishers keep them right: schema.org, then meta elements of all dialects,
then what a reader sees. Dates keep the precision and the zone that the page gives.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from onrecord.extract.html.bylines import read_stated_authors, read_visible_authors, split_names
from onrecord.extract.html.dates import parse_shown_date, parse_stated_date
from onrecord.extract.html.jsonld import Item, Stated, get_text, iter_values, read_stated

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LONGEST_TITLE = 500  # characters
MOST_META = 1_000  # meta elements read
SAVED_COMMENT = re.compile(r"Page saved with SingleFile\s{1,20}url:\s{0,5}(?P<url>\S{1,2000})")

_TITLE_META = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
_AUTHOR_META = ("parsely-author", "sailthru.author", "author", "article:author", "dc.creator", "dcterms.creator",
                "byl", "cxenseparse:author", "article.author", "twitter:creator:name")  # fmt: skip
_OUTLET_META = ("og:site_name", "publisher", "dc.publisher", "application-name", "apple-mobile-web-app-title", "al:ios:app_name")
_PUBLISHED_META = ("article:published_time", "og:published_time", "parsely-pub-date", "sailthru.date", "date", "pubdate",
                   "publishdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.issued",
                   "dcterms.created", "dc.date", "dc.date.created", "dcterms.date", "article.published",
                   "datepublished", "cxenseparse:recs:publishtime", "og:pubdate", "last-published", "rnews:datepublished",
                   "citation_date", "citation_publication_date", "citation_online_date", "originalpublicationdate")  # fmt: skip
_UPDATED_META = ("article:modified_time", "og:updated_time", "og:modified_time", "lastmod", "last-modified",
                 "dcterms.modified", "dc.date.modified", "datemodified", "revised")  # fmt: skip
_TAIL = re.compile(r"\s+(?:[|–—-]|»|::|·|•)\s+")
_NO_AUTHOR = re.compile(r"^https?:|^//|^/")
_DATED = re.compile(r"date|time|datum|fecha|publi|posted|data\b|stand|meta", re.IGNORECASE)
_LANGUAGE = re.compile(r"^([a-zA-Z]{2})(?:[-_]|$)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """``declared_body`` is the story's text where the page states it for machines."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    language: str | None = None
    declared_body: str | None = None


class _Head:
    """The page's meta elements, by lower-case name, each with its values in order."""

    def __init__(self, root: Element) -> None:
        self._values: dict[str, list[str]] = {}
        for meta in itertools.islice(root.iter("meta"), MOST_META):
            name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
            content = meta.get("content")
            if name and content and content.strip():
                self._values.setdefault(name.strip().lower(), []).append(html.unescape(content).strip())

    def get_all(self, names: Sequence[str]) -> list[str]:
        return [value for name in names for value in self._values.get(name, ())]

    def get_first(self, names: Sequence[str]) -> str | None:
        return next(iter(self.get_all(names)), None)


def read_metadata(root: Element, markup: str, captured_url: str | None) -> Metadata:
    """Read what the page says of itself; ``captured_url`` is used where it does not name its own address."""
    head = _Head(root)
    stated = read_stated(root)
    article = stated.article
    outlet = _read_outlet(head, stated)
    url = _read_url(root, head, markup, captured_url)
    title, headline = _read_title(root, head, article, outlet)
    published = _read_published(root, head, article, headline)
    return Metadata(
        title=title,
        byline=_read_byline(root, head, stated, outlet, headline),
        outlet=outlet,
        published=published,
        updated=_read_updated(root, head, article),
        url=url,
        language=_read_language(root, head, article),
        declared_body=get_text(article.get("articleBody")) if article else None,
    )


def _read_title(root: Element, head: _Head, article: Item | None, outlet: str | None) -> tuple[str | None, Element | None]:
    """The headline a reader sees, where what the page says elsewhere confirms it; and its element."""
    page_title = _clean(next((e.text_content() for e in itertools.islice(root.iter("title"), 1)), None))
    stated = _clean(get_text(article.get("headline")) or get_text(article.get("name"))) if article else None
    shared = _cut_outlet(_clean(head.get_first(_TITLE_META)), outlet)
    named = _cut_outlet(page_title, outlet)
    headings = [(e, text) for e in itertools.islice(root.iter("h1"), 50) if (text := _clean(e.text_content()))]
    said = [text for text in (stated, shared, named) if text]
    if not headings:
        headings = [
            (e, text)
            for e in itertools.islice(root.iter("h2"), 100)
            if (text := _clean(e.text_content())) and any(_get_likeness(text, other) >= 0.8 for other in said)
        ]
    best = max(headings, key=lambda each: max((_get_likeness(each[1], other) for other in said), default=0.0), default=None)
    if best is None:
        return next(iter(said), None), None
    element, heading = best
    if said and max(_get_likeness(heading, other) for other in said) < 0.25:
        return next(iter(said)), None
    return heading, element


def _get_likeness(left: str, right: str) -> float:
    """How many of two titles' words are the same, 0 to 1."""
    a, b = set(re.findall(r"\w+", left.casefold())), set(re.findall(r"\w+", right.casefold()))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _clean(text: str | None) -> str | None:
    if not text:
        return None
    return " ".join(html.unescape(text).replace("\xad", "").split())[:LONGEST_TITLE] or None


def _cut_outlet(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet's name behind it."""
    if not title:
        return None
    cuts = list(_TAIL.finditer(title))
    if not cuts:
        return title
    tail = title[cuts[-1].end() :]
    names_outlet = outlet is not None and (_get_likeness(tail, outlet) >= 0.5 or outlet.casefold() in tail.casefold())
    if names_outlet or (len(tail.split()) <= 4 and cuts[-1].group().strip() in "|»::·•"):
        return title[: cuts[-1].start()].strip() or title
    return title


def _read_outlet(head: _Head, stated: Stated) -> str | None:
    name = head.get_first(("og:site_name",))
    article = stated.article
    if not name and article is not None:
        publisher = article.get("publisher")
        for value in iter_values(publisher):
            if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
                publisher = stated.by_id.get(value["@id"])
        name = get_text(publisher)
    if not name or "://" in name:
        name = head.get_first(_OUTLET_META)
    return _clean(name) if name and "://" not in name else None


def _read_byline(
    root: Element, head: _Head, stated: Stated, outlet: str | None, headline: Element | None
) -> tuple[str, ...]:
    authors = read_stated_authors(stated.article, stated)
    people = tuple(name for name, is_person in authors if is_person and not _names_outlet(name, outlet))
    visible = read_visible_authors(root, headline)
    if people:
        more = tuple(name for name in visible if name.casefold() not in {each.casefold() for each in people})
        if visible and more and len(visible) == len(people) + len(more) and len(visible) <= 4:
            return visible
        return tuple(name for name, _ in authors if not _names_outlet(name, outlet))
    named = [
        name
        for value in head.get_all(_AUTHOR_META)
        if not _NO_AUTHOR.search(value)
        for name in split_names(value)
        if not _names_outlet(name, outlet)
    ]
    if named:
        return tuple({name.casefold(): name for name in reversed(named)}.values())[::-1]
    return visible or tuple(name for name, _ in authors)


def _names_outlet(name: str, outlet: str | None) -> bool:
    return outlet is not None and name.casefold().replace(" ", "") == outlet.casefold().replace(" ", "")


def _read_published(root: Element, head: _Head, article: Item | None, headline: Element | None) -> str | None:
    stated = _first_date([get_text(article.get(key)) for key in ("datePublished", "dateCreated", "uploadDate")] if article else [])
    marked = _first_date(head.get_all(_PUBLISHED_META))
    if stated and marked and stated[:10] == marked[:10]:
        return max(stated, marked, key=len) if "T" not in stated else stated
    return stated or marked or _read_microdata(root, "datePublished") or _read_time(root, headline) or _read_shown(root, headline)


def _read_updated(root: Element, head: _Head, article: Item | None) -> str | None:
    stated = _first_date([get_text(article.get("dateModified"))] if article else [])
    return stated or _first_date(head.get_all(_UPDATED_META)) or _read_microdata(root, "dateModified")


def _first_date(values: Sequence[str | None]) -> str | None:
    return next((found for value in values if value and (found := parse_stated_date(value))), None)


def _read_microdata(root: Element, name: str) -> str | None:
    for element in itertools.islice(root.iterfind(f".//*[@itemprop='{name}']"), 5):
        value = element.get("datetime") or element.get("content") or " ".join(element.itertext())
        found = parse_stated_date(value)
        if found:
            return found
    return None


def _get_scopes(root: Element, headline: Element | None) -> list[Element]:
    if headline is None:
        return [root]
    return [*itertools.islice((a for a in headline.iterancestors() if a.tag not in ("body", "html")), 6), root]


def _read_time(root: Element, headline: Element | None) -> str | None:
    """The first ``time`` element near the headline that holds a date."""
    for scope in _get_scopes(root, headline):
        for time in itertools.islice(scope.iter("time"), 20):
            found = parse_stated_date(time.get("datetime") or "") or parse_shown_date(" ".join(time.itertext()))
            if found:
                return found
    return None


def _read_shown(root: Element, headline: Element | None) -> str | None:
    """A date a reader sees near the headline, in an element named after dates."""
    for scope in _get_scopes(root, headline):
        for element in itertools.islice(scope.iter("*"), 20_000):
            name = f"{element.get('class') or ''} {element.get('id') or ''}"
            if len(name) > 1 and _DATED.search(name[:300]):
                text = " ".join("".join(itertools.islice(element.itertext(), 30)).split())
                found = parse_shown_date(text) if 0 < len(text) <= 200 else None
                if found:
                    return found
    return None


def _read_url(root: Element, head: _Head, markup: str, captured: str | None) -> str | None:
    """The address the page names as its own, made whole with the one it was captured at."""
    saved = SAVED_COMMENT.search(markup[:5_000])
    base = captured or (saved["url"] if saved else None)
    for link in itertools.islice(root.iter("link"), 500):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            found = _join_address(base, link.get("href") or "")
            if found:
                return found
    return _join_address(base, head.get_first(("og:url", "twitter:url")) or "") or base


def _join_address(base: str | None, address: str) -> str | None:
    try:
        joined = urljoin(base or "", address.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def _read_language(root: Element, head: _Head, article: Item | None) -> str | None:
    stated = get_text(article.get("inLanguage")) if article else None
    for value in (root.get("lang"), root.get("xml:lang"), head.get_first(("og:locale", "content-language", "dc.language")), stated):
        found = _LANGUAGE.match(value.strip()) if value else None
        if found:
            return found.group(1).lower()
    return None

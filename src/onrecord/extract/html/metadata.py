"""What a page says of itself: title, byline, outlet, dates, address, language.

Sources are asked in the order in which publishers keep them right: schema.org, then meta elements of all dialects,
then what a reader sees. Dates keep the precision and the zone that the page gives.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from onrecord.extract.html.bylines import drop_repeats, read_stated_authors, read_visible_authors, split_names
from onrecord.extract.html.dates import parse_shown_date, parse_stated_date
from onrecord.extract.html.jsonld import Item, Stated, get_text, get_types, iter_values, read_stated
from onrecord.extract.html.tree import join_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LEAST_LIKENESS = 0.25  # of words shared with what the page says its title is, for a heading to be the headline
HEADLINE_WORDS = 4  # words of the shortest headline told from a section's name
LONGEST_TITLE = 500  # characters
BEHIND_HEADLINE = 80  # elements behind the headline searched for a date
PARAGRAPH_LENGTH = 120  # characters; where text of this length stands the story has begun
SHOWN_DATE = 60  # characters of a text that is a date and little else
MOST_META = 1_000  # meta elements read
SAVED_COMMENT = re.compile(
    r"(?:Page saved with SingleFile\s{1,20}url:\s{0,5}|saved from url=\(\d{1,5}\))(?P<url>\S{1,2000})"
)

_TITLE_META = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
_AUTHOR_META = ("parsely-author", "sailthru.author", "author", "article:author", "dc.creator", "dcterms.creator",
                "byl", "cxenseparse:author", "article.author", "twitter:creator:name")  # fmt: skip
_OUTLET_META = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "application-name",
    "apple-mobile-web-app-title",
    "al:ios:app_name",
)
_PUBLISHED_META = tuple(
    (
        "article:published_time og:published_time parsely-pub-date sailthru.date date pubdate publishdate "
        "publish-date publication_date dc.date.issued dcterms.issued dcterms.created dc.date dc.date.created "
        "dcterms.date article.published datepublished cxenseparse:recs:publishtime og:pubdate last-published "
        "rnews:datepublished citation_date citation_publication_date citation_online_date "
        "originalpublicationdate"
    ).split()
)
_UPDATED_META = ("article:modified_time", "og:updated_time", "og:modified_time", "lastmod", "last-modified",
                 "dcterms.modified", "dc.date.modified", "datemodified", "revised")  # fmt: skip
_TAIL = re.compile(r"\s+(?:[|–—-]|»|::|·|•)\s+")
_NO_AUTHOR = re.compile(r"^https?:|^//|^/")
_DATED = re.compile(r"date|time|datum|fecha|publi|posted|data\b|stand|meta", re.IGNORECASE)
_DATED_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-)")
_LANGUAGE = re.compile(r"^([a-zA-Z]{2})(?:[-_]|$)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """``declared_body`` is the story's text where the page states it for machines; ``headline`` is the title as seen;
    ``states_story`` tells that schema.org's words name a headline, a day and an author."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    language: str | None = None
    declared_body: str | None = None
    headline: str | None = None
    states_story: bool = False


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
    published = _read_published(root, head, stated, headline, url)
    return Metadata(
        title=title,
        byline=_read_byline(root, head, stated, outlet, headline),
        outlet=outlet,
        published=published,
        updated=_read_updated(root, head, article),
        url=url,
        language=_read_language(root, head, article),
        headline=_clean(join_text(headline)) if headline is not None else None,
        states_story=article is not None and all(article.get(key) for key in ("headline", "datePublished", "author")),
        declared_body=get_text(article.get("articleBody")) if article else None,
    )


def _read_title(
    root: Element, head: _Head, article: Item | None, outlet: str | None
) -> tuple[str | None, Element | None]:
    """The headline as the publisher states it, else as a reader sees it; and the element in which it is seen.

    Of a headline with a kicker before or behind it, the part that the page gives to others to share is taken.
    """
    named = _cut_outlet(_clean(next((join_text(e) for e in itertools.islice(root.iter("title"), 1)), None)), outlet)
    stated = _clean(get_text(article.get("headline")) or get_text(article.get("name"))) if article else None
    stated = _cut_outlet(stated, outlet)
    shared = _cut_outlet(_clean(head.get_first(_TITLE_META)), outlet)
    said = [text for text in (stated, shared, named) if text]
    element, heading = _find_heading(root, said)
    title = stated or heading or shared or named
    if title and shared and _is_part(shared, title):
        title = shared
    return title, element


def _find_heading(root: Element, said: Sequence[str]) -> tuple[Element | None, str | None]:
    """The heading that is most like what the page says its title is; the first of some length where it says nothing."""
    headings = [(e, text) for e in itertools.islice(root.iter("h1"), 50) if (text := _clean(join_text(e)))]
    if not headings:
        headings = [
            (e, text)
            for e in itertools.islice(root.iter("h2"), 100)
            if (text := _clean(join_text(e))) and any(_get_likeness(text, other) >= 0.8 for other in said)
        ]
    if not headings:
        return None, None
    likeness = [max((_get_likeness(text, other) for other in said), default=0.0) for _, text in headings]
    if max(likeness) >= LEAST_LIKENESS:
        return headings[likeness.index(max(likeness))]
    long = [each for each in headings if len(each[1].split()) >= HEADLINE_WORDS]
    return (long or headings)[0] if long or not said else (None, None)


def _is_part(part: str, whole: str) -> bool:
    """Whether one title begins or ends another."""
    few, many = _split_words(part), _split_words(whole)
    return HEADLINE_WORDS <= len(few) < len(many) and (many[: len(few)] == few or many[-len(few) :] == few)


def _split_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _get_likeness(left: str, right: str) -> float:
    """How many of two titles' words are the same, 0 to 1."""
    a, b = set(_split_words(left)), set(_split_words(right))
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
    visible = tuple(name for name in read_visible_authors(root, headline) if not _names_outlet(name, outlet))
    if people:
        more = tuple(name for name in visible if name.casefold() not in {each.casefold() for each in people})
        if visible and more and len(visible) == len(people) + len(more) and len(visible) <= 4:
            return visible
        return tuple(name for name, _ in authors if not _names_outlet(name, outlet))
    named = [
        name
        for value in head.get_all(_AUTHOR_META)
        if not _NO_AUTHOR.search(value) and not _names_outlet(value.split(",")[0], outlet)
        for name in split_names(value)
        if not _names_outlet(name, outlet)
    ]
    return drop_repeats(named) or visible or tuple(name for name, _ in authors)


def _names_outlet(name: str, outlet: str | None) -> bool:
    return outlet is not None and name.casefold().replace(" ", "") == outlet.casefold().replace(" ", "")


def _read_published(
    root: Element, head: _Head, stated_items: Stated, headline: Element | None, address: str | None
) -> str | None:
    dated = [stated_items.article, *(item for item in stated_items.items if "WebPage" in get_types(item))]
    stated = _first_date(
        [get_text(item.get(key)) for item in dated if item for key in ("datePublished", "dateCreated")]
    )
    marked = _first_date(head.get_all(_PUBLISHED_META))
    if stated and marked and stated[:10] == marked[:10]:
        return max(stated, marked, key=len) if "T" not in stated else stated
    return (
        stated
        or marked
        or _read_microdata(root, "datePublished")
        or _read_time(root, headline)
        or _read_shown(root, headline)
        or _read_unnamed(root, headline)
        or _read_dated_address(address)
    )


def _read_updated(root: Element, head: _Head, article: Item | None) -> str | None:
    stated = _first_date([get_text(article.get("dateModified"))] if article else [])
    return stated or _first_date(head.get_all(_UPDATED_META)) or _read_microdata(root, "dateModified")


def _first_date(values: Sequence[str | None]) -> str | None:
    return next((found for value in values if value and (found := parse_stated_date(value))), None)


def _read_microdata(root: Element, name: str) -> str | None:
    for element in itertools.islice(root.iterfind(f".//*[@itemprop='{name}']"), 5):
        value = element.get("datetime") or element.get("content") or join_text(element)
        found = parse_stated_date(value)
        if found:
            return found
    return None


def _get_scopes(root: Element, headline: Element | None) -> list[Element]:
    if headline is None:
        return [root]
    return [*itertools.islice((a for a in headline.iterancestors() if a.tag not in ("body", "html")), 6), root]


def _is_quoted(element: Element) -> bool:
    """Whether a date is an embedded post's or a quotation's and not the page's."""
    return next(itertools.islice(element.iterancestors("blockquote"), 1), None) is not None


def _read_time(root: Element, headline: Element | None) -> str | None:
    """The first ``time`` element near the headline that holds a date."""
    for scope in _get_scopes(root, headline):
        for time in itertools.islice(scope.iter("time"), 20):
            found = parse_stated_date(time.get("datetime") or "") or parse_shown_date(join_text(time))
            if found and not _is_quoted(time):
                return found
    return None


def _read_shown(root: Element, headline: Element | None) -> str | None:
    """A date a reader sees near the headline, in an element named after dates."""
    for scope in _get_scopes(root, headline):
        for element in itertools.islice(scope.iter("*"), 20_000):
            name = f"{element.get('class') or ''} {element.get('id') or ''}"
            if len(name) > 1 and _DATED.search(name[:300]):
                text = join_text(element)
                found = parse_shown_date(text) if 0 < len(text) <= 200 else None
                if found and not _is_quoted(element):
                    return found
    return None


def _read_unnamed(root: Element, headline: Element | None) -> str | None:
    """A date a reader sees right behind the headline, in an element whose name does not say so."""
    if headline is None:
        return None
    passed = 0
    for element in itertools.islice(root.iter("*"), 50_000):
        if element is headline:
            passed = 1
        elif passed:
            passed += 1
            if element.tag == "blockquote" or len((element.text or "").strip()) >= PARAGRAPH_LENGTH:
                break
            for text in (element.text, element.tail):
                if text and 6 <= len(text.strip()) <= SHOWN_DATE and element.tag not in ("script", "style"):
                    found = parse_shown_date(text)
                    if found:
                        return found
        if passed > BEHIND_HEADLINE:
            break
    return None


def _read_dated_address(address: str | None) -> str | None:
    """The day that many publishers write into a story's address."""
    found = _DATED_ADDRESS.search(address or "")
    return parse_stated_date("-".join(found.groups())) if found else None


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
    for value in (
        root.get("lang"),
        root.get("xml:lang"),
        head.get_first(("og:locale", "content-language", "dc.language")),
        stated,
    ):
        found = _LANGUAGE.match(value.strip()) if value else None
        if found:
            return found.group(1).lower()
    return None

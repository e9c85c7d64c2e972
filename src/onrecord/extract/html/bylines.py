"""Names of those who wrote a story, out of what pages put around them.

A byline is names only: no "By", no roles, no outlet behind the name, no mail address, nobody twice.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.extract.html.jsonld import Item, Stated, get_text, get_types, is_item, iter_values
from onrecord.extract.html.tree import join_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LONGEST_BYLINE = 300  # characters of one visible byline; more is a biography
MOST_AUTHORS = 40  # names; the longest list seen, of a live blog, has nine
SCOPES = 8  # levels above the headline within which a byline is looked for
SHARED_LEVELS = 4  # levels above the names of one byline within which they meet
_MOST_NAME_WORDS = 6

_LEAD = re.compile(
    r"^(?:(?:written|reported|posted|published|story|words|text|article|analysis|opinion|review)\s{1,3})?"
    r"(?:by|von|par|por|di|af|av|door|od|autor(?:in|en)?|author|auteure?|redaktion|eine? \w{3,20} von|an? \w{3,20} by"
    r"|text)(?:\s{0,3}:\s{0,3}|\s{1,3}(?![-–]))",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[;|•·/]|,|\s(?:and|und|et|y|og|och|&|with|mit|avec|con)\s)\s*", re.IGNORECASE)
_FOR_OUTLET = re.compile(r"\s+(?:for|für|pour|per|in|im)\s+(?=\S).{1,60}$", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|producer|columnist|contributor|staff writer|chief|analyst"
    r"|korrespondent\w{0,3}|redakteur\w{0,3}|reporterin|autorin|journalistin?|chefredakteur\w{0,3}|volontär\w{0,3}|leiter\w{0,3}"
    r"|journaliste|rédacteur\w{0,4}|correspondante?|periodista|redactora?|corresponsal|giornalista|redattore|inviat[oa]"
    r"|freelance|photographer|fotograf\w{0,3}|political|senior|special)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[@:]|https?|www\.|\d|\.(?:com|org|net|de|co|ch|at)\b", re.IGNORECASE)
_NO_NAME_WORDS = frozenset(
    "facebook twitter email mail instagram linkedin updated published posted today yesterday minutes ago read share"
    " follow more about view bio profile uhr min lesezeit comments comment none null admin administrator author authors"
    " guest anonymous unknown web online".split()
)


def read_stated_authors(article: Item | None, stated: Stated) -> tuple[tuple[str, bool], ...]:
    """The authors that JSON-LD names, each with whether it is said to be a person."""
    authors: list[tuple[str, bool]] = []
    for value in iter_values(article.get("author") if article else None):
        name, is_person = _read_author(value, stated)
        if name:
            authors.extend((each, is_person) for each in split_names(name) or _keep_short(name))
    return _without_repeats(authors)


def _read_author(value: object, stated: Stated) -> tuple[str | None, bool]:
    if not is_item(value):
        return get_text(value), True
    if not any(value.get(key) for key in ("name", "byline", "givenName", "familyName")):
        identity = value.get("@id")
        value = stated.by_id.get(identity, value) if isinstance(identity, str) else value
    name = get_text(value.get("name")) or get_text(value.get("byline")) or get_text(value.get("alternateName"))
    if not name:
        name = " ".join(part for key in ("givenName", "familyName") if (part := get_text(value.get(key)))) or None
    return name, "Organization" not in get_types(value) or "Person" in get_types(value)


def _keep_short(name: str) -> list[str]:
    """An editorial team's name as it stands ("Newsroom 24"), where no person's name is in it."""
    return [name] if len(name.split()) <= 3 and not re.search(r"[@/:]", name) else []


def split_names(text: str) -> list[str]:
    """Split a byline into names: the words that introduce it, roles, outlets and contacts left out."""
    text = _PARENTHESIS.sub("", " ".join(text.split()))[:2_000]
    text = _LEAD.sub("", text.strip(" .,-–—|·•:"))
    names = []
    for part in _PARTS.split(text)[: MOST_AUTHORS * 2]:
        name = _clean_name(part)
        if name:
            names.append(name)
    return names


def _clean_name(part: str) -> str | None:
    name = _LEAD.sub("", part.strip(" .,-–—|·•:*\"'“”"))
    name = _FOR_OUTLET.sub("", name).strip(" .,-–—|·•:*")
    words = name.split()
    if not words or len(words) > _MOST_NAME_WORDS or _NO_NAME.search(name):
        return (
            name
            if words and len(words) <= 3 and re.fullmatch(r"[A-Za-z-]{2,30}\d{0,3}(?:\.[a-z]{2,3})?", name)
            else None
        )
    if len(words) > 1 and _ROLE.search(name) and not name[0].isupper():
        return None
    if _ROLE.search(name) and (len(words) == 1 or _is_role(words)):
        return None
    if all(word.lower().strip(".") in _NO_NAME_WORDS for word in words):
        return None
    return name


def _is_role(words: list[str]) -> bool:
    """Whether words are a role and no name: most of them are written small or are role words themselves."""
    return sum(bool(_ROLE.search(word)) or word[0].islower() for word in words) * 2 >= len(words)


def read_visible_authors(root: Element, headline: Element | None) -> tuple[str, ...]:
    """The names in bylines that a reader sees near the headline."""
    for candidates in _iter_byline_groups(root, headline):
        names: list[str] = []
        for element in candidates:
            text = join_text(element)
            if 0 < len(text) <= LONGEST_BYLINE:
                names.extend(name for name in split_names(text) if _looks_like_name(name))
        if names:
            return tuple(dict.fromkeys(names))[:MOST_AUTHORS]
    return ()


def _iter_byline_groups(root: Element, headline: Element | None) -> Iterable[list[Element]]:
    """Elements that may hold the byline, those that say so most clearly first."""
    scopes = _get_scopes(root, headline)
    for wanted in (_is_author_link, _is_author_item, _is_byline):
        for scope in scopes:
            found = [e for e in itertools.islice(scope.iter(_ANY), 20_000) if wanted(e)][:20]
            inner = [e for e in found if not any(other is not e and _holds(e, other) for other in found)]
            if inner:
                yield [e for e in inner if _stands_with(inner[0], e)]
                break


def _stands_with(first: Element, other: Element) -> bool:
    """Whether two elements are parts of one byline: they share what stands a few levels above."""
    near = set(itertools.islice(first.iterancestors(), SHARED_LEVELS))
    return any(above in near for above in itertools.islice(other.iterancestors(), SHARED_LEVELS))


def _holds(outer: Element, inner: Element) -> bool:
    return any(above is outer for above in itertools.islice(inner.iterancestors(), 12))


def _get_scopes(root: Element, headline: Element | None) -> list[Element]:
    """The elements around the headline, from near to far, in which a byline is looked for."""
    if headline is None:
        return [root]
    return [above for above in itertools.islice(headline.iterancestors(), SCOPES) if above.tag not in ("body", "html")]


_ANY = "*"


def _is_author_link(element: Element) -> bool:
    return element.tag == "a" and (
        "author" in (element.get("rel") or "").split() or _AUTHOR_ADDRESS.search(element.get("href") or "") is not None
    )


_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|profile|journalists?|redaktion|people|staff)/[\w-]{3,}", re.IGNORECASE
)


def _is_author_item(element: Element) -> bool:
    return "author" in (element.get("itemprop") or "").split()


_BYLINE_NAME = re.compile(r"by-?line|(?:^|[\s_-])(?:author|autor|auteur|autore)s?(?:[\s_-]|-?name|$)", re.IGNORECASE)


def _is_byline(element: Element) -> bool:
    name = element.get("class") or ""
    return bool(name) and len(name) < 400 and _BYLINE_NAME.search(name) is not None


def _looks_like_name(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= _MOST_NAME_WORDS and words[0][:1].isupper() and words[-1][:1].isupper()


def _without_repeats(authors: Iterable[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    kept: dict[str, tuple[str, bool]] = {}
    for name, is_person in authors:
        key = "".join(sign for sign in name.casefold() if sign.isalnum())
        if key not in kept or (" " in name and " " not in kept[key][0]):
            kept[key] = (name, is_person)
    return tuple(kept.values())[:MOST_AUTHORS]


def drop_repeats(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once; of "anna-berg" and "Anna Berg" the one that is a name."""
    return tuple(name for name, _ in _without_repeats((name, True) for name in names))

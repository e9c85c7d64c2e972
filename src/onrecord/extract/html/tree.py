"""Markup into a tree, within the limits of the parser below.

libxml2 stops at 2,048 nested elements and drops everything after; it takes quadratic time over the attributes of one
element. Both are reached only by broken or hostile pages, so the markup is flattened or thinned first in those cases
alone, in linear time, and a finding says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser

from onrecord.model.finding import Finding, FindingKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DEEPEST_KEPT = 1_000  # elements; half of libxml2's own limit, far above any page seen (below 100)
MOST_ATTRIBUTES = 500  # of one element; libxml2 compares each with all before it
JOINED_LIMIT = 5_000  # characters joined of one element; what is asked for is a title, a name or a date
SUSPECT_EQUALS_SIGNS = 15_000  # as many attributes as libxml2 reads on one element in half a second

_ATTRIBUTE = re.compile(r"[\s/]*[^\s=>/]+(?:\s{0,20}=\s{0,20}(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_STREAMED = 'id="S:'
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """``root`` is none when the markup holds no element and no text."""

    root: Element | None
    findings: tuple[Finding, ...] = ()


def parse_tree(markup: str) -> Tree:
    """Parse markup however broken; comments and processing instructions are dropped."""
    findings: list[Finding] = []
    if markup.count("=") > SUSPECT_EQUALS_SIGNS:
        markup, thinned = _drop_surplus_attributes(markup)
        if thinned:
            message = f"elements with more than {MOST_ATTRIBUTES} attributes were read without the surplus"
            findings.append(Finding(kind=FindingKind.PART_LEFT_OUT, message=message))
    root, limit = _parse(markup)
    if limit is not None and "depth" in limit:
        root, limit = _parse(_flatten(markup))
        message = f"elements nested deeper than {DEEPEST_KEPT} were read as if they stood at that depth"
        findings.append(Finding(kind=FindingKind.TOO_DEEP, message=message))
    if limit is not None:
        findings.append(Finding(kind=FindingKind.CUT_SHORT, message=f"the markup parser stopped early: {limit}"))
    if root is not None and _STREAMED in markup:
        _put_streamed_parts_in_place(root)
    return Tree(root=root, findings=tuple(findings))


def join_text(element: Element) -> str:
    """The words below an element on one line, hidden or not; what programs and style sheets say is left out."""
    texts: list[str] = []
    length = 0
    for each in element.iter():
        if each.tag not in ("script", "style", "noscript", "template") and each.text:
            texts.append(each.text)
            length += len(each.text)
        if each is not element and each.tail:
            texts.append(each.tail)
            length += len(each.tail)
        if length > JOINED_LIMIT:
            break
    return " ".join(" ".join(texts).split())


def _put_streamed_parts_in_place(root: Element) -> None:
    """Do what React's streamed pages do while they load: hidden parts ``S:1`` take the place of ``B:1`` or ``P:1``.

    Without this the story of such a page stands in a hidden element behind the page's end.
    """
    places = {place.get("id") or "": place for place in root.iter("template") if place.get("id")}
    parts = [part for part in root.iter("div") if "hidden" in part.attrib and (part.get("id") or "").startswith("S:")]
    for part in parts:
        number = (part.get("id") or "")[2:]
        place = places.get(f"B:{number}", places.get(f"P:{number}"))
        parent, old = (None, None) if place is None else (place.getparent(), part.getparent())
        if place is None or parent is None or old is None or any(above is part for above in place.iterancestors()):
            continue
        tail, part.tail = part.tail, None
        before = part.getprevious()
        if tail and before is not None:
            before.tail = (before.tail or "") + tail
        elif tail:
            old.text = (old.text or "") + tail
        del part.attrib["hidden"]
        part.tail = place.tail
        parent.replace(place, part)


def _parse(markup: str) -> tuple[Element | None, str | None]:
    """The root, and the first limit of the parser that cut something."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root: Element | None = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    limits = (entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT")
    return root, next(limits, None)


def _flatten(markup: str) -> str:
    """Leave out start tags below ``DEEPEST_KEPT`` and their end tags; the text stays where it was."""
    kept: list[str] = []
    opened: list[str] = []
    dropped: list[str] = []
    position = 0
    while (begin := markup.find("<", position)) >= 0:
        end = markup.find(">", begin) + 1
        if end == 0:
            break
        kept.append(markup[position:begin])
        tag = markup[begin:end]
        position = end
        name = _get_tag_name(tag)
        if name and not tag.startswith("</"):
            if name in _VOID or tag.endswith("/>"):
                kept.append(tag)
            elif len(opened) >= DEEPEST_KEPT:
                dropped.append(name)
            else:
                opened.append(name)
                kept.append(tag)
        elif name and dropped:
            if name == dropped[-1]:
                dropped.pop()
        else:
            if name and opened and name == opened[-1]:
                opened.pop()
            kept.append(tag)
    kept.append(markup[position:])
    return "".join(kept)


def _get_tag_name(tag: str) -> str:
    """The name in a start or end tag, empty for comments, declarations and stray signs."""
    found = re.match(r"</?([a-zA-Z][^\s/>]{0,100})", tag)
    return found.group(1).lower() if found else ""


def _drop_surplus_attributes(markup: str) -> tuple[str, bool]:
    """Cut every start tag after ``MOST_ATTRIBUTES`` attributes."""
    kept: list[str] = []
    copied = position = 0
    thinned = False
    while (begin := markup.find("<", position)) >= 0:
        position = begin + 1
        if not markup[position : position + 1].isalpha():
            continue
        count, cut = 0, 0
        while markup[position : position + 1] not in ("", ">") and (found := _ATTRIBUTE.match(markup, position)):
            position = found.end()
            count += 1
            if count == MOST_ATTRIBUTES:
                cut = position
        if count > MOST_ATTRIBUTES:
            thinned = True
            kept.append(markup[copied:cut])
            copied = position
    kept.append(markup[copied:])
    return "".join(kept), thinned

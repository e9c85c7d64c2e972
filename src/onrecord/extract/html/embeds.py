"""Which elements are embedded posts: by the platforms' own markup, AMP's, frames, and wrappers that hold an address.

Nothing is asked of a platform; only what the capture holds counts. An element that is an embed is read whole and not
walked any further, so its words stand in one block and enter once.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from onrecord.extract.html import embeds_platforms as platforms
from onrecord.extract.html.addresses import PostAddress, find_post_address
from onrecord.extract.html.posts import FoundPost, read_lines

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from onrecord.extract.html.visibility import Visibility

FRAMES = frozenset({"iframe", "embed", "object", "amp-iframe"})
FRAGMENT_LIMIT = 40_000  # characters of escaped markup parsed from an attribute
INNER_ELEMENTS = 300  # elements below a wrapper searched for an embed of the platform's own
WRAPPER_TEXT = 400  # characters a wrapper may show and still be nothing but an embed

_CLASSES = {
    "twitter-tweet": "x",
    "twitter-video": "x",
    "twitter-tweet-rendered": "x",
    "bluesky-embed": "bluesky",
    "mastodon-embed": "mastodon",
    "text-post-media": "threads",
    "instagram-media": "instagram",
    "fb-post": "facebook",
    "fb-video": "facebook",
    "tiktok-embed": "tiktok",
    "reddit-embed-bq": "reddit",
    "reddit-card": "reddit",
    "reddit-embed": "reddit",
}
_ELEMENTS = {
    "amp-twitter": "x",
    "amp-x": "x",
    "twitter-widget": "x",
    "amp-instagram": "instagram",
    "amp-facebook": "facebook",
    "amp-tiktok": "tiktok",
    "amp-reddit": "reddit",
    "amp-youtube": "youtube",
    "lite-youtube": "youtube",
    "youtube-video": "youtube",
    "youtube-embed": "youtube",
    "bluesky-post": "bluesky",
    "bsky-embed": "bluesky",
}
_IDENTITIES = {
    "data-tweetid": "x",
    "data-tweet-id": "x",
    "data-twitter-id": "x",
    "data-tweet": "x",
    "data-shortcode": "instagram",
    "data-videoid": "youtube",
    "videoid": "youtube",
    "video-id": "youtube",
    "data-youtube-id": "youtube",
    "data-youtube-video-id": "youtube",
}
_IDENTITY_FORMS = {
    "x": re.compile(r"\d{2,20}"),
    "instagram": re.compile(r"[\w-]{5,60}"),
    "youtube": re.compile(r"[\w-]{11}"),
}
_PLAIN = frozenset("html head body main a button img picture source script style link meta input form svg path".split())


def find_post(element: Element, visibility: Visibility) -> FoundPost | None:
    """Find the post this element embeds; none when it is no embed, or only surrounds one."""
    tag = element.tag
    attributes = element.attrib
    if tag in _PLAIN or not attributes:
        return _find_unnamed_quote(element, visibility) if tag == "blockquote" else None
    platform = _ELEMENTS.get(tag) or _find_platform(attributes.get("class"))
    if platform is not None:
        return _read_embed(element, platform, visibility)
    if tag in FRAMES:
        address = _find_address(element, mastodon=True)
        return platforms.make_bare(address) if address and not visibility.is_hidden(element) else None
    if tag == "blockquote":
        return _find_unnamed_quote(element, visibility)
    return _find_wrapped(element, visibility)


def iter_posts_within(element: Element, visibility: Visibility) -> Iterator[FoundPost]:
    """Posts embedded below an element that itself is shown only where programs do not run (``noscript``)."""
    walk = etree.iterwalk(element, events=("start",))
    for _, child in itertools.islice(walk, INNER_ELEMENTS):
        if child is element:
            continue
        post = find_post(child, visibility)
        if post is not None:
            walk.skip_subtree()
            yield post


def _find_platform(names: str | None) -> str | None:
    if not names or "-" not in names:
        return None
    return next((platform for name in names.split() if (platform := _CLASSES.get(name.lower()))), None)


def _read_embed(element: Element, platform: str, visibility: Visibility) -> FoundPost | None:
    """Read an embed whose platform is known; one that holds neither address nor words is nothing."""
    address = _find_address(element, mastodon=platform == "mastodon") or _make_from_identity(element, platform)
    inner = _find_inner(element)
    source = element if inner is None else inner
    post = platforms.read_post(platform, source, read_lines(source, visibility), address)
    if post is None and address is not None:
        return platforms.make_bare(address)
    return post


def _find_inner(element: Element) -> Element | None:
    """The platform's own markup inside a wrapper such as AMP's, where the words stand."""
    for child in itertools.islice(element.iter("blockquote"), INNER_ELEMENTS):
        if child is not element and _find_platform(child.get("class")):
            return child
    return None


def _find_address(element: Element, *, mastodon: bool = False) -> PostAddress | None:
    """The address that the element's own attributes carry."""
    for name, value in _iter_attributes(element):
        if name in ("class", "id", "style", "title", "alt", "allow"):
            continue
        address = find_post_address(value, mastodon=mastodon)
        if address is not None:
            return address
    return None


def _make_from_identity(element: Element, platform: str) -> PostAddress | None:
    """An address made of nothing but the number or code that an attribute carries."""
    for name, of in _IDENTITIES.items():
        value = (element.get(name) or "").strip()
        if of == platform and _IDENTITY_FORMS[of].fullmatch(value):
            return platforms.make_address(platform, value)
    return None


def _find_unnamed_quote(element: Element, visibility: Visibility) -> FoundPost | None:
    """An embed whose class was lost on the way: a quotation that is signed and linked as a post is."""
    for link in itertools.islice(element.iter("a"), 40):
        address = find_post_address(link.get("href") or "")
        if address is not None and address.platform in ("x", "bluesky"):
            post = platforms.read_post(address.platform, element, read_lines(element, visibility), None)
            if post is not None and post.author and post.words:
                return post
    return None


def _find_wrapped(element: Element, visibility: Visibility) -> FoundPost | None:
    """A wrapper that keeps a post's address, or its escaped markup, in a ``data-`` attribute."""
    for name, value in _iter_attributes(element):
        if not name.startswith("data-") or len(value) < 8:
            continue
        platform = _IDENTITIES.get(name)
        if platform is not None:
            address = _make_from_identity(element, platform)
        elif "<" in value and ("blockquote" in value or "iframe" in value):
            if len(value) <= FRAGMENT_LIMIT and not _holds_embed(element):
                post = _read_fragment(value, visibility)
                if post is not None:
                    return post
            continue
        else:
            address = find_post_address(value)
        if address is None:
            continue
        if _holds_embed(element) or len(text := _read_short_text(element)) > WRAPPER_TEXT:
            return None
        bare = platforms.make_bare(address)
        return (
            platforms.read_post(address.platform, element, read_lines(element, visibility), address) if text else bare
        )
    return None


def _read_fragment(markup: str, visibility: Visibility) -> FoundPost | None:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root: Element | None = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    for child in itertools.islice(root.iter("blockquote", "iframe"), INNER_ELEMENTS):
        post = find_post(child, visibility)
        if post is not None:
            return post
    return None


def _iter_attributes(element: Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.attrib.items())


def _holds_embed(element: Element) -> bool:
    for child in itertools.islice(element.iter(etree.Element), 1, INNER_ELEMENTS):
        if child.tag in _ELEMENTS or _find_platform(child.get("class")):
            return True
        if child.tag in FRAMES and _find_address(child):
            return True
    return False


def _read_short_text(element: Element) -> str:
    """The text below an element, no more than it takes to see that it is long."""
    texts: list[str] = []
    length = 0
    for text in itertools.islice(element.itertext(), INNER_ELEMENTS):
        texts.append(str(text))
        length += len(text.strip())
        if length > WRAPPER_TEXT:
            break
    return "".join(texts).strip()

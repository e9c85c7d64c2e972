"""How each platform's embed is read: which line is the post's own, which signs it, which is the platform's.

The forms are those the platforms hand out to be pasted into pages; dates and signing phrases come in the language the
page's author had chosen, so lines are told by their links and signs rather than by their words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.extract.flattened import find_words
from onrecord.extract.html.addresses import PostAddress, find_post_address
from onrecord.extract.html.dates import parse_shown_date, parse_stated_date
from onrecord.extract.html.posts import FoundPost, Line
from onrecord.model.document import PostWords

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SIGNATURE_LINES = 4  # lines from an embed's end among which the signature is looked for
_DASHES = "—–―"
_HANDLE = re.compile(r"@([A-Za-z0-9_.-]{1,80}(?:@[A-Za-z0-9.-]{3,80})?)")
_SHARED = re.compile(r"\((?:[\u2066-\u2069\u200e\u200f]{0,2})@([\w.]{1,40})[\u2066-\u2069\u200e\u200f]{0,2}\)")
_CHROME_WORDS = 9  # words of the longest line seen with which a platform invites to itself
_BRANDS = {
    "instagram": "instagram",
    "threads": "threads",
    "mastodon": "mastodon",
    "tiktok": "tiktok",
    "facebook": "facebook",
    "bluesky": "bluesky",
    "reddit": "reddit",
    "x": "twitter",
    "youtube": "youtube",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Signature:
    """Who signs, and in which line; ``lead`` are words that stand before the signature on its own line."""

    line: int
    author: str | None
    handle: str | None
    date: str | None
    lead: str = ""


def read_post(platform: str, element: Element, lines: Sequence[Line], address: PostAddress | None) -> FoundPost | None:
    """Read an embed from the lines it shows; none when it has neither an address nor a word."""
    links = [link.get("href") or "" for link in itertools.islice(element.iter("a"), 100)]
    linked = _find_permalink(platform, links, last=platform in ("x", "bluesky"))
    if address is None or (linked is not None and address.handle is None and _is_same_post(linked, address)):
        address = linked
    if not lines:
        return make_bare(address) if address else None
    return _READERS.get(platform, _read_plain)(platform, element, lines, address)


def _is_same_post(one: PostAddress, other: PostAddress) -> bool:
    return one.url.rstrip("/").rsplit("/", 1)[-1] == other.url.rstrip("/").rsplit("/", 1)[-1]


def make_bare(address: PostAddress) -> FoundPost:
    """A post of which nothing but the address is there to be seen."""
    return FoundPost(platform=address.platform, text=address.url, handle=address.handle, url=address.url)


def make_address(platform: str, identity: str) -> PostAddress:
    """Make the permalink of a post of which only the number or code is known."""
    forms = {
        "x": "https://x.com/i/status/{}",
        "instagram": "https://www.instagram.com/p/{}/",
        "youtube": "https://www.youtube.com/watch?v={}",
        "tiktok": "https://www.tiktok.com/@/video/{}",
    }
    return PostAddress(platform, forms[platform].format(identity))


def _find_permalink(platform: str, links: Sequence[str], *, last: bool) -> PostAddress | None:
    for link in reversed(links) if last else links:
        found = find_post_address(link, mastodon=platform == "mastodon")
        if found is not None and found.platform == platform:
            return found
    return None


def _read_signed(
    platform: str, element: Element, lines: Sequence[Line], address: PostAddress | None
) -> FoundPost | None:
    """X and Bluesky: the words, then ``— Name (@handle) date`` with the date linked to the post."""
    signature = _find_signature(lines)
    if signature is None:
        return _read_plain(platform, element, lines, address)
    shown = [line.text for line in lines[: signature.line]]
    if signature.lead:
        shown.append(signature.lead)
    tail = " ".join(line.text for line in lines[signature.line :])
    tail = tail[len(signature.lead) :].strip()
    return _make(
        platform,
        before=[],
        words=shown,
        after=[tail],
        address=address,
        signed=signature,
    )


def _find_signature(lines: Sequence[Line]) -> _Signature | None:
    for number in range(len(lines) - 1, max(-1, len(lines) - 1 - SIGNATURE_LINES), -1):
        text = lines[number].text
        opening = text.rfind("(@")
        closing = text.find(")", opening)
        handle = _HANDLE.match(text, opening + 1) if 0 <= opening < closing else None
        if handle is None:
            continue
        head = text[:opening].rstrip()
        dash = max(head.rfind(mark) for mark in _DASHES)
        if dash < 0 and head.startswith("-"):
            dash = 0
        rest = [text[closing + 1 :], *(line.text for line in lines[number + 1 :])]
        return _Signature(
            line=number,
            author=head[dash + 1 :].strip(f"{_DASHES}- ") or None,
            handle=handle.group(1).rstrip(".-"),
            date=parse_shown_date(" ".join(rest)),
            lead=head[: max(dash, 0)].strip(),
        )
    return None


def _read_shared(
    platform: str, element: Element, lines: Sequence[Line], address: PostAddress | None
) -> FoundPost | None:
    """Instagram: an invitation, the caption's words, then who shared it, in some language, with (@handle)."""
    found = next((n for n in range(len(lines) - 1, -1, -1) if _SHARED.search(lines[n].text)), None)
    signature = None
    end = len(lines)
    if found is not None:
        text = lines[found].text
        shared = _SHARED.search(text)
        names = [shown for href, shown in lines[found].links if shown and "(@" not in shown and "/p/" not in href]
        author = names[0] if names else _cut_sharing_phrase(text[: shared.start()] if shared else text)
        date = _find_time(element) or parse_shown_date(text[shared.end() :] if shared else text)
        handle = shared.group(1) if shared else None
        signature = _Signature(line=found, author=author, handle=handle, date=date)
        end = found
    begin = 0
    while begin < end and _is_chrome(platform, lines[begin]):
        begin += 1
    words = [line.text for line in lines[begin:end] if not _is_chrome(platform, line)]
    return _make(
        platform,
        before=[line.text for line in lines[:begin]],
        words=words,
        after=[line.text for line in lines[end:]],
        address=address,
        signed=signature,
    )


def _cut_sharing_phrase(head: str) -> str | None:
    """The name in "A post shared by Name": what follows the last word written small."""
    words = head.split()
    small = [n for n, word in enumerate(words) if word[:1].islower()]
    return " ".join(words[small[-1] + 1 :] if small else words[-3:]) or None


def _read_facebook(
    platform: str, element: Element, lines: Sequence[Line], address: PostAddress | None
) -> FoundPost | None:
    """Facebook: the words, then a line in which the author's name and the date are links."""
    number = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].links), None)
    if number is None or not any("facebook.com" in href or find_post_address(href) for href, _ in lines[number].links):
        return _read_plain(platform, element, lines, address)
    links = [(href, shown) for href, shown in lines[number].links if shown]
    date = next((day for _, shown in reversed(links) if (day := parse_shown_date(shown))), None)
    author = next((shown for _, shown in links if not parse_shown_date(shown)), None)
    if date is None and number == 0:
        return _read_plain(platform, element, lines, address)
    return _make(
        platform,
        before=[],
        words=[line.text for line in lines[:number]],
        after=[line.text for line in lines[number:]],
        address=address,
        signed=_Signature(line=number, author=author, handle=None, date=date),
    )


def _read_tiktok(
    platform: str, element: Element, lines: Sequence[Line], address: PostAddress | None
) -> FoundPost | None:
    """TikTok: the handle, the words, then the sound's name behind a note."""
    begin, end = 0, len(lines)
    handle = address.handle if address else None
    user = _HANDLE.fullmatch(lines[0].text)
    if user is not None:
        begin, handle = 1, handle or user.group(1)
    elif (lead := _HANDLE.match(lines[0].text)) and lines[0].links and lines[0].links[0][1] == lead.group():
        rest = Line(text=lines[0].text[lead.end() :].strip())
        lines = [Line(text=lead.group()), rest, *lines[1:]]
        begin, end, handle = 1, end + 1, handle or lead.group(1)
    while end > begin and (lines[end - 1].text.startswith("♬") or not lines[end - 1].text):
        end -= 1
    words = [line.text for line in lines[begin:end]]
    if words and "♬" in words[-1]:
        words[-1], _, sound = words[-1].partition("♬")
        lines = [*lines[:end], Line(text=f"♬{sound}"), *lines[end:]]
    return _make(
        platform,
        before=[line.text for line in lines[:begin]],
        words=words,
        after=[line.text for line in lines[end:]],
        address=address,
        signed=_Signature(line=0, author=None, handle=handle, date=None),
    )


def _read_reddit(
    platform: str, element: Element, lines: Sequence[Line], address: PostAddress | None
) -> FoundPost | None:
    """Reddit: the post's title as a link, then by whom and where."""
    links = [(href, shown) for line in lines for href, shown in line.links if shown]
    titles = [shown for href, shown in links if "/comments/" in href]
    users = [shown for href, shown in links if "/user/" in href or "/u/" in href]
    if not titles:
        return _read_plain(platform, element, lines, address)
    shown = "\n".join(line.text for line in lines)
    begin = shown.find(titles[0])
    handle = users[0].removeprefix("u/").removeprefix("/u/") if users else None
    return FoundPost(
        platform=platform,
        text=shown,
        words=(begin, begin + len(titles[0])) if begin >= 0 else None,
        state=PostWords.FULL if begin >= 0 else PostWords.ABSENT,
        author=handle,
        handle=handle,
        date=_find_time(element),
        url=address.url if address else None,
    )


def _read_plain(
    platform: str, element: Element, lines: Sequence[Line], address: PostAddress | None
) -> FoundPost | None:
    """An embed without a signature: its words are what is not a link to the post itself."""
    own = [line for line in lines if not _is_chrome(platform, line) and not _is_only_link(line)]
    handle = address.handle if address else None
    for line in lines:
        named = _HANDLE.search(line.text)
        if handle is None and named and _is_chrome(platform, line):
            handle = named.group(1)
    tail = [line for line in lines if line not in own]
    date = next((day for line in reversed(tail) if (day := parse_shown_date(line.text))), None)
    signature = _Signature(line=0, author=None, handle=handle, date=date or _find_time(element))
    if not own or platform in ("mastodon", "threads", "youtube"):
        own = []
    first = lines.index(own[0]) if own else len(lines)
    last = len(lines) - 1 - list(reversed(lines)).index(own[-1]) if own else len(lines) - 1
    return _make(
        platform,
        before=[line.text for line in lines[:first]],
        words=[line.text for line in lines[first : last + 1]] if own else [],
        after=[line.text for line in lines[last + 1 :]],
        address=address,
        signed=signature,
    )


def _make(
    platform: str,
    *,
    before: Sequence[str],
    words: Sequence[str],
    after: Sequence[str],
    address: PostAddress | None,
    signed: _Signature | None,
) -> FoundPost | None:
    """Join the lines to the block's text and say where in it the words stand."""
    head = "\n".join(line for line in before if line)
    middle = "\n".join(line for line in words if line)
    text = "\n".join(part for part in (head, middle, *after) if part)
    if not text:
        return None
    begin = len(head) + 1 if head and middle else len(head)
    span, state = find_words(text, begin, begin + len(middle)) if middle else (None, PostWords.ABSENT)
    handle = signed.handle if signed else None
    return FoundPost(
        platform=platform,
        text=text,
        words=(span.begin, span.end) if span else None,
        state=state,
        author=signed.author if signed else None,
        handle=handle or (address.handle if address else None),
        date=signed.date if signed else None,
        url=address.url if address else None,
    )


def _is_only_link(line: Line) -> bool:
    return len(line.links) == 1 and line.links[0][1] == line.text and find_post_address(line.links[0][0]) is not None


def _is_chrome(platform: str, line: Line) -> bool:
    """Whether a line is what the platform writes around a post: short, and naming the platform or the post's kind."""
    text = line.text
    if len(text.split()) > _CHROME_WORDS:
        return False
    lowered = text.lower()
    if _BRANDS.get(platform, platform) in lowered and (line.links or platform != "x"):
        return True
    return re.match(r"(?:a )?(?:post|thread|reel|photo|video) (?:by|shared by) ", lowered) is not None


def _find_time(element: Element) -> str | None:
    for time in itertools.islice(element.iter("time"), 5):
        found = parse_stated_date(time.get("datetime") or "")
        if found:
            return found
    return None


_READERS: dict[str, Callable[[str, Element, Sequence[Line], PostAddress | None], FoundPost | None]] = {
    "x": _read_signed,
    "bluesky": _read_signed,
    "mastodon": _read_plain,
    "threads": _read_plain,
    "instagram": _read_shared,
    "facebook": _read_facebook,
    "tiktok": _read_tiktok,
    "reddit": _read_reddit,
}

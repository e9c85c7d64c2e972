"""Pages saved by a browser as one MIME message (MHTML, RFC 2557): the page itself out of its parts.

Only the page is taken; pictures, style sheets and frames are left where they are. Chrome and Edge write
``Snapshot-Content-Location``; older Internet Explorer names the page by ``Content-Location`` of the first HTML part.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime

SIZE_LIMIT = 100_000_000  # bytes of one message
MOST_WRAPPINGS = 20  # multipart parts; a saved page has one or two, and the parser calls itself for each within
MOST_PARTS = 5_000  # parts looked at; a saved page has some hundred
HEADER_BYTES = 20_000  # bytes at the beginning in which the headers that tell the format stand

_MESSAGE = re.compile(rb"^content-type:\s{0,20}multipart/related\b", re.IGNORECASE | re.MULTILINE)
_MULTIPART = re.compile(rb"^content-type:\s{0,20}multipart/", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary\s{0,5}=\s{0,5}\"?([^\"\r\n;]{1,200})", re.IGNORECASE)
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedPage:
    """``markup`` is decoded; ``saved`` is when the browser saved the page, an ISO time with its zone."""

    markup: str
    url: str | None = None
    saved: str | None = None


def open_mhtml(content: bytes) -> OpenedPage | None:
    """Open a saved page; none when the bytes are no such message or hold no page, or are wrapped as no browser does."""
    head = content[:HEADER_BYTES]
    if len(content) > SIZE_LIMIT or not _MESSAGE.search(head) or b"mime-version" not in head.lower():
        return None
    if len(_MULTIPART.findall(content)) > MOST_WRAPPINGS or _count_parts(content, head) > MOST_PARTS:
        return None
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    pages = _find_pages(message)
    if not pages:
        return None
    wanted = _get_address(message, "Snapshot-Content-Location")
    page = next((each for each in pages if wanted and _get_address(each, "Content-Location") == wanted), pages[0])
    markup = _decode(page)
    if markup is None:
        return None
    return OpenedPage(markup=markup, url=wanted or _get_address(page, "Content-Location"), saved=_read_saved(message))


def _count_parts(content: bytes, head: bytes) -> int:
    found = _BOUNDARY.search(head)
    return content.count(b"--" + found.group(1)) if found else 0


def _find_pages(message: Message) -> list[Message]:
    """The HTML parts in order, whatever they are wrapped in."""
    found: list[Message] = []
    stack: list[Message] = [message]
    for _ in range(MOST_PARTS):
        if not stack:
            break
        part = stack.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            stack.extend(each for each in reversed(payload) if isinstance(each, Message))
        elif part.get_content_type() in _HTML:
            found.append(part)
    return found


def _get_address(part: Message, header: str) -> str | None:
    """A header's web address; a browser's own schemes (``cid:``, ``file:``) are none."""
    value = str(part.get(header) or "")
    address = "".join(value.split())
    return address if address.lower().startswith(("http://", "https://")) else None


def _decode(part: Message) -> str | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    charset = part.get_content_charset() or "utf-8"
    for name in (charset, "utf-8"):
        try:
            return payload.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return payload.decode("windows-1252", "replace")


def _read_saved(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")).isoformat()
    except (ValueError, TypeError, IndexError):
        return None

"""WARC 1.1 (ISO 28500:2017) as the ledger's captures use it: one record as a value, and as bytes.

Written here and not by a library: a record is a dozen header lines and a block, and what matters is around it
(sha-256 digests, one write, one fsync, offsets known before the write). The tests hold every file to two libraries
that had no part in writing it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import uuid
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote

VERSION = "WARC/1.1"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

HTTP_RESPONSE = "application/http;msgtype=response"
HTTP_REQUEST = "application/http;msgtype=request"
FIELDS = "application/warc-fields"
UNKNOWN_TYPE = "application/octet-stream"

# Fields of ours. Other programs pass over fields they do not know (ISO 28500, 5.1).
CAPTURE_DIGEST_FIELD = "OnRecord-Capture-Digest"
ORIGIN_FIELD = "OnRecord-Origin"
ADDRESS_FIELD = "OnRecord-Address"

# Level 6 halves the time of level 9 for 1.5 in a hundred more bytes (benchmarks/warc).
_COMPRESSION_LEVEL = 6
_GZIP_WINDOW = 31
# A record has at most five values that come from outside, and readers stop at headers of 32 KB and more.
_MAX_VALUE_BYTES = 5_000
_DIGEST = re.compile(r"([a-z0-9-]{2,12}):([A-Za-z0-9+/=_-]{16,140})", re.IGNORECASE)
_UNSAFE_IN_FIELD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,1000}")
# What RFC 3986 lets stand in an address; everything else is written as percent escapes.
_ADDRESS_SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, kw_only=True, slots=True)
class WarcRecord:
    """One record. ``begin`` and ``end`` are bytes in the file, the end exclusive: of its gzip member, or of the
    record itself where the file, or the member, holds several.

    ``is_after_damage`` says that the place was found by searching, after bytes that are no record; a page can carry
    bytes that look like a record, so such a one is not to be believed without more.
    """

    headers: tuple[tuple[str, str], ...]
    block: bytes
    begin: int
    end: int
    is_after_damage: bool = False

    def find(self, name: str) -> str | None:
        """The first value of a header, whatever the case of its name."""
        folded = name.lower()
        return next((value for key, value in self.headers if key.lower() == folded), None)

    @property
    def type(self) -> str:
        return (self.find("WARC-Type") or "").lower()

    @property
    def url(self) -> str | None:
        """The address the record is about; WARC 1.0 wrote it in angle brackets at times."""
        url = self.find("WARC-Target-URI")
        return url[1:-1] if url is not None and url.startswith("<") and url.endswith(">") else url

    @property
    def at(self) -> datetime | None:
        """When it was captured, in UTC; none when the record does not say so in a form that is a time."""
        return parse_date(self.find("WARC-Date") or "")


@dataclass(frozen=True, kw_only=True, slots=True)
class BrokenRecord:
    """A stretch of a file that is no record. ``is_cut`` says that it breaks off where the file ends."""

    begin: int
    end: int
    reason: str
    is_cut: bool = False


def make_digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def make_record_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def make_date(at: datetime) -> str:
    """``at`` in UTC, with microseconds where it has any. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a time of capture needs its zone")
    moment = at.astimezone(UTC)
    return moment.replace(tzinfo=None).isoformat() + "Z"


def parse_date(written: str) -> datetime | None:
    """Parse a WARC-Date, which may stop at the year, the month, the day or the minute (WARC 1.1)."""
    match = re.fullmatch(
        r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?Z)?)?)?", written.strip()
    )
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in match.groups()[:6])
    fraction = (match[7] or "")[:6].ljust(6, "0")
    try:
        return datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0, int(fraction), tzinfo=UTC)
    except ValueError:
        return None


def make_member(headers: list[tuple[str, str]], block: bytes) -> bytes:
    """One whole record as one gzip member. Adds the block's digest and length; header values are made one line."""
    lines = [VERSION]
    whole = [*headers, ("WARC-Block-Digest", make_digest(block)), ("Content-Length", str(len(block)))]
    lines.extend(f"{name}: {make_field_value(value)}" for name, value in whole)
    head = ("\r\n".join(lines) + "\r\n\r\n").encode()
    packer = zlib.compressobj(_COMPRESSION_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    return b"".join((packer.compress(head), packer.compress(block), packer.compress(b"\r\n\r\n"), packer.flush()))


def make_field_value(value: str) -> str:
    """One line, and no longer than what every reader takes; addresses beyond that are cut."""
    return _UNSAFE_IN_FIELD.sub(" ", value).encode()[:_MAX_VALUE_BYTES].decode("utf-8", "ignore")


def make_fields(fields: list[tuple[str, str]]) -> bytes:
    """The block of a warcinfo or metadata record."""
    return "".join(f"{name}: {make_field_value(value)}\r\n" for name, value in fields).encode()


def parse_fields(block: bytes) -> dict[str, str]:
    """The fields of such a block by name; the first of a name counts."""
    fields: dict[str, str] = {}
    for line in block.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def make_target(origin: str, url: str | None) -> str:
    """The address under which a capture is written: its own, or a ``file:`` URI of its origin."""
    if url is not None:
        return quote(url, safe=_ADDRESS_SAFE, errors="surrogatepass")
    return ("file://" if origin.startswith("/") else "file:") + quote(origin, safe="/", errors="surrogatepass")


def parse_target(target: str) -> tuple[str, str | None]:
    """Undo ``make_target``: the origin and the address."""
    if not target.startswith("file:"):
        return target, target
    path = target.removeprefix("file:")
    path = path[2:] if path.startswith("///") else path
    return unquote(path, errors="surrogatepass"), None


def make_origin_headers(origin: str, url: str | None) -> list[tuple[str, str]]:
    """The target, and what it does not tell of origin and address, so that both come back as they were."""
    target = make_target(origin, url)
    headers = [("WARC-Target-URI", target)]
    found_origin, found_url = parse_target(target)
    if found_origin != origin:
        headers.append((ORIGIN_FIELD, quote(origin, safe="", errors="surrogatepass")))
    if found_url != url and url is not None:
        headers.append((ADDRESS_FIELD, quote(url, safe="", errors="surrogatepass")))
    return headers


def find_origin(record: WarcRecord) -> tuple[str, str | None]:
    """Undo ``make_origin_headers``."""
    origin, url = parse_target(record.url or "")
    written_origin, written_url = record.find(ORIGIN_FIELD), record.find(ADDRESS_FIELD)
    return (
        origin if written_origin is None else unquote(written_origin, errors="surrogatepass"),
        url if written_url is None else unquote(written_url, errors="surrogatepass"),
    )


def is_digest_of(declared: str, content: bytes) -> bool | None:
    """Whether a declared digest is that of the content, written in hexadecimal, base 32 or base 64.

    None when it cannot be told: an algorithm that is not known, or no digest at all.
    """
    match = _DIGEST.fullmatch(declared.strip())
    if match is None:
        return None
    name = match[1].lower().replace("-", "")
    if name not in {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}:
        return None
    found = hashlib.new(name, content, usedforsecurity=False).digest()
    return found in _iter_decoded(match[2])


def _iter_decoded(value: str) -> list[bytes]:
    decoded = []
    for decode in (base64.b16decode, base64.b32decode, base64.urlsafe_b64decode):
        try:
            if decode is base64.urlsafe_b64decode:
                decoded.append(decode(value.replace("+", "-").replace("/", "_")))
            else:
                decoded.append(decode(value.upper()))
        except (binascii.Error, ValueError):
            continue
    return decoded

"""A mail's headers and parts, opened with bounds.

Why not the standard library's parser: it nests one generator in another for every level of parts and parses address
headers by recursion, so that a mail of some kilobytes can exhaust the stack. Here parts are cut with a list of what is
still to do, every header is bounded before anything looks into it, and what is left out is said.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime

from onrecord.extract.decode import decode_labelled
from onrecord.model.finding import Finding, FindingKind

MOST_PARTS = 200
DEEPEST_PART = 20
"""Levels of parts within parts; mail programs make four."""

MOST_HEADERS = 500
LONGEST_HEADER = 4_000
"""Characters of one header that are looked at."""

_WORD = re.compile(r"=\?([\w.*-]{1,40})\?([bBqQ])\?([^?]{0,1000})\?=(?:[ \t]{1,80}(?==\?[\w.*-]{1,40}\?[bBqQ]\?))?")
_HEADER_LINE = re.compile(rb"([!-9;-~]{1,100}):[ \t]?")
_MBOX_LINE = re.compile(rb"(?:\A|\n)From \S{1,200} [^\n]{10,60}\d{4}[^\n]{0,20}\r?\n(?=[!-9;-~]{1,76}:)")
_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part that is no container. ``number`` counts as IMAP does ("2.1"); parts of one ``choice`` say the same."""

    number: str
    media_type: str
    headers: dict[str, str]
    begin: int
    end: int
    choice: str | None

    @property
    def is_attached(self) -> bool:
        return self.headers.get("content-disposition", "").lower().lstrip().startswith("attachment")

    @property
    def is_flowed(self) -> bool:
        return (_get_parameter(self.headers, "format") or "").lower() == "flowed"

    @property
    def drops_flowed_blank(self) -> bool:
        return (_get_parameter(self.headers, "delsp") or "").lower() == "yes"

    @property
    def name(self) -> str | None:
        """The name of the file, without folders and on one line."""
        named = _get_parameter(self.headers, "filename", "content-disposition") or _get_parameter(self.headers, "name")
        if not named:
            return None
        return re.sub(r"[\x00-\x1f\x7f]", " ", decode_words(named)).replace("\\", "/").rsplit("/", 1)[-1].strip()[:120]


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedMail:
    """``headers`` by lower-case name, the first of each kind, still encoded."""

    content: bytes
    headers: dict[str, str]
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]

    def get_header(self, name: str) -> str | None:
        """Get a header as a reader would see it, on one line; none where it is not there or empty."""
        value = re.sub(r"\s{1,99}", " ", decode_words(self.headers.get(name, ""))).strip()
        return value or None

    def get_bytes(self, part: Part) -> bytes:
        """Get a part's own bytes, its transfer encoding undone as far as it can be."""
        raw = self.content[part.begin : part.end]
        coding = part.headers.get("content-transfer-encoding", "").strip().lower()
        if coding == "base64":
            return _decode_base64(raw)
        return binascii.a2b_qp(raw) if coding == "quoted-printable" else raw

    def get_text(self, part: Part) -> str:
        return decode_labelled(self.get_bytes(part), _get_parameter(part.headers, "charset"))


def open_mail(content: bytes) -> OpenedMail:
    """Open a mail, or the first one of a mailbox; never raises."""
    findings: list[Finding] = []
    begin, end = _find_first_message(content, findings)
    headers, body = read_headers(content, begin, end)
    parts: list[Part] = []
    waiting: list[tuple[str, dict[str, str], int, int, str | None]] = [("", headers, body, end, None)]
    while waiting:
        number, own, start, stop, waiting_choice = waiting.pop()
        kind = _get_media_type(own)
        depth = number.count(".") + 1 if number else 0
        boundary = _get_parameter(own, "boundary") if kind.startswith("multipart/") else None
        if boundary is None or depth >= DEEPEST_PART:
            if boundary is not None:
                findings.append(_make_depth_finding())
                break
            kind = "text/plain" if kind.startswith("multipart/") else kind
            part = Part(
                number=number or "1", media_type=kind, headers=own, begin=start, end=stop, choice=waiting_choice
            )
            parts.append(part)
            continue
        pieces = _cut_parts(content, start, stop, boundary.encode("utf-8", "replace"))
        if len(parts) + len(waiting) + len(pieces) > MOST_PARTS:
            findings.append(_make_count_finding())
            pieces = pieces[: max(0, MOST_PARTS - len(parts) - len(waiting))]
        choice = (number or "1") if kind == "multipart/alternative" else waiting_choice
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        for index, (first, last) in reversed(list(enumerate(pieces, 1))):
            inner, inner_body = read_headers(content, first, last)
            inner.setdefault("content-type", default)
            waiting.append((f"{number}.{index}" if number else str(index), inner, inner_body, last, choice))
    return OpenedMail(content=content, headers=headers, parts=tuple(parts), findings=tuple(findings))


def read_headers(content: bytes, begin: int, end: int) -> tuple[dict[str, str], int]:
    """Read the header lines from ``begin`` on; returns them and where the body begins."""
    headers: dict[str, str] = {}
    last = ""
    at = begin
    for _ in range(100 * MOST_HEADERS):
        if at >= end:
            break
        stop = content.find(b"\n", at, end)
        stop = end if stop < 0 else stop
        line = content[at : min(stop, at + LONGEST_HEADER)].rstrip(b"\r")
        if not line.strip():
            return headers, min(stop + 1, end)
        if line[:1] in (b" ", b"\t"):
            if last and len(headers[last]) < LONGEST_HEADER:
                headers[last] += "\n" + _read_raw(line)
        else:
            match = _HEADER_LINE.match(line)
            if match is None:
                # No header and no blank line: the body has begun.
                return headers, at
            name = match[1].decode("ascii").lower()
            last = name if name not in headers and len(headers) < MOST_HEADERS else ""
            if last:
                headers[last] = _read_raw(line[match.end() :])
        at = stop + 1
    return headers, min(at, end)


def decode_words(value: str) -> str:
    """Decode the encoded words of a header (RFC 2047); what is no valid word stays as it is."""
    return _WORD.sub(_decode_word, value.replace("\r", "").replace("\n", ""))


def find_date_header(mail: OpenedMail) -> str | None:
    """Find when a mail says it was sent: an ISO time with its zone, or none."""
    value = mail.get_header("date")
    if value is None:
        return None
    try:
        sent = parsedate_to_datetime(value[:100])
        # A zone of -0000 says that the time is UTC and the sender's own zone unknown.
        return sent.isoformat() if sent.tzinfo else sent.isoformat() + "+00:00"
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _find_first_message(content: bytes, findings: list[Finding]) -> tuple[int, int]:
    """Find where the first message of a mailbox begins and ends; a single mail is all of it."""
    content_begin = len(content) - len(content.lstrip(b"\xef\xbb\xbf\r\n\t "))
    first = _MBOX_LINE.match(content, content_begin)
    if first is None:
        line = content[content_begin : content_begin + 300].split(b"\n", 1)[0]
        return (content_begin + len(line) + 1 if line.startswith(b"From ") else content_begin), len(content)
    further = [match.start() + 1 for match in _MBOX_LINE.finditer(content, first.end())]
    if not further:
        return first.end(), len(content)
    more = "1 more message" if len(further) == 1 else f"{len(further)} more messages"
    message = f"the mailbox holds {more}; only the first is read"
    findings.append(Finding(kind=FindingKind.PART_LEFT_OUT, message=message))
    return first.end(), further[0]


def _cut_parts(content: bytes, begin: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
    """Cut a multipart body at its boundary lines; a last part that is never closed ends with the body."""
    mark = b"--" + boundary
    cuts: list[tuple[int, int]] = []
    at = begin
    opened: int | None = None
    while len(cuts) <= MOST_PARTS:
        found = content.find(mark, at, end)
        if found < 0:
            break
        line_end = content.find(b"\n", found, end)
        line_end = end if line_end < 0 else line_end + 1
        rest = content[found + len(mark) : min(line_end, found + len(mark) + 80)].strip()
        at_line_start = found == begin or content[found - 1 : found] == b"\n"
        at = line_end
        if not at_line_start or rest not in (b"", b"--"):
            at = found + len(mark)
            continue
        if opened is not None:
            cuts.append((opened, max(opened, found - 1)))
        opened = line_end
        if rest == b"--":
            return cuts
    if opened is not None and opened < end:
        cuts.append((opened, end))
    return cuts


def _get_media_type(headers: dict[str, str]) -> str:
    value = headers.get("content-type", "text/plain").split(";", 1)[0].strip().lower()
    return value if re.fullmatch(r"[\w.+-]{1,60}/[\w.+-]{1,90}", value) else "text/plain"


def _get_parameter(headers: dict[str, str], name: str, header: str = "content-type") -> str | None:
    value = headers.get(header)
    if not value:
        return None
    message = Message()
    message[header] = re.sub(r"[\r\n]+", " ", value[:LONGEST_HEADER])
    try:
        found = message.get_param(name, None, header)
    except (ValueError, LookupError, TypeError):
        return None
    if isinstance(found, tuple):
        label, _, encoded = found
        return decode_labelled(str(encoded).encode("latin-1", "replace"), label)
    return found or None


def _decode_word(match: re.Match[str]) -> str:
    raw = match[3].encode("utf-8", "surrogateescape")
    data = _decode_base64(raw) if match[2] in "bB" else binascii.a2b_qp(raw, header=True)
    return decode_labelled(data, match[1].split("*", 1)[0])


def _decode_base64(raw: bytes) -> bytes:
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        digits = _BASE64.sub(b"", raw)
        digits = digits[: len(digits) - (len(digits) % 4 == 1)]
        return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


def _read_raw(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _make_depth_finding() -> Finding:
    message = f"the mail's parts are nested more than {DEEPEST_PART} deep; what lies deeper is left out"
    return Finding(kind=FindingKind.TOO_DEEP, message=message)


def _make_count_finding() -> Finding:
    message = f"the mail has more than {MOST_PARTS} parts; the rest is left out"
    return Finding(kind=FindingKind.PART_LEFT_OUT, message=message)

"""An HTTP message as an archive holds it: its head, and its body with the encodings of the way undone.

Everything here takes bytes from strangers: bounded, linear, and never an exception. What cannot be undone is left as
it came, with the reason.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from onrecord.capture.warc_reading import STANDARD_LIMITS, WarcLimits, parse_header_lines

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(r"HTTP/[0-9](?:\.[0-9])? {1,8}([0-9]{3})(?: |$)")
_CHUNK_SIZE = re.compile(rb"[ \t]{0,16}([0-9A-Fa-f]{1,16})[ \t]{0,16}(?:;[^\r\n]{0,1000})?\r?\n")
_LINE_END = re.compile(rb"\r?\n")
# More encodings on one body than this is nobody's honest server.
_MAX_ENCODINGS = 4
_PIECE_BYTES = 256_000
_AUTOMATIC_GZIP_OR_ZLIB = 47
_RAW_DEFLATE = -15


@dataclass(frozen=True, kw_only=True, slots=True)
class HttpResponse:
    """``payload`` is the body as the record holds it; ``content`` is what a browser would show.

    ``status`` is none when the first line is no status line. ``trouble`` says, in one line, why ``content`` still has
    an encoding on it or is cut short; none when all is well.
    """

    status: int | None
    headers: tuple[tuple[str, str], ...]
    head: bytes
    payload: bytes
    content: bytes
    trouble: str | None = None

    def find(self, name: str) -> str | None:
        """The first value of a header, whatever the case of its name."""
        folded = name.lower()
        return next((value for key, value in self.headers if key.lower() == folded), None)


def parse_response(message: bytes, limits: WarcLimits = STANDARD_LIMITS) -> HttpResponse:
    """Parse a response; never raises. A message without a head that ends is all head."""
    end = _HEAD_END.search(message, 0, limits.max_header_bytes)
    if end is None:
        return HttpResponse(
            status=None, headers=(), head=message, payload=b"", content=b"", trouble="the response's head does not end"
        )
    head, payload = message[: end.end()], message[end.end() :]
    first, *lines = head[: end.start()].decode("latin-1").split("\n")
    status = _STATUS_LINE.match(first.rstrip("\r"))
    headers = parse_header_lines(lines, limits)
    content, trouble = undo_encodings(headers, payload, limits)
    return HttpResponse(
        status=int(status[1]) if status else None,
        headers=headers,
        head=head,
        payload=payload,
        content=content,
        trouble=trouble,
    )


def undo_encodings(
    headers: tuple[tuple[str, str], ...], payload: bytes, limits: WarcLimits
) -> tuple[bytes, str | None]:
    """Undo the transfer and content encodings, the last put on first, and say what could not be undone.

    Crawlers that keep bodies with the encodings already undone leave the headers as they were; a body that does not
    look encoded is therefore taken as it is, without trouble.
    """
    content = payload
    transfer = _list_values(headers, "transfer-encoding")
    encodings = [*_list_values(headers, "content-encoding"), *transfer]
    if len(encodings) > _MAX_ENCODINGS:
        return payload, f"the response declares {len(encodings)} encodings, one upon the other"
    for encoding in reversed(encodings):
        undone, trouble = _undo(encoding, content, limits)
        if trouble is not None:
            return (content if undone is None else undone), trouble
        content = content if undone is None else undone
    return content, None


def _list_values(headers: tuple[tuple[str, str], ...], name: str) -> list[str]:
    values = [value for key, value in headers if key.lower() == name]
    return [part for value in values for part in (part.strip().lower() for part in value.split(",")) if part]


def _undo(encoding: str, content: bytes, limits: WarcLimits) -> tuple[bytes | None, str | None]:
    """The content without the encoding, none where it has to stay as it is; and the trouble, if any."""
    if encoding in {"identity", "none"} or not content:
        return None, None
    if encoding == "chunked":
        return _join_chunks(content)
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return _inflate(encoding, content, limits)
    if encoding == "br":
        return _unbrotli(content, limits)
    return None, f"the response is encoded as {encoding[:40]!r}, which is not undone here"


def _join_chunks(content: bytes) -> tuple[bytes | None, str | None]:
    """Undo the chunked transfer encoding (RFC 9112, 7.1); trailers are dropped."""
    chunks: list[bytes] = []
    place = 0
    while True:
        size = _CHUNK_SIZE.match(content, place)
        if size is None:
            if not chunks:
                return None, None
            return b"".join(chunks), "the response's chunks break off"
        length = int(size[1], 16)
        if length == 0:
            return b"".join(chunks), None
        chunk = content[size.end() : size.end() + length]
        chunks.append(chunk)
        if len(chunk) < length:
            return b"".join(chunks), "the response's last chunk is shorter than it says"
        end = _LINE_END.match(content, size.end() + length)
        if end is None:
            return b"".join(chunks), "the response's chunks break off"
        place = end.end()


def _inflate(encoding: str, content: bytes, limits: WarcLimits) -> tuple[bytes | None, str | None]:
    """Inflate gzip, zlib and, as some servers mean by ``deflate``, bare deflate; members one behind the other too."""
    is_gzip = content.startswith(b"\x1f\x8b")
    if encoding != "deflate" and not is_gzip:
        return None, None
    window = _AUTOMATIC_GZIP_OR_ZLIB if is_gzip or _is_zlib(content) else _RAW_DEFLATE
    pieces: list[bytes] = []
    size = 0
    rest = content
    while rest:
        inflate = zlib.decompressobj(window)
        while rest and not inflate.eof:
            try:
                pieces.append(inflate.decompress(rest, _PIECE_BYTES))
            except zlib.error:
                if not size and window == _RAW_DEFLATE:
                    return None, None
                return b"".join(pieces), f"the response's {encoding} encoding is damaged"
            size += len(pieces[-1])
            if _is_bomb(size, len(content), limits):
                return None, f"the response inflates to more than {_describe_bound(limits)}"
            rest = inflate.unconsumed_tail
        if not inflate.eof:
            return b"".join(pieces), f"the response's {encoding} encoding breaks off"
        rest = inflate.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            break
    return b"".join(pieces), None


def _is_zlib(content: bytes) -> bool:
    """Whether the two bytes of a zlib header stand at the front (RFC 1950, 2.2)."""
    return len(content) > 2 and content[0] & 0x0F == 8 and int.from_bytes(content[:2], "big") % 31 == 0


def _unbrotli(content: bytes, limits: WarcLimits) -> tuple[bytes | None, str | None]:
    """Undo Brotli (RFC 7932). A first piece that is not Brotli is taken as already undone."""
    import brotli

    decompressor = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    given = content
    while not decompressor.is_finished():
        try:
            pieces.append(decompressor.process(given, output_buffer_limit=_PIECE_BYTES))
        except brotli.error:
            if not size:
                return None, None
            return b"".join(pieces), "the response's br encoding is damaged"
        given = b""
        size += len(pieces[-1])
        if _is_bomb(size, len(content), limits):
            return None, f"the response inflates to more than {_describe_bound(limits)}"
        if not pieces[-1] and not decompressor.is_finished() and decompressor.can_accept_more_data():
            return b"".join(pieces), "the response's br encoding breaks off"
    return b"".join(pieces), None


def _is_bomb(size: int, encoded: int, limits: WarcLimits) -> bool:
    return size > limits.max_record_bytes or (size > limits.ratio_from and size > encoded * limits.max_ratio)


def _describe_bound(limits: WarcLimits) -> str:
    return f"{limits.max_record_bytes} bytes or {limits.max_ratio} times its size"

"""The records of a WARC file one by one, bounded, with what is broken named and passed over.

Each gzip member is read for itself. FastWARC is two to three times as fast (benchmarks/warc), but reads a file as one
stream: a record that says it is longer than it is swallows the records behind it without a word. With it and with
warcio, damage ends the reading and a file cut short looks whole; an archive that is evidence needs all that seen.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from onrecord.capture.warc import BrokenRecord, WarcRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class WarcLimits:
    """What one archive may ask of the machine. Sizes are bytes.

    A record is held in memory whole, so its bound is that of a document and what HTTP adds. Deflate reaches a ratio
    of 1,032; pages reach 30, lists of numbers 100. The ratio counts only beyond ``ratio_from``.
    ``max_reread_bytes`` is how much is read twice in search of the record behind a broken one.
    """

    max_record_bytes: int = 80_000_000
    max_header_bytes: int = 64_000
    max_header_lines: int = 500
    max_records: int = 50_000_000
    max_ratio: int = 200
    ratio_from: int = 10_000_000
    max_reread_bytes: int = 256_000_000


STANDARD_LIMITS = WarcLimits()

_PIECE_BYTES = 64_000
_GZIP_MAGIC = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31
# A record's first line; what stands before it in a plain file ends the record before.
_RECORD_START = re.compile(rb"WARC/(?:0\.1[78]|1\.[01])\r?\n")
_SEARCHED_START = re.compile(rb"\n\r?\n(?=WARC/1\.[01]\r?\n)")
_START_BYTES = 16
# Enough of a gzip member to inflate its first line from, whatever name or comment its header carries.
_SEARCHED_BYTES = 1_000
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(r"[0-9]{1,18}")
# A gap of more empty lines than this is no gap but something else.
_BLANK_LINES = re.compile(rb"[\r\n]{0,4096}")


class _BrokenError(Exception):
    """Inside this module only: the record being read is none."""

    def __init__(self, reason: str, *, is_cut: bool = False) -> None:
        self.reason = reason
        self.is_cut = is_cut
        self.begin: int | None = None
        super().__init__(reason)


class _RawFile:
    """The file's bytes with a place to come back to; never more than two pieces in memory."""

    def __init__(self, stream: BinaryIO, begin: int) -> None:
        self._stream = stream
        self._buffer = b""
        self._place = begin
        stream.seek(begin)

    @property
    def place(self) -> int:
        return self._place

    def read(self) -> bytes:
        """The next piece, empty at the end."""
        piece = self._buffer or self._stream.read(_PIECE_BYTES)
        self._buffer = b""
        self._place += len(piece)
        return piece

    def put_back(self, rest: bytes) -> None:
        """Put back the last bytes read."""
        self._buffer = rest + self._buffer
        self._place -= len(rest)

    def peek(self, size: int) -> bytes:
        while len(self._buffer) < size:
            piece = self._stream.read(_PIECE_BYTES)
            if not piece:
                break
            self._buffer += piece
        return self._buffer[:size]

    def get_size(self) -> int:
        """How long the file is; the next read begins where the last one ended."""
        here = self._stream.tell()
        size = self._stream.seek(0, 2)
        self._stream.seek(here)
        return size

    def go_to(self, place: int) -> None:
        self._buffer = b""
        self._place = place
        self._stream.seek(place)


class _Segment(Protocol):
    """Bytes that records are cut from: those of one gzip member, or of a plain file."""

    buffer: bytearray

    def fill(self, size: int) -> bool:
        """Have ``size`` bytes in the buffer, or all there are; true when there are as many."""
        ...

    def drop(self, size: int) -> None:
        """Pass over ``size`` bytes."""
        ...


class _PlainSegment:
    def __init__(self, raw: _RawFile) -> None:
        self._raw = raw
        self.buffer = bytearray()

    @property
    def place(self) -> int:
        return self._raw.place - len(self.buffer)

    def fill(self, size: int) -> bool:
        while len(self.buffer) < size:
            piece = self._raw.read()
            if not piece:
                return False
            self.buffer += piece
        return True

    def drop(self, size: int) -> None:
        if size <= len(self.buffer):
            del self.buffer[:size]
        elif self.place + size > self._raw.get_size():
            raise _BrokenError("the record declares more bytes than the file has", is_cut=True)
        else:
            self._raw.go_to(self.place + size)
            self.buffer.clear()


class _MemberSegment:
    """One gzip member, inflated as it is asked for and no further than its bounds allow."""

    def __init__(self, raw: _RawFile, limits: WarcLimits) -> None:
        self._raw = raw
        self._limits = limits
        self._begin = raw.place
        self._inflate = zlib.decompressobj(_GZIP_WINDOW)
        self._waiting = b""
        self._inflated = 0
        self.buffer = bytearray()
        self.is_ended = False

    def fill(self, size: int) -> bool:
        while len(self.buffer) < size and not self.is_ended:
            self._inflate_piece(max(size - len(self.buffer), _PIECE_BYTES))
        return len(self.buffer) >= size

    def drop(self, size: int) -> None:
        while size > len(self.buffer):
            size -= len(self.buffer)
            self.buffer.clear()
            if not self.fill(1):
                return
        del self.buffer[:size]

    def finish(self) -> int:
        """Inflate what is left, so that its checksum is looked at; how many bytes that were."""
        left = 0
        while not self.is_ended:
            left += len(self.buffer)
            self.buffer.clear()
            self._inflate_piece(_PIECE_BYTES)
        left += len(self.buffer)
        self.buffer.clear()
        return left

    def _inflate_piece(self, size: int) -> None:
        piece = self._waiting or self._raw.read()
        if not piece:
            raise _BrokenError("the record breaks off in the middle", is_cut=True)
        try:
            inflated = self._inflate.decompress(piece, size)
        except zlib.error:
            raise _BrokenError("its compressed bytes are damaged") from None
        self._waiting = self._inflate.unconsumed_tail
        self.buffer += inflated
        self._inflated += len(inflated)
        if self._inflate.eof:
            self.is_ended = True
            self._raw.put_back(self._inflate.unused_data)
        elif self._inflated > self._limits.ratio_from:
            deflated = self._raw.place - self._begin - len(self._waiting)
            if self._inflated > deflated * self._limits.max_ratio:
                raise _BrokenError(f"the record inflates to more than {self._limits.max_ratio} times its size")


def iter_records(
    stream: BinaryIO, *, begin: int = 0, limits: WarcLimits = STANDARD_LIMITS
) -> Iterator[WarcRecord | BrokenRecord]:
    """Read records from ``begin`` on, lazily; gzip by record, gzip of the whole, and plain files.

    The stream must be seekable. Nothing in the bytes raises: what is no record comes as a BrokenRecord, in its
    place, and the reading goes on behind it. OSError from the stream passes through.
    """
    raw = _RawFile(stream, begin)
    is_after_damage = False
    count = reread = 0
    while raw.peek(1):
        place = raw.place
        try:
            for record in _iter_stretch(raw, limits, is_after_damage=is_after_damage):
                yield record
                count += 1
                if count >= limits.max_records:
                    reason = f"the file holds more than {limits.max_records} records; the rest is not read"
                    yield BrokenRecord(begin=record.end, end=record.end, reason=reason)
                    return
        except _BrokenError as broken:
            broken_at = place if broken.begin is None else broken.begin
            reread += raw.place - broken_at
            _search_record(raw, broken_at + 1 if reread <= limits.max_reread_bytes else raw.place)
            is_after_damage = True
            is_cut = broken.is_cut and not raw.peek(1)
            yield BrokenRecord(begin=broken_at, end=raw.place, reason=broken.reason, is_cut=is_cut)


def _iter_stretch(raw: _RawFile, limits: WarcLimits, *, is_after_damage: bool) -> Iterator[WarcRecord | BrokenRecord]:
    if _GZIP_MAGIC.startswith(raw.peek(len(_GZIP_MAGIC))):
        return _iter_member(raw, limits, is_after_damage=is_after_damage)
    return _iter_plain(raw, limits, is_after_damage=is_after_damage)


def _iter_member(raw: _RawFile, limits: WarcLimits, *, is_after_damage: bool) -> Iterator[WarcRecord | BrokenRecord]:
    """The records of one gzip member; by the standard there is one, but whole files are compressed as one too.

    A record is handed out only when the member's checksum has been seen to be right, unless more records follow it.
    """
    begin = raw.place
    member = _MemberSegment(raw, limits)
    waiting: WarcRecord | BrokenRecord | None = None
    while True:
        _drop_blank_lines(member)
        if not member.fill(1):
            break
        if waiting is not None and not _starts_record(member):
            left = member.finish()
            yield waiting
            yield BrokenRecord(
                begin=begin, end=raw.place, reason=f"{left} bytes stand behind the end that the record declares"
            )
            return
        if waiting is not None:
            yield waiting
        waiting = _read_record(member, limits, begin, is_after_damage=is_after_damage)
    if waiting is None:
        yield BrokenRecord(begin=begin, end=raw.place, reason="a compressed stretch holds no record")
    else:
        yield _with_end(waiting, raw.place)


def _iter_plain(raw: _RawFile, limits: WarcLimits, *, is_after_damage: bool) -> Iterator[WarcRecord | BrokenRecord]:
    """The records of a plain stretch up to the end of the file. Raises _BrokenError at the first that is none."""
    segment = _PlainSegment(raw)
    while True:
        _drop_blank_lines(segment)
        begin = segment.place
        if not segment.fill(1):
            return
        try:
            record = _read_record(segment, limits, begin, is_after_damage=is_after_damage)
        except _BrokenError as broken:
            broken.begin = begin
            raise
        yield _with_end(record, segment.place)


def _with_end(record: WarcRecord | BrokenRecord, end: int) -> WarcRecord | BrokenRecord:
    if isinstance(record, BrokenRecord):
        return BrokenRecord(begin=record.begin, end=end, reason=record.reason, is_cut=record.is_cut)
    return WarcRecord(
        headers=record.headers,
        block=record.block,
        begin=record.begin,
        end=end,
        is_after_damage=record.is_after_damage,
    )


def _drop_blank_lines(segment: _Segment) -> None:
    segment.fill(_START_BYTES)
    blank = _BLANK_LINES.match(segment.buffer)
    if blank is not None and blank.end():
        segment.drop(blank.end())


def _starts_record(segment: _Segment) -> bool:
    segment.fill(_START_BYTES)
    return _RECORD_START.match(segment.buffer) is not None


def _read_record(
    segment: _Segment, limits: WarcLimits, begin: int, *, is_after_damage: bool
) -> WarcRecord | BrokenRecord:
    """Read the record that the segment stands at; one that is merely too large is passed over, not an error."""
    headers = _read_headers(segment, limits)
    declared = [value for name, value in headers if name.lower() == "content-length"]
    if len(set(declared)) != 1 or not _LENGTH.fullmatch(declared[0]):
        raise _BrokenError("the record does not say how long it is")
    length = int(declared[0])
    if length > limits.max_record_bytes:
        segment.drop(length)
        reason = f"the record is {length} bytes long, more than the {limits.max_record_bytes} that are read"
        return BrokenRecord(begin=begin, end=begin, reason=reason)
    if not segment.fill(length):
        raise _BrokenError(f"the record holds {len(segment.buffer)} bytes of the {length} it declares", is_cut=True)
    with memoryview(segment.buffer) as view:
        block = bytes(view[:length])
    segment.drop(length)
    return WarcRecord(headers=headers, block=block, begin=begin, end=begin, is_after_damage=is_after_damage)


def _read_headers(segment: _Segment, limits: WarcLimits) -> tuple[tuple[str, str], ...]:
    if not _starts_record(segment):
        raise _BrokenError("these bytes do not begin as a record does")
    wanted = 2_000
    while True:
        has_more = segment.fill(wanted)
        match = _HEAD_END.search(segment.buffer, 0, limits.max_header_bytes)
        if match is not None:
            break
        if not has_more:
            raise _BrokenError("the record's header does not end", is_cut=True)
        if wanted >= limits.max_header_bytes:
            raise _BrokenError(f"the record's header is longer than {limits.max_header_bytes} bytes")
        wanted = min(wanted * 4, limits.max_header_bytes)
    head = segment.buffer[: match.start()].decode("utf-8", "replace")
    segment.drop(match.end())
    return parse_header_lines(head.split("\n")[1:], limits)


def parse_header_lines(lines: list[str], limits: WarcLimits = STANDARD_LIMITS) -> tuple[tuple[str, str], ...]:
    """Names and values of header lines; a line that begins with a blank continues the one before.

    Lines without a colon are passed over, and so are those beyond the bound.
    """
    headers: list[tuple[str, str]] = []
    for line in lines[: limits.max_header_lines]:
        if line[:1] in (" ", "\t") and headers:
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon:
            headers.append((name.strip(), value.strip()))
    return tuple(headers)


def _search_record(raw: _RawFile, place: int) -> None:
    """Stand where the next record seems to begin, at the end of the file when there is none."""
    raw.go_to(place)
    kept = b""
    while True:
        piece = raw.read()
        window = kept + piece
        begin = raw.place - len(window)
        # What begins at the window's very end is looked at when more of it is there.
        settled = len(window) - _SEARCHED_BYTES if piece else len(window)
        found = _find_start(window, settled)
        if found is not None:
            raw.go_to(begin + found)
            return
        if not piece:
            return
        kept = window[max(settled, 0) :]


def _find_start(window: bytes, settled: int) -> int | None:
    """Where in the first ``settled`` bytes a record seems to begin, in a gzip member or plainly."""
    plain = _SEARCHED_START.search(window)
    end = min(settled, plain.end()) if plain is not None else settled
    at = window.find(_GZIP_MAGIC)
    while 0 <= at < end:
        if _is_member_of_record(window[at : at + _SEARCHED_BYTES]):
            return at
        at = window.find(_GZIP_MAGIC, at + 1)
    return plain.end() if plain is not None and plain.end() <= settled else None


def _is_member_of_record(start: bytes) -> bool:
    try:
        inflated = zlib.decompressobj(_GZIP_WINDOW).decompress(start, _START_BYTES)
    except zlib.error:
        return False
    return _RECORD_START.match(inflated) is not None

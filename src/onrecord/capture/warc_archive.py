"""Captures out of WARC and WACZ files that other programs wrote, one at a time.

WACZ (specs.webrecorder.net/wacz/1.1.1) is a ZIP of WARC files with a list of their digests. Its archives are looked
at against that list before the first capture is handed out.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from onrecord.capture.selection import describe_os_error
from onrecord.capture.warc import (
    IDENTICAL_PAYLOAD,
    NOT_MODIFIED,
    UNKNOWN_TYPE,
    BrokenRecord,
    WarcRecord,
    find_origin,
    is_digest_of,
    make_digest,
)
from onrecord.capture.warc_http import HttpResponse, parse_response
from onrecord.capture.warc_reading import STANDARD_LIMITS, WarcLimits, iter_records
from onrecord.errors import ArchiveFormatError, UnopenableInputError
from onrecord.model.document import Capture
from onrecord.model.finding import Finding, FindingKind

_MAX_LISTED_BYTES = 20_000_000
_MAX_MEMBERS = 100_000
# A member of a WACZ that is compressed once more is unpacked beside first; this is a WARC file of a crawl and more.
_MAX_UNPACKED_BYTES = 20_000_000_000
_PIECE_BYTES = 1_000_000
_ARCHIVE_NAME = re.compile(r"archive/[^/]{1,500}\.warc(?:\.gz)?")
_LOCAL_HEADER_BYTES = 30


class ArchivedKind(StrEnum):
    """How an archive holds a capture. The two last kinds hold no bytes: the page was found as it was before."""

    RESPONSE = "response"
    RESOURCE = "resource"
    CONVERSION = "conversion"
    SAME_PAYLOAD = "same_payload"
    NOT_MODIFIED = "not_modified"


@dataclass(frozen=True, kw_only=True, slots=True)
class Archived:
    """One capture in an archive: what was received from ``url`` at ``at`` (UTC), and how it is held.

    ``capture`` has the encodings of the way undone; none for a revisit. ``payload_digest`` is over the payload as
    the record holds it: as declared, else computed; a revisit of other bytes shares it with the record it repeats.
    ``place`` is the file and the byte where its record begins. Findings say what is not to be relied on.
    """

    capture: Capture | None
    url: str | None
    at: datetime | None
    kind: ArchivedKind
    place: str
    begin: int
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    payload_digest: str | None = None
    findings: tuple[Finding, ...] = ()


def iter_archive(path: str, *, limits: WarcLimits = STANDARD_LIMITS) -> Iterator[Archived | Finding]:
    """Read a ``.warc``, ``.warc.gz`` or ``.wacz`` file, lazily, in the file's order.

    Records of requests, of the crawl itself and of what is not HTTP are passed over. What is broken comes as a
    Finding in its place. Revisits come without a capture; the caller knows what it met under their payload digest.
    Raises UnopenableInputError, also when the disk fails midway, and ArchiveFormatError when the file is neither.
    """
    try:
        with Path(path).open("rb") as stream:
            start = stream.read(16)
            if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
                yield from _iter_wacz(stream, path, limits)
            elif start.startswith((b"\x1f\x8b", b"WARC/", b"\r\n", b"\n")):
                yield from _iter_warc(stream, path, limits)
            else:
                raise ArchiveFormatError(path, _describe_start(start))
    except OSError as error:
        raise UnopenableInputError(path, describe_os_error(error)) from error


def _describe_start(start: bytes) -> str:
    if not start:
        return "the file is empty"
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        return "it is compressed with Zstandard; unpack it first"
    if start.startswith(b"filedesc:"):
        return "it is an ARC file, the older format; convert it to WARC first"
    return "it does not begin as one"


def _iter_warc(stream: BinaryIO, name: str, limits: WarcLimits) -> Iterator[Archived | Finding]:
    size = stream.seek(0, io.SEEK_END)
    records = iter_records(stream, limits=limits)
    first = next(records, None)
    if first is None:
        raise ArchiveFormatError(name, "it holds no record")
    if isinstance(first, BrokenRecord) and first.end >= size:
        raise ArchiveFormatError(name, first.reason)
    yield from iter_archived(chain([first], records), name, limits=limits)


def iter_archived(
    records: Iterable[WarcRecord | BrokenRecord], name: str, *, limits: WarcLimits = STANDARD_LIMITS
) -> Iterator[Archived | Finding]:
    """What the records of one file hold; ``limits`` bound what the messages in them may unpack to."""
    warcinfo: str | None = None
    for record in records:
        if isinstance(record, BrokenRecord):
            kind = FindingKind.CUT_SHORT if record.is_cut else FindingKind.PART_LEFT_OUT
            yield Finding(kind=kind, message=f"{name}, byte {record.begin}: {record.reason}")
            continue
        if record.type == "warcinfo" and warcinfo is None:
            warcinfo = record.find("WARC-Record-ID")
        archived = make_archived(record, name, limits=limits, warcinfo=warcinfo)
        if archived is not None:
            yield archived


def make_archived(
    record: WarcRecord, name: str, *, limits: WarcLimits = STANDARD_LIMITS, warcinfo: str | None = None
) -> Archived | Finding | None:
    """Make of one record what it holds; none for a record that holds no capture. Pure.

    ``warcinfo`` is the name that the file gave itself. A record found behind damage that does not carry it is marked:
    a page may hold bytes that look like a record.
    """
    place = f"{name}, byte {record.begin}"
    if record.find("WARC-Segment-Number") is not None:
        message = f"{place}: one segment of a record in several, which are not joined"
        return Finding(kind=FindingKind.PART_LEFT_OUT, message=message)
    content_type = (record.find("Content-Type") or "").lower()
    findings = list(_iter_record_findings(record, place, warcinfo))
    if record.type == "revisit":
        return _make_revisit(record, place, findings)
    if record.type == "response" and content_type.startswith("application/http"):
        return _make_response(record, place, findings, limits)
    if record.type in {"resource", "conversion"}:
        return _make_resource(record, place, findings)
    return None


def _iter_record_findings(record: WarcRecord, place: str, warcinfo: str | None) -> Iterator[Finding]:
    if record.is_after_damage and (warcinfo is None or record.find("WARC-Warcinfo-ID") != warcinfo):
        message = f"{place}: found by searching behind damaged bytes; it may be part of a page and not of the archive"
        yield Finding(kind=FindingKind.UNREADABLE, message=message)
    block_digest = record.find("WARC-Block-Digest")
    if block_digest is not None and is_digest_of(block_digest, record.block) is False:
        message = f"{place}: the record does not match its digest {block_digest[:80]}"
        yield Finding(kind=FindingKind.UNREADABLE, message=message)
    truncated = record.find("WARC-Truncated")
    if truncated is not None:
        message = f"{place}: the archive holds only a part of it ({truncated[:40]})"
        yield Finding(kind=FindingKind.CUT_SHORT, message=message)


def _make_revisit(record: WarcRecord, place: str, findings: list[Finding]) -> Archived:
    profile = (record.find("WARC-Profile") or IDENTICAL_PAYLOAD).rstrip("/")
    is_unmodified = profile.rpartition("/")[2] == NOT_MODIFIED.rpartition("/")[2]
    response = parse_response(record.block) if record.block else None
    return Archived(
        capture=None,
        url=record.url,
        at=record.at,
        kind=ArchivedKind.NOT_MODIFIED if is_unmodified else ArchivedKind.SAME_PAYLOAD,
        place=place,
        begin=record.begin,
        status=response.status if response is not None else None,
        headers=response.headers if response is not None else (),
        payload_digest=record.find("WARC-Payload-Digest"),
        findings=tuple(findings),
    )


def _make_response(record: WarcRecord, place: str, findings: list[Finding], limits: WarcLimits) -> Archived:
    response = parse_response(record.block, limits)
    if response.trouble is not None:
        findings.append(Finding(kind=FindingKind.ENCODING, message=f"{place}: {response.trouble}"))
    declared = record.find("WARC-Payload-Digest")
    if declared is not None and _is_payload_changed(declared, response):
        message = f"{place}: the payload does not match its digest {declared[:80]}"
        findings.append(Finding(kind=FindingKind.UNREADABLE, message=message))
    return Archived(
        capture=make_response_capture(record, response),
        url=record.url,
        at=record.at,
        kind=ArchivedKind.RESPONSE,
        place=place,
        begin=record.begin,
        status=response.status,
        headers=response.headers,
        payload_digest=declared or make_digest(response.payload),
        findings=tuple(findings),
    )


def _is_payload_changed(declared: str, response: HttpResponse) -> bool:
    """Archives differ on whether the digest is over the body with its encodings; either is as it should be."""
    return is_digest_of(declared, response.payload) is False and is_digest_of(declared, response.content) is False


def make_response_capture(record: WarcRecord, response: HttpResponse) -> Capture:
    """Make the capture that a response record holds."""
    origin, url = find_origin(record)
    return Capture(content=response.content, origin=origin, url=url, declared_type=response.find("Content-Type"))


def make_resource_capture(record: WarcRecord) -> Capture:
    """Make the capture that a resource or conversion record holds."""
    origin, url = find_origin(record)
    declared_type = record.find("Content-Type")
    return Capture(
        content=record.block,
        origin=origin,
        url=url,
        declared_type=None if declared_type == UNKNOWN_TYPE else declared_type,
    )


def _make_resource(record: WarcRecord, place: str, findings: list[Finding]) -> Archived:
    declared = record.find("WARC-Payload-Digest")
    if declared is not None and is_digest_of(declared, record.block) is False:
        message = f"{place}: the payload does not match its digest {declared[:80]}"
        findings.append(Finding(kind=FindingKind.UNREADABLE, message=message))
    return Archived(
        capture=make_resource_capture(record),
        url=record.url,
        at=record.at,
        kind=ArchivedKind.CONVERSION if record.type == "conversion" else ArchivedKind.RESOURCE,
        place=place,
        begin=record.begin,
        payload_digest=declared or make_digest(record.block),
        findings=tuple(findings),
    )


def _iter_wacz(stream: BinaryIO, name: str, limits: WarcLimits) -> Iterator[Archived | Finding]:
    try:
        package = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ArchiveFormatError(name, f"the ZIP file is damaged: {error}") from error
    with closing(package):
        members = package.infolist()
        archives = [member for member in members if _ARCHIVE_NAME.fullmatch(member.filename)]
        if len(members) > _MAX_MEMBERS or not archives:
            reason = "more files than a WACZ has" if archives else "no archive/*.warc.gz, so it is no WACZ"
            raise ArchiveFormatError(name, f"the ZIP file holds {reason}")
        listed = yield from _check_listing(package, name)
        for member in archives:
            place = f"{name}, {member.filename}"
            try:
                yield from _iter_member(stream, package, member, place, listed, limits)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ArchiveFormatError) as error:
                yield Finding(kind=FindingKind.PART_LEFT_OUT, message=f"{place}: cannot be read ({error})")


def _check_listing(package: zipfile.ZipFile, name: str) -> Generator[Finding, None, dict[str, str]]:
    """Yield what is wrong with ``datapackage.json``; the digests it lists are the generator's value."""
    try:
        content = _read_listed(package, "datapackage.json")
        package_digest = _read_listed(package, "datapackage-digest.json")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        yield Finding(kind=FindingKind.UNREADABLE, message=f"{name}: its datapackage.json cannot be read ({error})")
        return {}
    if content is None:
        yield Finding(kind=FindingKind.UNREADABLE, message=f"{name}: has no datapackage.json to check it against")
        return {}
    expected = _parse_object(package_digest or b"").get("hash")
    if isinstance(expected, str) and is_digest_of(expected, content) is False:
        message = f"{name}: datapackage.json does not match its digest {expected[:80]}"
        yield Finding(kind=FindingKind.UNREADABLE, message=message)
    resources = _parse_object(content).get("resources")
    if not isinstance(resources, list):
        yield Finding(kind=FindingKind.UNREADABLE, message=f"{name}: its datapackage.json lists no files")
        return {}
    pairs = ((item.get("path"), item.get("hash")) for item in resources if isinstance(item, dict))
    return {path: digest for path, digest in pairs if isinstance(path, str) and isinstance(digest, str)}


def _read_listed(package: zipfile.ZipFile, member: str) -> bytes | None:
    try:
        with package.open(member) as stream:
            return stream.read(_MAX_LISTED_BYTES)
    except KeyError:
        return None


def _parse_object(content: bytes) -> dict[str, object]:
    """Parse a JSON object; anything else, and what is nested too deep to parse, is an empty one."""
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _iter_member(
    stream: BinaryIO,
    package: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    place: str,
    listed: dict[str, str],
    limits: WarcLimits,
) -> Iterator[Archived | Finding]:
    if member.flag_bits & 0x1:
        yield Finding(kind=FindingKind.PART_LEFT_OUT, message=f"{place}: is encrypted")
        return
    with _open_member(stream, package, member) as inside:
        finding = _check_member(inside, place, listed.get(member.filename))
        if finding is not None:
            yield finding
        inside.seek(0)
        yield from _iter_warc(inside, place, limits)


@contextmanager
def _open_member(stream: BinaryIO, package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    """Open an archive so that it can be sought in: in its place when it is merely stored, as it should be."""
    with package.open(member) as inside:
        if member.compress_type == zipfile.ZIP_STORED:
            stream.seek(member.header_offset)
            header = stream.read(_LOCAL_HEADER_BYTES)
            names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            begin = member.header_offset + _LOCAL_HEADER_BYTES + names
            with io.BufferedReader(_Window(stream, begin, member.file_size), _PIECE_BYTES) as window:
                yield window
            return
        with tempfile.TemporaryFile() as unpacked:
            size = 0
            while piece := inside.read(_PIECE_BYTES):
                size += len(piece)
                if size > _MAX_UNPACKED_BYTES:
                    raise zipfile.BadZipFile(f"it unpacks to more than {_MAX_UNPACKED_BYTES} bytes")
                unpacked.write(piece)
            unpacked.seek(0)
            yield unpacked


def _check_member(inside: BinaryIO, place: str, expected: str | None) -> Finding | None:
    if expected is None:
        return Finding(kind=FindingKind.UNREADABLE, message=f"{place}: is not listed in datapackage.json")
    algorithm, _, value = expected.partition(":")
    if algorithm not in {"sha256", "sha1", "sha512", "md5"}:
        return Finding(kind=FindingKind.UNREADABLE, message=f"{place}: its digest is of an unknown kind")
    digest = hashlib.new(algorithm, usedforsecurity=False)
    while piece := inside.read(_PIECE_BYTES):
        digest.update(piece)
    if digest.hexdigest() == value.lower():
        return None
    message = f"{place}: does not match the digest that datapackage.json gives, {expected[:80]}"
    return Finding(kind=FindingKind.UNREADABLE, message=message)


class _Window(io.RawIOBase):
    """A stretch of a file as a file; closing it leaves the file open."""

    def __init__(self, stream: BinaryIO, begin: int, size: int) -> None:
        super().__init__()
        self._stream = stream
        self._begin = begin
        self._size = size
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = max(base + offset, 0)
        return self._place

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        wanted = min(len(buffer), max(self._size - self._place, 0))
        self._stream.seek(self._begin + self._place)
        read = self._stream.read(wanted)
        buffer[: len(read)] = read
        self._place += len(read)
        return len(read)

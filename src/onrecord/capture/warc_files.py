"""The WARC files of a folder of captures: written to their end, read, cut, and written anew without a record.

Nothing is acknowledged before it has reached the disk. Of two processes only one writes at a time; the caller holds
the folder's lock for everything here that changes a file.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from onrecord.capture.selection import describe_os_error
from onrecord.capture.warc import (
    CAPTURE_DIGEST_FIELD,
    FIELDS,
    BrokenRecord,
    WarcRecord,
    make_date,
    make_fields,
    make_member,
    make_record_id,
    parse_date,
    parse_fields,
)
from onrecord.capture.warc_index import Contents, Entry, Withheld
from onrecord.capture.warc_reading import WarcLimits, iter_records
from onrecord.errors import CaptureFolderError, CaptureFolderFullError

WITHHELD_FIELD = "onrecord-withheld"

_NAME = re.compile(r"captures-([0-9]{5,9})\.warc\.gz")
# What was kept whole is read whole: the bounds on strangers' archives do not hold here.
KEPT_LIMITS = WarcLimits(max_record_bytes=10**12, max_records=10**12, max_ratio=10**6)

_BESIDE_SUFFIX = ".new"
_COPY_BYTES = 1_000_000
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A record to be written; ``record_id`` is decided before, so that others can refer to it."""

    type: str
    record_id: str
    headers: tuple[tuple[str, str], ...]
    block: bytes


@contextmanager
def translate_errors(folder: Path) -> Iterator[None]:
    """Turn the system's errors into the errors of the folder."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise CaptureFolderFullError(str(folder)) from error
        raise CaptureFolderError(str(folder), describe_os_error(error)) from error


class WarcFiles:
    """The files by name. ``software`` is what their first record names as their writer."""

    def __init__(self, folder: Path, *, software: str) -> None:
        self._folder = folder
        self._software = software
        self._names_of_files: dict[str, str] = {}

    def get_sizes(self) -> dict[str, int]:
        """Every file and its length in bytes, in the order in which they were begun."""
        with os.scandir(self._folder) as found:
            sizes = {entry.name: entry.stat().st_size for entry in found if _NAME.fullmatch(entry.name)}
        return dict(sorted(sizes.items(), key=lambda item: _get_number(item[0])))

    def make_next_name(self) -> str:
        last = max((_get_number(name) for name in self.get_sizes()), default=0)
        return f"captures-{last + 1:05}.warc.gz"

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        with (self._folder / name).open("rb") as stream:
            yield stream

    def read(self, name: str, begin: int) -> WarcRecord | BrokenRecord:
        """Read one record where it stands. Raises OSError."""
        with self.open(name) as stream:
            for record in iter_records(stream, begin=begin, limits=KEPT_LIMITS):
                return record
        return BrokenRecord(begin=begin, end=begin, reason="the file ends before it")

    def append(self, name: str, drafts: Sequence[Draft], *, end: int, at: datetime) -> tuple[Entry, ...]:
        """Write records at the end of a file, in one go, and return when they are on the disk.

        What fails leaves the file as it was. ``end`` is the file's length; a file of no length gets its first record.
        Raises OSError.
        """
        is_new = end == 0
        if is_new:
            first = self._make_first(name, at)
            self._names_of_files[name] = first.record_id
            drafts = [first, *drafts]
        elif name not in self._names_of_files:
            self._names_of_files[name] = self._find_name_of_file(name)
        members = [self._make_member(name, draft) for draft in drafts]
        path = self._folder / name
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            try:
                os.lseek(descriptor, end, os.SEEK_SET)
                _write_whole(descriptor, b"".join(members))
                os.fsync(descriptor)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(descriptor, end)
                    os.fsync(descriptor)
                raise
        finally:
            os.close(descriptor)
        if is_new:
            self.settle_folder()
        return tuple(_iter_entries(name, end, drafts, members))

    def _make_first(self, name: str, at: datetime) -> Draft:
        fields = [
            ("software", self._software),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ]
        headers = (("WARC-Date", make_date(at)), ("WARC-Filename", name), ("Content-Type", FIELDS))
        return Draft(type="warcinfo", record_id=make_record_id(), headers=headers, block=make_fields(fields))

    def _make_member(self, name: str, draft: Draft) -> bytes:
        headers = [("WARC-Type", draft.type), ("WARC-Record-ID", draft.record_id), *draft.headers]
        if draft.type != "warcinfo":
            # Bytes on a page that look like a record cannot know this; see ``scan``.
            headers.append(("WARC-Warcinfo-ID", self._names_of_files[name]))
        return make_member(headers, draft.block)

    def _find_name_of_file(self, name: str) -> str:
        record = self.read(name, 0)
        own = _get_name_of_file(record) if isinstance(record, WarcRecord) else None
        return own or make_record_id()

    def cut(self, name: str, end: int) -> None:
        """Cut a file back. Raises OSError."""
        with (self._folder / name).open("r+b") as stream:
            stream.truncate(end)
            os.fsync(stream.fileno())

    def settle_folder(self) -> None:
        """Have the folder's own list of files on the disk, where the system lets one ask for that."""
        if os.name == "nt":
            return
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def scan(self, name: str, begin: int) -> Contents:
        """Find the records from ``begin`` on, and where the last whole one ends. Changes nothing.

        ``end`` is less than the file's length where a killed process or a full disk left a torn record. Damage of
        another kind stays where it is, for a person to look at. A record behind damage counts only when it carries
        the name that the file gave itself. Raises OSError.
        """
        entries: list[Entry] = []
        withheld: list[Withheld] = []
        own_name = self._find_name_of_file(name) if begin else None
        is_sealed = False
        with self.open(name) as stream:
            end = begin
            for record in iter_records(stream, begin=begin, limits=KEPT_LIMITS):
                if isinstance(record, BrokenRecord):
                    is_sealed = True
                    if record.end == os.fstat(stream.fileno()).st_size and _is_torn(stream, record):
                        return Contents(file=name, end=end, entries=tuple(entries), withheld=tuple(withheld))
                    end = record.end
                    continue
                own_name = own_name or _get_name_of_file(record)
                end = record.end
                is_sealed = False
                if not record.is_after_damage or _get_name_of_file(record) == own_name:
                    entries.append(make_entry(name, record))
                    withheld.extend(_iter_withheld(record))
        return Contents(file=name, end=end, entries=tuple(entries), withheld=tuple(withheld), is_sealed=is_sealed)

    def write_beside(self, name: str, gone: Sequence[Entry]) -> None:
        """Write a file anew beside itself, without some records. Raises OSError, and leaves nothing beside then."""
        beside = self._folder / (name + _BESIDE_SUFFIX)
        try:
            with self.open(name) as old, beside.open("wb") as new:
                place = 0
                for entry in [*gone, None]:
                    stop = os.fstat(old.fileno()).st_size if entry is None else entry.begin
                    _copy(old, new, place, stop)
                    place = stop if entry is None else entry.end
                new.flush()
                os.fsync(new.fileno())
        except OSError:
            beside.unlink(missing_ok=True)
            raise

    def take_beside(self, name: str) -> None:
        """Put what ``write_beside`` wrote in the file's place. Raises OSError."""
        (self._folder / (name + _BESIDE_SUFFIX)).replace(self._folder / name)
        self.settle_folder()

    def remove_beside(self) -> None:
        """Remove what a killed process left beside the files."""
        for path in self._folder.glob(f"captures-*{_BESIDE_SUFFIX}"):
            path.unlink(missing_ok=True)


def _get_number(name: str) -> int:
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else 0


def _get_name_of_file(record: WarcRecord) -> str | None:
    return record.find("WARC-Record-ID" if record.type == "warcinfo" else "WARC-Warcinfo-ID")


def _write_whole(descriptor: int, content: bytes) -> None:
    with memoryview(content) as view:
        written = 0
        while written < len(view):
            written += os.write(descriptor, view[written : written + _COPY_BYTES * 16])


def _copy(old: BinaryIO, new: BinaryIO, begin: int, end: int) -> None:
    old.seek(begin)
    left = end - begin
    while left > 0:
        piece = old.read(min(left, _COPY_BYTES))
        if not piece:
            raise OSError(errno.EIO, "the file is shorter than it was")
        new.write(piece)
        left -= len(piece)


def _is_torn(stream: BinaryIO, broken: BrokenRecord) -> bool:
    """Whether a broken stretch is what a write leaves that did not come to its end: a beginning, or zeros."""
    if broken.is_cut:
        return True
    here = stream.tell()
    stream.seek(broken.begin)
    is_blank = not any(piece.strip(b"\0") for piece in iter(lambda: stream.read(_COPY_BYTES), b""))
    stream.seek(here)
    return is_blank


def make_entry(name: str, record: WarcRecord) -> Entry:
    """Make the index's entry for a record, from what its header says."""
    payload_digest = record.find("WARC-Payload-Digest")
    holds_capture = record.type in {"response", "resource", "revisit"}
    return Entry(
        file=name,
        begin=record.begin,
        end=record.end,
        type=record.type,
        record_id=record.find("WARC-Record-ID") or "",
        digest=(record.find(CAPTURE_DIGEST_FIELD) or payload_digest) if holds_capture else None,
        payload_digest=payload_digest,
        refers_to=record.find("WARC-Refers-To") or record.find("WARC-Concurrent-To"),
        target=record.url,
        at=record.at,
    )


def _iter_entries(name: str, end: int, drafts: Sequence[Draft], members: Sequence[bytes]) -> Iterator[Entry]:
    for draft, member in zip(drafts, members, strict=True):
        headers = (("WARC-Type", draft.type), ("WARC-Record-ID", draft.record_id), *draft.headers)
        yield make_entry(name, WarcRecord(headers=headers, block=b"", begin=end, end=end + len(member)))
        end += len(member)


def make_tombstone(digest: str, reason: str, at: datetime) -> Draft:
    """Make the record that stays where bytes had to go."""
    fields = [(WITHHELD_FIELD, digest), ("reason", reason), ("date", make_date(at))]
    headers = (("WARC-Date", make_date(at)), ("Content-Type", FIELDS))
    return Draft(type="metadata", record_id=make_record_id(), headers=headers, block=make_fields(fields))


def _iter_withheld(record: WarcRecord) -> Iterator[Withheld]:
    if record.type != "metadata" or WITHHELD_FIELD.encode() not in record.block:
        return
    fields = parse_fields(record.block)
    at = parse_date(fields.get("date", ""))
    if at is not None and fields.get(WITHHELD_FIELD):
        yield Withheld(digest=fields[WITHHELD_FIELD], reason=fields.get("reason", ""), at=at)

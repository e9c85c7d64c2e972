"""The captures beside a ledger: kept as WARC 1.1, found again by digest or by place, proved or named as changed.

What ``keep`` returns is on the disk. A killed process or a full disk can leave a torn record at the end of a file,
never of one that was acknowledged; the next opening cuts it off. Several processes may use one folder: one at a time
writes. The folder holds ``captures-00001.warc.gz`` and so on, an index that can be lost, and a lock.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

from onrecord import __version__
from onrecord.capture.warc import (
    CAPTURE_DIGEST_FIELD,
    HTTP_REQUEST,
    HTTP_RESPONSE,
    IDENTICAL_PAYLOAD,
    NOT_MODIFIED,
    UNKNOWN_TYPE,
    BrokenRecord,
    WarcRecord,
    is_digest_of,
    make_date,
    make_digest,
    make_origin_headers,
    make_record_id,
    parse_fields,
)
from onrecord.capture.warc_archive import Archived, iter_archived, make_resource_capture, make_response_capture
from onrecord.capture.warc_files import KEPT_LIMITS, WITHHELD_FIELD, Draft, WarcFiles, make_tombstone, translate_errors
from onrecord.capture.warc_http import parse_response
from onrecord.capture.warc_index import Contents, Entry, Withheld, is_damage, open_index
from onrecord.capture.warc_lock import hold_lock
from onrecord.capture.warc_reading import iter_records
from onrecord.errors import (
    CaptureError,
    CaptureFolderError,
    CaptureFolderFullError,
    DamagedCaptureError,
    DigestMismatchError,
    UnknownCaptureError,
    WithheldError,
)
from onrecord.model.document import Capture
from onrecord.model.finding import Finding

# The usual size of an archive's file: large enough for few of them, small enough to copy and to write anew.
MAX_FILE_BYTES = 1_000_000_000

_LOCK_NAME = "captures.lock"
_INDEX_NAME = "captures.index"


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One fetch as it went over the wire: whole messages, heads and bodies, encodings still on."""

    response: bytes
    request: bytes | None = None
    ip: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Where a record stands; ``file`` is relative to the folder, ``offset`` and ``length`` are bytes in it.

    ``digest`` is the capture's. ``kind`` is the record's: response, resource or revisit. ``is_new`` is false when the
    capture was kept before and nothing was written.
    """

    file: str
    offset: int
    length: int
    digest: str
    kind: str
    is_new: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A record that stands elsewhere in its file now. ``digest`` is the capture's that it holds or repeats."""

    file: str
    old_offset: int
    new_offset: int
    digest: str | None


class CaptureStore:
    """The captures in a folder, which is made if need be. Threads take turns.

    Every method raises CaptureFolderError or CaptureFolderFullError when the disk fails; nothing that was
    acknowledged is lost by that. All times are aware.
    """

    def __init__(self, folder: Path, *, max_file_bytes: int = MAX_FILE_BYTES) -> None:
        self._folder = folder
        self._max_file_bytes = max_file_bytes
        self._turn = threading.RLock()
        with translate_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self._files = WarcFiles(folder, software=f"OnRecord/{__version__}")
        with self._translating(), hold_lock(folder / _LOCK_NAME):
            self._index = open_index(folder / _INDEX_NAME)
            self._files.remove_beside()
            self._catch_up()
            # Without room for it they are not handed out meanwhile, and the next opening tries again.
            with suppress(CaptureFolderFullError), translate_errors(folder):
                self._remove_condemned()

    def close(self) -> None:
        self._index.close()

    def __enter__(self) -> CaptureStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def keep(self, capture: Capture, *, at: datetime, exchange: Exchange | None = None) -> Kept:
        """Keep a capture, received at ``at``; when this returns it is on the disk.

        Without an exchange (a file given by hand) the same bytes are kept once. With one, request and response are
        kept as they came; a payload that was kept before becomes a revisit record, so that the fetch is on record
        and the bytes are not doubled. Raises WithheldError when these bytes had to go.
        """
        digest = capture.digest
        with self._writing():
            self._refuse_withheld(digest)
            if exchange is None:
                earlier = self._index.find_capture(digest)
                if earlier is not None:
                    return _make_kept(earlier, digest, is_new=False)
                return _make_kept(self._append([_draft_resource(capture, at)], at)[0], digest)
            payload = parse_response(exchange.response).payload
            same = self._index.find_payload(make_digest(payload)) if payload else None
            if same is not None and same.digest == digest:
                drafts = _draft_revisit(capture, same, at, exchange, profile=IDENTICAL_PAYLOAD)
            else:
                drafts = _draft_response(capture, at, exchange)
            return _make_kept(self._append(drafts, at)[0], digest)

    def keep_unmodified(self, earlier: Capture, *, at: datetime, exchange: Exchange) -> Kept:
        """Keep a server's answer that a page is as it was (status 304). ``earlier`` tells the page and its address.

        Raises UnknownCaptureError when the earlier capture is not kept here.
        """
        digest = earlier.digest
        with self._writing():
            self._refuse_withheld(digest)
            same = self._index.find_capture(digest)
            if same is None:
                raise UnknownCaptureError(digest)
            drafts = _draft_revisit(earlier, same, at, exchange, profile=NOT_MODIFIED)
            return _make_kept(self._append(drafts, at)[0], digest)

    def find(self, digest: str) -> Kept | None:
        """Where the bytes of a capture stand."""
        with self._translating():
            entry = self._index.find_capture(digest)
        return None if entry is None else _make_kept(entry, digest, is_new=False)

    def get(self, digest: str) -> Capture:
        """Get a capture by its digest, proved to have it.

        Raises UnknownCaptureError, WithheldError, DigestMismatchError and DamagedCaptureError.
        """
        with self._translating():
            return self._get(digest)

    def read(self, file: str, offset: int) -> Capture:
        """Get the capture of the record at a place; of a revisit, the capture that was met again.

        Raises as ``get`` does; UnknownCaptureError when no capture begins there, as after a withholding has moved it.
        """
        with self._translating():
            entry = self._index.find_at(file, offset) or self._look_again(lambda: self._index.find_at(file, offset))
            if entry is None or entry.digest is None:
                raise UnknownCaptureError(f"{file}, byte {offset}")
            return self._get(entry.digest)

    def iter_digests(self) -> Iterator[str]:
        """Every capture whose bytes are kept, each once."""
        with self._translating():
            yield from list(self._index.iter_digests())

    def iter_captures(self) -> Iterator[Archived | Finding]:
        """Every record of a capture in the order in which they were kept; revisits with the capture met again.

        Broken records are findings. What is kept meanwhile may or may not come.
        """
        with self._translating():
            names = list(self._files.get_sizes())
        for name in names:
            with translate_errors(self._folder), self._files.open(name) as stream:
                for found in iter_archived(iter_records(stream, limits=KEPT_LIMITS), name):
                    yield self._resolve(found, name) if isinstance(found, Archived) else found

    def _resolve(self, archived: Archived, name: str) -> Archived:
        if archived.capture is not None:
            return archived
        with self._translating():
            entry = self._index.find_at(name, archived.begin)
            if entry is None or entry.digest is None or self._index.find_capture(entry.digest) is None:
                return archived
            earlier = self._get(entry.digest)
        url = archived.url
        return replace(archived, capture=replace(earlier, origin=url or earlier.origin, url=url))

    def verify(self, digest: str) -> None:
        """Recompute what is kept under a digest. Raises as ``get`` does when it is not what it was."""
        self.get(digest)

    def iter_drift(self) -> Iterator[CaptureError]:
        """Recompute everything and name each thing that is not as it was written, without raising it."""
        with self._translating():
            names, awaited = list(self._files.get_sizes()), set(self._index.iter_digests())
        for name in names:
            with translate_errors(self._folder), self._files.open(name) as stream:
                for record in iter_records(stream, limits=KEPT_LIMITS):
                    with self._translating():
                        entry = self._index.find_at(name, record.begin)
                    digest = entry.digest if entry is not None else None
                    if digest is not None:
                        awaited.discard(digest)
                    drift = _find_drift(record, name, digest)
                    if drift is not None:
                        yield drift
        with self._translating():
            yield from [UnknownCaptureError(digest) for digest in sorted(awaited) if self._index.find_capture(digest)]

    def find_withheld(self, digest: str) -> Withheld | None:
        """Why and when a capture had to go; none when it did not."""
        with self._translating():
            return self._index.find_withheld(digest)

    def withhold(self, digest: str, reason: str, at: datetime) -> tuple[Moved, ...]:
        """Remove a capture's bytes from the files for good, with every revisit of them and their requests.

        A tombstone with digest and reason stays, and the bytes are refused from then on. Killed midway, it is done
        when the folder is next opened. Returns what stands elsewhere now. Again for the same digest, it changes
        nothing. Raises UnknownCaptureError when there is nothing of it, CaptureFolderFullError when there is no room
        to write the files anew; the capture is withheld then, and its bytes go at the next opening with room.
        """
        with self._writing():
            if self._index.find_withheld(digest) is None:
                if not self._index.find_condemned(digest):
                    raise UnknownCaptureError(digest)
                self._append([make_tombstone(digest, reason, at)], at)
            return self._remove_condemned()

    def _refuse_withheld(self, digest: str) -> None:
        withheld = self._index.find_withheld(digest)
        if withheld is not None:
            raise WithheldError(digest, withheld.reason)

    def _get(self, digest: str) -> Capture:
        self._refuse_withheld(digest)
        entry = self._index.find_capture(digest) or self._look_again(lambda: self._index.find_capture(digest))
        if entry is None:
            self._refuse_withheld(digest)
            raise UnknownCaptureError(digest)
        try:
            return self._read_capture(entry, digest)
        except CaptureError:
            # Another process may have written the file anew between the look and the reading.
            moved = self._look_again(lambda: self._index.find_capture(digest))
            if moved is None or moved == entry:
                raise
            return self._read_capture(moved, digest)

    def _look_again(self, find: Callable[[], Entry | None]) -> Entry | None:
        with hold_lock(self._folder / _LOCK_NAME):
            self._catch_up()
            return find()

    def _read_capture(self, entry: Entry, digest: str) -> Capture:
        try:
            record = self._files.read(entry.file, entry.begin)
        except FileNotFoundError as error:
            raise DamagedCaptureError(digest, entry.file, entry.begin, "the file is missing") from error
        if isinstance(record, BrokenRecord):
            raise DamagedCaptureError(digest, entry.file, entry.begin, record.reason)
        drift = _find_drift(record, entry.file, digest)
        if drift is not None:
            raise drift
        return _make_capture(record)

    @contextmanager
    def _translating(self) -> Iterator[None]:
        with self._turn, translate_errors(self._folder):
            try:
                yield
            except sqlite3.Error as error:
                if is_damage(error):
                    # Others that write meanwhile go on; the next use makes the new one fit the files.
                    self._index.start_over()
                if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                    raise CaptureFolderFullError(str(self._folder)) from error
                raise CaptureFolderError(str(self._folder), f"its index: {error}") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only writer, knowing everything that was written before."""
        with self._translating(), hold_lock(self._folder / _LOCK_NAME):
            self._catch_up()
            yield

    def _catch_up(self) -> None:
        """Make the index fit the files, which others may have added to, and cut off what a killed writer left."""
        try:
            self._index_files()
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            self._index.start_over()
            self._index_files()

    def _index_files(self) -> None:
        sizes, ends = self._files.get_sizes(), self._index.get_ends()
        for name in ends.keys() - sizes.keys():
            self._index.forget_file(name)
        for name, size in sizes.items():
            known = ends.get(name, 0)
            if known == size and name in ends:
                continue
            if known and not self._is_end_of_record(name, known, size):
                # Somebody wrote the file anew; nothing that the index says of it holds.
                self._index.forget_file(name)
                known = 0
            contents = self._files.scan(name, known)
            if contents.end < size:
                self._files.cut(name, contents.end)
            self._index.record_contents(contents)

    def _is_end_of_record(self, name: str, end: int, size: int) -> bool:
        """Whether the last record that the index knows of a file still ends where it did."""
        last = self._index.find_last(name)
        if last is None or last.end != end or end > size:
            return False
        record = self._files.read(name, last.begin)
        return record.end == end and isinstance(record, WarcRecord) and record.find("WARC-Record-ID") == last.record_id

    def _append(self, drafts: list[Draft], at: datetime) -> list[Entry]:
        """Write records together at the end of the newest file, or of a new one; the entries without the first's."""
        sizes = self._files.get_sizes()
        name = next(reversed(sizes), None)
        if name is None or sizes[name] >= self._max_file_bytes or self._index.is_sealed(name):
            name = self._files.make_next_name()
        end = sizes.get(name, 0)
        entries = self._files.append(name, drafts, end=end, at=at)
        withheld = tuple(_iter_tombstones(drafts, at))
        try:
            self._index.record_contents(Contents(file=name, end=entries[-1].end, entries=entries, withheld=withheld))
        except sqlite3.Error:
            # What is not acknowledged leaves no trace.
            self._files.cut(name, end)
            raise
        return [entry for entry in entries if entry.type != "warcinfo"]

    def _remove_condemned(self) -> tuple[Moved, ...]:
        """Write every file anew that still holds bytes that are withheld."""
        condemned: dict[str, dict[int, Entry]] = {}
        for withheld in self._index.iter_withheld():
            for entry in self._index.find_condemned(withheld.digest):
                condemned.setdefault(entry.file, {})[entry.begin] = entry
        moved: list[Moved] = []
        for name, gone in sorted(condemned.items()):
            moved.extend(self._write_anew(name, [gone[begin] for begin in sorted(gone)]))
        return tuple(moved)

    def _write_anew(self, name: str, gone: list[Entry]) -> list[Moved]:
        entries, is_sealed = self._index.get_entries(name), self._index.is_sealed(name)
        end = self._files.get_sizes()[name]
        self._files.write_beside(name, gone)
        # Killed from here on, the file is read anew at the next opening.
        self._index.forget_file(name)
        self._files.take_beside(name)
        shifted: list[Entry] = []
        moved: list[Moved] = []
        removed = {entry.begin: entry.end - entry.begin for entry in gone}
        shift = 0
        for entry in entries:
            if entry.begin in removed:
                shift += removed[entry.begin]
                continue
            shifted.append(replace(entry, begin=entry.begin - shift, end=entry.end - shift))
            if shift:
                new = shifted[-1].begin
                moved.append(Moved(file=name, old_offset=entry.begin, new_offset=new, digest=entry.digest))
        self._index.record_contents(Contents(file=name, end=end - shift, entries=tuple(shifted), is_sealed=is_sealed))
        return moved


def _make_kept(entry: Entry, digest: str, *, is_new: bool = True) -> Kept:
    return Kept(
        file=entry.file,
        offset=entry.begin,
        length=entry.end - entry.begin,
        digest=digest,
        kind=entry.type,
        is_new=is_new,
    )


def _make_capture(record: WarcRecord) -> Capture:
    if record.type == "response":
        return make_response_capture(record, parse_response(record.block))
    return make_resource_capture(record)


def _find_drift(record: WarcRecord | BrokenRecord, name: str, digest: str | None) -> CaptureError | None:
    """Find in what a record differs from what was written under ``digest``; none when in nothing. Pure."""
    named = digest or f"{name}, byte {record.begin}"
    if isinstance(record, BrokenRecord):
        return DamagedCaptureError(named, name, record.begin, record.reason)
    declared = record.find("WARC-Block-Digest")
    if declared is None or is_digest_of(declared, record.block) is not True:
        return DigestMismatchError(named, declared or "a digest", make_digest(record.block))
    if digest is None or record.type not in {"response", "resource"}:
        return None
    found = _make_capture(record).digest
    return None if found == digest else DigestMismatchError(digest, digest, found)


def _draft_resource(capture: Capture, at: datetime) -> Draft:
    headers = [
        ("WARC-Date", make_date(at)),
        *make_origin_headers(capture.origin, capture.url),
        ("WARC-Payload-Digest", capture.digest),
        ("Content-Type", capture.declared_type or UNKNOWN_TYPE),
    ]
    return Draft(type="resource", record_id=make_record_id(), headers=tuple(headers), block=capture.content)


def _draft_response(capture: Capture, at: datetime, exchange: Exchange) -> list[Draft]:
    """The response, its request, and the capture apart where the response alone does not give it back."""
    response = parse_response(exchange.response)
    payload_digest, content_digest = make_digest(response.payload), make_digest(response.content)
    headers = [
        ("WARC-Date", make_date(at)),
        *make_origin_headers(capture.origin, capture.url),
        *_make_address_headers(exchange),
        ("WARC-Payload-Digest", payload_digest),
        ("Content-Type", HTTP_RESPONSE),
    ]
    if content_digest != payload_digest:
        headers.append((CAPTURE_DIGEST_FIELD, content_digest))
    whole = Draft(type="response", record_id=make_record_id(), headers=tuple(headers), block=exchange.response)
    drafts = [whole, *_draft_request(capture, at, exchange, whole.record_id)]
    if content_digest != capture.digest:
        apart = _draft_resource(capture, at)
        drafts.insert(0, replace(apart, headers=(*apart.headers, ("WARC-Concurrent-To", whole.record_id))))
    return drafts


def _draft_revisit(capture: Capture, same: Entry, at: datetime, exchange: Exchange, *, profile: str) -> list[Draft]:
    response = parse_response(exchange.response)
    headers = [
        ("WARC-Date", make_date(at)),
        *make_origin_headers(capture.origin, capture.url),
        *_make_address_headers(exchange),
        ("WARC-Profile", profile),
        ("WARC-Refers-To", same.record_id),
        *([("WARC-Refers-To-Target-URI", same.target)] if same.target else []),
        *([("WARC-Refers-To-Date", make_date(same.at))] if same.at else []),
        ("WARC-Payload-Digest", same.payload_digest or capture.digest),
        ("Content-Type", HTTP_RESPONSE),
    ]
    if same.payload_digest != capture.digest:
        headers.append((CAPTURE_DIGEST_FIELD, capture.digest))
    head = Draft(type="revisit", record_id=make_record_id(), headers=tuple(headers), block=response.head)
    return [head, *_draft_request(capture, at, exchange, head.record_id)]


def _draft_request(capture: Capture, at: datetime, exchange: Exchange, answered: str) -> list[Draft]:
    if exchange.request is None:
        return []
    headers = (
        ("WARC-Date", make_date(at)),
        *make_origin_headers(capture.origin, capture.url),
        ("WARC-Concurrent-To", answered),
        ("Content-Type", HTTP_REQUEST),
    )
    return [Draft(type="request", record_id=make_record_id(), headers=headers, block=exchange.request)]


def _make_address_headers(exchange: Exchange) -> list[tuple[str, str]]:
    return [] if exchange.ip is None else [("WARC-IP-Address", exchange.ip)]


def _iter_tombstones(drafts: list[Draft], at: datetime) -> Iterator[Withheld]:
    for draft in drafts:
        if draft.type == "metadata":
            fields = parse_fields(draft.block)
            yield Withheld(digest=fields[WITHHELD_FIELD], reason=fields["reason"], at=at)

"""Captures are kept once, found again, proved, and withheld for good; nothing acknowledged is ever lost."""

from __future__ import annotations

import errno
import gzip
import io
import os
import shutil
import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.capture.store import CaptureStore, Exchange, Kept
from onrecord.capture.warc import WarcRecord, make_member
from onrecord.capture.warc_archive import Archived, ArchivedKind
from onrecord.capture.warc_reading import iter_records
from onrecord.errors import (
    CaptureFolderError,
    CaptureFolderFullError,
    DamagedCaptureError,
    DigestMismatchError,
    UnknownCaptureError,
    WithheldError,
)
from onrecord.model.document import Capture

AT = datetime(2026, 2, 3, 10, 11, 12, tzinfo=UTC)
URL = "https://office.example/list?of=offices"
PAGE = b"<!doctype html><title>Offices</title><p>Five offices.</p>" * 20
ONLY_FILE = "captures-00001.warc.gz"


def make_file(words: str, origin: str = "notes/story.txt") -> Capture:
    return Capture(content=words.encode(), origin=origin, declared_type="text/plain")


def make_page(content: bytes = PAGE) -> Capture:
    return Capture(content=content, origin=URL, url=URL, declared_type="text/html")


def make_exchange(body: bytes = PAGE, *headers: str, first: str = "HTTP/1.1 200 OK") -> Exchange:
    head = "\r\n".join([first, "Content-Type: text/html", *headers, "", ""]).encode()
    return Exchange(
        response=head + body,
        request=b"GET /list?of=offices HTTP/1.1\r\nHost: office.example\r\n\r\n",
        ip="192.0.2.7",
    )


def list_kept(store: CaptureStore) -> list[Archived]:
    found = list(store.iter_captures())
    assert all(isinstance(one, Archived) for one in found)
    return [one for one in found if isinstance(one, Archived)]


def test_a_file_given_by_hand_comes_back_as_it_was(tmp_path: Path) -> None:
    capture = make_file("Five offices.")
    with CaptureStore(tmp_path) as store:
        kept = store.keep(capture, at=AT)
        assert store.get(capture.digest) == capture
        assert store.read(kept.file, kept.offset) == capture
        assert kept == Kept(
            file=ONLY_FILE, offset=kept.offset, length=kept.length, digest=capture.digest, kind="resource"
        )
        assert (tmp_path / ONLY_FILE).stat().st_size == kept.offset + kept.length


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(max_size=3_000),
    origin=st.text(min_size=1, max_size=30),
    url=st.none() | st.text(min_size=1, max_size=30),
)
def test_bytes_in_are_bytes_out(tmp_path: Path, content: bytes, origin: str, url: str | None) -> None:
    capture = Capture(content=content, origin=origin, url=url)
    folder = tmp_path / "captures"
    shutil.rmtree(folder, ignore_errors=True)
    with CaptureStore(folder) as store:
        store.keep(capture, at=AT)
        assert store.get(capture.digest) == capture
        (archived,) = list_kept(store)
        assert archived.capture == capture


@pytest.mark.parametrize(
    "origin",
    ["-", "/home/desk/a b.html", "C:\\desk\\story.html", "é/ü.txt", "a%20b", "bad\udcffname", "//x/y", "file:x"],
)
def test_an_origin_comes_back_whatever_it_is(tmp_path: Path, origin: str) -> None:
    capture = Capture(content=b"words", origin=origin)
    with CaptureStore(tmp_path) as store:
        store.keep(capture, at=AT)
        assert store.get(capture.digest) == capture


def test_content_that_shrinks_beyond_any_bound_is_read_back(tmp_path: Path) -> None:
    capture = Capture(content=b"\0" * 40_000_000, origin="zeros")
    with CaptureStore(tmp_path) as store:
        store.keep(capture, at=AT)
        assert store.get(capture.digest) == capture


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as store:
        first = store.keep(make_file("Five offices."), at=AT)
        before = (tmp_path / ONLY_FILE).read_bytes()
        again = store.keep(make_file("Five offices.", "other.txt"), at=AT)
        assert (again.offset, again.is_new) == (first.offset, False)
        assert (tmp_path / ONLY_FILE).read_bytes() == before


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "gzip"])
def test_a_fetched_page_is_kept_as_it_came(tmp_path: Path, is_packed: bool) -> None:
    exchange = make_exchange(gzip.compress(PAGE), "Content-Encoding: gzip") if is_packed else make_exchange()
    with CaptureStore(tmp_path) as store:
        kept = store.keep(make_page(), at=AT, exchange=exchange)
        assert kept.kind == "response"
        assert store.get(make_page().digest) == make_page()
        (archived,) = list_kept(store)
        assert (archived.status, archived.url, archived.at) == (200, URL, AT)
    with gzip.open(tmp_path / ONLY_FILE) as file:
        content = file.read()
    assert exchange.response in content
    assert exchange.request is not None
    assert exchange.request in content


def test_an_unchanged_payload_is_a_revisit(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as store:
        first = store.keep(make_page(), at=AT, exchange=make_exchange())
        later = store.keep(make_page(), at=AT + timedelta(days=1), exchange=make_exchange())
        assert later.kind == "revisit"
        assert store.read(later.file, later.offset) == make_page()
        assert store.find(make_page().digest) == Kept(
            file=first.file,
            offset=first.offset,
            length=first.length,
            digest=first.digest,
            kind="response",
            is_new=False,
        )
        kept = list_kept(store)
        assert [one.kind for one in kept] == [ArchivedKind.RESPONSE, ArchivedKind.SAME_PAYLOAD]
        assert [one.capture for one in kept] == [make_page(), make_page()]
        assert kept[1].at == AT + timedelta(days=1)


def test_a_server_that_says_unmodified_is_a_revisit(tmp_path: Path) -> None:
    answer = make_exchange(b"", first="HTTP/1.1 304 Not Modified")
    with CaptureStore(tmp_path) as store:
        with pytest.raises(UnknownCaptureError):
            store.keep_unmodified(make_page(), at=AT, exchange=answer)
        store.keep(make_page(), at=AT, exchange=make_exchange())
        kept = store.keep_unmodified(make_page(), at=AT, exchange=answer)
        assert kept.kind == "revisit"
        assert [(one.kind, one.status) for one in list_kept(store)][1] == (ArchivedKind.NOT_MODIFIED, 304)
        assert store.read(kept.file, kept.offset) == make_page()


def test_a_capture_that_its_response_does_not_give_back_is_kept_beside_it(tmp_path: Path) -> None:
    exchange = make_exchange(b"not what it says", "Content-Encoding: zstd")
    with CaptureStore(tmp_path) as store:
        store.keep(make_page(), at=AT, exchange=exchange)
        assert store.get(make_page().digest) == make_page()
        assert not list(store.iter_drift())
        store.withhold(make_page().digest, "court order", AT)
        assert list_kept(store) == []


def test_what_is_not_there_is_unknown(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as store:
        assert store.find(make_page().digest) is None
        with pytest.raises(UnknownCaptureError):
            store.get(make_page().digest)
        with pytest.raises(UnknownCaptureError):
            store.read(ONLY_FILE, 7)
        with pytest.raises(UnknownCaptureError):
            store.withhold(make_page().digest, "court order", AT)


def test_a_time_has_its_zone(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as store:
        with pytest.raises(ValueError, match="zone"):
            store.keep(make_page(), at=AT.replace(tzinfo=None))
        store.keep(make_page(), at=AT.astimezone(timezone(timedelta(hours=-5))))
        assert list_kept(store)[0].at == AT


def test_files_roll_over(tmp_path: Path) -> None:
    with CaptureStore(tmp_path, max_file_bytes=1_500) as store:
        kept = [store.keep(Capture(content=os.urandom(1_000), origin=f"{n}.txt"), at=AT) for n in range(4)]
        assert len({one.file for one in kept}) >= 2
        assert len(list(store.iter_digests())) == 4
        for one in kept:
            store.verify(one.digest)


def test_what_one_store_keeps_another_finds(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as one, CaptureStore(tmp_path) as other:
        kept = [(one, other)[n % 2].keep(make_file(f"words {n}"), at=AT) for n in range(20)]
        for n, found in enumerate(kept):
            assert one.get(found.digest) == other.get(found.digest) == make_file(f"words {n}")


def test_threads_take_turns(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as store:
        threads = [
            threading.Thread(target=lambda n=n: [store.keep(make_file(f"{n} {m}"), at=AT) for m in range(15)])
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(store.iter_digests())) == 60
        assert not list(store.iter_drift())


@pytest.mark.parametrize("content", [None, b"", b"junk" * 3_000], ids=["gone", "empty", "junk"])
def test_a_lost_index_is_made_anew(tmp_path: Path, content: bytes | None) -> None:
    with CaptureStore(tmp_path) as store:
        store.keep(make_page(), at=AT, exchange=make_exchange(gzip.compress(PAGE), "Content-Encoding: gzip"))
        revisit = store.keep(make_page(), at=AT, exchange=make_exchange(gzip.compress(PAGE), "Content-Encoding: gzip"))
        gone = store.keep(make_file("to be withheld"), at=AT)
        store.withhold(gone.digest, "privacy", AT)
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"captures.index{suffix}").unlink(missing_ok=True)
    if content is not None:
        (tmp_path / "captures.index").write_bytes(content)
    with CaptureStore(tmp_path) as store:
        assert store.get(make_page().digest) == make_page()
        assert store.read(revisit.file, revisit.offset) == make_page()
        with pytest.raises(WithheldError, match="privacy"):
            store.get(gone.digest)


def test_an_index_damaged_in_use_is_made_anew(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as store:
        store.keep(make_page(), at=AT)
        with sqlite3.connect(tmp_path / "captures.index") as database:
            database.execute("DROP TABLE entry")
        database.close()
        with pytest.raises(CaptureFolderError):
            store.get(make_page().digest)
        assert store.get(make_page().digest) == make_page()


def make_folder(folder: Path) -> tuple[bytes, int]:
    """A folder with three captures; the bytes of its file, and where the last record begins."""
    with CaptureStore(folder) as store:
        store.keep(make_file("first"), at=AT)
        store.keep(make_page(), at=AT, exchange=make_exchange())
        last = store.keep(make_file("last"), at=AT)
    return (folder / ONLY_FILE).read_bytes(), last.offset


@pytest.mark.parametrize("has_index", [True, False], ids=["index", "no index"])
def test_killed_at_any_byte_of_a_write_everything_acknowledged_is_there(tmp_path: Path, has_index: bool) -> None:
    before = tmp_path / "before"
    with CaptureStore(before) as store:
        store.keep(make_file("first"), at=AT)
        store.keep(make_page(), at=AT, exchange=make_exchange())
    whole = tmp_path / "whole"
    shutil.copytree(before, whole)
    with CaptureStore(whole) as store:
        last = store.keep(make_file("last"), at=AT)
    content = (whole / ONLY_FILE).read_bytes()
    assert content[: last.offset] == (before / ONLY_FILE).read_bytes()
    for end in range(last.offset, len(content) + 1):
        folder = tmp_path / "torn"
        shutil.rmtree(folder, ignore_errors=True)
        if has_index:
            shutil.copytree(before, folder)
        else:
            folder.mkdir()
        (folder / ONLY_FILE).write_bytes(content[:end])
        with CaptureStore(folder) as store:
            assert store.get(make_file("first").digest) == make_file("first")
            assert store.get(make_page().digest) == make_page()
            assert (folder / ONLY_FILE).stat().st_size == (end if end == len(content) else last.offset)
            assert store.keep(make_file("last"), at=AT).file == ONLY_FILE
            assert store.get(make_file("last").digest) == make_file("last")
            assert not list(store.iter_drift())


def test_killed_at_any_byte_of_a_files_beginning_it_is_begun_anew(tmp_path: Path) -> None:
    content, _ = make_folder(tmp_path / "whole")
    for end in range(0, 400, 7):
        folder = tmp_path / "torn"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / ONLY_FILE).write_bytes(content[:end])
        with CaptureStore(folder) as store:
            store.keep(make_page(), at=AT)
            assert store.get(make_page().digest) == make_page()
            assert not list(store.iter_drift())


def test_zeros_that_a_lost_power_leaves_are_cut_off(tmp_path: Path) -> None:
    content, _ = make_folder(tmp_path)
    (tmp_path / ONLY_FILE).write_bytes(content + b"\0" * 5_000)
    with CaptureStore(tmp_path) as store:
        assert (tmp_path / ONLY_FILE).read_bytes() == content
        assert len(list(store.iter_digests())) == 3


def test_an_end_that_is_damaged_otherwise_is_left_and_a_fresh_file_begun(tmp_path: Path) -> None:
    content, _ = make_folder(tmp_path)
    (tmp_path / ONLY_FILE).write_bytes(content + b"something else")
    with CaptureStore(tmp_path) as store:
        kept = store.keep(make_file("more"), at=AT)
        assert kept.file == "captures-00002.warc.gz"
        assert (tmp_path / ONLY_FILE).read_bytes() == content + b"something else"
        assert len(list(store.iter_drift())) == 1


def test_a_flipped_byte_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    content, last = make_folder(tmp_path)
    first = content.index(b"\x1f\x8b\x08", 10)
    for at in range(first, last, 13):
        (tmp_path / ONLY_FILE).write_bytes(content[:at] + bytes([content[at] ^ 0x41]) + content[at + 1 :])
        with CaptureStore(tmp_path) as store:
            assert store.get(make_file("last").digest) == make_file("last")
            drift = list(store.iter_drift())
            # The four header bytes of a member that say when and where it was packed mean nothing.
            assert drift or content[at - 9 : at + 1].find(b"\x1f\x8b\x08") >= 0


def test_a_flipped_byte_in_a_capture_is_a_damaged_capture(tmp_path: Path) -> None:
    content, last = make_folder(tmp_path)
    at = last + 200
    (tmp_path / ONLY_FILE).write_bytes(content[:at] + bytes([content[at] ^ 0x41]) + content[at + 1 :])
    with CaptureStore(tmp_path) as store:
        with pytest.raises(DamagedCaptureError) as caught:
            store.verify(make_file("last").digest)
        assert (caught.value.file, caught.value.offset) == (ONLY_FILE, last)
        assert [drift.capture for drift in store.iter_drift() if isinstance(drift, DamagedCaptureError)] == [
            make_file("last").digest
        ]
    assert len((tmp_path / ONLY_FILE).read_bytes()) == len(content)


def test_bytes_that_somebody_replaced_are_a_mismatch(tmp_path: Path) -> None:
    """Whole in themselves and of the same length, but not the bytes that were kept."""
    content, last = make_folder(tmp_path)
    record = gzip.decompress(content[last:])
    forged = gzip.compress(record.replace(b"last", b"lost"), mtime=0)
    (tmp_path / ONLY_FILE).write_bytes(content[:last] + forged)
    with CaptureStore(tmp_path) as store:
        with pytest.raises(DigestMismatchError) as caught:
            store.verify(make_file("last").digest)
        assert caught.value.found.startswith("sha256:")


def test_a_file_that_somebody_wrote_anew_is_not_cut(tmp_path: Path) -> None:
    content, _ = make_folder(tmp_path)
    records = [record for record in iter_records(io.BytesIO(content)) if isinstance(record, WarcRecord)]
    packed_otherwise = b"".join(gzip.compress(gzip.decompress(content[one.begin : one.end]), 0) for one in records)
    assert len(packed_otherwise) > len(content)
    (tmp_path / ONLY_FILE).write_bytes(packed_otherwise)
    with CaptureStore(tmp_path) as store:
        assert store.get(make_file("last").digest) == make_file("last")
    assert (tmp_path / ONLY_FILE).read_bytes() == packed_otherwise


def test_bytes_replaced_with_their_digests_are_unknown_or_a_mismatch(tmp_path: Path) -> None:
    content, last = make_folder(tmp_path)
    other = make_file("lost")
    headers = [("WARC-Type", "resource"), ("WARC-Record-ID", "<urn:uuid:1>"), ("WARC-Payload-Digest", other.digest)]
    (tmp_path / ONLY_FILE).write_bytes(content[:last] + make_member(headers, other.content))
    with CaptureStore(tmp_path) as store, pytest.raises((DigestMismatchError, UnknownCaptureError)):
        store.verify(make_file("last").digest)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    make_folder(tmp_path)
    with CaptureStore(tmp_path) as store:
        (tmp_path / ONLY_FILE).unlink()
        with pytest.raises(DamagedCaptureError, match="missing"):
            store.verify(make_page().digest)
    with CaptureStore(tmp_path) as store, pytest.raises(UnknownCaptureError):
        store.verify(make_page().digest)


def test_a_record_inside_a_page_is_not_taken_for_one_behind_damage(tmp_path: Path) -> None:
    """A page may hold, packed so that it cannot be packed again, a record that speaks of another page."""
    forged = make_member(
        [
            ("WARC-Type", "resource"),
            ("WARC-Record-ID", "<urn:uuid:1>"),
            ("WARC-Payload-Digest", make_file("forged").digest),
            ("WARC-Warcinfo-ID", "<urn:uuid:2>"),
        ],
        b"forged",
    )
    with CaptureStore(tmp_path) as store:
        page = Capture(content=os.urandom(40_000) + forged + os.urandom(40_000), origin="page")
        kept = store.keep(page, at=AT)
        store.keep(make_file("last"), at=AT)
    content = bytearray((tmp_path / ONLY_FILE).read_bytes())
    assert forged in content
    content[kept.offset + 1_000] ^= 0xFF
    (tmp_path / ONLY_FILE).write_bytes(content)
    (tmp_path / "captures.index").unlink()
    with CaptureStore(tmp_path) as store:
        assert store.get(make_file("last").digest) == make_file("last")
        with pytest.raises(UnknownCaptureError):
            store.get(make_file("forged").digest)


def test_withheld_bytes_are_gone_and_a_tombstone_stays(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as store:
        store.keep(make_file("first"), at=AT)
        store.keep(make_page(), at=AT, exchange=make_exchange())
        middle = store.keep(make_file("middle"), at=AT)
        store.keep(make_page(), at=AT, exchange=make_exchange())
        store.keep_unmodified(make_page(), at=AT, exchange=make_exchange(b"", first="HTTP/1.1 304 Not Modified"))
        moved = store.withhold(make_page().digest, "court order\r\nWARC-Type: x", AT)
        places = {(one.file, one.old_offset): one.new_offset for one in moved}
        assert store.read(middle.file, places[middle.file, middle.offset]) == make_file("middle")
        with pytest.raises(WithheldError, match="court order"):
            store.get(make_page().digest)
        with pytest.raises(WithheldError):
            store.keep(make_page(), at=AT)
        assert [one.capture for one in list_kept(store)] == [make_file("first"), make_file("middle")]
        assert not list(store.iter_drift())
        assert store.withhold(make_page().digest, "again", AT) == ()
    content = gzip.decompress((tmp_path / ONLY_FILE).read_bytes())
    assert b"Five offices" not in content
    assert b"office.example" not in content
    assert make_page().digest.encode() in content
    assert b"court order" in content
    for path in tmp_path.iterdir():
        assert b"office.example" not in path.read_bytes(), path


def test_withholding_reaches_every_file(tmp_path: Path) -> None:
    with CaptureStore(tmp_path, max_file_bytes=500) as store:
        for _ in range(4):
            store.keep(make_page(), at=AT, exchange=make_exchange())
        assert len(list(tmp_path.glob("*.warc.gz"))) == 4
        store.withhold(make_page().digest, "privacy", AT)
        assert list_kept(store) == []
    for path in tmp_path.glob("*.warc.gz"):
        assert b"office.example" not in gzip.decompress(path.read_bytes())


@pytest.mark.parametrize("step", ["write_beside", "take_beside", "settle_folder"])
def test_a_withholding_killed_midway_is_finished_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class KilledError(BaseException):
        pass

    def die(*_: object) -> None:
        raise KilledError

    folder = tmp_path / "captures"
    with CaptureStore(folder) as store:
        store.keep(make_file("first"), at=AT)
        store.keep(make_page(), at=AT, exchange=make_exchange())
        last = store.keep(make_file("last"), at=AT)
        with monkeypatch.context() as patch:
            patch.setattr(f"onrecord.capture.warc_files.WarcFiles.{step}", die)
            with pytest.raises(KilledError):
                store.withhold(make_page().digest, "privacy", AT)
        (folder / f"{ONLY_FILE}.new").write_bytes(b"what a killed process left")
    with CaptureStore(folder) as store:
        assert [one.capture for one in list_kept(store)] == [make_file("first"), make_file("last")]
        assert store.get(last.digest) == make_file("last")
        with pytest.raises(WithheldError):
            store.get(make_page().digest)
    assert not list(folder.glob("*.new"))
    assert b"Five offices" not in gzip.decompress((folder / ONLY_FILE).read_bytes())


@pytest.mark.parametrize("call", ["write", "fsync"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_loses_nothing_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    def fail(descriptor: int, *content: memoryview) -> int:
        if content:
            os.pwrite(descriptor, bytes(content[0])[:50], os.lseek(descriptor, 0, os.SEEK_CUR))
        raise OSError(number, os.strerror(number))

    with CaptureStore(tmp_path) as store:
        store.keep(make_file("first"), at=AT)
        before = (tmp_path / ONLY_FILE).read_bytes()
        expected = CaptureFolderFullError if number == errno.ENOSPC else CaptureFolderError
        with monkeypatch.context() as patch:
            patch.setattr(f"onrecord.capture.warc_files.os.{call}", fail)
            with pytest.raises(expected):
                store.keep(make_page(), at=AT)
        assert (tmp_path / ONLY_FILE).read_bytes() == before
        assert store.get(make_file("first").digest) == make_file("first")
        store.keep(make_page(), at=AT)
        assert store.get(make_page().digest) == make_page()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "captures").write_text("words", encoding="utf-8")
    with pytest.raises(CaptureFolderError):
        CaptureStore(tmp_path / "captures")

"""The captures are WARC to other programs too, and what other programs write reads the same here as with them."""

from __future__ import annotations

import argparse
import gzip
import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecord as FastRecord
from fastwarc.warc import WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.capture.store import CaptureStore, Exchange, Kept
from onrecord.capture.warc import make_digest
from onrecord.capture.warc_archive import Archived, iter_archive
from onrecord.model.document import Capture

AT = datetime(2026, 2, 3, 10, 11, 12, 345678, tzinfo=UTC)
URL = "https://office.example/list?of=offices"
PAGE = b"<!doctype html><title>Offices</title><p>Five offices.</p>" * 20
EARLIER = ["1.0", "1.1"]


def check(path: Path, capsys: pytest.CaptureFixture[str] | None = None) -> None:
    """Run what ``warcio check -v`` runs."""
    checker = Checker(argparse.Namespace(inputs=[str(path)], verbose=True))
    assert checker.process_all() == 0
    if capsys is not None:
        said = capsys.readouterr().out
        assert "digest pass" in said
        assert "failed" not in said


def make_exchange(body: bytes, *headers: str, first: str = "HTTP/1.1 200 OK") -> Exchange:
    head = "\r\n".join([first, "Content-Type: text/html", *headers, "", ""]).encode()
    return Exchange(response=head + body, request=b"GET / HTTP/1.1\r\nHost: office.example\r\n\r\n", ip="192.0.2.7")


def keep_everything(folder: Path) -> list[Kept]:
    """Every kind of record that a folder can hold, a withholding included."""
    page = Capture(content=PAGE, origin=URL, url=URL, declared_type="text/html")
    packed = make_exchange(gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip")
    chunked = make_exchange(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE + b"2"), PAGE + b"2"), "Transfer-Encoding: chunked")
    with CaptureStore(folder) as store:
        gone = store.keep(Capture(content=b"gone", origin="gone.txt"), at=AT)
        store.withhold(gone.digest, "privacy", AT)
        return [
            store.keep(Capture(content=b"words", origin="notes/a b.txt", declared_type="text/plain"), at=AT),
            store.keep(Capture(content=b"", origin="empty"), at=AT),
            store.keep(page, at=AT, exchange=packed),
            store.keep(page, at=AT, exchange=packed),
            store.keep_unmodified(page, at=AT, exchange=make_exchange(b"", first="HTTP/1.1 304 Not Modified")),
            store.keep(Capture(content=PAGE + b"2", origin=URL, url=URL), at=AT, exchange=chunked),
        ]


def get_file(folder: Path) -> Path:
    (path,) = folder.glob("*.warc.gz")
    return path


def test_every_file_passes_the_check_of_warcio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep_everything(tmp_path)
    check(get_file(tmp_path), capsys)


def test_warcio_reads_what_was_kept(tmp_path: Path) -> None:
    keep_everything(tmp_path)
    with get_file(tmp_path).open("rb") as stream:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(stream)
        ]
    assert [kind for kind, _, _ in records] == [
        "warcinfo",
        "metadata",
        "resource",
        "resource",
        *["response", "request"],
        *["revisit", "request"],
        *["revisit", "request"],
        *["response", "request"],
    ]
    assert records[2][1:] == ("file:notes/a%20b.txt", b"words")
    assert records[4][1:] == (URL, PAGE)
    assert records[10][1:] == (URL, PAGE + b"2")


def test_fastwarc_reads_what_was_kept_and_finds_every_digest_right(tmp_path: Path) -> None:
    keep_everything(tmp_path)
    records = list(FastIterator(str(get_file(tmp_path)), parse_http=False, verify_digests=True))
    assert len(records) == 12
    contents = [
        record.reader.read()
        for record in FastIterator(str(get_file(tmp_path)), WarcRecordType.response, auto_decode="all")
    ]
    assert contents == [PAGE, PAGE + b"2"]


def test_other_readers_find_a_record_where_the_store_says_it_stands(tmp_path: Path) -> None:
    for kept in keep_everything(tmp_path):
        with (tmp_path / kept.file).open("rb") as stream:
            stream.seek(kept.offset)
            content = stream.read(kept.length)
        (record,) = FastIterator(io.BytesIO(content), parse_http=False)
        assert record.headers["WARC-Type"] == kept.kind
        (other,) = ArchiveIterator(io.BytesIO(content))
        assert other.rec_type == kept.kind
        assert other.rec_headers.get_header("WARC-Date") == "2026-02-03T10:11:12.345678Z"


def test_revisits_name_what_they_repeat_as_the_standard_asks(tmp_path: Path) -> None:
    keep_everything(tmp_path)
    with get_file(tmp_path).open("rb") as stream:
        headers = [(record.rec_type, dict(record.rec_headers.headers)) for record in ArchiveIterator(stream)]
    original = next(fields for kind, fields in headers if kind == "response")
    revisits = [fields for kind, fields in headers if kind == "revisit"]
    assert [fields["WARC-Profile"].rpartition("/")[2] for fields in revisits] == [
        "identical-payload-digest",
        "server-not-modified",
    ]
    for fields in revisits:
        assert fields["WARC-Refers-To"] == original["WARC-Record-ID"]
        assert fields["WARC-Refers-To-Target-URI"] == original["WARC-Target-URI"]
        assert fields["WARC-Refers-To-Date"] == original["WARC-Date"]
        assert fields["WARC-Payload-Digest"] == original["WARC-Payload-Digest"]


@settings(max_examples=40, deadline=None)
@given(
    bodies=st.lists(st.binary(max_size=500), min_size=1, max_size=4),
    origin=st.text(min_size=1, max_size=40),
    reason=st.text(max_size=40),
)
def test_whatever_is_kept_passes_the_check_and_comes_back(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes], origin: str, reason: str
) -> None:
    folder = tmp_path_factory.mktemp("captures")
    with CaptureStore(folder) as store:
        for body in bodies:
            store.keep(Capture(content=body, origin=origin), at=AT)
            store.keep(Capture(content=b"!" + body, origin=URL, url=URL), at=AT, exchange=make_exchange(b"!" + body))
        store.withhold(make_digest(bodies[0]), reason, AT)
    check(get_file(folder))
    responses = FastIterator(str(get_file(folder)), WarcRecordType.response | WarcRecordType.resource)
    contents = {record.reader.read() for record in responses}
    assert contents == ({*bodies} - {bodies[0]}) | {b"!" + body for body in bodies} - {bodies[0]}


def write_with_warcio(path: Path, version: str, *, is_packed: bool) -> None:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=is_packed, warc_version=version)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "another"}))
        for number, headers, body in (
            (1, [], PAGE),
            (2, [("Content-Encoding", "gzip")], gzip.compress(PAGE)),
            (3, [("Transfer-Encoding", "chunked")], b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        ):
            lines = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1")
            response = writer.create_warc_record(
                f"{URL}&page={number}", "response", payload=io.BytesIO(body), length=len(body), http_headers=lines
            )
            request = writer.create_warc_record(
                f"{URL}&page={number}",
                "request",
                http_headers=StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True),
            )
            writer.write_request_response_pair(request, response)
        writer.write_record(writer.create_revisit_record(URL, "sha1:" + "A" * 32, URL, "2026-02-03T10:11:12Z"))
        writer.write_record(
            writer.create_warc_record(
                "file:notes.txt", "resource", io.BytesIO(b"words"), 5, warc_content_type="text/plain"
            )
        )


@pytest.mark.parametrize("version", EARLIER)
@pytest.mark.parametrize("is_packed", [True, False], ids=["gzip", "plain"])
def test_what_warcio_writes_reads_here_as_it_does_there(tmp_path: Path, version: str, is_packed: bool) -> None:
    path = tmp_path / "other.warc.gz"
    write_with_warcio(path, version, is_packed=is_packed)
    with path.open("rb") as stream:
        theirs = [
            (record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(stream)
            if record.rec_type in ("response", "resource")
        ]
    found = list(iter_archive(str(path)))
    assert all(isinstance(one, Archived) and not one.findings for one in found)
    ours = [(one.url, one.capture.content) for one in found if isinstance(one, Archived) and one.capture]
    assert ours == theirs
    assert [one.kind for one in found if isinstance(one, Archived)][-2] == "same_payload"


@pytest.mark.parametrize("is_packed", [True, False], ids=["gzip", "plain"])
def test_what_fastwarc_writes_reads_here(tmp_path: Path, is_packed: bool) -> None:
    stream = io.BytesIO()
    for number in range(3):
        record = FastRecord()
        record.init_headers(WarcRecordType.response)
        record.is_http = True
        record.headers["WARC-Target-URI"] = f"{URL}&page={number}"
        record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
        packed = io.BytesIO()
        record.write(packed, checksum_data=True)
        stream.write(gzip.compress(packed.getvalue()) if is_packed else packed.getvalue())
    path = tmp_path / "other.warc"
    path.write_bytes(stream.getvalue())
    found = list(iter_archive(str(path)))
    assert [one.capture.content for one in found if isinstance(one, Archived) and one.capture] == [PAGE] * 3
    assert all(isinstance(one, Archived) and not one.findings for one in found)


def test_a_large_file_is_read_at_the_place_where_a_record_stands(tmp_path: Path) -> None:
    contents = [os.urandom(50_000) for _ in range(20)]
    with CaptureStore(tmp_path) as store:
        kept = [store.keep(Capture(content=content, origin="noise"), at=AT) for content in contents]
        for content, one in zip(contents, kept, strict=True):
            assert store.read(one.file, one.offset).content == content
    check(get_file(tmp_path))

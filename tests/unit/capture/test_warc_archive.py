"""Archives that others wrote: WARC in each of its forms, WACZ with its list of digests, and what is wrong with them."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.capture.warc_archive import Archived, ArchivedKind, iter_archive
from onrecord.capture.warc_reading import STANDARD_LIMITS, WarcLimits
from onrecord.errors import ArchiveFormatError, InputError, UnopenableInputError
from onrecord.model.document import Capture
from onrecord.model.finding import Finding, FindingKind

URL = "https://office.example/offices"
PAGE = b"<!doctype html><title>Offices</title><p>Five offices.</p>" * 20
PACKED = gzip.compress(PAGE, mtime=0)


def make_record(kind: str, block: bytes, *headers: str, version: str = "1.1") -> bytes:
    lines = [
        f"WARC/{version}",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Date: 2026-02-03T10:11:12Z",
        f"WARC-Target-URI: {URL}",
        *headers,
        f"Content-Length: {len(block)}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def make_response(body: bytes = PAGE, *headers: str, status: str = "200 OK", fields: tuple[str, ...] = ()) -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers, "", ""]).encode()
    return make_record("response", head + body, "Content-Type: application/http; msgtype=response", *fields)


def read(path: Path, limits: WarcLimits = STANDARD_LIMITS) -> tuple[list[Archived], list[Finding]]:
    found = list(iter_archive(str(path), limits=limits))
    return [one for one in found if isinstance(one, Archived)], [one for one in found if isinstance(one, Finding)]


def write(path: Path, *records: bytes, pack: Callable[[bytes], bytes] = gzip.compress) -> Path:
    path.write_bytes(b"".join(pack(record) for record in records))
    return path


def make_wacz(
    path: Path, archives: dict[str, bytes], *, stored: bool = True, changed: dict[str, object] | None = None
) -> Path:
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": "sha256:" + hashlib.sha256(content).hexdigest()}
        for name, content in archives.items()
    ]
    package = json.dumps(
        {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources, **(changed or {})}
    )
    digest = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(package.encode()).hexdigest()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
        for name, content in archives.items():
            file.writestr(name, content)
        file.writestr("datapackage.json", package)
        file.writestr("datapackage-digest.json", json.dumps(digest))
        file.writestr("pages/pages.jsonl", "{}")
    return path


@pytest.mark.parametrize("pack", [gzip.compress, bytes], ids=["gzip", "plain"])
def test_responses_resources_and_revisits_are_read(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    head = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"
    path = write(
        tmp_path / "crawl.warc",
        make_record("warcinfo", b"software: another\r\n", "Content-Type: application/warc-fields"),
        make_record("request", b"GET / HTTP/1.1\r\n\r\n", "Content-Type: application/http; msgtype=request"),
        make_response(PACKED, "Content-Encoding: gzip"),
        make_record("metadata", b"outlink: x\r\n"),
        make_record("response", b"office.example. 60 IN A 192.0.2.7", "Content-Type: text/dns"),
        make_record("resource", b"words", "Content-Type: text/plain"),
        make_record("conversion", b"words", "Content-Type: text/plain"),
        make_record(
            "revisit",
            head,
            "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/server-not-modified",
            "Content-Type: application/http;msgtype=response",
        ),
        make_record("revisit", b"", "WARC-Payload-Digest: sha1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", version="1.0"),
        make_response(b"gone", status="404 Not Found"),
        pack=pack,
    )
    archived, findings = read(path)
    assert not findings
    assert [one.kind for one in archived] == [
        ArchivedKind.RESPONSE,
        ArchivedKind.RESOURCE,
        ArchivedKind.CONVERSION,
        ArchivedKind.NOT_MODIFIED,
        ArchivedKind.SAME_PAYLOAD,
        ArchivedKind.RESPONSE,
    ]
    page = archived[0]
    assert page.capture == Capture(content=PAGE, origin=URL, url=URL, declared_type="text/html; charset=utf-8")
    assert page.at == datetime(2026, 2, 3, 10, 11, 12, tzinfo=UTC)
    assert page.payload_digest == "sha256:" + hashlib.sha256(PACKED).hexdigest()
    assert [one.status for one in archived] == [200, None, None, 304, None, 404]
    assert archived[4].payload_digest == "sha1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    assert archived[4].capture is None
    assert page.place.startswith(str(path))


def test_an_address_in_angle_brackets_is_read(tmp_path: Path) -> None:
    record = make_response().replace(b"URI: " + URL.encode(), b"URI: <" + URL.encode() + b">")
    assert read(write(tmp_path / "a.warc", record))[0][0].url == URL


@pytest.mark.parametrize(
    ("record", "kind", "words"),
    [
        (make_response(fields=("WARC-Block-Digest: sha1:" + "A" * 32,)), FindingKind.UNREADABLE, "digest"),
        (make_response(fields=("WARC-Payload-Digest: sha1:" + "A" * 32,)), FindingKind.UNREADABLE, "payload"),
        (make_response(fields=("WARC-Truncated: length",)), FindingKind.CUT_SHORT, "part"),
        (make_response(gzip.compress(PAGE)[:-30], "Content-Encoding: gzip"), FindingKind.ENCODING, "breaks off"),
        (
            make_record("resource", b"words", "WARC-Payload-Digest: sha1:" + "A" * 32),
            FindingKind.UNREADABLE,
            "payload",
        ),
    ],
)
def test_what_is_not_to_be_relied_on_says_so(tmp_path: Path, record: bytes, kind: FindingKind, words: str) -> None:
    ((archived,), findings) = read(write(tmp_path / "a.warc.gz", record))
    assert not findings
    assert [finding.kind for finding in archived.findings] == [kind]
    assert words in archived.findings[0].message


def test_a_payload_digest_over_the_undone_body_is_right_too(tmp_path: Path) -> None:
    digest = "sha256:" + hashlib.sha256(PAGE).hexdigest()
    record = make_response(gzip.compress(PAGE), "Content-Encoding: gzip", fields=(f"WARC-Payload-Digest: {digest}",))
    ((archived,), _) = read(write(tmp_path / "a.warc.gz", record))
    assert not archived.findings


def test_segments_and_broken_records_are_findings_and_the_next_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", make_response(), make_response(fields=("WARC-Segment-Number: 1",)))
    path.write_bytes(path.read_bytes() + b"damage" + gzip.compress(make_response()))
    archived, findings = read(path)
    assert len(archived) == 2
    assert [finding.kind for finding in findings] == [FindingKind.PART_LEFT_OUT] * 2
    assert [finding.kind for finding in archived[1].findings] == [FindingKind.UNREADABLE]
    assert "searching" in archived[1].findings[0].message


def test_behind_damage_a_record_that_knows_the_files_name_is_believed(tmp_path: Path) -> None:
    name = "<urn:uuid:00000000-0000-4000-8000-000000000001>"
    first = make_record("warcinfo", b"software: another\r\n")
    path = write(tmp_path / "a.warc.gz", first)
    path.write_bytes(path.read_bytes() + b"x" + gzip.compress(make_response(fields=(f"WARC-Warcinfo-ID: {name}",))))
    ((archived,), _) = read(path)
    assert not archived.findings


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<!doctype html>", "does not begin"),
        (b"\x28\xb5\x2f\xfd" + b"x" * 50, "Zstandard"),
        (b"filedesc://crawl.arc 0.0.0.0", "ARC"),
        (gzip.compress(b"words"), "do not begin"),
        (b"WARC/1.1\r\nno end", "does not end"),
        (b"\x1f\x8bx" * 90, "do not begin"),
        (b"PK\x03\x04" + b"x" * 90, "ZIP"),
        (b"\r\n\r\n", "no record"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ArchiveFormatError, match=words):
        read(path)


def test_what_cannot_be_opened_is_an_error_of_the_input(tmp_path: Path) -> None:
    with pytest.raises(UnopenableInputError):
        read(tmp_path)
    with pytest.raises(InputError):
        read(tmp_path / "none.warc")


@pytest.mark.parametrize("stored", [True, False], ids=["stored", "packed"])
def test_a_wacz_is_read(tmp_path: Path, stored: bool) -> None:
    plain = make_response(PAGE + b"2")
    path = make_wacz(
        tmp_path / "a.wacz",
        {"archive/a.warc.gz": gzip.compress(make_response()) * 3, "archive/b.warc": plain},
        stored=stored,
    )
    archived, findings = read(path)
    assert not findings
    assert [one.capture.content for one in archived if one.capture] == [PAGE, PAGE, PAGE, PAGE + b"2"]
    assert "archive/b.warc" in archived[-1].place


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"resources": []}, "not listed"),
        ({"resources": "none"}, "lists no files"),
        ({"resources": [{"path": "archive/a.warc.gz", "hash": "sha256:" + "0" * 64}]}, "does not match the digest"),
        ({"resources": [{"path": "archive/a.warc.gz", "hash": "crc:00"}, 7, None]}, "unknown kind"),
    ],
)
def test_a_wacz_that_does_not_match_its_list_says_so(tmp_path: Path, changed: dict[str, object], words: str) -> None:
    path = make_wacz(tmp_path / "a.wacz", {"archive/a.warc.gz": gzip.compress(make_response())}, changed=changed)
    found = list(iter_archive(str(path)))
    assert isinstance(found[0], Finding)
    assert any(isinstance(one, Finding) and words in one.message for one in found)
    assert isinstance(found[-1], Archived)


@pytest.mark.parametrize("content", [b"nonsense", b"[" * 200_000, b'{"resources": null}', b"[]", b"\xff\xfe"])
def test_a_list_that_is_none_is_a_finding(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/a.warc.gz", gzip.compress(make_response()))
        file.writestr("datapackage.json", content)
    archived, findings = read(path)
    assert len(archived) == 1
    assert findings


def test_a_changed_list_is_a_finding(tmp_path: Path) -> None:
    path = make_wacz(tmp_path / "a.wacz", {"archive/a.warc.gz": gzip.compress(make_response())})
    content = path.read_bytes()
    path.write_bytes(content.replace(b"data-package", b"date-package"))
    _, findings = read(path)
    assert findings


def test_a_zip_without_archives_is_no_wacz(tmp_path: Path) -> None:
    path = make_wacz(tmp_path / "a.wacz", {})
    with pytest.raises(ArchiveFormatError, match="no WACZ"):
        read(path)


def test_names_that_climb_out_are_not_archives(tmp_path: Path) -> None:
    path = make_wacz(tmp_path / "a.wacz", {"archive/../../a.warc.gz": gzip.compress(make_response())})
    with pytest.raises(ArchiveFormatError):
        read(path)


def test_a_damaged_member_is_a_finding_and_the_next_is_read(tmp_path: Path) -> None:
    first, second = gzip.compress(make_response(b"x" * 50)), gzip.compress(make_response())
    path = make_wacz(tmp_path / "a.wacz", {"archive/a.warc.gz": first, "archive/b.warc.gz": second})
    content = path.read_bytes()
    at = content.index(first) + 60
    path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
    archived, findings = read(path)
    assert [one.capture.content for one in archived if one.capture] == [PAGE]
    assert findings


def test_any_flipped_byte_of_a_wacz_raises_nothing_but_its_error(tmp_path: Path) -> None:
    path = make_wacz(tmp_path / "a.wacz", {"archive/a.warc.gz": gzip.compress(make_response())}, stored=False)
    content = path.read_bytes()
    for at in range(0, len(content), 3):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        try:
            list(iter_archive(str(path)))
        except InputError as error:
            assert str(error)  # noqa: PT017 - either is right


def test_a_bomb_in_a_wacz_is_bounded(tmp_path: Path) -> None:
    bomb = gzip.compress(make_response(b"\0" * 50_000_000))
    path = make_wacz(tmp_path / "a.wacz", {"archive/a.warc.gz": bomb + gzip.compress(make_response())}, stored=False)
    archived, findings = read(path)
    assert len(archived) == 1
    assert any("inflates" in finding.message for finding in findings)

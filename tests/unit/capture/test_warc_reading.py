"""Records are read one by one; what is broken is named and passed over, what is too large is bounded."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib

import pytest

from onrecord.capture.warc import BrokenRecord, WarcRecord, is_digest_of, make_date, make_member, parse_date
from onrecord.capture.warc_reading import STANDARD_LIMITS, WarcLimits, iter_records

LETTERS = "abcde"


def make_plain(name: str, block: bytes = b"", *, length: int | str | None = None, extra: str = "") -> bytes:
    block = block or f"words of {name} ".encode() * 40
    head = (
        f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: 2026-02-03T10:00:00Z\r\n"
        f"WARC-Target-URI: https://office.example/{name}\r\n{extra}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(content: bytes, limits: WarcLimits = STANDARD_LIMITS) -> tuple[str, list[BrokenRecord]]:
    """The names of the records that were read, in order, and what was broken."""
    names, broken = "", []
    for record in iter_records(io.BytesIO(content), limits=limits):
        if isinstance(record, BrokenRecord):
            broken.append(record)
            names += "!"
        else:
            names += (record.url or "?")[-1]
    return names, broken


def flip(content: bytes, at: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= 0xFF
    return bytes(changed)


PLAIN = [make_plain(name) for name in LETTERS]
MEMBERS = [gzip.compress(record, mtime=0) for record in PLAIN]


@pytest.mark.parametrize(
    "content",
    [b"".join(MEMBERS), b"".join(PLAIN), gzip.compress(b"".join(PLAIN)), b"\r\n\r\n" + b"".join(PLAIN)],
    ids=["a member a record", "plain", "one member", "blank lines first"],
)
def test_records_are_read_in_each_form(content: bytes) -> None:
    assert read(content) == ("abcde", [])


def test_a_record_says_where_it_stands() -> None:
    for record in iter_records(io.BytesIO(b"".join(MEMBERS))):
        assert isinstance(record, WarcRecord)
        again = next(iter_records(io.BytesIO(b"".join(MEMBERS)), begin=record.begin))
        assert again == record
        assert gzip.decompress(b"".join(MEMBERS)[record.begin : record.end]).startswith(b"WARC/1.1")


@pytest.mark.parametrize(
    "third",
    [
        flip(MEMBERS[2], 60),
        flip(MEMBERS[2], -6),
        MEMBERS[2][:80],
        b"these bytes are no record",
        gzip.compress(b"nor are these\r\n\r\n"),
        gzip.compress(b""),
        gzip.compress(make_plain("c", length=5_000)),
        gzip.compress(make_plain("c", length=-10)),
        gzip.compress(make_plain("c", length="many")),
        gzip.compress(make_plain("c", length=10**30)),
        gzip.compress(make_plain("c", length=10**17)),
        gzip.compress(make_plain("c", extra="Content-Length: 3\r\n")),
        gzip.compress(make_plain("c", extra="X: " + "x" * 100_000 + "\r\n")),
        gzip.compress(b"\n" * 100_000),
        gzip.compress(make_plain("c", b"\0" * 50_000_000)),
        b"\x1f\x8b\x08" * 200,
    ],
    ids=[
        "flipped byte",
        "flipped checksum",
        "cut in the middle",
        "bytes between",
        "no record inside",
        "nothing inside",
        "longer than it is",
        "negative length",
        "length no number",
        "length beyond numbers",
        "length beyond files",
        "two lengths",
        "endless header",
        "blank lines without end",
        "bomb",
        "only beginnings",
    ],
)
def test_a_broken_record_is_named_and_the_next_is_read(third: bytes) -> None:
    content = MEMBERS[0] + MEMBERS[1] + third + MEMBERS[3] + MEMBERS[4]
    names, broken = read(content)
    assert names == "ab!de"
    assert broken[0].begin == len(MEMBERS[0] + MEMBERS[1])
    assert broken[0].end == broken[0].begin + len(third)
    assert not broken[0].is_cut


def test_a_record_longer_than_it_declares_is_read_and_the_rest_named() -> None:
    content = MEMBERS[0] + gzip.compress(make_plain("b", length=10)) + MEMBERS[2]
    assert read(content)[0] == "ab!c"


@pytest.mark.parametrize("length", [5_000, 10**17])
def test_a_plain_record_that_claims_too_much_swallows_no_other(length: int) -> None:
    content = PLAIN[0] + make_plain("b", length=length) + PLAIN[2] + PLAIN[3]
    names, broken = read(content, WarcLimits(max_record_bytes=4_000) if length > 5_000 else STANDARD_LIMITS)
    assert names == "a!cd"
    assert broken[0].begin == len(PLAIN[0])


def test_what_is_found_behind_damage_is_marked() -> None:
    records = list(iter_records(io.BytesIO(MEMBERS[0] + flip(MEMBERS[1], 60) + MEMBERS[2])))
    assert [record.is_after_damage for record in records if isinstance(record, WarcRecord)] == [False, True]


@pytest.mark.parametrize("kept", range(1, len(MEMBERS[1])))
def test_a_record_cut_off_by_the_files_end_is_told_as_cut(kept: int) -> None:
    names, broken = read(MEMBERS[0] + MEMBERS[1][:kept])
    assert names == "a!"
    assert broken[0].is_cut
    assert broken[0].begin == len(MEMBERS[0])


@pytest.mark.parametrize("pack", [gzip.compress, bytes], ids=["gzip", "plain"])
def test_a_record_too_large_is_passed_over(pack: type[bytes]) -> None:
    records = [pack(make_plain(name, name.encode() * size)) for name, size in (("a", 9), ("b", 5_000), ("c", 9))]
    names, broken = read(b"".join(records), WarcLimits(max_record_bytes=1_000))
    assert names == "a!c"
    assert "5000 bytes" in broken[0].reason
    behind = list(iter_records(io.BytesIO(b"".join(records)), limits=WarcLimits(max_record_bytes=1_000)))[-1]
    assert isinstance(behind, WarcRecord)
    assert not behind.is_after_damage


def test_reading_ends_at_the_bound_of_records() -> None:
    names, broken = read(b"".join(MEMBERS), WarcLimits(max_records=2))
    assert names == "ab!"
    assert "more than 2" in broken[0].reason


def test_a_bomb_takes_little_memory() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b"\0" * 10_000_000
    bomb = packer.compress(make_plain("b", length=10**12)[:-1]) + b"".join(packer.compress(zeros) for _ in range(20))
    content = MEMBERS[0] + bomb + packer.flush() + MEMBERS[2]
    tracemalloc.start()
    names, _ = read(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert names == "a!c"
    assert peak < 10_000_000


def test_beginnings_nested_in_each_other_are_not_read_again_without_end() -> None:
    """Each member holds the beginning of the next, stored, and none ends: a square number of bytes, if followed."""
    content = b""
    for _ in range(300):
        packer = zlib.compressobj(0, zlib.DEFLATED, 31)
        content = packer.compress(make_plain("x", length=10**7)[:-4] + content) + packer.flush(zlib.Z_FULL_FLUSH)
        content = content[:60_000]
    limits = WarcLimits(max_reread_bytes=1_000_000)
    names, broken = read(content + MEMBERS[0], limits)
    assert sum(record.end - record.begin for record in broken) <= len(content) + len(MEMBERS[0])
    assert names.startswith("!")


@pytest.mark.parametrize("content", [b"", b"\r\n", b"\x1f", b"\0" * 1_000, b"WARC/1.1", b"WARC/1.1\r\n\r\n"])
def test_next_to_nothing_raises_nothing(content: bytes) -> None:
    assert read(content)[0] in ("", "!")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-02-03T10:11:12Z", "2026-02-03T10:11:12Z"),
        ("2026-02-03T10:11:12.5Z", "2026-02-03T10:11:12.500000Z"),
        ("2026-02-03T10:11:12.123456789Z", "2026-02-03T10:11:12.123456Z"),
        ("2026-02-03T10:11Z", "2026-02-03T10:11:00Z"),
        ("2026-02-03", "2026-02-03T00:00:00Z"),
        ("2026", "2026-01-01T00:00:00Z"),
    ],
)
def test_dates_are_as_precise_as_they_are(written: str, read_as: str) -> None:
    at = parse_date(written)
    assert at is not None
    assert make_date(at) == read_as


@pytest.mark.parametrize("written", ["", "yesterday", "2026-02-30T10:00:00Z", "2026-02-03T10:11:12", "0000", "2026-13"])
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("declared", "verdict"),
    [
        ("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", True),
        ("SHA256:2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824", True),
        ("sha-256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA====", True),
        ("sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N", True),
        ("sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=", True),
        ("sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", False),
        ("whirl:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_a_digest_is_read_in_every_way_of_writing_it(declared: str, verdict: bool | None) -> None:
    assert is_digest_of(declared, b"hello") is verdict


def test_a_header_value_cannot_begin_a_line() -> None:
    member = make_member([("WARC-Target-URI", "https://office.example/\r\nWARC-Type: response\u2028x")], b"")
    (record,) = iter_records(io.BytesIO(member))
    assert isinstance(record, WarcRecord)
    assert record.find("WARC-Type") is None


def test_a_header_value_without_end_is_cut() -> None:
    member = make_member([("WARC-Target-URI", "https://office.example/" + "x" * 100_000)] * 5, b"whole")
    (record,) = iter_records(io.BytesIO(member))
    assert isinstance(record, WarcRecord)
    assert record.block == b"whole"

"""Broken and hostile bytes: one plain answer each, in bounded time and memory, and never an exception."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from onrecord.extract.extraction import extract
from onrecord.model.document import Capture, Document
from onrecord.model.finding import FindingKind

SENTENCE = "The council of Exampleton voted on Tuesday to “close” the old bridge until the autumn, it said.\n"
MAIL = "From: Jane Doe <jane@agency.example>\nSubject: Bridge\nMIME-Version: 1.0\n"


def read(content: bytes, declared: str | None = None) -> Document:
    return extract(Capture(content=content, origin="hostile", declared_type=declared))


def get_kinds(document: Document) -> set[FindingKind]:
    return {finding.kind for finding in document.findings}


@pytest.mark.parametrize("declared", [None, ".txt", ".html", ".eml", ".mhtml", "text/html; charset=nonsense"])
@pytest.mark.parametrize("content", [b"", b"   ", b"\n" * 1000, b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\t\r\n\f"])
def test_nothing_is_nothing_whatever_it_is_called(content: bytes, declared: str | None) -> None:
    document = read(content, declared)
    assert document.unreadable is not None
    assert document.blocks == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_story_in_any_encoding_is_the_same_text(encoding: str) -> None:
    assert read((SENTENCE * 5).encode(encoding)).text == SENTENCE * 5


def test_mixed_encodings_keep_every_word() -> None:
    document = read(SENTENCE.encode() * 5 + SENTENCE.encode("cp1252") + SENTENCE.encode() * 5)
    assert document.text == SENTENCE * 11
    assert get_kinds(document) == {FindingKind.ENCODING}


def test_nul_bytes_stay_and_are_counted() -> None:
    document = read((SENTENCE * 3 + "a\x00b\x00c\n" + SENTENCE * 3).encode())
    assert "a\x00b\x00c" in document.text
    assert get_kinds(document) == {FindingKind.CONTROL_CHARACTERS}


def test_bidirectional_characters_stay_and_are_counted() -> None:
    document = read(f"{SENTENCE}\u202etxet neddih\u202c\n{SENTENCE}".encode())
    assert "\u202e" in document.text
    assert get_kinds(document) == {FindingKind.CONTROL_CHARACTERS}


def make_deep_mail() -> bytes:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(1000))
    return f"{MAIL}{parts}Content-Type: text/plain\n\nHello\n".encode()


def make_deep_messages() -> bytes:
    return f"{MAIL}{'Content-Type: message/rfc822' + chr(10) * 2:s}".encode() * 1000


MULTIPART = f"{MAIL}Content-Type: multipart/mixed; boundary=b\n\n".encode()

HOSTILE: dict[str, Callable[[], bytes]] = {
    "one line of a million characters": lambda: b"a" * 1_000_000,
    "one line of a million words": lambda: b"word " * 1_000_000,
    "a hundred thousand lines": lambda: b"The bridge is closed.\n" * 100_000,
    "a hundred thousand headings": lambda: b"The bridge\n" * 100_000,
    "a million blank lines": lambda: b"\n" * 1_000_000 + b"end",
    "a million blanks": lambda: b" " * 1_000_000 + b"end",
    "quotation marks alone": lambda: "“".encode() * 300_000,
    "straight quotation marks alone": lambda: b'"' * 300_000,
    "signatures alone": lambda: b"\xe2\x80\x94 A (@b) May 1, 2026\n" * 10_000,
    "signatures in one line": lambda: b"\xe2\x80\x94 A (@b) May 1, 2026 " * 10_000,
    "brackets and handles": lambda: b"(@" * 300_000,
    "dashes": lambda: "—".encode() * 300_000,
    "dates": lambda: b"Jan 1 2026 " * 50_000,
    "credits": lambda: b"Ana Example/Ana Example/" * 40_000,
    "credit lines": lambda: b"Ana Example/Agency\n" * 20_000,
    "bylines": lambda: b"By Ana Example and Bo Example\n" * 20_000,
    "list marks": lambda: b"- - - -\n" * 50_000,
    "quoted lines": lambda: b"> > > > x\n" * 50_000,
    "form feeds": lambda: b"x\x0c" * 50_000,
    "carriage returns": lambda: b"x\r" * 50_000,
    "combining marks": lambda: ("a" + "\u0301" * 500_000).encode(),
    "stray bytes": lambda: b"\xff" * 500_000,
    "stray bytes between letters": lambda: b"a\xff" * 500_000,
    "stray bytes in UTF-8": lambda: "é".encode() * 300_000 + b"a\xff" * 100_000,
    "open comments": lambda: b"<!--" * 100_000,
    "open tags": lambda: b"<" * 500_000,
    "processing instructions": lambda: b"<?" * 100_000,
    "a header without an end": lambda: b"From: a\nDate: b\nX-A: " + b"c" * 2_000_000,
    "folded headers": lambda: b"From: a\nDate: b\nX-A: c\n" + b" d\n" * 60_000,
    "many headers": lambda: b"From: a\nDate: b\n" + b"X-A: b\n" * 100_000,
    "different headers": lambda: b"From: a\nDate: b\n" + b"".join(b"X-%d: b\n" % n for n in range(50_000)),
    "brackets in headers": lambda: b"From: " + b"(" * 100_000 + b"\nTo: " + b"<" * 100_000 + b"\nDate: " + b"(" * 9_999,
    "encoded words": lambda: b"Date: x\nFrom: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\nHello",
    "a mail without a body": lambda: MAIL.encode(),
    "a mail of blank lines": lambda: MAIL.encode() + b"\n" * 100_000,
    "a bad charset": lambda: f"{MAIL}Content-Type: text/plain; charset={'x' * 5000}\n\nHello".encode(),
    "a charset that is no encoding": lambda: f"{MAIL}Content-Type: text/plain; charset=zip\n\nHello".encode(),
    "parts a thousand deep": make_deep_mail,
    "messages a thousand deep": make_deep_messages,
    "a boundary of every line": lambda: MULTIPART + b"--b\n" * 50_000,
    "boundaries that are none": lambda: MULTIPART + b"--bb\n" * 50_000,
    "an empty boundary": lambda: f'{MAIL}Content-Type: multipart/mixed; boundary=""\n\n'.encode() + b"--\n" * 50_000,
    "announcements": lambda: MAIL.encode() + b"\n" + b"On Feb 3, 2026, Ana <a@b.example> wrote:\n" * 10_000,
    "announcements that are none": lambda: MAIL.encode() + b"\n" + b"On it\n" * 50_000,
    "routing lines": lambda: MAIL.encode() + b"\n" + b"From: a\nTo: b\nSubject: c\n" * 10_000,
    "sign-offs": lambda: MAIL.encode() + b"\n" + b"Regards,\n" * 50_000,
    "telephone numbers": lambda: MAIL.encode() + b"\n" + b"613 555 0100 " * 50_000,
    "addresses": lambda: MAIL.encode() + b"\n" + b"a@b.c " * 50_000,
    "flowed lines": lambda: f"{MAIL}Content-Type: text/plain; format=flowed\n\n".encode() + b"x \n" * 200_000,
    "base64 that is none": lambda: f"{MAIL}Content-Transfer-Encoding: base64\n\n".encode() + b"=a=" * 100_000,
}  # fmt: skip

LIMIT_SECONDS = 8.0
"""Processor time for any of them on a slow machine; the slowest takes a fifth of it."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_read_in_bounded_time(name: str) -> None:
    content = HOSTILE[name]()
    begin = time.process_time()
    document = read(content)
    assert time.process_time() - begin < LIMIT_SECONDS
    last = 0
    for block in document.blocks:
        assert last <= block.span.begin < block.span.end <= len(document.text)
        last = block.span.end


def test_time_grows_with_the_length_and_no_faster() -> None:
    def measure(count: int) -> float:
        content = SENTENCE.encode() * count
        begin = time.process_time()
        read(content)
        return time.process_time() - begin

    measure(1_000)
    small, large = min(measure(4_000) for _ in range(3)), measure(40_000)
    assert large < 30 * max(small, 0.02)

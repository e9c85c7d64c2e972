"""Any capture becomes a document, and what a person should know of it is said."""

from __future__ import annotations

import subprocess
import sys

import pytest

from onrecord.extract.extraction import count_hidden_characters, extract
from onrecord.model.document import BlockKind, Capture, Document
from onrecord.model.finding import FindingKind

STORY = (
    "The council of Exampleton voted on Tuesday to close the old bridge until the autumn, after engineers found cracks"
    " in two of its piers and warned of more."
)
GERMAN = (
    "Der Rat von Beispielstadt hat am Dienstag beschlossen, die alte Brücke bis zum Herbst zu sperren, nachdem"
    " Fachleute in zwei Pfeilern Risse gefunden und vor weiteren gewarnt hatten."
)


OTHER = (
    "Shop owners on both banks “fear for their summer trade” and have asked the province for help, which has not yet"
    " been promised by anyone there."
)
PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>Bridge</title></head><body><article><h1>Bridge</h1>'
    f"<p>{STORY}</p><p>{OTHER}</p></article></body></html>"
)


def read(content: bytes | str, declared: str | None = None, url: str | None = None) -> Document:
    data = content.encode() if isinstance(content, str) else content
    return extract(Capture(content=data, origin="file", declared_type=declared, url=url))


def get_findings(document: Document) -> list[tuple[FindingKind, str]]:
    return [(finding.kind, finding.message) for finding in document.findings]


@pytest.mark.parametrize(
    ("content", "declared", "reason", "text"),
    [
        (b"", None, "the file is empty", ""),
        (b"\xef\xbb\xbf", ".txt", "the file is empty", ""),
        (b" \r\n\t\n", ".txt", "the file is empty", " \r\n\t\n"),
        (b"%PDF-1.7\n", ".pdf", "a PDF document, not text", ""),
        (b"\x89PNG\r\n\x1a\n", ".txt", "an image (PNG), not text", ""),
        (b"\x1f\x8b\x08\x00", ".html", "a gzip archive, not text", ""),
        (b"WARC/1.1\r\nWARC-Type: x\r\n", None, "a web archive (WARC), not text", ""),
        (bytes(range(256)) * 20, ".txt", "binary data, not text", ""),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, declared: str | None, reason: str, text: str) -> None:
    document = read(content, declared)
    assert document.unreadable == reason
    assert get_findings(document) == [(FindingKind.UNREADABLE, reason)]
    assert (document.text, document.blocks, document.language) == (text, (), None)


def test_a_plain_text_keeps_its_address_and_gets_its_language() -> None:
    document = read(STORY, ".txt", "https://paper.example/bridge")
    assert (document.language, document.url, document.origin) == ("en", "https://paper.example/bridge", "file")
    assert document.capture == Capture(content=STORY.encode(), origin="-").digest
    assert document.findings == ()


def test_a_page_is_read_as_a_page() -> None:
    document = read(PAGE)
    assert STORY in document.text
    assert document.unreadable is None
    assert document.language == "en"
    assert any(block.kind is BlockKind.PARAGRAPH for block in document.blocks)


def test_a_page_in_an_older_encoding_reads_the_same() -> None:
    markup = PAGE.replace("utf-8", "iso-8859-1").encode("cp1252")
    assert read(markup, ".html").text == read(PAGE).text


def test_a_mail_is_read_as_a_mail() -> None:
    document = read(f"From: Jane Doe <jane@agency.example>\nSubject: Bridge\nDate: x\n\n{STORY}\n")
    assert (document.title, document.byline, document.text) == ("Bridge", ("Jane Doe",), STORY)
    assert document.language == "en"


def test_a_mail_without_text_is_unreadable_and_says_so() -> None:
    document = read("From: Jane Doe <jane@agency.example>\nSubject: Bridge\nMessage-ID: <1>\n\n")
    assert get_findings(document) == [(FindingKind.UNREADABLE, "the mail holds no text")]


def test_a_saved_page_is_read_as_a_page() -> None:
    pytest.importorskip("onrecord.extract.mhtml")
    content = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://paper.example/bridge\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html;'
        " charset=utf-8\r\nContent-Location: https://paper.example/bridge\r\n\r\n"
        f"{PAGE}\r\n--b--\r\n"
    )
    document = read(content)
    assert STORY in document.text
    assert document.url == "https://paper.example/bridge"
    broken = read(content.split("\r\n\r\n")[0])
    assert broken.unreadable is not None


def test_another_language_is_kept_whole_and_said() -> None:
    document = read(GERMAN)
    assert document.text == GERMAN
    assert document.language == "de"
    assert document.unreadable is None
    assert get_findings(document) == [
        (FindingKind.LANGUAGE_NOT_READ, "written in German (de): kept whole, but not read")
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("plain\ttext\r\n\f", 0),
        ("a\x00b", 1),
        ("a\x1b[31mb\x07", 2),
        ("a\u202eb\u2066c\u2069", 3),
        ("a\x85b\u200d", 0),
        ("\x9b", 1),
    ],
)
def test_hidden_characters_are_counted_and_kept(text: str, count: int) -> None:
    assert count_hidden_characters(text) == count
    document = read(f"{STORY}\n{text}")
    assert document.text == f"{STORY}\n{text}"
    kinds = [finding.kind for finding in document.findings]
    assert kinds == ([FindingKind.CONTROL_CHARACTERS] if count else [])
    if count:
        assert document.findings[0].message.startswith(str(count))


def test_an_encoding_that_had_to_be_guessed_is_said() -> None:
    assert [kind for kind, _ in get_findings(read(f"{STORY} caf\xe9".encode("cp1252")))] == [FindingKind.ENCODING]


def test_a_pasted_story_is_read_without_the_readers_of_pages_and_mails() -> None:
    program = (
        "import sys; from onrecord.extract.extraction import extract; from onrecord.model.document import Capture;"
        f"extract(Capture(content={STORY.encode()!r}, origin='-'));"
        "assert not {'lxml', 'trafilatura', 'py3langid', 'numpy', 'charset_normalizer', 'email'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)

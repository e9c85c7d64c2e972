"""Bytes become characters without loss and without an exception."""

from __future__ import annotations

import pytest

from onrecord.extract.decode import decode, decode_labelled, find_codec
from onrecord.extract.media import Media
from onrecord.model.finding import FindingKind
from onrecord.model.span import Span

RUSSIAN = "Мэр города сказала во вторник, что мост откроют весной, и что её никто не спросил об этом заранее. " * 4
JAPANESE = "市長は火曜日、新しい橋は春に開通すると述べた。誰も事前に相談しなかったという。" * 6


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (b"plain", "plain", "utf-8"),
        ("“café”".encode(), "“café”", "utf-8"),
        (b"\xef\xbb\xbfmarked", "marked", "utf-8"),
        ("\ufeffmarked é".encode("utf-16-le"), "marked é", "utf-16"),
        ("marked é".encode("utf-16"), "marked é", "utf-16"),
        (b"\xfe\xff" + "marked é".encode("utf-16-be"), "marked é", "utf-16"),
        ("marked é".encode("utf-32"), "marked é", "utf-32"),
        ("no mark at all".encode("utf-16-le"), "no mark at all", "utf-16-le"),
        ("no mark at all".encode("utf-16-be"), "no mark at all", "utf-16-be"),
        (b"a\r\nb\rc\nd\x00e\x1b\x07", "a\r\nb\rc\nd\x00e\x1b\x07", "utf-8"),
        (b"in the middle \xef\xbb\xbf stays", "in the middle \ufeff stays", "utf-8"),
    ],
)
def test_a_text_is_its_bytes_decoded_a_mark_aside(content: bytes, text: str, encoding: str) -> None:
    decoded = decode(content, media=Media.TEXT)
    assert (decoded.text, decoded.encoding, decoded.findings) == (text, encoding, ())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"caf\xe9 said \x93yes\x94", "café said “yes”"),
        (b"the mayor\x92s office", "the mayor’s office"),
    ],
)
def test_few_bytes_outside_ascii_are_windows_1252(content: bytes, text: str) -> None:
    decoded = decode(content, media=Media.TEXT)
    assert decoded.text == text
    assert decoded.encoding == "windows-1252"
    assert [finding.kind for finding in decoded.findings] == [FindingKind.ENCODING]


@pytest.mark.parametrize(
    ("words", "codec"), [(RUSSIAN, "cp1251"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (RUSSIAN, "koi8_r")]
)
def test_another_alphabet_is_guessed_from_its_bytes(words: str, codec: str) -> None:
    assert decode(words.encode(codec), media=Media.TEXT).text == words


def test_stray_bytes_in_utf8_are_read_one_by_one_and_counted() -> None:
    content = "“Quoted” and “quoted again”.\nThen ".encode() + b"\x93pasted\x94 words"
    decoded = decode(content, media=Media.TEXT)
    assert decoded.text == "“Quoted” and “quoted again”.\nThen “pasted” words"
    (finding,) = decoded.findings
    assert finding.message == "2 bytes are not UTF-8 as the rest is and read as windows-1252; the first is in line 2"
    assert finding.span == Span(34, 35)


def test_a_page_has_no_place_for_a_stray_byte() -> None:
    (finding,) = decode("<p>“a” é é".encode() + b"\x93", media=Media.HTML).findings
    assert finding.span is None


@pytest.mark.parametrize(
    ("head", "codec", "words"),
    [
        (b'<meta charset="iso-8859-1">', "cp1252", "“Grüße”"),
        (b"<meta charset=windows-1251>", "cp1251", "Мэр"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "cp932", "市長"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>', "iso8859_2", "Łódź"),
        (b"<meta charset=gb2312>", "gb18030", "市长"),
    ],
)
def test_a_page_says_its_own_encoding(head: bytes, codec: str, words: str) -> None:
    decoded = decode(head + words.encode(codec), media=Media.HTML)
    assert decoded.text.endswith(words)
    assert decoded.findings == ()


def test_valid_utf8_is_believed_before_what_a_page_says() -> None:
    assert decode("<meta charset=iso-8859-1>“é”".encode(), media=Media.HTML).text.endswith("“é”")


def test_a_server_counts_before_the_page() -> None:
    content = b"<meta charset=utf-8>" + "Мэр".encode("cp1251")
    decoded = decode(content, media=Media.HTML, declared="text/html; charset=windows-1251")
    assert decoded.text.endswith("Мэр")


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin-1", "cp1252"),
        (" ISO-8859-1 ", "cp1252"),
        ("us-ascii", "cp1252"),
        ("UTF8", "utf-8"),
        ("utf-16", "utf-8"),
        ("gb2312", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("iso-8859-15", "iso8859_15"),
        ("no-such-thing", None),
        ("base64", None),
        ("rot13", None),
        ("unicode_escape", None),
        ("idna", None),
        ("x\x00y", None),
        ("", None),
        (None, None),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str | None, codec: str | None) -> None:
    assert find_codec(label) == codec


@pytest.mark.parametrize("label", ["no-such-thing", "zip", "utf-8", "cp437", None, "x" * 1000])
def test_a_piece_with_a_bad_label_is_decoded_all_the_same(label: str | None) -> None:
    assert decode_labelled(b"words", label) == "words"


def test_bytes_that_fit_no_letter_are_counted() -> None:
    decoded = decode(b"<meta charset=windows-1253>" + b"\xd2" * 3 + b"x", media=Media.HTML)
    assert "3 characters cannot be read" in decoded.findings[0].message

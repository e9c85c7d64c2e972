"""A page saved by a browser opens to its markup, its address and when it was saved."""

from __future__ import annotations

import time

import pytest

from onrecord.extract.mhtml import open_mhtml

HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ledger.example/market\r\nSubject: Market\r\n"
    "Date: Wed, 28 Jan 2026 10:12:00 -0500\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Part----"\r\n\r\n\r\n'
)


def _make_part(kind: str, location: str, body: str, encoding: str = "quoted-printable") -> str:
    return (
        f"------Part----\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location:"
        f" {location}\r\n\r\n"
        f"{body}\r\n"
    )


PAGE = _make_part("text/html", "https://ledger.example/market", "<p>Caf=C3=A9 on the =\r\nharbour</p>")
FRAME = _make_part("text/html", "https://ads.example/frame", "<p>Buy now</p>")
END = "------Part------\r\n"


def test_the_page_is_opened_with_its_address_and_day() -> None:
    opened = open_mhtml((HEAD + PAGE + END).encode())
    assert opened is not None
    assert opened.markup.strip() == "<p>Café on the harbour</p>"
    assert (opened.url, opened.saved) == ("https://ledger.example/market", "2026-01-28T10:12:00-05:00")


def test_the_page_is_the_part_the_message_names() -> None:
    opened = open_mhtml((HEAD + FRAME + PAGE + END).encode())
    assert opened is not None
    assert "harbour" in opened.markup


def test_a_part_in_another_encoding_is_decoded() -> None:
    body = "<p>Caf\xe9</p>"
    part = _make_part("text/html; charset=iso-8859-1", "https://ledger.example/market", body, "8bit")
    opened = open_mhtml((HEAD + part + END).encode("iso-8859-1"))
    assert opened is not None
    assert "Café" in opened.markup


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><p>Not a message</p></html>",
        b"From: ada@example.org\r\nSubject: Hello\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nHello",
        (HEAD + _make_part("image/png", "https://ledger.example/a.png", "AAAA", "base64") + END).encode(),
        HEAD.encode(),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nno boundary",
    ],
)
def test_what_is_no_saved_page_is_none(content: bytes) -> None:
    assert open_mhtml(content) is None


def test_an_address_of_the_browsers_own_is_none() -> None:
    opened = open_mhtml(
        (
            HEAD.replace("https://ledger.example/market", "cid:frame-1") + PAGE.replace("https://", "file:///") + END
        ).encode()
    )
    assert opened is not None
    assert opened.url is None


def test_a_message_cut_short_is_read_as_far_as_it_goes() -> None:
    opened = open_mhtml((HEAD + PAGE).encode()[:-20])
    assert opened is not None
    assert "Caf" in opened.markup


@pytest.mark.parametrize(
    "content",
    [
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b0"\r\n\r\n'
        + b"".join(
            b'--b%d\r\nContent-Type: multipart/related; boundary="b%d"\r\n\r\n' % (n, n + 1) for n in range(5_000)
        ),
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b0"\r\n\r\n' + b"--b0\r\n\r\nx\r\n" * 200_000,
    ],
    ids=["nested", "many"],
)
def test_a_message_built_to_exhaust_is_refused_at_once(content: bytes) -> None:
    began = time.process_time()
    assert open_mhtml(content) is None
    assert time.process_time() - began < 1.0

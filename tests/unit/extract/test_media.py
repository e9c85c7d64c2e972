"""What a capture's bytes are decided to be."""

from __future__ import annotations

import pytest

from onrecord.extract.media import Media, decide_media, find_unreadable_format

MAIL = (
    b"From: Ana Example <ana@paper.example>\r\nDate: Tue, 3 Feb 2026 10:12:00 -0500\r\nMessage-ID: <1@x>\r\n\r\nHello"
)
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://paper.example/a\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
)
RELATED = b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=b; type=text/html\r\n\r\n--b\r\n"


@pytest.mark.parametrize(
    ("content", "declared", "media"),
    [
        (b"", None, Media.EMPTY),
        (b" \r\n\t\n", ".txt", Media.EMPTY),
        (b"\xef\xbb\xbf", None, Media.EMPTY),
        (b"\xef\xbb\xbf \n", ".html", Media.EMPTY),
        (b"\xff\xfe", None, Media.EMPTY),
        (" \n".encode("utf-16"), None, Media.EMPTY),
        (b"The mayor said so.", None, Media.TEXT),
        (b"The mayor said so.", ".html", Media.TEXT),
        (b"a < b and c > d, said the mayor", None, Media.TEXT),
        (b"<3 is what she wrote", None, Media.TEXT),
        (b"<ana@paper.example> wrote a letter", None, Media.TEXT),
        (b"<!DOCTYPE html><title>x</title>", None, Media.HTML),
        (b"<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><p>x", ".txt", Media.HTML),
        (b"\xef\xbb\xbf\n  <html><p>x", None, Media.HTML),
        (b"<!-- saved --><!-- again --><html>", None, Media.HTML),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html/>', None, Media.HTML),
        (b"<p>The mayor said so.</p>", None, Media.HTML),
        (b"<div class='a'>one line</div>", ".txt", Media.HTML),
        (b"<article><h1>x</h1></article>", None, Media.HTML),
        (b"Some words first <p>then a paragraph</p>", ".html", Media.HTML),
        (b"Some words first <p>then a paragraph</p>", ".txt", Media.TEXT),
        (b"Some words first <p>then a paragraph</p>", "text/html; charset=utf-8", Media.HTML),
        ("<html><p>é</p></html>".encode("utf-16"), None, Media.HTML),
        ("<html><p>é</p></html>".encode("utf-16-le"), None, Media.HTML),
        ("The mayor said so.".encode("utf-16"), None, Media.TEXT),
        ("The mayor said so.".encode("utf-32"), None, Media.TEXT),
        (MAIL, None, Media.MAIL),
        (MAIL, ".txt", Media.MAIL),
        (MAIL.replace(b"\r\n", b"\n"), ".html", Media.MAIL),
        (b"From ana@paper.example Tue Feb  3 10:12:00 2026\n" + MAIL, None, Media.MAIL),
        (b"Received: from a by b;\n\tTue, 3 Feb 2026\nSubject: x\n\nHi", None, Media.MAIL),
        (b"From: Ana\nSubject: Offices\n\nHi", ".eml", Media.MAIL),
        (b"From: Ana\nSubject: Offices\n\nHi", None, Media.MAIL),
        (b"From: Ana\nSubject: Offices\n\nHi", ".txt", Media.TEXT),
        (b"From: Ana\nand now something else\n", ".eml", Media.TEXT),
        (b"From the start: nothing", None, Media.TEXT),
        (b"Ottawa: A story begins\nand goes on", None, Media.TEXT),
        (MHTML, None, Media.MHTML),
        (MHTML, ".txt", Media.MHTML),
        (RELATED, ".mht", Media.MHTML),
        (RELATED, None, Media.MHTML),
        (MAIL.replace(b"\r\n\r\nHello", b"\r\n") + RELATED, ".eml", Media.MAIL),
        (b"\x00\x01\x02\x03 binary \x04\x05", ".txt", Media.NOT_TEXT),
        (b"\x00" * 500, None, Media.NOT_TEXT),
        (b"A text with one NUL\x00 in it, which is damaged but still a text that can be read", None, Media.TEXT),
    ],
)
def test_the_bytes_decide_and_the_suffix_breaks_ties(content: bytes, declared: str | None, media: Media) -> None:
    assert decide_media(content, declared) is media


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "an image (PNG)"),
        (b"\xff\xd8\xff\xe0", "an image (JPEG)"),
        (b"GIF89a", "an image (GIF)"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "an image (WebP)"),
        (b"PK\x03\x04" + b"\x00" * 20 + b"word/document.xml", "a Word document"),
        (b"PK\x03\x04" + b"\x00" * 20 + b"archive/data.warc.gz datapackage.json", "a web archive (WACZ)"),
        (b"PK\x03\x04" + b"\x00" * 20 + b"a.txt", "a ZIP archive"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "a web archive (WARC)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office file or Outlook message"),
        (b"{\\rtf1\\ansi hello}", "an RTF document"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'>", "a news feed (RSS)"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a news feed (Atom)"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "an image (SVG)"),
        (b'{"schema": "x", "n": [1]}\n', "JSON data"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (bytes(range(256)) * 10, "binary data"),
        (b"words, words\n" * 400 + b"\x01\x02\x03\x04" * 400, "binary data"),
    ],
)
def test_what_is_no_text_is_named_by_what_it_looks_like(content: bytes, name: str) -> None:
    assert find_unreadable_format(content) == name
    assert decide_media(content, ".txt") is Media.NOT_TEXT


def test_headers_that_never_end_are_looked_at_with_a_bound() -> None:
    assert decide_media(b"X-A: b\n" * 1_000_000, None) in (Media.TEXT, Media.MAIL)
    assert decide_media(b"<!--" * 1_000_000, None) in (Media.TEXT, Media.HTML)

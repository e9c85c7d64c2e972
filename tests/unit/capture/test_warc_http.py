"""Responses as archives hold them: encodings are undone within bounds, what cannot be undone says so."""

from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest

from onrecord.capture.warc_http import parse_response
from onrecord.capture.warc_reading import WarcLimits

PAGE = b"<!doctype html><title>Offices</title><p>The agency lists five offices.</p>" * 30


def make_response(body: bytes, *headers: str, first: str = "HTTP/1.1 200 OK") -> bytes:
    return "\r\n".join([first, "Content-Type: text/html", *headers, "", ""]).encode() + body


def chunk(body: bytes, size: int = 100, *, extension: bytes = b"", end: bytes = b"0\r\n\r\n") -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces) + end


def deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


CHUNKED = "Transfer-Encoding: chunked"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE, []),
        (gzip.compress(PAGE, mtime=0), ["Content-Encoding: gzip"]),
        (gzip.compress(PAGE, mtime=0), ["content-encoding: X-GZIP"]),
        (gzip.compress(PAGE[:500], mtime=0) + gzip.compress(PAGE[500:], mtime=0), ["Content-Encoding: gzip"]),
        (gzip.compress(PAGE, mtime=0) + b"\0\0\0", ["Content-Encoding: gzip"]),
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (deflate(PAGE), ["Content-Encoding: deflate"]),
        (brotli.compress(PAGE), ["Content-Encoding: br"]),
        (chunk(PAGE), [CHUNKED]),
        (chunk(PAGE, extension=b";name=value", end=b"0\r\nTrailer: yes\r\n\r\n"), [CHUNKED]),
        (chunk(gzip.compress(PAGE, mtime=0)), ["Content-Encoding: gzip", CHUNKED]),
        (gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0), ["Content-Encoding: gzip, gzip"]),
        (chunk(brotli.compress(PAGE)), ["Content-Encoding: br", CHUNKED]),
        (PAGE, ["Content-Encoding: identity"]),
        (PAGE, ["Content-Encoding: gzip"]),
        (PAGE, ["Content-Encoding: deflate"]),
        (PAGE, ["Content-Encoding: br"]),
        (PAGE, [CHUNKED]),
    ],
)
def test_encodings_are_undone_and_bodies_already_undone_stay(body: bytes, headers: list[str]) -> None:
    response = parse_response(make_response(body, *headers))
    assert response.content == PAGE
    assert response.payload == body
    assert response.trouble is None
    assert response.status == 200
    assert response.find("content-TYPE") == "text/html"


@pytest.mark.parametrize(
    ("body", "headers", "trouble"),
    [
        (gzip.compress(PAGE, mtime=0)[:-20], ["Content-Encoding: gzip"], "breaks off"),
        (gzip.compress(PAGE, mtime=0)[:40] + b"\xff" * 40, ["Content-Encoding: gzip"], "damaged"),
        (brotli.compress(PAGE * 5)[:-9], ["Content-Encoding: br"], "breaks off"),
        (chunk(PAGE)[:-50], [CHUNKED], "chunk"),
        (chunk(PAGE)[:-5] + b"zz\r\n", [CHUNKED], "break off"),
        (chunk(PAGE, end=b""), [CHUNKED], "break off"),
        (b"ffffffffffffff\r\n" + PAGE, [CHUNKED], "shorter"),
        (PAGE, ["Content-Encoding: zstd"], "zstd"),
        (PAGE, ["Content-Encoding: " + "gzip, " * 40], "40 encodings"),
    ],
)
def test_what_cannot_be_undone_says_so(body: bytes, headers: list[str], trouble: str) -> None:
    response = parse_response(make_response(body, *headers))
    assert response.trouble is not None
    assert trouble in response.trouble
    assert response.payload == body


@pytest.mark.parametrize(
    ("pack", "name"), [(gzip.compress, "gzip"), (brotli.compress, "br"), (zlib.compress, "deflate")]
)
def test_a_bomb_is_left_as_it_came(pack: type[bytes], name: str) -> None:
    body = pack(b"\0" * 30_000_000)
    response = parse_response(make_response(body, f"Content-Encoding: {name}"))
    assert response.content == body
    assert response.trouble is not None
    assert "inflates" in response.trouble


def test_a_bound_on_size_holds_for_every_encoding() -> None:
    limits = WarcLimits(max_record_bytes=1_000)
    for name, body in (
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("br", brotli.compress(PAGE)),
        ("deflate", deflate(PAGE)),
    ):
        response = parse_response(make_response(body, f"Content-Encoding: {name}"), limits)
        assert response.content == body, name
        assert response.trouble is not None


@pytest.mark.parametrize(
    ("first", "status"),
    [
        ("HTTP/1.0 404 Not Found", 404),
        ("HTTP/2 503 ", 503),
        ("HTTP/1.1 301", 301),
        ("HTTP/1.1 abc", None),
        ("", None),
        ("ICY 200 OK", None),
    ],
)
def test_the_status_is_read_or_none(first: str, status: int | None) -> None:
    assert parse_response(make_response(PAGE, first=first)).status == status


@pytest.mark.parametrize(
    "message", [b"", b"HTTP/1.1 200 OK", b"\0" * 100_000, b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 99]
)
def test_a_head_without_end_is_all_head(message: bytes) -> None:
    response = parse_response(message)
    assert response.head == message
    assert response.content == b""
    assert response.trouble is not None


def test_lines_may_end_as_they_like_and_headers_may_be_folded() -> None:
    response = parse_response(b"HTTP/1.1 200 OK\nContent-Type: text/html;\n charset=utf-8\n\n" + PAGE)
    assert response.find("Content-Type") == "text/html; charset=utf-8"
    assert response.content == PAGE


def test_many_small_chunks_take_linear_time() -> None:
    body = io.BytesIO()
    for _ in range(300_000):
        body.write(b"1\r\nx\r\n")
    response = parse_response(make_response(body.getvalue() + b"0\r\n\r\n", CHUNKED))
    assert response.content == b"x" * 300_000

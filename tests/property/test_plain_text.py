"""What holds for every text and for every heap of bytes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.dates import find_date
from onrecord.extract.decode import decode
from onrecord.extract.extraction import extract
from onrecord.extract.flattened import find_signature
from onrecord.extract.mail import extract_mail
from onrecord.extract.media import Media, decide_media
from onrecord.extract.mime import open_mail
from onrecord.extract.plain import extract_plain
from onrecord.extract.replies import BodyLine, split_passages, strip_foot
from onrecord.model.document import Capture, Document

PIECES = [
    "\n", "\n\n", "\r\n", "\r", " ", "\t", "\x00", "\u2028", "\ufeff", "“", "”", '"', "— ", "- ", "• ", "1. ", "> ",
    "#",
    "Ana Example", "(@ana)", " January 28, 2026", "— Ana Example (@ana) January 28, 2026", "pic.twitter.com/ab", "…",
    "https://t.co/ab", "By Ana Example", "Published: 3 Feb 2026", "(Ana Example/Example Press)", "Getty Images",
    "View this post on Instagram", "A post shared by Ana (@ana)", "♬ original sound", "@ana ", "the bridge is closed",
    "The council of Exampleton voted on Tuesday to close the bridge, she said.", "said", ":", ".", "!", "\U0001f309",
]  # fmt: skip
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
mails = st.lists(
    st.sampled_from(
        [
            b"From: Ana <ana@paper.example>\n", b"Subject: =?utf-8?q?a=20b?=\n", b"Content-Type: multipart/mixed;",
            b" boundary=b\n", b"--b\n", b"--b--\n", b"\n", b"Content-Type: text/html\n", b"<p>x</p>", b"> quoted\n",
            b"Content-Transfer-Encoding: base64\n", b"=E2=80", b"QUJD\n", b"On Feb 3, 2026, Ana wrote:\n", b"-- \n",
            b"Content-Type: text/plain; charset=nonsense; format=flowed\n", b"Kind regards,\n", b"\xff\xfe", b"\x00",
            b"Content-Type: message/rfc822\n", b"Content-Disposition: attachment; filename*=utf-8''%E2%82\n", b"(((((",
            b"Date: Tue, 99 Feb 2026 99:99:99 -9999\n", b"From ana@x Tue Feb  3 10:12:00 2026\n",
        ]
    ),
    max_size=40,
).map(b"".join)  # fmt: skip


def read(text: str) -> Document:
    return extract_plain(text, Capture(content=b"", origin="-"))


@given(texts)
def test_the_document_s_text_is_the_input(text: str) -> None:
    assert read(text).text == text


@given(texts)
def test_blocks_hold_every_character_that_is_not_blank_once_and_in_order(text: str) -> None:
    last = 0
    held = []
    for block in read(text).blocks:
        assert block.span.begin >= last
        assert not block.span.of(text)[0].isspace()
        assert not block.span.of(text)[-1].isspace()
        held.append(block.span.of(text))
        last = block.span.end
    assert "".join("".join(held).split()) == "".join(text.split())


@given(texts)
def test_a_post_s_words_lie_in_its_block(text: str) -> None:
    for block in read(text).blocks:
        if block.post and block.post.words_span:
            assert block.span.holds(block.post.words_span)
            assert block.post.words_span.of(text).strip() == block.post.words_span.of(text) != ""


@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@given(st.text())
def test_a_text_encoded_in_utf8_is_decoded_to_itself(text: str) -> None:
    assert (
        decode(text.encode("utf-8", "replace"), media=Media.TEXT).text
        in (
            text.encode("utf-8", "replace").decode(),
            text.encode("utf-8", "replace").decode("utf-8-sig"),
        )
        or "\x00" in text
    )


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(), mails), st.sampled_from([None, ".txt", ".html", ".eml", ".mht", "text/html; charset=x"]))
def test_no_bytes_raise(content: bytes, declared: str | None) -> None:
    decide_media(content, declared)
    for media in Media:
        assert isinstance(decode(content, media=media, declared=declared).text, str)
    open_mail(content)
    extract(Capture(content=content, origin="-", declared_type=".txt"))


@settings(max_examples=300, deadline=None)
@given(mails)
def test_no_mail_raises_and_its_blocks_point_into_its_text(content: bytes) -> None:
    document = extract_mail(Capture(content=b"From: Ana <a@b.example>\nMIME-Version: 1.0\n" + content, origin="-"))
    assert "a@b.example" not in document.text
    for block in document.blocks:
        assert block.span.of(document.text).strip()


@given(st.text(), st.text())
def test_lines_and_dates_of_any_kind_raise_nothing(text: str, around: str) -> None:
    find_signature(text)
    find_date(text, around=around)
    lines = [BodyLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    assert sum(len(passage.lines) for passage in split_passages(lines)) <= len(lines)
    assert len(strip_foot(lines)) <= len(lines)

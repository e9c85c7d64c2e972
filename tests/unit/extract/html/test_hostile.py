"""Broken and hostile markup: no exception, no quadratic time, nothing lost without a finding."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.finding import FindingKind
from tests.unit.extract.html.pages import AFTER, BEFORE, make_page, read

SECONDS = 4.0  # of processor time for the largest of these pages; linear reading takes a tenth of it


def _spend(markup: str) -> float:
    began = time.process_time()
    read(markup)
    return time.process_time() - began


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "span", "ul><li", "article", "table><tr><td", "figure"])
def test_ten_thousand_nested_elements_are_read_to_the_end(tag: str) -> None:
    names = tag.replace(">", "").split("<")
    opened = "".join(f"<{name}>" for name in names) * (10_000 // len(names))
    document = read(f"<html><body>{opened}<p>{BEFORE}</p>")
    assert BEFORE in document.text
    assert FindingKind.TOO_DEEP in {finding.kind for finding in document.findings}


def test_what_stands_behind_deep_elements_is_kept() -> None:
    document = read(f"<html><body>{'<div>' * 10_000}<p>{BEFORE}</p>{'</div>' * 10_000}<p>{AFTER}</p></body></html>")
    assert BEFORE in document.text
    assert AFTER in document.text


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000,
        "<b>x</b>" * 50_000,
        "<p>x" * 50_000,
        "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">x</p>",
        "<p " + "a='" * 40_000,
        "<" * 300_000,
        "<!--" * 100_000,
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<style>" + ".a{" * 100_000 + "</style>",
        "<style>" + "/*" * 200_000 + "</style>",
        "<style>" + "@media x{" * 50_000 + "</style>",
        "<blockquote class='twitter-tweet'>" * 3_000,
        "<div data-url='https://x.com/a/status/1234567890'>" * 3_000,
        "<div class='caption'>" * 900 + "<p>x</p>" * 3_000,
        f"<div class='{'a-' * 200_000}'>x</div>",
        f"<p data-x='{'x' * 2_000_000}'>x</p>",
        "<a href='https://x.com/" + "a/" * 100_000 + "'>x</a>",
        "<p style='" + "position:absolute;" * 50_000 + "'>x</p>",
        "<p>" + "word " * 200_000 + "</p>",
        "<p>" + "(@" * 100_000 + "</p>",
        "<blockquote class='instagram-media'>" + "<p>(@a" * 2_000 + "</blockquote>",
        "<time datetime='" + "2" * 100_000 + "'>x</time>",
        "<h1>x</h1>" * 20_000,
        "<div class='byline'>" * 900 + "By Ada Berg",
        "<div class='author'>x</div>" * 20_000,
        "<img>" * 20_000 + "<p>x</p>",
        "<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe>" * 3_000,
    ],
    ids=lambda markup: markup[:30],
)
def test_time_grows_with_size_alone(markup: str) -> None:
    assert _spend(f"<html><body><p>{BEFORE}</p>{markup}") < SECONDS


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{BEFORE}<p>{AFTER}",
        f"<html><body><p>{BEFORE}</div></span></p><p>{AFTER}</body></html></html>",
        f"<html><head><p>{BEFORE}</p></head><p>{AFTER}</p>",
        f"<table><p>{BEFORE}</p><tr><td><p>{AFTER}</p>",
        f"<p>{BEFORE}\x00</p><p>{AFTER}</p>",
        f"<p>{BEFORE}</p><p>\ud800{AFTER}</p>",
    ],
)
def test_malformed_markup_is_read_as_far_as_it_goes(markup: str) -> None:
    assert AFTER[:40] in read(markup).text


def test_an_element_with_thousands_of_attributes_is_thinned_and_said_so() -> None:
    attributes = " ".join(f"a{n}=1" for n in range(20_000))
    document = read(f"<html><body><p {attributes}>{BEFORE}</p><p>{AFTER}</p></body></html>")
    assert BEFORE in document.text
    assert FindingKind.PART_LEFT_OUT in {finding.kind for finding in document.findings}


_TAGS = (
    "p div span b a h1 h2 li ul td tr table blockquote figure figcaption img br script style iframe noscript"
    " template article"
    " main nav time meta link title input amp-twitter lite-youtube"
).split()
_ATTRIBUTES = st.sampled_from(
    [
        "",
        " class='twitter-tweet'",
        " class='caption'",
        " class='byline author'",
        " class='instagram-media'",
        " style='display:none'",
        " href='https://x.com/a/status/12345678'",
        " data-tweet-id='12345'",
        " datetime='2026-01-28'",
        " hidden",
        " itemprop='author'",
        " src='https://www.youtube.com/embed/dQw4w9WgXcQ'",
        " data-html='&lt;blockquote class=twitter-tweet&gt;'",
    ]
)
_PIECES = st.one_of(
    st.builds(lambda tag, attributes: f"<{tag}{attributes}>", st.sampled_from(_TAGS), _ATTRIBUTES),
    st.builds(lambda tag: f"</{tag}>", st.sampled_from(_TAGS)),
    st.text(max_size=40),
    st.sampled_from(
        ["— Ada Berg (@adaberg) January 28, 2026", BEFORE, AFTER, "By Ada Berg", "…", "<!--", "-->", "&amp;", "\x00"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_any_soup_of_tags_is_read_and_its_spans_lie_in_the_text(pieces: list[str]) -> None:
    document = read("".join(pieces))
    for block in document.blocks:
        assert 0 <= block.span.begin < block.span.end <= len(document.text)
        assert block.span.of(document.text).strip()
        if block.post is not None and block.post.words_span is not None:
            assert block.span.holds(block.post.words_span)
            assert block.post.words_span.of(document.text).strip()
    assert document.text == "\n\n".join(block.span.of(document.text) for block in document.blocks)


@settings(max_examples=50, deadline=None)
@given(st.lists(_PIECES, max_size=15))
def test_a_page_around_any_soup_is_read(pieces: list[str]) -> None:
    document = read(make_page("".join(pieces)))
    assert document.capture.startswith("sha256:")

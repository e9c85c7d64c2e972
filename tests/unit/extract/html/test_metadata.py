"""What a page says of itself: title, byline, outlet, dates, address, language."""

from __future__ import annotations

import json

import pytest

from onrecord.extract.html.bylines import split_names
from tests.unit.extract.html.pages import make_page, read, read_around


def _state(**stated: object) -> str:
    article = {"@context": "https://schema.org", "@type": "NewsArticle", **stated}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


ADA = {"@type": "Person", "name": "Ada Berg"}


@pytest.mark.parametrize(
    "head",
    [
        _state(headline="x", author=ADA),
        _state(headline="x", author=[ADA]),
        _state(headline="x", author="Ada Berg"),
        _state(headline="x", author={"@type": "Person", "name": "By Ada Berg"}),
        _state(headline="x", author={"@type": "Person", "givenName": "Ada", "familyName": "Berg"}),
        (
            '<script type="application/ld+json">'
            '{"@graph":[{"@type":"WebSite","name":"Ledger"},{"@type":"NewsArticle","headline":"x",'
            '"author":{"@id":"#ada"}},{"@type":"Person","@id":"#ada","name":"Ada Berg"}]}</script>'
        ),
        (
            '<script type="application/ld+json">'
            '[{"@type":"BreadcrumbList"},{"@type":"NewsArticle","author":[{"name":"Ada Berg"}]}]</script>'
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"a\nb","author":{"name":"Ada'
            ' Berg",},}</script>'
        ),
        (
            '<script type="application/ld+json"><!-- {"@type":"NewsArticle","headline":"x","author":{"name":"Ada'
            ' Berg"}} --></script>'
        ),
        '<meta name="author" content="Ada Berg">',
        (
            '<meta property="article:author" content="https://ledger.example/ada"><meta name="parsely-author"'
            ' content="Ada Berg">'
        ),
        '<meta name="sailthru.author" content="Ada Berg"><meta name="DC.creator" content="Ada Berg">',
        '<meta name="author" content="ada-berg"><meta name="byl" content="By Ada Berg">',
    ],
)
def test_the_byline_is_read_wherever_it_is_stated(head: str) -> None:
    assert read(make_page("", head=head)).byline == ("Ada Berg",)


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">By Ada Berg</p>',
        '<p class="byline">By <a rel="author" href="/staff/ada-berg">Ada Berg</a>, Harbour correspondent</p>',
        '<span itemprop="author"><span itemprop="name">Ada Berg</span></span>',
        '<div class="article-author">Von Ada Berg</div>',
        '<div class="meta"><a href="/autoren/ada-berg">Ada Berg</a></div>',
        '<address class="author">Ada Berg | ada.berg@ledger.example</address>',
    ],
)
def test_a_visible_byline_is_read_beside_the_headline(byline: str) -> None:
    markup = make_page("").replace("</h1>", f"</h1>{byline}")
    document = read(markup)
    assert document.byline == ("Ada Berg",)
    assert "ledger.example" not in document.text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada Berg and Odd Varga", ["Ada Berg", "Odd Varga"]),
        ("Von Ada Berg und Odd Varga, dpa", ["Ada Berg", "Odd Varga", "dpa"]),
        ("Par Ada Berg et Odd Varga", ["Ada Berg", "Odd Varga"]),
        ("By Ada Berg, Senior Political Correspondent", ["Ada Berg"]),
        ("Ada Berg For The Harbour Ledger", ["Ada Berg"]),
        ("Ada Berg (abe)", ["Ada Berg"]),
        ("Ada Berg; Odd Varga", ["Ada Berg", "Odd Varga"]),
        ("Ada Berg | Updated 3 hours ago", ["Ada Berg"]),
        ("ada.berg@ledger.example", []),
        ("", []),
    ],
)
def test_a_byline_is_names_only(text: str, names: list[str]) -> None:
    assert split_names(text) == names


def test_a_person_seen_goes_before_an_outlet_stated() -> None:
    head = '<meta property="og:site_name" content="Harbour Ledger">' + _state(
        headline="x", author={"@type": "Organization", "name": "Harbour Ledger"}
    )
    page = make_page("", head=head)
    assert read(page).byline == ("Harbour Ledger",)
    assert read(page.replace("</h1>", '</h1><p class="byline">By Ada Berg</p>')).byline == ("Ada Berg",)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (_state(headline="x", datePublished="2026-01-28T10:15:00-05:00"), "2026-01-28T10:15:00-05:00"),
        (_state(headline="x", datePublished="2026-01-28T10:15:00.120+0100"), "2026-01-28T10:15:00.120+01:00"),
        (_state(headline="x", datePublished="2026-01-28 10:15:00Z"), "2026-01-28T10:15:00Z"),
        (_state(headline="x", datePublished="2026-01-28T10:15"), "2026-01-28T10:15"),
        (_state(headline="x", datePublished="2026-01-28"), "2026-01-28"),
        (
            _state(headline="x", datePublished="2026-01-28")
            + '<meta property="article:published_time" content="2026-01-28T10:15:00Z">',
            "2026-01-28T10:15:00Z",
        ),
        ('<meta property="article:published_time" content="2026-01-28T10:15:00+01:00">', "2026-01-28T10:15:00+01:00"),
        ('<meta name="pubdate" content="Wed, 28 Jan 2026 10:15:00 +0100">', "2026-01-28T10:15:00+01:00"),
        ('<meta name="parsely-pub-date" content="1769591700">', "2026-01-28T09:15:00Z"),
        ('<meta name="DC.date.issued" content="20260128">', "2026-01-28"),
        ('<meta name="date" content="28. Januar 2026">', "2026-01-28"),
        ('<link rel="canonical" href="https://ledger.example/2026/01/28/market">', "2026-01-28"),
        ('<meta name="date" content="0001-01-01T00:00:00Z">', None),
        ('<meta name="date" content="soon">', None),
    ],
)
def test_the_day_of_publication_keeps_its_precision_and_zone(head: str, published: str | None) -> None:
    assert read(make_page("", head=head)).published == published


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ('<time datetime="2026-01-28T10:15:00+01:00">an hour ago</time>', "2026-01-28T10:15:00+01:00"),
        ("<time>28 January 2026</time>", "2026-01-28"),
        ('<p class="article-date">28. Januar 2026, 10:15 Uhr</p>', "2026-01-28T10:15"),
        ('<p class="fecha">28 de enero de 2026</p>', "2026-01-28"),
        ("<div>28 stycznia 2026</div>", "2026-01-28"),
        ('<meta itemprop="datePublished" content="2026-01-28">', "2026-01-28"),
    ],
)
def test_a_date_seen_beside_the_headline_is_read(shown: str, published: str) -> None:
    assert read(make_page("").replace("</h1>", f"</h1>{shown}")).published == published


def test_a_date_within_an_embed_is_not_the_pages() -> None:
    embed = (
        '<blockquote class="twitter-tweet"><p>Closed.</p>— Ada (@ada) <a'
        ' href="https://x.com/ada/status/1234567">January 28, 2026</a></blockquote>'
    )
    assert read_around(embed).published is None


def test_the_change_of_a_story_is_read() -> None:
    document = read(make_page("", head=_state(headline="x", dateModified="2026-01-29T08:00:00Z")))
    assert document.updated == "2026-01-29T08:00:00Z"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", "Council closes market"),
        (_state(headline="Council closes old market"), "Council closes old market"),
        (_state(headline="Council &amp; traders"), "Council & traders"),
        ('<meta property="og:title" content="Council closes market | Harbour Ledger">', "Council closes market"),
    ],
)
def test_the_title_is_the_headline_without_the_outlet(head: str, title: str) -> None:
    assert read(make_page("", head=head)).title == title


def test_a_title_without_a_headline_loses_the_outlets_name() -> None:
    head = '<meta property="og:site_name" content="Harbour Ledger">'
    markup = (
        f"<html><head><title>Council closes market - Harbour Ledger</title>{head}</head>"
        "<body><p>It is closed, said Ada.</p></body></html>"
    )
    document = read(markup)
    assert (document.title, document.outlet) == ("Council closes market", "Harbour Ledger")


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://ledger.example/market">', "https://ledger.example/market"),
        ('<meta property="og:url" content="https://ledger.example/market">', "https://ledger.example/market"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="https://[broken">', None),
    ],
)
def test_the_address_is_the_one_the_page_names(head: str, url: str | None) -> None:
    assert read(make_page("", head=head)).url == url


@pytest.mark.parametrize(
    "saved",
    [
        "<!--\n Page saved with SingleFile \n url: https://ledger.example/market \n saved date: Wed Jan 28 2026\n-->",
        "<!-- saved from url=(0029)https://ledger.example/market -->",
    ],
)
def test_a_page_saved_as_a_single_file_names_where_it_came_from(saved: str) -> None:
    markup = make_page('<img src="data:image/png;base64,AAAA">')
    assert read(markup.replace("<head>", f"{saved}<head>")).url == "https://ledger.example/market"


@pytest.mark.parametrize(
    ("attribute", "language"), [("de-AT", "de"), ("EN", "en"), ("zh_CN", "zh"), ("", None), ("x-klingon", None)]
)
def test_the_language_is_the_pages_own(attribute: str, language: str | None) -> None:
    assert read(make_page("").replace("lang='en'", f"lang='{attribute}'")).language == language

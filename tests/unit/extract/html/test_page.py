"""What of a page becomes the document: its story, in blocks, each with its place."""

from __future__ import annotations

import pytest

from onrecord.model.document import BlockKind
from onrecord.model.finding import FindingKind
from tests.unit.extract.html.pages import AFTER, BEFORE, get_texts, make_page, read, read_around


def test_the_text_is_the_blocks_parted_by_blank_lines() -> None:
    document = read_around("<h2>What comes next</h2><p>The building is to be sold before winter, the mayor said.</p>")
    assert document.text == "\n\n".join(block.span.of(document.text) for block in document.blocks)
    assert [block.id for block in document.blocks] == ["b1", "b2", "b3", "b4"]


def test_a_block_says_where_in_the_page_it_stands() -> None:
    document = read_around("<h2>What comes next</h2><p>The building is to be sold before winter, the mayor said.</p>")
    assert [block.path for block in document.blocks] == [
        "/html/body/main/article/p[1]",
        "/html/body/main/article/h2",
        "/html/body/main/article/p[2]",
        "/html/body/main/article/p[3]",
    ]


@pytest.mark.parametrize(
    ("markup", "kind", "text"),
    [
        ("<h3>A new hall</h3><p>It will stand by the pier, the plan says.</p>", BlockKind.HEADING, "A new hall"),
        ("<ul><li>Forty stalls are to go.</li></ul>", BlockKind.LIST_ITEM, "Forty stalls are to go."),
        ("<blockquote><p>We were here first.</p></blockquote>", BlockKind.QUOTE, "We were here first."),
        ("<table><tr><td>Stalls</td><td>40</td></tr></table>", BlockKind.TABLE, "Stalls\t40"),
        ("<p>One line<br>and   the\n next.</p>", BlockKind.PARAGRAPH, "One line\nand the next."),
    ],
)
def test_each_kind_of_block_is_told(markup: str, kind: BlockKind, text: str) -> None:
    assert text in get_texts(read_around(markup), kind)


def test_two_line_breaks_part_paragraphs() -> None:
    texts = get_texts(
        read_around("<p>The first thing that was said there.<br><br>The second thing that was said.</p>"),
        BlockKind.PARAGRAPH,
    )
    assert texts == [BEFORE, "The first thing that was said there.", "The second thing that was said.", AFTER]


def test_the_headline_is_the_title_and_no_block() -> None:
    document = read_around("")
    assert document.title == "Council closes market"
    assert not get_texts(document, BlockKind.HEADING)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="newsletter-signup"><p>Get the harbour news every morning in your inbox, free of charge.</p></div>',
        "<aside><p>The town has had a market since the year 1402, and a mayor for nearly as long as that.</p></aside>",
        (
            '<div class="related"><h3>More on this</h3><p><a href="/a">Harbour swim cancelled after storm warning</a>'
            "</p></div>"
        ),
        '<p><a href="/a">Read also: Harbour swim cancelled after storm warning</a></p>',
        '<div class="share-bar"><ul><li>Facebook</li><li>Mail</li></ul></div>',
        (
            "<form><p>Tell us what you think of the harbour and of its market in your own words.</p><label>"
            "Name</label></form>"
        ),
    ],
)
def test_what_stands_between_but_is_no_story_is_left_out(markup: str) -> None:
    document = read_around(markup)
    assert get_texts(document, BlockKind.PARAGRAPH) == [BEFORE, AFTER]
    assert len(document.blocks) == 2


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Nobody from the council wished to comment, said Ada.</p>",
        "<html><body><div>Nobody wished to comment, said Ada.</div></body></html>",
        "Nobody wished to comment, said Ada.",
        "<h1>Silence</h1><p>Nobody wished to comment.</p><p>Nobody ever does, said Ada.</p>",
    ],
)
def test_a_page_of_few_words_is_read_whole(markup: str) -> None:
    document = read(markup)
    assert "wished to comment" in document.text
    assert document.unreadable is None


def test_reading_a_page_twice_gives_the_same() -> None:
    markup = make_page('<figure><img src="a.jpg"><figcaption>The market.</figcaption></figure>')
    assert read(markup) == read(markup)
    assert read(markup).id == read(markup).id


def test_a_story_cut_by_adverts_is_one_story() -> None:
    parts = "".join(
        f'<div class="article-body"><p>'
        f"{'Part number ' + str(n) + ' of the long report on the harbour. '}{'It goes on for a while. ' * 4}</p></div>"
        '<div class="ad-slot"><p>Buy now and save half of what you would have spent elsewhere this week.</p></div>'
        for n in range(6)
    )
    document = read(f"<html><body><article><h1>The harbour report</h1>{parts}</article></body></html>")
    assert all(f"Part number {n}" in document.text for n in range(6))
    assert "Buy now" not in document.text


def test_an_empty_page_is_unreadable() -> None:
    for markup in ("", "   ", "<html></html>", "<!-- nothing -->", "<html><body><script>run()</script></body></html>"):
        document = read(markup)
        assert document.unreadable
        assert document.text == ""
        assert [finding.kind for finding in document.findings] == [FindingKind.UNREADABLE]


def test_a_wall_keeps_its_title_and_its_text() -> None:
    document = read(
        "<html><head><title>Just a moment...</title></head><body><h1>ledger.example</h1><p>Verify you are human"
        " by completing the"
        " action below.</p><p>ledger.example needs to review the security of your connection.</p></body></html>"
    )
    assert document.unreadable
    assert document.title
    assert "needs to review" in document.text


def test_a_story_behind_a_subscription_says_that_it_is_cut_short() -> None:
    wall = '<div class="paywall"><p>Subscribe now to continue reading this story and all others.</p></div>'
    document = read(f"<html><body><article><h1>Council closes market</h1><p>{BEFORE}</p></article>{wall}</body></html>")
    assert document.unreadable is None
    assert BEFORE in document.text
    assert [finding.kind for finding in document.findings] == [FindingKind.CUT_SHORT]

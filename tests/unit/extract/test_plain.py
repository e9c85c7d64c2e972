"""Pasted stories cut into blocks. All stories are invented."""

from __future__ import annotations

import textwrap

import pytest

from onrecord.extract.plain import cut_blocks, extract_plain, is_heading
from onrecord.model.document import BlockKind, Capture, Document

LONG = (
    "EXAMPLETON (EP) — The council voted on Tuesday to close the old bridge until the autumn, after engineers found"
    " cracks in two of its piers and warned of more."
)
OTHER = (
    "Shop owners on both banks fear for their summer trade and have asked the province for help, which has not yet been"
    " promised by anyone there."
)


def read(text: str) -> Document:
    return extract_plain(text, Capture(content=text.encode(), origin="story.txt"))


def get_kinds(text: str) -> list[tuple[str, str]]:
    """Get each block's kind and words."""
    return [(block.kind.value, block.span.of(text)) for block in cut_blocks(text).blocks]


def test_every_line_is_a_paragraph_where_lines_are_long() -> None:
    text = f"{LONG}\n{OTHER}\n\n{LONG}"
    assert get_kinds(text) == [("paragraph", LONG), ("paragraph", OTHER), ("paragraph", LONG)]
    assert [block.path for block in cut_blocks(text).blocks] == ["line 1", "line 2", "line 4"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\n\n", "\r\n\r\n", "\r\r"])
def test_any_line_end_parts_paragraphs(newline: str) -> None:
    text = f"{LONG}{newline}{OTHER}{newline}"
    assert [words for _, words in get_kinds(text)] == [LONG, OTHER]


@pytest.mark.parametrize("width", [60, 72, 79, 100])
def test_lines_broken_at_a_column_are_one_paragraph(width: int) -> None:
    paragraphs = [textwrap.fill(words, width) for words in (LONG, OTHER, LONG + " " + OTHER)]
    text = "\n\n".join(paragraphs)
    assert [words for _, words in get_kinds(text)] == paragraphs


def test_wrapped_paragraphs_without_blank_lines_end_where_a_line_is_short() -> None:
    paragraphs = [textwrap.fill(words, 70) for words in (LONG, OTHER, LONG, OTHER)]
    assert [words for _, words in get_kinds("\n".join(paragraphs))] == paragraphs


def test_an_indented_wrapped_text_reads_the_same() -> None:
    text = textwrap.indent(textwrap.fill(LONG + " " + OTHER, 60), "    ")
    assert len(get_kinds(text)) == 1


def test_wrapped_list_items_and_posts_keep_their_own_lines() -> None:
    text = (
        textwrap.fill(LONG, 72)
        + "\n\n"
        + textwrap.fill(OTHER, 72)
        + "\n\n- the bridge\n- the ferry\n\nThe bridge is closed #Exampleton\n— Ana (@ana) May 1, 2026\n\n"
        + textwrap.fill(OTHER, 72)
    )
    assert [kind for kind, _ in get_kinds(text)] == [
        "paragraph",
        "paragraph",
        "list_item",
        "list_item",
        "post",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "What the engineers found",
        "Why is the bridge closed?",
        "‘Nobody asked us’",
        "A BRIDGE AND ITS TOWN",
        "1954 and the first closing",
        "# What the engineers found",
    ],
)
def test_a_short_line_without_a_full_stop_is_a_heading(heading: str) -> None:
    assert get_kinds(f"{LONG}\n{heading}\n{OTHER}")[1] == ("heading", heading)
    assert get_kinds(f"{LONG}\n\n{heading}\n\n{OTHER}")[1] == ("heading", heading)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge is closed.",
        "“Nobody asked us about the bridge, and nobody will ask us now,” she said",
        "She put it in one word:",
        "and then it was closed",
        "He said: “I can't walk across it any more.”",
        "“It is closed.”",
    ],
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert not is_heading(line, OTHER)


def test_a_last_line_heads_nothing() -> None:
    assert get_kinds(f"{LONG}\nWhat the engineers found")[-1][0] == "paragraph"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- the bridge", "list_item"),
        ("* the bridge", "list_item"),
        ("• the bridge", "list_item"),
        ("1. the bridge", "list_item"),
        ("2) the bridge", "list_item"),
        ("(a) the bridge", "list_item"),
        ("2026. That was the year in which it was closed.", "paragraph"),
        ("A. Example said so, and nobody else.", "paragraph"),
        ("-30 degrees on the bridge", "paragraph"),
        ("Ana Example/Example Press", "credit"),
        ("Hundreds wait at the ferry on Jan. 12, 2026 (Ana Example/Example Press)", "caption"),
        ("(AP Photo/Ana Example)", "credit"),
        ("Photo: Ana Example", "credit"),
        ("> She said the bridge was closed", "quote"),
        ("“The bridge is closed and it stays closed.” — Ana Example, mayor", "quote"),
        ("***", "other"),
        ("Advertisement", "other"),
        ("Story continues below advertisement", "other"),
        ("Read more: The other bridge", "other"),
        ("Updated: 3 Feb 2026 at 5:02 p.m.", "other"),
    ],
)
def test_a_line_by_itself_has_a_kind(line: str, kind: str) -> None:
    assert get_kinds(f"{LONG}\n\n{line}\n\n{OTHER}")[1] == (kind, line)
    assert get_kinds(f"{LONG}\n{line}\n{OTHER}")[1] == (kind, line)


def test_a_line_above_a_credit_that_blank_lines_frame_is_its_caption() -> None:
    text = f"{LONG}\n\n{OTHER}\n\nHundreds wait at the ferry.\nAna Example/Example Press\n\n{OTHER}"
    assert [kind for kind, _ in get_kinds(text)] == ["paragraph", "paragraph", "caption", "credit", "paragraph"]


def test_a_pull_quote_stands_with_its_speaker() -> None:
    text = f"{LONG}\n\n“The bridge is closed and it stays closed.”\n— Ana Example, mayor of Exampleton\n\n{OTHER}"
    assert get_kinds(text)[1] == (
        "quote",
        "“The bridge is closed and it stays closed.”\n— Ana Example, mayor of Exampleton",
    )


def test_quoted_lines_stand_together() -> None:
    assert get_kinds(f"{LONG}\n\n> one\n> two\n\n{OTHER}")[1] == ("quote", "> one\n> two")


def test_a_quotation_that_goes_on_is_a_paragraph() -> None:
    text = f"{LONG}\n“These engineers look at every pier of the bridge, twice a year, and they found it.”\n{OTHER}"
    assert get_kinds(text)[1][0] == "paragraph"


HEAD = "Exampleton closes its old bridge"


@pytest.mark.parametrize(
    ("head", "title", "byline", "published", "updated"),
    [
        (HEAD, HEAD, (), None, None),
        (f"# {HEAD}", HEAD, (), None, None),
        (f"{HEAD}\nBy Ana Example", HEAD, ("Ana Example",), None, None),
        (f"{HEAD}\n\nBY ANA EXAMPLE AND BO DE EXAMPLE", HEAD, ("Ana Example", "Bo De Example"), None, None),
        (f"{HEAD}\nBy Ana Example, Staff Reporter", HEAD, ("Ana Example",), None, None),
        (f"{HEAD}\nBy Ana Example | The Exampleton Times", HEAD, ("Ana Example",), None, None),
        (f"{HEAD}\nBy Ana Example, Bo van Example and Cy O’Example", HEAD,
         ("Ana Example", "Bo van Example", "Cy O’Example"), None, None),
        (f"{HEAD}\nBy Ana Example\nPublished: 3 Feb 2026", HEAD, ("Ana Example",), "2026-02-03", None),
        (f"{HEAD}\nBy Ana Example\nPublished Feb. 3, 2026 10:12 am EST\nUpdated Feb. 4, 2026", HEAD,
         ("Ana Example",), "2026-02-03T10:12-05:00", "2026-02-04"),
        (f"{HEAD}\nPublished Feb 3, 2026 | Updated Feb 4, 2026", HEAD, (), "2026-02-03", "2026-02-04"),
        (f"{HEAD}\nBy Ana Example Published Feb 3, 2026", HEAD, ("Ana Example",), "2026-02-03", None),
        (f"{HEAD}\nAna’s bridge is shut, and so is her shop\nFebruary 3, 2026", HEAD, (), "2026-02-03", None),
        (f"{HEAD}\nLast updated on February 3, 2026 at 5:02 p.m. ET", HEAD, (), None, "2026-02-03T17:02-05:00"),
        ("By Ana Example\n2026-02-03", None, ("Ana Example",), "2026-02-03", None),
        (f"{HEAD}\nAna Example\nFebruary 3, 2026", HEAD, ("Ana Example",), "2026-02-03", None),
        (f"World\n{HEAD}\nBy\nAna Example", HEAD, ("Ana Example",), None, None),
        (f"{HEAD}\nAna Example · Example News · Posted: Feb 3, 2026 4:00 AM EST | Last Updated: February 4", HEAD,
         ("Ana Example",), "2026-02-03T04:00-05:00", "2026-02-04"),
        ("Advertisement\n" + HEAD, HEAD, (), None, None),
        ("“Nobody asked us”: Exampleton closes its bridge", "“Nobody asked us”: Exampleton closes its bridge", (),
         None, None),
        ("Why did Exampleton close its bridge?", "Why did Exampleton close its bridge?", (), None, None),
        ("By the river, nothing moves.", None, (), None, None),
        ("By Tuesday it was closed", "By Tuesday it was closed", (), None, None),
        ("Exampleton closes its old bridge.", None, (), None, None),
        ("Ana Example/Example Press", None, (), None, None),
    ],
)  # fmt: skip
def test_the_head_says_title_byline_and_dates(
    head: str, title: str | None, byline: tuple[str, ...], published: str | None, updated: str | None
) -> None:
    for text in (f"{head}\n{LONG}\n{OTHER}", head.replace("\n", "\n\n") + f"\n\n{LONG}\n\n{OTHER}"):
        document = read(text)
        found = (document.title, document.byline, document.published, document.updated)
        assert found == (title, byline, published, updated)


def test_the_title_is_a_heading_and_the_byline_no_paragraph() -> None:
    text = f"{HEAD}\nBy Ana Example\nPublished: 3 Feb 2026\n{LONG}"
    assert [kind for kind, _ in get_kinds(text)] == ["heading", "other", "other", "paragraph"]


def test_a_dateline_belongs_to_its_paragraph() -> None:
    assert get_kinds(LONG) == [("paragraph", LONG)]


def test_the_text_is_the_input() -> None:
    text = "\x00 odd\r\n\r\n text\x07\r with \ufeff marks\u202e "
    document = read(text)
    assert document.text == text
    assert document.capture == Capture(content=text.encode(), origin="-").digest


def test_no_text_has_no_blocks() -> None:
    assert read("").blocks == ()
    assert read(" \n\t\n").blocks == ()


def test_ids_count_from_one_and_paths_name_lines() -> None:
    document = read(f"{LONG}\n\n\n{OTHER}")
    assert [(block.id, block.path) for block in document.blocks] == [("b1", "line 1"), ("b2", "line 4")]


def test_blocks_beyond_the_most_are_kept_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.extract.plain.MOST_BLOCKS", 3)
    document = read("\n".join([LONG] * 5))
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH] * 3 + [BlockKind.OTHER]
    assert document.blocks[-1].span.end == len(document.text)
    assert "line 4" in document.findings[0].message

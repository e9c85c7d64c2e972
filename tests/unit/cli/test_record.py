"""The printed record of the invented reading, line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.cli.record import Part, iter_record
from onrecord.cli.terminal import make_console, render
from onrecord.model.document import Document
from onrecord.model.finding import Finding, FindingKind
from onrecord.model.reading import Attribution, AttributionKind, Channel, Reading, Source, SourceKind, Statement
from onrecord.model.span import Span
from tests.unit.cli.invented_reading import DOCUMENT, READING

RECORD = """\
Ministry and port disagree on how many ferry terminals close
The Harbour Gazette · by Jonas Achterberg, Lin Peralta · published 29 January 2026, 06:30
UTC+01:00 · updated 30 January 2026
stories/ferries.txt

5 statements by 4 sources · 1 altered quotation · 1 conflict · 1 inquiry unanswered

STATEMENTS

  1  Maren Oduya, deputy ferries minister
     in an e-mail · 28 January 2026 · to The Harbour Gazette
     │ two terminals had closed
     │   reported · line 2, characters 139–163
     │ “We closed two of the five terminals in December,” / “The other three stay open,
     │ and nobody who works there has to fear for a job, for a pension or for a pass.”
     │   quoted · line 2, characters 165–215, 227–334

  2  Port of Skarvik
     on a web site
     │ three closed terminals
     │   reported of a document · line 3, characters 361–383

  3  Ilse Brandvik @ibrandvik
     in a post on X · 28 January 2026
     │ “We will keep four ferries running all winter, and the fare will not rise before
     │ May. That is a promise to every island.”
     │   post · line 4, characters 401–520
     ? “We will keep five fast ferries running all winter … That is a promise to every
     ? island [of ours].”
     ?   unsure who speaks (0.41) · quoted · wording altered · line 6, characters 614–712
     │ “The fare will not rise before May,”
     │   quoted · line 10, characters 876–912

  4  ministry spokesperson
     × not said: the port would be sold
     ×   denied, conditional or yet to come · reported · line 7, characters 767–789

  5  “He” (who that is, is not clear)
     ? the tide tables were wrong
     ?   unsure that this is a statement (0.40) · reported · line 8, characters 799–825

BELIEFS AND WISHES, NOT SAID

     islanders
     │ the night ferry returns
     │   reported · line 9, characters 851–874

WORDINGS

  ALTERED   Ilse Brandvik (statement 3)
            original  “We will keep [-four-] ferries running all winter[~, and the fare
                      will not rise before May.~] That is a promise to every island.”
            quoted    “We will keep [+five+] [+fast+] ferries running all winter … That is
                      a promise to every island [of ours].”
            changes   “four” became “five”; “fast” slipped in
            original at line 4, characters 401–520; quoted at line 6, characters 614–712

  verbatim  Ilse Brandvik (statement 3) · only part of the original is at hand
            quoted    “The fare will not rise before May,”
            original at line 4, characters 401–520; quoted at line 10, characters 876–912

CONFLICTS

  closed terminals in Skarvik: 2 or 3?
             2  Maren Oduya (statement 1)
                … to the Harbour Gazette, deputy ferries minister Maren Oduya said two
                terminals had closed. “We closed two of the five terminals in December,”
                she …
                line 2, characters 139–152
    at least 3  Port of Skarvik (statement 2)
                The Port of Skarvik lists three closed terminals on its web site.
                line 3, characters 361–383
             3  The Harbour Gazette
                Ministry and port disagree on how many ferry terminals close
                line 1, characters 30–54

INQUIRIES

  Ferry Workers' Union: awaiting an answer · asked by The Harbour Gazette
    The Harbour Gazette has asked the Ferry Workers' Union for comment and has not heard
    back.
    line 11, characters 934–1024

FINDINGS

  ! 2 characters cannot be read as UTF-8 (line 1, characters 5–6)
  ! a quotation mark has no partner
"""


def print_record(reading: Reading, *, width: int = 90, only: Part | None = None, is_coloured: bool = False) -> str:
    console = make_console(width=width, is_coloured=is_coloured)
    return render(iter_record(reading, console, only), console)


def test_the_record_says_who_how_when_the_words_and_where() -> None:
    assert print_record(READING) == RECORD


@pytest.mark.parametrize("width", [40, 60, 90, 100])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    assert max(len(line) for line in print_record(READING, width=width).splitlines()) <= width


def test_without_colour_no_control_character_is_printed() -> None:
    printed = print_record(READING)
    assert not [character for character in printed if ord(character) < 0x20 and character != "\n"]


def test_colour_adds_nothing_but_colour() -> None:
    from rich.text import Text

    assert Text.from_ansi(print_record(READING, is_coloured=True)).plain.rstrip() == print_record(READING).rstrip()


def test_an_unreadable_document_says_why_in_one_line_and_nothing_else() -> None:
    document = Document(capture=DOCUMENT.capture, origin="a.html", text="Log in", unreadable="a login wall")
    assert print_record(Reading(document=document, model="m")) == "a.html\n\nUnreadable: a login wall\n"


def test_a_document_without_statements_says_so() -> None:
    document = Document(capture=DOCUMENT.capture, origin="-", text="Rain.", title="Rain")
    assert print_record(Reading(document=document, model="m")) == "Rain\nstandard input\n\nNo statements found.\n"


def test_a_language_that_is_not_read_is_not_called_empty() -> None:
    finding = Finding(kind=FindingKind.LANGUAGE_NOT_READ, message="written in French: kept whole, but not read")
    document = Document(capture=DOCUMENT.capture, origin="a.txt", text="Pluie.", title="Pluie", findings=(finding,))
    printed = print_record(Reading(document=document, model="m"))
    assert "Not read, so no statements." in printed
    assert "! written in French: kept whole, but not read" in printed


@pytest.mark.parametrize("part", Part)
def test_one_part_alone_leaves_the_others_out(part: Part) -> None:
    printed = print_record(READING, only=part)
    titles = [line.lower() for line in printed.splitlines() if line.isupper()]
    expected = [part.value, "beliefs and wishes, not said"] if part is Part.STATEMENTS else [part.value]
    assert titles == [*expected, "findings"]


def test_one_part_alone_that_is_empty_says_so() -> None:
    assert "No wordings.\n" in print_record(replace(READING, wordings=()), only=Part.WORDINGS)


def test_empty_sections_are_left_out() -> None:
    printed = print_record(replace(READING, wordings=(), claims=(), conflicts=(), inquiries=()))
    assert "WORDINGS" not in printed
    assert "CONFLICTS" not in printed
    assert "INQUIRIES" not in printed


def make_hostile(words: str) -> Reading:
    text = f"{words} said {words}"
    document = Document(
        capture=DOCUMENT.capture, origin=words, text=text, title=words, byline=(words,), outlet=words, published=words
    )
    content = (Span(len(text) - len(words), len(text)),)
    return Reading(
        document=document,
        model="m",
        sources=(Source(id="s1", name=words, kind=SourceKind.PERSON, roles=(words,), handles=(f"x:{words}",)),),
        statements=(
            Statement(
                id="u1",
                source="s1",
                channel=Channel.SOCIAL_POST,
                date=words,
                addressee=("s1",),
                attributions=("a1",),
            ),
        ),
        attributions=(
            Attribution(
                id="a1",
                kind=AttributionKind.INDIRECT,
                source=(),
                cue=(),
                content=content,
                source_id="s1",
                statement="u1",
                asserted=True,
                confidence=1.0,
                source_confidence=1.0,
            ),
        ),
        findings=(Finding(kind=FindingKind.CONTROL_CHARACTERS, message=words),),
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\x1b]0;owned\x07x", "␛]0;owned␇x"),
        ("\x1b[2Jx", "␛[2Jx"),
        ("abc\u202efed", "abc⟨U+202E⟩fed"),
        ("[bold red]x[/bold red]", "[bold red]x[/bold red]"),
        ("[link=https://x.example]x", "[link=https://x.example]x"),
        (":smiley: x", ":smiley: x"),
        ("\udcffx", "⟨U+DCFF⟩x"),
    ],
)
def test_hostile_characters_and_markup_are_shown_and_not_obeyed(words: str, shown: str) -> None:
    printed = print_record(make_hostile(words))
    assert printed.count(shown) >= 8
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert "\udcff" not in printed


def test_no_name_or_title_or_message_can_flood_the_record() -> None:
    assert len(print_record(make_hostile("x" * 1_000_000))) < 10_000


def test_a_path_too_long_keeps_its_end() -> None:
    block = replace(DOCUMENT.blocks[1], path="/html/body/" + "div[1]/" * 30 + "p[3]")
    document = replace(DOCUMENT, blocks=(DOCUMENT.blocks[0], block, *DOCUMENT.blocks[2:]))
    assert "…/div[1]/div[1]/div[1]/div[1]/div[1]/div[1]/p[3], characters" in print_record(
        replace(READING, document=document)
    )


def test_a_line_inside_a_paragraph_is_counted() -> None:
    text = "one\ntwo\nthree"
    from onrecord.cli.lookup import Lookup
    from onrecord.model.document import Block, BlockKind

    block = Block(id="b1", kind=BlockKind.PARAGRAPH, span=Span(0, len(text)), path="line 7")
    document = Document(capture=DOCUMENT.capture, origin="a.txt", text=text, blocks=(block,))
    lookup = Lookup(Reading(document=document, model="m"))
    assert lookup.make_place(Span(8, 13)) == "line 9, characters 8–13"


def test_a_wording_whose_attribution_is_missing_is_passed_over() -> None:
    assert "ALTERED" not in print_record(
        replace(READING, attributions=READING.attributions[:3], claims=(), conflicts=())
    )

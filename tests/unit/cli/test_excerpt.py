from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.excerpt import (
    WORDS_SHOWN,
    Mark,
    cut_after,
    cut_before,
    make_context,
    make_original,
    make_quoted,
    make_words,
    strip_marks,
)
from onrecord.model.reading import Attribution, AttributionKind, Change, ChangeKind
from onrecord.model.span import Span

DIRECT, MIXED, INDIRECT = AttributionKind.DIRECT, AttributionKind.MIXED, AttributionKind.INDIRECT


def whole(text: str) -> Span:
    return Span(0, len(text))


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def attribute(kind: AttributionKind, *content: Span) -> Attribution:
    return Attribution(
        id="a1",
        kind=kind,
        source=(),
        cue=(),
        content=content,
        source_id=None,
        statement=None,
        asserted=True,
        confidence=1.0,
        source_confidence=None,
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We closed it,”", "We closed it,"),
        ('"We closed it."', "We closed it."),
        ("«Nous fermons»", "Nous fermons"),
        ("„Wir schließen“", "Wir schließen"),
        ("'We closed it'", "We closed it"),
        ("We closed it", "We closed it"),
        ("“We closed it", "We closed it"),
        ("We closed it”", "We closed it"),
        ("We called it “closed”", "We called it “closed”"),
        ("“‘No’ is my answer”", "‘No’ is my answer"),
        ("'tis the islanders'", "tis the islanders"),
        ("the islanders'", "the islanders'"),
        ("  “Yes.”  ", "Yes."),
        ("“”", ""),
        ("“", ""),
        ("", ""),
    ],
)
def test_only_the_marks_around_the_words_are_taken_away(text: str, words: str) -> None:
    assert strip_marks(text, whole(text)).of(text) == words


def test_marks_inside_stay_when_the_quotation_s_own_stand_outside_the_span() -> None:
    text = "“‘No’ is all”"
    assert strip_marks(text, Span(1, len(text) - 1)).of(text) == "‘No’ is all"


@given(st.text(), st.integers(1, 30))
def test_a_cut_keeps_a_beginning_or_an_end_and_its_length(text: str, limit: int) -> None:
    after, before = cut_after(text, whole(text), limit), cut_before(text, whole(text), limit)
    assert text.startswith(after.of(text))
    assert text.endswith(before.of(text))
    assert len(after.of(text)) <= limit
    assert len(before.of(text)) <= limit


def test_words_are_cut_between_words_with_the_ellipsis_outside_the_marks() -> None:
    text = "“" + "harbour " * 100 + "”"
    words = make_words(text, DIRECT, [whole(text)])
    assert words.endswith("harbour” …")
    assert len(words) <= WORDS_SHOWN + 6


def test_a_word_without_end_is_cut_hard() -> None:
    text = "x" * 1_000_000
    assert make_words(text, INDIRECT, [whole(text)]) == "x" * WORDS_SHOWN + " …"


def test_direct_words_have_marks_reported_words_none_and_mixed_words_their_own() -> None:
    text = 'the port was "closed for good" in May'
    assert make_words(text, DIRECT, [at(text, '"closed for good"')]) == "“closed for good”"
    assert make_words(text, INDIRECT, [at(text, "the port was")]) == "the port was"
    assert make_words(text, MIXED, [whole(text)]) == text
    assert make_words(text, MIXED, [at(text, "closed for good")]) == '"closed for good"'


def test_a_post_keeps_the_marks_it_begins_with() -> None:
    text = "“No” is what they told us"
    assert make_words(text, AttributionKind.POST, [whole(text)]) == "““No” is what they told us”"


def test_pieces_are_joined_visibly() -> None:
    text = "“We closed,” she said, “and that is that.”"
    pieces = [at(text, "“We closed,”"), at(text, "“and that is that.”")]
    assert make_words(text, DIRECT, pieces) == "“We closed,” / “and that is that.”"


def test_thousands_of_pieces_are_cut() -> None:
    text = "ab " * 5000
    pieces = [Span(index * 3, index * 3 + 2) for index in range(5000)]
    assert len(make_words(text, DIRECT, pieces)) < 4 * WORDS_SHOWN


def test_a_change_in_long_words_is_shown_with_its_neighbours_only() -> None:
    text = "“" + "calm sea " * 200 + "four ferries sail " + "calm sea " * 200 + "”"
    change = Change(kind=ChangeKind.REPLACED, original=at(text, "four"), quoted=None)
    stretches = make_original(text, attribute(DIRECT, whole(text)), [change])
    shown = "".join(stretch.words for stretch in stretches)
    assert "sea [-four-] ferries sail calm" in shown
    assert shown.startswith("… “sea calm")
    assert shown.endswith("sea” …")
    assert len(shown) < 350


def test_each_kind_of_change_has_its_own_sign() -> None:
    text = "“We keep [all] five fast boats … here”"
    changes = [
        Change(kind=ChangeKind.CLARIFIED, original=None, quoted=at(text, "[all]")),
        Change(kind=ChangeKind.REPLACED, original=None, quoted=at(text, "five")),
        Change(kind=ChangeKind.INSERTED, original=None, quoted=at(text, "fast")),
        Change(kind=ChangeKind.ELIDED, original=None, quoted=at(text, "…")),
        Change(kind=ChangeKind.TYPOGRAPHIC, original=None, quoted=at(text, "here")),
    ]
    stretches = make_quoted(text, attribute(DIRECT, whole(text)), changes)
    assert "".join(stretch.words for stretch in stretches) == "“We keep [all] [+five+] [+fast+] boats … here”"
    assert [s.words for s in stretches if s.mark is Mark.CLARIFIED] == ["[all]", "…"]


def test_a_change_that_deletes_everything_is_still_shown() -> None:
    text = "“no”"
    change = Change(kind=ChangeKind.DROPPED, original=Span(1, 3), quoted=None)
    shown = "".join(s.words for s in make_original(text, attribute(DIRECT, whole(text)), [change]))
    assert shown == "“[-no-]”"


def test_a_thousand_changes_are_cut_and_take_no_time() -> None:
    text = "“" + "four ferries " * 20_000 + "”"
    changes = [
        Change(kind=ChangeKind.DROPPED, original=Span(1 + 13 * n, 5 + 13 * n), quoted=None) for n in range(20_000)
    ]
    began = time.process_time()
    shown = "".join(s.words for s in make_original(text, attribute(DIRECT, whole(text)), changes))
    assert time.process_time() - began < 1
    assert shown.count("[-four-]") == 12


def test_the_context_of_a_claim_stays_inside_its_block() -> None:
    text = "First block.\nThree terminals closed.\nLast block."
    context = make_context(text, at(text, "Three terminals closed."), at(text, "Three terminals"))
    assert [stretch.words for stretch in context] == ["Three terminals", " closed."]


@given(st.text(max_size=300), st.data())
def test_marking_changes_never_alters_the_words(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8)))
    spans = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    changes = [Change(kind=ChangeKind.TYPOGRAPHIC, original=span, quoted=span) for span in spans]
    shown = "".join(s.words for s in make_original(text, attribute(AttributionKind.POST, whole(text)), changes))
    plain = make_words(text, AttributionKind.POST, [whole(text)])
    assert shown == plain

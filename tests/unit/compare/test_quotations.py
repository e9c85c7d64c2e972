"""The same quotation in two documents: when it is one act of saying, and which print is the original."""

from __future__ import annotations

import time
from typing import Any

import pytest

from onrecord.compare.quotations import Match, QuotedWords, count_days, decide_match, decide_original, find_pieces
from onrecord.model.reading import AttributionKind, ChangeKind, Channel, SourceKind, Verdict

TELLING = "The lighthouse was sold to a dentist who collects foghorns."
STOCK = "We are taking this matter very seriously."


def quote(words: str, source: str | None = "Ada Quillon", date: str | None = "2025-03-01", **rest: Any) -> QuotedWords:
    return QuotedWords(words=words, source=source, date=date, **rest)


def get_match(a: QuotedWords, b: QuotedWords) -> Match:
    match = decide_match(a, b)
    assert match is not None
    return match


def test_the_same_words_of_one_source_are_one_act_with_a_plain_reason() -> None:
    match = get_match(quote(f"“{TELLING}”"), quote(f"'{TELLING}'", "Mayor Ada Quillon", "2025-03-02"))
    assert match.verdict is Verdict.VERBATIM
    assert match.reason == "both are Ada Quillon; 10 of 10 words are the same, one day apart"


def test_telling_words_are_one_act_months_later() -> None:
    assert decide_match(quote(TELLING), quote(TELLING, date="2025-11-30")) is not None


@pytest.mark.parametrize(("date", "is_one"), [("2025-03-01", True), ("2025-03-02", True), ("2025-03-03", False)])
def test_a_stock_phrase_is_one_act_on_the_same_day_or_the_next(date: str, is_one: bool) -> None:
    assert (decide_match(quote(STOCK), quote(STOCK, date=date)) is not None) == is_one


def test_a_stock_phrase_without_a_day_is_not_matched() -> None:
    assert decide_match(quote(STOCK), quote(STOCK, date=None)) is None
    assert decide_match(quote(TELLING), quote(TELLING, date=None)) is not None


def test_the_same_words_of_two_people_are_two_acts() -> None:
    assert decide_match(quote(TELLING), quote(TELLING, "Olaf Reed")) is None


@pytest.mark.parametrize("source", [None, "", "a neighbour", "officials"])
def test_words_of_nobody_named_are_never_matched(source: str | None) -> None:
    assert decide_match(quote(TELLING, source), quote(TELLING, source)) is None
    unnamed = quote(TELLING, "Harbour worker", source_kind=SourceKind.UNNAMED)
    assert decide_match(unnamed, unnamed) is None


def test_a_body_and_its_unnamed_spokesperson_are_one_source() -> None:
    spokes = quote(TELLING, "ORW spokesperson", source_kind=SourceKind.UNNAMED)
    body = quote(TELLING, "Office of River Works", source_kind=SourceKind.ORGANIZATION)
    assert decide_match(body, spokes) is not None


@pytest.mark.parametrize(
    ("original", "quoted", "verdict"),
    [
        ("“The pier was sold in May, to a dentist, for one crown.”", "“sold in May … for one crown”", "abridged"),
        ("“He sold the pier to a dentist for one crown.”", "“[The mayor] sold the pier to a dentist”", "abridged"),
        (
            "“He sold the pier to a dentist for one crown.”",
            "“He sold the pier to a dentist for two crowns.”",
            "altered",
        ),
        ("“He sold the pier to a dentist for one crown.”", "“the pier to a dentist”", "verbatim"),
        ("“He sold the pier. Nobody was asked.”", "“He sold the pier,” / “Nobody was asked.”", "verbatim"),
        ("He sold the pier / and nobody was asked.", "“He sold the pier and nobody was asked.”", "verbatim"),
    ],
)
def test_what_became_of_the_words_is_judged(original: str, quoted: str, verdict: str) -> None:
    assert get_match(quote(original), quote(quoted)).verdict.value == verdict


def test_changes_point_into_both_words() -> None:
    a, b = quote("“He sold the pier to a dentist.”"), quote("“He gave the pier to a dentist.”")
    (change,) = get_match(a, b).changes
    assert change.kind is ChangeKind.REPLACED
    assert change.original is not None
    assert change.quoted is not None
    assert (change.original.of(a.words), change.quoted.of(b.words)) == ("sold", "gave")


def test_a_later_statement_on_the_same_pattern_is_another_act() -> None:
    a = "The Marl bridge will be closed to lorries from 22:00 on Friday until 05:00 on Monday for work on the lamps."
    b = "The Marl bridge will be closed to cyclists from 21:00 on Sunday until 04:00 on Tuesday for work on the deck."
    assert decide_match(quote(a), quote(b)) is None


def test_an_excerpt_that_comes_first_is_judged_against_the_fuller_print() -> None:
    match = get_match(
        quote("“the pier was sold to a dentist”"), quote("“In May the pier was sold to a dentist for one crown.”")
    )
    assert match.is_reversed
    assert match.verdict is Verdict.VERBATIM


def test_words_added_to_a_post_are_an_alteration_however_many() -> None:
    post = quote(TELLING, kind=AttributionKind.POST)
    longer = quote(f"“{TELLING[:-1]}, and nobody was asked.”")
    match = get_match(post, longer)
    assert match.verdict is Verdict.ALTERED
    assert not match.is_reversed


def test_excerpts_that_overlap_are_compared_by_the_sentence_both_hold() -> None:
    a = "“The gulls are protected. The lighthouse was sold to a dentist who collects foghorns.”"
    b = "“The lighthouse was sold to a dentist who collects foghorns. He paid with a cheque that bounced.”"
    match = get_match(quote(a), quote(b))
    assert match.partial
    assert match.verdict is Verdict.VERBATIM


def test_reported_speech_is_not_matched() -> None:
    indirect = quote(TELLING, kind=AttributionKind.INDIRECT)
    assert decide_match(indirect, indirect) is None


def test_of_a_mixed_attribution_only_the_quoted_words_count() -> None:
    mixed = quote("that the buyer was “a dentist who collects foghorns”", kind=AttributionKind.MIXED)
    assert [piece.of(mixed.words) for piece in find_pieces(mixed)] == ["a dentist who collects foghorns"]
    assert get_match(quote(f"“{TELLING}”"), mixed).verdict is Verdict.VERBATIM


def test_quotations_within_unmarked_words_are_no_pieces() -> None:
    whole = quote('"Sold" is what they call it, and the dentist says "bought".')
    assert len(find_pieces(whole)) == 1


@pytest.mark.parametrize("words", ["", " / ", "“”", "“ ”", "…", "[sic]", "\ud800 \ud800 \ud800 \ud800"])
def test_words_that_are_none_match_nothing_else(words: str) -> None:
    assert decide_match(quote(words), quote(TELLING)) is None
    assert decide_match(quote(TELLING), quote(words)) is None
    decide_match(quote(words), quote(words))


def test_long_words_are_compared_in_bounded_time() -> None:
    long = " ".join(f"rope{n % 701}. gull{n % 13}" for n in range(10_000))
    begin = time.perf_counter()
    decide_match(quote(long), quote(long[::-1]))
    assert time.perf_counter() - begin < 10


def test_days_between_dates_of_any_precision() -> None:
    assert count_days("2025-03-01T23:10:00Z", "2025-03-03") == 2
    assert count_days("2025-03", "2025-03-03") is None
    assert count_days(None, "2025-03-03") is None


def test_a_post_is_the_original_whenever_it_is_found() -> None:
    post = quote("the pier was sold", kind=AttributionKind.POST, date="2025-04-01")
    assert decide_original([quote("“the pier was sold to a dentist”"), post]) == 1


def test_a_letter_and_a_transcript_are_originals_by_their_title() -> None:
    letter = quote(TELLING, title="Letter to the harbour board", channel=Channel.LETTER, date="2025-05-01")
    talk = quote(TELLING, title="Transcript: the council meets", date="2025-05-01")
    assert decide_original([quote(TELLING), letter]) == 1
    assert decide_original([quote(TELLING), talk]) == 1
    assert decide_original([quote(TELLING), quote(TELLING, title="Dentist buys lighthouse")]) == 0


def test_a_post_cut_short_stands_behind_one_that_is_whole() -> None:
    cut = quote("The lighthouse was", kind=AttributionKind.POST, is_cut=True)
    assert decide_original([cut, quote(TELLING, kind=AttributionKind.POST)]) == 1


def test_else_the_fullest_print_is_the_original_and_of_equals_the_earliest() -> None:
    short = quote("“sold to a dentist”", date="2025-02-28")
    assert decide_original([short, quote(TELLING)]) == 1
    assert decide_original([quote(TELLING, date="2025-03-04"), quote(TELLING + " Truly.", date="2025-03-02")]) == 1
    assert decide_original([quote(TELLING, date=None), quote(TELLING)]) == 1
    assert decide_original([]) is None


def test_a_print_that_shows_editing_stands_behind_one_that_does_not() -> None:
    edited = quote("“The lighthouse was sold to [Olaf Reed,] a dentist who collects foghorns.”", date="2025-02-01")
    assert decide_original([edited, quote(TELLING)]) == 1

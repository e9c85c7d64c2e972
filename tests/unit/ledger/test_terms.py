"""What a person types becomes terms, and words fold alike wherever they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger import postgres, sqlite
from onrecord.ledger.schema import hide_unkept, show_unkept
from onrecord.ledger.store import IndexRow
from onrecord.ledger.terms import Term, Terms, fold_word, make_excerpt, make_tokens, parse_terms


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("harbour office", [("harbour",), ("office",)], []),
        ('"harbour office"', [("harbour", "office")], []),
        ('bus -"night line"', [("bus",)], [("night", "line")]),
        ("it's", [("it", "s")], []),
        ('"unclosed', [("unclosed",)], []),
        ("…", [], []),
    ],
)
def test_words_phrases_and_exclusions(
    typed: str, wanted: list[tuple[str, ...]], unwanted: list[tuple[str, ...]]
) -> None:
    terms = parse_terms(typed)
    assert [term.words for term in terms.wanted] == wanted
    assert [term.words for term in terms.unwanted] == unwanted


def test_a_word_may_go_on() -> None:
    assert parse_terms("harb*").wanted == (Term(("harb",), prefix=True),)


@pytest.mark.parametrize(("word", "folded"), [("Élodie", "elodie"), ("ÖSTRÖM", "ostrom"), ("Straße", "strasse")])
def test_case_and_accents_fold_away(word: str, folded: str) -> None:
    assert fold_word(word) == folded


@given(st.text(max_size=80))
def test_every_token_slices_to_its_word_and_folds_to_letters_and_digits(text: str) -> None:
    for token in make_tokens(text):
        assert token.folded == fold_word(token.span.of(text))
        assert token.folded.isalnum()


@given(st.text(max_size=60))
def test_no_query_can_break_out_of_its_quotation_marks(text: str) -> None:
    terms = parse_terms(text)
    if terms.wanted:
        assert "''" not in postgres.make_query(terms)
        assert sqlite.make_query(terms).count('"') % 2 == 0


@given(st.text(alphabet=st.characters(), max_size=40))
def test_characters_no_store_holds_come_back(text: str) -> None:
    hidden = hide_unkept(text)
    hidden.encode("utf-8")
    assert "\x00" not in hidden
    assert show_unkept(hidden) == text


@given(st.text(max_size=600), st.sampled_from(["harbour", '"night bus"', "o*"]))
def test_marks_slice_to_words_that_were_asked_for(text: str, typed: str) -> None:
    terms = parse_terms(typed)
    excerpt, marks = make_excerpt(text + " The harbour and the night bus " + text, terms)
    assert len(excerpt) <= 242 + 0 * len(text) or len(text) < 240
    allowed = {word for term in terms.wanted for word in term.words}
    for mark in marks:
        assert any(fold_word(mark.of(excerpt)).startswith(word) for word in allowed)


def test_a_vector_keeps_title_source_and_words_apart() -> None:
    vector = postgres.make_vector(IndexRow(1, "gates open", "Ada Brill", "Gates"))
    assert vector == "'ada':1 'brill':2 'gates':5,8 'open':9"


def test_a_term_becomes_a_phrase_in_both_languages() -> None:
    terms = Terms(wanted=(Term(("night", "bus")), Term(("la",), prefix=True)), unwanted=(Term(("late",)),))
    assert sqlite.make_query(terms) == '("night bus" AND "la" *) NOT "late"'
    assert postgres.make_query(terms) == "('night' <-> 'bus') & ('la':*) & !(('late'))"

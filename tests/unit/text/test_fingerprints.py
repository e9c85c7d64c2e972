"""Prints: which texts share one, and which prints are followed."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.fingerprints import (
    COMMON_PRINT,
    MOST_EXAMINED,
    MOST_FOLLOWED,
    choose_candidates,
    choose_prints,
    is_common,
    make_prints,
)

VOCABULARY = [f"word{n}" for n in range(400)] + ["the", "of", "and", "is", "it"]
LONG = " ".join(f"ferry{n} the harbour{n}" for n in range(40))


def share(a: str, b: str) -> bool:
    return bool(set(make_prints(a)) & set(make_prints(b)))


def test_prints_are_the_same_in_another_process() -> None:
    words = "The lantern committee met at noon."
    code = f"from onrecord.text.fingerprints import make_prints; print(make_prints({words!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(make_prints(words))


def test_prints_are_pinned_for_their_version() -> None:
    assert make_prints("nobody counts gulls")[0] == 4121714190410888011


def test_prints_fit_a_signed_column_of_64_bits() -> None:
    assert all(0 <= one < 2**63 for one in make_prints(LONG))


@pytest.mark.parametrize(
    ("original", "other"),
    [
        ("“We will not sell a single oar.”", "'We will not sell a single oar,'"),
        ("“The chapel café burned.”", "The chapel cafe burned."),
        ("The board met on the pier at dawn.", "The board [of trustees] met on the pier at dawn."),
        ("They sold the old pier and the new one.", "They sold the old pier … and the new one."),
        ("They sold us rope by weight.", "They gave us rope by weight."),
        ("We sold rope cheaply.", "We sold twine cheaply."),
        (LONG, "ferry7 the harbour7 ferry8"),
        (LONG, LONG.replace("harbour20", "port")),
    ],
)
def test_another_print_of_the_same_quotation_shares_prints(original: str, other: str) -> None:
    assert share(original, other)


@pytest.mark.parametrize("words", ["", "   ", "…", "“”", "[ [ [", "\ud800", "\x00"])
def test_what_holds_no_words_has_no_more_than_one_print(words: str) -> None:
    assert len(make_prints(words)) <= 1


def test_a_quotation_of_ordinary_length_has_a_few_dozen() -> None:
    assert len(make_prints(" ".join(VOCABULARY[:26]))) == 24
    assert 30 <= len(make_prints(" ".join(VOCABULARY[:80]))) <= 60


def test_a_book_has_no_more_prints_than_the_limit_lets() -> None:
    words = " ".join(f"w{n}" for n in range(50_000))
    assert len(make_prints(words)) < 4_000


@given(st.lists(st.sampled_from(VOCABULARY), min_size=4, max_size=120), st.data())
def test_an_excerpt_of_four_words_shares_a_print_with_its_original(words: list[str], data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(words) - 4))
    end = data.draw(st.integers(begin + 4, len(words)))
    assert share(" ".join(words), " ".join(words[begin:end]))


@given(st.lists(st.sampled_from(VOCABULARY), min_size=9, max_size=120), st.data())
def test_one_replaced_word_of_nine_or_more_leaves_a_print(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    assert share(" ".join(words), " ".join([*words[:at], "other", *words[at + 1 :]]))


@given(st.lists(st.sampled_from(VOCABULARY), min_size=4, max_size=8), st.data())
def test_short_quotations_that_differ_in_a_word_share_a_print(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    assert share(" ".join(words), " ".join([*words[:at], "other", *words[at + 1 :]]))


def test_common_prints_are_not_followed_unless_all_are() -> None:
    assert is_common(COMMON_PRINT + 1)
    assert not is_common(COMMON_PRINT)
    assert choose_prints({1: 5, 2: COMMON_PRINT + 1, 3: 2}) == (3, 1)
    assert choose_prints({1: COMMON_PRINT + 9, 2: COMMON_PRINT + 1}) == (2,)
    assert choose_prints({}) == ()
    assert choose_prints({1: 0}) == ()


@given(st.dictionaries(st.integers(0, 2**63 - 1), st.integers(0, 10**6)))
def test_what_is_followed_is_bounded_and_rarest_first(counts: dict[int, int]) -> None:
    chosen = choose_prints(counts)
    assert all(counts[a] <= counts[b] for a, b in pairwise(chosen))
    assert len(chosen) <= 1 or sum(counts[one] for one in chosen) <= MOST_FOLLOWED
    assert bool(chosen) == any(counts.values())


def test_attributions_that_share_more_and_rarer_prints_are_examined_first() -> None:
    places = {1: ["a", "b"], 2: ["a", "c", "d", "b"], 3: ["a"], 4: ["e"]}
    assert choose_candidates(places) == ["a", "b", "e"]


def test_the_number_of_attributions_examined_is_bounded() -> None:
    many = [f"a{n}" for n in range(500)]
    assert len(choose_candidates({1: many, 2: many})) == MOST_EXAMINED
    assert len(choose_candidates({1: many})) == 1
    assert choose_candidates({}) == []

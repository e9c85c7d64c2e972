from __future__ import annotations

import pytest

from onrecord.model.span import Span
from onrecord.text.names import fold_name, is_acronym_of, iter_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Ada Brook met Ursula von der Sand.", ["Ada Brook", "Ursula von der Sand"]),
        ("The Ministry of River Works said no.", ["Ministry of River Works"]),
        ("Brook’s boat left.", ["Brook"]),
        ("John F. Sand left.", ["John F. Sand"]),
        ("It rained in Strelsau.", ["Strelsau"]),
        ("nothing here", []),
        ("#Hashtag and @handle", []),
    ],
)
def test_names_are_the_longest_capitalised_runs(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in iter_names(text, Span(0, len(text)))] == expected


def test_a_name_folds_to_comparable_words() -> None:
    assert fold_name("The Brook’s  Office") == ("brook", "office")


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("ORW", "Office of River Works", True),
        ("O.R.W.", "Office of River Works", True),
        ("OORW", "Office of River Works", True),
        ("XRW", "Office of River Works", False),
        ("O", "Office", False),
    ],
)
def test_an_acronym_is_told_by_its_initials(short: str, name: str, expected: bool) -> None:
    assert is_acronym_of(short, name) is expected

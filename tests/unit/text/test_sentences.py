from __future__ import annotations

import pytest

from onrecord.model.span import Span
from onrecord.text.quotations import find_quotations
from onrecord.text.sentences import make_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We left.", ["It rained.", "We left."]),
        ("Dr. Brook left. It rained.", ["Dr. Brook left.", "It rained."]),
        ("The U.S. Navy left. It rained!", ["The U.S. Navy left.", "It rained!"]),
        ("J. K. Brook left at 3.30 p.m. today. Why?", ["J. K. Brook left at 3.30 p.m. today.", "Why?"]),
        ("“It rained. We left,” she said. He stayed.", ["“It rained. We left,” she said.", "He stayed."]),
        ("“It rained. We left.” He stayed.", ["“It rained. We left.”", "He stayed."]),
        ("", []),
        ("   ", []),
        ("no stop at all", ["no stop at all"]),
    ],
)
def test_a_quotation_is_one_piece_of_the_sentence_that_carries_it(text: str, expected: list[str]) -> None:
    whole = Span(0, len(text))
    quotations = [q.span for q in find_quotations(text, [whole])]
    assert [s.of(text) for s in make_sentences(text, whole, quotations)] == expected

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.span import Span
from onrecord.text.quotations import find_quotations, is_unbalanced


def _find(text: str) -> list[str]:
    paragraphs = []
    begin = 0
    for line in text.split("\n"):
        paragraphs.append(Span(begin, begin + len(line)))
        begin += len(line) + 1
    return [q.span.of(text) for q in find_quotations(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no” and left.", ["“no”"]),
        ('She said "no" and left.', ['"no"']),
        ("Sie sagte „nein“ und ging.", ["„nein“"]),
        ("Elle a dit «non» et partit.", ["«non»"]),
        ("Elle a dit « non » et partit.", ["« non »"]),
        ("Sie sagte »nein« und ging.", ["»nein«"]),
        ("She said ‘no’ and left.", ["‘no’"]),
        ("She said 'no, never,' and left.", ["'no, never,'"]),
        ("The boys’ boat isn’t Brook’s.", []),
        ("'Tis the boys' boat, isn't it?", []),
        ("She said “they told me ‘go’ twice” and left.", ["“they told me ‘go’ twice”"]),
        ("“He said “no” to me,” she said.", ["“He said “no” to me,”"]),
        ('A 5" pipe and a 6" pipe.', []),
        ("「はい」と言った。", ["「はい」"]),
        ("“One,” she said, “two.”", ["“One,”", "“two.”"]),
        ("“”", ["“”"]),
    ],
)
def test_a_quotation_is_found_in_every_glyph(text: str, expected: list[str]) -> None:
    assert _find(text) == expected


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_not_unbalanced() -> None:
    text = "“First.\n“Second.”"
    found = find_quotations(text, [Span(0, 7), Span(8, 17)])
    assert [(q.goes_on, q.is_closed, is_unbalanced(q)) for q in found] == [(True, False, False), (False, True, False)]


def test_an_unclosed_quotation_ends_where_the_next_opens() -> None:
    text = "“The bridge is safe, she said. “We looked,” he said."
    found = find_quotations(text, [Span(0, len(text))])
    assert [q.span.of(text) for q in found] == ["“The bridge is safe, she said.", "“We looked,”"]
    assert [is_unbalanced(q) for q in found] == [True, False]


@given(st.text(alphabet="ab “”\"'‘’„«»\n.,", max_size=200))
def test_quotations_never_overlap_and_stay_inside_their_paragraph(text: str) -> None:
    paragraphs = []
    begin = 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Span(begin, begin + len(line)))
        begin += len(line) + 1
    found = [q.span for q in find_quotations(text, paragraphs)]
    assert all(one.end <= other.begin for one, other in pairwise(found))
    assert all(any(p.holds(s) for p in paragraphs) for s in found)

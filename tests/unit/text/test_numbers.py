"""Which numbers count something, and what."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.model.span import Span
from onrecord.text.numbers import find_rounding, find_value, iter_quantities

EXACT, ABOUT, AT_LEAST, AT_MOST = "exact", "about", "at least", "at most"

QUANTITIES = [
    ("There are 5 river stations in Ruritania.", [(5, "river station", EXACT, "5 river stations")]),
    ("5 #NBA stations Ruritania!!", [(5, "NBA station", EXACT, "5 #NBA stations")]),
    ("allowed them to place 4 NBA stations in Ruritania", [(4, "NBA station", EXACT, "4 NBA stations")]),
    ("in the five Ruritanian cities listed above", [(5, "Ruritanian city", EXACT, "five Ruritanian cities")]),
    ("Twenty-five mayors came.", [(25, "mayor", EXACT, "Twenty-five mayors")]),
    ("two dozen boats", [(24, "boat", EXACT, "two dozen boats")]),
    ("a dozen eggs", [(12, "egg", EXACT, "a dozen eggs")]),
    ("half a million people", [(500_000, "person", EXACT, "half a million people")]),
    ("half a dozen witnesses", [(6, "witness", EXACT, "half a dozen witnesses")]),
    ("1.2 million households", [(1_200_000, "household", EXACT, "1.2 million households")]),
    ("a hundred lamps", [(100, "lamp", EXACT, "a hundred lamps")]),
    (
        "one hundred and twenty police officers",
        [(120, "police officer", EXACT, "one hundred and twenty police officers")],
    ),
    ("two hundred thousand crowns", [(200_000, "crown", EXACT, "two hundred thousand crowns")]),
    ("12,345 ballots were cast", [(12_345, "ballot", EXACT, "12,345 ballots")]),
    ("3.5 tonnes of herring", [(3.5, "tonne", EXACT, "3.5 tonnes")]),
    ("40 per cent of voters", [(40, "percent", EXACT, "40 per cent")]),
    ("12.5% of voters", [(12.5, "percent", EXACT, "12.5%")]),
    ("up 5 percentage points", [(5, "percentage point", EXACT, "5 percentage points")]),
    ("It cost $5.2 million.", [(5_200_000, "USD", EXACT, "$5.2 million")]),
    ("It cost C$40 and £3bn", [(40, "CAD", EXACT, "C$40"), (3_000_000_000, "GBP", EXACT, "£3bn")]),
    ("It cost US$7m to build", [(7_000_000, "USD", EXACT, "US$7m")]),
    ("€1,250 a head", [(1250, "EUR", EXACT, "€1,250")]),
    ("5 million dollars", [(5_000_000, "USD", EXACT, "5 million dollars")]),
    ("5 million Canadian dollars", [(5_000_000, "CAD", EXACT, "5 million Canadian dollars")]),
    ("worth 30 euros", [(30, "EUR", EXACT, "30 euros")]),
    ("EUR 30 was paid", [(30, "EUR", EXACT, "EUR 30")]),
    ("a $5-million grant", [(5_000_000, "USD", EXACT, "$5-million")]),
    ("more than 5m people", [(5_000_000, "person", AT_LEAST, "5m people")]),
    ("at least 12 tugs", [(12, "tug", AT_LEAST, "12 tugs")]),
    ("no fewer than four MPs", [(4, "MP", AT_LEAST, "four MPs")]),
    ("over 300 homes", [(300, "home", AT_LEAST, "300 homes")]),
    ("upwards of 40 ferries", [(40, "ferry", AT_LEAST, "40 ferries")]),
    ("5+ depots", [(5, "depot", AT_LEAST, "5+ depots")]),
    ("40 lamps or more", [(40, "lamp", AT_LEAST, "40 lamps")]),
    ("up to 90 guards", [(90, "guard", AT_MOST, "90 guards")]),
    ("no more than six judges", [(6, "judge", AT_MOST, "six judges")]),
    ("fewer than 20 whales", [(20, "whale", AT_MOST, "20 whales")]),
    ("as many as 70 goats", [(70, "goat", AT_MOST, "70 goats")]),
    ("under $400", [(400, "USD", AT_MOST, "$400")]),
    ("about 1,200 federal inspectors", [(1200, "federal inspector", ABOUT, "1,200 federal inspectors")]),
    ("an estimated 60 wolves", [(60, "wolf", ABOUT, "60 wolves")]),
    ("some 500 nurses", [(500, "nurse", ABOUT, "500 nurses")]),
    ("just over 500 nurses", [(500, "nurse", ABOUT, "500 nurses")]),
    ("~80 buses", [(80, "bus", ABOUT, "80 buses")]),
    ("nearly half a million crowns", [(500_000, "crown", ABOUT, "half a million crowns")]),
    ("12 sales offices closed", [(12, "sales office", EXACT, "12 sales offices")]),
    ("200 personnel were sent", [(200, "personnel", EXACT, "200 personnel")]),
    ("2,000 people and 2000 people", [(2000, "person", EXACT, "2,000 people"), (2000, "person", EXACT, "2000 people")]),
    ("6 immigrants who died", [(6, "immigrant", EXACT, "6 immigrants")]),
    ("1. 5 depots were shut", [(5, "depot", EXACT, "5 depots")]),
    ("7 U.S. consulates", [(7, "U.S. consulate", EXACT, "7 U.S. consulates")]),
    (
        "eight newly built harbour patrol boats",
        [(8, "harbour patrol boat", EXACT, "eight newly built harbour patrol boats")],
    ),
    ("Only three remain.", [(3, "", EXACT, "three")]),
    ("five of the depots", [(5, "", EXACT, "five")]),
    ("3 children, 2 wives", [(3, "child", EXACT, "3 children"), (2, "wife", EXACT, "2 wives")]),
]

NO_QUANTITIES = [
    "a 37-year-old man", "she is 37 years old", "aged 37", "on Jan. 7", "on January 7, 2026", "7 January 2026",
    "the 12th of May", "in 2026", "since 1999,", "the 2024 elections", "the 1990s", "the ’90s", "at 5 p.m.",
    "at 5:30 pm", "17:45", "COVID-19", "the G7", "an F-35", "Flight 370", "Route 9 is shut", "Bill C-18", "MI6",
    "they won 5-4", "a 3–2 defeat", "12 Main Street", "350 W. Elm Tree Avenue", "call 604-555-0199",
    "call (604) 555-0199", "call +1 604 555 0199", "call 911", "between 5 and 10 people", "five to ten boats",
    "5 or 6 boats", "one in five adults", "3 out of 4 adults", "from 4 to 5 depots", "24/7", "9/11", "#1 again",
    "the Group of Seven", "the Big Five", "the twenty-first century", "a five-day strike", "a 40-hour week",
    "2026-01-28", "the Fortune 500 companies",
    "1/28/2026", "version 1.2.3", "(12)", "[3]", "page 12", "Chapter 4", "No. 10", "5G", "3D", "iOS26", "1080p",
    "a first, a second", "dozens of boats", "thousands came", "tensions", "often", "Seven-Eleven",
]  # fmt: skip

HOSTILE = [
    "", "0", "9" * 5000, "1," * 5000, "one " * 5000, "a half a half a ", "$" * 5000, "1.1." * 3000,
    "five hundred " * 2000,
    "١٢٣ boats", "5\u00a0\u00a0\u00a0boats", "\x00 5 boats", "½ boats", "between " * 2000 + "5 and", "- 5 - 5 - 5",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUANTITIES, ids=[text[:40] for text, _ in QUANTITIES])
def test_a_quantity_has_value_unit_mode_and_place(text: str, expected: list[tuple[float, str, str, str]]) -> None:
    found = [(m.value, m.unit, m.mode.value, m.span.of(text)) for m in iter_quantities(text, Span(0, len(text)))]
    assert found == expected


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert [m for m in iter_quantities(text, Span(0, len(text))) if m.unit] == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_neither_raises_nor_overlaps(text: str) -> None:
    found = list(iter_quantities(text, Span(0, len(text))))
    assert all(a.span.end <= b.span.begin for a, b in pairwise(found))


def test_only_the_span_asked_for_is_read() -> None:
    text = "4 boats, 5 carts, 6 drays"
    assert [m.value for m in iter_quantities(text, Span(9, 16))] == [5]


def test_what_counts_from_something_untold_is_relative() -> None:
    text = "five more depots, two other boats and another three carts, six mules"
    found = [(m.value, m.is_relative) for m in iter_quantities(text, Span(0, len(text)))]
    assert found == [(5, True), (2, True), (3, True), (6, False)]


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("five", (5, "")), ("5", (5, "")), ("twenty-five", (25, "")), ("1.2 million", (1_200_000, "")),
        ("1,200,000", (1_200_000, "")), ("$5", (5, "USD")), ("five dollars", (5, "USD")), ("5%", (5, "percent")),
        ("five per cent", (5, "percent")), ("5th", (5, "ordinal")), ("fifth", (5, "ordinal")), ("five boats", None),
        ("boats", None), ("", None), ("5 6", None),
    ],
)  # fmt: skip
def test_a_phrase_that_is_a_number_has_its_value(phrase: str, value: tuple[float, str] | None) -> None:
    assert find_value(phrase) == value


@pytest.mark.parametrize(
    ("phrase", "rounding"),
    [("1.2 million", 50_000), ("500", 50), ("512", 0), ("10", 0), ("5.2", 0.05), ("3 thousand", 500), ("five", 0)],
)
def test_a_figure_stands_for_what_is_within_its_last_place(phrase: str, rounding: float) -> None:
    assert find_rounding(phrase) == pytest.approx(rounding)

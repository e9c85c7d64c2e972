"""Which claims cannot all hold, and which only seem so."""

from __future__ import annotations

import pytest

from onrecord.compare.conflicts import find_conflicts
from onrecord.model.document import Document
from onrecord.model.reading import Attribution, Claim, Conflict, Quantity, QuantityMode
from onrecord.model.span import Span
from onrecord.text.numbers import iter_quantities
from tests.unit.compare.building import StoryBuilder

Row = tuple[str, str, str | None, str | None]  # sentence, source ("" is the outlet), place, time


def make_claims(story: StoryBuilder, rows: list[Row]) -> tuple[Document, list[Claim], list[Attribution]]:
    """Make one claim of the last quantity of each row's sentence."""
    found: list[tuple[Span, str | None, str | None, str | None]] = []
    for sentence, source, place, time in rows:
        begin = len(story.text)
        attribution = None
        if source:
            attribution = story.say(sentence, sentence, source=None if source == "?" else source, kind="indirect")
        else:
            story.add(sentence)
        found.append((Span(begin, begin + len(sentence)), attribution, place, time))
    document = story.make()
    claims: list[Claim] = []
    for span, attribution, place, time in found:
        mention = list(iter_quantities(document.text, span))[-1]
        end = document.text.find(place, mention.span.end, span.end) + len(place) if place else 0
        claims.append(
            Claim(
                id=f"c{len(claims) + 1}",
                attribution=attribution,
                span=Span(mention.span.begin, max(mention.span.end, end)),
                quantity=Quantity(value=mention.value, unit=mention.unit, place=place, time=time, mode=mention.mode),
            )
        )
    return document, claims, story.attributions


def find(*rows: Row) -> tuple[Conflict, ...]:
    return find_conflicts(*make_claims(StoryBuilder(), list(rows)))


CONFLICTING: list[tuple[str, list[Row], str, tuple[float, ...]]] = [
    ("two posts", [("There are 7 #NBA depots Ruritania!!", "s1", "Ruritania", None),
                   ("They allowed them to place 6 NBA depots in Ruritania, including the capital.",
                    "s2", "Ruritania", None)],
     "NBA depots in Ruritania", (6, 7)),
    ("the outlet and a source", [("There are 12 shelters in Zenda.", "", "Zenda", None),
                                 ("There are 15 shelters in Zenda", "s1", "Zenda", None)],
     "shelters in Zenda", (12, 15)),
    ("one place unspoken", [("There are 7 NBA depots here", "s1", None, None),
                            ("There are 6 NBA depots in Ruritania", "s2", "Ruritania", None)],
     "NBA depots in Ruritania", (6, 7)),
    ("a bare noun in the same place", [("There are 7 NBA depots in Ruritania", "s1", "Ruritania", None),
                                       ("It has 6 depots in Ruritania", "s2", "Ruritania", None)],
     "NBA depots in Ruritania", (6, 7)),
    ("at least more than another says", [("There are at least 9 NBA depots in Zenda", "s1", "Zenda", None),
                                         ("There are 6 NBA depots in Zenda", "s2", "Zenda", None)],
     "NBA depots in Zenda", (6, 9)),
    ("at most less than another says", [("There are at most 4 NBA depots in Zenda", "s1", "Zenda", None),
                                        ("There are 6 NBA depots in Zenda", "s2", "Zenda", None)],
     "NBA depots in Zenda", (4, 6)),
    ("the same year", [("In 2020 it had 90 ferry captains", "s1", None, "2020"),
                       ("It had 70 ferry captains in 2020", "s2", None, "2020")], "ferry captains", (70, 90)),
    ("two spellings of a place", [("It keeps 90 consulates in the US", "s1", "US", None),
                                  ("It keeps 70 consulates in the United States", "s2", "United States", None)],
     "consulates in US", (70, 90)),
    ("the dead of one place", [("It said 9 people were killed in Zenda", "s1", "Zenda", None),
                               ("It said 14 people were killed in Zenda", "s2", "Zenda", None)],
     "people in Zenda", (9, 14)),
    ("far apart though about", [("There are about 400 federal clerks in Zenda", "s1", "Zenda", None),
                                ("There are 900 federal clerks in Zenda", "s2", "Zenda", None)],
     "federal clerks in Zenda", (400, 900)),
]  # fmt: skip

EXPLAINED: list[tuple[str, list[Row]]] = [
    ("they agree", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
                    ("There are seven NBA depots in Zenda", "s2", "Zenda", None)]),
    ("rounding of about", [("There are about 5 NBA depots in Zenda", "s1", "Zenda", None),
                           ("There are 5.2 NBA depots in Zenda", "s2", "Zenda", None)]),
    ("rounding of a scale", [("There are 1.2 million river ducks in Zenda", "s1", "Zenda", None),
                             ("There are 1,217,000 river ducks in Zenda", "s2", "Zenda", None)]),
    ("a round figure", [("There are 500 river ducks in Zenda", "s1", "Zenda", None),
                        ("There are 512 river ducks in Zenda", "s2", "Zenda", None)]),
    ("at least holds", [("There are at least 4 NBA depots in Zenda", "s1", "Zenda", None),
                        ("There are 5 NBA depots in Zenda", "s2", "Zenda", None)]),
    ("at most holds", [("There are at most 8 NBA depots in Zenda", "s1", "Zenda", None),
                       ("There are 5 NBA depots in Zenda", "s2", "Zenda", None)]),
    ("another place", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
                       ("There are 5 NBA depots in Hofbau", "s2", "Hofbau", None)]),
    ("another time", [("In 2019 there were 7 NBA depots in Zenda", "s1", "Zenda", "2019"),
                      ("In 2024 there were 5 NBA depots in Zenda", "s2", "Zenda", "2024")]),
    ("a time on one side", [("Last year there were 7 NBA depots in Zenda", "s1", "Zenda", "Last year"),
                            ("There are 5 NBA depots in Zenda", "s2", "Zenda", None)]),
    ("another scope", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
                       ("It has twelve, including 3 NBA depots in Zenda", "s2", "Zenda", None)]),
    ("each", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
              ("They have 2 NBA depots each", "s2", None, None)]),
    ("a change", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
                  ("It rose to 9 NBA depots in Zenda", "s2", "Zenda", None)]),
    ("what used to be", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
                         ("There used to be 9 NBA depots in Zenda", "s2", "Zenda", None)]),
    ("a plan", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
                ("It plans to run 9 NBA depots in Zenda", "s2", "Zenda", None)]),
    ("a denial", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
                  ("It is wrong that there are 9 NBA depots in Zenda", "s2", "Zenda", None)]),
    ("another modifier", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
                          ("There are 9 army depots in Zenda", "s2", "Zenda", None)]),
    ("another event", [("It arrested 7 dock workers in Zenda", "s1", "Zenda", None),
                       ("It fired 9 dock workers in Zenda", "s2", "Zenda", None)]),
    ("the same speaker", [("There are 7 NBA depots in Zenda", "s1", "Zenda", None),
                          ("There are 9 NBA depots in Zenda", "s1", "Zenda", None)]),
    ("the outlet twice", [("There are 7 NBA depots in Zenda", "", "Zenda", None),
                          ("There are 9 NBA depots in Zenda", "", "Zenda", None)]),
    ("generic people", [("There were 7 people in Zenda", "s1", "Zenda", None),
                        ("There were 9 people in Zenda", "s2", "Zenda", None)]),
    ("a bare noun without a place", [("It has 7 depots", "s1", None, None), ("It has 9 depots", "s2", None, None)]),
    ("vague modifiers without a place", [("It has 7 new depots", "s1", None, None),
                                         ("It has 9 new depots", "s2", None, None)]),
    ("shares of nobody knows what", [("It won 40 percent in Zenda", "s1", "Zenda", None),
                                     ("It won 60 percent in Zenda", "s2", "Zenda", None)]),
    ("sums of money", [("It cost $40 in Zenda", "s1", "Zenda", None), ("It cost $60 in Zenda", "s2", "Zenda", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "about", "values"), [r[1:] for r in CONFLICTING], ids=[r[0] for r in CONFLICTING])
def test_claims_that_cannot_all_hold_are_one_conflict(rows: list[Row], about: str, values: tuple[float, ...]) -> None:
    assert find(*rows) == (Conflict(claims=("c1", "c2"), about=about, values=values),)


@pytest.mark.parametrize("rows", [r[1] for r in EXPLAINED], ids=[r[0] for r in EXPLAINED])
def test_an_explained_difference_is_no_conflict(rows: list[Row]) -> None:
    assert find(*rows) == ()


def test_one_conflict_holds_all_claims_about_its_quantity() -> None:
    (conflict,) = find(
        ("There are 7 NBA depots in Ruritania", "s1", "Ruritania", None),
        ("There are 7 #NBA depots Ruritania!!", "s1", "Ruritania", None),
        ("to place 6 NBA depots in Ruritania", "s2", "Ruritania", None),
        ("It keeps 3 army depots in Zenda", "s2", "Zenda", None),
    )
    assert (conflict.claims, conflict.values) == (("c1", "c2", "c3"), (6, 7))


def test_thousands_of_claims_take_seconds() -> None:
    claims = [
        Claim(
            id=f"c{n}",
            attribution=None,
            span=Span(n, n + 1),
            quantity=Quantity(
                value=n % 7, unit=f"NBA depot{n % 50}", place="Zenda", time=None, mode=QuantityMode.EXACT
            ),
        )
        for n in range(20_000)
    ]
    assert find_conflicts(Document(capture="", origin="-", text="x" * 20_001), claims, []) == ()

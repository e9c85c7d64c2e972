"""The same hits on every kind of store; ranking is each store's own."""

from __future__ import annotations

import pytest

from onrecord.ledger.ledger import SqlLedger
from onrecord.model.ledger import Filter, make_source_id
from onrecord.model.reading import AttributionKind, Channel, SourceKind
from tests.contract.ledger.stories import at, make_harbour, make_item, make_remark


@pytest.fixture
def full(ledger: SqlLedger) -> SqlLedger:
    ledger.keep_document(make_item(make_harbour(), story="Harbour offices"), at(1))
    ledger.keep_document(make_item(make_remark("The night bus is late, it’s always late", "Nils Öström", 1)), at(2))
    ledger.keep_document(
        make_item(make_remark("The harbour bus never comes in winter", number=2, published="2026-04-02")), at(3)
    )
    return ledger


def find(ledger: SqlLedger, text: str, wanted: Filter | None = None) -> list[str]:
    return sorted(hit.attribution.words.split()[-1] for hit in ledger.search(text, wanted).hits)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("harbour", ["list", "named", "crews", "storms", "winter"]),
        ("harbour winter", ["storms", "winter"]),
        ('"harbour office"', ["storms"]),
        ('"office harbour"', []),
        ("harb*", ["list", "named", "crews", "storms", "winter"]),
        ("bus -late", ["winter"]),
        ("BUS", ["late", "winter"]),
        ("ostrom", ["late"]),
        ("Élodie", ["crews"]),
        ("its", []),
        ("it's", ["late"]),
        ("“nobody told”", ["crews"]),
        ("", []),
        ("!?", []),
        ('"', []),
        ("harbour AND", []),
        ("' OR 1=1 --", []),
        ("-bus", []),
    ],
)
def test_words_phrases_beginnings_and_exclusions(full: SqlLedger, text: str, found: list[str]) -> None:
    assert find(full, text) == sorted(found)


def test_no_phrase_runs_from_the_title_into_the_words(full: SqlLedger) -> None:
    assert find(full, '"close we"') == []
    assert find(full, '"brill harbour"') == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(channel=Channel.LETTER), ["list", "storms"]),
        (Filter(kind=AttributionKind.INDIRECT), ["list", "named"]),
        (Filter(outlet="The Gazette"), ["winter"]),
        (Filter(story="harbour-offices"), ["crews", "list", "named", "storms"]),
        (Filter(since="2026-04-01"), ["winter"]),
        (Filter(until="2026-02-26"), ["list", "storms"]),
        (Filter(source=make_source_id("Ada Brill", SourceKind.PERSON, "")), ["list", "storms", "winter"]),
        (Filter(outlet="The Gazette", since="2026-05-01"), []),
    ],
    ids=str,
)
def test_filters_narrow_a_search(full: SqlLedger, wanted: Filter, found: list[str]) -> None:
    assert find(full, "harbour", wanted) == found


def test_an_excerpt_marks_what_was_found(full: SqlLedger) -> None:
    (hit,) = full.search('"told the" crews').hits
    assert [mark.of(hit.excerpt) for mark in hit.marks] == ["told", "the", "crews"]
    assert (hit.title, hit.outlet, hit.date) == ("Harbour offices to close", "The Courier", "2026-02-27")


def test_pages_follow_one_another_without_gaps(full: SqlLedger) -> None:
    pages = [full.search("harbour", limit=2, offset=offset) for offset in (0, 2, 4)]
    ids = [hit.attribution.id for page in pages for hit in page.hits]
    assert [page.more for page in pages] == [True, True, False]
    assert len(ids) == len(set(ids)) == 5


def test_a_search_as_of_a_time_finds_what_was_there(full: SqlLedger) -> None:
    assert len(full.search("bus", as_of=at(2)).hits) == 1


def test_the_best_comes_first(full: SqlLedger) -> None:
    assert full.search("late bus").hits[0].attribution.words.endswith("late")


def test_an_earlier_quotation_is_found_by_its_words(full: SqlLedger) -> None:
    found = full.find_candidates("every harbour office [in Estmere] before the winter").found
    assert found[0].attribution.words.startswith("We will shut")
    assert not full.find_candidates("a quite different sentence about nothing").found


def test_reported_speech_is_no_quotation(full: SqlLedger) -> None:
    assert not full.find_candidates("5 offices in Estmere are on the list").found


def test_a_common_phrase_is_looked_at_within_bounds(ledger: SqlLedger) -> None:
    for number in range(90):
        ledger.keep_document(make_item(make_remark("We will not comment on that", f"Speaker {number}", number)), at(1))
    candidates = ledger.find_candidates("We will not comment on that")
    assert candidates.found
    assert candidates.examined < 1_000

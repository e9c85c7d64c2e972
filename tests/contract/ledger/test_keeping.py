"""What is kept, once, and what a second look at the same page comes to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.errors import UnknownIdError
from onrecord.ledger.ledger import SqlLedger
from onrecord.model.ledger import (
    ClosureToKeep,
    ConflictToKeep,
    Filter,
    KeepResult,
    Outcome,
    Relations,
    SuggestionToKeep,
    WordingToKeep,
    make_local_id,
    make_source_id,
)
from onrecord.model.reading import Channel, SourceKind, Verdict
from onrecord.model.span import Span
from tests.contract.ledger.stories import (
    ADDRESS,
    HARBOUR,
    at,
    make_document,
    make_harbour,
    make_item,
    make_remark,
)

WORDS = "We will shut every harbour office before the winter storms"


def test_a_document_comes_back_as_it_was_kept(ledger: SqlLedger) -> None:
    reading = make_harbour()
    done = ledger.keep_document(make_item(reading, story="Harbour offices"), at(1))
    kept = ledger.get_document(done.document)
    assert done.outcome is Outcome.NEW
    assert (kept.text, kept.title, kept.byline, kept.outlet) == (
        HARBOUR,
        reading.document.title,
        ("Tom Reed",),
        "The Courier",
    )
    assert ledger.get_reading(done.document) == reading
    assert ledger.find_document(ADDRESS) == kept
    assert ledger.get_story("harbour-offices").documents == (done.document,)
    assert ledger.get_capture(kept.capture).warc_file == "2026/03.warc.gz"


def test_what_was_read_comes_back_with_its_spans(ledger: SqlLedger) -> None:
    done = ledger.keep_document(make_item(make_harbour()), at(1))
    first = next(ledger.iter_attributions())
    assert first.id == make_local_id(done.document, "a1")
    assert first.words == WORDS == first.content[0].of(HARBOUR)
    assert first.source_words == first.source_spans[0].of(HARBOUR) == "Ada Brill"
    statement = ledger.get_statement(first.statement or "")
    assert (statement.source_name, statement.channel, statement.date) == ("Ada Brill", Channel.LETTER, "2026-02-25")
    assert [claim.value for claim in ledger.iter_claims()] == [5, 4]
    assert [conflict.values for conflict in ledger.iter_conflicts()] == [(4, 5)]
    (inquiry,) = ledger.iter_inquiries(is_open=True)
    assert (inquiry.to_name, inquiry.words, inquiry.asked_on) == (
        "Mayor’s Office",
        "asked the Mayor’s Office",
        "2026-02-27",
    )


def test_adding_the_same_again_changes_nothing_and_says_so(ledger: SqlLedger) -> None:
    item = make_item(make_harbour(), story="Harbour offices")
    ledger.keep_document(item, at(1))
    before, head = ledger.count(), ledger.get_head()
    again = ledger.keep_document(item, at(2))
    assert again.outcome is Outcome.SAME
    assert not again.statements
    assert not again.capture_new
    assert (ledger.count(), ledger.get_head()) == (before, head)


def test_another_text_at_the_same_address_is_the_next_version(ledger: SqlLedger) -> None:
    first = ledger.keep_document(make_item(make_harbour()), at(1))
    changed = make_harbour(make_document(HARBOUR + "\nThis story was updated.\n"))
    second = ledger.keep_document(make_item(changed), at(2))
    assert (second.outcome, second.version, second.previous) == (Outcome.NEW_VERSION, 2, first.document)
    assert [each.version for each in ledger.iter_documents(address=ADDRESS)] == [1, 2]
    newest = ledger.find_document(ADDRESS)
    earlier = ledger.find_document(ADDRESS, as_of=at(1))
    assert newest is not None
    assert earlier is not None
    assert (newest.version, earlier.version) == (2, 1)


def test_a_page_that_returns_to_an_earlier_text_is_said_to_return(ledger: SqlLedger) -> None:
    old = make_item(make_harbour())
    ledger.keep_document(old, at(1))
    ledger.keep_document(make_item(make_harbour(make_document(HARBOUR + "\nUpdated.\n"))), at(2))
    seen = replace(old, capture=replace(old.capture, id="sha256:" + "7" * 64, received_at=at(3)))
    back = ledger.keep_document(seen, at(3))
    assert (back.outcome, back.version, back.capture_new) == (Outcome.RETURNED, 1, True)
    assert len(list(ledger.iter_captures(back.document))) == 2


def test_a_source_met_before_is_the_same_source(ledger: SqlLedger) -> None:
    ledger.keep_document(make_item(make_harbour()), at(1))
    done = ledger.keep_document(make_item(make_remark("The gates stay open", "ADA BRILL")), at(2))
    brill = make_source_id("Ada Brill", SourceKind.PERSON, "")
    assert done.sources_met == (brill,)
    assert not done.sources_new
    assert [each.document for each in ledger.iter_statements(Filter(source=brill))][1:] == [done.document]
    assert [each.id for each in ledger.iter_sources("ada brill")] == [brill]


def test_somebody_unnamed_is_never_the_same_in_two_documents(ledger: SqlLedger) -> None:
    ledger.keep_document(make_item(make_harbour()), at(1))
    other = make_document(HARBOUR + "\nMore.\n", url="https://gazette.example/1")
    ledger.keep_document(make_item(make_harbour(other)), at(2))
    assert len(list(ledger.iter_sources("spokesperson"))) == 2


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\uf8fe", "\uf8fe0041", "𝟜\u0301", "\u202e\r\n\t"], ids=ascii)
def test_any_character_comes_back(ledger: SqlLedger, odd: str) -> None:
    reading = make_remark(f"We said {odd} twice", title=f"Note {odd}")
    done = ledger.keep_document(make_item(reading), at(1))
    assert ledger.get_reading(done.document) == reading
    assert ledger.get_document(done.document).text == reading.document.text
    assert next(ledger.iter_attributions()).words == f"We said {odd} twice"
    assert not list(ledger.verify(deep=True))


def keep_two(ledger: SqlLedger) -> tuple[KeepResult, KeepResult]:
    first = ledger.keep_document(make_item(make_harbour()), at(1))
    quoted = make_remark("We will shut every office before the winter storms")
    original = make_local_id(first.document, "a1")
    own = make_local_id(quoted.document.id, "a1")
    answer = make_local_id(quoted.document.id, "u1")
    relations = Relations(
        wordings=(WordingToKeep(original=original, quoted=own, verdict=Verdict.ALTERED, partial=False),),
        suggestions=(SuggestionToKeep(kind="same_source", a=first.sources_new[0], b=first.sources_new[1]),),
        closures=(ClosureToKeep(inquiry=make_local_id(first.document, "q1"), by=answer),),
    )
    return first, ledger.keep_document(make_item(quoted, relations=relations), at(2))


def test_relations_are_kept_with_their_document(ledger: SqlLedger) -> None:
    first, second = keep_two(ledger)
    (wording,) = ledger.iter_wordings(across=True)
    assert (wording.original, wording.quoted) == (
        make_local_id(first.document, "a1"),
        make_local_id(second.document, "a1"),
    )
    assert [each.kind for each in ledger.iter_suggestions()] == ["same_source"]
    assert not list(ledger.iter_inquiries(is_open=True))
    assert [each.closed_by for each in ledger.iter_inquiries()] == [make_local_id(second.document, "u1")]
    assert len(list(ledger.iter_inquiries(is_open=True, as_of=at(1)))) == 1


def test_a_document_with_a_relation_to_nothing_is_not_kept_at_all(ledger: SqlLedger) -> None:
    reading = make_remark("The gates stay open")
    before = ledger.count()
    with pytest.raises(UnknownIdError):
        ledger.keep_document(
            make_item(
                reading,
                story="Gates",
                relations=Relations(
                    wordings=(
                        WordingToKeep(
                            original="0123456789abcdef-a1",
                            quoted=make_local_id(reading.document.id, "a1"),
                            verdict=Verdict.VERBATIM,
                            partial=False,
                        ),
                    )
                ),
            ),
            at(1),
        )
    assert ledger.count() == before
    assert not list(ledger.iter_history())


def test_a_conflict_across_documents_takes_further_claims(ledger: SqlLedger) -> None:
    first = ledger.keep_document(make_item(make_harbour()), at(1))
    other = make_document(HARBOUR + "\nMore.\n", url="https://gazette.example/1")
    second = ledger.keep_document(make_item(make_harbour(other)), at(2))
    claims = [make_local_id(done.document, name) for done in (first, second) for name in ("c1", "c2")]
    ledger.keep_relations(Relations(conflicts=(ConflictToKeep(claims=tuple(claims[:3]), about="offices"),)), at(3))
    (conflict,) = ledger.iter_conflicts(across=True)
    grown = ConflictToKeep(id=conflict.id, claims=(claims[3],), about="offices")
    ledger.keep_relations(Relations(conflicts=(grown,)), at(4))
    assert ledger.get_conflict(conflict.id).claims == tuple(claims)
    assert ledger.get_conflict(conflict.id, as_of=at(3)).claims == tuple(claims[:3])


def test_an_unknown_id_is_said_to_be_unknown(ledger: SqlLedger) -> None:
    for get in (ledger.get_document, ledger.get_source, ledger.get_statement, ledger.get_claim, ledger.get_reading):
        with pytest.raises(UnknownIdError):
            get("0123456789abcdef-u1")


def test_what_an_id_names_is_found(ledger: SqlLedger) -> None:
    done = ledger.keep_document(make_item(make_harbour(), story="Harbour"), at(1))
    kinds = [
        ledger.find_kind(each) for each in (done.document, done.statements[0], done.sources_new[0], "harbour", "x")
    ]
    assert kinds == ["document", "statement", "source", "story", None]


def test_spans_survive_in_changes(ledger: SqlLedger) -> None:
    ledger.keep_document(make_item(make_harbour()), at(1))
    (wording,) = ledger.iter_wordings()
    assert wording.changes == ()
    assert all(isinstance(span, Span) for each in ledger.iter_attributions() for span in each.content)


def test_two_who_add_the_same_at_once_keep_it_once(shared_place: str, opener: Callable[[str], SqlLedger]) -> None:
    items = [make_item(make_remark(f"The gates stay open {number} days", number=number)) for number in range(8)]
    outcomes: list[Outcome] = []

    def add() -> None:
        ledger = opener(shared_place)
        outcomes.extend(ledger.keep_document(item, at(1)).outcome for item in items)

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ledger = opener(shared_place)
    assert sorted(outcomes) == [Outcome.NEW] * 8 + [Outcome.SAME] * 8
    assert ledger.count()["document"] == 8
    assert not list(ledger.verify(deep=True))


def test_reading_goes_on_while_another_writes(shared_place: str, opener: Callable[[str], SqlLedger]) -> None:
    writer, reader = opener(shared_place), opener(shared_place)
    writer.keep_document(make_item(make_harbour()), at(1))
    with writer._store.write():
        assert len(list(reader.iter_statements())) == 3

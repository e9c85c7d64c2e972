"""Decisions of people: never lost, never overwritten, always to be seen as of a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.errors import EditConflictError, UnfitReviewError, UnknownIdError
from onrecord.ledger.ledger import SqlLedger
from onrecord.model.ledger import (
    Filter,
    KeptReview,
    Relations,
    ReviewAction,
    ReviewToKeep,
    Status,
    SuggestionStatus,
    SuggestionToKeep,
    make_local_id,
)
from onrecord.model.reading import Channel
from tests.contract.ledger.stories import HARBOUR, at, find, make_harbour, make_item, make_remark


@pytest.fixture
def prefix(ledger: SqlLedger) -> str:
    done = ledger.keep_document(make_item(make_harbour(), story="Harbour"), at(1))
    return make_local_id(done.document, "")


def get_seen(ledger: SqlLedger, target: str) -> str:
    kind = ledger.find_kind(target)
    seen: str = getattr(ledger, f"get_{kind}")(target).seen
    return seen


def decide(
    ledger: SqlLedger,
    target: str,
    action: ReviewAction,
    minutes: int,
    field: str | None = None,
    value: object = None,
    seen: str | None = None,
) -> KeptReview:
    decision = ReviewToKeep(
        target=target,
        action=action,
        reviewer="Kim",
        reason="looked at the letter",
        seen=seen or get_seen(ledger, target),
        field=field,
        value=value,
    )
    return ledger.review(decision, at(minutes))


def test_a_confirmed_statement_was_a_draft_before(ledger: SqlLedger, prefix: str) -> None:
    decide(ledger, prefix + "u1", ReviewAction.CONFIRM, 5)
    decide(ledger, prefix + "u2", ReviewAction.REJECT, 6)
    assert [each.status for each in ledger.iter_statements()] == [Status.CONFIRMED, Status.REJECTED, Status.DRAFT]
    assert {each.status for each in ledger.iter_statements(as_of=at(4))} == {Status.DRAFT}
    assert ledger.get_statement(prefix + "u1", as_of=at(5)).status is Status.CONFIRMED
    found = [hit.attribution.id for hit in ledger.search("offices", Filter(status=Status.CONFIRMED)).hits]
    assert sorted(found) == [prefix + "a1", prefix + "a2"]


def test_two_who_saw_the_same_get_a_conflict_not_a_lost_edit(ledger: SqlLedger, prefix: str) -> None:
    seen = get_seen(ledger, prefix + "u1")
    decide(ledger, prefix + "u1", ReviewAction.CORRECT, 5, "channel", "email", seen)
    with pytest.raises(EditConflictError):
        decide(ledger, prefix + "u1", ReviewAction.CORRECT, 6, "channel", "speech", seen)
    assert ledger.get_statement(prefix + "u1").channel is Channel.EMAIL
    assert len(list(ledger.iter_reviews(prefix + "u1"))) == 1


def test_going_back_to_an_old_value_is_a_change_too(ledger: SqlLedger, prefix: str) -> None:
    seen = get_seen(ledger, prefix + "u1")
    decide(ledger, prefix + "u1", ReviewAction.CORRECT, 5, "channel", "email")
    decide(ledger, prefix + "u1", ReviewAction.CORRECT, 6, "channel", "letter")
    assert get_seen(ledger, prefix + "u1") != seen
    assert [each.before for each in ledger.iter_reviews(prefix + "u1")] == ["letter", "email"]


def test_a_corrected_source_takes_its_attributions_along(ledger: SqlLedger, prefix: str) -> None:
    marsh = ledger.get_statement(prefix + "u2").source
    decide(ledger, prefix + "u1", ReviewAction.CORRECT, 5, "source", marsh)
    assert {each.source_name for each in ledger.iter_attributions(statement=prefix + "u1")} == {"Élodie Marsh"}
    assert len(ledger.search('"harbour office" elodie').hits) == 1
    before = list(ledger.iter_attributions(statement=prefix + "u1", as_of=at(4)))
    assert {each.source_name for each in before} == {"Ada Brill"}
    assert not list(ledger.verify(deep=True))


def test_corrected_spans_move_the_words_the_search_and_the_prints(ledger: SqlLedger, prefix: str) -> None:
    span = find(HARBOUR, "every harbour office before the winter storms")
    decide(ledger, prefix + "a1", ReviewAction.CORRECT, 5, "content", [[*span]])
    assert ledger.get_attribution(prefix + "a1").words == span.of(HARBOUR)
    assert ledger.get_attribution(prefix + "a1", as_of=at(4)).words.startswith("We will shut")
    assert not ledger.search('"we will shut"').hits
    assert not list(ledger.verify(deep=True))


@pytest.mark.parametrize("spans", [[[5, 2]], [[0, 99_999]], [[4, 8], [6, 9]], [["a", 2]], [], [[1]], "x", [[0.0, 2]]])
def test_spans_that_do_not_fit_are_refused(ledger: SqlLedger, prefix: str, spans: object) -> None:
    with pytest.raises(UnfitReviewError):
        decide(ledger, prefix + "a1", ReviewAction.CORRECT, 5, "content", spans)
    assert not list(ledger.iter_reviews())


@pytest.mark.parametrize(
    ("target", "field", "value"),
    [
        ("u1", "channel", "shouting"),
        ("u1", "date", "soon"),
        ("u1", "colour", "red"),
        ("u1", "id", "x"),
        ("u1", None, None),
        ("a1", "kind", "loud"),
        ("c1", "value", "many"),
        ("c1", "unit", " "),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    ledger: SqlLedger, prefix: str, target: str, field: str | None, value: object
) -> None:
    with pytest.raises(UnfitReviewError):
        decide(ledger, prefix + target, ReviewAction.CORRECT, 5, field, value)


def test_a_source_that_is_not_there_cannot_be_given(ledger: SqlLedger, prefix: str) -> None:
    with pytest.raises(UnknownIdError):
        decide(ledger, prefix + "u1", ReviewAction.CORRECT, 5, "source", "nobody-000000000000")


def test_a_claim_is_rated_and_corrected(ledger: SqlLedger, prefix: str) -> None:
    decide(ledger, prefix + "c1", ReviewAction.RATE, 5, None, "false: the list has 4")
    decide(ledger, prefix + "c1", ReviewAction.CORRECT, 6, "value", 6)
    claim = ledger.get_claim(prefix + "c1")
    assert (claim.rating, claim.value) == ("false: the list has 4", 6)
    assert ledger.get_claim(prefix + "c1", as_of=at(5)).value == 5
    assert ledger.get_claim(prefix + "c1", as_of=at(4)).rating is None
    with pytest.raises(UnfitReviewError):
        decide(ledger, prefix + "u1", ReviewAction.RATE, 7, None, "false")


def test_sources_are_merged_and_split_again(ledger: SqlLedger, prefix: str) -> None:
    other = ledger.keep_document(make_item(make_remark("The gates stay open", "A. Brill")), at(2)).sources_new[0]
    brill = ledger.get_statement(prefix + "u1").source or ""
    decide(ledger, other, ReviewAction.MERGE, 5, None, brill)
    assert ledger.find_same_sources(brill) == ledger.find_same_sources(other) == tuple(sorted((other, brill)))
    assert len(list(ledger.iter_statements(Filter(source=brill)))) == 2
    assert {each.source_name for each in ledger.iter_statements(Filter(source=other))} == {"Ada Brill"}
    decide(ledger, other, ReviewAction.SPLIT, 6)
    assert ledger.find_same_sources(brill) == (brill,)
    assert ledger.get_source(other, as_of=at(5)).merged_into == brill
    last = list(ledger.iter_statements(as_of=at(5)))[-1]
    assert last.source_name == "Ada Brill"


def test_a_source_is_not_merged_into_itself_or_in_a_circle(ledger: SqlLedger, prefix: str) -> None:
    brill = ledger.get_statement(prefix + "u1").source or ""
    marsh = ledger.get_statement(prefix + "u2").source or ""
    with pytest.raises(UnfitReviewError):
        decide(ledger, brill, ReviewAction.MERGE, 5, None, brill)
    decide(ledger, marsh, ReviewAction.MERGE, 5, None, brill)
    with pytest.raises(UnfitReviewError):
        decide(ledger, brill, ReviewAction.MERGE, 6, None, marsh)


def test_somebody_unnamed_is_never_merged(ledger: SqlLedger, prefix: str) -> None:
    nobody = ledger.get_statement(prefix + "u3").source or ""
    brill = ledger.get_statement(prefix + "u1").source or ""
    for one, other in ((nobody, brill), (brill, nobody)):
        with pytest.raises(UnfitReviewError):
            decide(ledger, one, ReviewAction.MERGE, 5, None, other)


def test_an_accepted_suggestion_merges_and_a_refused_one_splits(ledger: SqlLedger, prefix: str) -> None:
    brill = ledger.get_statement(prefix + "u1").source or ""
    other = ledger.keep_document(make_item(make_remark("The gates stay open", "A. Brill")), at(2)).sources_new[0]
    suggestion = SuggestionToKeep(kind="same_source", a=other, b=brill, evidence={"names": ["A. Brill", "Ada Brill"]})
    ledger.keep_relations(Relations(suggestions=(suggestion, suggestion)), at(3))
    (kept,) = ledger.iter_suggestions()
    assert kept.evidence == suggestion.evidence
    decide(ledger, kept.id, ReviewAction.CONFIRM, 5)
    assert ledger.get_source(other).merged_into == brill
    assert ledger.get_suggestion(kept.id).status is SuggestionStatus.ACCEPTED
    assert not list(ledger.iter_suggestions())
    decide(ledger, kept.id, ReviewAction.REJECT, 6)
    assert ledger.get_source(other).merged_into is None


def test_a_renamed_source_is_found_by_its_new_name(ledger: SqlLedger, prefix: str) -> None:
    brill = ledger.get_statement(prefix + "u1").source or ""
    decide(ledger, brill, ReviewAction.CORRECT, 5, "name", "Ada Brillwater")
    assert len(ledger.search("brillwater").hits) == 2
    assert ledger.get_statement(prefix + "u1", as_of=at(4)).source_name == "Ada Brill"
    assert not list(ledger.verify())


def test_decisions_survive_a_newer_reading_where_they_fit(ledger: SqlLedger, prefix: str) -> None:
    decide(ledger, prefix + "u1", ReviewAction.CORRECT, 5, "channel", "email")
    decide(ledger, prefix + "u2", ReviewAction.CONFIRM, 6)
    reading = make_harbour()
    done = ledger.reread(reading, {prefix + "u1": prefix[:-1] + ".2-u1"}, at(8))
    assert done.revision == 2
    assert [each.target for each in done.left] == [prefix + "u2"]
    assert ledger.get_statement(prefix[:-1] + ".2-u1").channel is Channel.EMAIL
    assert [each.carried_from for each in ledger.iter_reviews(prefix[:-1] + ".2-u1")] == ["r1"]
    assert len(list(ledger.iter_statements())) == 3
    assert not list(ledger.verify(deep=True))


def test_two_programs_get_the_conflict_too(shared_place: str, opener: Callable[[str], SqlLedger]) -> None:
    one, other = opener(shared_place), opener(shared_place)
    done = one.keep_document(make_item(make_harbour()), at(1))
    target = done.statements[0]
    seen = get_seen(other, target)
    decide(one, target, ReviewAction.CONFIRM, 5)
    with pytest.raises(EditConflictError):
        decide(other, target, ReviewAction.REJECT, 6, seen=seen)

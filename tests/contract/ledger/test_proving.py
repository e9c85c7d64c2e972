"""The history is a chain, and whatever no longer agrees with it is named."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from onrecord.errors import OnRecordError
from onrecord.ledger.ledger import SqlLedger
from onrecord.model.ledger import DriftKind, ReviewAction, make_local_id
from tests.contract.ledger.stories import at, make_harbour, make_item, make_remark
from tests.contract.ledger.test_reviewing import decide


@pytest.fixture
def document(ledger: SqlLedger) -> str:
    done = ledger.keep_document(make_item(make_harbour(), story="Harbour"), at(1))
    ledger.keep_document(make_item(make_remark("The gates stay open")), at(2))
    decide(ledger, done.statements[0], ReviewAction.CORRECT, 3, "channel", "email")
    return done.document


def tamper(ledger: SqlLedger, sql: str, **values: object) -> None:
    """Change the store behind the ledger's back."""
    with ledger._store.write() as connection:
        assert connection.execute(text(sql), values).rowcount > 0


def find_drifts(ledger: SqlLedger, deep: bool = False) -> set[tuple[str, DriftKind]]:
    return {(each.id, each.kind) for each in ledger.verify(deep=deep)}


def test_an_untouched_ledger_has_no_drift(ledger: SqlLedger, document: str) -> None:
    assert not find_drifts(ledger, deep=True)


def test_each_entry_follows_the_one_before(ledger: SqlLedger, document: str) -> None:
    history = list(ledger.iter_history())
    assert [each.kind for each in history] == ["put into story", "keep", "keep", "correct"]
    assert all(later.previous == earlier.hash for earlier, later in pairwise(history))
    assert ledger.get_head() == history[-1].hash


def test_the_history_holds_no_words(ledger: SqlLedger, document: str) -> None:
    held = " ".join(f"{each.kind} {each.subject}" for each in ledger.iter_history()).lower()
    assert not [word for word in ("brill", "harbour office", "gates", "kim") if word in held]


@pytest.mark.parametrize("sql", ["UPDATE event SET kind = 'x'", "DELETE FROM event"])
def test_the_history_cannot_be_changed(ledger: SqlLedger, document: str, sql: str) -> None:
    with pytest.raises((SQLAlchemyError, OnRecordError)):
        tamper(ledger, sql)
    assert not find_drifts(ledger)


def drop_guards(ledger: SqlLedger) -> None:
    with ledger._store.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER event_is_not_changed"))
            connection.execute(text("DROP TRIGGER event_is_not_removed"))
        else:
            connection.execute(text("DROP TRIGGER event_is_kept ON event"))


def test_a_changed_entry_is_named(ledger: SqlLedger, document: str) -> None:
    drop_guards(ledger)
    tamper(ledger, "UPDATE event SET kind = 'reject' WHERE seq = 4")
    assert ("event 4", DriftKind.EVENT) in find_drifts(ledger)


def test_a_removed_entry_is_named(ledger: SqlLedger, document: str) -> None:
    drop_guards(ledger)
    tamper(ledger, "DELETE FROM event WHERE seq = 2")
    assert ("event 3", DriftKind.HISTORY) in find_drifts(ledger)


def test_a_history_cut_short_is_known_by_its_head(ledger: SqlLedger, document: str) -> None:
    head = ledger.get_head()
    drop_guards(ledger)
    tamper(ledger, "DELETE FROM event WHERE seq = 4")
    assert (head, DriftKind.HISTORY) in {(each.id, each.kind) for each in ledger.verify(head=head)}


@pytest.mark.parametrize(
    ("sql", "local", "kind", "deep"),
    [
        (
            "UPDATE document SET text = replace(text, 'win', 'wan') WHERE id = :d",
            None,
            DriftKind.DOCUMENT_TEXT,
            False,
        ),
        ("UPDATE document SET text_digest = 'x' WHERE id = :d", None, DriftKind.DOCUMENT_DIGEST, False),
        ("UPDATE reading SET digest = 'x' WHERE document = :d", None, DriftKind.READING, False),
        ("DELETE FROM reading WHERE document = :d", None, DriftKind.MISSING, False),
        ("UPDATE attribution SET words = 'nothing' WHERE id = :a", "a1", DriftKind.WORDS, False),
        ("UPDATE attribution SET spans = '[]' WHERE id = :a", "a1", DriftKind.SPAN, False),
        ("UPDATE attribution SET kind = 'direct' WHERE id = :b", "a2", DriftKind.PRINTS, True),
        ("DELETE FROM quotation_print WHERE attribution = 1", "a1", DriftKind.PRINTS, True),
        ("UPDATE statement SET channel = 'poll' WHERE id = :s", "u2", DriftKind.READING, True),
        ("UPDATE claim SET value = '7' WHERE id = :c", "c1", DriftKind.READING, True),
    ],
)
def test_each_drift_is_named(
    ledger: SqlLedger, document: str, sql: str, local: str | None, kind: DriftKind, deep: bool
) -> None:
    names = {"d": document} | {
        key: make_local_id(document, value) for key, value in {"a": "a1", "b": "a2", "s": "u2", "c": "c1"}.items()
    }
    tamper(ledger, sql, **{key: value for key, value in names.items() if f":{key}" in sql})
    named = document if local is None else make_local_id(document, local)
    assert (named, kind) in find_drifts(ledger, deep=deep)


def test_a_print_of_no_quotation_is_named(ledger: SqlLedger, document: str) -> None:
    tamper(ledger, "INSERT INTO quotation_print (print, attribution) VALUES (12345, 1)")
    assert ("quotation_print", DriftKind.PRINTS) in find_drifts(ledger, deep=True)


def test_a_changed_decision_is_named(ledger: SqlLedger, document: str) -> None:
    tamper(ledger, "UPDATE review SET reviewer = 'Somebody'")
    kinds = {kind for _, kind in find_drifts(ledger)}
    assert kinds == {DriftKind.REVIEW}


def test_an_attribution_the_search_lost_is_named(ledger: SqlLedger, document: str) -> None:
    with ledger._store.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DELETE FROM search_docsize WHERE id = 2"))
        else:
            connection.execute(text("DELETE FROM search WHERE number = 2"))
    assert ("search 2", DriftKind.SEARCH) in find_drifts(ledger)

"""Opening a ledger: new, shared, read-only, older, newer, and what is none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.errors import (
    LedgerAddressError,
    LedgerBrokenError,
    LedgerError,
    LedgerLockedError,
    LedgerNewerError,
    LedgerReadOnlyError,
    LedgerUnreachableError,
)
from onrecord.ledger.ledger import SqlLedger, open_ledger
from onrecord.ports import Ledger
from tests.contract.ledger.stories import at, make_harbour, make_item


def test_a_ledger_keeps_what_it_acknowledged(shared_place: str) -> None:
    with open_ledger(shared_place) as first:
        done = first.keep_document(make_item(make_harbour()), at(1))
    with open_ledger(shared_place) as again:
        assert again.get_document(done.document).version == 1


def test_a_new_ledger_may_be_opened_by_several_at_once(shared_place: str, opener: Callable[[str], SqlLedger]) -> None:
    failures: list[LedgerError] = []
    start = threading.Barrier(4)

    def open_one() -> None:
        start.wait()
        try:
            opener(shared_place).count()
        except LedgerError as error:
            failures.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_ledger_of_a_newer_form_is_refused_politely(shared_place: str) -> None:
    with open_ledger(shared_place) as ledger, ledger._store.write() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE \"key\" = 'form'"))
    with pytest.raises(LedgerNewerError, match="99"):
        open_ledger(shared_place)


def test_a_writer_that_waits_too_long_says_so(shared_place: str) -> None:
    with open_ledger(shared_place) as one, open_ledger(shared_place, wait=0.2) as other:
        with one._store.write(), pytest.raises(LedgerLockedError):
            other.keep_document(make_item(make_harbour()), at(1))
        assert other.keep_document(make_item(make_harbour()), at(1)).version == 1


def test_a_ledger_opened_for_reading_reads(shared_place: str) -> None:
    with open_ledger(shared_place) as ledger:
        ledger.keep_document(make_item(make_harbour()), at(1))
    with open_ledger(shared_place, read_only=True) as reader:
        assert reader.search("harbour").hits
        document = next(reader.iter_documents()).id
        with pytest.raises(LedgerReadOnlyError):
            reader.put_into_story("Other", document, at(2))


def test_a_file_of_something_else_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes of somebody.", encoding="utf-8")
    with pytest.raises(LedgerBrokenError):
        open_ledger(str(path))
    assert path.read_text(encoding="utf-8") == "These are notes of somebody."
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_a_database_of_something_else_is_not_touched(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerBrokenError, match="something else"):
        open_ledger(str(path))


@pytest.mark.parametrize("place", ["", "mysql://desk/ledger", "https://desk.example/ledger"])
def test_an_address_of_no_ledger_is_refused(place: str) -> None:
    with pytest.raises(LedgerAddressError):
        open_ledger(place)


@pytest.mark.parametrize("place", ["no/such/folder/desk.onrecord", "postgresql://onrecord@127.0.0.1:1/desk"])
def test_a_place_that_cannot_be_reached_is_named_without_a_password(place: str) -> None:
    with pytest.raises(LedgerUnreachableError, match="desk"):
        open_ledger(place)


def test_a_password_enters_no_message() -> None:
    with pytest.raises(LedgerUnreachableError) as caught:
        open_ledger("postgresql://kim:hunter2@127.0.0.1:1/desk")
    assert "hunter2" not in str(caught.value)


def test_a_damaged_file_is_said_to_be_broken(tmp_path: Path) -> None:
    path = tmp_path / "desk.onrecord"
    with open_ledger(str(path)) as ledger:
        ledger.keep_document(make_item(make_harbour()), at(1))
    content = bytearray(path.read_bytes())
    content[100:60_000] = b"\xff" * 59_900
    path.write_bytes(content)
    with pytest.raises(LedgerBrokenError), open_ledger(str(path)) as ledger:
        list(ledger.verify())


def test_the_ledger_has_what_the_port_promises(ledger: SqlLedger) -> None:
    promised: Ledger = ledger
    assert promised.count()["document"] == 0

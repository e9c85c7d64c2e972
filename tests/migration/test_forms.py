"""Two roads to one form: what is created new, and what the steps lead to from the first form on."""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from onrecord.errors import LedgerOlderError
from onrecord.ledger.ledger import open_ledger
from onrecord.ledger.migrations import MIGRATIONS
from onrecord.ledger.places import create, migrate
from onrecord.ledger.postgres import PostgresKind
from onrecord.ledger.schema import FORM
from onrecord.ledger.sqlite import SqliteKind
from onrecord.ledger.store import Kind, Store
from tests.contract.ledger.server import drop_database, make_database, run_server
from tests.contract.ledger.stories import at, make_harbour, make_item

STEPS = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "ledger" / "migrations"
_POSTGRES_PARTS = (
    (
        "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns"
        " WHERE table_schema = 'public' ORDER BY 1, ordinal_position"
    ),
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
    ),
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public' ORDER BY 1",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
)


def describe(connection: Connection) -> list[str]:
    """Everything there is in a database, in words."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"))
        return [re.sub(r"\s+", " ", str(tuple(row))).replace("\\n", " ").replace("\\t", "") for row in rows]
    return [str(tuple(row)) for part in _POSTGRES_PARTS for row in connection.execute(text(part))]


def squeeze(lines: list[str]) -> list[str]:
    return [re.sub(r"\s+", "", line) for line in lines]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with run_server() as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def kinds(request: pytest.FixtureRequest) -> Iterator[tuple[Kind, Kind]]:
    if request.param == "sqlite":
        yield SqliteKind(None), SqliteKind(None)
    else:
        home: Path = request.getfixturevalue("home")
        yield PostgresKind(make_database(home, "whole")), PostgresKind(make_database(home, "stepped"))
        for name in ("whole", "stepped"):
            drop_database(home, name)


def test_the_steps_lead_to_the_newest_form(kinds: tuple[Kind, Kind]) -> None:
    whole, stepped = (Store(kind, shared=True) for kind in kinds)
    with whole.write() as connection:
        create(connection, whole.kind)
        expected = describe(connection)
    with stepped.write() as connection:
        migrate(connection, 0)
        found = describe(connection)
    whole.close()
    stepped.close()
    assert squeeze(found) == squeeze(expected)


def test_there_is_a_step_to_every_form() -> None:
    assert sorted(MIGRATIONS) == list(range(1, FORM + 1))


def test_a_step_imports_nothing_that_may_change() -> None:
    for path in STEPS.glob("m[0-9]*.py"):
        imported = [
            node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        assert set(imported) <= {"__future__", "collections.abc", "json", "re"}, path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger of the first form with a document in it."""
    path = tmp_path / "desk.onrecord"
    with open_ledger(str(path)) as ledger:
        ledger.keep_document(make_item(make_harbour()), at(1))
    connection = sqlite3.connect(path)
    for view in ("quotations", "statements", "inquiries_open"):
        connection.execute(f"DROP VIEW {view}")
    connection.execute("UPDATE meta SET value = '1' WHERE key = 'form'")
    connection.commit()
    connection.close()
    return path


def test_an_older_ledger_is_brought_up_to_date_with_a_copy_kept(old: Path) -> None:
    with open_ledger(str(old)) as ledger:
        assert len(list(ledger.iter_statements())) == 3
        assert not list(ledger.verify(deep=True))
    with sqlite3.connect(f"{old}.form-1") as copy:
        assert copy.execute("SELECT value FROM meta").fetchall() == [("1",)]
        assert copy.execute("SELECT count(*) FROM statement").fetchone() == (3,)
    copy.close()
    with sqlite3.connect(old) as now:
        assert now.execute("SELECT value FROM meta").fetchall() == [(str(FORM),)]
        assert now.execute("SELECT count(*) FROM quotations").fetchone() == (4,)
    now.close()


def test_an_older_ledger_opened_for_reading_is_left_alone(old: Path) -> None:
    with pytest.raises(LedgerOlderError):
        open_ledger(str(old), read_only=True)
    assert not old.with_name(old.name + ".form-1").exists()

"""Opening a ledger: where it is, whether it is whole, and bringing an older one up to date."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from onrecord.errors import (
    LedgerAddressError,
    LedgerBrokenError,
    LedgerNewerError,
    LedgerOlderError,
    LedgerUnreachableError,
)
from onrecord.ledger.backup import copy_file
from onrecord.ledger.migrations import MIGRATIONS
from onrecord.ledger.schema import FORM, VIEWS, meta, tables
from onrecord.ledger.sqlite import WAIT_SECONDS, SqliteKind
from onrecord.ledger.store import Kind, Store

MEMORY = ":memory:"
_POSTGRES = ("postgresql://", "postgres://")


def open_store(place: str, *, read_only: bool = False, wait: float | None = None) -> Store:
    """Open the ledger at a path, in memory (``:memory:``) or at a ``postgresql://`` address; make it when it is new."""
    kind = _make_kind(place, read_only, wait)
    store = Store(kind, shared=place == MEMORY, writable=not read_only)
    with ExitStack() as undone:
        undone.callback(store.close)
        _prepare(store, kind)
        undone.pop_all()
    return store


def _make_kind(place: str, read_only: bool, wait: float | None) -> Kind:
    patience = WAIT_SECONDS if wait is None else wait
    if place.startswith(_POSTGRES):
        from onrecord.ledger.postgres import PostgresKind

        return PostgresKind("postgresql://" + place.partition("://")[2], read_only=read_only, wait=patience)
    if "://" in place or not place:
        raise LedgerAddressError(place)
    if place == MEMORY:
        return SqliteKind(None, wait=patience)
    path = Path(place)
    if not path.parent.is_dir():
        raise LedgerUnreachableError(place, "there is no such folder")
    if read_only and not path.is_file():
        raise LedgerUnreachableError(place, "there is no such file")
    if path.is_file():
        _refuse_other_file(path)
    return SqliteKind(path, read_only=read_only, wait=patience)


def _refuse_other_file(path: Path) -> None:
    """Refuse a file that is no database before anything touches it."""
    try:
        with path.open("rb") as file:
            begin = file.read(16)
    except OSError as error:
        raise LedgerUnreachableError(str(path), error.strerror or "cannot be read") from error
    if begin and begin != b"SQLite format 3\x00":
        raise LedgerBrokenError(str(path), "file is not a database")


def _prepare(store: Store, kind: Kind) -> None:
    with store.read() as connection:
        found = _find_form(connection, kind)
    if found == FORM:
        return
    if found is not None and found > FORM:
        raise LedgerNewerError(kind.name, found, FORM)
    if not store.writable:
        if found is None:
            raise LedgerBrokenError(kind.name, "it is empty")
        raise LedgerOlderError(kind.name, found, FORM)
    if found is not None:
        _keep_old(kind, found)
    with store.write() as connection:
        # Another process may have been first.
        found = _find_form(connection, kind)
        if found is None:
            create(connection, kind)
        else:
            migrate(connection, found)


def _find_form(connection: Connection, kind: Kind) -> int | None:
    """Find the number of the ledger's form; none when there is nothing at all yet."""
    names = set(inspect(connection).get_table_names())
    if "meta" not in names:
        if names:
            raise LedgerBrokenError(kind.name, "it is a database of something else")
        return None
    value = connection.execute(text("SELECT value FROM meta WHERE \"key\" = 'form'")).scalar_one_or_none()
    if value is None or not str(value).isdecimal():
        raise LedgerBrokenError(kind.name, "it does not say which form it has")
    return int(value)


def create(connection: Connection, kind: Kind) -> None:
    """Create a new ledger in its newest form."""
    tables.create_all(connection)
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")
    kind.create_own(connection)
    connection.execute(meta.insert().values(key="form", value=str(FORM)))


def migrate(connection: Connection, found: int) -> None:
    """Bring an older ledger to the newest form, one step after another, all or nothing."""
    for number in range(found + 1, FORM + 1):
        MIGRATIONS[number](connection.exec_driver_sql, connection.dialect.name)
        connection.execute(meta.delete().where(meta.c.key == "form"))
        connection.execute(meta.insert().values(key="form", value=str(number)))


def _keep_old(kind: Kind, found: int) -> None:
    """Keep a copy of an older file beside it; a team's server has backups of its own."""
    if isinstance(kind, SqliteKind) and kind.path is not None:
        beside = kind.path.with_name(f"{kind.path.name}.form-{found}")
        if not beside.exists():
            draft = beside.with_name(f"{beside.name}.{os.getpid()}")
            try:
                copy_file(kind.path, draft)
            except sqlite3.Error as error:
                draft.unlink(missing_ok=True)
                raise LedgerUnreachableError(kind.name, f"no copy can be made before changing it: {error}") from error
            draft.replace(beside)

"""The ledger in one SQLite file: write-ahead log, full-text search, one writer and any number of readers."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, bindparam, column, create_engine, event, literal_column, table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from onrecord.errors import (
    LedgerBrokenError,
    LedgerError,
    LedgerFullError,
    LedgerLockedError,
    LedgerReadOnlyError,
    LedgerUnreachableError,
)
from onrecord.ledger.store import IndexRow, Match
from onrecord.ledger.terms import Term, Terms, make_folded

# A writer waits for the others this long; a document takes well under a second.
WAIT_SECONDS = 60.0

# Faults of the file named in one run; the first says enough.
_MOST_FAULTS = 20
# No trigger guards against dropping the table; verify does.
_OWN = (
    (
        "CREATE VIRTUAL TABLE search USING fts5(words, source, title, content=\"quotations\", content_rowid='rowid',"
        " tokenize='unicode61 remove_diacritics 2')"
    ),
    (
        "CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event"
        " BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END"
    ),
    (
        "CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event"
        " BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END"
    ),
)
_ADD = text("INSERT INTO search (rowid, words, source, title) VALUES (:number, :words, :source, :title)")
_REMOVE = text(
    "INSERT INTO search (search, rowid, words, source, title) VALUES ('delete', :number, :words, :source, :title)"
)
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
# A damaged page may still be read as a table without some of its columns, or as text that is none.
_BROKEN_SIGNS = ("no such", "Could not decode")
_FULL = {sqlite3.SQLITE_FULL}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
# Writing past a quota or a file-size limit comes as an input-output error of a write.
_FULL_EXTENDED = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}


class SqliteKind:
    """``path`` is none for a ledger in memory, which lives as long as the object."""

    def __init__(self, path: Path | None, *, read_only: bool = False, wait: float = WAIT_SECONDS) -> None:
        self.path = path
        self.read_only = read_only
        self.wait = wait
        self.name = "the ledger in memory" if path is None else str(path)

    def make_engine(self) -> Engine:
        options: dict[str, Any] = (
            {"poolclass": StaticPool} if self.path is None else {"poolclass": QueuePool, "pool_size": 4}
        )
        engine = create_engine("sqlite://", creator=self._connect, **options)
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self) -> sqlite3.Connection:
        if self.path is None:
            place, uri = ":memory:", False
        else:
            place = f"file:{quote(str(self.path.absolute()))}?mode={'ro' if self.read_only else 'rwc'}"
            uri = True
        connection = sqlite3.connect(
            place, uri=uri, timeout=self.wait, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            self._prepare(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cache_size = -32000")
        if self.read_only:
            return
        connection.execute("PRAGMA secure_delete = ON")
        if self.path is not None:
            self._use_log(connection)
            connection.execute("PRAGMA synchronous = FULL")

    def _use_log(self, connection: sqlite3.Connection) -> None:
        """Switch to the write-ahead log; SQLite does not wait for its turn here, so this does."""
        end = time.monotonic() + self.wait
        while True:
            try:
                if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                    connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _LOCKED or time.monotonic() > end:
                    raise
                time.sleep(0.01)
            else:
                return

    def begin_writing(self, connection: Connection) -> None:
        # BEGIN IMMEDIATE has taken the turn.
        pass

    def create_own(self, connection: Connection) -> None:
        for sql in _OWN:
            connection.exec_driver_sql(sql)

    def add_to_index(self, connection: Connection, rows: Sequence[IndexRow]) -> None:
        if rows:
            connection.execute(_ADD, [_fold(row) for row in rows])

    def remove_from_index(self, connection: Connection, rows: Sequence[IndexRow]) -> None:
        if rows:
            connection.execute(_REMOVE, [_fold(row) for row in rows])

    def match(self, terms: Terms) -> Match:
        index = table("search", column("rowid"), column("rank"))
        condition = literal_column("search").op("MATCH")(bindparam("terms", make_query(terms)))
        return Match(index, index.c.rowid, condition, index.c.rank, index.c.rowid.desc())

    def find_unindexed(self, connection: Connection) -> list[int]:
        sql = (
            "SELECT number FROM attribution WHERE number NOT IN (SELECT id FROM search_docsize)"
            " UNION SELECT id FROM search_docsize WHERE id NOT IN (SELECT number FROM attribution)"
        )
        return list(connection.exec_driver_sql(sql).scalars())

    def iter_faults(self, connection: Connection, *, deep: bool) -> Iterator[str]:
        # The quick check leaves out whether the indexes agree with their tables.
        check = "integrity_check" if deep else "quick_check"
        for line in connection.exec_driver_sql(f"PRAGMA {check}({_MOST_FAULTS})").scalars():
            if line != "ok":
                yield str(line)
        if deep:
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS):
                yield f"row {row[1]} of {row[0]} points at nothing in {row[2]}"

    def purge(self, engine: Engine) -> None:
        # Older SQLite leaves deleted words in the index until its parts are joined, and in the log until it is cut.
        with engine.connect().execution_options(onrecord_writes=True) as connection, connection.begin():
            connection.exec_driver_sql("INSERT INTO search (search) VALUES ('optimize')")
        if self.path is not None:
            plain = engine.raw_connection()
            try:
                plain.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                plain.close()

    def translate(self, error: DBAPIError) -> LedgerError | None:
        return translate(error.orig, self.name)


def translate(error: BaseException | None, name: str) -> LedgerError | None:
    """Say what a failure of SQLite means; none for what only a defect of the program can cause."""
    if not isinstance(error, sqlite3.Error):
        return None
    code = getattr(error, "sqlite_errorcode", None) or 0
    base = code & 0xFF
    if base in _FULL or code in _FULL_EXTENDED:
        return LedgerFullError(name)
    if base in _LOCKED:
        return LedgerLockedError(name)
    if base == sqlite3.SQLITE_READONLY:
        return LedgerReadOnlyError(name)
    if base in _UNREACHABLE or base == sqlite3.SQLITE_IOERR:
        return LedgerUnreachableError(name, str(error))
    if base in _BROKEN or any(sign in str(error) for sign in _BROKEN_SIGNS):
        return LedgerBrokenError(name, str(error).replace("\n", " ")[:200])
    return None


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("onrecord_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _fold(row: IndexRow) -> dict[str, object]:
    return {
        "number": row.number,
        "words": make_folded(row.words),
        "source": make_folded(row.source),
        "title": make_folded(row.title),
    }


def make_query(terms: Terms) -> str:
    """Make the query in FTS5's language; its words are folded, so none can break out of its quotation marks."""
    wanted = " AND ".join(_quote(term) for term in terms.wanted)
    return f"({wanted})" + "".join(f" NOT {_quote(term)}" for term in terms.unwanted)


def _quote(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")

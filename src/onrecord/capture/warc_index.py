"""Where each kept capture stands, so that it is found without reading the files again.

The index holds nothing that the files do not: losing it costs one reading of them. It is an SQLite file for that one
can be asked without being loaded; it counts as lost whenever it is damaged or does not fit the files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from onrecord.capture.warc import make_date, parse_date

# Changes whenever the tables do; an index of another form is built anew.
_FORM = 1
_BUSY_SECONDS = 60.0
_TABLES = """
CREATE TABLE file (name TEXT PRIMARY KEY, "end" INTEGER NOT NULL, is_sealed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    file TEXT NOT NULL, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, type TEXT NOT NULL, digest TEXT,
    payload_digest TEXT, record_id TEXT NOT NULL, refers_to TEXT, target TEXT, at TEXT,
    PRIMARY KEY (file, "begin")) WITHOUT ROWID;
CREATE INDEX entry_digest ON entry (digest);
CREATE INDEX entry_payload_digest ON entry (payload_digest);
CREATE INDEX entry_record_id ON entry (record_id);
CREATE INDEX entry_refers_to ON entry (refers_to);
CREATE TABLE withheld (digest TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
"""
_COLUMNS = 'file, "begin", "end", type, digest, payload_digest, record_id, refers_to, target, at'


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One record: where it stands, and what ties it to others.

    ``digest`` is that of the capture, none for a request and the like. ``refers_to`` is the id of the record that a
    revisit repeats, or of the response that a request got.
    """

    file: str
    begin: int
    end: int
    type: str
    record_id: str
    digest: str | None = None
    payload_digest: str | None = None
    refers_to: str | None = None
    target: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """A digest whose bytes must not be kept."""

    digest: str
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What stands in a file up to its byte ``end``. Nothing may be added to a sealed one: its end is damaged."""

    file: str
    end: int
    entries: tuple[Entry, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    is_sealed: bool = False


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error means that the index is no index any more, and not that the disk is full or the like."""
    return getattr(error, "sqlite_errorcode", None) in {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_MISMATCH,
    }


def open_index(path: Path) -> WarcIndex:
    """Open the index, a new one where there is none or a damaged one. The caller holds the folder's lock."""
    try:
        return WarcIndex(path)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
    _remove(path)
    return WarcIndex(path)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


class WarcIndex:
    """The index of one folder. Not for two threads at once; several processes may have it open.

    Raises sqlite3.Error on damage; the caller then calls ``start_over``.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(
            self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=32
        )
        try:
            database.execute("PRAGMA journal_mode = WAL")
            # A commit lost with the power is found again in the files, whose end the index then does not know.
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA secure_delete = ON")
            self._ensure_tables(database)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _ensure_tables(self, database: sqlite3.Connection) -> None:
        if self._is_of_form(database):
            return
        database.execute("BEGIN IMMEDIATE")
        if not self._is_of_form(database):
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                database.execute(f'DROP TABLE "{name}"')
            for statement in _TABLES.split(";"):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {_FORM}")
        database.execute("COMMIT")

    @staticmethod
    def _is_of_form(database: sqlite3.Connection) -> bool:
        return bool(database.execute("PRAGMA user_version").fetchone()[0] == _FORM)

    def close(self) -> None:
        self._database.close()

    def start_over(self) -> None:
        """Throw the index away and begin an empty one. The caller holds the folder's lock."""
        self._database.close()
        _remove(self._path)
        self._database = self._open()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._database
            self._database.execute("COMMIT")
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")

    def record_contents(self, contents: Contents) -> None:
        """Add what was found in a file."""
        with self._writing() as database:
            database.executemany(
                f"INSERT OR REPLACE INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                [
                    (
                        entry.file,
                        entry.begin,
                        entry.end,
                        entry.type,
                        entry.digest,
                        entry.payload_digest,
                        entry.record_id,
                        entry.refers_to,
                        entry.target,
                        None if entry.at is None else make_date(entry.at),
                    )
                    for entry in contents.entries
                ],
            )
            database.executemany(
                "INSERT OR IGNORE INTO withheld VALUES (?, ?, ?)",
                [(gone.digest, gone.reason, make_date(gone.at)) for gone in contents.withheld],
            )
            database.execute(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?)", (contents.file, contents.end, contents.is_sealed)
            )

    def forget_file(self, file: str) -> None:
        """Forget a file's entries, for good before this returns, and leave no trace of them in the index's bytes."""
        self._database.execute("PRAGMA synchronous = FULL")
        with self._writing() as database:
            database.execute("DELETE FROM entry WHERE file = ?", (file,))
            database.execute("DELETE FROM file WHERE name = ?", (file,))
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._database.execute("PRAGMA synchronous = NORMAL")

    def get_ends(self) -> dict[str, int]:
        """How far each file is known."""
        return dict(self._database.execute('SELECT name, "end" FROM file').fetchall())

    def is_sealed(self, file: str) -> bool:
        row = self._database.execute("SELECT is_sealed FROM file WHERE name = ?", (file,)).fetchone()
        return row is not None and bool(row[0])

    def get_entries(self, file: str) -> list[Entry]:
        """The records of a file, in order."""
        return list(self._iter('file = ? ORDER BY "begin"', file))

    def find_last(self, file: str) -> Entry | None:
        """The last record of a file."""
        return next(self._iter('file = ? ORDER BY "begin" DESC LIMIT 1', file), None)

    def find_capture(self, digest: str) -> Entry | None:
        """The record that holds the bytes of a capture, the earliest where there are several."""
        return self._find("digest = ? AND type IN ('response', 'resource')", digest)

    def find_payload(self, payload_digest: str) -> Entry | None:
        """The record that holds a payload as it came over the wire."""
        return self._find("payload_digest = ? AND type IN ('response', 'resource')", payload_digest)

    def find_at(self, file: str, begin: int) -> Entry | None:
        return self._find('file = ? AND "begin" = ?', file, begin)

    def _find(self, condition: str, *values: object) -> Entry | None:
        return next(self._iter(f'{condition} ORDER BY file, "begin" LIMIT 1', *values), None)

    def _iter(self, condition: str, *values: object) -> Iterator[Entry]:
        rows = self._database.execute(f"SELECT {_COLUMNS} FROM entry WHERE {condition}", values)  # noqa: S608
        for file, begin, end, kind, digest, payload_digest, record_id, refers_to, target, at in rows.fetchall():
            yield Entry(
                file=file,
                begin=begin,
                end=end,
                type=kind,
                digest=digest,
                payload_digest=payload_digest,
                record_id=record_id,
                refers_to=refers_to,
                target=target,
                at=None if at is None else parse_date(at),
            )

    def find_condemned(self, digest: str) -> list[Entry]:
        """Every record that must go with a capture: those that hold its bytes, the revisits of them, the requests."""
        found = {entry.record_id: entry for entry in self._iter("digest = ?", digest)}
        waiting = list(found)
        # A capture that its response alone does not give back is kept beside the response, and names it.
        beside = [entry.refers_to for entry in found.values() if entry.type == "resource" and entry.refers_to]
        for record_id in beside:
            found.update((entry.record_id, entry) for entry in self._iter("record_id = ?", record_id))
        waiting.extend(beside)
        while waiting:
            for entry in self._iter("refers_to = ?", waiting.pop()):
                if entry.record_id not in found:
                    found[entry.record_id] = entry
                    waiting.append(entry.record_id)
        return sorted(found.values(), key=lambda entry: (entry.file, entry.begin))

    def iter_withheld(self) -> Iterator[Withheld]:
        for digest, reason, at in self._database.execute("SELECT digest, reason, at FROM withheld").fetchall():
            moment = parse_date(at)
            if moment is not None:
                yield Withheld(digest=digest, reason=reason, at=moment)

    def find_withheld(self, digest: str) -> Withheld | None:
        row = self._database.execute("SELECT reason, at FROM withheld WHERE digest = ?", (digest,)).fetchone()
        moment = None if row is None else parse_date(row[1])
        return None if moment is None else Withheld(digest=digest, reason=row[0], at=moment)

    def iter_digests(self) -> Iterator[str]:
        """Every capture whose bytes are kept, each once."""
        rows = self._database.execute("SELECT DISTINCT digest FROM entry WHERE type IN ('response', 'resource')")
        yield from (digest for (digest,) in rows.fetchall() if digest is not None)

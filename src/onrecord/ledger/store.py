"""A kind of store: what SQLite and PostgreSQL do differently, and the transactions both give.

Everything else in this package speaks SQLAlchemy Core and knows no dialect. Writers take turns on either store: the
history is a chain, so only one can add to it at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import NamedTuple, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, FromClause
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from onrecord.errors import LedgerBrokenError, LedgerError, LedgerReadOnlyError
from onrecord.ledger.terms import Terms


class IndexRow(NamedTuple):
    """What the search knows of one attribution, by its number; texts as they stand, not folded."""

    number: int
    words: str
    source: str
    title: str


class Match(NamedTuple):
    """How a search enters a query: the index, how it joins, what must hold, the best first, the newest first."""

    table: FromClause
    number: ColumnElement[int]
    condition: ColumnElement[bool]
    best: ColumnElement[object]
    newest: ColumnElement[object]


class Kind(Protocol):
    """What one kind of store does in its own way."""

    name: str

    def make_engine(self) -> Engine: ...

    def begin_writing(self, connection: Connection) -> None:
        """Take the turn to write, waiting for others; called first in every writing transaction."""
        ...

    def create_own(self, connection: Connection) -> None:
        """Create what the tables do not say: the search index, the triggers that keep the history."""
        ...

    def add_to_index(self, connection: Connection, rows: Sequence[IndexRow]) -> None: ...

    def remove_from_index(self, connection: Connection, rows: Sequence[IndexRow]) -> None:
        """``rows`` must be as they were added."""
        ...

    def match(self, terms: Terms) -> Match: ...

    def find_unindexed(self, connection: Connection) -> list[int]:
        """Find attributions the index does not hold and index rows of no attribution."""
        ...

    def iter_faults(self, connection: Connection, *, deep: bool) -> Iterator[str]:
        """Let the store look at its own structure; each fault is one plain line."""
        ...

    def purge(self, engine: Engine) -> None:
        """Remove from the store's own files what was deleted."""
        ...

    def translate(self, error: DBAPIError) -> LedgerError | None:
        """Say what a failure means; none when it is a defect of the program."""
        ...


class Store:
    """One open store; ``read`` and ``write`` give transactions. Safe in many threads.

    ``shared`` when there is but one connection for all threads (a store in memory), which they then take in turn.
    """

    def __init__(self, kind: Kind, *, shared: bool = False, writable: bool = True) -> None:
        self.kind = kind
        self.writable = writable
        self.engine = kind.make_engine()
        self._turn = threading.RLock() if shared else nullcontext()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Let a failure of the store out as what it means to the person who meets it."""
        try:
            yield
        except DBAPIError as error:
            meant = self.kind.translate(error)
            if meant is None:
                raise
            raise meant from error
        except SQLAlchemyError as error:
            raise LedgerBrokenError(self.kind.name, type(error).__name__) from error
        except UnicodeDecodeError as error:
            raise LedgerBrokenError(self.kind.name, "it holds bytes that are no text") from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view."""
        with self._turn, self.translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """All or nothing; when this returns, it is on the disk."""
        if not self.writable:
            raise LedgerReadOnlyError(self.kind.name)
        with self._turn, self.translated(), self.engine.connect() as plain:
            connection = plain.execution_options(onrecord_writes=True)
            with connection.begin():
                self.kind.begin_writing(connection)
                yield connection

    def purge(self) -> None:
        with self._turn, self.translated():
            self.kind.purge(self.engine)

    def close(self) -> None:
        with self._turn:
            self.engine.dispose()

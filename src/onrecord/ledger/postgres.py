"""The ledger of a team in PostgreSQL: the same tables, its own full-text search, reached through pg8000."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    bindparam,
    cast,
    create_engine,
    delete,
    func,
    make_url,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.types import BigInteger

from onrecord.errors import (
    LedgerBrokenError,
    LedgerError,
    LedgerFullError,
    LedgerLockedError,
    LedgerReadOnlyError,
    LedgerUnreachableError,
)
from onrecord.ledger.bulk import insert_json
from onrecord.ledger.store import IndexRow, Match
from onrecord.ledger.terms import Term, Terms, make_tokens

WAIT_SECONDS = 60.0
# The lock that says whose turn it is to write: any number that nothing else in the database uses.
_TURN = 0x4F4E5245434F5244
# A text-search vector counts no further, and keeps no more places of one word.
_LAST_PLACE = 16383
_MOST_PLACES = 255
# A place left empty between title, source and words, so that no phrase runs from one into the other.
_GAP = 2

_OWN = (
    "CREATE TABLE search (number BIGINT PRIMARY KEY REFERENCES attribution (number), tokens TSVECTOR NOT NULL)",
    "CREATE INDEX search_by_tokens ON search USING GIN (tokens)",
    (
        "CREATE FUNCTION event_is_kept() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the history is only added to'; END $$"
    ),
    "CREATE TRIGGER event_is_kept BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_is_kept()",
    "CREATE TRIGGER event_is_not_emptied BEFORE TRUNCATE ON event EXECUTE FUNCTION event_is_kept()",
)
# Not part of the schema's tables: SQLite has another table of this name.
_search = Table(
    "search", MetaData(), Column("number", BigInteger, primary_key=True), Column("tokens", TSVECTOR, nullable=False)
)
_PURGED = "document, reading, source, statement, attribution, quotation_print, claim, inquiry, review, conflict, search"


class PostgresKind:
    """``url`` is any ``postgresql://`` address; its password never enters a message."""

    def __init__(self, url: str, *, read_only: bool = False, wait: float = WAIT_SECONDS) -> None:
        self.url = make_url(url).set(drivername="postgresql+pg8000")
        self.read_only = read_only
        self.wait = wait
        self.name = self.url.set(drivername="postgresql").render_as_string(hide_password=True)

    def make_engine(self) -> Engine:
        url = self.url
        arguments: dict[str, object] = {"timeout": 10}
        # A folder as the host means a socket in it, as for other PostgreSQL programs.
        folder = url.query.get("host")
        if isinstance(folder, str) and folder.startswith("/"):
            arguments["unix_sock"] = f"{folder}/.s.PGSQL.{url.port or url.query.get('port') or 5432}"
            url = url.difference_update_query(["host", "port"])
        return create_engine(url, connect_args=arguments, pool_size=4, pool_pre_ping=True)

    def begin_writing(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self.wait * 1000)}")
        connection.execute(select(func.pg_advisory_xact_lock(_TURN)))

    def create_own(self, connection: Connection) -> None:
        for sql in _OWN:
            connection.exec_driver_sql(sql)

    def add_to_index(self, connection: Connection, rows: Sequence[IndexRow]) -> None:
        if rows:
            values = [{"number": row.number, "tokens": make_vector(row)} for row in rows]
            insert_json(connection, "search", ("number", "tokens"), values)

    def remove_from_index(self, connection: Connection, rows: Sequence[IndexRow]) -> None:
        if rows:
            connection.execute(delete(_search).where(_search.c.number.in_([row.number for row in rows])))

    def match(self, terms: Terms) -> Match:
        query = cast(bindparam("terms", make_query(terms)), TSQUERY)
        return Match(
            _search,
            _search.c.number,
            _search.c.tokens.op("@@")(query),
            func.ts_rank(_search.c.tokens, query).desc(),
            _search.c.number.desc(),
        )

    def find_unindexed(self, connection: Connection) -> list[int]:
        sql = (
            "SELECT coalesce(a.number, s.number) FROM attribution a FULL JOIN search s ON s.number = a.number"
            " WHERE a.number IS NULL OR s.number IS NULL"
        )
        return list(connection.exec_driver_sql(sql).scalars())

    def iter_faults(self, connection: Connection, *, deep: bool) -> Iterator[str]:
        # The server's own tools (pg_amcheck, page checksums) look at its files; a client cannot.
        yield from ()

    def purge(self, engine: Engine) -> None:
        # By the driver itself: a server cleans up only outside a transaction.
        plain = engine.raw_connection()
        try:
            driver = plain.driver_connection
            if driver is not None:
                driver.rollback()
                driver.autocommit = True
                try:
                    driver.cursor().execute(f"VACUUM {_PURGED}")
                finally:
                    driver.autocommit = False
        finally:
            plain.close()

    def translate(self, error: DBAPIError) -> LedgerError | None:
        if isinstance(error, InterfaceError) or error.connection_invalidated:
            return LedgerUnreachableError(self.name, _get_reason(error))
        return _MEANING.get(_get_code(error)[:2], _no_meaning)(self.name, _get_code(error), _get_reason(error))


def _get_fields(error: DBAPIError) -> dict[str, str]:
    given = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return given if isinstance(given, dict) else {}


def _get_code(error: DBAPIError) -> str:
    return _get_fields(error).get("C", "")


def _get_reason(error: DBAPIError) -> str:
    return (_get_fields(error).get("M") or str(error.orig)).replace("\n", " ")


def _no_meaning(name: str, code: str, reason: str) -> LedgerError | None:
    return None


def _unreachable(name: str, code: str, reason: str) -> LedgerError | None:
    return LedgerUnreachableError(name, reason)


def _lacking(name: str, code: str, reason: str) -> LedgerError | None:
    return LedgerFullError(name) if code in {"53100", "53400"} else LedgerUnreachableError(name, reason)


def _locked(name: str, code: str, reason: str) -> LedgerError | None:
    return LedgerLockedError(name) if code in {"55P03", "40P01", "40001"} else LedgerUnreachableError(name, reason)


def _damaged(name: str, code: str, reason: str) -> LedgerError | None:
    return LedgerBrokenError(name, reason)


def _refused(name: str, code: str, reason: str) -> LedgerError | None:
    return LedgerReadOnlyError(name) if code in {"42501", "25006"} else None


# The first two letters of SQLSTATE, as PostgreSQL's manual groups them (appendix A).
_MEANING = {
    "08": _unreachable,
    "28": _unreachable,
    "3D": _unreachable,
    "57": _unreachable,
    "53": _lacking,
    "55": _locked,
    "40": _locked,
    "XX": _damaged,
    "25": _refused,
    "42": _refused,
}


def make_vector(row: IndexRow) -> str:
    """Make a text-search vector with the same words as the other store's, at places that keep phrases apart."""
    places: dict[str, list[int]] = {}
    place = 0
    for part in (row.source, row.title, row.words):
        for token in make_tokens(part):
            place += 1
            seen = places.setdefault(token.folded, [])
            if len(seen) < _MOST_PLACES:
                seen.append(min(place, _LAST_PLACE))
        place += _GAP
    return " ".join(f"'{word}':{','.join(str(p) for p in dict.fromkeys(at))}" for word, at in places.items())


def make_query(terms: Terms) -> str:
    """Make the query in PostgreSQL's language; its words are letters and digits only."""
    wanted = [_phrase(term) for term in terms.wanted]
    return " & ".join(wanted + [f"!({_phrase(term)})" for term in terms.unwanted])


def _phrase(term: Term) -> str:
    last = len(term.words) - 1
    return (
        "("
        + " <-> ".join(f"'{word}'" + (":*" if term.prefix and at == last else "") for at, word in enumerate(term.words))
        + ")"
    )

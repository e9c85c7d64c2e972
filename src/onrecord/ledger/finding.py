"""Looking things up: by id, in lists, and as they stood at an earlier time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, func, select

from onrecord.errors import UnknownIdError, WithheldError
from onrecord.ledger import schema
from onrecord.ledger.deriving import make_words
from onrecord.ledger.rows import Row, parse_spans
from onrecord.model.ledger import Filter, make_time

# Rows fetched at once by the lists; between two pages nothing is held open.
PAGE = 500
# Ids asked for in one query.
MOST_IDS = 500
# The end of an open interval of days: above every character of an ISO date.
_AFTER = "~"

_LOCAL = re.compile(r"([0-9a-f]{16})(?:\.[0-9]+)?-([a-z])[0-9]+", re.ASCII)
_RELATION = re.compile(r"([wkg])-[0-9a-f]{16}", re.ASCII)
_LETTERS = {
    "u": "statement",
    "a": "attribution",
    "w": "wording",
    "c": "claim",
    "k": "conflict",
    "q": "inquiry",
    "g": "suggestion",
}
TABLES: dict[str, Table] = {
    "document": schema.document,
    "capture": schema.capture,
    "source": schema.source,
    "statement": schema.statement,
    "attribution": schema.attribution,
    "wording": schema.wording,
    "claim": schema.claim,
    "conflict": schema.conflict,
    "inquiry": schema.inquiry,
    "story": schema.story,
    "suggestion": schema.suggestion,
}
# Which columns a correction of spans turns into; all live in one.
SPAN_FIELDS = {"content": "content", "source_spans": "source", "cue": "cue"}


def find_kind(connection: Connection, wanted: str) -> str | None:
    """Find what an id names; none when nothing is there."""
    for kind in _guess_kinds(wanted):
        table = TABLES[kind]
        if connection.execute(select(table.c.id).where(table.c.id == wanted)).first() is not None:
            return kind
    return None


def _guess_kinds(wanted: str) -> tuple[str, ...]:
    if wanted.startswith("sha256:"):
        return ("document", "capture")
    if found := _LOCAL.fullmatch(wanted):
        return (_LETTERS.get(found[2], "source"),)
    if found := _RELATION.fullmatch(wanted):
        return (_LETTERS[found[1]],)
    return ("source", "story")


def refuse_missing(connection: Connection, wanted: str) -> None:
    """Raise what fits an id that is not there: withheld, itself or with its document, or unknown."""
    table = schema.withheld
    found = connection.execute(select(table).where(table.c.id == wanted)).first()
    local = _LOCAL.fullmatch(wanted)
    if found is None and local is not None:
        begin = "sha256:" + local[1]
        found = connection.execute(
            select(table).where(table.c.kind == "document", table.c.id >= begin, table.c.id < begin + "g")
        ).first()
    if found is not None:
        raise WithheldError(wanted, found.reason)
    raise UnknownIdError(wanted)


def make_select(kind: str) -> Select[Any]:
    """Make the query that gives a kind's rows with the names a record shows."""
    table = TABLES[kind]
    if kind in {"statement", "attribution"}:
        own, root = schema.source.alias("own"), schema.source.alias("root")
        return (
            select(table, root.c.name.label("source_name"))
            .outerjoin(own, table.c.source == own.c.id)
            .outerjoin(root, own.c.root == root.c.id)
        )
    if kind == "inquiry":
        to, to_root = schema.source.alias("to_own"), schema.source.alias("to_root")
        by, by_root = schema.source.alias("by_own"), schema.source.alias("by_root")
        return (
            select(table, to_root.c.name.label("to_name"), by_root.c.name.label("by_name"))
            .join(to, table.c.to == to.c.id)
            .join(to_root, to.c.root == to_root.c.id)
            .outerjoin(by, table.c.by == by.c.id)
            .outerjoin(by_root, by.c.root == by_root.c.id)
        )
    return select(table)


def get_row(connection: Connection, kind: str, wanted: str, as_of: datetime | None = None) -> Row:
    table = TABLES[kind]
    row = connection.execute(make_select(kind).where(table.c.id == wanted)).mappings().one_or_none()
    if row is None:
        refuse_missing(connection, wanted)
    rows = undo(connection, kind, [dict(row or {})], as_of)
    if not rows:
        raise UnknownIdError(wanted)
    found: Row = rows[0]
    return found


def get_rows(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, Row]:
    """Get rows by id; ids that are not there are left out."""
    table = TABLES[kind]
    found: dict[str, Row] = {}
    for at in range(0, len(ids), MOST_IDS):
        rows = connection.execute(make_select(kind).where(table.c.id.in_(ids[at : at + MOST_IDS]))).mappings()
        found.update({row["id"]: dict(row) for row in rows})
    return found


def find_page(
    connection: Connection,
    kind: str,
    after: int,
    conditions: Iterable[ColumnElement[bool]],
    as_of: datetime | None = None,
) -> tuple[list[Row], int | None]:
    """Find the next rows after a number, and the number to go on from; none at the end."""
    table = TABLES[kind]
    query = make_select(kind).where(table.c.number > after, *conditions).order_by(table.c.number).limit(PAGE)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    last = rows[-1]["number"] if len(rows) == PAGE else None
    return undo(connection, kind, rows, as_of), last


def get_root(connection: Connection, source: str) -> str:
    table = schema.source
    root = connection.execute(select(table.c.root).where(table.c.id == source)).scalar_one_or_none()
    if root is None:
        refuse_missing(connection, source)
    return str(root)


def make_conditions(connection: Connection, kind: str, wanted: Filter) -> list[ColumnElement[bool]]:
    """Make what must hold of a statement or an attribution, each by its own and its document's columns."""
    attribution, statement, document = schema.attribution, schema.statement, schema.document
    table = TABLES[kind]
    conditions: list[ColumnElement[bool]] = []
    if wanted.source is not None:
        root = get_root(connection, wanted.source)
        same = select(schema.source.c.id).where(schema.source.c.root == root)
        conditions.append(table.c.source.in_(same))
    if wanted.channel is not None:
        if kind == "statement":
            conditions.append(statement.c.channel == wanted.channel.value)
        else:
            conditions.append(_has_statement(statement.c.channel == wanted.channel.value))
    if wanted.kind is not None:
        if kind == "attribution":
            conditions.append(attribution.c.kind == wanted.kind.value)
        else:
            worded = select(attribution.c.statement).where(attribution.c.kind == wanted.kind.value)
            conditions.append(statement.c.id.in_(worded))
    if wanted.outlet is not None:
        conditions.append(exists().where(document.c.id == table.c.document, document.c.outlet == wanted.outlet))
    if wanted.story is not None:
        link = schema.story_document
        conditions.append(table.c.document.in_(select(link.c.document).where(link.c.story == wanted.story)))
    if wanted.document is not None:
        conditions.append(table.c.document == wanted.document)
    if wanted.status is not None:
        conditions.append(_make_status(kind, wanted.status.value))
    conditions.extend(_make_days(kind, wanted))
    return conditions


def _make_status(kind: str, status: str) -> ColumnElement[bool]:
    """A statement's status is what people decide; an attribution of none has its own."""
    attribution, statement = schema.attribution, schema.statement
    if kind == "statement":
        return statement.c.status == status
    return _has_statement(statement.c.status == status) | (
        attribution.c.statement.is_(None) & (attribution.c.status == status)
    )


def _has_statement(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    # Looked up for each hit: a list of all statements of a channel would grow with the ledger.
    return exists().where(schema.statement.c.id == schema.attribution.c.statement, condition)


def _make_days(kind: str, wanted: Filter) -> list[ColumnElement[bool]]:
    if wanted.since is None and wanted.until is None:
        return []
    if kind == "attribution":
        day: ColumnElement[Any] = schema.attribution.c.day
    else:
        published = select(schema.document.c.day).where(schema.document.c.id == schema.statement.c.document)
        day = func.coalesce(func.substr(schema.statement.c.date, 1, 10), published.scalar_subquery())
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(day >= wanted.since[:10])
    if wanted.until is not None:
        conditions.append(day <= wanted.until[:10] + _AFTER)
    return conditions


def undo(connection: Connection, kind: str, rows: list[Any], as_of: datetime | None) -> list[Any]:
    """Make rows what they were at a time: without what came later, with what later decisions replaced."""
    if as_of is None or not rows:
        return rows
    when = make_time(as_of)
    rows = [row for row in rows if not _is_later(connection, kind, row, when)]
    by_id = {row["id"]: row for row in rows}
    table = schema.review
    ids = list(by_id)
    for at in range(0, len(ids), MOST_IDS):
        later = connection.execute(
            select(table)
            .where(table.c.target.in_(ids[at : at + MOST_IDS]), table.c.at > when)
            .order_by(table.c.number.desc())
        ).mappings()
        for review in later:
            _undo_review(connection, by_id[review["target"]], review)
    if kind in {"statement", "attribution"}:
        _name_sources(connection, rows, when)
    if kind == "inquiry":
        for row in rows:
            if row["closed_at"] is not None and row["closed_at"] > when:
                row["closed_at"] = row["closed_by"] = None
    return rows


def _is_later(connection: Connection, kind: str, row: Row, when: str) -> bool:
    if "added_at" in row:
        return bool(row["added_at"] > when)
    if "document" not in row:
        return False
    table, reading = schema.document, schema.reading
    revision = re.match(r"[0-9a-f]{16}\.([0-9]+)-", row["id"])
    if revision is not None:
        at = connection.execute(
            select(reading.c.at).where(reading.c.document == row["document"], reading.c.revision == int(revision[1]))
        ).scalar_one_or_none()
    else:
        at = connection.execute(select(table.c.added_at).where(table.c.id == row["document"])).scalar_one_or_none()
    return at is not None and at > when


def _undo_review(connection: Connection, row: dict[str, Any], review: Any) -> None:
    row["reviews"] -= 1
    field = review["field"]
    if field is None:
        return
    before = None if review["before"] is None else json.loads(review["before"])
    if field in SPAN_FIELDS:
        spans = json.loads(row["spans"])
        spans[SPAN_FIELDS[field]] = before
        row["spans"] = json.dumps(spans, separators=(",", ":"))
        text = connection.execute(
            select(schema.document.c.text).where(schema.document.c.id == row["document"])
        ).scalar_one()
        row.update(make_span_words(text, row["spans"]))
    else:
        row[field] = json.dumps(before) if field == "value" else before


def make_span_words(text: str, spans: str) -> dict[str, str]:
    """Make the columns of words that follow from the column of spans."""
    parsed = parse_spans(spans)
    return {
        "words": make_words(text, parsed["content"]),
        "source_words": make_words(text, parsed["source"]),
        "cue_words": make_words(text, parsed["cue"]),
    }


def _name_sources(connection: Connection, rows: list[dict[str, Any]], when: str) -> None:
    """Name each row's source as it was called and merged at the time."""
    names: dict[str, str | None] = {}
    for row in rows:
        source = row["source"]
        if source is not None and source not in names:
            names[source] = _find_name(connection, source, when)
        row["source_name"] = None if source is None else names[source]


def _find_name(connection: Connection, source: str, when: str) -> str | None:
    table, review = schema.source, schema.review
    seen: set[str] = set()
    name: str | None = None
    while source not in seen:
        seen.add(source)
        row = connection.execute(select(table).where(table.c.id == source)).mappings().one_or_none()
        if row is None:
            return name
        state = dict(row)
        later = connection.execute(
            select(review).where(review.c.target == source, review.c.at > when).order_by(review.c.number.desc())
        ).mappings()
        for decision in later:
            _undo_review(connection, state, decision)
        name, source = state["name"], state["merged_into"] or source
    return name

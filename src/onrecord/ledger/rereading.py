"""A newer reading takes the place of an older one, and people's decisions go with what they were about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from onrecord.errors import UnfitReviewError
from onrecord.ledger import schema
from onrecord.ledger.finding import find_kind, get_row
from onrecord.ledger.history import record_event
from onrecord.ledger.keeping import add_reading, add_relations, refuse_withheld
from onrecord.ledger.removing import remove_reading
from onrecord.ledger.reviewing import apply
from onrecord.ledger.rows import make_review, make_seen
from onrecord.ledger.store import Kind
from onrecord.model.ledger import Relations, RereadResult, ReviewAction, ReviewToKeep, make_prefix
from onrecord.model.reading import Reading


def reread(
    connection: Connection,
    kind: Kind,
    reading: Reading,
    carry: Mapping[str, str],
    relations: Relations,
    at: datetime,
) -> RereadResult:
    """Put a newer reading of a kept document in the place of the last.

    ``carry`` says which old id is which new one; decisions on these are taken again on the new, by the same people.
    """
    document = reading.document.id
    refuse_withheld(connection, document)
    row = get_row(connection, "document", document)
    revision = row["revision"] + 1
    old = _find_standing(connection, document, row["revision"])
    lost = [each for each in old if find_kind(connection, each["target"]) is not None]
    remove_reading(connection, kind, document)
    connection.execute(
        update(schema.document).where(schema.document.c.id == document).values(revision=revision, made_by=reading.model)
    )
    rows, _, _ = add_reading(connection, kind, reading, revision, at)
    record_event(connection, "reread", document, make_reread_payload(connection, document, revision), at)
    carried, left = [], []
    for each in lost:
        target = carry.get(each["target"])
        if target is not None and _carry(connection, kind, each, target, at):
            carried.append(f"r{each['number']}")
        else:
            left.append(make_review(each))
    add_relations(connection, relations, at)
    return RereadResult(
        document=document,
        revision=revision,
        statements=tuple(each["id"] for each in rows.statement),
        carried=tuple(carried),
        left=tuple(left),
    )


def make_reread_payload(connection: Connection, document: str, revision: int) -> list[object]:
    """Make what the history's entry of a newer reading covers."""
    table = schema.reading
    digest = connection.execute(
        select(table.c.digest).where(table.c.document == document, table.c.revision == revision)
    ).scalar_one_or_none()
    return [document, revision, digest]


def _find_standing(connection: Connection, document: str, revision: int) -> list[Any]:
    """Find the decisions on what the present reading holds, the oldest first."""
    table = schema.review
    begin = make_prefix(document, revision) + "-"
    query = select(table).where(table.c.target >= begin, table.c.target < begin + "~").order_by(table.c.number)
    return list(connection.execute(query).mappings())


def _carry(connection: Connection, kind: Kind, old: Any, target: str, at: datetime) -> bool:
    """Take an old decision again; false where it no longer fits."""
    what = find_kind(connection, target)
    if what is None or old["field"] is None:
        return False
    row = dict(get_row(connection, what, target))
    decision = ReviewToKeep(
        target=target,
        action=ReviewAction(old["action"]),
        reviewer=old["reviewer"],
        reason=old["reason"],
        seen=make_seen(what, row),
        field=old["field"],
        value=json.loads(old["value"]),
    )
    if old["field"] not in {*row, "content", "source_spans"}:
        return False
    try:
        apply(connection, kind, what, row, decision, old["field"], decision.value, at, old["number"])
    except UnfitReviewError:
        return False
    return True

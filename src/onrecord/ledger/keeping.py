"""Keeping a document: everything that follows from one reading, written within one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from onrecord.errors import UnknownIdError, WithheldError
from onrecord.ledger import schema
from onrecord.ledger.bulk import insert_many
from onrecord.ledger.deriving import (
    QUOTED,
    Rows,
    Values,
    make_day,
    make_list,
    make_rows,
    pack_reading,
)
from onrecord.ledger.history import record_event
from onrecord.ledger.rows import make_changes
from onrecord.ledger.store import IndexRow, Kind
from onrecord.model.ledger import (
    DocumentToKeep,
    KeepResult,
    KeptCapture,
    Outcome,
    Relations,
    make_digest,
    make_story_id,
    make_text_digest,
    make_time,
)
from onrecord.model.reading import Reading
from onrecord.text.fingerprints import make_prints

# Digits of the digest in the ids of what ties documents together; a source's id has fewer, so they never meet.
_RELATION_DIGITS = 16
# Roles and handles kept of one source; more are of no use to a reader.
_MOST_ROLES = 24


def keep(connection: Connection, kind: Kind, item: DocumentToKeep, at: datetime) -> KeepResult:
    """Keep a document and all that hangs on it; one that is there already is left as it is."""
    document = item.reading.document
    refuse_withheld(connection, document.id, item.capture.id)
    known = (
        connection.execute(select(schema.document).where(schema.document.c.id == document.id)).mappings().one_or_none()
    )
    if known is not None:
        return _meet_again(connection, item, known["address"], known["version"], at)
    add_capture(connection, item.capture)
    version, previous = _find_version(connection, item.address)
    _add_document(connection, item, version, previous, at)
    add_link(connection, document.id, item.capture.id, at)
    rows, new, met = add_reading(connection, kind, item.reading, 1, at)
    add_relations(connection, item.relations, at)
    story = None if item.story is None else add_to_story(connection, item.story, document.id, at)
    record_event(connection, "keep", document.id, make_kept_payloads(connection, [document.id])[document.id], at)
    return KeepResult(
        document=document.id,
        outcome=Outcome.NEW if previous is None else Outcome.NEW_VERSION,
        version=version,
        previous=previous,
        statements=tuple(row["id"] for row in rows.statement),
        sources_new=tuple(new),
        sources_met=tuple(met),
        capture_new=True,
        story=story,
    )


def refuse_withheld(connection: Connection, *ids: str) -> None:
    """What was withheld does not come back by being added again."""
    table = schema.withheld
    found = connection.execute(select(table).where(table.c.id.in_(ids) | table.c.document.in_(ids))).first()
    if found is not None:
        raise WithheldError(found.id, found.reason)


def _meet_again(connection: Connection, item: DocumentToKeep, address: str, version: int, at: datetime) -> KeepResult:
    document = item.reading.document.id
    link = schema.document_capture
    is_linked = link.c.document == document, link.c.capture == item.capture.id
    new = connection.execute(select(link.c.at).where(*is_linked)).first() is None
    if new:
        add_capture(connection, item.capture)
        add_link(connection, document, item.capture.id, at)
        record_event(connection, "meet again", document, make_met_payload(document, item.capture.id), at)
    story = None if item.story is None else add_to_story(connection, item.story, document, at)
    last, _ = _find_version(connection, address)
    return KeepResult(
        document=document,
        outcome=Outcome.SAME if version == last - 1 else Outcome.RETURNED,
        version=version,
        capture_new=new,
        story=story,
    )


def _find_version(connection: Connection, address: str) -> tuple[int, str | None]:
    """Find the number of the next version at an address, and the id of the last one."""
    table = schema.document
    last = connection.execute(
        select(table.c.version, table.c.id).where(table.c.address == address).order_by(table.c.version.desc()).limit(1)
    ).first()
    return (last.version + 1, last.id) if last else (1, None)


def get_next_number(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()) + 1


def add_numbered(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Add rows with the numbers that follow the table's last; the rows are given their numbers too."""
    if rows:
        first = get_next_number(connection, table)
        for number, row in enumerate(rows, first):
            row["number"] = number
        insert_many(connection, table, rows)


def add_capture(connection: Connection, capture: KeptCapture) -> bool:
    table = schema.capture
    if connection.execute(select(table.c.id).where(table.c.id == capture.id)).first() is not None:
        return False
    connection.execute(
        insert(table).values(
            id=capture.id,
            kind=capture.kind,
            origin=capture.origin,
            url=capture.url,
            media_type=capture.media_type,
            size=capture.size,
            received_at=make_time(capture.received_at),
            warc_file=capture.warc_file,
            warc_offset=capture.warc_offset,
            withheld=False,
        )
    )
    return True


def add_link(connection: Connection, document: str, capture: str, at: datetime) -> None:
    connection.execute(insert(schema.document_capture).values(document=document, capture=capture, at=make_time(at)))


def _add_document(
    connection: Connection, item: DocumentToKeep, version: int, previous: str | None, at: datetime
) -> None:
    document = item.reading.document
    row = {
        "id": document.id,
        "address": item.address,
        "version": version,
        "previous": previous,
        "capture": item.capture.id,
        "title": document.title,
        "byline": make_list(document.byline),
        "outlet": document.outlet,
        "published": document.published,
        "updated": document.updated,
        "day": make_day(document.published),
        "language": document.language,
        "unreadable": document.unreadable,
        "text": document.text,
        "text_digest": make_text_digest(document.text),
        "revision": 1,
        "made_by": item.reading.model,
        "added_at": make_time(at),
        "withheld": False,
    }
    add_numbered(connection, schema.document, [row])


def add_reading(
    connection: Connection, kind: Kind, reading: Reading, revision: int, at: datetime
) -> tuple[Rows, list[str], list[str]]:
    """Add a reading and its rows; return these, the sources that are new and those met before."""
    body = pack_reading(reading)
    connection.execute(
        insert(schema.reading).values(
            document=reading.document.id,
            revision=revision,
            made_by=reading.model,
            at=make_time(at),
            digest=make_body_digest(body),
            body=body,
        )
    )
    rows = make_rows(reading, revision)
    new, met = _add_sources(connection, rows, at)
    add_numbered(connection, schema.statement, rows.statement)
    _add_attributions(connection, kind, rows, reading.document.title)
    for row in (*rows.wording, *rows.conflict):
        row["added_at"] = make_time(at)
    add_numbered(connection, schema.wording, rows.wording)
    add_numbered(connection, schema.claim, rows.claim)
    add_numbered(connection, schema.conflict, rows.conflict)
    insert_many(connection, schema.conflict_claim, [row | {"at": make_time(at)} for row in rows.conflict_claim])
    add_numbered(connection, schema.inquiry, rows.inquiry)
    return rows, new, met


def make_body_digest(body: bytes) -> str:
    return "sha256:" + hashlib.sha256(body).hexdigest()


def _add_sources(connection: Connection, rows: Rows, at: datetime) -> tuple[list[str], list[str]]:
    table = schema.source
    ids = [row["id"] for row in rows.source]
    known = {row["id"]: row for row in connection.execute(select(table).where(table.c.id.in_(ids))).mappings().all()}
    fresh = [row | {"added_at": make_time(at)} for row in rows.source if row["id"] not in known]
    insert_many(connection, table, fresh)
    for row in rows.source:
        if row["id"] in known:
            _widen_source(connection, known[row["id"]], row)
    insert_many(connection, schema.source_mention, rows.source_mention)
    return [row["id"] for row in fresh], list(known)


def _widen_source(connection: Connection, known: Any, row: Values) -> None:
    """Let a source met before have the roles and handles of this document as well."""
    wider = {name: join_lists((known[name], row[name])) for name in ("roles", "handles")}
    if any(wider[name] != known[name] for name in wider):
        connection.execute(update(schema.source).where(schema.source.c.id == row["id"]).values(**wider))


def join_lists(lists: Iterable[str]) -> str:
    joined = dict.fromkeys(value for part in lists for value in json.loads(part))
    return make_list(list(joined)[:_MOST_ROLES])


def _add_attributions(connection: Connection, kind: Kind, rows: Rows, title: str | None) -> None:
    add_numbered(connection, schema.attribution, rows.attribution)
    names = find_source_names(connection, {row["source"] for row in rows.attribution if row["source"]})
    kind.add_to_index(
        connection,
        [IndexRow(row["number"], row["words"], names.get(row["source"], ""), title or "") for row in rows.attribution],
    )
    add_prints(connection, rows.attribution)


def find_source_names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    table = schema.source
    found = connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(list(ids))))
    return {row.id: row.name for row in found}


def iter_prints(row: Any) -> Iterable[int]:
    """The prints by which an attribution is found again; reported speech has none."""
    return make_prints(row["words"]) if row["kind"] in QUOTED else ()


def add_prints(connection: Connection, rows: Iterable[Any]) -> None:
    prints = [{"print": number, "attribution": row["number"]} for row in rows for number in iter_prints(row)]
    insert_many(connection, schema.quotation_print, prints)


def remove_prints(connection: Connection, rows: Iterable[Any]) -> None:
    table = schema.quotation_print
    for row in rows:
        prints = list(iter_prints(row))
        for at in range(0, len(prints), 500):
            connection.execute(
                delete(table).where(table.c.print.in_(prints[at : at + 500]), table.c.attribution == row["number"])
            )


def add_to_story(connection: Connection, name: str, document: str, at: datetime) -> str:
    """Put a document into the story of this name, which is made when it is new; return the story's id."""
    table, link = schema.story, schema.story_document
    story = make_story_id(name)
    if connection.execute(select(table.c.id).where(table.c.id == story)).first() is None:
        connection.execute(insert(table).values(id=story, name=name, added_at=make_time(at)))
    if connection.execute(select(link.c.at).where(link.c.story == story, link.c.document == document)).first() is None:
        connection.execute(insert(link).values(story=story, document=document, at=make_time(at)))
        record_event(connection, "put into story", document, make_met_payload(document, story), at)
    return story


def add_relations(connection: Connection, relations: Relations, at: datetime) -> None:
    """Write what ties documents together; what is there already is left, what names an unknown id is refused."""
    _add_wordings(connection, relations, at)
    _add_conflicts(connection, relations, at)
    _add_suggestions(connection, relations, at)
    for closure in relations.closures:
        _get_row(connection, schema.statement, closure.by)
        inquiry = _get_row(connection, schema.inquiry, closure.inquiry)
        if inquiry["closed_by"] is None:
            connection.execute(
                update(schema.inquiry)
                .where(schema.inquiry.c.id == closure.inquiry)
                .values(closed_by=closure.by, closed_at=make_time(at))
            )
            record_event(connection, "close inquiry", closure.inquiry, [closure.inquiry, closure.by], at)


def _get_row(connection: Connection, table: Table, wanted: str) -> Any:
    row = connection.execute(select(table).where(table.c.id == wanted)).mappings().one_or_none()
    if row is None:
        raise UnknownIdError(wanted)
    return row


def _is_new(connection: Connection, table: Table, wanted: str) -> bool:
    return connection.execute(select(table.c.id).where(table.c.id == wanted)).first() is None


def _make_relation_id(letter: str, *parts: str) -> str:
    return f"{letter}-{make_digest(parts)[7 : 7 + _RELATION_DIGITS]}"


def _add_wordings(connection: Connection, relations: Relations, at: datetime) -> None:
    for wording in relations.wordings:
        name = _make_relation_id("w", wording.original, wording.quoted)
        if not _is_new(connection, schema.wording, name):
            continue
        original = _get_row(connection, schema.attribution, wording.original)
        quoted = _get_row(connection, schema.attribution, wording.quoted)
        row = {
            "id": name,
            "original": wording.original,
            "quoted": wording.quoted,
            "verdict": wording.verdict.value,
            "partial": wording.partial,
            "changes": make_changes(wording.changes),
            "across": original["document"] != quoted["document"],
            "added_at": make_time(at),
        }
        add_numbered(connection, schema.wording, [row])
        record_event(connection, "tie wording", name, [wording.original, wording.quoted, row["verdict"]], at)


def _add_conflicts(connection: Connection, relations: Relations, at: datetime) -> None:
    for conflict in relations.conflicts:
        name = conflict.id or _make_relation_id("k", conflict.kind, *sorted(conflict.claims))
        if _is_new(connection, schema.conflict, name):
            if conflict.id is not None:
                raise UnknownIdError(conflict.id)
            row = {"id": name, "title": conflict.about, "kind": conflict.kind, "across": True}
            add_numbered(connection, schema.conflict, [row | {"added_at": make_time(at)}])
        link = schema.conflict_claim
        known = set(connection.execute(select(link.c.claim).where(link.c.conflict == name)).scalars())
        fresh = [claim for claim in dict.fromkeys(conflict.claims) if claim not in known]
        for claim in fresh:
            _get_row(connection, schema.claim, claim)
        if fresh:
            connection.execute(
                insert(link), [{"conflict": name, "claim": claim, "at": make_time(at)} for claim in fresh]
            )
            record_event(connection, "tie conflict", name, [name, *fresh], at)


def _add_suggestions(connection: Connection, relations: Relations, at: datetime) -> None:
    for suggestion in relations.suggestions:
        name = _make_relation_id("g", suggestion.kind, *sorted((suggestion.a, suggestion.b)))
        if _is_new(connection, schema.suggestion, name):
            row = {
                "id": name,
                "kind": suggestion.kind,
                "a": suggestion.a,
                "b": suggestion.b,
                "evidence": json.dumps(suggestion.evidence, ensure_ascii=False),
                "added_at": make_time(at),
                "status": "open",
            }
            add_numbered(connection, schema.suggestion, [row])
            record_event(connection, "suggest", name, [name, suggestion.kind], at)


def make_kept_payloads(connection: Connection, documents: Sequence[str]) -> dict[str, list[object]]:
    """Make what the history's entries of kept documents cover, from the tables as they are."""
    table, link = schema.document, schema.reading
    rows = connection.execute(
        select(
            table.c.id,
            table.c.address,
            table.c.version,
            table.c.previous,
            table.c.capture,
            table.c.text_digest,
            link.c.digest,
        )
        .outerjoin(link, (link.c.document == table.c.id) & (link.c.revision == 1))
        .where(table.c.id.in_(documents))
    )
    return {row.id: [*row] for row in rows}


def make_met_payload(document: str, other: str) -> list[str]:
    return [document, other]

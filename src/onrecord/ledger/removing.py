"""Taking out what was kept: all that follows from a reading, for a newer one to take its place, or for good.

What is withheld goes from every table, from the search and from the store's own files; a tombstone says what it was,
why it went and which digest it had. The history needs no change, since it never held any words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, update

from onrecord.errors import UnfitReviewError
from onrecord.ledger import schema
from onrecord.ledger.finding import find_kind, get_row, make_span_words, refuse_missing
from onrecord.ledger.history import record_event
from onrecord.ledger.keeping import add_prints, join_lists, remove_prints
from onrecord.ledger.reviewing import make_index_rows
from onrecord.ledger.rows import make_capture, parse_spans
from onrecord.ledger.store import Kind
from onrecord.model.ledger import Withheld, make_canonical, make_digest, make_source_subject, make_time
from onrecord.model.span import Span

# Stands for each character that was withheld, so that every other span still points where it did.
BLACK = "\N{FULL BLOCK}"
_BATCH = 500
_EMPTY = {"text": "", "title": None, "byline": "[]", "outlet": None, "unreadable": None, "withheld": True}
_WITHHOLDABLE = {"document", "capture", "statement", "attribution"}


def _batches(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[at : at + _BATCH] for at in range(0, len(values), _BATCH))


def _delete(connection: Connection, table: Table, column: ColumnElement[Any], values: Sequence[Any]) -> None:
    for batch in _batches(values):
        connection.execute(delete(table).where(column.in_(batch)))


def remove_reading(connection: Connection, kind: Kind, document: str) -> None:
    """Remove every row that follows from a document's reading; its reviews and its readings stay."""
    statements = _find_ids(connection, schema.statement, schema.statement.c.document == document)
    rows = connection.execute(select(schema.attribution).where(schema.attribution.c.document == document))
    remove_attributions(connection, kind, rows.mappings().all())
    remove_claims(connection, _find_ids(connection, schema.claim, schema.claim.c.document == document))
    connection.execute(delete(schema.inquiry).where(schema.inquiry.c.document == document))
    remove_statements(connection, statements)
    table = schema.source_mention
    sources = list(connection.execute(select(table.c.source).where(table.c.document == document)).scalars())
    connection.execute(delete(table).where(table.c.document == document))
    remove_unmentioned(connection, sources)


def _find_ids(connection: Connection, table: Table, condition: ColumnElement[bool]) -> list[str]:
    return list(connection.execute(select(table.c.id).where(condition)).scalars())


def remove_attributions(connection: Connection, kind: Kind, rows: Sequence[Any]) -> None:
    ids = [row["id"] for row in rows]
    for batch in _batches(ids):
        remove_claims(connection, _find_ids(connection, schema.claim, schema.claim.c.attribution.in_(batch)))
    table = schema.wording
    _delete(connection, table, table.c.original, ids)
    _delete(connection, table, table.c.quoted, ids)
    remove_prints(connection, rows)
    kind.remove_from_index(connection, make_index_rows(connection, rows))
    _delete(connection, schema.attribution, schema.attribution.c.id, ids)


def remove_claims(connection: Connection, ids: Sequence[str]) -> None:
    """Remove claims, and the conflicts of which fewer than two claims are left."""
    link, table = schema.conflict_claim, schema.conflict
    touched: set[str] = set()
    for batch in _batches(ids):
        touched.update(connection.execute(select(link.c.conflict).where(link.c.claim.in_(batch))).scalars())
    _delete(connection, link, link.c.claim, ids)
    for conflict in sorted(touched):
        left = connection.execute(select(func.count()).where(link.c.conflict == conflict)).scalar_one()
        if left < 2:
            connection.execute(delete(link).where(link.c.conflict == conflict))
            connection.execute(delete(table).where(table.c.id == conflict))
    _delete(connection, schema.claim, schema.claim.c.id, ids)


def remove_statements(connection: Connection, ids: Sequence[str]) -> None:
    inquiry = schema.inquiry
    for batch in _batches(ids):
        connection.execute(update(inquiry).where(inquiry.c.closed_by.in_(batch)).values(closed_by=None, closed_at=None))
    _delete(connection, schema.statement, schema.statement.c.id, ids)


def remove_unmentioned(connection: Connection, sources: Iterable[str]) -> None:
    """Remove sources that no document mentions any more; let the others be what the rest says of them."""
    table, mention = schema.source, schema.source_mention
    for source in sorted(set(sources)):
        left = connection.execute(select(mention.c.roles, mention.c.handles).where(mention.c.source == source)).all()
        if left:
            roles, handles = join_lists(row.roles for row in left), join_lists(row.handles for row in left)
            connection.execute(update(table).where(table.c.id == source).values(roles=roles, handles=handles))
        elif not _is_needed(connection, source):
            connection.execute(
                delete(schema.suggestion).where((schema.suggestion.c.a == source) | (schema.suggestion.c.b == source))
            )
            connection.execute(delete(table).where(table.c.id == source))


def _is_needed(connection: Connection, source: str) -> bool:
    """Whether a row still points at a source: a correction named it, or another is merged into it."""
    table = schema.source
    pointing = (
        select(schema.statement.c.id).where(schema.statement.c.source == source),
        select(schema.attribution.c.id).where(schema.attribution.c.source == source),
        select(schema.inquiry.c.id).where((schema.inquiry.c.to == source) | (schema.inquiry.c.by == source)),
        select(table.c.id).where(table.c.id != source, (table.c.merged_into == source) | (table.c.root == source)),
    )
    return any(connection.execute(query.limit(1)).first() is not None for query in pointing)


def withhold(connection: Connection, kind: Kind, wanted: str, reason: str, at: datetime) -> Withheld:
    """Remove a document, a capture, a statement or an attribution with all its words; leave a tombstone."""
    what = find_kind(connection, wanted)
    if what is None:
        refuse_missing(connection, wanted)
    if what not in _WITHHOLDABLE:
        raise UnfitReviewError(wanted, f"a {what} is not withheld; withhold the documents that hold it")
    row = get_row(connection, str(what), wanted)
    captures: list[str] = []
    if what == "capture":
        link = schema.document_capture
        documents = connection.execute(select(link.c.document).where(link.c.capture == wanted)).scalars().all()
        captures = [wanted]
        digest, document = wanted, None
    elif what == "document":
        documents, digest, document = [wanted], row["text_digest"], wanted
    else:
        captures = _find_captures(connection, row["document"])
        documents, document = [], row["document"]
        digest = _black_out(connection, kind, str(what), row)
    for each in documents:
        captures += _find_captures(connection, each)
        _empty_document(connection, kind, each)
        if each != wanted:
            _leave_tombstone(connection, each, "document", each, reason, each, at)
    _leave_tombstone(connection, wanted, str(what), document, reason, digest, at)
    gone = list(dict.fromkeys(captures))
    table = schema.capture
    for batch in _batches(gone):
        connection.execute(
            update(table).where(table.c.id.in_(batch)).values(withheld=True, origin="", url=None, media_type=None)
        )
    found = connection.execute(select(table).where(table.c.id.in_(gone))).mappings().all()
    return Withheld(
        id=wanted,
        kind=str(what),
        reason=reason,
        at=at,
        digest=digest,
        captures=tuple(make_capture(dict(each)) for each in found),
    )


def _find_captures(connection: Connection, document: str) -> list[str]:
    link = schema.document_capture
    return list(connection.execute(select(link.c.capture).where(link.c.document == document)).scalars())


def _leave_tombstone(
    connection: Connection, wanted: str, what: str, document: str | None, reason: str, digest: str, at: datetime
) -> None:
    table = schema.withheld
    if connection.execute(select(table.c.id).where(table.c.id == wanted)).first() is None:
        values = {
            "id": wanted,
            "kind": what,
            "document": document,
            "reason": reason,
            "at": make_time(at),
            "digest": digest,
        }
        connection.execute(insert(table).values(**values))
        record_event(connection, "withhold", wanted, make_tombstone_payload(values), at)


def make_tombstone_payload(row: Any) -> list[object]:
    """Make what the history's entry of a withholding covers; not the reason, which may name somebody."""
    return [row["id"], row["kind"], row["document"], row["at"], row["digest"]]


def _empty_document(connection: Connection, kind: Kind, document: str) -> None:
    """Remove every word of a document; its row stays, for its versions and its captures."""
    _empty_reviews(connection, _find_targets(connection, document))
    mention, source = schema.source_mention, schema.source
    named = set(connection.execute(select(mention.c.source).where(mention.c.document == document)).scalars())
    remove_reading(connection, kind, document)
    left = set(connection.execute(select(source.c.id).where(source.c.id.in_(named))).scalars())
    _forget_sources(connection, sorted(named - left))
    connection.execute(delete(schema.reading).where(schema.reading.c.document == document))
    connection.execute(
        update(schema.document).where(schema.document.c.id == document).values(**_EMPTY, address=document)
    )


def _find_targets(connection: Connection, document: str) -> list[str]:
    table = schema.review
    begin = document.removeprefix("sha256:")[:16]
    found = connection.execute(
        select(table.c.target).where(table.c.target >= begin, table.c.target < begin + "g").distinct()
    )
    return list(found.scalars())


def _empty_reviews(connection: Connection, targets: Sequence[str]) -> None:
    """Take the words out of decisions on what is gone; that they were taken, by whom and when stays."""
    table = schema.review
    for batch in _batches(targets):
        connection.execute(
            update(table)
            .where(table.c.target.in_(batch))
            .values(value=None, before=None, reason=None, field=None, withheld=True)
        )


def _forget_sources(connection: Connection, sources: Sequence[str]) -> None:
    """Take the names of sources that are gone out of decisions; a source's id has its name in it."""
    table = schema.review
    _empty_reviews(connection, sources)
    for source in sources:
        named = (table.c.value == make_canonical(source)) | (table.c.before == make_canonical(source))
        connection.execute(update(table).where(named).values(value=None, before=None, field=None, withheld=True))
        connection.execute(update(table).where(table.c.target == source).values(target=make_source_subject(source)))


def _black_out(connection: Connection, kind: Kind, what: str, row: Any) -> str:
    """Remove what one statement or attribution says, in the tables and in the document's text; return its digest."""
    table = schema.attribution
    condition = table.c.id == row["id"] if what == "attribution" else table.c.statement == row["id"]
    gone = connection.execute(select(table).where(condition).order_by(table.c.number)).mappings().all()
    spans = [span for each in gone for part in parse_spans(each["spans"]).values() for span in part]
    digest = make_digest([each["words"] for each in gone])
    _empty_reviews(connection, [row["id"], *(each["id"] for each in gone)])
    remove_attributions(connection, kind, gone)
    if what == "statement":
        remove_statements(connection, [row["id"]])
    elif row["statement"] is not None:
        _rename_statement(connection, row["statement"])
    _black_out_text(connection, kind, row["document"], spans)
    return digest


def _rename_statement(connection: Connection, statement: str) -> None:
    """A statement is listed under the first words left of it."""
    table = schema.attribution
    words = connection.execute(
        select(table.c.words).where(table.c.statement == statement).order_by(table.c.number).limit(1)
    ).scalar_one_or_none()
    connection.execute(
        update(schema.statement).where(schema.statement.c.id == statement).values(title=(words or "")[:80])
    )


def _black_out_text(connection: Connection, kind: Kind, document: str, spans: Sequence[Span]) -> None:
    """Blacken spans of a text, and everything kept of the document that shows these characters.

    The readings go, since each holds the text; the tables hold what was read.
    """
    table, attribution = schema.document, schema.attribution
    text = connection.execute(select(table.c.text).where(table.c.id == document)).scalar_one()
    pieces = list(text)
    for span in spans:
        pieces[span.begin : span.end] = BLACK * (span.end - span.begin)
    black = "".join(pieces)
    connection.execute(update(table).where(table.c.id == document).values(text=black))
    connection.execute(delete(schema.reading).where(schema.reading.c.document == document))
    rows = connection.execute(select(attribution).where(attribution.c.document == document)).mappings().all()
    changed = [(row, words) for row in rows if (words := make_span_words(black, row["spans"]))["words"] != row["words"]]
    remove_prints(connection, [row for row, _ in changed])
    kind.remove_from_index(connection, make_index_rows(connection, [row for row, _ in changed]))
    fresh = [dict(row) | words for row, words in changed]
    for row in fresh:
        connection.execute(
            update(attribution)
            .where(attribution.c.id == row["id"])
            .values(words=row["words"], source_words=row["source_words"], cue_words=row["cue_words"])
        )
    add_prints(connection, fresh)
    kind.add_to_index(connection, make_index_rows(connection, fresh))
    _refresh_words(connection, document, black)


def _refresh_words(connection: Connection, document: str, text: str) -> None:
    for table, name in ((schema.claim, "title"), (schema.inquiry, "words")):
        rows = connection.execute(select(table).where(table.c.document == document)).mappings().all()
        for row in rows:
            words = text[row["begin"] : row["end"]]
            if words != row[name]:
                connection.execute(update(table).where(table.c.id == row["id"]).values({name: words}))
    statements = connection.execute(select(schema.statement.c.id).where(schema.statement.c.document == document))
    for statement in statements.scalars().all():
        if BLACK in text:
            _rename_statement(connection, statement)

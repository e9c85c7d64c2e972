"""Computing again what the ledger holds, and naming whatever no longer agrees.

By digests alone, texts, readings, decisions and history are set against what was recorded of them, and words against
their spans. ``deep`` also makes every row again from the kept reading and every print from the words. What a
capture's bytes are is not known here.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from onrecord.errors import InvalidSpanError, ReadingFormatError
from onrecord.ledger import schema
from onrecord.ledger.deriving import make_folded_name, make_rows, unpack_reading
from onrecord.ledger.finding import TABLES, make_span_words
from onrecord.ledger.history import iter_chain_drifts, iter_rows
from onrecord.ledger.keeping import iter_prints, make_body_digest, make_kept_payloads
from onrecord.ledger.removing import make_tombstone_payload
from onrecord.ledger.rereading import make_reread_payload
from onrecord.ledger.reviewing import make_review_payload
from onrecord.ledger.store import Kind
from onrecord.model.ledger import Drift, DriftKind, ReviewAction, make_digest, make_text_digest

# Documents and attributions looked at together.
_BATCH = 200
_REVIEW_KINDS = frozenset(ReviewAction)
# What of the rows a person or a later document may change; ``deep`` leaves these out.
_LATER = frozenset({"status", "reviews", "number", "added_at", "closed_by", "closed_at", "rating", "at", "day"})
_DEEP = ("statement", "attribution", "claim", "inquiry")
BAD_READING = (zlib.error, ValueError, KeyError, TypeError, ReadingFormatError, InvalidSpanError)


def iter_drifts(connection: Connection, kind: Kind, *, deep: bool, head: str | None) -> Iterator[Drift]:
    withheld = {row.id: row.reason for row in connection.execute(select(schema.withheld))}
    touched = set(connection.execute(select(schema.withheld.c.document)).scalars())
    yield from (
        Drift(id=name, kind=DriftKind.WITHHELD, message=f"was withheld: {reason}") for name, reason in withheld.items()
    )
    for fault in kind.iter_faults(connection, deep=deep):
        yield Drift(id="the file", kind=DriftKind.FILE, message=fault.replace("\n", " "))
    yield from iter_chain_drifts(connection, head)
    yield from _iter_event_drifts(connection, touched)
    total = 0
    for documents in _iter_documents(connection):
        readings = _get_readings(connection, [row["id"] for row in documents])
        for row in documents:
            if row["id"] not in touched:
                yield from _iter_document_drifts(connection, row, readings.get(row["id"], []), deep)
        texts = {row["id"]: row["text"] for row in documents}
        attributions = _get_attributions(connection, list(texts))
        yield from _iter_word_drifts(attributions, texts)
        if deep:
            drifts, count = _find_print_drifts(connection, attributions)
            total += count
            yield from drifts
    if deep and connection.execute(select(func.count()).select_from(schema.quotation_print)).scalar_one() != total:
        yield Drift(id="quotation_print", kind=DriftKind.PRINTS, message="the index holds prints of no quotation")
    for number in kind.find_unindexed(connection):
        yield Drift(
            id=f"search {number}", kind=DriftKind.SEARCH, message="the search and the attributions disagree about it"
        )


def _iter_documents(connection: Connection) -> Iterator[Sequence[Any]]:
    table, after = schema.document, 0
    while True:
        query = select(table).where(table.c.number > after).order_by(table.c.number).limit(_BATCH)
        rows = connection.execute(query).mappings().all()
        if not rows:
            return
        yield rows
        after = rows[-1]["number"]


def _get_readings(connection: Connection, documents: Sequence[str]) -> dict[str, list[Any]]:
    table = schema.reading
    found: dict[str, list[Any]] = {}
    for row in connection.execute(select(table).where(table.c.document.in_(documents))).mappings():
        found.setdefault(row["document"], []).append(row)
    return found


def _iter_document_drifts(connection: Connection, row: Any, readings: Sequence[Any], deep: bool) -> Iterator[Drift]:
    name = row["id"]
    if make_text_digest(row["text"]) != row["text_digest"]:
        yield Drift(id=name, kind=DriftKind.DOCUMENT_TEXT, message="its text is not the one that was kept")
    if row["revision"] not in {each["revision"] for each in readings}:
        yield Drift(id=name, kind=DriftKind.MISSING, message="its reading is gone")
    for each in readings:
        if make_body_digest(each["body"]) != each["digest"]:
            yield Drift(id=name, kind=DriftKind.READING, message=f"reading {each['revision']} was changed")
        elif deep and each["revision"] == row["revision"]:
            yield from _iter_deep_drifts(connection, row, each["body"])


def _iter_deep_drifts(connection: Connection, row: Any, body: bytes) -> Iterator[Drift]:
    try:
        reading = unpack_reading(body)
    except BAD_READING as error:
        yield Drift(id=row["id"], kind=DriftKind.READING, message=f"its reading cannot be read ({error})")
        return
    if reading.document.id != row["id"] or reading.document.text != row["text"]:
        yield Drift(id=row["id"], kind=DriftKind.DOCUMENT_DIGEST, message="is not the document its digest names")
        return
    made = make_rows(reading, row["revision"])
    yield from _iter_source_drifts(connection, made.source)
    for kind in _DEEP:
        table = TABLES[kind]
        found = connection.execute(select(table).where(table.c.document == row["id"])).mappings()
        kept = {each["id"]: each for each in found}
        for wanted in getattr(made, kind):
            each = kept.get(wanted["id"])
            if each is None:
                yield Drift(id=wanted["id"], kind=DriftKind.MISSING, message=f"this {kind} is gone")
            elif each["reviews"] == 0:
                changed = [n for n in wanted if n not in _LATER and wanted[n] != each[n]]
                if changed:
                    message = f"{', '.join(changed)} of this {kind} changed without a review"
                    yield Drift(id=wanted["id"], kind=DriftKind.READING, message=message)


def _iter_source_drifts(connection: Connection, made: Sequence[Any]) -> Iterator[Drift]:
    table = schema.source
    found = connection.execute(select(table).where(table.c.id.in_([each["id"] for each in made]))).mappings()
    kept = {each["id"]: each for each in found}
    for wanted in made:
        each = kept.get(wanted["id"])
        if each is None:
            yield Drift(id=wanted["id"], kind=DriftKind.MISSING, message="this source is gone")
        # Another document may write the name with other capitals; its folded form is the same.
        elif each["reviews"] == 0 and (each["folded"], each["kind"]) != (wanted["folded"], wanted["kind"]):
            yield Drift(id=wanted["id"], kind=DriftKind.READING, message="this source changed without a review")
        elif each["reviews"] == 0 and make_folded_name(each["name"]) != wanted["folded"]:
            yield Drift(id=wanted["id"], kind=DriftKind.READING, message="its name changed without a review")


def _get_attributions(connection: Connection, documents: Sequence[str]) -> Sequence[Any]:
    table = schema.attribution
    return connection.execute(select(table).where(table.c.document.in_(documents))).mappings().all()


def _iter_word_drifts(rows: Iterable[Any], texts: dict[str, str]) -> Iterator[Drift]:
    for row in rows:
        text = texts[row["document"]]
        try:
            ends = [end for part in json.loads(row["spans"]).values() for span in part for end in span]
            words = make_span_words(text, row["spans"])
        except (ValueError, TypeError, KeyError, AttributeError):
            yield Drift(id=row["id"], kind=DriftKind.SPAN, message="its spans cannot be read")
            continue
        if any(not 0 <= end <= len(text) for end in ends):
            yield Drift(id=row["id"], kind=DriftKind.SPAN, message="its spans lie outside the text")
        for name, value in words.items():
            if row[name] != value:
                yield Drift(id=row["id"], kind=DriftKind.WORDS, message=f"its {name} do not stand at its spans")


def _find_print_drifts(connection: Connection, rows: Sequence[Any]) -> tuple[list[Drift], int]:
    """Set the prints in the index against the words; return also how many the words come to."""
    table = schema.quotation_print
    wanted = {(number, row["number"]): row["id"] for row in rows for number in iter_prints(row)}
    pairs = list(wanted)
    missing: set[str] = set()
    for at in range(0, len(pairs), 2 * _BATCH):
        part = pairs[at : at + 2 * _BATCH]
        # A range, since SQLite looks up pairs one list member after another.
        numbers = [number for _, number in part]
        found = connection.execute(
            select(table.c.print, table.c.attribution).where(
                table.c.print.in_([number for number, _ in part]),
                table.c.attribution.between(min(numbers), max(numbers)),
            )
        )
        known = {(row.print, row.attribution) for row in found}
        missing.update(wanted[pair] for pair in part if pair not in known)
    drifts = [
        Drift(id=name, kind=DriftKind.PRINTS, message="cannot be found by its words: prints are missing")
        for name in sorted(missing)
    ]
    return drifts, len(pairs)


def _iter_event_drifts(connection: Connection, touched: set[str | None]) -> Iterator[Drift]:
    """Set what the history says was kept, decided and withheld against what is there."""
    reviews = {}
    for row in connection.execute(select(schema.review)).mappings():
        reviews[make_digest(make_review_payload(row))] = row
        if row["withheld"]:
            reviews[f"r{row['number']}"] = row
    tombstones = {
        make_digest(make_tombstone_payload(row)): row for row in connection.execute(select(schema.withheld)).mappings()
    }
    unread = dict.fromkeys(name for name in reviews if not name.startswith("r"))
    lost = 0
    empty = sum(1 for row in reviews.values() if row["withheld"]) // 2
    for row in iter_rows(connection):
        name = f"event {row['seq']}"
        if row["kind"] in _REVIEW_KINDS:
            if row["digest"] in reviews:
                unread.pop(row["digest"], None)
            elif lost < empty:
                lost += 1
            else:
                yield Drift(id=row["subject"], kind=DriftKind.REVIEW, message=f"the decision of {name} was changed")
        elif row["kind"] == "withhold":
            if row["digest"] not in tombstones:
                yield Drift(id=row["subject"], kind=DriftKind.MISSING, message=f"the tombstone of {name} was changed")
        elif row["kind"] == "reread" and row["subject"] not in touched:
            yield from _iter_reread_drifts(connection, row, name)
    yield from _iter_kept_drifts(connection, touched)
    for digest in unread:
        if not reviews[digest]["withheld"]:
            yield Drift(
                id=f"r{reviews[digest]['number']}", kind=DriftKind.REVIEW, message="the history knows no such decision"
            )


def _iter_kept_drifts(connection: Connection, touched: set[str | None]) -> Iterator[Drift]:
    kept = (row for row in iter_rows(connection) if row["kind"] == "keep" and row["subject"] not in touched)
    while page := list(islice(kept, _BATCH)):
        payloads = make_kept_payloads(connection, [row["subject"] for row in page])
        for row in page:
            name = f"event {row['seq']}"
            if row["subject"] not in payloads:
                yield Drift(
                    id=row["subject"], kind=DriftKind.MISSING, message=f"is gone, though {name} says it was kept"
                )
            elif make_digest(payloads[row["subject"]]) != row["digest"]:
                yield Drift(
                    id=row["subject"], kind=DriftKind.DOCUMENT_DIGEST, message=f"is not what {name} says was kept"
                )


def _iter_reread_drifts(connection: Connection, row: Any, name: str) -> Iterator[Drift]:
    table, subject = schema.reading, row["subject"]
    revisions = connection.execute(
        select(table.c.revision).where(table.c.document == subject, table.c.revision > 1)
    ).scalars()
    made = {make_digest(make_reread_payload(connection, subject, revision)) for revision in revisions.all()}
    if row["digest"] not in made:
        yield Drift(id=subject, kind=DriftKind.READING, message=f"is not what {name} says was read")

"""The history: an append-only chain of what was done, in which each entry's hash covers the entry before it.

It holds digests and ids and no personal text, because nothing in it can ever be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, insert, select

from onrecord.ledger.schema import event
from onrecord.model.ledger import Drift, DriftKind, Event, make_digest, make_time, parse_time

# What the first entry follows.
BEGINNING = "sha256:" + "0" * 64
# Entries fetched at once.
_PAGE = 5_000


def record_event(connection: Connection, kind: str, subject: str, payload: object, at: datetime) -> None:
    """Record that something was done; ``payload`` is plain JSON values that can be computed again from the tables."""
    last = connection.execute(select(event.c.seq, event.c.hash).order_by(event.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, BEGINNING)
    when, digest = make_time(at), make_digest(payload)
    connection.execute(
        insert(event).values(
            seq=seq,
            at=when,
            kind=kind,
            subject=subject,
            digest=digest,
            previous=previous,
            hash=make_event_hash(seq, when, kind, subject, digest, previous),
        )
    )


def make_event_hash(seq: int, at: str, kind: str, subject: str, digest: str, previous: str) -> str:
    return make_digest([seq, at, kind, subject, digest, previous])


def make_event(row: RowMapping) -> Event:
    return Event(
        seq=row["seq"],
        at=parse_time(row["at"]),
        kind=row["kind"],
        subject=row["subject"],
        digest=row["digest"],
        previous=row["previous"],
        hash=row["hash"],
    )


def iter_rows(connection: Connection, after: int = 0, subject: str | None = None) -> Iterator[RowMapping]:
    while True:
        wanted = select(event).where(event.c.seq > after).order_by(event.c.seq).limit(_PAGE)
        if subject is not None:
            wanted = wanted.where(event.c.subject == subject)
        rows = connection.execute(wanted).mappings().all()
        yield from rows
        if len(rows) < _PAGE:
            return
        after = rows[-1]["seq"]


def count_events(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(event)).scalar_one()


def iter_chain_drifts(connection: Connection, head: str | None = None) -> Iterator[Drift]:
    """Compute the chain again; ``head`` is the hash of an entry known from elsewhere that must still be in it."""
    previous, expected, seen = BEGINNING, 1, head is None or head == BEGINNING
    for row in iter_rows(connection):
        seq = row["seq"]
        name = f"event {seq}"
        if seq != expected:
            yield Drift(id=name, kind=DriftKind.HISTORY, message=f"{seq - expected} entries before it are gone")
        if row["previous"] != previous:
            yield Drift(id=name, kind=DriftKind.HISTORY, message="does not follow the entry before it")
        own = make_event_hash(seq, row["at"], row["kind"], row["subject"], row["digest"], row["previous"])
        if own != row["hash"]:
            yield Drift(id=name, kind=DriftKind.EVENT, message="was changed: its hash is not the one recorded")
        seen = seen or row["hash"] == head
        previous, expected = row["hash"], seq + 1
    if not seen:
        yield Drift(id=str(head), kind=DriftKind.HISTORY, message="this entry is no longer in the history")

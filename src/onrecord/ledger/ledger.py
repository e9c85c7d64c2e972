"""The ledger behind its port: every method one transaction, or one for each page of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Self, TypeVar

from sqlalchemy import ColumnElement, Connection, func, select

from onrecord.errors import LedgerBrokenError, WithheldError
from onrecord.ledger import finding, removing, rereading, reviewing, rows, schema, searching, verifying
from onrecord.ledger.deriving import make_folded_name, unpack_reading
from onrecord.ledger.history import BEGINNING, iter_rows, make_event
from onrecord.ledger.keeping import add_capture, add_relations, add_to_story, keep
from onrecord.ledger.places import open_store
from onrecord.model.ledger import (
    Candidates,
    DocumentToKeep,
    Drift,
    Event,
    Filter,
    HitPage,
    KeepResult,
    KeptAttribution,
    KeptCapture,
    KeptClaim,
    KeptConflict,
    KeptDocument,
    KeptInquiry,
    KeptReview,
    KeptSource,
    KeptStatement,
    KeptStory,
    KeptSuggestion,
    KeptWording,
    Relations,
    RereadResult,
    ReviewToKeep,
    Status,
    SuggestionStatus,
    Withheld,
    make_time,
    parse_time,
)
from onrecord.model.reading import InquiryStatus, Reading

_Record = TypeVar("_Record")
_OPEN_REPLIES = (InquiryStatus.AWAITING, InquiryStatus.NO_REPLY, InquiryStatus.PROMISED)


class SqlLedger:
    """A ``ports.Ledger`` in SQLite or PostgreSQL; ``open_ledger`` makes one."""

    def __init__(self, place: str, *, read_only: bool = False, wait: float | None = None) -> None:
        self._store = open_store(place, read_only=read_only, wait=wait)
        self._kind = self._store.kind

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def place(self) -> str:
        return self._kind.name

    def close(self) -> None:
        self._store.close()

    # Keeping

    def keep_document(self, item: DocumentToKeep, at: datetime) -> KeepResult:
        with self._store.write() as connection:
            return keep(connection, self._kind, item, at)

    def keep_relations(self, relations: Relations, at: datetime) -> None:
        with self._store.write() as connection:
            add_relations(connection, relations, at)

    def keep_capture(self, capture: KeptCapture) -> bool:
        with self._store.write() as connection:
            return add_capture(connection, capture)

    def reread(
        self, reading: Reading, carry: Mapping[str, str], at: datetime, relations: Relations | None = None
    ) -> RereadResult:
        with self._store.write() as connection:
            return rereading.reread(connection, self._kind, reading, carry, relations or Relations(), at)

    def put_into_story(self, name: str, document: str, at: datetime) -> str:
        with self._store.write() as connection:
            finding.get_row(connection, "document", document)
            return add_to_story(connection, name, document, at)

    # Deciding

    def review(self, decision: ReviewToKeep, at: datetime) -> KeptReview:
        with self._store.write() as connection:
            return reviewing.review(connection, self._kind, decision, at)

    def withhold(self, wanted: str, reason: str, at: datetime) -> Withheld:
        with self._store.write() as connection:
            done = removing.withhold(connection, self._kind, wanted, reason, at)
        self._store.purge()
        return done

    # Looking up

    def find_kind(self, wanted: str) -> str | None:
        with self._store.read() as connection:
            return finding.find_kind(connection, wanted)

    def get_capture(self, wanted: str) -> KeptCapture:
        return self._get("capture", wanted, rows.make_capture, None)

    def get_document(self, wanted: str, as_of: datetime | None = None) -> KeptDocument:
        return self._get("document", wanted, rows.make_document, as_of)

    def find_document(self, address: str, as_of: datetime | None = None) -> KeptDocument | None:
        table = schema.document
        query = select(table).where(table.c.address == address).order_by(table.c.version.desc()).limit(1)
        if as_of is not None:
            query = query.where(table.c.added_at <= make_time(as_of))
        with self._store.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
            return None if row is None else rows.make_document(dict(row))

    def get_reading(self, document: str, as_of: datetime | None = None) -> Reading:
        table = schema.reading
        query = select(table.c.body).where(table.c.document == document).order_by(table.c.revision.desc()).limit(1)
        if as_of is not None:
            query = query.where(table.c.at <= make_time(as_of))
        with self._store.read() as connection:
            body = connection.execute(query).scalar_one_or_none()
            if body is None:
                self._refuse_without_reading(connection, document)
        try:
            return unpack_reading(body or b"")
        except verifying.BAD_READING as error:
            raise LedgerBrokenError(self.place, f"the reading of {document} is damaged") from error

    def _refuse_without_reading(self, connection: Connection, document: str) -> None:
        table = schema.withheld
        found = connection.execute(select(table.c.reason).where(table.c.document == document)).first()
        if found is not None:
            raise WithheldError(document, found.reason)
        finding.refuse_missing(connection, document)

    def get_source(self, wanted: str, as_of: datetime | None = None) -> KeptSource:
        return self._get("source", wanted, rows.make_source, as_of)

    def get_statement(self, wanted: str, as_of: datetime | None = None) -> KeptStatement:
        return self._get("statement", wanted, rows.make_statement, as_of)

    def get_attribution(self, wanted: str, as_of: datetime | None = None) -> KeptAttribution:
        return self._get("attribution", wanted, rows.make_attribution, as_of)

    def get_wording(self, wanted: str, as_of: datetime | None = None) -> KeptWording:
        return self._get("wording", wanted, rows.make_wording, as_of)

    def get_claim(self, wanted: str, as_of: datetime | None = None) -> KeptClaim:
        return self._get("claim", wanted, rows.make_claim, as_of)

    def get_inquiry(self, wanted: str, as_of: datetime | None = None) -> KeptInquiry:
        return self._get("inquiry", wanted, rows.make_inquiry, as_of)

    def get_suggestion(self, wanted: str, as_of: datetime | None = None) -> KeptSuggestion:
        return self._get("suggestion", wanted, rows.make_suggestion, as_of)

    def get_conflict(self, wanted: str, as_of: datetime | None = None) -> KeptConflict:
        with self._store.read() as connection:
            return self._make_conflict(connection, finding.get_row(connection, "conflict", wanted, as_of), as_of)

    def get_story(self, wanted: str) -> KeptStory:
        with self._store.read() as connection:
            return self._make_story(connection, finding.get_row(connection, "story", wanted))

    def _get(self, kind: str, wanted: str, make: Callable[[rows.Row], _Record], as_of: datetime | None) -> _Record:
        with self._store.read() as connection:
            return self._make(make, finding.get_row(connection, kind, wanted, as_of))

    def _make(self, make: Callable[[rows.Row], _Record], row: rows.Row) -> _Record:
        try:
            return make(row)
        except (ValueError, TypeError, KeyError) as error:
            # The tables never hold what no record can be made of, unless the store was damaged.
            raise LedgerBrokenError(self.place, f"{row.get('id')} is damaged") from error

    # Lists

    def iter_documents(
        self,
        *,
        story: str | None = None,
        address: str | None = None,
        source: str | None = None,
        as_of: datetime | None = None,
    ) -> Iterator[KeptDocument]:
        table, link, mention = schema.document, schema.story_document, schema.source_mention
        conditions: list[ColumnElement[bool]] = []
        if story is not None:
            conditions.append(table.c.id.in_(select(link.c.document).where(link.c.story == story)))
        if address is not None:
            conditions.append(table.c.address == address)
        if source is not None:
            conditions.append(table.c.id.in_(select(mention.c.document).where(self._is_same(mention.c.source, source))))
        if as_of is not None:
            conditions.append(table.c.added_at <= make_time(as_of))
        return self._iter("document", rows.make_document, conditions, None)

    def iter_captures(self, document: str | None = None) -> Iterator[KeptCapture]:
        table, link = schema.capture, schema.document_capture
        query = select(table).order_by(table.c.received_at, table.c.id)
        if document is not None:
            query = query.join(link, link.c.capture == table.c.id).where(link.c.document == document)
        with self._store.read() as connection:
            found = connection.execute(query).mappings().all()
        yield from (rows.make_capture(dict(row)) for row in found)

    def iter_statements(self, wanted: Filter | None = None, as_of: datetime | None = None) -> Iterator[KeptStatement]:
        conditions = self._make_conditions("statement", wanted or Filter())
        return self._iter("statement", rows.make_statement, conditions, as_of)

    def iter_attributions(
        self, wanted: Filter | None = None, *, statement: str | None = None, as_of: datetime | None = None
    ) -> Iterator[KeptAttribution]:
        conditions = self._make_conditions("attribution", wanted or Filter())
        if statement is not None:
            conditions.append(schema.attribution.c.statement == statement)
        return self._iter("attribution", rows.make_attribution, conditions, as_of)

    def iter_wordings(
        self,
        *,
        attribution: str | None = None,
        document: str | None = None,
        across: bool | None = None,
        as_of: datetime | None = None,
    ) -> Iterator[KeptWording]:
        table, there = schema.wording, schema.attribution
        conditions: list[ColumnElement[bool]] = []
        if attribution is not None:
            conditions.append((table.c.original == attribution) | (table.c.quoted == attribution))
        if document is not None:
            own = select(there.c.id).where(there.c.document == document)
            conditions.append(table.c.original.in_(own) | table.c.quoted.in_(own))
        if across is not None:
            conditions.append(table.c.across == across)
        return self._iter("wording", rows.make_wording, conditions, as_of)

    def iter_claims(
        self, *, key: str | None = None, document: str | None = None, as_of: datetime | None = None
    ) -> Iterator[KeptClaim]:
        table = schema.claim
        given = [(table.c.key, key), (table.c.document, document)]
        conditions = [column == value for column, value in given if value is not None]
        return self._iter("claim", rows.make_claim, conditions, as_of)

    def iter_conflicts(
        self, *, story: str | None = None, across: bool | None = None, as_of: datetime | None = None
    ) -> Iterator[KeptConflict]:
        table, link, claim, told = schema.conflict, schema.conflict_claim, schema.claim, schema.story_document
        conditions: list[ColumnElement[bool]] = []
        if story is not None:
            inside = (
                select(link.c.conflict)
                .join(claim, link.c.claim == claim.c.id)
                .join(told, told.c.document == claim.c.document)
                .where(told.c.story == story)
            )
            conditions.append(table.c.id.in_(inside))
        if across is not None:
            conditions.append(table.c.across == across)
        after: int | None = 0
        while after is not None:
            with self._store.read() as connection:
                page, after = finding.find_page(connection, "conflict", after, conditions, as_of)
                found = [self._make_conflict(connection, row, as_of) for row in page]
            yield from found

    def iter_inquiries(
        self,
        *,
        story: str | None = None,
        to: str | None = None,
        document: str | None = None,
        is_open: bool | None = None,
        as_of: datetime | None = None,
    ) -> Iterator[KeptInquiry]:
        table, link = schema.inquiry, schema.story_document
        conditions: list[ColumnElement[bool]] = []
        if story is not None:
            conditions.append(table.c.document.in_(select(link.c.document).where(link.c.story == story)))
        if to is not None:
            conditions.append(self._is_same(table.c.to, to))
        if document is not None:
            conditions.append(table.c.document == document)
        for inquiry in self._iter("inquiry", rows.make_inquiry, conditions, as_of):
            still = (
                inquiry.closed_by is None and inquiry.status is not Status.REJECTED and inquiry.reply in _OPEN_REPLIES
            )
            if is_open is None or is_open == still:
                yield inquiry

    def iter_sources(self, name: str | None = None) -> Iterator[KeptSource]:
        table, last = schema.source, ""
        query = select(table).order_by(table.c.id).limit(finding.PAGE)
        if name is not None:
            query = query.where(table.c.folded == make_folded_name(name))
        while True:
            with self._store.read() as connection:
                page = connection.execute(query.where(table.c.id > last)).mappings().all()
            yield from (self._make(rows.make_source, dict(row)) for row in page)
            if len(page) < finding.PAGE:
                return
            last = page[-1]["id"]

    def find_same_sources(self, source: str) -> tuple[str, ...]:
        table = schema.source
        with self._store.read() as connection:
            root = finding.get_root(connection, source)
            return tuple(
                connection.execute(select(table.c.id).where(table.c.root == root).order_by(table.c.id)).scalars()
            )

    def iter_stories(self) -> Iterator[KeptStory]:
        with self._store.read() as connection:
            found = connection.execute(select(schema.story).order_by(schema.story.c.added_at)).mappings().all()
            stories = [self._make_story(connection, row) for row in found]
        yield from stories

    def iter_suggestions(self, status: SuggestionStatus | None = SuggestionStatus.OPEN) -> Iterator[KeptSuggestion]:
        conditions = [] if status is None else [schema.suggestion.c.status == status.value]
        return self._iter("suggestion", rows.make_suggestion, conditions, None)

    def iter_reviews(self, target: str | None = None, as_of: datetime | None = None) -> Iterator[KeptReview]:
        table, after = schema.review, 0
        query = select(table).order_by(table.c.number).limit(finding.PAGE)
        if target is not None:
            query = query.where(table.c.target == target)
        if as_of is not None:
            query = query.where(table.c.at <= make_time(as_of))
        while True:
            with self._store.read() as connection:
                page = connection.execute(query.where(table.c.number > after)).mappings().all()
            yield from (self._make(rows.make_review, dict(row)) for row in page)
            if len(page) < finding.PAGE:
                return
            after = page[-1]["number"]

    def iter_withheld(self) -> Iterator[Withheld]:
        with self._store.read() as connection:
            found = connection.execute(select(schema.withheld).order_by(schema.withheld.c.at)).mappings().all()
        for row in found:
            yield Withheld(
                id=row["id"], kind=row["kind"], reason=row["reason"], at=parse_time(row["at"]), digest=row["digest"]
            )

    def _iter(
        self,
        kind: str,
        make: Callable[[rows.Row], _Record],
        conditions: list[ColumnElement[bool]],
        as_of: datetime | None,
    ) -> Iterator[_Record]:
        after: int | None = 0
        while after is not None:
            with self._store.read() as connection:
                page, after = finding.find_page(connection, kind, after, conditions, as_of)
            yield from (self._make(make, row) for row in page)

    def _make_conditions(self, kind: str, wanted: Filter) -> list[ColumnElement[bool]]:
        with self._store.read() as connection:
            return finding.make_conditions(connection, kind, wanted)

    def _is_same(self, column: ColumnElement[Any], source: str) -> ColumnElement[bool]:
        return column.in_(self.find_same_sources(source))

    def _make_conflict(self, connection: Connection, row: rows.Row, as_of: datetime | None) -> KeptConflict:
        link, claim = schema.conflict_claim, schema.claim
        query = (
            select(claim.c.id, claim.c.value)
            .join(link, link.c.claim == claim.c.id)
            .where(link.c.conflict == row["id"])
            .order_by(claim.c.number)
        )
        if as_of is not None:
            query = query.where(link.c.at <= make_time(as_of))
        return rows.make_conflict(row, [(each.id, each.value) for each in connection.execute(query)])

    def _make_story(self, connection: Connection, row: Any) -> KeptStory:
        link = schema.story_document
        query = select(link.c.document).where(link.c.story == row["id"]).order_by(link.c.at, link.c.document)
        return KeptStory(
            id=row["id"],
            name=row["name"],
            added_at=parse_time(row["added_at"]),
            documents=tuple(connection.execute(query).scalars()),
        )

    # Searching

    def search(
        self,
        text: str,
        wanted: Filter | None = None,
        *,
        limit: int = 20,
        offset: int = 0,
        as_of: datetime | None = None,
    ) -> HitPage:
        with self._store.read() as connection:
            return searching.search(connection, self._kind, text, wanted or Filter(), limit, offset, as_of)

    def find_candidates(self, words: str, limit: int = 20) -> Candidates:
        with self._store.read() as connection:
            return searching.find_candidates(connection, words, limit)

    # Proving

    def iter_history(self, subject: str | None = None, after: int = 0) -> Iterator[Event]:
        while True:
            with self._store.read() as connection:
                page = [make_event(row) for row in islice(iter_rows(connection, after, subject), finding.PAGE)]
            yield from page
            if len(page) < finding.PAGE:
                return
            after = page[-1].seq

    def get_head(self) -> str:
        table = schema.event
        with self._store.read() as connection:
            last = connection.execute(select(table.c.hash).order_by(table.c.seq.desc()).limit(1)).scalar_one_or_none()
        return last or BEGINNING

    def verify(self, *, deep: bool = False, head: str | None = None) -> Iterator[Drift]:
        with self._store.read() as connection:
            found = list(verifying.iter_drifts(connection, self._kind, deep=deep, head=head))
        yield from found

    def count(self) -> dict[str, int]:
        with self._store.read() as connection:
            return {
                name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for name, table in finding.TABLES.items()
            }


def open_ledger(place: str, *, read_only: bool = False, wait: float | None = None) -> SqlLedger:
    """Open a ledger: a path, ``:memory:`` or ``postgresql://…``; a new one is made, an older one brought up to date.

    ``wait`` is how many seconds to wait for another writer. Raises LedgerError for whatever keeps it from opening.
    """
    return SqlLedger(place, read_only=read_only, wait=wait)

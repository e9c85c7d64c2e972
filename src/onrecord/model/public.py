"""The reading as others depend on it: one JSON object in the format ``onrecord.reading/1``.

The shape is a public contract, described in ``docs/reading-format.md`` and in ``reading.schema.json`` beside this
module. Fields may be added to it; none is renamed, retyped or taken away while the first field says ``/1``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from onrecord import __version__
from onrecord.errors import InvalidSpanError, ReadingFormatError
from onrecord.model.document import Block, BlockKind, Document, Post, PostWords
from onrecord.model.finding import Finding, FindingKind
from onrecord.model.reading import (
    Attribution,
    AttributionKind,
    Change,
    ChangeKind,
    Channel,
    Claim,
    Conflict,
    Inquiry,
    InquiryStatus,
    Quantity,
    QuantityMode,
    Reading,
    Source,
    SourceKind,
    Statement,
    Verdict,
    Wording,
)
from onrecord.model.span import Span

READING_SCHEMA = "onrecord.reading/1"

# A year, month, day or time as ISO 8601 writes it, as precise as the page gives it; reading.schema.json has the same.
ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?", re.ASCII)

_Member = TypeVar("_Member", bound=StrEnum)


def make_public(reading: Reading) -> dict[str, object]:
    """Make the public object of a reading: dictionaries, lists, strings, numbers, booleans and None only.

    The document's own findings come before the reading's. The order of the keys is the order of the contract, and
    the same reading always makes the same object.
    """
    return {
        "schema": READING_SCHEMA,
        "made_by": {"onrecord": __version__, "model": reading.model},
        "document": _make_document(reading.document),
        "sources": [_make_source(source) for source in reading.sources],
        "statements": [_make_statement(statement) for statement in reading.statements],
        "attributions": [_make_attribution(attribution) for attribution in reading.attributions],
        "wordings": [_make_wording(wording) for wording in reading.wordings],
        "claims": [_make_claim(claim) for claim in reading.claims],
        "conflicts": [_make_conflict(conflict) for conflict in reading.conflicts],
        "inquiries": [_make_inquiry(inquiry) for inquiry in reading.inquiries],
        "findings": [_make_finding(finding) for finding in (*reading.document.findings, *reading.findings)],
    }


def _make_span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.begin, span.end]


def _make_spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.begin, span.end] for span in spans]


def _make_document(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "capture": document.capture,
        "origin": document.origin,
        "url": document.url,
        "title": document.title,
        "byline": list(document.byline),
        "outlet": document.outlet,
        "published": document.published,
        "updated": document.updated,
        "language": document.language,
        "unreadable": document.unreadable,
        "text": document.text,
        "blocks": [_make_block(block) for block in document.blocks],
    }


def _make_block(block: Block) -> dict[str, object]:
    public: dict[str, object] = {
        "id": block.id,
        "kind": block.kind.value,
        "span": _make_span(block.span),
        "path": block.path,
        "post": None,
    }
    if block.post is not None:
        public["post"] = {
            "platform": block.post.platform,
            "author": block.post.author,
            "handle": block.post.handle,
            "date": block.post.date,
            "url": block.post.url,
            "words": block.post.words.value,
            "words_span": _make_span(block.post.words_span),
        }
    return public


def _make_source(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "roles": list(source.roles),
        "handles": list(source.handles),
        "mentions": _make_spans(source.mentions),
    }


def _make_statement(statement: Statement) -> dict[str, object]:
    return {
        "id": statement.id,
        "source": statement.source,
        "channel": None if statement.channel is None else statement.channel.value,
        "date": statement.date,
        "addressee": list(statement.addressee),
        "attributions": list(statement.attributions),
    }


def _make_attribution(attribution: Attribution) -> dict[str, object]:
    return {
        "id": attribution.id,
        "kind": attribution.kind.value,
        "source": _make_spans(attribution.source),
        "cue": _make_spans(attribution.cue),
        "content": _make_spans(attribution.content),
        "source_id": attribution.source_id,
        "statement": attribution.statement,
        "asserted": attribution.asserted,
        "confidence": attribution.confidence,
        "source_confidence": attribution.source_confidence,
    }


def _make_wording(wording: Wording) -> dict[str, object]:
    return {
        "original": wording.original,
        "quoted": wording.quoted,
        "verdict": wording.verdict.value,
        "partial": wording.partial,
        "changes": [
            {
                "kind": change.kind.value,
                "original": _make_span(change.original),
                "quoted": _make_span(change.quoted),
            }
            for change in wording.changes
        ],
    }


def _make_claim(claim: Claim) -> dict[str, object]:
    quantity = claim.quantity
    return {
        "id": claim.id,
        "attribution": claim.attribution,
        "span": _make_span(claim.span),
        "quantity": {
            "value": quantity.value,
            "unit": quantity.unit,
            "place": quantity.place,
            "time": quantity.time,
            "mode": quantity.mode.value,
        },
    }


def _make_conflict(conflict: Conflict) -> dict[str, object]:
    return {
        "kind": conflict.kind,
        "claims": list(conflict.claims),
        "about": conflict.about,
        "values": list(conflict.values),
    }


def _make_inquiry(inquiry: Inquiry) -> dict[str, object]:
    return {
        "to": inquiry.to,
        "by": inquiry.by,
        "span": _make_span(inquiry.span),
        "status": inquiry.status.value,
    }


def _make_finding(finding: Finding) -> dict[str, object]:
    return {"kind": finding.kind.value, "span": _make_span(finding.span), "message": finding.message}


def parse_public(record: object) -> Reading:
    """Parse a public object, as ``json.loads`` gives it, back into a reading.

    Fields that the format does not know are passed over. All findings become the reading's own, since the format
    does not say which were the document's; ``document.id`` is computed again, not believed; ``made_by.onrecord`` is
    dropped. Raises ReadingFormatError, which names the place, when a field is missing or of the wrong type, when a
    span lies outside the text, or when an id is used twice or points at nothing.
    """
    root = _Field(record, "")
    if root["schema"].value != READING_SCHEMA:
        raise root["schema"].make_error(f"is not {READING_SCHEMA}")
    reading = _parse_reading(root)
    _check_references(reading, root)
    return reading


@dataclass(frozen=True, slots=True)
class _Field:
    """A value in the record and the path that leads to it, so that an error can name its place.

    ``limit`` is how many code points the document's text has, once that is known.
    """

    value: object
    where: str
    limit: int = 0

    def make_error(self, reason: str) -> ReadingFormatError:
        return ReadingFormatError(self.where or "the record", reason)

    def __getitem__(self, key: str) -> _Field:
        if not isinstance(self.value, dict):
            raise self.make_error("is not an object")
        if key not in self.value:
            raise self.make_error(f"has no field {key}")
        return _Field(self.value[key], f"{self.where}.{key}" if self.where else key, self.limit)

    def items(self) -> list[_Field]:
        if not isinstance(self.value, list):
            raise self.make_error("is not a list")
        return [_Field(item, f"{self.where}[{index}]", self.limit) for index, item in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.make_error("is not text")
        return self.value

    def filled(self) -> str:
        if not self.text():
            raise self.make_error("is empty")
        return self.text()

    def optional_text(self) -> str | None:
        return None if self.value is None else self.text()

    def optional_date(self) -> str | None:
        if self.value is not None and not ISO_DATE.fullmatch(self.text()):
            raise self.make_error("is not an ISO 8601 day or time")
        return self.optional_text()

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.make_error("is neither true nor false")
        return self.value

    def number(self) -> int | float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.make_error("is not a number")
        if isinstance(self.value, float) and not math.isfinite(self.value):
            raise self.make_error("is not a finite number")
        return self.value

    def chance(self) -> float:
        if not 0 <= self.number() <= 1:
            raise self.make_error("is not between 0 and 1")
        return float(self.number())

    def member(self, kind: type[_Member]) -> _Member:
        try:
            return kind(self.text())
        except ValueError:
            raise self.make_error(f"is none of {', '.join(kind)}") from None

    def span(self) -> Span:
        ends = [item.number() for item in self.items()]
        if len(ends) != 2 or not all(isinstance(end, int) for end in ends):
            raise self.make_error("is not a begin and an end")
        begin, end = int(ends[0]), int(ends[1])
        if not 0 <= begin <= end <= self.limit:
            raise self.make_error(f"lies outside a text of {self.limit} characters")
        return Span(begin, end)

    def optional_span(self) -> Span | None:
        return None if self.value is None else self.span()

    def spans(self) -> tuple[Span, ...]:
        return tuple(item.span() for item in self.items())


def _parse_reading(root: _Field) -> Reading:
    document = _parse_document(root["document"])
    bounded = _Field(root.value, root.where, len(document.text))
    return Reading(
        document=document,
        model=root["made_by"]["model"].text(),
        sources=tuple(_parse_source(field) for field in bounded["sources"].items()),
        statements=tuple(_parse_statement(field) for field in bounded["statements"].items()),
        attributions=tuple(_parse_attribution(field) for field in bounded["attributions"].items()),
        wordings=tuple(_parse_wording(field) for field in bounded["wordings"].items()),
        claims=tuple(_parse_claim(field) for field in bounded["claims"].items()),
        conflicts=tuple(_parse_conflict(field) for field in bounded["conflicts"].items()),
        inquiries=tuple(_parse_inquiry(field) for field in bounded["inquiries"].items()),
        findings=tuple(_parse_finding(field) for field in bounded["findings"].items()),
    )


def _parse_document(field: _Field) -> Document:
    text = field["text"].text()
    bounded = _Field(field.value, field.where, len(text))
    try:
        return Document(
            capture=field["capture"].text(),
            origin=field["origin"].text(),
            text=text,
            blocks=tuple(_parse_block(block) for block in bounded["blocks"].items()),
            url=field["url"].optional_text(),
            title=field["title"].optional_text(),
            byline=field["byline"].texts(),
            outlet=field["outlet"].optional_text(),
            published=field["published"].optional_date(),
            updated=field["updated"].optional_date(),
            language=field["language"].optional_text(),
            unreadable=field["unreadable"].optional_text(),
        )
    except InvalidSpanError:
        raise field["blocks"].make_error("overlap or are out of order") from None


def _parse_block(field: _Field) -> Block:
    return Block(
        id=field["id"].filled(),
        kind=field["kind"].member(BlockKind),
        span=field["span"].span(),
        path=field["path"].text(),
        post=None if field["post"].value is None else _parse_post(field["post"]),
    )


def _parse_post(field: _Field) -> Post:
    return Post(
        platform=field["platform"].text(),
        author=field["author"].optional_text(),
        handle=field["handle"].optional_text(),
        date=field["date"].optional_date(),
        url=field["url"].optional_text(),
        words=field["words"].member(PostWords),
        words_span=field["words_span"].optional_span(),
    )


def _parse_source(field: _Field) -> Source:
    return Source(
        id=field["id"].filled(),
        name=field["name"].filled(),
        kind=field["kind"].member(SourceKind),
        roles=field["roles"].texts(),
        handles=field["handles"].texts(),
        mentions=field["mentions"].spans(),
    )


def _parse_statement(field: _Field) -> Statement:
    return Statement(
        id=field["id"].filled(),
        source=field["source"].optional_text(),
        channel=None if field["channel"].value is None else field["channel"].member(Channel),
        date=field["date"].optional_date(),
        addressee=field["addressee"].texts(),
        attributions=field["attributions"].texts(),
    )


def _parse_attribution(field: _Field) -> Attribution:
    content = field["content"].spans()
    if not content:
        raise field["content"].make_error("is empty")
    return Attribution(
        id=field["id"].filled(),
        kind=field["kind"].member(AttributionKind),
        source=field["source"].spans(),
        cue=field["cue"].spans(),
        content=content,
        source_id=field["source_id"].optional_text(),
        statement=field["statement"].optional_text(),
        asserted=field["asserted"].flag(),
        confidence=field["confidence"].chance(),
        source_confidence=None if field["source_confidence"].value is None else field["source_confidence"].chance(),
    )


def _parse_wording(field: _Field) -> Wording:
    return Wording(
        original=field["original"].text(),
        quoted=field["quoted"].text(),
        verdict=field["verdict"].member(Verdict),
        partial=field["partial"].flag(),
        changes=tuple(
            Change(
                kind=change["kind"].member(ChangeKind),
                original=change["original"].optional_span(),
                quoted=change["quoted"].optional_span(),
            )
            for change in field["changes"].items()
        ),
    )


def _parse_claim(field: _Field) -> Claim:
    quantity = field["quantity"]
    return Claim(
        id=field["id"].filled(),
        attribution=field["attribution"].optional_text(),
        span=field["span"].span(),
        quantity=Quantity(
            value=quantity["value"].number(),
            unit=quantity["unit"].text(),
            place=quantity["place"].optional_text(),
            time=quantity["time"].optional_text(),
            mode=quantity["mode"].member(QuantityMode),
        ),
    )


def _parse_conflict(field: _Field) -> Conflict:
    return Conflict(
        kind=field["kind"].text(),
        claims=field["claims"].texts(),
        about=field["about"].text(),
        values=tuple(value.number() for value in field["values"].items()),
    )


def _parse_inquiry(field: _Field) -> Inquiry:
    return Inquiry(
        to=field["to"].text(),
        by=field["by"].optional_text(),
        span=field["span"].span(),
        status=field["status"].member(InquiryStatus),
    )


def _parse_finding(field: _Field) -> Finding:
    return Finding(
        kind=field["kind"].member(FindingKind),
        span=field["span"].optional_span(),
        message=field["message"].text(),
    )


def _check_references(reading: Reading, root: _Field) -> None:
    sources = _index(root["sources"], [source.id for source in reading.sources])
    statements = _index(root["statements"], [statement.id for statement in reading.statements])
    attributions = _index(root["attributions"], [attribution.id for attribution in reading.attributions])
    claims = _index(root["claims"], [claim.id for claim in reading.claims])
    _index(root["document"]["blocks"], [block.id for block in reading.document.blocks])
    for statement in reading.statements:
        _check(root["statements"], (statement.source, *statement.addressee), sources)
        _check(root["statements"], statement.attributions, attributions)
    for attribution in reading.attributions:
        _check(root["attributions"], (attribution.source_id,), sources)
        _check(root["attributions"], (attribution.statement,), statements)
    for wording in reading.wordings:
        _check(root["wordings"], (wording.original, wording.quoted), attributions)
    for claim in reading.claims:
        _check(root["claims"], (claim.attribution,), attributions)
    for conflict in reading.conflicts:
        _check(root["conflicts"], conflict.claims, claims)
    for inquiry in reading.inquiries:
        _check(root["inquiries"], (inquiry.to, inquiry.by), sources)


def _index(field: _Field, ids: list[str]) -> frozenset[str]:
    known = frozenset(ids)
    if len(known) != len(ids):
        raise field.make_error("use one id twice")
    return known


def _check(field: _Field, ids: Iterable[str | None], known: frozenset[str]) -> None:
    for reference in ids:
        if reference is not None and reference not in known:
            raise field.make_error(f"point at {reference!r}, which is not there")

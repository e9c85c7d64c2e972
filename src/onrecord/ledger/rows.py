"""Rows of the tables made into records, and the state of a row that a review must have seen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from onrecord.model.ledger import (
    KeptAttribution,
    KeptCapture,
    KeptClaim,
    KeptConflict,
    KeptDocument,
    KeptInquiry,
    KeptReview,
    KeptSource,
    KeptStatement,
    KeptSuggestion,
    KeptWording,
    ReviewAction,
    Status,
    SuggestionStatus,
    make_digest,
    parse_time,
)
from onrecord.model.reading import (
    AttributionKind,
    Change,
    ChangeKind,
    Channel,
    InquiryStatus,
    QuantityMode,
    SourceKind,
    Verdict,
)
from onrecord.model.span import Span

# A row as the tables hold it, or as it stood at an earlier time.
Row = Mapping[str, Any]

# What of a row a person decides on; its state is the digest of these.
DECIDED: dict[str, tuple[str, ...]] = {
    "statement": ("source", "channel", "date", "addressee", "status"),
    "attribution": ("source", "kind", "spans", "words", "asserted", "status"),
    "source": ("name", "kind", "merged_into", "status"),
    "wording": ("verdict", "partial", "changes", "status"),
    "claim": ("value", "unit", "place", "time", "mode", "rating", "status"),
    "conflict": ("title", "status"),
    "inquiry": ("to", "by", "reply", "closed_by", "status"),
    "suggestion": ("kind", "a", "b", "status"),
}


def make_seen(kind: str, row: Row) -> str:
    """Make the digest of a row's state: what a reviewer had before them."""
    return make_digest([kind, row["id"], row["reviews"], *(row[name] for name in DECIDED[kind])])


def make_capture(row: Row) -> KeptCapture:
    return KeptCapture(
        id=row["id"],
        kind=row["kind"],
        origin=row["origin"],
        url=row["url"],
        media_type=row["media_type"],
        size=row["size"],
        received_at=parse_time(row["received_at"]),
        warc_file=row["warc_file"],
        warc_offset=row["warc_offset"],
        withheld=row["withheld"],
    )


def make_document(row: Row) -> KeptDocument:
    return KeptDocument(
        id=row["id"],
        address=row["address"],
        version=row["version"],
        previous=row["previous"],
        capture=row["capture"],
        title=row["title"],
        byline=tuple(json.loads(row["byline"])),
        outlet=row["outlet"],
        published=row["published"],
        updated=row["updated"],
        language=row["language"],
        unreadable=row["unreadable"],
        text=row["text"],
        revision=row["revision"],
        made_by=row["made_by"],
        added_at=parse_time(row["added_at"]),
        withheld=row["withheld"],
    )


def make_source(row: Row) -> KeptSource:
    return KeptSource(
        id=row["id"],
        name=row["name"],
        kind=SourceKind(row["kind"]),
        roles=tuple(json.loads(row["roles"])),
        handles=tuple(json.loads(row["handles"])),
        merged_into=row["merged_into"],
        status=Status(row["status"]),
        seen=make_seen("source", row),
    )


def make_statement(row: Row) -> KeptStatement:
    return KeptStatement(
        id=row["id"],
        document=row["document"],
        source=row["source"],
        source_name=row["source_name"],
        channel=None if row["channel"] is None else Channel(row["channel"]),
        date=row["date"],
        addressee=tuple(json.loads(row["addressee"])),
        status=Status(row["status"]),
        seen=make_seen("statement", row),
    )


def parse_spans(text: str) -> dict[str, tuple[Span, ...]]:
    """Parse the spans column: content, source and cue, each a list of begin and end."""
    return {name: tuple(Span(*ends) for ends in spans) for name, spans in json.loads(text).items()}


def make_attribution(row: Row) -> KeptAttribution:
    spans = parse_spans(row["spans"])
    return KeptAttribution(
        id=row["id"],
        document=row["document"],
        statement=row["statement"],
        source=row["source"],
        source_name=row["source_name"],
        kind=AttributionKind(row["kind"]),
        words=row["words"],
        source_words=row["source_words"],
        cue_words=row["cue_words"],
        content=spans["content"],
        source_spans=spans["source"],
        cue=spans["cue"],
        asserted=row["asserted"],
        confidence=row["confidence"],
        source_confidence=row["source_confidence"],
        status=Status(row["status"]),
        seen=make_seen("attribution", row),
    )


def make_changes(changes: tuple[Change, ...]) -> str:
    """Make the changes column; ``parse_changes`` takes it back."""
    return json.dumps([[c.kind.value, c.original, c.quoted] for c in changes], separators=(",", ":"))


def parse_changes(text: str) -> tuple[Change, ...]:
    return tuple(
        Change(
            kind=ChangeKind(kind),
            original=None if original is None else Span(*original),
            quoted=None if quoted is None else Span(*quoted),
        )
        for kind, original, quoted in json.loads(text)
    )


def make_wording(row: Row) -> KeptWording:
    return KeptWording(
        id=row["id"],
        original=row["original"],
        quoted=row["quoted"],
        verdict=Verdict(row["verdict"]),
        partial=row["partial"],
        changes=parse_changes(row["changes"]),
        across=row["across"],
        status=Status(row["status"]),
        seen=make_seen("wording", row),
    )


def make_claim(row: Row) -> KeptClaim:
    return KeptClaim(
        id=row["id"],
        document=row["document"],
        attribution=row["attribution"],
        span=Span(row["begin"], row["end"]),
        words=row["title"],
        value=json.loads(row["value"]),
        unit=row["unit"],
        place=row["place"],
        time=row["time"],
        mode=QuantityMode(row["mode"]),
        key=row["key"],
        rating=row["rating"],
        status=Status(row["status"]),
        seen=make_seen("claim", row),
    )


def make_conflict(row: Row, claims: list[tuple[str, str]]) -> KeptConflict:
    """``claims`` are the ids of its claims and their values as the table holds them."""
    values = sorted({json.loads(value) for _, value in claims})
    return KeptConflict(
        id=row["id"],
        kind=row["kind"],
        about=row["title"],
        claims=tuple(claim for claim, _ in claims),
        values=tuple(values),
        across=row["across"],
        status=Status(row["status"]),
        seen=make_seen("conflict", row),
    )


def make_inquiry(row: Row) -> KeptInquiry:
    return KeptInquiry(
        id=row["id"],
        document=row["document"],
        to=row["to"],
        to_name=row["to_name"],
        by=row["by"],
        by_name=row["by_name"],
        reply=InquiryStatus(row["reply"]),
        span=Span(row["begin"], row["end"]),
        words=row["words"],
        asked_on=row["asked_on"],
        closed_by=row["closed_by"],
        closed_at=None if row["closed_at"] is None else parse_time(row["closed_at"]),
        status=Status(row["status"]),
        seen=make_seen("inquiry", row),
    )


def make_suggestion(row: Row) -> KeptSuggestion:
    return KeptSuggestion(
        id=row["id"],
        kind=row["kind"],
        a=row["a"],
        b=row["b"],
        evidence=json.loads(row["evidence"]),
        added_at=parse_time(row["added_at"]),
        status=SuggestionStatus(row["status"]),
        seen=make_seen("suggestion", row),
    )


def make_review(row: Row) -> KeptReview:
    return KeptReview(
        id=f"r{row['number']}",
        target=row["target"],
        action=ReviewAction(row["action"]),
        field=row["field"],
        value=_parse(row["value"]),
        before=_parse(row["before"]),
        reviewer=row["reviewer"],
        reason=row["reason"],
        seen=row["seen"],
        at=parse_time(row["at"]),
        carried_from=None if row["carried_from"] is None else f"r{row['carried_from']}",
    )


def _parse(text: str | None) -> object:
    return None if text is None else json.loads(text)

"""People's decisions: each adds a review and an entry of the history, and nothing is ever overwritten.

The row a decision is about shows how things stand; what stood there before is in the review, so that every earlier
state can be shown again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from onrecord.errors import EditConflictError, UnfitReviewError
from onrecord.ledger import schema
from onrecord.ledger.deriving import make_day, make_folded_name
from onrecord.ledger.finding import SPAN_FIELDS, TABLES, find_kind, get_row, make_span_words, refuse_missing
from onrecord.ledger.history import record_event
from onrecord.ledger.keeping import add_prints, find_source_names, remove_prints
from onrecord.ledger.rows import DECIDED, make_review, make_seen
from onrecord.ledger.store import IndexRow, Kind
from onrecord.model.ledger import (
    KeptReview,
    ReviewAction,
    ReviewToKeep,
    Status,
    SuggestionStatus,
    make_canonical,
    make_claim_key,
    make_source_subject,
    make_time,
)
from onrecord.model.public import ISO_DATE
from onrecord.model.reading import AttributionKind, Channel, InquiryStatus, QuantityMode, SourceKind, Verdict

_STATUSES = {ReviewAction.CONFIRM: Status.CONFIRMED, ReviewAction.REJECT: Status.REJECTED}
_SUGGESTION_STATUSES = {ReviewAction.CONFIRM: SuggestionStatus.ACCEPTED, ReviewAction.REJECT: SuggestionStatus.REFUSED}
# The kind of suggestion that merges two sources when a person accepts it.
SAME_SOURCE = "same_source"


def _is_member(*members: str) -> Callable[[object], bool]:
    return lambda value: value in members


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_optional_text(value: object) -> bool:
    return value is None or _is_text(value)


def _is_date(value: object) -> bool:
    return value is None or (isinstance(value, str) and ISO_DATE.fullmatch(value) is not None)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_channel(value: object) -> bool:
    return value is None or value in list(Channel)


# What may be corrected, and what a value must be; sources and spans are looked at where they are applied.
_CORRECTABLE: dict[str, dict[str, Callable[[object], bool]]] = {
    "statement": {"source": _is_optional_text, "channel": _is_channel, "date": _is_date},
    "attribution": {
        "source": _is_optional_text,
        "kind": _is_member(*AttributionKind),
        "asserted": _is_flag,
        "content": lambda value: isinstance(value, list) and bool(value),
        "source_spans": lambda value: isinstance(value, list),
        "cue": lambda value: isinstance(value, list),
    },
    "source": {"name": _is_text, "kind": _is_member(*SourceKind)},
    "wording": {"verdict": _is_member(*Verdict), "partial": _is_flag},
    "claim": {
        "value": _is_number,
        "unit": _is_text,
        "place": _is_optional_text,
        "time": _is_optional_text,
        "mode": _is_member(*QuantityMode),
    },
    "inquiry": {"to": _is_text, "by": _is_optional_text, "reply": _is_member(*InquiryStatus)},
    "conflict": {"title": _is_text},
    "suggestion": {},
}
# Fields that name a source.
_SOURCE_FIELDS = {("statement", "source"), ("attribution", "source"), ("inquiry", "to"), ("inquiry", "by")}


def review(connection: Connection, kind: Kind, decision: ReviewToKeep, at: datetime) -> KeptReview:
    """Take a person's decision, unless what they saw is no longer what stands there."""
    what = find_kind(connection, decision.target)
    if what is None:
        refuse_missing(connection, decision.target)
    if what not in DECIDED:
        raise UnfitReviewError(decision.target, f"a {what} is not reviewed")
    row = dict(get_row(connection, what, decision.target))
    if make_seen(what, row) != decision.seen:
        raise EditConflictError(decision.target)
    field, value = _decide_change(connection, what, row, decision)
    if what == "suggestion":
        _follow_suggestion(connection, kind, row, decision, at)
    return apply(connection, kind, what, row, decision, field, value, at)


def _decide_change(
    connection: Connection, what: str, row: dict[str, Any], decision: ReviewToKeep
) -> tuple[str, object]:
    """Decide which field the decision changes to what; raise UnfitReviewError for one that makes no sense."""
    target, action = decision.target, decision.action
    match action:
        case ReviewAction.CONFIRM | ReviewAction.REJECT:
            statuses = _SUGGESTION_STATUSES if what == "suggestion" else _STATUSES
            return "status", statuses[action].value
        case ReviewAction.RATE:
            if what != "claim" or not _is_optional_text(decision.value):
                raise UnfitReviewError(target, "only a claim is rated, with words")
            return "rating", decision.value
        case ReviewAction.MERGE:
            if what != "source" or not isinstance(decision.value, str):
                raise UnfitReviewError(target, "only a source is merged, with a source")
            _refuse_merge(connection, row, decision.value)
            return "merged_into", decision.value
        case ReviewAction.SPLIT:
            if what != "source" or row["merged_into"] is None:
                raise UnfitReviewError(target, "only a merged source is split")
            return "merged_into", None
        case ReviewAction.CORRECT:
            return _decide_correction(connection, what, row, decision)


def _decide_correction(
    connection: Connection, what: str, row: dict[str, Any], decision: ReviewToKeep
) -> tuple[str, object]:
    field, value = decision.field or "", decision.value
    is_fit = _CORRECTABLE[what].get(field)
    if is_fit is None:
        known = ", ".join(_CORRECTABLE[what]) or "none"
        raise UnfitReviewError(decision.target, f"a {what} has no field {field or 'without a name'}; it has {known}")
    if not is_fit(value):
        raise UnfitReviewError(decision.target, f"{make_canonical(value)[:80]} is no {field}")
    if (what, field) in _SOURCE_FIELDS and isinstance(value, str) and not find_source_names(connection, [value]):
        refuse_missing(connection, value)
    if field in SPAN_FIELDS and not _are_spans(value, len(_get_text(connection, row["document"]))):
        raise UnfitReviewError(decision.target, f"the spans of {field} are not in order inside the text")
    return field, value


def _are_spans(value: object, length: int) -> bool:
    last = 0
    for ends in value if isinstance(value, list) else ():
        if not (isinstance(ends, list | tuple) and len(ends) == 2 and all(type(end) is int for end in ends)):
            return False
        if not last <= ends[0] < ends[1] <= length:
            return False
        last = ends[1]
    return True


def _refuse_merge(connection: Connection, row: dict[str, Any], into: str) -> None:
    other = get_row(connection, "source", into)
    if SourceKind.UNNAMED.value in (row["kind"], other["kind"]):
        raise UnfitReviewError(row["id"], "somebody unnamed is never joined with anybody")
    if other["root"] == row["id"] or into == row["id"]:
        raise UnfitReviewError(row["id"], "it would be merged into itself")


def apply(
    connection: Connection,
    kind: Kind,
    what: str,
    row: dict[str, Any],
    decision: ReviewToKeep,
    field: str,
    value: object,
    at: datetime,
    carried_from: int | None = None,
) -> KeptReview:
    """Write one decision: the review, the row, what follows from it, the history."""
    before = _find_before(row, field)
    table = schema.review
    number = int(connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()) + 1
    values = {
        "number": number,
        "target": row["id"],
        "action": decision.action.value,
        "field": field,
        "value": make_canonical(value),
        "before": make_canonical(before),
        "reviewer": decision.reviewer,
        "reason": decision.reason,
        "seen": decision.seen,
        "at": make_time(at),
        "carried_from": carried_from,
        "withheld": False,
    }
    connection.execute(insert(table).values(**values))
    _change_row(connection, kind, what, row, field, value)
    subject = make_source_subject(row["id"]) if what == "source" else row["id"]
    record_event(connection, decision.action.value, subject, make_review_payload(values), at)
    if (what, field) == ("statement", "source"):
        _correct_attributions(connection, kind, row, decision, value, at)
    return make_review(values)


def make_review_payload(row: Any) -> list[object]:
    """Make what the history's entry of a review covers."""
    names = ("number", "target", "action", "field", "value", "before", "reviewer", "reason", "seen", "at")
    return [*(row[name] for name in names), row["carried_from"]]


def _find_before(row: dict[str, Any], field: str) -> object:
    if field in SPAN_FIELDS:
        return json.loads(row["spans"])[SPAN_FIELDS[field]]
    return json.loads(row[field]) if field == "value" else row[field]


def _change_row(connection: Connection, kind: Kind, what: str, row: dict[str, Any], field: str, value: object) -> None:
    table = TABLES[what]
    values: dict[str, Any] = {"reviews": row["reviews"] + 1}
    if field in SPAN_FIELDS:
        values |= _make_respanned(connection, row, field, value)
    elif what == "claim" and field == "value":
        values[field] = json.dumps(value)
    else:
        values[field] = value
    if what == "claim" and field in {"unit", "place"}:
        values["key"] = make_claim_key(**{name: values.get(name, row[name]) for name in ("unit", "place")})
    if what == "source" and field == "name":
        values["folded"] = make_folded_name(str(value))
    touched = _find_indexed(connection, what, row, field)
    before = make_index_rows(connection, touched)
    for each in touched if "words" in values or field == "kind" else ():
        remove_prints(connection, [each])
    connection.execute(update(table).where(table.c.id == row["id"]).values(**values))
    if touched:
        changed = _get_attributions(connection, [each["id"] for each in touched])
        kind.remove_from_index(connection, before)
        kind.add_to_index(connection, make_index_rows(connection, changed))
        for each in changed if "words" in values or field == "kind" else ():
            add_prints(connection, [each])
    if what == "statement" and field == "date":
        _move_day(connection, row["id"], value)
    if what == "source" and field == "merged_into":
        _find_roots(connection, row["id"])


def _make_respanned(connection: Connection, row: dict[str, Any], field: str, value: object) -> dict[str, Any]:
    spans = json.loads(row["spans"])
    spans[SPAN_FIELDS[field]] = value
    packed = json.dumps(spans, separators=(",", ":"))
    return {"spans": packed, **make_span_words(_get_text(connection, row["document"]), packed)}


def _get_text(connection: Connection, document: str) -> str:
    # Measured in Python: the store may write a character in more than one.
    table = schema.document
    return str(connection.execute(select(table.c.text).where(table.c.id == document)).scalar_one())


def _find_indexed(connection: Connection, what: str, row: dict[str, Any], field: str) -> list[Any]:
    """Find the attributions whose entry in the search or in the prints a change of ``field`` touches."""
    if what == "attribution" and (field in SPAN_FIELDS or field in {"source", "kind"}):
        return _get_attributions(connection, [row["id"]])
    if what == "source" and field == "name":
        table = schema.attribution
        return list(connection.execute(select(table).where(table.c.source == row["id"])).mappings())
    return []


def _get_attributions(connection: Connection, ids: list[str]) -> list[Any]:
    table = schema.attribution
    found: list[Any] = []
    for at in range(0, len(ids), 500):
        found += connection.execute(select(table).where(table.c.id.in_(ids[at : at + 500]))).mappings().all()
    return found


def make_index_rows(connection: Connection, rows: Iterable[Any]) -> list[IndexRow]:
    """Make what the search holds of attributions, as their rows and names now are."""
    rows = list(rows)
    names = find_source_names(connection, {row["source"] for row in rows if row["source"]})
    table = schema.document
    documents = list({row["document"] for row in rows})
    titles: dict[str, str | None] = {}
    for at in range(0, len(documents), 500):
        found = connection.execute(select(table.c.id, table.c.title).where(table.c.id.in_(documents[at : at + 500])))
        titles |= {row.id: row.title for row in found}
    return [
        IndexRow(row["number"], row["words"], names.get(row["source"], ""), titles.get(row["document"]) or "")
        for row in rows
    ]


def _move_day(connection: Connection, statement: str, date: object) -> None:
    table, document = schema.attribution, schema.document
    if date is None:
        published = select(document.c.day).where(document.c.id == table.c.document).scalar_subquery()
        connection.execute(update(table).where(table.c.statement == statement).values(day=published))
    else:
        connection.execute(update(table).where(table.c.statement == statement).values(day=make_day(str(date))))


def _find_roots(connection: Connection, source: str) -> None:
    """Follow the merges anew for a source and everything that was merged into it."""
    table = schema.source
    group, waiting = {source}, [source]
    while waiting:
        found = connection.execute(select(table.c.id).where(table.c.merged_into.in_(waiting))).scalars().all()
        waiting = [name for name in found if name not in group]
        group.update(waiting)
    root, seen = source, set[str]()
    while root not in seen:
        seen.add(root)
        into = connection.execute(select(table.c.merged_into).where(table.c.id == root)).scalar_one()
        if into is None:
            break
        root = into
    members = sorted(group)
    for at in range(0, len(members), 500):
        connection.execute(update(table).where(table.c.id.in_(members[at : at + 500])).values(root=root))


def _correct_attributions(
    connection: Connection, kind: Kind, row: dict[str, Any], decision: ReviewToKeep, value: object, at: datetime
) -> None:
    """A statement has one source, so its attributions are corrected with it."""
    table = schema.attribution
    found = connection.execute(select(table).where(table.c.statement == row["id"])).mappings().all()
    for each in found:
        if each["source"] != value:
            apply(connection, kind, "attribution", dict(each), decision, "source", value, at)


def _follow_suggestion(
    connection: Connection, kind: Kind, row: dict[str, Any], decision: ReviewToKeep, at: datetime
) -> None:
    """Do what an accepted suggestion suggests; undo it when it is refused after all."""
    if row["kind"] != SAME_SOURCE or decision.action not in _SUGGESTION_STATUSES:
        return
    source = dict(get_row(connection, "source", row["a"]))
    if decision.action is ReviewAction.CONFIRM and source["merged_into"] != row["b"]:
        _refuse_merge(connection, source, row["b"])
        apply(
            connection,
            kind,
            "source",
            source,
            replace(decision, action=ReviewAction.MERGE),
            "merged_into",
            row["b"],
            at,
        )
    elif decision.action is ReviewAction.REJECT and source["merged_into"] == row["b"]:
        split = replace(decision, action=ReviewAction.SPLIT)
        apply(connection, kind, "source", source, split, "merged_into", None, at)

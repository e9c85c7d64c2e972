"""The rows a reading comes to: a pure function, so that verify can make them again and compare."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from onrecord.ledger.rows import make_changes
from onrecord.model.ledger import (
    PIECE_MARK,
    make_canonical,
    make_claim_key,
    make_local_id,
    make_source_id,
)
from onrecord.model.public import make_public, parse_public
from onrecord.model.reading import AttributionKind, Reading, Source, Statement
from onrecord.model.span import Span
from onrecord.text.names import fold_name

# Kinds whose content is somebody's own words, wholly or in part.
QUOTED = frozenset({AttributionKind.DIRECT, AttributionKind.MIXED, AttributionKind.POST})
# How much of its words names a statement in a list.
_TITLE_LENGTH = 80
_DAY_LENGTH = 10
# Level 6 packs a reading to about a quarter; higher ones gain two per cent and take twice the time.
_PACKING = 6

Values = dict[str, Any]


@dataclass(kw_only=True, slots=True)
class Rows:
    """Rows for each table, in the order of the reading; without the numbers and times of keeping."""

    source: list[Values] = field(default_factory=list)
    source_mention: list[Values] = field(default_factory=list)
    statement: list[Values] = field(default_factory=list)
    attribution: list[Values] = field(default_factory=list)
    wording: list[Values] = field(default_factory=list)
    claim: list[Values] = field(default_factory=list)
    conflict: list[Values] = field(default_factory=list)
    conflict_claim: list[Values] = field(default_factory=list)
    inquiry: list[Values] = field(default_factory=list)


def pack_reading(reading: Reading) -> bytes:
    """Pack the public object of a reading; ``unpack_reading`` takes it back."""
    return zlib.compress(make_canonical(make_public(reading)).encode("ascii"), _PACKING)


def unpack_reading(body: bytes) -> Reading:
    """Raises zlib.error, ValueError or ReadingFormatError for what ``pack_reading`` did not write."""
    return parse_public(json.loads(zlib.decompress(body)))


def make_day(date: str | None) -> str | None:
    return None if date is None else date[:_DAY_LENGTH]


def make_words(text: str, spans: Iterable[Span]) -> str:
    return PIECE_MARK.join(text[span.begin : span.end] for span in spans)


def make_title(words: str) -> str:
    line = " ".join(words[: 2 * _TITLE_LENGTH].split())
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rstrip() + "…"


def make_list(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def make_spans(content: Iterable[Span], source: Iterable[Span], cue: Iterable[Span]) -> str:
    return json.dumps({"content": list(content), "source": list(source), "cue": list(cue)}, separators=(",", ":"))


def make_folded_name(name: str) -> str:
    return " ".join(fold_name(name)) or name.casefold()


def make_rows(reading: Reading, revision: int) -> Rows:
    """Make every row that follows from a reading; ``revision`` counts the readings of its document from 1."""
    return _Deriving(reading, revision).make()


class _Deriving:
    def __init__(self, reading: Reading, revision: int) -> None:
        self.reading = reading
        self.document = reading.document.id
        self.text = reading.document.text
        self.revision = revision
        self.rows = Rows()
        self.sources = {
            source.id: make_source_id(source.name, source.kind, self.document) for source in reading.sources
        }
        self.statements = {statement.id: statement for statement in reading.statements}

    def make(self) -> Rows:
        self._add_sources()
        words = {a.id: make_words(self.text, a.content) for a in self.reading.attributions}
        for statement in self.reading.statements:
            self._add_statement(statement, next((words[a] for a in statement.attributions if a in words), ""))
        self._add_attributions(words)
        self._add_wordings()
        self._add_claims()
        self._add_conflicts()
        self._add_inquiries()
        return self.rows

    def _id(self, local: str) -> str:
        return make_local_id(self.document, local, self.revision)

    def _find_id(self, local: str | None) -> str | None:
        return None if local is None else self._id(local)

    def _find_source(self, local: str | None) -> str | None:
        return None if local is None else self.sources[local]

    def _add_sources(self) -> None:
        made: dict[str, Values] = {}
        for source in self.reading.sources:
            known = made.get(self.sources[source.id])
            if known is None:
                made[self.sources[source.id]] = self._make_source(source)
            self.rows.source_mention.append(
                {
                    "document": self.document,
                    "local": source.id,
                    "source": self.sources[source.id],
                    "roles": make_list(source.roles),
                    "handles": make_list(source.handles),
                }
            )
        self.rows.source = list(made.values())

    def _make_source(self, source: Source) -> Values:
        return {
            "id": self.sources[source.id],
            "name": source.name,
            "folded": make_folded_name(source.name),
            "kind": source.kind.value,
            "roles": make_list(source.roles),
            "handles": make_list(source.handles),
            "merged_into": None,
            "root": self.sources[source.id],
        }

    def _add_statement(self, statement: Statement, words: str) -> None:
        self.rows.statement.append(
            {
                "id": self._id(statement.id),
                "title": make_title(words),
                "document": self.document,
                "source": self._find_source(statement.source),
                "channel": None if statement.channel is None else statement.channel.value,
                "date": statement.date,
                "addressee": make_list(self.sources[local] for local in statement.addressee),
            }
        )

    def _add_attributions(self, words: dict[str, str]) -> None:
        for found in self.reading.attributions:
            statement = None if found.statement is None else self.statements[found.statement]
            date = (statement and statement.date) or self.reading.document.published
            self.rows.attribution.append(
                {
                    "id": self._id(found.id),
                    "document": self.document,
                    "statement": self._find_id(found.statement),
                    "source": self._find_source(found.source_id),
                    "kind": found.kind.value,
                    "words": words[found.id],
                    "source_words": make_words(self.text, found.source),
                    "cue_words": make_words(self.text, found.cue),
                    "spans": make_spans(found.content, found.source, found.cue),
                    "asserted": found.asserted,
                    "confidence": found.confidence,
                    "source_confidence": found.source_confidence,
                    "day": make_day(date),
                }
            )

    def _add_wordings(self) -> None:
        for number, wording in enumerate(self.reading.wordings, 1):
            self.rows.wording.append(
                {
                    "id": self._id(f"w{number}"),
                    "original": self._id(wording.original),
                    "quoted": self._id(wording.quoted),
                    "verdict": wording.verdict.value,
                    "partial": wording.partial,
                    "changes": make_changes(wording.changes),
                    "across": False,
                }
            )

    def _add_claims(self) -> None:
        for claim in self.reading.claims:
            quantity = claim.quantity
            self.rows.claim.append(
                {
                    "id": self._id(claim.id),
                    "title": claim.span.of(self.text),
                    "document": self.document,
                    "attribution": self._find_id(claim.attribution),
                    "begin": claim.span.begin,
                    "end": claim.span.end,
                    "value": json.dumps(quantity.value),
                    "unit": quantity.unit,
                    "place": quantity.place,
                    "time": quantity.time,
                    "mode": quantity.mode.value,
                    "key": make_claim_key(quantity.unit, quantity.place),
                    "rating": None,
                }
            )

    def _add_conflicts(self) -> None:
        for number, conflict in enumerate(self.reading.conflicts, 1):
            name = self._id(f"k{number}")
            self.rows.conflict.append({"id": name, "title": conflict.about, "kind": conflict.kind, "across": False})
            self.rows.conflict_claim.extend(
                {"conflict": name, "claim": self._id(claim)} for claim in dict.fromkeys(conflict.claims)
            )

    def _add_inquiries(self) -> None:
        document = self.reading.document
        for number, inquiry in enumerate(self.reading.inquiries, 1):
            self.rows.inquiry.append(
                {
                    "id": self._id(f"q{number}"),
                    "document": self.document,
                    "to": self.sources[inquiry.to],
                    "by": self._find_source(inquiry.by),
                    "reply": inquiry.status.value,
                    "begin": inquiry.span.begin,
                    "end": inquiry.span.end,
                    "words": inquiry.span.of(self.text),
                    "asked_on": make_day(document.published),
                }
            )

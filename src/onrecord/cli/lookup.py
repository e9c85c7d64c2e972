"""One reading, looked up by id and by place, for those who print it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from onrecord.cli.visible import make_one_line
from onrecord.model.document import Block, Document
from onrecord.model.reading import Attribution, Reading, Source, Statement
from onrecord.model.span import Span, make_hull

# Below these a statement is shown as unsure; to be set anew with the calibration of the reader's model.
UNSURE_BELOW = 0.6
# Code points of a block's path in the record; the JSON has all of it.
PATH_SHOWN = 48
PIECES_SHOWN = 4

_LINE = re.compile(r"line (\d{1,12})", re.ASCII)


class Lookup:
    """Statements in text order and numbered from 1; sources, attributions and blocks by id or place."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sources = {source.id: source for source in reading.sources}
        self.attributions = {attribution.id: attribution for attribution in reading.attributions}
        self.claims = {claim.id: claim for claim in reading.claims}
        self.statements = sorted(reading.statements, key=lambda statement: self._begin(statement))
        self.numbers = {statement.id: number for number, statement in enumerate(self.statements, start=1)}
        self._begins = [block.span.begin for block in reading.document.blocks]

    @property
    def document(self) -> Document:
        return self.reading.document

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.document.text)]

    def _begin(self, statement: Statement) -> int:
        reports = self.get_reports(statement)
        return make_hull(reports[0].content).begin if reports else len(self.document.text)

    def get_reports(self, statement: Statement) -> list[Attribution]:
        """Get the attributions that report a statement, in text order."""
        reports = [self.attributions[id_] for id_ in statement.attributions if id_ in self.attributions]
        return sorted(reports, key=lambda attribution: make_hull(attribution.content).begin)

    def find_source(self, id_: str | None) -> Source | None:
        return None if id_ is None else self.sources.get(id_)

    def find_block(self, span: Span) -> Block | None:
        index = bisect_right(self._begins, span.begin) - 1
        if index < 0 or self.document.blocks[index].span.end < span.begin:
            return None
        return self.document.blocks[index]

    def make_place(self, span: Span) -> str:
        """Make ``line 12, characters 812–960``: where a person finds ``span``, by line or by the block's path."""
        offsets = f"characters {span.begin}–{span.end}"
        block = self.find_block(span)
        if block is None or not block.path:
            return offsets
        return f"{self._make_path(block, span)}, {offsets}"

    def make_places(self, spans: Sequence[Span]) -> str:
        """Make the place of the first span and the offsets of the others."""
        others = [f"{span.begin}–{span.end}" for span in spans[1:PIECES_SHOWN]]
        more = len(spans) - PIECES_SHOWN
        if more > 0:
            others.append(f"{more} more")
        return self.make_place(spans[0]) + "".join(f", {other}" for other in others)

    def _make_path(self, block: Block, span: Span) -> str:
        line = _LINE.fullmatch(block.path)
        if line:
            further = bisect_left(self._breaks, span.begin) - bisect_left(self._breaks, block.span.begin)
            return f"line {int(line[1]) + further}"
        path = make_one_line(block.path[-2 * PATH_SHOWN :])
        if len(path) <= PATH_SHOWN:
            return path
        cut = path.find("/", len(path) - PATH_SHOWN)
        return "…" + path[cut if cut >= 0 else len(path) - PATH_SHOWN :]

    def is_unsure(self, attribution: Attribution) -> bool:
        return attribution.confidence < UNSURE_BELOW

    def is_source_unsure(self, attribution: Attribution) -> bool:
        confidence = attribution.source_confidence
        return attribution.source_id is not None and confidence is not None and confidence < UNSURE_BELOW

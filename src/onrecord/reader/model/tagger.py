"""The learned tagger behind the port ``Tagger``."""

from __future__ import annotations

import bisect
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from onrecord.model.document import Document
from onrecord.model.reading import TaggedAttribution
from onrecord.reader.model.candidates import Candidate, Waiting, find_candidates, iter_rows
from onrecord.reader.model.chances import find_chance
from onrecord.reader.model.linking import make_links
from onrecord.reader.model.network import WEIGHTS, Network, load_network
from onrecord.reader.model.signoffs import find_signed
from onrecord.reader.model.tags import find_tags, make_chain
from onrecord.reader.model.windows import Window, get_markers, iter_paragraphs, iter_windows
from onrecord.reader.rules import RUNNING_KINDS

# Windows read side by side; bounds what is held of a long document.
_WINDOWS_AT_ONCE = 64


@dataclass(slots=True)
class _Page:
    """What has been found in one document so far."""

    text: str
    waiting: Waiting = field(default_factory=Waiting)
    found: list[TaggedAttribution] = field(default_factory=list)


class LearnedTagger:
    """Implements the port ``Tagger`` with the trained network.

    Nothing is loaded before the first document. ``threads`` is how many windows are scored side by side; none means
    as many as there are processors, four at most. The tags are the same with any number of them.
    """

    def __init__(self, *, threads: int | None = None, weights: Path = WEIGHTS) -> None:
        self._threads = threads if threads is not None else min(4, os.cpu_count() or 1)
        self._weights = weights

    @property
    def name(self) -> str:
        return "onrecord-reader-1"

    def tag(self, documents: Sequence[Document]) -> list[list[TaggedAttribution]]:
        reader = _Reader(load_network(self._weights), self._threads)
        return [settle(add_signed(d, found)) for d, found in zip(documents, reader.read(documents), strict=True)]


class _Reader:
    """Windows of many documents read side by side, a bounded number at a time."""

    def __init__(self, network: Network, threads: int) -> None:
        settings = network.settings
        self._network, self._threads = network, threads
        self._chain = make_chain(settings["moves"], settings["biases"])
        self._links = make_links(settings["links"])
        self._weights: list[float] = settings["chance"]
        self._threshold: float = settings["threshold"]

    def read(self, documents: Sequence[Document]) -> list[list[TaggedAttribution]]:
        pages = [_Page(d.text) for d in documents]
        windows = self._iter_windows(pages, documents)
        while batch := list(islice(windows, _WINDOWS_AT_ONCE)):
            self._read_batch(batch)
        return [page.found for page in pages]

    def _iter_windows(self, pages: Sequence[_Page], documents: Sequence[Document]) -> Iterator[tuple[_Page, Window]]:
        tokenizer = self._network.tokenizer
        markers = get_markers(tokenizer)
        for page, document in zip(pages, documents, strict=True):
            blocks = [b.span for b in document.blocks if b.kind in RUNNING_KINDS]
            for window in iter_windows(iter_paragraphs(page.text, blocks), tokenizer, markers):
                yield page, window

    def _read_batch(self, batch: Sequence[tuple[_Page, Window]]) -> None:
        scores = self._network.score_all([w for _, w in batch], self._threads)
        tags = find_tags(scores, [w.starts for _, w in batch], self._chain)
        for (page, window), tagged in zip(batch, tags, strict=True):
            for row in iter_rows(page.text, window, tagged):
                rated = [rate(c, self._weights) for c in find_candidates(row, self._links, page.waiting)]
                page.found.extend(r for r in rated if r.confidence >= self._threshold)


def add_signed(document: Document, found: Sequence[TaggedAttribution]) -> list[TaggedAttribution]:
    """Put signed quotations in the place of whatever else was found in their words."""
    signed = find_signed(document.text, [b.span for b in document.blocks if b.kind in RUNNING_KINDS])
    if not signed:
        return list(found)
    begins = [s.content[0].begin for s in signed]

    def is_signed(tagged: TaggedAttribution) -> bool:
        for span in tagged.content:
            number = bisect.bisect_right(begins, span.end - 1) - 1
            if number >= 0 and signed[number].content[0].overlaps(span):
                return True
        return False

    return [*(t for t in found if not is_signed(t)), *signed]


def rate(candidate: Candidate, weights: Sequence[float]) -> TaggedAttribution:
    return TaggedAttribution(
        source=candidate.source,
        cue=candidate.cue,
        content=candidate.content,
        confidence=find_chance(candidate.traits, weights),
    )


def settle(found: Sequence[TaggedAttribution]) -> list[TaggedAttribution]:
    """Keep of attributions whose contents overlap the likelier, and sort by their first span."""
    settled: list[TaggedAttribution] = []
    for tagged in sorted(found, key=lambda t: (t.content[0].begin, -t.confidence)):
        while settled and settled[-1].content[-1].end > tagged.content[0].begin:
            if settled[-1].confidence >= tagged.confidence:
                break
            settled.pop()
        else:
            settled.append(tagged)
    settled.sort(key=lambda t: min(s.begin for s in (*t.source, *t.cue, *t.content)))
    return settled

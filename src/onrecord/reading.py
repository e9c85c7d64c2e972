"""Capture in, reading out: extraction, the reader and the comparisons joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from onrecord.compare.conflicts import find_conflicts
from onrecord.compare.wordings import find_wordings
from onrecord.extract.extraction import extract
from onrecord.extract.language import is_read
from onrecord.model.document import Capture, Document
from onrecord.model.finding import Finding, FindingKind
from onrecord.model.reading import Reading, TaggedAttribution
from onrecord.ports import Tagger
from onrecord.reader.claims import find_claims
from onrecord.reader.reader import adopt_originals, attribute, tell

# Code points of text in one document that are read; a book of a million words is under 7 million. More is kept whole.
MAX_READ_CHARACTERS = 10_000_000
# Documents tagged together; a tagger may sort them by length, and memory stays bounded.
_BATCH = 16


def make_tagger() -> Tagger:
    """Make the tagger that reads best: the learned one. Its weights are loaded with the first document."""
    from onrecord.reader.model.tagger import LearnedTagger

    return LearnedTagger()


def read(capture: Capture, tagger: Tagger | None = None) -> Reading:
    """Read one capture. What cannot be read is marked in the document, never raised."""
    return next(read_documents([capture], tagger))


def read_documents(captures: Iterable[Capture], tagger: Tagger | None = None) -> Iterator[Reading]:
    """Read captures in order, a small batch at a time; lazy."""
    chosen = tagger or make_tagger()
    remaining = iter(captures)
    while batch := [extract(capture) for capture in islice(remaining, _BATCH)]:
        readable = [d for d in batch if _is_to_read(d)]
        tags = dict(zip(map(id, readable), chosen.tag(readable), strict=True))
        for document in batch:
            if id(document) in tags:
                yield _read_tagged(document, tags[id(document)], chosen.name)
            else:
                yield Reading(document=document, model=chosen.name, findings=_find_unread(document))


def _is_to_read(document: Document) -> bool:
    return document.unreadable is None and is_read(document.language) and len(document.text) <= MAX_READ_CHARACTERS


def _find_unread(document: Document) -> tuple[Finding, ...]:
    """Say why a text was kept whole but not read, where nothing else of the document says it."""
    length = len(document.text)
    if document.unreadable is not None or length <= MAX_READ_CHARACTERS:
        return ()
    message = f"{length:,} characters are more than the {MAX_READ_CHARACTERS:,} that are read: kept whole, but not read"
    return (Finding(kind=FindingKind.PART_LEFT_OUT, message=message),)


def _read_tagged(document: Document, tagged: list[TaggedAttribution], model: str) -> Reading:
    attributed = attribute(document, tagged)
    wordings = find_wordings(document, attributed.attributions)
    attributed = adopt_originals(document, attributed, wordings)
    told = tell(document, attributed, wordings)
    claims = find_claims(document, told.attributions)
    return Reading(
        document=document,
        model=model,
        sources=told.sources,
        statements=told.statements,
        attributions=told.attributions,
        wordings=wordings,
        claims=claims,
        conflicts=find_conflicts(document, claims, told.attributions),
        inquiries=told.inquiries,
        findings=told.findings,
    )

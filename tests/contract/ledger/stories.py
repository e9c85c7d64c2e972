"""Invented stories with their readings, made by hand so that nothing here depends on a reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from onrecord.model.document import Block, BlockKind, Document
from onrecord.model.ledger import DocumentToKeep, KeptCapture, Relations, make_text_digest
from onrecord.model.reading import (
    Attribution,
    AttributionKind,
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

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HARBOUR = (
    "Harbour offices to close\n\n"
    "“We will shut every harbour office before the winter storms,” said Ada Brill, the harbour master, in a letter.\n\n"
    "Brill wrote that 5 offices in Estmere are on the list. The Mill Board counts 4 offices in Estmere.\n\n"
    "“Nobody told the crews,” Élodie Marsh told reporters.\n\n"
    "The Courier has asked the Mayor’s Office for comment. A spokesperson declined to be named.\n"
)
REPORTED = "5 offices in Estmere are on the list"
ASKED = "asked the Mayor’s Office"
ADDRESS = "https://courier.example/harbour"


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def find(text: str, words: str) -> Span:
    begin = text.index(words)
    return Span(begin, begin + len(words))


def make_document(text: str = HARBOUR, title: str = "Harbour offices to close", **more: object) -> Document:
    values: dict[str, object] = {
        "capture": make_text_digest("capture of " + text),
        "origin": "story.html",
        "text": text,
        "blocks": (Block(id="b1", kind=BlockKind.PARAGRAPH, span=Span(0, len(text)), path="line 1"),),
        "url": ADDRESS,
        "title": title,
        "byline": ("Tom Reed",),
        "outlet": "The Courier",
        "published": "2026-02-27",
        "language": "en",
    }
    return Document(**(values | more))  # type: ignore[arg-type]


def attribute(
    text: str,
    name: str,
    kind: AttributionKind,
    words: str | tuple[str, ...],
    source: str | None,
    source_id: str | None,
    statement: str | None,
) -> Attribution:
    pieces = (words,) if isinstance(words, str) else words
    return Attribution(
        id=name,
        kind=kind,
        source=() if source is None else (find(text, source),),
        cue=(),
        content=tuple(find(text, piece) for piece in pieces),
        source_id=source_id,
        statement=statement,
        asserted=True,
        confidence=0.9,
        source_confidence=None if source_id is None else 0.8,
    )


def make_harbour(document: Document | None = None) -> Reading:
    """Three sources by name, one unnamed; a letter, a reported count, a remark; a conflict and an inquiry."""
    document = document or make_document()
    text = document.text

    def count(name: str, words: str, value: int) -> Claim:
        quantity = Quantity(value=value, unit="office", place="Estmere", time=None, mode=QuantityMode.EXACT)
        return Claim(id=name, attribution="a2" if name == "c1" else None, span=find(text, words), quantity=quantity)

    return Reading(
        document=document,
        model="rules/1",
        sources=(
            Source(
                id="s1",
                name="Ada Brill",
                kind=SourceKind.PERSON,
                roles=("harbour master",),
                mentions=(find(text, "Ada Brill"),),
            ),
            Source(id="s2", name="Élodie Marsh", kind=SourceKind.PERSON, handles=("x:elodie_ex",)),
            Source(id="s3", name="Mayor’s Office", kind=SourceKind.ORGANIZATION),
            Source(id="s4", name="spokesperson", kind=SourceKind.UNNAMED),
        ),
        statements=(
            Statement(
                id="u1",
                source="s1",
                channel=Channel.LETTER,
                date="2026-02-25",
                addressee=("s3",),
                attributions=("a1", "a2"),
            ),
            Statement(id="u2", source="s2", channel=None, date=None, addressee=(), attributions=("a3",)),
            Statement(id="u3", source="s4", channel=None, date=None, addressee=(), attributions=("a4",)),
        ),
        attributions=(
            attribute(
                text,
                "a1",
                AttributionKind.DIRECT,
                "We will shut every harbour office before the winter storms",
                "Ada Brill",
                "s1",
                "u1",
            ),
            attribute(text, "a2", AttributionKind.INDIRECT, REPORTED, "Brill", "s1", "u1"),
            attribute(text, "a3", AttributionKind.DIRECT, "Nobody told the crews", "Élodie Marsh", "s2", "u2"),
            attribute(text, "a4", AttributionKind.INDIRECT, "to be named", "A spokesperson", "s4", "u3"),
        ),
        wordings=(Wording(original="a1", quoted="a3", verdict=Verdict.ALTERED, partial=True, changes=()),),
        claims=(count("c1", "5 offices in Estmere", 5), count("c2", "4 offices in Estmere", 4)),
        conflicts=(Conflict(claims=("c1", "c2"), about="offices in Estmere", values=(4, 5)),),
        inquiries=(Inquiry(to="s3", by=None, span=find(text, ASKED), status=InquiryStatus.AWAITING),),
    )


def make_remark(words: str, speaker: str = "Ada Brill", number: int = 1, **more: object) -> Reading:
    """One person says one thing in a document of its own."""
    text = f"Note {number}\n\n“{words},” said {speaker}.\n"
    url = f"https://gazette.example/notes/{number}"
    values: dict[str, object] = {"url": url, "outlet": "The Gazette"} | more
    document = make_document(text, str(values.pop("title", f"Note {number}")), **values)
    return Reading(
        document=document,
        model="rules/1",
        sources=(Source(id="s1", name=speaker, kind=SourceKind.PERSON),),
        statements=(
            Statement(id="u1", source="s1", channel=Channel.SPEECH, date=None, addressee=(), attributions=("a1",)),
        ),
        attributions=(attribute(text, "a1", AttributionKind.DIRECT, words, speaker, "s1", "u1"),),
    )


def make_item(
    reading: Reading, *, story: str | None = None, relations: Relations | None = None, minutes: int = 0
) -> DocumentToKeep:
    document = reading.document
    return DocumentToKeep(
        capture=KeptCapture(
            id=document.capture,
            kind="web",
            origin=document.origin,
            size=len(document.text),
            received_at=at(minutes),
            url=document.url,
            media_type="text/html",
            warc_file="2026/03.warc.gz",
            warc_offset=0,
        ),
        reading=reading,
        address=document.url or document.capture,
        story=story,
        relations=relations or Relations(),
    )

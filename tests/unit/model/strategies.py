"""Readings of every shape for the property tests: consistent ones, as the reader promises them."""

from __future__ import annotations

from hypothesis import strategies as st

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

TEXTS = st.text(max_size=12)
OPTIONAL_TEXTS = st.none() | TEXTS
DATES = st.none() | st.sampled_from(["2026", "2026-01", "2026-01-28", "2026-01-28T14:05Z", "2026-01-28T14:05:01+05:30"])
CHANCES = st.floats(min_value=0, max_value=1)
NUMBERS = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)


def spans(length: int) -> st.SearchStrategy[Span]:
    ends = st.integers(0, length)
    return st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))


def span_tuples(length: int, least: int = 0) -> st.SearchStrategy[tuple[Span, ...]]:
    return st.lists(spans(length), min_size=least, max_size=3).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(max_size=60))
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    posts = st.none() | st.builds(
        Post,
        platform=st.sampled_from(["x", "bluesky"]),
        author=OPTIONAL_TEXTS,
        handle=OPTIONAL_TEXTS,
        date=DATES,
        url=OPTIONAL_TEXTS,
        words=st.sampled_from(PostWords),
        words_span=st.none() | spans(len(text)),
    )
    blocks = tuple(
        Block(
            id=f"b{index // 2}",
            kind=draw(st.sampled_from(BlockKind)),
            span=Span(ends[index], ends[index + 1]),
            path=draw(TEXTS),
            post=draw(posts),
        )
        for index in range(0, len(ends) - 1, 2)
    )
    return Document(
        capture="sha256:" + draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        origin=draw(TEXTS),
        text=text,
        blocks=blocks,
        url=draw(OPTIONAL_TEXTS),
        title=draw(OPTIONAL_TEXTS),
        byline=tuple(draw(st.lists(TEXTS, max_size=2))),
        outlet=draw(OPTIONAL_TEXTS),
        published=draw(DATES),
        updated=draw(DATES),
        language=draw(st.none() | st.sampled_from(["en", "fr"])),
        unreadable=draw(OPTIONAL_TEXTS),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    document = draw(documents())
    length = len(document.text)
    source_ids = [f"s{number}" for number in range(draw(st.integers(0, 3)))]
    statement_ids = [f"u{number}" for number in range(draw(st.integers(0, 3)))]
    attribution_ids = [f"a{number}" for number in range(draw(st.integers(0, 4)))]
    claim_ids = [f"c{number}" for number in range(draw(st.integers(0, 3)))]

    def one_of(ids: list[str]) -> st.SearchStrategy[str | None]:
        return st.none() | st.sampled_from(ids) if ids else st.none()

    def some_of(ids: list[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(ids), min_size=least, max_size=3).map(tuple) if ids else st.just(())

    changes = st.builds(
        Change,
        kind=st.sampled_from(ChangeKind),
        original=st.none() | spans(length),
        quoted=st.none() | spans(length),
    )
    quantities = st.builds(
        Quantity,
        value=NUMBERS,
        unit=TEXTS,
        place=OPTIONAL_TEXTS,
        time=OPTIONAL_TEXTS,
        mode=st.sampled_from(QuantityMode),
    )
    sources = st.builds(
        Source,
        id=st.just(""),
        name=st.text(min_size=1, max_size=12),
        kind=st.sampled_from(SourceKind),
        roles=st.lists(TEXTS, max_size=2).map(tuple),
        handles=st.lists(TEXTS, max_size=2).map(tuple),
        mentions=span_tuples(length),
    )
    wordings = st.builds(
        Wording,
        original=st.sampled_from(attribution_ids or [""]),
        quoted=st.sampled_from(attribution_ids or [""]),
        verdict=st.sampled_from(Verdict),
        partial=st.booleans(),
        changes=st.lists(changes, max_size=3).map(tuple),
    )
    return Reading(
        document=document,
        model=draw(TEXTS),
        sources=tuple(_with_id(draw(sources), id_) for id_ in source_ids),
        statements=tuple(
            Statement(
                id=id_,
                source=draw(one_of(source_ids)),
                channel=draw(st.none() | st.sampled_from(Channel)),
                date=draw(DATES),
                addressee=draw(some_of(source_ids)),
                attributions=draw(some_of(attribution_ids)),
            )
            for id_ in statement_ids
        ),
        attributions=tuple(
            Attribution(
                id=id_,
                kind=draw(st.sampled_from(AttributionKind)),
                source=draw(span_tuples(length)),
                cue=draw(span_tuples(length)),
                content=draw(span_tuples(length, least=1)),
                source_id=draw(one_of(source_ids)),
                statement=draw(one_of(statement_ids)),
                asserted=draw(st.booleans()),
                confidence=draw(CHANCES),
                source_confidence=draw(st.none() | CHANCES),
            )
            for id_ in attribution_ids
        ),
        wordings=tuple(draw(st.lists(wordings, max_size=2))) if attribution_ids else (),
        claims=tuple(
            Claim(
                id=id_,
                attribution=draw(one_of(attribution_ids)),
                span=draw(spans(length)),
                quantity=draw(quantities),
            )
            for id_ in claim_ids
        ),
        conflicts=(
            (Conflict(claims=draw(some_of(claim_ids, least=2)), about=draw(TEXTS), values=(4, draw(NUMBERS))),)
            if claim_ids
            else ()
        ),
        inquiries=tuple(
            Inquiry(
                to=draw(st.sampled_from(source_ids)),
                by=draw(one_of(source_ids)),
                span=draw(spans(length)),
                status=draw(st.sampled_from(InquiryStatus)),
            )
            for _ in source_ids[:1]
        ),
        findings=tuple(
            Finding(kind=draw(st.sampled_from(FindingKind)), message=draw(TEXTS), span=draw(st.none() | spans(length)))
            for _ in range(draw(st.integers(0, 2)))
        ),
    )


def _with_id(source: Source, id_: str) -> Source:
    return Source(
        id=id_,
        name=source.name,
        kind=source.kind,
        roles=source.roles,
        handles=source.handles,
        mentions=source.mentions,
    )

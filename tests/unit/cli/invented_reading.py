"""A reading made by hand, with every feature of the record in it. Ferries, people and outlets are invented."""

from __future__ import annotations

from onrecord.model.document import Block, BlockKind, Capture, Document, Post
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

TEXT = """\
Ministry and port disagree on how many ferry terminals close
In an e-mail to the Harbour Gazette, deputy ferries minister Maren Oduya said two terminals had closed. “We closed two \
of the five terminals in December,” she wrote. “The other three stay open, and nobody who works there has to fear for \
a job, for a pension or for a pass.”
The Port of Skarvik lists three closed terminals on its web site.
We will keep four ferries running all winter, and the fare will not rise before May. That is a promise to every island.
— Ilse Brandvik (@ibrandvik) January 28, 2026
At the harbour, Brandvik was quoted as saying, “We will keep five fast ferries running all winter … That is a promise \
to every island [of ours].”
A spokesperson denied that the minister had ever said the port would be sold.
He said the tide tables were wrong, perhaps.
Islanders hope the night ferry returns.
“The fare will not rise before May,” Brandvik had posted.
The Harbour Gazette has asked the Ferry Workers' Union for comment and has not heard back."""
PARAGRAPHS = tuple(TEXT.split("\n"))


def at(words: str, number: int = 0) -> Span:
    """Find the ``number``-th occurrence of ``words`` in the invented text."""
    begin = -1
    for _ in range(number + 1):
        begin = TEXT.index(words, begin + 1)
    return Span(begin, begin + len(words))


def _make_blocks() -> tuple[Block, ...]:
    post = Post(
        platform="x",
        author="Ilse Brandvik",
        handle="ibrandvik",
        date="2026-01-28",
        url="https://x.example/ibrandvik/status/1",
        words_span=at(PARAGRAPHS[3]),
    )
    blocks: list[Block] = []
    for number, paragraph in enumerate(PARAGRAPHS):
        kind = BlockKind.HEADING if number == 0 else BlockKind.PARAGRAPH
        if number == 3:
            span = Span(at(paragraph).begin, at(PARAGRAPHS[4]).end)
            blocks.append(Block(id="b4", kind=BlockKind.POST, span=span, path="line 4", post=post))
        elif number != 4:
            blocks.append(Block(id=f"b{number + 1}", kind=kind, span=at(paragraph), path=f"line {number + 1}"))
    return tuple(blocks)


DOCUMENT = Document(
    capture=Capture(content=TEXT.encode(), origin="stories/ferries.txt").digest,
    origin="stories/ferries.txt",
    text=TEXT,
    blocks=_make_blocks(),
    title=PARAGRAPHS[0],
    byline=("Jonas Achterberg", "Lin Peralta"),
    outlet="The Harbour Gazette",
    published="2026-01-29T06:30+01:00",
    updated="2026-01-30",
    language="en",
    findings=(Finding(kind=FindingKind.ENCODING, message="2 characters cannot be read as UTF-8", span=Span(5, 6)),),
)

SOURCES = (
    Source(
        id="s1",
        name="Maren Oduya",
        kind=SourceKind.PERSON,
        roles=("deputy ferries minister",),
        mentions=(at("Maren Oduya"), at("she")),
    ),
    Source(id="s2", name="Port of Skarvik", kind=SourceKind.ORGANIZATION, mentions=(at("The Port of Skarvik"),)),
    Source(
        id="s3",
        name="Ilse Brandvik",
        kind=SourceKind.PERSON,
        handles=("x:ibrandvik",),
        mentions=(at("Ilse Brandvik"), at("Brandvik", 1), at("Brandvik", 2)),
    ),
    Source(id="s4", name="The Harbour Gazette", kind=SourceKind.ORGANIZATION, mentions=(at("the Harbour Gazette"),)),
    Source(id="s5", name="ministry spokesperson", kind=SourceKind.UNNAMED, mentions=(at("A spokesperson"),)),
    Source(id="s6", name="Ferry Workers' Union", kind=SourceKind.ORGANIZATION),
    Source(id="s7", name="islanders", kind=SourceKind.GROUP, mentions=(at("Islanders"),)),
)

STATEMENTS = (
    Statement(
        id="u1",
        source="s1",
        channel=Channel.EMAIL,
        date="2026-01-28",
        addressee=("s4",),
        attributions=("a2", "a1"),
    ),
    Statement(id="u2", source="s2", channel=Channel.WEBSITE, date=None, addressee=(), attributions=("a3",)),
    Statement(
        id="u3",
        source="s3",
        channel=Channel.SOCIAL_POST,
        date="2026-01-28",
        addressee=(),
        attributions=("a4", "a5", "a9"),
    ),
    Statement(id="u4", source="s5", channel=None, date=None, addressee=(), attributions=("a6",)),
    Statement(id="u5", source=None, channel=None, date=None, addressee=(), attributions=("a7",)),
)


def _make_attribution(
    number: int,
    kind: AttributionKind,
    source_id: str | None,
    statement: str | None,
    *content: Span,
    source: tuple[Span, ...] = (),
    asserted: bool = True,
    confidence: float = 0.95,
    source_confidence: float | None = 0.9,
) -> Attribution:
    return Attribution(
        id=f"a{number}",
        kind=kind,
        source=source,
        cue=(),
        content=content,
        source_id=source_id,
        statement=statement,
        asserted=asserted,
        confidence=confidence,
        source_confidence=source_confidence,
    )


ATTRIBUTIONS = (
    _make_attribution(1, AttributionKind.INDIRECT, "s1", "u1", at("two terminals had closed")),
    _make_attribution(
        2,
        AttributionKind.DIRECT,
        "s1",
        "u1",
        at("“We closed two of the five terminals in December,”"),
        Span(at("“The other three").begin, at("for a pass.”").end),
    ),
    _make_attribution(3, AttributionKind.DOCUMENT, "s2", "u2", at("three closed terminals")),
    _make_attribution(4, AttributionKind.POST, "s3", "u3", at(PARAGRAPHS[3])),
    _make_attribution(
        5,
        AttributionKind.DIRECT,
        "s3",
        "u3",
        at("“We will keep five fast ferries running all winter … That is a promise to every island [of ours].”"),
        source_confidence=0.41,
    ),
    _make_attribution(6, AttributionKind.INDIRECT, "s5", "u4", at("the port would be sold"), asserted=False),
    _make_attribution(
        7,
        AttributionKind.INDIRECT,
        None,
        "u5",
        at("the tide tables were wrong"),
        source=(at("He"),),
        confidence=0.4,
        source_confidence=None,
    ),
    _make_attribution(8, AttributionKind.INDIRECT, "s7", None, at("the night ferry returns")),
    _make_attribution(9, AttributionKind.DIRECT, "s3", "u3", at("“The fare will not rise before May,”")),
)

WORDINGS = (
    Wording(original="a4", quoted="a9", verdict=Verdict.VERBATIM, partial=True, changes=()),
    Wording(
        original="a4",
        quoted="a5",
        verdict=Verdict.ALTERED,
        partial=False,
        changes=(
            Change(kind=ChangeKind.INSERTED, original=None, quoted=at("fast")),
            Change(kind=ChangeKind.REPLACED, original=at("four"), quoted=at("five", 1)),
            Change(kind=ChangeKind.ELIDED, original=at(", and the fare will not rise before May."), quoted=at("…")),
            Change(kind=ChangeKind.CLARIFIED, original=None, quoted=at("[of ours]")),
        ),
    ),
)


def _make_claim(number: int, attribution: str | None, span: Span, value: int, mode: QuantityMode) -> Claim:
    quantity = Quantity(value=value, unit="closed terminal", place="Skarvik", time=None, mode=mode)
    return Claim(id=f"c{number}", attribution=attribution, span=span, quantity=quantity)


READING = Reading(
    document=DOCUMENT,
    model="rules-1",
    sources=SOURCES,
    statements=STATEMENTS,
    attributions=ATTRIBUTIONS,
    wordings=WORDINGS,
    claims=(
        _make_claim(1, "a1", at("two terminals"), 2, QuantityMode.EXACT),
        _make_claim(2, "a3", at("three closed terminals"), 3, QuantityMode.AT_LEAST),
        _make_claim(3, None, at("how many ferry terminals"), 3, QuantityMode.EXACT),
    ),
    conflicts=(Conflict(claims=("c1", "c2", "c3"), about="closed terminals in Skarvik", values=(2, 3)),),
    inquiries=(Inquiry(to="s6", by="s4", span=at(PARAGRAPHS[10]), status=InquiryStatus.AWAITING),),
    findings=(Finding(kind=FindingKind.UNBALANCED_QUOTATION, message="a quotation mark has no partner"),),
)

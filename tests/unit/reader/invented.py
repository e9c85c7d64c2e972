"""Small invented documents for the reader's tests."""

from __future__ import annotations

import re

from onrecord.model.document import Block, BlockKind, Document, Post
from onrecord.model.reading import Attribution
from onrecord.model.span import Span
from onrecord.reader.reader import Told, adopt_originals, attribute, tell
from onrecord.reader.rules import RuleTagger


def make_document(text: str, *, published: str | None = None, outlet: str | None = None) -> Document:
    """Make a document whose paragraphs are the text's lines; a line "POST:handle:Name:words" is an embedded post."""
    blocks: list[Block] = []
    for number, match in enumerate(re.finditer(r"[^\n]+", text), 1):
        span = Span(*match.span())
        post = None
        kind = BlockKind.PARAGRAPH
        parts = re.match(r"POST:(\w+):([^:]+):", match.group())
        if parts:
            kind = BlockKind.POST
            words = Span(span.begin + parts.end(), span.end)
            post = Post(platform="x", author=parts.group(2), handle=parts.group(1), date="2026-02-03", words_span=words)
        blocks.append(Block(id=f"b{number}", kind=kind, span=span, path=f"line {number}", post=post))
    return Document(
        capture="sha256:0",
        origin="invented",
        text=text,
        blocks=tuple(blocks),
        published=published,
        outlet=outlet,
        language="en",
    )


def read(text: str, *, published: str | None = None, outlet: str | None = None) -> Told:
    """Read a document by the rules, wordings left out."""
    document = make_document(text, published=published, outlet=outlet)
    tagged = RuleTagger().tag([document])[0]
    return tell(document, adopt_originals(document, attribute(document, tagged), ()), ())


def get_words(text: str, attribution: Attribution) -> list[str]:
    return [s.of(text) for s in attribution.content]


def get_speaker(told: Told, attribution: Attribution) -> str | None:
    return next((s.name for s in told.sources if s.id == attribution.source_id), None)

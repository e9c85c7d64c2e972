"""The one place where posts, tags and bare quotations meet: drafts that neither overlap nor contradict.

Posts come from the document's blocks, attributions from the tagger, and a quotation that no cue covers is given to
the attribution it continues. Nothing here resolves who speaks.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.document import Block, BlockKind, Document
from onrecord.model.reading import AttributionKind, TaggedAttribution
from onrecord.model.span import Span
from onrecord.reader import cues
from onrecord.reader.drafts import Draft
from onrecord.reader.rules import RUNNING_KINDS, tag_listings
from onrecord.text.quotations import Quotation

# A post is what the page says it is; only who posted can be mistaken.
POST_CONFIDENCE = 0.99
# A quotation that goes on where a quoted speaker was just named; from ``make polnear SPLIT=train``.
FOLLOWING_CONFIDENCE = 0.7
UNCUED_CONFIDENCE = 0.4
_WORDS_OF_A_SENTENCE = 5


def assemble(document: Document, tagged: Sequence[TaggedAttribution], quotations: Sequence[Quotation]) -> list[Draft]:
    """Assemble a document's drafts in text order; contents do not overlap."""
    begins = [b.span.begin for b in document.blocks]
    drafts = [_make_post(document, b, n) for n, b in enumerate(document.blocks) if _has_words(b)]
    for tag in tagged:
        block = bisect.bisect_right(begins, tag.content[0].begin) - 1
        drafts.append(_make_draft(document.text, tag, max(block, 0), quotations))
    listings = [
        _make_draft(document.text, t, max(bisect.bisect_right(begins, t.content[0].begin) - 1, 0), quotations)
        for t in tag_listings(document)
    ]
    drafts = _prefer_listings(drafts, listings)
    drafts.sort(key=lambda d: d.begin)
    drafts = _drop_overlapping(drafts)
    return _continue_quotations(document, drafts, quotations)


def _prefer_listings(drafts: Sequence[Draft], listings: Sequence[Draft]) -> list[Draft]:
    """Let a document that lists speak where the tagger found nobody who does."""
    kept = list(drafts)
    for listing in listings:
        over = [d for d in kept if any(a.overlaps(b) for a in d.content for b in listing.content)]
        if not any(d.source for d in over):
            kept = [d for d in kept if not any(d is other for other in over)] + [listing]
    return kept


def _has_words(block: Block) -> bool:
    return block.post is not None and block.post.words_span is not None


def _make_post(document: Document, block: Block, number: int) -> Draft:
    post = block.post
    assert post is not None and post.words_span is not None  # noqa: S101, PT018 - the caller has looked
    return Draft(
        kind=AttributionKind.POST,
        source=_find_author(document.text, block),
        cue=(),
        content=(post.words_span,),
        confidence=POST_CONFIDENCE,
        block=number,
        post=block,
    )


def _find_author(text: str, block: Block) -> tuple[Span, ...]:
    """Find where the block names its author: after the post's words, else before them."""
    post = block.post
    if post is None or not post.author:
        return ()
    words = post.words_span or Span(block.span.begin, block.span.begin)
    place = text.find(post.author, words.end, block.span.end)
    if place < 0:
        place = text.find(post.author, block.span.begin, words.begin)
    return (Span(place, place + len(post.author)),) if place >= 0 else ()


def _make_draft(text: str, tag: TaggedAttribution, block: int, quotations: Sequence[Quotation]) -> Draft:
    words = {w.strip(",.:").lower() for s in tag.cue for w in s.of(text).split()}
    return Draft(
        kind=decide_kind(text, tag.content, quotations),
        source=tag.source,
        cue=tag.cue,
        content=tag.content,
        confidence=tag.confidence,
        block=block,
        asserted=is_asserted(text, tag.cue),
        is_belief=bool(words & cues.BELIEVING) and not words & cues.SAYING,
    )


def decide_kind(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> AttributionKind:
    """Decide by the quotation marks: all words inside them, some, or none. A document's speech is typed later."""
    inside = outside = 0
    for span in content:
        number = max(bisect.bisect_right(quotations, span.begin, key=lambda q: q.span.begin) - 1, 0)
        position = span.begin
        while number < len(quotations) and quotations[number].span.begin < span.end:
            quoted = quotations[number].span
            if quoted.end > span.begin:
                outside += _count_words(text, position, max(position, quoted.begin))
                inside += _count_words(text, max(position, quoted.begin), min(span.end, quoted.end))
                position = max(position, min(span.end, quoted.end))
            number += 1
        outside += _count_words(text, position, span.end)
    if not inside:
        return AttributionKind.INDIRECT
    return AttributionKind.MIXED if outside else AttributionKind.DIRECT


def _count_words(text: str, begin: int, end: int) -> int:
    return sum(any(c.isalnum() for c in w) for w in text[begin:end].split())


def is_asserted(text: str, cue: Sequence[Span]) -> bool:
    """Whether the act of saying is told as done: not denied, not conditional, not to come."""
    words = [w.strip(",.:").lower() for s in cue for w in s.of(text).split()]
    return not any(w in cues.DENIALS or w in cues.FUTURE or w in {"no", "without"} for w in words[:4])


def _drop_overlapping(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    end = 0
    for draft in drafts:
        if draft.begin >= end:
            kept.append(draft)
            end = draft.content[-1].end
    return kept


def _continue_quotations(document: Document, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Give each paragraph that is one quotation without a cue to the attribution it continues."""
    text = document.text
    result: list[Draft] = list(drafts)
    by_block: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        by_block.setdefault(draft.block, []).append(number)
    previous: int | None = None  # the last running block before this one
    position = 0
    extended: dict[int, int] = {}
    for number, block in enumerate(document.blocks):
        if block.kind not in RUNNING_KINDS:
            continue
        first = position
        while position < len(quotations) and quotations[position].span.begin < block.span.end:
            position += 1
        inside = quotations[first:position]
        if number not in by_block and block.kind is not BlockKind.HEADING and _is_one_quotation(text, block, inside):
            span = Span(inside[0].span.begin, inside[-1].span.end)
            index = by_block[previous][-1] if previous is not None and previous in by_block else None
            if index is not None:
                index = extended.get(index, index)
                if _ends_quoted(document, result[index], document.blocks[result[index].block]):
                    result[index] = replace(result[index], content=(*result[index].content, span))
                    by_block[number] = [index]
                    extended[index] = index
                    previous = number
                    continue
            draft = _make_uncued(text, span, number, follows=index is not None)
            result.append(draft)
            by_block[number] = [len(result) - 1]
        previous = number
    return _join_openings(document, sorted(result, key=lambda d: d.begin), quotations)


def _join_openings(document: Document, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Give a paragraph whose quotation goes on to the cue in the next: "“First. ¶ “Second,” Brook said."."""
    open_ends = {q.span.end for q in quotations if q.goes_on}
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        opens = last is not None and not last.cue and not last.source and last.content[-1].end in open_ends
        begins = draft.begin == document.blocks[draft.block].span.begin
        if last is not None and opens and begins and draft.cue and draft.kind is AttributionKind.DIRECT:
            joined[-1] = replace(draft, content=(*last.content, *draft.content))
        else:
            joined.append(draft)
    return joined


def _is_one_quotation(text: str, block: Block, quotations: Sequence[Quotation]) -> bool:
    if not quotations or quotations[0].span.begin - block.span.begin > 1:
        return False
    words = _count_words(text, block.span.begin, block.span.end)
    quoted = sum(_count_words(text, *q.span) for q in quotations)
    return quoted == words and words >= _WORDS_OF_A_SENTENCE


def _ends_quoted(document: Document, draft: Draft, block: Block) -> bool:
    """Whether an attribution closes its paragraph with quoted words, the cue that follows them aside."""
    if draft.kind not in (AttributionKind.DIRECT, AttributionKind.MIXED):
        return False
    last = draft.content[-1]
    holder = block.span
    if not holder.holds(last):  # continued before, in a later paragraph
        holder = last
    tail = document.text[max([last.end, *(s.end for s in (*draft.cue, *draft.source))]) : holder.end]
    return len(tail.split()) <= 12 and not any(mark in tail for mark in '“"«„')


def _make_uncued(text: str, span: Span, block: int, *, follows: bool) -> Draft:
    return Draft(
        kind=AttributionKind.DIRECT,
        source=(),
        cue=(),
        content=(span,),
        confidence=FOLLOWING_CONFIDENCE if follows else UNCUED_CONFIDENCE,
        block=block,
        follows=follows,
    )

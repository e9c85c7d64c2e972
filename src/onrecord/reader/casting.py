"""Who speaks in every draft of a document, one after the other in text order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.document import Document
from onrecord.model.reading import AttributionKind
from onrecord.model.span import Span
from onrecord.reader.drafts import Draft
from onrecord.reader.entries import CARRIED_ON, Resolved
from onrecord.reader.sources import Cast


@dataclass(frozen=True, kw_only=True, slots=True)
class Casting:
    """Who speaks in each draft (same order; none where open), and with what confidence."""

    speakers: tuple[Resolved | None, ...]
    cast: Cast


def cast_speakers(
    document: Document, drafts: Sequence[Draft], quoted: Sequence[Span], sentences: Sequence[int]
) -> Casting:
    """Resolve the source of every draft, in text order.

    ``quoted`` are the document's quotations, ``sentences`` the offsets at which its sentences begin.
    """
    cast = Cast(document, quoted, sentences)
    for draft in drafts:  # handles are known before the text is read, wherever the post stands
        if draft.post is not None and draft.post.post is not None:
            cast.get_post_author(draft.post.post, draft.begin)
    speakers: list[Resolved | None] = []
    for draft in drafts:
        speakers.append(_cast_one(document, cast, draft, speakers))
    return Casting(speakers=tuple(speakers), cast=cast)


def _cast_one(document: Document, cast: Cast, draft: Draft, before: Sequence[Resolved | None]) -> Resolved | None:
    if draft.post is not None and draft.post.post is not None:
        author = cast.get_post_author(draft.post.post, draft.begin)
        if author is not None:
            author.entry.see(draft.source[0] if draft.source else None)
        return author
    if draft.follows:
        carried = next((r for r in reversed(before) if r is not None), None)
        return Resolved(entry=carried.entry, confidence=CARRIED_ON) if carried else None
    if not draft.source:
        return None
    is_quoted = draft.kind in (AttributionKind.DIRECT, AttributionKind.MIXED)
    carrier = cast.find_carrier(draft.source[0]) if is_quoted else None
    found = carrier or cast.resolve(draft.source[0], document.blocks[draft.block].span)
    if found is not None:
        cast.note(found, draft.source[0])
    return found

"""Attributions on their way: found, typed and placed, with nobody resolved yet."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.document import Block
from onrecord.model.reading import AttributionKind
from onrecord.model.span import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """One attribution before its source is resolved.

    ``block`` is the index of the block its content begins in; ``post`` the post block, for an embedded post.
    ``follows`` tells that it has no cue of its own and speaks with the source of the draft before it.
    ``is_belief`` marks views and wishes, which are no act of saying.
    """

    kind: AttributionKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    block: int
    asserted: bool = True
    is_belief: bool = False
    follows: bool = False
    post: Block | None = None

    @property
    def begin(self) -> int:
        return self.content[0].begin

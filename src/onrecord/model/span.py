"""A place in a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points: ``begin`` inclusive, ``end`` exclusive."""

    begin: int
    end: int

    def of(self, text: str) -> str:
        """Get the words the span points at."""
        return text[self.begin : self.end]

    def holds(self, other: Span) -> bool:
        return self.begin <= other.begin and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.begin < other.end and other.begin < self.end


def make_hull(spans: tuple[Span, ...]) -> Span:
    """Make the smallest span that holds all of ``spans`` (at least one)."""
    return Span(min(s.begin for s in spans), max(s.end for s in spans))

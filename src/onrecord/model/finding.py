"""Something worth a person's eye that is no fact of the story."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.span import Span


class FindingKind(StrEnum):
    UNREADABLE = "unreadable"
    LANGUAGE_NOT_READ = "language_not_read"
    UNBALANCED_QUOTATION = "unbalanced_quotation"
    CUT_SHORT = "cut_short"
    ENCODING = "encoding"
    CONTROL_CHARACTERS = "control_characters"
    TOO_DEEP = "too_deep"
    PART_LEFT_OUT = "part_left_out"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """``message`` is one plain line; ``span`` is where, none when it is the whole document."""

    kind: FindingKind
    message: str
    span: Span | None = None

"""What the reader found in one document: who said what, and what hangs on it.

Ids are local to one reading: ``a1`` attributions, ``s1`` sources, ``u1`` statements, ``c1`` claims, ``b1`` blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.model.span import Span


class AttributionKind(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    POST = "post"
    DOCUMENT = "document"


class SourceKind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class Channel(StrEnum):
    SOCIAL_POST = "social_post"
    INTERVIEW = "interview"
    PRESS_CONFERENCE = "press_conference"
    SPEECH = "speech"
    DEBATE = "debate"
    BROADCAST = "broadcast"
    STATEMENT = "statement"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"
    DOCUMENT = "document"
    BOOK = "book"
    COURT = "court"
    POLL = "poll"
    WEBSITE = "website"
    TESTIMONY = "testimony"
    ARTICLE = "article"
    PRIVATE = "private"


@dataclass(frozen=True, kw_only=True, slots=True)
class TaggedAttribution:
    """What a tagger points at in a text, before anything is resolved.

    Spans are in document order and do not overlap one another; ``content`` has at least one. ``confidence`` is the
    tagger's own chance, from 0 to 1, that a trained annotator would mark the same.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Attribution:
    """One place in a document where words or views are ascribed.

    ``asserted`` is false where the saying itself is denied, conditional or to come. ``source_confidence`` is the
    chance that ``source_id`` is who speaks; none where no source is resolved.
    """

    id: str
    kind: AttributionKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_id: str | None
    statement: str | None
    asserted: bool
    confidence: float
    source_confidence: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Who speaks, is addressed, asked or asking. ``handles`` are ``platform:handle``; ``mentions`` in text order."""

    id: str
    name: str
    kind: SourceKind
    roles: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One act of saying, reported by one attribution or by many. ``date`` is an ISO day, month or time."""

    id: str
    source: str | None
    channel: Channel | None
    date: str | None
    addressee: tuple[str, ...]
    attributions: tuple[str, ...]


class ChangeKind(StrEnum):
    INSERTED = "inserted"
    DROPPED = "dropped"
    REPLACED = "replaced"
    ELIDED = "elided"
    CLARIFIED = "clarified"
    TYPOGRAPHIC = "typographic"


class Verdict(StrEnum):
    VERBATIM = "verbatim"
    ABRIDGED = "abridged"
    ALTERED = "altered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One difference of a quotation from its original; a side with no words there has no span."""

    kind: ChangeKind
    original: Span | None
    quoted: Span | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """A quotation set against its original, both named by attribution id.

    ``partial`` when not all of it could be compared: the original is cut, or a piece does not stand in it.
    """

    original: str
    quoted: str
    verdict: Verdict
    partial: bool
    changes: tuple[Change, ...]


class QuantityMode(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """``value`` in ``unit``: a counted noun in the singular ("ICE station"), a currency code, ``percent``.

    ``place`` and ``time`` are as the text gives them, none when it does not.
    """

    value: int | float
    unit: str
    place: str | None
    time: str | None
    mode: QuantityMode


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A checkable thing an attribution asserts, or the outlet itself (no attribution)."""

    id: str
    attribution: str | None
    span: Span
    quantity: Quantity


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """Claims about one quantity that cannot all hold; ``values`` are the distinct ones, ascending."""

    claims: tuple[str, ...]
    about: str
    values: tuple[int | float, ...]
    kind: str = "quantity"


class InquiryStatus(StrEnum):
    AWAITING = "awaiting"
    NO_REPLY = "no_reply"
    DECLINED = "declined"
    PROMISED = "promised"
    ANSWERED = "answered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Inquiry:
    """A request for comment that a story reports. ``to`` and ``by`` are source ids; ``by`` is none when untold."""

    to: str
    by: str | None
    span: Span
    status: InquiryStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Everything read in one document. ``model`` names the tagger that read it."""

    document: Document
    model: str
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    wordings: tuple[Wording, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    findings: tuple[Finding, ...] = ()

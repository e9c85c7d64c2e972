"""What the ledger keeps and gives back, named by the part each record plays.

Records that end in ``ToKeep`` go in, those that begin with ``Kept`` come out; a ``Filter`` narrows, a ``Hit`` is what a
search found, a ``Drift`` is what no longer agrees with its digest. Ids are readable text, stable within one ledger:

    sha256:…                    a capture or a document
    4f1c0a9be2d73586-u1         the statement u1 of the document whose digest begins so (a attribution, c claim,
                                q inquiry, w wording, k conflict); a second reading of it writes 4f1c0a9be2d73586.2-u1
    ada-brill-9c41d2e07ab3      a source: its name and twelve digits of a digest
    w-…, k-…, g-…               a wording or conflict across documents, a suggestion
    r12                         a review
    harbour-offices             a story

All times are aware and in UTC; dates that a page gives are text, as precise as the page.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from onrecord.model.reading import (
    AttributionKind,
    Change,
    Channel,
    InquiryStatus,
    QuantityMode,
    Reading,
    SourceKind,
    Verdict,
)
from onrecord.model.span import Span

# What stands between the pieces of a quotation that its cue splits.
PIECE_MARK = " / "
# Hexadecimal digits of a document's digest in the ids of what it holds: two in ten billion documents share 16.
PREFIX_DIGITS = 16
SOURCE_DIGITS = 12
_SLUG_LENGTH = 48
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_NOT_WORD = re.compile(r"[\W_]+")


class Status(StrEnum):
    """Where a thing stands with the people who review: nobody has looked, it holds, it does not."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Outcome(StrEnum):
    """What keeping a document came to."""

    NEW = "new"
    NEW_VERSION = "new version"
    SAME = "same"
    RETURNED = "returned to an earlier version"


class ReviewAction(StrEnum):
    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    RATE = "rate"
    MERGE = "merge"
    SPLIT = "split"


class SuggestionStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class DriftKind(StrEnum):
    """What disagrees; ``WITHHELD`` is no drift but says why there is nothing to check."""

    DOCUMENT_TEXT = "document text"
    DOCUMENT_DIGEST = "document digest"
    READING = "reading"
    SPAN = "span"
    WORDS = "words"
    PRINTS = "prints"
    SEARCH = "search"
    REVIEW = "review"
    EVENT = "event"
    HISTORY = "history"
    MISSING = "missing"
    FILE = "file"
    WITHHELD = "withheld"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptCapture:
    """Where the bytes of a capture are; ``warc_file`` is relative to the folder of captures.

    ``kind`` says how they came: ``web``, ``file``, ``mail``, ``pasted``. ``size`` is bytes.
    """

    id: str
    kind: str
    origin: str
    size: int
    received_at: datetime
    url: str | None = None
    media_type: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    withheld: bool = False

    def __post_init__(self) -> None:
        require_utc(self.received_at)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordingToKeep:
    """A quotation of one document set against its original in another; both by their ids in the ledger."""

    original: str
    quoted: str
    verdict: Verdict
    partial: bool
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ConflictToKeep:
    """Claims of several documents that cannot all hold; ``id`` names a kept conflict that they join."""

    claims: tuple[str, ...]
    about: str
    kind: str = "quantity"
    id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SuggestionToKeep:
    """Something a person should decide; ``a`` and ``b`` are ids. ``evidence`` holds plain JSON values."""

    kind: str
    a: str
    b: str
    evidence: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosureToKeep:
    """An inquiry that a statement answers."""

    inquiry: str
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Relations:
    """What a document was found to have to do with others; written in the same transaction as the document."""

    wordings: tuple[WordingToKeep, ...] = ()
    conflicts: tuple[ConflictToKeep, ...] = ()
    suggestions: tuple[SuggestionToKeep, ...] = ()
    closures: tuple[ClosureToKeep, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentToKeep:
    """One document with its reading. ``address`` is what its versions share; ``story`` is a story's name."""

    capture: KeptCapture
    reading: Reading
    address: str
    story: str | None = None
    relations: Relations = Relations()


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepResult:
    """What keeping came to. ``statements`` are the new ones; ``sources_met`` were in the ledger before."""

    document: str
    outcome: Outcome
    version: int
    previous: str | None = None
    statements: tuple[str, ...] = ()
    sources_new: tuple[str, ...] = ()
    sources_met: tuple[str, ...] = ()
    capture_new: bool = False
    story: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptDocument:
    """A document as kept; ``text`` is empty when it was withheld. ``made_by`` names the reader's model."""

    id: str
    address: str
    version: int
    previous: str | None
    capture: str
    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    published: str | None
    updated: str | None
    language: str | None
    unreadable: str | None
    text: str
    revision: int
    made_by: str
    added_at: datetime
    withheld: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptSource:
    """``merged_into`` is the source a person found it to be; ``seen`` is what a review must present."""

    id: str
    name: str
    kind: SourceKind
    roles: tuple[str, ...]
    handles: tuple[str, ...]
    merged_into: str | None
    status: Status
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptStatement:
    id: str
    document: str
    source: str | None
    source_name: str | None
    channel: Channel | None
    date: str | None
    addressee: tuple[str, ...]
    status: Status
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptAttribution:
    """``words`` are the pieces of content joined by `` / ``; the spans point into the document's text."""

    id: str
    document: str
    statement: str | None
    source: str | None
    source_name: str | None
    kind: AttributionKind
    words: str
    source_words: str
    cue_words: str
    content: tuple[Span, ...]
    source_spans: tuple[Span, ...]
    cue: tuple[Span, ...]
    asserted: bool
    confidence: float
    source_confidence: float | None
    status: Status
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptWording:
    """``across`` when original and quotation stand in different documents."""

    id: str
    original: str
    quoted: str
    verdict: Verdict
    partial: bool
    changes: tuple[Change, ...]
    across: bool
    status: Status
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptClaim:
    """``key`` is equal for claims that count the same thing in the same place; ``rating`` is a person's."""

    id: str
    document: str
    attribution: str | None
    span: Span
    words: str
    value: int | float
    unit: str
    place: str | None
    time: str | None
    mode: QuantityMode
    key: str
    rating: str | None
    status: Status
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptConflict:
    id: str
    kind: str
    about: str
    claims: tuple[str, ...]
    values: tuple[int | float, ...]
    across: bool
    status: Status
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptInquiry:
    """``reply`` is what the story reported; ``asked_on`` its day; ``closed_by`` the statement that answers."""

    id: str
    document: str
    to: str
    to_name: str
    by: str | None
    by_name: str | None
    reply: InquiryStatus
    span: Span
    words: str
    asked_on: str | None
    closed_by: str | None
    closed_at: datetime | None
    status: Status
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptStory:
    id: str
    name: str
    added_at: datetime
    documents: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptSuggestion:
    id: str
    kind: str
    a: str
    b: str
    evidence: dict[str, object]
    added_at: datetime
    status: SuggestionStatus
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewToKeep:
    """A person's decision. ``seen`` is the digest of what the reviewer had before them.

    ``field`` and ``value`` are for corrections (``field`` a column of the target) and for ratings and merges; ``value``
    holds plain JSON values.
    """

    target: str
    action: ReviewAction
    reviewer: str
    seen: str
    reason: str | None = None
    field: str | None = None
    value: object = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptReview:
    """``before`` is what the field held; ``carried_from`` the review of an earlier reading that this one renews."""

    id: str
    target: str
    action: ReviewAction
    field: str | None
    value: object
    before: object
    reviewer: str
    reason: str | None
    seen: str
    at: datetime
    carried_from: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One entry of the history; ``digest`` is over what was written, ``hash`` over the entry with ``previous``."""

    seq: int
    at: datetime
    kind: str
    subject: str
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """The tombstone of what was removed. ``captures`` are those whose bytes have to go from their files."""

    id: str
    kind: str
    reason: str
    at: datetime
    digest: str
    captures: tuple[KeptCapture, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What narrows a list or a search; everything given must hold.

    ``source`` is a source's id and includes those merged with it. ``since`` and ``until`` are ISO days or times and
    hold inclusively for the statement's own date, else the document's. ``story`` is a story's id.
    """

    source: str | None = None
    channel: Channel | None = None
    kind: AttributionKind | None = None
    outlet: str | None = None
    story: str | None = None
    document: str | None = None
    since: str | None = None
    until: str | None = None
    status: Status | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One attribution that a search found; ``marks`` are the matching words in ``excerpt``."""

    attribution: KeptAttribution
    title: str | None
    outlet: str | None
    date: str | None
    excerpt: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HitPage:
    """One page of hits; ``more`` when there is another."""

    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An earlier quotation that shares fingerprints with the one asked about."""

    attribution: KeptAttribution
    shared: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidates:
    """The nearest first; ``examined`` is how many rows of the index were looked at to find them."""

    found: tuple[Candidate, ...]
    examined: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RereadResult:
    """What a newer reading came to; ``left`` are reviews that no longer fit anything."""

    document: str
    revision: int
    statements: tuple[str, ...]
    carried: tuple[str, ...]
    left: tuple[KeptReview, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drift:
    """One thing that does not agree with what was recorded of it, in one plain line."""

    id: str
    kind: DriftKind
    message: str


def require_utc(at: datetime) -> None:
    """Refuse a time that is not aware and in UTC (a defect of the caller, hence ValueError)."""
    if at.tzinfo is None or at.utcoffset() != UTC.utcoffset(None):
        raise ValueError(f"{at!r} is not an aware time in UTC")


def make_time(at: datetime) -> str:
    """Make the text of a time, so that texts sort as the times do."""
    require_utc(at)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def make_canonical(value: object) -> str:
    """Make the one JSON text of plain values, as digests are taken over it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def make_digest(value: object) -> str:
    """Make the digest of plain JSON values: ``sha256:`` over their one text."""
    return "sha256:" + hashlib.sha256(make_canonical(value).encode("ascii")).hexdigest()


def make_text_digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make_slug(name: str) -> str:
    """Make the part of an id a person reads; empty for a name without Latin letters or digits."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return _NOT_SLUG.sub("-", plain)[:_SLUG_LENGTH].strip("-")


def make_story_id(name: str) -> str:
    return make_slug(name) or "story-" + make_text_digest(name)[7 : 7 + SOURCE_DIGITS]


def make_prefix(document: str, revision: int = 1) -> str:
    """Make what the ids of a document's statements begin with; a later reading has its number in it."""
    digits = document.removeprefix("sha256:")[:PREFIX_DIGITS]
    return digits if revision == 1 else f"{digits}.{revision}"


def make_local_id(document: str, local: str, revision: int = 1) -> str:
    """Make the ledger's id of what a reading calls ``u1``, ``a1`` or ``c1``."""
    return f"{make_prefix(document, revision)}-{local}"


def make_source_id(name: str, kind: SourceKind, document: str) -> str:
    """Make a source's id: equal names of one kind are one source; an unnamed one belongs to its document alone."""
    folded = " ".join(_NOT_WORD.split(unicodedata.normalize("NFKC", name).casefold())).strip() or name
    own = document if kind is SourceKind.UNNAMED else ""
    digest = make_digest([folded, kind.value, own])[7 : 7 + SOURCE_DIGITS]
    return f"{make_slug(name) or 'source'}-{digest}"


def make_source_subject(source: str) -> str:
    """Make the name the history uses for a source, since history cannot forget and names may have to go."""
    return "source-" + source.rpartition("-")[2]


def make_claim_key(unit: str, place: str | None) -> str:
    """Make what is equal for claims that count the same thing in the same place."""
    return "|".join(" ".join(_NOT_WORD.split((part or "").casefold())).strip() for part in (unit, place))

"""What was received, and what a reader sees in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from onrecord.errors import InvalidSpanError
from onrecord.model.finding import Finding
from onrecord.model.span import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """The bytes of a page, post, mail or file as received; never changed.

    ``origin`` is the path or address as the user gave it, ``-`` for standard input. ``declared_type`` is the media
    type somebody claimed for it (a file's suffix, a server's header); the bytes decide.
    """

    content: bytes
    origin: str
    url: str | None = None
    declared_type: str | None = None

    @property
    def digest(self) -> str:
        """``sha256:`` and 64 hexadecimal digits over the bytes."""
        return "sha256:" + hashlib.sha256(self.content).hexdigest()


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    CREDIT = "credit"
    POST = "post"
    TABLE = "table"
    OTHER = "other"


class PostWords(StrEnum):
    """How much of a post's words the capture holds."""

    FULL = "full"
    TRUNCATED = "truncated"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """What a page claims of a social post embedded in it; not proof of the post.

    ``handle`` has no ``@``; ``date`` is an ISO day or an ISO time, as precise as the page gives it and without a zone
    where the page shows none. ``words_span`` is where the post's own words stand, without the line that names author
    and day; none when absent.
    """

    platform: str
    author: str | None = None
    handle: str | None = None
    date: str | None = None
    url: str | None = None
    words: PostWords = PostWords.FULL
    words_span: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph, heading, caption or the like, in reading order; blocks do not overlap.

    ``path`` says where in the capture it stands: for HTML a path of elements (``/html/body/main/p[3]``), for plain
    text ``line 12``, for a mail the part and the line.
    """

    id: str
    kind: BlockKind
    span: Span
    path: str
    post: Post | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What a reader sees in a capture.

    ``published`` and ``updated`` are ISO days or times, as precise as the page gives them, with the page's own zone.
    ``language`` is an ISO 639-1 code, none when it cannot be told. ``unreadable`` is the reason why nothing may be
    concluded from the capture (a block page, an error, not text), none for a document that reads.
    """

    capture: str
    origin: str
    text: str
    blocks: tuple[Block, ...] = ()
    url: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    unreadable: str | None = None
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        last = 0
        for block in self.blocks:
            if not last <= block.span.begin <= block.span.end <= len(self.text):
                raise InvalidSpanError(block.span.begin, block.span.end, len(self.text))
            last = block.span.end

    @property
    def id(self) -> str:
        """``sha256:`` over what a reader sees: metadata, text and blocks; not over where it came from."""
        digest = hashlib.sha256()
        head = (self.title, *self.byline, self.outlet, self.published, self.updated, self.url, self.unreadable)
        for part in (*head, self.text, *(f"{b.kind} {b.span.begin} {b.span.end} {b.post}" for b in self.blocks)):
            encoded = ("" if part is None else part).encode("utf-8", "surrogatepass")
            digest.update(len(encoded).to_bytes(8, "big"))
            digest.update(encoded)
        return "sha256:" + digest.hexdigest()

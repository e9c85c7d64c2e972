"""The contracts between the parts, in words; adapters stand on the floors above.

Every protocol says what its methods promise, what they raise, and what a second implementation may rely on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, Self

from onrecord.model.document import Document
from onrecord.model.ledger import (
    Candidates,
    DocumentToKeep,
    Drift,
    Event,
    Filter,
    HitPage,
    KeepResult,
    KeptAttribution,
    KeptCapture,
    KeptClaim,
    KeptConflict,
    KeptDocument,
    KeptInquiry,
    KeptReview,
    KeptSource,
    KeptStatement,
    KeptStory,
    KeptSuggestion,
    KeptWording,
    Relations,
    RereadResult,
    ReviewToKeep,
    SuggestionStatus,
    Withheld,
)
from onrecord.model.reading import Reading, TaggedAttribution


class Tagger(Protocol):
    """Points at source, cue and content of every attribution in a text.

    A tagger is a pure function of the documents it is given: the same documents give the same tags, in any batch.
    It knows nothing of posts or of who the sources are, and it never raises on what a text holds.
    """

    @property
    def name(self) -> str:
        """What the reading names as ``made_by.model``: changes whenever its output can."""
        ...

    def tag(self, documents: Sequence[Document]) -> list[list[TaggedAttribution]]:
        """Tag each document's running text (headings, paragraphs, list items, quotes).

        One list per document, in order; attributions of one document are sorted by their first span and their
        contents do not overlap. Post, caption, credit and table blocks are left out.
        """
        ...


class Ledger(Protocol):
    """Where captures' places, documents, readings, relations and people's decisions are kept.

    A ledger may be used from many threads, and one store by many programs at once: readers never wait, writers take
    turns. Every method is one transaction, done when it returns; an iterator is one for each page, so that it may see
    what came meanwhile. All times are aware and in UTC and come from the caller. Ids are text.

    ``as_of`` shows things as they stood then: without later documents, decisions, merges and answers. What was
    withheld is gone from every time. Filters hold for things as they are now.

    ``get_`` raises UnknownIdError or WithheldError; whatever keeps the store from working is another LedgerError,
    and then nothing was done.
    """

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    @property
    def place(self) -> str:
        """The ledger's address as a message may show it: without a password."""
        ...

    def close(self) -> None:
        """Let go of the store; the ledger is not used afterwards. Closing twice is allowed."""
        ...

    def keep_document(self, item: DocumentToKeep, at: datetime) -> KeepResult:
        """Keep a document with its capture's place, its reading and its relations: all of it or nothing.

        The same document again changes nothing and the result says so, but a capture not seen before is tied to it;
        another text at the same address becomes the next version. Raises WithheldError for what was withheld and
        UnknownIdError for a relation to nothing.
        """
        ...

    def keep_relations(self, relations: Relations, at: datetime) -> None:
        """Keep what was found out about documents already kept; what is known already is left as it is."""
        ...

    def keep_capture(self, capture: KeptCapture) -> bool:
        """Keep where a capture is; false when it was known."""
        ...

    def reread(
        self, reading: Reading, carry: Mapping[str, str], at: datetime, relations: Relations | None = None
    ) -> RereadResult:
        """Put a newer reading in the place of a kept document's last.

        ``carry`` maps old ids to the new ids of the same things; decisions on those are taken again, by the same
        people, and the others are listed in the result. Ids of a second reading begin with the document's digits
        and ``.2``.
        """
        ...

    def put_into_story(self, name: str, document: str, at: datetime) -> str:
        """Put a kept document into the story of this name, made when it is new; gives the story's id."""
        ...

    def review(self, decision: ReviewToKeep, at: datetime) -> KeptReview:
        """Take a person's decision and show things as decided from now on.

        Raises EditConflictError when the target is no longer what ``seen`` is the digest of, UnfitReviewError for a
        decision that makes no sense. A correction of a statement's source corrects its attributions; a confirmed
        ``same_source`` suggestion merges, a rejected one splits again. ``content``, ``source_spans`` and ``cue``
        are corrected by spans.
        """
        ...

    def withhold(self, wanted: str, reason: str, at: datetime) -> Withheld:
        """Remove a document, capture, statement or attribution with all its words from every table and file.

        Leaves tombstone and digest. The caller removes the bytes of the ``captures`` named in the result. It does
        not come back by being added again.
        """
        ...

    def find_kind(self, wanted: str) -> str | None:
        """What an id names (document, source, …); none when the ledger holds nothing by it."""
        ...

    def get_capture(self, wanted: str) -> KeptCapture: ...

    def get_document(self, wanted: str, as_of: datetime | None = None) -> KeptDocument: ...

    def find_document(self, address: str, as_of: datetime | None = None) -> KeptDocument | None:
        """The newest version at an address; none when there is none."""
        ...

    def get_reading(self, document: str, as_of: datetime | None = None) -> Reading:
        """The reading as it was kept, the newest or the one of that time; WithheldError when its words are gone."""
        ...

    def get_source(self, wanted: str, as_of: datetime | None = None) -> KeptSource: ...

    def get_statement(self, wanted: str, as_of: datetime | None = None) -> KeptStatement: ...

    def get_attribution(self, wanted: str, as_of: datetime | None = None) -> KeptAttribution: ...

    def get_wording(self, wanted: str, as_of: datetime | None = None) -> KeptWording: ...

    def get_claim(self, wanted: str, as_of: datetime | None = None) -> KeptClaim: ...

    def get_inquiry(self, wanted: str, as_of: datetime | None = None) -> KeptInquiry: ...

    def get_suggestion(self, wanted: str, as_of: datetime | None = None) -> KeptSuggestion: ...

    def get_conflict(self, wanted: str, as_of: datetime | None = None) -> KeptConflict: ...

    def get_story(self, wanted: str) -> KeptStory: ...

    def iter_documents(
        self,
        *,
        story: str | None = None,
        address: str | None = None,
        source: str | None = None,
        as_of: datetime | None = None,
    ) -> Iterator[KeptDocument]:
        """In the order they were kept."""
        ...

    def iter_captures(self, document: str | None = None) -> Iterator[KeptCapture]:
        """All captures, or those that showed one document, by the time they were received."""
        ...

    def iter_statements(self, wanted: Filter | None = None, as_of: datetime | None = None) -> Iterator[KeptStatement]:
        """In the order they were kept."""
        ...

    def iter_attributions(
        self, wanted: Filter | None = None, *, statement: str | None = None, as_of: datetime | None = None
    ) -> Iterator[KeptAttribution]:
        """In the order they were kept."""
        ...

    def iter_wordings(
        self,
        *,
        attribution: str | None = None,
        document: str | None = None,
        across: bool | None = None,
        as_of: datetime | None = None,
    ) -> Iterator[KeptWording]: ...

    def iter_claims(
        self, *, key: str | None = None, document: str | None = None, as_of: datetime | None = None
    ) -> Iterator[KeptClaim]:
        """``key`` gives the claims that count the same thing in the same place."""
        ...

    def iter_conflicts(
        self, *, story: str | None = None, across: bool | None = None, as_of: datetime | None = None
    ) -> Iterator[KeptConflict]: ...

    def iter_inquiries(
        self,
        *,
        story: str | None = None,
        to: str | None = None,
        document: str | None = None,
        is_open: bool | None = None,
        as_of: datetime | None = None,
    ) -> Iterator[KeptInquiry]:
        """``is_open`` keeps those not closed, not rejected and not answered in their own story, or the others."""
        ...

    def iter_sources(self, name: str | None = None) -> Iterator[KeptSource]:
        """All sources, or those of a name, titles and case aside."""
        ...

    def find_same_sources(self, source: str) -> tuple[str, ...]:
        """The ids of a source and of all that people merged with it."""
        ...

    def iter_stories(self) -> Iterator[KeptStory]: ...

    def iter_suggestions(self, status: SuggestionStatus | None = SuggestionStatus.OPEN) -> Iterator[KeptSuggestion]: ...

    def iter_reviews(self, target: str | None = None, as_of: datetime | None = None) -> Iterator[KeptReview]: ...

    def iter_withheld(self) -> Iterator[Withheld]: ...

    def search(
        self,
        text: str,
        wanted: Filter | None = None,
        *,
        limit: int = 20,
        offset: int = 0,
        as_of: datetime | None = None,
    ) -> HitPage:
        """Find attributions by what was said, by whom or under which title.

        Words, ``"phrases"``, ``begin*`` and ``-without``; case and accents aside. Stores promise the same hits,
        each its own ranking: the best first, or the newest where very many fit. A search without a word finds
        nothing.
        """
        ...

    def find_candidates(self, words: str, limit: int = 20) -> Candidates:
        """Find earlier quotations that share fingerprints with ``words``, the nearest first.

        The number of entries looked at is bounded and does not grow with the ledger.
        """
        ...

    def iter_history(self, subject: str | None = None, after: int = 0) -> Iterator[Event]:
        """The history, oldest first; ``subject`` narrows it to one id, ``after`` begins behind an entry."""
        ...

    def get_head(self) -> str:
        """The hash of the newest entry: written down elsewhere, it proves later that none is missing."""
        ...

    def verify(self, *, deep: bool = False, head: str | None = None) -> Iterator[Drift]:
        """Compute again what is kept and name whatever disagrees; tombstones come as ``WITHHELD``, which is no drift.

        ``deep`` also makes all rows and prints again from the readings; ``head`` must still be in the history.
        """
        ...

    def count(self) -> dict[str, int]:
        """How many rows there are of each kind."""
        ...

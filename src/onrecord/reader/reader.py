"""From a document and its tags to attributions with their sources, channels, statements and inquiries.

The tags come from any tagger behind the port; what hangs on them is decided here, the same way for all.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.document import Document
from onrecord.model.finding import Finding, FindingKind
from onrecord.model.reading import (
    Attribution,
    AttributionKind,
    Channel,
    Inquiry,
    InquiryStatus,
    Source,
    SourceKind,
    Statement,
    TaggedAttribution,
    Wording,
)
from onrecord.model.span import Span
from onrecord.reader import cues, roles
from onrecord.reader.assembly import assemble
from onrecord.reader.casting import cast_speakers
from onrecord.reader.channels import find_channel, find_date, make_surroundings
from onrecord.reader.clauses import make_sentence
from onrecord.reader.drafts import Draft
from onrecord.reader.entries import Entry, Resolved
from onrecord.reader.inquiries import InquiryDraft, iter_inquiries
from onrecord.reader.rules import RUNNING_KINDS, find_document_quotations
from onrecord.reader.sources import Cast
from onrecord.reader.statements import Act, form_statements
from onrecord.text.quotations import Quotation, is_unbalanced
from onrecord.text.sentences import make_sentences

_NOUN_PHRASE = (
    r"(?P<to>(?:the |a |an |his |her |their |its )?[\w@][\w’'.&-]*(?: (?:of|for|the|and|&|[A-Z][\w’'.&-]*)){0,6})"
)
_ADDRESSED = re.compile(
    r"\b(?:(?:told|tells|telling|informed|assured|assures|reminded|interview with|(?:spoke|speaking) (?:to|with))"
    r"|(?:statements?|letters?|e-?mails?|messages?|note|memo|testimony|comments?|response|complaint|wrote|writing|post)"
    r"(?: \w+){0,2}? to) " + _NOUN_PHRASE
)
_NOT_ADDRESSED = frozenset(
    "that how what why when if whether it him her them us me you himself herself themselves this these be have".split()
)
_CHANNEL_OF_DOCUMENT = (
    (Channel.POLL, ("poll", "polls", "survey", "surveys")),
    (Channel.LETTER, ("letter", "letters")),
    (Channel.EMAIL, ("email", "emails", "e-mail", "e-mails")),
    (Channel.SOCIAL_POST, ("post", "tweet", "thread")),
    (Channel.WEBSITE, ("website", "site", "webpage", "page", "listing", "directory")),
    (Channel.STATEMENT, ("statement", "release", "communique", "communiqué", "declaration")),
    (Channel.BOOK, ("book", "memoir")),
    (Channel.ARTICLE, ("article", "editorial", "column", "op-ed", "story", "headline")),
    (Channel.COURT, ("lawsuit", "complaint", "indictment", "affidavit", "ruling", "filing")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attributed:
    """A document's attributions before they are compared: ids of sources are provisional (``e0``, ``e1``, …)."""

    attributions: tuple[Attribution, ...]
    drafts: tuple[Draft, ...]
    entries: tuple[Entry, ...]
    cast: Cast
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Everything the reader can tell of a document; sources are numbered in order of their first mention."""

    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    inquiries: tuple[Inquiry, ...]
    findings: tuple[Finding, ...]


def attribute(document: Document, tagged: Sequence[TaggedAttribution]) -> Attributed:
    """Find the document's attributions and who speaks in each."""
    quotations = find_document_quotations(document)
    sentences = tuple(_iter_sentences(document, quotations))
    drafts = assemble(document, tagged, quotations)
    casting = cast_speakers(document, drafts, [q.span for q in quotations], [s.begin for s in sentences])
    entries: list[Entry] = []
    index: dict[int, str] = {}
    attributions = tuple(
        _make_attribution(number, draft, speaker, _get_id(entries, index, speaker))
        for number, (draft, speaker) in enumerate(zip(drafts, casting.speakers, strict=True), 1)
    )
    return Attributed(
        attributions=attributions,
        drafts=tuple(drafts),
        entries=tuple(entries),
        cast=casting.cast,
        sentences=sentences,
        quotations=tuple(quotations),
    )


def _iter_sentences(document: Document, quotations: Sequence[Quotation]) -> Iterator[Span]:
    position = 0
    for block in document.blocks:
        if block.kind not in RUNNING_KINDS:
            continue
        first = position
        while position < len(quotations) and quotations[position].span.begin < block.span.end:
            position += 1
        yield from make_sentences(document.text, block.span, [q.span for q in quotations[first:position]])


def _get_id(entries: list[Entry], index: dict[int, str], speaker: Resolved | None) -> str | None:
    if speaker is None:
        return None
    key = id(speaker.entry)
    if key not in index:
        index[key] = f"e{len(entries)}"
        entries.append(speaker.entry)
    return index[key]


def _make_attribution(number: int, draft: Draft, speaker: Resolved | None, source_id: str | None) -> Attribution:
    kind = draft.kind
    if kind is AttributionKind.INDIRECT and speaker is not None and speaker.entry.kind is SourceKind.DOCUMENT:
        kind = AttributionKind.DOCUMENT
    return Attribution(
        id=f"a{number}",
        kind=kind,
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        source_id=source_id,
        statement=None,
        asserted=draft.asserted,
        confidence=draft.confidence,
        source_confidence=speaker.confidence if speaker else None,
    )


def adopt_originals(document: Document, attributed: Attributed, wordings: Sequence[Wording]) -> Attributed:
    """Let a quotation whose own source is a carrier or untold ("reads the post") speak with its original's source."""
    by_id = {a.id: a for a in attributed.attributions}
    changed: dict[str, Attribution] = {}
    for wording in wordings:
        original, quoted = by_id[wording.original], by_id[wording.quoted]
        if original.source_id is None or original.source_id == quoted.source_id:
            continue
        entry = _get_entry(attributed, quoted.source_id)
        carried = any(s.of(document.text).lower().split()[-1] in roles.CARRIERS for s in quoted.source)
        if entry is None or carried or entry.kind is SourceKind.DOCUMENT:
            changed[quoted.id] = replace(quoted, source_id=original.source_id, source_confidence=0.95)
    kept = tuple(changed.get(a.id, a) for a in attributed.attributions)
    return replace(attributed, attributions=kept)


def _get_entry(attributed: Attributed, source_id: str | None) -> Entry | None:
    return attributed.entries[int(source_id[1:])] if source_id is not None else None


def tell(document: Document, attributed: Attributed, wordings: Sequence[Wording]) -> Told:
    """Form statements, sources and inquiries, and number everything for good."""
    entries = list(attributed.entries)
    index = {id(e): f"e{n}" for n, e in enumerate(entries)}
    acts = _make_acts(document, attributed, entries, index)
    originals = {w.quoted: w.original for w in wordings}
    statements = form_statements(acts, originals)
    inquiries = _resolve_inquiries(document, attributed, entries, index)
    statement_of = {a: s.id for s in statements for a in s.attributions}
    attributions = tuple(replace(a, statement=statement_of.get(a.id)) for a in attributed.attributions)
    sources, names = _number_sources(document, entries, attributions, statements, inquiries)
    return Told(
        attributions=tuple(replace(a, source_id=names.get(a.source_id or "")) for a in attributions),
        sources=sources,
        statements=tuple(
            replace(s, source=names.get(s.source or ""), addressee=tuple(names[a] for a in s.addressee))
            for s in statements
        ),
        inquiries=tuple(replace(i, to=names[i.to], by=names.get(i.by or "")) for i in inquiries),
        findings=(*_find_unbalanced(document, attributed.quotations), *_find_endless(attributed.sentences)),
    )


def _make_acts(document: Document, attributed: Attributed, entries: list[Entry], index: dict[int, str]) -> list[Act]:
    begins = [s.begin for s in attributed.sentences]
    acts: list[Act] = []
    for draft, attribution in zip(attributed.drafts, attributed.attributions, strict=True):
        if draft.post is not None and draft.post.post is not None:
            date = draft.post.post.date
            acts.append(
                Act(attribution=attribution, channel=Channel.SOCIAL_POST, date=date, addressee=(), is_belief=False)
            )
            continue
        around = _find_surroundings(document, attributed.sentences, begins, draft)
        to = _find_addressee(document, attributed.cast, draft, around)
        addressee = () if to is None else (_get_id(entries, index, to) or "",)
        acts.append(
            Act(
                attribution=attribution,
                channel=_decide_channel(attributed, attribution, around),
                date=find_date(around, document.published),
                addressee=addressee,
                is_belief=draft.is_belief,
            )
        )
    return acts


def _find_surroundings(document: Document, sentences: Sequence[Span], begins: Sequence[int], draft: Draft) -> str:
    """The words outside the content in the sentence that holds the cue."""
    anchor = draft.cue[0].begin if draft.cue else draft.source[0].begin if draft.source else None
    if anchor is None:
        return ""
    number = bisect.bisect_right(begins, anchor) - 1
    if number < 0:
        return ""
    around = make_surroundings(document.text, sentences[number], draft.content)
    return around[:2000]


def _decide_channel(attributed: Attributed, attribution: Attribution, around: str) -> Channel | None:
    entry = _get_entry(attributed, attribution.source_id)
    if entry is not None and entry.kind is SourceKind.DOCUMENT:
        words = set(entry.name.lower().split())
        for channel, nouns in _CHANNEL_OF_DOCUMENT:
            if words & set(nouns):
                return channel
        return find_channel(around) or Channel.DOCUMENT
    return find_channel(around)


def _find_addressee(document: Document, cast: Cast, draft: Draft, around: str) -> Resolved | None:
    match = _ADDRESSED.search(around)
    if match is None or match["to"].split()[0].lower() in _NOT_ADDRESSED | cues.PERSONAL:
        return None
    words = re.sub(r" (?:of|for|the|and|&)$", "", match["to"]).rstrip(" .,’'")
    if words.lower() in {"the", "a", "an", "his", "her", "their", "its"} or len(words) < 2:
        return None
    block = document.blocks[draft.block].span
    place = document.text.find(words, min(block.begin, draft.begin), max(block.end, draft.begin))
    if place < 0:
        anchor = draft.cue[0].begin if draft.cue else draft.begin
        place = document.text.find(words, max(0, anchor - 600), anchor + 600)
    if place < 0:
        return None
    span = Span(place, place + len(words))
    first = words.split()
    if first[0].lower() in {"the", "a", "an", "his", "her", "their", "its"} and len(first) == 1:
        return None
    found = cast.resolve(span, block)
    if found is not None:
        found.entry.see(span)
    return found


def _resolve_inquiries(
    document: Document, attributed: Attributed, entries: list[Entry], index: dict[int, str]
) -> list[Inquiry]:
    found: dict[str, Inquiry] = {}
    sentences = (make_sentence(document.text, s, attributed.quotations) for s in attributed.sentences)
    for draft in iter_inquiries(document.text, sentences):
        to = _resolve_party(document, attributed.cast, draft.to)
        if to is None:
            continue
        by = _resolve_asker(document, attributed.cast, draft)
        to_id = _get_id(entries, index, to) or ""
        by_id = _get_id(entries, index, by) if by is not None else None
        known = found.get(to_id)
        if known is not None and known.status is not InquiryStatus.AWAITING and draft.status is InquiryStatus.AWAITING:
            continue
        by_id = by_id or (known.by if known is not None else None)
        found[to_id] = Inquiry(to=to_id, by=by_id, span=draft.span, status=draft.status)
    return sorted(found.values(), key=lambda i: i.span)


def _resolve_party(document: Document, cast: Cast, span: Span) -> Resolved | None:
    words = span.of(document.text)
    if not any(c.isalpha() for c in words):
        return None
    found = cast.resolve(span, span)
    if found is not None:
        found.entry.see(span)
    return found


def _resolve_asker(document: Document, cast: Cast, draft: InquiryDraft) -> Resolved | None:
    if draft.by is not None:
        return _resolve_party(document, cast, draft.by)
    if draft.by_outlet and document.outlet:
        return cast.get_outlet(document.outlet)
    return None


def _number_sources(
    document: Document,
    entries: Sequence[Entry],
    attributions: Sequence[Attribution],
    statements: Sequence[Statement],
    inquiries: Sequence[Inquiry],
) -> tuple[tuple[Source, ...], Mapping[str, str]]:
    used = {a.source_id for a in attributions} | {s.source for s in statements}
    used |= {x for s in statements for x in s.addressee}
    used |= {i.to for i in inquiries} | {i.by for i in inquiries}
    kept = [(f"e{n}", e) for n, e in enumerate(entries) if f"e{n}" in used]
    kept.sort(key=lambda pair: min(pair[1].mentions, default=Span(len(document.text), 0)))
    names = {provisional: f"s{n}" for n, (provisional, _) in enumerate(kept, 1)}
    sources = tuple(
        Source(
            id=names[provisional],
            name=entry.name,
            kind=entry.kind,
            roles=tuple(entry.roles),
            handles=tuple(entry.handles),
            mentions=tuple(sorted(entry.mentions)),
        )
        for provisional, entry in kept
    )
    return sources, names


def _find_unbalanced(document: Document, quotations: Sequence[Quotation]) -> tuple[Finding, ...]:
    broken = [q for q in quotations if is_unbalanced(q) and q.mark not in "‘'‚"]
    return tuple(
        Finding(
            kind=FindingKind.UNBALANCED_QUOTATION,
            message=f"a quotation opens with {q.mark} and is never closed",
            span=q.span,
        )
        for q in broken[:_FINDINGS_SHOWN]
    )


def _find_endless(sentences: Sequence[Span]) -> Iterator[Finding]:
    """What no rule reads as prose is named: a passage without a full stop, longer than any sentence."""
    for sentence in sentences:
        if sentence.end - sentence.begin > _ENDLESS:
            yield Finding(
                kind=FindingKind.PART_LEFT_OUT,
                message=f"a passage of {sentence.end - sentence.begin:,} characters without a full stop was left out",
                span=sentence,
            )


# Code points: ten times the longest sentence of PolNeAR's training part.
_ENDLESS = 5000
# Of thousands of unbalanced quotation marks so many are named.
_FINDINGS_SHOWN = 50

"""Two readings of one story set against each other: what a later version says that an earlier did not.

Attributions are paired first by equal words, then by the words they share when the source agrees. What has no partner
was added or removed. Everything is told by ids of the two readings and spans of the two texts; nothing is judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.compare.people import NameParts, find_agreement, parse_name
from onrecord.compare.wordings import compare_wording
from onrecord.model.reading import (
    Attribution,
    Change,
    ChangeKind,
    Claim,
    InquiryStatus,
    Reading,
    Source,
    SourceKind,
    Verdict,
)
from onrecord.model.span import Span
from onrecord.text.alignment import IndexedWords
from onrecord.text.fingerprints import make_prints
from onrecord.text.inflection import make_singular
from onrecord.text.words import Word, WordKind, make_words

# Share of the shorter attribution's words that must stand in the other for it to be the same one reworded. Set by hand
# on tests/unit/compare/test_versions.py.
REWORDED_SHARE = 0.6
# Earlier attributions that one is compared with, those that share most first: bounds the work.
CANDIDATES = 4
# Attributions that a print may stand in and still be followed, and claims of one unit that are paired.
PLACES = 40
MOST_CLAIMS = 40
# Code points on either side of a figure by which it is known again, and the share of their words that must agree.
CONTEXT = 80
CONTEXT_SHARE = 0.5
# Inquiries of the old version and sources of the new that are looked at; a story has a handful and a few dozen.
MOST_INQUIRIES = 100
MOST_SOURCES = 1_000

_OPEN = frozenset({InquiryStatus.AWAITING, InquiryStatus.NO_REPLY, InquiryStatus.PROMISED})
_CLOSED = frozenset({InquiryStatus.ANSWERED, InquiryStatus.DECLINED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewording:
    """An attribution that stands in both versions in other words; ids of either reading.

    ``verdict`` judges the new words against the old. The changes' ``original`` spans lie in the old text, their
    ``quoted`` spans in the new.
    """

    old: str
    new: str
    verdict: Verdict
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberChange:
    """A figure for the same thing with another value, by the ids of both claims."""

    old: str
    new: str
    unit: str
    place: str | None
    old_value: int | float
    new_value: int | float


@dataclass(frozen=True, kw_only=True, slots=True)
class InquiryAnswer:
    """An inquiry open in the old version that the new one closes.

    ``inquiry`` is its place among the old reading's inquiries; ``status`` what the new version reports; ``by`` the new
    attribution that carries the answer, none where the story only tells that there was one.
    """

    inquiry: int
    to: str
    status: InquiryStatus
    by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionDifference:
    """What changed from the old reading to the new.

    ``added`` holds ids of new attributions, ``removed`` of old ones, in text order. ``reascribed`` pairs (old, new)
    attributions with the same words and another source. ``title`` and ``byline`` are (old, new), none if unchanged.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reworded: tuple[Rewording, ...] = ()
    reascribed: tuple[tuple[str, str], ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    title: tuple[str | None, str | None] | None = None
    byline: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    answered: tuple[InquiryAnswer, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing that a reading holds changed."""
        return self == VersionDifference()


def compare_versions(old: Reading, new: Reading) -> VersionDifference:
    """Compare two readings of one story, the earlier first. Pure; linear in both but for bounded alignments."""
    ours, theirs = _Side(old), _Side(new)
    pairs = _pair_equal(ours, theirs)
    reworded = _pair_reworded(ours, theirs, pairs)
    joined = pairs | {r.old: r.new for r in reworded}
    taken = set(joined.values())
    added = tuple(a.id for a in new.attributions if a.id not in taken)
    places = {a.id: n for n, a in enumerate(new.attributions)}
    return VersionDifference(
        added=added,
        removed=tuple(a.id for a in old.attributions if a.id not in joined),
        reworded=tuple(sorted(reworded, key=lambda r: places[r.new])),
        reascribed=tuple((o, n) for o, n in pairs.items() if not ours.agrees(o, theirs, n)),
        numbers=_find_numbers(old, new, joined),
        title=None if old.document.title == new.document.title else (old.document.title, new.document.title),
        byline=None if old.document.byline == new.document.byline else (old.document.byline, new.document.byline),
        answered=_find_answers(ours, theirs, frozenset(added)),
    )


class _Side:
    """One reading, with its attributions by id and the folded words of each."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.attributions: dict[str, Attribution] = {a.id: a for a in reading.attributions}
        self.sources: dict[str, Source] = {s.id: s for s in reading.sources}
        self.words = {a.id: self._cut(a.content) for a in reading.attributions}
        self.folded = {key: tuple(w.folded for w in words) for key, words in self.words.items()}

    def _cut(self, spans: Sequence[Span]) -> list[Word]:
        text = self.reading.document.text
        return [w for span in spans for w in make_words(text, span) if w.kind is WordKind.WORD]

    def get_source(self, key: str) -> Source | None:
        return self.sources.get(self.attributions[key].source_id or "")

    def agrees(self, key: str, other: _Side, theirs: str) -> bool:
        """Whether both attributions name one source; two that name nobody agree."""
        a, b = self.get_source(key), other.get_source(theirs)
        if a is None or b is None:
            return a is b
        return are_one(a, b)


def are_one(a: Source, b: Source) -> bool:
    """Whether two versions of one story mean the same source; there even somebody unnamed is known by equal words."""
    if a.name.casefold() == b.name.casefold():
        return True
    if SourceKind.UNNAMED in {a.kind, b.kind}:
        return False
    return find_agreement(_parse(a), _parse(b)) is not None


@lru_cache(maxsize=4 * MOST_SOURCES)
def _parse(source: Source) -> NameParts:
    return parse_name(source.name, kind=source.kind, roles=source.roles, handles=source.handles)


def _pair_equal(old: _Side, new: _Side) -> dict[str, str]:
    """Pair attributions of equal words, those of the same source first; old ids to new."""
    waiting: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, folded in old.folded.items():
        waiting[folded].append(key)
    pairs: dict[str, str] = {}
    rest = []
    for key, folded in new.folded.items():
        same = next((o for o in waiting.get(folded, ())[:PLACES] if old.agrees(o, new, key)), None)
        if same is None:
            rest.append(key)
        else:
            waiting[folded].remove(same)
            pairs[same] = key
    for key in rest:
        if candidates := waiting.get(new.folded[key]):
            pairs[candidates.pop(0)] = key
    return pairs


def _pair_reworded(old: _Side, new: _Side, pairs: dict[str, str]) -> list[Rewording]:
    """Pair what is left by the words that both share; each old attribution is used once."""
    places: defaultdict[int, list[str]] = defaultdict(list)
    for key, attribution in old.attributions.items():
        if key not in pairs:
            for one in make_prints(_join(old, attribution)):
                places[one].append(key)
    found: list[Rewording] = []
    taken = set(pairs.values())
    used: set[str] = set()
    for key, attribution in new.attributions.items():
        if key in taken:
            continue
        votes = Counter(o for p in make_prints(_join(new, attribution)) for o in places.get(p, ())[:PLACES])
        candidates = [o for o, _ in votes.most_common(CANDIDATES + len(used)) if o not in used][:CANDIDATES]
        best = max((_compare(old, o, new, key) for o in candidates), key=lambda c: c[0], default=None)
        if best is not None and best[0] >= REWORDED_SHARE:
            used.add(best[1].old)
            found.append(best[1])
    return found


def _join(side: _Side, attribution: Attribution) -> str:
    return " ".join(span.of(side.reading.document.text) for span in attribution.content)


def _compare(old: _Side, ours: str, new: _Side, theirs: str) -> tuple[float, Rewording]:
    """Compare two attributions; the share of the shorter one's words that both hold, nothing for another source."""
    a, b = old.attributions[ours], new.attributions[theirs]
    texts = old.reading.document.text, new.reading.document.text
    difference = compare_wording(texts[0], a.content, texts[1], b.content, truncated=False)
    shorter = max(1, min(len(old.words[ours]), len(new.words[theirs])))
    share = min(1.0, difference.shared_words / shorter) if old.agrees(ours, new, theirs) else 0.0
    changes = (*difference.changes, *_find_cuts(old.words[ours], new.words[theirs]))
    return share, Rewording(old=ours, new=theirs, verdict=difference.verdict, changes=changes)


def _find_cuts(old: Sequence[Word], new: Sequence[Word]) -> list[Change]:
    """Find what was cut off at either end where the new words are an exact excerpt of the old."""
    at = IndexedWords([w.folded for w in old]).find([w.folded for w in new]) if new else -1
    if at < 0:
        return []
    ends = (old[:at], old[at + len(new) :])
    return [
        Change(kind=ChangeKind.DROPPED, original=Span(end[0].span.begin, end[-1].span.end), quoted=None)
        for end in ends
        if end
    ]


def _find_numbers(old: Reading, new: Reading, joined: dict[str, str]) -> tuple[NumberChange, ...]:
    """Find figures for the same thing whose value changed: in paired attributions, and in the outlet's own words."""
    groups: defaultdict[tuple[str, str], tuple[list[Claim], list[Claim]]] = defaultdict(lambda: ([], []))
    for claim in old.claims:
        if claim.attribution is None or claim.attribution in joined:
            groups[joined.get(claim.attribution or "", ""), _fold_unit(claim)][0].append(claim)
    for claim in new.claims:
        groups[claim.attribution or "", _fold_unit(claim)][1].append(claim)
    found = []
    for before, after in groups.values():
        kept = Counter(_value(c) for c in before) & Counter(_value(c) for c in after)
        theirs = _leave_out(after, kept.copy())[:MOST_CLAIMS]
        for claim in _leave_out(before, kept.copy())[:MOST_CLAIMS]:
            shares = [_share_context(old, claim, new, other) for other in theirs]
            if shares and max(shares) >= CONTEXT_SHARE:
                found.append(_make_change(claim, theirs.pop(shares.index(max(shares)))))
    places = {claim.id: number for number, claim in enumerate(new.claims)}
    return tuple(sorted(found, key=lambda change: places[change.new]))


def _fold_unit(claim: Claim) -> str:
    return make_singular(claim.quantity.unit.casefold())


def _value(claim: Claim) -> tuple[int | float, str | None]:
    return claim.quantity.value, claim.quantity.place


def _leave_out(claims: Sequence[Claim], kept: Counter[tuple[int | float, str | None]]) -> list[Claim]:
    rest = []
    for claim in claims:
        if kept[_value(claim)] > 0:
            kept[_value(claim)] -= 1
        else:
            rest.append(claim)
    return rest


def _share_context(old: Reading, claim: Claim, new: Reading, other: Claim) -> float:
    """The share of the words about a figure that stand about the other too; nothing where the place differs."""
    if claim.quantity.value == other.quantity.value:
        return 0.0
    places = claim.quantity.place, other.quantity.place
    if None not in places and places[0] != places[1]:
        return 0.0
    a, b = _cut_context(old, claim), _cut_context(new, other)
    return len(a & b) / max(1, min(len(a), len(b)))


def _cut_context(reading: Reading, claim: Claim) -> set[str]:
    text = reading.document.text
    begin = max(0, claim.span.begin - CONTEXT, text.rfind("\n", 0, claim.span.begin) + 1)
    end = text.find("\n", claim.span.end)
    stop = min(len(text) if end < 0 else end, claim.span.end + CONTEXT)
    sides = Span(begin, claim.span.begin), Span(claim.span.end, stop)
    return {w.folded for side in sides for w in make_words(text, side) if w.kind is WordKind.WORD}


def _make_change(old: Claim, new: Claim) -> NumberChange:
    quantity = new.quantity
    return NumberChange(
        old=old.id,
        new=new.id,
        unit=quantity.unit,
        place=quantity.place if quantity.place is not None else old.quantity.place,
        old_value=old.quantity.value,
        new_value=quantity.value,
    )


def _find_answers(old: _Side, new: _Side, added: frozenset[str]) -> tuple[InquiryAnswer, ...]:
    """Find the inquiries open in the old version that the new one reports closed, or answers in new words."""
    found = []
    for number, inquiry in enumerate(old.reading.inquiries[:MOST_INQUIRIES]):
        asked = old.sources.get(inquiry.to)
        if inquiry.status not in _OPEN or asked is None:
            continue
        known = {source.id for source in new.reading.sources[:MOST_SOURCES] if are_one(asked, source)}
        reported = [i.status for i in new.reading.inquiries if i.to in known]
        closed = next((status for status in reported if status in _CLOSED), None)
        by = next((a.id for a in new.reading.attributions if a.id in added and a.source_id in known), None)
        if closed is None and (by is None or any(status in _OPEN for status in reported)):
            continue
        status = closed or InquiryStatus.ANSWERED
        found.append(InquiryAnswer(inquiry=number, to=asked.name, status=status, by=by))
    return tuple(found)

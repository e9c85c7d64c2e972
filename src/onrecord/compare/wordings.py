"""A quotation set against its original: how faithful it is, and which original it is of.

Verbatim is any continuous excerpt, typography aside; abridged is an excerpt with marked elisions and clarifications;
altered is everything else. A quotation is only ever set against an original it clearly is of: a false pair would
accuse somebody of changing words that were never theirs to change.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.compare.changes import ALTERING, HONEST, decide_changes, is_beyond_cut
from onrecord.compare.passages import Original, Passage, make_original, make_quotation
from onrecord.model.document import Block, BlockKind, Document, PostWords
from onrecord.model.reading import Attribution, AttributionKind, Change, ChangeKind, Verdict, Wording
from onrecord.model.span import Span
from onrecord.text.alignment import Run, RunKind
from onrecord.text.quotations import find_quotations

# What makes a quotation one of an original. Set on the labelled pairs in tests/unit/compare; a share is of the
# words quoted, brackets aside. Shorter quotations must be exact; those of nobody known or another need more.
SHORT_WORDS = 4
TELLING_LETTERS = 5  # of the longest word of a short quotation; "the same" may stand anywhere
SAME_SOURCE_SHARE = 0.7
SAME_SOURCE_RUN = 3
OTHER_SOURCE_SHARE = 0.8
OTHER_SOURCE_WORDS = 5
STRANGER_SHARE = 0.9
STRANGER_WORDS = 6
FULLER_SHARE = 0.75
FULLER_WORDS = 6
# How many more words a quotation must have to be the fuller one of two.
FULLER_BY = 4
# A piece of a quotation with less than this share of its words in the original is not from there.
PIECE_SHARE = 0.34
# Candidates aligned for one quotation, and places of word pairs looked up for it: bounds the work per quotation.
CANDIDATES = 4
LOOKUPS = 2_000
# Pairs of words taken from a quotation to look it up; long ones say enough with their first.
LOOKUP_PAIRS = 400

_POST_NOUN = re.compile(
    r"\b(?:post|posts|tweet|thread|message|caption|video|statement|letter|page|reply)\b", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_]{3,40}")
_TITLES = frozenset("the for and with former minister president mayor chief embassy office party mrs said says".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class WordingDifference:
    """How a quotation differs from its original.

    ``compared_words`` are those of the quotation that were compared, brackets aside; ``shared_words`` those of them
    that stand in the original in order, ``longest_run`` the most of them in one piece. ``left_out_words`` are those of
    pieces that are not of this original.
    """

    verdict: Verdict
    partial: bool
    changes: tuple[Change, ...]
    compared_words: int
    shared_words: int
    longest_run: int
    left_out_words: int = 0

    @property
    def share(self) -> float:
        return self.shared_words / self.compared_words if self.compared_words else 0.0


def compare_wording(
    original_text: str,
    original_spans: Sequence[Span],
    quoted_text: str,
    quoted_spans: Sequence[Span],
    *,
    truncated: bool,
) -> WordingDifference:
    """Compare a quotation, in one or several pieces, with the passage it is of.

    The spans are what stands between the quotation marks, without them. Spans of changes count code points in
    ``original_text`` and ``quoted_text``. Of a truncated original only what it holds is compared.
    """
    return _compare(make_original(original_text, original_spans, truncated=truncated), quoted_text, quoted_spans)


def _compare(original: Original, text: str, spans: Sequence[Span]) -> WordingDifference:
    difference, quoted, runs = _compare_once(original, text, spans)
    left_out = _find_foreign_pieces(original, quoted, runs)
    if left_out and len(left_out) < len(set(quoted.pieces)):
        kept = [span for number, span in enumerate(spans) if number not in left_out]
        difference, rest, _ = _compare_once(original, text, kept, is_partial=any(left_out.values()))
        return replace(difference, left_out_words=len(quoted.words) - len(rest.words))
    return difference


def _compare_once(
    original: Original, text: str, spans: Sequence[Span], *, is_partial: bool = False
) -> tuple[WordingDifference, Passage, list[Run]]:
    quoted = make_quotation(text, spans, keep_brackets=True)
    if not quoted.words or original.index.find(quoted.folded) < 0:
        quoted = make_quotation(text, spans)
    runs = original.index.align(quoted.folded, marked=quoted.marked, open_end=original.is_truncated)
    changes = decide_changes(original, quoted, runs)
    kinds = {change.kind for change in changes}
    matched = [len(run.quoted) for run in runs if run.kind is RunKind.MATCHED]
    beyond = sum(len(run.quoted) for run in runs[-1:] if is_beyond_cut(original, quoted, run))
    difference = WordingDifference(
        verdict=Verdict.ALTERED if kinds & ALTERING else Verdict.ABRIDGED if kinds & HONEST else Verdict.VERBATIM,
        partial=original.is_truncated or is_partial,
        changes=changes,
        compared_words=len(quoted.words) - beyond,
        shared_words=sum(matched),
        longest_run=max(matched, default=0),
    )
    return difference, quoted, runs


def _find_foreign_pieces(original: Original, quoted: Passage, runs: Sequence[Run]) -> dict[int, bool]:
    """Find pieces of a quotation that have no place in the alignment, each with whether it is not in the original.

    "A," she wrote. "B." may join what was written in two places; only what is of this original is compared. A piece
    that stands in the original out of turn was quoted apart, and is faithful.
    """
    if len(set(quoted.pieces)) < 2:
        return {}
    sizes = Counter(quoted.pieces)
    shared = Counter(quoted.pieces[j] for r in runs if r.kind is RunKind.MATCHED for j in r.quoted)
    beyond = {quoted.pieces[j] for r in runs[-1:] if is_beyond_cut(original, quoted, r) for j in r.quoted}
    foreign: dict[int, bool] = {}
    for piece, size in sizes.items():
        if piece not in beyond and shared[piece] < PIECE_SHARE * size:
            words = [w.folded for w, number in zip(quoted.words, quoted.pieces, strict=True) if number == piece]
            foreign[piece] = original.index.find(words) < 0
    return foreign


def find_wordings(document: Document, attributions: Sequence[Attribution]) -> tuple[Wording, ...]:
    """Find the quotations in a document whose original stands in it too, and compare each with its best one.

    Originals are embedded posts, and fuller quotations of the same source. In the order of the quotations.
    """
    blocks = _BlockIndex(document)
    quoting = [_Quoting(a, pieces) for a, pieces in _iter_quoted(document, attributions) if pieces]
    originals = [*_iter_posts(document, attributions, blocks), *_iter_fuller(document, quoting)]
    shelf = _Shelf(originals)
    found: list[Wording] = []
    for quotation in quoting:
        best = _find_best(document, quotation, shelf)
        if best is not None:
            candidate, difference = best
            verdict, changes = _judge(quotation.attribution, difference)
            found.append(
                Wording(
                    original=candidate.attribution.id,
                    quoted=quotation.attribution.id,
                    verdict=verdict,
                    partial=difference.partial,
                    changes=changes,
                )
            )
    return tuple(found)


def _judge(attribution: Attribution, difference: WordingDifference) -> tuple[Verdict, tuple[Change, ...]]:
    """Judge partly quoted speech piece by piece: what lies between two excerpts was never said to be quoted."""
    if attribution.kind is not AttributionKind.MIXED:
        return difference.verdict, difference.changes
    kept = tuple(c for c in difference.changes if c.kind is not ChangeKind.ELIDED or c.quoted is not None)
    if difference.verdict is Verdict.ABRIDGED and not any(c.kind in HONEST for c in kept):
        return Verdict.VERBATIM, kept
    return difference.verdict, kept


@dataclass(frozen=True, slots=True)
class _Quoting:
    """An attribution and the pieces of text it quotes, between their marks."""

    attribution: Attribution
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An attribution whose words others may quote. ``names`` are folded words of its author's name and handle."""

    attribution: Attribution
    original: Original
    names: frozenset[str]
    is_post: bool


class _BlockIndex:
    """Answers which block a place stands in."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._begins = [block.span.begin for block in document.blocks]

    def find(self, place: int) -> Block | None:
        number = bisect_right(self._begins, place) - 1
        return self._blocks[number] if number >= 0 and self._blocks[number].span.end >= place else None


def _iter_quoted(
    document: Document, attributions: Sequence[Attribution]
) -> Iterator[tuple[Attribution, tuple[Span, ...]]]:
    """Iterate over the attributions that quote, with what stands in quotation marks in their contents."""
    paragraphs = [b.span for b in document.blocks if b.kind is not BlockKind.POST] or [Span(0, len(document.text))]
    inner = [quotation.inner for quotation in find_quotations(document.text, paragraphs)]
    ends = [span.end for span in inner]
    for attribution in attributions:
        if attribution.kind not in {AttributionKind.DIRECT, AttributionKind.MIXED}:
            continue
        pieces: list[Span] = []
        for content in attribution.content:
            inside = list(_iter_overlaps(inner, ends, content))
            if not inside and attribution.kind is AttributionKind.DIRECT:
                inside = [content]
            pieces.extend(piece for piece in inside if not pieces or piece.begin >= pieces[-1].end)
        yield attribution, tuple(pieces)


def _iter_overlaps(inner: Sequence[Span], ends: Sequence[int], content: Span) -> Iterator[Span]:
    number = bisect_right(ends, content.begin)
    while number < len(inner) and inner[number].begin < content.end:
        piece = Span(max(inner[number].begin, content.begin), min(inner[number].end, content.end))
        if piece.begin < piece.end:
            yield piece
        number += 1


def _iter_posts(document: Document, attributions: Sequence[Attribution], blocks: _BlockIndex) -> Iterator[_Candidate]:
    for attribution in attributions:
        if attribution.kind is not AttributionKind.POST or not attribution.content:
            continue
        block = blocks.find(attribution.content[0].begin)
        post = block.post if block is not None else None
        spans = (post.words_span,) if post is not None and post.words_span is not None else attribution.content
        is_cut = post is not None and post.words is PostWords.TRUNCATED
        names = " ".join((post.author or "", post.handle or "") if post is not None else ())
        yield _Candidate(
            attribution,
            make_original(document.text, spans, truncated=is_cut),
            frozenset(_fold_names(names)),
            is_post=True,
        )


def _iter_fuller(document: Document, quoting: Iterable[_Quoting]) -> Iterator[_Candidate]:
    """Iterate over the quotations long enough to hold another of the same source."""
    for quotation in quoting:
        if quotation.attribution.source_id is None:
            continue
        original = make_original(document.text, quotation.pieces, truncated=False)
        if len(original.index) >= SHORT_WORDS + FULLER_BY:
            yield _Candidate(quotation.attribution, original, frozenset(), is_post=False)


class _Shelf:
    """Finds candidates by the pairs of words they share with a quotation, rarest pairs first."""

    def __init__(self, candidates: Sequence[_Candidate]) -> None:
        self._candidates = candidates
        self._places: dict[tuple[str, str], list[int]] = {}
        self._words: dict[tuple[str | None, str], list[int]] = {}
        for number, candidate in enumerate(candidates):
            folded = candidate.original.passage.folded
            for pair in set(pairwise(folded)):
                self._places.setdefault(pair, []).append(number)
            for word in set(folded):
                self._words.setdefault((candidate.attribution.source_id, word), []).append(number)

    def find(self, folded: Sequence[str], source_id: str | None) -> Iterator[_Candidate]:
        """Iterate over candidates, those that share most first; for a single word, those of the same source."""
        if len(folded) == 1:
            places = [self._words.get((source_id, folded[0]), [])] if source_id is not None else []
        else:
            pairs = set(pairwise(folded[: LOOKUP_PAIRS + 1]))
            places = sorted((self._places[p] for p in pairs if p in self._places), key=len)
        votes: Counter[int] = Counter()
        budget = LOOKUPS
        for numbers in places:
            votes.update(numbers[:budget])
            budget -= len(numbers)
            if budget <= 0:
                break
        for number, _ in votes.most_common():
            yield self._candidates[number]


def _find_best(document: Document, quotation: _Quoting, shelf: _Shelf) -> tuple[_Candidate, WordingDifference] | None:
    """Find the original that a quotation is of: the closest of those it may be of; a post before a quotation."""
    words = make_quotation(document.text, quotation.pieces)
    if len(words.words) < SHORT_WORDS and max((len(w) for w in words.folded), default=0) < TELLING_LETTERS:
        return None
    best: tuple[_Candidate, WordingDifference] | None = None
    looked_at = 0
    for candidate in shelf.find(words.folded, quotation.attribution.source_id):
        kinship = _decide_kinship(document, quotation.attribution, candidate)
        if kinship is None or (not candidate.is_post and not _is_fuller(candidate, quotation, len(words.words))):
            continue
        difference = _compare(candidate.original, document.text, quotation.pieces)
        if kinship.accepts(difference) and (best is None or _rank(candidate, difference) > _rank(*best)):
            best = candidate, difference
        looked_at += 1
        if looked_at == CANDIDATES:
            break
    return best


def _rank(candidate: _Candidate, difference: WordingDifference) -> tuple[bool, float, int, int]:
    return candidate.is_post, difference.share, difference.longest_run, -len(difference.changes)


def _is_fuller(candidate: _Candidate, quotation: _Quoting, words: int) -> bool:
    return (
        candidate.attribution.id != quotation.attribution.id
        and candidate.attribution.source_id == quotation.attribution.source_id
        and len(candidate.original.index) >= words + FULLER_BY
    )


@dataclass(frozen=True, slots=True)
class _Kinship:
    """How much a quotation must have in common with an original, given who is said to have spoken."""

    share: float
    words: int
    run: int
    is_short_allowed: bool = False

    def accepts(self, difference: WordingDifference) -> bool:
        if difference.left_out_words > difference.shared_words:
            return False
        if difference.compared_words < SHORT_WORDS:
            is_exact = difference.verdict is Verdict.VERBATIM and difference.longest_run == difference.compared_words
            return self.is_short_allowed and is_exact and difference.compared_words > 0
        enough = difference.share >= self.share and difference.longest_run >= self.run
        return enough and difference.shared_words >= self.words


_OF_SAME_SOURCE = _Kinship(SAME_SOURCE_SHARE, SAME_SOURCE_RUN, SAME_SOURCE_RUN, is_short_allowed=True)
_OF_NOBODY_KNOWN = _Kinship(OTHER_SOURCE_SHARE, OTHER_SOURCE_WORDS, SAME_SOURCE_RUN)
_OF_A_STRANGER = _Kinship(STRANGER_SHARE, STRANGER_WORDS, SAME_SOURCE_RUN)
_OF_A_FULLER = _Kinship(FULLER_SHARE, FULLER_WORDS, SAME_SOURCE_RUN)


def _decide_kinship(document: Document, quoting: Attribution, candidate: _Candidate) -> _Kinship | None:
    """Decide how strict to be; none where the quotation is another's."""
    ours, theirs = quoting.source_id, candidate.attribution.source_id
    if not candidate.is_post:
        return _OF_A_FULLER if ours is not None and ours == theirs else None
    if ours is not None and ours == theirs:
        return _OF_SAME_SOURCE
    if ours is None or theirs is None:
        return _OF_NOBODY_KNOWN
    named = " ".join(span.of(document.text) for span in quoting.source)
    if candidate.names & frozenset(_fold_names(named)) or _POST_NOUN.search(named):
        return _OF_A_STRANGER
    return None


def _fold_names(text: str) -> Iterator[str]:
    for match in _NAME.finditer(text):
        if match.group()[0].isupper() and (folded := match.group().casefold()) not in _TITLES:
            yield folded

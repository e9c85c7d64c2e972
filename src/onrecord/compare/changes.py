"""Which changes a quotation shows against its original, each typed, with the place of both sides.

Everything here is decided from two passages and their alignment; nothing is read or kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.compare.passages import Edit, EditKind, Original, Passage
from onrecord.model.reading import Change, ChangeKind
from onrecord.model.span import Span
from onrecord.text.alignment import Run, RunKind
from onrecord.text.numbers import find_value, iter_quantities
from onrecord.text.words import Word, fold_glyphs

ALTERING = frozenset({ChangeKind.INSERTED, ChangeKind.DROPPED, ChangeKind.REPLACED})
HONEST = frozenset({ChangeKind.ELIDED, ChangeKind.CLARIFIED})

_NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor nowhere cannot without hardly barely scarcely non".split()
)
_NEGATING_PREFIXES = frozenset("un in im ir il dis mis non de anti".split())
_NUMBER_WORDS = frozenset(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    dozen half twice double triple""".split()
)
_SENTENCE_ENDS = frozenset(".!?")
# Longest run (in words) whose spelling or value is looked at for being the same in other letters.
_SAME_WORDS = 12


@dataclass(slots=True)
class _Draft:
    """Changes as they are found. Each carries its place in the quotation, by which they are put in order."""

    changes: list[tuple[float, Change, bool]] = field(default_factory=list)

    def add(
        self, at: float, kind: ChangeKind, original: Span | None, quoted: Span | None, number: bool = False
    ) -> None:
        self.changes.append((at, Change(kind=kind, original=original, quoted=quoted), number))

    def in_order(self) -> tuple[Change, ...]:
        """Changed numbers first, the rest as they stand in the quotation."""
        ranked = sorted(self.changes, key=lambda c: (not (c[2] and c[1].kind in ALTERING), c[0]))
        return tuple(change for _, change, _ in ranked)


def decide_changes(original: Original, quoted: Passage, runs: Sequence[Run]) -> tuple[Change, ...]:
    """Decide the changes from the alignment of ``quoted`` with ``original``."""
    draft = _Draft()
    taken: set[int] = set()
    for run in runs:
        if run.kind is RunKind.MATCHED:
            _compare_matched(draft, original.passage, quoted, run)
            continue
        here = [(n, e) for n, e in enumerate(quoted.edits) if n not in taken and _stands_at(e, run)]
        taken.update(n for n, _ in here)
        if not is_beyond_cut(original, quoted, run):
            _compare_run(draft, original.passage, quoted, run, [e for _, e in here])
    for number, edit in enumerate(quoted.edits):
        if number not in taken and edit.kind is EditKind.BRACKET:
            _judge_added_bracket(draft, original.passage, quoted, edit, runs)
    return draft.in_order()


def is_beyond_cut(original: Original, quoted: Passage, run: Run) -> bool:
    """Whether the words of a run lie beyond the place where a truncated original breaks off."""
    if not original.is_truncated or run.quoted.stop != len(quoted.words) or not run.quoted:
        return False
    rest = original.passage.words[run.original.start :]
    if not rest:
        return True
    return len(rest) == 1 and quoted.words[run.quoted.start].folded.startswith(rest[0].folded)


def _stands_at(edit: Edit, run: Run) -> bool:
    return run.quoted.start <= edit.position <= run.quoted.stop


def _make_hull(words: Sequence[Word]) -> Span | None:
    return Span(words[0].span.begin, words[-1].span.end) if words else None


def _compare_matched(draft: _Draft, original: Passage, quoted: Passage, run: Run) -> None:
    """List what typography changed in and between words that are the same."""
    edits = {e.position: e.kind for e in quoted.edits if e.kind is not EditKind.ELLIPSIS}
    for k, (i, j) in enumerate(zip(run.original, run.quoted, strict=True)):
        is_inside = k > 0 and edits.get(j) is not EditKind.INTERRUPTION
        is_same_gap = not is_inside or _compare_gaps(draft, j, original.gaps[i], quoted.gaps[j])
        ours, theirs = quoted.words[j], original.words[i]
        if ours.surface == theirs.surface:
            continue
        if "[" in ours.surface and "[" not in theirs.surface:
            draft.add(j, ChangeKind.CLARIFIED, theirs.span, ours.span)
            continue
        plain, other = fold_glyphs(ours.surface), fold_glyphs(theirs.surface)
        if plain != other and (plain.casefold() != other.casefold() or (is_inside and is_same_gap and j not in edits)):
            draft.add(j, ChangeKind.TYPOGRAPHIC, theirs.span, ours.span)


def _compare_gaps(draft: _Draft, at: int, original: Sequence[Word], quoted: Sequence[Word]) -> bool:
    """Compare the marks between two words that follow each other on both sides; whether they are the same."""
    begin, ends = 0, (len(original), len(quoted))
    while begin < min(ends) and original[begin].folded == quoted[begin].folded:
        begin += 1
    while begin < min(ends) and original[ends[0] - 1].folded == quoted[ends[1] - 1].folded:
        ends = (ends[0] - 1, ends[1] - 1)
    theirs, ours = original[begin : ends[0]], quoted[begin : ends[1]]
    if theirs or ours:
        draft.add(at - 0.5, ChangeKind.TYPOGRAPHIC, _make_hull(theirs), _make_hull(ours))
    return not (theirs or ours)


def _compare_run(draft: _Draft, original: Passage, quoted: Passage, run: Run, edits: Sequence[Edit]) -> None:
    """Type one run of words that differ: first what the signs of editing in it explain, then the rest."""
    claimed = run.original if edits else _settle_edge(original, quoted, run)
    theirs = original.words[claimed.start : claimed.stop]
    ours = quoted.words[run.quoted.start : run.quoted.stop]
    if not edits:
        _compare_unmarked(draft, run.quoted.start, original, quoted, theirs, ours)
        return
    # Plain words beside a sign of editing stand for as many words of the original, the sign for what is left.
    rest = min(len(ours), max(0, len(theirs) - 1))
    if ours and all(e.position >= run.quoted.stop for e in edits):
        plain, marked = theirs[:rest], theirs[rest:]
    else:
        plain, marked = theirs[len(theirs) - rest :], theirs[: len(theirs) - rest]
    _judge_edits(draft, original, quoted, marked, edits)
    if ours:
        _compare_unmarked(draft, run.quoted.start, original, quoted, plain, ours)


def _settle_edge(original: Passage, quoted: Passage, run: Run) -> range:
    """Settle which words of the original a change at an end of the quotation stands for; the alignment cannot know.

    It claims no word of another sentence, and it claims the word beside it that is the same or begins the same.
    """
    begin, end = run.original.start, run.original.stop
    is_first, is_last = run.quoted.start == 0, run.quoted.stop == len(quoted.words)
    if is_first == is_last:
        return run.original
    if run.original:
        ends = [i for i in range(begin + 1, end) if any(mark.folded in _SENTENCE_ENDS for mark in original.gaps[i])]
        return range(ends[-1] if ends else begin, end) if is_first else range(begin, ends[0] if ends else end)
    ours = quoted.words[run.quoted.start : run.quoted.stop]
    for size in range(1, min(len(ours), _SAME_WORDS) + 3):
        near = range(max(0, begin - size), begin) if is_first else range(end, min(len(original.words), end + size))
        theirs = original.words[near.start : near.stop]
        alike = size == 1 and len(ours) <= 2 and theirs and theirs[0].folded[0] == ours[0].folded[0]
        if theirs and (alike or _is_same(original, quoted, theirs, ours)):
            return near
    return run.original


def _compare_unmarked(
    draft: _Draft, at: int, original: Passage, quoted: Passage, theirs: Sequence[Word], ours: Sequence[Word]
) -> None:
    """Type words that differ without any sign of editing."""
    if not theirs or not ours:
        kind = ChangeKind.DROPPED if theirs else ChangeKind.INSERTED
        draft.add(at, kind, _make_hull(theirs), _make_hull(ours), _has_number([*theirs, *ours]))
    elif _is_same(original, quoted, theirs, ours):
        draft.add(at, ChangeKind.TYPOGRAPHIC, _make_hull(theirs), _make_hull(ours))
    elif len(theirs) != len(ours) or len(ours) > _SAME_WORDS:
        draft.add(at, ChangeKind.REPLACED, _make_hull(theirs), _make_hull(ours), _has_number([*theirs, *ours]))
    else:
        for number, kind, first, stop in _iter_pairs(original, quoted, theirs, ours):
            draft.add(at + first, kind, _make_hull(theirs[first:stop]), _make_hull(ours[first:stop]), number)


def _iter_pairs(
    original: Passage, quoted: Passage, theirs: Sequence[Word], ours: Sequence[Word]
) -> Iterator[tuple[bool, ChangeKind, int, int]]:
    """Iterate over equally many words on both sides: whether a number, the kind, and which; like ones joined."""
    first = 0
    kinds = [_decide_pair(original, quoted, t, o) for t, o in zip(theirs, ours, strict=True)]
    numbers = [_has_number([t, o]) for t, o in zip(theirs, ours, strict=True)]
    for k in range(1, len(kinds) + 1):
        if k < len(kinds) and kinds[k] is kinds[first] is ChangeKind.REPLACED and numbers[k] == numbers[first]:
            continue
        yield numbers[first], kinds[first], first, k
        first = k


def _decide_pair(original: Passage, quoted: Passage, theirs: Word, ours: Word) -> ChangeKind:
    if _is_same(original, quoted, [theirs], [ours]):
        return ChangeKind.TYPOGRAPHIC
    if "*" in ours.surface and _is_masked(theirs.folded, ours.folded):
        return ChangeKind.ELIDED
    if "[" in ours.surface and _is_partly_clarified(theirs.folded, ours.surface.casefold()):
        return ChangeKind.CLARIFIED
    return ChangeKind.REPLACED


def _is_masked(word: str, masked: str) -> bool:
    head, tail = masked.split("*", 1)[0], masked.rsplit("*", 1)[1]
    return len(word) > len(head) + len(tail) and word.startswith(head) and word.endswith(tail)


def _is_partly_clarified(word: str, parted: str) -> bool:
    """Whether the letters outside the bracket are those of the original: "walk[ed]" for "walks"."""
    head, _, rest = parted.partition("[")
    inside, _, tail = rest.partition("]")
    if head:
        return len(head) >= 2 and word.startswith(head)
    return inside not in _NEGATING_PREFIXES and word.endswith(tail)


def _is_same(original: Passage, quoted: Passage, theirs: Sequence[Word], ours: Sequence[Word]) -> bool:
    """Whether both say the same in other letters: joined or parted, with or without accents, a number in words."""
    if max(len(theirs), len(ours)) > _SAME_WORDS:
        return False
    if _spell(theirs) == _spell(ours) != "":
        return True
    value = find_value(_slice(original.text, theirs))
    return value is not None and value == find_value(_slice(quoted.text, ours))


def _slice(text: str, words: Sequence[Word]) -> str:
    return text[words[0].span.begin : words[-1].span.end]


def _spell(words: Sequence[Word]) -> str:
    """Spell words as one string of letters, without accents and joints; a figure keeps its points and signs."""
    joined = "".join(word.folded for word in words)
    if any(c.isdigit() for c in joined):
        return joined
    letters = unicodedata.normalize("NFKD", joined)
    return "".join(c for c in letters if c.isalnum() or (not c.isascii() and not unicodedata.combining(c)))


def _has_number(words: Sequence[Word]) -> bool:
    return any(w.folded in _NUMBER_WORDS or any(c.isdigit() for c in w.folded) for w in words)


def _judge_edits(
    draft: _Draft, original: Passage, quoted: Passage, missing: Sequence[Word], edits: Sequence[Edit]
) -> None:
    """Type what signs of editing at one place explain; an ellipsis explains any words, else the first bracket does."""
    signs = [e for e in edits if e.kind is not EditKind.BRACKET]
    brackets = [e for e in edits if e.kind is EditKind.BRACKET]
    if signs and missing:
        sign = next((e for e in signs if e.kind is EditKind.ELLIPSIS), signs[0])
        draft.add(sign.position - 0.25, ChangeKind.ELIDED, _make_hull(missing), sign.span)
    for number, bracket in enumerate(brackets):
        replaced = missing if not signs and number == 0 else ()
        _judge_bracket(draft, original, quoted, bracket, replaced, missing)


def _judge_bracket(
    draft: _Draft,
    original: Passage,
    quoted: Passage,
    bracket: Edit,
    replaced: Sequence[Word],
    context: Sequence[Word],
) -> None:
    """Type one bracket: what it replaces, and whether it adds a number or a negation that was not there."""
    if [w.folded for w in bracket.words] == [w.folded for w in replaced]:
        return
    if bracket.is_round and replaced and _shares_half(bracket.words, replaced):
        _compare_unmarked(draft, bracket.position, original, quoted, replaced, bracket.words)
        return
    adds_number = bool(_get_values(quoted, bracket.words) - _get_values(original, context))
    turns = _negates(bracket.words) > _negates(context) or _negates(replaced) > _negates(bracket.words)
    if adds_number or turns:
        kind = ChangeKind.REPLACED if replaced else ChangeKind.INSERTED
    else:
        kind = ChangeKind.CLARIFIED
    draft.add(bracket.position - 0.25, kind, _make_hull(replaced), bracket.span, adds_number)


def _judge_added_bracket(draft: _Draft, original: Passage, quoted: Passage, bracket: Edit, runs: Sequence[Run]) -> None:
    """Type a bracket between words that follow each other in the original, or at an end of the quotation."""
    size = len(bracket.words)
    matched = [r for r in runs if r.kind is RunKind.MATCHED]
    beside: Sequence[Word] = ()
    if matched and bracket.position == 0:
        at = matched[0].original.start
        beside = original.words[max(0, at - size) : at]
    elif matched and bracket.position == len(quoted.words):
        at = matched[-1].original.stop
        beside = original.words[at : at + size]
    if beside and [w.folded for w in beside] == [w.folded for w in bracket.words]:
        return
    _judge_bracket(draft, original, quoted, bracket, (), ())


def _shares_half(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    known = {w.folded for w in theirs}
    return 2 * sum(w.folded in known for w in ours) >= len(ours)


def _get_values(passage: Passage, words: Sequence[Word]) -> set[int | float]:
    hull = _make_hull(words)
    if hull is None:
        return set()
    return {m.value for m in iter_quantities(passage.text, hull) if m.value != 1 or m.number.of(passage.text).isdigit()}


def _negates(words: Sequence[Word]) -> bool:
    return any(w.folded in _NEGATIONS or w.folded.endswith("n't") for w in words)

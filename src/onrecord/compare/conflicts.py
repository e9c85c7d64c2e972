"""Claims about one quantity that cannot all hold.

Few flags, all worth a look: two figures are only set against each other when they count the same things in the same
place and time, as facts, by different voices. What the text itself explains is no conflict: another day, another
scope ("including three"), a change ("rose from four"), a plan, a rounding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf

from onrecord.model.document import Document
from onrecord.model.reading import Attribution, Claim, Conflict, QuantityMode
from onrecord.text.inflection import make_plural, make_singular
from onrecord.text.numbers import find_rounding

# A round or scaled figure stands for others within half its last place, but never further than this share of it.
ROUNDING_SHARE = 0.05
# "About" reaches a little further.
ABOUT_SHARE = 0.10
# Context of a claim that is read, in code points on either side, and no further than its clause.
CONTEXT = 120
# Claims at either end of the scale that are set against each other; bounds the work when there are thousands.
EXTREMES = 20

# Heads that say nothing about what is counted unless something distinguishes them.
_GENERIC = frozenset(
    """person man woman child people individual member year month week day hour minute time thing point case way part
    side number group country state city place company report question dollar resident citizen official
    student worker employee patient family victim death incident vote event item unit home house car player game
    """.split()
)
_VAGUE = frozenset(
    """new old top big small key main major local several different good great former recent possible separate
    individual various certain similar additional full whole single own""".split()
)
_CURRENCIES = re.compile(r"[A-Z]{3}")
# The statements of a clause by which two counts of the same noun are told apart.
_EVENTS = re.compile(
    r"\b(kill|die|dead|death|injur|wound|hurt|arrest|detain|charg|fire[ds]?\b|firing|hir|laid off|lay off|promot|deport"
    r"|clos|open|shut|cancel|s[eo]ld?\b|sell|buy|bought|buil[dt]|vot|resign|evacuat|rescu|missing|hospital|suspend|expel"
    r"|seiz|recover|infect|test|vaccinat|convict|sentenc|releas|sign|damag|destroy|visit|inspect|receiv|sen[dt]\b|order"
    r"|deploy|attack|add|remov|replac|transfer|train|lost|lose|win|won|inspect|repair|rent|lease|own)\w{0,6}",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"(?:\b(?:includ(?:ing|es?|ed)|among (?:them|these|those)|of (?:them|whom|which|these|those)|another|other|plus"
    r"|besides|in addition to|the (?:first|other|remaining|last|next|latest|new)|at one of|from|to \w+ from|than)"
    r",?\s(?:the\s|at least\s|about\s|some\s|its\s)?)$",
    re.IGNORECASE,
)
_SCOPE_AFTER = re.compile(r"\s(?:of (?:the|its|their|them|which|whom)|alone|each|apiece|per|every)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:ris(?:e[sn]?|ing)|rose|fell|fall(?:s|en|ing)?|grow[ns]?|grew|increas\w{1,4}|decreas\w{1,4}|climb\w{0,4}|drop\w{0,4}"
    r"|jump\w{0,4}|doubl\w{1,4}|tripl\w{1,4}|up from|down from|compared (?:with|to)|used to|previously|formerly"
    r"|originally|initially|earlier|at first|at the time|back then)\b",
    re.IGNORECASE,
)
_NOT_A_FACT = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|plan(?:s|ned|ning)?|propos\w{1,4}|aim(?:s|ed|ing)?|hop(?:es?|ed|ing)"
    r"|wants?|wanted|expect\w{0,3}|promis\w{1,3}|pledg\w{1,3}|vow\w{0,3}|call(?:s|ed|ing) for|ask\w{0,3}|demand\w{0,3}"
    r"|needs?|requir\w{1,3}|if|unless|not|never|no longer|den(?:y|ies|ied)|wrong(?:ly)?|false(?:ly)?|rumou?r\w{0,3}"
    r"|imagin\w{1,3}|suppos\w{1,4}|going to|intend\w{0,3}|seek\w{0,3}|whether)\b|n['’]t\b|['’]ll\b|['’]d\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.!?…](?:[”’\")\]]|\s|$)|[;:\n]|\s[–—-]\s|—")
_NOW = frozenset({"today", "now", "currently", "this week", "this month", "this year", "tonight"})
_SAME_PLACES = {
    "u.s.": "united states", "us": "united states", "usa": "united states", "u.s.a.": "united states",
    "u.k.": "united kingdom", "uk": "united kingdom", "united states of america": "united states",
    "d.c.": "washington", "b.c.": "british columbia", "bc": "british columbia", "washington d.c.": "washington",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class _Figure:
    """A claim reduced to what can be set against another: what is counted, where, when, and the values it allows."""

    claim: Claim
    head: str
    modifiers: frozenset[str]
    place: str | None
    time: str | None
    events: frozenset[str]
    lowest: float
    highest: float
    voice: str | None
    statement: str | None

    @property
    def words(self) -> int:
        """How many words tell what is counted; "new" or "main" tell nothing."""
        return 1 + len(self.modifiers - _VAGUE)


def find_conflicts(
    document: Document, claims: Sequence[Claim], attributions: Sequence[Attribution]
) -> tuple[Conflict, ...]:
    """Find the conflicts among the claims of one document, in the order of their first claims.

    A conflict holds all claims about its quantity, also those that agree with each other. Two claims of one statement
    or one source are never set against each other: a misquotation is a wording, and a speaker may mean two things.
    """
    by_id = {attribution.id: attribution for attribution in attributions}
    figures = [f for f in (_make_figure(document.text, c, by_id) for c in claims) if f is not None]
    found: list[tuple[int, Conflict]] = []
    for group in _iter_groups(figures):
        if _has_contradiction(group):
            group.sort(key=lambda f: f.claim.span)
            found.append((group[0].claim.span.begin, _make_conflict(group)))
    return tuple(conflict for _, conflict in sorted(found, key=lambda pair: pair[0]))


def _make_figure(text: str, claim: Claim, attributions: dict[str, Attribution]) -> _Figure | None:
    """Make the figure of a claim; none where the text explains it or too little is said of what is counted."""
    quantity = claim.quantity
    attribution = attributions.get(claim.attribution) if claim.attribution is not None else None
    words = quantity.unit.split()
    if not words or (attribution is not None and not attribution.asserted):
        return None
    if _CURRENCIES.fullmatch(quantity.unit) or words[0] in {"percent", "percentage"}:
        return None  # of what, the claim does not say
    before, after = _get_clause(text, claim)
    if _SCOPE.search(before) or _SCOPE_AFTER.match(after) or _CHANGED.search(before) or _NOT_A_FACT.search(before):
        return None
    lowest, highest = _make_range(text, claim)
    return _Figure(
        claim=claim,
        head=make_singular(words[-1]).casefold(),
        modifiers=frozenset(word.casefold().replace(".", "") for word in words[:-1]),
        place=_fold_place(quantity.place),
        time=_fold_time(quantity.time),
        events=frozenset(m.group(1).casefold() for m in _EVENTS.finditer(f"{before} {claim.span.of(text)} {after}")),
        lowest=lowest,
        highest=highest,
        voice="" if attribution is None else attribution.source_id,
        statement=attribution.statement if attribution is not None else None,
    )


def _get_clause(text: str, claim: Claim) -> tuple[str, str]:
    """The words of a claim's clause before and after it."""
    before = text[max(0, claim.span.begin - CONTEXT) : claim.span.begin]
    ends = [m.end() for m in _CLAUSE_END.finditer(before)]
    after = text[claim.span.end : claim.span.end + CONTEXT]
    stop = _CLAUSE_END.search(after)
    return before[ends[-1] if ends else 0 :], after[: stop.start() if stop else len(after)]


def _make_range(text: str, claim: Claim) -> tuple[float, float]:
    value, mode = float(claim.quantity.value), claim.quantity.mode
    rounding = min(find_rounding(claim.span.of(text)), ROUNDING_SHARE * abs(value))
    if mode is QuantityMode.ABOUT:
        rounding = max(rounding, ABOUT_SHARE * abs(value))
    lowest = -inf if mode is QuantityMode.AT_MOST else value - rounding
    highest = inf if mode is QuantityMode.AT_LEAST else value + rounding
    return lowest, highest


def _fold_place(place: str | None) -> str | None:
    if place is None:
        return None
    folded = place.casefold().removeprefix("the ").lstrip("#")
    return _SAME_PLACES.get(folded, folded)


def _fold_time(time: str | None) -> str | None:
    return None if time is None or time.casefold() in _NOW else time.casefold()


def _iter_groups(figures: Sequence[_Figure]) -> Iterable[list[_Figure]]:
    """Group figures that count the same: same noun and modifiers, place, time and event.

    A figure without a place joins those with one when that one place is the only one spoken of and its unit says
    enough. A bare noun ("four stations in Ruritania") joins the only fuller unit spoken of in the same place.
    """
    groups: dict[tuple[object, ...], list[_Figure]] = {}
    for figure in figures:
        key = (figure.head, figure.modifiers, figure.time, figure.events, figure.place)
        groups.setdefault(key, []).append(figure)
    _join(groups, where=4, is_allowed=lambda f: f.place is None and f.words >= 2)
    _join(groups, where=1, is_allowed=lambda f: not f.modifiers and f.place is not None)
    return [group for group in groups.values() if len(group) > 1 and _says_enough(group)]


def _join(groups: dict[tuple[object, ...], list[_Figure]], where: int, is_allowed: Callable[[_Figure], bool]) -> None:
    """Move groups that leave one part of their key unspoken into the only group that speaks it."""
    others: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    for key in groups:
        others.setdefault((*key[:where], *key[where + 1 :]), []).append(key)
    for rest in others.values():
        silent = [key for key in rest if is_allowed(groups[key][0])]
        spoken = [key for key in rest if key not in silent]
        if len(silent) == 1 and len(spoken) == 1:
            groups[spoken[0]].extend(groups.pop(silent[0]))


def _says_enough(group: Sequence[_Figure]) -> bool:
    """Whether what is counted is told well enough for two figures to mean the same things."""
    place = any(f.place is not None for f in group)
    words = min(f.words for f in group)
    if group[0].head in _GENERIC:
        return all(f.place is not None and (f.words >= 2 or f.events) for f in group)
    return words >= 2 or (place and all(f.place is not None for f in group))


def _has_contradiction(group: Sequence[_Figure]) -> bool:
    low = sorted(group, key=lambda f: f.highest)[:EXTREMES]
    high = sorted(group, key=lambda f: -f.lowest)[:EXTREMES]
    return any(a.highest < b.lowest and _are_apart(a, b) for a in low for b in high)


def _are_apart(a: _Figure, b: _Figure) -> bool:
    """Whether two figures come of different voices and statements; the outlet is one voice."""
    if a.voice is not None and a.voice == b.voice:
        return False
    return a.statement is None or a.statement != b.statement


def _make_conflict(group: Sequence[_Figure]) -> Conflict:
    fullest = max(group, key=lambda f: (f.place is not None, f.words))
    quantity = fullest.claim.quantity
    *modifiers, head = quantity.unit.split()
    about = " ".join([*modifiers, make_plural(head)])
    if quantity.place is not None:
        about += f" in {quantity.place}"
    values = sorted({f.claim.quantity.value for f in group})
    return Conflict(claims=tuple(f.claim.id for f in group), about=about, values=tuple(values))

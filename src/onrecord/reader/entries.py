"""Who a document names, as it is being gathered: entries, their mentions, and how surely a phrase was resolved."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model.reading import SourceKind
from onrecord.model.span import Span
from onrecord.reader import roles
from onrecord.text.names import strip_possessive

# Chances that a source resolved this way is the right one; ``make polnear`` prints the share that is wrong.
SURE_NAME = 0.97
SHORT_NAME = 0.93
BY_ROLE = 0.85
BY_PRONOUN = 0.78
BY_NOUN = 0.72
BY_DISTANCE = 0.55
UNNAMED = 0.9
CARRIED_ON = 0.85

# A family of roles and the titles put before a name for them.
TITLE_OF = {
    "senator": "sen",
    "representative": "rep",
    "congressman": "rep",
    "congresswoman": "rep",
    "governor": "gov",
    "professor": "prof",
    "doctor": "dr",
    "general": "gen",
    "lieutenant": "lt",
    "sergeant": "sgt",
    "captain": "capt",
}
# Words from which a block counts as a headline.
_HEADLINE_WORDS = 5
_SMALL_WORDS = frozenset({"in", "of", "for", "at", "on", "the"})


@dataclass(kw_only=True, slots=True)
class Entry:
    """A source being gathered: everything the document says of one who speaks or is named."""

    name: str
    kind: SourceKind
    words: tuple[str, ...]
    first: int
    roles: list[str] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    mentions: dict[Span, None] = field(default_factory=dict)
    aliases: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    full_places: list[int] = field(default_factory=list)
    is_male: bool | None = None

    def see(self, span: Span | None, role: str | None = None) -> None:
        """Keep a mention and a role, each once."""
        if span is not None:
            self.mentions[span] = None
        if role and role.lower().strip(".") in roles.TITLES:
            self.heads.add(role.lower().strip("."))
            return
        if role and not any(role in known for known in self.roles):
            self.roles = [*(known for known in self.roles if known not in role), role]
        if role:
            self.heads.update(w.lower().strip(".,") for w in role.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    entry: Entry
    confidence: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Where somebody is named or speaks outside quotation marks; ``sentence`` counts from the document's first."""

    place: int
    end: int
    entry: Entry
    sentence: int
    is_first: bool
    is_possessive: bool
    after_preposition: bool
    opens_sentence: bool


def lies_in(place: int, begins: Sequence[int], spans: Sequence[Span]) -> bool:
    number = bisect.bisect_right(begins, place) - 1
    return number >= 0 and place < spans[number].end


def loosen(words: Sequence[str]) -> frozenset[str]:
    """Loosen a folded name so that "Embassy of Ruritania in Strelsau" meets "Ruritania Embassy Strelsau"."""
    return frozenset(w for w in words if w not in _SMALL_WORDS)


def find_place_before(places: Sequence[int], place: int) -> int:
    number = bisect.bisect_left(places, place)
    return places[number - 1] if number else -1


def clean_name(name: str) -> str:
    words = strip_possessive(re.sub(r"\s+", " ", name).strip(" ,.;:"))
    return re.sub(r"^(?:the|The|a|an|A|An)\s+", "", words)


def fits(entry: Entry, *, male: bool) -> bool:
    if entry.kind not in (SourceKind.PERSON, SourceKind.UNNAMED):
        return False
    return entry.is_male is None or entry.is_male == male


def is_headlined(text: str, block: Span) -> bool:
    """Whether a block is set in capitals or headline capitals, where a capital tells nothing of names."""
    words = [w for w in text[block.begin : min(block.end, block.begin + 400)].split() if w[:1].isalpha()]
    return len(words) >= _HEADLINE_WORDS and sum(w[0].isupper() for w in words) >= 0.7 * len(words)


def find_title_gender(text: str, place: int) -> bool | None:
    """Find what a title right before a name says: "Mr." true, "Mrs." and "Ms." false, else none."""
    before = text[max(0, place - 5) : place].lower().replace(".", " ").split()
    title = before[-1] if before else ""
    return True if title in {"mr", "sir"} else False if title in {"mrs", "ms", "miss"} else None

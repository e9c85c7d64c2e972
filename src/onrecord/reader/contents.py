"""Where the content of a cue begins and ends, before it or after it.

The edges are those of PolNeAR: "that" belongs to the content, the addressee and the adverbials of the cue do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model.span import Span
from onrecord.reader import cues
from onrecord.reader.clauses import DETERMINERS, Sentence
from onrecord.text.quotations import Quotation

_TAIL_OPENERS = frozenset(
    """in on at by during after before when while as of to via about from for with monday tuesday wednesday thursday
    friday saturday sunday yesterday today later earlier last this following recently again""".split()
)
_TIME_OPENERS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later last this
    recently""".split()
)
_ASKED_FOR = frozenset({"comment", "comments", "a", "an", "help", "money", "directions", "more", "further"})
_CONTENT_STOPS = frozenset(
    {"who", "which", "whose", "while", "but", "and", "after", "when", "as", "although", "though"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """One cue with what it takes; ``content`` is empty while a quotation in the next paragraph is awaited."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    pattern: str
    begin: int


@dataclass(kw_only=True, slots=True)
class Clause:
    """A sentence being read: the text, the sentence, and what was matched so far."""

    text: str
    sentence: Sentence
    matches: list[Match] = field(default_factory=list)

    def get_lower(self, number: int) -> str:
        tokens = self.sentence.tokens
        return tokens[number].lower if 0 <= number < len(tokens) else ""

    def find_quotation_after(self, place: int, reach: int) -> Quotation | None:
        """Find the first quotation that begins within ``reach`` code points after ``place``."""
        for quotation in self.sentence.quotations:
            if place <= quotation.span.begin <= place + reach:
                return quotation
        return None

    def find_quotation_before(self, place: int) -> Quotation | None:
        """Find the quotation that ends right before ``place``, a comma and blanks aside."""
        for quotation in self.sentence.quotations:
            if quotation.span.end <= place and not self.text[quotation.span.end : place].strip(" ,\t\u00a0—–-\n"):
                return quotation
        return None


def get_end(clause: Clause, span: Span) -> int:
    return span.end - 1 if clause.text[span.end - 1] in ".?!" else span.end


def is_finished(text: str, quotation: Quotation, left: int) -> bool:
    """A quotation before a cue is its content when it closes like a sentence part: comma, full stop, question."""
    inner = text[quotation.inner.end - 1 : quotation.inner.end]
    return inner in tuple(",.?!…—–-") or "," in text[quotation.span.end : left] or not quotation.is_closed


def is_postposed(clause: Clause, number: int, left: int) -> bool:
    """Whether "Brook said" closes or interrupts an indirect content before it."""
    text, span, tokens = clause.text, clause.sentence.span, clause.sentence.tokens
    before = text[span.begin : left].rstrip()
    if not before.endswith((",", "—", "–")) or len(before.split()) < 4:
        return False
    if before.split()[0].lower() in _TAIL_OPENERS | {"according", "if", "although", "despite", "since", "while"}:
        return False
    following = clause.get_lower(number + 1)
    if following in {"", ".", ","}:
        return True
    if clause.get_lower(number) in cues.TELLING:
        return len(tokens) - number <= 6 and clause.find_quotation_after(tokens[number].end, 400) is None
    rest = tokens[number + 1 :]
    finite = any(t.lower in cues.AUXILIARIES or t.lower == "that" for t in rest)
    return following in _TAIL_OPENERS and len(rest) <= 14 and not finite


def find_content_begin(clause: Clause, left: int) -> int:
    """Where the content before a cue begins: the sentence, or what the last match left of it."""
    begin = clause.sentence.span.begin
    if clause.matches:
        last = clause.matches[-1]
        begin = max([last.cue.end, last.source.end if last.source else 0, *(s.end for s in last.content)])
    first = next((t for t in clause.sentence.tokens if t.begin >= begin), None)
    if first is not None and first.lower in {"but", "and", "yet", "still", "so", "now"} and first.begin - begin < 3:
        quotation = clause.find_quotation_after(first.end, 3)
        begin = quotation.span.begin if quotation else begin
    return begin


def find_resumed(clause: Clause, after: int, *, quoted: bool) -> tuple[Span, ...]:
    """The content that goes on after an interposed cue: "…,” she said, “but …”"."""
    text, span = clause.text, clause.sentence.span
    for quotation in clause.sentence.quotations:
        if quotation.span.begin < after:
            continue
        between = text[after : quotation.span.begin]
        resumes = quoted and len(between) <= 90 and between.rstrip().endswith((",", ":", ".", "—", "–"))
        cued = any(t.lower in cues.ALL for t in clause.sentence.tokens if after <= t.begin < quotation.span.begin)
        if (resumes or not between.strip()) and not cued:
            return (Span(quotation.span.begin, span.end),)
        break
    rest = text[after : span.end]
    words = rest[1:].split()
    if rest.startswith(",") and len(words) > 4 and not quoted:
        opener = words[0].lower().strip(",")
        if opener in _TAIL_OPENERS | cues.ADDING | {"who", "which"} or words[1].lower() in cues.SAYING:
            return ()
        return (Span(after + 1, span.end),)
    return ()


def find_content_after(clause: Clause, number: int) -> Span | None:
    tokens, text, span = clause.sentence.tokens, clause.text, clause.sentence.span
    word = clause.get_lower(number)
    begin = _find_opening(clause, number)
    if begin is None or begin >= span.end:
        return None
    end = get_end(clause, span) if not _closes_with_quotation(clause) else span.end
    if word in cues.JUDGING and word not in cues.SAYING:
        end = min(end, _find_clause_end(clause, begin))
    else:
        end = min(end, _find_tail(clause, begin))
    quotation = clause.find_quotation_after(begin, 0)
    if quotation is not None and word in {"calling", "called", "calls", "call", "dubbed"}:
        end = min(end, quotation.span.end)
    content = text[begin:end].strip(" ,.;:—–-")
    if not any(c.isalnum() for c in content) or (
        len(content.split()) < 2 and not clause.find_quotation_after(begin, 0)
    ):
        return None
    first = next((t for t in tokens if t.begin >= begin), None)
    if first is not None and first.lower in {"by", "of"} and first.begin == begin:
        return None
    return Span(begin, end)


def _closes_with_quotation(clause: Clause) -> bool:
    return bool(clause.sentence.quotations) and clause.sentence.quotations[-1].span.end >= clause.sentence.span.end - 1


def _find_opening(clause: Clause, number: int) -> int | None:
    """Where the content begins after a cue, addressee and adverbials skipped."""
    tokens, text = clause.sentence.tokens, clause.text
    end = tokens[number].end
    following = clause.get_lower(number + 1)
    quotation = clause.find_quotation_after(end, 160)
    if quotation is not None:
        between = text[end : quotation.span.begin].rstrip()
        first = between.split()[0].lower() if between.split() else ""
        bare = between.strip(" ,:")
        skips = (
            first in _TAIL_OPENERS or clause.get_lower(number) in cues.TELLING or clause.get_lower(number) == "asked"
        )
        if not bare or (between.endswith((",", ":")) and skips and "that" not in between.split()):
            return quotation.span.begin
    if following in {"", ".", ";", "?", "!"}:
        return None
    opening = number + 1
    if following in {",", ":"}:
        opening += 1
        return tokens[opening].begin if following == ":" and opening < len(tokens) else _after_aside(clause, opening)
    if clause.get_lower(number) in cues.TELLING or (clause.get_lower(number) in {"asked", "asks"}):
        return _skip_addressee(clause, opening)
    that = next((n for n in range(opening, min(opening + 14, len(tokens))) if tokens[n].lower == "that"), None)
    if following in _TAIL_OPENERS and clause.get_lower(number) in cues.SAYING:
        if that is not None and not any(t.text in ",;" for t in tokens[opening : that - 1]):
            return tokens[that].begin
        if following in _TIME_OPENERS or (following == "on" and clause.get_lower(number + 2) in _TIME_OPENERS):
            opening += 1 if following in _TIME_OPENERS and following not in {"last", "this"} else 2
            return tokens[opening].begin if opening < len(tokens) else None
        if following in {"in", "on", "at", "during", "after"}:
            return None
    return tokens[opening].begin


def _after_aside(clause: Clause, opening: int) -> int | None:
    """After "said, however, that …"."""
    tokens = clause.sentence.tokens
    for number in range(opening, min(opening + 12, len(tokens))):
        if tokens[number].lower == "that" and clause.get_lower(number - 1) == ",":
            return tokens[number].begin
    return None


def _skip_addressee(clause: Clause, opening: int) -> int | None:
    tokens = clause.sentence.tokens
    if any(
        clause.get_lower(n) == "for" and clause.get_lower(n + 1) in _ASKED_FOR for n in range(opening, opening + 12)
    ):
        return None  # an inquiry, not a saying: "asked the board for comment"
    for number in range(opening, min(opening + 9, len(tokens))):
        if tokens[number].lower in {"that", "to", "if", "whether", "how", "why", "about", "what"} and number > opening:
            return tokens[number].begin
        if tokens[number].text in ",;:":
            return None
    number = opening
    if clause.get_lower(number) in cues.PERSONAL | {"him", "her", "them", "us", "me", "reporters"}:
        number += 1
    elif clause.get_lower(number) in DETERMINERS:
        number += 2
        while number < len(tokens) and tokens[number].is_capitalized:
            number += 1
    else:
        while number < len(tokens) and tokens[number].is_capitalized:
            number += 1
        if number == opening:
            number += 1
    while number < len(tokens) and tokens[number].lower in _TIME_OPENERS:
        number += 1
    if number < len(tokens) and tokens[number].lower in {"in", "on", "at", "during", "after", "of"}:
        return None
    return tokens[number].begin if number < len(tokens) else None


def _find_tail(clause: Clause, begin: int) -> int:
    """Where an indirect content ends before the sentence does: at ", according to", ", who …"."""
    for number, token in enumerate(clause.sentence.tokens):
        if token.begin > begin and token.lower == "according" and clause.get_lower(number + 1) == "to":
            return token.begin
    return clause.sentence.span.end


def _find_clause_end(clause: Clause, begin: int) -> int:
    tokens = clause.sentence.tokens
    for number, token in enumerate(tokens):
        if token.begin <= begin or token.text not in ",;—–":
            continue
        if token.text != "," or clause.get_lower(number + 1) in _CONTENT_STOPS | cues.ADDING:
            return token.begin
    return clause.sentence.span.end

"""A sentence as the rules see it: words outside quotation marks, and quotations as single pieces.

No parser is asked. The subject of a verb is what stands between it and the beginning of its clause, read leftward
with a short list of words at which a clause must begin.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.span import Span
from onrecord.reader import cues
from onrecord.text.quotations import Quotation
from onrecord.text.tokens import Token, make_tokens

# Words at which a clause begins; what stands left of them is not the subject.
_CLAUSE_OPENERS = frozenset(
    """but because that which as while when if after before although though since where than whether so what how why
    until unless or nor whom yet""".split()
)
_PREPOSITIONS = frozenset(
    """in on at by during after before since despite under over with without from into through amid following among
    against about via within until between per given like unlike besides throughout alongside""".split()
)
_OPENING_PARTICIPLES = frozenset("speaking writing responding asked appearing testifying referring talking".split())
_TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight earlier later last
    next week month year morning afternoon evening night january february march april may june july august september
    october november december early late""".split()
)
DETERMINERS = frozenset("the a an this that these those his her its their our my some many most several".split())
_INVERTED_STOP = (
    _PREPOSITIONS
    | _CLAUSE_OPENERS
    | frozenset("to and who whose".split())
    | frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight".split())
) - {"from", "with"}
_NO_SUBJECT = frozenset({"for", "if", "to", "of", "please", "nobody", "no-one", "none", "nothing"})
_SUBJECT_LIMIT = 22  # words; a longer subject is a clause misread


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """``tokens`` stand outside every quotation; ``quotations`` inside the sentence's span, both in order."""

    span: Span
    tokens: tuple[Token, ...]
    quotations: tuple[Quotation, ...]


def make_sentence(text: str, span: Span, quotations: Sequence[Quotation]) -> Sentence:
    first = bisect.bisect_left(quotations, span.begin, key=lambda q: q.span.begin)
    stop = bisect.bisect_left(quotations, span.end, key=lambda q: q.span.begin)
    inside = tuple(quotations[first:stop])
    tokens: list[Token] = []
    position = span.begin
    for quotation in inside:
        tokens.extend(make_tokens(text, position, quotation.span.begin))
        position = quotation.span.end
    tokens.extend(make_tokens(text, position, max(position, span.end)))
    return Sentence(span=span, tokens=tuple(tokens), quotations=inside)


def is_adverb(token: Token) -> bool:
    word = token.lower
    return word in cues.ADVERBS or (word.endswith("ly") and len(word) > 4 and not token.is_capitalized)


def find_verb_group(sentence: Sentence, number: int) -> int:
    """Find the first token of the verb group that ends at token ``number``: auxiliaries and adverbs before it."""
    first = number
    tokens = sentence.tokens
    while first > 0 and _adjoins(sentence, first - 1):
        before = tokens[first - 1]
        if before.lower in cues.AUXILIARIES or is_adverb(before):
            first -= 1
        else:
            break
    while first < number and is_adverb(tokens[first]) and tokens[first].lower not in cues.AUXILIARIES:
        if tokens[first].lower in {"also", "then", "later", "never", "not", "repeatedly"}:
            break
        first += 1
    return first


def _adjoins(sentence: Sentence, number: int) -> bool:
    """Whether no quotation stands between a token and the next one."""
    left, right = sentence.tokens[number], sentence.tokens[number + 1]
    return not any(left.end <= q.span.begin < right.begin for q in sentence.quotations)


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """``span`` is who speaks; ``clause_begin`` where the clause with it begins (adverbials in front included)."""

    span: Span
    clause_begin: int


def find_subject(sentence: Sentence, verb: int) -> Subject | None:
    """Find the subject left of the verb group that begins at token ``verb``."""
    tokens = sentence.tokens
    last = verb - 1
    while last >= 0 and is_adverb(tokens[last]) and _adjoins(sentence, last):
        last -= 1
    if last < 0 or not _adjoins(sentence, last):
        return None
    if tokens[last].text == ",":
        return _find_before_apposition(sentence, last)
    if tokens[last].text == ")":
        pass
    elif not tokens[last].is_word:
        return None
    first = _find_clause_begin(sentence, last)
    if first is None:
        return None
    return _make_subject(sentence, first, last)


def _find_clause_begin(sentence: Sentence, last: int) -> int | None:
    tokens = sentence.tokens
    first = last
    while first >= 0:
        token = tokens[first]
        if first < last and not _adjoins(sentence, first):
            break
        word = token.lower
        if token.text in ",;:—–-?!" or (token.text in '“”"' and first < last):
            if token.text == "," and _is_age_or_suffix(tokens, first, last):
                first -= 1
                continue
            break
        if word in _CLAUSE_OPENERS and not (word in {"that", "or"} and first == last):
            break
        if word == "and" and not _joins_names(tokens, first):
            break
        if word == "who" and first < last:
            return None
        first -= 1
    first += 1
    return first if first <= last else None


def _is_age_or_suffix(tokens: Sequence[Token], comma: int, last: int) -> bool:
    following = tokens[comma + 1].lower if comma + 1 <= last else ""
    return following in {"jr", "sr", "ii", "iii"}


def _joins_names(tokens: Sequence[Token], number: int) -> bool:
    """Whether an "and" joins two parts of one subject."""
    if number == 0 or number + 1 >= len(tokens):
        return False
    left, right = tokens[number - 1], tokens[number + 1]
    if left.lower in cues.ALL or right.lower in cues.ALL:
        return False
    return left.is_capitalized == right.is_capitalized and left.is_word and right.lower not in cues.PERSONAL


def _find_before_apposition(sentence: Sentence, comma: int) -> Subject | None:
    """The verb follows a comma: the subject stands before the apposition or relative clause the comma closes."""
    tokens = sentence.tokens
    opening = comma - 1
    while opening >= 0 and comma - opening <= _SUBJECT_LIMIT and _adjoins(sentence, opening):
        token = tokens[opening]
        if token.text == ",":
            following = tokens[opening + 1]
            inner = {t.lower for t in tokens[opening + 1 : comma]}
            name_end = opening - 1
            if following.lower in cues.PERSONAL - {"who"}:
                return None
            if name_end < 0 or not tokens[name_end].is_word or not _adjoins(sentence, name_end):
                return None
            if tokens[name_end].text[:1].isdigit():  # "Ada Brook, 74, a resident, said"
                opening -= 1
                continue
            first = _find_clause_begin(sentence, name_end)
            if first is None:
                return None
            subject = _make_subject(sentence, first, name_end)
            if subject is None:
                return None
            relative = following.lower in {"who", "which", "whose", "speaking", "when", "in", "on", "at", "during"}
            if relative or inner & cues.SAYING:
                return subject
            return Subject(span=Span(subject.span.begin, tokens[comma - 1].end), clause_begin=subject.clause_begin)
        opening -= 1
    return None


def _make_subject(sentence: Sentence, first: int, last: int) -> Subject | None:
    """Trim a clause's front to the noun phrase that speaks."""
    tokens = sentence.tokens
    clause_begin = tokens[first].begin
    while first <= last and (tokens[first].lower in {"and", "but", "so", "then", "yet"} or is_adverb(tokens[first])):
        first += 1
    if first > last:
        return None
    if tokens[first].lower in _PREPOSITIONS | _OPENING_PARTICIPLES or tokens[first].lower in _TIME_WORDS - {
        "may",
        "march",
    }:
        first = _skip_adverbial(tokens, first, last)
    for number in range(last - 1, first - 1, -1):  # a finite verb inside: the subject is what follows it
        word = tokens[number].lower
        if word in cues.AUXILIARIES or (word in cues.SAYING and word not in cues.AMBIGUOUS) or word == "told":
            first = number + 1
            break
    if first <= last and (tokens[first].lower == "you" or tokens[first].lower in _NO_SUBJECT):
        return None
    if first > last or last - first > _SUBJECT_LIMIT or tokens[last].lower in cues.SAYING - cues.AMBIGUOUS:
        return None
    if tokens[last].lower in DETERMINERS | _PREPOSITIONS and last == first and tokens[last].lower not in {"this"}:
        return None
    return Subject(span=Span(tokens[first].begin, tokens[last].end), clause_begin=clause_begin)


def _skip_adverbial(tokens: Sequence[Token], first: int, last: int) -> int:
    """Skip "On Tuesday", "Last week", "In an interview with …": to the last noun phrase of the clause."""
    number = last
    while number > first and tokens[number].is_word and tokens[number].is_capitalized:
        number -= 1
    if number < last and tokens[number].lower in {"of", "for"}:
        while number > first and tokens[number].lower not in _PREPOSITIONS | DETERMINERS:
            number -= 1
    for opening in range(last, first, -1):
        if tokens[opening].lower in DETERMINERS or tokens[opening].lower in cues.PERSONAL:
            return opening
        if tokens[opening - 1].lower in _TIME_WORDS and tokens[opening].lower not in _TIME_WORDS:
            return opening
    return min(number + 1, last)


def find_inverted_subject(sentence: Sentence, verb: int) -> Span | None:
    """Find the subject right of the verb ("said Ada Brook, the harbour master"), the apposition included."""
    tokens = sentence.tokens
    first = verb + 1
    if first >= len(tokens) or not _adjoins(sentence, verb):
        return None
    opening = tokens[first]
    if not opening.is_word or opening.lower in _INVERTED_STOP - {"that"} or opening.lower == "that":
        return None
    bare = not (opening.is_capitalized or opening.lower in DETERMINERS or opening.lower in cues.PERSONAL)
    if bare and not _is_bare_role(tokens, first):
        return None
    last = first
    if opening.lower in cues.PERSONAL:
        return Span(opening.begin, opening.end)
    while last + 1 < len(tokens) and _adjoins(sentence, last):
        token = tokens[last + 1]
        word = token.lower
        if word in _INVERTED_STOP and not (word == "and" and _joins_names(tokens, last + 1)):
            if word in {"in", "at", "to", "on", "with"} and _belongs_to_role(tokens, first, last, last + 1):
                last += 1
                continue
            break
        if token.text == ",":
            if not _opens_apposition(tokens, last + 1):
                break
        elif token.text in ".;:—–?!(":
            if token.text != "." or not _is_abbreviation_stop(tokens, last + 1):
                break
        elif word in cues.ADDING:
            break
        last += 1
        if last - first > _SUBJECT_LIMIT:
            break
    while last > first and not tokens[last].is_word and tokens[last].text != ")":
        last -= 1
    return Span(opening.begin, tokens[last].end)


def _is_bare_role(tokens: Sequence[Token], first: int) -> bool:
    """A role without article before a name: "said spokeswoman Ada Brook"."""
    return any(t.is_capitalized and t.is_word for t in tokens[first + 1 : first + 4]) or (
        tokens[first].lower.endswith(("s", "man", "woman", "person")) and tokens[first].lower not in cues.ALL
    )


def _belongs_to_role(tokens: Sequence[Token], first: int, last: int, number: int) -> bool:
    if tokens[number].lower == "to":
        return tokens[last].lower in {"adviser", "advisor", "assistant", "ambassador", "aide", "envoy"}
    comma = any(t.text == "," for t in tokens[first : last + 1])
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    return comma and following is not None and following.lower in DETERMINERS


def _opens_apposition(tokens: Sequence[Token], comma: int) -> bool:
    following = tokens[comma + 1] if comma + 1 < len(tokens) else None
    if following is None or not following.is_word:
        return False
    word = following.lower
    if word in cues.ADDING or word in cues.ALL | cues.AUXILIARIES | cues.PERSONAL | _CLAUSE_OPENERS:
        return False
    if word in {"and", "in", "on", "at", "with", "during", "referring", "speaking", "to", "by", "after", "amid"}:
        return False
    return word in DETERMINERS or not following.is_capitalized or word[:1].isdigit() or len(tokens) - comma < 8


def _is_abbreviation_stop(tokens: Sequence[Token], number: int) -> bool:
    before = tokens[number - 1]
    return (
        len(before.text) <= 4
        and before.is_capitalized
        and number + 1 < len(tokens)
        and tokens[number].begin == before.end
    )


def find_token_at(sentence: Sentence, place: int) -> int | None:
    """Find the first token that begins at or after an offset."""
    return next((n for n, t in enumerate(sentence.tokens) if t.begin >= place), None)

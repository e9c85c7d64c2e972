"""Quantity claims: how many of what, where and when, as an attribution or the outlet itself says it.

Only counted nouns with a clear unit, shares and sums of money are claims. What counts from something untold ("three
more"), asks, denies, or only points back ("those five") is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.model.document import BlockKind, Document
from onrecord.model.reading import Attribution, Claim, Quantity
from onrecord.model.span import Span
from onrecord.text.numbers import NumberMention, iter_quantities
from onrecord.text.quotations import find_quotations
from onrecord.text.sentences import make_sentences

_OWN_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_READ_KINDS = _OWN_KINDS | {BlockKind.POST, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.CAPTION}

# Counted in passing: durations, repetitions, parts of speech about speech. Never claims by themselves.
_NO_UNIT = frozenset(
    """year month week day hour minute second decade century night weekend morning evening quarter half time moment
    degree way thing reason word point step side part kind type sort question example issue choice option idea aspect
    o'clock season semester term age birthday anniversary paragraph sentence page chapter letter goal run set inning
    third fourth""".split()
)
_POINTING_BACK = frozenset(
    """these those another other every each any next last past first final previous remaining no not never his her my
    your both""".split()
)
_NEEDS_MORE = frozenset({"the", "all", "its", "their", "our"})
_NEGATED = re.compile(r"(?:\b(?:not|never|without|cannot)|n['’]t)\s(?:[\w’']{1,20}\s){0,2}$", re.IGNORECASE)
_NO_MORE_THAN = re.compile(r"\b(?:no|not)\s(?:more|fewer|less|just|only)\s(?:than\s)?$", re.IGNORECASE)

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_NOT_PLACE = re.compile(rf"(?:{_MONTH}|{_DAY}|Grade|Chapter|Parliament|Congress|Court|English|French|God|I)\b\.?")
# Capital letters alone are an organization more often than a place, these aside.
_ACRONYM = r"(?:U\.S\.A?\.?|U\.K\.|D\.C\.|B\.C\.|U\.A\.E\.|N\.Y\.|US|USA|UK|EU|UAE|NYC|DC|BC|LA)(?!\w)"
_NAME = rf"(?:{_ACRONYM}|[A-Z](?=[\w’'-]{{0,30}}[a-zà-ÿ])[\w-]{{1,30}}(?:['’][A-Z]\w{{1,20}})?)"
_ONE_PLACE = rf"{_NAME}(?:[ -]{_NAME}|\sof\s(?:the\s)?{_NAME}){{0,3}}"
_PLACE = (
    r"(?P<the>the\s)?(?P<place>(?:(?:northern|southern|eastern|western|central|downtown|rural|mainland)\s)?"
    rf"#?{_ONE_PLACE}(?:(?:,\s{_ONE_PLACE}){{0,8}}\sand\s(?:the\s)?{_ONE_PLACE})?)"
)
_GOING_ON = (
    r"(?:\s(?:that|which|who|are|were|is|was|have|has|had|been|being|now|currently|still|already|there|today|run|active"
    r"|open|operate|exist|live|sit|stand|work|died|held|[a-z]{2,15}(?:ed|ing))){0,5}"
)
_PLACE_AFTER = re.compile(rf"(?P<gap>{_GOING_ON})\s(?:in|across|throughout|within|inside|around|at)\s{_PLACE}")
_PLACE_BARE = re.compile(rf"\s{_PLACE}(?=\s{{0,2}}(?:[!?.,;:)…–—\n]|$))")
_PLACE_LEADING = re.compile(rf"[“\"‘']?(?:In|Across|Throughout)\s{_PLACE},")
# A lower-case noun after the name makes the name its modifier: "in Ruritania hospitals".
_MODIFIES = re.compile(
    r"\s(?:(?!(?:is|as|was|has|this|plus|towards|across|says|does)\b)[a-z]{2,20}(?<!s)s\b"
    r"|(?:custody|history|law|politics|time)\b)"
)
# "in the Ohio primary": the article belongs to the noun that follows.
_IS_ADJECTIVE = re.compile(
    r"\s(?!(?:is|are|was|were|as|at|on|in|by|for|from|to|of|and|or|but|who|which|that|since|after|before|when|while"
    r"|with|alone|today|now|last|this|next|has|have|had|will|would|can|could|during|until|so)\b)[a-z]{2,20}"
)

_TIME = re.compile(
    rf"\b(?P<plain>(?:in|on|during)\s)?(?P<time>(?:(?:since|by|until|from|as of|before|after|through|between)\s)?"
    rf"(?:(?:the\s)?(?:end|start|beginning|middle|(?:first|second|third|fourth|last)\s(?:half|quarter|month|weeks?|days))"
    r"\sof\s)?(?:early[-\s]|late[-\s]|mid-)?"
    rf"(?:{_DAY},?\s)?(?:{_MONTH}(?:\s[0-9]{{1,2}}\b)?(?:,?\s(?:19|20)[0-9]{{2}}\b)?"
    r"|(?:(?:spring|summer|autumn|fall|winter|fiscal|the year)\s(?:of\s)?)?(?:19|20)[0-9]{2}(?![0-9,.]*[0-9])"
    r"|(?:last|this|next|the past|the last|the previous|the coming)\s"
    rf"(?:year|month|week|decade|century|quarter|fiscal year|spring|summer|autumn|fall|winter|weekend|night|{_DAY})"
    rf"|yesterday|today|tonight|tomorrow|{_DAY}"
    r"|(?:[0-9]{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:year|month|week|day|decade)s?\s(?:ago|earlier)"
    r"|(?:a|per|each|every)\s(?:day|week|month|year)\b|annually|daily|monthly|yearly))"
)  # fmt: skip


def find_claims(document: Document, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """Find the quantity claims of a document, in text order.

    A number inside the content of an asserted attribution is that attribution's; one in the outlet's own paragraphs
    and outside quotation marks is the outlet's; any other is nobody's and left out.
    """
    owners = _OwnerIndex(attributions)
    claims: list[Claim] = []
    for region, is_own in _iter_regions(document):
        mentions = list(iter_quantities(document.text, region))
        if not mentions:
            continue
        quoted = _QuotedIndex(document.text, region)
        sentences = make_sentences(document.text, region, [])
        for mention in mentions:
            owner = owners.find(mention.number.begin)
            if owner is None and (not is_own or quoted.holds(mention.number.begin)):
                continue
            if owner is not None and not owner.asserted:
                continue
            sentence = _find_sentence(sentences, mention.number.begin, region)
            made = _make_claim(document.text, sentence, mention)
            if made is not None:
                span, quantity = made
                claim_id = f"c{len(claims) + 1}"
                claims.append(Claim(id=claim_id, attribution=owner.id if owner else None, span=span, quantity=quantity))
    return tuple(claims)


def _iter_regions(document: Document) -> Iterator[tuple[Span, bool]]:
    """Iterate over the stretches of text that may hold claims, each with whether the outlet itself speaks there."""
    if not document.blocks:
        yield Span(0, len(document.text)), True
    for block in document.blocks:
        if block.kind not in _READ_KINDS:
            continue
        span = block.post.words_span if block.post is not None else block.span
        if span is not None:
            yield span, block.kind in _OWN_KINDS


class _OwnerIndex:
    """Answers in which attribution's content a place stands."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        pieces = sorted((span, number) for number, a in enumerate(attributions) for span in a.content)
        self._pieces = [(span, attributions[number]) for span, number in pieces]
        self._begins = [span.begin for span, _ in pieces]

    def find(self, place: int) -> Attribution | None:
        number = bisect_right(self._begins, place) - 1
        if number < 0:
            return None
        span, attribution = self._pieces[number]
        return attribution if place < span.end else None


class _QuotedIndex:
    """Answers whether a place stands between quotation marks."""

    def __init__(self, text: str, region: Span) -> None:
        self._spans = [quotation.span for quotation in find_quotations(text, [region])]
        self._begins = [span.begin for span in self._spans]

    def holds(self, place: int) -> bool:
        number = bisect_right(self._begins, place) - 1
        return number >= 0 and place < self._spans[number].end


def _find_sentence(sentences: Sequence[Span], place: int, region: Span) -> Span:
    number = bisect_right(sentences, Span(place, 10**12)) - 1
    return sentences[number] if number >= 0 and place < sentences[number].end else region


def _make_claim(text: str, sentence: Span, mention: NumberMention) -> tuple[Span, Quantity] | None:
    """Make the claim of one mention in its sentence, with its span; none where it claims no quantity."""
    found = _find_place(text, sentence, mention)
    place, place_end = found if found is not None else (None, None)
    if not _is_claim(text, sentence, mention, has_place=place is not None):
        return None
    span = Span(mention.span.begin, place_end or mention.span.end)
    quantity = Quantity(
        value=mention.value,
        unit=mention.unit,
        place=place,
        time=_find_time(text, sentence, span),
        mode=mention.mode,
    )
    return span, quantity


def _is_claim(text: str, sentence: Span, mention: NumberMention, *, has_place: bool) -> bool:
    words = mention.unit.split()
    if not words or mention.is_relative or words[-1].casefold() in _NO_UNIT:
        return False
    if mention.determiner in _POINTING_BACK:
        return False
    if mention.determiner in _NEEDS_MORE and len(words) < 2 and not has_place and mention.unit_span is not None:
        return False
    if mention.value == 1 and not mention.number.of(text)[0].isdigit() and mention.determiner not in {"only", "just"}:
        return False
    before = text[max(sentence.begin, mention.span.begin - 60) : mention.span.begin]
    if _NEGATED.search(before) and not _NO_MORE_THAN.search(before):
        return False
    return not text[sentence.begin : sentence.end].rstrip("”’\"') ").endswith("?")


def _find_place(text: str, sentence: Span, mention: NumberMention) -> tuple[str, int | None] | None:
    """Find the place a quantity is claimed for, with its end where it directly follows the unit."""
    if mention.unit_span is None:
        return None
    end = mention.span.end
    stop = min(sentence.end, end + 200)
    for pattern in (_PLACE_AFTER, _PLACE_BARE):
        match = pattern.match(text, end, stop)
        if match is None or _MODIFIES.match(text, match.end(), sentence.end):
            continue
        if match["the"] and " " not in match["place"] and _IS_ADJECTIVE.match(text, match.end(), sentence.end):
            continue
        place = _trim_place(match["place"])
        if place:
            is_adjacent = pattern is _PLACE_BARE or not match["gap"]
            return place.lstrip("#"), match.start("place") + len(place) if is_adjacent else None
    leading = _PLACE_LEADING.match(text, sentence.begin, min(sentence.end, sentence.begin + 200))
    if leading is not None and leading.end() <= mention.span.begin and (place := _trim_place(leading["place"])):
        return place, None
    return None


def _trim_place(name: str) -> str:
    """Trim days and months that follow a place's name; empty when nothing is left of it."""
    for match in re.finditer(r"\S+", name):
        if _NOT_PLACE.fullmatch(match.group().lstrip("#")):
            return name[: match.start()].rstrip(" ,").removesuffix(" and")
    return name


def _find_time(text: str, sentence: Span, span: Span) -> str | None:
    """Find the time nearest to a claim in its sentence, as the text gives it."""
    begin, end = max(sentence.begin, span.begin - 200), min(sentence.end, span.end + 200)
    nearest: tuple[int, str] | None = None
    for match in _TIME.finditer(text, begin, end):
        if match.start() < span.end and span.begin < match.end():
            continue
        distance = match.start() - span.end if match.start() >= span.end else span.begin - match.end()
        if nearest is None or distance < nearest[0]:
            nearest = distance, match["time"]
    return nearest[1] if nearest else None

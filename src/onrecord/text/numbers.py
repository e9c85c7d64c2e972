"""Numbers and the things they count, in English running text.

Reported is what counts or measures ("five river stations", "$5.2 million", "at least 40 per cent"). Left out is what
only looks like it: ages, dates, years, times, scores, ranges, ratios, addresses, telephone and list numbers, and names
with a figure in them ("G7", "F-35", "Route 9").

Why not a library: those known to us parse the number but not what is counted, and report every digit on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from onrecord.model.reading import QuantityMode
from onrecord.model.span import Span
from onrecord.text.inflection import is_plural, make_singular


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberMention:
    """``span`` runs from the number (or its currency sign) through its unit, without the words of the mode.

    ``unit`` is a counted noun in the singular with at most two words before it, a currency code (ISO 4217; a bare
    dollar sign counts as USD), ``percent``, or empty where the text names none. ``determiner`` is the word in front
    ("the", "those"), folded; ``is_relative`` marks what adds to something untold ("five more", "two other").
    """

    span: Span
    number: Span
    unit_span: Span | None
    value: int | float
    unit: str
    mode: QuantityMode
    determiner: str | None = None
    is_relative: bool = False


_ONES = {
    w: n
    for n, w in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_ORDINALS = {
    w: n
    for n, w in enumerate(
        """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()
    )
}
_WORDS = "|".join([*_ONES, *_TENS, "hundred", *_SCALES, "dozen"])
_BIG = "hundred|thousand|million|billion|trillion|dozen"

_START = re.compile(
    rf"[0-9]|(?<![\w’'#@.])(?:(?:{_WORDS})(?!\w)|an?\s{{1,2}}(?:half[-\s])?(?=(?:{_BIG})(?!\w))"
    rf"|half[-\s](?:an?[-\s])?(?=(?:{_BIG})(?!\w)))",
    re.IGNORECASE,
)
_WORD_NUMBER = re.compile(rf"(?:{_WORDS})(?!\w)", re.IGNORECASE)
_JOINT = re.compile(r"[-\s‑]{1,2}(?:and\s{1,2})?")
_DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])(?:\.[0-9]{1,6})?|[0-9]{1,15}(?:\.[0-9]{1,6})?")
_SCALE = re.compile(
    r"(?:[-\s‑]{1,2}(hundred|thousand|million|billion|trillion|dozen)|(k|mn?|bn?|tn))(?!\w)", re.IGNORECASE
)
# What goes on after a figure without a space and makes it part of a name, a date, a score.
_GLUED = re.compile(r"[\w.,:/’'+@\-‑–—]{0,60}")
_PHONE = re.compile(r"\+?[0-9]{0,3}[-. (]{0,2}[0-9]{3}[-. )]{1,2}[0-9]{3}[-. ][0-9]{4}(?![0-9])")
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_BEFORE = re.compile(rf"(?<!\w){_MONTHS}\.?\s{{1,2}}$", re.IGNORECASE)
_MONTH_AFTER = re.compile(
    rf"\s{{1,2}}(?:of\s)?(?:{_MONTHS}(?!\w)\.?)(?!\s[a-z]{{2,20}}s\b)".replace("|may|", "|May|"), re.IGNORECASE
)
_TIME_AFTER = re.compile(
    r"\s?(?:[ap]\.?\s?m\b|o['’]clock|hours?\s(?:GMT|local)|(?:GMT|UTC|EST|EDT|PST|PDT|ET|PT|BST)\b)"
)
_LABEL_BEFORE = re.compile(
    r"(?:(?<!\w)(?:Highway|Hwy|Route|Interstate|Flight|Room|Suite|Apartment|Apt|Unit|Section|Article|Chapter|Bill|Page"
    r"|Grade|Number|Phase|Level|Type|Part|Volume|Season|Episode|Game|Week|Day|Channel|Pier|Gate|Floor|Line|Title|Group"
    r"|Proposition|Prop|Rule|Division|Ward|District|Precinct|Zone|Area|Block|Sector|Round|Stage|Tier|Class|Category"
    r"|Formula|Apollo|Windows|iPhone|Figure|Table|Schedule|Amendment|Resolution|Step|Version|Terminal|Platform|Track"
    r"|Building|Tower|Site|Camp|Station|Pillar|Group of|Class of|Big|Fortune|Nasdaq|FTSE|S&P|Dow"
    r"|No\.?|Nos\.?|[Nn]o\.|[Nn]umber|[Pp]age|[Cc]hapter|[Gg]rade"
    r"|[Ss]ection|[Aa]rticle|[Bb]ox|[Pp]hase|age|aged|ages)|[#№])\s?$"
)
_ADDRESS_AFTER = re.compile(
    r"\s(?:[NSEW]\.?\s)?(?:[A-Z0-9][\w’'.-]{0,20}\s){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Way|Highway|Parkway|Place|Square|Court|Terrace|Quay)\b"
)
_CURRENCY_SIGNS = {
    "US$": "USD", "$": "USD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD",
    "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "MX$": "MXN", "R$": "BRL", "£": "GBP", "€": "EUR", "¥": "JPY",
    "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₴": "UAH", "₦": "NGN", "₱": "PHP",
}  # fmt: skip
_CURRENCY_CODES = "USD|CAD|EUR|GBP|AUD|NZD|CHF|JPY|CNY|INR|SEK|NOK|DKK|ZAR|MXN|BRL"
_CURRENCY_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:US|C(?:AD?)?|AU?|NZ|HK|S|NT|MX|R)?\$|[£€¥₹₩₽₺₪₴₦₱]|(?<!\w)(?:{_CURRENCY_CODES}))\s?$"
)
_CURRENCY_AFTER = re.compile(
    rf"\s{{1,2}}(?:(?P<code>{_CURRENCY_CODES})\b|(?:(?P<land>Canadian|U\.?S\.?|American|Australian"
    r"|New Zealand|Hong Kong|Singapore)\s)?(?P<dollar>dollars?)\b|(?P<euro>euros?)\b"
    r"|(?P<pound>pounds? sterling)\b|(?P<yen>yen)\b|(?P<rupee>rupees?)\b)",
    re.IGNORECASE,
)
_LANDS = {"canadian": "CAD", "australian": "AUD", "new zealand": "NZD", "hong kong": "HKD", "singapore": "SGD"}
_PERCENT_AFTER = re.compile(r"\s{0,2}(?:[%％]|per\s?cent\b(?!age)|pct\b)", re.IGNORECASE)
_OLD_AFTER = re.compile(r"\s(?:years?|months?|weeks?|days?)(?:\s|-)(?:old\b|of\sage\b)")
# "3 in 10", "five to ten", "5 or 6", "three out of four": no count of one thing.
_RATIO = re.compile(r"\s{1,2}(?:in|out\sof|of\severy|in\severy|to|or|-|–)\s{1,2}(?:the\s|a\s|an\s)?$", re.IGNORECASE)
_RATIO_AFTER = re.compile(
    rf"\s{{1,2}}(?:in|out\sof|of\severy|in\severy|to|or|–|-)\s{{1,2}}(?:[$£€]?[0-9]|(?:{_WORDS})(?!\w))", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?<!\w)between\s(?:[$£€])?$", re.IGNORECASE)
_BETWEEN_AFTER = re.compile(rf"[\w\s%]{{0,20}}?\sand\s[$£€]?(?=[0-9]|(?:{_WORDS})(?!\w))", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:in|since|until|till|during|year|fiscal|spring|summer|autumn|fall|winter|circa|{_MONTHS}\.?),?\s"
    r"|[-–(/])$",
    re.IGNORECASE,
)
_AT_LEAST = (
    "at least|no fewer than|not fewer than|no less than|not less than|more than|over|upwards? of|in excess of"
    "|a minimum of|greater than|exceeding|north of"
)
_AT_MOST = (
    "at most|up to|no more than|not more than|(?<!no )(?<!not )(?:fewer|less) than|under|as many as|as much as"
    "|a maximum of"
)
_ABOUT = (
    "about|around|roughly|some|nearly|almost|approximately|an estimated|estimated|close to|circa|more or less"
    "|an average of|(?:just|barely|slightly) (?:over|under|more than|less than|above|below)|approx\\."
)
_ARTICLE = r"(?:the\s|a\s|an\s)?"
# In the order in which they are tried: "just over" is about, "no more than" is at most.
_MODE_BEFORE = (
    (QuantityMode.ABOUT, re.compile(rf"(?:(?<!\w)(?:{_ABOUT})\s{{1,2}}|[~≈]\s?){_ARTICLE}$", re.IGNORECASE)),
    (QuantityMode.AT_MOST, re.compile(rf"(?<!\w)(?:{_AT_MOST})\s{{1,2}}{_ARTICLE}$", re.IGNORECASE)),
    (QuantityMode.AT_LEAST, re.compile(rf"(?<!\w)(?:{_AT_LEAST})\s{{1,2}}{_ARTICLE}$", re.IGNORECASE)),
)
_MODE_AFTER = (
    (QuantityMode.AT_LEAST, re.compile(r"\+|\s(?:or more|or above|plus)\b")),
    (QuantityMode.AT_MOST, re.compile(r"\s(?:or fewer|or less)\b")),
    (QuantityMode.ABOUT, re.compile(r"\s(?:or so)\b")),
)
_DETERMINER = re.compile(
    r"(?<!\w)(the|these|those|all|both|its|their|our|his|her|my|your|another|every|each|any|next|last|past|first|final"
    r"|previous|other|remaining|only|just|no|not|never)\s{1,2}$",
    re.IGNORECASE,
)
_RELATIVE = frozenset("more other additional further extra fewer less others".split())
_NOUN_PHRASE = re.compile(r"[\s\u00a0]{1,2}((?:[A-Z]\.){2,6}|[#＃]?[^\W\d_][^\W_]*(?:[-‑'’][^\W_]+)*)")
_NO_NOUN = frozenset(
    """a about above across after against ago ahead all along already also although always am among an and another any
    are around as at away back be because been before behind being below besides between both but by came can could
    did do does down during each either else even ever every except few for from further gave get gets go goes got had
    has have having he her here hers him his how i if in including inside into is it its itself just last later least
    less let like made make makes many may me might mine more most much must my near never next no nor not now of off
    often on once one only onto or other others our out outside over own per perhaps said same say says see seems she
    should since so some soon still such than that the their them then there these they this those though through thus
    till to together told too took toward towards under unless until up upon us very via was we went were what when
    where whether which while who whom whose why will with within without would yes yet you your today yesterday
    tomorrow tonight monday tuesday wednesday thursday friday saturday sunday years-long plus minus versus vs whatever
    according following regarding despite
    hundreds thousands millions billions trillions dozens mm cm ml kg lb oz mph kmh sq""".split()
)
# Longest noun phrase that is looked through for its head, and how much of it is kept; set by reading pages.
_PHRASE_WORDS, _UNIT_WORDS = 5, 3
# How far back from a number the words are looked at that change what it means (code points).
_BACK = 48


def iter_quantities(text: str, span: Span) -> Iterator[NumberMention]:
    """Iterate over the quantities in ``span`` of ``text``, in order, not overlapping. Linear in its length."""
    position = span.begin
    while (match := _START.search(text, position, span.end)) is not None:
        begin = match.start()
        parsed = _parse_number(text, begin, span.end)
        if parsed is None:
            glued = _GLUED.match(text, begin, span.end) if text[begin].isdigit() else None
            position = max(match.end(), begin + 1, glued.end() if glued else 0)
            continue
        number, end = parsed
        mention, position = _make_mention(text, span, Span(begin, end), number)
        if mention is not None:
            yield mention


def find_value(phrase: str) -> tuple[int | float, str] | None:
    """Find the value of a phrase that is a number and nothing else, with its kind; none when it is anything more.

    The kind is a currency code, ``percent``, ``ordinal``, or empty.
    """
    phrase = phrase.strip()
    ordinal = _ORDINALS.get(phrase.casefold())
    if ordinal is None and (match := re.fullmatch(r"([0-9]{1,9})(?:st|nd|rd|th)", phrase, re.IGNORECASE)):
        ordinal = int(match.group(1))
    if ordinal is not None:
        return ordinal, "ordinal"
    start = _START.search(phrase)
    parsed = _parse_number(phrase, start.start(), len(phrase)) if start else None
    if start is None or parsed is None:
        return None
    value, end = parsed
    kind, _ = _find_currency(phrase, Span(start.start(), end), 0, len(phrase))
    before = _CURRENCY_BEFORE.search(phrase, 0, start.start())
    after = _CURRENCY_AFTER.match(phrase, end) or _PERCENT_AFTER.match(phrase, end)
    if (before.start() if before else start.start()) or (after.end() if after else end) != len(phrase):
        return None
    return _make_plain(value), kind or ("percent" if after else "")


def find_rounding(phrase: str) -> float:
    """Find half the last place that the number opening ``phrase`` is written to: 0.05 million for "1.2 million".

    Trailing zeros of a figure of three places and more count as unwritten when there are two or more of them.
    """
    start = _START.search(phrase)
    parsed = _parse_number(phrase, start.start(), len(phrase)) if start else None
    if start is None or parsed is None:
        return 0.0
    value, _ = parsed
    digits = _DIGITS.match(phrase, start.start())
    if digits is not None:
        written = Decimal(digits.group().replace(",", ""))
        places = -int(written.as_tuple().exponent)
        scale = value / written if written else Decimal(1)
        if places > 0 or scale > 1:
            return float(scale * Decimal(10) ** -places / 2)
    whole = int(value)
    zeros = len(str(whole)) - len(str(whole).rstrip("0")) if whole else 0
    return float(10**zeros) / 2 if zeros >= 2 else 0.0


def _parse_number(text: str, begin: int, end: int) -> tuple[Decimal, int] | None:
    """Parse the number that begins at ``begin``; none when a longer figure, a code or a name stands there."""
    digits = _DIGITS.match(text, begin, end)
    if digits is None:
        return _parse_words(text, begin, end)
    value, stop = Decimal(digits.group().replace(",", "")), digits.end()
    scale = _SCALE.match(text, stop, end)
    if scale is not None:
        word = (scale.group(1) or "").casefold()
        factor = 100 if word == "hundred" else 12 if word == "dozen" else _SCALES.get(word)
        short = (scale.group(2) or "").casefold()
        if factor is not None:
            return value * factor, scale.end()
        if short in {"bn", "mn", "tn"} or _CURRENCY_BEFORE.search(text, max(0, begin - 6), begin):
            return value * _SHORT_SCALES[short], scale.end()
        if _is_count_after(text, scale.end(), end):
            return value * _SHORT_SCALES[short], scale.end()
    return value, stop


def _is_count_after(text: str, at: int, end: int) -> bool:
    word = _NOUN_PHRASE.match(text, at, end)
    return word is not None and word.group(1).islower() and is_plural(word.group(1))


def _parse_words(text: str, begin: int, end: int) -> tuple[Decimal, int] | None:
    start = _START.match(text, begin, end)
    opener = start.group().casefold() if start else ""
    at, share = begin, Decimal(1)
    total, current, last = Decimal(0), Decimal(0), ""
    smallest = 10**15
    if opener[:2] in {"a ", "an", "ha"} or opener[:2] == "a\n":
        at, current, last = begin + len(opener), Decimal(1), "one"
        share = Decimal("0.5") if "half" in opener else share
    stop = begin
    while (match := _WORD_NUMBER.match(text, at, end)) is not None:
        word = match.group().casefold()
        if word in _ONES and (not last or (last == "tens" and 0 < _ONES[word] < 10) or last in {"hundred", "scale"}):
            current, last = current + _ONES[word], "one"
        elif word in _TENS and last in {"", "hundred", "scale"}:
            current, last = current + _TENS[word], "tens"
        elif word == "hundred" and 0 < current < 100 and last in {"one", "tens"}:
            current, last = current * 100, "hundred"
        elif word == "dozen" and total == 0 and 0 < current < 100:
            return current * 12 * share, match.end()
        elif word in _SCALES and current > 0 and _SCALES[word] < smallest:
            smallest = _SCALES[word]
            total, current, last = total + current * smallest, Decimal(0), "scale"
        else:
            break
        stop = match.end()
        joint = _JOINT.match(text, stop, end)
        if joint is None or ("and" in joint.group().casefold() and last not in {"hundred", "scale"}):
            break
        at = joint.end()
    return ((total + current) * share, stop) if stop > begin else None


def _make_mention(text: str, span: Span, number: Span, value: Decimal) -> tuple[NumberMention | None, int]:
    """Make the mention of one number, or none where it is no quantity; with the place to go on from."""
    skip = _find_end_of_other(text, span, number)
    if skip is not None:
        return None, max(skip, number.begin + 1)
    currency, outer = _find_currency(text, number, span.begin, span.end)
    unit_span: Span | None = None
    unit, is_relative = currency, False
    if not currency and (percent := _PERCENT_AFTER.match(text, number.end, span.end)) is not None:
        outer, unit = Span(outer.begin, percent.end()), "percent"
    elif not currency:
        unit, unit_span, is_relative = _find_unit(text, number, span.end, is_single=value == 1)
    if unit == "percent" and (points := re.compile(r"age\spoints?\b|\spoints?\b").match(text, outer.end, span.end)):
        outer, unit = Span(outer.begin, points.end()), "percentage point"
    back = max(span.begin, outer.begin - _BACK)
    before = text[back : outer.begin]
    determiner = _DETERMINER.search(before)
    mention = NumberMention(
        span=Span(outer.begin, unit_span.end if unit_span else outer.end),
        number=number,
        unit_span=unit_span,
        value=_make_plain(value),
        unit=unit,
        mode=_find_mode(before, text, outer.end, unit_span.end if unit_span else outer.end),
        determiner=determiner.group(1).casefold() if determiner else None,
        is_relative=is_relative or bool(determiner and determiner.group(1).casefold() in {"another", "other"}),
    )
    return mention, max(mention.span.end, number.end)


def _make_plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _find_mode(before: str, text: str, *ends: int) -> QuantityMode:
    for mode, pattern in _MODE_BEFORE:
        if pattern.search(before):
            return mode
    for mode, pattern in _MODE_AFTER:
        if any(pattern.match(text, end) for end in ends):
            return mode
    return QuantityMode.EXACT


def _find_currency(text: str, number: Span, begin: int, end: int) -> tuple[str, Span]:
    """Find a currency before or after a number: its code (empty when none) and the span with its sign or word."""
    before = _CURRENCY_BEFORE.search(text, max(begin, number.begin - 6), number.begin)
    if before is not None:
        sign = before.group().strip()
        return _CURRENCY_SIGNS.get(sign, sign), Span(before.start(), number.end)
    after = _CURRENCY_AFTER.match(text, number.end, end)
    if after is None:
        return "", number
    named = {"euro": "EUR", "pound": "GBP", "yen": "JPY", "rupee": "INR"}
    kind = str(after.lastgroup)
    code = named.get(kind) or (after["code"] or "").upper() or _LANDS.get((after["land"] or "").casefold(), "USD")
    return code, Span(number.begin, after.end())


def _find_end_of_other(text: str, span: Span, number: Span) -> int | None:
    """Find where to go on after a number that is no quantity (a date, an age, a name...); none when it is one."""
    if text[number.begin].isdigit():
        if (phone := _PHONE.match(text, number.begin, span.end)) is not None:
            return phone.end()
        if not _stands_alone(text, span, number):
            glued = _GLUED.match(text, number.end, span.end)
            return glued.end() if glued else number.end
        if _is_dated(text, span, number) or _is_year(text, span, number):
            return number.end
    elif text[number.begin].isupper() and not _opens_sentence(text, span, number):
        return number.end
    if text[number.end : number.end + 1] in {"-", "‑", "–"} and text[number.end + 1 : number.end + 2].isalnum():
        return number.end
    before = text[max(span.begin, number.begin - _BACK) : number.begin]
    if _LABEL_BEFORE.search(before) or _OLD_AFTER.match(text, number.end, span.end):
        return number.end
    return _find_end_of_range(text, span, number, before)


def _find_end_of_range(text: str, span: Span, number: Span, before: str) -> int | None:
    joint = _RATIO_AFTER.match(text, number.end, span.end)
    if joint is None and _BETWEEN.search(before):
        joint = _BETWEEN_AFTER.match(text, number.end, span.end)
    if joint is None:
        return None
    other = _START.search(text, joint.end() - 1, span.end) or _START.search(text, number.end, span.end)
    if other is None:
        return number.end
    second = _WORD_NUMBER.search(text, number.end, min(span.end, joint.end() + 12))
    begin = other.start()
    if second is not None and second.start() < begin:
        begin = second.start()
    parsed = _parse_number(text, begin, span.end)
    return parsed[1] if parsed else number.end


def _stands_alone(text: str, span: Span, number: Span) -> bool:
    """Whether a figure stands by itself, and is no part of a code, a score, a fraction or a time."""
    before = text[number.begin - 1] if number.begin > span.begin else " "
    further = text[number.begin - 2] if number.begin - 1 > span.begin else " "
    after = text[number.end] if number.end < span.end else " "
    beyond = text[number.end + 1] if number.end + 1 < span.end else " "
    if before.isalnum() or before in "_#@+°№" or (before in "-‑–—./:,’'" and further.isalnum()):
        return bool(_CURRENCY_BEFORE.search(text, max(span.begin, number.begin - 6), number.begin))
    if before in "'’" or (before in "([" and after in ")]"):
        return False
    if after.isalnum() or after in "_°’'" or (after in "-‑–—./:,+" and beyond.isalnum()):
        return False
    return not (after in ".)" and beyond.isspace() and _opens_line(text, span, number))


def _opens_line(text: str, span: Span, number: Span) -> bool:
    begin = max(span.begin, number.begin - 10)
    line = text[begin : number.begin].rpartition("\n")
    return not line[2].strip(" \t(") and (bool(line[1]) or begin == span.begin)


def _is_dated(text: str, span: Span, number: Span) -> bool:
    """Whether a figure is a day of a month, a time of day, a house number, or an emergency number."""
    before = text[max(span.begin, number.begin - 14) : number.begin]
    if _MONTH_BEFORE.search(before):
        return True
    month = _MONTH_AFTER.match(text, number.end, span.end)
    if month is not None and month.group().strip()[:1].isupper():
        return True
    if _TIME_AFTER.match(text, number.end, span.end) or _ADDRESS_AFTER.match(text, number.end, span.end):
        return True
    return number.of(text) in {"911", "999", "112", "24/7"}


def _is_year(text: str, span: Span, number: Span) -> bool:
    figure = number.of(text)
    if len(figure) != 4 or not figure.isdigit() or not "1500" <= figure <= "2199":
        return False
    before = text[max(span.begin, number.begin - 14) : number.begin]
    if _CURRENCY_BEFORE.search(before) or _PERCENT_AFTER.match(text, number.end, span.end):
        return False
    word = _NOUN_PHRASE.match(text, number.end, span.end)
    counts = figure.endswith("00") and word is not None and word.group(1).islower() and is_plural(word.group(1))
    return not counts or _YEAR_BEFORE.search(before) is not None


def _opens_sentence(text: str, span: Span, number: Span) -> bool:
    before = text[max(span.begin, number.begin - 4) : number.begin].rstrip(" \u00a0“”\"‘’'([")
    return not before or before[-1] in ".!?…:;\n—–-|*•"


def _find_unit(text: str, number: Span, end: int, *, is_single: bool) -> tuple[str, Span | None, bool]:
    """Find the counted noun after a number: the unit, its span, and whether it adds to something untold."""
    words: list[re.Match[str]] = []
    at, is_relative = number.end + (text[number.end : number.end + 1] == "+"), False
    while len(words) < _PHRASE_WORDS and (match := _NOUN_PHRASE.match(text, at, end)) is not None:
        word = match.group(1)
        if not words and word.casefold() in _RELATIVE:
            is_relative = True
        elif word.casefold() in _NO_NOUN or re.search(r"['’]s?$|['’](?:s|re|ve|ll|d)$", word):
            break
        else:
            words.append(match)
        at = match.end()
    surfaces = [m.group(1).lstrip("#＃") for m in words]
    head = _find_single_head(surfaces) if is_single else _find_head(surfaces)
    if head is None:
        return "", None, is_relative
    first = max(0, head + 1 - _UNIT_WORDS)
    unit = [*surfaces[first:head], surfaces[head] if is_single else make_singular(surfaces[head])]
    return " ".join(unit), Span(words[0].start(1), words[head].end(1)), is_relative


def _find_head(words: list[str]) -> int | None:
    """Find the plural noun: the first in lower case, or what directly follows it; else the last with a capital."""
    plural = [k for k, word in enumerate(words) if is_plural(word)]
    if not plural:
        return None
    head = next((k for k in plural if words[k].islower()), None)
    if head is None:
        return plural[-1]
    while head + 1 in plural and words[head + 1].islower():
        head += 1
    return head


def _find_single_head(words: list[str]) -> int | None:
    """Find the noun counted by "one": the last word of a phrase that ends before its bound."""
    return len(words) - 1 if 0 < len(words) < _UNIT_WORDS + 1 and not is_plural(words[-1]) else None

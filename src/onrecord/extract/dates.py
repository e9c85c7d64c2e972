"""Dates as pages show them to readers, brought to ISO as precisely as they are given and no further.

Why no date library: the known ones guess (a bare "5" becomes a day of this month), read the clock, or take longer to
load than the whole page takes to read. Here a date that could mean two days is no date: ``3/4/2026`` is none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

SEARCHED = 400
"""Characters of a text searched; a date that describes a page or a post stands at its head."""

_MONTH_NAMES = """
january jan januar janvier janv enero ene gennaio gen janeiro januari tammikuu tammikuuta \
stycznia ledna jänner jän ocak января
february feb februar février fevrier févr fév febrero febbraio fevereiro fev februari helmikuu helmikuuta lutego února \
şubat февраля
march mar märz maerz mär mrz mars marzo março marco maart mrt marts maaliskuu maaliskuuta marca března mart марта
april apr avril avr abril abr aprile huhtikuu huhtikuuta kwietnia dubna nisan апреля
may mai mayo mag maggio maio mei maj toukokuu toukokuuta maja května mayıs мая
june jun juni juin junio giugno giu junho kesäkuu kesäkuuta czerwca června haziran июня
july jul juli juillet juil julio luglio lug julho heinäkuu heinäkuuta lipca července temmuz июля
august aug août aout agosto ago augustus augusti elokuu elokuuta sierpnia srpna ağustos августа
september sep sept septembre septiembre settembre setembro set syyskuu syyskuuta września září eylül сентября
october oct oktober okt octobre octubre ottobre ott outubro out lokakuu lokakuuta października října ekim октября
november nov novembre noviembre novembro marraskuu marraskuuta listopada listopadu kasım ноября
december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des joulukuu \
joulukuuta grudnia prosince aralık декабря
"""
_MONTHS = {name: number for number, line in enumerate(_MONTH_NAMES.split("\n")[1:13], 1) for name in line.split()}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_DAY = r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_GAP = r"[\s,.]{0,4}"

_ISO_TIME = r"[T ]\s?(?P<it>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s?(?P<iz>Z|UTC|[+-]\d\d:?\d\d|[+-]\d\d)?"
_ISO = re.compile(rf"(?<![\w-])(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?:{_ISO_TIME}|(?!\d))")
_MONTH_FIRST = re.compile(
    rf"(?<![^\W_])(?P<m>{_MONTH})\s{{0,3}}(?P<d>{_DAY})(?:st|nd|rd|th)?(?:{_GAP}(?P<y>{_YEAR}))?", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"(?<![\w.:])(?P<d>{_DAY})(?:st|nd|rd|th|er|º|ª|\.)?(?:\s{{0,3}}of|\s{{0,3}}de)?[\s.-]{{0,3}}(?P<m>{_MONTH})"
    rf"(?:(?:\s{{0,3}}del?)?[\s,.-]{{0,4}}(?P<y>{_YEAR}))?",
    re.IGNORECASE,
)
_DOTTED = re.compile(rf"(?<![\w.])(?P<d>{_DAY})\.\s?(?P<m>0?[1-9]|1[0-2])\.\s?(?P<y>{_YEAR})")
_SLASHED = re.compile(rf"(?<![\w/])(?P<a>\d{{1,2}})(?P<s>[/-])(?P<b>\d{{1,2}})(?P=s)(?P<y>{_YEAR})")
_YEAR_FIRST = re.compile(rf"(?<![\w/])(?P<y>{_YEAR})(?P<s>[/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>{_DAY})(?![\w/])")
_IDEOGRAPHIC = re.compile(rf"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>0?[1-9]|1[0-2])\s?[月월]\s?(?P<d>{_DAY})\s?[日일]")
_PATTERNS = (_ISO, _MONTH_FIRST, _DAY_FIRST, _DOTTED, _SLASHED, _YEAR_FIRST, _IDEOGRAPHIC)

_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120,
    "eet": 120, "sast": 120, "cat": 120, "eest": 180, "eat": 180, "msk": 180, "pkt": 300, "hkt": 480, "sgt": 480,
    "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "acdt": 630, "aedt": 660, "nzst": 720, "nzdt": 780,
    "nst": -210, "ndt": -150, "ast": -240, "adt": -180, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
}  # fmt: skip
_AMERICAN = {"et": -300, "ct": -360, "mt": -420, "pt": -480}
"""Zone names that leave daylight time to the reader; the day tells which it was (Energy Policy Act of 2005)."""

_ZONE = r"(?P<z>(?:UTC|GMT)\s?[+-]\s?\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d(?!\d)|[A-Za-z]{1,4}(?![A-Za-z]))"
_CLOCK = (
    r"(?P<h>[01]?\d|2[0-4])(?:\s?(?P<dot>[:h.])\s?(?P<n>[0-5]\d)(?::(?P<c>[0-5]\d))?)?(?![\d:])"
    r"(?:\s?(?P<ap>[ap])\.?\s?m\b\.?)?(?:\s?(?P<w>uhr|heures|h)(?![^\W\d_]))?"
)
_BETWEEN = (
    r"(?:[\s,|·•–—/()-]|\bat\b|\bum\b|\bà\b|\ba las\b|\balle\b|\bàs\b|\bkl\.?|\bklo\b|\bop\b|\bom\b|\bo godz\.?){0,6}"
)
_CLOCK_AFTER = re.compile(rf"{_BETWEEN}(?<![\d.:]){_CLOCK}(?:[\s(]{{0,3}}{_ZONE})?", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d.:]){_CLOCK}(?:[\s(]{{0,3}}{_ZONE})?\)?(?:[\s,|·•–—/-]|\bon\b|\bam\b){{0,6}}$", re.IGNORECASE
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]{0,2}\s{0,3}$", re.IGNORECASE
)


class FoundDate(NamedTuple):
    """``iso`` is a day, or a time with the zone given for it; ``begin`` and ``end`` say where in the text."""

    iso: str
    begin: int
    end: int


def parse_date(text: str, *, around: str | None = None) -> str | None:
    """Parse the first date in ``text`` to an ISO day or time (``2026-01-28``, ``2026-01-28T10:12-05:00``).

    A time has an offset only where the text gives a zone. A date without a year is a date only with ``around``, an
    ISO day near which it lies ("Jan. 7" around 2025-12-30 is in 2026). None when there is no date, or two readings.
    """
    found = find_date(text, around=around)
    return found.iso if found else None


def find_date(text: str, *, around: str | None = None) -> FoundDate | None:
    """Find the first date in the first ``SEARCHED`` characters and where it stands, its time included."""
    text = text[:SEARCHED]
    best: FoundDate | None = None
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if best is not None and match.start() >= best.begin:
                break
            day = _read_day(match, around)
            if day is not None:
                best = _add_time(text, match, day)
                break
    return best


def _read_day(match: re.Match[str], around: str | None) -> date | None:
    groups = match.groupdict()
    if "a" in groups:
        return _read_slashed(int(groups["a"]), int(groups["b"]), int(groups["y"]))
    month = groups["m"].lower().rstrip(".")
    number = int(month) if month.isdigit() else _MONTHS[month]
    if groups["y"]:
        return _make_day(int(groups["y"]), number, int(groups["d"]))
    return _find_nearest(number, int(groups["d"]), around)


def _read_slashed(first: int, second: int, year: int) -> date | None:
    if first > 12:
        return _make_day(year, second, first)
    if second > 12 or first == second:
        return _make_day(year, first, second)
    return None


def _find_nearest(month: int, day: int, around: str | None) -> date | None:
    if not around:
        return None
    try:
        near = date.fromisoformat(around[:10])
    except ValueError:
        return None
    days = [made for year in (near.year - 1, near.year, near.year + 1) if (made := _make_day(year, month, day))]
    return min(days, key=lambda made: abs(made - near), default=None)


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _add_time(text: str, match: re.Match[str], day: date) -> FoundDate:
    """Add the time of day that stands right behind or right before the day."""
    begin, end = match.span()
    if match.re is _ISO and match["it"]:
        return FoundDate(f"{day}T{match['it']}{_read_offset(match['iz'], day)}", begin, end)
    behind = _CLOCK_AFTER.match(text, end)
    if behind and _is_clock(behind):
        at, until, zone = behind, _end_of(behind), behind["z"]
        return FoundDate(f"{day}T{_read_clock(at)}{_read_offset(zone, day)}", begin, until)
    lead = _WEEKDAY.sub("", text[max(0, begin - 60) : begin])
    before = _CLOCK_BEFORE.search(lead)
    if before and _is_clock(before):
        start = max(0, begin - 60) + before.start()
        return FoundDate(f"{day}T{_read_clock(before)}{_read_offset(before['z'], day)}", start, end)
    weekday = _WEEKDAY.search(text, max(0, begin - 14), begin)
    return FoundDate(day.isoformat(), weekday.start() if weekday else begin, end)


def _is_clock(match: re.Match[str]) -> bool:
    """Whether this is a time and not just a number: it has minutes, a.m. or p.m., or "Uhr"; "16.30" needs a zone."""
    if match["dot"] == "." and not (match["ap"] or match["w"] or _has_zone(match["z"])):
        return False
    if not (match["n"] or match["ap"] or match["w"]):
        return False
    hour = int(match["h"])
    return 1 <= hour <= 12 if match["ap"] else hour <= 23


def _end_of(match: re.Match[str]) -> int:
    if match["z"] and not _has_zone(match["z"]):
        return match.start() + len(match[0][: match.start("z") - match.start()].rstrip(" ("))
    return match.end()


def _has_zone(name: str | None) -> bool:
    return name is not None and (name.lower() in _ZONES or name.lower() in _AMERICAN or not name.isalpha())


def _read_clock(match: re.Match[str]) -> str:
    hour = int(match["h"])
    if match["ap"]:
        hour = hour % 12 + (12 if match["ap"].lower() == "p" else 0)
    seconds = f":{match['c']}" if match["c"] else ""
    return f"{hour:02d}:{match['n'] or '00'}{seconds}"


def _read_offset(zone: str | None, day: date) -> str:
    """Read a zone to an offset; an empty string for none and for names that several zones bear."""
    if not zone:
        return ""
    name = zone.lower()
    if name in _AMERICAN:
        return _write_offset(_AMERICAN[name] + (60 if _is_american_summer(day) else 0))
    if name in _ZONES:
        return _write_offset(_ZONES[name])
    digits = re.search(r"([+-])\s?(\d{1,2}):?(\d\d)?$", name)
    if digits is None or int(digits[2]) > 14:
        return ""
    minutes = int(digits[2]) * 60 + int(digits[3] or 0)
    return _write_offset(-minutes if digits[1] == "-" else minutes)


def _write_offset(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _is_american_summer(day: date) -> bool:
    """Whether daylight time holds: from March's second Sunday to November's first."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    begin = march + timedelta(days=(6 - march.weekday()) % 7)
    end = november + timedelta(days=(6 - november.weekday()) % 7)
    return begin <= day < end

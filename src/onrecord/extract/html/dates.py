"""Dates as pages state them for machines and show them to readers, brought to ISO as precisely as they are given.

The forms readers see in most languages are parsed by ``extract.dates``; here stand the forms of metadata, which no
reader sees (RFC 2822, numbers of seconds), and the month names that embeds bring along from further languages.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from onrecord.extract.dates import parse_date

LONGEST_DATE = 200  # characters of a stated date looked at
EARLIEST_YEAR = 1990  # the web's first; an earlier year in metadata is a mistake of the page

_STATED = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ]\s?(?P<clock>\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)\s?"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?$")
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")

_FURTHER_MONTHS = """
января янв січня stycznia ocak siječnja ianuarie január января ιανουαρίου janúar
февраля фев лютого şubat veljače februarie február φεβρουαρίου febrúar
марта мар березня mart ožujka martie március μαρτίου
апреля апр квітня nisan travnja aprilie április απριλίου apríl
мая травня mayıs svibnja május μαΐου maí
июня июн червня haziran lipnja iunie június ιουνίου júní
июля июл липня temmuz iulie július ιουλίου júlí
августа авг серпня ağustos kolovoza augusztus αυγούστου ágúst
сентября сен вересня eylül rujna septembrie szeptember σεπτεμβρίου
октября окт жовтня ekim octombrie október οκτωβρίου
ноября ноя листопада kasım studenoga noiembrie november νοεμβρίου nóvember
декабря дек грудня aralık decembrie december δεκεμβρίου desember
"""
_ENGLISH = "January February March April May June July August September October November December".split()
_MONTHS = {
    name: english
    for english, line in zip(_ENGLISH, _FURTHER_MONTHS.strip().split("\n"), strict=True)
    for name in line.split()
}
_WORD = re.compile(r"[^\W\d_]+")


def parse_stated_date(text: str) -> str | None:
    """Parse a date written for machines; what is no date of the web's own time is none."""
    text = text.strip()[:LONGEST_DATE]
    found = _STATED.match(text)
    if found is not None:
        return _check(_join(found["day"], found["clock"], found["zone"]))
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat().replace("+00:00", "Z")
    compact = _COMPACT.match(text)
    if compact is not None:
        year, month, day, hour, minute, second, zone = compact.groups()
        clock = ":".join(part for part in (hour, minute, second) if part) or None
        return _check(_join(f"{year}-{month}-{day}", clock, zone))
    return _parse_mail_date(text) or parse_shown_date(text)


def parse_shown_date(text: str) -> str | None:
    """Parse the first date in a text meant for readers, in any of the languages known."""
    text = text.strip()[:LONGEST_DATE]
    if not text or not any(sign.isdigit() for sign in text):
        return None
    found = parse_date(text)
    if found is None:
        english = _WORD.sub(lambda word: _MONTHS.get(word.group().lower(), word.group()), text)
        found = parse_date(english) if english != text else None
    return _check(found) if found else None


def _join(day: str, clock: str | None, zone: str | None) -> str:
    if clock is None:
        return day
    if zone in ("UTC", "GMT"):
        zone = "Z"
    if zone and zone != "Z":
        digits = zone[1:].replace(":", "")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"
    return f"{day}T{clock.replace(',', '.')}{zone or ''}"


def _check(iso: str) -> str | None:
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return iso if moment.year >= EARLIEST_YEAR else None


def _parse_mail_date(text: str) -> str | None:
    """RFC 2822, as feeds and older systems state it."""
    if not re.match(r"[A-Z][a-z]{2}, \d", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return None
    return moment.isoformat()

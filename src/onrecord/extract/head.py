"""What the lines at the top of a pasted story say of it: title, byline and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.captions import is_caption, is_credit
from onrecord.extract.dates import find_date, parse_date

HEAD_LINES = 12
"""How many lines at the top are looked at."""

_TITLE_LONGEST = 220
_SHORTEST_PARAGRAPH = 100
"""A title has something longer below it; a list of short lines has none."""

LIST_ITEM = re.compile(r"(?:[-*•‣◦▪●·▶►✓✔➤]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s)")
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
RULE = re.compile(r"[\W_]{1,200}$")
CLOSING = ".!;:,…"

_BYLINE = re.compile(
    r"(?:By|BY|by|Written by|Words by|Story by|Reported by|Von|Par|Por)\s{0,3}:?\s{1,3}(?P<names>\S.{1,160})$"
)
_NAME_FIRST = re.compile(
    r"(?P<names>[^|·•—–\d]{4,80}?)\s{0,3}(?:[|·•—–].{0,80})?[|·•—–]\s{0,3}(?:Published|Posted|Updated|Last updated)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:First )?(?:Published|Posted|Date|Created|Issued|Released|Publié(?: le)?|"
    r"Veröffentlicht(?: am)?)\b\s{0,3}(?:on|at|le)?\s{0,3}:?\s{0,3}",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?:Last )?(?:Updated|Modified|Edited|Mis à jour(?: le)?|Aktualisiert(?: am)?)\b\s{0,3}(?:on|at|le)?\s{0,3}:?",
    re.IGNORECASE,
)
_PUBLISHED_WORD = re.compile(r"\b(?:Published|Posted|Date|Issued|Released|Publié|Veröffentlicht)\b", re.IGNORECASE)
_UPDATED_WORD = re.compile(r"(?:Last )?\b(?:Updated|Modified|Mis à jour|Aktualisiert)\b", re.IGNORECASE)
_DATE_COMPANY = re.compile(r"\b(?:on|at|by|updated|published|min(?:ute)?s?|read|est|edt|ist)\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:Advertisement|Advertising|Story continues below(?: advertisement| this ad)?|"
    r"Article continues below.{0,30}|Share(?: this)?(?: article| story)?|Social Sharing|Bookmark|"
    r"Save(?: article)?|Print|Listen(?: to this article)?|Comments?|Sign up.{0,60}|Subscribe(?: now)?|Log ?in|"
    r"\d{1,2} min(?:ute)?s? read|Skip to .{1,40}|Duration \d.{0,10}|\d{1,2} (?:minute|hour|day)s? ago|"
    r"(?:Read more|Read also|Also read|Related|See also|More on this|Recommended|"
    r"Don['’]t miss)(?:\s?:\s?.{0,150})?|(?:Watch|Listen|Read|Analysis|Opinion|Photos) \| .{1,150}|"
    r"Click here .{1,60}|Photos?|Video|Get .{1,40} newsletter.{0,40}|Copy link|"
    r"Facebook|Twitter|X|Email|WhatsApp|LinkedIn|Reddit)\.?$",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}(?: (?:[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}|de|da|del|van|von|der|den|la|le|di|al|el|bin)){0,4}"
_NAME_ONLY = re.compile(rf"{_NAME}$")
_NAME_BREAK = re.compile(r"\s{0,3}(?:,|;|&|\b(?i:and)\b|\bund\b|\bet\b|\by\b|/)\s{0,3}")
_CUT_BYLINE = re.compile(
    r"\s{0,3}(?:[|•·–—]|\s-\s|\(|@|\bPublished\b|\bUpdated\b|\bPosted\b|\bfor\b|\bin\b|\bvia\b|\d).{0,200}$",
    re.IGNORECASE,
)
_ROLE_WORDS = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|staff|press|news|desk|journal|times|post|star|gazette|herald|"
    r"agency|columnist|contributor|bureau|chief|producer|media|service|sun|daily|tribune|political|senior|"
    r"special|freelance|broadcaster|wire)\b",
    re.IGNORECASE,
)


@dataclass(kw_only=True, slots=True)
class Head:
    """What a head says; ``title_at`` and ``byline_at`` are the indices of the lines that do."""

    title: str | None = None
    title_at: int | None = None
    byline: tuple[str, ...] = ()
    byline_at: int | None = None
    published: str | None = None
    updated: str | None = None


def read_head(lines: Sequence[str]) -> Head:
    """Read a text's first lines, which may be cut at some hundred characters each."""
    head = Head()
    for at, line in enumerate(lines[:HEAD_LINES]):
        if len(line) > 400:
            if head.title is None or at > 6:
                break
        elif head.title is None and at < 6 and _is_title(lines, at):
            head.title, head.title_at = _clean_title(line), at
        elif not head.byline and _names_author(lines, at, titled=head.title is not None):
            head.byline, head.byline_at = parse_byline(f"By {line}"), at
        else:
            _read_line(line, head)
    return head


def _names_author(lines: Sequence[str], at: int, *, titled: bool) -> bool:
    """Whether a line is a name alone, below "By", or between the title and the date."""
    line = lines[at]
    if len(line) > 60 or not _NAME_ONLY.match(line) or _ROLE_WORDS.search(line) or is_byline(line):
        return False
    if at and lines[at - 1] in ("By", "BY", "by"):
        return True
    dated = at + 1 < len(lines) and len(lines[at + 1]) <= 90 and is_head_line(lines[at + 1])
    return titled and dated and 2 <= len(line.split()) <= 4


def is_head_line(line: str) -> bool:
    """Whether a line is a byline or a line of dates."""
    if parse_byline(line) or _is_date_line(line):
        return True
    return bool(_PUBLISHED.match(line) or _UPDATED.match(line)) and find_date(line) is not None


def is_update_line(line: str) -> bool:
    """Whether a line says when the story was last changed."""
    return _UPDATED.match(line) is not None and find_date(line) is not None


def is_furniture(line: str) -> bool:
    """Whether a line is a button, an advertisement's label or a link to another story."""
    return len(line) <= 200 and _FURNITURE.match(line) is not None


def is_byline(line: str) -> bool:
    return len(line) <= 180 and _BYLINE.match(line) is not None


def parse_byline(line: str) -> tuple[str, ...]:
    """Parse "By Jane Doe and John Roe, Staff Writers" to the names; empty where the line is no byline."""
    if len(line) > 180:
        return ()
    match = _BYLINE.match(line)
    first = None if match else _NAME_FIRST.match(line)
    if match is None and (first is None or " " not in first["names"].strip()):
        return ()
    found = match or first
    rest = _CUT_BYLINE.sub("", found["names"]).rstrip(" .") if found else ""
    names: list[str] = []
    for part in _NAME_BREAK.split(rest):
        name = part.strip()
        if not name or not _NAME_ONLY.match(name) or (_ROLE_WORDS.search(name) and (names or first)):
            if not names:
                return ()
            continue
        names.append(name.title() if name.isupper() and len(name) > 4 else name)
    return tuple(dict.fromkeys(names))


def _is_title(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    if len(line) > _TITLE_LONGEST or is_head_line(line) or LIST_ITEM.match(line) or is_furniture(line):
        return False
    if not all(_stands_above_titles(above) for above in lines[:at]):
        return False
    if MARKDOWN_HEADING.match(line):
        return True
    if line[-1] in CLOSING or len(line.split()) < (3 if at == 0 else 4):
        return False
    if not (line[0].isupper() or line[0].isdigit() or line[0] in "“\"‘'«"):
        return False
    if is_caption(line) or is_credit(line) or RULE.match(line):
        return False
    return any(len(below) > _SHORTEST_PARAGRAPH for below in lines[at + 1 : at + 10])


def _stands_above_titles(line: str) -> bool:
    """Whether a line is a rubric ("World"), a button or a date, as stand above a title."""
    return (len(line.split()) <= 2 and line[-1] not in CLOSING) or is_furniture(line) or is_head_line(line)


def _clean_title(line: str) -> str:
    return re.sub(r"\s{1,99}", " ", re.sub(r"^#{1,6}\s{1,9}", "", line)).strip()


def _is_date_line(line: str) -> bool:
    if len(line) > 90 or not any(c.isdigit() for c in line):
        return False
    found = find_date(line)
    if found is None:
        return False
    left = line[: found.begin] + line[found.end :]
    return not re.search(r"[^\W\d_]{2}", _DATE_COMPANY.sub("", left))


def _read_line(line: str, head: Head) -> None:
    if len(line) > 200:
        return
    names = parse_byline(line)
    head.byline = head.byline or names
    updated = _UPDATED_WORD.search(line)
    before = line[: updated.start()] if updated else line
    if head.published is None and before:
        published = _PUBLISHED_WORD.search(before)
        if published and (published.start() == 0 or names):
            head.published = parse_date(before[published.end() :])
        elif _is_date_line(before) or names:
            head.published = parse_date(before)
    if updated and head.updated is None:
        head.updated = parse_date(line[updated.end() :], around=head.published)

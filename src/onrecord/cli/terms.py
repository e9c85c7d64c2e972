"""The record's fixed terms in the words of a person: channels, days, platforms, what came of an inquiry."""

from __future__ import annotations

import re

from onrecord.model.public import ISO_DATE
from onrecord.model.reading import AttributionKind, Channel, InquiryStatus, QuantityMode, Verdict

CHANNELS = {
    Channel.SOCIAL_POST: "in a post",
    Channel.INTERVIEW: "in an interview",
    Channel.PRESS_CONFERENCE: "at a press conference",
    Channel.SPEECH: "in a speech",
    Channel.DEBATE: "in a debate",
    Channel.BROADCAST: "on the air",
    Channel.STATEMENT: "in a statement",
    Channel.EMAIL: "in an e-mail",
    Channel.LETTER: "in a letter",
    Channel.PHONE: "by phone",
    Channel.DOCUMENT: "in a document",
    Channel.BOOK: "in a book",
    Channel.COURT: "in court",
    Channel.POLL: "in a poll",
    Channel.WEBSITE: "on a web site",
    Channel.TESTIMONY: "in testimony",
    Channel.ARTICLE: "in an article",
    Channel.PRIVATE: "in private",
}

PLATFORMS = {
    "x": "X",
    "twitter": "X",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "threads": "Threads",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "reddit": "Reddit",
    "truth_social": "Truth Social",
    "linkedin": "LinkedIn",
    "telegram": "Telegram",
}

KINDS = {
    AttributionKind.DIRECT: "quoted",
    AttributionKind.MIXED: "part quoted",
    AttributionKind.INDIRECT: "reported",
    AttributionKind.DOCUMENT: "reported of a document",
    AttributionKind.POST: "post",
}

STATUSES = {
    InquiryStatus.AWAITING: "awaiting an answer",
    InquiryStatus.NO_REPLY: "no reply",
    InquiryStatus.DECLINED: "declined to comment",
    InquiryStatus.PROMISED: "answer promised",
    InquiryStatus.ANSWERED: "answered",
}

VERDICTS = {
    Verdict.VERBATIM: "verbatim",
    Verdict.ABRIDGED: "abridged",
    Verdict.ALTERED: "ALTERED",
}

_MODES = {
    QuantityMode.EXACT: "",
    QuantityMode.ABOUT: "about ",
    QuantityMode.AT_LEAST: "at least ",
    QuantityMode.AT_MOST: "at most ",
}

_MONTHS = "January February March April May June July August September October November December".split()
_CLOCK = re.compile(r"(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)


def make_day(date: str) -> str:
    """Make ``28 January 2026, 14:05 UTC`` of ``2026-01-28T14:05Z``; anything that is not ISO stays as it is."""
    if not ISO_DATE.fullmatch(date):
        return date
    day, _, clock = date.partition("T")
    year, month, number = ([int(part) for part in day.split("-")] + [0, 0])[:3]
    if month > len(_MONTHS):
        return date
    named = " ".join(([str(number)] if number else []) + ([_MONTHS[month - 1]] if month else []) + [f"{year:04}"])
    found = _CLOCK.fullmatch(clock)
    if found is None:
        return named
    zone = {"Z": " UTC", "+00:00": " UTC", None: ""}.get(found[2], f" UTC{found[2]}")
    return f"{named}, {found[1]}{zone}"


def make_value(value: int | float, mode: QuantityMode = QuantityMode.EXACT) -> str:
    """Make ``about 12,000`` of a quantity's value and mode."""
    shown = f"{value:,}" if abs(value) >= 10_000 else str(value)
    return f"{_MODES[mode]}{shown}"


def make_count(number: int, noun: str, plural: str | None = None) -> str:
    """Make ``1 statement`` or ``3 statements``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"

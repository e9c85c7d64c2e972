"""How a thing was said, when and to whom, where the words around the cue tell."""

from __future__ import annotations

import datetime
import re

from onrecord.model.reading import Channel
from onrecord.model.span import Span

_PLATFORMS = (
    r"X|Twitter|Facebook|Instagram|TikTok|Bluesky|Threads|Mastodon|LinkedIn|YouTube|Reddit|Snapchat|Telegram|Weibo"
    r"|Truth Social|social media|Parler|Gab|WhatsApp|X,"
)
# Tried in this order; the first that fits the words around the cue names the channel.
_PATTERNS: tuple[tuple[Channel, re.Pattern[str]], ...] = tuple(
    (channel, re.compile(pattern, re.IGNORECASE if channel is not Channel.SOCIAL_POST else 0))
    for channel, pattern in (
        (Channel.EMAIL, r"\b(?:an?|the|by|via|in|his|her|their) (?:\w+ ){0,2}?e-?mail(?:ed)?\b|\be-?mailed\b|\bin e-?mails\b"),
        (
            Channel.SOCIAL_POST,
            rf"\b(?:[Tt]weet(?:ed|ing|s)?|[Rr]etweeted|hashtag)\b|\b(?:on|to|via|through) (?:(?:his|her|their|its) )?"
            rf"(?:(?:official|own|personal|verified|\w+) )?(?:{_PLATFORMS})(?=\W|$)"
            r"|\b(?:social media|Facebook|Instagram|Twitter|X|Truth Social|Bluesky|TikTok|online) (?:post|message|video|thread)"
            r"|\b(?:posted|posting|wrote) (?:on|to) (?:X|Twitter)|\breads? the post\b|\bthe post (?:read|said|says)"
            r"|\bin (?:a|the|one|another) (?:\w+ )?post\b",
        ),
        (Channel.LETTER, r"\bin (?:a|an|the|his|her|their|its|another) (?:\w+ ){0,2}?letters?\b|\b(?:wrote|sent|signed|penned|issued|published) (?:a|an|the|his|her|their) (?:\w+ ){0,2}?letters?\b|\bletters? (?:to|from|says|said|reads?|stated)\b"),
        (Channel.TESTIMONY, r"\b(?:testif(?:y|ied|ying)|testimony|(?:hearing|inquest|public inquiry|committee) (?:that|on|in|before|heard))\b|\bat an? (?:\w+ ){0,3}hearing\b|\btold (?:an?|the) (?:\w+ ){0,4}(?:inquest|inquiry|committee|hearing)\b"),
        (Channel.COURT, r"\b(?:in court|court (?:filing|document|hearing|paper|record)s?|lawsuit|affidavit|indictment|told (?:the|a) (?:\w+ ){0,2}(?:court|jury|judge)|in (?:his|her|a|the) (?:ruling|judgment|dissent)|the ruling said|pleaded)\b"),
        (Channel.PRESS_CONFERENCE, r"\b(?:news|press|media) (?:conference|briefing|call|availability|scrum)|\bat (?:a|an|the) (?:[\w-]+ ){0,2}briefing\b|\btold (?:a group of )?(?:reporters|journalists)\b"),
        (Channel.DEBATE, r"\b(?:during|in|at|of) (?:the|a|an|last|Thursday|\w+day)(?:[’']s)? (?:\w+ ){0,3}debates?\b|\bon the debate stage\b"),
        (Channel.BOOK, r"\bin (?:his|her|the|a|their) (?:\w+ ){0,3}(?:book|memoir|autobiography)\b"),
        (Channel.ARTICLE, r"\bin (?:an?|his|her|the|their) (?:\w+ ){0,4}(?:op-ed|column|essay|editorial|opinion piece|blog|newsletter|article)\b|\b(?:op-ed|editorial|column)\b"),
        (Channel.PHONE, r"\b(?:by|over the|a|in a|on a|via) (?:\w+ )?(?:tele)?phone|\bconference call\b|\bphone (?:call|interview)\b|\bvoicemail\b"),
        (
            Channel.BROADCAST,
            r"\b(?:on|to|told|tells|with) (?:the )?(?-i:CNN|MSNBC|Fox|NBC|ABC|CBS|PBS|NPR|BBC|Sky|C-SPAN|CBC|CTV|ITV|Al Jazeera)\b"
            r"|\b(?:podcast|radio (?:show|program|host|interview)|talk show|television|on TV|Today show|Meet the Press|Face the Nation|State of the Union|This Week|live on air|morning show)\b",
        ),
        (Channel.INTERVIEW, r"\binterview(?:ed|s)?\b|\btold me\b|\b(?:tells|told) (?:the )?(?-i:(?:[A-Z][\w.-]*[ ,]*)+(?=$|\W))|\bsat down with\b|\bspeaking (?:to|with) (?=[A-Z])"),
        (Channel.SPEECH, r"\b(?:speech|in (?:his|her|their) remarks|remarks (?:at|to|in|on)|keynote|address(?:ed|ing)? (?:the|to)|at (?:a|the|his|her|\w+) (?:\w+ ){0,3}(?:rally|rallies|convention|summit|conference|fundraiser|event|ceremony|vigil)|told (?:the|a) (?:\w+ )?(?:crowd|audience|rally|gathering|supporters)|told supporters|speaking (?:at|in|from))\b"),
        (Channel.STATEMENT, r"\b(?:in|issued|released|via|said in|through) (?:an?|the|his|her|their|its|separate|joint|written) ?(?:\w+ ){0,3}(?:statements?|press release|news release|release|communiqu[eé])\b|\bstatement (?:said|read|from|issued|to)\b|\bin statements?\b|\bpress release\b"),
        (Channel.POLL, r"\b(?:poll|polls|polling|survey|surveys)\b"),
        (Channel.WEBSITE, r"\b(?:web ?site|web ?page|site|home ?page|FAQ|online directory)\b"),
        (Channel.PRIVATE, r"\b(?:privately|private (?:conversation|meeting|message)|text message|on condition of anonymity|in a text)\b"),
        (Channel.DOCUMENT, r"\bin (?:a|an|the|its|their|his|her) (?:\w+ ){0,3}(?:report|study|memo|memorandum|document|audit|analysis|filing)\b"),
    )
)  # fmt: skip
_WEEKDAYS = {d: n for n, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DAY = re.compile(
    r"\b(?:(?P<m1>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? (?P<d1>\d{1,2})(?:st|nd|rd|th)?"
    r"(?:,? (?P<y1>(?:19|20)\d\d))?|(?P<d2>\d{1,2}) (?P<m2>January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.?(?: (?P<y2>(?:19|20)\d\d))?)\b"
)
_WEEKDAY = re.compile(
    r"\b(?P<last>last |earlier |on |late |early |this )?(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_RELATIVE = re.compile(r"\b(?P<word>[Yy]esterday|[Tt]oday)\b")


def find_channel(around: str) -> Channel | None:
    """Find the channel in the words around a cue (its content left out)."""
    for channel, pattern in _PATTERNS:
        if pattern.search(around):
            return channel
    return None


def find_date(around: str, published: str | None) -> str | None:
    """Find the ISO day of the saying in the words around a cue.

    A weekday, "yesterday" or a day without year is counted from the day of publication, never from today; without
    that day it stays untold.
    """
    anchor = _parse_day(published)
    day = _DAY.search(around)
    if day is not None:
        return _make_date(day, anchor)
    if anchor is None:
        return None
    weekday = _WEEKDAY.search(around)
    if weekday is not None:
        back = (anchor.weekday() - _WEEKDAYS[weekday["day"].lower()]) % 7
        return (anchor - datetime.timedelta(days=back)).isoformat()
    relative = _RELATIVE.search(around)
    if relative is not None:
        back = 1 if relative["word"].lower() == "yesterday" else 0
        return (anchor - datetime.timedelta(days=back)).isoformat()
    return None


def _parse_day(published: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _make_date(match: re.Match[str], anchor: datetime.date | None) -> str | None:
    month = _MONTHS[(match["m1"] or match["m2"])[:3].lower()]
    day, year = int(match["d1"] or match["d2"]), match["y1"] or match["y2"]
    try:
        if year:
            return datetime.date(int(year), month, day).isoformat()
        if anchor is None:
            return None
        found = datetime.date(anchor.year, month, day)
        if found > anchor + datetime.timedelta(days=2):
            found = datetime.date(anchor.year - 1, month, day)
        return found.isoformat()
    except ValueError:
        return None


def make_surroundings(text: str, sentence: Span, content: tuple[Span, ...]) -> str:
    """Make the words of a sentence that stand outside an attribution's content, pieces parted by a bar."""
    parts: list[str] = []
    position = sentence.begin
    for span in sorted(content):
        if span.begin > position:
            parts.append(text[position : min(span.begin, sentence.end)])
        position = max(position, span.end)
    if position < sentence.end:
        parts.append(text[position : sentence.end])
    return " | ".join(parts)

"""Posts as they arrive in copied text: words that end with a line ``— Name (@handle) Month D, YYYY``.

The line that signs a post is easy to see; where the post begins is not marked at all. ``count_post_units`` decides it
by weighing evidence line by line, upward from the signature: what a post looks like (tags, mentions, links, no full
stop), what a story looks like (reporting clauses, quotation marks, the author's name), what the platform allows (an
X post has 280 characters at most, and a longer one is cut there), and what stands above (a sentence that introduces
the post, or quotes it). The weights are set by hand and measured on posts of real pages copied as text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.extract.dates import find_date
from onrecord.model.document import PostWords
from onrecord.model.span import Span

SIGNATURE_REACH = 300
"""Characters at a line's end that a signature can take: a name of 50, a handle, a date."""

MOST_UNITS = 14
"""Lines looked at above a signature; posts of more are not told from story any longer."""

_LIMITS = {"x": 300, "bluesky": 330, "threads": 520, "mastodon": 560}
"""Characters a post can have, with some tolerance for how blanks are copied: 280, 300, 500 and 500."""

_DASHES = "—–―"
_HANDLE = re.compile(
    r"@?(?P<user>[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,60}))(?:@(?P<server>[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,40}){1,4}))?$"
)
_X_HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}$")
_INSTAGRAM = re.compile(
    r"(?:A post shared by|A post by|Ein Beitrag geteilt von|Una publicación compartida (?:de|por)|"
    r"Une publication partagée par|Un post condiviso da)\s{1,3}(?P<name>.{0,100}?)\s{0,3}\(?@(?P<user>[\w.]{1,40})\)?"
    r"(?P<rest>.{0,80})$"
)
_POST_BY = re.compile(r"Post by @(?P<user>[\w.]{1,60})(?:@(?P<server>[\w-]{1,60}(?:\.[\w-]{1,40}){1,4}))?$")
_FACEBOOK = re.compile(
    r"Posted by\s{1,3}(?P<name>[^\n]{2,80}?)\s{1,3}on\s{1,3}(?P<date>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|"
    r"Sun)day,.{6,40})$"
)
_REDDIT = re.compile(r"by\s{0,3}u/(?P<user>[\w-]{2,30})\s{0,3}in\s{0,3}(?:r/)?[\w-]{2,30}$")
_TIKTOK_SOUND = re.compile(r"♬ .{1,120}$")
_TIKTOK_USER = re.compile(r"@(?P<user>[\w.]{2,40})(?=\s|$)")
_VIA = re.compile(
    r"(?:on|at|via|posted|x|г|twitter|bluesky|threads|mastodon|for|iphone|android|\W|\d{1,2}[hmd])*", re.IGNORECASE
)
_NUMERIC_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$|·?\s?\d{1,2}\s?[hmd]$")
_CHROME = re.compile(
    r"(?:View (?:this )?(?:post|profile|more|on) .{0,40}|View on (?:Threads|Mastodon|Instagram|X|Bluesky)|"
    r"Sieh dir diesen Beitrag auf Instagram an|Ver esta publicación en Instagram|"
    r"Voir cette publication sur Instagram|Visualizza questo post su Instagram)$"
)


class Signature(NamedTuple):
    """Who signs a post. ``begin`` is where the signature begins in its line: 0 when it has a line of its own."""

    platform: str
    author: str | None
    handle: str | None
    date: str | None
    begin: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Above:
    """A line or wrapped paragraph above a signature; ``gap`` tells whether a blank line stands above it."""

    text: str
    gap: bool


def find_signature(line: str) -> Signature | None:
    """Find the signature a line is or ends with; none for every other line, at hardly any cost."""
    tail = line[-SIGNATURE_REACH:]
    if "@" in tail:
        found = _find_shared(tail) if len(tail) == len(line) else None
        found = found or _find_handle_signature(tail, len(line) - len(tail))
        if found is not None:
            return found
    if len(tail) < len(line):
        return None
    if tail.startswith("Posted by") and (match := _FACEBOOK.match(tail)):
        day = find_date(match["date"])
        return Signature("facebook", match["name"], None, day.iso, 0) if day else None
    if tail.startswith("by") and (match := _REDDIT.match(tail)):
        return Signature("reddit", match["user"], match["user"], None, 0)
    return None


def is_post_chrome(line: str) -> bool:
    """Whether a line is what a platform writes around a post ("View this post on Instagram")."""
    return len(line) <= 80 and line[:1] in "VS" and _CHROME.match(line) is not None


def has_sound(line: str) -> bool:
    """Whether a line ends with the name of a sound, as the text of an embedded TikTok does."""
    return "♬" in line[-130:] and _TIKTOK_SOUND.search(line[-130:]) is not None


def find_sound_author(line: str) -> str | None:
    """Find the handle with which the text of an embedded TikTok begins."""
    match = _TIKTOK_USER.match(line)
    return match["user"] if match else None


def _find_shared(line: str) -> Signature | None:
    match = _INSTAGRAM.match(line)
    if match:
        day = find_date(match["rest"])
        return Signature("instagram", match["name"].strip() or None, match["user"], day.iso if day else None, 0)
    match = _POST_BY.match(line)
    if match:
        user, server = match["user"], match["server"]
        if server and server != "threads.net":
            return Signature("mastodon", None, f"{user}@{server}", None, 0)
        return Signature("threads", None, user, None, 0)
    return None


def _find_handle_signature(tail: str, offset: int) -> Signature | None:
    """Find ``— Name (@handle) date`` at the end; ``offset`` is how much of the line stands before ``tail``."""
    opening = tail.rfind("(@")
    closing = tail.find(")", opening)
    if opening < 0 or closing < 0 or closing - opening > 120:
        return None
    handle = _HANDLE.match(tail[opening + 1 : closing].strip().strip("\u2066\u2068\u2069\u202a\u202c\u200e"))
    if handle is None:
        return None
    dated, day = _read_signature_date(tail[closing + 1 :].strip())
    if dated is None:
        return None
    begin, name = _find_name(tail, opening, whole=offset == 0, dated=dated)
    if begin is None:
        return None
    user, server = handle["user"].rstrip(".-"), handle["server"]
    return Signature(
        _decide_platform(user, server), name or None, f"{user}@{server}" if server else user, day, offset + begin
    )


def _read_signature_date(rest: str) -> tuple[bool | None, str | None]:
    """Read what follows the handle: whether there is a date, and which; (None, None) for anything else."""
    if not rest:
        return False, None
    found = find_date(rest)
    if found is None:
        return (True, None) if _NUMERIC_DATE.fullmatch(rest) else (None, None)
    left = rest[: found.begin] + " " + rest[found.end :]
    if len(left) > 60 or not _VIA.fullmatch(left):
        return None, None
    return True, found.iso


def _find_name(tail: str, opening: int, *, whole: bool, dated: bool) -> tuple[int | None, str]:
    """Find where the signature begins and the name in it; (None, "") where no dash and no clear line shows it."""
    head = tail[:opening]
    stripped = head.lstrip()
    indent = len(head) - len(stripped)
    if whole and stripped[:1] and stripped[0] in _DASHES:
        name = stripped.lstrip(_DASHES + " \t\xa0").strip()
        if len(name) <= 100 and (dated or name):
            return indent, name
    if not dated:
        return None, ""
    if whole and stripped.startswith("-"):
        name = stripped.lstrip("- \t\xa0").strip()
        if len(name) <= 80:
            return indent, name
    dash = max(head.rfind(mark) for mark in _DASHES)
    hyphens = max(head.rfind(" -- "), head.rfind(" - "))
    if dash < 0 and hyphens >= 0:
        dash = hyphens + 1
    if dash >= 0 and opening - dash <= 90:
        name = head[dash:].strip("-" + _DASHES + " \t\xa0")
        return dash, name
    name = stripped.strip()
    if whole and 0 < len(name) <= 60 and not re.search(r"[.!?:;,]\s|[.:;,]$", name) and len(name.split()) <= 8:
        return indent, name
    return None, ""


def _decide_platform(user: str, server: str | None) -> str:
    """Decide from the handle's form; X is where handles of letters, digits and underscores come from in stories."""
    if server:
        return "threads" if server == "threads.net" else "mastodon"
    if _X_HANDLE.match(user):
        return "x"
    if re.search(r"\.[A-Za-z]{2,24}$", user) and "_" not in user:
        return "bluesky"
    return "x"


# --- the post's words ------------------------------------------------------------------------------------------

_TAIL = re.compile(
    r"(?:https?://t\.co/\w{1,20}…?|(?:https?://)?pic\.(?:twitter|x)\.com/\w{1,20}|\[(?:image|video|gif) or embed\]|"
    r"\[(?:image|video|contains quote post or other embedded content)\]|View this post on Instagram)$"
)


def find_words(text: str, begin: int, end: int) -> tuple[Span | None, PostWords]:
    """Find the post's own words in ``text[begin:end]``, without the links that trail them, and how whole they are."""
    while True:
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        low = max(begin, end - 60)
        tail = _TAIL.search(text[low:end])
        if tail is None:
            break
        end = low + tail.start()
    if begin >= end:
        return None, PostWords.ABSENT
    cut = text[end - 1] == "…"
    return Span(begin, end), PostWords.TRUNCATED if cut else PostWords.FULL


# --- where the post begins -------------------------------------------------------------------------------------

_LINK = re.compile(r"(?:https?://|\bpic\.(?:twitter|x)\.com/)\S{1,200}")
_TAG = re.compile(r"(?<![\w&])[#＃][^\W_]\w{1,60}")
_MENTION = re.compile(r"(?:^|[\s(.“\"])@\w{2,40}")
_EMOJI = re.compile("[\U0001f1e6-\U0001faff\u2600-\u27bf\u2b50\u203c]")
_SHOUT = re.compile(
    r"^\W{0,4}(?:BREAKING|JUST IN|UPDATE|NEW|WATCH|THREAD|ICYMI|LIVE|RT|URGENT|ALERT|EXCLUSIVE)\b\W|!!|\?\?|!\?|"
    r"\b\d{1,2}/\d{0,2}\s{0,2}$"
)
_POST_SIGNS = ((_LINK, 2.5), (_TAG, 1.8), (_MENTION, 1.5), (_EMOJI, 2.0), (_SHOUT, 1.2))
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|me|my|we|we['’](?:re|ve|ll)|our|us|you|your)\b")
_SPEECH = re.compile(
    r"\b(?:said|says|told|stated|tweeted|wrote|added|according to|confirmed|noted|explained|argued|announced|posted|"
    r"shared|replied|responded|commented|asked|claimed|declared|wondered|quipped|joked|critici[sz]ed|urged|"
    r"warned|insisted|reported|complained|mused|praised|slammed|denied|suggested|recalled)\b"
)
_CHANNEL = re.compile(
    r"\b(?:on|to|via)\s(?:X|Twitter|Bluesky|Threads|Mastodon|Facebook|Instagram|TikTok|Truth Social|social media)\b|"
    r"\b(?:in|reads?|said) (?:a|the|his|her|their|its|another) (?:\w{1,15} ){0,2}(?:tweet|post|thread|statement)\b|"
    r"\b(?:tweeted|reads the post|the post reads?|posted online|skeeted)\b",
    re.IGNORECASE,
)
_CLOSED_WITH_CUE = re.compile(
    r"[,.!?…—-]['’]?[\"”»]\s(?:[^\W_][\w.’'-]{0,30}\s){0,8}(?:said|says|told|wrote|tweeted|added|stated|posted|"
    r"shared|"
    r"reads|read|continued|explained|asked|replied|noted|argued|announced|warned|insisted)\b"
)
_OPENERS = '“"«„‟'
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„\n]{12,600})(?:[”\"»]|$)")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NAME_PART = re.compile(r"[^\W\d_][^\W\d_.'’-]{1,30}(?:['’-][^\W\d_]{1,30})?")
_HEADED = re.compile(r"[A-Z0-9‘'][\w’'-]*(?: [\w’',-]+){2,13}$")
_LISTED = re.compile("[\U0001f1e6-\U0001faff\\u2600-\\u27bf\\u2022*>-]|\\(?\\d{1,2}[.)]|➡")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_POINTER = re.compile(
    r"^(?:It|He|She|They|This|That)\b|\b(?:see|read|below|following|here|tweets?|posts?)\b", re.IGNORECASE
)
_DATELINE = re.compile(r"[A-Z][A-Z .,'-]{2,40}(?:, [A-Z][\w.]{1,15})?(?: \([A-Z][\w ]{1,20}\))? [—–-] ")


def count_post_units(
    above: Sequence[Above], signature: Signature, *, inline: str = "", spaced: bool, gap_below: bool = False
) -> int:
    """Count how many of the units above a signature are the post's words.

    ``above`` is in reading order and ends right above the signature; it holds nothing that cannot be a post's.
    ``inline`` are words on the signature's own line. ``spaced`` tells that blank lines part the story's paragraphs,
    ``gap_below`` that one stands below the signature.
    """
    limit = _LIMITS.get(signature.platform, 560)
    length = _weigh_length(_drop_tail(inline))
    cut = _ends_cut(inline)
    best, best_score = 0, (0.0 if inline else -6.0) + _score_length(length, signature, cut)
    total = 0.0
    accepted: list[str] = [inline] if inline else []
    for count, unit in enumerate(reversed(above[-MOST_UNITS:]), 1):
        lowest = count == 1 and not inline
        cut = _ends_cut(unit.text) if lowest else cut
        # The links that trail a post (to its picture, to the post it quotes) do not count.
        length += _weigh_length(_drop_tail(unit.text) if lowest else unit.text)
        if length > limit and accepted:
            break
        total += _score_line(unit, signature, spaced=spaced)
        total -= 5.0 if _repeats(unit.text, accepted) else 0.0
        if count > 1:
            below = above[len(above) - count + 1]
            total += _score_border(unit.text, below, spaced=spaced, gap_below=gap_below)
        accepted.insert(0, unit.text)
        higher = above[max(0, len(above) - count - 4) : len(above) - count]
        score = total + _score_begin(higher, accepted, signature)
        score += _score_gap(unit, higher, spaced=spaced, gap_below=gap_below)
        score += _score_length(length, signature, cut) - (1.0 if length > limit else 0.0)
        if score > best_score:
            best, best_score = count, score
    return best


def _score_border(text: str, below: Above, *, spaced: bool, gap_below: bool) -> float:
    """Weigh two lines as standing in one post by what parts them, and by the list that the first announces."""
    listed = 2.5 if text.endswith(":") and _LISTED.match(below.text) else 0.0
    if spaced:
        # Where blank lines part paragraphs, a mere line break is a post's own.
        return listed + (-0.2 if below.gap else 0.8)
    if not below.gap:
        return listed
    # Where none do, a blank line is the post's own, unless blank lines frame the post.
    return listed + (-1.2 if gap_below else 1.0)


def _weigh_length(text: str) -> int:
    """Weigh as X does: a link has 23 characters, whatever it is (docs: "Counting characters")."""
    links = _LINK.findall(text)
    return len(text) - sum(len(link) for link in links) + 23 * len(links) + 1


def _drop_tail(text: str) -> str:
    span, _ = find_words(text, 0, len(text))
    return span.of(text) if span else ""


def _ends_cut(text: str) -> bool:
    return find_words(text, 0, len(text))[1] is PostWords.TRUNCATED


def _score_length(length: int, signature: Signature, cut: bool) -> float:
    """A post that is cut is cut at the platform's limit, so it must be about that long."""
    if not cut or signature.platform != "x" or not length:
        return 0.0
    if 250 <= length <= 300:
        return 2.5
    return -1.5 if 150 <= length < 250 else 0.0


def _score_line(unit: Above, signature: Signature, *, spaced: bool) -> float:
    """Weigh how much a line looks like a post's (positive) or a story's (negative)."""
    text = unit.text
    unquoted = _QUOTED.sub(" ", text)
    score = -0.4 + sum(weight for pattern, weight in _POST_SIGNS if pattern.search(text))
    open_end = text[-1:] not in '.!?"”»:,;'
    # In a text parted by blank lines, a line by itself without a full stop is as likely a heading; lists have none.
    if not ((spaced and unit.gap and _HEADED.match(text)) or _LISTED.match(text)):
        score += 0.6 if open_end else 0.0
        score += 0.4 if open_end and len(text) < 110 else 0.0
    score += 0.6 if text[:1].islower() or text[:1] == "@" else 0.0
    score -= 0.5 if len(text) > 200 else 0.0
    score -= 3.0 if len(text) > 420 else 0.0
    return score + _score_prose(text, unquoted) - _score_name(unquoted, signature.author)


def _score_prose(text: str, unquoted: str) -> float:
    """Weigh what only somebody writes who tells of others: who said it, where, on which day."""
    first_person = _FIRST_PERSON.search(unquoted)
    speech, channel = _SPEECH.search(unquoted), _CHANNEL.search(unquoted)
    score = 1.0 if first_person else -1.2 if speech else 0.0
    score -= 2.5 if channel else 0.0
    score -= 3.0 if _CLOSED_WITH_CUE.search(text) else 0.0
    score -= 1.2 if text[:1] in _OPENERS and len(text) > 40 else 0.0
    score -= 2.0 if _DATELINE.match(text) else 0.0
    score -= 0.8 if _WEEKDAY.search(unquoted) else 0.0
    if text.endswith(":"):
        score += -1.5 if speech or channel or _is_announcing(text) else 0.6
    return score


def _score_name(text: str, author: str | None) -> float:
    """Hardly anybody writes of themselves by name; institutions do now and then."""
    name = re.sub(r"#\w{1,60}|[|(].{0,60}$", " ", author or "")
    parts = [part for part in _NAME_PART.findall(name) if part[0].isupper()][:4]
    if not parts:
        return 0.0
    words = set(_NAME_PART.findall(text))
    hits = sum(part in words for part in parts)
    if len(parts) >= 2 and hits == len(parts):
        return 3.0
    return 2.0 if len(parts) >= 2 and parts[-1] in words else 1.0 if hits and len(parts) == 1 else 0.0


def _score_gap(unit: Above, higher: Sequence[Above], *, spaced: bool, gap_below: bool) -> float:
    """Weigh a place as the post's beginning by whether a blank line stands above it."""
    if spaced:
        return 0.0 if unit.gap or not higher else -3.0
    return (1.2 if gap_below else 0.3) if unit.gap and higher else 0.0


def _score_begin(higher: Sequence[Above], words: list[str], signature: Signature) -> float:
    """Weigh a place as the post's beginning by what stands above it; the last of ``higher`` is right above."""
    if not higher:
        return 0.0
    score = 0.0
    introduction = higher[-1].text
    quoted = _pair(" ".join(quote for one in higher for quote in _QUOTED.findall(one.text)))
    covered = len(quoted & _pair(" ".join(words))) / len(quoted) if len(quoted) >= 3 else 0.0
    if covered >= 0.25:
        score += 1.0 + 3.0 * covered
    elif _CHANNEL.search(introduction) or _is_announcing(introduction):
        score += 1.5
    if _score_name(introduction, signature.author) >= 2.0:
        score += 0.8
    return score


def _is_announcing(text: str) -> bool:
    """Whether a line leads over to what stands below it; a bare label ("Closed today:") is as likely a post's."""
    return text.endswith(":") and (len(text) > 30 or _POINTER.search(text) is not None)


def _share(words: str, other: str) -> float:
    """Which share of the shorter text's word pairs the longer one holds."""
    one, two = _pair(words), _pair(other)
    small, large = (one, two) if len(one) <= len(two) else (two, one)
    return len(small & large) / len(small) if len(small) >= 3 else 0.0


def _pair(text: str) -> set[tuple[str, str]]:
    tokens = [token.lower() for token in _TOKEN.findall(text[:1500])]
    return set(itertools.pairwise(tokens))


def _repeats(text: str, below: list[str]) -> bool:
    """Whether a line says what the lines below it say again: then it quotes the post and is not of it."""
    if len(text) <= 30:
        return False
    quotes = _QUOTED.search(text) is not None
    return any(len(line) > 30 and _share(text, line) >= 0.5 for line in below if not (quotes and _QUOTED.search(line)))

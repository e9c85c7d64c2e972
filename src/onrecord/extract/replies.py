"""What the sender of a mail wrote, told from what they quote, how they sign, and what their server adds.

A mail answers another, which stands below or above it, marked with ``>`` or only by a line that announces it. Those
are somebody else's words. Signatures, telephone numbers, notices of confidentiality and routing lines are nobody's
statement and say where people can be found: they stay in the capture and out of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class BodyLine(NamedTuple):
    """A line of a mail's body; ``number`` is where it stands, from 1."""

    number: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """Lines by one hand. ``quoted`` for words of an earlier mail; ``whose`` is the name that announces them."""

    lines: tuple[BodyLine, ...]
    quoted: bool
    whose: str | None = None


_WROTE = re.compile(
    r"(?:On|Le|Am|El|Il|Em|Op|Den|Dne|Dnia)\s.{4,300}?(?:wrote|a écrit|schrieb.{0,120}|escribió|ha scritto|"
    r"escreveu|schreef.{0,80}|skrev.{0,80})\s?:$"
    r"|.{2,160}\s(?:<[^<>@\s]{1,64}@[^<>\s]{1,100}>|at \d\d?:\d\d.{0,30})\s?(?:wrote|a écrit|schrieb|escribió|"
    r"ha scritto)\s?:$"
)
_WROTE_WORD = re.compile(
    r"(?:wrote|a écrit|schrieb.{0,120}|escribió|ha scritto|escreveu|schreef.{0,80}|skrev.{0,80})\s?:$"
)
_SEPARATOR = re.compile(
    r"[-_*\s]{0,40}(?:Original Message|Forwarded message|Original message|Message d'origine|Message transféré|"
    r"Ursprüngliche Nachricht|"
    r"Weitergeleitete Nachricht|Mensaje original|Messaggio originale|Original-Nachricht|"
    r"Begin forwarded message)[-_*:\s]{0,40}$",
    re.IGNORECASE,
)
_ROUTING = re.compile(
    r"\*{0,2}(From|Sent|Date|To|Cc|CC|Bcc|Subject|Reply-To|Importance|Attachments|Von|Gesendet|Datum|An|Betreff|"
    r"De|Envoyé|À|Objet|Para|Asunto|"
    r"Enviado|Fecha|Da|Inviato|A|Oggetto)\s?:\*{0,2}(?:\s|$)"
)
_SENDER = re.compile(r"\*{0,2}(?:From|Von|De|Da)\s?:\*{0,2}\s{0,9}(?P<who>.{1,200})$")
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_NAMED_ADDRESS = re.compile(
    r"\s?(?:<(?:mailto:)?[^<>@\s]{1,64}@[^<>\s]{1,120}>|\[mailto:[^\]\s]{1,160}\]|\((?:mailto:)[^)\s]{1,160}\))"
)
_PHONE = re.compile(r"(?<![\w/.-])(?:\+|\(?0|\(?\d{3}\)?[\s.-])[\d\s().-]{6,18}\d(?!\w)")
_WEB = re.compile(r"\b(?:https?://|www\.)\S{4,200}|\b[\w-]{2,40}\.(?:com|org|net|gov|ca|uk|de|example)(?:/\S{0,80})?$")
_CONTACT_LABEL = re.compile(
    r"\s{0,9}(?:Tel|Telephone|Phone|Ph|Mobile|Mob|Cell|Fax|Direct|Office|Email|E-mail|Mail|Web|Website|Twitter|X|"
    r"LinkedIn|Facebook|Instagram|[TMOFEPCW](?=\s?[.:|]\s?[+(\d]))\s?[.:|]\s?",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:(?:with )?(?:best|kind|kindest|warm|warmest|many|cordial|sincere)? ?(?:regards|wishes)|all the best|"
    r"best|sincerely(?: yours)?|yours(?: sincerely| faithfully| truly)?|"
    r"respectfully(?: yours)?|cheers|(?:many )?thanks(?: again| so much| very much)?|thank you(?: again| so much|"
    r" very much| in advance)?|thx|take care|talk soon|"
    r"(?:mit )?(?:freundlichen|besten|herzlichen|vielen) (?:grüßen|dank)|viele grüße|(?:bien )?cordialement|"
    r"sincères salutations|saludos(?: cordiales)?|atentamente|cordiali saluti|"
    r"with (?:thanks|gratitude|appreciation))[,.!–—-]{0,2}$",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"(?:Sent from my .{2,40}|Sent (?:via|with|from) .{2,60}|Get Outlook for .{2,60}|Von meinem .{2,30} gesendet|"
    r"Envoyé de mon .{2,30})$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\W{0,5}(?:(?:CONFIDENTIAL(?:ITY)?(?: NOTICE| NOTE)?|Disclaimer|DISCLAIMER|NOTICE|PRIVILEGED)\b.{0,40}[:—–-]|"
    r"(?:This|The) (?:e-?mail|message|communication|electronic (?:mail|message)|"
    r"transmission)\b.{0,160}(?:confidential|intended|privileged|recipient)|"
    r"(?:The )?(?:information|contents?)\b.{0,60}(?:e-?mail|message|transmission).{0,160}(?:confidential|"
    r"intended|privileged|recipient)|"
    r"If you (?:are not the intended|have received this|received this (?:e-?mail|message) in error)|"
    r"(?:Please )?(?:consider|think of) the environment|"
    r"(?:CAUTION|WARNING|EXTERNAL(?: E-?MAIL)?)\b.{0,60}(?:originated|external|outside|sender)|"
    r"You don't often get email from|"
    r"You (?:are receiving|received|have received) this (?:e-?mail|message|newsletter)|To unsubscribe|"
    r"Unsubscribe\b|View (?:this (?:e-?mail|message) )?in (?:your )?browser|"
    r"Diese (?:E-Mail|Nachricht)\b.{0,160}vertraulich|Ce (?:message|courriel)\b.{0,160}confidentiel)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')]{0,2}$")
_DELIMITER = re.compile(r"(?:--|—|__+|\u2014\u2014)\s*$")
_POSTSCRIPT = re.compile(r"P\.?\s?P?\.?S\.?[\s:.]")

_FOOT_LINES = 25
_FOOT_WIDTH = 90
"""A signature is at the foot and its lines are short."""


def split_passages(lines: Sequence[BodyLine]) -> list[Passage]:
    """Split a body into the sender's own words and those quoted, in the order they stand."""
    passages: list[Passage] = []
    current: list[BodyLine] = []
    state = _State()

    def close() -> None:
        if any(line.text.strip() for line in current):
            passages.append(Passage(lines=tuple(current), quoted=state.quoted, whose=state.whose))
        current.clear()

    at = 0
    while at < len(lines):
        taken, whose, below = _find_announcement(lines, at)
        if taken:
            close()
            state.enter(whose, until_end=not below)
            at += taken
            continue
        number, text = lines[at]
        marked = text.lstrip().startswith(">")
        if text.strip() and (marked or state.until_end) != state.quoted:
            close()
            state.quoted = marked or state.until_end
            if not state.quoted:
                state.whose = None
        current.append(BodyLine(number, _strip_marks(text) if marked else text))
        at += 1
    close()
    return passages


class _State:
    """Where in a body one stands: in quoted words or not, whose, and whether they go on to the end."""

    def __init__(self) -> None:
        self.quoted = False
        self.until_end = False
        self.whose: str | None = None

    def enter(self, whose: str | None, *, until_end: bool) -> None:
        self.whose = whose
        self.until_end = self.until_end or until_end
        self.quoted = True


def _find_announcement(lines: Sequence[BodyLine], at: int) -> tuple[int, str | None, bool]:
    """Find how many lines announce quoted words here (0: none), whose they are, and whether ``>`` marks them."""
    text = _strip_marks(lines[at].text).strip()
    if not text or len(text) > 400:
        return 0, None, False
    if _SEPARATOR.match(text):
        taken, whose = _take_routing(lines, at + 1)
        return 1 + taken, whose, False
    if _ROUTING.match(text) or re.match(r"_{8,}$", text):
        taken, whose = _take_routing(lines, at if text[0] != "_" else at + 1)
        if taken >= 3:
            return taken + (text[0] == "_"), whose, False
        return 0, None, False
    if not re.match(r"(?:On|Le|Am|El|Il|Em|Op|Den|Dne|Dnia)\s", text) and not _WROTE_WORD.search(text):
        return 0, None, False
    joined = text
    for more in range(3):
        if more:
            if at + more >= len(lines) or not lines[at + more].text.strip():
                break
            joined += " " + _strip_marks(lines[at + more].text).strip()
        if len(joined) <= 420 and _WROTE.match(joined) and (re.search(r"\d", joined) or "@" in joined):
            below = _find_next(lines, at + more + 1)
            marked = below is not None and below.lstrip().startswith(">")
            return more + 1, _find_writer(joined), marked
    return 0, None, False


def _take_routing(lines: Sequence[BodyLine], at: int) -> tuple[int, str | None]:
    """Take the lines From, Sent, To, Subject; returns how many with the blanks among them, and who sent it."""
    count = fields = 0
    whose: str | None = None
    last_field = -1
    for offset in range(min(14, len(lines) - at)):
        text = _strip_marks(lines[at + offset].text).strip()
        if _ROUTING.match(text):
            sender = _SENDER.match(text)
            whose = whose or (_clean_name(sender["who"]) if sender else None)
            fields += 1
            last_field = offset
            count = offset + 1
        elif text and (last_field < 0 or (offset - last_field > 1) or fields < 2 or len(text) > 160 or "@" not in text):
            break
        elif text:
            # A long list of addressees runs on.
            last_field, count = offset, offset + 1
    return (count, whose) if fields >= 2 else (0, None)


def _find_next(lines: Sequence[BodyLine], at: int) -> str | None:
    return next((line.text for line in lines[at : at + 6] if line.text.strip()), None)


def _find_writer(text: str) -> str | None:
    """Find the name in "On Tue, 3 Feb 2026 at 10:12, Jane Doe <…> wrote:"."""
    head = re.sub(r"\s?(?:wrote|a écrit|escribió|ha scritto|escreveu)\s?:$", "", text)
    head = _NAMED_ADDRESS.sub("", head).rstrip(" ,")
    head = re.sub(r"(?<=\d)\s{0,2}(?:[AaPp]\.?[Mm]\.?|h|Uhr|UTC|GMT)(?![^\W\d_])", ",", head)
    name = re.search(
        r"(?:^|[,\d]|\b(?:AM|PM|am|pm|a\.m\.|p\.m\.|h|UTC|"
        r"GMT)\b)\s{0,3}(?P<who>[^\W\d_][^\d,<>@:]{1,60}(?:, [^\W\d_][^\d,<>@:]{1,30})?)$",
        head,
    )
    return _clean_name(name["who"]) if name else None


def _clean_name(text: str) -> str | None:
    name = _NAMED_ADDRESS.sub("", text)
    name = re.sub(r"[<\[(].{0,160}$", "", name).strip().strip("\"'*,; ")
    return name[:80] if name and "@" not in name else None


def _strip_marks(text: str) -> str:
    return re.sub(r"^\s{0,3}(?:>\s?){1,40}", "", text)


# --- what is nobody's statement ----------------------------------------------------------------------------------


def strip_foot(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """Leave out signature, contact lines, notices and addresses; the words in between stay as they are."""
    kept = _cut_delimited(list(lines))
    kept = _drop_notices(kept)
    kept = _cut_sign_off(kept)
    kept = _cut_contacts(kept)
    result: list[BodyLine] = []
    for line in kept:
        if _is_contact_line(line.text):
            continue
        result.append(BodyLine(line.number, strip_addresses(line.text)))
    return result


def strip_addresses(text: str) -> str:
    """Leave out the addresses that stand in angle brackets behind names."""
    return _NAMED_ADDRESS.sub("", text) if "@" in text else text


def is_notice(text: str) -> bool:
    """Whether a paragraph is a notice of confidentiality or the like."""
    return _DISCLAIMER.match(text.strip()[:400]) is not None


def _cut_delimited(lines: list[BodyLine]) -> list[BodyLine]:
    """Cut at the line ``-- `` (RFC 3676), where what follows looks like a foot."""
    for at, line in enumerate(lines):
        if line.text.rstrip() == "--" or (_DELIMITER.match(line.text) and len(lines) - at <= 14):
            rest = [one for one in lines[at + 1 :] if one.text.strip()]
            if line.text.rstrip() == "--" or all(len(one.text) <= _FOOT_WIDTH for one in rest):
                return lines[:at]
    return lines


def _drop_notices(lines: list[BodyLine]) -> list[BodyLine]:
    kept: list[BodyLine] = []
    dropping = False
    for at, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            dropping = False
        elif _SENT_FROM.match(text):
            continue
        elif at == 0 or not lines[at - 1].text.strip() or dropping:
            dropping = dropping or _DISCLAIMER.match(text[:400]) is not None
        if not dropping:
            kept.append(line)
    return kept


def _cut_sign_off(lines: list[BodyLine]) -> list[BodyLine]:
    """Cut at "Kind regards," and the like, when only short lines follow; a postscript stays."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    for at in filled[-_FOOT_LINES:]:
        if not _SIGN_OFF.match(lines[at].text.strip()):
            continue
        below = [one for one in filled if one > at]
        post = next((one for one in below if _POSTSCRIPT.match(lines[one].text.strip())), None)
        foot = [one for one in below if post is None or one < post]
        if len(foot) <= 14 and all(_is_foot_line(lines[one].text) for one in foot):
            return lines[:at] + ([] if post is None else lines[post:])
    return lines


def _is_foot_line(text: str) -> bool:
    text = text.strip()
    if len(text) > _FOOT_WIDTH and not _ADDRESS.search(text) and not _PHONE.search(text):
        return False
    return not (_SENTENCE_END.search(text) and len(text.split()) > 8)


def _cut_contacts(lines: list[BodyLine]) -> list[BodyLine]:
    """Cut the last groups of short lines that hold a telephone number, an address or a link."""
    end = len(lines)
    for _ in range(3):
        while end and not lines[end - 1].text.strip():
            end -= 1
        begin = end
        while begin and lines[begin - 1].text.strip():
            begin -= 1
        group = [line.text.strip() for line in lines[begin:end]]
        if not group or begin == 0 or len(group) > 10 or not all(_is_foot_line(text) for text in group):
            break
        if not any(_has_contact(text) for text in group):
            break
        end = begin
    return lines[:end]


def _has_contact(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_ADDRESS, _PHONE, _WEB)) or _CONTACT_LABEL.match(text) is not None


def _is_contact_line(text: str) -> bool:
    """Whether a line within the text does nothing but say how to reach somebody."""
    text = text.strip()
    if not text or len(text) > 160:
        return False
    if _CONTACT_LABEL.match(text) and (_ADDRESS.search(text) or _PHONE.search(text)):
        return True
    if not (_ADDRESS.search(text) or _PHONE.search(text)) or (_SENTENCE_END.search(text) and len(text.split()) > 6):
        return False
    return len(_PHONE.sub(" ", _ADDRESS.sub(" ", text)).split()) <= 8 and text[:1].isupper() | text[:1].isdigit() | (
        text[:1] in "+(<"
    )

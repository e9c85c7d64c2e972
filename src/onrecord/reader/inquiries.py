"""Who was asked for comment, by whom, and what came of it, as the story itself reports it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.model.reading import InquiryStatus
from onrecord.model.span import Span
from onrecord.reader.clauses import Sentence, find_subject, find_token_at

_ADVERB = r"(?:immediately |yet |promptly |initially |directly |specifically |publicly |formally |further )*"
_THING = (
    r"(?:comments?|responses?|reactions?|statements?|clarifications?|interviews?|(?:more |further |additional )?"
    r"(?:information|details)|a comment|a response|a statement|an interview)"
)
_ASK = (
    r"(?:contacted|reached out to|approached|e-?mailed|messaged|called|written to|wrote to|asked|sought comment from"
    r"|requested comment from|requested (?:a )?(?:comment|statement|response|interview) from|put (?:the )?questions to"
    r"|sent (?:\w+ ){0,3}questions to)"
)
_REQUEST = (
    r"(?:requests?|inquir(?:y|ies)|enquir(?:y|ies)|questions?|calls?|e-?mails?|messages?|voicemails?|phone calls?)"
)


# Not "reached by cars".
_PLAINLY = r"\b(?! by (?!phone|telephone|e-?mail))(?! (?:in|with|on (?:a|the)|an?)\b)"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


# "… has contacted TO for comment": the asker stands before the verb, the asked after it.
_ASKED = _compile(
    rf"\b(?:has |have |had )?(?:also |now |repeatedly )?(?:{_ASK}) (?P<to>[^.;:]{{2,140}}?)(?:,)? "
    rf"(?:for|seeking|requesting|to request|to ask for|to seek) (?:further |any |their |its |his |her |additional )?{_THING}\b"
)
_ASKED_BARE = _compile(
    r"\b(?:has |have )?(?:also )?(?:(?:sought comment from|requested comment from|requested (?:a )?(?:comment|statement"
    r"|response) from) (?P<to>[^.;:,]{2,100})|reached out to (?P<to2>[^.;:,]{2,100})(?=\.?$))"
)
# "… has approached TO, which did not reply".
_ASKED_IN_VAIN = _compile(
    rf"\b(?:has |have |had )?(?:also )?(?:{_ASK}) (?P<to>[^.;:,]{{2,100}}), (?:which|who|but (?:it|they|he|she)) (?:has |have |had )?"
    rf"(?:(?:did|has|have|had)? ?(?:not|n[’']t)|(?:has |have )?yet to|declined to) {_ADVERB}(?:respond|repl|return|answer|comment)"
)
# "Neither Brook nor her office responded".
_NEITHER = _compile(
    r"^(?:\w+, )?Neither (?P<one>[^,.;]{2,80}?) nor (?P<other>[^,.;]{2,80}?) (?:has |have |had )?(?:immediately )?"
    r"(?:responded|replied|commented|answered|returned|would comment|could be reached)"
)
# Verb phrases whose subject is the one asked.
_SUBJECT_PATTERNS: tuple[tuple[InquiryStatus, re.Pattern[str]], ...] = (
    (
        InquiryStatus.NO_REPLY,
        _compile(
            rf"\b(?:(?:did|does|do|has|have|had|was|were)(?: not|n[’']t)|(?:has |have )?(?:yet|failed) to|never) {_ADVERB}"
            rf"(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|answer(?:ed)?|provided?|comment(?:ed)?|issue|got(?:ten)? back|get back)\b"
            rf"(?=[^.;]{{0,80}}\b(?:comments?|requests?|inquir|enquir|questions?|calls?|e-?mails?|messages?|deadline|publication"
            rf"|press time|at the time of|before|by)\b|\s*\.?$|\s*$)"
        ),
    ),
    (
        InquiryStatus.NO_REPLY,
        _compile(
            rf"\b(?:could|can)(?: not|n[’']t| not) {_ADVERB}be (?:immediately )?(?:reached|contacted){_PLAINLY}|\bcannot be reached{_PLAINLY}"
            rf"|\b(?:was|were) (?:not|n[’']t) {_ADVERB}available (?:for comment|to comment)"
            rf"|\b(?:was|were) unavailable (?:for comment|to comment)"
        ),
    ),
    (
        InquiryStatus.DECLINED,
        _compile(
            rf"\b(?:has |have |had |also |both |all )*(?:declin(?:ed|es)|refus(?:ed|es)) (?:\S+(?: \S+){{0,4}} (?:requests?|invitations?)"
            rf"|requests?|an? (?:interview|request|invitation)|interviews?|to (?:\w+ )?(?:comment|be interviewed|be quoted|respond"
            rf"|answer|elaborate|discuss|speak|provide|make))\b"
            rf"|\b(?:would|will)(?: not|n[’']t) {_ADVERB}(?:comment|be interviewed)\b|\bwon[’']t comment\b|\b(?:had|has|offered) no comment\b"
        ),
    ),
    (
        InquiryStatus.PROMISED,
        _compile(
            r"\bsaid (?:that )?(?:it|he|she|they) (?:would|will|planned to|intended to|hoped to|was preparing to) (?:\w+ )?"
            r"(?:respond|reply|comment|get back|provide (?:a|an|its|their|his|her) (?:\w+ )?(?:response|answer|statement|comment)"
            r"|issue (?:a|an|its) (?:\w+ )?(?:response|statement)|answer)\b"
        ),
    ),
    (
        InquiryStatus.AWAITING,
        _compile(
            r"\b(?:has|have|had|was|were)(?: also)? (?:been )?(?:contacted|approached|asked|reached out to|e-?mailed) "
            r"(?:by [A-Z][^,.;]{1,50} )?for (?:a |further )?(?:comment|response|statement|reaction)\b"
        ),
    ),
    (
        InquiryStatus.ANSWERED,
        _compile(
            r"\b(?:responded|replied|answered) (?:to|with|in response to) (?:an? |the )?(?:[A-Z][^,.;]{1,40}[’']s? )?"
            r"(?:requests?|inquir(?:y|ies)|questions?)\b"
        ),
    ),
)
# "Requests for comment sent to TO were not returned", "Attempts to reach TO were unsuccessful".
_TO_PATTERNS: tuple[tuple[InquiryStatus, re.Pattern[str]], ...] = (
    (
        InquiryStatus.NO_REPLY,
        _compile(
            rf"\b(?i:{_REQUEST})(?: for (?:comment|an interview|a response))?(?: (?:sent|made|left|placed|put))? (?:to|with|for) "
            rf"(?P<to>[^.;:]{{2,100}}?) (?:for comment |seeking comment |on \w+ )*(?:was|were|went|has|have|had)(?: been)? "
            rf"(?:not {_ADVERB}|n[’']t {_ADVERB}|un)(?:been )?(?:returned|answered|acknowledged|responded)"
        ),
    ),
    (
        InquiryStatus.NO_REPLY,
        _compile(
            r"\b(?:[Aa]ttempts?|[Ee]fforts?) to (?:reach|contact) (?P<to>[^.;:]{2,100}?) (?:for comment )?"
            r"(?:was|were|have been) (?:not (?:immediately )?|un)success"
        ),
    ),
    (
        InquiryStatus.AWAITING,
        _compile(
            r"\b(?:is|are) (?:still )?(?:awaiting|waiting for|waiting on) (?:a |an |further )?(?:comment|response|reply|answer|statement)s? "
            r"from (?P<to>[^.;:,]{2,100})"
        ),
    ),
)
_ANSWERED = _compile(
    r"^(?:In (?:response|reply|answer) to|Responding to|In an? (?:\w+ )?(?:response|reply|answer) to|Asked by|When asked by|When contacted by"
    r"|Contacted by|Reached by|Asked for (?:comment|a response)|When (?:asked|contacted|reached) for comment|Reached for comment)"
    r"(?P<rest>[^,]{0,120}),"
)
_BY_AFTER = (
    _compile(r"\bto (?:the |an? )?(?P<by>[A-Z][^,.;’']{1,50}?)[’']s? (?:\w+ ){0,2}(?:requests?|inquir|questions?|calls?|e-?mails?|deadline)"),
    _compile(r"\b(?:requests?|inquir(?:y|ies)|questions?|calls?|e-?mails?|messages?)[^.;]{0,40}? (?:from|by) (?:the )?(?P<by>[A-Z][^,.;]{1,50}?)(?= (?:on|by|before|about|at|in|for|seeking|asking)\b|[,.;]|$)"),
    _compile(r"\b(?:contacted|approached|asked|reached|e-?mailed) by (?:the )?(?P<by>[A-Z][^,.;]{1,50}?)(?= (?:on|before|about|at|in|for|to|whether|if)\b|[,.;]|$)"),
    _compile(r"\b(?:respond(?:ed)?|repl(?:y|ied)|comment(?:ed)?) to (?:the )?(?P<by>[A-Z][A-Za-z’'& ]{1,40}?)(?= (?:on|by|before|about|at|in|for)\b|[,.;]|$)"),
    _compile(r"\b(?:declined|refused) (?:the )?(?P<by>[A-Z][^,.;’']{1,50}?)[’']s? (?:\w+ ){0,2}(?:requests?|invitations?)"),
)  # fmt: skip
_REQUESTS = re.compile(rf"(?:an?|the|his|her|its|their|our|several|multiple|repeated)? ?{_REQUEST}\b", re.IGNORECASE)
_QUICK = re.compile(
    r"comment|respon|repl|reach|contact|request|declin|refus|interview|inquir|enquir|question|answer|return|approach|await",
    re.IGNORECASE,
)
_SENTENCE_LIMIT = 600  # words and marks; more is no prose
_PLAIN_PRONOUNS = frozenset({"i", "you"})


@dataclass(frozen=True, kw_only=True, slots=True)
class InquiryDraft:
    """``to`` and ``by`` are where the asked and the asker stand; ``by`` none when untold, ``by_outlet`` for "we"."""

    to: Span
    by: Span | None
    by_outlet: bool
    span: Span
    status: InquiryStatus


def iter_inquiries(text: str, sentences: Iterable[Sentence]) -> Iterator[InquiryDraft]:
    """Iterate over the inquiries that sentences report, quotations left out."""
    for sentence in sentences:
        if 0 < len(sentence.tokens) <= _SENTENCE_LIMIT and _QUICK.search(text, sentence.span.begin, sentence.span.end):
            yield from _in_sentence(text, sentence)


def _in_sentence(text: str, sentence: Sentence) -> Iterator[InquiryDraft]:
    words = _blank_quotations(text, sentence)
    found: list[InquiryDraft] = []
    neither = _NEITHER.match(words)
    if neither is not None:
        for part in ("one", "other"):
            yield _make(sentence, words, neither.span(part), InquiryStatus.NO_REPLY)
        return
    vain = _ASKED_IN_VAIN.search(words)
    if vain is not None:
        status = InquiryStatus.DECLINED if " declined to" in vain.group() else InquiryStatus.NO_REPLY
        yield from (replace(draft, status=status) for draft in _from_asker(sentence, words, vain))
        return
    for pattern in (_ASKED, _ASKED_BARE):
        match = pattern.search(words)
        if match is not None:
            found.extend(_from_asker(sentence, words, match))
            break
    for status, pattern in _SUBJECT_PATTERNS:
        for match in pattern.finditer(words):
            found.extend(_from_subject(sentence, words, match, status))
    for status, pattern in _TO_PATTERNS:
        match = pattern.search(words)
        if match is not None:
            found.append(_make(sentence, words, match.span("to"), status))
    answered = _ANSWERED.match(words)
    if answered is not None:
        found.extend(_from_answer(sentence, words, answered))
    seen: set[int] = set()
    for draft in found:
        if draft.to.begin not in seen and draft.to.of(text).lower() not in _PLAIN_PRONOUNS:
            seen.add(draft.to.begin)
            yield draft


def _blank_quotations(text: str, sentence: Sentence) -> str:
    """Blank what stands in quotation marks, lengths kept, so that nothing inside is read as the story's own words."""
    words = list(text[sentence.span.begin : sentence.span.end])
    for quotation in sentence.quotations:
        first = quotation.span.begin - sentence.span.begin
        for place in range(first, min(quotation.span.end - sentence.span.begin, len(words))):
            words[place] = "\u00a0"
    return "".join(words)


def _make(sentence: Sentence, words: str, to: tuple[int, int], status: InquiryStatus) -> InquiryDraft:
    base = sentence.span.begin
    by, by_outlet = _find_by(words, base)
    return InquiryDraft(
        to=Span(base + to[0], base + to[1]), by=by, by_outlet=by_outlet, span=sentence.span, status=status
    )


def _find_by(words: str, base: int) -> tuple[Span | None, bool]:
    for pattern in _BY_AFTER:
        match = pattern.search(words)
        if match is not None:
            return Span(base + match.start("by"), base + match.end("by")), False
    ours = re.search(r"\b(?:[Oo]ur (?:requests?|questions?|inquir|calls?|e-?mails?)|to us\b)", words) is not None
    return None, ours


def _from_asker(sentence: Sentence, words: str, match: re.Match[str]) -> Iterator[InquiryDraft]:
    base = sentence.span.begin
    verb = find_token_at(sentence, base + match.start())
    subject = find_subject(sentence, verb) if verb is not None else None
    by = subject.span if subject else None
    by_outlet = by is not None and words[by.begin - base : by.end - base].lower() in {"we", "i"}
    group = "to2" if match.groupdict().get("to2") else "to"
    asked = Span(base + match.start(group), base + match.end(group))
    yield InquiryDraft(
        to=asked,
        by=None if by_outlet else by,
        by_outlet=by_outlet,
        span=sentence.span,
        status=InquiryStatus.AWAITING,
    )


def _from_subject(
    sentence: Sentence, words: str, match: re.Match[str], status: InquiryStatus
) -> Iterator[InquiryDraft]:
    verb = find_token_at(sentence, sentence.span.begin + match.start())
    subject = find_subject(sentence, verb) if verb is not None else None
    if subject is None:
        return
    base = sentence.span.begin
    begin, end = subject.span.begin - base, subject.span.end - base
    if not _REQUESTS.match(words, begin, end):  # "Requests to the agency were not returned": the agency was asked
        yield _make(sentence, words, (begin, end), status)


def _from_answer(sentence: Sentence, words: str, match: re.Match[str]) -> Iterator[InquiryDraft]:
    """ "In response to questions from the Courier, the ministry said": the main clause's subject has answered."""
    if not re.search(r"comment|question|request|inquir|enquir|asked|contacted|reached", match.group(), re.IGNORECASE):
        return
    verbs = re.compile(r"\b(?:said|says|wrote|replied|told|confirmed|answered|declined|added|stated|responded|did)\b")
    verb = verbs.search(words, match.end())
    if verb is None or verb.group() in {"declined", "did"}:
        return
    number = find_token_at(sentence, sentence.span.begin + verb.start())
    subject = find_subject(sentence, number) if number is not None else None
    if subject is not None:
        base = sentence.span.begin
        yield _make(sentence, words, (subject.span.begin - base, subject.span.end - base), InquiryStatus.ANSWERED)

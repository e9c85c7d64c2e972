"""Where sentences end, with a quotation counted as one piece of the sentence that carries it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.span import Span

_STOP = re.compile(r"[.!?…]+(?=[)\]’'\"”»]*(?:\s|$))|\n+")
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen col lt sgt capt cmdr adm maj pvt rev hon st sr jr inc ltd corp co bros vs etc
    no nos vol fig al approx dept est jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    ave blvd rd mt ft messrs mme mlle supt det insp atty asst assoc ret cst const pte""".split()
)
_AFTER_STOP = re.compile(r"[)\]’'\"”»]*\s+(\S)")


def make_sentences(text: str, paragraph: Span, quotations: Sequence[Span]) -> list[Span]:
    """Cut a paragraph into sentences, in order; no cut falls inside one of ``quotations`` (sorted, not nested).

    A quotation that ends with a full stop ends its sentence when what follows begins like a new one.
    """
    sentences: list[Span] = []
    begin = paragraph.begin
    number = 0
    for match in _STOP.finditer(text, paragraph.begin, paragraph.end):
        place = match.start()
        while number < len(quotations) and quotations[number].end <= place:
            number += 1
        end = match.end()
        if number < len(quotations) and quotations[number].begin <= place:
            closing = quotations[number].end
            if end < closing - 1:
                continue
            end = closing
        if match.group()[0] != "\n" and not _ends_sentence(text, match, end, paragraph.end):
            continue
        if text[begin:end].strip():
            sentences.append(_trimmed(text, begin, end))
        begin = end
    if text[begin : paragraph.end].strip():
        sentences.append(_trimmed(text, begin, paragraph.end))
    return sentences


def _trimmed(text: str, begin: int, end: int) -> Span:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return Span(begin, end)


def _ends_sentence(text: str, match: re.Match[str], end: int, limit: int) -> bool:
    following = _AFTER_STOP.match(text, end, limit)
    if following is None:
        return text[end:limit].strip(")]’'\"”» \t") == "" or text[end : end + 1].isspace()
    first = following.group(1)
    if first.islower():
        return False
    if match.group() != ".":
        return True
    word = re.search(r"([\w.]{1,20})$", text[max(0, match.start() - 20) : match.start()])
    if word is None:
        return True
    last = word.group(1)
    if last.lower() in _ABBREVIATIONS:
        return False
    if len(last) == 1 and last.isupper():  # an initial
        return False
    return not ("." in last and first.isupper() and len(last.rsplit(".", 1)[-1]) == 1 and last[0].isupper())

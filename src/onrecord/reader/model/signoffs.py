"""Quotations signed with a dash and a name, as lists of voices and epigraphs have them: "“We stayed.” ― Ada Brill".

The network has hardly met the form (eight times in PolNeAR's training part), and it needs no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.model.reading import TaggedAttribution
from onrecord.model.span import Span
from onrecord.reader.model.windows import iter_lines

# The share right of the few there are in PolNeAR's training part, rounded down.
SIGNED_CONFIDENCE = 0.85
_OPENERS = '“"«'
_CLOSERS = {"“": "”", '"': '"', "«": "»"}
_DASHES = "—―–-"
_SMALL = frozenset({"of", "the", "de", "van", "von", "der", "al", "for", "and", "bin", "la"})
_LONGEST_NAME = 60  # code points
_LEAST_QUOTED = 12  # code points


def find_signed(text: str, blocks: Iterable[Span]) -> list[TaggedAttribution]:
    """Find the lines that are one quotation and are signed, in that line or at the head of the next."""
    found: list[TaggedAttribution] = []
    quoted: Span | None = None
    for line in iter_lines(text, blocks):
        if quoted is not None and text[line.begin] in _DASHES:
            found.extend(_make_signed(text, quoted, line))
        quoted = _find_quoted(text, line)
        if quoted is not None and quoted.end < line.end:
            begin = quoted.end
            while text[begin].isspace():
                begin += 1
            if text[begin] in _DASHES:
                found.extend(_make_signed(text, quoted, Span(begin, line.end)))
            quoted = None
    return found


def _find_quoted(text: str, line: Span) -> Span | None:
    """Find the one quotation with which a line opens; none where there are more or it stays open."""
    mark = text[line.begin]
    if mark not in _OPENERS:
        return None
    closer = _CLOSERS[mark]
    end = text.find(closer, line.begin + 1, line.end)
    if end < line.begin + _LEAST_QUOTED or text.find(mark, end + 1, line.end) >= 0:
        return None
    return Span(line.begin, end + 1)


def _make_signed(text: str, quoted: Span, signature: Span) -> Iterator[TaggedAttribution]:
    begin = signature.begin
    while begin < signature.end and text[begin] in _DASHES:
        begin += 1
    cue = Span(signature.begin, begin)
    while begin < signature.end and text[begin].isspace():
        begin += 1
    name = text[begin : signature.end].split(",", 1)[0].split("(", 1)[0].rstrip(" .\t")
    words = name.split()
    if not words or len(name) > _LONGEST_NAME or "(@" in text[begin : signature.end]:
        return
    if not all(w[0].isupper() or w in _SMALL for w in words) or words[0] in _SMALL:
        return
    yield TaggedAttribution(
        source=(Span(begin, begin + len(name)),), cue=(cue,), content=(quoted,), confidence=SIGNED_CONFIDENCE
    )

"""The rules as a tagger: cues of saying, what they take, and whose they are.

Each pattern carries a confidence measured on PolNeAR's training part (``make polnear SPLIT=train``): the share of its
matches that stand in the scorer's relation match. The learned tagger implements the same port.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.document import BlockKind, Document
from onrecord.model.reading import TaggedAttribution
from onrecord.model.span import Span
from onrecord.reader import cues, roles
from onrecord.reader.clauses import (
    DETERMINERS,
    Sentence,
    Subject,
    find_inverted_subject,
    find_subject,
    find_verb_group,
    make_sentence,
)
from onrecord.reader.contents import (
    Clause,
    Match,
    find_content_after,
    find_content_begin,
    find_resumed,
    get_end,
    is_finished,
    is_postposed,
)
from onrecord.text.quotations import Quotation, find_quotations
from onrecord.text.sentences import make_sentences

RUNNING_KINDS = frozenset(
    {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.OTHER}
)
# Share right per pattern, from ``make polnear SPLIT=train``.
CONFIDENCE = {
    "quoted_before": 0.93,
    "quoted_after": 0.83,
    "said_before": 0.74,
    "said_after": 0.7,
    "according": 0.84,
    "adding": 0.63,
    "judging": 0.6,
    "believing": 0.51,
    "named": 0.57,
    "listed": 0.74,
}
# Words and marks; a longer "sentence" is no prose (a table, a list without full stops), and is not read.
_SENTENCE_LIMIT = 600
_COORDINATORS = frozenset({"and", "but", "while", "though", "although", "whereas", "yet", "or"})
_CLAUSE_WORDS = frozenset({"that", "which", "who", "when", "while", "as", "because", "noticed", "where"})
_LISTING = re.compile(r"\b(?:is|are|was|were|been|be) (?:\w+ )?(?:listed|named|shown|identified|mentioned|included)\b")
_LABELS = frozenset("update updated breaking watch exclusive live analysis opinion correction read more video".split())
_WRITES = frozenset({"wrote", "write", "writes", "posted", "posts", "shared", "shares", "issued"})
_CARRIER_NOUNS = frozenset("letter letters e-mail email note memo op-ed book message petition article column".split())
_PARTICLES = frozenset({"for", "on", "to", "out", "about", "against", "of"})


class RuleTagger:
    """Implements the port ``Tagger`` with rules alone."""

    name = "rules-1"

    def tag(self, documents: Sequence[Document]) -> list[list[TaggedAttribution]]:
        return [tag_document(document) for document in documents]


def find_document_quotations(document: Document) -> list[Quotation]:
    """Find the quotations of a document's running text, in order."""
    return find_quotations(document.text, [b.span for b in document.blocks if b.kind in RUNNING_KINDS])


def tag_document(document: Document) -> list[TaggedAttribution]:
    text = document.text
    quotations = find_document_quotations(document)
    found: list[Match] = []
    pending: Match | None = None
    position = 0
    for block in document.blocks:
        if block.kind not in RUNNING_KINDS:
            continue
        first = position
        while position < len(quotations) and quotations[position].span.begin < block.span.end:
            position += 1
        inside = quotations[first:position]
        matches = _tag_paragraph(text, block.span, inside)
        if pending is not None:
            filled = _fill(text, pending, block.span, inside)
            found.append(filled) if filled.content else None
            pending = None
        if matches and not matches[-1].content:
            pending = matches.pop()
        found.extend(matches)
    return _make_tagged(text, found)


def tag_listings(document: Document) -> list[TaggedAttribution]:
    """Tag only what documents list ("the offices are listed on the agency's website"), in text order.

    The one pattern in which rules know more than a tagger: the document behind the passive is the source.
    """
    found: list[Match] = []
    quotations: list[Quotation] | None = None
    for block in document.blocks:
        if block.kind not in RUNNING_KINDS or not _LISTING.search(document.text, block.span.begin, block.span.end):
            continue
        quotations = find_document_quotations(document) if quotations is None else quotations
        first = bisect.bisect_left(quotations, block.span.begin, key=lambda q: q.span.begin)
        stop = bisect.bisect_left(quotations, block.span.end, key=lambda q: q.span.begin)
        matches = _tag_paragraph(document.text, block.span, quotations[first:stop])
        found.extend(m for m in matches if m.pattern == "listed" and m.content)
    return _make_tagged(document.text, found)


def _fill(text: str, pending: Match, paragraph: Span, quotations: Sequence[Quotation]) -> Match:
    """Give a cue that ended in a colon the quotation with which the next paragraph begins."""
    if quotations and quotations[0].span.begin == paragraph.begin:
        return replace(pending, content=(quotations[0].span,), pattern="quoted_after")
    return pending


def _make_tagged(text: str, matches: Sequence[Match]) -> list[TaggedAttribution]:
    """Keep of overlapping contents the first, in text order, and trim what remains."""
    tagged: list[TaggedAttribution] = []
    taken = 0
    for match in sorted(matches, key=lambda m: (min(s.begin for s in m.content), m.begin)):
        content = tuple(_trim(text, s) for s in match.content)
        content = tuple(s for s in content if s.begin < s.end and any(c.isalnum() for c in s.of(text)))
        if not content or content[0].begin < taken:
            continue
        taken = content[-1].end
        tagged.append(
            TaggedAttribution(
                source=(match.source,) if match.source else (),
                cue=(match.cue,) if match.cue.begin < match.cue.end else (),
                content=content,
                confidence=CONFIDENCE[match.pattern],
            )
        )
    return tagged


def _trim(text: str, span: Span) -> Span:
    begin, end = span
    while begin < end and (text[begin].isspace() or text[begin] in ",;:—–-."):
        begin += 1
    while end > begin and (text[end - 1].isspace() or text[end - 1] in ",;:—–-"):
        end -= 1
    if end > begin and text[end - 1] == "." and not _ends_abbreviation(text, begin, end):
        end -= 1
    return Span(begin, end)


def _ends_abbreviation(text: str, begin: int, end: int) -> bool:
    return end - begin > 3 and text[end - 3] == "."


def _tag_paragraph(text: str, paragraph: Span, quotations: Sequence[Quotation]) -> list[Match]:
    spans = _join_asked(text, make_sentences(text, paragraph, [q.span for q in quotations]), quotations)
    matches: list[Match] = []
    for span in spans:
        sentence = make_sentence(text, span, quotations)
        alone = _get_lone_quotation(text, sentence)
        if alone is not None:
            if matches and matches[-1].content and _is_quoted(text, matches[-1]):
                matches[-1] = replace(matches[-1], content=(*matches[-1].content, alone))
            continue
        clause = Clause(text=text, sentence=sentence)
        _tag_sentence(clause)
        if matches and not matches[-1].content:
            matches.pop()
        matches.extend(clause.matches)
    return matches


def _join_asked(text: str, spans: Sequence[Span], quotations: Sequence[Quotation]) -> list[Span]:
    """Join "“Why now?”" with "Brook asked." and "“…,” said Mr. Brook" cut in two by its own marks."""
    joined: list[Span] = []
    ends = {q.span.end: q for q in quotations if q.span.end - 2 >= 0 and text[q.span.end - 2] in "?!—…"}
    for span in spans:
        words = span.of(text)
        if joined and joined[-1].end in ends and ends[joined[-1].end].span.begin >= joined[-1].begin:
            head = words[:80].lower().replace(",", " ").replace(".", " ").split()[:7]
            if any(w in cues.SAYING or w in cues.TELLING for w in head):
                joined[-1] = Span(joined[-1].begin, span.end)
                continue
        joined.append(span)
    return joined


def _get_lone_quotation(text: str, sentence: Sentence) -> Span | None:
    """Get the quotation a sentence consists of, none where words stand outside it."""
    if not sentence.quotations or any(t.is_word for t in sentence.tokens):
        return None
    return Span(sentence.quotations[0].span.begin, sentence.quotations[-1].span.end)


def _is_quoted(text: str, match: Match) -> bool:
    last = match.content[-1].of(text).rstrip(" ,.")
    return bool(last) and last[-1] in "”\"’»“'"


def _tag_sentence(clause: Clause) -> None:
    if len(clause.sentence.tokens) > _SENTENCE_LIMIT:
        return
    _tag_according(clause)
    if clause.matches:
        return
    _tag_named(clause)
    if clause.matches:
        return
    tokens = clause.sentence.tokens
    for number, token in enumerate(tokens):
        word = token.lower
        if word not in cues.ALL and word not in cues.ADDING:
            continue
        if clause.get_lower(number - 1) == "to" or (token.is_capitalized and number > 0):
            continue
        match = _match_verb(clause, number)
        if match is not None:
            _accept(clause, match)


def _accept(clause: Clause, match: Match) -> None:
    """Add a match; one inside the last match's content is nested and left out, unless it is coordinated with it."""
    if clause.matches:
        last = clause.matches[-1]
        end = max((s.end for s in last.content), default=0)
        begin = min((s.begin for s in match.content), default=match.begin)
        if min(match.begin, begin) < end:
            boundary = _find_coordination(clause, match, last)
            if boundary is None or not last.content or boundary <= last.content[-1].begin:
                return
            shortened = (*last.content[:-1], Span(last.content[-1].begin, boundary))
            clause.matches[-1] = replace(last, content=shortened)
    clause.matches.append(match)


def _find_coordination(clause: Clause, match: Match, last: Match) -> int | None:
    """Find where a second cue cuts the content of the first: ", adding", "and warned", ", but Brook said"."""
    start = max(0, match.begin - 12)
    before = clause.text[start : match.begin].lower().rstrip()
    if any(s.begin > last.cue.begin and s.begin >= match.begin for s in last.content):
        return None
    if before.endswith(","):
        return start + len(before) - 1
    for word in _COORDINATORS:
        if before.endswith(" " + word):
            return start + len(before) - len(word)
    return None


def _tag_according(clause: Clause) -> None:
    tokens = clause.sentence.tokens
    for number, token in enumerate(tokens[:-2]):
        if token.lower != "according" or tokens[number + 1].lower != "to":
            continue
        span = clause.sentence.span
        cue = Span(token.begin, tokens[number + 1].end)
        begin = tokens[number + 2].begin
        if token.begin - span.begin < 3 or clause.get_lower(number - 1) in {"and", "but"}:
            comma = next((t for t in tokens[number + 2 :] if t.text == ","), None)
            if comma is not None:
                clause.matches.append(
                    Match(source=Span(begin, comma.begin), cue=cue, content=(Span(comma.end, span.end),),
                          pattern="according", begin=token.begin)
                )  # fmt: skip
            return
        stop = next((t for t in tokens[number + 2 :] if t.text in ",;:—–("), None)
        end = stop.begin if stop else get_end(clause, span)
        content: tuple[Span, ...] = (Span(span.begin, token.begin),)
        if stop is not None and stop.text == "," and stop.end + 20 < span.end and clause.get_lower(number - 1) == ",":
            content = (*content, Span(stop.end, span.end))
        clause.matches.append(
            Match(source=Span(begin, end), cue=cue, content=content, pattern="according", begin=span.begin)
        )
        return


def _tag_named(clause: Clause) -> None:
    """ "Ada Brook: “We will”", "BROOK: We will" at the beginning of a paragraph's sentence."""
    tokens = clause.sentence.tokens
    colon = next((n for n, t in enumerate(tokens[:7]) if t.text == ":"), None)
    if not colon or not all(t.is_capitalized or t.text in ".," for t in tokens[:colon]):
        return
    source = Span(tokens[0].begin, tokens[colon - 1].end)
    if source.of(clause.text).lower() in _LABELS:
        return
    after = tokens[colon].end
    quotation = clause.find_quotation_after(after, 2)
    shouted = source.of(clause.text).isupper() and len(source.of(clause.text)) > 3
    if any(q.span.begin < after for q in clause.sentence.quotations) or not (quotation or shouted):
        return
    end = clause.sentence.span.end
    clause.matches.append(
        Match(source=source, cue=Span(tokens[colon].begin, after), content=(Span(after, end),), pattern="named",
              begin=source.begin)
    )  # fmt: skip


def _match_verb(clause: Clause, number: int) -> Match | None:
    tokens = clause.sentence.tokens
    word = tokens[number].lower
    first = find_verb_group(clause.sentence, number)
    group = [t.lower for t in tokens[first:number]]
    if word in cues.ADDING and not set(group) & cues.BE_FORMS:
        return _match_adding(clause, number)
    if set(group) & cues.BE_FORMS and word not in cues.ADDING and word != "asked":
        return _match_listed(clause, number, first) if word in cues.LISTED else None
    if clause.get_lower(first - 1) in DETERMINERS - {"that", "this"}:
        return None
    subject = find_subject(clause.sentence, first)
    is_verb = bool(set(group) & (cues.AUXILIARIES - cues.BE_FORMS))
    if subject is not None and word in cues.AMBIGUOUS and not is_verb and not _can_speak(clause, subject, number):
        return None
    cue = Span(tokens[first].begin, tokens[number].end)
    if word in _WRITES and _takes_carrier(clause, number):
        return None
    if word in {"responded", "responds", "replied", "replies", "respond"} and clause.get_lower(number + 1) == "to":
        return None
    if word in cues.SAYING or word in cues.TELLING or word in cues.READING:
        match = _match_after_content(clause, number, first, subject, cue)
        if match is not None:
            return match
    if subject is None:
        subject = _inherit_subject(clause, number, first)
        if subject is None:
            return None
    return _match_before_content(clause, number, subject, cue)


def _takes_carrier(clause: Clause, number: int) -> bool:
    """Whether the verb's object is what carries the words, not the words: "wrote a letter to the board"."""
    words = [clause.get_lower(n) for n in range(number + 1, number + 6)]
    return words[0] in DETERMINERS | {"to", "letters"} and any(w in _CARRIER_NOUNS for w in words)


def _match_listed(clause: Clause, number: int, first: int) -> Match | None:
    """A document that lists: "the offices are listed on the agency's website"."""
    tokens = clause.sentence.tokens
    subject = find_subject(clause.sentence, first)
    if subject is None:
        return None
    verbs = cues.ALL | cues.AUXILIARIES | _CLAUSE_WORDS
    is_main = not any(t.lower in verbs for t in tokens[:first])
    begin = clause.sentence.span.begin if is_main else subject.span.begin
    for place in range(number + 1, len(tokens)):
        if tokens[place].lower not in {"on", "in", "at", "by"}:
            continue
        last = place + 1
        while last < len(tokens) and last - place <= 9 and tokens[last].is_word:
            if tokens[last].lower.rstrip("s") in roles.DOCUMENTS or tokens[last].lower in roles.DOCUMENTS:
                return Match(
                    source=Span(tokens[place + 1].begin, tokens[last].end),
                    cue=Span(tokens[first].begin, tokens[number].end),
                    content=_parts(clause, (begin, tokens[first].begin), (tokens[number].end, tokens[place].begin))
                    + _find_rest(clause, tokens[last].end),
                    pattern="listed",
                    begin=subject.clause_begin,
                )
            last += 1
    return None


def _parts(clause: Clause, *edges: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(b, e) for b, e in edges if any(c.isalnum() for c in clause.text[b:e]))


def _find_rest(clause: Clause, begin: int) -> tuple[Span, ...]:
    end = get_end(clause, clause.sentence.span)
    return (Span(begin, end),) if end - begin > 3 and "," not in clause.text[begin:end] else ()


def _can_speak(clause: Clause, subject: Subject, number: int) -> bool:
    """Tell a verb from the same word as a noun: "the mayor claims" from "false claims"."""
    words = subject.span.of(clause.text).split()
    head, verb = words[-1].strip('”’"),').lower(), clause.get_lower(number)
    following = clause.get_lower(number + 1)
    if following in {"of", "from", "by", "with", "was", "were", "is", "are", "have", "had", "has"}:
        return False
    if verb.endswith("ed") or verb in {"read", "found"}:
        return True
    if verb.endswith("s") and not verb.endswith("ss"):
        return head in {"he", "she", "it", "who"} or words[-1][:1].isupper() or words[0].lower() in DETERMINERS
    return head in {"they", "we", "i", "you", "people", "police", "many", "some", "others"} or head.endswith("s")


def _inherit_subject(clause: Clause, number: int, first: int) -> Subject | None:
    """A second verb takes the first one's subject: "Brook said yes and warned the board"."""
    before = clause.get_lower(first - 1)
    source: Span | None = None
    if clause.matches and before in {"and", "but", "then", "or", ","}:
        source = clause.matches[-1].source
    elif before in {"and", "but"}:
        source = find_main_subject(clause)
    if source is None or source.end > clause.sentence.tokens[first].begin:
        return None
    return Subject(span=source, clause_begin=clause.sentence.tokens[first].begin)


def _match_adding(clause: Clause, number: int) -> Match | None:
    tokens = clause.sentence.tokens
    before = clause.get_lower(number - 1)
    at_edge = number == 0 or before in {",", "—", "–", "and"} or is_manner(before)
    quoted_before = clause.find_quotation_before(tokens[number].begin) is not None
    if not (at_edge or quoted_before or before.endswith(("statement", "letter", "post", "tweet", "email", "message"))):
        return None
    source: Span | None = None
    if clause.matches:
        source = clause.matches[-1].source
    else:
        source = find_main_subject(clause)
    content = find_content_after(clause, number)
    if content is None:
        return None
    cue = _with_particle(clause, number, Span(tokens[number].begin, tokens[number].end))
    quoted = clause.text[content.begin] in '“"„«‘'
    return Match(
        source=source,
        cue=cue,
        content=(Span(max(content.begin, cue.end), content.end),),
        pattern="quoted_after" if quoted else "adding",
        begin=tokens[number].begin,
    )


def is_manner(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4


def find_main_subject(clause: Clause) -> Span | None:
    """Find the subject of a sentence's first finite verb, for a participle further on."""
    tokens = clause.sentence.tokens
    for number in range(1, len(tokens)):
        word = tokens[number].lower
        past = word in cues.IRREGULAR_PAST or (word.endswith("ed") and not tokens[number].is_capitalized)
        finite = word in cues.AUXILIARIES or word in cues.ALL or past
        if not finite or tokens[number - 1].lower in DETERMINERS:
            continue
        subject = find_subject(clause.sentence, find_verb_group(clause.sentence, number))
        return subject.span if subject else None
    return None


def _match_after_content(clause: Clause, number: int, first: int, subject: Subject | None, cue: Span) -> Match | None:
    """The content stands before the cue: "“…,” said Brook", "…, Brook said on Tuesday"."""
    tokens, text = clause.sentence.tokens, clause.text
    inverted = None
    left = subject.clause_begin if subject else tokens[first].begin
    quotation = clause.find_quotation_before(left)
    adjoining = quotation is not None and is_finished(text, quotation, left)
    if subject is None:
        comma_before = clause.get_lower(first - 1) == ","
        if not (adjoining or comma_before) or clause.get_lower(first - 1) in {"and", "but"}:
            return None
        inverted = find_inverted_subject(clause.sentence, number)
        if inverted is None and not adjoining:
            return None
    elif not adjoining and not is_postposed(clause, number, left):
        return None
    begin = find_content_begin(clause, left)
    if left - begin < 3:
        return None
    source = subject.span if subject else inverted
    after = max(tokens[number].end, source.end if source else 0)
    content = (Span(begin, left), *find_resumed(clause, after, quoted=adjoining))
    return Match(
        source=source, cue=cue, content=content, pattern="quoted_before" if adjoining else "said_after", begin=begin
    )


def _match_before_content(clause: Clause, number: int, subject: Subject, cue: Span) -> Match | None:
    """The content stands after the cue: "Brook said that …", "Brook criticized …"."""
    word = clause.get_lower(number)
    following = clause.get_lower(number + 1)
    if word in {"declined", "refused"} and following != "to":
        return None
    if word in {"argued", "argue", "argues"} and following in {"over", "about", "with", "against", "for"}:
        return None
    if word == "add" and following in DETERMINERS:
        return None
    if word in cues.LISTED and following in {"on", "in", "at", "by", "as", "under", "for"}:
        return None
    if word in cues.QUOTING and clause.find_quotation_after(cue.end, 60) is None:
        return None
    if word in {"declined", "declines", "refused"} and clause.get_lower(number + 2) in {
        "comment", "respond", "discuss", "answer", "elaborate", "say", "be", "confirm", "speak",
    }:  # fmt: skip
        return None
    content = find_content_after(clause, number)
    if content is None:
        rest = clause.text[cue.end : clause.sentence.span.end].rstrip()
        if rest.endswith(":") and len(rest) < 90:
            return Match(source=subject.span, cue=cue, content=(), pattern="quoted_after", begin=subject.clause_begin)
        return None
    quoted = clause.text[content.begin] in '“"„«‘'
    if quoted:
        pattern = "quoted_after"
    elif word in cues.BELIEVING:
        pattern = "believing"
    elif word in cues.SAYING or word in cues.TELLING:
        pattern = "said_before"
    else:
        pattern = "judging"
    cue = _with_particle(clause, number, cue)
    begin = max(content.begin, cue.end)
    return Match(
        source=subject.span,
        cue=cue,
        content=(Span(begin, content.end),),
        pattern=pattern,
        begin=subject.clause_begin,
    )


def _with_particle(clause: Clause, number: int, cue: Span) -> Span:
    tokens = clause.sentence.tokens
    word = clause.get_lower(number)
    takes = {"called", "calls", "call", "calling", "referred", "refers", "referring", "pointed", "pointing", "railed"}
    if word in takes and clause.get_lower(number + 1) in _PARTICLES:
        return Span(cue.begin, tokens[number + 1].end)
    return cue

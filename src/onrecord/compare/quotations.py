"""The same quotation in two documents: whether it is one act of saying, what became of the words, and which is first.

Words are the same act when one source is given for both and they share enough, in order, that they were not said twice.
What everybody says ("We do not comment on ongoing proceedings") is one act only on the same day or the next; words that
tell more are still the same act when an outlet prints them again after months. Words of somebody unnamed are never
matched, since nothing says that it is the same person.

Candidates come through ``onrecord.text.fingerprints``; everything here is decided from two records alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.compare.people import NameParts, find_agreement, parse_name
from onrecord.compare.wordings import FULLER_BY, WordingDifference, compare_wording
from onrecord.model.ledger import PIECE_MARK
from onrecord.model.reading import AttributionKind, Change, ChangeKind, Channel, SourceKind, Verdict
from onrecord.model.span import Span
from onrecord.text.inflection import make_singular
from onrecord.text.quotations import DOUBLE_OPENERS, find_quotations
from onrecord.text.sentences import make_sentences
from onrecord.text.words import WordKind, make_words

# What follows was set on one half of tests/quality/quotations (see its README); benchmarks/quotations measures again.
# Fewest words of a quotation that is matched at all.
FEWEST_WORDS = 3
# Days between two prints that are still counted as printed at once; the second number is for stock phrases.
AT_ONCE_DAYS = 3
STOCK_DAYS = 1
# Share of the quotation's words that stand in the original in order, and the longest run of them. Where the days lie
# further apart more is asked for: what a source says anew may be alike.
SAME_SHARE, SAME_RUN = 0.7, 3
LATER_SHARE, LATER_RUN = 0.75, 5
# What words must tell to be more than a stock phrase: printed at once, and later. A telling word counts one, a word
# that everybody uses a part of one, since enough of them in one order are telling too.
TELLING, TELLING_LATER = 2.0, 3.0
COMMON_WEIGHT = 0.15
# Changes that are no wonder in any quotation; more are one for so many shared words, or it is another statement made
# on the same pattern.
FREE_CHANGES = 2
WORDS_PER_CHANGE = 5

_MARKS = frozenset(DOUBLE_OPENERS) | frozenset("‘‚'‹「")
_ORIGINAL_CHANNELS = frozenset({Channel.LETTER, Channel.DOCUMENT, Channel.WEBSITE, Channel.BOOK})
_ORIGINAL_TITLE = re.compile(
    r"\b(?:transcript|open letter|letter (?:to|from|of)|press release|full (?:text|statement|speech)|in full|hansard"
    r"|official report|statement (?:by|from|of)|remarks by|speech by|minutes of|verbatim)\b",
    re.IGNORECASE,
)
_ALTERING = frozenset({ChangeKind.INSERTED, ChangeKind.DROPPED, ChangeKind.REPLACED})
_QUOTING = frozenset({AttributionKind.DIRECT, AttributionKind.MIXED})
# The most frequent words of English and of what officials, courts, clubs and companies say to every question.
_COMMON = frozenset(
    """a able about above absolutely accept account achieve across act action actually add address affect affected after
    again against ago agree ahead aim all allegation allow almost alone along already also although always am among an
    and announce another answer any anybody anyone anything apologise apologize apology appeal appropriate are area
    around as ask at attention authority available aware away awful back bad be because become been before began begin
    behalf behind being believe best better between big both boy break bring brought build business busy but buy by call
    came can cannot care careful carefully carry case cause celebrate certain certainly chance change check child choice
    choose city clear clearly close club coach colleague come comment commit committed commitment committee common
    community company complete completely concern concerned conclusion condition conduct confidence confident confirm
    congratulations consider contact continue control cooperate cooperating could council country couple course court
    create credit crew customer cut daily damage date day deal death decide decision decided deep deepest deeply defend
    deliver deny department deserve despite detail determine devastated did die died different difficult disappoint
    disappointed disappointing do doctor does doing don't done door doubt down draw dream drive due during duty each
    early easy effect effort either else emergency employee encourage end enjoy enough ensure entire especially even
    event ever every everybody everyone everything exactly example excited expect experience explain express extremely
    eye face fact fair faith fall family fan far fast father feel feeling felt few field fight final finally find fine
    firm first focus follow following for force forget former forward found free friend from full fully further future
    game gave get girl give given glad go goal god going gone good got government grateful great ground group grow had
    half hand happen happened happening happy hard has have he head health hear heard heart heartbroken held help her
    here high him himself his history hit hold home honest honestly honour honor hope hospital hour house how however
    huge human hurt i idea if immediate immediately impact important in incident include increase incredible incredibly
    indeed individual inform information injure injured innocent inquiry inside instead intend interest into
    investigate investigating investigation involve involved is issue it its itself job join journey judge just justice
    keep kind kindness knew know lad last late later law lawyer lead leader learn least leave left legal less lesson let
    level life light like line listen little live local long look looking lose loss lost lot love low luck lucky made
    main make man manager many market match matter may maybe me mean measure medium meet member mention message might
    mind minute mistake moment money month more morning most mother move much must my myself name national near
    necessary need neighbour neighbor never new news next nice night no nobody none nor not nothing now number obviously
    of off offer office officer official officially often oh ok old on once one ongoing only open operation opinion
    opponent opportunity option or order other our out outcome outside over own pain paid part partner party pass
    passenger past patient pay peace people perfect perhaps period person personal phone pick place plan play played
    player please pleased pleasure plenty point police policy position positive possible power pray prayer prefer press
    pressure pretty prevent principle priority privacy private probably problem procedure proceeding process
    professional progress promise proper protect proud provide public put question quick quickly quiet quite quote raise
    ready real realise realize really reason receive recent recognise record recover regard regret relate relevant
    remain remember remind reply report request require research resolve resource respect respond response
    responsibility responsible rest result return review rid right rise risk road room rule run sad saddened safe safety
    said same saw say school season second secure security see seek seem seen send sense serious seriously serve service
    set several shall share she shock shocked short should show shut side sign simple simply since sincere sincerely sit
    situation size small so society some somebody someone something sometimes son soon sorry sort source speak special
    specific speculate staff stage stand standard start state statement stay step still stop story street strong student
    stuff subject such suffer support suppose sure surprise sympathy system take taken talk team tell term terrible than
    thank thankful thanks that the their them themselves then there therefore these they thing think third this those
    though thought three through thrilled throughout time time to today together told tomorrow tonight too took top
    total touch toward town tragedy tragic train travel treat tribute trouble true truly trust truth try turn two under
    understand understood unfortunately unless until up upon upset urge us use vehicle very victim victory view visit
    voice vote wait walk want was watch way we week welcome well went were what whatever when where whether which while
    who whole whom whose why will win wish with within without witness woman won wonderful word work worker world worry
    worse worst would write wrong year yes yesterday yet you young your yourself
    i'm i've i'll i'd we're we've we'll we'd you're you've you'll they're they've they'll he's she's it's that's there's
    what's let's can't won't didn't doesn't isn't aren't wasn't weren't wouldn't couldn't shouldn't haven't hasn't
    hadn't zero four five six seven eight nine ten hundred thousand million billion percent per cent monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september october november
    december absolute bang behaviour behavior campaign comply conclude cooperation couldn't crime critical decline
    demand develop ease enquiry forget fresh guilty honoured honored humble independent justify loud matter mental
    motivate negotiation object ongoing passion present prior project proof punish reach reject remorse robust scream
    seek settle shot source spirit stake strive succeed tackle talented tear threat tireless total traffic tremendous
    unacceptable unable unprecedented value vigorous violence vital volunteer zero-tolerance""".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotedWords:
    """Words ascribed to somebody in one document, as much of it as the matching looks at.

    ``words`` may have quotation marks or none; pieces that a cue splits stand in marks of their own, or are joined by
    `` / ``. ``source`` is the name as the document has it, none where there is none. ``date`` is the ISO day or time of
    the saying, or else of the document; none when unknown. ``title`` is the document's. ``is_cut`` when a post goes on.
    """

    words: str
    source: str | None
    kind: AttributionKind = AttributionKind.DIRECT
    source_kind: SourceKind | None = None
    roles: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    outlet: str | None = None
    date: str | None = None
    title: str | None = None
    channel: Channel | None = None
    is_cut: bool = False

    @property
    def is_original(self) -> bool:
        """Whether these are the words where they were first put down: a post, a letter, a transcript."""
        if self.kind in {AttributionKind.POST, AttributionKind.DOCUMENT}:
            return True
        is_titled = self.title is not None and _ORIGINAL_TITLE.search(self.title[:300]) is not None
        return is_titled and self.channel in _ORIGINAL_CHANNELS | {None, Channel.SPEECH, Channel.TESTIMONY}


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Two prints of one act of saying, and how the wording differs.

    Changes point into the ``words`` of either side, the original's first. With ``is_reversed`` the second was taken for
    the original, since it holds what the first left out. ``reason`` is one plain line.
    """

    verdict: Verdict
    changes: tuple[Change, ...]
    reason: str
    partial: bool = False
    is_reversed: bool = False


def decide_match(a: QuotedWords, b: QuotedWords) -> Match | None:
    """Decide whether two quotations are one act of saying; ``a`` is the original against which ``b`` is judged.

    Pure, and linear in the words of both but for the alignment, whose work is bounded. Which of several is the
    original, ``decide_original`` says.
    """
    agreement = find_agreement(_parse_source(a), _parse_source(b))
    if agreement is None:
        return None
    ours, theirs = find_pieces(a), find_pieces(b)
    if not ours or not theirs:
        return None
    difference = _compare(a, ours, b, theirs)
    is_reversed = False
    if difference.verdict is Verdict.ALTERED and not a.is_original:
        back = compare_wording(b.words, theirs, a.words, ours, truncated=b.is_cut)
        if _is_fuller(difference, back):
            difference, is_reversed = back, True
    second = a if is_reversed else b
    days = count_days(a.date, b.date)
    reason = _decide_sameness(difference, second, days)
    if reason is None:
        return None
    return Match(
        verdict=difference.verdict,
        changes=difference.changes,
        reason=f"{agreement}; {reason}",
        partial=difference.partial,
        is_reversed=is_reversed,
    )


def decide_original(group: Sequence[QuotedWords]) -> int | None:
    """Decide which of several prints of one act is the original: its place in ``group``; none for an empty group.

    A post, a letter or a transcript; else the fullest, and of those about as full the earliest. A print that shows
    editing (an ellipsis, a bracket) stands back behind one that does not.
    """
    if not group:
        return None
    sizes = [_count_words(quoted) for quoted in group]
    places = [n for n, quoted in enumerate(group) if quoted.is_original and not quoted.is_cut]
    places = places or [n for n, quoted in enumerate(group) if quoted.is_original] or list(range(len(group)))
    fullest = max(sizes[n] for n in places)
    full = [n for n in places if sizes[n] > fullest - FULLER_BY]
    plain = [n for n in full if not _shows_editing(group[n])] or full
    return min(plain, key=lambda n: (group[n].date is None, group[n].date or "", n))


def find_pieces(quoted: QuotedWords) -> list[Span]:
    """Find the passages of ``words`` that are quoted, without their marks, in order; none of an indirect attribution.

    Where the words do not open with a mark they are a passage whole, whatever they quote themselves.
    """
    if quoted.kind is AttributionKind.INDIRECT:
        return []
    pieces: list[Span] = []
    for part in _iter_parts(quoted.words):
        if quoted.kind not in _QUOTING:
            pieces.append(part)
            continue
        inner = [q.inner for q in find_quotations(quoted.words, _make_paragraphs(quoted.words, part))]
        is_wrapped = quoted.words[part.begin] in _MARKS and _are_all_inside(quoted.words, part, inner)
        if inner and (is_wrapped or quoted.kind is AttributionKind.MIXED):
            pieces.extend(inner)
        elif quoted.kind is AttributionKind.DIRECT:
            pieces.append(part)
    return [piece for piece in pieces if piece.begin < piece.end]


def count_days(a: str | None, b: str | None) -> int | None:
    """Count the days between two ISO days or times; none where one is unknown or no day."""
    days = [_parse_day(text) for text in (a, b)]
    return abs((days[0] - days[1]).days) if days[0] is not None and days[1] is not None else None


def _parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _iter_parts(words: str) -> Iterable[Span]:
    at = 0
    for part in words.split(PIECE_MARK):
        begin, end = at + len(part) - len(part.lstrip()), at + len(part.rstrip())
        if begin < end:
            yield Span(begin, end)
        at += len(part) + len(PIECE_MARK)


def _make_paragraphs(words: str, part: Span) -> list[Span]:
    paragraphs, at = [], part.begin
    for line in part.of(words).split("\n"):
        if line.strip():
            begin = at + len(line) - len(line.lstrip())
            paragraphs.append(Span(begin, begin + len(line.strip())))
        at += len(line) + 1
    return paragraphs


def _are_all_inside(words: str, part: Span, inner: Sequence[Span]) -> bool:
    """Whether no letter or digit of a part stands outside its quotation marks."""
    ends = [part.begin, *(span.end for span in inner)]
    begins = [*(span.begin for span in inner), part.end]
    return not any(c.isalnum() for end, begin in zip(ends, begins, strict=True) for c in words[end:begin])


def _parse_source(quoted: QuotedWords) -> NameParts:
    return parse_name(quoted.source, kind=quoted.source_kind, roles=quoted.roles, handles=quoted.handles)


def _is_fuller(forth: WordingDifference, back: WordingDifference) -> bool:
    """Whether the second of two prints is the fuller one, so that the first is to be judged against it."""
    if back.verdict is Verdict.ALTERED or back.share < 1.0 or back.left_out_words:
        return False
    is_edited = any(c.kind in {ChangeKind.ELIDED, ChangeKind.CLARIFIED} for c in back.changes)
    return is_edited or forth.compared_words >= back.compared_words + FULLER_BY


def _compare(a: QuotedWords, ours: Sequence[Span], b: QuotedWords, theirs: Sequence[Span]) -> WordingDifference:
    """Compare two quotations; where they only overlap, by the sentences that both hold."""
    whole = compare_wording(a.words, ours, b.words, theirs, truncated=a.is_cut)
    if whole.share >= SAME_SHARE:
        return whole
    sentences = [s for piece in theirs for s in make_sentences(b.words, piece, ())]
    if len(sentences) <= len(theirs):
        return whole
    parted = compare_wording(a.words, ours, b.words, sentences, truncated=a.is_cut)
    return parted if 0 < parted.left_out_words <= parted.shared_words else whole


def _decide_sameness(difference: WordingDifference, b: QuotedWords, days: int | None) -> str | None:
    """Decide from what two quotations share whether it was said once; the reason in a few words."""
    if difference.compared_words < FEWEST_WORDS or difference.left_out_words > difference.shared_words:
        return None
    is_at_once = days is not None and days <= AT_ONCE_DAYS
    share, run = (SAME_SHARE, SAME_RUN) if is_at_once else (LATER_SHARE, LATER_RUN)
    if difference.share < share or difference.longest_run < min(run, difference.compared_words):
        return None
    changes = sum(change.kind in _ALTERING for change in difference.changes)
    if changes > max(FREE_CHANGES, difference.shared_words // WORDS_PER_CHANGE):
        return None
    is_same_day = days is not None and days <= STOCK_DAYS
    if not is_same_day and _weigh_shared(difference, b) < (TELLING if is_at_once else TELLING_LATER):
        return None
    said = f"{difference.shared_words} of {difference.compared_words} words are the same"
    return said if not days else f"{said}, {days} days apart" if days > 1 else f"{said}, one day apart"


def _weigh_shared(difference: WordingDifference, quoted: QuotedWords) -> float:
    """Weigh the words of a quotation that stand in the original: telling ones count one, common ones little."""
    changed = [c.quoted for c in difference.changes if c.quoted is not None and c.kind is not ChangeKind.TYPOGRAPHIC]
    weight, counted = 0.0, set()
    for piece in find_pieces(quoted):
        for word in make_words(quoted.words, piece):
            if word.kind is not WordKind.WORD or any(span.overlaps(word.span) for span in changed):
                continue
            if word.folded not in counted:
                weight += COMMON_WEIGHT if _is_common(word.folded) else 1.0
                counted.add(word.folded)
    return weight


def _is_common(word: str) -> bool:
    """Whether everybody uses a word, in any of its forms."""
    stems = [word, make_singular(word)]
    for ending in ("ing", "ed", "ly", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            stems += [stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem]
    return any(stem in _COMMON for stem in stems)


def _count_words(quoted: QuotedWords) -> int:
    return sum(word.kind is WordKind.WORD for piece in find_pieces(quoted) for word in make_words(quoted.words, piece))


def _shows_editing(quoted: QuotedWords) -> bool:
    return any(
        word.kind is WordKind.ELLIPSIS or word.surface in "[［"
        for piece in find_pieces(quoted)
        for word in make_words(quoted.words, piece)
    )

"""Whether two names are of one source: for quotations met again, and as a suggestion with its evidence.

A name may come with a title, a role, a handle or a body it speaks for ("Growers' Union secretary Harriet Lomond"). Two
questions are answered. ``find_agreement``: could these two be the ones to whom the same words are ascribed? The words
are evidence of their own there, so a family name is enough, and a body and its spokesperson are one source.
``suggest_same``: should a person be asked whether two sources of the ledger are one? There the name is all there is.

Nobody unnamed is ever the same as anybody: two neighbours, two officials, two witnesses stay two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from onrecord.model.reading import SourceKind
from onrecord.text.names import is_acronym_of

# Code points of a name or role that are looked at; longer ones are no names.
LONGEST_NAME = 300
# Roles of one source that are compared.
MOST_ROLES = 20

_TITLES = frozenset(
    """dr mr mrs ms miss mx sir lady lord dame sen rep gov gen col lt sgt capt prof rev reverend hon honourable
    honorable right pm vp pres amb adm supt det insp cllr msgr fr cmdr maj atty pc dci di ds justice judge doctor
    professor chancellor coach captain chief detective inspector sergeant constable superintendent lieutenant
    colonel major general admiral commander marshal private corporal president minister premier mayor governor
    senator congressman congresswoman representative councillor councilor alderman councilman councilwoman secretary
    commissioner ambassador consul bishop archbishop cardinal rabbi imam pope canon father sister brother king queen
    prince princess duke duchess baron baroness count countess deputy vice acting former ex""".split()
)
_RANKS = frozenset("prime first chief senior junior second assistant associate lead head honorary".split())
_SPOKES = frozenset("spokesperson spokesman spokeswoman spokespeople representative".split())
_ROLES = (
    _TITLES
    | _SPOKES
    | frozenset(
        """director chairman chairwoman chair chairperson ceo cfo coo cto founder co-founder manager executive officer
        lawyer attorney prosecutor barrister solicitor lecturer researcher scientist economist analyst expert historian
        author writer novelist columnist journalist reporter editor correspondent anchor host activist advocate
        campaigner organizer organiser candidate nominee leader envoy diplomat aide adviser advisor strategist
        consultant physician nurse surgeon teacher principal headteacher headmaster sheriff soldier veteran pastor
        priest vicar actor actress singer musician artist filmmaker player striker goalkeeper trainer owner resident
        neighbor neighbour witness farmer worker driver student pupil mother son daughter wife husband widow cousin
        uncle aunt friend colleague man woman boy girl person member delegate speaker treasurer ombudsman auditor
        investigator agent source insider staffer employee boss registrar whip backbencher critic curator librarian
        engineer pilot skipper customer voter supporter survivor victim official president-elect forecaster
        epidemiologist biologist physicist chemist geologist archaeologist conductor harbourmaster warden ranger head
        mp""".split()
    )
)
# Role words that are family names too; at the end of a name they are one.
_SURNAMES = frozenset(
    """king bishop prince baron major marshal judge duke pope cardinal farmer head friend driver canon priest constable
    chief coach lord abbot deacon sheriff vicar count chancellor warden ranger skipper trainer singer reporter fan
    brother sharp man boy speaker""".split()
)
_POST_NOMINALS = frozenset("mp msp mep mla ms td qc kc sc obe mbe cbe kbe phd md dphil frs esq frcp".split())
_GENERATIONS = frozenset("jr sr ii iii iv junior senior".split())
_PARTICLES = frozenset(
    "de da do dos del della di du la le van von der den ter ten bin bint ibn al el af zu zur".split()
)
_LEGAL = frozenset("plc inc ltd llc corp corporation co company limited gmbh ag sa group holdings incorporated".split())
_SOFT = _LEGAL | frozenset("press office statement media team team's spokesperson".split())
_BODIES = frozenset(
    """agency department ministry office embassy consulate government administration campaign party committee
    commission council court police force army navy union association federation league club company corporation firm
    bank group organization organisation foundation institute university college school hospital church board bureau
    authority service services network channel station newspaper magazine outlet house senate congress parliament
    assembly cabinet coalition alliance movement society trust fund charity airline airport exchange regulator watchdog
    tribunal panel centre center laboratory museum library city county state province district municipality unit watch
    secretariat directorate chamber academy festival studio port treasury registry rescue coastguard brigade
    residents workers growers""".split()
)
_CROWDS = frozenset("supporters opponents critics fans residents workers families relatives owners players".split())
_SMALL = frozenset("of for and the & on at in to a an de".split())
_INDEFINITE = frozenset("a an one another some two three several many other".split())
_OFFICE_LINKS = frozenset("of for at from in with to".split())
_NICKNAMES = (
    "robert bob rob bobby", "william bill will billy liam", "elizabeth liz beth betty eliza lizzie", "james jim jimmy",
    "thomas tom tommy", "michael mike mick", "richard rick dick richie", "joseph joe joey", "edward ed eddie ted ned",
    "katherine catherine kate kathy katie cathy", "margaret maggie meg peggy", "daniel dan danny", "samuel sam",
    "samantha sam", "christopher chris", "christine chris", "anthony tony", "andrew andy drew", "benjamin ben",
    "patricia pat trish", "patrick pat paddy", "alexander alex sandy", "alexandra alex", "nicholas nick",
    "stephen steven steve", "charles charlie chuck", "david dave", "gregory greg", "jennifer jen jenny",
    "jonathan jon", "matthew matt", "peter pete", "philip phil", "ronald ron", "susan sue", "timothy tim",
    "victoria vicky", "frederick fred", "gerald gerry", "lawrence larry", "raymond ray", "kenneth ken",
)  # fmt: skip
_SHORT_FOR: dict[str, frozenset[str]] = {}
for _line in _NICKNAMES:
    for _name in _line.split():
        _SHORT_FOR[_name] = _SHORT_FOR.get(_name, frozenset()) | frozenset(_line.split())

_ASIDE = re.compile(r"\(([^()]{0,100})\)")
_HANDLE = re.compile(r"@([\w.]{1,60})")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,2}")
_NOT_LETTER = re.compile(r"[\W_]+")
_FORMER = frozenset("former ex then acting interim new current late the a an of for and in at from".split())


class Named(Protocol):
    """A source as a reading or the ledger holds it; ``handles`` are ``platform:handle``."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> SourceKind: ...
    @property
    def roles(self) -> tuple[str, ...]: ...
    @property
    def handles(self) -> tuple[str, ...]: ...


class Strength(StrEnum):
    """How much speaks for it: ``SURE`` leaves a person little to think about, ``POSSIBLE`` only asks."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Why two sources may be one: each reason one plain line; ``against`` is what does not fit."""

    strength: Strength
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NameParts:
    """A name taken apart, folded: lower case, without accents and points.

    ``given`` and ``family`` are a person's, empty for a body. ``words`` are all words of the name, titles and roles
    aside. ``body`` is whom the person speaks for, or the body itself (``is_body``); a spokesperson without a name is
    their body. ``handles`` are without platform and sign.
    """

    shown: str
    words: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    family: str = ""
    generation: str = ""
    body: tuple[str, ...] = ()
    is_body: bool = False
    is_unnamed: bool = False
    handles: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    is_capital: bool
    is_acronym: bool
    initials: tuple[str, ...] = ()


def parse_name(
    name: str | None, *, kind: SourceKind | None = None, roles: Iterable[str] = (), handles: Iterable[str] = ()
) -> NameParts:
    """Take a name apart as an outlet prints it, with or without title, role, handle and body."""
    shown = " ".join((name or "").split())[:LONGEST_NAME]
    asides = _ASIDE.findall(shown)
    plain = _ASIDE.sub(" ", shown)
    known = {_fold_handle(h) for h in handles} | {_fold_handle(h) for h in _HANDLE.findall(shown)}
    plain = _HANDLE.sub(" ", plain)
    aliases = frozenset(_squash(a) for a in asides if a.isupper() and len(a) <= 10)
    head, _, tail = plain.partition(",")
    parts = _parse_head(_make_words(head), kind)
    if tail and parts.is_body and not parts.is_unnamed and not _is_role_text(tail):
        parts = _parse_head(_make_words(plain), kind)
    elif tail and not parts.family and not parts.is_body:
        named = _parse_head(_make_words(tail), kind)
        parts = named if named.family else parts
    if not parts.body:
        parts = _replace(parts, body=_find_affiliation([tail, *list(roles)[:MOST_ROLES]]))
    if kind is SourceKind.UNNAMED and not parts.is_body:
        parts = _replace(parts, is_unnamed=True)
    is_nobody = not (parts.words or known) or (parts.is_unnamed and not known)
    return _replace(parts, shown=shown, handles=frozenset(known - {""}), aliases=aliases, is_unnamed=is_nobody)


def _replace(parts: NameParts, **changes: object) -> NameParts:
    fields = {name: getattr(parts, name) for name in NameParts.__slots__}
    return NameParts(**(fields | changes))


def _parse_head(words: list[_Word], kind: SourceKind | None) -> NameParts:
    """Take apart what stands before the first comma."""
    is_indefinite = bool(words) and words[0].folded in _INDEFINITE and not words[0].initials
    while words and words[0].folded in _INDEFINITE | {"the"} and not words[0].initials:
        words = words[1:]
    generation = ""
    while len(words) > 1 and words[-1].folded in _POST_NOMINALS | _GENERATIONS and words[-1].is_capital:
        generation = words[-1].folded[:2] if words[-1].folded in _GENERATIONS else generation
        words = words[:-1]
    at = max((n for n, word in enumerate(words) if word.folded in _ROLES), default=-1)
    if at == len(words) - 1 >= 0 and words[at].is_capital and words[at].folded in _SURNAMES:
        at = max((n for n, word in enumerate(words[:at]) if word.folded in _ROLES), default=-1)
    if kind is SourceKind.ORGANIZATION and at >= 0 and words[at].folded not in _SPOKES:
        at = -1
    if at >= 0 and words[at + 1 :] and all(w.folded in _BODIES | _SOFT for w in words[at + 1 :]):
        kept = tuple(w.folded for w in words)  # the office of a role: "Prime Minister's Office"
        return NameParts(shown="", words=kept, body=kept, is_body=True)
    if at < 0:
        return _parse_plain(words, kind, is_indefinite, generation)
    before, after = words[:at], words[at + 1 :]
    if after and after[0].folded in _OFFICE_LINKS:
        if [w.folded for w in after[:2]] == ["of", "state"] and len(after) > 2:
            return _make_person(after[2:], generation)
        body = tuple(w.folded for w in after[1:] if w.folded != "the") if any(w.is_capital for w in after) else ()
        if words[at].folded in _SPOKES:
            return _make_voice(body)
        return NameParts(shown="", words=tuple(w.folded for w in words), is_unnamed=is_indefinite or not body)
    named = [w for w in after if w.is_capital or w.folded in _PARTICLES]
    body = _take_body(before)
    if named and len(named) == len(after):
        return _replace(_make_person(named, generation), body=body)
    return _make_voice(body) if words[at].folded in _SPOKES else NameParts(shown="", is_unnamed=True)


def _parse_plain(words: list[_Word], kind: SourceKind | None, is_indefinite: bool, generation: str) -> NameParts:
    """Take apart a name without a role word."""
    if not any(w.is_capital for w in words):
        return NameParts(shown="", words=tuple(w.folded for w in words), is_unnamed=True)
    is_body = kind in {SourceKind.ORGANIZATION, SourceKind.DOCUMENT, SourceKind.GROUP} or (
        kind is not SourceKind.PERSON and _looks_like_body(words)
    )
    if is_body or not all(w.is_capital or w.folded in _PARTICLES for w in words):
        kept = tuple(w.folded for w in words)
        is_nobody = is_indefinite or (not is_body and not words[0].is_capital)
        return NameParts(shown="", words=kept, body=kept, is_body=True, is_unnamed=is_nobody)
    return _make_person(words, generation)


def _looks_like_body(words: Sequence[_Word]) -> bool:
    inside = {w.folded for w in words}
    if len(words) == 1 and words[0].is_acronym:
        return True
    return bool(inside & (_BODIES | _LEGAL)) or bool({"of", "for", "and", "&"} & inside)


def _make_person(words: Sequence[_Word], generation: str) -> NameParts:
    folded = tuple(w.folded for w in words)
    given = tuple(g for w in words[:-1] if w.folded not in _PARTICLES for g in w.initials or (w.folded,))
    return NameParts(shown="", words=folded, given=given, family=folded[-1] if folded else "", generation=generation)


def _make_voice(body: tuple[str, ...]) -> NameParts:
    return NameParts(shown="", words=body, body=body, is_body=bool(body), is_unnamed=not body)


def _take_body(before: Sequence[_Word]) -> tuple[str, ...]:
    """Take the body a role is of from the words before it, up to the last capital: "Union of Weavers general"."""
    last = max((n for n, w in enumerate(before) if w.is_capital and w.folded not in _ROLES), default=-1)
    return tuple(w.folded for w in before[: last + 1] if w.folded not in _TITLES | _RANKS)


def _find_affiliation(texts: Iterable[str]) -> tuple[str, ...]:
    """Find the first body that a role names: "of the Growers' Union", "Growers' Union secretary"."""
    for text in texts:
        words = _make_words(text[:LONGEST_NAME])
        at = max((n for n, w in enumerate(words) if w.folded in _ROLES), default=-1)
        after, before = words[at + 1 :], words[: max(at, 0)]
        while after and after[0].folded in _OFFICE_LINKS | {"the"}:
            after = after[1:]
        if after and after[0].is_capital:
            return tuple(w.folded for w in after)
        if body := _take_body(before):
            return body
    return ()


def _is_role_text(text: str) -> bool:
    return any(w.folded in _ROLES for w in _make_words(text[:LONGEST_NAME]))


def _make_words(text: str) -> list[_Word]:
    made = []
    for surface in text.split():
        if folded := _fold(surface):
            letters = surface.strip(".,;:\"'“”‘’")
            is_acronym = len(folded) > 1 and letters.replace(".", "").isupper()
            initials = tuple(folded) if _INITIALS.fullmatch(surface) else ()
            made.append(_Word(folded, any(c.isupper() for c in letters[:3]), is_acronym, initials))
    return made


def _fold(word: str) -> str:
    """Fold case, accents, points, apostrophes and possessives; hyphens stay."""
    plain = word.replace("’", "'").removesuffix("'s").casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return "&" if plain == "&" else "".join(c for c in plain if c.isalnum() or c == "-").strip("-")


def _fold_handle(handle: str) -> str:
    return handle.rpartition(":")[2].casefold().strip(" @.")


def _squash(text: str) -> str:
    return _NOT_LETTER.sub("", _fold(text))


def find_agreement(a: NameParts, b: NameParts) -> str | None:
    """Find what makes two names one source, in one plain line; none where they disagree or one is nobody."""
    if a.is_unnamed or b.is_unnamed:
        return None
    if shared := sorted(a.handles & b.handles):
        return f"both are @{shared[0]}"
    if a.family and b.family and not (a.is_body or b.is_body):
        fitting = _agree_people(a, b) or _agree_singles(a, b)
        if fitting is not None:
            return fitting
    if _are_bodies_one(a, b):
        return f"{a.shown} and {b.shown} are one body" if a.words != b.words else f"both are {a.shown}"
    for one, other in ((a, b), (b, a)):
        is_voice = one.body == other.words or (other.is_body and _agree_bodies(one.body, other.words))
        if one.body and not one.is_body and is_voice:
            return f"{one.shown} speaks for {other.shown}"
        squashed = "".join(other.words)
        if len(squashed) > 3 and any(_NOT_LETTER.sub("", handle) == squashed for handle in one.handles):
            return f"{one.shown} is the handle of {other.shown}"
    return None


def _are_bodies_one(a: NameParts, b: NameParts) -> bool:
    if not (a.is_body or b.is_body):
        return False
    if not (a.words and b.words):
        return False
    if "".join(a.words) in b.aliases or "".join(b.words) in a.aliases:
        return True
    return _agree_bodies(a.words, b.words)


def _agree_people(a: NameParts, b: NameParts) -> str | None:
    if a.generation and b.generation and a.generation != b.generation:
        return None
    if _squash(a.family) != _squash(b.family):
        return None
    if not a.given or not b.given:
        return f"the family name is {a.shown.split()[-1] if not a.given else b.shown.split()[-1]}"
    variant = _compare_given(a.given, b.given)
    return None if variant is None else f"both are {a.shown}" if not variant else f"both names fit: {variant}"


def _agree_singles(a: NameParts, b: NameParts) -> str | None:
    """A single word that begins the other's name: a body or a person by the first of their names."""
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(short.words) == 1 and not short.body and long.words[:1] == short.words and len(short.words[0]) > 2:
        return f"{short.shown} begins the name {long.shown}"
    return None


def _compare_given(a: Sequence[str], b: Sequence[str]) -> str | None:
    """Compare given names: empty when equal, the variant in words when they fit, none when they disagree."""
    if tuple(a) == tuple(b):
        return ""
    first, other = a[0], b[0]
    if first == other:
        seconds = [(x, y) for x, y in zip(a[1:], b[1:], strict=False) if x[0] != y[0]]
        return None if seconds else "a middle name is left out"
    short, long = sorted((first, other), key=len)
    if len(short) == 1 and long.startswith(short):
        return f"the initial {short.upper()}. is of {long.title()}"
    if other in _SHORT_FOR.get(first, ()):
        return f"{short.title()} is short for {long.title()}" if short != long else "the short forms fit"
    if first in b[1:] or other in a[1:]:
        return "one goes by a middle name"
    return None


def _agree_bodies(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two folded names are of one body: equal, an acronym, or the one part of the other."""
    ours, theirs = [[w for w in words if w not in _SMALL] for words in (a, b)]
    if not ours or not theirs:
        return False
    if sorted(ours) == sorted(theirs) or _is_short(a, b) or _is_short(b, a):
        return True
    ours, theirs = [[w for w in words if w not in _SOFT] or list(words) for words in (ours, theirs)]
    short, long = sorted((ours, theirs), key=len)
    if not any(w not in _BODIES for w in short):
        return sorted(short) == sorted(long)
    rest = long[len(short) :] if long[: len(short)] == short else None
    if rest is None and long[-len(short) :] == short:
        rest = long[: -len(short)]
    return rest is not None and not (len(short) < len(long) and set(rest) & _CROWDS and "residents" not in short)


def _is_short(a: Sequence[str], b: Sequence[str]) -> bool:
    return len(a) == 1 and len(b) > 1 and is_acronym_of(a[0], " ".join(b))


def suggest_same(a: Named, b: Named) -> Evidence | None:
    """Suggest that two sources of different documents are one, with the evidence; none where nothing speaks for it.

    Never for somebody unnamed, nor for a person and a body. Equal names with roles that do not fit are at most
    possible, and the evidence says what does not fit.
    """
    if SourceKind.UNNAMED in {a.kind, b.kind} or (a.kind is SourceKind.PERSON) != (b.kind is SourceKind.PERSON):
        return None
    ours, theirs = (parse_name(s.name, kind=s.kind, handles=s.handles) for s in (a, b))
    if ours.is_unnamed or theirs.is_unnamed:
        return None
    handles = sorted({h.casefold() for h in a.handles} & {h.casefold() for h in b.handles})
    found = _weigh_people(ours, theirs, a, b) if a.kind is SourceKind.PERSON else _weigh_bodies(ours, theirs)
    if not handles:
        return found
    reason = f"both post as {handles[0]}"
    if found is None:
        return Evidence(strength=Strength.POSSIBLE, reasons=(reason,), against=(f"{a.name} and {b.name} differ",))
    strength = Strength.LIKELY if found.against else Strength.SURE
    return Evidence(strength=strength, reasons=(reason, *found.reasons), against=found.against)


def _weigh_people(ours: NameParts, theirs: NameParts, a: Named, b: Named) -> Evidence | None:
    if _agree_people(ours, theirs) is None:
        return None
    role, clash = _compare_roles(a.roles, b.roles)
    if not ours.given or not theirs.given:
        if role is None:
            return None
        return Evidence(strength=Strength.POSSIBLE, reasons=("the same family name", role))
    variant = _compare_given(ours.given, theirs.given) or ""
    if not variant and _strip(a.name) != _strip(b.name):
        variant = "titles, accents or hyphens aside"
    name = f"the same name ({variant})" if variant else f"the same full name, {b.name}"
    is_close = not variant or variant.startswith(("titles", "a middle"))
    if clash is not None:
        return Evidence(strength=Strength.POSSIBLE, reasons=(name,), against=(clash,))
    if role is not None:
        return Evidence(strength=Strength.SURE if is_close else Strength.LIKELY, reasons=(name, role))
    return Evidence(strength=Strength.LIKELY if is_close else Strength.POSSIBLE, reasons=(name,))


def _weigh_bodies(ours: NameParts, theirs: NameParts) -> Evidence | None:
    a, b = [[w for w in parts.words if w not in _SMALL] for parts in (ours, theirs)]
    if a == b:
        return Evidence(strength=Strength.SURE, reasons=(f"the same name, {theirs.shown}",))
    if "".join(ours.words) in theirs.aliases or "".join(theirs.words) in ours.aliases:
        return Evidence(strength=Strength.SURE, reasons=(f"{ours.shown} and {theirs.shown}: one gives the other",))
    if _is_short(ours.words, theirs.words) or _is_short(theirs.words, ours.words):
        return Evidence(strength=Strength.LIKELY, reasons=(f"{ours.shown} and {theirs.shown}: the initials fit",))
    if [w for w in a if w not in _LEGAL] == [w for w in b if w not in _LEGAL] != []:
        return Evidence(strength=Strength.LIKELY, reasons=("the same name, the form of company aside",))
    if sorted(a) == sorted(b):
        return Evidence(strength=Strength.LIKELY, reasons=("the same words in another order",))
    if min(len(a), len(b)) > 1 and _agree_bodies(ours.words, theirs.words):
        return Evidence(strength=Strength.POSSIBLE, reasons=("one name is part of the other",))
    return None


def _strip(name: str) -> str:
    return " ".join(name.casefold().replace(".", "").split())


def _compare_roles(a: Sequence[str], b: Sequence[str]) -> tuple[str | None, str | None]:
    """Compare roles: a line that says which fit, or one that says that none do; neither where one side has none."""
    if not a or not b:
        return None, None
    for ours in a[:MOST_ROLES]:
        for theirs in b[:MOST_ROLES]:
            if _fit_roles(ours, theirs):
                return (f"the same role, {theirs}" if ours == theirs else f"roles that fit: {ours}; {theirs}"), None
    return None, f"the roles differ: {a[0]}; {b[0]}"


def _fit_roles(a: str, b: str) -> bool:
    """Whether two roles share a word and name no different places or bodies."""
    ours, theirs = (
        {w.folded: w.is_capital for w in _make_words(role[:LONGEST_NAME]) if w.folded not in _FORMER} for role in (a, b)
    )
    shared = set(ours) & set(theirs)
    if not shared:
        return False
    only_ours, only_theirs = set(ours) - shared, set(theirs) - shared
    named = any(ours[w] for w in only_ours) and any(theirs[w] for w in only_theirs)
    return not named and (bool(shared & _ROLES) or not (only_ours and only_theirs))

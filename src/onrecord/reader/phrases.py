"""What a source span says: a name, roles, a pronoun, or a noun for somebody unnamed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model.reading import SourceKind
from onrecord.model.span import Span
from onrecord.reader import cues, roles
from onrecord.reader.clauses import DETERMINERS
from onrecord.text.names import SENTENCE_OPENERS, iter_names, strip_possessive
from onrecord.text.tokens import Token, make_tokens

_LINKS = frozenset(
    """of for from with at in to on by who which that whose released published conducted obtained seen reviewed posted
    issued filed commissioned led familiar close near""".split()
)
# "Chair of governors Ada Brook": a role with its own "of", in small letters, before a full name.
_TITLED = re.compile(
    r"(?:[Tt]he |[Aa]n? )?(?P<role>(?P<head>[A-Za-z-]{3,20}) (?:of|for) (?:the )?[a-z-]+(?: [a-z-]+){0,3}) "
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,2})"
)
_POSSESSIVES = {"his": "he", "her": "she", "their": "they", "its": "it"}
_QUANTIFIERS = frozenset(
    "some many several few most all both fellow other two three four five six seven eight nine ten one any".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
_ARTICLES = frozenset("the a an this that these those his her its their our my one another".split())
_NOT_ROLE = _ARTICLES | frozenset({"and", "or", "also", "then", "while", "but", "when", "as"})
_TRAILING = re.compile(r"[\s,;:.)(]+$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """``name`` is where a proper name stands that is the one who speaks; ``head`` the noun that says what it is.

    ``label`` is the shortest phrase that tells who, for somebody unnamed. ``is_definite`` tells "the minister" (one
    met before) from "a minister".
    """

    span: Span
    pronoun: str | None = None
    name: Span | None = None
    kind: SourceKind | None = None
    roles: tuple[str, ...] = ()
    head: str | None = None
    label: str = ""
    is_definite: bool = False
    joined: tuple[Span, ...] = ()


def split_title(text: str, span: Span) -> tuple[Span, str | None]:
    """Split a run of capitalised words into name and title: "Prime Minister Ada Brook" gives "Ada Brook"."""
    span = _cut_affiliation(text, span)
    tokens = make_tokens(text, span.begin, span.end)
    words = [t for t in tokens if t.is_word]
    cut = 0
    for number, token in enumerate(words[:-1]):
        if is_role_word(token.lower) and token.lower not in {
            "king",
            "prince",
            "major",
            "boy",
            "judge",
        }:
            cut = number + 1
        elif token.lower in {"king", "prince", "queen", "judge", "major", "pope", "deputy", "minister"} and number == 0:
            cut = 1
    if not cut:
        return _strip_epithet(span, words, text)
    if words[cut].lower in {"of", "for"}:
        rest = words[cut + 1 :]
        inner = [n for n, t in enumerate(rest) if t.lower in {"of", "for", "the"}]
        start = inner[-1] + 1 if inner else 0
        if len(rest) - start < 3:
            return span, None
        cut += 1 + start + (len(rest) - start - 2)
    if words[-1].lower.strip(".") in roles.PERSON_ROLES | roles.BODIES:
        return span, None
    begin = words[cut].begin
    return Span(begin, span.end), text[span.begin : begin].strip(" .,")


def _strip_epithet(span: Span, words: list[Token], text: str) -> tuple[Span, str | None]:
    """ "Republican Ada Brook" is Ada Brook: a given name begins the name, whatever capital stands before it."""
    given = roles.MALE_NAMES | roles.FEMALE_NAMES
    if len(words) < 3 or words[0].lower in given or len(words[0].text) < 3:
        return span, None
    first = next((n for n, t in enumerate(words[:-1]) if t.lower in given), None)
    if not first or any(t.lower in {"of", "for", "the", "&"} for t in words):
        return span, None
    if strip_possessive(words[-1].text).lower() in roles.BODIES or is_role_word(words[-1].text):
        return span, None
    begin = words[first].begin
    return Span(begin, span.end), text[span.begin : begin].strip(" .,")


def is_role_word(word: str) -> bool:
    """Whether a word is a person's role, also as the last part of a compound ("co-owner", "Editor-in-Chief")."""
    bare = strip_possessive(word).lower().strip(".")
    return bare in roles.PERSON_ROLES or ("-" in bare and bool(set(bare.split("-")) & roles.PERSON_ROLES))


def _cut_affiliation(text: str, span: Span) -> Span:
    """ "Ada Brook of Harbour Watch" is Ada Brook; "Bank of Ruritania" stays whole."""
    link = re.search(r" (?:of|for) ", span.of(text))
    if link is None:
        return span
    before = [strip_possessive(w).lower().strip(".") for w in span.of(text)[: link.start()].split()]
    if len(before) < 2 or any(w in roles.BODIES or is_role_word(w) for w in before):
        return span
    if before[0] in roles.MALE_NAMES or before[0] in roles.FEMALE_NAMES:
        return Span(span.begin, span.begin + link.start())
    return span


def is_body_name(words: list[str]) -> bool:
    """Whether capitalised words name a body rather than a person."""
    folded = [strip_possessive(w).lower().strip(".") for w in words]
    if any(w in roles.BODIES for w in folded):
        return True
    if any(w in {"of", "for", "the", "&"} for w in folded):
        return True
    return len(words) == 1 and _is_acronym(words[0])


def _is_acronym(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return 2 <= len(letters) <= 6 and all(c.isupper() for c in letters)


def parse_phrase(text: str, span: Span) -> Phrase:
    """Parse a source span. Never fails: what cannot be told is left empty."""
    span = _strip_aside(text, span)
    tokens = [t for t in make_tokens(text, span.begin, span.end) if t.is_word or t.text == ","]
    words = [t for t in tokens if t.is_word]
    if not words:
        return Phrase(span=span)
    first = re.split("[’']", words[0].lower)[0]
    if len(words) == 1 and first in _POSSESSIVES:
        return Phrase(span=span, pronoun=_POSSESSIVES[first])
    if len(words) == 1 and first in {"which", "that", "who"}:
        return Phrase(span=span, pronoun=first)
    if first in cues.PERSONAL and (len(words) == 1 or first in {"he", "she", "they", "it"}):
        return Phrase(span=span, pronoun=first)
    comma = next((t for t in tokens if t.text == ","), None)
    core = Span(span.begin, comma.begin) if comma else span
    bracket = text.find(" (", core.begin, core.end)
    core = Span(core.begin, bracket) if bracket > core.begin and comma else core
    aside = text[comma.end : span.end].strip(" ,") if comma else ""
    phrase = _parse_core(text, core, span, aside)
    if comma is not None and phrase.name is None:
        return _prefer_apposed_name(text, phrase, Span(comma.end, span.end), core)
    return phrase


def _prefer_apposed_name(text: str, phrase: Phrase, aside: Span, core: Span) -> Phrase:
    """ "the harbour master, Ada Brook": the name in apposition speaks, and what stands before it is the role."""
    begin = aside.begin + len(aside.of(text)) - len(aside.of(text).lstrip())
    if phrase.kind not in (SourceKind.UNNAMED, SourceKind.GROUP, SourceKind.ORGANIZATION):
        return phrase
    inner = _parse_core(text, Span(begin, aside.end), Span(begin, aside.end), "")
    if inner.name is None or inner.kind is SourceKind.ORGANIZATION or inner.joined:
        return phrase
    name, title = inner.name, (inner.roles[0] if inner.roles else None)
    words = name.of(text).split()
    alone = name.of(text) == aside.of(text).strip(" ,")
    if (len(words) < 2 and not alone) or is_body_name(words):
        return phrase
    is_person = phrase.kind is not SourceKind.ORGANIZATION and (len(words) > 1 or is_role_word(phrase.head or ""))
    kind = SourceKind.PERSON if is_person else SourceKind.ORGANIZATION
    role = re.sub(r"^(?:a|an|the|his|her|its|their)\s+", "", " ".join(core.of(text).split()), flags=re.IGNORECASE)
    roles_found = (role, title) if title else (role,)
    return Phrase(span=phrase.span, name=name, kind=kind, roles=roles_found)


def _strip_aside(text: str, span: Span) -> Span:
    """Strip quotation marks in front and a bracket behind: "Rep. Ada Brook (R-Estmere)"."""
    words = span.of(text)
    begin = span.begin + len(words) - len(words.lstrip("'\"“”‘’ "))
    bracket = text.find(" (", begin, span.end)
    if bracket > begin and words.rstrip().endswith(")"):
        return Span(begin, bracket)
    return Span(begin, span.end)


def _parse_core(text: str, core: Span, span: Span, aside: str) -> Phrase:
    tokens = make_tokens(text, core.begin, core.end)
    words = [t for t in tokens if t.is_word]
    if not words:
        return Phrase(span=span)
    link = next((n for n, t in enumerate(words) if t.lower in _LINKS and n > 0 and not _in_name(text, core, t)), None)
    front = words[:link] if link is not None else words
    while len(front) > 1 and front[-1].lower in _DAYS:
        front = front[:-1]
    if not front:
        front = words
    front_span = Span(front[0].begin, front[-1].end)
    titled = _TITLED.fullmatch(core.of(text).strip())
    if titled is not None and is_role_word(titled["head"]):
        begin = core.begin + core.of(text).rindex(titled["name"])
        named = Span(begin, begin + len(titled["name"]))
        return Phrase(span=span, name=named, kind=SourceKind.PERSON, roles=(titled["role"].strip(),))
    names = list(iter_names(text, front_span))
    if not names and front[0].is_capitalized and front[0].lower not in DETERMINERS:
        names = [Span(front[0].begin, front[0].end)] if len(front) == 1 else []
    name = names[-1] if names else None
    counted = front[0].lower in _QUANTIFIERS or front[0].text[:1].isdigit()
    if counted and name is not None and len(name.of(text).split()) == 1 and name.begin > front[0].begin:
        label = " ".join(t.text for t in front)
        return Phrase(span=span, kind=SourceKind.GROUP, head=front[-1].lower, label=label)
    if name is not None and name.of(text).lower() in SENTENCE_OPENERS | {"neither", "about", "none", "others"}:
        name = None
    if name is not None and name.end >= front[-1].end - 2 and not _is_role(text, name):
        return _parse_named(text, span, front_span, names, aside, core)
    return _parse_unnamed(text, span, core, front, link, words)


def _in_name(text: str, core: Span, token: Token) -> bool:
    return any(n.begin < token.begin < n.end for n in iter_names(text, core))


def _is_role(text: str, name: Span) -> bool:
    words = name.of(text).split()
    last = strip_possessive(words[-1]).lower().strip(".")
    if words[0].lower() in roles.MALE_NAMES | roles.FEMALE_NAMES and len(words) > 1:
        return False  # a surname such as "Bishop"
    return (is_role_word(last) and len(words) < 4) or last in roles.GROUPS - roles.BODIES


def _parse_named(text: str, span: Span, front: Span, names: list[Span], aside: str, core: Span) -> Phrase:
    whole = _join_possessor(text, names)
    name, title = (whole, None) if whole != names[-1] else split_title(text, whole)
    found: list[str] = []
    before = text[front.begin : whole.begin]
    lead = [w for w in before.replace(",", " ").split() if w]
    while lead and lead[0].lower() in _NOT_ROLE:
        lead.pop(0)
    lead_role = " ".join([*lead, *([title] if title else [])]).strip()
    if lead_role and any(is_role_word(w) for w in lead_role.split()):
        found.append(lead_role)
    elif title:
        found.append(title)
    if aside and not aside[:1].isdigit():
        role = _TRAILING.sub("", aside)
        opener = role.split()[0].lower() if role.split() else ""
        if opener not in {"who", "which", "whose", "speaking"} and len(role.split()) <= 16:
            found.append(re.sub(r"^(?:a|an|the)\s+", "", role))
    joined: tuple[Span, ...] = ()
    if len(names) > 1 and re.fullmatch(r"\s*(?:,|and|&)\s*(?:and\s*)?", text[names[-2].end : whole.begin]):
        joined = (split_title(text, names[-2])[0], name)
    words = name.of(text).split()
    kind: SourceKind | None
    if found or title:
        kind = SourceKind.ORGANIZATION if is_body_name(words) and not title else SourceKind.PERSON
    else:
        kind = SourceKind.ORGANIZATION if is_body_name(words) else None
    if kind is SourceKind.ORGANIZATION and core.end > front.end:
        name = _extend_body(text, name, core)
    return Phrase(span=span, name=name, kind=kind, roles=tuple(found), joined=joined)


def _join_possessor(text: str, names: list[Span]) -> Span:
    """ "the Mayor's Office": a body's name begins with its possessor when both are capitalised."""
    last = names[-1]
    words = last.of(text).split()
    if len(names) > 1 and re.fullmatch(r"[’']s? ", text[names[-2].end : last.begin]) and is_body_name(words):
        return Span(names[-2].begin, last.end)
    return last


def _extend_body(text: str, name: Span, core: Span) -> Span:
    """ "the Embassy of Ruritania in Strelsau": the place belongs to a body's name."""
    tail = re.match(
        r"\s+(?:in|of|for|at)\s+(?:the\s+)?[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}", text[name.end : core.end]
    )
    return Span(name.begin, name.end + tail.end()) if tail else name


def _parse_unnamed(
    text: str, span: Span, core: Span, front: list[Token], link: int | None, words: list[Token]
) -> Phrase:
    head = strip_possessive(front[-1].text).lower().strip(".")
    definite = front[0].lower in {"the", "this", "that", "these", "those", "his", "her", "its", "their"}
    kind = classify_head(head, front)
    label_tokens = list(front)
    while len(label_tokens) > 1 and label_tokens[0].lower in _ARTICLES:
        label_tokens.pop(0)
    begin = label_tokens[0].begin
    end = front[-1].end
    bare = len(label_tokens) == 1
    if link is not None and words[link].lower in {"of", "for", "from", "with", "at", "in"}:
        is_short = len([w for w in words[link:] if w.begin < core.end]) <= 8
        if is_short and (bare or words[link].lower in {"of", "for", "from"}):
            end = core.end
    label = _TRAILING.sub("", re.sub(r"\s+", " ", text[begin:end]))
    return Phrase(span=span, kind=kind, head=head, label=label, is_definite=definite)


def classify_head(head: str, front: list[Token]) -> SourceKind:
    """Classify somebody unnamed by the noun: a document, a body, several people, or one."""
    if head in roles.GROUPS and head not in roles.BODIES:
        return SourceKind.GROUP
    if is_role_word(head):
        return SourceKind.UNNAMED
    if head in roles.DOCUMENTS:
        return SourceKind.DOCUMENT
    if head in roles.BODIES:
        return SourceKind.ORGANIZATION
    if front[-1].is_capitalized and len(front[-1].text) > 1:
        return SourceKind.ORGANIZATION if _is_acronym(front[-1].text) else SourceKind.UNNAMED
    if head.endswith("s") and not head.endswith("ss"):
        return SourceKind.GROUP
    return SourceKind.UNNAMED

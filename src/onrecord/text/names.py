"""Proper names in running English text: where they stand and how two of them compare.

A name is a run of capitalised words with the small words names are built with ("Ursula von der Leyen",
"Ministry of the Interior"). Nothing here knows who is a person; that is the reader's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model.span import Span
from onrecord.text.tokens import Token, make_tokens

_INSIDE_PERSON = frozenset(
    "de da do dos del della di du la le van von der den ter ten bin bint ibn al el af zu zur y st".split()
)
_INSIDE_OTHER = frozenset({"of", "for", "and", "the", "&", "on", "to", "in", "at"})
_FOLDED = re.compile(r"[^\w]+")
_POSSESSIVE = re.compile(r"[’']s?$")
# Capitalised at the start of a sentence without being a name.
SENTENCE_OPENERS = frozenset(
    """the a an this that these those it he she they we i you his her their our my its in on at by for from with to of
    as but and or if when while after before since although though because so then there here what who how why where
    which not no yes yet still also even just now today yesterday tomorrow last next earlier later meanwhile however
    according among despite during under over some many most several few all each every both other another such one two
    three four five six seven eight nine ten more less than only first second third finally instead indeed once asked
    speaking writing responding addressing let's let is are was were do does did has have had can could will would
    should may might must""".split()
)


def strip_possessive(word: str) -> str:
    """Strip a possessive ending: "Meyer's" and "Jones'" become "Meyer" and "Jones"."""
    return _POSSESSIVE.sub("", word) if word.endswith(("'s", "’s", "s'", "s’")) else word


def fold_name(name: str) -> tuple[str, ...]:
    """Fold a name into comparable words: lower case, no possessive, no marks, no articles."""
    words = [_FOLDED.sub("", strip_possessive(w)).lower() for w in name.split()]
    return tuple(w for w in words if w and w not in {"the", "a", "an"})


def make_initials(name: str) -> str:
    """Make the initials an acronym of the name would have: "Office of River Works" gives "orw"."""
    return "".join(w[0] for w in fold_name(name) if w not in _INSIDE_OTHER)


def is_acronym_of(short: str, name: str) -> bool:
    letters = short.replace(".", "").lower()
    words = fold_name(name)
    every = "".join(w[0] for w in words)
    return 2 <= len(letters) <= 8 and len(words) > 1 and letters in {make_initials(name), every}


def iter_names(text: str, span: Span) -> Iterator[Span]:
    """Iterate over the proper names in a span, longest runs, in text order, possessive endings left out.

    A word that is capitalised only because it opens a sentence is left out when it is a common one.
    """
    run: list[Token] = []
    tokens = make_tokens(text, span.begin, span.end)
    for number, token in enumerate(tokens):
        if _continues(run, token, tokens[number + 1 : number + 3], text):
            run.append(token)
            if strip_possessive(token.text) != token.text:
                yield from _close(run)
                run = []
            continue
        yield from _close(run)
        run = [token] if _starts(token, tokens[number - 1] if number else None) else []
        if run and strip_possessive(token.text) != token.text:
            yield from _close(run)
            run = []
    yield from _close(run)


def _starts(token: Token, before: Token | None) -> bool:
    if not token.is_word or not token.is_capitalized or token.text[0] in "#@":
        return False
    opens = before is None or before.text in '.?!:“"‘…'
    return not (token.lower in SENTENCE_OPENERS and (opens or token.lower != token.text.lower() or len(token.text) < 4))


def _continues(run: list[Token], token: Token, following: Sequence[Token], text: str) -> bool:
    if not run or text[run[-1].end : token.begin].strip(" ") or token.begin - run[-1].end > 2:
        return False
    if token.is_word and token.is_capitalized and token.text[0] not in "#@":
        return True
    is_link = token.lower in _INSIDE_PERSON or token.lower in {"of", "for", "the", "&"}
    if token.text == "." and len(run[-1].text) == 1:  # the full stop of an initial
        return bool(following) and following[0].is_capitalized
    return is_link and any(t.is_capitalized and t.is_word for t in following[:2])


def _close(run: list[Token]) -> Iterator[Span]:
    while run and not run[-1].is_capitalized:
        run.pop()
    if run:
        last = run[-1]
        yield Span(run[0].begin, last.begin + len(strip_possessive(last.text)))

"""What stands around a name and says who it is: "harbour master Ada Brook", "Ada Brook, a former councillor, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reader.clauses import DETERMINERS
from onrecord.reader.phrases import is_role_word

# What stands between the commas after a name, its article aside.
_APPOSED = re.compile(
    r", (?:(?:a|an|the|his|her|its|their|then) )?(?P<role>[^,.;:()“”\"\n]{3,80}?)(?=[,.;)]| (?:who|which|whose)\b)"
)
_LEADING = re.compile(r"((?:[\w’'.&-]+ ){0,5}[\w’'-]+) $")
_MOST_WORDS = 10
_REACH = 80  # code points before a name in which its role is looked for
_STOPS = DETERMINERS | frozenset(
    """and or but in on at by for from with to of as when while who which that said says told added is was were are has
    had have will would not""".split()
)


def iter_epithets(text: str, begin: int, end: int) -> Iterator[str]:
    """Iterate over the roles a text gives a person named between two offsets: before the name, then behind it."""
    leading = _LEADING.search(text[max(0, begin - _REACH) : begin])
    if leading is not None:
        words = leading.group(1).split()
        first = len(words)
        while first > 0 and words[first - 1].lower() not in _STOPS and len(words) - first < _MOST_WORDS:
            first -= 1
        if first < len(words) and is_role_word(words[-1]):
            yield " ".join(words[first:])
    apposed = _APPOSED.match(text, end)
    if apposed is not None:
        words = apposed["role"].split()
        if len(words) <= _MOST_WORDS and any(is_role_word(w) for w in words):
            yield apposed["role"].strip()

"""Which documents a list of inputs names: files, folders, globs and standard input, in a settled order.

Nothing is opened here. The standard library's ``glob`` is not used because its ``**`` follows links to folders, and
two links that point at each other make it walk almost without end.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from onrecord.errors import (
    EmptyFolderError,
    InputError,
    MissingInputError,
    UnopenableInputError,
    UnsupportedAddressError,
)

STANDARD_INPUT = "-"

# What a folder is searched for, with the media type that each suffix declares.
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
    ".eml": "message/rfc822",
}

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
_GLOB = re.compile(r"[*?\[]")
_ANY_DEPTH = "**"


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What a list of inputs comes to, each file once, in the order given and by name inside a folder.

    ``places`` are paths, ``-`` for standard input, and the errors of inputs that name nothing. ``left_out`` counts,
    by suffix, the files that stood in a folder and are not of a kind that is read.
    """

    places: tuple[str | InputError, ...]
    left_out: tuple[tuple[str, int], ...] = ()


def select_inputs(inputs: Sequence[str]) -> Selection:
    """Expand ``inputs`` into the documents they name. Looks at the file system, opens nothing, raises nothing."""
    places: list[str | InputError] = []
    seen: set[str] = set()
    left_out: Counter[str] = Counter()
    for given in inputs:
        for place in _iter_places(given, left_out):
            if isinstance(place, InputError):
                places.append(place)
                continue
            identity = place if place == STANDARD_INPUT else os.path.normcase(os.path.realpath(place))
            if identity not in seen:
                seen.add(identity)
                places.append(place)
    return Selection(places=tuple(places), left_out=tuple(left_out.most_common()))


def _iter_places(given: str, left_out: Counter[str]) -> Iterator[str | InputError]:
    if given == STANDARD_INPUT:
        yield given
        return
    try:
        mode = os.stat(given).st_mode  # noqa: PTH116 - the path stays as given
    except (FileNotFoundError, NotADirectoryError, ValueError):
        yield from _iter_absent(given, left_out)
    except OSError as error:
        yield UnopenableInputError(given, describe_os_error(error))
    else:
        if stat.S_ISDIR(mode):
            yield from _iter_folder(given, left_out, is_named=True)
        elif stat.S_ISREG(mode):
            yield given
        else:
            yield UnopenableInputError(given, describe_special_file(mode))


def _iter_absent(given: str, left_out: Counter[str]) -> Iterator[str | InputError]:
    if _ADDRESS.match(given):
        yield UnsupportedAddressError(given)
        return
    is_matched = False
    if _GLOB.search(given) and "\0" not in given:
        for place in _iter_glob(given, left_out):
            is_matched = True
            yield place
    if not is_matched:
        yield MissingInputError(given)


def _iter_folder(folder: str, left_out: Counter[str], *, is_named: bool) -> Iterator[str | InputError]:
    """Yield the files of a kind that is read, by name, depth first. Links to folders inside are not followed.

    A folder without any yields an EmptyFolderError when the user named it, and nothing when a glob found it.
    """
    is_empty = True
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path != folder and not _is_folder(path):
            is_empty = False
            yield path
            continue
        try:
            inside = _list_folder(path)
        except OSError as error:
            is_empty = False
            yield UnopenableInputError(path, describe_os_error(error))
            continue
        for entry in reversed(inside):
            if entry.name.startswith("."):
                continue
            reason = _decide_left_out(entry)
            if reason is None:
                waiting.append(os.path.join(path, entry.name))  # noqa: PTH118 - keeps the path as given
            else:
                left_out[reason] += 1
    if is_empty and is_named:
        yield EmptyFolderError(folder)


def _list_folder(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder or ".") as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _is_folder(path: str) -> bool:
    return Path(path).is_dir()


def _decide_left_out(entry: os.DirEntry[str]) -> str | None:
    """Decide why something in a folder is left out, none when it is read or walked into."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return None
        if entry.is_dir():
            return "link to a folder"
        if not entry.is_file():
            return "broken link" if entry.is_symlink() else "no file"
    except OSError:
        return "broken link"
    suffix = PurePath(entry.name).suffix.lower()
    if suffix in MEDIA_TYPES:
        return None
    return suffix or "no suffix"


def _iter_glob(pattern: str, left_out: Counter[str]) -> Iterator[str | InputError]:
    """Yield what a pattern matches, by name, each once; a folder that it matches is read like a named one.

    The pattern is walked as a machine whose states are positions in ``parts``, so a folder is listed once however
    many ``**`` stand in the pattern. Hidden names match only where the pattern's part starts with a dot.
    """
    lead, parts = _split_pattern(pattern)
    waiting: list[tuple[str, frozenset[int]]] = [(lead, _widen(frozenset({0}), parts))]
    while waiting:
        path, states = waiting.pop()
        if len(parts) in states:
            if _is_folder(path):
                yield from _iter_folder(path, left_out, is_named=False)
            else:
                yield f"./{path}" if path == STANDARD_INPUT else path
        if states <= {len(parts)} or not _is_folder(path or "."):
            continue
        try:
            inside = _list_folder(path)
        except OSError as error:
            yield UnopenableInputError(path, describe_os_error(error))
            continue
        for entry in reversed(inside):
            following = _widen(_step(entry, states, parts), parts)
            if following:
                waiting.append((os.path.join(path, entry.name), following))  # noqa: PTH118


def _split_pattern(pattern: str) -> tuple[str, tuple[str, ...]]:
    parts = PurePath(pattern).parts
    first = next((index for index, part in enumerate(parts) if _GLOB.search(part)), len(parts))
    lead = str(PurePath(*parts[:first])) if first else ""
    return lead, parts[first:]


def _widen(states: frozenset[int], parts: tuple[str, ...]) -> frozenset[int]:
    """Add the states reached without a step: ``**`` also matches nothing."""
    wide = set(states)
    for state in sorted(states):
        following = state
        while following < len(parts) and parts[following] == _ANY_DEPTH:
            following += 1
            wide.add(following)
    return frozenset(wide)


def _step(entry: os.DirEntry[str], states: frozenset[int], parts: tuple[str, ...]) -> frozenset[int]:
    is_hidden = entry.name.startswith(".")
    following: set[int] = set()
    for state in states:
        if state == len(parts):
            continue
        part = parts[state]
        if part == _ANY_DEPTH:
            if not is_hidden and not _is_folder_link(entry):
                following.add(state)
        elif is_hidden <= part.startswith(".") and fnmatch.fnmatch(entry.name, part):
            following.add(state + 1)
    return frozenset(following)


def _is_folder_link(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:
        return True


def describe_os_error(error: OSError) -> str:
    """Say in the system's own few words what went wrong, without the path."""
    return (error.strerror or type(error).__name__).lower()


def describe_special_file(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "it is a pipe and no file; give - and pipe into it"
    if stat.S_ISSOCK(mode):
        return "it is a socket and no file"
    return "it is a device and no file"

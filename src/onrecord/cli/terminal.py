"""Standard output and standard error: always UTF-8, coloured only for a terminal, as wide as a person reads well."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# Columns. A line longer than the widest tires the eye; a pipe has no width of its own.
WIDEST = 100
NARROWEST = 40
PIPE_WIDTH = 90


def prepare_streams() -> None:
    """Make both streams write UTF-8, whatever the locale; a lone surrogate in a file's name is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def should_colour(stream: TextIO, choice: bool | None, environment: Mapping[str, str]) -> bool:
    """Decide on colour: what the user chose, else only for a terminal that can and without NO_COLOR."""
    if choice is not None:
        return choice
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def find_width(stream: TextIO) -> int:
    """Find how many columns to print in."""
    if not stream.isatty():
        return PIPE_WIDTH
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def make_console(*, width: int, is_coloured: bool) -> Console:
    """Make a console that renders into memory, so that one place writes and meets a closed pipe."""
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=width,
        color_system="standard" if is_coloured else None,
        force_terminal=is_coloured,
        force_jupyter=False,
        force_interactive=False,
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def render(lines: Iterable[Text], console: Console) -> str:
    """Render lines that are already as narrow as the console, each with its line break.

    Without colour a line is its own words, and rendering it takes a tenth of the time.
    """
    if console.color_system is None:
        return "".join(f"{line.plain}\n" for line in lines)
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True)
    return captured.get()


def silence_output() -> None:
    """Turn standard output away after its reader has gone, so that nothing complains when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
    finally:
        os.close(nowhere)

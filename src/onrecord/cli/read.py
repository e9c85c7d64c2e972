"""``onrecord read``: stories in, their record out."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from onrecord.cli.progress import ProgressReport
    from onrecord.model.reading import Reading

PARTS = ("statements", "wordings", "conflicts", "inquiries")
SUFFIXES_NAMED = 5

EPILOG = """\b
Exit codes: 0 all documents were read, 1 some were not, 2 wrong usage.

\b
Examples:
  onrecord read story.html
  onrecord read drafts/ 'archive/**/*.html' --jsonl > readings.jsonl
  onrecord read --only wordings - < pasted.txt
"""


@click.command("read", epilog=EPILOG, short_help="Read stories and print who said what.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for exactly one document.")
@click.option("--jsonl", "as_lines", is_flag=True, help="Print one line of JSON for each document.")
@click.option(
    "--only",
    type=click.Choice(PARTS),
    help="Print this part alone. In JSON the other lists stay, emptied of all that this part does not point at.",
)
@click.option("--color/--no-color", "colour", default=None, help="Colour or none; by itself only on a terminal.")
def read(inputs: tuple[str, ...], as_json: bool, as_lines: bool, only: str | None, colour: bool | None) -> None:
    """Read stories and print who said what, in which words, and where that stands.

    INPUT is a text file, a saved page (HTML, MHTML), a mail (.eml), a folder of them, a pattern such as
    'stories/**/*.html', or - for standard input. Nothing leaves this machine.
    """
    from onrecord.cli.progress import ProgressReport
    from onrecord.errors import InputError
    from onrecord.newsroom import Newsroom

    newsroom = Newsroom()
    selection = newsroom.select(inputs)
    total = len(selection.places)
    if as_json and as_lines:
        raise click.UsageError("--json and --jsonl exclude each other; give one of them.")
    if as_json and total > 1:
        raise click.UsageError(f"--json prints one document and these are {total}; use --jsonl for many.")
    form = "json" if as_json else "jsonl" if as_lines else None
    write = _make_writer(form, only, colour)
    is_watched = sys.stdout.isatty()
    tally: Counter[str] = Counter()
    with ProgressReport(sys.stderr, total=total, is_live=sys.stderr.isatty() and not is_watched) as report:
        outcomes = newsroom.read_selection(selection, standard_input=_read_input, on_progress=report.show)
        for outcome in outcomes:
            if isinstance(outcome, InputError):
                tally["not opened"] += 1
                report.say(str(outcome))
                continue
            write(outcome)
            _count(outcome, tally)
            unreadable = outcome.document.unreadable
            if unreadable is not None and not (is_watched and form is None):
                report.say(f"{outcome.document.origin}: not readable: {unreadable}")
        _say_closing(report, total, tally, selection.left_out)
    if tally["unreadable"] or tally["not opened"]:
        click.get_current_context().exit(1)


def _read_input(size: int) -> bytes:
    return sys.stdin.buffer.read(size) if sys.stdin is not None else b""


def _make_writer(form: str | None, only: str | None, colour: bool | None) -> Callable[[Reading], None]:
    """Make the function that prints a reading in the form asked for and sees it on its way."""
    if form is not None:
        from onrecord.cli.objects import keep_only, make_json_line, make_json_page

        make = make_json_page if form == "json" else make_json_line
        return lambda reading: _print(make(keep_only(reading, only)) + "\n")

    from onrecord.cli.record import Part, iter_record
    from onrecord.cli.terminal import find_width, make_console, render, should_colour

    is_coloured = should_colour(sys.stdout, colour, os.environ)
    console = make_console(width=find_width(sys.stdout), is_coloured=is_coloured)
    part = None if only is None else Part(only)
    is_first = True

    def write(reading: Reading) -> None:
        nonlocal is_first
        rule = "" if is_first else f"\n{'─' * console.width}\n\n"
        is_first = False
        _print(rule + render(iter_record(reading, console, part), console))

    return write


def _print(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


def _count(reading: Reading, tally: Counter[str]) -> None:
    from onrecord.model.finding import FindingKind

    findings = (*reading.document.findings, *reading.findings)
    if reading.document.unreadable is not None:
        tally["unreadable"] += 1
    elif any(finding.kind is FindingKind.LANGUAGE_NOT_READ for finding in findings):
        tally["in a language that is not read"] += 1
    else:
        tally["read"] += 1
    tally["statements"] += len(reading.statements)


def _say_closing(
    report: ProgressReport, total: int, tally: Counter[str], left_out: tuple[tuple[str, int], ...]
) -> None:
    from onrecord.cli.terms import make_count

    if left_out:
        named = ", ".join(f"{count:,} {kind}" for kind, count in left_out[:SUFFIXES_NAMED])
        more = sum(count for _, count in left_out[SUFFIXES_NAMED:])
        total_left_out = sum(count for _, count in left_out)
        report.say(f"left out of folders: {total_left_out:,} ({named}{f', {more:,} others' if more else ''})")
    if total > 1:
        outcomes = ("read", "in a language that is not read", "unreadable", "not opened")
        counts = ", ".join(f"{tally[outcome]:,} {outcome}" for outcome in outcomes if tally[outcome])
        report.say(f"{total:,} documents: {counts}; {make_count(tally['statements'], 'statement')}")

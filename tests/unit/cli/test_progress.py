from __future__ import annotations

import io

from onrecord.cli.progress import ProgressReport
from onrecord.newsroom import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, total: int, *, is_live: bool) -> str:
    with ProgressReport(stream, total=total, is_live=is_live) as report:
        for done in range(1, total + 1):
            report.show(Progress(done=done, total=total, origin=f"{done}.txt"))
    return stream.getvalue()


def test_a_log_gets_sparse_lines_of_a_long_run() -> None:
    lines = run(io.StringIO(), 1000, is_live=False).splitlines()
    assert lines == [f"{done} of 1,000 documents" for done in range(100, 1000, 100)]


def test_a_log_of_a_short_run_stays_silent() -> None:
    assert run(io.StringIO(), 20, is_live=False) == ""


def test_a_terminal_that_prints_the_record_gets_no_bar() -> None:
    assert run(Terminal(), 1000, is_live=False) == ""


def test_one_document_needs_no_bar() -> None:
    assert run(Terminal(), 1, is_live=True) == ""


def test_a_line_said_is_one_visible_line() -> None:
    stream = io.StringIO()
    with ProgressReport(stream, total=1, is_live=False) as report:
        report.say("a\x1b[2J\nb.txt: gone")
    assert stream.getvalue() == "a␛[2J b.txt: gone\n"


def test_a_line_passes_above_the_bar_and_is_not_taken_for_markup() -> None:
    stream = Terminal()
    with ProgressReport(stream, total=9, is_live=True) as report:
        report.say("[bold]\x1b[2J.txt: gone")
    assert "[bold]␛[2J.txt: gone" in stream.getvalue()

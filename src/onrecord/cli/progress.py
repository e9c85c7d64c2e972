"""What a run over many documents tells on standard error: a bar for a person, sparse lines for a log."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from onrecord.cli.visible import make_one_line
from onrecord.newsroom import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

# Documents from which a log without a terminal is told how far the run has come, and how often.
LINES_FROM = 200
LINES_PER_RUN = 10


class ProgressReport:
    """Says plain lines, and shows a bar above which they pass when ``is_live``."""

    def __init__(self, stream: TextIO, *, total: int, is_live: bool) -> None:
        self._stream = stream
        self._total = total
        self._is_live = is_live and total > 1
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._is_live:
            self._bar = _make_bar(self._stream)
            self._task = self._bar.add_task("reading", total=self._total)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def show(self, progress: Progress) -> None:
        """Show how far the run has come."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=progress.done)
        elif not self._stream.isatty() and self._total >= LINES_FROM:
            step = self._total // LINES_PER_RUN
            if progress.done % step == 0 and progress.done < self._total:
                self.say(f"{progress.done:,} of {self._total:,} documents")

    def say(self, line: str) -> None:
        """Say one line; what it quotes of names and pages is made visible."""
        shown = make_one_line(line)
        if self._bar is None:
            self._stream.write(shown + "\n")
            self._stream.flush()
            return
        from rich.text import Text

        self._bar.console.print(Text(shown), soft_wrap=True)


def _make_bar(stream: TextIO) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Bar(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)

from __future__ import annotations

import io

import pytest

from onrecord.cli.terminal import PIPE_WIDTH, find_width, make_console, should_colour


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "choice", "environment", "expected"),
    [
        (Terminal(), None, {}, True),
        (Terminal(), None, {"NO_COLOR": "1"}, False),
        (Terminal(), None, {"NO_COLOR": ""}, True),
        (Terminal(), None, {"TERM": "dumb"}, False),
        (Terminal(), False, {}, False),
        (Terminal(), True, {"NO_COLOR": "1"}, True),
        (io.StringIO(), None, {}, False),
        (io.StringIO(), True, {}, True),
    ],
)
def test_colour_follows_the_user_then_the_terminal(
    stream: io.StringIO, choice: bool | None, environment: dict[str, str], expected: bool
) -> None:
    assert should_colour(stream, choice, environment) is expected


def test_a_pipe_has_a_width_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert find_width(io.StringIO()) == PIPE_WIDTH


@pytest.mark.parametrize(("columns", "width"), [("20", 40), ("72", 72), ("300", 100)])
def test_a_terminal_is_used_as_far_as_it_reads_well(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert find_width(Terminal()) == width


def test_a_console_without_colour_prints_styles_as_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.text import Text

    monkeypatch.setenv("FORCE_COLOR", "1")
    console = make_console(width=80, is_coloured=False)
    with console.capture() as captured:
        console.print(Text("words", "bold red"))
    assert captured.get() == "words\n"

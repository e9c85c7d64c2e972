"""The reference of commands says what the program does today."""

from __future__ import annotations

import click
import pytest

from docs.make_commands import PAGE, iter_commands, make_context, make_page
from onrecord.cli.main import commands

COMMANDS = list(iter_commands(commands, make_context(commands, "onrecord", None)))
PARAMETERS = [(name, parameter) for name, command, context in COMMANDS for parameter in command.get_params(context)]


def test_the_page_of_commands_is_what_help_prints() -> None:
    assert PAGE.read_text(encoding="utf-8") == make_page(), "stale; write it anew with: make docs"


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_has_its_heading(name: str) -> None:
    assert f"\n## {name}\n" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=lambda value: str(getattr(value, "name", value)))
def test_every_option_says_what_it_does(name: str, parameter: click.Parameter) -> None:
    if isinstance(parameter, click.Option):
        assert parameter.help, f"{name} {parameter.opts[0]} has no help"
        page = PAGE.read_text(encoding="utf-8")
        for option in (*parameter.opts, *parameter.secondary_opts):
            assert option in page.partition(f"\n## {name}\n")[2].partition("\n## ")[0], f"{name} {option}"

"""Write docs/commands.md from what ``--help`` prints; a test says when it is stale."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from onrecord.cli.main import commands

PAGE = Path(__file__).resolve().parent / "commands.md"
COLUMNS = 80

INTRODUCTION = """\
# Commands

<!-- Written by `make docs` from what --help prints; do not edit. -->

`onrecord` reads; it changes no file and opens no connection. What it finds goes to standard output, what it
has to say about the run (progress, inputs that could not be read) to standard error.

| exit code | meaning |
|---|---|
| 0 | all documents were read |
| 1 | some were not: a file that could not be opened, a page that holds no story |
| 2 | wrong usage: an unknown option, `--json` for more than one document |
| 130 | stopped with Ctrl-C |

A document in a language the reader does not know counts as read: it is extracted whole, and a finding says that
it was not read for statements. Every error is listed in [errors.md](errors.md), every kind of broken input in
[hostile-input.md](hostile-input.md), the JSON in [reading-format.md](reading-format.md).
"""


def iter_commands(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command with its full name and a context to print its help in, the group first."""
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from iter_commands(child, make_context(child, name, context))


def make_context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return command.context_class(
        command,
        info_name=name,
        parent=parent,
        terminal_width=COLUMNS,
        max_content_width=COLUMNS,
        help_option_names=["-h", "--help"],
    )


def make_page() -> str:
    parts = [INTRODUCTION]
    for name, command, context in iter_commands(commands, make_context(commands, "onrecord", None)):
        help_text = inspect.cleandoc(command.get_help(context))
        parts.append(f"## {name}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
    print(f"written: {PAGE.name}")

"""The command ``onrecord``: finds its subcommands when they are asked for, and ends every run with a plain line."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType

import click

from onrecord import __version__
from onrecord.cli.terminal import prepare_streams, silence_output
from onrecord.errors import OnRecordError

NOT_ALL_READ = 1
INTERRUPTED = 130  # 128 and the number of the signal, as shells count

COMMANDS: Mapping[str, str] = MappingProxyType({"read": "onrecord.cli.read", "schema": "onrecord.cli.schema"})

_COMPLETION = "_ONRECORD_COMPLETE"

EPILOG = """\b
Completion in the shell: eval "$(_ONRECORD_COMPLETE=bash_source onrecord)"
(zsh_source and fish_source likewise).
"""


class LazyCommands(click.Group):
    """Subcommands by module: each module is imported when its command is run or listed, and holds it by its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.group("onrecord", cls=LazyCommands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="onrecord %(version)s")
def commands() -> None:
    """Who said what, when, to whom, in which words, and where exactly that stands."""


def main() -> int:
    """Run the command line and return its exit code: 0 all read, 1 some not, 2 wrong usage, 130 interrupted."""
    prepare_streams()
    if _COMPLETION in os.environ:
        commands.main(prog_name="onrecord")
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")
        return INTERRUPTED
    except BrokenPipeError:
        silence_output()
        return NOT_ALL_READ
    except OnRecordError as error:
        sys.stderr.write(f"{error}\n")
        return NOT_ALL_READ
    except OSError as error:
        sys.stderr.write(f"the output cannot be written ({error.strerror}); check the disk it goes to\n")
        silence_output()
        return NOT_ALL_READ
    return code


def _run(arguments: list[str]) -> int:
    """Run without click's own handling of signals and pipes, which prints and exits in other ways than we promise."""
    try:
        with commands.make_context("onrecord", arguments) as context:
            commands.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    return 0

"""``onrecord schema``: the public reading format, for programs that check what they are given."""

from __future__ import annotations

import sys

import click


@click.command("schema", short_help="Print the JSON Schema of a reading.")
def schema() -> None:
    """Print the JSON Schema of what 'read --json' and 'read --jsonl' print."""
    from importlib.resources import files

    sys.stdout.write(files("onrecord.model").joinpath("reading.schema.json").read_text(encoding="utf-8"))

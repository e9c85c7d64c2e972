"""The public object of a reading as JSON text, whole or with what ``--only`` leaves."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from onrecord.cli.visible import escape_hidden
from onrecord.model.public import make_public
from onrecord.model.reading import Attribution, Reading

# A list of two or more numbers that the indentation has broken into lines; text never holds a raw line break.
_NUMBERS = re.compile(r"\[\n +(-?[\d.e+]+(?:,\n +-?[\d.e+]+)*)\n +\]")


def make_json_line(reading: Reading) -> str:
    """Make one line of JSON, without its line break."""
    return escape_hidden(json.dumps(make_public(reading), ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def make_json_page(reading: Reading) -> str:
    """Make indented JSON for one document, spans on one line each."""
    indented = json.dumps(make_public(reading), ensure_ascii=False, allow_nan=False, indent=2)
    joined = _NUMBERS.sub(lambda found: "[" + re.sub(r"\n +", " ", found[1]) + "]", indented)
    return escape_hidden(joined)


def keep_only(reading: Reading, part: str | None) -> Reading:
    """Keep one list of a reading and what its entries point at, so that every id in it still leads somewhere.

    Document, sources and findings always stay. With wordings and conflicts the attributions they name stay, and
    the statements of those with all their attributions.
    """
    if part is None:
        return reading
    wordings = reading.wordings if part == "wordings" else ()
    conflicts = reading.conflicts if part == "conflicts" else ()
    named = {id_ for conflict in conflicts for id_ in conflict.claims}
    claims = tuple(claim for claim in reading.claims if claim.id in named)
    wanted = {id_ for wording in wordings for id_ in (wording.original, wording.quoted)}
    wanted |= {claim.attribution for claim in claims if claim.attribution is not None}
    attributions = _widen(reading, wanted) if part != "statements" else reading.attributions
    used = {attribution.statement for attribution in attributions}
    return replace(
        reading,
        statements=tuple(s for s in reading.statements if part == "statements" or s.id in used),
        attributions=attributions,
        wordings=wordings,
        claims=claims,
        conflicts=conflicts,
        inquiries=reading.inquiries if part == "inquiries" else (),
    )


def _widen(reading: Reading, wanted: set[str]) -> tuple[Attribution, ...]:
    """Add the attributions that share a statement with a wanted one."""
    statements = {a.statement for a in reading.attributions if a.id in wanted and a.statement is not None}
    return tuple(a for a in reading.attributions if a.id in wanted or a.statement in statements)

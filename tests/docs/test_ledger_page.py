"""The page about the ledger names every table and view there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.ledger.schema import VIEWS, tables

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


def test_every_table_is_on_the_page() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \|", PAGE, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named == {*tables.tables, "search"}


def test_every_view_is_on_the_page() -> None:
    assert [name for name in VIEWS if f"`{name}`" not in PAGE] == []

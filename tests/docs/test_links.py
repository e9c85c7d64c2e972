"""What a page points at is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.run_examples import ROOT, iter_pages

PAGES = [*iter_pages(), ROOT / "CHANGELOG.md", ROOT / "benchmarks" / "README.md"]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
SOURCE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|json|md|txt)|(?:[a-z_]+/)+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_architecture_names_files_that_exist() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    roots = (ROOT, ROOT / "src" / "onrecord")
    named = SOURCE.findall(page)
    assert named
    assert [name for name in named if not any((root / name).exists() for root in roots)] == []

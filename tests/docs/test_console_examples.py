"""What the pages show is what the program prints."""

from __future__ import annotations

import pytest

from docs.run_examples import ROOT, Example, iter_examples, iter_pages, run

EXAMPLES = [example for page in iter_pages() if page.exists() for example in iter_examples(page)]


def test_the_readme_shows_the_program_at_work_on_its_first_screen() -> None:
    readme = ROOT / "README.md"
    first = next(iter_examples(readme))
    assert first.begin < 30
    assert first.command.startswith("onrecord read ")
    assert first.shown


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.page.name}:{example.begin}")
def test_an_example_prints_what_its_page_shows(example: Example) -> None:
    assert "\n".join(run(example.command)) == "\n".join(example.shown), "rewrite it with: make docs"

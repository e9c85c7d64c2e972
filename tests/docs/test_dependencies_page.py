"""What is installed is what is imported, pinned and accounted for."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# Asked for without an import of our own; the page says why.
NOT_IMPORTED = {"lxml-html-clean"}


def fold(name: str) -> str:
    """A distribution's or module's name as installers compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def get_asked() -> set[str]:
    return get_names(PROJECT["project"]["dependencies"])


def get_optional() -> set[str]:
    return get_names(wanted for group in PROJECT["project"]["optional-dependencies"].values() for wanted in group)


def get_names(requirements: Iterable[str]) -> set[str]:
    return {fold(re.split(r"[<>=!~ \[;]", wanted)[0]) for wanted in requirements}


def get_pinned(name: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if not line.startswith("#")]
    return {fold(package): version for package, version in pins}


def get_imported() -> set[str]:
    names: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return {fold(name) for name in names - set(sys.stdlib_module_names) - {"onrecord"}}


def get_described() -> set[str]:
    return {fold(match) for match in re.findall(r"^\| ([A-Za-z0-9_-]+) \|", PAGE, re.MULTILINE)} - {"package"}


def test_every_import_is_asked_for_and_every_request_is_imported() -> None:
    assert get_asked() - NOT_IMPORTED <= get_imported() <= get_asked() | get_optional()


def test_every_package_that_runs_is_pinned_and_on_the_page() -> None:
    assert get_asked() <= set(get_pinned("run.txt"))
    assert get_described() == set(get_pinned("run.txt")) | get_optional()


@pytest.mark.parametrize("name", ["run.txt", "build.txt", "dev.txt"])
def test_pins_are_exact(name: str) -> None:
    assert get_pinned(name)
    for package, version in get_pinned(name).items():
        assert re.fullmatch(r"[0-9][0-9A-Za-z.]*", version), package


def test_no_package_is_pinned_twice() -> None:
    run, build, dev = (get_pinned(name) for name in ("run.txt", "build.txt", "dev.txt"))
    for first, second in ((run, build), (run, dev), (build, dev)):
        for package in first.keys() & second.keys():
            assert first[package] == second[package], package

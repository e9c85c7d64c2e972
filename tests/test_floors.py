"""The house as it is built: imports go down only, modules stay small, no failure is swallowed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "onrecord"

# docs/architecture.md draws the same floors.
FLOORS = {
    "cli": 6,
    "desk": 6,
    "newsroom": 5,
    "flow": 4,
    "corpus": 4,
    "reading": 3,
    "capture": 2,
    "extract": 2,
    "reader": 2,
    "compare": 2,
    "ledger": 2,
    "publish": 2,
    "notify": 2,
    "text": 1,
    "ports": 1,
    "model": 0,
    "errors": 0,
}
# What anybody may import without being above it: the package's own name and version.
GROUND = "onrecord"
# Floor 0 has one inner order: the records may raise the errors.
ALLOWED_SIDEWAYS = {("model", "errors")}
# `python -m onrecord` is the command line by another door.
ENTRANCES = {"__main__": "cli"}
MOST_LINES = 600


class Import(NamedTuple):
    """One import of a part of the package, seen from the part that makes it."""

    importer: str
    imported: str
    place: str


def find_part(dotted: str) -> str | None:
    """The part of the package a dotted name lies in; none for a name outside the package."""
    head, _, rest = dotted.partition(".")
    if head != GROUND:
        return None
    return rest.partition(".")[0] or GROUND


def iter_imported_names(tree: ast.Module, package: list[str]) -> Iterator[tuple[str, int]]:
    """Every imported dotted name and its line, those inside functions and type-checking blocks too.

    ``package`` is the dotted package the module stands in, for relative imports.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            if stem == GROUND:
                for alias in node.names:
                    yield f"{stem}.{alias.name}", node.lineno
            else:
                yield stem, node.lineno


def iter_imports(source: str, parts: list[str], place: str) -> Iterator[Import]:
    """Every import of the package's parts in one module; ``parts`` is its dotted name, ``place`` its path."""
    importer = parts[1] if len(parts) > 1 else GROUND
    package = parts if place.endswith("__init__.py") else parts[:-1]
    for name, line in iter_imported_names(ast.parse(source), package):
        imported = find_part(name)
        if imported is not None and imported != importer:
            yield Import(ENTRANCES.get(importer, importer), imported, f"{place}:{line}")


def find_complaint(seen: Import) -> str | None:
    """What is wrong with an import, in one line; none when it goes down."""
    if seen.imported == GROUND or seen.imported.startswith("__"):
        return None
    for part in (seen.importer, seen.imported):
        if part not in FLOORS:
            return f"{seen.place}: {part} stands on no floor; give it one in docs/architecture.md and in this test"
    above, below = FLOORS[seen.importer], FLOORS[seen.imported]
    if above > below or (seen.importer, seen.imported) in ALLOWED_SIDEWAYS:
        return None
    way = "up" if above < below else "sideways"
    return (
        f"{seen.place}: {seen.importer} (floor {above}) imports {seen.imported} (floor {below}), which goes {way};"
        " let them meet through a record in model/ or a protocol in ports.py"
    )


def iter_modules() -> Iterator[tuple[Path, list[str]]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        yield path, parts[:-1] if parts[-1] == "__init__" else parts


def test_imports_go_down_only() -> None:
    complaints = [
        complaint
        for path, parts in iter_modules()
        for seen in iter_imports(path.read_text(encoding="utf-8"), parts, str(path.relative_to(ROOT)))
        if (complaint := find_complaint(seen))
    ]
    assert not complaints, "\n" + "\n".join(complaints)


def test_every_part_stands_on_a_floor() -> None:
    parts = {parts[1] for _, parts in iter_modules() if len(parts) > 1}
    strangers = sorted(part for part in parts if part not in FLOORS and part not in ENTRANCES)
    assert not strangers, f"on no floor: {', '.join(strangers)}; see docs/architecture.md"


@pytest.mark.parametrize(
    ("source", "parts", "wrong"),
    [
        ("from onrecord.model.span import Span", ["onrecord", "text", "tokens"], False),
        ("from onrecord.errors import InvalidSpanError", ["onrecord", "model", "document"], False),
        ("from onrecord import __version__", ["onrecord", "reading"], False),
        ("from onrecord.extract import page", ["onrecord", "extract", "mail"], False),
        ("from . import page", ["onrecord", "extract", "mail"], False),
        ("import re", ["onrecord", "errors"], False),
        ("from onrecord.model.span import Span", ["onrecord", "errors"], True),
        ("from onrecord.reader import tagger", ["onrecord", "extract", "page"], True),
        ("from onrecord import reader", ["onrecord", "extract", "page"], True),
        ("from .. import reader", ["onrecord", "extract", "page"], True),
        ("from ..reader.tagger import Rules", ["onrecord", "extract", "page"], True),
        ("import onrecord.cli.main", ["onrecord", "newsroom"], True),
        ("from onrecord.ports import Tagger", ["onrecord", "text", "tokens"], True),
        ("def late():\n    from onrecord.cli import main", ["onrecord", "reading"], True),
        ("if TYPE_CHECKING:\n    from onrecord.reading import read", ["onrecord", "compare", "wording"], True),
        ("from onrecord.model.span import Span", ["onrecord", "attic"], True),
    ],
)
def test_the_walk_sees_every_way_to_import(source: str, parts: list[str], wrong: bool) -> None:
    complaints = [find_complaint(seen) for seen in iter_imports(source, parts, "somewhere.py")]
    assert any(complaints) is wrong


def test_no_module_is_longer_than_a_person_reads() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for folder in ("src", "tests", "docs", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]
    assert not long, f"over {MOST_LINES} lines, find the missing part: " + "; ".join(long)


def test_no_failure_is_swallowed() -> None:
    places = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, _ in iter_modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and any(is_catch_all(name) for name in iter_caught(node))
    ]
    assert not places, "catches everything, name what can fail instead: " + ", ".join(places)


def iter_caught(handler: ast.ExceptHandler) -> Iterator[str | None]:
    """The names a handler catches; none for a bare one."""
    caught = handler.type
    nodes = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    for node in nodes:
        yield ast.unparse(node) if node is not None else None


def is_catch_all(name: str | None) -> bool:
    return name is None or name.rpartition(".")[2] in {"Exception", "BaseException"}

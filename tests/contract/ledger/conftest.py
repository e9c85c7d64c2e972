"""Every rule of the ledger's port is tried on every kind of store."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.ledger.ledger import SqlLedger, open_ledger
from tests.contract.ledger.server import drop_database, make_database, run_server

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    with run_server() as home:
        yield home


def make_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    match request.param:
        case "sqlite on disk":
            yield str(tmp_path / "desk.onrecord")
        case "sqlite in memory":
            yield ":memory:"
        case _:
            home, name = request.getfixturevalue("server"), f"desk{next(_numbers)}"
            yield make_database(home, name)
            drop_database(home, name)


@pytest.fixture(params=["sqlite on disk", "sqlite in memory", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from make_place(request, tmp_path)


@pytest.fixture(params=["sqlite on disk", "postgresql"])
def shared_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place that can be opened twice; one in memory is its process's own."""
    yield from make_place(request, tmp_path)


@pytest.fixture
def ledger(place: str) -> Iterator[SqlLedger]:
    with open_ledger(place, wait=5) as opened:
        yield opened


@pytest.fixture
def opener() -> Iterator[Callable[[str], SqlLedger]]:
    opened: list[SqlLedger] = []

    def open_one(place: str) -> SqlLedger:
        opened.append(open_ledger(place, wait=20))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()

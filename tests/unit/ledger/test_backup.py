"""A live ledger is copied with its captures and comes back whole."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from onrecord.errors import LedgerBackupError
from onrecord.ledger.backup import back_up, restore
from onrecord.ledger.ledger import open_ledger
from tests.contract.ledger.stories import at, make_harbour, make_item, make_remark


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    folder = tmp_path / "captures" / "2026"
    folder.mkdir(parents=True)
    (folder / "03.warc.gz").write_bytes(b"bytes as received")
    return tmp_path / "captures"


def test_a_backup_of_a_ledger_in_use_is_whole(tmp_path: Path, captures: Path) -> None:
    path = tmp_path / "desk.onrecord"
    stop = threading.Event()
    kept: list[str] = []

    def add() -> None:
        with open_ledger(str(path)) as writer:
            number = 0
            while not stop.is_set():
                number += 1
                reading = make_remark(f"The gates stay open {number} days", number=number)
                kept.append(writer.keep_document(make_item(reading), at(number)).document)

    with open_ledger(str(path)) as ledger:
        first = ledger.keep_document(make_item(make_harbour()), at(0)).document
    thread = threading.Thread(target=add)
    thread.start()
    while len(kept) < 3:
        assert thread.is_alive()
    acknowledged = [first, *kept]
    back_up(path, captures, tmp_path / "backup")
    stop.set()
    thread.join()
    restore(tmp_path / "backup", tmp_path / "again" / "desk.onrecord", tmp_path / "again" / "captures")
    with open_ledger(str(tmp_path / "again" / "desk.onrecord")) as again:
        assert set(acknowledged) <= {each.id for each in again.iter_documents()}
        assert not list(again.verify(deep=True))
    assert (tmp_path / "again" / "captures" / "2026" / "03.warc.gz").read_bytes() == b"bytes as received"


def test_a_backup_overwrites_nothing(tmp_path: Path, captures: Path) -> None:
    path = tmp_path / "desk.onrecord"
    open_ledger(str(path)).close()
    target = tmp_path / "backup"
    back_up(path, captures, target)
    with pytest.raises(LedgerBackupError, match="not empty"):
        back_up(path, captures, target)
    with pytest.raises(LedgerBackupError, match="already"):
        restore(target, path, tmp_path / "other")
    with pytest.raises(LedgerBackupError, match="no backup"):
        restore(captures, tmp_path / "new.onrecord", tmp_path / "other")
    with pytest.raises(LedgerBackupError, match="no such ledger"):
        back_up(tmp_path / "gone.onrecord", captures, tmp_path / "third")

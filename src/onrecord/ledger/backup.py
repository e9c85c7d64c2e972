"""Copies of a live ledger with its captures, and a ledger made anew from a copy.

A backup is a folder with ``ledger.db`` and ``captures/``. Captures are copied after the ledger: a capture file only
grows, so whatever the ledger's copy names is in the copied captures. PostgreSQL has its own tools for the database;
there only the captures would be left to copy.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from onrecord.errors import LedgerBackupError, LedgerError
from onrecord.ledger.sqlite import translate

LEDGER_NAME = "ledger.db"
CAPTURES_NAME = "captures"
# Pages copied before writers get their turn; 1,000 pages are 4 MB.
_PAGES = 1_000


def copy_file(source: Path, target: Path) -> None:
    """Copy a database, which others may be writing to, as it stood at one moment; raises sqlite3.Error."""
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=60)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=_PAGES, sleep=0.01)
        found = new.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged: {found}")


def back_up(ledger: Path, captures: Path, target: Path) -> None:
    """Copy a live ledger and its captures into a folder that is new or empty."""
    _copy(ledger, captures, target, target / LEDGER_NAME, target / CAPTURES_NAME)


def restore(backup: Path, ledger: Path, captures: Path) -> None:
    """Make a ledger and its captures from a backup; neither may be there already."""
    if not (backup / LEDGER_NAME).is_file():
        raise LedgerBackupError(str(backup), "it is no backup")
    for place in (ledger, captures):
        if place.exists() and (place.is_file() or any(place.iterdir())):
            raise LedgerBackupError(str(place), "something is there already")
    ledger.parent.mkdir(parents=True, exist_ok=True)
    draft = ledger.with_name(ledger.name + ".restoring")
    draft.unlink(missing_ok=True)
    _copy_database(backup / LEDGER_NAME, draft)
    _copy_captures(backup / CAPTURES_NAME, captures)
    draft.replace(ledger)


def _copy(ledger: Path, captures: Path, target: Path, to_ledger: Path, to_captures: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LedgerBackupError(str(target), "the folder is not empty")
    if not ledger.is_file():
        raise LedgerBackupError(str(ledger), "there is no such ledger")
    target.mkdir(parents=True, exist_ok=True)
    # The ledger's name comes last, so that what was cut short is no backup.
    draft = to_ledger.with_name(to_ledger.name + ".copying")
    _copy_database(ledger, draft)
    _copy_captures(captures, to_captures)
    draft.replace(to_ledger)


def _copy_database(source: Path, target: Path) -> None:
    try:
        copy_file(source, target)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        meant: LedgerError = translate(error, str(source)) or LedgerBackupError(str(source), str(error))
        raise meant from error


def _copy_captures(source: Path, target: Path) -> None:
    if not source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        raise LedgerBackupError(str(target), str(error).replace("\n", " ")[:200]) from error

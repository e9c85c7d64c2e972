"""Every error a person can meet is on the page of errors, in the words the program uses."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from onrecord import errors

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "errors.md").read_text(encoding="utf-8")
CLASSES = [
    value
    for _, value in inspect.getmembers(errors, inspect.isclass)
    if issubclass(value, errors.OnRecordError) and value.__module__ == errors.__name__
]
# One of each, made as the page shows it.
SHOWN = [
    errors.MissingInputError("stroy.html"),
    errors.UnopenableInputError("story.html", "permission denied"),
    errors.OversizedInputError("archive.html", 81_000_000, 64_000_000),
    errors.EmptyFolderError("drafts"),
    errors.UnsupportedAddressError("https://harbourcourier.example/"),
    errors.ArchiveFormatError("crawl.warc.zst", "it is compressed with Zstandard; unpack it first"),
    errors.CaptureFolderError("desk.captures", "permission denied"),
    errors.CaptureFolderFullError("desk.captures"),
    errors.UnknownCaptureError("sha256:5f0c2d1e"),
    errors.DigestMismatchError("sha256:5f0c2d1e", "sha256:5f0c2d1e", "sha256:9ab31c77"),
    errors.DamagedCaptureError("sha256:5f0c2d1e", "captures-00001.warc.gz", 4096, "its compressed bytes are damaged"),
    errors.LedgerUnreachableError("desk.onrecord", "unable to open database file"),
    errors.LedgerLockedError("desk.onrecord"),
    errors.LedgerFullError("desk.onrecord"),
    errors.LedgerReadOnlyError("desk.onrecord"),
    errors.LedgerBrokenError("notes.txt", "file is not a database"),
    errors.LedgerNewerError("desk.onrecord", 9, 2),
    errors.LedgerOlderError("desk.onrecord", 1, 2),
    errors.LedgerAddressError("mysql://desk/ledger"),
    errors.LedgerBackupError("desk-backup", "the folder is not empty"),
    errors.UnknownIdError("ada-brill-000000000000"),
    errors.UnfitReviewError("4f1c0a9be2d73586-u1", "a statement has no field colour"),
    errors.EditConflictError("4f1c0a9be2d73586-u1"),
    errors.WithheldError("4f1c0a9be2d73586-u1", "court order"),
    errors.ReadingFormatError("statements[2].channel", "shouting is not one of its values"),
    errors.InvalidSpanError(40, 52, 50),
]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: str(error.__name__))
def test_every_error_is_on_the_page(error: type[errors.OnRecordError]) -> None:
    assert f"`{error.__name__}`" in PAGE


@pytest.mark.parametrize("error", SHOWN, ids=lambda error: type(error).__name__)
def test_the_page_shows_the_line_that_is_printed(error: errors.OnRecordError) -> None:
    assert f"{error}" in PAGE


def test_every_error_with_a_line_of_its_own_is_shown() -> None:
    leaves = {error for error in CLASSES if not error.__subclasses__()}
    assert {type(error) for error in SHOWN} == leaves


def test_an_error_is_one_plain_line() -> None:
    for error in SHOWN:
        assert "\n" not in str(error)
        assert str(error)[0] == str(error)[0].lower()

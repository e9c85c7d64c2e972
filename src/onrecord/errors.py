"""Every exception of the program, one class per cause.

A bad page is a finding, not an exception; these are for what keeps the program from doing its work.
Each message is one plain line: what is wrong, where, and what to do.

    OnRecordError
    ├── InputError                  one input cannot be read; the rest of a batch goes on
    │   ├── MissingInputError
    │   ├── UnopenableInputError
    │   ├── OversizedInputError
    │   ├── EmptyFolderError
    │   ├── UnsupportedAddressError
    │   └── ArchiveFormatError
    ├── CaptureError                the captures beside a ledger cannot be kept, found or trusted
    │   ├── CaptureFolderError
    │   ├── CaptureFolderFullError
    │   ├── UnknownCaptureError
    │   ├── DigestMismatchError
    │   └── DamagedCaptureError
    ├── LedgerError                 the ledger cannot do what was asked
    │   ├── LedgerUnreachableError
    │   ├── LedgerLockedError
    │   ├── LedgerFullError
    │   ├── LedgerReadOnlyError
    │   ├── LedgerBrokenError
    │   ├── LedgerNewerError
    │   ├── LedgerOlderError
    │   ├── LedgerAddressError
    │   ├── LedgerBackupError
    │   ├── UnknownIdError
    │   ├── UnfitReviewError
    │   ├── EditConflictError
    │   └── WithheldError
    ├── ReadingFormatError          a record is not in the public reading format
    └── InvalidSpanError            a span does not lie inside its text (a defect of the program)
"""

from __future__ import annotations

import math

MEGABYTE = 1_000_000


class OnRecordError(Exception):
    """The root of everything the program raises on purpose."""


class InputError(OnRecordError):
    """One input cannot be read. ``origin`` names it as the user did."""

    def __init__(self, origin: str, message: str) -> None:
        self.origin = origin
        super().__init__(message)


class MissingInputError(InputError):
    def __init__(self, origin: str) -> None:
        super().__init__(origin, f"{origin}: there is no such file or folder; check the path")


class UnopenableInputError(InputError):
    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(origin, f"{origin}: cannot be opened ({reason}); check that you may read it")


class OversizedInputError(InputError):
    """``size`` and ``limit`` are bytes."""

    def __init__(self, origin: str, size: int, limit: int) -> None:
        super().__init__(
            origin,
            f"{origin}: {math.ceil(size / MEGABYTE)} MB is more than the {limit / MEGABYTE:.0f} MB that one document"
            " may have; split it, or save the story alone",
        )


class EmptyFolderError(InputError):
    def __init__(self, origin: str) -> None:
        super().__init__(origin, f"{origin}: the folder holds no file to read; name one that does")


class UnsupportedAddressError(InputError):
    def __init__(self, origin: str) -> None:
        super().__init__(origin, f"{origin}: web addresses are not fetched yet; save the page and give the file")


class ReadingFormatError(OnRecordError):
    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"not a reading in the format onrecord.reading/1 ({where}: {reason})")


class InvalidSpanError(OnRecordError):
    def __init__(self, begin: int, end: int, length: int) -> None:
        super().__init__(f"the span {begin}–{end} lies outside a text of {length} characters; report this defect")


class ArchiveFormatError(InputError):
    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(origin, f"{origin}: is no WARC or WACZ archive ({reason}); name one that is")


class CaptureError(OnRecordError):
    """The captures beside a ledger cannot be kept, found or trusted."""


class CaptureFolderError(CaptureError):
    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(f"{folder}: captures cannot be kept there ({reason}); check that you may write to it")


class CaptureFolderFullError(CaptureError):
    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder}: there is no room left for captures; free some space, then run this again")


class UnknownCaptureError(CaptureError):
    def __init__(self, capture: str) -> None:
        super().__init__(f"{capture}: no such capture is kept; check the folder of captures")


class DigestMismatchError(CaptureError):
    """``expected`` and ``found`` are digests with the name of their algorithm."""

    def __init__(self, capture: str, expected: str, found: str) -> None:
        self.capture = capture
        self.expected = expected
        self.found = found
        super().__init__(f"{capture}: the bytes kept are others (expected {expected}, found {found}); restore a backup")


class DamagedCaptureError(CaptureError):
    """``offset`` is the byte of ``file`` where the record begins."""

    def __init__(self, capture: str, file: str, offset: int, reason: str) -> None:
        self.capture = capture
        self.file = file
        self.offset = offset
        super().__init__(f"{capture}: cannot be read ({file}, byte {offset}: {reason}); restore a backup")


class LedgerError(OnRecordError):
    """The ledger cannot do what was asked; nothing of it was done."""


class LedgerUnreachableError(LedgerError):
    def __init__(self, ledger: str, reason: str) -> None:
        super().__init__(f"{ledger}: the ledger cannot be opened ({reason}); check the place and that you may use it")


class LedgerLockedError(LedgerError):
    def __init__(self, ledger: str) -> None:
        super().__init__(f"{ledger}: another program is writing to the ledger and does not finish; try again")


class LedgerFullError(LedgerError):
    def __init__(self, ledger: str) -> None:
        super().__init__(f"{ledger}: there is no room left for the ledger; free some space, then run this again")


class LedgerReadOnlyError(LedgerError):
    def __init__(self, ledger: str) -> None:
        super().__init__(f"{ledger}: the ledger may be read but not written; check its permissions")


class LedgerBrokenError(LedgerError):
    def __init__(self, ledger: str, reason: str) -> None:
        super().__init__(f"{ledger}: this is no whole ledger ({reason}); restore a backup, or name another file")


class LedgerNewerError(LedgerError):
    def __init__(self, ledger: str, found: int, known: int) -> None:
        super().__init__(
            f"{ledger}: the ledger was written by a newer version (its form is {found}, this version knows {known});"
            " install the newer version"
        )


class LedgerOlderError(LedgerError):
    def __init__(self, ledger: str, found: int, known: int) -> None:
        super().__init__(
            f"{ledger}: the ledger has an older form ({found}, this version needs {known}) and was opened for reading"
            " only; open it once for writing"
        )


class LedgerAddressError(LedgerError):
    def __init__(self, ledger: str) -> None:
        super().__init__(f"{ledger}: a ledger is a file or a postgresql:// address; name one of these")


class LedgerBackupError(LedgerError):
    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: cannot be backed up or restored ({reason}); name another place")


class UnknownIdError(LedgerError):
    def __init__(self, wanted: str) -> None:
        super().__init__(f"{wanted}: the ledger holds nothing by this id; look for it with a search")


class UnfitReviewError(LedgerError):
    def __init__(self, target: str, reason: str) -> None:
        super().__init__(f"{target}: cannot be reviewed so ({reason}); look at it again")


class EditConflictError(LedgerError):
    def __init__(self, target: str) -> None:
        super().__init__(f"{target}: somebody changed it since you looked; look at it again, then decide")


class WithheldError(LedgerError):
    def __init__(self, target: str, reason: str) -> None:
        super().__init__(f"{target}: was withheld ({reason}); only its digest is kept")

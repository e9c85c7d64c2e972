"""Every exception of the program, one class per cause.

A bad page is a finding, not an exception; these are for what keeps the program from doing its work.
Each message is one plain line: what is wrong, where, and what to do.

    OnRecordError
    ├── InputError                  one input cannot be read; the rest of a batch goes on
    │   ├── MissingInputError
    │   ├── UnopenableInputError
    │   ├── OversizedInputError
    │   ├── EmptyFolderError
    │   └── UnsupportedAddressError
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

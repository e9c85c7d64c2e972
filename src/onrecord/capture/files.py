"""Files and standard input as captures, never more of them in memory than one document may have."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import PurePath

from onrecord.capture.selection import MEDIA_TYPES, STANDARD_INPUT, describe_os_error, describe_special_file
from onrecord.errors import MissingInputError, OversizedInputError, UnopenableInputError
from onrecord.model.document import Capture

# The longest story is under 1 MB and a page saved with its pictures under 20; a reading takes a few times its bytes.
MAX_DOCUMENT_BYTES = 64_000_000

_PIECE_BYTES = 1_000_000

# A pipe that takes a file's name between the look and the opening must not hang the program.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_file(path: str) -> Capture:
    """Read one file. Its suffix is passed on as the type it declares; the bytes decide.

    Raises MissingInputError, UnopenableInputError (also for pipes and devices) and OversizedInputError, the last
    before anything is read.
    """
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except (FileNotFoundError, ValueError):
        raise MissingInputError(path) from None
    except OSError as error:
        raise UnopenableInputError(path, describe_os_error(error)) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnopenableInputError(path, describe_special_file(status.st_mode))
        if status.st_size > MAX_DOCUMENT_BYTES:
            raise OversizedInputError(path, status.st_size, MAX_DOCUMENT_BYTES)
        content = _read_pieces(lambda size: os.read(descriptor, size), path, first=status.st_size + 1)
    except OSError as error:
        raise UnopenableInputError(path, describe_os_error(error)) from error
    finally:
        os.close(descriptor)
    return Capture(content=content, origin=path, declared_type=MEDIA_TYPES.get(PurePath(path).suffix.lower()))


def read_standard_input(read: Callable[[int], bytes]) -> Capture:
    """Read standard input to its end; ``read`` returns at most as many bytes as it is asked for, none at the end.

    Raises OversizedInputError as soon as there is more than one document may have, UnopenableInputError when the
    stream fails.
    """
    try:
        content = _read_pieces(read, STANDARD_INPUT, first=_PIECE_BYTES)
    except OSError as error:
        raise UnopenableInputError(STANDARD_INPUT, describe_os_error(error)) from error
    return Capture(content=content, origin=STANDARD_INPUT)


def _read_pieces(read: Callable[[int], bytes], origin: str, *, first: int) -> bytes:
    pieces = [read(first)]
    size = len(pieces[0])
    while pieces[-1]:
        if size > MAX_DOCUMENT_BYTES:
            raise OversizedInputError(origin, size, MAX_DOCUMENT_BYTES)
        pieces.append(read(_PIECE_BYTES))
        size += len(pieces[-1])
    return b"".join(pieces)

"""One writer at a time in a folder of captures, across processes. The system lets go when the holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Wait for the lock and hold it. Raises OSError when the file cannot be made."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        _lock(descriptor)
        yield
    finally:
        # Closing lets go of the lock.
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt
    import time

    _RETRY_SECONDS = 0.05

    def _lock(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(_RETRY_SECONDS)
            else:
                return

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

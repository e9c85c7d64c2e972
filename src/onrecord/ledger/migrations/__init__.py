"""The steps from each form of the ledger to the next; a step that has come out is never changed."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.ledger.migrations import m0001_first, m0002_views

# By the form they lead to.
MIGRATIONS: dict[int, Callable[[Callable[[str], object], str], None]] = {
    1: m0001_first.migrate,
    2: m0002_views.migrate,
}

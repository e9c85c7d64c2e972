"""Matching of quotations across documents may only get better: floors pinned beside the digest of the labelled set.

``benchmarks/quotations/measure.py`` prints all figures. The matcher was written on one half of the set (by the digest
of the ids); the floors of the other half are the ones that say how it does on what it has not seen.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAIRS_DIGEST = "7c71d059b85012f2d380faad3511f9e341290373ab55915e255765c04b593734"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    made = importlib.util.spec_from_file_location(
        "measure_quotations", ROOT / "benchmarks" / "quotations" / "measure.py"
    )
    assert made is not None
    assert made.loader is not None
    module = importlib.util.module_from_spec(made)
    sys.modules[made.name] = module
    made.loader.exec_module(module)
    return module


def test_the_floors_are_those_of_this_set(bench: ModuleType) -> None:
    assert hashlib.sha256(bench.PAIRS.read_bytes()).hexdigest() == PAIRS_DIGEST


@pytest.mark.parametrize(
    ("half", "precision", "recall", "verdicts"),
    [(None, 0.99, 0.985, 0.99), (0, 0.993, 0.987, 0.993), (1, 0.98, 0.97, 0.98)],
)
def test_pairs_are_matched_and_judged(
    bench: ModuleType, half: int | None, precision: float, recall: float, verdicts: float
) -> None:
    figures = bench.measure_pairs(bench.load_pairs(half))
    assert figures.precision >= precision
    assert figures.recall >= recall
    assert figures.verdicts >= verdicts


def test_every_match_shares_a_print(bench: ModuleType) -> None:
    assert bench.measure_pairs(bench.load_pairs()).found_through_prints == 1.0


def test_no_false_matches_come_through_the_index(bench: ModuleType) -> None:
    crossing = bench.measure_crossing(bench.load_pairs())
    assert crossing.precision >= 0.99
    assert crossing.recall >= 0.985
    assert crossing.candidates <= 4

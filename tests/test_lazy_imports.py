"""Help and version answer at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    "charset_normalizer",
    "lxml",
    "numpy",
    "onnxruntime",
    "onrecord.capture",
    "onrecord.compare",
    "onrecord.extract",
    "onrecord.ledger",
    "onrecord.newsroom",
    "onrecord.reader",
    "onrecord.reading",
    "py3langid",
    "regex",
    "rich",
    "tokenizers",
    "torch",
    "trafilatura",
    "sqlalchemy",
)
# The time of a cold import of click and of the commands, in processor seconds, three times what was measured.
START_LIMIT = 0.5

_PROBE = """
import json, sys, time
sys.argv = ["onrecord", *{arguments!r}]
from onrecord.cli.main import main
code = main()
print(json.dumps({{"code": code, "modules": sorted(sys.modules), "seconds": time.process_time()}}), file=sys.stderr)
"""


def probe(*arguments: str) -> tuple[int, set[str], float]:
    """Run the command in a fresh interpreter and return its exit code, its modules and its processor time."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE.format(arguments=list(arguments))],
        capture_output=True,
        input=b"",
        timeout=60,
        check=True,
    )
    found = json.loads(done.stderr.splitlines()[-1])
    return found["code"], set(found["modules"]), found["seconds"]


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["read", "--help"], ["schema", "--help"], ["schema"]],
    ids=" ".join,
)
def test_what_needs_no_document_loads_nothing_heavy(arguments: list[str]) -> None:
    code, modules, seconds = probe(*arguments)
    assert code == 0
    assert not [name for name in modules if name.startswith(HEAVY) and name.partition(".")[0] in _ROOTS]
    assert seconds < START_LIMIT


_ROOTS = {name.partition(".")[0] for name in HEAVY}


def test_json_is_printed_without_the_means_to_print_for_a_person() -> None:
    _, modules, _ = probe("read", "-", "--json")
    assert "onrecord.reading" in modules
    assert not [name for name in modules if name.partition(".")[0] == "rich"]


def test_a_missing_file_is_reported_without_a_reader() -> None:
    code, modules, _ = probe("read", "gone.txt", "--json")
    assert code == 1
    assert not [name for name in modules if name.startswith(("onrecord.extract", "onrecord.reader", "lxml"))]

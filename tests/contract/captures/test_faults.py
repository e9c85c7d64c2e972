"""What really happens to a machine: processes killed while they write, two that write at once, a disk that is full."""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from warcio.checker import Checker

from onrecord.capture.store import CaptureStore

# Prints each digest as soon as it is acknowledged.
WRITER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from onrecord.capture.store import CaptureStore, Exchange
from onrecord.errors import CaptureError
from onrecord.model.document import Capture

folder, name, count, size, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
if most:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
at = datetime(2026, 2, 3, tzinfo=UTC)
print("ready", flush=True)
try:
    with CaptureStore(folder) as store:
        for number in range(count):
            content = f"{name} {number} ".encode() + os.urandom(size)
            url = f"https://office.example/{number}"
            response = b"HTTP/1.1 200 OK\\r\\n\\r\\n" + content
            exchange = Exchange(response=response, request=b"GET / HTTP/1.1\\r\\n\\r\\n")
            kept = store.keep(Capture(content=content, origin=url, url=url), at=at, exchange=exchange)
            print(kept.digest, flush=True)
except CaptureError as error:
    print(type(error).__name__, flush=True)
"""


def start(folder: Path, name: str, *, count: int = 100_000, size: int = 3_000, most: int = 0) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITER, str(folder), name, str(count), str(size), str(most)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def list_acknowledged(output: str) -> list[str]:
    """A line without its end was never printed whole."""
    return [line for line in output.split("\n")[:-1] if line.startswith("sha256:")]


def check_folder(folder: Path, acknowledged: list[str]) -> None:
    with CaptureStore(folder) as store:
        for digest in acknowledged:
            store.verify(digest)
        assert not list(store.iter_drift())
    files = [str(path) for path in folder.glob("*.warc.gz")]
    assert Checker(argparse.Namespace(inputs=files, verbose=False)).process_all() == 0


def test_killed_while_it_writes_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    pick = random.Random(20260203)  # noqa: S311
    acknowledged: list[str] = []
    for number in range(8):
        process = start(tmp_path, f"run {number}")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pick.uniform(0.05, 0.4))
        process.send_signal(signal.SIGKILL)
        acknowledged += list_acknowledged(process.communicate()[0])
    assert acknowledged
    check_folder(tmp_path, acknowledged)


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    processes = [start(tmp_path, f"process {number}", count=60) for number in range(2)]
    acknowledged = [digest for process in processes for digest in list_acknowledged(process.communicate()[0])]
    assert [process.returncode for process in processes] == [0, 0]
    assert len(set(acknowledged)) == 120
    check_folder(tmp_path, acknowledged)


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_a_full_disk_loses_nothing_acknowledged(tmp_path: Path) -> None:
    process = start(tmp_path, "full", size=30_000, most=200_000)
    output = process.communicate()[0]
    assert process.returncode == 0
    assert output.split("\n")[-2] == "CaptureFolderFullError"
    acknowledged = list_acknowledged(output)
    assert 3 <= len(acknowledged) <= 7
    check_folder(tmp_path, acknowledged)
    with CaptureStore(tmp_path) as store:
        assert sorted(store.iter_digests()) == sorted(acknowledged)

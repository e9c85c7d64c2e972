"""What was acknowledged survives, what was not leaves nothing: the store killed, out of room, and damaged."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import LedgerError
from onrecord.ledger.ledger import open_ledger
from onrecord.model.ledger import DriftKind, Outcome
from tests.contract.ledger.stories import at, make_harbour, make_item, make_remark

ROOT = Path(__file__).resolve().parents[2]
# Killed so often in every run; the moments differ each time and are printed by a failure.
KILLS = 20
_WRITER = """
import sys
from onrecord.errors import LedgerFullError
from onrecord.ledger.ledger import open_ledger
from tests.contract.ledger.stories import at, make_item, make_remark
try:
    with open_ledger(sys.argv[1]) as ledger:
        print("open", flush=True)
        for number in range(int(sys.argv[2]), int(sys.argv[2]) + 4000):
            reading = make_remark(f"The gates stay open for {number} days and nights", number=number)
            print(ledger.keep_document(make_item(reading, story="Gates"), at(number)).document, flush=True)
except LedgerFullError as error:
    print("full", flush=True)
    sys.exit(3)
"""


def write(path: Path, begin: int, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), str(begin)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        preexec_fn=before,
    )


def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "desk.onrecord"
    moments = random.Random()  # noqa: S311
    acknowledged: set[str] = set()
    for begin in range(KILLS):
        writer = write(path, begin * 5_000)
        assert writer.stdout is not None
        assert writer.stdout.readline().strip() == "open"
        delay = moments.uniform(0, 0.15)
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        lines = writer.communicate()[0].splitlines()
        # The last line may have been cut by the kill.
        acknowledged.update(line for line in lines if len(line) == len("sha256:") + 64)
    with open_ledger(str(path)) as ledger:
        kept = list(ledger.iter_documents())
        assert acknowledged <= {each.id for each in kept}
        assert len(acknowledged) > KILLS
        assert len(kept) <= len(acknowledged) + KILLS
        assert ledger.count()["statement"] == len(kept)
        assert not list(ledger.verify(deep=True))
        last = make_remark("The gates are shut", number=1)
        assert ledger.keep_document(make_item(last, story="Gates"), at(9)).outcome is not Outcome.SAME


def test_killed_while_it_is_made_a_ledger_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "desk.onrecord"
    for delay in (0.35, 0.5, 0.6, 0.7):
        writer = write(path, 0)
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        with open_ledger(str(path)) as ledger:
            assert not list(ledger.verify(deep=True))


def test_out_of_room_is_said_and_what_was_kept_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "desk.onrecord"
    room = 2_000_000

    def limit() -> None:
        # A write beyond the limit fails as on a full disk does, instead of ending the process.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    writer = write(path, 0, limit)
    out, problems = writer.communicate(timeout=120)
    *lines, end = out.splitlines()
    assert (end, writer.returncode) == ("full", 3), problems
    with open_ledger(str(path)) as ledger:
        assert set(lines[1:]) == {each.id for each in ledger.iter_documents()}
        assert not list(ledger.verify(deep=True))
        assert ledger.keep_document(make_item(make_harbour()), at(1)).outcome is Outcome.NEW


@pytest.mark.parametrize("words", [b"winter storms", b"Nobody told"], ids=lambda words: str(words.decode()))
def test_a_flipped_byte_in_a_document_is_found(tmp_path: Path, words: bytes) -> None:
    path = tmp_path / "desk.onrecord"
    with open_ledger(str(path)) as ledger:
        document = ledger.keep_document(make_item(make_harbour()), at(1)).document
    content = path.read_bytes()
    places = [place for place in range(len(content)) if content.startswith(words, place)]
    assert places
    for place in places:
        damaged = bytearray(content)
        damaged[place] ^= 0x01
        path.write_bytes(damaged)
        with open_ledger(str(path)) as ledger:
            drifts = [each for each in ledger.verify(deep=True) if each.kind is not DriftKind.WITHHELD]
        assert drifts
        assert all(each.id.removeprefix("sha256:")[:16] == document[7:23] for each in drifts)


def test_any_flipped_byte_is_a_drift_an_error_or_without_meaning(tmp_path: Path) -> None:
    path = tmp_path / "desk.onrecord"
    with open_ledger(str(path)) as ledger:
        ledger.keep_document(make_item(make_harbour()), at(1))
        expected = [*ledger.iter_statements(), *ledger.iter_attributions(), *ledger.iter_history()]
    content = path.read_bytes()
    chance = random.Random(7)  # noqa: S311
    for _ in range(120):
        damaged = bytearray(content)
        damaged[chance.randrange(200, len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            with open_ledger(str(path)) as ledger:
                drifts = list(ledger.verify(deep=True))
                found = [*ledger.iter_statements(), *ledger.iter_attributions(), *ledger.iter_history()]
        except LedgerError:
            continue
        assert drifts or found == expected

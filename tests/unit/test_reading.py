"""From a capture to its reading."""

from __future__ import annotations

import pytest

from onrecord import reading
from onrecord.model.document import Capture
from onrecord.model.finding import FindingKind


def test_a_text_too_long_is_kept_whole_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_READ_CHARACTERS", 100)
    text = "The harbour is open again, and “it is safe,” said Ada Brook on Monday. " * 3
    found = reading.read(Capture(content=text.encode(), origin="long.txt"))
    assert found.document.text == text
    assert found.attributions == ()
    assert [f.kind for f in found.findings] == [FindingKind.PART_LEFT_OUT]


def test_a_batch_reads_as_its_documents_do_alone() -> None:
    texts = [f"“The bridge {n} is safe,” said Ada Brook.\nShe said that it was so.\n" for n in range(20)]
    captures = [Capture(content=t.encode(), origin=f"{n}.txt") for n, t in enumerate(texts)]
    assert list(reading.read_documents(captures)) == [reading.read(c) for c in captures]

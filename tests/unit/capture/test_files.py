"""Files and standard input as captures."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from onrecord.capture import files
from onrecord.capture.files import MAX_DOCUMENT_BYTES, read_file, read_standard_input
from onrecord.errors import MissingInputError, OversizedInputError, UnopenableInputError


def test_a_file_is_captured_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "A.HTML"
    path.write_bytes(b"\xff\x00\r\n<p>")
    capture = read_file(str(path))
    assert (capture.content, capture.origin) == (b"\xff\x00\r\n<p>", str(path))
    assert capture.declared_type == "text/html"


def test_a_suffix_that_is_not_known_declares_nothing(tmp_path: Path) -> None:
    path = tmp_path / "story.doc"
    path.write_bytes(b"")
    assert read_file(str(path)).declared_type is None


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as large:
        large.truncate(10 * MAX_DOCUMENT_BYTES)
    with pytest.raises(OversizedInputError, match="640 MB is more than the 64 MB"):
        read_file(str(path))


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_DOCUMENT_BYTES", 10)
    with pytest.raises(OversizedInputError):
        read_standard_input(io.BytesIO(b"x" * 11).read)
    assert read_standard_input(io.BytesIO(b"x" * 10).read).content == b"x" * 10


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(UnopenableInputError, match="it is a pipe"):
        read_file(str(path))


def test_a_folder_or_a_missing_file_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnopenableInputError):
        read_file(str(tmp_path))
    with pytest.raises(MissingInputError):
        read_file(str(tmp_path / "gone.txt"))
    with pytest.raises(MissingInputError):
        read_file("nul\0")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_closed_file_says_why_in_the_system_s_words(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(UnopenableInputError, match="permission denied"):
        read_file(str(path))


def test_standard_input_without_end_is_refused_after_what_one_document_may_have() -> None:
    asked: list[int] = []

    def read_endlessly(size: int) -> bytes:
        asked.append(size)
        return b"x" * size

    with pytest.raises(OversizedInputError):
        read_standard_input(read_endlessly)
    assert sum(asked) <= MAX_DOCUMENT_BYTES + 2 * max(asked)
    assert max(asked) <= MAX_DOCUMENT_BYTES // 10


def test_standard_input_in_dribs_is_one_document() -> None:
    pieces = iter([b"a", b"bc", b"d"])
    assert read_standard_input(lambda size: next(pieces, b"")).content == b"abcd"


def test_a_stream_that_fails_is_an_input_that_cannot_be_opened() -> None:
    def fail(size: int) -> bytes:
        raise OSError(5, "Input/output error")

    with pytest.raises(UnopenableInputError, match="-: cannot be opened"):
        read_standard_input(fail)

"""The façade: documents in the order they were named, errors among them, a few in memory at a time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.errors import InputError, MissingInputError
from onrecord.model.document import Capture, Document
from onrecord.model.reading import Reading
from onrecord.newsroom import BATCH_DOCUMENTS, Newsroom, Progress


class Reader:
    """A reader that keeps no document and notes in what company each came."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def read_documents(self, captures: Iterable[Capture]) -> Iterator[Reading]:
        batch: list[str] = []
        self.batches.append(batch)
        for capture in captures:
            batch.append(capture.origin)
            document = Document(capture=capture.digest, origin=capture.origin, text=capture.content.decode())
            yield Reading(document=document, model="stub")


def read_nothing(size: int) -> bytes:
    raise AssertionError("standard input was not asked for")


def get_origins(outcomes: Iterable[Reading | InputError]) -> list[str]:
    return [o.origin if isinstance(o, InputError) else o.document.origin for o in outcomes]


def make_files(folder: Path, number: int, size: int = 1) -> list[str]:
    names = [str(folder / f"{index:03}.txt") for index in range(number)]
    for name in names:
        Path(name).write_text("x" * size, encoding="utf-8")
    return names


def test_readings_and_errors_come_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    first, second = make_files(tmp_path, 2)
    gone = str(tmp_path / "gone.txt")
    outcomes = list(Newsroom(Reader().read_documents).read([first, gone, second], standard_input=read_nothing))
    assert get_origins(outcomes) == [first, gone, second]
    assert isinstance(outcomes[1], MissingInputError)


def test_inputs_that_all_fail_need_no_reader(tmp_path: Path) -> None:
    reader = Reader()
    outcomes = list(Newsroom(reader.read_documents).read([str(tmp_path / "gone")], standard_input=read_nothing))
    assert [type(outcome) for outcome in outcomes] == [MissingInputError]
    assert reader.batches == []


def test_many_documents_are_read_in_small_batches_and_lazily(tmp_path: Path) -> None:
    make_files(tmp_path, 3 * BATCH_DOCUMENTS)
    reader = Reader()
    outcomes = Newsroom(reader.read_documents).read([str(tmp_path)], standard_input=read_nothing)
    next(outcomes)
    assert len(reader.batches) == 1
    assert len(reader.batches[0]) == 1
    assert len(list(outcomes)) == 3 * BATCH_DOCUMENTS - 1
    assert [len(batch) for batch in reader.batches] == [BATCH_DOCUMENTS] * 3


def test_large_documents_are_read_one_at_a_time(tmp_path: Path) -> None:
    make_files(tmp_path, 3, size=5_000_000)
    reader = Reader()
    list(Newsroom(reader.read_documents).read([str(tmp_path)], standard_input=read_nothing))
    assert [len(batch) for batch in reader.batches] == [1, 1, 1]


def test_files_before_standard_input_do_not_wait_for_it(tmp_path: Path) -> None:
    (name,) = make_files(tmp_path, 1)
    outcomes = Newsroom(Reader().read_documents).read([name, "-"], standard_input=read_nothing)
    assert get_origins([next(outcomes)]) == [name]


def test_standard_input_is_a_document_like_any_other() -> None:
    outcomes = list(Newsroom(Reader().read_documents).read(["-"], standard_input=io.BytesIO(b"typed").read))
    assert [o.document.text for o in outcomes if isinstance(o, Reading)] == ["typed"]


def test_progress_counts_what_has_been_dealt_with(tmp_path: Path) -> None:
    names = [*make_files(tmp_path, 2), str(tmp_path / "gone.txt")]
    seen: list[Progress] = []
    list(Newsroom(Reader().read_documents).read(names, standard_input=read_nothing, on_progress=seen.append))
    assert seen == [Progress(done=number, total=3, origin=name) for number, name in enumerate(names, start=1)]


def test_the_same_newsroom_reads_twice_the_same(tmp_path: Path) -> None:
    newsroom = Newsroom(Reader().read_documents)
    make_files(tmp_path, 2)
    first = list(newsroom.read([str(tmp_path)], standard_input=read_nothing))
    assert first == list(newsroom.read([str(tmp_path)], standard_input=read_nothing))

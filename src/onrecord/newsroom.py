"""The one door to the parts: commands and the desk speak to the newsroom alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.capture.files import read_file, read_standard_input
from onrecord.capture.selection import STANDARD_INPUT, Selection, select_inputs
from onrecord.errors import InputError
from onrecord.model.document import Capture
from onrecord.model.reading import Reading

# Enough for a model to fill a batch, little enough that memory stays that of one large document.
BATCH_DOCUMENTS = 16
BATCH_BYTES = 4_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a run has come: ``done`` of ``total`` documents, errors among them; ``origin`` is the last one."""

    done: int
    total: int
    origin: str


class Newsroom:
    """Joins the parts. Holds no state of its own; safe to share.

    ``read_documents`` is the reader to use; without it the package's own is loaded when first needed.
    """

    def __init__(self, read_documents: Callable[[Iterable[Capture]], Iterator[Reading]] | None = None) -> None:
        self._read_documents = read_documents

    def select(self, inputs: Sequence[str]) -> Selection:
        """Say which documents ``inputs`` name, without opening any. Raises nothing."""
        return select_inputs(inputs)

    def read(
        self,
        inputs: Sequence[str],
        *,
        standard_input: Callable[[int], bytes],
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Iterator[Reading | InputError]:
        """Read all documents that ``inputs`` name; see ``read_selection``."""
        return self.read_selection(self.select(inputs), standard_input=standard_input, on_progress=on_progress)

    def read_selection(
        self,
        selection: Selection,
        *,
        standard_input: Callable[[int], bytes],
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Iterator[Reading | InputError]:
        """Read document after document: a reading for each, or the error that kept it from being read, in order.

        Lazy, and at most a small batch of documents is in memory. ``standard_input`` returns at most as many bytes
        as it is asked for, none at the end; it is called only when ``-`` is among the inputs. ``on_progress`` is
        called after each document has been handed out and dealt with. Bad input is yielded, not raised.
        """
        done = 0
        for batch in _iter_batches(selection.places, standard_input):
            for outcome in self._read_batch(batch):
                origin = outcome.origin if isinstance(outcome, InputError) else outcome.document.origin
                yield outcome
                done += 1
                if on_progress is not None:
                    on_progress(Progress(done=done, total=len(selection.places), origin=origin))

    def _read_batch(self, batch: deque[Capture | InputError]) -> Iterator[Reading | InputError]:
        captures = deque(item for item in batch if isinstance(item, Capture))
        order = [item if isinstance(item, InputError) else None for item in batch]
        batch.clear()
        readings = self._get_reader()(_iter_consuming(captures)) if captures else iter(())
        for error in order:
            yield next(readings) if error is None else error

    def _get_reader(self) -> Callable[[Iterable[Capture]], Iterator[Reading]]:
        if self._read_documents is None:
            from onrecord.reading import read_documents

            return read_documents
        return self._read_documents


def _iter_consuming(captures: deque[Capture]) -> Iterator[Capture]:
    """Hand out captures without keeping those that are dealt with in memory."""
    while captures:
        yield captures.popleft()


def _iter_batches(
    places: Sequence[str | InputError], standard_input: Callable[[int], bytes]
) -> Iterator[deque[Capture | InputError]]:
    batch: deque[Capture | InputError] = deque()
    size = 0
    for place in places:
        if place == STANDARD_INPUT and batch:
            yield batch  # what is already there need not wait for somebody who types
            batch, size = deque(), 0
        item = _open_place(place, standard_input)
        batch.append(item)
        size += len(item.content) if isinstance(item, Capture) else 0
        if len(batch) >= BATCH_DOCUMENTS or size >= BATCH_BYTES:
            yield batch
            batch, size = deque(), 0
    if batch:
        yield batch


def _open_place(place: str | InputError, standard_input: Callable[[int], bytes]) -> Capture | InputError:
    if isinstance(place, InputError):
        return place
    try:
        return read_standard_input(standard_input) if place == STANDARD_INPUT else read_file(place)
    except InputError as error:
        return error

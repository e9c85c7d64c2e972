"""How fast archives are read and captures are kept: here, with FastWARC and with warcio, over the same invented pages.

Each reader hands out the same thing, the bytes of every page with its encodings undone. Rates are the best of
several runs, in records and in megabytes of pages a second of processor time, so that a busy machine spoils them
little. The rate of the reader of stories over the same pages stands beside them.
"""

from __future__ import annotations

import argparse
import gzip
import io
import platform
import random
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.capture.store import CaptureStore, Exchange
from onrecord.capture.warc_archive import Archived, iter_archive
from onrecord.capture.warc_reading import iter_records
from onrecord.model.document import Capture

AT = datetime(2026, 2, 3, 10, 11, 12, tzinfo=UTC)
SEED = 20260203
MEGABYTE = 1_000_000
WORDS = (
    "harbour office council said on Tuesday that five of the offices listed by the agency would close before spring and"
    " nobody had asked the crews whose boats lie there what they thought of it or when the answer might be expected"
).split()


def make_pages(count: int) -> list[bytes]:
    """Invented pages of 10 to 90 KB whose words shrink about as real ones do."""
    pick = random.Random(SEED)  # noqa: S311
    pages = []
    for number in range(count):
        blocks = [
            f'<p class="c{pick.randrange(10**6)}">'
            + " ".join(pick.choice(WORDS) + str(pick.randrange(30)) * (pick.random() < 0.2) for _ in range(70))
            + ".</p>"
            for _ in range(pick.randrange(20, 200))
        ]
        pages.append(f"<!doctype html><title>Offices {number}</title>{''.join(blocks)}".encode())
    return pages


def make_exchange(page: bytes) -> Exchange:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n"
    request = b"GET /page HTTP/1.1\r\nHost: office.example\r\nUser-Agent: another\r\n\r\n"
    return Exchange(response=head + gzip.compress(page, 6, mtime=0), request=request)


def keep(folder: Path, pages: list[bytes]) -> Path:
    with CaptureStore(folder) as store:
        for number, page in enumerate(pages):
            url = f"https://office.example/{number}"
            store.keep(Capture(content=page, origin=url, url=url), at=AT, exchange=make_exchange(page))
    return folder / "captures-00001.warc.gz"


def write_with_warcio(path: Path, pages: list[bytes]) -> None:
    """The same responses, without waiting for the disk."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        for number, page in enumerate(pages):
            body = make_exchange(page).response.partition(b"\r\n\r\n")[2]
            headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")]
            record = writer.create_warc_record(
                f"https://office.example/{number}",
                "response",
                io.BytesIO(body),
                len(body),
                http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            )
            writer.write_record(record)


def read_here(path: Path) -> Iterator[bytes]:
    for found in iter_archive(str(path)):
        if isinstance(found, Archived) and found.capture is not None:
            yield found.capture.content


def read_blocks_here(path: Path) -> Iterator[bytes]:
    """Records alone: no digest checked, no encoding undone."""
    with path.open("rb") as stream:
        for record in iter_records(stream):
            yield record.block if hasattr(record, "block") else b""


def read_with_fastwarc(path: Path) -> Iterator[bytes]:
    for record in FastIterator(str(path), WarcRecordType.response, auto_decode="all"):
        yield record.reader.read()


def read_and_check_with_fastwarc(path: Path) -> Iterator[bytes]:
    for record in FastIterator(str(path), WarcRecordType.response, auto_decode="all", verify_digests=True):
        yield record.reader.read()


def read_blocks_with_fastwarc(path: Path) -> Iterator[bytes]:
    for record in FastIterator(str(path), parse_http=False):
        yield record.reader.read()


def read_with_warcio(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                yield record.content_stream().read()


def read_and_check_with_warcio(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            if record.rec_type == "response":
                yield record.content_stream().read()


READERS: dict[str, Callable[[Path], Iterator[bytes]]] = {
    "onrecord, digests checked, encodings undone": read_here,
    "FastWARC, digests checked, encodings undone": read_and_check_with_fastwarc,
    "warcio, digests checked, encodings undone": read_and_check_with_warcio,
    "FastWARC, encodings undone": read_with_fastwarc,
    "warcio, encodings undone": read_with_warcio,
    "onrecord, records alone": read_blocks_here,
    "FastWARC, records alone": read_blocks_with_fastwarc,
}


def measure(work: Callable[[], object], runs: int) -> float:
    """The least processor time of several runs, in seconds."""
    times = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def measure_reading(path: Path, pages: list[bytes], runs: int) -> None:
    size = sum(len(page) for page in pages)
    print(f"{'reading':48}{'records/s':>12}{'MB of pages/s':>16}")
    for name, read in READERS.items():
        if "alone" not in name:
            assert list(read(path)) == pages, name
        seconds = measure(lambda read=read: sum(len(content) for content in read(path)), runs)  # type: ignore[misc]
        print(f"{name:48}{len(pages) / seconds:12,.0f}{size / MEGABYTE / seconds:16,.0f}")


def measure_stories(pages: list[bytes]) -> None:
    from onrecord.reading import read

    few = pages[:20]
    read(Capture(content=few[0], origin="first"))
    seconds = measure(lambda: [read(Capture(content=page, origin="page")) for page in few], 1)
    size = sum(len(page) for page in few)
    print(f"{'the reader of stories':48}{len(few) / seconds:12,.1f}{size / MEGABYTE / seconds:16,.2f}")


def measure_keeping(folder: Path, pages: list[bytes]) -> None:
    begin, processor = time.monotonic(), time.process_time()
    keep(folder, pages)
    waited, processor = time.monotonic() - begin, time.process_time() - processor
    print(
        f"\nkept, on the disk each: {waited / len(pages) * 1000:.1f} ms a page, {processor / len(pages) * 1000:.1f} ms"
    )
    print("of it processor time (gzip of the invented page itself included)")
    other = measure(lambda: write_with_warcio(folder / "other.warc.gz", pages), 1)
    print(f"written by warcio, not waiting for the disk: {other / len(pages) * 1000:.1f} ms of processor time a page")
    begin = time.monotonic()
    (folder / "captures.index").unlink()
    CaptureStore(folder).close()
    print(f"a lost index made anew: {len(pages) / (time.monotonic() - begin):,.0f} pages a second")


def measure_levels(pages: list[bytes]) -> None:
    print("\ngzip level, bytes against level 9, seconds")
    sizes = {}
    for level in (9, 6, 1):
        begin = time.process_time()
        sizes[level] = sum(len(zlib.compress(page, level)) for page in pages[:200])
        print(f"{level:10}{sizes[level] / sizes[9]:25.3f}{time.process_time() - begin:9.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    pages = make_pages(options.pages)
    size = sum(len(page) for page in pages)
    print(f"Python {platform.python_version()}, {options.pages} pages, {size / MEGABYTE:.0f} MB\n")
    with tempfile.TemporaryDirectory() as folder:
        path = keep(Path(folder) / "captures", pages)
        measure_reading(path, pages, options.runs)
        measure_stories(pages)
        measure_keeping(Path(folder) / "again", pages)
    measure_levels(pages)


if __name__ == "__main__":
    main()

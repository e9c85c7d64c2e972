"""Processor time and peak memory of ``onrecord read`` as a document grows, to see whether both grow in step with it.

Every document is invented and made here, from 1 KB to 50 MB, as pasted text and as a page; one more row holds a
single line without an end. Each is read by the installed command in a process of its own, to the JSON form, whose
output is thrown away. Processor time is what the system charges that process, so a busy machine does not spoil it;
it is printed, never tested.
"""

from __future__ import annotations

import argparse
import platform
import random
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord import __version__

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000)
MEGABYTE = 1_000_000
# getrusage counts in kilobytes of 1024 bytes on Linux and in bytes on macOS.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
SEED = 20260313

NAMES = (
    "Ada Brill",
    "Bram Osgood",
    "Delphine Marchetta",
    "Iver Lund",
    "Nell Farrowby",
    "Osric Vane",
    "Petra Lindqvale",
)
TOWNS = ("Applewick", "Fernhill", "Grey Sound", "Lanmore", "Port Aldren", "Saltby", "Wexmoor")
SENTENCES = (
    "“We are closing the {town} mill in spring,” said {name}, a member of the Mill Board.",
    "{name} said that the mill in {town} had run at a loss since {year}.",
    "According to {name}, there are {number} mills in {town}.",
    "“Nobody asked us,” {name} told reporters. “I would have said {number} times that it is wrong.”",
    "The harbour at {town} was quiet on Friday, and the ferry left with {number} passengers.",
    "The Courier has contacted the {town} council for comment.",
    "It rained in {town} for the whole of that week, and the river rose by {number} inches.",
)
POST = "The mill in {town} has stood for {number} years. Let it stand.\n— {name} (@{handle}_ex) March {day}, 2026"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What one reading took: processor seconds and the most memory held, in bytes."""

    seconds: float
    peak: int


def iter_paragraphs(random_: random.Random) -> Iterator[str]:
    """Paragraphs of an invented story without end; every ninth is a post."""
    while True:
        for number in range(9):
            facts = {
                "name": random_.choice(NAMES),
                "town": random_.choice(TOWNS),
                "year": random_.randint(1950, 2020),
                "number": random_.randint(2, 900),
                "day": random_.randint(1, 31),
            }
            if number == 8:
                yield POST.format(**facts, handle=str(facts["name"]).replace(" ", ""))
            else:
                yield " ".join(random_.choice(SENTENCES).format(**facts) for _ in range(random_.randint(1, 4)))


def make_text(size: int) -> str:
    return "\n\n".join(take(size, lambda paragraph: paragraph))


def make_line(size: int) -> str:
    return " ".join(take(size, lambda paragraph: paragraph.replace("\n", " ")))


def make_page(size: int) -> str:
    head = "<!DOCTYPE html><html lang='en'><head><title>The mills</title></head><body><main><article><h1>The mills</h1>"
    return head + "\n".join(take(size, mark_up)) + "</article></main></body></html>"


def mark_up(paragraph: str) -> str:
    words, mark, signature = paragraph.partition("\n— ")
    if not mark:
        return f"<p>{paragraph}</p>"
    author, _, day = signature.partition(") ")
    address = "https://x.com/example/status/1900000000000000001"
    return (
        f'<blockquote class="twitter-tweet"><p lang="en">{words}</p>&mdash; {author}) '
        f'<a href="{address}">{day}</a></blockquote>'
    )


def take(size: int, shape: Callable[[str], str]) -> Iterator[str]:
    """Shaped paragraphs until they come to about ``size`` bytes."""
    taken = 0
    for paragraph in iter_paragraphs(random.Random(SEED)):  # noqa: S311 - nothing secret
        shaped = shape(paragraph)
        yield shaped
        taken += len(shaped.encode()) + 1
        if taken >= size:
            return


def measure(path: Path) -> Cost:
    """Read one file with the installed command, in a process of its own, and say what that cost."""
    command = str(Path(sysconfig.get_path("scripts")) / "onrecord")
    program = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    )
    asked = [sys.executable, "-c", program, command, "read", "--json", str(path)]
    printed = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    code, seconds, peak = printed.split()
    if code != "0":
        raise SystemExit(f"{path.name}: onrecord ended with exit code {code}")
    return Cost(seconds=float(seconds), peak=int(peak) * PEAK_UNIT)


def print_table(name: str, suffix: str, make: Callable[[int], str], most: int, folder: Path) -> None:
    print(f"\n{name}\n")
    print("| document | processor time | peak memory | time per MB | memory per MB, beyond the smallest |")
    print("|---:|---:|---:|---:|---:|")
    base: Cost | None = None
    for size in (size for size in SIZES if size <= most):
        path = folder / f"story{suffix}"
        path.write_text(make(size), encoding="utf-8")
        megabytes = path.stat().st_size / MEGABYTE
        cost = measure(path)
        base = base or cost
        per_time = f"{(cost.seconds - base.seconds) / megabytes:.2f} s" if cost is not base else ""
        per_memory = f"{(cost.peak - base.peak) / MEGABYTE / megabytes:.0f} MB" if cost is not base else ""
        shown = f"{megabytes:,.3f} MB" if megabytes < 1 else f"{megabytes:,.0f} MB"
        print(
            f"| {shown} | {cost.seconds:.2f} s | {cost.peak / MEGABYTE:.0f} MB | {per_time} | {per_memory} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest document in bytes (50000000)")
    most = parser.parse_args().most
    print(f"onrecord {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    print("Time per MB leaves the smallest document's time out: that is what it takes to start.")
    with tempfile.TemporaryDirectory() as name:
        print_table("Pasted text", ".txt", make_text, most, Path(name))
        print_table("A page", ".html", make_page, most, Path(name))
        print_table("Text in one line", ".txt", make_line, most, Path(name))


if __name__ == "__main__":
    main()

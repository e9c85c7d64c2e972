"""Run the console examples of the README and the pages in docs/ and compare what they print.

An example is a block fenced as ``console``: a line that begins with ``$`` is a command, run by a shell in the
project's folder with the installed ``onrecord``; the lines up to the next one are what it prints, standard error
included. ``--write`` puts the real output in the pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = "```"
OPENING = f"{FENCE}console"
PROMPT = "$ "
SECONDS = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One command of a page and what the page says it prints; ``begin`` and ``end`` are its output's lines."""

    page: Path
    command: str
    shown: tuple[str, ...]
    begin: int
    end: int


def iter_pages() -> Iterator[Path]:
    yield ROOT / "README.md"
    yield ROOT / "CONTRIBUTING.md"
    yield ROOT / "examples" / "README.md"
    yield from sorted((ROOT / "docs").glob("*.md"))


def iter_examples(page: Path) -> Iterator[Example]:
    """The examples of a page in order."""
    lines = page.read_text(encoding="utf-8").splitlines()
    is_inside = False
    prompts: list[int] = []
    for number, line in enumerate(lines):
        if line == OPENING:
            is_inside, prompts = True, []
        elif is_inside and line.startswith(PROMPT):
            prompts.append(number)
        elif is_inside and line == FENCE:
            is_inside = False
            for prompt, end in zip(prompts, [*prompts[1:], number], strict=True):
                command = lines[prompt].removeprefix(PROMPT)
                shown = tuple(lines[prompt + 1 : end])
                yield Example(page=page, command=command, shown=shown, begin=prompt + 1, end=end)


def run(command: str) -> tuple[str, ...]:
    """Run a command as a reader of the page would, free of this process's settings."""
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
    path = sysconfig.get_path("scripts") + os.pathsep + os.environ.get("PATH", os.defpath)
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env={**kept, "PATH": path, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    return tuple(done.stdout.decode("utf-8").rstrip("\n").split("\n")) if done.stdout.strip() else ()


def rewrite(page: Path) -> int:
    """Put the real output of every example in a page; how many were wrong."""
    lines = page.read_text(encoding="utf-8").splitlines()
    wrong = 0
    for example in reversed(list(iter_examples(page))):
        printed = run(example.command)
        wrong += printed != example.shown
        lines[example.begin : example.end] = printed
    if wrong:
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return wrong


def main(arguments: list[str]) -> int:
    stale = 0
    for page in iter_pages():
        if "--write" in arguments:
            print(f"{page.relative_to(ROOT)}: {rewrite(page)} examples rewritten")
            continue
        for example in iter_examples(page):
            if run(example.command) != example.shown:
                stale += 1
                print(f"{page.relative_to(ROOT)}:{example.begin}: prints something else: {example.command}")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

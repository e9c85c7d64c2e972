"""Readings as the installed command prints them, with the questions a person asks of one."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
COMMAND = str(Path(sysconfig.get_path("scripts")) / "onrecord")
SECONDS = 60.0


def run_onrecord(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the installed command in the project's folder."""
    return subprocess.run(
        [COMMAND, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ.get("PATH", os.defpath), "HOME": os.environ.get("HOME", "/")},
        input=given,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


@dataclass(frozen=True, kw_only=True)
class PrintedReading:
    """One object in the public format. ``exit_code`` is the command's."""

    exit_code: int
    raw: dict[str, Any]

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = self.raw["document"]
        return document

    @property
    def text(self) -> str:
        return str(self.document["text"])

    @property
    def posts(self) -> list[dict[str, Any]]:
        return [block["post"] for block in self.document["blocks"] if block["kind"] == "post"]

    def find_post(self, handle: str) -> dict[str, Any]:
        return next(post for post in self.posts if post["handle"] == handle)

    def get_block_texts(self, kind: str) -> list[str]:
        return [self.slice(block["span"]) for block in self.document["blocks"] if block["kind"] == kind]

    def slice(self, span: list[int]) -> str:
        return self.text[span[0] : span[1]]

    def get_words(self, attribution: dict[str, Any]) -> str:
        return " … ".join(self.slice(span) for span in attribution["content"])

    def get_attribution(self, id_: str) -> dict[str, Any]:
        found: dict[str, Any] = next(item for item in self.raw["attributions"] if item["id"] == id_)
        return found

    def find_said(self, words: str, *, is_post: bool = False) -> dict[str, Any]:
        """The attribution whose content holds ``words``; posts are looked at only when asked for."""
        for attribution in self.raw["attributions"]:
            if (attribution["kind"] == "post") is is_post and words in self.get_words(attribution):
                return dict(attribution)
        shown = "\n".join(f"{a['kind']}: {self.get_words(a)}" for a in self.raw["attributions"])
        raise AssertionError(f"nobody is on record with “{words}”:\n{shown}")

    def get_speaker(self, attribution: dict[str, Any]) -> str | None:
        return None if attribution["source_id"] is None else self.get_name(attribution["source_id"])

    def get_name(self, id_: str) -> str:
        """A source's name, its article aside."""
        name = next(source["name"] for source in self.raw["sources"] if source["id"] == id_)
        return str(name).removeprefix("The ").removeprefix("the ")

    def get_statement(self, attribution: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = next(item for item in self.raw["statements"] if item["id"] == attribution["statement"])
        return found

    def get_addressees(self, attribution: dict[str, Any]) -> list[str]:
        return [self.get_name(id_) for id_ in self.get_statement(attribution)["addressee"]]

    def find_wordings(self, words: str) -> list[dict[str, Any]]:
        """The wordings whose quotation holds ``words``."""
        return [w for w in self.raw["wordings"] if words in self.get_words(self.get_attribution(w["quoted"]))]

    def get_changes(self, wording: dict[str, Any], kind: str) -> list[tuple[str, str]]:
        """The original's and the quotation's words of every change of a kind."""
        sides = ("original", "quoted")
        return [
            (pair[0], pair[1])
            for change in wording["changes"]
            if change["kind"] == kind
            for pair in [["" if change[side] is None else self.slice(change[side]) for side in sides]]
        ]

    def get_inquiries(self) -> list[tuple[str, str | None, str]]:
        return [
            (self.get_name(i["to"]), None if i["by"] is None else self.get_name(i["by"]), i["status"])
            for i in self.raw["inquiries"]
        ]


@cache
def read_example(path: str) -> PrintedReading:
    """Read one example, named from the folder of examples."""
    done = run_onrecord("read", "--json", f"examples/{path}")
    return PrintedReading(exit_code=done.returncode, raw=json.loads(done.stdout))

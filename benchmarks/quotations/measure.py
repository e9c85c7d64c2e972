"""Measure the matching of quotations across documents on the labelled set in ``tests/quality/quotations``.

Pairs are split in two halves by the digest of their ids: the matcher was written on the first (even), the second was
looked at for its figures only. Prints what is measured and, with ``--errors``, the first half's mistakes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.compare.quotations import Match, QuotedWords, decide_match
from onrecord.model.reading import AttributionKind
from onrecord.text.fingerprints import choose_candidates, choose_prints, make_prints

PAIRS = Path(__file__).resolve().parents[2] / "tests" / "quality" / "quotations" / "pairs.jsonl"
# Outlets of the set that are platforms: what stands there is a post.
PLATFORMS = {"X", "Bluesky", "Mastodon", "Threads", "Instagram", "Facebook", "TikTok", "YouTube", "Reddit", "LinkedIn"}


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Shares from 0 to 1; ``wrong`` names pairs matched or missed against their label, ``misjudged`` wrong verdicts."""

    pairs: int
    precision: float
    recall: float
    verdicts: float
    found_through_prints: float
    wrong: tuple[str, ...]
    misjudged: tuple[str, ...]


def load_pairs(half: int | None = None) -> list[dict[str, Any]]:
    """Load the labelled pairs: all, or those of one half (0 is the one the matcher was written on)."""
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").split("\n") if line]
    return [p for p in pairs if half is None or hashlib.sha256(p["id"].encode()).digest()[0] % 2 == half]


def make_quoted(side: dict[str, str]) -> QuotedWords:
    kind = AttributionKind.POST if side["outlet"] in PLATFORMS else AttributionKind.DIRECT
    return QuotedWords(words=side["words"], source=side["source"], outlet=side["outlet"], date=side["date"], kind=kind)


def measure_pairs(pairs: list[dict[str, Any]]) -> Figures:
    found: dict[str, Match | None] = {p["id"]: decide_match(make_quoted(p["a"]), make_quoted(p["b"])) for p in pairs}
    right = [p for p in pairs if p["match"] and found[p["id"]] is not None]
    matched = [p for p in pairs if found[p["id"]] is not None]
    labelled = [p for p in pairs if p["match"]]
    misjudged = [p["id"] for p in right if getattr(found[p["id"]], "verdict", None) != p["verdict"]]
    through = [p for p in labelled if set(make_prints(p["a"]["words"])) & set(make_prints(p["b"]["words"]))]
    return Figures(
        pairs=len(pairs),
        precision=len(right) / len(matched),
        recall=len(right) / len(labelled),
        verdicts=1 - len(misjudged) / len(right),
        found_through_prints=len(through) / len(labelled),
        wrong=tuple(p["id"] for p in pairs if (found[p["id"]] is not None) != p["match"]),
        misjudged=tuple(misjudged),
    )


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """Every side of every pair looked up among all others through its prints.

    ``strangers`` are matches between sides of different pairs, which the labels do not know; ``candidates`` is the mean
    number of other sides looked at for one.
    """

    sides: int
    precision: float
    recall: float
    candidates: float
    strangers: tuple[tuple[str, str, str, str], ...]


def measure_crossing(pairs: list[dict[str, Any]]) -> Crossing:
    sides = [(p["id"], end, make_quoted(p[end])) for p in pairs for end in "ab"]
    prints = [make_prints(quoted.words) for _, _, quoted in sides]
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number, made in enumerate(prints):
        for one in made:
            places[one].append(number)
    labels = {p["id"]: p["match"] for p in pairs}
    examined: defaultdict[int, set[int]] = defaultdict(set)
    looked_at = right = wrong = 0
    strangers = []
    for number, made in enumerate(prints):
        followed = choose_prints({one: len(places[one]) - 1 for one in made})
        for other in choose_candidates({one: [n for n in places[one] if n != number] for one in followed}):
            if other < number and other in examined[number]:
                continue
            examined[other].add(number)
            looked_at += 1
            a, b = sides[min(number, other)], sides[max(number, other)]
            if decide_match(a[2], b[2]) is None:
                continue
            if a[0] == b[0]:
                right += labels[a[0]]
                wrong += not labels[a[0]]
            else:
                strangers.append((f"{a[0]} {a[1]}", a[2].words, f"{b[0]} {b[1]}", b[2].words))
    return Crossing(
        sides=len(sides),
        precision=right / max(1, right + wrong + len(strangers)),
        recall=right / sum(labels.values()),
        candidates=looked_at / len(sides),
        strangers=tuple(strangers),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print the mistakes made on the first half")
    arguments = parser.parse_args()
    for name, half in (("first half", 0), ("second half", 1), ("all", None)):
        figures = measure_pairs(load_pairs(half))
        print(
            f"{name:12} {figures.pairs} pairs  precision {figures.precision:.4f}  recall {figures.recall:.4f}  "
            f"verdicts {figures.verdicts:.4f}  share a print {figures.found_through_prints:.4f}"
        )
        if half == 0 and arguments.errors:
            by_id = {p["id"]: p for p in load_pairs(0)}
            for key in (*figures.wrong, *figures.misjudged):
                print(json.dumps(by_id[key], ensure_ascii=False, indent=1))
    for name, half in (("first half", 0), ("all", None)):
        crossing = measure_crossing(load_pairs(half))
        print(
            f"crossing, {name}: {crossing.sides} sides  precision {crossing.precision:.4f}  "
            f"recall {crossing.recall:.4f}  candidates a side {crossing.candidates:.2f}  "
            f"matches between pairs {len(crossing.strangers)}"
        )
        if half == 0 and arguments.errors:
            for stranger in crossing.strangers:
                print(*stranger, sep="\n  ")


if __name__ == "__main__":
    main()

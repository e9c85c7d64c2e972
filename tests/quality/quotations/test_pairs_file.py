"""The labelled set of quotations is whole, well-formed and the one its README describes."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PAIRS = HERE / "pairs.jsonl"
README = HERE / "README.md"

#: The fewest pairs of each kind that make the set worth measuring on.
FEWEST = {
    "same": 60,
    "shortened": 60,
    "bracketed": 40,
    "altered_word": 50,
    "altered_number": 30,
    "different_but_similar": 50,
    "stock_phrase": 30,
    "two_pieces": 10,
    "post_quoted": 15,
}
SIDE = {"outlet", "source", "words", "date"}
#: Words a side, as the README promises.
FEWEST_WORDS, MOST_WORDS = 4, 80
ALTERED_KINDS = {"altered_word", "altered_number"}


def load_pairs() -> list[dict[str, Any]]:
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").split("\n") if line]


def test_the_file_is_the_one_whose_digest_the_readme_gives() -> None:
    given = re.search(r"sha256 +([0-9a-f]{64}) +pairs\.jsonl", README.read_text(encoding="utf-8"))
    assert given is not None
    assert given[1] == hashlib.sha256(PAIRS.read_bytes()).hexdigest()


def test_every_line_is_a_pair_in_the_promised_shape() -> None:
    for pair in load_pairs():
        assert list(pair) == ["id", "kind", "a", "b", "match", "verdict"], pair["id"]
        assert pair["kind"] in FEWEST, pair["id"]
        assert isinstance(pair["match"], bool), pair["id"]
        for side in (pair["a"], pair["b"]):
            assert set(side) == SIDE, pair["id"]
            assert all(isinstance(value, str) and value == value.strip() != "" for value in side.values()), pair["id"]
            assert date.fromisoformat(side["date"]).isoformat() == side["date"], pair["id"]
            words = re.findall(r"\w[\w'’.,/-]*", side["words"])
            assert FEWEST_WORDS <= len(words) <= MOST_WORDS, pair["id"]
        assert pair["a"]["outlet"] != pair["b"]["outlet"], pair["id"]
        assert pair["a"]["date"] <= pair["b"]["date"], pair["id"]


def test_a_pair_has_a_verdict_exactly_when_it_matches() -> None:
    for pair in load_pairs():
        verdicts = {"verbatim", "abridged", "altered"} if pair["match"] else {None}
        assert pair["verdict"] in verdicts, pair["id"]


def test_each_kind_keeps_to_the_labels_it_can_have() -> None:
    for pair in load_pairs():
        kind, verdict = pair["kind"], pair["verdict"]
        if kind == "same":
            assert verdict == "verbatim", pair["id"]
        elif kind == "bracketed":
            assert "[" in pair["b"]["words"], pair["id"]
            assert verdict in {"abridged", "altered"}, pair["id"]
        elif kind in ALTERED_KINDS:
            assert verdict == "altered", pair["id"]
        elif kind == "different_but_similar":
            assert not pair["match"], pair["id"]
        elif kind != "stock_phrase":
            assert pair["match"], pair["id"]


def test_ids_and_pairs_are_unique() -> None:
    pairs = load_pairs()
    assert len({pair["id"] for pair in pairs}) == len(pairs)
    sides = [json.dumps([pair["a"], pair["b"]], sort_keys=True) for pair in pairs]
    assert len(set(sides)) == len(pairs)


def test_the_counts_are_those_of_the_readme_and_enough() -> None:
    pairs = load_pairs()
    table = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", README.read_text("utf-8"), re.M)
    given = {kind: tuple(map(int, numbers)) for kind, *numbers in table}
    counted = {}
    for kind in (*FEWEST, "all"):
        chosen = [pair for pair in pairs if kind in {"all", pair["kind"]}]
        verdicts = Counter(pair["verdict"] for pair in chosen)
        counted[kind] = (
            len(chosen),
            sum(pair["match"] for pair in chosen),
            *(verdicts[verdict] for verdict in ("verbatim", "abridged", "altered")),
        )
        assert len(chosen) >= FEWEST.get(kind, 330), kind
    assert given == counted

"""Which words of a long text stand in a short one, in order."""

from __future__ import annotations

import random
import time
from itertools import pairwise

from onrecord.text.alignment import MAX_WORDS, IndexedWords, Run, RunKind

ORIGINAL = (
    "so there are 5 nba depots ruritania huh zenda strelsau hofbau and tarlenheim if he does not shut them".split()
)


def show(original: list[str], quoted: list[str], runs: list[Run]) -> list[str]:
    return [
        f"{r.kind}: {' '.join(original[r.original.start : r.original.stop]) or '-'}"
        f" / {' '.join(quoted[r.quoted.start : r.quoted.stop]) or '-'}"
        for r in runs
        if r.kind is not RunKind.MATCHED
    ]


def align(sentence: str, **marks: int) -> list[str]:
    quoted = sentence.split()
    marked = {int(name[1:]): cost for name, cost in marks.items()}
    return show(ORIGINAL, quoted, IndexedWords(ORIGINAL).align(quoted, marked=marked))


def test_an_excerpt_is_one_matched_run() -> None:
    quoted = ORIGINAL[2:9]
    assert IndexedWords(ORIGINAL).align(quoted) == [Run(kind=RunKind.MATCHED, original=range(2, 9), quoted=range(7))]


def test_each_difference_is_a_run() -> None:
    assert align("there are 5 nba depots in ruritania huh") == ["inserted: - / in"]
    assert align("zenda strelsau and tarlenheim") == ["dropped: hofbau / -"]
    assert align("there are 6 nba depots") == ["replaced: 5 / 6"]
    assert align("they are 5 nba depots") == ["replaced: there / they"]


def test_at_a_mark_words_may_be_missing() -> None:
    assert align("there are does not shut them", m2=1) == [
        "dropped: 5 nba depots ruritania huh zenda strelsau hofbau and tarlenheim if he / -"
    ]


def test_words_that_are_nowhere_are_inserted() -> None:
    assert align("quite another matter") == ["inserted: - / quite another matter"]
    assert IndexedWords([]).align(["a"]) == [Run(kind=RunKind.INSERTED, original=range(0), quoted=range(1))]
    assert IndexedWords(["a"]).align([]) == []


def test_beyond_an_open_end_words_are_inserted_at_once() -> None:
    original = "we protect both sides of the".split()
    quoted = "both sides of the river and of the sea".split()
    runs = IndexedWords(original).align(quoted, open_end=True)
    assert show(original, quoted, runs) == ["inserted: - / river and of the sea"]


def test_a_change_deep_inside_a_long_original_is_found() -> None:
    chance = random.Random(7)  # noqa: S311
    original = [f"w{chance.randrange(3000)}" for _ in range(100_000)]
    index = IndexedWords(original)
    begun = time.process_time()
    for _ in range(300):
        begin = chance.randrange(99_900)
        quoted = original[begin : begin + 40]
        quoted.insert(20, "new")
        del quoted[10]
        kinds = [run.kind for run in index.align(quoted)]
        assert kinds == ["matched", "dropped", "matched", "inserted", "matched"]
    assert time.process_time() - begun < 5  # seconds; about 0.1 on a laptop


def test_long_and_repetitive_texts_stay_bounded() -> None:
    begun = time.process_time()
    same = ["a", "b"] * 50_000
    IndexedWords(same).align(["a", "b"] * 500 + ["c"] + ["b", "a"] * 500)
    IndexedWords([f"w{n % 211}" for n in range(100_000)]).align([f"w{n % 199}" for n in range(20_000)])
    IndexedWords(["x"] * (MAX_WORDS + 9)).align(["x"] * 50_000 + ["y"])
    assert time.process_time() - begun < 20  # seconds; about 1 on a laptop


def test_runs_cover_the_quotation_and_go_forward() -> None:
    chance = random.Random(3)  # noqa: S311
    for _ in range(500):
        original = [chance.choice("abcdefgh") for _ in range(chance.randrange(60))]
        quoted = [chance.choice("abcdefghi") for _ in range(chance.randrange(40))]
        marked = {chance.randrange(len(quoted) + 1): 1 for _ in range(chance.randrange(3))}
        runs = IndexedWords(original).align(quoted, marked=marked, open_end=chance.random() < 0.3)
        assert [j for run in runs for j in run.quoted] == list(range(len(quoted)))
        assert all(a.original.stop <= b.original.start for a, b in pairwise(runs))
        for run in runs:
            if run.kind is RunKind.MATCHED:
                assert [original[i] for i in run.original] == [quoted[j] for j in run.quoted]

"""Measure how many earlier quotations are looked at for a new one as the index grows.

Quotations are made of invented words drawn as words of a language are (Zipf), one in twenty a stock phrase of a few
hundred. Prints the mean and the 95th percentile of candidates for 500 new quotations, half of them known ones with a
word changed, and how many of those are found.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from itertools import accumulate
from time import perf_counter

from onrecord.text.fingerprints import MOST_FOLLOWED, choose_candidates, choose_prints, make_prints

VOCABULARY = 30_000
STOCK_PHRASES = 300
NEW = 500


class Speaker:
    """Makes quotations of 6 to 40 invented words."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - the same quotations every time
        self._words = [f"w{n}" for n in range(VOCABULARY)]
        self._weights = list(accumulate(1 / (n + 2) for n in range(VOCABULARY)))
        self._stock = [self._speak() for _ in range(STOCK_PHRASES)]

    def _speak(self) -> str:
        size = self._chance.randint(6, 40)
        return " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=size))

    def speak(self) -> str:
        return self._chance.choice(self._stock) if self._chance.random() < 0.05 else self._speak()

    def alter(self, quotation: str) -> str:
        words = quotation.split()
        words[self._chance.randrange(len(words))] = "changed"
        return " ".join(words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    for size in parser.parse_args().sizes:
        speaker = Speaker(seed=7)
        index: defaultdict[int, list[int]] = defaultdict(list)
        kept, entries, begin = [], 0, perf_counter()
        for number in range(size):
            kept.append(speaker.speak())
            made = make_prints(kept[-1])
            entries += len(made)
            for one in made:
                index[one].append(number)
        spent = perf_counter() - begin
        looked_at, found = [], 0
        for number in range(NEW):
            known = number * size // NEW if number % 2 else None
            made = make_prints(speaker.speak() if known is None else speaker.alter(kept[known]))
            followed = choose_prints({one: len(index.get(one, ())) for one in made})
            candidates = choose_candidates({one: index[one][-MOST_FOLLOWED:] for one in followed})
            looked_at.append(len(candidates))
            found += known is not None and any(kept[n] == kept[known] for n in candidates)
        looked_at.sort()
        print(
            f"{size:8} quotations  {entries / size:5.1f} prints each  {1e6 * spent / size:5.0f} µs each  "
            f"candidates mean {sum(looked_at) / NEW:5.1f}  95th percentile {looked_at[NEW * 95 // 100]}  "
            f"known ones found {2 * found / NEW:.3f}"
        )


if __name__ == "__main__":
    main()

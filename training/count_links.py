"""Count, over the training articles, in which order attributions' spans stand and what parts neighbours.

    python training/count_links.py --data ../shared/data --out out/training/links.json

Prints how well spans that are known are joined by these counts alone (relation F1 on the held-out articles).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from articles import KINDS, Article, load_articles, split
from scoring import score

from onrecord.reader.model.linking import Piece, join, make_key, make_links, make_order, share_sources

RAREST = 3
# Orders the corpus does not have, but an imperfect row of spans does: what is lone is dropped or completed later.
LONE = {"S": 300, "C": 60, "K": 60, "SC": 100, "SK": 40, "KS": 20, "CS": 20}


def iter_rows(article: Article) -> Iterator[list[tuple[Piece, int]]]:
    """Give each paragraph's spans in order, each with the number of its attribution.

    A span that several attributions share (a source of two verbs) stands once, with the nearest cue.
    """
    owners: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for number, attribution in enumerate(article["attributions"]):
        for kind, name in enumerate(KINDS):
            for begin, end in attribution[name]:
                owners[begin, end, kind].append(number)
    row: list[tuple[Piece, int]] = []
    for begin, end, kind in sorted(owners):
        cues = [(n, [abs(b - begin) for b, _ in article["attributions"][n]["cue"]]) for n in owners[begin, end, kind]]
        number = min(cues, key=lambda c: min(c[1], default=10**6))[0]
        if row and "\n" in article["text"][row[-1][0].end : begin]:
            yield row
            row = []
        row.append((Piece(kind, begin, end, 0, 0), number))
    if row:
        yield row


def count(articles: list[Article]) -> dict[str, Any]:
    orders: Counter[str] = Counter(LONE)
    neighbours: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for article in articles:
        for row in iter_rows(article):
            groups: dict[int, list[Piece]] = defaultdict(list)
            for piece, number in row:
                groups[number].append(piece)
            orders.update(make_order(g) for g in groups.values())
            for (left, one), (right, other) in pairwise(row):
                neighbours[make_key(article["text"], left, right)][one != other] += 1
    kept = {o: n for o, n in orders.most_common() if n >= RAREST}
    return {"orders": kept, "neighbours": dict(sorted(neighbours.items()))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    train, held = split(load_articles(arguments.data / "polnear" / "train.jsonl"))
    counts = count(train)
    links = make_links(counts)
    joined = {}
    for article in held:
        found = []
        for row in iter_rows(article):
            groups = share_sources(article["text"], join(article["text"], [p for p, _ in row], links))
            found += [{n: [(p.begin, p.end) for p in g.get(k)] for k, n in enumerate(KINDS)} for g in groups]
        joined[article["id"]] = {"attributions": found}
    print("joining known spans, held out:", score(arguments.data, {a["id"]: a for a in held}, joined))
    arguments.out.write_text(json.dumps(counts, indent=1))


if __name__ == "__main__":
    main()

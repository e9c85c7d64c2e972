"""Set the learned tagger beside the rules, pattern by pattern, on the held-out articles: which to trust with what.

    python training/compare.py --data ../shared/data --model out/training/seed2/int8

For every pattern of the rules: how many attributions they find by it, how many of those are right, how many of the
places the learned tagger fills too and how often it is right there; then what the rules alone would add.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from articles import load_articles, split
from scoring import load_scorer, score

from onrecord.extract.extraction import extract
from onrecord.model.document import Capture
from onrecord.model.reading import TaggedAttribution
from onrecord.reader.model.tagger import LearnedTagger
from onrecord.reader.rules import CONFIDENCE, RuleTagger


def find_pattern(tagged: TaggedAttribution) -> str:
    """Name the rules' pattern by its confidence, which is one a pattern."""
    return next(name for name, value in CONFIDENCE.items() if value == tagged.confidence)


def make_spans(tagged: list[TaggedAttribution]) -> list[dict[str, Any]]:
    return [{"source": t.source, "cue": t.cue, "content": t.content} for t in tagged]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    arguments = parser.parse_args()
    scorer = load_scorer(arguments.data)
    _, held = split(load_articles(arguments.data / "polnear" / "train.jsonl"))
    documents = [extract(Capture(content=a["text"].encode(), origin="-")) for a in held]
    ruled, learned = RuleTagger().tag(documents), LearnedTagger(weights=arguments.model).tag(documents)
    counts: dict[str, Counter[str]] = {name: Counter() for name in CONFIDENCE}
    both = {}
    for article, rules, network in zip(held, ruled, learned, strict=True):
        text = article["text"]
        gold = scorer.prepare(text, article["attributions"])
        kept = [t for t in rules if scorer.pieces(text, t.content)]
        made = scorer.prepare(text, make_spans(kept))
        own = scorer.prepare(text, make_spans(network))
        right = {id(p) for _, p in scorer.match(gold, made, 0.5, ok=scorer.same_source)}
        right |= {id(p) for _, p in scorer.match(gold, own, 0.5, ok=scorer.same_source)}
        added = []
        for tagged, one in zip(kept, made, strict=True):
            count = counts[find_pattern(tagged)]
            count["found"] += 1
            count["right"] += id(one) in right
            beside = [o for o in own if o["chars"] & one["chars"]]
            count["shared"] += bool(beside)
            count["shared, rules right"] += bool(beside) and id(one) in right
            count["shared, learned right"] += any(id(o) in right for o in beside)
            count["alone right"] += not beside and id(one) in right
            if not beside:
                added.append(tagged)
        both[article["id"]] = {"attributions": make_spans([*network, *added])}
    for name, count in counts.items():
        print(name, dict(count))
    found = {a["id"]: {"attributions": make_spans(t)} for a, t in zip(held, learned, strict=True)}
    gold_by_id = {a["id"]: a for a in held}
    print("learned", score(arguments.data, gold_by_id, found))
    print("learned, and the rules where it is silent", score(arguments.data, gold_by_id, both))


if __name__ == "__main__":
    main()

"""Measure a model through the whole reader, as a user meets it: text in, reading out, the shared scorer over it.

    python training/evaluate.py --data ../shared/data --model out/training/seed1/int8 --on held|dev|modern \\
        [--tagger learned|rules] [--boot 1000] [--by outlet|kind] [--out readings.jsonl]

``held`` is what to choose by. ``dev`` and ``modern`` judge: look at them rarely. ``--by outlet`` and ``--by kind``
split the relation figures; a kind is decided by the gold content's quotation marks.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from articles import Article, load_articles, split
from scoring import load_scorer

from onrecord.extract.extraction import extract
from onrecord.model.document import Capture
from onrecord.model.public import make_public
from onrecord.model.span import Span
from onrecord.ports import Tagger
from onrecord.reader.assembly import decide_kind
from onrecord.reader.model.network import WEIGHTS
from onrecord.reader.model.tagger import LearnedTagger
from onrecord.reader.rules import RuleTagger, find_document_quotations
from onrecord.reading import read_documents

MARKS = {
    "straight": str.maketrans("“”‘’", "\"\"''"),
    "single": str.maketrans("“”", "‘’"),
}


def load(data: Path, name: str) -> list[Article]:
    if name == "held":
        return split(load_articles(data / "polnear" / "train.jsonl"))[1]
    return load_articles(data / ("polnear/dev.jsonl" if name == "dev" else "modern/dev.jsonl"))


def read_articles(articles: list[Article], tagger: Tagger) -> dict[str, dict[str, Any]]:
    captures = [Capture(content=a["text"].encode(), origin=f"{a['id']}.txt") for a in articles]
    return {a["id"]: make_public(r) for a, r in zip(articles, read_documents(captures, tagger), strict=True)}


def get_found(reading: dict[str, Any]) -> dict[str, Any]:
    return {"attributions": [a for a in reading["attributions"] if a["kind"] != "post"]}


def print_by_outlet(scorer: Any, articles: list[Article], found: dict[str, Any]) -> None:
    outlets: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        outlets[article.get("publisher") or article.get("outlet") or "?"].append(article)
    for outlet, own in sorted(outlets.items()):
        result = scorer.evaluate({a["id"]: a for a in own}, found)
        line = [f"{100 * result[s]['relation attr']['f1']:.1f}" for s in ("all", "quoted")]
        print(f"{outlet}: {len(own)} articles, relation F1 all {line[0]}, quoted {line[1]}")


def print_by_kind(scorer: Any, articles: list[Article], found: dict[str, Any]) -> None:
    """Recall of each kind of gold attribution; precision of each kind of found one."""
    matched: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for article in articles:
        text = article["text"]
        document = extract(Capture(content=text.encode(), origin="-"))
        quotations = find_document_quotations(document)
        sides = []
        for given in (article["attributions"], found[article["id"]]["attributions"]):
            kept = [a for a in given if scorer.pieces(text, a["content"])]
            made = scorer.prepare(text, kept)
            for one, a in zip(made, kept, strict=True):
                one["kind"] = decide_kind(text, [Span(*s) for s in a["content"]], quotations).value
            sides.append(made)
        pairs = scorer.match(*sides, 0.5, ok=scorer.same_source)
        for column, side in enumerate(sides):
            for one in side:
                matched[one["kind"]][2 * column + 1] += 1
        for pair in pairs:
            for column, one in enumerate(pair):
                matched[one["kind"]][2 * column] += 1
    for kind, (recalled, gold, right, given) in sorted(matched.items()):
        recall, precision = recalled / max(1, gold), right / max(1, given)
        f1 = 2 * recall * precision / max(1e-9, recall + precision)
        print(f"{kind}: gold {gold}, recall {100 * recall:.1f}, precision {100 * precision:.1f}, F1 {100 * f1:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=WEIGHTS)
    parser.add_argument("--on", choices=("held", "dev", "modern"), default="held")
    parser.add_argument("--tagger", choices=("learned", "rules"), default="learned")
    parser.add_argument("--marks", choices=MARKS, help="write all quotation marks another way first")
    parser.add_argument("--boot", type=int, default=0)
    parser.add_argument("--by", choices=("outlet", "kind"), action="append", default=[])
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    articles = load(arguments.data, arguments.on)
    if arguments.marks:
        table = MARKS[arguments.marks]
        articles = [{**a, "text": a["text"].translate(table)} for a in articles]
    tagger: Tagger = RuleTagger() if arguments.tagger == "rules" else LearnedTagger(weights=arguments.model)
    readings = read_articles(articles, tagger)
    found = {key: get_found(reading) for key, reading in readings.items()}
    scorer = load_scorer(arguments.data)
    result = scorer.evaluate({a["id"]: a for a in articles}, found, arguments.boot)
    print("\n\n".join(scorer.table({arguments.tagger: result}, s) for s in ("all", "quoted")))
    if "outlet" in arguments.by:
        print_by_outlet(scorer, articles, found)
    if "kind" in arguments.by:
        print_by_kind(scorer, articles, found)
    if arguments.out:
        lines = (json.dumps(reading, ensure_ascii=False) for reading in readings.values())
        arguments.out.write_text("\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()

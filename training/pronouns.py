"""Learn the weights with which "he" and "she" are resolved (``onrecord.reader.salience``).

    python training/pronouns.py DATA [--articles 840]

DATA holds ``polnear/train.jsonl`` and ``polnear/train.corenlp.jsonl``. Every gold attribution whose source is a bare
"he" or "she" is an example; the silver truth is the name of its CoreNLP chain. Prints the accuracy on a held-out
fifth of the articles, then the table of weights. Needs NumPy alone and takes about a minute.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import re
import sys
from collections.abc import Iterator

import numpy as np

from onrecord.model.document import Block, BlockKind, Document
from onrecord.model.reading import TaggedAttribution
from onrecord.model.span import Span
from onrecord.reader import entries, sources
from onrecord.reader.reader import attribute
from onrecord.reader.salience import FEATURES, Standing, make_features

Example = tuple[np.ndarray, int]


def iter_examples(data: pathlib.Path, articles: int, part: int | None) -> Iterator[tuple[str, Example | None]]:
    """Iterate over (article, example); the example is none where no candidate is the chain's person."""
    chains = {c["id"]: c["coreference"] for c in map(json.loads, (data / "train.corenlp.jsonl").open(encoding="utf8"))}
    gold = [json.loads(line) for line in (data / "train.jsonl").open(encoding="utf8")]
    gold = [g for g in gold if g["id"] in chains]
    random.Random(7).shuffle(gold)
    for article in gold[:articles]:
        for example in _read_article(article, chains[article["id"]]):
            yield article["id"], example


def _read_article(article: dict[str, object], chains: list[list[list[int]]]) -> list[Example | None]:
    text = str(article["text"])
    names: dict[int, set[str]] = {}
    for chain in chains:
        found = {w.lower() for m in chain for w in _get_name(text[m[0] : m[1]])}
        for mention in chain:
            names[mention[0]] = found
    seen: list[tuple[int, list[tuple[entries.Entry, Standing]]]] = []
    original = sources.Cast.get_standings

    def watched(cast: sources.Cast, place: int, paragraph: Span, *, male: bool) -> list[tuple[entries.Entry, Standing]]:
        people = original(cast, place, paragraph, male=male)
        seen.append((place, people))
        return people

    sources.Cast.get_standings = watched  # type: ignore[method-assign]
    try:
        attribute(_make_document(text), _make_tags(article))
    finally:
        sources.Cast.get_standings = original  # type: ignore[method-assign]
    return [_make_example(people, names[place]) for place, people in seen if names.get(place)]


def _get_name(mention: str) -> list[str]:
    words = [re.sub(r"[’']s$", "", w) for w in mention.split()]
    return [words[-1]] if words and len(words) <= 6 and words[-1][:1].isupper() else []


def _make_example(people: list[tuple[entries.Entry, Standing]], wanted: set[str]) -> Example | None:
    right = [n for n, (entry, _) in enumerate(people) if entry.words and entry.words[-1] in wanted]
    if not right:
        return None
    return np.array([make_features(s) for _, s in people]), right[-1]


def _make_document(text: str) -> Document:
    blocks = tuple(
        Block(id=f"b{n}", kind=BlockKind.PARAGRAPH, span=Span(*m.span()), path="")
        for n, m in enumerate(re.finditer(r"[^\n]+", text), 1)
    )
    return Document(capture="", origin="", text=text, blocks=blocks, language="en")


def _make_tags(article: dict[str, object]) -> list[TaggedAttribution]:
    tags = []
    for gold in article["attributions"]:  # type: ignore[attr-defined]
        spans = {k: tuple(Span(*s) for s in sorted(map(tuple, gold[k]))) for k in ("source", "cue", "content")}
        if spans["content"]:
            tags.append(TaggedAttribution(**spans, confidence=1.0))
    return sorted(tags, key=lambda t: t.content[0])


def learn(examples: list[Example], steps: int = 400, rate: float = 0.5, decay: float = 1e-3) -> np.ndarray:
    """Fit a conditional logistic ranking by gradient ascent with momentum."""
    weights = np.zeros(len(FEATURES))
    speed = np.zeros_like(weights)
    for _ in range(steps):
        gradient = -decay * weights
        for features, right in examples:
            scores = features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            gradient += (features[right] - chances @ features) / len(examples)
        speed = 0.9 * speed + rate * gradient
        weights += speed
    return weights


def measure(weights: np.ndarray, examples: list[Example]) -> float:
    return sum(int(np.argmax(f @ weights)) == right for f, right in examples) / max(1, len(examples))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=840)
    options = parser.parse_args()
    data = options.data / "polnear"
    if not data.is_dir():
        print(f"{data}: not there; nothing learned")
        return 0
    rows = list(iter_examples(data, options.articles, None))
    ids = sorted({i for i, _ in rows})
    held = set(ids[::5])
    train = [e for i, e in rows if e is not None and i not in held]
    test = [e for i, e in rows if e is not None and i in held]
    missed = sum(e is None for i, e in rows if i in held)
    weights = learn(train)
    print(f"{len(train)} examples, held out {len(test)} and {missed} whose person is no candidate")
    print(f"right where the person is a candidate: {measure(weights, test):.3f}")
    print("WEIGHTS: tuple[float, ...] = (")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"    {weight:.2f},  # {name}")
    print(")")
    return 0


if __name__ == "__main__":
    sys.exit(main())

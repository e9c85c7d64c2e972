"""Choose what decodes the network's scores, on the held-out articles: biases, threshold, and the chance's weights.

    python training/tune.py --data ../shared/data --model out/training/seed1/int8 --links out/training/links.json

Writes ``settings.json`` beside the model. The chance is a logistic curve over an attribution's traits, fitted on the
held-out articles; what is printed of it is measured with five folds of articles, each read by a curve of the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from articles import Article, load_articles, split
from numpy.typing import NDArray
from scoring import load_scorer, score

from onrecord.model.span import Span
from onrecord.reader.model.candidates import TRAITS, Candidate, Waiting, find_candidates, iter_rows
from onrecord.reader.model.linking import make_links
from onrecord.reader.model.network import Network, load_network
from onrecord.reader.model.tagger import rate, settle
from onrecord.reader.model.tags import find_tags, make_chain
from onrecord.reader.model.windows import get_markers, iter_paragraphs, iter_windows

FOLDS = 5
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45)
# Points of F1 given up for a higher threshold: a wrong mark is worse than a missing one.
GIVEN_FOR_PRECISION = 0.3
Array = NDArray[np.float64]


class Scored:
    """Articles with the network's scores, so that decoding can be tried many times."""

    def __init__(self, network: Network, articles: Sequence[Article]) -> None:
        self.network, self.articles, self.windows, self.scores = network, list(articles), [], []
        markers = get_markers(network.tokenizer)
        for article in articles:
            paragraphs = iter_paragraphs(article["text"], [Span(0, len(article["text"]))])
            windows = list(iter_windows(paragraphs, network.tokenizer, markers))
            self.windows.append(windows)
            self.scores.append(network.score_all(windows, 2))

    def join(self, other: Network) -> None:
        """Take the mean of these scores and those of another network, to see what several would say together."""
        for number, windows in enumerate(self.windows):
            scores = other.score_all(windows, 2)
            self.scores[number] = [(a + b) / 2 for a, b in zip(self.scores[number], scores, strict=True)]

    def find(self, settings: dict[str, Any]) -> list[list[Candidate]]:
        chain, links = make_chain(settings["moves"], settings["biases"]), make_links(settings["links"])
        result = []
        for article, windows, scores in zip(self.articles, self.windows, self.scores, strict=True):
            found: list[Candidate] = []
            waiting = Waiting()
            for window, tagged in zip(windows, find_tags(scores, [w.starts for w in windows], chain), strict=True):
                for row in iter_rows(article["text"], window, tagged):
                    found.extend(find_candidates(row, links, waiting))
            result.append(found)
        return result


def make_found(candidates: Sequence[Candidate], weights: Sequence[float], threshold: float) -> dict[str, Any]:
    chosen = settle([r for r in (rate(c, weights) for c in candidates) if r.confidence >= threshold])
    spans = [{"source": a.source, "cue": a.cue, "content": a.content, "confidence": a.confidence} for a in chosen]
    return {"attributions": spans}


def find_right(data: Path, article: Article, candidates: Sequence[Candidate]) -> list[bool]:
    """Tell for each candidate whether it stands in the scorer's relation match with the article's gold."""
    scorer = load_scorer(data)
    gold = scorer.prepare(article["text"], article["attributions"])
    found = [{"source": c.source, "cue": c.cue, "content": c.content} for c in candidates]
    prepared = [scorer.prepare(article["text"], [f]) for f in found]
    rows = [p[0] if p else None for p in prepared]
    matched = {id(p) for _, p in scorer.match(gold, [r for r in rows if r], 0.5, ok=scorer.same_source)}
    return [id(r) in matched for r in rows]


def fit(traits: Array, right: Array, strength: float = 1.0) -> Array:
    """Fit the logistic curve by Newton's method, with a ridge that spares the constant."""
    scale = np.maximum(traits.std(axis=0), 1e-6)
    scale[0] = 1.0
    scaled, weights = traits / scale, np.zeros(traits.shape[1])
    ridge = np.full(traits.shape[1], strength)
    ridge[0] = 0.0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chance - right) + ridge * weights
        bend = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + np.diag(ridge + 1e-6)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(weights / scale)


def learn_chance(data: Path, scored: Scored, candidates: Sequence[Sequence[Candidate]]) -> tuple[list[Array], Array]:
    """Learn one curve a fold (fitted without it), and one of all."""
    right = [find_right(data, a, c) for a, c in zip(scored.articles, candidates, strict=True)]

    def learn(skip: int) -> Array:
        rows = [n for n in range(len(right)) if n % FOLDS != skip]
        traits = np.array([c.traits for n in rows for c in candidates[n]])
        return fit(traits, np.array([r for n in rows for r in right[n]], dtype=float))

    return [learn(fold) for fold in range(FOLDS)], learn(-1)


def measure(data: Path, scored: Scored, candidates: Sequence[Sequence[Candidate]], curves: Sequence[Array],
            threshold: float) -> tuple[dict[str, float], dict[str, Any]]:  # fmt: skip
    found = {a["id"]: make_found(c, curves[n % FOLDS], threshold)
             for n, (a, c) in enumerate(zip(scored.articles, candidates, strict=True))}  # fmt: skip
    return score(data, {a["id"]: a for a in scored.articles}, found), found


def measure_chances(data: Path, scored: Scored, found: dict[str, Any]) -> dict[str, float]:
    rows: list[tuple[float, bool]] = []
    for article in scored.articles:
        got = found[article["id"]]["attributions"]
        made = [Candidate(a["source"], a["cue"], a["content"], ()) for a in got]
        right = find_right(data, article, made)
        rows += zip([a["confidence"] for a in got], right, strict=True)
    rows.sort(key=lambda r: r[0])
    bins = [rows[i * len(rows) // 10 : (i + 1) * len(rows) // 10] for i in range(10)]
    gap = sum(abs(sum(x for _, x in b) - sum(c for c, _ in b)) for b in bins) / len(rows)
    top = [x for c, x in rows if c >= 0.9]
    return {"ece": round(gap, 4), "share at 0.9": round(len(top) / len(rows), 3),
            "right at 0.9": round(sum(top) / max(1, len(top)), 4)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--links", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help="try no biases")
    parser.add_argument("--also", type=Path, help="another model: measure the mean of both, and write nothing")
    arguments = parser.parse_args()
    settings: dict[str, Any] = {
        "moves": json.loads((arguments.model / "moves.json").read_text()),
        "biases": [0.0] * 7,
        "links": json.loads(arguments.links.read_text()),
        "chance": [0.0] * TRAITS,
        "threshold": 0.0,
    }
    if not (arguments.model / "settings.json").is_file():
        (arguments.model / "settings.json").write_text(json.dumps(settings))
    network = replace(load_network(arguments.model), settings=settings)
    _, held = split(load_articles(arguments.data / "polnear" / "train.jsonl"))
    scored = Scored(network, held)
    if arguments.also:
        scored.join(load_network(arguments.also))
        own = np.array(json.loads((arguments.also / "moves.json").read_text()))
        settings["moves"] = ((np.array(settings["moves"]) + own) / 2).tolist()
    flat = [np.zeros(TRAITS)] * FOLDS
    print("no biases, no threshold", measure(arguments.data, scored, scored.find(settings), flat, 0.0)[0])
    best = (0.0, settings)
    grid = [0.0] if arguments.quick else [0.0, 0.5, 1.0, 1.5, 2.0]
    for cue in grid:
        for content in grid:
            trial = {**settings, "biases": [0.0, content / 2, 0.0, cue, 0.0, content, 0.0]}
            candidates = scored.find(trial)
            curves, whole = learn_chance(arguments.data, scored, candidates)
            plain = measure(arguments.data, scored, candidates, flat, 0.0)[0]["all f1"]
            line: list[tuple[float, float]] = []
            for threshold in THRESHOLDS:
                value = measure(arguments.data, scored, candidates, curves, threshold)[0]
                line.append((value["all f1"], value["all f1"] + 0.3 * value["quoted f1"]))
            top = max(goal for _, goal in line)
            threshold = max(
                t for t, (_, goal) in zip(THRESHOLDS, line, strict=True) if goal >= top - GIVEN_FOR_PRECISION
            )
            if top > best[0]:
                best = (top, {**trial, "chance": [round(float(w), 5) for w in whole], "threshold": threshold})
            print(f"cue {cue} content {content}: all kept {plain}, by threshold {[a for a, _ in line]}", flush=True)
    settings = best[1]
    candidates = scored.find(settings)
    curves, _ = learn_chance(arguments.data, scored, candidates)
    figures, found = measure(arguments.data, scored, candidates, curves, settings["threshold"])
    print(settings["biases"], settings["threshold"], settings["chance"])
    print(figures, measure_chances(arguments.data, scored, found))
    if not arguments.also:
        (arguments.model / "settings.json").write_text(json.dumps(settings))


if __name__ == "__main__":
    main()

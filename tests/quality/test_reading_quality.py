"""The reader's scores may only rise: floors pinned beside the digest of the data they were measured on.

Skipped, with the reason, where the data is not at hand: ``ONRECORD_DATA`` names the folder that holds ``data`` and
``tools``, and ``make quality DATA=…`` sets it. ``training/evaluate.py`` prints all figures; a floor is what was
measured, less what rounding can take.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord.model.document import Capture
from onrecord.model.public import make_public
from onrecord.reader.model.tagger import LearnedTagger
from onrecord.reading import read_documents

DATA = os.environ.get("ONRECORD_DATA")
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf8"))


def load_scorer(folder: Path) -> ModuleType:
    path = folder / "tools" / "score_attributions.py"
    made = importlib.util.spec_from_file_location("score_attributions", path)
    assert made is not None
    assert made.loader is not None
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return module


def read_all(articles: list[dict[str, Any]]) -> dict[str, Any]:
    captures = [Capture(content=a["text"].encode(), origin=f"{a['id']}.txt") for a in articles]
    found = {}
    for article, reading in zip(articles, read_documents(captures, LearnedTagger()), strict=True):
        public: Any = make_public(reading)
        found[article["id"]] = {"attributions": [a for a in public["attributions"] if a["kind"] != "post"]}
    return found


def measure_calibration(scorer: ModuleType, gold: dict[str, Any], found: dict[str, Any]) -> float:
    """Mean gap between confidence and the share that is right, over ten bins of equal count."""
    rows = []
    for key, article in gold.items():
        kept = [a for a in found[key]["attributions"] if scorer.pieces(article["text"], a["content"])]
        made = scorer.prepare(article["text"], kept)
        wanted = scorer.prepare(article["text"], article["attributions"])
        right = {id(p) for _, p in scorer.match(wanted, made, 0.5, ok=scorer.same_source)}
        rows += [(a["confidence"], id(p) in right) for a, p in zip(kept, made, strict=True)]
    rows.sort(key=lambda r: r[0])
    bins = [rows[i * len(rows) // 10 : (i + 1) * len(rows) // 10] for i in range(10)]
    return float(sum(abs(sum(x for _, x in b) - sum(c for c, _ in b)) for b in bins) / len(rows))


@pytest.mark.parametrize("name", FLOORS)
def test_the_scores_do_not_fall_below_their_floors(name: str) -> None:
    pinned = FLOORS[name]
    if DATA is None:
        pytest.skip("ONRECORD_DATA names no folder with data/ and tools/ (make quality DATA=... sets it)")
    path = Path(DATA) / "data" / pinned["file"]
    if not path.is_file():
        pytest.skip(f"there is no {path}: ONRECORD_DATA names the folder that holds data/ and tools/")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == pinned["sha256"], "these are other data than the floors were measured on"
    scorer = load_scorer(Path(DATA))
    with path.open(encoding="utf8") as lines:
        gold = {a["id"]: a for a in map(json.loads, lines)}
    found = read_all(list(gold.values()))
    result = scorer.evaluate(gold, found)
    figures = {
        "relation F1, all": result["all"]["relation attr"]["f1"],
        "relation F1, quoted": result["quoted"]["relation attr"]["f1"],
        "content token F1, all": result["all"]["token"]["f1"],
    }
    fallen = {k: round(100 * v, 2) for k, v in figures.items() if 100 * v < pinned["floors"][k]}
    assert not fallen
    assert measure_calibration(scorer, gold, found) <= pinned["highest calibration error"]

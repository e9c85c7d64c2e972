"""The shared scorer of attributions, loaded from beside the data, and the few figures looked at most."""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any


@lru_cache(maxsize=1)
def load_scorer(data: Path) -> ModuleType:
    """Load ``tools/score_attributions.py`` from the folder beside the data's."""
    path = data.resolve().parent / "tools" / "score_attributions.py"
    if not path.is_file():
        sys.exit(f"no scorer at {path}: the folder tools/ stands beside data/")
    made = importlib.util.spec_from_file_location("score_attributions", path)
    if made is None or made.loader is None:
        sys.exit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return module


def score(data: Path, gold: dict[str, Any], found: dict[str, Any]) -> dict[str, float]:
    """Score: relation precision, recall and F1 on all and on quoted attributions, content tokens on all."""
    result = load_scorer(data).evaluate(gold, found)
    figures = {}
    for subset in ("all", "quoted"):
        for name, value in result[subset]["relation attr"].items():
            if name in ("p", "r", "f1"):
                figures[f"{subset} {name}"] = round(100 * value, 2)
        figures[f"{subset} token"] = round(100 * result[subset]["token"]["f1"], 2)
    figures["cue any"] = round(100 * result["all"]["cue any"]["acc"], 2)
    figures["source any"] = round(100 * result["all"]["source any"]["acc"], 2)
    return figures

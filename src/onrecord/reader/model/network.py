"""The network itself: loaded once, one window a run, several threads at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.reader.model.windows import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Network:
    """``settings`` are the numbers learned beside the weights: the chain, the links, the chances."""

    session: Any  # onnxruntime.InferenceSession, which is untyped
    tokenizer: Tokenizer
    settings: dict[str, Any]

    def score(self, window: Window) -> NDArray[np.float32]:
        """Score every tag of every word in one window: words × tags. May be called from several threads."""
        import numpy as np

        given = {
            "pieces": np.array([window.pieces], dtype=np.int64),
            "features": np.array([window.features], dtype=np.int64),
            "firsts": np.array(window.firsts, dtype=np.int64),
        }
        found: NDArray[np.float32] = self.session.run(None, given)[0][0]
        return found

    def score_all(self, windows: Sequence[Window], threads: int) -> list[NDArray[np.float32]]:
        """Score windows side by side; one window is one run, so its scores never depend on its neighbours."""
        if threads <= 1 or len(windows) < 2:
            return [self.score(w) for w in windows]
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(max_workers=threads) as pool:
            return list(pool.map(self.score, windows))


@lru_cache(maxsize=4)
def load_network(folder: Path = WEIGHTS) -> Network:
    """Load the network from its folder; kept for the life of the process."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # windows run side by side instead, which wastes nothing on joining
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # written fused already
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        (folder / "reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    return Network(
        session=session,
        tokenizer=Tokenizer.from_file(str(folder / "tokenizer.json")),
        settings=json.loads((folder / "settings.json").read_text(encoding="utf8")),
    )

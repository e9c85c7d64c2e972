"""Write the trained network as ONNX, with weights of eight bits, node by node.

    python training/export.py --weights out/training/seed1/average.pt --out out/training/seed1/int8 [--float]

The graph is built by hand: it holds one window at a time, so nothing is padded and the scores of a window cannot
depend on what else is read beside it; and each node is one that onnxruntime's CPU kernels run fused. Matrices carry
one scale a column, the pieces' embedding one scale a row. Weights keep to seven bits, because processors without VNNI
add products of eight and seven bits exactly but saturate on eight and eight: so every processor gives the same scores.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from network import Reader, load
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from prepare import load_tokenizer

from onrecord.reader.model.windows import WINDOW

Array = NDArray[np.float32]
CONTRIB = "com.microsoft"


class Graph:
    """Nodes and weights as they are added."""

    def __init__(self, *, quantized: bool, bits: int) -> None:
        self.quantized = quantized
        self.limit = 2 ** (bits - 1) - 1
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def keep(self, name: str, value: NDArray[np.generic]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, domain: str = "", **settings: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **settings))
        return output

    def look_up(self, name: str, table: Array, index: str) -> str:
        if not self.quantized:
            return self.add("Gather", [self.keep(name + ".table", table), index], name)
        scale = np.abs(table).max(axis=1, keepdims=True) / 127
        scale[scale == 0] = 1
        numbers = self.add("Gather", [self.keep(name + ".table", np.rint(table / scale).astype(np.int8)), index],
                           name + ".numbers")  # fmt: skip
        wide = self.add("Cast", [numbers], name + ".wide", to=TensorProto.FLOAT)
        scales = self.add("Gather", [self.keep(name + ".scales", scale.astype(np.float32)), index], name + ".scaling")
        return self.add("Mul", [wide, scales], name)

    def multiply(self, name: str, given: str, weight: Array, bias: Array) -> str:
        """Multiply by a matrix stored as PyTorch stores it (out × in)."""
        if not self.quantized:
            product = self.add("MatMul", [given, self.keep(name + ".matrix", weight.T)], name + ".product")
            return self.add("Add", [product, self.keep(name + ".bias", bias)], name)
        return self.add("DynamicQuantizeMatMul", [given, *self.keep_matrix(name, weight, bias)], name, CONTRIB)

    def keep_matrix(self, name: str, weight: Array, bias: Array) -> list[str]:
        """Keep a matrix as whole numbers, with its scale a column, its zero points and its bias."""
        matrix = weight.T
        scale = find_scales(matrix, self.limit)
        numbers = np.clip(np.rint(matrix / scale), -self.limit, self.limit).astype(np.int8)
        return [
            self.keep(name + ".matrix", numbers),
            self.keep(name + ".scale", scale),
            self.keep(name + ".zero", np.zeros(len(scale), np.int8)),
            self.keep(name + ".bias", bias),
        ]


def find_scales(matrix: Array, limit: int) -> Array:
    """Find for each column the scale that loses least, clipping a little where that pays."""
    top = np.abs(matrix).max(axis=0)
    best, lost = top / limit, np.full(len(top), np.inf)
    for share in np.linspace(0.7, 1.0, 13):
        scale = top * share / limit
        error = ((np.clip(np.rint(matrix / scale), -limit, limit) * scale - matrix) ** 2).sum(axis=0)
        better = error < lost
        best, lost = np.where(better, scale, best), np.where(better, error, lost)
    return best.astype(np.float32)


def build(model: Reader, *, quantized: bool, bits: int = 7) -> onnx.ModelProto:
    graph = Graph(quantized=quantized, bits=bits)
    weights = {k: v.detach().float().numpy() for k, v in model.state_dict().items()}
    features = model.make_features().detach().float().numpy()
    pieces = graph.look_up("pieces_found", weights["pieces.weight"], "pieces")
    layout = graph.add("Gather", [graph.keep("features.table", features), "features"], "features_found")
    length = graph.add("Shape", ["pieces"], "length")
    size = graph.add("Slice", [length, graph.keep("one", np.array([1])), graph.keep("two", np.array([2]))], "size")
    places = graph.add(
        "Slice",
        [graph.keep("places.table", weights["places.weight"][:WINDOW][None]), graph.keep("zero", np.array([0])), size,
         "one"],
        "places_found",
    )  # fmt: skip
    hidden = graph.add("Add", [graph.add("Add", [pieces, layout], "with_features"), places], "embedded")
    norm = [graph.keep("norm.weight", weights["norm.weight"]), graph.keep("norm.bias", weights["norm.bias"])]
    hidden = graph.add("LayerNormalization", [hidden, *norm], "normed", axis=-1, epsilon=1e-12)
    for number in range(model.shape.layers):
        hidden = _add_layer(graph, f"layers.{number}.", hidden, weights, model.shape.heads)
    words = graph.add("Gather", [hidden, "firsts"], "words", axis=1)
    product = graph.add("MatMul", [words, graph.keep("score.matrix", weights["score.weight"].T)], "score.product")
    graph.add("Add", [product, graph.keep("score.bias", weights["score.bias"])], "scores")
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, [1, "length"]) for n in ("pieces", "features")]
    inputs.append(helper.make_tensor_value_info("firsts", TensorProto.INT64, ["words"]))
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "words", 7])
    made = helper.make_graph(graph.nodes, "reader", inputs, [output], graph.weights)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="onrecord")


def _add_layer(graph: Graph, name: str, hidden: str, weights: dict[str, Array], heads: int) -> str:
    def get(part: str) -> tuple[Array, Array]:
        return weights[f"{name}{part}.weight"], weights[f"{name}{part}.bias"]

    def add_normed(part: str, given: str, left: str) -> str:
        # Two nodes: the contrib operator that fuses them takes four times as long on the CPU.
        gamma, beta = get(part)
        kept = [graph.keep(f"{name}{part}.weight", gamma), graph.keep(f"{name}{part}.bias", beta)]
        total = graph.add("Add", [given, left], f"{name}{part}.sum")
        return graph.add("LayerNormalization", [total, *kept], name + part, axis=-1, epsilon=1e-12)

    seen = _add_attention(graph, name, hidden, get("qkv"), heads)
    hidden = add_normed("norm1", hidden, graph.multiply(name + "out", seen, *get("out")))
    up = graph.add("Gelu", [graph.multiply(name + "up", hidden, *get("up"))], name + "gelu")
    return add_normed("norm2", hidden, graph.multiply(name + "down", up, *get("down")))


def _add_attention(graph: Graph, name: str, hidden: str, qkv: tuple[Array, Array], heads: int) -> str:
    weight, bias = qkv
    if not graph.quantized:
        joined = graph.multiply(name + "qkv", hidden, weight, bias)
        parts = [f"{name}{p}" for p in ("query", "key", "value")]
        sizes = graph.keep(name + "sizes", np.array([weight.shape[1]] * 3))
        graph.nodes.append(helper.make_node("Split", [joined, sizes], parts, name=name + "split", axis=-1))
        return graph.add("MultiHeadAttention", parts, name + "seen", CONTRIB, num_heads=heads)
    given = [f"{name}given", f"{name}given.scale", f"{name}given.zero"]
    graph.nodes.append(helper.make_node("DynamicQuantizeLinear", [hidden], given, name=name + "given"))
    matrix, scale, zero, kept = graph.keep_matrix(name + "qkv", weight, bias)
    inputs = [given[0], matrix, kept, given[1], scale, "", given[2], zero]
    return graph.add("QAttention", inputs, name + "seen", CONTRIB, num_heads=heads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="keep the weights as they are, to measure what is lost")
    parser.add_argument("--bits", type=int, default=7)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = load(arguments.weights)
    made = build(model, quantized=not arguments.float, bits=arguments.bits)
    onnx.checker.check_model(made)
    (arguments.out / "reader.onnx").write_bytes(made.SerializeToString())
    load_tokenizer().save(str(arguments.out / "tokenizer.json"), pretty=False)
    moves = [[round(float(x), 5) for x in row] for row in model.moves.detach().float().numpy()]
    (arguments.out / "moves.json").write_text(json.dumps(moves))
    for path in sorted(arguments.out.iterdir()):
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

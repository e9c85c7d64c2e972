"""The network being trained: a 6-layer BERT encoder, a feature embedding beside the pieces, a linear-chain CRF."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reader.model.windows import FEATURES, LAYOUTS, QUOTING, SHAPES

TAGS = 7  # outside; begin and inside of source, cue, content
FORBIDDEN = -10_000.0


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How large the encoder is; the numbers of all-MiniLM-L6-v2."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    layers: int = 6
    heads: int = 12
    dropout: float = 0.1


def _through(value: Tensor, rounded: Tensor) -> Tensor:
    """Use the rounded value, but learn as if nothing had been rounded."""
    return value + (rounded - value).detach()


class Rounding(nn.Linear):
    """A dense layer that can compute as its exported form does: weights of 7 bits a column, inputs of 8 a window."""

    rounds = False

    def forward(self, given: Tensor) -> Tensor:
        if not self.rounds:
            return super().forward(given)
        with torch.no_grad():
            scale = self.weight.abs().amax(dim=1, keepdim=True) / 63
            weight = torch.round(self.weight / scale) * scale
            low = given.float().amin(dim=(1, 2), keepdim=True).clamp(max=0)
            high = given.float().amax(dim=(1, 2), keepdim=True).clamp(min=0)
            step = ((high - low) / 255).clamp(min=1e-8)
            zero = torch.round(-low / step)
            seen = (torch.clamp(torch.round(given.float() / step) + zero, 0, 255) - zero) * step
        return functional.linear(_through(given, seen.to(given.dtype)), _through(self.weight, weight), self.bias)


class Layer(nn.Module):
    """One encoder layer as in BERT: attention, then two dense layers, each added and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = Rounding(shape.width, 3 * shape.width)
        self.out = Rounding(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = Rounding(shape.width, shape.inner)
        self.down = Rounding(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = hidden.shape
        query, key, value = self.qkv(hidden).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, width))
        hidden = self.norm1(hidden + self.dropout(seen))
        return self.norm2(hidden + self.dropout(self.down(functional.gelu(self.up(hidden)))))


class Reader(nn.Module):
    """Scores for the tags of each word, from the word's first piece."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.pieces.weight.requires_grad_(False)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.shapes = nn.Embedding(SHAPES, shape.width)
        self.quoting = nn.Embedding(QUOTING, shape.width)
        self.layouts = nn.Embedding(LAYOUTS, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.score = nn.Linear(shape.width, TAGS)
        self.moves = nn.Parameter(torch.zeros(TAGS, TAGS))
        for embedding in (self.shapes, self.quoting, self.layouts):
            nn.init.normal_(embedding.weight, std=0.02)
        nn.init.normal_(self.score.weight, std=0.02)
        nn.init.zeros_(self.score.bias)

    def set_rounding(self, rounds: bool) -> None:
        for module in self.modules():
            if isinstance(module, Rounding):
                module.rounds = rounds

    def make_features(self) -> Tensor:
        """Make the one table of features that the three embeddings amount to."""
        number = torch.arange(FEATURES)
        return (
            self.shapes(number // (QUOTING * LAYOUTS))
            + self.quoting(number // LAYOUTS % QUOTING)
            + self.layouts(number % LAYOUTS)
        )

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor, firsts: Tensor) -> Tensor:
        """Score words: ``pieces``, ``features`` and ``mask`` are batch × pieces, ``firsts`` batch × words."""
        places = torch.arange(pieces.shape[1])
        hidden = self.pieces(pieces) + self.places(places)[None] + functional.embedding(features, self.make_features())
        hidden = self.dropout(self.norm(hidden))
        bias = torch.zeros(mask.shape, dtype=hidden.dtype).masked_fill(~mask, FORBIDDEN)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, bias)
        words = hidden.gather(1, firsts[:, :, None].expand(-1, -1, hidden.shape[2]))
        return self.score(self.dropout(words))

    def get_moves(self) -> Tensor:
        return self.moves + make_barred().to(self.moves)


def make_barred() -> Tensor:
    """Make the penalties that keep "inside" from following anything but its own kind."""
    barred = torch.zeros(TAGS, TAGS)
    for kind in range(3):
        inside = 2 * kind + 2
        barred[:, inside] = FORBIDDEN
        barred[inside - 1, inside] = barred[inside, inside] = 0.0
    return barred


def get_loss(scores: Tensor, moves: Tensor, tags: Tensor, real: Tensor) -> Tensor:
    """Negative log-likelihood of the tags under the chain, per word; ``real`` marks words that are no padding."""
    scores = scores.float()
    right = scores.gather(2, tags[:, :, None])[:, :, 0] * real
    steps = moves[tags[:, :-1], tags[:, 1:]] * real[:, 1:]
    first = torch.zeros(TAGS).index_fill(0, torch.tensor([2, 4, 6]), FORBIDDEN)
    alpha = scores[:, 0] + first
    for place in range(1, scores.shape[1]):
        after = torch.logsumexp(alpha[:, :, None] + moves[None], dim=1) + scores[:, place]
        alpha = torch.where(real[:, place, None], after, alpha)
    return (torch.logsumexp(alpha, dim=1).sum() - right.sum() - steps.sum()) / real.sum()


def load_encoder(path: Path) -> Reader:
    """Load the pretrained encoder's weights, as the package that carries them stores them."""
    from safetensors.torch import load_file

    found = load_file(path)
    model = Reader(Shape())
    own = model.state_dict()
    own["pieces.weight"] = found["embeddings.word_embeddings.weight"]
    # There is one segment only, so its embedding belongs to every place.
    own["places.weight"] = (
        found["embeddings.position_embeddings.weight"] + found["embeddings.token_type_embeddings.weight"][:1]
    )
    own["norm.weight"] = found["embeddings.LayerNorm.weight"]
    own["norm.bias"] = found["embeddings.LayerNorm.bias"]
    for number in range(model.shape.layers):
        there, here = f"encoder.layer.{number}.", f"layers.{number}."
        for part in ("weight", "bias"):
            own[f"{here}qkv.{part}"] = torch.cat(
                [found[f"{there}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for name, origin in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                own[f"{here}{name}.{part}"] = found[f"{there}{origin}.{part}"]
    model.load_state_dict(own)
    return model


def save(model: Reader, path: Path) -> None:
    torch.save({"shape": asdict(model.shape), "weights": model.state_dict()}, path)


def load(path: Path) -> Reader:
    found = torch.load(path, weights_only=True)
    model = Reader(Shape(**found["shape"]))
    model.load_state_dict(found["weights"])
    return model.eval()

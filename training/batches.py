"""Windows made into tensors, those of like length together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from articles import Example
from torch import Tensor


@dataclass(frozen=True)
class Batch:
    pieces: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    tags: Tensor
    real: Tensor


def make_batch(examples: Sequence[Example]) -> Batch:
    length = max(len(e.window.pieces) for e in examples)
    words = max(len(e.tags) for e in examples)
    pieces = torch.zeros(len(examples), length, dtype=torch.long)
    features, mask = torch.zeros_like(pieces), torch.zeros_like(pieces, dtype=torch.bool)
    firsts = torch.zeros(len(examples), words, dtype=torch.long)
    tags, real = torch.zeros_like(firsts), torch.zeros_like(firsts, dtype=torch.bool)
    for row, example in enumerate(examples):
        size, count = len(example.window.pieces), len(example.tags)
        pieces[row, :size] = torch.tensor(example.window.pieces)
        features[row, :size] = torch.tensor(example.window.features)
        mask[row, :size] = True
        firsts[row, :count] = torch.tensor(example.window.firsts)
        tags[row, :count] = torch.tensor(example.tags)
        real[row, :count] = True
    return Batch(pieces, features, mask, firsts, tags, real)


def iter_batches(examples: Sequence[Example], size: int, chance: random.Random | None) -> Iterator[Batch]:
    """Batch windows of like length; with ``chance`` in random order."""
    order = list(examples)
    if chance is not None:
        chance.shuffle(order)
    pools = [order[i : i + 32 * size] for i in range(0, len(order), 32 * size)]
    batches: list[list[Example]] = []
    for pool in pools:
        pool.sort(key=lambda e: len(e.window.pieces))
        batches.extend(pool[i : i + size] for i in range(0, len(pool), size))
    if chance is not None:
        chance.shuffle(batches)
    for batch in batches:
        yield make_batch(batch)

"""Teach one network what several say together: its scores are drawn to the mean of theirs.

    python training/distil.py --data ../shared/data --teachers out/training/seed1/average.pt \\
        out/training/seed2/average.pt --out out/training/distilled --epochs 2

The student begins as the last teacher, sees the training articles disguised and with words hidden, and computes with
the rounding of the exported form throughout; the teachers compute without it. What the mean
itself would score is measured by ``tune.py --also``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from articles import load_articles, make_examples, split
from batches import iter_batches
from network import get_loss, load, save
from prepare import load_tokenizer
from torch import Tensor
from train import AVERAGE, BATCH, LAYER_DECAY, get_pace

RATE = 6e-5
GOLD_SHARE = 0.15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(arguments.seed)
    chance = random.Random(arguments.seed)
    tokenizer = load_tokenizer()
    train, _ = split(load_articles(arguments.data / "polnear" / "train.jsonl"))
    teachers = [load(path) for path in arguments.teachers]
    student = load(arguments.teachers[-1])
    moves = torch.stack([t.moves.detach() for t in teachers]).mean(0)
    with torch.no_grad():
        student.moves.copy_(moves)
    student.moves.requires_grad_(False)
    student.train()
    student.set_rounding(True)
    groups = []
    for name, weight in student.named_parameters():
        if weight.requires_grad:
            depth = int(name.split(".")[1]) if name.startswith("layers") else student.shape.layers - 1
            rate = RATE * LAYER_DECAY ** (student.shape.layers - 1 - depth)
            groups.append({"params": [weight], "lr": rate, "peak": rate, "weight_decay": 0.0})
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    average: dict[str, Tensor] = {k: v.detach().clone() for k, v in student.state_dict().items()}
    examples = [e for a in train for e in make_examples(a, tokenizer, chance, hidden=0.05)]
    steps = round(arguments.epochs * len(examples) / BATCH)
    step, begun, losses = 0, time.time(), []
    with (arguments.out / "log.jsonl").open("w", encoding="utf8") as log:
        while step < steps:
            for batch in iter_batches(examples, BATCH, chance):
                if step >= steps:
                    break
                for group in optimizer.param_groups:
                    group["lr"] = group["peak"] * get_pace(step + 1, steps)
                with torch.autocast("cpu", torch.bfloat16):
                    with torch.no_grad():
                        given = [t(batch.pieces, batch.features, batch.mask, batch.firsts).float() for t in teachers]
                        goal = torch.stack([g - g.mean(2, keepdim=True) for g in given]).mean(0)
                    scores = student(batch.pieces, batch.features, batch.mask, batch.firsts).float()
                apart = ((scores - scores.mean(2, keepdim=True) - goal) ** 2).sum(2)
                drawn = (apart * batch.real).sum() / batch.real.sum()
                loss = 0.1 * drawn + GOLD_SHARE * get_loss(scores, student.get_moves(), batch.tags, batch.real)
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_([p for p in student.parameters() if p.requires_grad], 1.0)
                optimizer.step()
                step += 1
                losses.append(drawn.item())
                keep = min(AVERAGE, (1 + step) / (10 + step))
                with torch.no_grad():
                    for name, weight in student.named_parameters():
                        if weight.requires_grad:
                            average[name].lerp_(weight, 1 - keep)
                if step % 25 == 0:
                    line = {"step": step, "of": steps, "drawn": sum(losses) / len(losses)}
                    log.write(json.dumps({**line, "seconds": round(time.time() - begun)}) + "\n")
                    log.flush()
                    losses = []
            examples = [e for a in train for e in make_examples(a, tokenizer, chance, hidden=0.05)]
    student.load_state_dict(average)
    save(student, arguments.out / "average.pt")


if __name__ == "__main__":
    main()

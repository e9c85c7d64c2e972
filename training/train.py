"""Train the network and keep the running average of its weights.

    nice -n 10 env OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE \\
        MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=4000000000 \\
        python training/train.py --data ../shared/data --out out/training/seed1 --seed 1
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from articles import Example, load_articles, make_examples, split
from batches import iter_batches
from network import Reader, get_loss, load_encoder, save
from prepare import find_encoder, load_tokenizer
from torch import Tensor

BATCH = 16
BASE_RATE = 1.5e-4
HEAD_RATE = 2e-3
LAYER_DECAY = 0.9
WARM_UP = 0.08
AVERAGE = 0.998
# From this share of the steps on the network computes with the rounding of its exported form.
ROUNDING_FROM = 0.6


def make_optimizer(model: Reader) -> torch.optim.AdamW:
    """Lower layers learn more slowly; the pretrained word pieces not at all."""
    groups = []
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        if name.startswith(("score", "moves")):
            rate = HEAD_RATE
        elif name.startswith(("shapes", "quoting", "layouts")):
            rate = HEAD_RATE / 2
        else:
            depth = int(name.split(".")[1]) if name.startswith("layers") else -1
            rate = BASE_RATE * LAYER_DECAY ** (model.shape.layers - 1 - depth)
        decay = 0.01 if weight.ndim > 1 and name != "moves" else 0.0
        groups.append({"params": [weight], "lr": rate, "weight_decay": decay, "peak": rate})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def get_pace(step: int, steps: int) -> float:
    warm = max(1, int(steps * WARM_UP))
    return step / warm if step < warm else max(0.02, (steps - step) / (steps - warm))


def measure_loss(model: Reader, examples: list[Example]) -> float:
    model.eval()
    total = count = 0.0
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in iter_batches(examples, BATCH, None):
            scores = model(batch.pieces, batch.features, batch.mask, batch.firsts)
            words = float(batch.real.sum())
            total += float(get_loss(scores, model.get_moves().float(), batch.tags, batch.real)) * words
            count += words
    model.train()
    return total / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--all", action="store_true", help="train on the held-out articles too")
    parser.add_argument("--hidden", type=float, default=0.08, help="share of words hidden")
    parser.add_argument("--no-rounding", action="store_true")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(arguments.seed)
    chance = random.Random(arguments.seed)
    tokenizer = load_tokenizer()
    articles = load_articles(arguments.data / "polnear" / "train.jsonl")
    train, held = split(articles)
    if arguments.all:
        train = articles
    watched = [e for a in held for e in make_examples(a, tokenizer)]
    model = load_encoder(find_encoder())
    model.train()
    optimizer = make_optimizer(model)
    steps = round(arguments.epochs * sum(len(make_examples(a, tokenizer, chance)) for a in train) / BATCH)
    average: dict[str, Tensor] = {k: v.detach().clone().float() for k, v in model.state_dict().items()}
    trained = {k for k, v in model.named_parameters() if v.requires_grad}
    step, begun, losses = 0, time.time(), []
    log = (arguments.out / "log.jsonl").open("w", encoding="utf8")
    for epoch in range(arguments.epochs + 1):
        examples = [e for a in train for e in make_examples(a, tokenizer, chance, hidden=arguments.hidden)]
        for batch in iter_batches(examples, BATCH, chance):
            if step >= steps:
                break
            if step == round(steps * ROUNDING_FROM) and not arguments.no_rounding:
                model.set_rounding(True)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * get_pace(step + 1, steps)
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(batch.pieces, batch.features, batch.mask, batch.firsts)
            loss = get_loss(scores, model.get_moves(), batch.tags, batch.real)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            step += 1
            losses.append(loss.item())
            keep = min(AVERAGE, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, weight in model.named_parameters():
                    if name in trained:
                        average[name].lerp_(weight, 1 - keep)
            if step % 25 == 0:
                line = {"step": step, "of": steps, "epoch": epoch, "loss": sum(losses) / len(losses)}
                line["seconds"] = round(time.time() - begun)
                log.write(json.dumps(line) + "\n")
                log.flush()
                losses = []
        current = {k: v.detach().clone() for k, v in model.state_dict().items()}
        model.load_state_dict(average)
        save(model, arguments.out / "average.pt")
        loss_held = measure_loss(model, watched)
        model.load_state_dict(current)
        line = {"epoch": epoch, "held": measure_loss(model, watched), "held_average": loss_held}
        line["seconds"] = round(time.time() - begun)
        log.write(json.dumps(line) + "\n")
        log.flush()
        if step >= steps:
            break
    save(model, arguments.out / "last.pt")


if __name__ == "__main__":
    main()

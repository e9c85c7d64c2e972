"""The corpus as the network is shown it: articles split, disguised, cut into windows and tagged."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from onrecord.model.span import Span
from onrecord.reader.model.windows import WINDOW, Window, get_markers, iter_paragraphs, iter_windows

Article = dict[str, Any]
SPLIT_SEED = 13
HELD_OUT_PER_OUTLET = 12
KINDS = ("source", "cue", "content")


def load_articles(path: Path) -> list[Article]:
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def split(articles: Sequence[Article]) -> tuple[list[Article], list[Article]]:
    """Split the articles: for training, and held out to choose by (the same share of every outlet, seeded)."""
    outlets: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda a: str(a["id"])):
        outlets[article["publisher"]].append(article)
    chance = random.Random(SPLIT_SEED)
    held: set[str] = set()
    for outlet in sorted(outlets):
        held.update(a["id"] for a in chance.sample(outlets[outlet], HELD_OUT_PER_OUTLET))
    return [a for a in articles if a["id"] not in held], [a for a in articles if a["id"] in held]


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_CURLED = re.compile(r'"([^"\n]{1,600})"')


def disguise(text: str, chance: random.Random) -> str:
    """Write the text with another outlet's typography; no character moves."""
    kind = chance.random()
    if kind < 0.25:
        text = text.translate(_STRAIGHT)
    elif kind < 0.30:  # the British style, with single marks
        text = text.replace("“", "‘").replace("”", "’")
    elif kind < 0.45:
        text = _CURLED.sub("“\\1”", text).replace("'", "’")
    if chance.random() < 0.2:
        text = text.replace("–", "—") if chance.random() < 0.5 else text.replace("—", "–")
    return text


@dataclass(frozen=True)
class Example:
    window: Window
    tags: list[int]


def make_examples(
    article: Article,
    tokenizer: Tokenizer,
    chance: random.Random | None = None,
    limit: int = WINDOW,
    hidden: float = 0.0,
) -> list[Example]:
    """Make an article's windows with their tags; with ``chance``, disguised and packed another way each time."""
    text = article["text"]
    if chance is not None:
        text = disguise(text, chance)
        limit = chance.choice((limit, limit, limit - 32, limit - 64))
    marks = [0] * (len(text) + 1)  # per code point: 0 outside, else 2 * kind + 1 at a span's begin, 2 * kind + 2 inside
    for attribution in article["attributions"]:
        for kind, name in enumerate(KINDS):
            for begin, end in attribution[name]:
                marks[begin:end] = [2 * kind + 2] * (end - begin)
                marks[begin] = 2 * kind + 1
    windows = iter_windows(iter_paragraphs(text, [Span(0, len(text))]), tokenizer, get_markers(tokenizer), limit)
    examples = [Example(window, _make_tags(window, marks)) for window in windows]
    if chance is not None and hidden:
        mask = tokenizer.token_to_id("[MASK]")
        for example in examples:
            hide_words(example.window, text, mask, hidden, chance)
    return examples


def hide_words(window: Window, text: str, mask: int, share: float, chance: random.Random) -> None:
    """Hide words at random, capitalised ones twice as often, so that what stands around them must tell."""
    ends = [*window.firsts[1:], len(window.pieces)]
    for (begin, _), first, end in zip(window.words, window.firsts, ends, strict=True):
        if text[begin].isalnum() and chance.random() < share * (2 if text[begin].isupper() else 1):
            for place in range(first, end):
                if window.features[place]:  # the marker that closes the paragraph stays
                    window.pieces[place] = mask


def _make_tags(window: Window, marks: Sequence[int]) -> list[int]:
    tags: list[int] = []
    starts = set(window.starts)
    for number, (begin, end) in enumerate(window.words):
        found = [m for m in marks[begin:end] if m]
        if not found:
            tags.append(0)
            continue
        kind = (found[0] - 1) // 2
        begins = any(m == 2 * kind + 1 for m in found)
        before = tags[-1] if tags and number not in starts else 0
        goes_on = not begins and before in (2 * kind + 1, 2 * kind + 2)
        tags.append(2 * kind + 2 if goes_on else 2 * kind + 1)
    return tags

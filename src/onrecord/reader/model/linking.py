"""Spans of source, cue and content joined into attributions, by what order and distance make likely.

Spans of one attribution nearly always stand beside one another in one paragraph (98.9 of 100 in PolNeAR), so joining
is cutting each paragraph's row of spans into groups. Every group pays for its order (source cue content is common,
cue source content is not) and every neighbour for what stands between; the cheapest cutting wins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onrecord.reader.model.tags import CONTENT, CUE, SOURCE

LETTERS = "SCK"
_LONGEST = 14
_WORDS = re.compile(r"\w+")
MARKS = frozenset('"“”„«»‘’')
_STOP = re.compile(r"[.?!][”\"’')\]]*(?:\s|$)")
_CUES = re.compile(r"C+")
_UNSEEN = 1e-4
# Cost of a second cue that other spans part from the first: no attribution has two.
_SECOND_CUE = 12.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One span the network found: its kind (see ``tags``), its place, and its words by number in the paragraph."""

    kind: int
    begin: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces of one attribution in order; ``cost`` is how unlikely their order and distances are."""

    pieces: tuple[Piece, ...]
    cost: float

    def get(self, kind: int) -> tuple[Piece, ...]:
        return tuple(p for p in self.pieces if p.kind == kind)


@dataclass(frozen=True, slots=True)
class Links:
    """``orders``: cost of an order of letters; ``joined`` and ``parted``: cost of joining or parting neighbours."""

    orders: Mapping[str, float]
    joined: Mapping[str, float]
    parted: Mapping[str, float]
    unseen: float


def make_links(settings: Mapping[str, Any]) -> Links:
    """Make costs from counts: of orders, and of neighbours joined and parted."""
    orders = settings["orders"]
    total = sum(orders.values())
    joined, parted = {}, {}
    for key, (together, apart) in settings["neighbours"].items():
        share = (together + 0.5) / (together + apart + 1)
        joined[key] = -math.log(share)
        parted[key] = -math.log(1 - share)
    return Links(
        orders={order: -math.log(count / total) for order, count in orders.items()},
        joined=joined,
        parted=parted,
        unseen=-math.log(_UNSEEN),
    )


def make_key(text: str, left: Piece, right: Piece) -> str:
    """Name what two neighbours are and what stands between them: marks, few words, many, a full stop or none.

    A content tells also whether a quotation mark stands at the edge that faces the other.
    """
    gap = text[left.end : right.begin]
    words = min(len(_WORDS.findall(gap[:200])), 4)
    stops = has_stop(text, left, right)
    key = f"{LETTERS[left.kind]}{LETTERS[right.kind]}{(words + 1) // 2}{'.' if stops else ''}"
    if left.kind == CONTENT and any(c in MARKS for c in text[left.end - 1 : left.end + 1]):
        key += "”"
    if right.kind == CONTENT and any(c in MARKS for c in text[right.begin - 1 : right.begin + 1]):
        key += "“"
    return key


def has_stop(text: str, left: Piece, right: Piece) -> bool:
    """Whether a sentence ends between two pieces, or with the first."""
    return _STOP.search(text[max(left.begin, left.end - 2) : right.begin]) is not None


def make_order(pieces: Sequence[Piece]) -> str:
    """Spell a group's order, several contents in a row as one."""
    letters = ""
    for piece in pieces:
        letter = LETTERS[piece.kind]
        if letter != "K" or not letters.endswith("K"):
            letters += letter
    return letters


def join(text: str, pieces: Sequence[Piece], links: Links) -> list[Group]:
    """Cut a paragraph's pieces, in text order, into the cheapest groups."""
    count = len(pieces)
    if not count:
        return []
    keys = [make_key(text, a, b) for a, b in pairwise(pieces)]
    best = [0.0] + [math.inf] * count
    came = [0] * (count + 1)
    costs = [0.0] * (count + 1)
    for end in range(1, count + 1):
        together = 0.0
        for begin in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
            if begin < end - 1:
                together += links.joined.get(keys[begin], 3.0)
            order = make_order(pieces[begin:end])
            cost = together + _find_order_cost(order, links)
            apart = links.parted.get(keys[begin - 1], 0.1) if begin else 0.0
            if best[begin] + cost + apart < best[end]:
                best[end], came[end], costs[end] = best[begin] + cost + apart, begin, cost
    groups: list[Group] = []
    while count:
        groups.append(Group(tuple(pieces[came[count] : count]), costs[count]))
        count = came[count]
    return groups[::-1]


def _find_order_cost(order: str, links: Links) -> float:
    found = links.orders.get(order)
    if found is not None:
        return found
    return links.unseen + _SECOND_CUE * max(0, len(_CUES.findall(order)) - 1)


def share_sources(text: str, groups: Sequence[Group]) -> list[Group]:
    """Give a cue without a source the one that stands right behind it, else that of the cue before it in the sentence.

    "…,” said Brook, adding …" and "Brook said …, adding …": in both the two cues have one source.
    """
    shared: list[Group] = []
    source: Piece | None = None
    reached = 0
    for number, group in enumerate(groups):
        begin = group.pieces[0].begin
        if source is not None and _STOP.search(text, max(source.end, reached - 2), begin):
            source = None
        own = group.get(SOURCE)
        behind = groups[number + 1].pieces[0] if number + 1 < len(groups) else None
        if own:
            source = own[-1]
        elif group.get(CUE):
            if behind is not None and _follows(text, group.pieces[-1], behind):
                source = behind
            if source is not None:
                pieces = sorted((source, *group.pieces), key=lambda p: p.begin)
                group = Group(tuple(pieces), group.cost)
        reached = max(p.end for p in group.pieces)
        shared.append(group)
    return shared


def _follows(text: str, cue: Piece, source: Piece) -> bool:
    return cue.kind == CUE and source.kind == SOURCE and not text[cue.end : source.begin].strip()

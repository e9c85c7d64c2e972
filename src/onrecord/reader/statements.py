"""Acts of saying: which attributions report the same one, how it was said, when and to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.reading import Attribution, AttributionKind, Channel, Statement

# Carriers that a story introduces once and then quotes from, paragraph after paragraph.
_ONE_ACT = frozenset(
    {
        Channel.EMAIL,
        Channel.LETTER,
        Channel.STATEMENT,
        Channel.SOCIAL_POST,
        Channel.INTERVIEW,
        Channel.SPEECH,
        Channel.PRESS_CONFERENCE,
        Channel.PHONE,
        Channel.TESTIMONY,
        Channel.COURT,
        Channel.BROADCAST,
        Channel.DEBATE,
        Channel.ARTICLE,
        Channel.BOOK,
    }
)

# So many attributions further on, what a source said before is no longer understood as the carrier.
_REACH = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What one attribution tells of the act it reports: how, when, to whom (source ids)."""

    attribution: Attribution
    channel: Channel | None
    date: str | None
    addressee: tuple[str, ...]
    is_belief: bool
    reports_act: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sum:
    """What a group of acts tells together, the first that tells it; an embedded post tells channel and day best.

    Kept as the group grows: adding it up anew for every act would take quadratic time in a long document.
    """

    channel: Channel | None = None
    date: str | None = None
    addressee: tuple[str, ...] = ()
    is_channel_posted: bool = False
    is_date_posted: bool = False

    def add(self, act: Act) -> _Sum:
        is_post = act.attribution.kind is AttributionKind.POST
        told = self
        if act.channel is not None and (told.channel is None or (is_post and not told.is_channel_posted)):
            told = replace(told, channel=act.channel, is_channel_posted=is_post)
        if act.date is not None and (told.date is None or (is_post and not told.is_date_posted)):
            told = replace(told, date=act.date, is_date_posted=is_post)
        if act.addressee and not told.addressee:
            told = replace(told, addressee=act.addressee)
        return told


def form_statements(acts: Sequence[Act], originals: Mapping[str, str]) -> list[Statement]:
    """Group acts, in text order, into statements ``u1``, ``u2``, …

    ``originals`` maps a quotation's attribution id to that of the post or text it quotes: both are one statement. Of
    the rest, an act joins the same source's open one when it names no channel, day or addressee of its own that
    differs: what a spokesperson "added" stands in the same e-mail. Beliefs and wishes are no acts.
    """
    groups: list[list[Act]] = []
    sums: list[_Sum] = []
    where: dict[str, int] = {}
    open_group: dict[str, tuple[int, int]] = {}
    last_source: str | None = None
    for position, act in enumerate(acts):
        attribution = act.attribution
        if act.is_belief:
            continue
        index = _find_linked(attribution.id, originals, where)
        source = attribution.source_id
        if index is None and source is not None and attribution.kind is not AttributionKind.POST:
            known, since = open_group.get(source, (None, position))
            near = known if position - since <= _REACH else None
            index = _find_open(sums, near, act, adjoining=source == last_source)
        if index is None:
            groups.append([])
            sums.append(_Sum())
            index = len(groups) - 1
        groups[index].append(act)
        sums[index] = sums[index].add(act)
        where[attribution.id] = index
        if source is not None and attribution.kind is not AttributionKind.POST:
            open_group[source] = (index, position)
            last_source = source
        elif attribution.kind is not AttributionKind.POST:
            last_source = None
    groups = _merge_linked(groups, where, originals)
    return [_make_statement(number, group) for number, group in enumerate(groups, 1)]


def _find_linked(attribution: str, originals: Mapping[str, str], where: Mapping[str, int]) -> int | None:
    original = originals.get(attribution)
    return where.get(original) if original else None


def _find_open(sums: Sequence[_Sum], index: int | None, act: Act, *, adjoining: bool) -> int | None:
    if index is None:
        return None
    channel, date, addressee = sums[index].channel, sums[index].date, sums[index].addressee
    if act.channel is not None and act.channel is not channel:
        return None
    if act.date is not None and act.date != date:
        return None
    if act.addressee and addressee and act.addressee != addressee:
        return None
    if not act.attribution.asserted:
        return None
    carried = channel in _ONE_ACT and act.channel is None and act.date is None
    same = act.channel is channel and channel in _ONE_ACT
    return index if adjoining or carried or same else None


def _merge_linked(groups: list[list[Act]], where: dict[str, int], originals: Mapping[str, str]) -> list[list[Act]]:
    """Join the group of a quotation with that of the post it quotes, where the post came later in the text."""
    for quoted, original in originals.items():
        one, other = where.get(quoted), where.get(original)
        if one is None or other is None or one == other:
            continue
        keep, drop = min(one, other), max(one, other)
        groups[keep].extend(groups[drop])
        for act in groups[drop]:
            where[act.attribution.id] = keep
        groups[drop] = []
    return [sorted(g, key=lambda a: a.attribution.content[0]) for g in groups if g]


def _make_statement(number: int, group: Sequence[Act]) -> Statement:
    told = _Sum()
    for act in group:
        told = told.add(act)
    source = next((a.attribution.source_id for a in group if a.attribution.source_id is not None), None)
    return Statement(
        id=f"u{number}",
        source=source,
        channel=told.channel,
        date=told.date,
        addressee=told.addressee,
        attributions=tuple(a.attribution.id for a in group),
    )

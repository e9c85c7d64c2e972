"""Search over what was said, by whom and under which title; and earlier quotations by their prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, literal, select, union_all

from onrecord.ledger import schema
from onrecord.ledger.finding import make_conditions, make_select, undo
from onrecord.ledger.rows import Row, make_attribution
from onrecord.ledger.store import Kind, Match
from onrecord.ledger.terms import Terms, make_excerpt, parse_terms
from onrecord.model.ledger import Candidate, Candidates, Filter, Hit, HitPage, make_time
from onrecord.text.fingerprints import COMMON_PRINT, MOST_FOLLOWED, choose_prints, make_prints

# Up to so many attributions the best come first; of more, the newest, since ranking has to look at every one.
# Measured by benchmarks/ledger: ranking this many takes a third of the time a search may take.
MOST_RANKED = 2_000
# Parts of one compound query; SQLite takes 500.
_MOST_PARTS = 100


def search(
    connection: Connection,
    kind: Kind,
    text: str,
    wanted: Filter,
    limit: int,
    offset: int,
    as_of: datetime | None,
) -> HitPage:
    terms = parse_terms(text)
    if not terms.wanted:
        return HitPage(hits=(), more=False)
    match = kind.match(terms)
    order = (match.best, match.newest) if _is_few(connection, match) else (match.newest,)
    # Filters hold for things as they are; as of an earlier time only the words and the document's day can narrow.
    conditions = make_conditions(connection, "attribution", wanted)
    attribution, document = schema.attribution, schema.document
    if as_of is not None:
        known = select(document.c.id).where(document.c.added_at <= make_time(as_of))
        conditions.append(attribution.c.document.in_(known))
    chosen = select(match.number.label("number")).select_from(match.table).where(match.condition).order_by(*order)
    if conditions:
        chosen = chosen.join_from(match.table, attribution, attribution.c.number == match.number).where(*conditions)
    numbers = list(connection.execute(chosen.limit(limit + 1).offset(offset)).scalars())
    rows = _get_numbered(connection, numbers[:limit])
    rows = undo(connection, "attribution", rows, as_of)
    return HitPage(hits=tuple(_make_hit(row, terms) for row in rows), more=len(numbers) > limit)


def _is_few(connection: Connection, match: Match) -> bool:
    some = select(match.number).select_from(match.table).where(match.condition).limit(MOST_RANKED + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() <= MOST_RANKED


def _get_numbered(connection: Connection, numbers: Sequence[int]) -> list[Any]:
    """Get attributions with what a hit shows of their documents, in the order of ``numbers``."""
    attribution, document = schema.attribution, schema.document
    query: Select[Any] = (
        make_select("attribution")
        .add_columns(document.c.title, document.c.outlet)
        .join(document, attribution.c.document == document.c.id)
        .where(attribution.c.number.in_(numbers))
    )
    found = {row["number"]: dict(row) for row in connection.execute(query).mappings()}
    return [found[number] for number in numbers if number in found]


def _make_hit(row: Row, terms: Terms) -> Hit:
    excerpt, marks = make_excerpt(row["words"], terms)
    return Hit(
        attribution=make_attribution(row),
        title=row["title"],
        outlet=row["outlet"],
        date=row["day"],
        excerpt=excerpt,
        marks=marks,
    )


def find_candidates(connection: Connection, words: str, limit: int) -> Candidates:
    """Find earlier quotations that share prints with ``words``; the work does not grow with the ledger."""
    prints = make_prints(words)
    places = _find_places(connection, prints, COMMON_PRINT + 1)
    examined = sum(len(found) for found in places.values())
    chosen = choose_prints({number: len(found) for number, found in places.items()})
    if len(chosen) == 1 and len(places[chosen[0]]) > COMMON_PRINT:
        places |= _find_places(connection, chosen, MOST_FOLLOWED)
        examined += len(places[chosen[0]])
    shared: dict[int, int] = {}
    for number in chosen:
        for place in places[number]:
            shared[place] = shared.get(place, 0) + 1
    nearest = sorted(shared, key=lambda place: (-shared[place], place))[:limit]
    rows = {row["number"]: row for row in _get_numbered(connection, nearest)}
    found = tuple(
        Candidate(attribution=make_attribution(rows[place]), shared=shared[place]) for place in nearest if place in rows
    )
    return Candidates(found=found, examined=examined)


def _find_places(connection: Connection, prints: Iterable[int], most: int) -> dict[int, list[int]]:
    """Find the newest attributions of each print, at most so many of each."""
    table = schema.quotation_print
    places: dict[int, list[int]] = {}
    wanted = list(prints)
    for at in range(0, len(wanted), _MOST_PARTS):
        parts = [
            select(
                select(literal(number).label("print"), table.c.attribution)
                .where(table.c.print == number)
                .order_by(table.c.attribution.desc())
                .limit(most)
                .subquery()
            )
            for number in wanted[at : at + _MOST_PARTS]
        ]
        for number, place in connection.execute(union_all(*parts)):
            places.setdefault(number, []).append(place)
    return places

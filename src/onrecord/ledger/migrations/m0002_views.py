"""Form 2: views that read well without joins, for whoever opens the ledger with another program.

Written down as it was when it came out; it does not change any more and imports nothing.
"""

from __future__ import annotations

from collections.abc import Callable

_VIEWS = (
    (
        "CREATE VIEW quotations AS SELECT a.number AS rowid, a.id AS id, s.name AS source, a.words AS "
        "words, d.title AS title, d.outlet AS outlet, a.day AS day, a.kind AS kind, u.channel AS channel, "
        "a.status AS status, a.document AS document FROM attribution a JOIN document d ON d.id = "
        "a.document LEFT JOIN source s ON s.id = a.source LEFT JOIN statement u ON u.id = a.statement"
    ),
    (
        "CREATE VIEW statements AS SELECT u.id AS id, r.name AS source, u.title AS words, u.channel AS "
        "channel, coalesce(u.date, d.published) AS date, d.title AS title, d.outlet AS outlet, u.status "
        "AS status, u.document AS document FROM statement u JOIN document d ON d.id = u.document LEFT "
        "JOIN source s ON s.id = u.source LEFT JOIN source r ON r.id = s.root"
    ),
    (
        "CREATE VIEW inquiries_open AS SELECT q.id AS id, t.name AS asked, b.name AS asked_by, q.asked_on "
        "AS asked_on, q.reply AS reply, q.words AS words, d.title AS title, d.outlet AS outlet, "
        "q.document AS document FROM inquiry q JOIN document d ON d.id = q.document JOIN source t ON t.id "
        '= q."to" LEFT JOIN source b ON b.id = q."by" WHERE q.closed_by IS NULL AND q.status <> '
        "'rejected' AND q.reply IN ('awaiting', 'no_reply', 'promised')"
    ),
)


def migrate(execute: Callable[[str], object], dialect: str) -> None:
    for statement in _VIEWS:
        execute(statement)

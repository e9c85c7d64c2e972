"""Adding many rows at once.

SQLite takes them one after another within the process; over the network each would wait for an answer, so PostgreSQL
gets them as one JSON text, which it takes apart itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from onrecord.ledger.schema import Words, hide_unkept


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, which all have the same columns; none of these holds bytes."""
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), [dict(row) for row in rows])
        return
    outside = {column.name for column in table.columns if isinstance(column.type, Words)}
    plain = [
        {name: hide_unkept(value) if name in outside and value is not None else value for name, value in row.items()}
        for row in rows
    ]
    insert_json(connection, table.name, list(rows[0]), plain)


def insert_json(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of plain JSON values in PostgreSQL's way; the names come from the schema, never from outside."""
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(NULL::{table}, :rows)"  # noqa: S608
    connection.execute(text(sql.replace("NULL::", r"NULL\:\:")), {"rows": json.dumps(rows, ensure_ascii=False)})

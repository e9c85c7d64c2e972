"""What Datasette is told about a ledger's file beyond what the file itself says.

The plain file opens well by itself: columns called ``name`` and ``title`` label foreign keys, the view ``quotations``
is searched, and views join what belongs together. These hints add descriptions, facets and the remaining labels:
``datasette desk.onrecord --metadata desk.json``.
"""

from __future__ import annotations

import json
from pathlib import Path

_TABLES: dict[str, dict[str, object]] = {
    "quotations": {
        "description": "What was said or written, by whom, in which document; all of it is searched.",
        "facets": ["channel", "kind", "outlet", "status"],
        "fts_table": "search",
        "fts_pk": "rowid",
    },
    "statements": {
        "description": "Acts of saying: a source, a channel, a time; one statement may be reported many times.",
        "facets": ["channel", "outlet", "status"],
    },
    "inquiries_open": {"description": "Who was asked and has not answered.", "facets": ["asked", "reply", "outlet"]},
    "attribution": {
        "description": "Places in documents where words or views are ascribed; spans count code points in the text.",
        "label_column": "words",
        "facets": ["kind", "status"],
        "sort_desc": "number",
    },
    "statement": {
        "description": "Acts of saying, each by its first words.",
        "facets": ["channel", "status"],
        "sort_desc": "number",
    },
    "document": {
        "description": "What a reader sees in a capture; versions share an address.",
        "facets": ["outlet", "language"],
        "sort_desc": "number",
    },
    "source": {"description": "Who speaks, is asked or asks; never a web site.", "facets": ["kind", "status"]},
    "claim": {"description": "Quantities that somebody asserts.", "facets": ["unit", "mode", "status"]},
    "conflict": {"description": "Claims about one quantity that cannot all hold.", "facets": ["kind", "status"]},
    "wording": {"description": "Quotations set against their originals.", "facets": ["verdict", "across", "status"]},
    "inquiry": {"description": "Requests for comment that stories report.", "facets": ["reply", "status"]},
    "capture": {"description": "Bytes as received, named by their digest.", "label_column": "origin"},
    "story": {"description": "Named files of documents about one matter."},
    "suggestion": {"description": "What a person should decide.", "facets": ["kind", "status"]},
    "review": {"description": "People's decisions; none is ever overwritten.", "facets": ["action", "reviewer"]},
    "event": {"description": "The history: append-only, each hash over the entry before.", "facets": ["kind"]},
    "withheld": {"description": "Tombstones of what had to go."},
    "quotation_print": {"hidden": True},
    "meta": {"hidden": True},
}


def make_metadata(database: str) -> dict[str, object]:
    """Make Datasette's metadata for a ledger whose file is called so, without its suffix."""
    return {
        "title": "OnRecord ledger",
        "description": "Who said what, when, to whom, in which words, and where exactly that stands.",
        "databases": {database: {"tables": _TABLES}},
    }


def write_metadata(ledger: Path, target: Path) -> None:
    """Write Datasette's metadata for a ledger's file beside, then in its place."""
    draft = target.with_name(target.name + ".writing")
    draft.write_text(json.dumps(make_metadata(ledger.stem), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    draft.replace(target)

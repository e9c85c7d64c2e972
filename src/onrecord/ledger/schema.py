"""The ledger's tables, named by the glossary; the whole of its newest form.

``migrations/`` leads to the same form step by step, and a test holds the two equal. What only one kind of store has
(full text, triggers) stands in ``sqlite.py`` and ``postgres.py``. Times are text that sorts as time does.
"""

from __future__ import annotations

import re

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)

# The number of the newest form; each migration leads to the next number.
FORM = 2

# A character of the private use area announces what a store cannot hold: NUL (PostgreSQL) and lone surrogates (both).
_SIGN = "\uf8fe"
_UNKEPT = re.compile(f"[\x00{_SIGN}\ud800-\udfff]")
_HIDDEN = re.compile(f"{_SIGN}([0-9a-f]{{4}})")


def hide_unkept(text: str) -> str:
    """Write the characters no store holds in a form that every store holds; ``show_unkept`` takes it back."""
    return _UNKEPT.sub(lambda found: f"{_SIGN}{ord(found[0]):04x}", text)


def show_unkept(text: str) -> str:
    return _HIDDEN.sub(lambda found: chr(int(found[1], 16)), text) if _SIGN in text else text


class Words(TypeDecorator[str]):
    """Text from outside, which may hold any code point."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else hide_unkept(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else show_unkept(value)


tables = MetaData()


def _id(name: str = "id") -> Column[str]:
    return Column(name, String, primary_key=True)


def _number() -> Column[int]:
    # Order of arrival within the table; the id is for people, this is for lists and indexes.
    return Column("number", BigInteger().with_variant(Integer, "sqlite"), nullable=False, unique=True)


def _status() -> Column[str]:
    return Column("status", String, nullable=False, server_default="draft", index=True)


def _reviews() -> Column[int]:
    # How many decisions were taken on the row, so that going back to an old value is still a change.
    return Column("reviews", Integer, nullable=False, server_default="0")


def _to(column: str, name: str, *, needed: bool = False, index: bool = True) -> Column[str]:
    return Column(name, String, ForeignKey(column), nullable=not needed, index=index)


meta = Table("meta", tables, _id("key"), Column("value", String, nullable=False))

capture = Table(
    "capture",
    tables,
    _id(),
    Column("kind", String, nullable=False),
    Column("origin", Words, nullable=False),
    Column("url", Words),
    Column("media_type", Words),
    Column("size", BigInteger, nullable=False),
    Column("received_at", String, nullable=False, index=True),
    Column("warc_file", String),
    Column("warc_offset", BigInteger),
    Column("withheld", Boolean, nullable=False, server_default="0"),
)

document = Table(
    "document",
    tables,
    _id(),
    _number(),
    Column("address", Words, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    _to("document.id", "previous", index=False),
    _to("capture.id", "capture", needed=True),
    Column("title", Words),
    Column("byline", Words, nullable=False),
    Column("outlet", Words, index=True),
    Column("published", String),
    Column("updated", String),
    Column("day", String, index=True),
    Column("language", String),
    Column("unreadable", Words),
    Column("text", Words, nullable=False),
    Column("text_digest", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made_by", Words, nullable=False),
    Column("added_at", String, nullable=False, index=True),
    Column("withheld", Boolean, nullable=False, server_default="0"),
)

document_capture = Table(
    "document_capture",
    tables,
    _to("document.id", "document", needed=True, index=False),
    _to("capture.id", "capture", needed=True),
    Column("at", String, nullable=False),
    PrimaryKeyConstraint("document", "capture"),
    sqlite_with_rowid=False,
)

reading = Table(
    "reading",
    tables,
    _to("document.id", "document", needed=True, index=False),
    Column("revision", Integer, nullable=False),
    Column("made_by", Words, nullable=False),
    Column("at", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("document", "revision"),
)

story = Table("story", tables, _id(), Column("name", Words, nullable=False), Column("added_at", String, nullable=False))

story_document = Table(
    "story_document",
    tables,
    _to("story.id", "story", needed=True, index=False),
    _to("document.id", "document", needed=True),
    Column("at", String, nullable=False),
    PrimaryKeyConstraint("story", "document"),
    sqlite_with_rowid=False,
)

source = Table(
    "source",
    tables,
    _id(),
    Column("name", Words, nullable=False),
    Column("folded", Words, nullable=False, index=True),
    Column("kind", String, nullable=False, index=True),
    Column("roles", Words, nullable=False),
    Column("handles", Words, nullable=False),
    _to("source.id", "merged_into"),
    # Where following merged_into ends.
    _to("source.id", "root", needed=True),
    Column("added_at", String, nullable=False),
    _status(),
    _reviews(),
)

source_mention = Table(
    "source_mention",
    tables,
    _to("document.id", "document", needed=True, index=False),
    Column("local", String, nullable=False),
    _to("source.id", "source", needed=True),
    Column("roles", Words, nullable=False),
    Column("handles", Words, nullable=False),
    PrimaryKeyConstraint("document", "local"),
    sqlite_with_rowid=False,
)

statement = Table(
    "statement",
    tables,
    _id(),
    _number(),
    Column("title", Words, nullable=False),
    _to("document.id", "document", needed=True),
    _to("source.id", "source"),
    Column("channel", String, index=True),
    Column("date", String),
    Column("addressee", Words, nullable=False),
    _status(),
    _reviews(),
)

attribution = Table(
    "attribution",
    tables,
    _id(),
    _number(),
    _to("document.id", "document", needed=True),
    _to("statement.id", "statement"),
    _to("source.id", "source"),
    Column("kind", String, nullable=False, index=True),
    Column("words", Words, nullable=False),
    Column("source_words", Words, nullable=False),
    Column("cue_words", Words, nullable=False),
    Column("spans", String, nullable=False),
    Column("asserted", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("source_confidence", Float),
    Column("day", String, index=True),
    _status(),
    _reviews(),
)

quotation_print = Table(
    "quotation_print",
    tables,
    Column("print", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("attribution", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    PrimaryKeyConstraint("print", "attribution"),
    sqlite_with_rowid=False,
)

wording = Table(
    "wording",
    tables,
    _id(),
    _number(),
    _to("attribution.id", "original", needed=True),
    _to("attribution.id", "quoted", needed=True),
    Column("verdict", String, nullable=False, index=True),
    Column("partial", Boolean, nullable=False),
    Column("changes", String, nullable=False),
    Column("across", Boolean, nullable=False),
    Column("added_at", String, nullable=False),
    _status(),
    _reviews(),
)

claim = Table(
    "claim",
    tables,
    _id(),
    _number(),
    Column("title", Words, nullable=False),
    _to("document.id", "document", needed=True),
    _to("attribution.id", "attribution"),
    Column("begin", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    # As JSON writes the number, so that a whole one stays whole.
    Column("value", String, nullable=False),
    Column("unit", Words, nullable=False),
    Column("place", Words),
    Column("time", Words),
    Column("mode", String, nullable=False),
    Column("key", Words, nullable=False, index=True),
    Column("rating", Words),
    _status(),
    _reviews(),
)

conflict = Table(
    "conflict",
    tables,
    _id(),
    _number(),
    Column("title", Words, nullable=False),
    Column("kind", String, nullable=False),
    Column("across", Boolean, nullable=False),
    Column("added_at", String, nullable=False),
    _status(),
    _reviews(),
)

conflict_claim = Table(
    "conflict_claim",
    tables,
    _to("conflict.id", "conflict", needed=True, index=False),
    _to("claim.id", "claim", needed=True),
    Column("at", String, nullable=False),
    PrimaryKeyConstraint("conflict", "claim"),
    sqlite_with_rowid=False,
)

inquiry = Table(
    "inquiry",
    tables,
    _id(),
    _number(),
    _to("document.id", "document", needed=True),
    Column("to", String, ForeignKey("source.id"), nullable=False, index=True),
    Column("by", String, ForeignKey("source.id"), index=True),
    Column("reply", String, nullable=False, index=True),
    Column("begin", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Words, nullable=False),
    Column("asked_on", String),
    _to("statement.id", "closed_by"),
    Column("closed_at", String),
    _status(),
    _reviews(),
)

suggestion = Table(
    "suggestion",
    tables,
    _id(),
    _number(),
    Column("kind", String, nullable=False),
    Column("a", String, nullable=False, index=True),
    Column("b", String, nullable=False, index=True),
    Column("evidence", Words, nullable=False),
    Column("added_at", String, nullable=False),
    Column("status", String, nullable=False, index=True),
    _reviews(),
)

review = Table(
    "review",
    tables,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("target", String, nullable=False, index=True),
    Column("action", String, nullable=False, index=True),
    Column("field", String),
    Column("value", Words),
    Column("before", Words),
    Column("reviewer", Words, nullable=False, index=True),
    Column("reason", Words),
    Column("seen", String, nullable=False),
    Column("at", String, nullable=False, index=True),
    Column("carried_from", BigInteger),
    Column("withheld", Boolean, nullable=False, server_default="0"),
)

event = Table(
    "event",
    tables,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("subject", String, nullable=False, index=True),
    Column("digest", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

withheld = Table(
    "withheld",
    tables,
    _id(),
    Column("kind", String, nullable=False),
    Column("document", String, index=True),
    Column("reason", Words, nullable=False),
    Column("at", String, nullable=False),
    Column("digest", String, nullable=False),
)

Index("document_by_version", document.c.address, document.c.version, unique=True)
CheckConstraint("version >= 1", table=document, name="version_is_positive")

# Views that read well without joins; the first also gives the search its words.
VIEWS = {
    "quotations": (
        "SELECT a.number AS rowid, a.id AS id, s.name AS source, a.words AS words, d.title AS title,"
        " d.outlet AS outlet, a.day AS day, a.kind AS kind, u.channel AS channel, a.status AS status,"
        " a.document AS document"
        " FROM attribution a JOIN document d ON d.id = a.document"
        " LEFT JOIN source s ON s.id = a.source LEFT JOIN statement u ON u.id = a.statement"
    ),
    "statements": (
        "SELECT u.id AS id, r.name AS source, u.title AS words, u.channel AS channel,"
        " coalesce(u.date, d.published) AS date, d.title AS title, d.outlet AS outlet, u.status AS status,"
        " u.document AS document"
        " FROM statement u JOIN document d ON d.id = u.document"
        " LEFT JOIN source s ON s.id = u.source LEFT JOIN source r ON r.id = s.root"
    ),
    "inquiries_open": (
        "SELECT q.id AS id, t.name AS asked, b.name AS asked_by, q.asked_on AS asked_on, q.reply AS reply,"
        " q.words AS words, d.title AS title, d.outlet AS outlet, q.document AS document"
        ' FROM inquiry q JOIN document d ON d.id = q.document JOIN source t ON t.id = q."to"'
        ' LEFT JOIN source b ON b.id = q."by"'
        " WHERE q.closed_by IS NULL AND q.status <> 'rejected' AND q.reply IN ('awaiting', 'no_reply', 'promised')"
    ),
}

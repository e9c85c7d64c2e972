"""Form 1: the tables, the search and the history that nobody can change.

Written down as it was when it came out; it does not change any more and imports nothing.
"""

from __future__ import annotations

from collections.abc import Callable

_SQLITE = (
    'CREATE TABLE meta ( "key" VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY ("key") )',
    (
        "CREATE TABLE capture ( id VARCHAR NOT NULL, kind VARCHAR NOT NULL, origin TEXT NOT NULL, url "
        "TEXT, media_type TEXT, size BIGINT NOT NULL, received_at VARCHAR NOT NULL, warc_file VARCHAR, "
        "warc_offset BIGINT, withheld BOOLEAN DEFAULT '0' NOT NULL, PRIMARY KEY (id) )"
    ),
    "CREATE INDEX ix_capture_received_at ON capture (received_at)",
    ("CREATE TABLE story ( id VARCHAR NOT NULL, name TEXT NOT NULL, added_at VARCHAR NOT NULL, PRIMARY KEY (id) )"),
    (
        "CREATE TABLE source ( id VARCHAR NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, kind "
        "VARCHAR NOT NULL, roles TEXT NOT NULL, handles TEXT NOT NULL, merged_into VARCHAR, root VARCHAR "
        "NOT NULL, added_at VARCHAR NOT NULL, status VARCHAR DEFAULT 'draft' NOT NULL, reviews INTEGER "
        "DEFAULT '0' NOT NULL, PRIMARY KEY (id), FOREIGN KEY(merged_into) REFERENCES source (id), FOREIGN "
        "KEY(root) REFERENCES source (id) )"
    ),
    "CREATE INDEX ix_source_folded ON source (folded)",
    "CREATE INDEX ix_source_root ON source (root)",
    "CREATE INDEX ix_source_kind ON source (kind)",
    "CREATE INDEX ix_source_status ON source (status)",
    "CREATE INDEX ix_source_merged_into ON source (merged_into)",
    (
        "CREATE TABLE quotation_print ( print INTEGER NOT NULL, attribution INTEGER NOT NULL, PRIMARY KEY "
        "(print, attribution) ) WITHOUT ROWID"
    ),
    (
        'CREATE TABLE "conflict" ( id VARCHAR NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, '
        "kind VARCHAR NOT NULL, across BOOLEAN NOT NULL, added_at VARCHAR NOT NULL, status VARCHAR "
        "DEFAULT 'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE "
        "(number) )"
    ),
    'CREATE INDEX ix_conflict_status ON "conflict" (status)',
    (
        "CREATE TABLE suggestion ( id VARCHAR NOT NULL, number INTEGER NOT NULL, kind VARCHAR NOT NULL, a "
        "VARCHAR NOT NULL, b VARCHAR NOT NULL, evidence TEXT NOT NULL, added_at VARCHAR NOT NULL, status "
        "VARCHAR NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE (number) )"
    ),
    "CREATE INDEX ix_suggestion_a ON suggestion (a)",
    "CREATE INDEX ix_suggestion_b ON suggestion (b)",
    "CREATE INDEX ix_suggestion_status ON suggestion (status)",
    (
        "CREATE TABLE review ( number INTEGER NOT NULL, target VARCHAR NOT NULL, action VARCHAR NOT NULL, "
        'field VARCHAR, value TEXT, "before" TEXT, reviewer TEXT NOT NULL, reason TEXT, seen VARCHAR NOT '
        "NULL, at VARCHAR NOT NULL, carried_from BIGINT, withheld BOOLEAN DEFAULT '0' NOT NULL, PRIMARY "
        "KEY (number) )"
    ),
    "CREATE INDEX ix_review_target ON review (target)",
    "CREATE INDEX ix_review_at ON review (at)",
    "CREATE INDEX ix_review_reviewer ON review (reviewer)",
    "CREATE INDEX ix_review_action ON review (action)",
    (
        "CREATE TABLE event ( seq INTEGER NOT NULL, at VARCHAR NOT NULL, kind VARCHAR NOT NULL, subject "
        "VARCHAR NOT NULL, digest VARCHAR NOT NULL, previous VARCHAR NOT NULL, hash VARCHAR NOT NULL, "
        "PRIMARY KEY (seq) )"
    ),
    "CREATE INDEX ix_event_subject ON event (subject)",
    "CREATE INDEX ix_event_kind ON event (kind)",
    (
        "CREATE TABLE withheld ( id VARCHAR NOT NULL, kind VARCHAR NOT NULL, document VARCHAR, reason "
        "TEXT NOT NULL, at VARCHAR NOT NULL, digest VARCHAR NOT NULL, PRIMARY KEY (id) )"
    ),
    "CREATE INDEX ix_withheld_document ON withheld (document)",
    (
        "CREATE TABLE document ( id VARCHAR NOT NULL, number INTEGER NOT NULL, address TEXT NOT NULL, "
        "version INTEGER NOT NULL, previous VARCHAR, capture VARCHAR NOT NULL, title TEXT, byline TEXT "
        "NOT NULL, outlet TEXT, published VARCHAR, updated VARCHAR, day VARCHAR, language VARCHAR, "
        "unreadable TEXT, text TEXT NOT NULL, text_digest VARCHAR NOT NULL, revision INTEGER NOT NULL, "
        "made_by TEXT NOT NULL, added_at VARCHAR NOT NULL, withheld BOOLEAN DEFAULT '0' NOT NULL, PRIMARY "
        "KEY (id), UNIQUE (number), FOREIGN KEY(previous) REFERENCES document (id), FOREIGN KEY(capture) "
        "REFERENCES capture (id), CONSTRAINT version_is_positive CHECK (version >= 1) )"
    ),
    "CREATE INDEX ix_document_address ON document (address)",
    "CREATE INDEX ix_document_outlet ON document (outlet)",
    "CREATE UNIQUE INDEX document_by_version ON document (address, version)",
    "CREATE INDEX ix_document_capture ON document (capture)",
    "CREATE INDEX ix_document_day ON document (day)",
    "CREATE INDEX ix_document_added_at ON document (added_at)",
    (
        "CREATE TABLE document_capture ( document VARCHAR NOT NULL, capture VARCHAR NOT NULL, at VARCHAR "
        "NOT NULL, PRIMARY KEY (document, capture), FOREIGN KEY(document) REFERENCES document (id), "
        "FOREIGN KEY(capture) REFERENCES capture (id) ) WITHOUT ROWID"
    ),
    "CREATE INDEX ix_document_capture_capture ON document_capture (capture)",
    (
        "CREATE TABLE reading ( document VARCHAR NOT NULL, revision INTEGER NOT NULL, made_by TEXT NOT "
        "NULL, at VARCHAR NOT NULL, digest VARCHAR NOT NULL, body BLOB NOT NULL, PRIMARY KEY (document, "
        "revision), FOREIGN KEY(document) REFERENCES document (id) )"
    ),
    (
        "CREATE TABLE story_document ( story VARCHAR NOT NULL, document VARCHAR NOT NULL, at VARCHAR NOT "
        "NULL, PRIMARY KEY (story, document), FOREIGN KEY(story) REFERENCES story (id), FOREIGN "
        "KEY(document) REFERENCES document (id) ) WITHOUT ROWID"
    ),
    "CREATE INDEX ix_story_document_document ON story_document (document)",
    (
        "CREATE TABLE source_mention ( document VARCHAR NOT NULL, local VARCHAR NOT NULL, source VARCHAR "
        "NOT NULL, roles TEXT NOT NULL, handles TEXT NOT NULL, PRIMARY KEY (document, local), FOREIGN "
        "KEY(document) REFERENCES document (id), FOREIGN KEY(source) REFERENCES source (id) ) WITHOUT "
        "ROWID"
    ),
    "CREATE INDEX ix_source_mention_source ON source_mention (source)",
    (
        "CREATE TABLE statement ( id VARCHAR NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, "
        "document VARCHAR NOT NULL, source VARCHAR, channel VARCHAR, date VARCHAR, addressee TEXT NOT "
        "NULL, status VARCHAR DEFAULT 'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY "
        "(id), UNIQUE (number), FOREIGN KEY(document) REFERENCES document (id), FOREIGN KEY(source) "
        "REFERENCES source (id) )"
    ),
    "CREATE INDEX ix_statement_status ON statement (status)",
    "CREATE INDEX ix_statement_source ON statement (source)",
    "CREATE INDEX ix_statement_channel ON statement (channel)",
    "CREATE INDEX ix_statement_document ON statement (document)",
    (
        "CREATE TABLE attribution ( id VARCHAR NOT NULL, number INTEGER NOT NULL, document VARCHAR NOT "
        "NULL, statement VARCHAR, source VARCHAR, kind VARCHAR NOT NULL, words TEXT NOT NULL, "
        "source_words TEXT NOT NULL, cue_words TEXT NOT NULL, spans VARCHAR NOT NULL, asserted BOOLEAN "
        "NOT NULL, confidence FLOAT NOT NULL, source_confidence FLOAT, day VARCHAR, status VARCHAR "
        "DEFAULT 'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE "
        "(number), FOREIGN KEY(document) REFERENCES document (id), FOREIGN KEY(statement) REFERENCES "
        "statement (id), FOREIGN KEY(source) REFERENCES source (id) )"
    ),
    "CREATE INDEX ix_attribution_source ON attribution (source)",
    "CREATE INDEX ix_attribution_status ON attribution (status)",
    "CREATE INDEX ix_attribution_document ON attribution (document)",
    "CREATE INDEX ix_attribution_kind ON attribution (kind)",
    "CREATE INDEX ix_attribution_day ON attribution (day)",
    "CREATE INDEX ix_attribution_statement ON attribution (statement)",
    (
        "CREATE TABLE inquiry ( id VARCHAR NOT NULL, number INTEGER NOT NULL, document VARCHAR NOT NULL, "
        '"to" VARCHAR NOT NULL, "by" VARCHAR, reply VARCHAR NOT NULL, "begin" INTEGER NOT NULL, "end" '
        "INTEGER NOT NULL, words TEXT NOT NULL, asked_on VARCHAR, closed_by VARCHAR, closed_at VARCHAR, "
        "status VARCHAR DEFAULT 'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), "
        'UNIQUE (number), FOREIGN KEY(document) REFERENCES document (id), FOREIGN KEY("to") REFERENCES '
        'source (id), FOREIGN KEY("by") REFERENCES source (id), FOREIGN KEY(closed_by) REFERENCES '
        "statement (id) )"
    ),
    "CREATE INDEX ix_inquiry_reply ON inquiry (reply)",
    'CREATE INDEX ix_inquiry_by ON inquiry ("by")',
    "CREATE INDEX ix_inquiry_closed_by ON inquiry (closed_by)",
    "CREATE INDEX ix_inquiry_document ON inquiry (document)",
    "CREATE INDEX ix_inquiry_status ON inquiry (status)",
    'CREATE INDEX ix_inquiry_to ON inquiry ("to")',
    (
        "CREATE TABLE wording ( id VARCHAR NOT NULL, number INTEGER NOT NULL, original VARCHAR NOT NULL, "
        "quoted VARCHAR NOT NULL, verdict VARCHAR NOT NULL, partial BOOLEAN NOT NULL, changes VARCHAR NOT "
        "NULL, across BOOLEAN NOT NULL, added_at VARCHAR NOT NULL, status VARCHAR DEFAULT 'draft' NOT "
        "NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE (number), FOREIGN "
        "KEY(original) REFERENCES attribution (id), FOREIGN KEY(quoted) REFERENCES attribution (id) )"
    ),
    "CREATE INDEX ix_wording_quoted ON wording (quoted)",
    "CREATE INDEX ix_wording_status ON wording (status)",
    "CREATE INDEX ix_wording_verdict ON wording (verdict)",
    "CREATE INDEX ix_wording_original ON wording (original)",
    (
        "CREATE TABLE claim ( id VARCHAR NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, document "
        'VARCHAR NOT NULL, attribution VARCHAR, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, value '
        'VARCHAR NOT NULL, unit TEXT NOT NULL, place TEXT, time TEXT, mode VARCHAR NOT NULL, "key" TEXT '
        "NOT NULL, rating TEXT, status VARCHAR DEFAULT 'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT "
        "NULL, PRIMARY KEY (id), UNIQUE (number), FOREIGN KEY(document) REFERENCES document (id), FOREIGN "
        "KEY(attribution) REFERENCES attribution (id) )"
    ),
    "CREATE INDEX ix_claim_status ON claim (status)",
    "CREATE INDEX ix_claim_document ON claim (document)",
    "CREATE INDEX ix_claim_attribution ON claim (attribution)",
    'CREATE INDEX ix_claim_key ON claim ("key")',
    (
        'CREATE TABLE conflict_claim ( "conflict" VARCHAR NOT NULL, claim VARCHAR NOT NULL, at VARCHAR '
        'NOT NULL, PRIMARY KEY ("conflict", claim), FOREIGN KEY("conflict") REFERENCES "conflict" (id), '
        "FOREIGN KEY(claim) REFERENCES claim (id) ) WITHOUT ROWID"
    ),
    "CREATE INDEX ix_conflict_claim_claim ON conflict_claim (claim)",
    (
        'CREATE VIRTUAL TABLE search USING fts5(words, source, title, content="quotations", '
        "content_rowid='rowid', tokenize='unicode61 remove_diacritics 2')"
    ),
    (
        "CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the "
        "history is only added to'); END"
    ),
    (
        "CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the "
        "history is only added to'); END"
    ),
)

_POSTGRES = (
    "CREATE TABLE meta ( key VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY (key) )",
    (
        "CREATE TABLE capture ( id VARCHAR NOT NULL, kind VARCHAR NOT NULL, origin TEXT NOT NULL, url "
        "TEXT, media_type TEXT, size BIGINT NOT NULL, received_at VARCHAR NOT NULL, warc_file VARCHAR, "
        "warc_offset BIGINT, withheld BOOLEAN DEFAULT '0' NOT NULL, PRIMARY KEY (id) )"
    ),
    "CREATE INDEX ix_capture_received_at ON capture (received_at)",
    ("CREATE TABLE story ( id VARCHAR NOT NULL, name TEXT NOT NULL, added_at VARCHAR NOT NULL, PRIMARY KEY (id) )"),
    (
        "CREATE TABLE source ( id VARCHAR NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, kind "
        "VARCHAR NOT NULL, roles TEXT NOT NULL, handles TEXT NOT NULL, merged_into VARCHAR, root VARCHAR "
        "NOT NULL, added_at VARCHAR NOT NULL, status VARCHAR DEFAULT 'draft' NOT NULL, reviews INTEGER "
        "DEFAULT '0' NOT NULL, PRIMARY KEY (id), FOREIGN KEY(merged_into) REFERENCES source (id), FOREIGN "
        "KEY(root) REFERENCES source (id) )"
    ),
    "CREATE INDEX ix_source_folded ON source (folded)",
    "CREATE INDEX ix_source_root ON source (root)",
    "CREATE INDEX ix_source_kind ON source (kind)",
    "CREATE INDEX ix_source_status ON source (status)",
    "CREATE INDEX ix_source_merged_into ON source (merged_into)",
    (
        "CREATE TABLE quotation_print ( print BIGINT NOT NULL, attribution BIGINT NOT NULL, PRIMARY KEY "
        "(print, attribution) )"
    ),
    (
        "CREATE TABLE conflict ( id VARCHAR NOT NULL, number BIGINT NOT NULL, title TEXT NOT NULL, kind "
        "VARCHAR NOT NULL, across BOOLEAN NOT NULL, added_at VARCHAR NOT NULL, status VARCHAR DEFAULT "
        "'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE (number) )"
    ),
    "CREATE INDEX ix_conflict_status ON conflict (status)",
    (
        "CREATE TABLE suggestion ( id VARCHAR NOT NULL, number BIGINT NOT NULL, kind VARCHAR NOT NULL, a "
        "VARCHAR NOT NULL, b VARCHAR NOT NULL, evidence TEXT NOT NULL, added_at VARCHAR NOT NULL, status "
        "VARCHAR NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE (number) )"
    ),
    "CREATE INDEX ix_suggestion_a ON suggestion (a)",
    "CREATE INDEX ix_suggestion_b ON suggestion (b)",
    "CREATE INDEX ix_suggestion_status ON suggestion (status)",
    (
        "CREATE TABLE review ( number BIGINT NOT NULL, target VARCHAR NOT NULL, action VARCHAR NOT NULL, "
        "field VARCHAR, value TEXT, before TEXT, reviewer TEXT NOT NULL, reason TEXT, seen VARCHAR NOT "
        "NULL, at VARCHAR NOT NULL, carried_from BIGINT, withheld BOOLEAN DEFAULT '0' NOT NULL, PRIMARY "
        "KEY (number) )"
    ),
    "CREATE INDEX ix_review_target ON review (target)",
    "CREATE INDEX ix_review_at ON review (at)",
    "CREATE INDEX ix_review_reviewer ON review (reviewer)",
    "CREATE INDEX ix_review_action ON review (action)",
    (
        "CREATE TABLE event ( seq BIGINT NOT NULL, at VARCHAR NOT NULL, kind VARCHAR NOT NULL, subject "
        "VARCHAR NOT NULL, digest VARCHAR NOT NULL, previous VARCHAR NOT NULL, hash VARCHAR NOT NULL, "
        "PRIMARY KEY (seq) )"
    ),
    "CREATE INDEX ix_event_subject ON event (subject)",
    "CREATE INDEX ix_event_kind ON event (kind)",
    (
        "CREATE TABLE withheld ( id VARCHAR NOT NULL, kind VARCHAR NOT NULL, document VARCHAR, reason "
        "TEXT NOT NULL, at VARCHAR NOT NULL, digest VARCHAR NOT NULL, PRIMARY KEY (id) )"
    ),
    "CREATE INDEX ix_withheld_document ON withheld (document)",
    (
        "CREATE TABLE document ( id VARCHAR NOT NULL, number BIGINT NOT NULL, address TEXT NOT NULL, "
        "version INTEGER NOT NULL, previous VARCHAR, capture VARCHAR NOT NULL, title TEXT, byline TEXT "
        "NOT NULL, outlet TEXT, published VARCHAR, updated VARCHAR, day VARCHAR, language VARCHAR, "
        "unreadable TEXT, text TEXT NOT NULL, text_digest VARCHAR NOT NULL, revision INTEGER NOT NULL, "
        "made_by TEXT NOT NULL, added_at VARCHAR NOT NULL, withheld BOOLEAN DEFAULT '0' NOT NULL, PRIMARY "
        "KEY (id), UNIQUE (number), FOREIGN KEY(previous) REFERENCES document (id), FOREIGN KEY(capture) "
        "REFERENCES capture (id), CONSTRAINT version_is_positive CHECK (version >= 1) )"
    ),
    "CREATE INDEX ix_document_address ON document (address)",
    "CREATE INDEX ix_document_outlet ON document (outlet)",
    "CREATE UNIQUE INDEX document_by_version ON document (address, version)",
    "CREATE INDEX ix_document_capture ON document (capture)",
    "CREATE INDEX ix_document_day ON document (day)",
    "CREATE INDEX ix_document_added_at ON document (added_at)",
    (
        "CREATE TABLE document_capture ( document VARCHAR NOT NULL, capture VARCHAR NOT NULL, at VARCHAR "
        "NOT NULL, PRIMARY KEY (document, capture), FOREIGN KEY(document) REFERENCES document (id), "
        "FOREIGN KEY(capture) REFERENCES capture (id) )"
    ),
    "CREATE INDEX ix_document_capture_capture ON document_capture (capture)",
    (
        "CREATE TABLE reading ( document VARCHAR NOT NULL, revision INTEGER NOT NULL, made_by TEXT NOT "
        "NULL, at VARCHAR NOT NULL, digest VARCHAR NOT NULL, body BYTEA NOT NULL, PRIMARY KEY (document, "
        "revision), FOREIGN KEY(document) REFERENCES document (id) )"
    ),
    (
        "CREATE TABLE story_document ( story VARCHAR NOT NULL, document VARCHAR NOT NULL, at VARCHAR NOT "
        "NULL, PRIMARY KEY (story, document), FOREIGN KEY(story) REFERENCES story (id), FOREIGN "
        "KEY(document) REFERENCES document (id) )"
    ),
    "CREATE INDEX ix_story_document_document ON story_document (document)",
    (
        "CREATE TABLE source_mention ( document VARCHAR NOT NULL, local VARCHAR NOT NULL, source VARCHAR "
        "NOT NULL, roles TEXT NOT NULL, handles TEXT NOT NULL, PRIMARY KEY (document, local), FOREIGN "
        "KEY(document) REFERENCES document (id), FOREIGN KEY(source) REFERENCES source (id) )"
    ),
    "CREATE INDEX ix_source_mention_source ON source_mention (source)",
    (
        "CREATE TABLE statement ( id VARCHAR NOT NULL, number BIGINT NOT NULL, title TEXT NOT NULL, "
        "document VARCHAR NOT NULL, source VARCHAR, channel VARCHAR, date VARCHAR, addressee TEXT NOT "
        "NULL, status VARCHAR DEFAULT 'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY "
        "(id), UNIQUE (number), FOREIGN KEY(document) REFERENCES document (id), FOREIGN KEY(source) "
        "REFERENCES source (id) )"
    ),
    "CREATE INDEX ix_statement_status ON statement (status)",
    "CREATE INDEX ix_statement_source ON statement (source)",
    "CREATE INDEX ix_statement_channel ON statement (channel)",
    "CREATE INDEX ix_statement_document ON statement (document)",
    (
        "CREATE TABLE attribution ( id VARCHAR NOT NULL, number BIGINT NOT NULL, document VARCHAR NOT "
        "NULL, statement VARCHAR, source VARCHAR, kind VARCHAR NOT NULL, words TEXT NOT NULL, "
        "source_words TEXT NOT NULL, cue_words TEXT NOT NULL, spans VARCHAR NOT NULL, asserted BOOLEAN "
        "NOT NULL, confidence FLOAT NOT NULL, source_confidence FLOAT, day VARCHAR, status VARCHAR "
        "DEFAULT 'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE "
        "(number), FOREIGN KEY(document) REFERENCES document (id), FOREIGN KEY(statement) REFERENCES "
        "statement (id), FOREIGN KEY(source) REFERENCES source (id) )"
    ),
    "CREATE INDEX ix_attribution_source ON attribution (source)",
    "CREATE INDEX ix_attribution_status ON attribution (status)",
    "CREATE INDEX ix_attribution_document ON attribution (document)",
    "CREATE INDEX ix_attribution_kind ON attribution (kind)",
    "CREATE INDEX ix_attribution_day ON attribution (day)",
    "CREATE INDEX ix_attribution_statement ON attribution (statement)",
    (
        "CREATE TABLE inquiry ( id VARCHAR NOT NULL, number BIGINT NOT NULL, document VARCHAR NOT NULL, "
        '"to" VARCHAR NOT NULL, by VARCHAR, reply VARCHAR NOT NULL, begin INTEGER NOT NULL, "end" INTEGER '
        "NOT NULL, words TEXT NOT NULL, asked_on VARCHAR, closed_by VARCHAR, closed_at VARCHAR, status "
        "VARCHAR DEFAULT 'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE "
        '(number), FOREIGN KEY(document) REFERENCES document (id), FOREIGN KEY("to") REFERENCES source '
        "(id), FOREIGN KEY(by) REFERENCES source (id), FOREIGN KEY(closed_by) REFERENCES statement (id) )"
    ),
    "CREATE INDEX ix_inquiry_reply ON inquiry (reply)",
    "CREATE INDEX ix_inquiry_by ON inquiry (by)",
    "CREATE INDEX ix_inquiry_closed_by ON inquiry (closed_by)",
    "CREATE INDEX ix_inquiry_document ON inquiry (document)",
    "CREATE INDEX ix_inquiry_status ON inquiry (status)",
    'CREATE INDEX ix_inquiry_to ON inquiry ("to")',
    (
        "CREATE TABLE wording ( id VARCHAR NOT NULL, number BIGINT NOT NULL, original VARCHAR NOT NULL, "
        "quoted VARCHAR NOT NULL, verdict VARCHAR NOT NULL, partial BOOLEAN NOT NULL, changes VARCHAR NOT "
        "NULL, across BOOLEAN NOT NULL, added_at VARCHAR NOT NULL, status VARCHAR DEFAULT 'draft' NOT "
        "NULL, reviews INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE (number), FOREIGN "
        "KEY(original) REFERENCES attribution (id), FOREIGN KEY(quoted) REFERENCES attribution (id) )"
    ),
    "CREATE INDEX ix_wording_quoted ON wording (quoted)",
    "CREATE INDEX ix_wording_status ON wording (status)",
    "CREATE INDEX ix_wording_verdict ON wording (verdict)",
    "CREATE INDEX ix_wording_original ON wording (original)",
    (
        "CREATE TABLE claim ( id VARCHAR NOT NULL, number BIGINT NOT NULL, title TEXT NOT NULL, document "
        'VARCHAR NOT NULL, attribution VARCHAR, begin INTEGER NOT NULL, "end" INTEGER NOT NULL, value '
        "VARCHAR NOT NULL, unit TEXT NOT NULL, place TEXT, time TEXT, mode VARCHAR NOT NULL, key TEXT NOT "
        "NULL, rating TEXT, status VARCHAR DEFAULT 'draft' NOT NULL, reviews INTEGER DEFAULT '0' NOT "
        "NULL, PRIMARY KEY (id), UNIQUE (number), FOREIGN KEY(document) REFERENCES document (id), FOREIGN "
        "KEY(attribution) REFERENCES attribution (id) )"
    ),
    "CREATE INDEX ix_claim_status ON claim (status)",
    "CREATE INDEX ix_claim_document ON claim (document)",
    "CREATE INDEX ix_claim_attribution ON claim (attribution)",
    "CREATE INDEX ix_claim_key ON claim (key)",
    (
        "CREATE TABLE conflict_claim ( conflict VARCHAR NOT NULL, claim VARCHAR NOT NULL, at VARCHAR NOT "
        "NULL, PRIMARY KEY (conflict, claim), FOREIGN KEY(conflict) REFERENCES conflict (id), FOREIGN "
        "KEY(claim) REFERENCES claim (id) )"
    ),
    "CREATE INDEX ix_conflict_claim_claim ON conflict_claim (claim)",
    ("CREATE TABLE search (number BIGINT PRIMARY KEY REFERENCES attribution (number), tokens TSVECTOR NOT NULL)"),
    "CREATE INDEX search_by_tokens ON search USING GIN (tokens)",
    (
        "CREATE FUNCTION event_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
        "'the history is only added to'; END $$"
    ),
    ("CREATE TRIGGER event_is_kept BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_is_kept()"),
    "CREATE TRIGGER event_is_not_emptied BEFORE TRUNCATE ON event EXECUTE FUNCTION event_is_kept()",
)

_STATEMENTS = {"sqlite": _SQLITE, "postgresql": _POSTGRES}


def migrate(execute: Callable[[str], object], dialect: str) -> None:
    for statement in _STATEMENTS[dialect]:
        execute(statement)

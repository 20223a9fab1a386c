"""Tables of the full-text index. They hold which words a text has, not the text: SQLite as a contentless FTS5 table, PostgreSQL as an
array with a GIN index."""

from __future__ import annotations

import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store.columns import INT, TEXT

metadata = sa.MetaData()

#: Texts that are in the index. ``rules`` is what made their words (:data:`rashomon.store.words.RULES` and the version of Unicode).
search_texts = sa.Table(
    "search_texts",
    metadata,
    sa.Column("text_no", INT, primary_key=True),
    sa.Column("document_id", TEXT, nullable=False, unique=True),
    sa.Column("rules", TEXT, nullable=False),
)

_SQLITE = (
    # "ascii" splits at blanks alone here, for the words come in already folded; no positions, no sizes: matches only
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', detail=none, columnsize=0, tokenize='ascii')",
)
_POSTGRESQL = (
    'CREATE TABLE search_words (text_no bigint PRIMARY KEY, words text[] COLLATE "C" NOT NULL)',
    "CREATE INDEX ix_search_words ON search_words USING gin (words)",
)


def create(db: sa.Connection) -> None:
    """Makes the index, empty."""
    metadata.create_all(db)
    try:
        for line in _SQLITE if db.dialect.name == "sqlite" else _POSTGRESQL:
            db.exec_driver_sql(line)
    except sa.exc.OperationalError as err:
        if "no such module" in str(err):
            raise LedgerError("this Python's SQLite has no full-text search (FTS5); use another build of Python, or PostgreSQL") from err
        raise


def drop(db: sa.Connection) -> None:
    """Takes the index away."""
    db.exec_driver_sql("DROP TABLE search_words")
    metadata.drop_all(db)

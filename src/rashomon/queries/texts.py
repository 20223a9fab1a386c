"""Which documents have the words of a query."""

from __future__ import annotations

import sqlalchemy as sa

from rashomon.store import search

#: Documents looked through for one query.
_MOST = 1_000_000


def with_words(db: sa.Connection, text: str) -> frozenset[str]:
    """Names of documents whose text has all words and phrases of ``text``."""
    return frozenset(hit.document for hit in search.find(db, text, "article", _MOST))

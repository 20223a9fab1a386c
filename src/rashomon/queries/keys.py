"""Addresses of articles: a key made of a document's name, so that no name of a file is ever part of an address, nor an address of a path."""

from __future__ import annotations

import re

import sqlalchemy as sa

from rashomon.corpus.syndication import document_no
from rashomon.store import derived_tables as d

_KEY = re.compile(r"[0-9a-f]{16}")


def key_of(name: str) -> str:
    """The key of a document: sixteen letters and digits, the same on every machine."""
    return f"{document_no(name):016x}"


def name_of(db: sa.Connection, key: str) -> str | None:
    """The document that a key means; None where this ledger has none of it."""
    if not _KEY.fullmatch(key) or int(key, 16) >= 1 << 63:
        return None
    c = d.document_facts.c
    name: str | None = db.scalar(sa.select(c.document).where(c.document_no == int(key, 16)))
    return name

"""A document without what is long, as the index of documents keeps it. Needs no database: workers make it."""

from __future__ import annotations

from rashomon.model import Document
from rashomon.store.codec import encode
from rashomon.store.json_text import dumps


def head_of(document: Document) -> Document:
    """The document without what is long."""
    return Document(
        **{f: getattr(document, f) for f in Document.__slots__ if f not in ("text", "blocks", "quality")}, text="", blocks=(), quality=()
    )


def head_text(document: Document) -> str:
    """The same as the index keeps it."""
    return dumps(encode(head_of(document)))

"""A document without what is long, as the index of documents keeps it. Needs no database: workers make it."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.store.codec import joined


def head_text(about: Mapping[str, str]) -> str:
    """The document without what is long, of its fields as JSON (:func:`rashomon.store.codec.texts_of`)."""
    return joined({**about, "text": '""', "blocks": "[]", "quality": "[]"})

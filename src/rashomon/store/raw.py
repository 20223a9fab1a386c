"""Readings as text and numbers, as they lie in the ledger: cheap to load and to send to another process, and made objects where they are needed."""

from __future__ import annotations

import json
from typing import NamedTuple

from rashomon.model import Document
from rashomon.store.codec import decode
from rashomon.store.reading import Reading
from rashomon.store.statements import reading_told


class Raw(NamedTuple):
    """A reading that nothing was decoded of. ``document`` is its JSON without the text, ``said`` are subject, property, value (JSON), original
    words, start and end of each statement; empty where only the document was asked for."""

    name: str
    input_hash: str
    document: str
    text: str
    said: tuple[tuple[str, str, str, str, int, int], ...] = ()

    def as_document(self) -> Document:
        """The document itself."""
        return decode(Document, {**json.loads(self.document), "text": self.text})

    def as_reading(self) -> Reading:
        """The reading itself."""
        values = json.loads(f"[{','.join(s[2] for s in self.said)}]")  # one by one each costs more around it than in it
        told = ((subject, prop, value, *rest) for (subject, prop, _, *rest), value in zip(self.said, values, strict=True))
        return reading_told(self.as_document(), told, self.input_hash)

"""Readings as the rows they are kept as: made where the reading was made, so that who keeps it takes nothing apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring
from typing import NamedTuple

from rashomon.model import Document
from rashomon.store.codec import decode, joined, texts_of
from rashomon.store.json_text import dumps
from rashomon.store.prepared_row import Prepared
from rashomon.store.reading import Reading
from rashomon.store.statements import said_in, statement_ids

#: Ends each statement in ``Encoded.sealed``, where its run and moment go. JSON never has this character bare.
END = "\x1f"
#: Columns of ``Encoded.statements``, in order.
SAID = ("statement_id", "subject", "prop", "value", "original", "start", "end", "rule")


class Encoded(NamedTuple):
    """A reading as rows: text and numbers alone, cheap to send from one process to another.

    ``document`` is the canonical JSON of the document without its text, ``statements`` the rows of its statements in the order they are kept
    (:data:`SAID`, the value as canonical JSON), ``sealed`` the same as the chain seals them, sorted by id (:func:`sealed`). ``prepared`` is what
    growing asks of the document (``rashomon.pipeline.preparing``), where it was worked out.
    """

    name: str
    document_id: str
    sha256: str
    text: str
    input_hash: str
    status: str
    reason: str | None
    document: str
    statements: tuple[tuple[str, str, str, str, str, int, int, str], ...]
    sealed: str
    prepared: Prepared | None = None

    def as_document(self) -> Document:
        """The document itself."""
        return decode(Document, {**json.loads(self.document), "text": self.text})

    def as_version_of(self, document_id: str) -> Encoded:
        """The same reading, its document a later version of another text."""
        return self._replace(prepared=None, document=dumps({**json.loads(self.document), "version_of": document_id}))


def encode_reading(reading: Reading) -> Encoded:
    """The rows of a reading. Every byte is that which the ledger keeps and seals."""
    return encode_with(reading, texts_of(reading.document))


def encode_with(reading: Reading, about: Mapping[str, str]) -> Encoded:
    """:func:`encode_reading`, with the fields of its document as JSON at hand (:func:`rashomon.store.codec.texts_of`)."""
    document = reading.document
    every = said_in(reading)
    found = dict(zip(statement_ids(document.document_id, every), every, strict=True))
    said = tuple((i, *s) for i, s in found.items())
    return Encoded(
        document.name,
        document.document_id,
        hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        document.text,
        reading.input_hash,
        document.status,
        document.reason,
        joined({name: text for name, text in about.items() if name != "text"}),
        said,
        sealed(document.name, document.document_id, said),
    )


def sealed(name: str, document_id: str, said: Iterable[tuple[str, str, str, str, str, int, int, str]]) -> str:
    """Statements of a document as canonical JSON, sorted by id; each stops, with :data:`END`, before the run that made it and the moment."""
    of = f"{encode_basestring(name)},{encode_basestring(document_id)}"
    return f"{END},".join(
        f'["{i}",{of},{encode_basestring(subject)},"{prop}",{value},{encode_basestring(original)},{start},{end},{encode_basestring(rule)}'
        for i, subject, prop, value, original, start, end, rule in sorted(said)
    ) + (END if said else "")

"""All that is to be known of a document by itself, made where it is read: its rows, and what growing asks of it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from rashomon.corpus.growing import document_facts, matter_numbers
from rashomon.model import Document
from rashomon.store import Reading
from rashomon.store.codec import texts_of
from rashomon.store.encoded import Encoded, encode_with
from rashomon.store.heads import head_text
from rashomon.store.json_text import as_made, dumps
from rashomon.store.prepared_row import Prepared
from rashomon.store.rows import document_row
from rashomon.store.words import index_text


def encoded(reading: Reading) -> Encoded:
    """The rows of a reading (:func:`rashomon.store.encoded.encode_reading`) with what is worked out of it here, by many, and not where one keeps
    what all have read."""
    about = texts_of(reading.document)
    rows = encode_with(reading, about)
    return rows._replace(prepared=prepared(reading.document, about, quiet=not rows.statements))


def completed(rows: Encoded) -> Encoded:
    """The same rows with what is worked out of them, where that was not done before."""
    return rows if rows.prepared else rows._replace(prepared=prepared(rows.as_document(), quiet=not rows.statements))


def prepared(document: Document, about: Mapping[str, str] | None = None, *, quiet: bool = False) -> Prepared:
    """What growing and search ask of a document; ``about`` are its fields as JSON (:func:`rashomon.store.codec.texts_of`), if at hand."""
    about = texts_of(document) if about is None else about
    facts = document_facts(document)
    known = document.published if facts.used else None
    return Prepared(
        document=document.name,
        document_no=facts.document_no,
        document_id=facts.document_id,
        used=facts.used,
        outlet=facts.outlet,
        url=facts.url,
        date_order=facts.date_order,
        open_date=facts.open_date,
        quiet=quiet,
        head=head_text(about),
        known=None if known is None else about["published"],
        matters=dumps([] if known is None else list(matter_numbers(document, known))),
        keys=array("q", facts.keys).tobytes(),
        runs=facts.runs,
        row=row_text(document),
        words=index_text(document.text),
    )


def row_text(document: Document) -> str:
    """The document's row of ``documents.jsonl`` as it is while no other document and no incident gives it anything."""
    return as_made(document_row(document, None, ()))

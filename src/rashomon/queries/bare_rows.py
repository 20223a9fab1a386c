"""Rows of documents, claims and incidents with the keys of ``docs/reference/output.md``, as they may be shown: names of private persons hidden.

Whatever is cut out of a text is cut by its offsets, which stay those of the original text. Marks of hidden persons ([person 1]) count
within an incident, in the order of its documents' names, and within a document where a claim belongs to no incident or to one of very many
documents: so a row is the same in whichever list it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from rashomon.exports.told import masked
from rashomon.model import Document
from rashomon.people import Masker
from rashomon.pipeline.asked import documents_said
from rashomon.queries.desk import Desk
from rashomon.queries.quoting import Said, article_key

Row = dict[str, Any]


def masker_of(desk: Desk, documents: Mapping[str, Document]) -> Masker:
    """A masker whose marks do not depend on what is shown first."""
    made = desk.masker(documents)
    if not made.names:
        for name in sorted(documents):
            made.text(name, 0, len(documents[name].text))
    return made


def documents_named(db: sa.Connection, names: Iterable[str]) -> dict[str, Document]:
    """Documents of these names, with their texts."""
    return documents_said(db, (), sorted(set(names)))


def claim_shown(row: Mapping[str, Any], documents: Mapping[str, Document], masker: Masker) -> Row:
    """A row of ``claims.jsonl`` as it may be shown, with the key of its document. ``quote`` None: its text was forgotten."""
    name = row["document"]
    own = documents.get(name)
    whole = own is not None and own.document_id == row["document_id"] and bool(own.text)
    out: Row = {**masked({**row, "quote": ""}, [name], masker)}
    out["quote"] = masker.text(name, row["start"], row["end"]) if whole else None
    if row["speaker"] is not None:
        actor, text = masker.speaker(name, Said(row["speaker"]["actor"], row["speaker"]["text"]))
        out["speaker"] = {**out["speaker"], "actor": actor, "text": text}
    return {**out, "document_key": article_key(name), "verbatim": out["quote"] == row["quote"]}


def document_shown(row: Mapping[str, Any], documents: Mapping[str, Document], masker: Masker, *, text: bool = False) -> Row:
    """A row of ``documents.jsonl`` as it may be shown, with its key and title, and with its ``text`` where that is asked for; ``hidden``
    are then the stretches of the original text that are hidden, as [start, end, what stands there]."""
    name = row["document"]
    own = documents.get(name)
    out: Row = masked(row, [name], masker)
    evidence, original = row["published_evidence"], row["syndication_original"]
    if evidence is not None:
        out["published_evidence"] = {**evidence, "document": masker.address(evidence["document"], evidence["document"])}
    out["syndication_original"] = masker.address(original, original) if original else None
    out["provenance"] = {k: masker.address(name, v) if isinstance(v, str) else v for k, v in out["provenance"].items()}
    cut = own.text if own is not None else ""
    for told, note in zip(out["notes"], row["notes"], strict=True):
        told["quote"] = masker.text(name, note["start"], note["end"]) if cut else None
    title = row["title"]
    more: Row = {"key": article_key(name), "title_text": masker.text(name, *title) if title and cut else None, "length": len(cut)}
    if text:
        spans = [] if masker.names or not cut else masker.spans(name)
        more["text"] = masker.text(name, 0, len(cut)) if cut else None
        more["hidden"] = [[a, b, masker.text(name, a, b)] for a, b in spans]
    return {**out, **more}


def incident_shown(row: Mapping[str, Any], documents: Mapping[str, Document], masker: Masker) -> Row:
    """A row of ``incidents.jsonl`` as it may be shown, with the keys of its documents."""
    scope = list(row["documents"])
    out: Row = masked(row, scope, masker)
    for told, link in zip(out["links"], row["links"], strict=True):
        own = documents.get(link["document"])
        told["quote"] = masker.text(link["document"], link["start"], link["end"]) if own is not None and own.text else None
    return {**out, "document_keys": [article_key(n) for n in row["documents"]]}

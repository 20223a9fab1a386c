"""Quiet documents: new ones in which nothing was read but themselves, and that no other moves. Nine of ten in a stream of news.

Their rows are those that were made where they were read; nothing of them is loaded, and they are asked about no incident.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import sqlalchemy as sa

from rashomon.model import Decision
from rashomon.pipeline.grow_documents import DocumentsSettled
from rashomon.store import bulk, prepared
from rashomon.store import derived_tables as d
from rashomon.store.document_index import parts, published_of
from rashomon.store.json_text import as_made, dumps
from rashomon.store.pair_index import PairIndex
from rashomon.store.prepared_row import Prepared

_COLUMNS = ("document", "document_id", "outlet", "url", "published", "status", "reason")


def write(db: sa.Connection, given: DocumentsSettled, changed: Iterable[str], decisions: Iterable[Decision]) -> set[str]:
    """Writes the rows of those of the documents ``changed`` that are quiet, and gives their names: nothing else follows from them. Of all others,
    and of those that a decision (of ``decisions``, all that stand) is about, nothing is written."""
    anchored = {a.document for one in decisions for a in one.anchors}
    asked = {n for n in changed if n in given.version_of and n not in given.beside}
    asked -= {n for n in asked if n in anchored or n.rsplit("@", 1)[0] in anchored}
    found = {n: p for n, p in prepared.load(db, asked).items() if p.quiet and _as_read(given, p)}
    for group in parts(list(found)):
        for there in db.scalars(sa.select(d.documents.c.document).where(d.documents.c.document.in_(group))):
            del found[there]
    groups: dict[str, tuple[str, str | None]] = {}
    for (name, _), of in sorted(PairIndex(db).groups_of(found).items(), key=lambda kv: kv[1][0]):
        groups[name] = of
    rows = []
    for name, p in sorted(found.items()):
        row, text = json.loads(p.row), p.row
        if name in groups:
            row["syndication_group"], row["syndication_original"] = groups[name]
            text = as_made(row)
        published = p.known or dumps(json.loads(p.head)["published"])
        rows.append((*(row[c] for c in _COLUMNS), f'{{"published":{published},"version_of":null}}', text))
    bulk.insert(db, d.documents, (*_COLUMNS, "settled", "row"), rows)
    return set(found)


def _as_read(given: DocumentsSettled, own: Prepared) -> bool:
    """Whether no other document gave it a day, or is its earlier version."""
    if given.version_of[own.document] is not None or '"version_of":null' not in own.head:
        return False
    return given.published.get(own.document) == published_of(own.known)

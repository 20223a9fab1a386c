"""Which documents have the same text, or are versions of one another: looked up in the index of documents."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from rashomon.store.derived_tables import document_facts as facts
from rashomon.store.evidence import chunks
from rashomon.store.evidence_tables import readings


def names_of_texts(db: sa.Connection, document_ids: Collection[str]) -> dict[str, list[str]]:
    """For each text the names it stands under, sorted."""
    out: dict[str, list[str]] = {}
    for group in chunks(sorted(document_ids)):
        asked = sa.select(facts.c.document_id, facts.c.document).where(facts.c.document_id.in_(group)).order_by(facts.c.document)
        for row in db.execute(asked):
            out.setdefault(row.document_id, []).append(row.document)
    return out


def text_ids(db: sa.Connection, names: Collection[str]) -> dict[str, str]:
    """Document id of each name."""
    out: dict[str, str] = {}
    for group in chunks(sorted(names)):
        asked = sa.select(facts.c.document, facts.c.document_id).where(facts.c.document.in_(group))
        out |= {row.document: row.document_id for row in db.execute(asked)}
    return out


def versions_after(db: sa.Connection, names: Collection[str]) -> set[str]:
    """Names of the versions that came directly after these documents."""
    out: set[str] = set()
    for group in chunks(sorted(set(text_ids(db, names).values()))):
        out |= set(db.scalars(sa.select(facts.c.document).where(facts.c.version_of.in_(group))))
    return out


def editions_of(db: sa.Connection, names: Collection[str]) -> set[str]:
    """All versions of those of these documents that are versions of an article or have later ones, under every name they have."""
    texts: set[str] = set()
    own: set[str] = set()
    for group in chunks(sorted(names)):
        for row in db.execute(sa.select(facts.c.document_id, facts.c.version_of).where(facts.c.document.in_(group))):
            own.add(row.document_id)
            texts |= {row.document_id, row.version_of} if row.version_of else set()
    for group in chunks(sorted(own)):
        texts |= set(db.scalars(sa.select(facts.c.version_of).where(facts.c.version_of.in_(group))))
    out: set[str] = set()
    done: set[str] = set()
    while todo := texts - done:
        done |= todo
        for group in chunks(sorted(todo)):
            either = sa.or_(facts.c.document_id.in_(group), facts.c.version_of.in_(group))
            for one in db.execute(sa.select(facts.c.document, facts.c.document_id, facts.c.version_of).where(either)):
                out.add(one.document)
                texts |= {one.document_id, one.version_of} if one.version_of else {one.document_id}
    return out


def earlier_texts(db: sa.Connection, names: Collection[str]) -> set[str]:
    """Names under which the earlier texts of these documents are kept (:func:`rashomon.store.evidence.version_name`)."""
    r = readings.c
    out: set[str] = set()
    for name in sorted(names):  # "A" comes right after "@"
        found = db.scalars(sa.select(r.name).where(r.name > f"{name}@", r.name < f"{name}A", r.retired_run.is_(None)))
        out |= {n for n in found if len(n) == len(name) + 9}
    return out


def hanging_together(db: sa.Connection, names: Collection[str]) -> set[str]:
    """These documents with the same texts under other names and all versions before and after, those of these too."""
    out: set[str] = set()
    todo = set(names)
    while todo:
        texts: set[str] = set()
        own: set[str] = set()
        for group in chunks(sorted(todo)):
            for row in db.execute(sa.select(facts.c.document, facts.c.document_id, facts.c.version_of).where(facts.c.document.in_(group))):
                out.add(row.document)
                own.add(row.document_id)
                texts |= {row.document_id, row.version_of} if row.version_of else {row.document_id}
        near: set[str] = set()
        for column, some in ((facts.c.document_id, texts), (facts.c.version_of, own)):
            for group in chunks(sorted(some)):
                near |= set(db.scalars(sa.select(facts.c.document).where(column.in_(group))))
        todo = near - out
    return out

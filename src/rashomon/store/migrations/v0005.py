"""Runs of words of each document, kept beside its keys, and pairs only of documents that share something. Runs of documents that are there already
are worked out of their texts when they are asked for. A column that nothing asked goes. The index of subjects holds one statement of each claim, by
which a claim is found, and no longer all of them; those of addresses, versions and dates hold the documents that have such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(db: sa.Connection, op: Operations) -> None:
    """What was prepared is of a run that ended, or is worked out again."""
    if "days" in {c["name"] for c in sa.inspect(db).get_columns("mention_keys")}:
        op.drop_column("mention_keys", "days")
    there = {i["name"] for i in sa.inspect(db).get_indexes("statements")}
    if "ix_statements_subject" in there:
        op.drop_index("ix_statements_subject", "statements")
    for index in t.statements.indexes:
        if index.name not in there:
            index.create(db)
    there = {i["name"] for i in sa.inspect(db).get_indexes("document_facts")}
    for index in sorted(d.document_facts.indexes, key=lambda i: str(i.name)):
        if index.dialect_options["sqlite"]["where"] is not None:
            if index.name in there:
                op.drop_index(str(index.name), "document_facts")
            index.create(db)
    d.prepared.drop(db, checkfirst=True)
    for table in d.PACKED:
        table.create(db, checkfirst=True)
    db.execute(d.document_pairs.delete().where(d.document_pairs.c.kind.is_(None)))

"""Keys of shared words as arrays in segments (:mod:`rashomon.store.key_segments`) instead of a row for each, and room for what is worked out of a
document where it is read. An index that nothing asked goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from rashomon.store import derived_tables
from rashomon.store.key_segments import KeySegments

if TYPE_CHECKING:
    from alembic.operations import Operations

#: Documents whose keys are carried over at once.
_GROUP = 1000


def upgrade(db: sa.Connection, op: Operations) -> None:
    """All keys into segments. Where an older step made the tables of this version, there is nothing to carry over."""
    if "ix_statements_statement_id" in {i["name"] for i in sa.inspect(db).get_indexes("statements")}:
        op.drop_index("ix_statements_statement_id", "statements")
    for table in derived_tables.PACKED:
        table.create(db, checkfirst=True)
    if not sa.inspect(db).has_table("document_keys"):
        return
    segments = KeySegments(db)
    numbers = list(db.scalars(sa.text("SELECT DISTINCT document_no FROM document_keys ORDER BY document_no")))
    asked = sa.text("SELECT document_no, key FROM document_keys WHERE document_no BETWEEN :first AND :last ORDER BY document_no, key")
    for n in range(0, len(numbers), _GROUP):
        group = numbers[n : n + _GROUP]
        own: dict[int, list[int]] = {number: [] for number in group}
        for number, key in db.execute(asked, {"first": group[0], "last": group[-1]}):
            own[number].append(key)
        segments.exchange({}, {number: np.array(keys, dtype=np.int64) for number, keys in own.items()})
    op.drop_table("document_keys")

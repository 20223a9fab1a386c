"""Which documents had been published by the moment of a lens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.model import Published
from rashomon.pipeline.moments import moment_of
from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.store import decode
from rashomon.store import derived_tables as d

if TYPE_CHECKING:
    from datetime import datetime

    from rashomon.queries.desk import Desk


def published_at(desk: Desk, db: sa.Connection) -> dict[str, datetime | None]:
    """When each used document was out at the latest, None where nobody knows."""

    def make() -> dict[str, datetime | None]:
        c = d.document_facts.c
        rows = db.execute(sa.select(c.document, c.published, c.known).where(c.used))
        out: dict[str, datetime | None] = {}
        for r in rows:
            given = r.published if r.published is not None else r.known
            out[r.document] = moment_of(decode(Published, given)) if given is not None else None
        return out

    return kept(desk, ("published at", desk.state(db).tag), make)


def out_by(desk: Desk, db: sa.Connection, lens: Lens) -> frozenset[str] | None:
    """Names of the documents that were out by the moment of the lens; None: all that there are, for it has no moment."""
    by = lens.moment
    if by is None:
        return None
    return kept(
        desk,
        ("out by", desk.state(db).tag, by.stamp),
        lambda: frozenset(n for n, at in published_at(desk, db).items() if at is not None and at <= by.at),
    )

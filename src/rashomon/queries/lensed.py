"""Incidents through another policy, or as they were known at a moment."""

from __future__ import annotations

import sqlalchemy as sa

from rashomon.model.exported import Told
from rashomon.pipeline.exporting import Aside, Wanted, exported
from rashomon.pipeline.filtering import Condition, Filter
from rashomon.queries.building import entries_of, outlets_in, said_of
from rashomon.queries.entry import Entry
from rashomon.queries.lens import Lens
from rashomon.store.versions import current_id


def entries_through(db: sa.Connection, lens: Lens) -> list[Entry]:
    """Entries under a lens, derived again."""
    wanted = Wanted(policy=lens.policy, as_of=lens.moment, as_of_text=lens.as_of)
    _, told = exported(db, wanted, Aside())
    rows = ((t.incident, min((c.p_incident for c in t.claims if c.p_incident is not None), default=None)) for t in told)
    return entries_of(rows, said_of(db), outlets_in(db))


def told_through(db: sa.Connection, lens: Lens, incident_id: str, *, coarsen: bool = False) -> Told | None:
    """One incident under a lens; an id that it had once does, too."""
    now = current_id(db, incident_id) if lens.as_of is None else incident_id
    if now is None:
        return None
    only = Filter("", (Condition("id", "=", (now,)),))
    wanted = Wanted(policy=lens.policy, where=only, as_of=lens.moment, as_of_text=lens.as_of, coarsen=coarsen)
    return next(exported(db, wanted, Aside())[1], None)

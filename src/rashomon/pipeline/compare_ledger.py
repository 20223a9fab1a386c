"""The incidents of a ledger with what their figures are made of, a few at a time, so that a large ledger needs no large memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import sqlalchemy as sa

from rashomon.model import Claim, Incident
from rashomon.pipeline.compare import Given
from rashomon.pipeline.decisions import chosen_figures, standing
from rashomon.pipeline.derive import Neighbours
from rashomon.pipeline.grow_blocks import around
from rashomon.pipeline.grow_documents import settled_of
from rashomon.pipeline.settled import Settler
from rashomon.pipeline.view import _placed, incident_of
from rashomon.store import derived, evidence
from rashomon.store import derived_tables as d
from rashomon.store.decisions import load_decisions

#: Incidents loaded at once.
STEP = 200


def told_in(db: sa.Connection) -> Iterator[tuple[Incident, Given]]:
    """Every incident of the ledger, by id, with its claims, the documents around them, and what reviewers chose for it."""
    yield from told_of(db, derived.incident_ids(db))


def told_of(db: sa.Connection, incident_ids: Collection[str]) -> Iterator[tuple[Incident, Given]]:
    """The same of these incidents."""
    hold = standing(load_decisions(db))[0]
    for ids in evidence.chunks(sorted(incident_ids), STEP):
        settler = Settler(db, hold)  # keeps what it read
        rows = db.execute(sa.select(d.incidents.c.row).where(d.incidents.c.incident_id.in_(ids)).order_by(d.incidents.c.incident_id))
        found = [incident_of(r.row) for r in rows]
        names = {n for i in found for n in i.documents}
        settled = settler.settle(names)
        groups = settled_of(db, names).groups
        own: dict[str, list[Claim]] = {i.incident_id: [] for i in found}
        placed = sorted(_placed(db, [c for c in settled.claims if c.document in names]), key=lambda c: c.claim_id)
        for c in placed:
            if c.incident_id in own:
                own[c.incident_id].append(c)
        near = Neighbours(around(db, settler, settled.documents, names, groups), groups)
        chosen = chosen_figures(settled.decisions, settled.decided, {c.claim_id: c.incident_id for c in placed})
        for incident in found:
            claims = own[incident.incident_id]
            yield incident, Given(claims, *near.of(c.document for c in claims), chosen.get(incident.incident_id, ()))

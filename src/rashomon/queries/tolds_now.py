"""One incident of the ledger as it is now, under its own policy or another."""

from __future__ import annotations

import sqlalchemy as sa

from rashomon import estimates
from rashomon.model.exported import Told
from rashomon.pipeline.compare_ledger import told_of
from rashomon.pipeline.session import framed
from rashomon.pipeline.view import view
from rashomon.store.versions import current_id


def told_now(db: sa.Connection, policy: str | None, incident_id: str) -> Told | None:
    """The incident with an id that it has, or had once; ``policy`` None: with the figures that the ledger has."""
    now = current_id(db, incident_id)
    if now is None:
        return None
    if policy is None:
        part = view(db, [now])
        incident = next(i for i in part.incidents if i.incident_id == now)
        claims, documents = tuple(c for c in part.claims if c.incident_id == now), {x.name: x for x in part.documents}
    else:
        found, given = next(told_of(db, [now]))
        incident = estimates.estimate(found, given.claims, given.documents, given.groups, policy=framed(policy).policy, chosen=given.chosen)
        claims, documents = tuple(given.claims), dict(given.documents)
    names = sorted({*incident.documents, *(c.document for c in claims)})
    return Told(incident, tuple(sorted(claims, key=lambda c: c.claim_id)), {n: documents[n] for n in names if n in documents})

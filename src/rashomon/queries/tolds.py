"""Several incidents at once, each with its claims and documents, under one lens."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from rashomon import estimates
from rashomon.model import Claim, Incident
from rashomon.model.exported import Told
from rashomon.pipeline import moments
from rashomon.pipeline.compare_ledger import STEP, told_of
from rashomon.pipeline.exporting import _told, rounded
from rashomon.pipeline.session import framed
from rashomon.pipeline.view import view
from rashomon.queries.desk import Desk
from rashomon.queries.lens import Lens
from rashomon.queries.published import published
from rashomon.store import evidence
from rashomon.store.versions import current_id


def is_own(desk: Desk, db: sa.Connection, lens: Lens) -> bool:
    """Whether figures are wanted as the ledger keeps them."""
    return lens.as_of is None and lens.policy in (None, desk.state(db).policy.partition(" with weights ")[0])


def tolds(desk: Desk, db: sa.Connection, lens: Lens, ids: Sequence[str]) -> dict[str, Told]:
    """The incidents of these ids; those that are none under the lens are left out. Private places are rounded where the desk does so."""
    made: dict[str, Told] = {}
    if lens.as_of is not None:
        then = published(desk, db, lens)
        made = {i: found for i in ids if (found := then.told(i)) is not None}
    elif is_own(desk, db, lens):
        for group in evidence.chunks(sorted(ids), STEP):
            part = view(db, group)
            of: dict[str, list[Claim]] = {i: [] for i in group}
            for c in part.claims:
                if c.incident_id in of:
                    of[c.incident_id].append(c)
            documents = {x.name: x for x in part.documents}
            made |= {i.incident_id: _told(i, of[i.incident_id], documents) for i in part.incidents}
    else:
        frame = framed(lens.policy or "current")
        for incident, given in told_of(db, ids):
            again = estimates.estimate(incident, given.claims, given.documents, given.groups, policy=frame.policy, chosen=given.chosen)
            made[incident.incident_id] = _told(again, given.claims, given.documents)
    return {i: _coarse(t) for i, t in made.items()} if desk.coarsen else made


def _coarse(told: Told) -> Told:
    return Told(rounded(told.incident, told.claims), told.claims, told.documents)


def told_then(desk: Desk, db: sa.Connection, lens: Lens, incident_id: str) -> tuple[Told | None, moments.AsOf | None]:
    """One incident under a lens, by an id that it has, or had once. Under a moment with what had been published by then and what had not (None
    where the id is that of an incident of then alone)."""
    now = current_id(db, incident_id)
    if lens.as_of is None:
        return (tolds(desk, db, lens, [now]).get(now), None) if now is not None else (None, None)
    by = lens.moment
    if now is None or by is None:
        return tolds(desk, db, lens, [incident_id]).get(incident_id), None
    policy = lens.policy or desk.state(db).policy.partition(" with weights ")[0]
    found = moments.as_of(db, now, by, policy)
    if found.incident is None:
        return None, found
    told = _of(found, found.incident)
    return (_coarse(told) if desk.coarsen else told), found


def _of(found: moments.AsOf, incident: Incident) -> Told:
    own = [c for c in found.derived.claims if c.incident_id == incident.incident_id]
    return _told(incident, own, {x.name: x for x in found.derived.documents})

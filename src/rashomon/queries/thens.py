"""One derivation as of a moment, ready to be asked for single incidents."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from rashomon.model import Claim, Incident
from rashomon.model.exported import Told
from rashomon.queries.deriving import Then
from rashomon.store import derived_tables as d
from rashomon.store.versions import current_id


class Looked:
    """A derivation with what is needed to find an incident in it."""

    def __init__(self, then: Then) -> None:
        self.then = then
        self.documents = {x.name: x for x in then.derived.documents}
        self.incidents: dict[str, Incident] = {i.incident_id: i for i in then.derived.incidents}
        self.claims: dict[str, list[Claim]] = {}
        self._at: dict[tuple[str, int, int], str] = {}
        for c in then.derived.claims:
            if c.incident_id:
                self.claims.setdefault(c.incident_id, []).append(c)
                self._at[c.document, c.start, c.end] = c.incident_id

    def told(self, incident_id: str) -> Told | None:
        """One incident of then, by the id it had then."""
        incident = self.incidents.get(incident_id)
        if incident is None:
            return None
        own = tuple(sorted(self.claims.get(incident_id, ()), key=lambda c: c.claim_id))
        names = sorted({*incident.documents, *(c.document for c in own)})
        return Told(incident, own, {n: self.documents[n] for n in names if n in self.documents})

    def called(self, db: sa.Connection, incident_id: str) -> str | None:
        """What the incident with an id of now, or of once, was called then: the one with most of its words. None: nothing of it was out."""
        if incident_id in self.incidents:
            return incident_id
        now = current_id(db, incident_id)
        c = d.claims.c
        asked = sa.select(c.document, c.start, c.end).where(c.incident_id == now)
        votes = Counter(home for r in db.execute(asked) if (home := self._at.get((r.document, r.start, r.end))))
        return min(votes, key=lambda i: (-votes[i], i), default=None)

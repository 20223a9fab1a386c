"""What is derived again to be looked at: incidents through another policy, or as what had been published by a moment gives them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import sqlalchemy as sa

from rashomon import estimates
from rashomon.model import Incident
from rashomon.pipeline.compare_ledger import told_of
from rashomon.pipeline.derive import Derived, derive
from rashomon.pipeline.grow_documents import settled_of
from rashomon.pipeline.moments import Moment, _dated, moment_of
from rashomon.pipeline.session import framed
from rashomon.queries.building import documents_of, entries_of, outlets_in, said_of
from rashomon.queries.entry import Entry
from rashomon.store import derived, evidence
from rashomon.store.decisions import load_decisions

_STEP = 200
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Then:
    """What had been published by a moment, as the ledger would tell it. ``later`` documents came out afterwards, ``undated`` ones have no day
    that is known: neither is part of it."""

    derived: Derived
    later: int
    undated: int

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know of it."""
        told = ((self.undated, "documents of unknown day, left out"), (self.later, "documents published later, left out"))
        return tuple(f"{words}: {n}" for n, words in told if n)


def then(db: sa.Connection, by: Moment, policy: str, tell: Tell | None = None) -> Then:
    """All that had been published by ``by``, derived again: the same as the export with ``--as-of``."""
    names = sorted(evidence.names(db))
    given = settled_of(db, names)
    readings = []
    later = undated = 0
    for group in evidence.chunks(names, _STEP):
        for reading in evidence.load_readings(db, group):
            dated = _dated(reading, given)
            when = moment_of(dated.document.published)
            if when is not None and when <= by.at:
                readings.append(dated)
            elif dated.document.status == "used":
                undated, later = undated + (when is None), later + (when is not None)
    if tell is not None:
        tell(0, len(readings))
    return Then(derive(readings, load_decisions(db), framed(policy).policy), later, undated)


def entries_then(db: sa.Connection, made: Then) -> list[Entry]:
    """Entries of the incidents of then. Versions are those that the ledger has now, for that is what a reviewer decides on."""
    sure: dict[str, float] = {}
    for c in made.derived.claims:
        if c.incident_id and c.p_incident is not None:
            sure[c.incident_id] = min(sure.get(c.incident_id, 1.0), c.p_incident)
    outlets = {x.name: x.outlet for x in made.derived.documents if x.outlet}
    return entries_of(((i, sure.get(i.incident_id)) for i in made.derived.incidents), said_of(db), outlets)


def entries_through(db: sa.Connection, policy: str, ids: Collection[str] | None = None, tell: Tell | None = None) -> list[Entry]:
    """Entries of these incidents (None: of all) with figures as another policy makes them."""
    wanted = sorted(derived.incident_ids(db) if ids is None else ids)
    chosen, out = framed(policy).policy, []
    outlets = outlets_in(db, None if ids is None else documents_of(db, wanted))
    for group in evidence.chunks(wanted, _STEP):
        rows: list[tuple[Incident, float | None]] = []
        for incident, given in told_of(db, group):
            made = estimates.estimate(incident, given.claims, given.documents, given.groups, policy=chosen, chosen=given.chosen)
            rows.append((made, min((c.p_incident for c in given.claims if c.p_incident is not None), default=None)))
        out += entries_of(rows, said_of(db, group), outlets)
        if tell is not None:
            tell(len(out), len(wanted))
    return out

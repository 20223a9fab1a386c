"""What had been published by the moment of a lens, derived again from the whole ledger: kept for the moment that was asked for last."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from rashomon.model import Claim, Document, Incident
from rashomon.model.exported import Told
from rashomon.pipeline.derive import Derived, derive
from rashomon.pipeline.grow_documents import settled_of
from rashomon.pipeline.moments import Moment, _dated, moment_of
from rashomon.queries.lens import Lens
from rashomon.queries.limits import unhurried
from rashomon.store import evidence
from rashomon.store.decisions import load_decisions
from rashomon.store.rows import claim_row, document_row

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

#: Readings loaded at once, and seconds that a derivation of everything may take.
_STEP, _SECONDS = 200, 600


@dataclass(frozen=True)
class Published:
    """All that had been published by a moment, as the ledger would tell it. ``later`` documents came out afterwards, ``undated`` ones have no day
    that is known: neither is part of it."""

    made: Derived
    later: int
    undated: int
    _claims: dict[str, list[Claim]] = field(default_factory=dict)

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        """Rows of ``documents.jsonl``, by name."""
        group_of = {n: (g.group_id, g.original) for g in sorted(self.made.groups, key=lambda g: g.group_id) for n in g.documents}
        told: dict[str, list[tuple[str, bool]]] = {x.name: [] for x in self.made.documents}
        for i in self.made.incidents:
            for name in i.documents:
                told[name].append((i.incident_id, name in i.main_of))
        return [document_row(x, group_of.get(x.name), sorted(told[x.name])) for x in sorted(self.made.documents, key=lambda x: x.name)]

    @cached_property
    def claims(self) -> list[dict[str, Any]]:
        """Rows of ``claims.jsonl``, by id."""
        return [claim_row(c) for c in self.made.claims]

    @cached_property
    def reports(self) -> dict[str, tuple[str, ...]]:
        """The documents of each incident."""
        return {i.incident_id: i.documents for i in self.made.incidents}

    @cached_property
    def incidents(self) -> dict[str, Incident]:
        """Incidents by id."""
        return {i.incident_id: i for i in self.made.incidents}

    @cached_property
    def _texts(self) -> dict[str, Document]:
        return {x.name: x for x in self.made.documents}

    def told(self, incident_id: str) -> Told | None:
        """One incident of then with its claims and documents."""
        incident = self.incidents.get(incident_id)
        if incident is None:
            return None
        if not self._claims:
            for c in self.made.claims:
                self._claims.setdefault(c.incident_id or "", []).append(c)
        own = tuple(sorted(self._claims.get(incident_id, ()), key=lambda c: c.claim_id))
        names = sorted({*incident.documents, *(c.document for c in own)})
        return Told(incident, own, {n: self._texts[n] for n in names if n in self._texts})


_kept: WeakKeyDictionary[Desk, tuple[object, Published]] = WeakKeyDictionary()
_lock = Lock()


def published(desk: Desk, db: sa.Connection, lens: Lens) -> Published:
    """What had been published by the moment of ``lens``, under its policy. A large ledger needs long for it, and only one waits at a time."""
    by = lens.moment
    if by is None:
        raise ValueError("a lens without a moment")
    state = desk.state(db)
    policy = lens.policy or state.policy.partition(" with weights ")[0]
    key = (state.tag, by.stamp, policy)
    with _lock:
        kept = _kept.get(desk)
        if kept is None or kept[0] != key:
            with unhurried(db, _SECONDS):
                kept = (key, _derived(db, by, policy))
            _kept[desk] = kept
        return kept[1]


def _derived(db: sa.Connection, by: Moment, policy: str) -> Published:
    names = evidence.names(db)
    given = settled_of(db, names)
    readings = []
    later = undated = 0
    for group in evidence.chunks(sorted(names), _STEP):
        for reading in evidence.load_readings(db, group):
            dated = _dated(reading, given)
            when = moment_of(dated.document.published)
            if when is not None and when <= by.at:
                readings.append(dated)
            elif dated.document.status == "used":
                undated, later = undated + (when is None), later + (when is not None)
    return Published(derive(readings, load_decisions(db), policy), later, undated)

"""What had been published by the moment of a lens, as rows: what the three JSON Lines files would have said then."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from rashomon.model import Claim, Document, Incident
from rashomon.model.exported import Told
from rashomon.pipeline.derive import Derived
from rashomon.queries.lens import Lens
from rashomon.store.rows import claim_row, document_row

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk


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


_kept: WeakKeyDictionary[Desk, Published] = WeakKeyDictionary()


def published(desk: Desk, db: sa.Connection, lens: Lens) -> Published:
    """What had been published by the moment of ``lens``, under its policy (:meth:`Desk.then`); the one asked for last is kept."""
    then = desk.then(db, lens)
    kept = _kept.get(desk)
    if kept is None or kept.made is not then.derived:
        _kept[desk] = kept = Published(then.derived, then.later, then.undated)
    return kept

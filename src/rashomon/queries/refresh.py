"""Which incidents have to be read again after a run, so that nobody waits for all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from rashomon.pipeline.deciding import DERIVING
from rashomon.queries.building import documents_of, outlets_in
from rashomon.queries.entry import Entry
from rashomon.store import derived_tables as d
from rashomon.store import evidence
from rashomon.store import evidence_tables as t


@dataclass(frozen=True, slots=True)
class Moved:
    """``ids`` are to be read again, ``gone`` are no more; ``outlets`` of the documents that the first tell of."""

    ids: frozenset[str]
    gone: frozenset[str]
    outlets: Mapping[str, str]


def moved_since(db: sa.Connection, entries: Mapping[str, Entry], run_id: int, now: int) -> Moved | None:
    """What moved after the run ``run_id``, up to ``now``. None: everything may have, for the ledger was derived by other rules or another policy
    in between, or its log does not reach that run (another ledger took its place).

    An incident's row is in the log of versions where it changed. How sure it is that reports belong together also hangs on what else their
    documents tell, so incidents that share a document with what changed, or with what was read again, are read again, too.
    """
    r, v, x = t.runs.c, t.incident_versions.c, t.readings.c
    derived = sa.select(r.rules, r.policy).where(r.run_id.between(run_id, now), r.finished.is_not(None), r.kind.in_(DERIVING))
    ways = {(w.rules, w.policy) for w in db.execute(derived)}
    if not run_id or run_id > now or len(ways) != 1:
        return None
    changed = set(db.scalars(sa.select(v.incident_id).where(v.run_id > run_id).distinct()))
    if len(changed) * 2 > len(entries):
        return None
    again = set(db.scalars(sa.select(x.name).where(x.run_id > run_id)))  # who is left out of it is in no incident's row
    here = _there(db, changed)
    again |= documents_of(db, here)
    for incident_id in changed & entries.keys():
        again |= set(entries[incident_id].documents)
    beside = {i for i, e in entries.items() if not again.isdisjoint(e.documents)} - changed
    ids = here | _there(db, beside)
    return Moved(frozenset(ids), frozenset((changed | beside) - ids), outlets_in(db, documents_of(db, ids)))


def _there(db: sa.Connection, ids: Collection[str]) -> set[str]:
    i = d.incidents.c.incident_id
    return {x for g in evidence.chunks(sorted(ids)) for x in db.scalars(sa.select(i).where(i.in_(g)))}

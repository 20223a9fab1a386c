"""Part of a ledger as values, for a page or a terminal: incidents with their claims, documents and copies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from rashomon.model import Claim, DecisionState, Document, Incident
from rashomon.pipeline.decisions import standing
from rashomon.pipeline.derive import Derived
from rashomon.pipeline.grow_documents import settled_of
from rashomon.pipeline.settled import Settler
from rashomon.store import decode, evidence
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.decisions import load_decisions

#: Incidents, and background incidents, loaded for a page; a ledger with more shows its newest.
MOST, MOST_BACKGROUND = 300, 50
#: Documents of a ledger up to which a page has those, too, that tell of no incident: it has their texts, and a stream of news has a hundred
#: thousand of them.
MOST_DOCUMENTS = 1000


def incident_of(row: dict[str, Any]) -> Incident:
    """The incident of a row of ``incidents.jsonl``."""
    estimates = [{**e, "status": list(e["status"].items())} for e in row["estimates"]]
    return decode(Incident, {**row, "estimates": estimates})


def newest(db: sa.Connection) -> list[str]:
    """Ids of the newest incidents: by their last day, those without one after all others."""
    i = d.incidents.c
    day = sa.func.coalesce(i.date_end, i.date_start, "")
    out: list[str] = []
    for background, most in ((False, MOST), (True, MOST_BACKGROUND)):
        asked = sa.select(i.incident_id).where(i.background.is_(background)).order_by(day.desc(), i.incident_id)
        out += db.scalars(asked.limit(most))
    return out


def view(db: sa.Connection, incident_ids: Collection[str] | None = None) -> Derived:
    """What the ledger derived of these incidents (None: the newest, and where these are all, every document too, up to
    :data:`MOST_DOCUMENTS`; how many were left out stands beside)."""
    ids = newest(db) if incident_ids is None else sorted(incident_ids)
    incidents: list[Incident] = []
    for group in evidence.chunks(sorted(ids)):
        found = db.execute(sa.select(d.incidents.c.row).where(d.incidents.c.incident_id.in_(group)).order_by(d.incidents.c.incident_id))
        incidents += [incident_of(r.row) for r in found]
    names = {name for i in incidents for name in i.documents}
    whole = _counts(db)
    left_out = 0
    if incident_ids is None and len(ids) == sum(whole):
        every = db.scalar(sa.select(sa.func.count()).select_from(d.documents)) or 0
        if every <= MOST_DOCUMENTS:
            names = set(evidence.names(db))
        else:
            left_out = every - len(names)
    decided = load_decisions(db)
    settler = Settler(db, standing(decided)[0])
    part = settler.settle(names)
    documents: dict[str, Document] = {n: x for n, x in part.documents.items() if n in names}
    states = {
        r.decision_id: DecisionState(r.decision_id, r.state, r.note, tuple(r.claims)) for r in db.execute(sa.select(d.decision_states))
    }
    return Derived(
        documents=tuple(documents[n] for n in sorted(documents)),
        groups=tuple(sorted(settled_of(db, names).groups, key=lambda g: g.group_id)),
        claims=tuple(sorted(_placed(db, [c for c in part.claims if c.document in names]), key=lambda c: c.claim_id)),
        incidents=tuple(incidents),
        set_aside={n: part.set_aside.get(n, ()) for n in sorted(documents)},
        decisions=tuple(states[i] for i in sorted(states)),
        decided=tuple(sorted(decided, key=lambda x: x.order)),
        policy=_policy(db),
        of_ledger=whole if incident_ids is None else None,
        left_out=left_out,
    )


def _counts(db: sa.Connection) -> tuple[int, int]:
    i = d.incidents.c
    found = {bool(r[0]): int(r[1]) for r in db.execute(sa.select(i.background, sa.func.count()).group_by(i.background))}
    return found.get(False, 0), found.get(True, 0)


def _placed(db: sa.Connection, claims: list[Claim]) -> list[Claim]:
    """The claims with their incidents and how sure that is, as the ledger has them."""
    rows: dict[str, Any] = {}
    for group in evidence.chunks(sorted({c.claim_id for c in claims})):
        found = db.execute(sa.select(d.claims.c.claim_id, d.claims.c.row).where(d.claims.c.claim_id.in_(group)))
        rows |= {r.claim_id: r.row for r in found}
    return [
        replace(c, incident_id=r["incident_id"], p_read=r["p_read"], p_incident=r["p_incident"])
        for c in claims
        if (r := rows.get(c.claim_id))
    ]


def _policy(db: sa.Connection) -> str:
    r = t.runs.c
    return db.scalar(sa.select(r.policy).where(r.finished.is_not(None)).order_by(r.run_id.desc()).limit(1)) or "current"

"""Part of a ledger as values, for a page or a terminal: incidents with their claims, documents and copies."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from rashomon.model import Claim, DecisionState, Document, Incident, changed
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


def shown_texts(db: sa.Connection) -> list[str]:
    """The texts of the documents that :func:`view` shows without ids."""
    ids = newest(db)
    r, x = t.readings.c, t.texts.c
    asked = sa.select(r.name, x.text).where(x.document_id == r.document_id, r.retired_run.is_(None))
    if len(ids) == sum(_counts(db)) and _documents(db) <= MOST_DOCUMENTS:
        return list(dict.fromkeys(text for _, text in db.execute(asked.order_by(r.name))))
    about = d.incident_documents.c
    names = {name for some in evidence.chunks(ids) for name in db.scalars(sa.select(about.document).where(about.incident_id.in_(some)))}
    found = {row.name: row.text for some in evidence.chunks(sorted(names)) for row in db.execute(asked.where(r.name.in_(some)))}
    return list(dict.fromkeys(found[name] for name in sorted(found)))


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
        every = _documents(db)
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


def _documents(db: sa.Connection) -> int:
    return db.scalar(sa.select(sa.func.count()).select_from(d.documents)) or 0


def _counts(db: sa.Connection) -> tuple[int, int]:
    i = d.incidents.c
    found = {bool(r[0]): int(r[1]) for r in db.execute(sa.select(i.background, sa.func.count()).group_by(i.background))}
    return found.get(False, 0), found.get(True, 0)


def _placed(db: sa.Connection, claims: list[Claim]) -> list[Claim]:
    """The claims with their incidents and how sure that is, as the ledger has them."""
    rows: dict[str, tuple[str | None, float | None, float | None]] = {}
    k = d.claims.c
    asked = sa.select(k.claim_id, k.incident_id, sa.type_coerce(k.row, sa.Text))
    for group in evidence.chunks(sorted({c.claim_id for c in claims})):
        for claim_id, incident_id, row in db.execute(asked.where(k.claim_id.in_(group))):
            rows[claim_id] = incident_id, *_sure(row)
    return [changed(c, incident_id=r[0], p_read=r[1], p_incident=r[2]) for c in claims if (r := rows.get(c.claim_id))]


def _sure(row: str) -> tuple[float | None, float | None]:
    """How sure it is that a claim was read well and stands in its incident. They end the row (``claim_row``), of which nothing else is read:
    a name within a text has a sign before its quotation mark there."""
    last = json.loads("{" + row[row.rindex('"p_read": ') :])
    return last["p_read"], last["p_incident"]


def _policy(db: sa.Connection) -> str:
    r = t.runs.c
    return db.scalar(sa.select(r.policy).where(r.finished.is_not(None)).order_by(r.run_id.desc()).limit(1)) or "current"

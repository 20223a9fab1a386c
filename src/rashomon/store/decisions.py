"""Rows of reviewers' decisions: appended, never changed; taking one back is a row too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from rashomon.model.decisions import Anchor, Decision
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain, new_salt
from rashomon.store.payloads import DECISION, of_row


def append_decisions(db: sa.Connection, chain: Chain, run_id: int, decisions: Iterable[Decision]) -> list[Decision]:
    """Appends decisions that are not there yet, and gives those it appended."""
    there = set(db.scalars(sa.select(t.decisions.c.decision_id)))
    out = []
    for one in decisions:
        if one.decision_id in there:
            continue
        there.add(one.decision_id)
        row: dict[str, Any] = {
            "decision_id": one.decision_id,
            "number": one.number,
            "run_id": run_id,
            "kind": one.kind,
            "who": one.who,
            "at": one.at,
            "why": one.why,
            "anchors": [{"document": a.document, "quote": a.quote, "occurrence": a.occurrence} for a in one.anchors],
            "value": one.value,
            "source": one.source,
            "undoes": one.undoes,
            "salt": new_salt(),
        }
        db.execute(t.decisions.insert().values(**row))
        chain.append("decision", one.decision_id, run_id, row["salt"], of_row(row, DECISION))
        out.append(one)
    return out


def load_decisions(db: sa.Connection) -> list[Decision]:
    """All decisions, in the order they were made."""
    rows = db.execute(sa.select(t.decisions).order_by(t.decisions.c.at, t.decisions.c.number, t.decisions.c.decision_id)).mappings()
    return [
        Decision(
            decision_id=r["decision_id"],
            number=r["number"],
            kind=r["kind"],
            who=r["who"],
            at=r["at"],
            why=r["why"],
            anchors=tuple(Anchor(a["document"], a["quote"], a["occurrence"]) for a in r["anchors"]),
            value=r["value"],
            source=r["source"],
            undoes=r["undoes"],
        )
        for r in rows
    ]

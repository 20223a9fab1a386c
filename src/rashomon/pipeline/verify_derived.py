"""Derives everything again in memory and holds it against the rows that are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from rashomon.pipeline.derive import Derived, derive
from rashomon.pipeline.rules import rules_hash
from rashomon.store import Ledger, evidence
from rashomon.store import derived_tables as d
from rashomon.store.decisions import load_decisions
from rashomon.store.json_text import dumps
from rashomon.store.rows import claim_row, document_row, incident_row
from rashomon.store.runs import last_finished
from rashomon.store.verify_rows import Finding

_DO = "run `rashomon run` with --reread, which derives it anew; if it happens again, report it as an error of the program"
_RUN = ("run", "derive", "decision", "forget")


def why_not(ledger: Ledger) -> str | None:
    """Why what is kept need not be what would be derived now; None where it has to be."""
    with ledger.read() as db:
        last = last_finished(db, _RUN)
        if last is None:
            return "no run of this ledger was finished"
        if evidence.pending(db):
            return "a run was cut off; run `rashomon run` again first"
        if last["rules"] != rules_hash():
            return f"it was derived by other rules (version {last['version']}); run `rashomon run` again first"
        if " with weights " in last["policy"]:
            return f"it was derived with a user's weights ({last['policy']})"
    return None


def verify_derived(ledger: Ledger) -> list[Finding]:
    """Differences between what is kept and what is derived anew. Needs the memory of a whole ledger: on big ones it takes long."""
    with ledger.read() as db:
        last = last_finished(db, _RUN)
        readings = evidence.load_readings(db, evidence.known(db))
        made = derive(readings, load_decisions(db), last["policy"] if last is not None else "current")
        out: list[Finding] = []
        for table, key, rows in (
            (d.documents, "document", _documents(made)),
            (d.claims, "claim_id", {c.claim_id: claim_row(c) for c in made.claims}),
            (d.incidents, "incident_id", {i.incident_id: incident_row(i) for i in made.incidents}),
        ):
            out += _differences(table, rows, dict(_kept(db, table, key)))
        states = {s.decision_id: (s.state, s.note, list(s.claims)) for s in made.decisions}
        s = d.decision_states.c
        kept = {r.decision_id: (r.state, r.note, r.claims) for r in db.execute(sa.select(s.decision_id, s.state, s.note, s.claims))}
        return out + _differences(d.decision_states, states, kept)


def _documents(made: Derived) -> dict[str, Any]:
    group_of = {name: (g.group_id, g.original) for g in sorted(made.groups, key=lambda g: g.group_id) for name in g.documents}
    told: dict[str, list[tuple[str, bool]]] = {x.name: [] for x in made.documents}
    for i in made.incidents:
        for name in i.documents:
            told[name].append((i.incident_id, name in i.main_of))
    return {x.name: document_row(x, group_of.get(x.name), sorted(told[x.name])) for x in made.documents}


def _kept(db: sa.Connection, table: sa.Table, key: str) -> Iterator[tuple[str, Any]]:
    for r in db.execute(sa.select(table.c[key], table.c.row)):
        yield r[0], r[1]


def _differences(table: sa.Table, made: Mapping[str, Any], kept: Mapping[str, Any]) -> list[Finding]:
    out = []
    for key in sorted({*made, *kept}):
        if key not in kept or key not in made:
            what = "it follows from what was read, but is not there" if key in made else "it does not follow from what was read"
        elif dumps(_plain(made[key])) != dumps(_plain(kept[key])):
            what = "what is kept is not what follows from what was read"
        else:
            continue
        out.append(Finding(what, f"{table.name} {key}", _DO))
    return out


def _plain(value: Any) -> Any:
    """The value as it comes out of JSON."""
    return json.loads(dumps(value))

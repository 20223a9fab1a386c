"""The record of a ledger: its runs, what reviewers decided, and the state it is in. None of it depends on a lens."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from rashomon import __version__
from rashomon.estimates import POLICIES
from rashomon.exports.told import masked
from rashomon.people import notice
from rashomon.pipeline.asked import documents_said
from rashomon.pipeline.deciding import decided
from rashomon.pipeline.decisions_sources import shown_source
from rashomon.pipeline.rules import rules_hash
from rashomon.queries.bare_rows import masker_of
from rashomon.queries.desk import Desk
from rashomon.queries.listed import Listed
from rashomon.queries.quoting import article_key
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.chain import head


def runs(db: sa.Connection, kinds: Collection[str], before: int | None, limit: int) -> Listed:
    """Runs, the last one first. ``summary`` keeps what it counted; names of files that were written stay in the ledger."""
    r, v = t.runs.c, t.incident_versions.c
    moved = sa.select(sa.func.count(sa.distinct(v.incident_id))).where(v.run_id == r.run_id).scalar_subquery()
    where = [r.kind.in_(sorted(kinds))] if kinds else []
    asked = sa.select(t.runs, moved.label("changes")).where(*where).order_by(r.run_id.desc()).limit(limit + 1)
    found = list(db.execute(asked.where(r.run_id < before) if before is not None else asked).mappings())
    total = db.scalar(sa.select(sa.func.count()).select_from(t.runs).where(*where)) or 0
    keys = ("run_id", "kind", "started", "finished", "version", "rules", "policy", "changes")
    items = [{**{k: x[k] for k in keys}, "summary": _counts(x["summary"])} for x in found[:limit]]
    return Listed(items, total, str(found[limit - 1]["run_id"]) if len(found) > limit else None)


def _counts(summary: Any) -> dict[str, Any]:
    return {k: v for k, v in sorted((summary or {}).items()) if isinstance(v, int | float | bool)}


def decisions(desk: Desk, db: sa.Connection, states: Collection[str], after: int | None, limit: int) -> Listed:
    """Decisions in order of their numbers, as ``rashomon decisions --json`` prints them."""
    every = sorted(((x, s) for x, s in decided(db) if not states or s.state in states), key=lambda p: (p[0].number, p[0].decision_id))
    ahead = [p for p in every if after is None or p[0].number > after]
    shown = ahead[:limit]
    documents = documents_said(db, (), {a.document for x, _ in shown for a in x.anchors})
    items = []
    for one, state in shown:
        scope = [a.document for a in one.anchors]
        held = {n: documents[n] for n in sorted(set(scope)) if n in documents}
        masker = masker_of(desk, held)
        value = {k: v for k, v in one.value.items() if k != "seen"} if isinstance(one.value, dict) else one.value
        items.append(
            {
                "number": one.number,
                "decision_id": one.decision_id,
                "kind": one.kind,
                "who": one.who,
                "at": one.at,
                "why": masker.words(scope, one.why),
                "source": shown_source(one.source),
                "undoes": one.undoes,
                "state": state.state,
                "note": masker.words(scope, state.note),
                "claims": list(state.claims),
                "anchors": [
                    {
                        "document": masker.address(a.document, a.document),
                        "document_key": article_key(a.document),
                        "quote": masker.words(a.document, a.quote),
                        "occurrence": a.occurrence,
                    }
                    for a in one.anchors
                ],
                "value": masked(value, scope, masker),
            }
        )
    return Listed(items, len(every), str(shown[-1][0].number) if len(ahead) > limit else None)


def ledger(desk: Desk, db: sa.Connection) -> dict[str, Any]:
    """Which ledger this is, what state it is in, and by what rules this program would derive it."""
    state = desk.state(db)
    seq, hashed = head(db)

    def many(table: sa.Table) -> int:
        return db.scalar(sa.select(sa.func.count()).select_from(table)) or 0

    return {
        "ledger_id": state.ledger_id,
        "state": {
            "tag": state.tag,
            "run": state.run_id,
            "at": state.run_at or None,
            "policy": state.policy,
            "latest_published": state.latest,
        },
        "head": {"seq": seq, "hash": hashed},
        "counts": {x.name: many(x) for x in (d.documents, d.claims, d.incidents, d.disagreements, d.links, t.decisions, t.runs)},
        "policies": [{"name": name, "own": name == state.policy.partition(" with weights ")[0]} for name in sorted(POLICIES)],
        "versions": {
            "program": __version__,
            "rules": rules_hash(),
            "schema": db.scalar(sa.select(t.meta.c.value).where(t.meta.c.key == "schema")),
        },
        "names_shown": desk.names,
        "notice": notice(names=desk.names, coarsen=desk.coarsen),
    }

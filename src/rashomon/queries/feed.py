"""The feed of changes: every version of every incident, in the order in which the ledger said it. Its cursor is the number of the version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.exports.told import figure_of, flat, of_whom, shown_steps
from rashomon.exports.told_json import change_json
from rashomon.exports.told_moves import Told, scope_of
from rashomon.pipeline.asked import claims_said, documents_said, family
from rashomon.pipeline.deciding import by_id
from rashomon.pipeline.moved import Cause, Change, Step, change, history
from rashomon.queries.bare_rows import masker_of
from rashomon.queries.desk import Desk
from rashomon.store import evidence
from rashomon.store import evidence_tables as t
from rashomon.store.decisions import load_decisions
from rashomon.store.versions import current_id


@dataclass(frozen=True, slots=True)
class Said:
    """One version: its number, its run and moment, and what became of the incident. ``forgotten``: what was said then was erased on request."""

    cursor: int
    run: int
    at: str
    change: Change
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """Versions after a number, in order; ``last`` is the number of the last one that was looked at, ``more`` whether others follow."""

    items: Sequence[Said]
    last: int
    more: bool


def feed(
    db: sa.Connection, since: int = 0, limit: int = 50, incidents: Collection[str] | None = None, run: int | None = None
) -> Feed:  # fmt: skip
    """What the ledger said after version ``since``, of these incidents (None: of all) and in this run (None: in any)."""
    v = t.incident_versions.c
    asked = sa.select(t.incident_versions).where(v.version_id > since).order_by(v.version_id).limit(limit + 1)
    if incidents is not None:
        asked = asked.where(v.incident_id.in_(sorted(incidents)))
    if run is not None:
        asked = asked.where(v.run_id == run)
    found = [dict(r) for r in db.execute(asked).mappings()]
    more, own = len(found) > limit, found[:limit]
    return Feed(_said(db, own), own[-1]["version_id"] if own else since, more)


def newest(db: sa.Connection, incidents: Collection[str], most: int, before: int | None = None) -> list[Said]:
    """The last versions of these incidents (before the version of that number), the newest first."""
    v = t.incident_versions.c
    found: list[Any] = []
    for group in evidence.chunks(sorted(incidents)):
        asked = sa.select(t.incident_versions).where(v.incident_id.in_(group)).order_by(v.version_id.desc()).limit(most)
        if before is not None:
            asked = asked.where(v.version_id < before)
        found += [dict(r) for r in db.execute(asked).mappings()]
    own = sorted(found, key=lambda r: -r["version_id"])[:most]
    return _said(db, own)


def last_version(db: sa.Connection) -> int:
    """The number of the last version; 0: nothing was said yet."""
    return db.scalar(sa.select(sa.func.max(t.incident_versions.c.version_id))) or 0


def family_of(db: sa.Connection, ids: Iterable[str]) -> set[str]:
    """All ids that these incidents have or had."""
    out: set[str] = set()
    for one in ids:
        out |= {one, *family(db, current_id(db, one) or one)}
    return out


def _said(db: sa.Connection, versions: Sequence[dict[str, Any]]) -> list[Said]:
    before = _before(db, [r["version_id"] for r in versions])
    taken = _taken(db, {r["run_id"] for r in versions})
    out = []
    for r in versions:
        own, cause = r["incident_id"], Cause(r["run_id"], r["at"], r["cause"], r["detail"] or {})
        forgotten = r["row"] is None and r["salt"] == ""
        old = before.get(r["version_id"])
        from_ids = taken.get((r["run_id"], own), []) if r["row"] is not None else []
        if old is None and from_ids:
            old = _nearest(db, from_ids, r)
        if forgotten:
            made = Change(own, "changed", None, None, (cause,))
        else:
            made = change(own, old, r["row"], [cause], from_ids, r["superseded_by"])
        out.append(Said(r["version_id"], r["run_id"], r["at"], made, forgotten))
    return out


def _before(db: sa.Connection, numbers: Sequence[int]) -> dict[int, Any]:
    """Of each version the row that the ledger said of the same incident before it."""
    mine, older = t.incident_versions.alias("mine"), t.incident_versions.alias("older")
    last = sa.select(sa.func.max(older.c.version_id)).where(
        older.c.incident_id == mine.c.incident_id, older.c.version_id < mine.c.version_id
    )
    out: dict[int, Any] = {}
    for group in evidence.chunks(numbers):
        asked = sa.select(mine.c.version_id, last.scalar_subquery().label("was")).where(mine.c.version_id.in_(group))
        was = {r.was: r.version_id for r in db.execute(asked) if r.was is not None}
        v = t.incident_versions.c
        for some in evidence.chunks(sorted(was)):
            out |= {was[r.version_id]: r.row for r in db.execute(sa.select(v.version_id, v.row).where(v.version_id.in_(some)))}
    return out


def _taken(db: sa.Connection, runs: Collection[int]) -> dict[tuple[int, str], list[str]]:
    """Which incidents each took over in these runs."""
    r = t.redirects.c
    out: dict[tuple[int, str], list[str]] = {}
    for group in evidence.chunks(sorted(runs)):
        asked = sa.select(r.run_id, r.old_id, r.superseded_by).where(r.run_id.in_(group), r.superseded_by.is_not(None))
        for row in db.execute(asked.order_by(r.redirect_id)):
            out.setdefault((row.run_id, row.superseded_by), []).append(row.old_id)
    return {k: sorted(set(ids)) for k, ids in out.items()}


def _nearest(db: sa.Connection, ids: Sequence[str], version: dict[str, Any]) -> Any:
    """Of the incidents that one took over, the last row of the one it has most claims of."""
    v = t.incident_versions.c
    newest = (
        sa.select(sa.func.max(v.version_id))
        .where(v.incident_id.in_(ids), v.version_id < version["version_id"], v.row.is_not(None), v.run_id < version["run_id"])
        .group_by(v.incident_id)
    )
    rows = {r.incident_id: r.row for r in db.execute(sa.select(v.incident_id, v.row).where(v.version_id.in_(newest)))}
    own = set(version["row"]["claims"])
    return rows[min(rows, key=lambda i: (-len(own & set(rows[i]["claims"])), i))] if rows else None


def feed_rows(desk: Desk, db: sa.Connection, said: Sequence[Said]) -> list[dict[str, Any]]:
    """Versions as plain values, names hidden, each with its number, run and moment."""
    rows = changes_shown(desk, db, [s.change for s in said])
    return [
        {"cursor": s.cursor, "run": s.run, "at": s.at, **row, **({"forgotten": True} if s.forgotten else {})}
        for s, row in zip(said, rows, strict=True)
    ]


def changes_shown(desk: Desk, db: sa.Connection, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes as ``rashomon log --json`` prints them, each step in ``words``, too; ``shown`` are those that a reader needs (not a total that moved
    as the one side beside it did). Marks of hidden persons count within a change."""
    claims = claims_said(db, {c for x in changes for s in x.steps for c in s.claims})
    documents = documents_said(db, claims.values(), {n for x in changes for n in [*scope_of(x), *_named(x)]})
    decisions = by_id(load_decisions(db))
    out = []
    for one in changes:
        its = {c for s in one.steps for c in s.claims}
        own = {i: claims[i] for i in sorted(its) if i in claims}
        names = {*scope_of(one), *_named(one), *(c.document for c in own.values())}
        held = {n: documents[n] for n in sorted(names) if n in documents}
        told = Told(own, held, decisions, masker_of(desk, held))
        row = change_json(one, told)
        plain = shown_steps(one.steps)
        for step, made in zip(one.steps, row["steps"], strict=True):
            made["words"] = _step_words(step, told, scope_of(one))
            made["shown"] = step in plain
        out.append(row)
    return out


def _step_words(step: Step, told: Told, scope: Sequence[str]) -> str:
    """``killed, Vorland: 12 → 14``."""
    before, after = (told.masker.words(scope, figure_of(e)) for e in (step.before, step.after))
    return f"{flat(of_whom(step, told.masker, scope))}: {flat(before)} → {flat(after)}"


def _named(one: Change) -> set[str]:
    return {n for c in one.causes for n in c.detail.get("documents") or ()}


def history_shown(desk: Desk, db: sa.Connection, incident_id: str) -> tuple[list[str], list[dict[str, Any]]]:
    """All ids of an incident, and every version of it: what ``rashomon log`` tells."""
    ids = family(db, current_id(db, incident_id) or incident_id)
    return ids, changes_shown(desk, db, list(history(db, ids)))

"""What this ledger said, and when: a row whenever an incident's row changed. Evidence, never derived, so it survives new rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain, new_salt
from rashomon.store.evidence import chunks
from rashomon.store.json_text import dumps
from rashomon.store.payloads import VERSION, of_row


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an incident's row changed (``incident_versions.cause``), with the reports, decisions or rules behind it."""

    cause: str
    detail: Mapping[str, Any]


#: Told old and new row (None: not there), says why it moved. An incident that is no more has the row of the one that took over as its new
#: one; one that took over has, as its old one, the row with most claims of those it took over, with the documents of all of them.
Why = Callable[[Mapping[str, Any] | None, Mapping[str, Any] | None], Cause]


def log_versions(
    db: sa.Connection, chain: Chain, run_id: int, at: str, touched: Mapping[str, str | None], why: Why
) -> list[tuple[str, Cause]]:
    """Appends a version for each touched incident whose row is not what was said last, and a redirect for each that is no more.

    ``touched`` maps the ids that changed or went to the incident that took over (None: nothing did, or it still is). Returns what was
    appended: incident id and cause, sorted.
    """
    out: list[tuple[str, Cause]] = []
    next_id = (db.scalar(sa.select(sa.func.max(t.incident_versions.c.version_id))) or 0) + 1
    heirs: dict[str, list[str]] = {}
    for old_id, after in sorted(touched.items()):
        if after is not None:
            heirs.setdefault(after, []).append(old_id)
    for group in chunks(sorted(touched)):
        moved = list(_moved(db, group, touched, heirs, why))
        versions, figures, redirects = [], [], []
        for version_id, (incident_id, new, cause) in enumerate(moved, next_id):
            after = touched[incident_id] if new is None else None
            row = {
                "version_id": version_id,
                "incident_id": incident_id,
                "run_id": run_id,
                "at": at,
                "cause": cause.cause,
                "detail": dict(cause.detail),
                "superseded_by": after,
                "row": new,
                "salt": new_salt(),
            }
            versions.append(row)
            chain.append("version", version_id, run_id, str(row["salt"]), of_row(row, VERSION))
            for n, e in enumerate(new["estimates"] if new else ()):
                kept = {c.name: e[c.name] for c in t.estimate_versions.columns if c.name in e}
                figures.append({**kept, "version_id": version_id, "n": n, "incident_id": incident_id, "run_id": run_id, "at": at})
            if new is None:
                redirects.append({"old_id": incident_id, "superseded_by": after, "run_id": run_id, "at": at, "why": cause.cause})
            out.append((incident_id, cause))
        next_id += len(moved)
        for table, rows in ((t.incident_versions, versions), (t.estimate_versions, figures), (t.redirects, redirects)):
            if rows:
                db.execute(table.insert(), rows)
        chain.flush()
    return out


def _moved(
    db: sa.Connection, ids: list[str], touched: Mapping[str, str | None], heirs: Mapping[str, list[str]], why: Why
) -> Iterator[tuple[str, Any, Cause]]:
    """Those of these incidents whose row is not what was said last, with the row there is now. ``heirs`` are, of an incident, the ids it
    took over."""
    said = last_rows(db, dict.fromkeys([*ids, *(old_id for i in ids for old_id in heirs.get(i, ()))]))
    now = _now(db, {*ids, *(after for i in ids if (after := touched[i]) is not None)})
    for incident_id in ids:
        old, new = said.get(incident_id), now.get(incident_id)
        if (old is None and new is None) or (old is not None and new is not None and dumps(old) == dumps(new)):
            continue
        taken = [said[i] for i in heirs.get(incident_id, ()) if i in said]
        before = old if old is not None or not taken else _together(taken)
        yield incident_id, new, why(before, now.get(touched[incident_id] or "") if new is None else new)


def _together(rows: list[Any]) -> dict[str, Any]:
    most = max(rows, key=lambda r: len(r["claims"]))
    return {**most, "documents": sorted({name for r in rows for name in r["documents"]})}


def _now(db: sa.Connection, ids: Collection[str]) -> dict[str, Any]:
    i = d.incidents.c
    return {
        r.incident_id: r.row
        for group in chunks(sorted(ids))
        for r in db.execute(sa.select(i.incident_id, i.row).where(i.incident_id.in_(group)))
    }


def taken_over(db: sa.Connection, ids: Collection[str]) -> dict[str, str | None]:
    """Each of these incidents, of which the rows were dropped and derived again, with the one that has its anchor now, or else most of the
    claims that the ledger said it has. None: it is there itself, or nothing of it is."""
    out: dict[str, str | None] = dict.fromkeys(ids)
    i = d.incidents.c
    here: set[str] = set()
    for group in chunks(sorted(out)):
        here |= set(db.scalars(sa.select(i.incident_id).where(i.incident_id.in_(group))))
    for group in chunks(sorted(out.keys() - here)):
        out |= {old_id: _home(db, row) for old_id, row in last_rows(db, dict.fromkeys(group)).items()}
    return out


def _home(db: sa.Connection, row: Mapping[str, Any]) -> str | None:
    """The incident that has the anchor of a row that was said, or else most of its claims."""
    home: dict[str, str] = {}
    c = d.claims.c
    for some in chunks(sorted({row["anchor"], *row["claims"]})):
        found = db.execute(sa.select(c.claim_id, c.incident_id).where(c.claim_id.in_(some), c.incident_id.is_not(None)))
        home |= {r.claim_id: r.incident_id for r in found}
    votes = Counter(home[c] for c in row["claims"] if c in home)
    return home.get(row["anchor"], min(votes, key=lambda x: (-votes[x], x), default=None))


def last_rows(db: sa.Connection, ids: Mapping[str, Any] | None = None, at: str | None = None) -> dict[str, Any]:
    """What the ledger said last of these incidents (None: all), up to the moment ``at``; those it took back are left out."""
    v = t.incident_versions.c
    out: dict[str, Any] = {}
    for group in chunks(sorted(ids)) if ids is not None else [None]:
        newest = sa.select(sa.func.max(v.version_id)).group_by(v.incident_id)
        if group is not None:
            newest = newest.where(v.incident_id.in_(group))
        if at is not None:
            newest = newest.where(v.at <= at)
        found = db.execute(sa.select(v.incident_id, v.row).where(v.version_id.in_(newest), v.row.is_not(None)).order_by(v.incident_id))
        out |= {r.incident_id: r.row for r in found}
    return out


def versions_of(db: sa.Connection, incident_id: str) -> Iterator[Any]:
    """Every version of one incident, first to last, as mappings."""
    v = t.incident_versions
    yield from db.execute(sa.select(v).where(v.c.incident_id == incident_id).order_by(v.c.version_id)).mappings()


def current_id(db: sa.Connection, incident_id: str) -> str | None:
    """The id under which an incident is found now: its own; or that of the incident that has the claims it had when the ledger said it
    last; or where its redirects lead. None: nothing of it is left. Claims come before redirects, for what took over may itself have been
    parted since, and what was lost for a while may be back."""
    i, v, r = d.incidents.c, t.incident_versions.c, t.redirects.c
    seen: set[str] = set()
    while incident_id not in seen:
        seen.add(incident_id)
        if db.execute(sa.select(i.incident_id).where(i.incident_id == incident_id)).first():
            return incident_id
        said = sa.select(v.row).where(v.incident_id == incident_id, v.row.is_not(None)).order_by(v.version_id.desc()).limit(1)
        row = db.execute(said).first()
        if row is not None and (home := _home(db, row.row)) is not None:
            return home
        after = db.scalar(sa.select(r.superseded_by).where(r.old_id == incident_id).order_by(r.redirect_id.desc()).limit(1))
        if after is None:
            return None
        incident_id = after
    return None

"""Checks what the ledger said (versions, their figures, redirects) and that what is derived says the same."""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa

from rashomon.model import content_id
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.evidence import chunks
from rashomon.store.json_text import dumps
from rashomon.store.payloads import VERSION, of_row
from rashomon.store.verify_rows import MANY, Check

RUN_AGAIN = "run `rashomon run` again with --reread, or put back a copy of the ledger from before"


def check_versions(check: Check) -> dict[str, str | None]:
    """Versions with their figures, and redirects; gives a hash of what was said last of each incident (None: it is no more)."""
    last: dict[str, str | None] = {}
    ended: list[dict[str, Any]] = []
    figures = 0
    total, done = check.count(t.incident_versions), 0
    for group in chunks(check.rows(t.incident_versions), MANY):
        kept: dict[int, list[dict[str, Any]]] = {}
        e = t.estimate_versions.c
        for row in check.rows(t.estimate_versions, e.version_id.in_([v["version_id"] for v in group])):
            kept.setdefault(row["version_id"], []).append(row)
            figures += 1
        for v in group:
            where = f"version {v['version_id']} of {v['incident_id']}"
            link = check.links.get(("version", str(v["version_id"])))
            erased = link is not None and link.seq in check.erased
            check.sealed("version", v["version_id"], v["salt"], of_row(v, VERSION), where)
            if kept.get(v["version_id"], []) != _figures(v):
                check.found("its figures in estimate_versions are not those of its row", where)
            if v["row"] is not None:
                last[v["incident_id"]] = _hash(v["row"])
            elif not erased:
                last[v["incident_id"]] = None
                ended.append(v)
            else:
                last.pop(v["incident_id"], None)
        done += len(group)
        check.tell(done, total, "versions of incidents")
    if figures != check.count(t.estimate_versions):
        check.found("there are figures of versions that are not there", "estimate_versions")
    redirects = list(check.rows(t.redirects))
    for n, (row, v) in enumerate(zip(redirects, ended, strict=False), 1):
        said = (v["incident_id"], v["superseded_by"], v["run_id"], v["at"], v["cause"])
        if (row["old_id"], row["superseded_by"], row["run_id"], row["at"], row["why"]) != said:
            check.found(f"it is not what version {v['version_id']} says", f"redirect {row['redirect_id']}")
        if check.db.dialect.name == "sqlite" and row["redirect_id"] != n:
            check.found(f"its number should be {n}", f"redirect {row['redirect_id']}")
    if len(redirects) != len(ended):
        check.found(f"there are {len(redirects)}, and {len(ended)} incidents that ended", "redirects")
    check.counts["versions"] = total
    return last


def _figures(version: dict[str, Any]) -> list[dict[str, Any]]:
    about = {c: version[c] for c in ("version_id", "incident_id", "run_id", "at")}
    rows = version["row"]["estimates"] if version["row"] else []
    return [{**{c.name: e.get(c.name) for c in t.estimate_versions.columns}, **about, "n": n} for n, e in enumerate(rows)]


def _hash(row: Any) -> str:
    return hashlib.sha256(dumps(row).encode()).hexdigest()


def check_derived(check: Check, last: dict[str, str | None], derived: bool) -> None:
    """Incidents are what was said last; claims stand in their texts and come from statements. ``derived``: there was a run that derived."""
    live = {k: v for k, v in last.items() if v is not None} if derived else {}
    for row in check.rows(d.incidents):
        where = f"incident {row['incident_id']}"
        if live.pop(row["incident_id"], None) != _hash(row["row"]):
            check.found("it is not what the ledger said last of it", where, RUN_AGAIN)
        check.counts["incidents"] += 1
    for incident_id in sorted(live):
        check.found("the ledger said it last, but it is not there", f"incident {incident_id}", RUN_AGAIN)
    total = check.count(d.claims)
    for group in chunks(check.rows(d.claims), MANY):
        names = sorted({c["document"] for c in group})
        r, x, s = t.readings.c, t.texts.c, t.statements.c
        # a run that is under way or was cut off has readings nothing follows from yet: what is derived is of those before
        asked = sa.select(r.name, x.text).join(t.texts, x.document_id == r.document_id).where(r.name.in_(names), r.settled_run.is_not(None))
        texts = {f.name: f.text for f in check.db.execute(asked.order_by(r.reading_id))}
        waiting = sa.select(r.name).where(r.retired_run.is_(None), r.settled_run.is_(None))
        kept = sa.select(r.name).where(r.retired_run.is_(None))
        held = sa.or_(s.gone_run.is_(None), s.document.in_(waiting), s.document.not_in(kept))
        subjects: dict[str, set[str]] = {}
        for f in check.db.execute(sa.select(s.document, s.subject).where(s.document.in_(names), held).distinct()):
            subjects.setdefault(f.document, set()).update((f.subject, content_id("c", f.subject, f.document)))
        for c in group:
            where = f"claim {c['claim_id']} of {c['document']!r}"
            if not c["quote"] or texts.get(c["document"], "")[c["start"] : c["end"]] != c["quote"]:
                check.found("its quote does not stand in the text", where, RUN_AGAIN)
            if any(c["row"].get(k) != c[k] for k in ("claim_id", "document", "start", "end", "quote", "incident_id")):
                check.found("its columns are not those of its row", where, RUN_AGAIN)
            if c["claim_id"] not in subjects.get(c["document"], ()):
                check.found("no statement speaks of it", where, RUN_AGAIN)
        check.counts["claims"] += len(group)
        check.tell(check.counts["claims"], total, "claims")
    for table in d.DERIVED:
        for key in table.foreign_keys:
            parent = key.column
            missing = sa.select(sa.func.count()).where(key.parent.is_not(None), key.parent.not_in(sa.select(parent)))
            if n := check.db.scalar(missing.select_from(table)):
                check.found(f"{n} rows point to {parent.table.name} that are not there", f"{table.name}.{key.parent.name}", RUN_AGAIN)

"""Checks texts, readings and statements: hashes, offsets, words, and the runs at which they end."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from rashomon.model import content_id
from rashomon.store import evidence_tables as t
from rashomon.store.evidence import version_name
from rashomon.store.payloads import reading_payload
from rashomon.store.verify_rows import MANY, Check

#: What a document without text is called by (``pipeline``): ids of inputs that could not be read, or may not be kept.
EMPTY = ("rejected", "failed", "removed")


def check_texts(check: Check) -> None:
    """Every text has its hash, and every statement its words at its place."""
    total, done = check.count(t.texts), 0
    for ids in _keys(check.db, t.texts.c.document_id):
        names: dict[str, list[str]] = {}
        r, s = t.readings.c, t.statements.c
        for of in check.db.execute(sa.select(r.document_id, r.name).where(r.document_id.in_(ids)).distinct()):
            names.setdefault(of.document_id, []).append(of.name)
        texts = {}
        for row in check.rows(t.texts, t.texts.c.document_id.in_(ids)):
            where, text = f"texts {row['document_id']}", row["text"]
            texts[row["document_id"]] = text
            if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != row["sha256"]:
                check.found("the text is not the one whose hash stands beside it", where)
            own = names.get(row["document_id"], [])
            empty = {content_id("doc", why, name) for name in own for why in EMPTY} if not text else set()
            if row["document_id"] not in {content_id("doc", text), *empty}:
                check.found("its id is not made from the text", where)
            if not own:
                check.found("no reading is of this text", where)
        wanted = (s.statement_id, s.document_id, s.prop, s.original, s.start, s.end)
        for st in check.db.execute(sa.select(*wanted).where(s.document_id.in_(ids)).order_by(s.statement_id)):
            text = texts.get(st.document_id, "")
            free = st.prop == "incident" and st.original == ""
            if not 0 <= st.start <= st.end <= len(text) or not (free or text[st.start : st.end] == st.original):
                check.found(f"its words do not stand in the text at {st.start}–{st.end}", f"statement {st.statement_id}")
            if st.prop == "claim":
                check.counts["quotes"] += 1
        done += len(ids)
        check.tell(done, total, "texts and quotes")
    check.counts["texts"] = total


def check_readings(check: Check, derived: Sequence[int]) -> None:
    """Every reading with its statements is what was sealed; ``derived`` are the runs that derived, in order."""
    total, done = check.count(t.readings), 0
    for names in _keys(check.db, t.readings.c.name):
        said: dict[str, list[dict[str, Any]]] = {n: [] for n in names}
        for s in check.rows(t.statements, t.statements.c.document.in_(names)):
            said[s["document"]].append(s)
            check.counts["statements"] += 1
        rows: dict[str, list[dict[str, Any]]] = {n: [] for n in names}
        for row in check.rows(t.readings, t.readings.c.name.in_(names)):
            rows[row["name"]].append(row)
        x = t.texts.c
        ids = sorted({r["document_id"] for own in rows.values() for r in own})
        sha = {r.document_id: r.sha256 for r in check.db.execute(sa.select(x.document_id, x.sha256).where(x.document_id.in_(ids)))}
        back = _back(check.db, names)
        for name, own in rows.items():
            _check_name(check, name, own, said[name], sha, back.get(name, []), derived)
            done += len(own)
        check.tell(done, total, "readings and statements")
    kept = check.count(t.statements)
    if kept != check.counts["statements"]:
        check.found(f"{kept - check.counts['statements']} of them are of documents that were never read", "statements")
    last = check.db.scalar(sa.select(sa.func.max(t.statements.c.statement_no))) or 0
    if check.db.dialect.name == "sqlite" and not check.erased and last != kept:
        check.found("their numbers have gaps: one was taken out, or its number changed", "statements")
    check.counts["readings"] = total


def _check_name(
    check: Check,
    name: str,
    rows: list[dict[str, Any]],
    said: list[dict[str, Any]],
    sha: dict[str, str],
    back: Sequence[int],
    derived: Sequence[int],
) -> None:
    runs = sorted({r["run_id"] for r in rows})
    ends = sorted({*runs, *back})
    for row in rows:
        where, run_id = f"reading {row['reading_id']} of {name!r}", row["run_id"]
        if row["document_id"] not in sha:
            check.found("its text is not there", where)
        its = [s for s in said if s["first_run"] <= run_id and (s["gone_run"] is None or s["gone_run"] > run_id)]
        check.sealed("reading", row["reading_id"], row["salt"], reading_payload(row, sha.get(row["document_id"], ""), its), where)
        later = ends[bisect_right(ends, run_id) :]
        if row["retired_run"] != (later[0] if later else None) and row["retired_run"] not in check.erased_runs:
            check.found(f"retired_run should be {later[0] if later else 'empty'}", where)
        at = bisect_left(derived, run_id)
        end = row["retired_run"]
        settled = derived[at] if at < len(derived) and (end is None or derived[at] < end) else None
        if row["settled_run"] != settled:
            check.found(f"settled_run should be {settled or 'empty'}", where)
    gone = {None, *ends, *check.erased_runs}
    last = max(rows, key=lambda r: int(r["run_id"]))["retired_run"]
    for s in said:
        if s["gone_run"] is None and last in back:
            check.found(f"gone_run should be {last}: nothing is read under this name since", f"statement {s['statement_id']} of {name!r}")
        if s["first_run"] not in runs or s["gone_run"] not in gone or (s["gone_run"] or s["first_run"] + 1) <= s["first_run"]:
            check.found("no reading of its document is of the run that it names", f"statement {s['statement_id']} of {name!r}")


def _back(db: sa.Connection, names: Sequence[str]) -> dict[str, list[int]]:
    """For names of earlier texts (``name@hash``) the runs in which that text became the latest again, so that it was no version any more."""
    bases = {n: n.rsplit("@", 1)[0] for n in names if "@" in n}
    r = t.readings.c
    out: dict[str, list[int]] = {}
    for row in db.execute(sa.select(r.name, r.document_id, r.run_id).where(r.name.in_(sorted(set(bases.values()))))):
        version = version_name(row.name, row.document_id)
        if version in bases:
            out.setdefault(version, []).append(row.run_id)
    return out


def _keys(db: sa.Connection, column: sa.Column[Any]) -> Iterator[list[str]]:
    """Values of a column, each once, in order, some at a time."""
    after: str | None = None
    while True:
        asked = sa.select(column).distinct().order_by(column).limit(MANY)
        keys = list(db.scalars(asked if after is None else asked.where(column > after)))
        if not keys:
            return
        yield keys
        after = keys[-1]

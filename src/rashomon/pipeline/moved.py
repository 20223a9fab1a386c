"""How what the ledger says moved: the history of one incident, and what changed between two moments. Read from the log of versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.model import Estimate
from rashomon.pipeline.view import incident_of
from rashomon.store import evidence
from rashomon.store import evidence_tables as t
from rashomon.store.json_text import dumps

Row = Mapping[str, Any]
#: Fields of an incident, beside its figures, whose change a reader is told of.
FIELDS = ("date_start", "date_end", "place", "kind", "status", "sides", "attackers", "background")


@dataclass(frozen=True, slots=True)
class Step:
    """A figure that moved: of one harm and side from ``before`` to ``after`` (None: there was no such row, or is none). ``claims`` are
    those that moved it, nearest to the new figure first."""

    harm: str
    side: str | None
    over: str
    before: Estimate | None
    after: Estimate | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """Why, as the run wrote it down."""

    run_id: int
    at: str
    cause: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one incident: ``came``, ``went`` (into ``into``, where something took over) or ``changed``, under another id, too.

    ``old`` and ``new`` are its rows; ``from_ids`` the incidents it took over; ``others`` are fields beside the figures, with both values.
    """

    incident_id: str
    what: str
    old: Row | None
    new: Row | None
    causes: tuple[Cause, ...]
    others: tuple[tuple[str, Any, Any], ...] = ()
    from_ids: tuple[str, ...] = ()
    into: str | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Figures that moved. Made when it is asked for: of the many incidents that new rules change a page shows few."""
        return steps_between(self.old, self.new) if self.new is not None else ()

    @property
    def label(self) -> str:
        """A few words that name it."""
        return str((self.new or self.old or {}).get("label") or "")


def steps_between(old: Row | None, new: Row | None) -> tuple[Step, ...]:
    """Figures that are not the same in two rows of an incident."""
    before, after = _estimates(old), _estimates(new)
    out = []
    for key in [*after, *(k for k in before if k not in after)]:
        a, b = before.get(key), after.get(key)
        if a is not None and b is not None and _said(a) == _said(b):
            continue
        out.append(Step(*key, a, b, _movers(a, b)))
    return tuple(out)


def _estimates(row: Row | None) -> dict[tuple[str, str | None, str], Estimate]:
    return {(e.harm, e.side, e.over): e for e in incident_of(dict(row)).estimates} if row else {}


def _said(e: Estimate) -> tuple[object, ...]:
    return (e.low, e.best, e.high, e.open, e.words, e.best_withheld)


def _movers(before: Estimate | None, after: Estimate | None) -> tuple[str, ...]:
    """Claims that are new behind a figure: those that a step of its history gives its best, first, else in the order of its reasons."""
    if after is None:
        return ()
    old = set(before.claims) if before else set()
    named = list(dict.fromkeys(c for r in after.reasons for c in r.claims))
    near = [h.claim for h in after.history if h.standing == "current" and h.best is not None and h.best == after.best]
    new = [c for c in (*near, *named, *after.claims) if c in set(after.claims) | set(named) and c not in old]
    return tuple(dict.fromkeys(new))


def change(
    incident_id: str, old: Row | None, new: Row | None, causes: Iterable[Cause], from_ids: Sequence[str] = (), into: str | None = None
) -> Change:
    """What became of an incident between two rows."""
    what = "came" if old is None else "went" if new is None else "changed"
    others = tuple((f, old.get(f), new.get(f)) for f in FIELDS if old is not None and new is not None and old.get(f) != new.get(f))
    return Change(incident_id, what, old, new, tuple(causes), others, tuple(from_ids), into)


def history(db: sa.Connection, ids: Collection[str]) -> Iterator[Change]:
    """Every version of an incident that was called by these ids (:func:`rashomon.pipeline.asked.family`), in order: an id that took over
    goes on from the row it took over."""
    rows: dict[str, Row] = {}
    for run in _runs(db, ids):
        before = dict(rows)
        went = {v["incident_id"]: v["superseded_by"] for v in run if v["row"] is None}
        for v in run:
            if v["row"] is None:
                rows.pop(v["incident_id"], None)
            else:
                rows[v["incident_id"]] = v["row"]
        for v in run:
            own, cause = v["incident_id"], Cause(v["run_id"], v["at"], v["cause"], v["detail"] or {})
            if v["row"] is None:
                if v["superseded_by"] not in {x["incident_id"] for x in run if x["row"] is not None}:
                    yield change(own, before.get(own), None, [cause], into=v["superseded_by"])
                continue
            taken = [i for i, after in sorted(went.items()) if _end(i, went) == own and i in before]
            olds = [before[own]] if own in before else []
            olds += [before[i] for i in taken]
            old = max(olds, key=lambda r: len(set(r["claims"]) & set(v["row"]["claims"])), default=None)
            yield change(own, old, v["row"], [cause], taken)


def _runs(db: sa.Connection, ids: Collection[str]) -> Iterator[list[Any]]:
    """Versions of these ids, those of one run together."""
    v = t.incident_versions
    found: list[Any] = []
    for group in evidence.chunks(sorted(ids)):
        found += db.execute(sa.select(v).where(v.c.incident_id.in_(group))).mappings()
    run: list[Any] = []
    for one in sorted(found, key=lambda r: r["version_id"]):
        if run and run[0]["run_id"] != one["run_id"]:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _end(incident_id: str, went: Mapping[str, str | None]) -> str | None:
    seen: set[str] = set()
    at: str | None = incident_id
    while at is not None and at in went and at not in seen:
        seen.add(at)
        at = went[at]
    return at


@dataclass(frozen=True, slots=True)
class Between:
    """What changed in the ledger from the end of run ``first`` to the end of run ``last``. ``back`` counts incidents that moved and moved
    back, or came and went in between."""

    first: int
    last: int
    changes: tuple[Change, ...]
    back: int = 0


def between(db: sa.Connection, first: int, last: int) -> Between:
    """What changed after run ``first``, up to and with run ``last``. Looks at versions of that stretch and at what they replaced only."""
    v = t.incident_versions.c
    plain = sa.select(v.version_id, v.incident_id, v.run_id, v.at, v.cause, v.detail, v.superseded_by)
    moved: dict[str, list[Any]] = {}
    for r in db.execute(plain.where(v.run_id > first, v.run_id <= last).order_by(v.version_id)):
        moved.setdefault(r.incident_id, []).append(r)
    went: dict[str, str | None] = {}
    out: list[Change] = []
    back = 0
    last_of = {i: its[-1] for i, its in moved.items()}
    pending: list[tuple[str, Row | None, Row | None]] = []
    for group in evidence.chunks(sorted(moved)):
        newest = sa.select(sa.func.max(v.version_id)).where(v.incident_id.in_(group), v.run_id <= first).group_by(v.incident_id)
        old = {r.incident_id: r.row for r in db.execute(sa.select(v.incident_id, v.row).where(v.version_id.in_(newest)))}
        ends = [last_of[i].version_id for i in group]
        new = {r.incident_id: r.row for r in db.execute(sa.select(v.incident_id, v.row).where(v.version_id.in_(ends)))}
        for i in group:
            a, b = old.get(i), new.get(i)
            if b is None:
                went[i] = last_of[i].superseded_by
            if (a is None and b is None) or (a is not None and b is not None and dumps(a) == dumps(b)):
                back += 1
                continue
            pending.append((i, a, b))
    there = {i for i, a, _ in pending if a is not None}
    taken: dict[str, list[str]] = {}
    for i in sorted(went):
        end = _end(i, went)
        if end is not None and i in there:
            taken.setdefault(end, []).append(i)
    olds = {i: a for i, a, _ in pending if a is not None}
    renamed: set[str] = set()  # ids under which an incident was told before, and no other of these changes
    for i, a, b in pending:
        if a is None and b is not None and taken.get(i):
            renamed.add(_nearest(taken[i], olds, b))
    for i, a, b in pending:
        if i in renamed:
            continue
        causes = [Cause(r.run_id, r.at, r.cause, r.detail or {}) for r in moved[i]]
        if b is None:
            out.append(change(i, a, b, causes, (), _end(i, went)))
            continue
        its = taken.get(i, [])
        if a is None and its:
            was = _nearest(its, olds, b)
            a = olds[was]
            causes = [Cause(r.run_id, r.at, r.cause, r.detail or {}) for r in moved[was] if r.run_id < causes[0].run_id] + causes
        out.append(change(i, a, b, causes, its))
    return Between(first, last, tuple(out), back)


def _nearest(ids: Sequence[str], rows: Mapping[str, Row], new: Row) -> str:
    """Of the incidents that one took over, the one it has most claims of."""
    return min(ids, key=lambda i: (-len(set(rows[i]["claims"]) & set(new["claims"])), i))


@dataclass(frozen=True, slots=True)
class Sum:
    """Bests of one harm, added up over some incidents before and after; ``without`` counts incidents that have a row and no best."""

    harm: str
    before: int
    after: int
    without_before: int
    without_after: int


def sums(changes: Iterable[Change]) -> list[Sum]:
    """What the changes make of the totals, per harm. Background and aggregates are no part of a total."""
    found: dict[str, list[int]] = {}
    for one in changes:
        for n, row in enumerate((one.old, one.new)):
            if row is None or row["background"] or row["kind"] == "aggregate":
                continue
            for harm in {e["harm"] for e in row["estimates"]}:
                mine = [e for e in row["estimates"] if e["harm"] == harm]
                whole = next((e for e in mine if e["over"] == "all_sides"), mine[0])
                cell = found.setdefault(harm, [0, 0, 0, 0])
                if whole["best"] is None:
                    cell[2 + n] += 1
                else:
                    cell[n] += whole["best"]
    order = ("killed", "wounded", "missing", "captured", "casualties")
    ranked = sorted(found, key=lambda h: (order.index(h) if h in order else len(order), h))
    return [Sum(h, *found[h]) for h in ranked]

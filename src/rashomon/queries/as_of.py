"""A ledger as of a moment: totals and incidents; and what was given out of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.pipeline.compare import Total, kind_of
from rashomon.queries.actors import newest
from rashomon.queries.entry import Entry
from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.queries.out_by import published_at
from rashomon.queries.parts import Part, counted
from rashomon.store import evidence_tables as t

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

HARMS = ("killed", "wounded", "missing", "captured", "casualties")


@dataclass(frozen=True, slots=True)
class Moment:
    """A ledger as of a moment: incidents, and for each harm the total over those of them that are no aggregates and no background. ``notes``
    are what a reader has to know of the figures (documents of unknown day are left out)."""

    documents: int
    incidents: int
    aggregates: int
    background: int
    totals: tuple[tuple[str, Total], ...]
    newest: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def as_of(desk: Desk, db: sa.Connection, lens: Lens, most: int = 8) -> Moment:
    """Totals and the newest incidents under a lens. A moment of a large ledger has to be derived first, which takes long."""

    def make() -> Moment:
        shelf = desk.shelf(db, lens)
        entries = list(shelf.entries.values())
        kinds = {k: [e for e in entries if kind_of(e) == k] for k in ("incidents", "aggregates", "background")}
        totals: dict[str, Total] = {}
        for e in kinds["incidents"]:
            for f in e.figures:
                if f.over == "all_sides":
                    totals.setdefault(f.harm, Total("lens")).add(f)
        ranked = sorted(totals.items(), key=lambda x: (HARMS.index(x[0]) if x[0] in HARMS else len(HARMS), x[0]))
        by = lens.moment
        out = desk.clock(db).out(by) if by is not None else desk.state(db).documents
        n = {k: len(own) for k, own in kinds.items()}
        last = tuple(newest(kinds["incidents"])[:most])
        return Moment(out, n["incidents"], n["aggregates"], n["background"], tuple(ranked), last, tuple(shelf.notes))

    return kept(desk, ("moment", desk.state(db).tag, lens, most), make)


def first_told(desk: Desk, db: sa.Connection) -> list[tuple[date, int]]:
    """Days, with how many of the incidents of now (no aggregates, no background) were told of for the first time on each. It needs no
    derivation, and is no count of the incidents of then: what is one incident now may have been two."""

    def make() -> list[tuple[date, int]]:
        at = published_at(desk, db)
        found: Counter[date] = Counter()
        for e in desk.shelf(db, Lens()).entries.values():
            known = [day for n in e.documents if (day := at.get(n)) is not None]
            if known and kind_of(e) == "incidents":
                found[min(known).date()] += 1
        return sorted(found.items())

    return kept(desk, ("first told", desk.state(db).tag), make)


@dataclass(frozen=True, slots=True)
class Output:
    """Something that was given out of the ledger. Where it was written is told to nobody here; ``names``: private names were shown in it."""

    at: str
    run_id: int
    kind: str
    sha256: str
    incidents: int
    documents: int
    names: bool


def outputs(db: sa.Connection, start: int, limit: int) -> Part[Output]:
    """What was given out, the last first."""
    o = t.outputs
    total = db.scalar(sa.select(sa.func.count()).select_from(o)) or 0
    rows = db.execute(sa.select(o).order_by(o.c.output_id.desc()).offset(start).limit(limit)).mappings()
    made = [Output(r["at"], r["run_id"], r["kind"], r["sha256"], len(r["incidents"]), len(r["documents"]), bool(r["names"])) for r in rows]
    return counted(made, total, start, limit)

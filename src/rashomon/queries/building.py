"""Makes entries from what the ledger derived, without loading claims and documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from sys import intern
from typing import Any, NamedTuple

import sqlalchemy as sa

from rashomon.model import Incident
from rashomon.model.places import Place
from rashomon.queries.entry import Entry, Figure
from rashomon.store import derived_tables as d
from rashomon.store import evidence
from rashomon.store import evidence_tables as t
from rashomon.store.rows import incident_row


class Said(NamedTuple):
    """When the ledger last said something else of an incident: number of the version, run and moment."""

    version: int
    run_id: int
    at: str


NEVER = Said(0, 0, "")


class Maker:
    """Makes entries; what many of them hold alike (names, figures, places) is kept once."""

    def __init__(self, outlets: Mapping[str, str]) -> None:
        self.outlets = outlets
        self._kept: dict[Any, Any] = {}

    def _same(self, value: Any) -> Any:
        return self._kept.setdefault(value, value)

    def _texts(self, values: Iterable[str]) -> tuple[str, ...]:
        made: tuple[str, ...] = self._same(tuple(intern(str(v)) for v in values))
        return made

    def _day(self, text: str | None) -> date | None:
        if text is None:
            return None
        day: date = self._same(date.fromisoformat(text))
        return day

    def entry(self, row: Mapping[str, Any], sure: float | None, said: Said) -> Entry:
        """The entry of a row of ``incidents.jsonl``."""
        figures = self._same(tuple(self._figure(e) for e in row["estimates"]))
        documents = self._texts(row["documents"])
        return Entry(
            incident_id=row["incident_id"],
            label=row["label"] or row["kind"],
            date_start=self._day(row["date_start"]),
            date_end=self._day(row["date_end"]),
            date_precision=intern(row["date_precision"]),
            place=self._place(row["place"]),
            kind=intern(row["kind"]),
            status=intern(row["status"]),
            background=row["background"],
            sides=self._texts(row["sides"]),
            attackers=self._texts(row["attackers"]),
            attributed=self._texts(dict.fromkeys(a["actor"] for a in row["attribution"])),
            figures=figures,
            killed=killed_of(figures),
            disagreements=self._same(tuple((intern(x["type"]), intern(x["resolution"])) for x in row["disagreements"])),
            reports=row["reports"],
            texts=row["texts"],
            speakers=row["speakers"],
            documents=documents,
            links=len(row["links"]),
            confidence=sure,
            changed_run=said.run_id,
            changed_at=self._same(said.at),
            version=said.version,
            weekday=row["weekday"],
            targets=self._texts(row["targets"]),
            places=self._texts(dict.fromkeys(p["name"] for p in row["places"])),
            occurrence=intern(row["occurrence"]),
            responsibility=intern(row["responsibility"]),
            clarity=row["clarity"],
            missing=self._texts(row["missing"]),
            outlets=self._texts(sorted({o for n in documents if (o := self.outlets.get(n))})),
            attribution=self._same(
                tuple((a["actor"], intern(a["basis"]), self._texts(a["by"]), self._texts(a["denied_by"])) for a in row["attribution"])
            ),
        )

    def _figure(self, e: Mapping[str, Any]) -> Figure:
        b = e["basis"]
        made: Figure = self._same(
            Figure(
                intern(e["harm"]), e["side"], intern(e["over"]), e["low"], e["best"], e["high"], e["open"], e["words"], e["best_withheld"],
                intern(b["kind"]), b["reports"], b["texts"], b["speakers"],
            )
        )  # fmt: skip
        return made

    def _place(self, p: Mapping[str, Any] | None) -> Place | None:
        if p is None:
            return None
        made: Place = self._same(Place(p["name"], p["admin1"], p["country"], p["lat"], p["lon"], p["precision"], p["basis"]))
        return made


def killed_of(figures: Iterable[Figure]) -> Figure | None:
    """The row of killed that a reader sees first: the total, or the one side there is."""
    rows = [f for f in figures if f.harm == "killed"]
    return next((f for f in rows if f.over == "all_sides"), rows[0] if len(rows) == 1 else None)


def entries_now(db: sa.Connection, ids: Collection[str] | None = None, outlets: Mapping[str, str] | None = None) -> list[Entry]:
    """Entries of these incidents (None: of all) as the ledger has them now, by id."""
    maker = Maker(outlets_in(db) if outlets is None else outlets)
    i = d.incidents.c
    out: list[Entry] = []
    for group in [None] if ids is None else evidence.chunks(sorted(ids)):
        sure, said = sure_of(db, group), said_of(db, group)
        asked = sa.select(i.incident_id, i.row).order_by(i.incident_id)
        if group is not None:
            asked = asked.where(i.incident_id.in_(group))
        for r in db.execute(asked.execution_options(yield_per=500)):
            out.append(maker.entry(r.row, sure.get(r.incident_id), said.get(r.incident_id, NEVER)))
    return out


def entries_of(
    incidents: Iterable[tuple[Incident, float | None]], said: Mapping[str, Said], outlets: Mapping[str, str]
) -> list[Entry]:  # fmt: skip
    """Entries of incidents that were derived in memory."""
    maker = Maker(outlets)
    return [maker.entry(incident_row(i), sure, said.get(i.incident_id, NEVER)) for i, sure in incidents]


def outlets_in(db: sa.Connection, names: Collection[str] | None = None) -> dict[str, str]:
    """The outlet of each of these documents (None: of all) that has one."""
    c = d.documents.c
    asked = sa.select(c.document, c.outlet).where(c.outlet.is_not(None))
    if names is None:
        return {r.document: intern(r.outlet) for r in db.execute(asked)}
    return {r.document: intern(r.outlet) for g in evidence.chunks(sorted(names)) for r in db.execute(asked.where(c.document.in_(g)))}


def documents_of(db: sa.Connection, ids: Collection[str]) -> set[str]:
    """Names of the documents that tell of these incidents."""
    c = d.incident_documents.c
    asked = sa.select(c.document).distinct()
    return {name for g in evidence.chunks(sorted(ids)) for name in db.scalars(asked.where(c.incident_id.in_(g)))}


def sure_of(db: sa.Connection, ids: Collection[str] | None) -> dict[str, float]:
    """Of each incident the lowest ``p_incident`` of its claims."""
    c = d.claims.c
    if db.dialect.name == "sqlite":
        value: Any = sa.cast(sa.func.json_extract(sa.type_coerce(c.row, sa.Text), "$.p_incident"), sa.Float)
    else:
        value = sa.cast(sa.cast(sa.type_coerce(c.row, sa.Text), sa.JSON).op("->>")("p_incident"), sa.Float)
    asked = sa.select(c.incident_id, sa.func.min(value).label("sure")).where(c.incident_id.is_not(None)).group_by(c.incident_id)
    if ids is not None:
        asked = asked.where(c.incident_id.in_(sorted(ids)))
    return {r.incident_id: float(r.sure) for r in db.execute(asked) if r.sure is not None}


def said_of(db: sa.Connection, ids: Collection[str] | None = None) -> dict[str, Said]:
    """Of each incident its last version; versions, runs and moments only ever grow."""
    v = t.incident_versions.c
    asked = sa.select(
        v.incident_id, sa.func.max(v.version_id).label("n"), sa.func.max(v.run_id).label("run"), sa.func.max(v.at).label("at")
    )
    if ids is not None:
        asked = asked.where(v.incident_id.in_(sorted(ids)))
    return {r.incident_id: Said(int(r.n), int(r.run), r.at) for r in db.execute(asked.group_by(v.incident_id))}

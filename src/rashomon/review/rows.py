"""What the queue reads of a ledger: rows of incidents and the few fields of claims that it asks about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from rashomon.store import derived_tables as d

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """Of one claim what the queue asks."""

    claim_id: str
    document: str
    incident_id: str
    kind: str
    harm: str | None
    low: int | None
    high: int | None
    scope: str
    side: str | None
    background: bool
    p_read: float | None
    p_incident: float | None
    words: str
    rules: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Incidents that count (no background), by id, and the claims of each."""

    incidents: Mapping[str, Row]
    claims: Mapping[str, Sequence[Said]] = field(default_factory=dict)

    def killed(self, incident_id: str) -> int:
        """How many killed an incident is about: the best of its total, else the highest number anybody stands for."""
        return size_of(self.incidents[incident_id])


def rows_in(db: sa.Connection) -> Rows:
    """The rows of the ledger that count."""
    i, c = d.incidents.c, d.claims.c
    incidents = {
        r.incident_id: r.row for r in db.execute(sa.select(i.incident_id, i.row).where(i.background.is_(False)).order_by(i.incident_id))
    }
    claims: dict[str, list[Said]] = defaultdict(list)
    asked = sa.select(c.row).where(c.incident_id.is_not(None)).order_by(c.document, c.start, c.claim_id)
    for (r,) in db.execute(asked):
        if r["incident_id"] in incidents:
            claims[r["incident_id"]].append(_said(r))
    return Rows(incidents, dict(claims))


def _said(r: Row) -> Said:
    return Said(
        r["claim_id"], r["document"], r["incident_id"], r["kind"], r["harm"], r["low"], r["high"], r["scope"], r["side"], r["background"],
        r["p_read"], r["p_incident"], r["words"], tuple(r["rule"]), r["start"], r["end"],
    )  # fmt: skip


def total_of(row: Row, harm: str = "killed") -> Row | None:
    """The row of a harm that a total is made of: that of all sides, else the first there is."""
    mine = [e for e in row["estimates"] if e["harm"] == harm]
    return next((e for e in mine if e["over"] == "all_sides"), mine[0] if mine else None)


def size_of(row: Row) -> int:
    """How many killed an incident is about."""
    e = total_of(row)
    if e is None:
        return 0
    known = [n for n in (e["best"], e["high"], e["low"]) if n is not None]
    return int(known[0]) if e["best"] is not None else max(known, default=0)


def named(row: Row) -> str:
    """An incident in a few words, with its day and place."""
    day = row["date_start"] if row["date_start"] == row["date_end"] else None
    place = (row["place"] or {}).get("name") or next((p["name"] for p in row["places"]), "")
    label = row["label"] or str(row["kind"]).replace("_", " ")
    if place and place.casefold() not in label.casefold():
        label = f"{label} in {place}"
    return f"{label} ({day})" if day else label


def countries_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The countries that incidents lie in."""
    return tuple(sorted({p["country"] for r in rows if (p := r["place"]) and p["country"]}))


def sides_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The sides of incidents."""
    return tuple(sorted({s for r in rows for s in r["sides"]}))

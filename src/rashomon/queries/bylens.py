"""Rows of the ledger under a lens: as they are now, or as what had been published by a moment gives them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.queries.published import Published, published
from rashomon.store import derived_tables as d
from rashomon.store import evidence
from rashomon.store.rows import incident_row

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

Row = Mapping[str, Any]


class Paper(NamedTuple):
    """A document in a list: ``group`` is the group of copies it is in, ``original`` the document that the others took their words from."""

    name: str
    outlet: str | None
    published: str | None
    status: str
    reason: str | None
    group: str | None
    original: str | None


def then(desk: Desk, db: sa.Connection, lens: Lens) -> Published:
    """Rows of documents and claims published by the moment of the lens."""
    return published(desk, db, Lens(None, lens.as_of))


def papers(desk: Desk, db: sa.Connection, lens: Lens) -> dict[str, Paper]:
    """All documents by name."""

    def make() -> dict[str, Paper]:
        if lens.as_of is not None:
            keys = ("document", "outlet", "published", "status", "reason", "syndication_group", "syndication_original")
            return {r["document"]: Paper(*(r[k] for k in keys)) for r in then(desk, db, lens).documents}
        c, g = d.documents.c, d.document_groups.c
        groups = {
            r.document: (r.group_id, r.original) for r in db.execute(sa.select(g.document, g.group_id, g.original).where(g.kind == "whole"))
        }
        rows = db.execute(sa.select(c.document, c.outlet, c.published, c.status, c.reason).order_by(c.document))
        return {
            r.document: Paper(r.document, r.outlet, r.published, r.status, r.reason, *groups.get(r.document, (None, None))) for r in rows
        }

    return kept(desk, ("papers", desk.state(db).tag, lens.as_of), make)


def claims_with(desk: Desk, db: sa.Connection, lens: Lens, texts: Iterable[str]) -> Iterator[Row]:
    """Rows of claims that hold all of these values as a text somewhere; in no order."""
    wanted = [json.dumps(x, ensure_ascii=False) for x in texts]
    if lens.as_of is not None:
        rows = then(desk, db, lens).claims
        yield from (r for r in rows if all(w in json.dumps(r, ensure_ascii=False) for w in wanted))
        return
    c = d.claims.c
    text = sa.type_coerce(c.row, sa.Text)
    asked = sa.select(c.row).where(*(text.contains(w, autoescape=True) for w in wanted))
    for r in db.execute(asked.execution_options(yield_per=1000)):
        yield r.row


def claims_of_incidents(desk: Desk, db: sa.Connection, lens: Lens, ids: Iterable[str]) -> list[Row]:
    """Rows of the claims of some incidents, in no order."""
    wanted = sorted(set(ids))
    if lens.as_of is not None:
        own = set(wanted)
        return [r for r in then(desk, db, lens).claims if r["incident_id"] in own]
    c = d.claims.c
    return [r.row for group in evidence.chunks(wanted) for r in db.execute(sa.select(c.row).where(c.incident_id.in_(group)))]


def claims_by_id(desk: Desk, db: sa.Connection, lens: Lens, ids: Iterable[str]) -> dict[str, Row]:
    """Rows of claims by id; those that there are not are left out."""
    wanted = set(ids)
    if lens.as_of is not None:
        return {r["claim_id"]: r for r in then(desk, db, lens).claims if r["claim_id"] in wanted}
    c = d.claims.c
    out: dict[str, Row] = {}
    for group in evidence.chunks(sorted(wanted)):
        out |= {r.claim_id: r.row for r in db.execute(sa.select(c.claim_id, c.row).where(c.claim_id.in_(group)))}
    return out


def incident_rows(desk: Desk, db: sa.Connection, lens: Lens, ids: Iterable[str]) -> dict[str, Row]:
    """Rows of incidents by id. Figures are those of the ledger's own policy; a lens moves none of the rest."""
    wanted = set(ids)
    if lens.as_of is not None:
        known = then(desk, db, lens).incidents
        return {i: incident_row(known[i]) for i in sorted(wanted) if i in known}
    i = d.incidents.c
    out: dict[str, Row] = {}
    for group in evidence.chunks(sorted(wanted)):
        out |= {r.incident_id: r.row for r in db.execute(sa.select(i.incident_id, i.row).where(i.incident_id.in_(group)))}
    return out


def quarrels(desk: Desk, db: sa.Connection, lens: Lens, outcomes: Iterable[str]) -> list[tuple[str, Row]]:
    """Disagreements of which that came, each with its incident, in order of ids."""
    own = set(outcomes)
    ids = [e.incident_id for e in desk.shelf(db, lens).entries.values() if any(outcome in own for _, outcome in e.disagreements)]
    rows = incident_rows(desk, db, lens, ids)
    return [(i, x) for i in sorted(rows) for x in rows[i]["disagreements"] if x["resolution"] in own]

"""Writes what is derived, for the documents and incidents concerned and no others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from rashomon.store import bulk
from rashomon.store import derived_tables as d
from rashomon.store.columns import Json
from rashomon.store.evidence import chunks
from rashomon.store.json_text import as_made, dumps

#: Rows of one INSERT.
ROWS = 1000


def pick(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a table that a row has."""
    return {n: row[n] for n in _names(table) if n in row}


@cache
def _names(table: sa.Table) -> tuple[str, ...]:
    return tuple(c.name for c in table.columns if c.name != "row")


def fill(db: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Inserts rows."""
    for group in chunks(rows, ROWS):
        db.execute(table.insert(), [dict(r) for r in group])


def drop(db: sa.Connection, table: sa.Table, column: str, values: Collection[Any]) -> None:
    """Deletes the rows whose column has one of these values."""
    for group in chunks(sorted(values)):
        db.execute(table.delete().where(table.c[column].in_(group)))


def empty(db: sa.Connection) -> None:
    """Forgets everything that is derived."""
    for table in (*d.DERIVED, *d.PACKED):
        db.execute(table.delete())


def drop_incidents(db: sa.Connection, ids: Collection[str]) -> None:
    """Deletes incidents with all that hangs on them."""
    for table in (d.incident_documents, d.links, d.disagreements, d.estimates, d.incidents):
        drop(db, table, "incident_id", ids)


def drop_documents(db: sa.Connection, names: Collection[str]) -> None:
    """Deletes rows of documents that are no more, their claims and figures set aside included."""
    for table in (d.set_aside, d.claims, d.documents):
        drop(db, table, "document", names)


#: Rows of a table as the database keeps them: the names of its columns, and values in that order.
Values = tuple[tuple[str, ...], list[tuple[Any, ...]]]


def values(table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> Values:
    """Rows with the same keys, each a column of the table, as the database keeps them: JSON is text. Made where rows are made, kept by
    :func:`put`, they pass SQLAlchemy by, which costs more than SQLite itself."""
    if not rows:
        return (), []
    names = tuple(rows[0])
    texts = {n: as_made if c.type.as_made else dumps for n in names if isinstance((c := table.columns[n]).type, Json)}
    return names, [tuple(texts[n](v) if n in texts and v is not None else v for n, v in row.items()) for row in rows]


def put(db: sa.Connection, table: sa.Table, made: Values) -> None:
    """Inserts rows that :func:`values` made."""
    bulk.insert(db, table, *made)


def incident_values(rows: Sequence[Mapping[str, Any]], component: Mapping[str, int]) -> dict[str, Values]:
    """Rows of ``incidents.jsonl`` as rows of the tables, by name; ``component`` of each is where it was settled."""
    incidents = [
        {
            **pick(d.incidents, r),
            "place": (r["place"] or {}).get("name"),
            "country": (r["place"] or {}).get("country"),
            "component": component[r["incident_id"]],
            "row": r,
        }
        for r in rows
    ]
    documents = [{"incident_id": r["incident_id"], "document": name, "main": name in r["main_of"]} for r in rows for name in r["documents"]]
    out = {"incidents": values(d.incidents, incidents), "incident_documents": values(d.incident_documents, documents)}
    for table in (d.estimates, d.disagreements):
        several = [{**pick(table, e), "incident_id": r["incident_id"], "n": n} for r in rows for n, e in enumerate(r[table.name])]
        out[table.name] = values(table, several)
    links = [
        {
            "incident_id": r["incident_id"],
            "n": n,
            "type": e["type"],
            "other": e["incident_id"],
            "document": e["document"],
            "quote": e["quote"],
        }
        for r in rows
        for n, e in enumerate(r["links"])
    ]
    return {**out, "links": values(d.links, links)}


def write_incidents(db: sa.Connection, made: Mapping[str, Values]) -> None:
    """Writes rows that :func:`incident_values` made."""
    for table in (d.incidents, d.incident_documents, d.estimates, d.disagreements, d.links):
        put(db, table, made[table.name])


def claim_values(rows: Sequence[Mapping[str, Any]]) -> Values:
    """Rows of ``claims.jsonl`` as rows of the table."""
    return values(d.claims, [{**pick(d.claims, r), "speaker": (r["speaker"] or {}).get("actor"), "row": r} for r in rows])


def write_claims(db: sa.Connection, made: Values) -> None:
    """Writes rows that :func:`claim_values` made, in place of those of the same claims."""
    names, rows = made
    at = names.index("claim_id") if names else 0
    drop(db, d.claims, "claim_id", {r[at] for r in rows})
    put(db, d.claims, made)


def write_documents(db: sa.Connection, rows: Sequence[Mapping[str, Any]], settled: Mapping[str, Any]) -> None:
    """Writes rows of ``documents.jsonl``; ``settled`` is what other documents gave each."""
    drop(db, d.documents, "document", {r["document"] for r in rows})
    fill(db, d.documents, ({**pick(d.documents, r), "settled": settled[r["document"]], "row": r} for r in rows))


def write_set_aside(db: sa.Connection, names: Collection[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Replaces the figures set aside of these documents."""
    drop(db, d.set_aside, "document", names)
    fill(db, d.set_aside, rows)


def incidents_of_components(db: sa.Connection, labels: Collection[int]) -> dict[str, Any]:
    """Rows of the incidents settled in these components, by id."""
    out: dict[str, Any] = {}
    for group in chunks(sorted(labels)):
        found = db.execute(sa.select(d.incidents.c.incident_id, d.incidents.c.row).where(d.incidents.c.component.in_(group)))
        out |= {r.incident_id: r.row for r in found}
    return out


def move_incidents(db: sa.Connection, component: Mapping[str, int]) -> None:
    """Gives incidents that stay as they are the label of the component they are in now."""
    rows = [{"i": i, "c": c} for i, c in sorted(component.items())]
    if rows:
        asked = d.incidents.update().where(d.incidents.c.incident_id == sa.bindparam("i"), d.incidents.c.component != sa.bindparam("c"))
        db.execute(asked.values(component=sa.bindparam("c")), rows)


def told_of(db: sa.Connection, names: Collection[str]) -> dict[str, list[tuple[str, bool]]]:
    """For each document the incidents it tells of, sorted, and whether it is about them."""
    out: dict[str, list[tuple[str, bool]]] = {name: [] for name in names}
    t = d.incident_documents.c
    for group in chunks(sorted(names)):
        for r in db.execute(sa.select(t.document, t.incident_id, t.main).where(t.document.in_(group)).order_by(t.document, t.incident_id)):
            out[r.document].append((r.incident_id, bool(r.main)))
    return out


def claim_spans(db: sa.Connection, names: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """Where the claims of these documents stand in them."""
    out: dict[str, list[tuple[int, int]]] = {}
    t = d.claims.c
    for group in chunks(sorted(names)):
        for r in db.execute(sa.select(t.document, t.start, t.end).where(t.document.in_(group))):
            out.setdefault(r.document, []).append((r.start, r.end))
    return out


def regroup_documents(db: sa.Connection, group_of: Mapping[str, tuple[str, str | None] | None]) -> None:
    """Writes into rows of ``documents.jsonl`` that stay as they are otherwise the id and the original of their group of shared words."""
    rows = []
    t = d.documents.c
    for group in chunks(sorted(group_of)):
        for r in db.execute(sa.select(t.document, t.row).where(t.document.in_(group))):
            group_id, original = group_of[r.document] or (None, None)
            rows.append({"name": r.document, "new": {**r.row, "syndication_group": group_id, "syndication_original": original}})
    if rows:
        db.execute(d.documents.update().where(t.document == sa.bindparam("name")).values(row=sa.bindparam("new")), rows)


def incident_ids(db: sa.Connection) -> list[str]:
    """Ids of all incidents, sorted."""
    return list(db.scalars(sa.select(d.incidents.c.incident_id).order_by(d.incidents.c.incident_id)))


def raw_rows(db: sa.Connection, table: sa.Table, key: str) -> Iterator[str]:
    """The rows of one of the three JSON Lines files as text, sorted by key, a few at a time."""
    asked = sa.select(sa.type_coerce(table.c.row, sa.Text)).order_by(table.c[key]).execution_options(yield_per=1000)
    yield from db.execute(asked).scalars()

"""Documents and claims of a ledger in pages: chosen by the database, where the lens looks at the present, and by the same rules in memory where
it looks at what had been published by a moment. A policy changes neither."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.corpus.syndication import document_no
from rashomon.model import Document
from rashomon.people import Masker
from rashomon.queries.bare_rows import Row, claim_shown, document_shown, documents_named, masker_of
from rashomon.queries.desk import Desk
from rashomon.queries.lens import Lens
from rashomon.queries.listed_by import (
    ClaimsAsked,
    DocumentsAsked,
    asked_openly,
    claim_conditions,
    claim_test,
    document_conditions,
    document_test,
    named_openly,
)
from rashomon.queries.published import published
from rashomon.queries.quoting import article_key
from rashomon.store import derived_tables as d
from rashomon.store import evidence


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of rows as they may be shown. ``total`` counts all that was asked for, ``after`` is the id of the last row where more follow, and
    ``last`` its place in a list that is in no order of ids."""

    items: Sequence[Row]
    total: int
    after: str | None = None
    last: tuple[int, int, str] | None = None


#: Where a claim stands: number of its document, offset, id.
ClaimPlace = tuple[int, int, str]
#: An incident of more documents than this, which is background most often, is not read whole to hide the names in one claim.
MOST_REPORTS = 40


def claims(desk: Desk, db: sa.Connection, lens: Lens, asked: ClaimsAsked, after: ClaimPlace | None, limit: int) -> Listed:
    """A page of claims, as they stand in the documents, which are in order of their keys: so those of a page hang on few documents. ``last`` of
    the answer is the place after which the next page begins. Raises InputError for a moment nobody can read."""
    asked, near = asked_openly(desk, db, asked), None
    if lens.as_of is not None:
        made = published(desk, db, lens)
        near = made.reports
        keyed = _placed(db, asked, made.claims)
        ahead = [x for x in keyed if after is None or x[0] > after]
        ordered, total = [r for _, r in ahead[: limit + 1]], len(keyed)
    else:
        c, f = d.claims.c, d.document_facts.c
        where = claim_conditions(db, asked)
        joined = sa.join(d.claims, d.document_facts, c.document == f.document)
        found = sa.select(c.row).select_from(joined).where(*where).order_by(f.document_no, c.start, c.claim_id).limit(limit + 1)
        if after is not None:
            found = found.where(sa.tuple_(f.document_no, c.start, c.claim_id) > sa.tuple_(*map(sa.literal, after)))
        ordered = [r.row for r in db.execute(found)]
        total = db.scalar(sa.select(sa.func.count()).select_from(d.claims).where(*where)) or 0
    last = claim_place(ordered[limit - 1]) if len(ordered) > limit else None
    return Listed(claims_shown(desk, db, ordered[:limit], near), total, last[2] if last else None, last)


def claim_place(row: Row) -> ClaimPlace:
    """Where a claim stands in the list of claims."""
    return document_no(row["document"]), int(row["start"]), str(row["claim_id"])


def _placed(db: sa.Connection, asked: ClaimsAsked, rows: Iterable[Row]) -> list[tuple[ClaimPlace, Row]]:
    return sorted(((claim_place(r), r) for r in filter(claim_test(db, asked), rows)), key=lambda x: x[0])


def claim(desk: Desk, db: sa.Connection, lens: Lens, claim_id: str) -> Row | None:
    """One claim as it may be shown."""
    if lens.as_of is not None:
        made = published(desk, db, lens)
        shown = claims_shown(desk, db, [r for r in made.claims if r["claim_id"] == claim_id], made.reports)
    else:
        shown = claims_shown(desk, db, [r.row for r in db.execute(sa.select(d.claims.c.row).where(d.claims.c.claim_id == claim_id))])
    return shown[0] if shown else None


def claims_shown(desk: Desk, db: sa.Connection, rows: Iterable[Row], reports: Mapping[str, Collection[str]] | None = None) -> list[Row]:
    """Rows of claims as they may be shown, in the order that they have. ``reports`` are the documents of their incidents (None: those of now)."""
    given = list(rows)
    groups: dict[tuple[str, str], list[int]] = {}
    for n, row in enumerate(given):
        own = ("incident", row["incident_id"]) if row["incident_id"] else ("document", row["document"])
        groups.setdefault(own, []).append(n)
    near = reports if reports is not None else _reports(db, sorted(i for kind, i in groups if kind == "incident"))
    for own in [x for x in groups if x[0] == "incident" and len(near.get(x[1], ())) > MOST_REPORTS]:
        for n in groups.pop(own):
            groups.setdefault(("document", given[n]["document"]), []).append(n)
    documents = documents_named(
        db, {n for kind, i in groups if kind == "incident" for n in near.get(i, ())} | {r["document"] for r in given}
    )
    out: dict[int, Row] = {}
    for (kind, own_id), numbers in groups.items():
        names = {given[n]["document"] for n in numbers} | set(near.get(own_id, ()) if kind == "incident" else ())
        held = {n: documents[n] for n in sorted(names) if n in documents}
        masker = masker_of(desk, held)
        out |= {n: claim_shown(given[n], held, masker) for n in numbers}
    return [out[n] for n in range(len(given))]


def _reports(db: sa.Connection, incident_ids: Sequence[str]) -> dict[str, set[str]]:
    """The documents that report each incident."""
    x = d.incident_documents.c
    out: dict[str, set[str]] = {}
    for group in evidence.chunks(incident_ids):
        for r in db.execute(sa.select(x.incident_id, x.document).where(x.incident_id.in_(group))):
            out.setdefault(r.incident_id, set()).add(r.document)
    return out


def documents(
    desk: Desk, db: sa.Connection, lens: Lens, asked: DocumentsAsked, after: str | None, limit: int, *, text: bool = False
) -> Listed:
    """A page of documents, in order of their keys. Under a moment those that had been published by then."""
    if lens.as_of is not None:
        made = published(desk, db, lens)
        keyed = [{"key": article_key(r["document"]), "row": r} for r in filter(document_test(db, asked), made.documents)]
        rows = _page(sorted(keyed, key=lambda x: str(x["key"])), "key", after, limit)
        found, total, last = [x["row"] for x in rows.items], rows.total, rows.after
    else:
        x, f = d.documents.c, d.document_facts.c
        where = document_conditions(db, asked)
        joined = sa.join(d.documents, d.document_facts, x.document == f.document)
        query = sa.select(x.row, f.document_no).select_from(joined).where(*where).order_by(f.document_no).limit(limit + 1)
        if after is not None:
            query = query.where(f.document_no > int(after, 16))
        ordered = db.execute(query).all()
        found, total = [r.row for r in ordered[:limit]], db.scalar(sa.select(sa.func.count()).select_from(joined).where(*where)) or 0
        last = f"{ordered[limit - 1].document_no:016x}" if len(ordered) > limit else None
    return Listed(documents_shown(desk, db, found, text=text), total, last)


def document(desk: Desk, db: sa.Connection, lens: Lens, key: str, *, text: bool = False) -> Row | None:
    """One document as it may be shown. None: there is none of this key, or it had not been published by then."""
    name = named_openly(desk, db, key)
    if name is None:
        return None
    if lens.as_of is not None:
        rows = [r for r in published(desk, db, lens).documents if r["document"] == name]
    else:
        rows = [r.row for r in db.execute(sa.select(d.documents.c.row).where(d.documents.c.document == name))]
    return documents_shown(desk, db, rows, text=text)[0] if rows else None


def documents_shown(desk: Desk, db: sa.Connection, rows: Iterable[Row], *, text: bool = False) -> list[Row]:
    """Rows of documents as they may be shown. Marks of hidden persons count within a document."""
    given = list(rows)
    near = {r["document"]: {r["document"], *_named_in(r)} for r in given}
    held = documents_named(db, {n for names in near.values() for n in names})
    out = []
    for row in given:
        own: dict[str, Document] = {n: held[n] for n in sorted(near[row["document"]]) if n in held}
        masker: Masker = masker_of(desk, {row["document"]: own[row["document"]]} if len(own) == 1 else own)
        out.append(document_shown(row, own, masker, text=text))
    return out


def _named_in(row: Mapping[str, Any]) -> set[str]:
    evidence_of = row["published_evidence"]
    return {n for n in (evidence_of["document"] if evidence_of else None, row["syndication_original"]) if n}


def _page(rows: Sequence[Row], key: str, after: str | None, limit: int) -> Listed:
    """A page of rows that are in order of a key."""
    ahead = [r for r in rows if after is None or r[key] > after]
    return Listed(ahead[:limit], len(rows), ahead[limit - 1][key] if len(ahead) > limit else None)

"""Incidents as rows that may be shown, with what hangs on them: estimates, disagreements and links in lists of their own, and one incident whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.exports.words import figure_words, who_words
from rashomon.model import Document
from rashomon.model.exported import Told
from rashomon.people import Masker
from rashomon.pipeline.moments import AsOf
from rashomon.pipeline.view import incident_of
from rashomon.queries.bare_rows import Row, claim_shown, document_shown, documents_named, incident_shown, masker_of
from rashomon.queries.desk import Desk
from rashomon.queries.entry import Entry
from rashomon.queries.lens import Lens
from rashomon.queries.listed import Listed, claims_shown
from rashomon.queries.published import published
from rashomon.queries.query import Query
from rashomon.queries.quoting import article_key
from rashomon.queries.tolds import is_own, told_then, tolds
from rashomon.store import derived_tables as d
from rashomon.store import evidence
from rashomon.store.rows import claim_row, incident_row

#: Quotes beside one value of a disagreement; the ids of all its claims are there.
QUOTES = 3


@dataclass(frozen=True, slots=True)
class Held:
    """An incident as it is about to be shown: its row (names not hidden), its claims by id, and the documents they stand in."""

    row: Mapping[str, Any]
    claims: Mapping[str, Mapping[str, Any]]
    documents: Mapping[str, Document]
    masker: Masker


def held(desk: Desk, db: sa.Connection, told: Told) -> Held:
    """An incident that was found, ready to be shown."""
    others = {x.document for x in told.incident.links} - told.documents.keys()
    documents = {**documents_named(db, others), **told.documents}
    return Held(incident_row(told.incident), {c.claim_id: claim_row(c) for c in told.claims}, documents, masker_of(desk, documents))


def rows(desk: Desk, db: sa.Connection, lens: Lens, ids: Sequence[str]) -> list[Row]:
    """Rows of ``incidents.jsonl`` of these incidents as they may be shown, in the order of ``ids``."""
    if is_own(desk, db, lens) and not desk.coarsen:
        return _rows_now(desk, db, ids)
    found = tolds(desk, db, lens, ids)
    return [incident_shown(h.row, h.documents, h.masker) for i in ids if i in found for h in [held(desk, db, found[i])]]


def _rows_now(desk: Desk, db: sa.Connection, ids: Sequence[str]) -> list[Row]:
    """The same without loading claims: the rows as the ledger keeps them."""
    i = d.incidents.c
    found: dict[str, Any] = {}
    for group in evidence.chunks(sorted(ids)):
        found |= {r.incident_id: r.row for r in db.execute(sa.select(i.incident_id, i.row).where(i.incident_id.in_(group)))}
    near = {k: {*row["documents"], *(x["document"] for x in row["links"])} for k, row in found.items()}
    documents = documents_named(db, {n for names in near.values() for n in names})
    out = []
    for incident_id in ids:
        if incident_id in found:
            own = {n: documents[n] for n in sorted(near[incident_id]) if n in documents}
            out.append(incident_shown(found[incident_id], own, masker_of(desk, own)))
    return out


def whole(desk: Desk, db: sa.Connection, lens: Lens, incident_id: str) -> Row | None:
    """One incident with everything that is told of it: its row, and beside it ``claim_rows``, ``document_rows``, ``figures`` in words and the
    labels of the incidents it is linked with."""
    told, then = told_then(desk, db, lens, incident_id)
    if told is None:
        return None
    own = held(desk, db, told)
    names = sorted({*own.row["documents"], *(c["document"] for c in own.claims.values())})
    x = d.documents.c
    kept: dict[str, Any] = {}
    for group in evidence.chunks(names):
        kept |= {r.document: r.row for r in db.execute(sa.select(x.document, x.row).where(x.document.in_(group)))}
    scope = own.row["documents"]
    incident = incident_of(dict(own.row))
    return {
        **incident_shown(own.row, own.documents, own.masker),
        "figures": [
            {
                "harm": e.harm,
                "who": own.masker.known(scope, who_words(e)),
                "words": own.masker.words(scope, figure_words(e)),
            }
            for e in incident.estimates
        ],
        "claim_rows": claims_shown(desk, db, [dict(c) for _, c in sorted(own.claims.items())], {own.row["incident_id"]: scope}),
        "document_rows": [document_shown(kept[n], own.documents, own.masker) for n in names if n in kept],
        "linked": _labels(desk, db, lens, {link["incident_id"] for link in own.row["links"]}),
        "time": _time(desk, db, lens, then) if then is not None else None,
    }


def _time(desk: Desk, db: sa.Connection, lens: Lens, then: AsOf) -> Row:
    """What had not been published by the moment of the lens."""
    held_back = [n for n, _ in then.later]
    documents = documents_named(db, (*held_back, *then.undated))

    def shown(names: Iterable[str]) -> list[Row]:
        return [
            {"document": desk.masker({n: documents[n]}).address(n, n) if n in documents else None, "key": article_key(n)} for n in names
        ]

    return {
        "as_of": lens.moment.stamp if lens.moment else None,
        "not_yet": shown(held_back),
        "undated": shown(then.undated),
        "others": [i.incident_id for i in then.others],
    }


def _labels(desk: Desk, db: sa.Connection, lens: Lens, ids: Iterable[str]) -> list[Row]:
    """What linked incidents are called."""
    shelf = desk.shelf(db, lens)
    there = [shelf.entries[i] for i in sorted(ids) if i in shelf.entries]
    return [{"incident_id": e.incident_id, "label": e.label, "date_start": e.date_start, "status": e.status} for e in desk.shown(db, there)]


def estimates(
    desk: Desk, db: sa.Connection, lens: Lens, asked: Query, over: Sequence[str], after: tuple[str, int] | None, limit: int
) -> Listed:
    """Estimates of the incidents that are asked for, in order of incident and place in it; ``side``, ``harm`` and ``basis`` of ``asked`` choose
    among the estimates, too."""

    def fits(e: Any) -> bool:
        return (
            (not asked.harm or e.harm in asked.harm)
            and (not asked.side or e.side in asked.side)
            and (not asked.basis or e.basis in asked.basis)
            and (not over or e.over in over)
        )

    def made(own: Held, n: int) -> Row:
        row = incident_shown(own.row, own.documents, own.masker)
        incident = incident_of(dict(own.row))
        e = incident.estimates[n]
        said = own.masker.words(own.row["documents"], figure_words(e))
        return {"incident_id": row["incident_id"], "label": row["label"], "n": n, **row["estimates"][n], "figure": said}

    return _parts(desk, db, lens, asked, lambda e: [n for n, f in enumerate(e.figures) if fits(f)], made, after, limit)


def disagreements(
    desk: Desk, db: sa.Connection, lens: Lens, asked: Query, types: Sequence[str], resolutions: Sequence[str], after: tuple[str, int] | None,
    limit: int,
) -> Listed:  # fmt: skip
    """Disagreements of the incidents that are asked for, each value with quotes."""

    def those(e: Entry) -> list[int]:
        return [n for n, (t, r) in enumerate(e.disagreements) if (not types or t in types) and (not resolutions or r in resolutions)]

    def made(own: Held, n: int) -> Row:
        row = incident_shown(own.row, own.documents, own.masker)
        one = row["disagreements"][n]
        values = [{**v, "quotes": quotes_of(own, v["claims"])} for v in one["values"]]
        return {"incident_id": row["incident_id"], "label": row["label"], "n": n, **one, "values": values}

    return _parts(desk, db, lens, asked, those, made, after, limit)


def links(
    desk: Desk, db: sa.Connection, lens: Lens, asked: Query, types: Sequence[str], after: tuple[str, int] | None, limit: int
) -> Listed:
    """Links between incidents, by the incident that is asked for; ``linked_id`` is the other."""

    def made(own: Held, n: int) -> Row:
        row = incident_shown(own.row, own.documents, own.masker)
        link = row["links"][n]
        return {**link, "incident_id": row["incident_id"], "label": row["label"], "n": n, "linked_id": link["incident_id"]}

    kinds = _link_types(desk, db, lens)

    def those(e: Entry) -> list[int]:
        return [n for n, kind in enumerate(kinds.get(e.incident_id, ())) if not types or kind in types]

    return _parts(desk, db, lens, asked, those, made, after, limit)


def _link_types(desk: Desk, db: sa.Connection, lens: Lens) -> dict[str, list[str]]:
    """Of each incident that has links their types, in order."""
    if lens.as_of is not None:
        return {i.incident_id: [x.type for x in i.links] for i in published(desk, db, lens).made.incidents if i.links}
    out: dict[str, list[str]] = {}
    c = d.links.c
    for r in db.execute(sa.select(c.incident_id, c.type).order_by(c.incident_id, c.n)):
        out.setdefault(r.incident_id, []).append(r.type)
    return out


def quotes_of(own: Held, ids: Iterable[str], most: int = QUOTES) -> list[Row]:
    """Quotes of some claims: those that name a speaker first."""
    given = sorted((own.claims[i] for i in ids if i in own.claims), key=lambda c: (c["speaker"] is None, c["claim_id"]))
    keys = ("claim_id", "document", "document_key", "start", "end", "quote", "speaker", "stance")
    return [{k: row[k] for k in keys} for c in given[:most] for row in [claim_shown(c, own.documents, own.masker)]]


def _parts(
    desk: Desk, db: sa.Connection, lens: Lens, asked: Query, those: Callable[[Entry], list[int]], made: Callable[[Held, int], Row],
    after: tuple[str, int] | None, limit: int,
) -> Listed:  # fmt: skip
    """A page of what hangs on incidents: chosen by their entries, and only those of the page are loaded."""
    every = [(e.incident_id, n) for e in sorted(desk.shelf(db, lens).matching(asked), key=lambda e: e.incident_id) for n in those(e)]
    ahead = [x for x in every if after is None or x > after]
    found = tolds(desk, db, lens, sorted({i for i, _ in ahead[:limit]}))
    own = {i: held(desk, db, told) for i, told in sorted(found.items())}
    out = [made(own[i], n) for i, n in ahead[:limit] if i in own]
    return Listed(out, len(every), _last(out) if len(ahead) > limit else None)


def _last(out: Sequence[Row]) -> str | None:
    return f"{out[-1]['incident_id']} {out[-1]['n']}" if out else None

"""Writes and reads what documents say: texts once, a row for each reading, its statements. Appended, retired, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import sqlalchemy as sa

from rashomon.model import Document
from rashomon.model.statements import Statement
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain, new_salt
from rashomon.store.codec import decode, encode
from rashomon.store.payloads import reading_payload
from rashomon.store.reading import Reading
from rashomon.store.statements import reading_of, statements_of

T = TypeVar("T")
#: Values in one IN list; SQLite allows 32,766, and long lists only cost memory.
MANY = 500


def chunks(values: Iterable[T], size: int = MANY) -> Iterator[list[T]]:
    """Values in lists of ``size``."""
    group: list[T] = []
    for value in values:
        group.append(value)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def version_name(name: str, document_id: str) -> str:
    """Under what name an earlier text of a document is kept when another text came in under its name."""
    return f"{name}@{document_id.rsplit('-', 1)[-1][:8]}"


def append_readings(
    db: sa.Connection,
    chain: Chain,
    run_id: int,
    learned: str,
    readings: Sequence[Reading],
    same_article: Callable[[Document, Document], bool] = lambda old, new: True,
) -> None:
    """Adds readings of this run. An earlier reading of a name is retired; where its text was another one it stays, under
    :func:`version_name`, and where ``same_article`` says so of old and new the new one is a version of it."""
    now = {r.document.name: r for r in readings}
    before = {r["name"]: r for r in _current_rows(db, now)}
    kept = _kept_versions(db, [n for n, row in before.items() if row["status"] == "used"], now)
    replaced = {n: row["document"].get("version_of") for n, row in before.items() if row["document_id"] == now[n].document.document_id}
    for v in kept:
        name = v.document.name.rsplit("@", 1)[0]
        replaced[name] = v.document.document_id if same_article(v.document, now[name].document) else None
    back = {version_name(n, r.document.document_id) for n, r in now.items()}  # a text that is the latest again is no version of itself
    gone = [r["name"] for r in _current_rows(db, back) if r["name"] not in now]
    fresh = [
        r if not replaced.get(r.document.name) else replace(r, document=replace(r.document, version_of=replaced[r.document.name]))
        for r in readings
    ]
    kept = [v for v in kept if not list(_current_rows(db, [v.document.name]))]
    _retire(db, run_id, before)
    retire(db, run_id, gone)
    for reading in (*fresh, *kept):
        _append(db, chain, run_id, learned, reading)


def retire(db: sa.Connection, run_id: int, names: Collection[str]) -> None:
    """Ends the current readings of these names, and what they said: they are not read again in this run."""
    _retire(db, run_id, names)
    s = t.statements
    for group in chunks(sorted(set(names))):
        db.execute(s.update().where(s.c.document.in_(group), s.c.gone_run.is_(None)).values(gone_run=run_id))


def _retire(db: sa.Connection, run_id: int, names: Collection[str]) -> None:
    """Ends the readings alone; which of their statements end with them, the new reading says."""
    r = t.readings
    for group in chunks(sorted(set(names))):
        db.execute(r.update().where(r.c.name.in_(group), r.c.retired_run.is_(None)).values(retired_run=run_id))


def _kept_versions(db: sa.Connection, names: Collection[str], now: dict[str, Reading]) -> list[Reading]:
    out = []
    for old in load_readings(db, names):
        name, document = old.document.name, old.document
        if document.document_id != now[name].document.document_id:
            out.append(under(old, version_name(name, document.document_id)))
    return out


def under(reading: Reading, name: str) -> Reading:
    """The reading of the same text under another name."""
    return Reading(
        replace(reading.document, name=name),
        tuple(replace(c, document=name) for c in reading.claims),
        tuple(replace(m, document=name) for m in reading.incidents),
        reading.set_aside,
        reading.input_hash,
    )


def _append(db: sa.Connection, chain: Chain, run_id: int, learned: str, reading: Reading) -> None:
    document = reading.document
    sha = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    if db.execute(sa.select(t.texts.c.document_id).where(t.texts.c.document_id == document.document_id)).first() is None:
        db.execute(t.texts.insert().values(document_id=document.document_id, sha256=sha, text=document.text))
    about = encode(document)
    del about["text"]
    row: dict[str, Any] = {
        "name": document.name,
        "document_id": document.document_id,
        "input_hash": reading.input_hash,
        "status": document.status,
        "reason": document.reason,
        "document": about,
        "run_id": run_id,
        "learned": learned,
        "salt": new_salt(),
    }
    made = db.execute(t.readings.insert().values(**row)).inserted_primary_key
    now = {s.statement_id: s for s in statements_of(reading)}
    s = t.statements.c
    there = list(db.execute(sa.select(t.statements).where(s.document == document.name, s.gone_run.is_(None))).mappings())
    lost = [r["statement_no"] for r in there if r["statement_id"] not in now]
    for group in chunks(lost):
        db.execute(t.statements.update().where(s.statement_no.in_(group)).values(gone_run=run_id))
    stays = [r for r in there if r["statement_id"] in now]
    for r in stays:
        del now[r["statement_id"]]
    rows = [{**_statement_row(x), "first_run": run_id, "learned": learned} for x in now.values()]
    if rows:
        db.execute(t.statements.insert(), rows)
    chain.append("reading", made[0] if made else 0, run_id, row["salt"], reading_payload(row, sha, [*stays, *rows]))


def _statement_row(statement: Statement) -> dict[str, Any]:
    return {
        "statement_id": statement.statement_id,
        "document": statement.document,
        "document_id": statement.document_id,
        "subject": statement.subject,
        "prop": statement.prop,
        "value": statement.value,
        "original": statement.original,
        "start": statement.start,
        "end": statement.end,
        "rule": statement.rule,
    }


def _current_rows(db: sa.Connection, names: Iterable[str]) -> Iterator[Any]:
    r = t.readings.c
    for group in chunks(sorted(set(names))):
        yield from db.execute(sa.select(t.readings).where(r.name.in_(group), r.retired_run.is_(None)).order_by(r.name)).mappings()


def load_documents(db: sa.Connection, names: Iterable[str]) -> dict[str, Document]:
    """Documents of these names as they were read last, with their texts; names nobody knows are left out."""
    rows = list(_current_rows(db, names))
    texts: dict[str, str] = {}
    for group in chunks(sorted({r["document_id"] for r in rows})):
        found = db.execute(sa.select(t.texts.c.document_id, t.texts.c.text).where(t.texts.c.document_id.in_(group)))
        texts |= {r.document_id: r.text for r in found}
    return {r["name"]: decode(Document, {**r["document"], "text": texts[r["document_id"]]}) for r in rows}


def load_readings(db: sa.Connection, names: Iterable[str]) -> list[Reading]:
    """Current readings of these names, sorted by name."""
    documents = load_documents(db, names)
    hashes = {r["name"]: r["input_hash"] for r in _current_rows(db, documents)}
    said: dict[str, list[Statement]] = {name: [] for name in documents}
    s = t.statements.c
    for group in chunks(sorted(documents)):
        found = db.execute(sa.select(t.statements).where(s.document.in_(group), s.gone_run.is_(None)).order_by(s.statement_id)).mappings()
        for r in found:
            said[r["document"]].append(
                Statement(
                    r["statement_id"],
                    r["document"],
                    r["document_id"],
                    r["subject"],
                    r["prop"],
                    r["value"],
                    r["original"],
                    r["start"],
                    r["end"],
                    r["rule"],
                )
            )
    return [reading_of(documents[name], said[name], hashes[name]) for name in sorted(documents)]


def known(db: sa.Connection) -> dict[str, tuple[str, str]]:
    """Input hash and document id of every name the ledger holds."""
    r = t.readings.c
    return {
        x.name: (x.input_hash, x.document_id)
        for x in db.execute(sa.select(r.name, r.input_hash, r.document_id).where(r.retired_run.is_(None)))
    }


def names(db: sa.Connection) -> list[str]:
    """Every name the ledger holds, in the order they were read."""
    r = t.readings.c
    return list(db.scalars(sa.select(r.name).where(r.retired_run.is_(None)).order_by(r.reading_id)))


def load_names(db: sa.Connection, wanted: Iterable[str]) -> set[str]:
    """Those of these names that the ledger holds."""
    return {r["name"] for r in _current_rows(db, wanted)}


def pending(db: sa.Connection) -> list[str]:
    """Names whose latest reading nothing was derived from yet, in the order they were read."""
    r = t.readings.c
    return list(db.scalars(sa.select(r.name).where(r.retired_run.is_(None), r.settled_run.is_(None)).order_by(r.reading_id)))


def unsettled_gone(db: sa.Connection) -> list[str]:
    """Names without a current reading that derived rows still speak of."""
    from rashomon.store import derived_tables as d

    r = t.readings.c
    live = sa.select(r.name).where(r.retired_run.is_(None))
    return list(db.scalars(sa.select(d.documents.c.document).where(d.documents.c.document.not_in(live)).order_by(d.documents.c.document)))


def settled(db: sa.Connection, run_id: int, names: Iterable[str]) -> None:
    """Marks readings as derived from in this run."""
    r = t.readings
    for group in chunks(names):
        db.execute(r.update().where(r.c.name.in_(group), r.c.retired_run.is_(None)).values(settled_run=run_id))

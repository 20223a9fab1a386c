"""Writes and reads what documents say: texts once, a row for each reading, its statements. Appended, retired, never changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import sqlalchemy as sa

from rashomon.model import Document
from rashomon.store import bulk, prepared
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain, new_salt
from rashomon.store.encoded import END, Encoded, encode_reading, sealed
from rashomon.store.json_text import dumps
from rashomon.store.payloads import STATEMENT, of_row
from rashomon.store.raw import Raw
from rashomon.store.reading import Reading

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
    """Adds readings of this run, as :func:`append_encoded` does."""
    append_encoded(db, chain, run_id, learned, [encode_reading(r) for r in readings], same_article)


def append_encoded(
    db: sa.Connection,
    chain: Chain,
    run_id: int,
    learned: str,
    readings: Sequence[Encoded],
    same_article: Callable[[Document, Document], bool] = lambda old, new: True,
) -> None:
    """Adds readings of this run, each name once. An earlier reading of a name is retired; where its text was another one it stays, under
    :func:`version_name`, and where ``same_article`` says so of old and new the new one is a version of it."""
    now = {r.name: r for r in readings}
    before = {r["name"]: r for r in _current_rows(db, now)}
    back = {version_name(n, r.document_id) for n, r in now.items()}  # a text that is the latest again is no version of itself
    gone = [n for n in load_names(db, back) if n not in now]
    kept: list[Reading] = []
    if before:
        kept = _kept_versions(db, [n for n, row in before.items() if row["status"] == "used"], now)
        replaced = {n: row["document"].get("version_of") for n, row in before.items() if row["document_id"] == now[n].document_id}
        for v in kept:
            name = v.document.name.rsplit("@", 1)[0]
            replaced[name] = v.document.document_id if same_article(v.document, now[name].as_document()) else None
        readings = [r if not (of := replaced.get(r.name)) else r.as_version_of(of) for r in readings]
        known = load_names(db, [v.document.name for v in kept])
        kept = [v for v in kept if v.document.name not in known]
        _retire(db, run_id, before)
    retire(db, run_id, gone)
    _append(db, chain, run_id, learned, [*readings, *(encode_reading(v) for v in kept)])


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


def _kept_versions(db: sa.Connection, names: Collection[str], now: Mapping[str, Encoded]) -> list[Reading]:
    out = []
    for old in load_readings(db, names):
        name, document = old.document.name, old.document
        if document.document_id != now[name].document_id:
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


def _append(db: sa.Connection, chain: Chain, run_id: int, learned: str, readings: Sequence[Encoded]) -> None:
    """Rows and links of these readings; what is asked of the ledger is asked once for all of them."""
    texts: dict[str, tuple[str, str, str]] = {}
    for r in readings:
        texts.setdefault(r.document_id, (r.document_id, r.sha256, r.text))
    for group in chunks(sorted(texts)):
        for there in db.scalars(sa.select(t.texts.c.document_id).where(t.texts.c.document_id.in_(group))):
            del texts[there]
    bulk.insert(db, t.texts, ("document_id", "sha256", "text"), list(texts.values()))
    stood = _standing(db, [r.name for r in readings])
    numbers = bulk.numbers(db, t.readings.c.reading_id, len(readings))
    tail = f"{run_id},{dumps(learned)}"
    rows: list[tuple[Any, ...]] = []
    said: list[tuple[Any, ...]] = []
    lost: list[int] = []
    for number, r in zip(numbers, readings, strict=True):
        salt = new_salt()
        fresh, made = r.statements, r.sealed.replace(END, f",{tail}]")
        if there := stood.get(r.name):
            fresh, stays, went = _compared(r, there)
            lost += went
            every = [*stays, *(((s[0], run_id), sealed(r.name, r.document_id, [s]).replace(END, f",{tail}]")) for s in fresh)]
            made = ",".join(text for _, text in sorted(every))
        rows.append((number, r.name, r.document_id, r.input_hash, r.status, r.reason, r.document, run_id, learned, salt))
        said += [(i, r.name, r.document_id, *rest, run_id, learned) for i, *rest in fresh]
        about = f"{dumps([r.name, r.document_id, r.input_hash, r.status, r.reason])[:-1]},{r.document},{tail}]"
        chain.seal("reading", number, run_id, salt, f'{{"reading":{about},"sha256":"{r.sha256}","statements":[{made}]}}')
    bulk.insert(db, t.readings, _READING, rows)
    prepared.keep(db, [r.name for r in readings], [r.prepared for r in readings if r.prepared is not None])
    for ended in chunks(lost):
        db.execute(t.statements.update().where(t.statements.c.statement_no.in_(ended)).values(gone_run=run_id))
    bulk.insert(db, t.statements, STATEMENT, said)


#: Columns of a new reading and of a new statement, as they are appended.
_READING = ("reading_id", "name", "document_id", "input_hash", "status", "reason", "document", "run_id", "learned", "salt")


def _standing(db: sa.Connection, names: Iterable[str]) -> dict[str, list[Any]]:
    """Statements of these names that no later reading has ended."""
    s = t.statements.c
    out: dict[str, list[Any]] = {}
    for group in chunks(sorted(set(names))):
        asked = sa.select(t.statements).where(s.document.in_(group), s.gone_run.is_(None)).order_by(s.statement_no)
        for r in db.execute(asked).mappings():
            out.setdefault(r["document"], []).append(r)
    return out


def _compared(reading: Encoded, there: Sequence[Any]) -> tuple[tuple[Any, ...], list[tuple[tuple[str, int], str]], list[int]]:
    """Of a name read again: the statements that are new, those that stay (as sealed, with what they are sorted by), and the numbers of those
    that are made no more."""
    now = {s[0] for s in reading.statements}
    stays = [r for r in there if r["statement_id"] in now]
    had = {r["statement_id"] for r in stays}
    return (
        tuple(s for s in reading.statements if s[0] not in had),
        [((r["statement_id"], r["first_run"]), dumps(of_row(r, STATEMENT))) for r in stays],
        [r["statement_no"] for r in there if r["statement_id"] not in now],
    )


def _current_rows(db: sa.Connection, names: Iterable[str]) -> Iterator[Any]:
    r = t.readings.c
    for group in chunks(sorted(set(names))):
        yield from db.execute(sa.select(t.readings).where(r.name.in_(group), r.retired_run.is_(None)).order_by(r.name)).mappings()


def load_documents(db: sa.Connection, names: Iterable[str]) -> dict[str, Document]:
    """Documents of these names as they were read last, with their texts; names nobody knows are left out."""
    return {r.name: r.as_document() for group in chunks(sorted(set(names))) for r in load_raw(db, group, said=False)}


def load_readings(db: sa.Connection, names: Iterable[str]) -> list[Reading]:
    """Current readings of these names, sorted by name."""
    return [r.as_reading() for group in chunks(sorted(set(names))) for r in load_raw(db, group)]


def load_raw(db: sa.Connection, names: Iterable[str], *, said: bool = True) -> list[Raw]:
    """The same as they lie in the ledger, without what they say where it is not wanted."""
    r, s, texts = t.readings.c, t.statements.c, t.texts.c
    whole = sa.select(r.name, r.input_hash, sa.type_coerce(r.document, sa.Text), texts.text).join(
        t.texts, texts.document_id == r.document_id
    )
    asked = sa.select(s.document, s.subject, s.prop, sa.type_coerce(s.value, sa.Text), s.original, s.start, s.end)
    rows: list[Any] = []
    told: dict[str, list[Any]] = {}
    for group in chunks(sorted(set(names))):
        rows += db.execute(whole.where(r.name.in_(group), r.retired_run.is_(None))).all()
        if said:
            for name, *rest in _plain(db, asked.where(s.document.in_(group), s.gone_run.is_(None)).order_by(s.statement_id)):
                told.setdefault(name, []).append(tuple(rest))
    return [Raw(name, digest, about, text, tuple(told.get(name, ()))) for name, digest, about, text in sorted(rows)]


def _plain(db: sa.Connection, asked: sa.Select[Any]) -> Sequence[Any]:
    """Rows as the driver gives them: of a document there are two hundred, and a row of SQLAlchemy costs five times as much."""
    found = db.execute(asked)
    cursor = found.cursor
    assert cursor is not None
    rows = cursor.fetchall()
    found.close()
    return rows


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

"""Opens, reads and writes a ledger file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store import schema
from rashomon.store.codec import decode, encode
from rashomon.store.reading import Reading


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Ledger:
    """One ledger file. Readings are kept from run to run; everything else is derived from them and written anew, in one transaction,
    so that a run that is killed leaves the ledger of the run before it.

    Raises LedgerError, with what to do, where the file cannot be opened, is no ledger, or was written by a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = sa.create_engine(f"sqlite:///{path}", json_serializer=_dumps, json_deserializer=json.loads)
        try:
            with self._engine.begin() as db:
                db.exec_driver_sql("PRAGMA journal_mode=WAL")
                names = set(sa.inspect(db).get_table_names())
                if names and "meta" not in names:
                    raise LedgerError(f"{path} is a database of another program; choose another --out folder")
                schema.metadata.create_all(db)
                found = db.execute(sa.select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()
                if found is None:
                    db.execute(schema.meta.insert().values(key="schema", value=str(schema.VERSION)))
                elif int(found) > schema.VERSION:
                    raise LedgerError(f"{path} was written by a newer version (schema {found}); update the program to read it")
        except sa.exc.SQLAlchemyError as err:
            self._engine.dispose()
            raise LedgerError(
                f"the ledger {path} cannot be opened: {_cause(err)}; check that there is space, that the folder can be written to, and that the file is a ledger, or choose another --out"
            ) from err

    def close(self) -> None:
        """Folds the write-ahead log into the one file and closes it. Where that fails (a full disk) the log stays beside the file and is
        folded in when the ledger is next opened: nothing is lost."""
        with suppress(sa.exc.SQLAlchemyError), self._engine.connect() as db:
            db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.exec_driver_sql("PRAGMA journal_mode=DELETE")
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as db:
                yield db
        except (sa.exc.SQLAlchemyError, ValueError, KeyError, TypeError) as err:
            raise LedgerError(f"the ledger {self.path} cannot be read: {_cause(err)}; move it away, or restore it, and run again") from err

    def readings(self) -> list[Reading]:
        """Everything read so far, sorted by document name."""
        t = schema.readings
        with self._reading() as db:
            return [_restore(row.reading, row.text) for row in db.execute(sa.select(t.c.reading, t.c.text).order_by(t.c.name))]

    def known(self) -> dict[str, str]:
        """Document id of every document name that was read before."""
        t = schema.readings
        with self._reading() as db:
            return {row.name: row.document_id for row in db.execute(sa.select(t.c.name, t.c.document_id))}

    def corrections(self) -> dict[str, str]:
        """Text of every file of corrections that was read before, by its path."""
        t = schema.corrections
        with self._reading() as db:
            return {row.source: row.text for row in db.execute(sa.select(t.c.source, t.c.text).order_by(t.c.source))}

    def write(
        self,
        *,
        readings: Iterable[Reading],
        documents: list[dict[str, Any]],
        claims: list[dict[str, Any]],
        incidents: list[dict[str, Any]],
        set_aside: list[dict[str, Any]],
        policy: str,
        version: str,
        summary: Mapping[str, Any],
        corrections: Mapping[str, str] | None = None,
    ) -> None:
        """Adds new readings and replaces what is derived, all or nothing. Rows are those of the three JSON Lines files."""
        s = schema
        try:
            with self._engine.begin() as db:
                run = db.execute(
                    s.runs.insert().values(
                        started=datetime.now(UTC).isoformat(timespec="seconds"), version=version, policy=policy, summary=dict(summary)
                    )
                ).inserted_primary_key
                run_id = run[0] if run else 0
                for reading in readings:
                    doc = reading.document
                    db.execute(s.readings.delete().where(s.readings.c.name == doc.name))
                    db.execute(
                        s.readings.insert().values(
                            name=doc.name,
                            document_id=doc.document_id,
                            status=doc.status,
                            text=doc.text,
                            reading=_keep(reading),
                            run_id=run_id,
                        )
                    )
                for source, text in (corrections or {}).items():
                    db.execute(s.corrections.delete().where(s.corrections.c.source == source))
                    db.execute(s.corrections.insert().values(source=source, text=text))
                for table in s.DERIVED:
                    db.execute(table.delete())
                _fill(db, s.documents, ({**_pick(s.documents, r), "row": r} for r in documents))
                _fill(
                    db,
                    s.claims,
                    ({**_pick(s.claims, r), "speaker": (r["speaker"] or {}).get("actor"), "row": r} for r in claims),
                )
                _fill(
                    db,
                    s.incidents,
                    (
                        {
                            **_pick(s.incidents, r),
                            "place": (r["place"] or {}).get("name"),
                            "country": (r["place"] or {}).get("country"),
                            "row": r,
                        }
                        for r in incidents
                    ),
                )
                _fill(
                    db,
                    s.estimates,
                    (
                        {**_pick(s.estimates, e), "incident_id": r["incident_id"], "n": n}
                        for r in incidents
                        for n, e in enumerate(r["estimates"])
                    ),
                )
                _fill(db, s.set_aside, set_aside)
        except sa.exc.SQLAlchemyError as err:
            raise LedgerError(f"the ledger {self.path} cannot be written: {_cause(err)}; nothing of this run was kept") from err


def _cause(err: BaseException) -> str:
    return str(getattr(err, "orig", None) or err).splitlines()[0][:100]


def _pick(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {c.name: row[c.name] for c in table.columns if c.name in row and c.name != "row"}


def _fill(db: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    batch = [dict(r) for r in rows]
    if batch:
        db.execute(table.insert(), batch)


def _keep(reading: Reading) -> dict[str, Any]:
    data: dict[str, Any] = encode(reading)
    del data["document"]["text"]  # stands in a column of its own, once
    return data


def _restore(data: dict[str, Any], text: str) -> Reading:
    data["document"]["text"] = text
    return decode(Reading, data)

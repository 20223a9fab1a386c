"""Rows as they are kept, for checking: nothing is passed over that a value's reader would pass over."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from rashomon.store import evidence_tables as t
from rashomon.store.chain import digest
from rashomon.store.columns import Json
from rashomon.store.json_text import dumps

#: Told what is being checked, and how far it is.
Tell = Callable[[int, int | None, str], None]

PUT_BACK = "put back a copy of the ledger from before"
MANY = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: what, where, and what a person can do."""

    what: str
    where: str
    do: str = PUT_BACK

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.do}"


@dataclass(slots=True)
class Link:
    """A link of the chain, as far as its payload needs it."""

    seq: int
    digest: str
    run_id: int


@dataclass(slots=True)
class Check:
    """One checking: what was found so far. ``links`` are those whose payload was not met yet; ``erased`` what tombstones say is left of
    payloads, by number of the link."""

    db: sa.Connection
    tell: Tell
    findings: list[Finding] = field(default_factory=list)
    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    erased: dict[int, str] = field(default_factory=dict)
    erased_runs: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def found(self, what: str, where: str, do: str = PUT_BACK) -> None:
        """Notes a finding."""
        self.findings.append(Finding(what, where, do))

    def rows(self, table: sa.Table, *where: sa.ColumnElement[bool], order: Any = ()) -> Iterator[dict[str, Any]]:
        """Rows of a table, values of JSON read strictly; a row that cannot be read is a finding and left out."""
        asked = sa.select(*[sa.type_coerce(c, sa.Text).label(c.name) if isinstance(c.type, Json) else c for c in table.columns])
        keys = order if isinstance(order, tuple) else (order,)
        found = self.db.execute(asked.where(*where).order_by(*(keys or table.primary_key.columns)).execution_options(yield_per=500))
        for raw in found.mappings():
            row = self._read(table, raw)
            if row is not None:
                yield row

    def _read(self, table: sa.Table, raw: Mapping[Any, Any]) -> dict[str, Any] | None:
        row = dict(raw)
        name = f"{table.name} {'/'.join(str(row[c.name]) for c in table.primary_key.columns)}"
        for column in table.columns:
            value = row[column.name]
            if value is None or not isinstance(column.type, Json):
                continue
            try:
                row[column.name] = json.loads(value)
            except (ValueError, TypeError, RecursionError):
                self.found(f"{column.name} is no JSON any more", name)
                return None
            form = json.dumps(row[column.name], ensure_ascii=False) if column.type.as_made else dumps(row[column.name])
            if form != value:
                self.found(f"{column.name} is not written as this program writes it", name)
        return row

    def sealed(self, kind: str, subject: object, salt: str, payload: Any, where: str) -> None:
        """Holds a payload against the link that seals it."""
        link = self.links.pop((kind, str(subject)), None)
        if link is None:
            self.found("no link of the chain seals it: it was put in, or its number was changed", where)
        elif link.seq in self.erased:
            if self.erased[link.seq] != left_digest(payload):
                self.found(f"it is not what the removal left of it (link {link.seq})", where)
        elif digest(salt, payload) != link.digest:
            self.found(f"it is not what was sealed in link {link.seq} of the chain", where)

    def count(self, table: sa.Table) -> int:
        """How many rows a table has."""
        return self.db.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def left_digest(payload: Any) -> str:
    """The digest of what is left of a payload after a removal; tombstones hold it, "" where nothing is left."""
    return digest("left", payload)


def forgotten(check: Check) -> None:
    """Reads what tombstones say is erased; the later one stands. Tombstones themselves are checked like every other row."""
    for row in check.rows(t.tombstones):
        if isinstance(row["erased"], list):
            check.erased |= {e[0]: e[1] for e in row["erased"] if isinstance(e, list) and len(e) == 2 and isinstance(e[0], int)}

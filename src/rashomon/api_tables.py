"""Answers of a ledger in Python: tables of rows, and one incident with its tables."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from rashomon.errors import InputError
from rashomon.exports.cards import Card
from rashomon.exports.codebooks import codebook
from rashomon.exports.exported import Told
from rashomon.exports.flat import TABLES, Flat
from rashomon.exports.told import quoted, spoken_first
from rashomon.exports.told_card import card_of, short_line
from rashomon.model import Claim
from rashomon.people import Masker
from rashomon.pipeline.exporting import Aside, Wanted, exported, loose
from rashomon.pipeline.view import newest, view

if TYPE_CHECKING:
    import pandas
    import polars
    import sqlalchemy as sa

#: Rows of a table that a notebook shows.
SHOWN = 20
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table(Sequence[Row]):
    """Rows of one table, with the columns of its codebook (``docs/codebook/<name>.md``). A row is a mapping of plain values: text, whole
    numbers, days, booleans, lists of text, and None for what nobody knows. ``notes`` say what was left out and what has to be known.

    Marks of hidden persons ([person 1]) count within an incident.
    """

    name: str
    rows: Sequence[Row] = field(repr=False)
    notes: tuple[str, ...] = ()
    brief: Mapping[str, tuple[str, str, str, str]] = field(default_factory=dict, repr=False)  # incident id → when, where, killed, a quote

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return codebook(self.name).header

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Table: ...
    def __getitem__(self, at: int | slice) -> Row | Table:
        return self.rows[at] if isinstance(at, int) else Table(self.name, self.rows[at], self.notes, self.brief)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame with types: ``Int64``, ``Float64``, ``boolean`` and days that can be missing; lists stay lists. Raises RashomonError
        where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError:
            raise InputError("to_pandas() needs pandas; install it with: pip install pandas") from None
        types = {"int": "Int64", "number": "Float64", "bool": "boolean", "date": "datetime64[s]", "list": "object"}
        return pd.DataFrame(
            {c.name: pd.Series([row[c.name] for row in self.rows], dtype=types.get(c.type, "string")) for c in codebook(self.name).columns}
        )

    def to_polars(self) -> polars.DataFrame:
        """A polars frame with types; lists are lists of text. Raises RashomonError where polars is not installed."""
        try:
            import polars as pl
        except ImportError:
            raise InputError("to_polars() needs polars; install it with: pip install polars") from None
        types = {"int": pl.Int64, "number": pl.Float64, "bool": pl.Boolean, "date": pl.Date, "list": pl.List(pl.String)}
        schema: dict[str, Any] = {c.name: types.get(c.type, pl.String) for c in codebook(self.name).columns}
        return pl.DataFrame({n: [row[n] for row in self.rows] for n in schema}, schema=schema)

    def to_csv(self, path: str | os.PathLike[str], *, dialect: str = "exact") -> Path:
        """Writes the rows as CSV: ``exact`` for programs, ``spreadsheet`` (formula-safe) for Excel. :meth:`Ledger.export` writes the same with a
        manifest and a citation beside it, without holding it in memory."""
        from rashomon.exports.table import DIALECTS, joined, open_table

        if dialect not in DIALECTS:
            raise InputError(f"dialect={dialect!r}: write one of {', '.join(DIALECTS)}")
        out = Path(path)
        try:
            with open_table(out, self.columns, dialect) as table:
                for row in self.rows:
                    table.add({k: joined(v) if isinstance(v, list) else v for k, v in row.items()})
        except OSError as err:
            raise InputError(f"{out} cannot be written ({err.strerror}); choose another place") from err
        return out

    def __repr__(self) -> str:
        return f"<rashomon.Table {self.name}, {len(self.rows)} rows>"

    def _repr_html_(self) -> str:
        from rashomon.notebook import table_html

        return table_html(self)


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident: its ``row``, and tables of its ``claims``, ``estimates``, ``disagreements`` and ``documents``. A notebook shows it as a card."""

    incident_id: str
    row: Row = field(repr=False)
    claims: Table
    estimates: Table
    disagreements: Table
    documents: Table
    policy: str
    _told: Told = field(repr=False)
    _names: bool = field(default=False, repr=False)

    def _card(self) -> tuple[Card, Masker]:
        """What there is to show of it, with the masker that hides names in it."""
        masker = Masker.for_documents(self._told.documents, names=self._names)
        return card_of(self._told.incident, {c.claim_id: c for c in self._told.claims}, self._told.documents, masker), masker

    def _repr_html_(self) -> str:
        from rashomon.notebook import incident_html

        return incident_html(self)


def table_of(db: sa.Connection, name: str, wanted: Wanted, names: bool) -> Table:
    """A table of what is asked for."""
    aside = Aside()
    _, told = exported(db, wanted, aside)
    flat = Flat(names)
    rows: list[Row] = []
    brief: dict[str, tuple[str, str, str, str]] = {}
    for one in told:
        rows += [row for n, row in flat.rows(one) if n == name]
        if name == "incidents" and len(brief) < SHOWN:
            brief[one.incident.incident_id] = brief_of(one, names)
    notes = list(aside.notes)
    if name in {"claims", "documents"}:
        if wanted.everything:
            for claims, documents in loose(db):
                rows += [row for n, row in flat.loose(claims, documents) if n == name]
        else:
            notes.append("general statements, which belong to no incident, are left out where not everything is asked for")
    if name == "documents":
        rows = [row for _, row in flat.documents()]
    notes += [f"not asked for, {why}: {n}" for why, n in sorted(aside.passed.items())]
    notes += [f"no more since then: {old}" + (f", now {new}" if new else "") for old, new in aside.gone]
    return Table(name, rows, tuple(notes), brief)


def brief_of(told: Told, names: bool) -> tuple[str, str, str, str]:
    """When and where, the dead in words, and the words of one claim that gives them."""
    masker = Masker.for_documents(told.documents, names=names)
    claims = {c.claim_id: c for c in told.claims}
    behind = [i for e in told.incident.estimates if e.harm == "killed" for i in e.claims] or list(told.incident.claims)
    first = [c for c in spoken_first(behind, claims) if c.document in told.documents]
    when, where, killed, _ = short_line(told.incident, masker)
    return when, where, killed, quoted(first[0], told.documents, masker, brief=True).plain if first else ""


def newest_of(db: sa.Connection, names: bool, most: int = 5) -> Table:
    """The newest incidents of a ledger, by its own policy, those of unknown day last."""
    ids = newest(db)[:most]
    part = view(db, ids)
    documents = {x.name: x for x in part.documents}
    held: dict[str, list[Claim]] = {i: [] for i in ids}
    for c in part.claims:
        if c.incident_id in held:
            held[c.incident_id].append(c)
    flat = Flat(names)
    rows, brief = [], {}
    for incident in sorted(part.incidents, key=lambda x: ids.index(x.incident_id)):
        own = tuple(sorted(held[incident.incident_id], key=lambda c: c.claim_id))
        wanted = sorted({*incident.documents, *(c.document for c in own)})
        told = Told(incident, own, {n: documents[n] for n in wanted if n in documents})
        rows += [row for n, row in flat.rows(told) if n == "incidents"]
        brief[incident.incident_id] = brief_of(told, names)
    return Table("incidents", rows, (), brief)


def view_of(db: sa.Connection, wanted: Wanted, names: bool) -> IncidentView | None:
    """The one incident that is asked for, or None."""
    about, found = exported(db, wanted)
    told = next(iter(found), None)
    if told is None:
        return None
    flat = Flat(names)
    rows: dict[str, list[Row]] = {n: [] for n in TABLES}
    for name, row in flat.rows(told):
        rows[name].append(row)
    rows["documents"] = [row for _, row in flat.documents()]
    claims, estimates, disagreements, documents = (Table(n, rows[n]) for n in ("claims", "estimates", "disagreements", "documents"))
    return IncidentView(
        told.incident.incident_id, rows["incidents"][0], claims, estimates, disagreements, documents, about.policy, told, names
    )

"""Which documents share words, and the groups they are in."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.store import bulk
from rashomon.store.derived_tables import document_groups, document_pairs
from rashomon.store.document_index import insert, parts
from rashomon.store.json_text import dumps


@dataclass(frozen=True, slots=True)
class PairRow:
    """What two documents share, as kept."""

    kind: str
    news: bool
    pair: Any


class PairIndex:
    """The tables ``document_pairs`` and ``document_groups``."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db

    def pairs(self, names: Iterable[str], kind: str | None = None) -> dict[tuple[str, str], PairRow]:
        """The pairs that one of these documents is in, of one kind or of all, sorted."""
        return self._pairs(names, *([] if kind is None else [document_pairs.c.kind == kind]))

    def between(self, names: Iterable[str]) -> set[tuple[str, str]]:
        """The pairs that one of these documents is in, without what came of comparing them."""
        return set(self._names(names, sa.true()))

    def news(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """The pairs that one of these documents is in whose one tells the news of the other, sorted."""
        return self._names(names, document_pairs.c.news.is_(True))

    def linked(self, names: Iterable[str], kind: str) -> list[tuple[str, str]]:
        """The pairs of one kind that one of these documents is in, sorted, without what they share."""
        return self._names(names, document_pairs.c.kind == kind)

    def _names(self, names: Iterable[str], only: sa.ColumnElement[bool]) -> list[tuple[str, str]]:
        c = document_pairs.c
        asked = sa.select(c.a, c.b).where(only)
        return sorted(
            {(a, b) for some in parts(set(names)) for side in (c.a, c.b) for a, b in self._db.execute(asked.where(side.in_(some))).all()}
        )

    def _pairs(self, names: Iterable[str], *more: sa.ColumnElement[bool]) -> dict[tuple[str, str], PairRow]:
        c = document_pairs.c
        out = {}
        for some in parts(set(names)):
            for side in (c.a, c.b):
                for r in self._db.execute(sa.select(document_pairs).where(side.in_(some), *more)).all():
                    out[r.a, r.b] = PairRow(r.kind, r.news, r.pair)
        return {key: out[key] for key in sorted(out)}

    def write_pairs(self, rows: Mapping[tuple[str, str], PairRow | None], known: Container[tuple[str, str]]) -> None:
        """Puts these pairs in place of those of the same documents, of which there are the ``known``; None takes one out."""
        c = document_pairs.c
        gone = document_pairs.delete().where(c.a == sa.bindparam("first"), c.b == sa.bindparam("second"))
        if there := [{"first": a, "second": b} for a, b in sorted(rows) if (a, b) in known]:
            self._db.execute(gone, there)
        bulk.insert(
            self._db,
            document_pairs,
            ("a", "b", "kind", "news", "pair"),
            [(a, b, r.kind, r.news, None if r.pair is None else dumps(r.pair)) for (a, b), r in sorted(rows.items()) if r is not None],
        )

    def groups_of(self, names: Iterable[str]) -> dict[tuple[str, str], tuple[str, str | None]]:
        """For each of these documents and each kind of group it is in: the group's id and original."""
        return self._groups(document_groups.c.document, names)

    def members(self, group_ids: Iterable[str]) -> dict[tuple[str, str], tuple[str, str | None]]:
        """Everybody in these groups, as :meth:`groups_of` gives it."""
        return self._groups(document_groups.c.group_id, group_ids)

    def _groups(self, column: sa.Column[Any], values: Iterable[str]) -> dict[tuple[str, str], tuple[str, str | None]]:
        asked = sa.select(document_groups)
        found = {
            (r.document, r.kind): (r.group_id, r.original)
            for some in parts(set(values))
            for r in self._db.execute(asked.where(column.in_(some))).all()
        }
        return {key: found[key] for key in sorted(found)}

    def write_groups(self, rows: Mapping[tuple[str, str], tuple[str, str | None] | None]) -> None:
        """Puts these documents into these groups, and out of those they were in; None: in none of that kind."""
        c = document_groups.c
        gone = document_groups.delete().where(c.document == sa.bindparam("name"), c.kind == sa.bindparam("which"))
        if rows:
            self._db.execute(gone, [{"name": name, "which": kind} for name, kind in sorted(rows)])
        values = [{"document": n, "kind": k, "group_id": v[0], "original": v[1]} for (n, k), v in sorted(rows.items()) if v is not None]
        insert(self._db, document_groups, values)

"""Who holds which key: the index by which documents that share words, or tell of the same day and count, are found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from rashomon.store.columns import INT
from rashomon.store.derived_tables import document_keys, document_matters
from rashomon.store.document_index import insert, parts


@dataclass(frozen=True, slots=True)
class Held:
    """A key that a document holds: whether more than the wanted number of documents hold it, and its neighbours among them by number."""

    document_no: int
    key: int
    common: bool
    before: int | None
    after: int | None


class KeyIndex:
    """The tables ``document_keys`` and ``document_matters``."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db

    def held(self, numbers: Iterable[int], common: int) -> list[Held]:
        """Every key of these documents. Neighbours are looked for where more than ``common`` documents hold it."""
        own, other = document_keys.alias("own"), document_keys.alias("other")
        same = sa.select(other.c.document_no).where(other.c.key == own.c.key)
        nth = same.order_by(other.c.document_no).limit(1).offset(common).scalar_subquery()
        asked = sa.select(own.c.document_no, own.c.key, nth.label("nth"))
        rows = [r for some in parts(set(numbers)) for r in self._db.execute(asked.where(own.c.document_no.in_(some)))]
        beside = self.beside({(r.key, r.document_no) for r in rows if r.nth is not None})
        return [
            Held(r.document_no, r.key, r.nth is not None, *beside.get((r.key, r.document_no), (None, None)))
            for r in sorted(rows, key=lambda r: (r.document_no, r.key))
        ]

    def beside(self, places: Collection[tuple[int, int]]) -> dict[tuple[int, int], tuple[int | None, int | None]]:
        """For pairs of a key and a document number, whether it holds the key or not: the nearest numbers below and above that hold it."""
        key, number = sa.bindparam("k", type_=INT), sa.bindparam("n", type_=INT)
        c = document_keys.c
        below = sa.select(sa.func.max(c.document_no)).where(c.key == key, c.document_no < number)
        above = sa.select(sa.func.min(c.document_no)).where(c.key == key, c.document_no > number)
        asked = sa.select(below.scalar_subquery(), above.scalar_subquery())
        out = {}
        for k, n in sorted(places):
            row = self._db.execute(asked, {"k": k, "n": n}).one()
            out[k, n] = (row[0], row[1])
        return out

    def counts(self, numbers: Iterable[int], most: int) -> dict[int, int]:
        """How many documents hold each key of these documents, counted no further than ``most``."""
        own, other = document_keys.alias("own"), document_keys.alias("other")
        some_of = sa.select(other.c.document_no).where(other.c.key == own.c.key).limit(most).correlate(own).subquery()
        count = sa.select(sa.func.count()).select_from(some_of).scalar_subquery()
        asked = sa.select(own.c.key, count)
        return {r[0]: r[1] for some in parts(set(numbers)) for r in self._db.execute(asked.where(own.c.document_no.in_(some)))}

    def holders(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """The documents that hold each of these keys."""
        return self._by_key(document_keys, keys)

    def matter_holders(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """The documents that tell of each of these days and counts."""
        return self._by_key(document_matters, keys)

    def _by_key(self, table: sa.Table, keys: Iterable[int]) -> dict[int, list[int]]:
        out: dict[int, list[int]] = {}
        for some in parts(set(keys)):
            for key, number in self._db.execute(sa.select(table.c.key, table.c.document_no).where(table.c.key.in_(some))):
                out.setdefault(key, []).append(number)
        return {key: sorted(numbers) for key, numbers in out.items()}

    def keys(self, numbers: Iterable[int]) -> dict[int, set[int]]:
        """The keys of shared words of these documents."""
        return self._of(document_keys, numbers)

    def matters(self, numbers: Iterable[int]) -> dict[int, set[int]]:
        """The days and counts that these documents tell of."""
        return self._of(document_matters, numbers)

    def _of(self, table: sa.Table, numbers: Iterable[int]) -> dict[int, set[int]]:
        out: dict[int, set[int]] = {number: set() for number in numbers}
        for some in parts(out):
            for number, key in self._db.execute(sa.select(table.c.document_no, table.c.key).where(table.c.document_no.in_(some))):
                out[number].add(key)
        return out

    def write_keys(self, keys: Mapping[int, Iterable[int]]) -> None:
        """Puts these keys of shared words in place of those the documents had."""
        self._replace(document_keys, keys)

    def write_matters(self, keys: Mapping[int, Iterable[int]]) -> None:
        """Puts these days and counts in place of those the documents had."""
        self._replace(document_matters, keys)

    def _replace(self, table: sa.Table, keys: Mapping[int, Iterable[int]]) -> None:
        for some in parts(keys):
            self._db.execute(table.delete().where(table.c.document_no.in_(some)))
        insert(
            self._db,
            table,
            sorted(({"key": k, "document_no": n} for n, own in keys.items() for k in own), key=lambda r: (r["key"], r["document_no"])),
        )

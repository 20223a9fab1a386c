"""What a person should look at next, ordered by how much a decision would move the totals: a pure function of the ledger's state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.pipeline.deciding import decided
from rashomon.queries import Desk
from rashomon.queries.kept import kept
from rashomon.review import figures, joins, others
from rashomon.review.item import KINDS, Item
from rashomon.review.rows import rows_in
from rashomon.store import derived_tables as d


@dataclass(frozen=True, slots=True)
class Queue:
    """All questions in order, and each by its id."""

    items: tuple[Item, ...]
    by_id: dict[str, Item]

    def matching(self, kinds: Iterable[str] = (), countries: Iterable[str] = (), sides: Iterable[str] = ()) -> list[Item]:
        """Those of these kinds, countries and sides (nothing given: of all), in order."""
        wanted = [set(kinds), set(countries), set(sides)]
        return [
            x
            for x in self.items
            if (not wanted[0] or x.kind in wanted[0])
            and (not wanted[1] or wanted[1] & set(x.countries))
            and (not wanted[2] or wanted[2] & set(x.sides))
        ]

    def facets(self) -> dict[str, list[tuple[str, int]]]:
        """How many questions there are of each kind, country and side."""
        kinds = Counter(x.kind for x in self.items)
        countries = Counter(c for x in self.items for c in x.countries)
        sides = Counter(s for x in self.items for s in x.sides)
        return {
            "kind": [(k, kinds[k]) for k in KINDS if kinds[k]],
            "country": sorted(countries.items(), key=lambda kv: (-kv[1], kv[0])),
            "side": sorted(sides.items(), key=lambda kv: (-kv[1], kv[0]))[:60],
        }


def queue_of(desk: Desk, db: sa.Connection) -> Queue:
    """The queue of the ledger as ``db`` sees it, made once for each of its states."""
    return kept(desk, ("review", desk.state(db).tag), lambda: made(db))


def made(db: sa.Connection) -> Queue:
    """The queue, from the ledger's rows."""
    rows = rows_in(db)
    homes = joins.by_document({i: r["documents"] for i, r in rows.incidents.items()})
    found: list[Item] = [
        *figures.disputes(rows),
        *figures.misread(rows),
        *figures.set_aside(rows, _aside(db), homes),
        *joins.doubtful(rows),
        *joins.missed(db, rows),
        *joins.doubtful_links(rows),
        *others.places(rows),
        *others.waiting(rows, decided(db), homes),
    ]
    by_id: dict[str, Item] = {}
    for item in sorted(found, key=lambda x: x.order):
        by_id.setdefault(item.item_id, item)
    return Queue(tuple(by_id.values()), by_id)


def _aside(db: sa.Connection) -> Sequence[tuple[str, int, int, str, str]]:
    s: Any = d.set_aside.c
    asked = (
        sa.select(s.document, s.start, s.end, s.words, s.reason).where(s.reason.in_(figures.PEOPLE)).order_by(s.document, s.start, s.end)
    )
    return [(r.document, r.start, r.end, r.words, r.reason) for r in db.execute(asked)]

"""All incidents of a ledger under one lens, small, in memory, ready to be filtered, counted and drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from rashomon.queries import ordering
from rashomon.queries.entry import Entry
from rashomon.queries.matching import MayAsk, Test, facet_tests, facets_of, fixed, one_open
from rashomon.queries.points import points
from rashomon.queries.query import MOST, USUAL, Found, Query
from rashomon.queries.timeline import timeline

T = TypeVar("T")

#: Finds the documents that have the words of a text.
Search = Callable[[str], frozenset[str]]
#: Answers that a shelf keeps.
_KEPT = 64


class Shelf:
    """The entries of one lens at one state of the ledger. It never changes; a new state makes a new shelf that shares what stayed."""

    def __init__(
        self,
        entries: Iterable[Entry],
        run_id: int,
        search: Search | None = None,
        *,
        ledger_id: str | None = None,
        notes: tuple[str, ...] = (),
        may_ask: MayAsk | None = None,
    ) -> None:
        self.entries: Mapping[str, Entry] = {e.incident_id: e for e in entries}
        self.run_id, self.ledger_id = run_id, ledger_id
        self.notes = notes  # what a reader has to know of it
        self._search, self._may_ask = search, may_ask
        self._orders: dict[str, list[Entry]] = {}
        self._answers: dict[Any, Any] = {}

    def searching(self, search: Search, may_ask: MayAsk | None = None) -> Shelf:
        """The same shelf, looking for words in texts through ``search``; a value that may not be asked for is found nowhere."""
        made = Shelf((), self.run_id, search, ledger_id=self.ledger_id, notes=self.notes, may_ask=may_ask)
        made.entries, made._orders, made._answers = self.entries, self._orders, self._answers
        return made

    def moved(self, again: Iterable[Entry], gone: Collection[str], run_id: int) -> Shelf:
        """The shelf after a run: these entries were read again, those are no more, and all others are shared."""
        kept = {i: e for i, e in self.entries.items() if i not in gone}
        kept |= {e.incident_id: e for e in again}
        return Shelf(kept.values(), run_id, ledger_id=self.ledger_id, notes=self.notes)

    def find(self, query: Query, cursor: str | None = None, limit: int = USUAL) -> Found:
        """A page of the entries that are as ``query`` asks, in its order. Raises InputError for a cursor of another query."""
        rows = self.matching(query)
        size = max(1, min(limit, MOST))
        begin = ordering.after(rows, query, cursor) if cursor else 0
        end = begin + size
        more = ordering.cursor_of(rows[end - 1], query, end) if end < len(rows) else None
        return Found(rows[begin:end], len(rows), more)

    def matching(self, query: Query) -> Sequence[Entry]:
        """All of them, in order."""
        return self._answer(("matching", query), lambda: self._matching(query))

    def facets(self, query: Query, most: int = 40) -> dict[str, list[tuple[str, int]]]:
        """For each field with several values: what it may be and how many incidents that would give, the other fields as they are."""
        counts = self._answer(("facets", query), lambda: self._counts(query))
        return {name: rows[:most] for name, rows in counts.items()}

    def timeline(self, query: Query) -> dict[str, Any]:
        """Incidents and killed per day, week, month or year: ``{"unit": "week", "bins": [{"start", "incidents", "low", "best", "high", …}]}``,
        with ``loose`` and ``undated`` beside it (:mod:`rashomon.queries.timeline`)."""
        return self._answer(("timeline", query), lambda: timeline(self.matching(query), background=query.background == "only"))

    def points(self, query: Query) -> dict[str, Any]:
        """What a map draws of them, without names (:mod:`rashomon.queries.points`)."""
        return self._answer(("points", query), lambda: points(self.matching(query)))

    def _answer(self, key: tuple[str, Query], make: Callable[[], T]) -> T:
        if key not in self._answers:
            made = make()
            while len(self._answers) >= _KEPT:
                self._answers.pop(next(iter(self._answers)), None)
            self._answers[key] = made
            return made
        kept: T | None = self._answers.get(key)
        return make() if kept is None else kept

    def _tests(self, query: Query) -> tuple[list[Test], dict[str, Test]]:
        there = self._search(query.q) if query.q and self._search is not None else None
        return fixed(query, there), facet_tests(query, self._may_ask)

    def _matching(self, query: Query) -> Sequence[Entry]:
        if query.sort not in self._orders:
            self._orders[query.sort] = ordering.ordered(self.entries.values(), query.sort)
        tests, facets = self._tests(query)
        tests += facets.values()
        return tuple(e for e in self._orders[query.sort] if all(t(e) for t in tests))

    def _counts(self, query: Query) -> dict[str, list[tuple[str, int]]]:
        tests, facets = self._tests(query)
        values = facets_of(query)
        counts: dict[str, Counter[str]] = {name: Counter() for name in values}
        for e in self.entries.values():
            if not all(t(e) for t in tests):
                continue
            failed = [name for name, t in facets.items() if not t(e)]
            for name in one_open(query, failed, e) if failed else values:
                counts[name].update(list(values[name](e)))
        return {name: sorted(c.items(), key=lambda x: (-x[1], x[0])) for name, c in counts.items()}

"""All incidents of a ledger under one lens, small, in memory, ready to be filtered, counted and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rashomon.queries.entry import Entry
from rashomon.queries.query import USUAL, Found, Query


class Shelf:
    """The entries of one lens at one state of the ledger. It never changes; a new state makes a new shelf that shares what stayed."""

    def __init__(self, entries: Iterable[Entry], run_id: int) -> None:
        self.entries: Mapping[str, Entry] = {e.incident_id: e for e in entries}
        self.run_id = run_id

    def find(self, query: Query, cursor: str | None = None, limit: int = USUAL) -> Found:
        """A page of the entries that are as ``query`` asks, in its order. Raises InputError for a cursor of another query."""
        raise NotImplementedError

    def matching(self, query: Query) -> Sequence[Entry]:
        """All of them, in order."""
        raise NotImplementedError

    def facets(self, query: Query, most: int = 40) -> dict[str, list[tuple[str, int]]]:
        """For each field with several values: what it may be and how many incidents that would give, the other fields as they are."""
        raise NotImplementedError

    def timeline(self, query: Query) -> dict[str, Any]:
        """Incidents and killed per day, week or month: ``{"unit": "week", "bins": [{"start", "incidents", "low", "best", "high"}]}``, with
        ``undated`` beside it."""
        raise NotImplementedError

"""In which order incidents are given, and where a page ends: a cursor holds the place of its last row, not a number of rows, so that nothing is
given twice or left out when others arrive in between."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rashomon.errors import InputError
from rashomon.queries.entry import Entry
from rashomon.queries.matching import at_least
from rashomon.queries.query import Query
from rashomon.store.json_text import dumps

_OPEN = frozenset({"disputed", "unresolved", "outlet_error", "lost_attribution"})
Key = tuple[bool, Any, str]


def _day(e: Entry) -> int | None:
    day = e.date_start or e.date_end
    return day.toordinal() if day else None


_VALUES: dict[str, Callable[[Entry], Any]] = {
    "date": _day,
    "killed": at_least,
    "reports": lambda e: e.reports,
    "speakers": lambda e: e.speakers,
    "disagreements": lambda e: sum(r in _OPEN for _, r in e.disagreements),
    "changed": lambda e: e.version,
    "place": lambda e: _hidden(e.place.name) if e.place else None,
}


def _hidden(name: str) -> str:
    return name.casefold()


def key(sort: str) -> Callable[[Entry], Key]:
    """What entries are sorted by: unknown last whichever way it goes, then the value, then the id."""
    value, down = _VALUES[sort.lstrip("-")], sort.startswith("-")

    def of(e: Entry) -> Key:
        v = value(e)
        return (True, 0, e.incident_id) if v is None else (False, -v if down and not isinstance(v, str) else v, e.incident_id)

    return of


def ordered(entries: Iterable[Entry], sort: str) -> list[Entry]:
    """Entries in order."""
    of = key(sort)
    if sort != "-place":
        return sorted(entries, key=of)
    rows = sorted(entries, key=lambda e: e.incident_id)
    known = [e for e in rows if not of(e)[0]]
    return [*sorted(known, key=lambda e: of(e)[1], reverse=True), *(e for e in rows if of(e)[0])]


def after(rows: Sequence[Entry], query: Query, cursor: str) -> int:
    """How many of ``rows`` stand before the page that a cursor begins. Raises InputError for a cursor of another query."""
    unknown, value, incident_id, count = _read(cursor, query)
    of, down = key(query.sort), query.sort == "-place"
    named = query.sort.endswith("place")
    if named and not unknown:
        group = [n for n, e in enumerate(rows) if not (k := of(e))[0] and _mark(k[1]) == value]
        if not group:
            return min(count, len(rows))
        return next((n for n in group if rows[n].incident_id > incident_id), group[-1] + 1)
    last = (unknown, value, incident_id)
    low, high = 0, len(rows)
    while low < high:
        mid = (low + high) // 2
        k = of(rows[mid])
        if (down and not k[0]) or k <= last:
            low = mid + 1
        else:
            high = mid
    return low


def cursor_of(entry: Entry, query: Query, count: int) -> str:
    """The cursor of the page after the one that ends with ``entry``, the ``count``th row. Names of places are not told by it."""
    unknown, value, incident_id = key(query.sort)(entry)
    said = [_of(query), int(unknown), _mark(value) if isinstance(value, str) else value, incident_id, count]
    return base64.urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).decode().rstrip("=")


def _read(cursor: str, query: Query) -> tuple[bool, Any, str, int]:
    try:
        if len(cursor) > 300:
            raise ValueError
        said = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
        of, unknown, value, incident_id, count = said
        named = query.sort.endswith("place") and not unknown
        if (
            not isinstance(incident_id, str)
            or type(count) is not int
            or type(unknown) is not int
            or type(value) is not (str if named else int)
        ):
            raise ValueError
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise InputError(f"cursor {cursor[:40]!r} is none of ours; begin at the first page") from None
    if of != _of(query):
        raise InputError("cursor is of another query (filters or order are not the same); begin at the first page")
    return bool(unknown), value, incident_id, max(0, count)


def _of(query: Query) -> str:
    return hashlib.sha256(dumps(query.params).encode()).hexdigest()[:12]


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16]


__all__ = ["after", "cursor_of", "key", "ordered"]

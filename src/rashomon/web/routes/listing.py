"""What pages with long lists share: addresses that keep what was asked for, pages of a list, totals in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rashomon.estimates import POLICIES
from rashomon.pipeline.compare import Total
from rashomon.queries import Entry
from rashomon.queries.article import labels_of
from rashomon.queries.parts import Part
from rashomon.web.answers import address
from rashomon.web.visit import Visit
from rashomon.web.wording import Row, incident_href, row

#: Policies that may be looked through.
LENSES = tuple(sorted(POLICIES))
#: Columns of a total in a table.
TOTAL = ("incidents_with_figure", "low", "best", "high", "without_best", "open")


def here(visit: Visit, path: str | None = None, **changes: str | None) -> str:
    """The address asked for with some parameters set, or taken out (None)."""
    kept = [(k, v) for k, v in visit.request.query_params.multi_items() if k not in changes]
    return address(path or visit.request.url.path, kept + [(k, v) for k, v in changes.items() if v])


def to(visit: Visit, path: str, **params: str) -> str:
    """Another address under the same lens."""
    return address(path, [*params.items(), *visit.lens.params.items()])


def files(visit: Visit) -> tuple[str, str]:
    """The same as JSON and as CSV."""
    path = visit.request.url.path
    return here(visit, path + ".json"), here(visit, path + ".csv")


def pages(visit: Visit, part: Part[Any], **more: str | None) -> dict[str, Any]:
    """What the pager of a list needs."""
    last = part.start + len(part.items)
    return {
        "shown": f"{part.start + 1:,}–{last:,}" if part.items else "0",
        "total": part.total,
        "next": here(visit, cursor=part.next, **more) if part.next else None,
        "first": here(visit, cursor=None, **more) if part.start else None,
    }


def rows_of(visit: Visit, entries: Iterable[Entry]) -> list[Row]:
    """Incidents as a list shows them, names hidden."""
    return [row(e, visit.lens) for e in visit.desk.shown(visit.db, list(entries))]


def labels(visit: Visit, ids: Iterable[str | None]) -> dict[str, tuple[str, str]]:
    """Address and label of incidents; an id that there is not under the lens is left out."""
    wanted = {i for i in ids if i}
    named = labels_of(visit.desk, visit.db, visit.lens, wanted)
    return {i: (incident_href(i, visit.lens), named[i]) for i in sorted(wanted) if i in named}


def total_json(total: Total | None) -> dict[str, Any] | None:
    """A total as plain values; None: nobody reports a figure."""
    if total is None or not total.incidents:
        return None
    return {
        "incidents_with_figure": total.incidents,
        "low": total.low,
        "best": total.best,
        "high": total.high,
        "without_best": total.without_best,
        "open": total.open,
        "withheld": {k: total.withheld[k] for k in sorted(total.withheld)},
    }


def total_cells(total: Total | None) -> list[int | None]:
    """A total as cells of a table, in the order of :data:`TOTAL`."""
    if total is None or not total.incidents:
        return [None] * len(TOTAL)
    return [total.incidents, total.low, total.best, total.high, total.without_best, total.open]


def part_json(part: Part[Any], items: Sequence[Any] | None = None) -> dict[str, Any]:
    """A page of a list as plain values."""
    return {"items": part.items if items is None else items, "total": part.total, "start": part.start, "next": part.next}


def bars(counts: Mapping[str, int] | Sequence[tuple[str, int]], width: int = 100) -> list[tuple[str, int, float]]:
    """Counts with the width of their bars, the longest of ``width``."""
    pairs = list(counts.items()) if isinstance(counts, Mapping) else list(counts)
    most = max((n for _, n in pairs), default=0) or 1
    return [(word, n, round(max(width * n / most, 0.6 if n else 0), 2)) for word, n in pairs]

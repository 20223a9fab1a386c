"""The incidents of a ledger: table, map and timeline of one filtered set."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from rashomon.estimates import POLICIES
from rashomon.queries import Entry, Query, key_of
from rashomon.queries.query import MOST, USUAL
from rashomon.web import basemap, incidents_head, listing, points, timechart
from rashomon.web.answers import address, csv_answer, json_answer, unchanged
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader, Visit
from rashomon.web.wording import Row, figure_of, row

router = APIRouter()
#: Lines of the folded background, and incidents of one popup of the map.
FOLDED, ASKED = 10, 24
COLUMNS = (
    "incident_id", "label", "date_start", "date_end", "date_precision", "place", "place_precision", "country", "latitude", "longitude", "kind",
    "status", "background", "who", "harm", "side", "over", "figure", "low", "best", "high", "basis", "reports", "texts", "speakers",
    "strongest_disagreement", "same_incident",
)  # fmt: skip


@router.get("/", include_in_schema=False)
def incidents(visit: Reader) -> Response:
    """The page: what is asked for stands in its address, every part of it."""
    query = visit.query()
    given = visit.request.query_params
    view = given.get("view", "")
    if view not in listing.VIEWS:
        raise Problem(400, "cannot be answered", f"view is one of {', '.join(v for v in listing.VIEWS if v)}; {view[:40]!r} is not known")
    limit, cursor = _limit(visit), given.get("cursor") or None
    shelf = visit.desk.shelf(visit.db, visit.lens)
    found = shelf.find(query, cursor, limit)
    timeline = shelf.timeline(query)
    stretches = timechart.bins(timeline, lambda a, b: listing.here(replace(query, since=a, until=b), visit.lens, view))
    folded = shelf.find(replace(query, background="only"), None, FOLDED) if query.background == "no" and not cursor else None
    shown, without = points.counted(shelf, query)
    whole = list(shelf.entries.values())
    background = sum(e.background for e in whole)
    return page(
        visit,
        "incidents.html",
        title="Incidents",
        at="/",
        query=query,
        view=view,
        views=[(words, listing.here(query, visit.lens, v), v == view) for v, words in listing.VIEWS.items()],
        line=incidents_head.line(visit, len(whole) - background, background),
        empty_ledger=not whole,
        notes=shelf.notes,
        found=found,
        rows=_rows(visit, found.items),
        folded=folded,
        folded_rows=_rows(visit, folded.items) if folded else [],
        folded_href=listing.here(replace(query, background="only"), visit.lens, view),
        facets=listing.facets(visit, shelf, query),
        chips=listing.chips(query, visit.lens, view),
        clear=listing.here(Query(sort=query.sort), visit.lens, view),
        heads=listing.heads(query, visit.lens, view),
        hidden=listing.hidden(query, visit.lens, view, limit if limit != USUAL else None),
        next=_at(query, visit, view, found.next) if found.next else None,
        first=listing.here(query, visit.lens, view) if cursor else None,
        range=_range(len(found.items), found.total, bool(cursor), found.next),
        policies=sorted(POLICIES),
        timeline=timeline,
        stretches=stretches,
        chart=timechart.chart(timeline, stretches, (query.since, query.until)),
        wide_chart=timechart.chart(timeline, stretches, (query.since, query.until), 1100) if view == "timeline" else None,
        points_href=listing.here(query, visit.lens, path="/map/points.json"),
        without=points.without_words(without, shown),
        drawn=shown,
        map_version=basemap.version(),
        json_href=listing.here(query, visit.lens, path="/incidents.json"),
        csv_href=listing.here(query, visit.lens, path="/incidents.csv"),
        feed_href=listing.here(replace(query, sort="-date"), replace(visit.lens, as_of=None), path="/feed.atom"),
    )


@router.get("/incidents", include_in_schema=False)
def elsewhere(visit: Reader) -> Response:
    """The same page under its other name."""
    return RedirectResponse(address("/", visit.request.query_params.multi_items()), 307)


@router.get("/incidents.json", include_in_schema=False)
def as_json(visit: Reader) -> Response:
    """A page of the incidents asked for, each with the words that the table prints; facets and timeline beside them."""
    if (same := unchanged(visit)) is not None:
        return same
    query = visit.query()
    shelf = visit.desk.shelf(visit.db, visit.lens)
    found = shelf.find(query, visit.request.query_params.get("cursor") or None, _limit(visit))
    entries = visit.desk.shown(visit.db, list(found.items))
    facets = {f.name: {o.value: o.count for o in (*f.options, *f.rest)} for f in listing.facets(visit, shelf, query)}
    told: dict[str, Any] = {
        "query": dict_of(query.params),
        **visit.lens.params,
        "run": visit.state.run_id,
        "run_at": visit.state.run_at,
        "latest_report": visit.state.latest,
        "total": found.total,
        "next": found.next,
        "items": [_item(e, visit) for e in entries],
        "facets": facets,
        "timeline": shelf.timeline(query),
    }
    return json_answer(visit, told)


@router.get("/incidents.csv", include_in_schema=False)
def as_csv(visit: Reader) -> Response:
    """Everything asked for, one row for each figure of an incident, and one for an incident of which nobody gives any."""
    if (same := unchanged(visit)) is not None:
        return same
    shelf = visit.desk.shelf(visit.db, visit.lens)
    entries = visit.desk.shown(visit.db, list(shelf.matching(visit.query())))
    return csv_answer(visit, "incidents", COLUMNS, (cells for e in entries for cells in _cells(e)))


@router.get("/map/points.json", include_in_schema=False)
def map_points(visit: Reader) -> Response:
    """What the map draws of all that is asked for."""
    if (same := unchanged(visit)) is not None:
        return same
    return json_answer(visit, points.drawn(visit.desk.shelf(visit.db, visit.lens), visit.query()))


@router.get("/map/told.json", include_in_schema=False)
def map_told(visit: Reader) -> Response:
    """The lines of a popup: the incidents of these ids, in words. Ids that are none (any more) are left out."""
    asked = visit.request.query_params.getlist("id")
    if len(asked) > ASKED:
        raise Problem(400, "cannot be answered", f"ask for {ASKED} incidents at most; these are {len(asked)}")
    shelf = visit.desk.shelf(visit.db, visit.lens)
    return json_answer(visit, {"items": _rows(visit, [shelf.entries[i] for i in dict.fromkeys(asked) if i in shelf.entries])})


def _item(e: Entry, visit: Visit) -> dict[str, Any]:
    """An entry as an object. Its articles are named by their keys: names of files can hold names of persons."""
    told = {name: value for name, value in asdict(e).items() if name != "documents"}
    return {**told, "articles": [key_of(name) for name in e.documents], "words": row(e, visit.lens)}


def dict_of(params: list[tuple[str, str]]) -> dict[str, str | list[str]]:
    """Parameters as an object; those with several values as lists."""
    out: dict[str, str | list[str]] = {}
    for name, value in params:
        before = out.get(name)
        out[name] = value if before is None else [*(before if isinstance(before, list) else [before]), value]
    return out


def _rows(visit: Visit, entries: Any) -> list[Row]:
    return [row(e, visit.lens) for e in visit.desk.shown(visit.db, list(entries))]


def _at(query: Query, visit: Visit, view: str, cursor: str) -> str:
    limit = visit.request.query_params.get("limit")
    return listing.here(query, visit.lens, view, cursor=cursor, **({"limit": limit} if limit else {}))


def _range(n: int, total: int, later: bool, more: str | None) -> str:
    if later:
        return f"{n:,} more" if more else f"the last {n:,}"
    return f"1–{n:,}" if more else f"{total:,}"


def _limit(visit: Visit) -> int:
    text = visit.request.query_params.get("limit", "").strip()
    if not text:
        return USUAL
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MOST and len(text) < 9):
        raise Problem(400, "cannot be answered", f"limit is a number from 1 to {MOST}, and {text[:40]!r} is not")
    return int(text)


def _cells(e: Entry) -> list[dict[str, Any]]:
    told, place = row(e), e.place
    common: dict[str, Any] = {
        "incident_id": e.incident_id,
        "label": told.label,
        "date_start": _day(e.date_start),
        "date_end": _day(e.date_end),
        "date_precision": e.date_precision,
        "place": place.name if place else " / ".join(e.places) or None,
        "place_precision": place.precision if place else None,
        "country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "kind": e.kind,
        "status": e.status,
        "background": e.background,
        "who": "; ".join(f"{b.actor} ({b.how})" for b in told.who),
        "strongest_disagreement": told.quarrel,
        "same_incident": e.confidence,
    }
    figures = [
        {
            "harm": f.harm, "side": f.side, "over": f.over, "figure": figure_of(f), "low": f.low, "best": f.best, "high": f.high, "basis": f.basis,
            "reports": f.reports, "texts": f.texts, "speakers": f.speakers,
        }
        for f in e.figures
    ]  # fmt: skip
    return [common | f for f in figures] or [common]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""Places: where, how exactly known, under which names, and what has no coordinates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from rashomon.model.places import Place
from rashomon.queries import Entry
from rashomon.queries import places as q
from rashomon.queries.parts import one_of, part, place_in, text_in
from rashomon.web import basemap
from rashomon.web.answers import csv_answer, json_answer
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.routes.listing import LENSES, TOTAL, files, pages, part_json, rows_of, to, total_cells, total_json
from rashomon.web.visit import Reader, Visit
from rashomon.web.wording import Row

router = APIRouter()
#: Places and incidents drawn on one map; the list has all.
DRAWN = 400
COLUMNS = ("name", "admin1", "country", "lat", "lon", "hidden", "incidents", "aggregates", "background", "precision", "why_no_coordinates", "other_names")  # fmt: skip


def _list(visit: Visit, limit: int | None = None) -> Any:
    given = visit.request.query_params
    start, own = place_in(given)
    return q.places(
        visit.desk, visit.db, visit.lens, q=text_in(given, "q"), country=text_in(given, "country"),
        located=one_of(given, "located", q.LOCATED, "all"), start=0 if limit else start, limit=limit or own,
    )  # fmt: skip


def spot(name: str, href: str, lat: float, lon: float, precision: int | None, **more: Any) -> dict[str, Any]:
    """A point as the map draws it."""
    shape, km, area = basemap.shape(Place("", lat=lat, lon=lon, precision=precision))
    return {
        "id": href,
        "href": href,
        "label": name,
        "lat": lat,
        "lon": lon,
        "shape": shape,
        "km": km,
        "area": area,
        "alleged": False,
        **more,
    }


def _precision(w: q.Where) -> int | None:
    """The least exact of those a place has: nothing is drawn closer than it is known."""
    return max((n for n, words in q.PRECISION.items() if words in w.precision), default=None)


def _href(visit: Visit, w: q.Where) -> str:
    return to(visit, "/place", name=w.name, **({"admin1": w.admin1} if w.admin1 else {}), **({"country": w.country} if w.country else {}))


@router.get("/places", include_in_schema=False)
def places(visit: Reader) -> Response:
    """All places."""
    found = _list(visit)
    many = f"{len(found.items)} places of this page"
    points = [
        spot(w.name, _href(visit, w), w.lat, w.lon, _precision(w), when=f"{w.incidents} incidents", where=w.admin1 or w.country or "", killed=_best(w))
        for w in found.items
        if w.lat is not None and w.lon is not None and not w.hidden
    ]  # fmt: skip
    return page(
        visit, "places.html", title="Places", at="/places", rows=found.items, pager=pages(visit, found), files=files(visit), to=to, policies=LENSES,
        href=_href, points=json.dumps(points), drawn=len(points), many=many, map_version=basemap.version(),
        without=q.without(visit.desk, visit.db, visit.lens), countries=q.countries(visit.desk, visit.db, visit.lens), located=q.LOCATED,
    )  # fmt: skip


def _best(w: q.Where) -> str:
    return "–" if w.killed is None or w.killed.best is None else str(w.killed.best)


def _row(w: q.Where) -> dict[str, Any]:
    own = ("name", "admin1", "country", "lat", "lon", "hidden", "incidents", "aggregates", "background", "precision", "others")
    why = w.basis.removeprefix("unresolved: ") if w.lat is None else None
    return {k: getattr(w, k) for k in own} | {"why_no_coordinates": why, "killed": total_json(w.killed)}


@router.get("/places.json", include_in_schema=False)
def places_json(visit: Reader) -> Response:
    """The same list as JSON, with what has no coordinates and why."""
    found = _list(visit)
    without = q.without(visit.desk, visit.db, visit.lens)
    return json_answer(visit, {"places": part_json(found, [_row(w) for w in found.items]), "without_coordinates": without})


@router.get("/places.csv", include_in_schema=False)
def places_csv(visit: Reader) -> Response:
    """The same list as CSV."""
    return csv_answer(visit, "places", (*COLUMNS, *(f"killed_{c}" for c in TOTAL)), (_cells(w) for w in _list(visit).items))


def _cells(w: q.Where) -> list[Any]:
    made = _row(w)
    words = "; ".join(f"{k} ({n})" for k, n in sorted(w.precision.items()))
    own = [made[k] for k in COLUMNS[:9]] + [words, made["why_no_coordinates"], "; ".join(w.others)]
    return [*own, *total_cells(w.killed)]


def _place(visit: Visit) -> tuple[str, list[Entry]]:
    given = visit.request.query_params
    name, admin1, country = (text_in(given, k) for k in ("name", "admin1", "country"))
    if not name:
        raise Problem(400, "no place named", "write which place you mean: /place?name=… as the list of places has it")
    entries = q.at_place(visit.desk, visit.db, visit.lens, name, admin1, country)
    if not entries or q.hidden_place(visit.desk, visit.db, name, entries):
        near = [w.name for w in q.places(visit.desk, visit.db, visit.lens, q=name, limit=5).items]
        hint = f"did you mean {', '.join(near)}?" if near else "the list of places has them all"
        raise Problem(404, "no such place", f"no incident is told of at {name[:80]!r}: {hint}")
    return name, entries


def _spots(entries: Sequence[Entry], rows: Sequence[Row]) -> list[dict[str, Any]]:
    out = []
    for e, r in zip(entries, rows, strict=True):
        if e.place is not None and e.place.lat is not None and e.place.lon is not None:
            killed = "; ".join(f"{k.words} {k.who}" for k in r.killed)
            point = spot(
                r.label,
                r.href,
                e.place.lat,
                e.place.lon,
                e.place.precision,
                when=r.date,
                where=r.place,
                killed=killed,
                status=r.status_words,
            )
            out.append(point | {"alleged": r.alleged})
    return out


@router.get("/place", include_in_schema=False)
def place(visit: Reader) -> Response:
    """One place; without a name the list of all."""
    if not visit.request.query_params.get("name"):
        return RedirectResponse(to(visit, "/places"), 303)
    name, entries = _place(visit)
    start, limit = place_in(visit.request.query_params, most=200, usual=30)
    found = part(entries, start, limit)
    shown = visit.desk.shown(visit.db, list(found.items))
    rows = rows_of(visit, found.items)
    points = _spots(shown, rows)[:DRAWN]
    return page(
        visit, "place.html", title=name, at="/places", name=name, rows=rows, pager=pages(visit, found), files=files(visit), to=to, policies=LENSES, href=_href,
        groups=q.groups_of(visit.desk, visit.db, entries), namings=q.names_given(visit.desk, visit.db, visit.lens, entries),
        total=len(entries), looked_at=q.LOOKED_AT, points=json.dumps(points), drawn=len(points), map_version=basemap.version(),
        without=[(r, q.why_not(e)) for e, r in zip(shown, rows, strict=True) if q.why_not(e)],
    )  # fmt: skip


@router.get("/place.json", include_in_schema=False)
def place_json(visit: Reader) -> Response:
    """One place as JSON."""
    name, entries = _place(visit)
    found = part(entries, *place_in(visit.request.query_params, most=200, usual=30))
    groups = [_row(w) for w in q.groups_of(visit.desk, visit.db, entries)]
    namings = q.names_given(visit.desk, visit.db, visit.lens, entries)
    return json_answer(
        visit, {"name": name, "places": groups, "names": namings, "incidents": part_json(found, rows_of(visit, found.items))}
    )


@router.get("/place.csv", include_in_schema=False)
def place_csv(visit: Reader) -> Response:
    """The names it is given and by whom."""
    _, entries = _place(visit)
    rows = (
        [n.name, n.by, n.precision, n.incidents, *((n.quote.text, n.quote.document, n.quote.article) if n.quote else (None, None, None))]
        for n in q.names_given(visit.desk, visit.db, visit.lens, entries)
    )
    return csv_answer(visit, "place", ("name", "by", "precision", "incidents", "quote", "document", "article"), rows)

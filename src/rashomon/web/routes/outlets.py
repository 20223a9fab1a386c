"""Outlets: copied from whom, where they differ from the speaker they quote, whom they quote. Counts and quotes, never a verdict."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from rashomon.queries import outlet as one
from rashomon.queries import outlets as many
from rashomon.queries.parts import one_of, place_in, text_in
from rashomon.web.answers import csv_answer, json_answer
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.routes.listing import LENSES, files, here, labels, pages, part_json, to
from rashomon.web.visit import Reader, Visit

router = APIRouter()
SECTIONS = ("", "differs", "dropped", "quotes", "used", "aside")
FEW = 5
COLUMNS = ("name", "used", "aside", "first", "last", "undated", "copies", "copied", "shared", "differs", "dropped", "speakers")
#: Said on both pages.
NOTE = (
    "Counts and quotes. Nothing here says which outlet is right, careful or to be believed, and they are in order of name for that reason."
)


def _list(visit: Visit) -> Any:
    given = visit.request.query_params
    start, limit = place_in(given)
    return many.outlets(visit.desk, visit.db, visit.lens, q=text_in(given, "q"), start=start, limit=limit)


@router.get("/outlets", include_in_schema=False)
def outlets(visit: Reader) -> Response:
    """All outlets, by name."""
    found = _list(visit)
    return page(visit, "outlets.html", title="Outlets", at="/outlets", rows=found.items, pager=pages(visit, found), files=files(visit), to=to, policies=LENSES, note=NOTE)  # fmt: skip


@router.get("/outlets.json", include_in_schema=False)
def outlets_json(visit: Reader) -> Response:
    """The same list as JSON."""
    return json_answer(visit, {"note": NOTE, "outlets": part_json(_list(visit))})


@router.get("/outlets.csv", include_in_schema=False)
def outlets_csv(visit: Reader) -> Response:
    """The same list as CSV."""
    return csv_answer(visit, "outlets", COLUMNS, ([getattr(o, c) for c in COLUMNS] for o in _list(visit).items))


def _outlet(visit: Visit) -> dict[str, Any]:
    """What the page of an outlet shows; of the section asked for a page of it, of the others the first few."""
    given = visit.request.query_params
    name, unknown = text_in(given, "name"), given.get("unknown") == "1"
    if not name and not unknown:
        raise Problem(400, "no outlet named", "write which outlet you mean: /outlet?name=… as the list of outlets has it")
    desk, db, lens = visit.desk, visit.db, visit.lens
    found = one.outlet_named(desk, db, lens, "" if unknown else name)
    if found is None:
        near = [o.name for o in many.outlets(desk, db, lens, q=name, limit=5).items if o.name]
        hint = f"did you mean {', '.join(near)}?" if near else "the list of outlets has them all"
        raise Problem(404, "no such outlet", f"no article here is of {name[:80]!r}: {hint}")
    own = found.name or ""
    section = one_of(given, "section", SECTIONS, "")
    start, limit = place_in(given, most=100, usual=30)

    def at(key: str) -> tuple[int, int]:
        return (start, limit) if key == section else (0, FEW)

    return {
        "outlet": found,
        "section": section,
        "copied_from": one.copied_from(desk, db, lens, own),
        "copied_by": one.copied_by(desk, db, lens, own),
        "shared_with": one.shared_with(desk, db, lens, own),
        "differs": one.differs(desk, db, lens, own, many.DIFFERS, *at("differs")),
        "dropped": one.differs(desk, db, lens, own, many.DROPPED, *at("dropped")),
        "quotes": one.quotes_whom(desk, db, lens, own, *at("quotes")),
        "used": one.printed(desk, db, lens, own, "used", *at("used")),
        "aside": one.printed(desk, db, lens, own, "set_aside", *at("aside")),
    }


_LISTS = ("differs", "dropped", "quotes", "used", "aside")


@router.get("/outlet", include_in_schema=False)
def outlet(visit: Reader) -> Response:
    """One outlet; without a name the list of all."""
    if not visit.request.query_params.get("name") and visit.request.query_params.get("unknown") != "1":
        return RedirectResponse(to(visit, "/outlets"), 303)
    data = _outlet(visit)
    named = labels(visit, [x.incident_id for key in ("differs", "dropped") for x in data[key].items])
    return page(
        visit, "outlet.html", title=data["outlet"].name or "Outlet not known", at="/outlets", labels=named, files=files(visit), to=to, policies=LENSES,
        here=here, few=FEW, note=NOTE, pagers={k: pages(visit, data[k]) for k in _LISTS}, **data,
    )  # fmt: skip


@router.get("/outlet.json", include_in_schema=False)
def outlet_json(visit: Reader) -> Response:
    """One outlet as JSON."""
    data = _outlet(visit)
    return json_answer(visit, {"note": NOTE} | data | {k: part_json(data[k]) for k in _LISTS})


@router.get("/outlet.csv", include_in_schema=False)
def outlet_csv(visit: Reader) -> Response:
    """Where it differs from those it quotes, a line per quote, both sides."""
    data = _outlet(visit)
    columns = ("what", "incident_id", "field", "value", "own_words", "speaker", "quote", "outlet", "document", "article", "published")
    rows = (
        [what, x.incident_id, x.field, value, own, q.speaker, q.text, q.outlet, q.document, q.article, q.published]
        for what, key in (("differs", "differs"), ("attribution dropped", "dropped"))
        for x in data[key].items
        for value, own, quotes in x.values
        for q in quotes
    )
    return csv_answer(visit, "outlet", columns, rows)

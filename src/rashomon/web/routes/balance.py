"""Balance: nothing is dropped in silence. Documents and figures in, where they went, and why."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from rashomon.queries import balance as q
from rashomon.queries.parts import Part, one_of, place_in, text_in
from rashomon.web.answers import csv_answer, json_answer
from rashomon.web.pages import page
from rashomon.web.routes.listing import bars, files, here, pages, part_json, to
from rashomon.web.visit import Reader, Visit

router = APIRouter()
LISTS = ("figures", "documents", "undated")
#: Outlets drawn; the outlets' own page has all.
DRAWN = 30
_COLUMNS = {
    "figures": ("words", "before", "after", "reason", "document", "article", "start"),
    "documents": ("document", "article", "outlet", "why", "todo"),
    "undated": ("document", "article", "outlet", "known"),
}


def _list(visit: Visit) -> tuple[str, str, Part[Any]]:
    given = visit.request.query_params
    which, reason = one_of(given, "list", LISTS, "figures"), text_in(given, "reason")
    start, limit = place_in(given)
    if which == "figures":
        return which, reason, q.figures_aside(visit.desk, visit.db, reason, start, limit)
    if which == "documents":
        return which, reason, q.documents_aside(visit.desk, visit.db, reason, start, limit)
    return which, reason, q.undated(visit.desk, visit.db, start, limit)


@router.get("/balance", include_in_schema=False)
def balance(visit: Reader) -> Response:
    """The sums, drawn, and one of three lists."""
    which, reason, found = _list(visit)
    sums = q.sums(visit.desk, visit.db)
    most = sorted(sums.outlets, key=lambda x: (-x[1], x[0]))[:DRAWN]
    return page(
        visit, "balance.html", title="Balance", at="/balance", sums=sums, b=sums.balance, which=which, reason=reason, rows=found.items,
        pager=pages(visit, found), files=files(visit), to=to, here=here, languages=bars(sums.languages), outlets=bars(sorted(most)),
        more_outlets=len(sums.outlets) - len(most), reasons=bars(sums.reasons), figure_reasons=bars(sums.balance.figures_aside),
        places=bars([(w.why, w.incidents) for w in sums.places]), without=sum(w.incidents for w in sums.places),
    )  # fmt: skip


@router.get("/balance.json", include_in_schema=False)
def balance_json(visit: Reader) -> Response:
    """The same as JSON."""
    which, reason, found = _list(visit)
    sums = q.sums(visit.desk, visit.db)
    b = sums.balance
    out = {
        "documents": {"in": b.documents, "used": b.used, "set_aside": b.documents - b.used, "reasons": dict(sums.reasons)},
        "figures": {"in": b.figures, "in_claims": b.in_claims, "set_aside": b.set_aside, "reasons": dict(b.figures_aside)},
        "languages": dict(sums.languages),
        "outlets": dict(sums.outlets),
        "outlet_not_known": sums.no_outlet,
        "day_not_known": sums.undated,
        "incidents": sums.incidents,
        "without_coordinates": {w.why: w.incidents for w in sums.places},
        "list": {"of": which, "reason": reason or None, **part_json(found)},
    }
    return json_answer(visit, out)


@router.get("/balance.csv", include_in_schema=False)
def balance_csv(visit: Reader) -> Response:
    """The list asked for as CSV: figures set aside, documents set aside, or documents of unknown day."""
    which, _, found = _list(visit)
    columns = _COLUMNS[which]
    return csv_answer(visit, f"balance-{which}", columns, ([getattr(x, c) for c in columns] for x in found.items))

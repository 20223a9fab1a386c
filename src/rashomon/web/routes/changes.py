"""Changes: what the last run did, two moments held beside each other, chosen incidents over all runs, the ledger as of a moment."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from rashomon.errors import InputError
from rashomon.queries import as_of as moments
from rashomon.queries import changes as q
from rashomon.queries import record
from rashomon.queries.limits import TooLong
from rashomon.queries.parts import one_of, place_in, text_in
from rashomon.web.answers import csv_answer, json_answer
from rashomon.web.pages import page
from rashomon.web.routes.listing import files, here, pages, part_json, rows_of, to, total_json
from rashomon.web.visit import Reader, Visit

router = APIRouter()
#: Runs and outputs on the page; the API has all.
RUNS = 12
COLUMNS = ("incident_id", "label", "date", "what", "into", "cause", "run", "moved", "before", "after", "quote", "speaker", "document", "article")  # fmt: skip


def _asked(visit: Visit) -> tuple[q.Stretch, str, str]:
    given = visit.request.query_params
    found = q.stretch(visit.db, text_in(given, "from"), text_in(given, "to"))
    return found, text_in(given, "cause"), one_of(given, "what", q.WHAT, "all")


def _found(visit: Visit) -> q.Found:
    asked, cause, what = _asked(visit)
    start, limit = place_in(visit.request.query_params, most=100, usual=20)
    return q.changes(visit.desk, visit.db, asked, cause=cause, what=what, start=start, limit=limit)


def _chosen(visit: Visit) -> list[tuple[str, list[q.Moved]]]:
    ids = [i for text in visit.request.query_params.getlist("incident") for i in text.split() if i]
    return q.logs(visit.desk, visit.db, [text_in({"incident": i}, "incident") for i in ids])


def _moment(visit: Visit) -> tuple[moments.Moment | None, str]:
    """The ledger as of the moment of the lens; where it is still being worked out, a word on that."""
    try:
        return moments.as_of(visit.desk, visit.db, visit.lens), ""
    except (TooLong, InputError) as wait:
        return None, str(wait)


def days_drawn(days: list[tuple[date, int]], until: date | None, told: Sequence[tuple[date, int]] = ()) -> dict[str, Any] | None:
    """Documents per day as bars, one unit a day from the first to the last, ``now`` being the day that the slider stands at; ``told`` are
    incidents that were first told of on a day. Few documents with dates far apart (a book of 1987 among last week's news) do not stretch it:
    what lies before the last 1,500 days is one bar."""
    if not days:
        return None
    last = days[-1][0]
    first = max(days[0][0], last - timedelta(days=1500))
    counts, firsts = (_per_day(given, first) for given in (days, told))
    most, span = max(counts.values()), (last - first).days
    now = span if until is None else min(span, max(0, (until - first).days))
    bars = [(at, round(max(2.0, 40 * n / most), 1), n) for at, n in sorted(counts.items())]
    return {
        "first": first,
        "last": last,
        "span": span,
        "now": now,
        "bars": bars,
        "day": first + timedelta(days=now),
        "earlier": days[0][0] < first,
        "told": json.dumps(sorted(firsts.items())),
        "articles": sum(n for at, n in counts.items() if at <= now),
        "incidents": sum(n for at, n in firsts.items() if at <= now),
    }


def _per_day(given: Sequence[tuple[date, int]], first: date) -> dict[int, int]:
    out: dict[int, int] = {}
    for day, n in given:
        at = max(0, (day - first).days)
        out[at] = out.get(at, 0) + n
    return out


@router.get("/changes", include_in_schema=False)
def changes(visit: Reader) -> Response:
    """What changed, and the ledger as of a moment."""
    given = visit.request.query_params
    days = visit.desk.days(visit.db)
    if (day := given.get("day", "")).isascii() and day.isdigit() and len(day) < 6 and (drawn := days_drawn(days, None)) is not None:
        at = drawn["first"] + timedelta(days=min(int(day), drawn["span"]))
        return RedirectResponse(here(visit, day=None, as_of=at.isoformat()) + "#as-of", 303)
    until = visit.lens.moment.at.date() if visit.lens.moment is not None else None
    found = _found(visit)
    moment, waiting = _moment(visit)
    start, _ = place_in(given, most=100, usual=20)
    runs = record.runs(visit.db, (), None, RUNS)
    return page(
        visit, "changes.html", title="Changes", at="/changes", found=found, pager=pages(visit, found.part), files=files(visit), to=to, here=here,
        whats=q.WHAT, drawn=days_drawn(days, until, moments.first_told(visit.desk, visit.db)), moment=moment, waiting=waiting, start=start, chosen=_chosen(visit),
        newest=rows_of(visit, moment.newest) if moment is not None else [], runs=runs, outputs=moments.outputs(visit.db, 0, RUNS),
    )  # fmt: skip


def _sum(s: Any) -> dict[str, Any]:
    return {
        "harm": s.harm,
        "before": s.before,
        "after": s.after,
        "without_best_before": s.without_before,
        "without_best_after": s.without_after,
    }


@router.get("/changes.json", include_in_schema=False)
def changes_json(visit: Reader) -> Response:
    """The same as JSON."""
    found = _found(visit)
    out = {
        "from": {"run": found.stretch.first, "words": found.stretch.first_words},
        "to": {"run": found.stretch.last, "words": found.stretch.last_words},
        "came": found.came,
        "went": found.went,
        "changed": found.changed,
        "moved_back": found.back,
        "sums": [_sum(s) for s in found.sums],
        "groups": [{"cause": g.cause, "changes": g.changes, "sums": [_sum(s) for s in g.sums]} for g in found.groups],
        "changes": part_json(found.part),
        "incidents": [{"incident_id": i, "log": log} for i, log in _chosen(visit)],
        "runs": record.runs(visit.db, (), None, RUNS).items,
        "outputs": part_json(moments.outputs(visit.db, 0, RUNS)),
    }
    return json_answer(visit, out)


@router.get("/changes.csv", include_in_schema=False)
def changes_csv(visit: Reader) -> Response:
    """The same as CSV: a line for each figure that moved, or for the change where none did."""
    return csv_answer(visit, "changes", COLUMNS, (row for x in _found(visit).part.items for row in _cells(x)))


def _cells(x: q.Moved) -> list[list[Any]]:
    own = [x.incident_id, x.label, x.date, x.what, x.into, "; ".join(c.words for c in x.causes), ", ".join(str(c.run_id) for c in x.causes)]
    out = []
    for m in x.moves:
        first = m.quotes[0] if m.quotes else None
        words = [first.text, first.speaker, first.document, first.article] if first else [None] * 4
        out.append([*own, m.whom, m.before, m.after, *words])
    return out or [[*own, *[None] * 7]]


@router.get("/changes/as_of.json", include_in_schema=False)
def as_of(visit: Reader) -> Response:
    """Totals and the newest incidents as of a moment, for the slider. 503 while a large ledger is being worked out: ask again."""
    made = moments.as_of(visit.desk, visit.db, visit.lens)
    out = {
        "as_of": visit.lens.as_of,
        "documents": made.documents,
        "incidents": made.incidents,
        "aggregates": made.aggregates,
        "background": made.background,
        "totals": {harm: total_json(total) for harm, total in made.totals},
        "newest": rows_of(visit, made.newest),
        "notes": made.notes,
        "href": to(visit, "/"),
    }
    return json_answer(visit, out)

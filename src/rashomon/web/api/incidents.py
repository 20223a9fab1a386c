"""Incidents, and what hangs on them: estimates, disagreements, links."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from rashomon.pipeline.asked import asked_for
from rashomon.queries import Entry, feed, incident_rows
from rashomon.queries.quoting import article_key
from rashomon.review.writing import seen_now
from rashomon.web.answers import json_answer, plain, unchanged
from rashomon.web.api.asked import DisagreementsPaged, EstimatesPaged, IncidentsAsked, IncidentsPaged, Lensed, LinksPaged, after_of
from rashomon.web.api.routing import get, listed_answer
from rashomon.web.api.told import Page
from rashomon.web.api.told_incidents import Counted, DisagreementRow, EstimateRow, Incident, LinkRow, Points, Timeline, WholeIncident
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader, Visit

router = APIRouter()
Id = Annotated[str, Path(pattern="^inc-[0-9a-f]{1,16}$", description="Its id, the beginning of it, or an id that it had.")]


@get(router, "/incidents", Page[Incident], "incidents")
def incidents(visit: Reader, asked: Annotated[IncidentsPaged, Query()]) -> Response:
    """Incidents, in the order of sort.

    Rows of incidents.jsonl under the lens; with ``brief=1`` the short rows that lists on pages have. What is told as background is left out
    unless ``background`` asks for it."""
    if (same := unchanged(visit)) is not None:
        return same
    found = visit.desk.shelf(visit.db, visit.lens).find(visit.query(), asked.cursor or None, asked.limit)
    if asked.brief:
        items = [_brief(e) for e in visit.desk.shown(visit.db, list(found.items))]
    else:
        items = incident_rows.rows(visit.desk, visit.db, visit.lens, [e.incident_id for e in found.items])
    return json_answer(visit, {"items": items, "next": found.next, "total": found.total})


def _brief(entry: Entry) -> dict[str, Any]:
    """An entry without the names of its documents, which can hold a person's."""
    row: dict[str, Any] = plain(entry)
    return {**{k: v for k, v in row.items() if k != "documents"}, "document_keys": [article_key(n) for n in entry.documents]}


@get(router, "/incidents/facets", dict[str, list[Counted]], "incidents")
def facets(visit: Reader, asked: Annotated[IncidentsAsked, Query()]) -> Response:
    """What each filter may be, and how many incidents that would give, the other filters as they are."""
    if (same := unchanged(visit)) is not None:
        return same
    found = visit.desk.shown_facets(visit.db, visit.desk.shelf(visit.db, visit.lens), visit.query())
    return json_answer(visit, {name: [{"value": v, "incidents": n} for v, n in rows] for name, rows in found.items()})


@get(router, "/incidents/timeline", Timeline, "incidents")
def timeline(visit: Reader, asked: Annotated[IncidentsAsked, Query()]) -> Response:
    """Incidents and killed per day, week, month or year."""
    if (same := unchanged(visit)) is not None:
        return same
    return json_answer(visit, visit.desk.shelf(visit.db, visit.lens).timeline(visit.query()))


@get(router, "/incidents/points", Points, "incidents")
def points(visit: Reader, asked: Annotated[IncidentsAsked, Query()]) -> Response:
    """What a map draws of the incidents: points as exact as the place is known, areas, and how many have none."""
    if (same := unchanged(visit)) is not None:
        return same
    return json_answer(visit, visit.desk.shelf(visit.db, visit.lens).points(visit.query()))


@get(router, "/incidents/{incident_id}", WholeIncident, "incidents", one=True)
def incident(visit: Reader, incident_id: Id, asked: Annotated[Lensed, Query()]) -> Response:
    """One incident with its claims, documents, links and history.

    The row of incidents.jsonl under the lens, and beside it claim_rows, document_rows, figures in words, and what this ledger said of it
    version by version. ``as_of`` derives it again from what had been published by then, as ``rashomon show --as-of`` does."""
    if (same := unchanged(visit)) is not None:
        return same
    wanted = incident_id if visit.lens.as_of is not None else _now(visit, incident_id)
    found = incident_rows.whole(visit.desk, visit.db, visit.lens, wanted)
    if found is None:
        then = (
            f"nothing of {incident_id} had been published by {visit.lens.moment.words}"
            if visit.lens.moment
            else f"{incident_id} is no more"
        )
        raise Problem(404, "no such incident", f"{then}; /api/v1/incidents lists those there are")
    ids, history = feed.history_shown(visit.desk, visit.db, wanted)
    seen = asdict(seen_now(visit.db, [found["incident_id"]]))
    return json_answer(visit, {"asked": incident_id, "ids": ids, **found, "history": history, "seen": seen})


def _now(visit: Visit, incident_id: str) -> str:
    from rashomon.errors import InputError

    try:
        asked = asked_for(visit.db, incident_id)
    except InputError as err:
        raise Problem(404, "no such incident", str(err).replace("`rashomon show`", "/api/v1/incidents")) from None
    return asked.incident_id or asked.asked


@get(router, "/estimates", Page[EstimateRow], "incidents")
def estimates(visit: Reader, asked: Annotated[EstimatesPaged, Query()]) -> Response:
    """Estimates of the incidents that are asked for: low, best and high with their reasons."""
    after = after_of(visit.request.url.path, asked, asked.cursor, (str, int))
    if (same := unchanged(visit)) is not None:
        return same
    found = incident_rows.estimates(visit.desk, visit.db, visit.lens, visit.query(), asked.over, _place(after), asked.limit)
    return listed_answer(visit, asked, found, _last(found.after))


@get(router, "/disagreements", Page[DisagreementRow], "incidents")
def disagreements(visit: Reader, asked: Annotated[DisagreementsPaged, Query()]) -> Response:
    """Where reports part, each thing said with quotes of those who say it.

    ``type`` and ``resolution`` choose among the disagreements; the other filters choose incidents."""
    after = after_of(visit.request.url.path, asked, asked.cursor, (str, int))
    if (same := unchanged(visit)) is not None:
        return same
    found = incident_rows.disagreements(
        visit.desk, visit.db, visit.lens, visit.query(), asked.type or asked.disagreement, asked.resolution, _place(after), asked.limit
    )
    return listed_answer(visit, asked, found, _last(found.after))


@get(router, "/links", Page[LinkRow], "incidents")
def links(visit: Reader, asked: Annotated[LinksPaged, Query()]) -> Response:
    """How incidents hang together (retaliation for, same operation, part of …), with the words that say so."""
    after = after_of(visit.request.url.path, asked, asked.cursor, (str, int))
    if (same := unchanged(visit)) is not None:
        return same
    found = incident_rows.links(visit.desk, visit.db, visit.lens, visit.query(), asked.type, _place(after), asked.limit)
    return listed_answer(visit, asked, found, _last(found.after))


def _place(after: list[Any] | None) -> tuple[str, int] | None:
    return (after[0], after[1]) if after is not None else None


def _last(after: str | None) -> list[str | int] | None:
    if after is None:
        return None
    incident_id, _, n = after.partition(" ")
    return [incident_id, int(n)]

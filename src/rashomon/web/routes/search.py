"""Search: articles, quotes and speakers, with the words that were looked for marked."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response

from rashomon.errors import InputError
from rashomon.queries.parts import Part, place_in
from rashomon.queries.search import Ask, Results, search
from rashomon.queries.search_speakers import Heard, Speaker, heard, speakers
from rashomon.store import derived_tables as d
from rashomon.web.answers import address, csv_answer, json_answer, unchanged
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.routes.article import asked
from rashomon.web.visit import Reader, Visit

router = APIRouter()
#: Outlets offered to choose from.
OUTLETS = 300
COLUMNS = (
    "article",
    "title",
    "outlet",
    "published",
    "times",
    "passage",
    "claim_id",
    "speaker",
    "stance",
    "harm",
    "figure",
    "quote",
    "incidents",
)
SPEAKERS = ("speaker", "claims", "articles", "stances")
HEARD = ("claim_id", "article", "outlet", "published", "speaker", "stance", "harm", "side", "figure", "text", "incident_id")


def _start(visit: Visit) -> int:
    return place_in({"cursor": visit.request.query_params.get("cursor", "")})[0]


def _found(visit: Visit, ask: Ask) -> Results | Part[Speaker] | Heard | None:
    """What is found; None where nothing was asked for yet."""
    if ask.kind == "speaker" and ask.speaker:
        said = heard(visit.desk, visit.db, visit.lens, ask, _start(visit))
        if said is None:
            raise Problem(
                404,
                "nobody of that name",
                "nobody of that name speaks in this ledger; private persons are shown by a role and have no page",
            )
        return said
    if ask.kind == "speaker":
        return speakers(visit.desk, visit.db, visit.lens, ask, _start(visit))
    return search(visit.desk, visit.db, visit.lens, ask) if ask.q else None


def _next(found: Results | Part[Speaker] | Heard | None) -> str | None:
    return found.part.next if isinstance(found, Heard) else found.next if found is not None else None


def _address(visit: Visit, path: str, ask: Ask, cursor: str | None = None) -> str:
    return address(path, {**ask.params, **visit.lens.params, **({"cursor": cursor} if cursor else {})})


@router.get("/search.json", include_in_schema=False)
def as_json(visit: Reader) -> Response:
    """A page of results."""
    if (same := unchanged(visit)) is not None:
        return same
    ask = Ask.read(visit.request.query_params)
    found = _found(visit, ask)
    following = _next(found)
    data: dict[str, Any] = {"asked": ask, "found": found, "next": _address(visit, "/search.json", ask, following) if following else None}
    return json_answer(visit, data)


@router.get("/search.csv", include_in_schema=False)
def as_csv(visit: Reader) -> Response:
    """A page of results as a table."""
    ask = Ask.read(visit.request.query_params)
    found = _found(visit, ask)
    if isinstance(found, Heard):
        return csv_answer(visit, "speaker", HEARD, [[getattr(q, c) for c in HEARD] for q in found.part.items])
    if isinstance(found, Part):
        rows = [(s.name, s.claims, s.articles, "; ".join(f"{k} {n}" for k, n in s.stances)) for s in found.items]
        return csv_answer(visit, "speakers", SPEAKERS, rows)
    return csv_answer(visit, "search", COLUMNS, [_row(r) for r in found.items] if found else [])


def _row(r: Any) -> list[Any]:
    q = r.quote
    said = [q.claim_id, q.speaker, q.stance, q.harm, q.figure, q.text] if q else [None] * 6
    passage = " / ".join("".join(text for text, _ in runs) for runs in r.passages)
    return [r.article, r.title, r.outlet, r.day, r.times, passage, *said, " ".join(t.incident_id for t in r.told)]


@router.get("/search", include_in_schema=False)
def show(visit: Reader) -> Response:
    """The page of search. A query that cannot be looked for is answered with a word, the form stays."""
    given = dict(visit.request.query_params)
    error = ""
    found: Results | Part[Speaker] | Heard | None = None
    try:
        ask = Ask.read(given)
        found = _found(visit, ask)
    except InputError as err:
        error = str(err)
        kind = given.get("in", "")
        ask = Ask(q=given.get("q", "")[:300], kind=kind if kind in ("quote", "speaker") else "article")
    following = _next(found)
    c = d.documents.c.outlet
    outlets = list(visit.db.scalars(sa.select(c).where(c.is_not(None)).distinct().order_by(c).limit(OUTLETS)))
    plain = Ask(q=ask.q, outlet=ask.outlet, since=ask.since, until=ask.until)
    tabs = [
        (word, address("/search", {**plain.params, "in": kind, **visit.lens.params}), ask.kind == kind)
        for word, kind in (("Articles", "article"), ("Quotes", "quote"), ("Speakers", "speaker"))
    ]
    title = f"Search: {ask.q or ask.speaker}" if ask.q or (found is not None and ask.speaker) else "Search"
    return page(
        visit, "search.html", title=title, at="/search", status=400 if error else 200, asks=ask, found=found, error=error, tabs=tabs, outlets=outlets,
        next=_address(visit, "/search", ask, following) if following else None,
        first=_address(visit, "/search", ask) if ask.cursor else None, json=_address(visit, "/search.json", ask, ask.cursor or None),
        csv=_address(visit, "/search.csv", ask, ask.cursor or None), ask=asked(visit), more=asked(visit, True),
        of="heard" if isinstance(found, Heard) else "speakers" if isinstance(found, Part) else "results" if found else "",
    )  # fmt: skip

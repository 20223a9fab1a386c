"""The record: changes, runs, decisions, the ledger itself."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from rashomon.queries import feed, record
from rashomon.queries.listed import Listed
from rashomon.web.answers import dumped, json_answer, unchanged
from rashomon.web.api.asked import ChangesPaged, DecisionsPaged, Lensed, RecordPaged, RunsPaged, after_of, cursor_of
from rashomon.web.api.routing import get
from rashomon.web.api.told import Page
from rashomon.web.api.told_incidents import Changes, Decision, Ledger, Run
from rashomon.web.visit import Reader, Visit

router = APIRouter()


def by_content(visit: Visit, data: object) -> Response:
    """JSON whose tag is made of what it says: for what changes without a run that derives anything."""
    answer = json_answer(visit, data)
    if answer.status_code not in (200, 304):
        return answer
    tag = f'W/"{hashlib.sha256(dumped(data)).hexdigest()[:24]}"'
    headers = {**{k: v for k, v in answer.headers.items() if k in ("cache-control", "vary")}, "ETag": tag}
    given = [g.strip() for g in visit.request.headers.get("if-none-match", "").split(",")]
    if tag in given or tag.removeprefix("W/") in given or "*" in given:
        return Response(status_code=304, headers=headers)
    return Response(dumped(data), 200, headers, "application/json")


def _page(visit: Visit, asked: RecordPaged, found: Listed) -> Response:
    following = cursor_of(visit.request.url.path, asked, [int(found.after)]) if found.after is not None else None
    return by_content(visit, {"items": found.items, "next": following, "total": found.total})


@get(router, "/changes", Changes, "record")
def changes(visit: Reader, asked: Annotated[ChangesPaged, Query()]) -> Response:
    """What changed since: every version of an incident after the one you have, with what, why, and which figures moved by which words.

    Numbers only grow. Ask with ``since`` = the ``cursor`` of the answer before; without it, or from long ago, you get everything."""
    if (same := unchanged(visit)) is not None:
        return same
    own = feed.family_of(visit.db, asked.incident) if asked.incident else None
    found = feed.feed(visit.db, asked.since, asked.limit, own, asked.run)
    last = found.last if found.more or own is not None or asked.run is not None else max(found.last, feed.last_version(visit.db))
    items = feed.feed_rows(visit.desk, visit.db, found.items)
    return json_answer(visit, {"items": items, "next": str(found.last) if found.more else None, "cursor": last})


@get(router, "/runs", Page[Run], "record")
def runs(visit: Reader, asked: Annotated[RunsPaged, Query()]) -> Response:
    """What wrote to the ledger, the last run first."""
    before = after_of(visit.request.url.path, asked, asked.cursor, (int,))
    return _page(visit, asked, record.runs(visit.db, asked.kind, before[0] if before else None, asked.limit))


@get(router, "/decisions", Page[Decision], "record")
def decisions(visit: Reader, asked: Annotated[DecisionsPaged, Query()]) -> Response:
    """What reviewers decided, in the order they did, and what came of it."""
    after = after_of(visit.request.url.path, asked, asked.cursor, (int,))
    return _page(visit, asked, record.decisions(visit.desk, visit.db, asked.state, after[0] if after else None, asked.limit))


@get(router, "/ledger", Ledger, "record")
def ledger(visit: Reader, asked: Annotated[Lensed, Query()]) -> Response:
    """Which ledger this is, its state, the head of its log, policies and versions."""
    return by_content(visit, {**record.ledger(visit.desk, visit.db), "read_only": visit.settings.read_only})

"""Search in words, and rules by their ids: the questions of the pages, for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from rashomon.queries.parts import place_in
from rashomon.queries.rules import families, fired, rule
from rashomon.queries.search import Ask, search
from rashomon.queries.search_speakers import heard, speakers
from rashomon.web.answers import json_answer, unchanged
from rashomon.web.api.asked import Lensed, RulesAsked, SearchPaged
from rashomon.web.api.routing import get
from rashomon.web.api.told_incidents import Found, RuleFired, RuleTold
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader

router = APIRouter()
RuleId = Annotated[
    str, Path(min_length=1, max_length=160, description="As it stands in rule and reasons: cues.say.clause, estimates.best.own")
]


@get(router, "/search", Found, "evidence", one=True)
def search_words(visit: Reader, asked: Annotated[SearchPaged, Query()]) -> Response:
    """Articles or quotes that have all the words, or who speaks.

    What a page hides is not found either: a word that stands only in the hidden name of a private person is nowhere."""
    if (same := unchanged(visit)) is not None:
        return same
    ask = Ask.read(visit.request.query_params)
    if ask.kind != "speaker":
        if not ask.q:
            raise Problem(400, "cannot be answered", "say what to look for: q=words")
        found = search(visit.desk, visit.db, visit.lens, ask)
        return json_answer(visit, {"items": found.items, "next": found.next, "unfinished": found.unfinished})
    start, _ = place_in({"cursor": ask.cursor})
    if ask.speaker:
        said = heard(visit.desk, visit.db, visit.lens, ask, start)
        if said is None:
            raise Problem(404, "nobody of that name", "nobody of that name speaks in this ledger; private persons are shown by a role")
        return json_answer(visit, {"items": said.part.items, "next": said.part.next, "total": said.part.total, "name": said.name})
    page = speakers(visit.desk, visit.db, visit.lens, ask, start)
    return json_answer(visit, {"items": page.items, "next": page.next, "total": page.total})


@get(router, "/rules", list[RuleFired], "record")
def rules(visit: Reader, asked: Annotated[RulesAsked, Query()]) -> Response:
    """Every rule that fired in this ledger, with how often."""
    if (same := unchanged(visit)) is not None:
        return same
    word = asked.q.strip().casefold()
    found = families(fired(visit.desk, visit.db, visit.state.tag))
    rows = [{"rule": r, "family": name, "of": of, "times": n} for name, its in found for r, of, n in its if word in r.casefold()]
    return json_answer(visit, rows)


@get(router, "/rules/{rule_id}", RuleTold, "record", one=True)
def rule_told(visit: Reader, rule_id: RuleId, asked: Annotated[Lensed, Query()]) -> Response:
    """One rule: where it comes from, and claims it fired in."""
    if (same := unchanged(visit)) is not None:
        return same
    found = rule(visit.desk, visit.db, visit.state.tag, rule_id)
    if found is None:
        raise Problem(404, "no such rule", "neither this program nor this ledger has such a rule; /api/v1/rules lists those that fired")
    return json_answer(visit, found)

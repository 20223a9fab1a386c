"""Rules: what an id beside a figure, a mark or a disagreement means, and how often each fired in this ledger."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from rashomon.queries.rules import Rule, families, fired, rule
from rashomon.web.answers import address, csv_answer, json_answer, unchanged
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.routes.article import asked, incident_links
from rashomon.web.visit import Reader, Visit

router = APIRouter()
COLUMNS = ("rule", "family", "of", "times")


def _index(visit: Visit) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Families of rules with, for each rule, what it is of and how often it fired; those whose id has the word that is asked for."""
    word = visit.request.query_params.get("q", "").strip().casefold()[:80]
    found = fired(visit.desk, visit.db, visit.state.tag)
    return [(name, kept) for name, rows in families(found) if (kept := [r for r in rows if word in r[0].casefold()])]


def _asked(visit: Visit) -> dict[str, str]:
    word = visit.request.query_params.get("q", "").strip()[:80]
    return {**({"q": word} if word else {}), **visit.lens.params}


@router.get("/rules.json", include_in_schema=False)
def index_json(visit: Reader) -> Response:
    """Every rule that fired, with how often."""
    rows = [{"rule": r, "family": name, "of": place, "times": n} for name, its in _index(visit) for r, place, n in its]
    return json_answer(visit, {"rules": rows})


@router.get("/rules.csv", include_in_schema=False)
def index_csv(visit: Reader) -> Response:
    """Every rule that fired, with how often."""
    return csv_answer(visit, "rules", COLUMNS, [(r, name, place, n) for name, its in _index(visit) for r, place, n in its])


@router.get("/rules", include_in_schema=False)
def index(visit: Reader) -> Response:
    """The list of rules."""
    given = _asked(visit)
    return page(
        visit, "rules.html", title="Rules", families=_index(visit), q=given.get("q", ""), ask=asked(visit),
        json=address("/rules.json", given), csv=address("/rules.csv", given),
    )  # fmt: skip


def _rule(visit: Visit, rule_id: str) -> Rule:
    found = rule(visit.desk, visit.db, visit.state.tag, rule_id)
    if found is None:
        raise Problem(
            404, "no such rule", f"neither this program nor this ledger has a rule {rule_id[:80]!r}; the list of rules is at /rules"
        )
    return found


@router.get("/rules/{rule_id}.json", include_in_schema=False)
def rule_json(visit: Reader, rule_id: str) -> Response:
    """A rule with where it comes from and claims it fired in."""
    return unchanged(visit) or json_answer(visit, _rule(visit, rule_id))


@router.get("/rules/{rule_id}.csv", include_in_schema=False)
def rule_csv(visit: Reader, rule_id: str) -> Response:
    """Claims that a rule fired in."""
    found = _rule(visit, rule_id)
    columns = ("claim_id", "article", "outlet", "published", "speaker", "stance", "harm", "side", "figure", "text", "incident_id")
    quotes: list[dict[str, Any]] = [{c: getattr(q, c) for c in columns} for q in found.quotes]
    return csv_answer(visit, f"rule-{rule_id}", columns, quotes)


@router.get("/rules/{rule_id}", include_in_schema=False)
def show(visit: Reader, rule_id: str) -> Response:
    """The page of a rule."""
    found = _rule(visit, rule_id)
    quotes = (*found.quotes, *(found.decided.claims if found.decided else ()))
    links = incident_links(visit, {*found.incidents, *(q.incident_id for q in quotes if q.incident_id)})
    return page(visit, "rule.html", title=f"Rule {found.id}", rule=found, links=links, ask=asked(visit))

"""One article: its text with everything marked, what was read from it, copies and versions; and two articles side by side."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from rashomon.people import notice
from rashomon.queries.article import Article, article, claims_of, forgotten, labels_of, name_of
from rashomon.queries.claim_shown import COLUMNS, claim_cells
from rashomon.queries.compare import Compared, compare, side_by_side
from rashomon.web.answers import address, csv_answer, json_answer, plain, unchanged
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader, Visit

router = APIRouter()
COMPARED = ("incident_id", "incident", "question", "differs", "in", "article", "claim_id", "says", "speaker", "stance", "quote")


def asked(visit: Visit, more: bool = False) -> str:
    """The lens as it goes on in an address; ``more``: behind other parameters."""
    text = address("", visit.lens.params)
    return text.replace("?", "&", 1) if more else text


def incident_links(visit: Visit, ids: set[str]) -> dict[str, tuple[str, str]]:
    """Address and label of incidents under the lens; an id that there is not under it has no address."""
    labels = labels_of(visit.desk, visit.db, visit.lens, ids)
    return {i: (f"/incidents/{i}{asked(visit)}", labels[i]) if i in labels else ("", f"{i} (not at that moment)") for i in sorted(ids)}


def missing(visit: Visit, key: str) -> Problem:
    """No such article, or none any more."""
    if (at := forgotten(visit.db, key)) is not None:
        return Problem(410, "removed on request", f"this article was removed on request, {at[:10]}; nothing of it is kept")
    return Problem(404, "no such article", f"the ledger has no article {key[:40]!r}; search for its words, or ask its outlet's page for it")


def _article(visit: Visit, key: str) -> Article:
    found = article(visit.desk, visit.db, visit.lens, key)
    if found is None:
        raise missing(visit, key)
    return found


def _compared(visit: Visit) -> Compared:
    a, b = (visit.request.query_params.get(side, "").strip()[:40] for side in ("a", "b"))
    if not a or not b:
        raise Problem(
            400, "two articles are needed", "name both: /articles/compare?a=…&b=…; an article's page links to its copies and other versions"
        )
    found = compare(visit.desk, visit.db, visit.lens, a, b)
    if found is None:
        raise missing(visit, next((k for k in (a, b) if name_of(visit.db, k) is None), a))
    return found


def _both(found: Compared, visit: Visit) -> dict[str, str]:
    return {"a": found.left.key, "b": found.right.key, **visit.lens.params}


@router.get("/articles/compare.json", include_in_schema=False)
def compare_json(visit: Reader) -> Response:
    """Two articles side by side."""
    return unchanged(visit) or json_answer(visit, _compared(visit))


@router.get("/articles/compare.csv", include_in_schema=False)
def compare_csv(visit: Reader) -> Response:
    """What two articles say on the same questions."""
    found = _compared(visit)
    rows = [
        (q.incident, found.labels.get(q.incident), q.words, q.differs, side, c.article, c.claim_id, c.says, c.speaker, c.stance, c.quote)
        for q in found.questions
        for side, own in (("a", q.left), ("b", q.right))
        for c in own
    ]
    return csv_answer(visit, f"compare-{found.left.key}-{found.right.key}", COMPARED, rows)


@router.get("/articles/compare", include_in_schema=False)
def compare_page(visit: Reader) -> Response:
    """The page of two articles side by side."""
    found = _compared(visit)
    given = _both(found, visit)
    return page(
        visit, "compare.html", title="Two articles side by side", c=found, rows=side_by_side(found.rows), ask=asked(visit), json=address("/articles/compare.json", given),
        csv=address("/articles/compare.csv", given), turned=address("/articles/compare", {**given, "a": given["b"], "b": given["a"]}),
        notice=notice(names=visit.settings.names, coarsen=visit.settings.coarsen),
    )  # fmt: skip


@router.get("/articles/{key}.json", include_in_schema=False)
def as_json(visit: Reader, key: str) -> Response:
    """The article with its marks and claims; offsets are into the text as the ledger has it, whose names are not hidden."""
    if (same := unchanged(visit)) is not None:
        return same
    data: dict[str, Any] = {**plain(_article(visit, key)), "claims": claims_of(visit.desk, visit.db, key)}
    data["offsets"] = "code points of the text in the ledger, where names are not hidden"
    return json_answer(visit, data)


@router.get("/articles/{key}.csv", include_in_schema=False)
def as_csv(visit: Reader, key: str) -> Response:
    """The claims of the article."""
    if name_of(visit.db, key) is None:
        raise missing(visit, key)
    return csv_answer(visit, f"article-{key}", COLUMNS, (claim_cells(row) for row in claims_of(visit.desk, visit.db, key)))


@router.get("/articles/{key}", include_in_schema=False)
def show(visit: Reader, key: str) -> Response:
    """The page of an article."""
    found = _article(visit, key)
    links = incident_links(visit, {c.incident for c in found.claims if c.incident})
    title = found.title if len(found.title) <= 90 else found.title[:89].rstrip() + "…"
    return page(
        visit, "article.html", title=title, a=found, links=links, ask=asked(visit), more=asked(visit, True),
        notice=notice(names=visit.settings.names, coarsen=visit.settings.coarsen),
    )  # fmt: skip

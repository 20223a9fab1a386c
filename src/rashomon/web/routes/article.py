"""One article: its text with everything marked, what was read from it, copies and versions; and two articles side by side."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from rashomon.people import notice
from rashomon.queries.article import Article, article, claims_of, labels_of, name_of
from rashomon.queries.claim_shown import COLUMNS, claim_cells
from rashomon.web.answers import address, csv_answer, json_answer
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader, Visit

router = APIRouter()


def asked(visit: Visit, more: bool = False) -> str:
    """The lens as it goes on in an address; ``more``: behind other parameters."""
    text = address("", visit.lens.params)
    return text.replace("?", "&", 1) if more else text


def incident_links(visit: Visit, ids: set[str]) -> dict[str, tuple[str, str]]:
    """Address and label of incidents under the lens; an id that there is not under it has no address."""
    labels = labels_of(visit.desk, visit.db, visit.lens, ids)
    return {i: (f"/incidents/{i}{asked(visit)}", labels[i]) if i in labels else ("", f"{i} (not at that moment)") for i in sorted(ids)}


def missing(key: str) -> Problem:
    """No such article."""
    return Problem(404, "no such article", f"the ledger has no article {key[:40]!r}; search for its words, or ask its outlet's page for it")


def _article(visit: Visit, key: str) -> Article:
    found = article(visit.desk, visit.db, visit.lens, key)
    if found is None:
        raise missing(key)
    return found


@router.get("/articles/{key}.json", include_in_schema=False)
def as_json(visit: Reader, key: str) -> Response:
    """The article with its marks and claims; offsets are into the text as the ledger has it, whose names are not hidden."""
    found = _article(visit, key)
    data: dict[str, Any] = {
        "article": found,
        "claims": claims_of(visit.desk, visit.db, key),
        "offsets": "code points of the text in the ledger, where names are not hidden",
    }
    return json_answer(visit, data)


@router.get("/articles/{key}.csv", include_in_schema=False)
def as_csv(visit: Reader, key: str) -> Response:
    """The claims of the article."""
    if name_of(visit.db, key) is None:
        raise missing(key)
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

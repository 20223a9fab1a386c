"""Documents and claims."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from rashomon.queries import listed
from rashomon.queries.listed_by import ClaimsAsked, DocumentsAsked
from rashomon.web.answers import json_answer, unchanged
from rashomon.web.api.asked import ClaimsPaged, DocumentsPaged, Lensed, Texted, after_of
from rashomon.web.api.routing import get, listed_answer
from rashomon.web.api.told import Claim, Page, WholeDocument
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader

router = APIRouter()
Key = Annotated[str, Path(min_length=1, max_length=300, description="The key of a document, or its name.")]
ClaimId = Annotated[str, Path(pattern="^c-[0-9a-f]{1,40}$", description="The id of a claim: c-0f6d2c1b9a8e7d65")]


@get(router, "/documents", Page[WholeDocument], "evidence")
def documents(visit: Reader, asked: Annotated[DocumentsPaged, Query()]) -> Response:
    """Documents, in order of their keys.

    Rows of documents.jsonl. Offsets are those of the original text; ``text=1`` adds the text with names of private persons hidden, and the
    stretches that are hidden. ``as_of``: those that had been published by then. A policy changes nothing here."""
    after = after_of(visit.request.url.path, asked, asked.cursor, (str,))
    if after is not None:
        _hex(after[0])
    if (same := unchanged(visit)) is not None:
        return same
    wanted = DocumentsAsked(
        tuple(asked.outlet), tuple(asked.status), tuple(asked.language), tuple(asked.incident), asked.published_from, asked.published_to
    )
    if asked.published_from and asked.published_to and asked.published_from > asked.published_to:
        raise Problem(400, "cannot be answered", f"published_from ({asked.published_from}) is later than published_to; exchange them")
    return listed_answer(
        visit, asked, listed.documents(visit.desk, visit.db, visit.lens, wanted, after[0] if after else None, asked.limit, text=asked.text)
    )


def _hex(key: str) -> None:
    if len(key) != 16 or not set(key) <= set("0123456789abcdef"):
        raise Problem(400, "cannot be answered", "cursor is none of ours; begin at the first page, without a cursor")


@get(router, "/documents/{key}", WholeDocument, "evidence", one=True)
def document(visit: Reader, key: Key, asked: Annotated[Texted, Query()]) -> Response:
    """One document, by its key or its name."""
    if (same := unchanged(visit)) is not None:
        return same
    found = listed.document(visit.desk, visit.db, visit.lens, key, text=asked.text)
    if found is None:
        then = " as of then" if visit.lens.as_of else ""
        raise Problem(404, "no such document", f"there is no document of this key or name{then}; /api/v1/documents lists those there are")
    return json_answer(visit, found)


@get(router, "/claims", Page[Claim], "evidence")
def claims(visit: Reader, asked: Annotated[ClaimsPaged, Query()]) -> Response:
    """Claims, as they stand in the documents, which are in order of their keys: who said what, in which words.

    Rows of claims.jsonl. start and end are offsets into the original text of the document, whatever is hidden in the quote. ``as_of``: the
    claims of what had been published by then, with the incidents of then. A policy changes nothing here."""
    after = after_of(visit.request.url.path, asked, asked.cursor, (int, int, str))
    if (same := unchanged(visit)) is not None:
        return same
    wanted = ClaimsAsked(
        incident=tuple(asked.incident),
        document=tuple(asked.document),
        kind=tuple(asked.kind),
        harm=tuple(asked.harm),
        stance=tuple(asked.stance),
        speaker=tuple(asked.speaker),
        side=tuple(asked.side),
        changed=asked.changed.strip() or None,
        background={"yes": True, "no": False}.get(asked.background),
    )
    found = listed.claims(visit.desk, visit.db, visit.lens, wanted, (after[0], after[1], after[2]) if after else None, asked.limit)
    return listed_answer(visit, asked, found, list(found.last) if found.last else None)


@get(router, "/claims/{claim_id}", Claim, "evidence", one=True)
def claim(visit: Reader, claim_id: ClaimId, asked: Annotated[Lensed, Query()]) -> Response:
    """One claim."""
    if (same := unchanged(visit)) is not None:
        return same
    found = listed.claim(visit.desk, visit.db, visit.lens, claim_id)
    if found is None:
        then = " as of then" if visit.lens.as_of else ""
        raise Problem(404, "no such claim", f"there is no claim of this id{then}; /api/v1/claims lists those there are")
    return json_answer(visit, found)

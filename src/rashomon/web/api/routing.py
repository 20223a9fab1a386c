"""How the addresses of the API are made: each is told of in the OpenAPI, and says what its problems look like. (The gate answers HEAD.)"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from fastapi import APIRouter
from fastapi.responses import Response

from rashomon.queries.listed import Listed
from rashomon.web.answers import json_answer
from rashomon.web.api.asked import Paged, cursor_of
from rashomon.web.api.told import Problem
from rashomon.web.visit import Visit

BASE = "/api/v1"
F = TypeVar("F", bound=Callable[..., Response])
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
#: What every address may answer beside what it is asked for.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    304: {"description": "You have it already: nothing changed since the ETag that If-None-Match gives."},
    400: {"description": "It cannot be answered; detail says why and what to do.", "content": _PROBLEM},
    401: {"description": "Say who you are: Authorization: Bearer TOKEN. Only where the server has tokens.", "content": _PROBLEM},
    403: {"description": "Who you are, or where you ask from, may not do this.", "content": _PROBLEM},
    414: {"description": "The address is longer than is taken.", "content": _PROBLEM},
    422: {"description": "A parameter is not as it has to be; errors names each.", "content": _PROBLEM},
    429: {"description": "Too many questions at once; Retry-After says when to come back.", "content": _PROBLEM},
    503: {"description": "The ledger cannot answer this now, or it takes too long; detail says why.", "content": _PROBLEM},
}
NOT_FOUND: dict[int | str, dict[str, Any]] = {404: {"description": "There is none.", "content": _PROBLEM}}
MODELS = (Problem,)


def get(
    router: APIRouter, path: str, told: Any, tag: str, *, one: bool = False, more: Mapping[int | str, dict[str, Any]] | None = None
) -> Callable[[F], F]:
    """Puts a handler at ``BASE`` + path. ``told`` is the model of its answer, ``one``: there may be none of it."""
    responses: dict[int | str, dict[str, Any]] = {**PROBLEMS, **(NOT_FOUND if one else {}), **(more or {})}

    def put(handler: F) -> F:
        summary = (handler.__doc__ or "").strip().split("\n")[0].rstrip(".")
        made: dict[str, Any] = {"response_model": told, "tags": [tag], "responses": responses, "summary": summary}
        router.add_api_route(BASE + path, handler, methods=["GET"], operation_id=handler.__name__, **made)
        return handler

    return put


def listed_answer(visit: Visit, asked: Paged, found: Listed, after: list[str | int] | None = None) -> Response:
    """A page of a list. ``after`` is the place of its last row where that is more than an id."""
    place = after if after is not None else [found.after] if found.after is not None else None
    following = cursor_of(visit.request.url.path, asked, place) if place is not None and found.after is not None else None
    return json_answer(visit, {"items": found.items, "next": following, "total": found.total})

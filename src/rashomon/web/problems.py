"""Errors as ``application/problem+json`` (RFC 9457) for programs, and as a page for people."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from rashomon.errors import CorrectionError, InputError, LedgerError, RashomonError
from rashomon.queries.limits import TooLong

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger("rashomon.web")
#: What an address ends with that programs ask.
_FOR_PROGRAMS = (".json", ".csv", ".atom", ".geojson", ".zip")
#: What is said of a parameter or a key where the words of the library say too little.
_SAID = {"extra_forbidden": "is not known here; see /api/v1/openapi.json for what is", "missing": "has to be given"}


class Problem(Exception):
    """What went wrong and what to do: ``status`` is the HTTP status, ``detail`` a sentence for a person, ``more`` further members."""

    def __init__(self, status: int, title: str, detail: str, **more: object) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.more = status, title, detail, more
        self.headers: dict[str, str] = {}

    @property
    def sentence(self) -> str:
        """The detail as it stands on a page: a name of a parameter at its beginning stays as it is written."""
        first = self.detail.split(" ", 1)[0]
        said = self.detail[:1].upper() + self.detail[1:] if first.replace(",", "").isalpha() else self.detail
        return said if said.endswith((".", "?", "!")) else f"{said}."


def problem_of(error: Exception, where: str = "") -> Problem:
    """An error as a problem. Where the ledger is (``where``) is told to nobody outside; of what was not foreseen nothing is told at all."""
    from starlette.exceptions import HTTPException

    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        return error.__cause__ if isinstance(error.__cause__, Problem) else _of_http(error)
    if isinstance(error, RashomonError):
        said = str(error).replace(f" {where}", "") if where else str(error)
        if isinstance(error, (InputError, CorrectionError)):
            return Problem(400, "cannot be answered", said)
        if isinstance(error, TooLong):
            slow = Problem(503, "took too long" if error.retry is None else "being made", said)
            if error.retry is not None:
                slow.headers["Retry-After"] = str(error.retry)
            return slow
        if isinstance(error, LedgerError):
            later = Problem(503, "the ledger cannot be read now", said)
            later.headers["Retry-After"] = "5"
            return later
    return Problem(
        500, "unexpected error", "something went wrong here that nobody foresaw; whoever runs this server finds it in its output"
    )


def _of_http(error: Any) -> Problem:
    told = {
        404: "there is nothing at this address; the pages are named at the top",
        405: "this address does not take that method",
    }
    try:
        title = HTTPStatus(error.status_code).phrase.lower()
    except ValueError:
        title = "error"
    problem = Problem(error.status_code, title, told.get(error.status_code) or str(error.detail))
    problem.headers.update(error.headers or {})
    return problem


def for_program(path: str, accept: str = "") -> bool:
    """Whether a program asks, which wants JSON, and not a person, who wants a page."""
    return path.startswith(("/api/", "/static/", "/live", "/map/")) or path.endswith(_FOR_PROGRAMS) or "json" in accept.partition(",")[0]


def answer(problem: Problem, path: str, accept: str = "") -> Response:
    """A problem as an answer."""
    from starlette.responses import HTMLResponse
    from starlette.responses import Response as Plain

    headers = {"Cache-Control": "no-store", **problem.headers}
    if for_program(path, accept):
        told = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail, **problem.more}
        text = json.dumps(told, ensure_ascii=False, default=str).encode("utf-8", "replace")
        return Plain(text, problem.status, headers, "application/problem+json")
    from rashomon.web.pages import NAVIGATION, environment

    text_page = (
        environment()
        .get_template("problem.html")
        .render(problem=problem, title=problem.title[:1].upper() + problem.title[1:], at="", navigation=NAVIGATION)
    )
    return HTMLResponse(text_page, problem.status, headers)


def register(app: FastAPI) -> None:
    """Turns every error that a handler raises into an answer. What is not foreseen is turned into one by the gate, around all of it."""
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException

    from rashomon.store.engine import printable

    where = printable(app.state.opened.where)

    def told(request: Request, error: Exception) -> Response:
        if isinstance(error, LedgerError):
            log.warning("%s %s: %s", request.method, request.url.path, error)
        elif isinstance(error, RashomonError) and not isinstance(error, (InputError, CorrectionError)):
            log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return answer(problem_of(error, where), request.url.path, request.headers.get("accept", ""))

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        wrong = [{"in": ".".join(str(p) for p in e["loc"]), "message": _SAID.get(e["type"], e["msg"])} for e in error.errors()]
        said = "; ".join(f"{w['in']}: {w['message']}" for w in wrong[:5])
        return answer(Problem(422, "not valid", said, errors=wrong), request.url.path, request.headers.get("accept", ""))

    app.add_exception_handler(Problem, told)
    app.add_exception_handler(RashomonError, told)
    app.add_exception_handler(HTTPException, told)
    app.add_exception_handler(RequestValidationError, refused)

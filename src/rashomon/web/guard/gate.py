"""The gate: every request passes it before anything else sees it, and every answer on its way out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.web.guard.headers import security_headers
from rashomon.web.guard.keeper import Asker, Keeper, token_of, unknown
from rashomon.web.guard.limits import Turns, asker, check_size, counted, too_often
from rashomon.web.guard.places import SAFE, Places, check_origin
from rashomon.web.problems import Problem, answer, for_program, problem_of
from rashomon.web.settings import Settings

log = logging.getLogger("rashomon.web")
#: What anybody may ask for: the page to sign in, and what it looks like.
ANYBODY = ("/static/", "/login", "/favicon.ico")
#: Forms of ours, which check their word themselves; everything else that changes something is JSON.
FORMS = ("/login", "/logout")
#: What a request for a file of ours counts.
FILE = 0.1


class Gate:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings, keeper: Keeper) -> None:
        self.app, self.settings, self.keeper = app, settings, keeper
        self.places = Places(settings)
        self.headers, self.turns = security_headers(settings), Turns()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request in, or says why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            elif scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        begun, head = False, scope["method"] == "HEAD"

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                given = {name for name, _ in message["headers"]}
                message = {**message, "headers": [*message["headers"], *(h for h in self.headers if h[0] not in given)]}
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in scope["headers"]}
        try:
            self.enter(scope, headers)
            if head and scope["path"] == "/live":
                raise Problem(405, "method not allowed", "a stream has no end, and so no head")
            if head:  # what a page would give, without the page
                scope = {**scope, "method": "GET", "rashomon.head": True}
            async with self.turns.turn(self.queue(scope)):
                await self.app(scope, counted(receive, self.settings.body), sending)
        except Exception as err:
            if begun:  # half an answer is out: the connection is cut, so that nobody takes it for a whole one
                raise
            if not isinstance(err, Problem):
                log.error("%s %s failed", scope["method"], scope["path"], exc_info=err)
            response = self.refused(scope, headers, problem_of(err))
            await response(scope, receive, sending)

    @staticmethod
    def queue(scope: Scope) -> str:
        """With whose requests this one takes turns: with those of the same token. Files and streams take no thread for long."""
        known: Asker | None = scope["state"]["asker"]
        return "" if known is None or scope["path"] == "/live" or scope["path"].startswith("/static/") else token_of(known)

    def enter(self, scope: Scope, headers: Mapping[str, str]) -> None:
        """Says who asks and what they may do; raises a Problem where they may not come in."""
        client = (scope.get("client") or (None,))[0]
        check_size(scope, self.settings.body)
        self.places.check(headers, sum(n == b"host" for n, _ in scope["headers"]), client)
        check_origin(scope["method"], headers)
        cost = FILE if scope["path"].startswith("/static/") else 1.0
        known = self.keeper.asker(headers, client)
        if wait := self.keeper.rate.take((known and token_of(known)) or asker(client), cost):
            raise too_often(wait)
        if known is None and not _any_may(scope["path"]):
            raise unknown("say who you are: with the header `Authorization: Bearer TOKEN`, or on the page /login")
        if scope["method"] not in SAFE:
            self._check_write(scope, headers, known)
        state = scope.setdefault("state", {})
        state["asker"] = known
        if known is not None:
            state["who"], state["role"] = known.who, known.role

    def _check_write(self, scope: Scope, headers: Mapping[str, str], known: Asker | None) -> None:
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        form = scope["path"] in FORMS
        empty = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers
        if kind != ("application/x-www-form-urlencoded" if form else "application/json") and not (empty and not kind and not form):
            raise Problem(415, "not taken", "what changes something is sent as application/json")
        if not form and known is not None:
            self.keeper.check_word(known, headers.get("x-rashomon-csrf", ""))

    def refused(self, scope: Scope, headers: Mapping[str, str], problem: Problem) -> ASGIApp:
        """The answer to who may not come in: a person who is not signed in is led to where they can."""
        path, accept = scope["path"], headers.get("accept", "")
        if (
            problem.status == 401
            and scope["method"] in ("GET", "HEAD")
            and not for_program(path, accept)
            and "authorization" not in headers
        ):
            query = scope.get("query_string", b"").decode("latin-1")
            return RedirectResponse(
                "/login?next=" + quote(path + (f"?{query}" if query else ""), safe="/"), 303, {"Cache-Control": "no-store"}
            )
        return answer(problem, path, accept)


def _any_may(path: str) -> bool:
    return any(path == p or (p.endswith("/") and path.startswith(p)) for p in ANYBODY)

"""The gate: every request passes it before anything else sees it, and every answer on its way out."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.web.guard.headers import security_headers
from rashomon.web.problems import Problem, answer, problem_of
from rashomon.web.settings import Settings
from rashomon.web.visit import Role

log = logging.getLogger("rashomon.web")


class Gate:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.headers = security_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request in, or says why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                given = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in self.headers if h[0] not in given)]
            await send(message)

        try:
            self.identify(scope)
            await self.app(scope, receive, sending)
        except Exception as err:
            if not isinstance(err, Problem):
                log.error("%s %s failed", scope["method"], scope["path"], exc_info=err)
            if begun:
                raise
            accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
            await answer(problem_of(err), scope["path"], accept)(scope, receive, sending)

    def identify(self, scope: Scope) -> None:
        """Says who asks and what they may do."""
        state = scope.setdefault("state", {})
        state["who"], state["role"] = self.settings.who, Role.READER if self.settings.read_only else Role.ADMIN

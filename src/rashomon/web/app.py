"""The application: routes, guards and errors, over one ledger."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from anyio import to_thread
from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from rashomon import __version__
from rashomon.store.engine import Where
from rashomon.web.api.schema import openapi
from rashomon.web.guard import login
from rashomon.web.guard.gate import Gate
from rashomon.web.guard.keeper import Keeper
from rashomon.web.guard.places import check_binding
from rashomon.web.kept import Kept
from rashomon.web.opened import Opened
from rashomon.web.problems import register
from rashomon.web.routes import routers
from rashomon.web.routes.live import Live
from rashomon.web.settings import Settings

#: Questions that are worked on at once. They share one interpreter: more of them only make each wait longer, a decision most of all.
THREADS = 16


def make_app(where: Where, settings: Settings | None = None) -> FastAPI:
    """The application over the ledger at ``where``. Raises LedgerError where there is none, InputError where it would be open to everybody."""
    chosen = settings or Settings()
    check_binding(chosen)
    keeper = Keeper(chosen)
    opened = Opened(where, chosen)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        app.state.live.close()
        opened.close()

    app = FastAPI(title="Rashomon", version=__version__, lifespan=life, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.settings, app.state.keeper, app.state.opened = chosen, keeper, opened
    app.state.answers = Kept()
    app.state.live = Live(opened, chosen.streams)
    app.openapi = partial(openapi, app)  # type: ignore[method-assign]
    register(app)
    app.include_router(login.router)
    for router in routers():
        app.include_router(router)
    app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=5)
    app.add_middleware(Gate, settings=chosen, keeper=keeper)
    return app

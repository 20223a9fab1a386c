"""The application: routes, guards and errors, over one ledger."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from rashomon import __version__
from rashomon.queries import Desk
from rashomon.store.engine import Where
from rashomon.web.guard.gate import Gate
from rashomon.web.problems import register
from rashomon.web.routes import routers
from rashomon.web.settings import Settings


def make_app(where: Where, settings: Settings | None = None) -> FastAPI:
    """The application over the ledger at ``where``. Raises LedgerError where there is none."""
    chosen = settings or Settings()
    desk = Desk(where, names=chosen.names, coarsen=chosen.coarsen, seconds=chosen.seconds)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(title="Rashomon", version=__version__, lifespan=life, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.desk, app.state.settings = desk, chosen
    register(app)
    for router in routers():
        app.include_router(router)
    app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=5)
    app.add_middleware(Gate, settings=chosen)
    return app

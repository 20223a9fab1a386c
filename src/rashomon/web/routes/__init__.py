"""One module per page or part of the API, each with a ``router``."""

from importlib import import_module

from fastapi import APIRouter

#: In the order in which they are asked; a module that is named here has a ``router``.
ROUTES = (
    "assets",
    "live",
    "incidents",
    "incident",
    "article",
    "actors",
    "places",
    "outlets",
    "search",
    "changes",
    "balance",
    "review",
    "review_item",
    "review_writes",
    "rules",
    "basemap",
    "api",
)


def routers() -> list[APIRouter]:
    """The routers of all pages."""
    return [import_module(f"rashomon.web.routes.{name}").router for name in ROUTES]

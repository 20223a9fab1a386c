"""Renders pages. Everything is escaped: article text reaches a page as text only."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from fastapi.responses import HTMLResponse

from rashomon import __version__
from rashomon.web.routes.assets import asset
from rashomon.web.visit import Visit

HERE = Path(__file__).parent
#: What stands at the head of every page: address and word.
NAVIGATION = (
    ("/", "Incidents"),
    ("/actors", "Actors"),
    ("/places", "Places"),
    ("/outlets", "Outlets"),
    ("/search", "Search"),
    ("/changes", "Changes"),
    ("/review", "Review"),
    ("/balance", "Balance"),
)


@cache
def environment() -> jinja2.Environment:
    """The templates."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.globals["asset"] = asset
    return made


def page(visit: Visit, template: str, *, title: str, at: str = "", status: int = 200, **context: Any) -> HTMLResponse:
    """A page. ``title`` names it, ``at`` is the entry of the navigation it belongs to; styles and scripts are named by the template's blocks."""
    text = environment().get_template(template).render(
        visit=visit, title=title, at=at, navigation=NAVIGATION, version=__version__, lens=visit.lens, state=visit.state,
        csrf=visit.csrf, **context
    )  # fmt: skip
    return HTMLResponse(text, status, {"Cache-Control": "private, no-store"})

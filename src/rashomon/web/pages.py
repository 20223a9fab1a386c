"""Renders pages. Everything is escaped: article text reaches a page as text only."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from fastapi.responses import HTMLResponse
from markupsafe import Markup

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


#: Signs that are not seen and change how what stands around them is read: controls of direction, NUL and its like.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BROKEN = re.compile("[\ud800-\udfff]")


def visible(value: Any) -> Any:
    """What a page prints: text in which signs that are not seen stand as their numbers. All that a template writes passes through this."""
    if not isinstance(value, str):
        return value
    if _UNSEEN.search(value) or _BROKEN.search(value):
        shown = _BROKEN.sub("\ufffd", _UNSEEN.sub(lambda m: f"[U+{ord(m[0]):04X}]", str(value)))
        return Markup(shown) if isinstance(value, Markup) else shown  # noqa: S704 (no markup is added)
    return value


@cache
def environment() -> jinja2.Environment:
    """The templates."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=visible,
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

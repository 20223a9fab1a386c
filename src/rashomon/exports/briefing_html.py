"""A briefing as one HTML file that prints well: no script, nothing fetched, words of articles as text only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from rashomon.exports.briefing_parts import Entry
from rashomon.exports.briefing_words import MOST, facts, heading
from rashomon.exports.exported import About

_HERE = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )


def html(entries: Sequence[Entry], about: About) -> str:
    """The whole briefing."""
    style = Markup((_HERE / "briefing.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    page = _environment().get_template("briefing.html")
    return page.render(entries=entries, about=about, title=heading(len(entries)), facts=facts(about), style=style, most=MOST)

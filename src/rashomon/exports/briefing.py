"""A briefing: one incident or a period, to read or print. Who says what, where they part, and a footnote to the words for every figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rashomon.errors import InputError
from rashomon.exports.briefing_parts import Entry, entry_of
from rashomon.exports.exported import About, Told, Written

_PAGES = frozenset({".html", ".htm"})


def write(told: Iterable[Told], about: About, out: Path, options: Mapping[str, Any]) -> Written:
    """Writes a briefing, newest incident first: HTML where the name ends so, else Markdown. Raises InputError where the option ``format``
    says otherwise than the name."""
    page = out.suffix.casefold() in _PAGES
    asked = options.get("format", "by-name")
    if asked == "html" and not page:
        raise InputError(f"a briefing in HTML is a file that ends in .html; name it: --out {out.with_suffix('.html').name}")
    if asked == "markdown" and page:
        raise InputError(f"a briefing in Markdown is a file that ends in .md; name it: --out {out.with_suffix('.md').name}")
    entries = sorted((entry_of(one, about.names) for one in told), key=lambda e: e.order)
    out.write_text(_text(entries, about, page=page), encoding="utf-8", newline="\n", errors="replace")
    made = Written(rows=len(entries))
    made.files[out] = "briefing as a page to print" if page else "briefing in Markdown"
    made.rows_in[out] = len(entries)
    return made


def _text(entries: list[Entry], about: About, *, page: bool) -> str:
    if page:
        from rashomon.exports.briefing_html import html

        return html(entries, about)
    from rashomon.exports.briefing_markdown import markdown

    return markdown(entries, about)

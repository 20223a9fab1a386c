"""Codebook pages, made of the files that the writers take their columns from: ``python -m rashomon.exports.codebook [FOLDER]``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rashomon.exports.codebooks import Codebook, Column, codebook, codebooks

FOLDER = Path("docs/codebook")
_MADE = "<!-- Made by `python -m rashomon.exports.codebook` from {source}; change that file, not this one. -->"
_SOURCE = "src/rashomon/exports/codebooks/"
_TYPES = {
    "int": "whole number",
    "number": "number",
    "text": "text",
    "date": "day, `YYYY-MM-DD`",
    "datetime": "moment, ISO 8601",
    "flag": "0 or 1",
    "bool": "`true` or `false`",
    "list": "several texts",
    "json": "JSON",
}
#: Pages of which the index tells first: the tables of this program's own. Others come after, by name.
_OWN = ("incidents", "estimates", "disagreements", "claims", "documents")


def page(book: Codebook) -> str:
    """The page of one table."""
    return "\n".join(_lines(book)) + "\n"


def _lines(book: Codebook) -> Iterator[str]:
    yield _MADE.format(source=f"{_SOURCE}{book.name}.yml")
    yield ""
    yield f"# `{book.name}`: {_head(book.title)}"
    yield ""
    yield _flat(book.about)
    yield ""
    if book.key:
        yield f"A row is known by: {', '.join(f'`{k}`' for k in book.key)}."
    if book.credit:
        yield f"Credit: {_flat(book.credit)}"
    if book.key or book.credit:
        yield ""
    yield "## Columns"
    yield ""
    yield "In this order. ○: an empty cell is allowed."
    yield ""
    ours = any(c.ours for c in book.columns)
    yield "| column | holds | | meaning |" + (" in exports of this program |" if ours else "")
    yield "|---|---|---|---|" + ("---|" if ours else "")
    for c in book.columns:
        last = f" {_cell(c.ours or '')} |" if ours else ""
        yield f"| `{c.name}` | {_holds(c)} | {'○' if c.nullable else ''} | {_cell(c.about)}{_more(c)} |{last}"
    coded = [c for c in book.columns if c.codes]
    if coded:
        yield ""
        yield "## Codes"
    for c in coded:
        yield from _codes(c)
    if book.former:
        yield ""
        yield "## Columns that are gone"
        yield ""
        for f in book.former:
            yield f"- `{f.name}`: {_flat(f.about)}"
    if book.rules:
        yield ""
        yield "## Rules that rows keep"
        yield ""
        yield "| rule | | what it says | right would be |"
        yield "|---|---|---|---|"
        for r in book.rules:
            yield f"| `{r.id}` | {r.severity} | {_cell(r.about)} | {_cell(r.expected)} |"


def _holds(c: Column) -> str:
    held = _TYPES[c.type]
    if c.type == "list" and c.separator:
        held += f", `{c.separator.strip()}` between"
    if c.unit:
        held += f", {c.unit}"
    if c.minimum is not None or c.maximum is not None:
        low, high = (None if x is None else f"{x:g}" if abs(x) < 1e6 else f"{x:.0f}" for x in (c.minimum, c.maximum))
        held += f", {low} to {high}" if low and high else f", {low} or more" if low else f", at most {high}"
    if c.optional:
        held += "; the column may be absent"
    return held


def _more(c: Column) -> str:
    out = ""
    if c.example:
        out += f" Example: `{_cell(c.example)}`."
    if c.codes:
        out += f" [Codes](#{c.name})."
    return out


def _codes(c: Column) -> Iterator[str]:
    numbered, also, implied = (any(getattr(x, k) for x in c.codes) for k in ("number", "also", "implies"))
    yield ""
    yield f"### `{c.name}`"
    yield ""
    if c.open:
        yield "Others may come; these are known."
        yield ""
    heads = ["code", *(["number"] if numbered else []), "meaning", *(["also written"] if also else []), *(["then"] if implied else [])]
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for x in c.codes:
        cells = [f"`{x.value}`" if x.value.strip() else "(empty)"]
        cells += ["" if x.number is None else str(x.number)] if numbered else []
        cells.append(_cell(x.about))
        cells += [", ".join(f"`{_cell(a)}`" for a in x.also)] if also else []
        cells += [", ".join(f"`{n}` is `{_cell(v)}`" for n, v in x.implies)] if implied else []
        yield f"| {' | '.join(cells)} |"


def index() -> str:
    """The page that lists all others."""
    names = [n for n in _OWN if n in codebooks()] + [n for n in codebooks() if n not in _OWN]
    lines = [
        _MADE.format(source="the titles of the codebooks"),
        "",
        "# Codebooks",
        "",
        "Every column of every table that [`rashomon export`](../how-to/export.md) writes. Writers take names and order of their columns from the",
        "same files as these pages, so that neither can say what the other does not do.",
        "",
        "| table | what a row is |",
        "|---|---|",
        *(f"| [`{n}`]({n}.md) | {_cell(codebook(n).title)} |" for n in names),
        "",
        "How cells are written in CSV: nothing for what nobody knows (never 0), days as `YYYY-MM-DD`, `true` and `false`, numbers without quotes, several",
        r"texts in one cell with `; ` between (a semicolon inside one is `\;`). In Parquet and GeoJSON these are lists, days, booleans and nulls.",
    ]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every page by the name of its file."""
    return {"README.md": index(), **{f"{n}.md": page(codebook(n)) for n in codebooks()}}


def _flat(text: str) -> str:
    return " ".join(text.split())


def _head(text: str) -> str:
    return _flat(text)


def _cell(text: str) -> str:
    return _flat(text).replace("|", "\\|")


def main(folder: Path = FOLDER) -> int:
    """Writes the pages; those of codebooks that are no more go."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for old in sorted(folder.glob("*.md")):
        if old.name not in made:
            old.unlink()
    print(f"{folder}: {len(made)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))

"""CSV: claims, incidents, estimates, disagreements and documents, a file each in a folder. Columns: ``docs/codebook/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rashomon.exports.codebooks import codebook
from rashomon.exports.exported import About, Told, Written
from rashomon.exports.flat import LOOSE, TABLES, Flat
from rashomon.exports.table import joined, open_table


def write(told: Iterable[Told], about: About, out: Path, options: Mapping[str, Any]) -> Written:
    """Writes the tables into the folder ``out``; ``options`` names a ``dialect``."""
    dialect = str(options.get("dialect", "exact"))
    flat = Flat(about.names)
    made = Written()
    with ExitStack() as stack:
        tables = {n: stack.enter_context(open_table(out / f"{n}.csv", codebook(n).header, dialect)) for n in TABLES}

        def add(name: str, row: Mapping[str, Any]) -> None:
            tables[name].add({k: joined(v) if isinstance(v, list) else v for k, v in row.items()})

        for one in told:
            for name, row in flat.rows(one):
                add(name, row)
        for claims, documents in options.get(LOOSE, ()):
            for name, row in flat.loose(claims, documents):
                add(name, row)
        for name, row in flat.documents():
            add(name, row)
    for name in TABLES:
        path = out / f"{name}.csv"
        made.files[path] = codebook(name).title
        made.rows_in[path] = tables[name].rows
        made.dialects[path] = dialect
    made.rows = tables["incidents"].rows
    return made

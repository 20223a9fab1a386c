"""What each table, view and column means, in one place: comments in PostgreSQL, metadata for Datasette, ``docs/reference/ledger.md``.

Words are in ``data/comments.yml``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml

from rashomon.kept import kept
from rashomon.store import derived_tables, search_tables
from rashomon.store import evidence_tables as t
from rashomon.store.views import VIEWS, columns_of

#: The file that Datasette is given; it is written beside a ledger.
DATASETTE = "datasette.json"


@cache
def _data() -> dict[str, Any]:
    text = resources.files("rashomon.store").joinpath("data", "comments.yml").read_bytes()
    return kept("comments", [text], lambda: dict(yaml.safe_load(text)))


def parts() -> dict[str, tuple[str, ...]]:
    """Every table and view that has a meaning for people, with its columns: views, then what is shown, evidence, what finds things."""
    tables = (*reversed(derived_tables.SHOWN), *t.EVIDENCE, *derived_tables.FINDING, *derived_tables.PACKED, search_tables.search_texts)
    return {v: columns_of(v) for v in VIEWS} | {x.name: tuple(c.name for c in x.columns) for x in tables}


def about(part: str) -> str:
    """What a table or view is; empty where nothing is said."""
    return str(_data()["parts"].get(part, {}).get("about", ""))


def about_column(part: str, column: str) -> str:
    """What a column means: said for this table, or for all tables that have it; empty where nothing is said."""
    own = _data()["parts"].get(part, {}).get("columns", {})
    return str(own.get(column) or _data()["columns"].get(column, ""))


def put_comments(db: sa.Connection) -> None:
    """Writes the words into a PostgreSQL database. SQLite knows no comments."""
    if db.dialect.name != "postgresql":
        return
    for line in _comments():
        db.exec_driver_sql(line.replace("%", "%%"))


def _comments() -> Iterator[str]:
    def text(words: str) -> str:
        return "'" + words.replace("'", "''") + "'"

    for part, columns in parts().items():
        if about(part):
            yield f"COMMENT ON {'VIEW' if part in VIEWS else 'TABLE'} {part} IS {text(about(part))}"
        for column in columns:
            if words := about_column(part, column):
                yield f'COMMENT ON COLUMN {part}."{column}" IS {text(words)}'


def datasette_metadata(database: str = "ledger") -> dict[str, Any]:
    """Metadata for Datasette: titles, what each table and column means, how to sort, what to hide."""
    tables: dict[str, Any] = {}
    hidden = {x.name for x in (*derived_tables.FINDING, *derived_tables.PACKED, search_tables.search_texts)}
    for part, columns in parts().items():
        entry: dict[str, Any] = {"description": about(part)} if about(part) else {}
        if said := {c: about_column(part, c) for c in columns if about_column(part, c)}:
            entry["columns"] = said
        own = _data()["parts"].get(part, {})
        for key in ("sort", "sort_desc", "facets", "label_column"):
            if key in own:
                entry[key] = own[key]
        if part in hidden:
            entry["hidden"] = True
        tables[part] = entry
    for name in ("search_words", *(f"search_words_{x}" for x in ("config", "data", "idx"))):
        tables[name] = {"hidden": True}
    top = _data()["ledger"]
    return {
        "title": top["title"],
        "description": top["description"],
        "databases": {database: {"description": top["database"], "queries": _data()["queries"], "tables": tables}},
    }


def reference() -> str:
    """The tables of ``docs/reference/ledger.md``, in Markdown."""
    out: list[str] = []
    hidden = {x.name for x in (*derived_tables.FINDING, *derived_tables.PACKED, search_tables.search_texts)}
    for part, columns in parts().items():
        if part in hidden:
            continue
        out += [f"### `{part}`{' (view)' if part in VIEWS else ''}", "", about(part), "", "| column | meaning |", "|---|---|"]
        out += [f"| `{c}` | {about_column(part, c)} |" for c in columns]
        out.append("")
    return "\n".join(out)


def write_datasette(out: Path, database: str = "ledger") -> Path:
    """Writes :data:`DATASETTE` into the folder of a ledger and gives its path: ``datasette ledger.db -m datasette.json``."""
    path = out / DATASETTE
    beside = path.with_name(path.name + ".part")
    beside.write_text(json.dumps(datasette_metadata(database), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    beside.replace(path)
    return path

"""A Data Package: the tables of the CSV export with a schema for each, made of their codebooks. The licence is left to whoever gives it out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rashomon.exports import csv_tables
from rashomon.exports.citation import note_of
from rashomon.exports.codebooks import Codebook, Column, codebook
from rashomon.exports.exported import About, Told, Written
from rashomon.exports.flat import TABLES
from rashomon.exports.manifest import sha256_of

DESCRIPTOR = "datapackage.json"
_TYPES = {"int": "integer", "flag": "integer", "number": "number", "date": "date", "datetime": "datetime", "bool": "boolean"}
#: Which column of a table names rows of which other.
_FOREIGN = {
    "estimates": (("incident_id", "incidents", "incident_id"),),
    "disagreements": (("incident_id", "incidents", "incident_id"),),
    "claims": (("incident_id", "incidents", "incident_id"), ("document", "documents", "document")),
}


def write(told: Iterable[Told], about: About, out: Path, options: Mapping[str, Any]) -> Written:
    """Writes the tables and ``datapackage.json`` into the folder ``out``."""
    made = csv_tables.write(told, about, out, options)
    path = out / DESCRIPTOR
    path.write_text(json.dumps(descriptor(about, out, str(options.get("dialect", "exact"))), ensure_ascii=False, indent=1) + "\n", "utf-8")
    made.files[path] = "what the package holds, with a schema for each table"
    return made


def descriptor(about: About, folder: Path, dialect: str) -> dict[str, Any]:
    """``datapackage.json`` of the tables that stand in a folder."""
    guard = " An apostrophe stands before cells that a spreadsheet would run as formulas." if dialect == "spreadsheet" else ""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": f"rashomon-{about.head[:12]}",
        "id": about.head,
        "title": "Incidents of a Rashomon ledger",
        "description": (
            "Who says what about which incident, in which words, and figures made of that by a policy. No licence is given here: add the one under "
            f"which you share it, and mind whose the quotes are.{guard} {note_of(about)}"
        ),
        "version": about.head[:12],
        "created": about.run_at,
        "keywords": ["conflict", "casualties", "claims", "news"],
        "resources": [_resource(codebook(name), folder / f"{name}.csv", dialect) for name in TABLES],
    }


def _resource(book: Codebook, path: Path, dialect: str) -> dict[str, Any]:
    return {
        "name": book.name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": path.name,
        "title": book.title,
        "description": book.about,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if dialect == "spreadsheet" else "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema_of(book),
    }


def schema_of(book: Codebook) -> dict[str, Any]:
    """The Table Schema of a codebook."""
    made: dict[str, Any] = {"fields": [_field(c) for c in book.columns if not c.optional], "missingValues": [""]}
    if book.key:
        made["primaryKey"] = list(book.key)
    foreign = _FOREIGN.get(book.name, ())
    if foreign:
        made["foreignKeys"] = [{"fields": [own], "reference": {"resource": table, "fields": [other]}} for own, table, other in foreign]
    return made


def _field(c: Column) -> dict[str, Any]:
    kind = _TYPES.get(c.type, "string")
    limits: dict[str, Any] = {} if c.nullable else {"required": True}
    for key, value in (("minimum", c.minimum), ("maximum", c.maximum)):
        if value is not None:
            limits[key] = int(value) if kind == "integer" else value
    if c.codes and not c.open and c.type != "list":
        limits["enum"] = [int(x.value) if kind == "integer" else x.value for x in c.codes]
    about = c.about + (f" Several, with {c.separator!r} between." if c.type == "list" else "")
    return {"name": c.name, "type": kind, "description": about, **({"constraints": limits} if limits else {})}

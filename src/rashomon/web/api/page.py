"""The reference page of the API, made from its OpenAPI: ``python -m rashomon.web.api.page docs/reference/api.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rashomon.web.api.schema import ABOUT, TAGS, described

HEAD = """# The API

Made from the OpenAPI (`/api/v1/openapi.json` of every server) by `python -m rashomon.web.api.page docs/reference/api.md`; do not edit. How it is used:
[how-to/api.md](../how-to/api.md). What the keys of rows mean: [output.md](output.md).
"""
_LENS = {"policy", "as_of"}
_INCIDENTS = [
    "q",
    "since",
    "until",
    "country",
    "place",
    "side",
    "harm",
    "killed_min",
    "kind",
    "status",
    "disagreement",
    "resolution",
    "basis",
    "confidence",
    "outlet",
    "background",
    "where",
    "bbox",
]


def page() -> str:
    """The page as Markdown."""
    told = described()
    schemas = told["components"]["schemas"]
    out = [HEAD, ABOUT.strip(), ""]
    first = next(m["get"] for p, m in told["paths"].items() if p == "/api/v1/incidents")
    out += [
        "## Which incidents",
        "",
        "These filters are taken wherever incidents are chosen (“the filters of incidents” below), as on the pages.",
        "",
    ]
    out += [*_table([p for p in first["parameters"] if p["name"] in _INCIDENTS], told), ""]
    for tag in TAGS:
        own = [(p, v, o) for p, methods in sorted(told["paths"].items()) for v, o in methods.items() if tag["name"] in o.get("tags", ())]
        if not own:
            continue
        out += [f"## {tag['name'].capitalize()}", "", tag["description"], ""]
        for path, verb, one in own:
            out += _operation(path, verb, one, told)
    out += ["## Objects", "", "Keys that may be null have a `?`. Objects may get further keys.", ""]
    for name, schema in sorted(schemas.items()):
        if schema.get("type") == "object" and schema.get("properties"):
            out += _object(name, schema)
    return "\n".join(out).rstrip() + "\n"


def _operation(path: str, verb: str, one: dict[str, Any], told: dict[str, Any]) -> Iterator[str]:
    yield f"### {verb.upper()} {path}"
    yield ""
    yield str(one.get("description") or one.get("summary", "")).replace("``", "`")
    yield ""
    given = one.get("parameters", [])
    names = {p["name"] for p in given}
    whole = set(_INCIDENTS) <= names
    notes = (["the filters of incidents"] if whole else []) + (["the lens (`policy`, `as_of`)"] if names >= _LENS else [])
    if notes:
        yield f"Takes {' and '.join(notes)}{', and' if len(names) > len(_LENS) + (len(_INCIDENTS) if whole else 0) else '.'}"
        yield ""
    rows = list(_table([p for p in given if p["name"] not in _LENS and not (whole and p["name"] in _INCIDENTS)], told))
    if rows:
        yield from [*rows, ""]
    answer = one["responses"].get("200", {})
    schema = answer.get("content", {}).get("application/json", {}).get("schema")
    if schema:
        yield f"Gives {_kind(schema)}."
        yield ""
    elif answer.get("description"):
        yield f"Gives: {answer['description']}"
        yield ""


def _table(parameters: list[dict[str, Any]], told: dict[str, Any]) -> Iterator[str]:
    if parameters:
        yield from ("| parameter | takes | |", "|---|---|---|")
    for p in parameters:
        schema = p["schema"]
        usual = schema.get("default")
        shown = f"; usual: {str(usual).lower() if isinstance(usual, bool) else usual}" if usual not in (None, "", [], False) else ""
        about = " ".join(str(p.get("description") or schema.get("description") or "").split()).replace("|", "\\|")
        yield f"| `{p['name']}`{' (in the path)' if p['in'] == 'path' else ''} | {_kind(schema)}{shown} | {about} |"


def _object(name: str, schema: dict[str, Any]) -> Iterator[str]:
    yield f"### {_plain(name)}"
    yield ""
    about = " ".join(str(schema.get("description", "")).split()).replace("``", "`")
    if about:
        yield about
        yield ""
    yield from ("| key | is | |", "|---|---|---|")
    for key, own in schema["properties"].items():
        about = " ".join(str(own.get("description", "")).split()).replace("``", "`").replace("|", "\\|")
        yield f"| {key} | {_kind(own)} | {about} |"
    yield ""


def _plain(name: str) -> str:
    return f"Page of {name.removeprefix('Page_').removesuffix('_')}" if name.startswith("Page_") else name


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in a few words."""
    if "$ref" in schema:
        name = _plain(schema["$ref"].rpartition("/")[2])
        return f"[{name}](#{name.lower().replace(' ', '-')})"
    if "anyOf" in schema:
        kinds = [_kind(s) for s in schema["anyOf"] if s.get("type") != "null"]
        return " or ".join(kinds) + ("?" if any(s.get("type") == "null" for s in schema["anyOf"]) else "")
    if "enum" in schema:
        return ", ".join(f"`{v}`" for v in schema["enum"] if v != "")
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema.get("type")
    if kind == "array":
        if "prefixItems" in schema:
            return "[" + ", ".join(_kind(s) for s in schema["prefixItems"]) + "]"
        return f"list of {_kind(schema.get('items', {}))}"
    if kind == "object":
        more = schema.get("additionalProperties")
        return f"object of {_kind(more)}" if isinstance(more, dict) and more else "object"
    if kind == "integer" and "minimum" in schema and "maximum" in schema and schema["maximum"] < 10_000:
        return f"number, {schema['minimum']} to {schema['maximum']}"
    words = {"string": "text", "integer": "number", "number": "number", "boolean": "yes or no (1, 0)"}
    return {"date": "day"}.get(schema.get("format", ""), words.get(str(kind), "anything"))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")

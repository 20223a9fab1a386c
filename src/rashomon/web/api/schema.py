"""The OpenAPI of the API alone: pages are for people."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from rashomon import __version__
from rashomon.web.api.routing import MODELS

ABOUT = """Claims, incidents and figures of one Rashomon ledger: who said what about which incident, in which words.

- **Nothing here is a verdict.** A figure is a view of claims; its reasons and quotes stand beside it. p_read and p_incident say how sure the
  reading is, not whether a thing happened.
- **Names of private persons are hidden** as [person 1]; the mask can miss. Offsets (start, end) are Unicode code points into the original text,
  end exclusive, whatever is hidden.
- **Lens:** policy and as_of are taken wherever figures or claims are given. The record (changes, runs, decisions) is what this ledger said when, and
  refuses them.
- **Lists** are {"items": [...], "next": cursor or null, "total": n}. Errors are application/problem+json and say what to do. Every answer has
  an ETag.
"""
TAGS = [
    {"name": "incidents", "description": "Incidents, estimates, disagreements and links, under a lens."},
    {"name": "evidence", "description": "Documents and claims: what was read, and where it stands."},
    {"name": "record", "description": "What this ledger said when, and why it changed."},
    {"name": "exports", "description": "Files for other programs."},
    {
        "name": "stand-ins",
        "description": "Our rows in the envelopes of other data sets, for clients that expect those. They are ours, not theirs.",
    },
    {"name": "review", "description": "Decisions of reviewers."},
]


def openapi(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI of what stands under ``/api/``, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="Rashomon", version=__version__, description=ABOUT, routes=app.routes, tags=TAGS, servers=[{"url": "/", "description": "this server"}]
        )  # fmt: skip
        made["paths"] = {path: told for path, told in made["paths"].items() if path.startswith("/api/")}
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for model in MODELS:
            schemas.setdefault(model.__name__, model.model_json_schema(ref_template="#/components/schemas/{model}"))
        app.openapi_schema = made
    return app.openapi_schema


def described() -> dict[str, Any]:
    """The same without a ledger: what the API of any server is."""
    from rashomon.web.routes import routers

    bare = FastAPI()
    for router in routers():
        bare.include_router(router)
    return openapi(bare)

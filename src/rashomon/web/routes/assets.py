"""Styles, scripts and pictures: our own, and Leaflet's out of the installed packages. A name is looked up in a table, never made into a path."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_markercluster
from fastapi import APIRouter, Request
from fastapi.responses import Response

from rashomon.web.problems import Problem

router = APIRouter()
STATIC = Path(__file__).parent.parent / "static"
#: What is served, and as what; anything else in the folder is not.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
_CLUSTER = Path(xstatic.pkg.leaflet_markercluster.BASE_DIR)
#: Third-party files by the names that pages use.
VENDOR = {
    "vendor/leaflet.js": _LEAFLET / "leaflet.js",
    "vendor/leaflet.css": _LEAFLET / "leaflet.css",
    "vendor/images/layers.png": _LEAFLET / "images" / "layers.png",
    "vendor/images/layers-2x.png": _LEAFLET / "images" / "layers-2x.png",
    "vendor/images/marker-icon.png": _LEAFLET / "images" / "marker-icon.png",
    "vendor/images/marker-icon-2x.png": _LEAFLET / "images" / "marker-icon-2x.png",
    "vendor/images/marker-shadow.png": _LEAFLET / "images" / "marker-shadow.png",
    "vendor/leaflet.markercluster.js": _CLUSTER / "leaflet.markercluster.js",
    "vendor/MarkerCluster.css": _CLUSTER / "MarkerCluster.css",
    "vendor/MarkerCluster.Default.css": _CLUSTER / "MarkerCluster.Default.css",
}
_YEAR = "public, max-age=31536000, immutable"
_ASK = "public, no-cache"


def table() -> dict[str, Path]:
    """Names to files, of all that is served under ``/static/``."""
    own = {p.relative_to(STATIC).as_posix(): p for p in STATIC.rglob("*") if p.suffix in TYPES and p.is_file() and not p.is_symlink()}
    return own | VENDOR


@cache
def _table() -> dict[str, Path]:
    return table()


@cache
def _read(path: Path, changed: int) -> tuple[bytes, str]:
    data = path.read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:16]


def _content(name: str) -> tuple[bytes, str] | None:
    """Bytes and version of a file that is served; None where there is none of that name."""
    path = _table().get(name)
    if path is None:
        _table.cache_clear()  # a file that came while the server runs, as it does for who works on one
        path = _table().get(name)
    try:
        return None if path is None else _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


def asset(name: str) -> str:
    """The address of a file with its version, under which a browser may keep it: ``{{ asset("base.css") }}`` in a template. Not for modules
    that other modules import: under two addresses a module runs twice."""
    found = _content(name)
    if found is None:
        raise LookupError(f"there is no {name} among the files that pages use")
    return f"/static/{name}?v={found[1]}"


@router.get("/static/{name:path}", include_in_schema=False)
def static(request: Request, name: str) -> Response:
    """A file by its name."""
    found = _content(name)
    if found is None:
        raise Problem(404, "not found", "there is no such file")
    data, version = found
    tag = f'"{version}"'
    headers = {"ETag": tag, "Cache-Control": _YEAR if request.query_params.get("v") == version else _ASK}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, headers=headers, media_type=TYPES[Path(name).suffix])

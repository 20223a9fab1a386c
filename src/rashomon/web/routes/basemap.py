"""``/map/…``: the offline basemap, and nothing of the ledger."""

from __future__ import annotations

import gzip

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rashomon.web import basemap
from rashomon.web.problems import Problem

router = APIRouter(prefix="/map")


@router.get("/world.json", include_in_schema=False)
def world(request: Request) -> Response:
    """Countries and disputed borders."""
    return _file(request, basemap.world())


@router.get("/provinces/{iso}.json", include_in_schema=False)
def provinces(request: Request, iso: str) -> Response:
    """Provinces of one country, by its ISO 3166 letters."""
    data = basemap.provinces(iso)
    if data is None:
        raise Problem(404, "not found", "the map has no provinces under this code; codes are those of ISO 3166, two capital letters")
    return _file(request, data)


def _file(request: Request, packed: bytes) -> Response:
    version = basemap.version()
    keep = request.query_params.get("v") == version
    headers = {
        "ETag": f'W/"{version}"',
        "Cache-Control": "public, max-age=31536000, immutable" if keep else "public, no-cache",
        "Vary": "Accept-Encoding",
    }
    if version in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, headers=headers | {"Content-Encoding": "gzip"}, media_type="application/json")
    return Response(gzip.decompress(packed), headers=headers, media_type="application/json")

"""The API (:mod:`rashomon.web.api`)."""

from __future__ import annotations

from fastapi import APIRouter

from rashomon.web.api import atom, evidence, exports, incidents, record, search, stand_ins

router = APIRouter()
for part in (evidence, incidents, record, search, exports, atom, stand_ins):
    router.include_router(part.router)

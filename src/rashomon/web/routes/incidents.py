"""The incidents of a ledger: table, map and timeline of one filtered set."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()

"""To be written: assets."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()

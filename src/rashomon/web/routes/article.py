"""To be written: article."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()

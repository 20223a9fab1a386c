"""JSON as the ledger and its files have it. Needs no database: workers write their readings in it."""

from __future__ import annotations

import json
from typing import Any

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_as_made = json.JSONEncoder(ensure_ascii=False).encode


def dumps(value: Any) -> str:
    """JSON as the ledger keeps it: one form for one value, so that it can be hashed."""
    return _canonical(value)


def as_made(value: Any) -> str:
    """JSON of a row of one of the three JSON Lines files: the keys stay in the order they have."""
    return _as_made(value)

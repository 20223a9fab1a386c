"""Ids made from content: the same content has the same id on every machine, in any order of arrival."""

from __future__ import annotations

import hashlib
import json


def content_id(prefix: str, *parts: object) -> str:
    """A stable id ``prefix-<16 hex digits>``: SHA-256 over the parts as canonical JSON.

    Parts may be strings, numbers, booleans, None, and lists or tuples of these.
    """
    raw = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{prefix}-{hashlib.sha256(raw.encode('utf-8')).hexdigest()[:16]}"

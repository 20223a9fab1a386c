"""Ids made from content: the same content has the same id on every machine, in any order of arrival."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def _json(part: object) -> str:
    """Canonical JSON of one part; strings, None and whole numbers, which nearly all are, without the encoder: five times as fast."""
    kind = type(part)
    if kind is str:
        return encode_basestring(part)  # type: ignore[arg-type]
    if part is None:
        return "null"
    return str(part) if kind is int else _encode(part)


def content_id(prefix: str, *parts: object) -> str:
    """A stable id ``prefix-<16 hex digits>``: SHA-256 over the parts as canonical JSON.

    Parts may be strings, numbers, booleans, None, and lists or tuples of these.
    """
    raw = f"[{','.join(map(_json, parts))}]"
    return f"{prefix}-{hashlib.sha256(raw.encode('utf-8')).hexdigest()[:16]}"

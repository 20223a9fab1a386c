"""What was written beside a page when it was archived: archives of ``rashomon fetch`` say what the feed declared of it, and who led to it.

A ``metadata`` record of JSON stands before the response it refers to::

    {"declared": [{"prop": "published", "value": "Mon, 04 Mar 2024 08:00:00 GMT", "by": "feed"}], "feed": "http://…", "asked": "http://…", "via": []}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rashomon.corpus.decoding import safe_text
from rashomon.inputs.warc_records import Record
from rashomon.model import Declared

MAX_NOTE = 64_000
#: Notes that wait for their response; it comes next, so more are of another making.
MAX_WAITING = 100
PROPS = frozenset({"published", "modified", "title", "outlet", "author", "language", "canonical_url"})
_OURS = b"software: rashomon/"


class Beside:
    """Notes of an archive, read as they come."""

    def __init__(self) -> None:
        self._ours = False
        self._notes: dict[str, dict[str, Any]] = {}

    @staticmethod
    def wanted(headers: Mapping[str, str]) -> int:
        """Bytes wanted of a record that is no page."""
        kind = headers.get("warc-type", "").lower()
        note = kind == "metadata" and headers.get("content-type", "").lower().startswith("application/json")
        return MAX_NOTE if note or kind == "warcinfo" else 0

    def take(self, record: Record) -> bool:
        """Whether the record is part of what ``rashomon fetch`` writes with every page: it was read here, and nobody misses it."""
        if record.kind == "warcinfo":
            self._ours = record.block.startswith(_OURS)
            return self._ours
        if not self._ours:
            return False
        if record.kind == "metadata":
            try:
                said = json.loads(record.block)
            except (ValueError, RecursionError):
                return False
            about = record.headers.get("warc-refers-to")
            if not isinstance(said, dict) or not about:
                return False
            if len(self._notes) >= MAX_WAITING:
                self._notes.pop(next(iter(self._notes)))
            self._notes[about] = said
        return record.kind in {"request", "metadata"}

    def of(self, record: Record) -> tuple[tuple[Declared, ...], tuple[tuple[str, str], ...]]:
        """What was declared of a page, word for word, and where its address came from."""
        said = self._notes.pop(record.headers.get("warc-record-id", ""), {})
        declared = said.get("declared")
        found = [
            Declared(d["prop"], safe_text(d["value"])[0][:2000], "feed")
            for d in (declared if isinstance(declared, list) else [])[:20]
            if isinstance(d, dict) and d.get("prop") in PROPS and isinstance(d.get("value"), str) and d.get("by") == "feed"
        ]
        where = [(key, safe_text(said[key])[0][:2000]) for key in ("asked", "feed") if isinstance(said.get(key), str)]
        return tuple(found), tuple(where)

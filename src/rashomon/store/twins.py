"""One text under two names: two reports of the same words, kept apart in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rashomon.model import content_id
from rashomon.store.codec import decode, encode
from rashomon.store.reading import Reading


def told_apart(readings: Iterable[Reading]) -> list[Reading]:
    """Readings sorted by document name, with ids of claims and mentions unique.

    Ids are made from a document's text, so the same text under a second name would give the same ids again. The first name keeps them;
    the others get ids made from id and name.
    """
    seen: set[str] = set()
    out = []
    for reading in sorted(readings, key=lambda r: r.document.name):
        if reading.document.document_id in seen and (reading.claims or reading.incidents):
            reading = renamed(reading)
        seen.add(reading.document.document_id)
        out.append(reading)
    return out


def renamed(reading: Reading) -> Reading:
    """The reading with ids of its own, made from the ids and the name."""
    name = reading.document.name
    new = {c.claim_id: content_id("c", c.claim_id, name) for c in reading.claims}
    new |= {m.mention_id: content_id("im", m.mention_id, name) for m in reading.incidents}

    def swap(value: Any) -> Any:
        if isinstance(value, str):
            return new.get(value, value)
        if isinstance(value, list):
            return [swap(v) for v in value]
        if isinstance(value, dict):
            return {k: swap(v) for k, v in value.items()}
        return value

    data = encode(reading)
    return decode(Reading, {**swap({k: v for k, v in data.items() if k != "document"}), "document": data["document"]})

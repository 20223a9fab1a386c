"""What a document brings to others, worked out of it where it was read. Needs no database: workers make it."""

from __future__ import annotations

import json
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Prepared(NamedTuple):
    """What a document brings to others (:class:`rashomon.corpus.growing.DocumentFacts`), and what is written of it while no other moves it.

    ``head``, ``known``, ``matters`` and ``row`` are JSON as the ledger keeps it, ``keys`` and ``runs`` (of words, in order) numbers of 8 bytes,
    ``words`` those that search knows it by. ``quiet``: nothing was read in it but itself, so it moves no incident.
    """

    document: str
    document_no: int
    document_id: str
    used: bool
    outlet: str | None
    url: str | None
    date_order: str | None
    open_date: bool
    quiet: bool
    head: str
    known: str | None
    matters: str
    keys: bytes
    runs: bytes
    row: str
    words: str

    @property
    def shingles(self) -> NDArray[np.int64]:
        """Its keys, sorted."""
        return np.frombuffer(self.keys, dtype="<i8")

    @property
    def matter_numbers(self) -> list[int]:
        """Days and counts it tells, by its own date."""
        return list(json.loads(self.matters))

"""Answers that were made already: many ask the same of one state of the ledger, and hiding names costs more than all else."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

#: Bytes of all answers that are kept, and of the largest one.
ROOM, LARGEST = 64_000_000, 2_000_000
#: Addresses whose answer follows from the state of the ledger alone; what is on record (runs, decisions) moves without it.
ALIKE = tuple(f"/api/v1/{name}" for name in ("claims", "disagreements", "documents", "estimates", "incidents", "links", "search"))


class Kept:
    """Bodies by their tag, which says all that they depend on (:func:`rashomon.web.answers.etag`). They are of one state of the ledger: when it
    moves, all leave, and with them the words of what was removed; else the oldest leave first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._held = room, 0
        self._bodies: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._state = ""
        self._lock = Lock()

    def get(self, tag: str) -> tuple[bytes, str] | None:
        """The body and its type; None where it was not made yet, or is gone."""
        with self._lock:
            if (found := self._bodies.get(tag)) is not None:
                self._bodies.move_to_end(tag)
            return found

    def keep(self, tag: str, state: str, path: str, body: bytes, media_type: str) -> None:
        """Keeps a body of this state of the ledger, if others may be given it too."""
        if len(body) > LARGEST or not path.startswith(ALIKE):
            return
        with self._lock:
            if state != self._state:
                self._bodies.clear()
                self._state, self._held = state, 0
            if tag in self._bodies:
                return
            self._bodies[tag] = (body, media_type)
            self._held += len(body)
            while self._held > self._room:
                _, (gone, _) = self._bodies.popitem(last=False)
                self._held -= len(gone)

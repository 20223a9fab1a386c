"""The ledger that a server reads: opened once, and again where another file has taken its place."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Lock

from rashomon.errors import LedgerError
from rashomon.queries import Desk
from rashomon.store.engine import Where, is_url
from rashomon.web.settings import Settings

#: How often the file is looked at, in seconds.
EVERY = 0.5


class Opened:
    """Gives the desk of the ledger as it is now. A ledger that is put in the place of another (a restored copy, `forget` or `migrate` that
    wrote it anew) is read from the next request on; the old one stays open for who still reads it."""

    def __init__(self, where: Where, settings: Settings) -> None:
        self.where, self.settings = where, settings
        self._file = None if is_url(where) else Path(where)
        self._lock, self._looked, self._mark = Lock(), time.monotonic(), self._stat()
        self._desk = self._open()

    def _open(self) -> Desk:
        s = self.settings
        return Desk(self.where, names=s.names, coarsen=s.coarsen, seconds=s.seconds)

    def _stat(self) -> tuple[int, int] | None:
        if self._file is None:
            return None
        try:
            info = self._file.stat()
        except OSError:
            return (0, 0)
        return (info.st_dev, info.st_ino)

    def desk(self) -> Desk:
        """The desk. Raises LedgerError while the file is away or is no ledger."""
        if self._file is None or time.monotonic() - self._looked < EVERY:
            return self._desk
        with self._lock:
            self._looked = time.monotonic()
            mark = self._stat()
            if mark != self._mark:
                if mark == (0, 0):
                    self._looked = 0
                    raise LedgerError("the ledger's file is not there now; put it back, and pages go on")
                fresh = self._open()
                old, self._desk, self._mark = self._desk, fresh, mark
                old.close()
            return self._desk

    def close(self) -> None:
        """Closes it."""
        self._desk.close()

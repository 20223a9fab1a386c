"""A ledger that many read at once: its connections, its shelves, and the masker that hides private names in what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from rashomon.model import Document
from rashomon.model.exported import Told
from rashomon.people import Masker
from rashomon.queries.entry import Entry
from rashomon.queries.lens import Lens
from rashomon.queries.shelf import Shelf
from rashomon.store import Ledger
from rashomon.store.engine import Where


@dataclass(frozen=True, slots=True)
class State:
    """Which ledger, and as of which run: what a page says the data are from. ``run_id`` 0: nothing was derived yet."""

    ledger_id: str | None
    run_id: int
    run_at: str
    policy: str
    documents: int
    latest: str | None  # the last day of publication

    @property
    def tag(self) -> str:
        """Changes with every run that derives something: what an ETag is made of."""
        return f"{self.ledger_id or ''}-{self.run_id}"


class Desk:
    """Opened once for a server. ``names``: names of private persons are shown, which whoever opens it has put on record; ``coarsen``: private
    places are rounded. ``seconds`` is how long one question may take."""

    def __init__(self, where: Where, *, names: bool = False, coarsen: bool = False, seconds: float = 20) -> None:
        self.where, self.names, self.coarsen, self.seconds = where, names, coarsen, seconds
        self.ledger = Ledger(where)

    def close(self) -> None:
        """Closes it."""
        self.ledger.close()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection for reading that sees one state of the ledger. A question that takes longer than ``seconds`` ends with an error."""
        with self.ledger.read() as db:
            yield db

    def state(self, db: sa.Connection) -> State:
        """Which ledger this is now."""
        raise NotImplementedError

    def shelf(self, db: sa.Connection, lens: Lens) -> Shelf:
        """The incidents under a lens, as of the state that ``db`` sees. The first one of a lens takes a while; after a run only what it
        changed is read again (``as_of`` is derived anew)."""
        raise NotImplementedError

    def told(self, db: sa.Connection, lens: Lens, incident_id: str) -> Told | None:
        """One incident with its claims and documents under a lens; an id that it had once does, too. None: there is none."""
        raise NotImplementedError

    def masker(self, documents: Mapping[str, Document]) -> Masker:
        """What every text of these documents passes through before it is shown."""
        return Masker.for_documents(documents, names=self.names)

    def shown(self, db: sa.Connection, entries: list[Entry]) -> list[Entry]:
        """Entries with names of private persons hidden, and private places rounded where the desk does so."""
        raise NotImplementedError

"""A ledger that many read at once: its connections, its shelves, and the masker that hides private names in what is shown."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock, RLock

import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.model import Document
from rashomon.model.exported import Told
from rashomon.people import Masker
from rashomon.pipeline.deciding import DERIVING
from rashomon.queries.building import entries_now
from rashomon.queries.entry import Entry
from rashomon.queries.lens import Lens
from rashomon.queries.lensed import entries_through, told_through
from rashomon.queries.limits import TooLong, limited, was_cut_off
from rashomon.queries.shelf import Shelf
from rashomon.queries.texts import with_words
from rashomon.store import Ledger, evidence
from rashomon.store import derived_tables as d
from rashomon.store.engine import Where
from rashomon.store.meta import ledger_id
from rashomon.store.runs import last_finished

#: Shelves held at once; the ledger's own is one of them.
_SHELVES = 6


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
        self._state: State | None = None
        self._shelves: OrderedDict[Lens, Shelf] = OrderedDict()
        self._lock, self._making = Lock(), RLock()

    def close(self) -> None:
        """Closes it."""
        self.ledger.close()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection for reading that sees one state of the ledger. A question that takes longer than ``seconds`` ends with an error
        (:class:`TooLong`)."""
        try:
            with self.ledger.read() as db, limited(db, self.seconds):
                yield db
        except LedgerError as err:
            if was_cut_off(err):
                raise TooLong(f"the question took longer than {self.seconds:g} seconds and was ended; ask for less at once") from err
            raise

    def state(self, db: sa.Connection) -> State:
        """Which ledger this is now."""
        last = last_finished(db, DERIVING)
        run_id = int(last["run_id"]) if last is not None else 0
        kept = self._state
        if kept is not None and kept.run_id == run_id and run_id:
            return kept
        c = d.documents.c
        row = db.execute(sa.select(sa.func.count(), sa.func.max(c.published)).select_from(d.documents)).one()
        made = State(
            ledger_id(db), run_id, str(last["finished"]) if last is not None else "", str(last["policy"]) if last is not None else "current",
            int(row[0]), row[1],
        )  # fmt: skip
        self._state = made
        return made

    def shelf(self, db: sa.Connection, lens: Lens) -> Shelf:
        """The incidents under a lens, as of the state that ``db`` sees. The first one of a lens takes a while; after a run only what it
        changed is read again (``as_of`` is derived anew)."""
        state = self.state(db)
        at = self._plain(lens, state)
        with self._lock:
            kept = self._shelves.get(at)
        if kept is None or kept.run_id != state.run_id:
            with self._making:
                kept = self._shelves.get(at)
                if kept is None or kept.run_id != state.run_id:
                    entries = entries_now(db) if at == Lens() else entries_through(db, at)
                    kept = Shelf(entries, state.run_id)
                    with self._lock:
                        self._shelves[at] = kept
                        self._shelves.move_to_end(at)
                        while len(self._shelves) > _SHELVES:
                            self._shelves.popitem(last=False)
        return kept.searching(lambda text: with_words(db, text))

    @staticmethod
    def _plain(lens: Lens, state: State) -> Lens:
        """The lens with what makes no difference left out."""
        return replace(lens, policy=None) if lens.policy == state.policy else lens

    def told(self, db: sa.Connection, lens: Lens, incident_id: str) -> Told | None:
        """One incident with its claims and documents under a lens; an id that it had once does, too. None: there is none."""
        return told_through(db, self._plain(lens, self.state(db)), incident_id, coarsen=self.coarsen)

    def masker(self, documents: Mapping[str, Document]) -> Masker:
        """What every text of these documents passes through before it is shown."""
        return Masker.for_documents(documents, names=self.names)

    def shown(self, db: sa.Connection, entries: list[Entry]) -> list[Entry]:
        """Entries with names of private persons hidden, and private places rounded where the desk does so."""
        if self.names:
            return list(entries)
        names = {n for e in entries for n in e.documents}
        masker = self.masker(evidence.load_documents(db, names))
        out = []
        for e in entries:
            where = e.documents

            def known(values: tuple[str, ...], where: tuple[str, ...] = where) -> tuple[str, ...]:
                return tuple(masker.known(where, v) for v in values)

            place = replace(e.place, name=masker.known(where, e.place.name)) if e.place else None
            figures = tuple(
                replace(
                    f,
                    side=masker.known(where, f.side) if f.side else f.side,
                    words=masker.words(where, f.words) if f.words else f.words,
                )
                for f in e.figures
            )
            killed = figures[e.figures.index(e.killed)] if e.killed in e.figures else None
            out.append(
                replace(
                    e,
                    label=masker.words(where, e.label),
                    place=place,
                    sides=known(e.sides),
                    attackers=known(e.attackers),
                    attributed=known(e.attributed),
                    attribution=tuple((masker.known(where, a), b, known(by), known(no)) for a, b, by, no in e.attribution),
                    targets=known(e.targets),
                    places=known(e.places),
                    figures=figures,
                    killed=killed,
                )
            )
        return out

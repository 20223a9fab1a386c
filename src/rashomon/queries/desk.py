"""A ledger that many read at once: its connections, its shelves, and the masker that hides private names in what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from rashomon.errors import InputError, LedgerError
from rashomon.model import Document
from rashomon.model.exported import Told
from rashomon.people import Masker
from rashomon.pipeline.deciding import DERIVING
from rashomon.pipeline.exporting import rounded
from rashomon.queries.building import entries_now
from rashomon.queries.clock import Clock, clock
from rashomon.queries.coarse import coarse_entries
from rashomon.queries.deriving import Then, entries_then, entries_through, then
from rashomon.queries.entry import Entry
from rashomon.queries.holding import Holding
from rashomon.queries.jobs import Jobs
from rashomon.queries.keeper import Keeper
from rashomon.queries.lens import Lens
from rashomon.queries.limits import TooLong, limited, unhurried, was_cut_off
from rashomon.queries.query import Query
from rashomon.queries.refresh import moved_since
from rashomon.queries.shelf import Shelf
from rashomon.queries.shown import Veil
from rashomon.queries.state import State, state_of
from rashomon.queries.texts import with_words
from rashomon.queries.thens import Looked
from rashomon.queries.tolds_now import told_now
from rashomon.store import Ledger
from rashomon.store import evidence_tables as t
from rashomon.store.engine import Where
from rashomon.store.runs import last_finished

__all__ = ["Desk", "State"]

#: Shelves and derivations held at once; the ledger's own shelf is held apart.
_SHELVES, _THENS = 6, 2
#: Incidents, and documents, that are derived while somebody waits; more are derived by a process of their own.
_AT_ONCE = 120
#: Incidents that are derived again at once, because a run moved them.
_AGAIN = 120
#: Incidents, and documents, beyond which another policy or another moment is not derived for a page at all.
_MOST = 30_000
#: Seconds that somebody waits for a process of its own before being told to ask again: whoever waits holds a connection.
_PATIENCE = 3.0
#: Seconds that reading all incidents may take, whatever is allowed for a question.
_READING = 600


class Desk:
    """Opened once for a server. ``names``: names of private persons are shown, which whoever opens it has put on record; ``coarsen``: private
    places are rounded. ``seconds`` is how long one question may take."""

    def __init__(self, where: Where, *, names: bool = False, coarsen: bool = False, seconds: float = 20) -> None:
        self.where, self.names, self.coarsen, self.seconds = where, names, coarsen, seconds
        self.ledger = Ledger(where)
        self._keeper = Keeper(where)
        self._state: State | None = None
        self._forgotten = 0
        self._own: Holding[Shelf] = Holding(1)
        self._shelves: Holding[Shelf] = Holding(_SHELVES)
        self._thens: Holding[Looked] = Holding(_THENS)
        self._clocks: Holding[Clock] = Holding(1)
        self._veil = Veil()
        self._jobs = Jobs(where)
        self._patience = min(_PATIENCE, seconds / 2)

    def close(self) -> None:
        """Closes it, and ends what it derives."""
        self._jobs.close()
        self.ledger.close()
        self._keeper.close()

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
        before = self._state
        self._state = made = state_of(db, before)
        if made is not before:
            forgotten = db.scalar(sa.select(sa.func.max(t.tombstones.c.tombstone_id))) or 0
            if forgotten != self._forgotten:  # what was derived of a forgotten article goes with it
                self._forgotten = forgotten
                self._thens.clear()
                self._shelves.clear()
        return made

    def shelf(self, db: sa.Connection, lens: Lens) -> Shelf:
        """The incidents under a lens, as of the state that ``db`` sees. The first one of a lens takes a while; after a run only what it
        changed is read again. Raises TooLong while figures of another policy, or those as of a moment, are still being made."""
        state = self.state(db)
        at = self._plain(db, lens, state)
        make: Callable[[Shelf | None], Shelf]
        if at == Lens():
            held, make = self._own, lambda old: self._read_again(db, state, old)
        elif at.as_of is None:
            held, make = self._shelves, lambda old: self._through(db, state, at, old)
        else:
            held, make = self._shelves, lambda _: self._then_shelf(db, state, at)
        patience = self.seconds if at == Lens() else self._waits(self._many(db, state, at))
        kept = held.obtain(at, lambda s: s.run_id >= state.run_id and s.ledger_id == state.ledger_id, make, patience)
        may_ask = None if self.names else lambda field, value: self._veil.may_ask(db, kept, field, value)
        return kept.searching(lambda text: with_words(db, text, names=self.names), may_ask)

    def _many(self, db: sa.Connection, state: State, at: Lens) -> int:
        """How many documents have to be derived for a lens."""
        by = at.moment
        return state.documents if by is None else self.clock(db).out(by)

    def _waits(self, many: int) -> float:
        """How long somebody waits for what somebody else makes: not for a process of its own, since who waits holds a connection."""
        return self.seconds if many <= _AT_ONCE else self._patience

    def _read_again(self, db: sa.Connection, state: State, old: Shelf | None) -> Shelf:
        with unhurried(db, _READING):
            moved = moved_since(db, old.entries, old.run_id, state.run_id) if old and old.ledger_id == state.ledger_id else None
            if old is None or moved is None:
                entries = coarse_entries(db, entries_now(db)) if self.coarsen else entries_now(db)
                return Shelf(entries, state.run_id, ledger_id=state.ledger_id)
            again = entries_now(db, moved.ids, moved.outlets)
            return old.moved(coarse_entries(db, again) if self.coarsen else again, moved.gone, state.run_id)

    def _through(self, db: sa.Connection, state: State, at: Lens, old: Shelf | None) -> Shelf:
        policy = at.policy or "current"
        with unhurried(db, _READING):
            moved = moved_since(db, old.entries, old.run_id, state.run_id) if old and old.ledger_id == state.ledger_id else None
            if old is not None and moved is not None and len(moved.ids) <= _AGAIN:
                again = entries_through(db, policy, moved.ids)
                return old.moved(coarse_entries(db, again) if self.coarsen else again, moved.gone, state.run_id)
            count = len(self.shelf(db, Lens()).entries)
            if count <= _AT_ONCE:
                run_id, entries = state.run_id, entries_through(db, policy)
            else:
                words = f"the figures of all {count:,} incidents under the policy {policy}"
                if count > _MOST:
                    raise InputError(
                        f"{words} are more than are made for a page ({_MOST:,}); a single incident can be looked at under it, "
                        f"`rashomon export --policy {policy}` gives all of them"
                    )
                run_id, entries = self._jobs.wait((state.ledger_id, at), policy, None, self._patience, words)
            made = coarse_entries(db, entries) if self.coarsen else entries
            shelf = Shelf(made, run_id, ledger_id=state.ledger_id, notes=self._notes(state))
        return shelf if run_id >= state.run_id else self._through(db, state, at, shelf)  # what moved while it was made

    def _then_shelf(self, db: sa.Connection, state: State, at: Lens) -> Shelf:
        looked = self._looked(db, at)
        entries = entries_then(db, looked.then)
        if self.coarsen:
            entries = coarse_entries(db, entries, looked.claims)
        return Shelf(entries, state.run_id, ledger_id=state.ledger_id, notes=self._notes(state, looked.then.notes))

    def clock(self, db: sa.Connection) -> Clock:
        """When the ledger's documents came out: the stops of a slider over moments."""
        state = self.state(db)
        return self._clocks.obtain(state.tag, lambda _: True, lambda _: clock(db), self.seconds)

    def days(self, db: sa.Connection) -> list[tuple[date, int]]:
        """Days on which documents came out, with how many."""
        return list(self.clock(db).days)

    def then(self, db: sa.Connection, lens: Lens) -> Then:
        """All that had been published by the moment of a lens, under its policy, derived again. Raises TooLong while it is being made."""
        return self._looked(db, lens).then

    def _looked(self, db: sa.Connection, at: Lens) -> Looked:
        by, state = at.moment, self.state(db)
        if by is None:
            raise ValueError("a lens without a moment")
        policy = at.policy or state.own_policy
        ticks = self.clock(db)
        many, key = ticks.out(by), (state.ledger_id, ticks.mark(by), policy)

        def make(_: Looked | None) -> Looked:
            if many <= _AT_ONCE:
                with unhurried(db, _READING):
                    return Looked(then(db, by, policy))
            words = f"the incidents of the {many:,} documents published by {by.words}"
            if many > _MOST:
                raise InputError(
                    f"{words} are more than are derived for a page ({_MOST:,}); `rashomon export --as-of {at.as_of}` gives them"
                )
            mark, found = self._jobs.wait(key, policy, at.as_of, self._patience, words)[1]
            if mark != key[1]:
                raise TooLong("the ledger said something else of that time meanwhile; ask again", retry=1)
            return Looked(found)

        return self._thens.obtain(key, lambda _: True, make, self._waits(many))

    def _plain(self, db: sa.Connection, lens: Lens, state: State) -> Lens:
        """The lens with what makes no difference left out."""
        at = replace(lens, policy=None) if lens.policy == state.own_policy else lens
        if at.as_of is None or at.policy is not None or state.weights or not state.run_id:
            return at
        ticks, by = self.clock(db), at.moment
        return Lens() if by is not None and not ticks.undated and ticks.mark(by) == ticks.everything else at

    def _notes(self, state: State, more: tuple[str, ...] = ()) -> tuple[str, ...]:
        told = f"the ledger's own figures are made with the weights {state.weights}, these without"
        return (told, *more) if state.weights else more

    def told(self, db: sa.Connection, lens: Lens, incident_id: str) -> Told | None:
        """One incident with its claims and documents under a lens; an id that it had once does, too. None: there is none."""
        at = self._plain(db, lens, self.state(db))
        if last_finished(db, DERIVING) is None:
            return None
        if at.as_of is None:
            made = told_now(db, at.policy, incident_id)
        else:
            looked = self._looked(db, at)
            name = looked.called(db, incident_id)
            made = looked.told(name) if name is not None else None
        return replace(made, incident=rounded(made.incident, made.claims)) if made is not None and self.coarsen else made

    def masker(self, documents: Mapping[str, Document]) -> Masker:
        """What every text of these documents passes through before it is shown."""
        return Masker.for_documents(documents, names=self.names)

    def shown(self, db: sa.Connection, entries: list[Entry]) -> list[Entry]:
        """Entries with names of private persons hidden. (Private places are rounded on the shelf already, where the desk does so.)"""
        return list(entries) if self.names else self._veil.entries(db, entries)

    def shown_facets(self, db: sa.Connection, shelf: Shelf, query: Query, most: int = 40) -> dict[str, list[tuple[str, int]]]:
        """:meth:`Shelf.facets` as they may be shown: places and sides that a private person's name is part of are counted together, under
        :data:`rashomon.queries.shown.HIDDEN`, which is no value to ask for."""
        facets = shelf.facets(query, most)
        return facets if self.names else self._veil.facets(db, shelf, facets)

"""Entries and counts with names of private persons hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from threading import Lock

import sqlalchemy as sa

from rashomon.model.places import Place
from rashomon.people import Masker
from rashomon.queries.entry import Entry, Figure
from rashomon.queries.matching import FACETS
from rashomon.queries.nameless import is_no_name
from rashomon.queries.shelf import Shelf
from rashomon.store import evidence

#: What stands in a list of values for those that a private person's name is part of.
HIDDEN = "[name hidden]"
#: Fields whose values can hold a person's name.
_NAMED = ("place", "side")
#: "Shelling near Dorn / Upper Dorn": what happened begins with the only capital before the place.
_LABEL = re.compile(r"([A-Z][^A-Z]*? (?:in|near) )(.+)", re.DOTALL)
#: Incidents, and values, remembered as holding no private name.
_KEPT = 50_000


class Veil:
    """Hides names, and remembers what holds none, so that a page that was shown once costs nothing the second time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._plain: dict[object, bool] = {}

    def entries(self, db: sa.Connection, entries: Sequence[Entry]) -> list[Entry]:
        """Entries as one page shows them."""
        doubtful = [e for e in entries if not self._plain.get(_mark(e)) and not no_name(e)]
        if not doubtful:
            return list(entries)
        masker = _masker(db, doubtful)
        made = {e.incident_id: masked(e, masker) for e in doubtful}
        self._remember((_mark(e), made[e.incident_id] == e) for e in doubtful)
        return [made.get(e.incident_id, e) for e in entries]

    def facets(self, db: sa.Connection, shelf: Shelf, facets: dict[str, list[tuple[str, int]]]) -> dict[str, list[tuple[str, int]]]:
        """Counts as they may be shown."""
        out = dict(facets)
        self._know(db, shelf, {(name, v) for name in _NAMED for v, _ in facets.get(name, ())})
        for name in _NAMED:
            rows = facets.get(name, [])
            hidden = sum(n for v, n in rows if not self._plain.get((name, v)))
            out[name] = [(v, n) for v, n in rows if self._plain.get((name, v))] + ([(HIDDEN, hidden)] if hidden else [])
        return out

    def may_ask(self, db: sa.Connection, shelf: Shelf, name: str, value: str) -> bool:
        """Whether a value may be asked for: one that is hidden where it stands may not, or a guess would be answered."""
        if name not in _NAMED:
            return True
        folded = value.casefold()
        meant = {(name, v) for e in shelf.entries.values() for v in FACETS[name](e) if v.casefold() == folded}
        self._know(db, shelf, meant)
        return all(self._plain.get(x) for x in meant)

    def _know(self, db: sa.Connection, shelf: Shelf, asked: set[tuple[str, str]]) -> None:
        self._remember((x, True) for x in sorted(asked) if x not in self._plain and is_no_name(x[1]))
        unknown = {x for x in asked if x not in self._plain}
        if unknown:
            self._judge(db, shelf, unknown)

    def _judge(self, db: sa.Connection, shelf: Shelf, wanted: set[tuple[str, str]]) -> None:
        """Looks, in some of the incidents that have a value, whether it is a person's name there."""
        where: dict[tuple[str, str], list[Entry]] = {x: [] for x in wanted}
        for e in shelf.entries.values():
            for name in _NAMED:
                for v in FACETS[name](e):
                    if (held := where.get((name, v))) is not None and len(held) < 2:
                        held.append(e)
        masker = _masker(db, {e.incident_id: e for held in where.values() for e in held}.values())
        self._remember(
            ((name, v), all(masker.known(e.documents, v) == v for e in held)) for (name, v), held in sorted(where.items())
        )  # fmt: skip

    def _remember(self, rows: Iterable[tuple[object, bool]]) -> None:
        found = list(rows)
        with self._lock:
            if len(self._plain) > _KEPT:
                self._plain.clear()
            self._plain.update(found)


def _mark(e: Entry) -> object:
    return e.incident_id, e.version, e.label, e.documents


def _masker(db: sa.Connection, entries: Iterable[Entry]) -> Masker:
    return Masker.for_documents(evidence.load_documents(db, {n for e in entries for n in e.documents}))


def masked(e: Entry, masker: Masker) -> Entry:
    """An entry as it may be shown."""

    def known(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(masker.known(e.documents, v) for v in values)

    figures = tuple(_figure(f, e, masker) for f in e.figures)
    killed = next((figures[n] for n, f in enumerate(e.figures) if f == e.killed), None)
    place = e.place if e.place is None or _found(e.place) else replace(e.place, name=masker.known(e.documents, e.place.name))
    return replace(
        e,
        label=_label(e, masker),
        place=place,
        sides=known(e.sides),
        attackers=known(e.attackers),
        attributed=known(e.attributed),
        attribution=tuple((masker.known(e.documents, a), basis, known(by), known(denied)) for a, basis, by, denied in e.attribution),
        targets=known(e.targets),
        places=tuple(p if e.place and _found(e.place) and p == e.place.name else masker.known(e.documents, p) for p in e.places),
        figures=figures,
        killed=killed,
    )


def no_name(e: Entry) -> bool:
    """Whether an entry holds nothing that could be a private person's name, whatever its documents say: then they need not be read."""
    place = {e.place.name} if e.place and _found(e.place) else set()
    parts = _parts(e.label)
    names = [*(parts[1] if parts else [e.label]), *e.places, *([e.place.name] if e.place else [])]
    said = {*e.sides, *e.attackers, *e.attributed, *e.targets, *(x for f in e.figures for x in (f.side, f.words) if x)}
    for actor, _, by, denied in e.attribution:
        said |= {actor, *by, *denied}
    return all(is_no_name(x) for x in said) and all(x in place or is_no_name(x) for x in names)


def _found(place: Place) -> bool:
    """Whether the gazetteer has the place: then its name is that of a place."""
    return place.lat is not None or place.country is not None


def _parts(label: str) -> tuple[str, list[str]] | None:
    """A label in two: what happened, and the names of the place; None for a label of another make."""
    made = _LABEL.fullmatch(label)
    return (made[1], made[2].split(" / ")) if made else None


def _label(e: Entry, masker: Masker) -> str:
    parts = _parts(e.label)
    if parts is None:
        return masker.words(e.documents, e.label)
    here = e.place.name if e.place and _found(e.place) else None
    return parts[0] + " / ".join(n if n == here else masker.known(e.documents, n) for n in parts[1])


def _figure(f: Figure, e: Entry, masker: Masker) -> Figure:
    if not f.side and not f.words:
        return f
    side = masker.known(e.documents, f.side) if f.side else f.side
    return replace(f, side=side, words=masker.words(e.documents, f.words) if f.words else f.words)

"""Places out of entries: one for each entry of the gazetteer, aggregates apart, and every reason for having no coordinates."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from entries_made import entry, figure

from rashomon.model.places import Place
from rashomon.queries import Desk, Entry, Lens, Shelf
from rashomon.queries.places import at_place, countries, groups_of, places, why_not, without
from rashomon.store.ledger import writing

DORN = Place("Dorn", "Kesh", "Mali", 14.5, -4.2, 1)
NEAR = Place("Dorn", "Kesh", "Mali", 14.5, -4.2, 2)
OTHER = Place("Dorn", None, "Chad", 12.0, 15.0, 4)
LOST = Place("Yard", basis="unresolved: no entry of this name")
ROWS = [
    entry(1, place=DORN, places=("Dorn",), figures=(figure(best=2),), killed=figure(best=2)),
    entry(2, place=NEAR, places=("Dorn", "The Mill"), figures=(figure(best=3),), killed=figure(best=3)),
    entry(3, place=DORN, places=("Dorn",), kind="aggregate", killed=figure(best=90)),
    entry(4, place=OTHER, places=("Dorn",), killed=None),
    entry(5, place=LOST, places=("Yard",), killed=None),
    entry(6, place=None, places=("Old Yard",), killed=None),
    entry(7, place=None, killed=None, background=True),
]


class Made(Desk):
    """A desk over entries that were made."""

    def shelf(self, db: sa.Connection, lens: Lens) -> Shelf:
        return Shelf(ROWS, 1)


def made(tmp_path: Path) -> Made:
    with writing(tmp_path / "ledger.db"):
        pass
    return Made(tmp_path / "ledger.db")


def test_a_place_is_an_entry_of_the_gazetteer_and_no_name(tmp_path: Path) -> None:
    desk = made(tmp_path)
    with desk.read() as db:
        found = places(desk, db, Lens()).items
        assert [(w.name, w.country, w.incidents, w.aggregates) for w in found] == [
            ("Dorn", "Mali", 2, 1), ("Dorn", "Chad", 1, 0), ("Old Yard", None, 1, 0), ("Yard", None, 1, 0),
        ]  # fmt: skip
        first = found[0]
        assert first.killed is not None and first.killed.best == 5, "the aggregate's ninety are no part of it"
        assert first.precision == {"exact place": 2, "near it, within some 25 km": 1} and first.others == ("The Mill",)
        assert found[1].killed is None and found[1].precision == {"known to the province": 1}
        assert countries(desk, db, Lens()) == [("Chad", 1), ("Mali", 1)]
    desk.close()


def test_filters_and_pages_lose_nothing(tmp_path: Path) -> None:
    desk = made(tmp_path)
    with desk.read() as db:
        assert [w.name for w in places(desk, db, Lens(), located="no").items] == ["Old Yard", "Yard"]
        assert [w.country for w in places(desk, db, Lens(), country="Chad").items] == ["Chad"]
        assert [w.country for w in places(desk, db, Lens(), q="mill").items] == ["Mali"]
        pages = [places(desk, db, Lens(), start=n, limit=1) for n in range(4)]
        assert [p.items[0].name for p in pages] == ["Dorn", "Dorn", "Old Yard", "Yard"]
        assert [p.next for p in pages] == ["1", "2", "3", None] and {p.total for p in pages} == {4}
    desk.close()


def test_namesakes_are_told_apart(tmp_path: Path) -> None:
    desk = made(tmp_path)
    with desk.read() as db:

        def ids(own: list[Entry]) -> list[int]:
            return sorted(e.version for e in own)

        assert ids(at_place(desk, db, Lens(), "Dorn")) == [1, 2, 3, 4]
        assert ids(at_place(desk, db, Lens(), "Dorn", country="Mali")) == [1, 2, 3]
        assert ids(at_place(desk, db, Lens(), "The Mill")) == [2]
        assert [(w.name, w.country) for w in groups_of(desk, db, at_place(desk, db, Lens(), "Dorn"))] == [
            ("Dorn", "Mali"),
            ("Dorn", "Chad"),
        ]
    desk.close()


def test_every_incident_without_coordinates_has_a_why(tmp_path: Path) -> None:
    desk = made(tmp_path)
    with desk.read() as db:
        assert {x.why: x.incidents for x in without(desk, db, Lens())} == {
            "no entry of this name": 1, "named, and not looked up": 1, "no place named": 1,
        }  # fmt: skip
    desk.close()
    assert [why_not(e) for e in ROWS[:4]] == [None] * 4

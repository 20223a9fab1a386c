"""A desk: many ask at once, names are hidden, private places rounded, moments are told apart."""

import threading
import time
from datetime import date

import pytest
from desk_stories import add, decide
from entries_made import PROPERTY
from hypothesis import given
from hypothesis import strategies as st

from rashomon.pipeline.moments import moment
from rashomon.queries import Desk, Lens, Query, key_of, name_of
from rashomon.queries import desk as desks
from rashomon.queries.building import entries_now
from rashomon.queries.nameless import is_no_name
from rashomon.queries.shown import HIDDEN
from rashomon.store import writing


@pytest.fixture
def desk(place):
    made = Desk(place)
    yield made
    made.close()


def together(n, do):
    """Runs ``do`` in ``n`` threads that begin at once; what each gave, or raised."""
    gate, out = threading.Barrier(n), [None] * n

    def one(i):
        gate.wait()
        try:
            out[i] = do(i)
        except Exception as err:
            out[i] = err

    threads = [threading.Thread(target=one, args=(i,)) for i in range(n)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return out


def test_forty_who_ask_at_once_wait_for_one(place, monkeypatch):
    made = []

    def counted(db, *rest):
        made.append(threading.get_ident())
        time.sleep(0.2)
        return entries_now(db, *rest)

    monkeypatch.setattr(desks, "entries_now", counted)
    desk = Desk(place)

    def ask(_):
        with desk.read() as db:
            return desk.shelf(db, Lens()).entries

    shelves = together(40, ask)
    desk.close()
    assert len(made) == 1
    assert all(s is shelves[0] for s in shelves)


def test_many_ask_while_somebody_writes(own):
    desk, runs, stop = Desk(own), [], threading.Event()

    def write():
        try:
            for names in (["c"], ["n"], ["h"], ["a"], ["r"]):
                with writing(own, wait=True) as ledger:
                    add(ledger, *names)
        finally:
            stop.set()

    def ask(i):
        seen = []
        while not stop.is_set():
            with desk.read() as db:
                shelf, state = desk.shelf(db, Lens()), desk.state(db)
                assert shelf.run_id >= state.run_id
                told = {n for e in shelf.entries.values() for n in e.documents}
                assert shelf.find(Query(background="yes")).total == len(shelf.entries)
                seen.append((state.run_id, len(told)))
        return seen

    writer = threading.Thread(target=write)
    writer.start()
    answers = together(8, ask)
    writer.join()
    with desk.read() as db:
        assert {n for e in desk.shelf(db, Lens()).entries.values() for n in e.documents} == set("abcmnhr")
        assert desk.state(db).run_id == 6
    for seen in answers:
        assert not isinstance(seen, Exception), seen
        runs += [r for r, _ in seen]
        assert seen == sorted(seen)  # nobody goes back
    assert len(set(runs)) > 1
    desk.close()
    assert not own.with_name("ledger.db-wal").exists()  # one file again


def test_names_are_hidden_in_what_is_shown(desk):
    with desk.read() as db:
        shelf = desk.shelf(db, Lens())
        rows = list(shelf.matching(Query(background="yes")))
        shown = desk.shown(db, rows)
        assert [e.incident_id for e in shown] == [e.incident_id for e in rows]
        assert "Tarn" not in str([(e.label, e.place, e.places, e.sides, e.attributed, e.attribution, e.figures) for e in shown])
        assert desk.shown(db, rows) == shown
        assert "Tarn" not in str(desk.shown_facets(db, shelf, Query(background="yes")))


def test_a_value_that_is_a_name_is_counted_but_not_told(own):
    with writing(own) as ledger:
        add(ledger, "h")
        decide(ledger, "place", "h: killing two people", value="Ivo Tarn")
        decide(ledger, "side", "h: killing two people", value="Ivo Tarn")
    desk = Desk(own)
    with desk.read() as db:
        shelf = desk.shelf(db, Lens())
        plain, shown = shelf.facets(Query()), desk.shown_facets(db, shelf, Query())
        assert "Ivo Tarn" in dict(plain["side"])
        assert "Tarn" not in str(shown) and (HIDDEN, 1) in shown["side"]
        assert sum(n for _, n in plain["side"]) == sum(n for _, n in shown["side"])
        for asked in (Query(side=("Ivo Tarn",)), Query(side=("ivo tarn",)), Query(place=("Ivo Tarn",))):
            assert not shelf.matching(asked)
        assert shelf.matching(Query(side=("Ivo Tarn", "villagers", "civilians")))
        [e] = desk.shown(db, [e for e in shelf.matching(Query()) if "h" in e.documents])
        assert "Tarn" not in str((e.label, e.place, e.places, e.sides, e.figures, e.killed))
        assert e.killed in e.figures
    desk.close()
    open_desk = Desk(own, names=True)
    with open_desk.read() as db:
        shelf = open_desk.shelf(db, Lens())
        assert open_desk.shown_facets(db, shelf, Query()) == shelf.facets(Query())
        rows = list(shelf.matching(Query()))
        assert open_desk.shown(db, rows) == rows
        assert len(shelf.matching(Query(side=("ivo tarn",)))) == 1
    open_desk.close()


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("civilians", True),
        ("Islamic State", True),
        ("Mali", True),
        ("the Ministry of Mali", True),
        ("Ivo Tarn", False),
        ("Hassan Ali", False),
        ("Osvelt", False),
        ("Brigade of Ivo Tarn", False),
        ("", True),
    ],
)
def test_what_is_surely_no_name(text, sure):
    assert is_no_name(text) is sure


def test_what_is_hidden_cannot_be_asked_for(place):
    for names, there in ((False, []), (True, [("h",)])):
        desk = Desk(place, names=names)
        with desk.read() as db:
            shelf = desk.shelf(db, Lens())
            for text in ("Tarn Ivo", '"Ivo Tarn"', "ivo", "IVO baker"):
                assert [e.documents for e in shelf.matching(Query(q=text))] == there, text
            assert [e.documents for e in shelf.matching(Query(q="baker Kessary"))] == [("h",)]
            assert [e.documents for e in shelf.matching(Query(q='"regional governor" Dornhollow'))] == [("b", "c")]
        desk.close()


@PROPERTY
@given(st.text(max_size=30))
def test_doubt_breaks_nothing(text):
    assert is_no_name(text) in (True, False)


def test_private_places_are_rounded_before_anything_is_asked(place):
    desk = Desk(place, coarsen=True)
    with desk.read() as db:
        shelf = desk.shelf(db, Lens())
        [house] = [e for e in shelf.entries.values() if "h" in e.documents]
        assert not any("home" in p.lower() for p in house.places)
        for lens in (Lens(), Lens("minmax"), Lens(as_of="2031-08-03")):
            for e in desk.shelf(db, lens).entries.values():
                told = desk.told(db, lens, e.incident_id)
                if told.incident.place is not None:
                    assert (e.place.name, e.place.lat, e.place.precision) == (
                        told.incident.place.name,
                        told.incident.place.lat,
                        told.incident.place.precision,
                    )
    desk.close()


def test_moments_between_which_nothing_was_published_are_one(desk):
    with desk.read() as db:
        clock = desk.clock(db)
        assert [(d.isoformat(), n) for d, n in desk.days(db)] == [
            ("2031-05-03", 1), ("2031-05-05", 1), ("2031-07-09", 1), ("2031-07-10", 1), ("2031-08-02", 1), ("2031-08-09", 1)
        ]  # fmt: skip
        by = [moment(text, "as_of") for text in ("2031-05-05", "2031-06-30", "2031-07-08", "2031-07-09")]
        marks = [clock.mark(m) for m in by]
        assert marks[0] == marks[1] == marks[2] != marks[3]
        assert [clock.out(m) for m in by] == [2, 2, 2, 3]
        assert clock.mark(moment("2040-01-01", "as_of")) == clock.everything
        first = desk.then(db, Lens(as_of="2031-05-05"))
        assert desk.then(db, Lens(as_of="2031-07-08")) is first


def test_what_comes_out_later_leaves_an_earlier_moment_alone(own):
    desk = Desk(own)
    with desk.read() as db:
        first, mark = desk.then(db, Lens(as_of="2031-05-04")), desk.clock(db).mark(moment("2031-05-04", "as_of"))
    with writing(own) as ledger:
        add(ledger, "n", "r")
    with desk.read() as db:
        assert desk.clock(db).mark(moment("2031-05-04", "as_of")) == mark
        assert desk.then(db, Lens(as_of="2031-05-04")) is first
    with writing(own) as ledger:
        decide(ledger, "figure", "b: killing four villagers", value="7")
    with desk.read() as db:
        again = desk.then(db, Lens(as_of="2031-05-04"))
        assert again is not first
        [one] = desk.shelf(db, Lens(as_of="2031-05-04")).entries.values()
        assert one.killed.best == 7
    desk.close()


def test_keys_of_articles(desk):
    with desk.read() as db:
        assert name_of(db, key_of("h")) == "h"
        for wrong in (key_of("not there"), "", "../../etc/passwd", "f" * 16, key_of("h").upper() + " ", "0x" + key_of("h")[2:], "٣" * 16):
            assert name_of(db, wrong) is None


def test_what_a_lens_is_worth(desk):
    with desk.read() as db:
        assert desk.shelf(db, Lens("current")).entries is desk.shelf(db, Lens()).entries
        assert desk.shelf(db, Lens(as_of="2031-05-04")).notes[0].startswith("documents published later")
        e = desk.shelf(db, Lens()).find(Query(since=date(2031, 7, 1), until=date(2031, 7, 31))).items[0]
        assert desk.shelf(db, Lens("minmax")).entries[e.incident_id].documents == e.documents


def test_a_moment_after_everything_is_now(desk):
    with desk.read() as db:
        assert desk.shelf(db, Lens(as_of="2040-01-01")).entries is desk.shelf(db, Lens()).entries
        assert len(desk.then(db, Lens(as_of="2040-01-01")).derived.incidents) == len(desk.shelf(db, Lens()).entries)

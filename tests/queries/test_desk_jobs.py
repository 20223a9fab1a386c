"""A desk's long derivations go on beside, in processes of their own."""

import sys
import time

import pytest
from desk_stories import add

from rashomon.errors import InputError, LedgerError
from rashomon.queries import Desk, Lens, TooLong
from rashomon.queries import desk as desks
from rashomon.store import writing


def patiently(desk, ask, most=120):
    """Asks again as long as it is told to."""
    until, told = time.monotonic() + most, []
    while time.monotonic() < until:
        try:
            with desk.read() as db:
                return ask(db), told
        except TooLong as err:
            assert err.retry
            told.append(str(err))
            time.sleep(0.05)
    raise AssertionError(told[-3:])


def test_a_long_derivation_is_made_by_a_process_of_its_own(place, monkeypatch):
    here = Desk(place)
    with here.read() as db:
        expected = {x: dict(here.shelf(db, x).entries) for x in (Lens("minmax"), Lens(as_of="2031-07-31"), Lens("minmax", "2031-07-31"))}
    here.close()
    monkeypatch.setattr(desks, "_AT_ONCE", 0)
    desk = Desk(place, seconds=0.2)
    for lens, entries in expected.items():
        shelf, told = patiently(desk, lambda db, lens=lens: desk.shelf(db, lens))
        assert told and "being made" in told[0]
        assert dict(shelf.entries) == entries
    desk.close()


def test_what_moves_while_a_policy_is_derived_is_derived_again(own, monkeypatch):
    monkeypatch.setattr(desks, "_AT_ONCE", 0)
    desk = Desk(own, seconds=0.02)
    with pytest.raises(TooLong), desk.read() as db:
        desk.shelf(db, Lens("minmax"))
    [job] = desk._jobs._jobs.values()
    assert job.finished.wait(120)
    with writing(own) as ledger:
        add(ledger, "n")
    desk._patience = 60  # a process for all of them would be noticed below
    monkeypatch.setattr(desk._jobs, "_begin", None)
    with desk.read() as db:
        shelf = desk.shelf(db, Lens("minmax"))
        assert shelf.run_id == desk.state(db).run_id == 2
        assert any("n" in e.documents for e in shelf.entries.values())
    desk.close()


def test_a_derivation_that_nobody_waits_for_is_ended_with_the_desk(place, monkeypatch):
    monkeypatch.setattr(desks, "_AT_ONCE", 0)
    desk = Desk(place, seconds=0.02)
    with pytest.raises(TooLong), desk.read() as db:
        desk.shelf(db, Lens("minmax"))
    [job] = desk._jobs._jobs.values()
    with pytest.raises(TooLong, match="wait for another"), desk.read() as db:
        desk.shelf(db, Lens("acled-style"))
    desk.close()
    assert job.process.wait(10) is not None


def test_a_derivation_that_breaks_says_so(place, monkeypatch):
    monkeypatch.setattr(desks, "_AT_ONCE", 0)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    desk = Desk(place)
    for _ in range(2):
        with pytest.raises(LedgerError, match=r"ended early"), desk.read() as db:
            desk.shelf(db, Lens("minmax"))
    desk.close()


def test_what_is_too_large_for_a_page_is_refused(place, monkeypatch):
    monkeypatch.setattr(desks, "_AT_ONCE", 0)
    monkeypatch.setattr(desks, "_MOST", 1)
    desk = Desk(place)
    with desk.read() as db:
        with pytest.raises(InputError, match="export --policy minmax"):
            desk.shelf(db, Lens("minmax"))
        with pytest.raises(InputError, match="export --as-of 2031-08-01"):
            desk.shelf(db, Lens(as_of="2031-08-01"))
    desk.close()

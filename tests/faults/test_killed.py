"""Killed at any moment, and run again: what is there then is what an uninterrupted run leaves, on both databases."""

from __future__ import annotations

import lzma
import pickle
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.faults.states import same, state, where

from rashomon.model.decisions import Anchor, Decision, decision_id
from rashomon.store import Ledger

RELEASED = Path(__file__).parents[1] / "store" / "released"
#: Moments on each database, of runs on an empty and on an existing ledger by turns.
MOMENTS = 26


def moments(seed, number):
    """Fractions of a run's length, spread over all of it, in a random order."""
    draw = random.Random(seed)
    found = [(n + draw.random()) / number for n in range(number)]
    draw.shuffle(found)
    return found


def ok(done):
    assert done.code == 0, done.said
    return done


def again(runner, places, start, step, number, seed):
    """Kills the step at ``number`` moments, each in a ledger of its own, and does it again."""
    lengths = []
    for _ in range(2):
        whole = places.new(start)
        lengths.append(ok(runner(**step, **whole)).seconds)
    expected, length = state(whole), min(lengths)
    killed = tried = 0
    for fraction in (f for n in range(3) for f in moments(seed + n, number)):
        tried += 1
        place = places.new(start)
        cut = runner.killed(fraction * length, **step, **place)
        assert cut.code in (0, -9), cut.said
        killed += cut.code == -9
        if not cut.code:  # it was done before
            length *= 0.97
        ok(runner(**step, **place))
        same(expected, state(place))
        places.drop(place)
        if killed == number:
            break
    assert killed == number, (killed, tried)
    return expected


def test_a_run_killed_at_any_moment(places, runner, told):
    first = {"do": "run", "input": told.first, "readings": told.readings}
    step = {**first, "input": told.second}
    held = places.new()
    ok(runner(**first, **held))
    empty = again(runner, places, None, step, MOMENTS // 2, 10)
    grown = again(runner, places, held, step, MOMENTS // 2, 20)
    assert empty["incidents"] and grown["readings"] != empty["readings"]


def test_a_run_killed_again_and_again(places, runner, told):
    """Each time a little later: every call goes on where the one before was cut off."""
    step = {"do": "run", "input": told.second, "readings": told.readings}
    whole = places.new()
    took = ok(runner(**step, **whole)).seconds
    place = places.new()
    for n in range(1, 8):
        if runner.killed(took * n / 8, **step, **place).code == 0:
            break
    assert n > 1
    ok(runner(**step, **place))
    same(state(whole), state(place))


def decisions(place):
    """Two decisions on claims of a ledger: one figure, and two incidents that are one."""
    ledger = Ledger(where(place))
    readings = ledger.readings()
    ledger.close()
    one, other = [next(c for c in r.claims if c.harm == "killed") for r in readings if any(c.harm == "killed" for c in r.claims)][:2]
    texts = {r.document.name: r.document.text for r in readings}
    out = []
    for number, kind, claims, value in ((1, "figure", (one,), {"low": 3, "high": 3, "approx": False}), (2, "merge", (one, other), None)):
        anchors = tuple(Anchor(c.document, texts[c.document][c.start : c.end]) for c in claims)
        made = decision_id(kind, "A. Coder", "a test", anchors, value, "test")
        out.append(Decision(made, number, kind, "A. Coder", f"2031-06-0{number}", "a test", anchors, value, "test"))
    return out


def test_a_decision_killed_at_any_moment(places, runner, told, tmp_path):
    held = places.new()
    ok(runner(do="run", input=told.first, readings=told.readings, **held))
    (tmp_path / "decisions").write_bytes(pickle.dumps(decisions(held)))
    step = {"do": "decide", "decisions": tmp_path / "decisions"}
    expected = again(runner, places, held, step, 6, 30)
    assert len(expected["decisions"]) == 2 and all('"applied"' in row for row in expected["decision_states"])


def test_an_upgrade_killed_at_any_moment(runner, tmp_path):
    held = tmp_path / "held"
    held.mkdir()
    with closing(sqlite3.connect(held / "ledger.db")) as db:
        db.executescript(lzma.decompress((RELEASED / "v1.sql.xz").read_bytes()).decode())

    def copied(name):
        shutil.copytree(held, tmp_path / name)
        return {"out": tmp_path / name, "database": None}

    whole = copied("whole")
    ok(runner(do="upgrade", **whole))
    took = ok(runner(do="upgrade", **copied("second"))).seconds
    expected = state(whole)
    assert expected["names"] == ["ledger.db", "ledger.db.v1.backup"]
    backup = (tmp_path / "whole" / "ledger.db.v1.backup").read_bytes()
    killed = 0
    for n, fraction in enumerate(moments(4, 8)):
        place = copied(f"cut{n}")
        killed += runner.killed(fraction * took, do="upgrade", **place).code == -9
        ok(runner(do="upgrade", **place))
        same(expected, state(place))
        assert (place["out"] / "ledger.db.v1.backup").read_bytes() == backup
        shutil.rmtree(place["out"])
    assert killed >= 6

"""A ledger of another version, met by the real command: of a newer one it is refused, of an older one upgraded with nothing lost."""

from __future__ import annotations

import json
import lzma
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.faults.runner import ROOT
from tests.faults.states import where

from rashomon.store import Ledger
from rashomon.store import derived_tables as d
from rashomon.store.decisions import load_decisions
from rashomon.store.engine import open_engine
from rashomon.store.verify import verify
from rashomon.store.versions import last_rows, versions_of

RELEASED = ROOT / "tests" / "store" / "released"
NEWS = "Two guards killed at Orla\n\nVelden, March 4, 2031\n\nTwo Kestrian border guards were killed near Orla on Monday, the interior ministry said.\n"


def rashomon(place, *words):
    env = {k: v for k, v in os.environ.items() if k != "RASHOMON_DATABASE"} | {"NO_COLOR": "1", "COLUMNS": "300"}
    if place["database"]:
        env["RASHOMON_DATABASE"] = place["database"]
    command = [sys.executable, "-m", "rashomon.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, check=False, timeout=300)


def test_a_newer_one_is_refused(places, runner, told):
    place = places.new()
    assert runner(do="run", input=told.first, readings=told.readings, **place).code == 0
    database = open_engine(where(place))
    with database.write() as db:
        db.execute(sa.text("UPDATE meta SET value = '99' WHERE key = 'schema'"))
    database.close()
    for words in (("run", told.second, "--out", place["out"], "-q"), ("show", "--out", place["out"])):
        done = rashomon(place, *words)
        assert done.returncode == 2 and "newer version" in done.stderr and "update the program" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1 and "tester:" not in done.stderr
    database = open_engine(where(place))
    with database.write() as db:
        assert db.scalar(sa.text("SELECT value FROM meta WHERE key = 'schema'")) == "99"
    database.close()


@pytest.fixture
def old(tmp_path):
    """The ledger of the first release."""
    out = tmp_path / "out"
    out.mkdir()
    with closing(sqlite3.connect(out / "ledger.db")) as db:
        db.executescript(lzma.decompress((RELEASED / "v1.sql.xz").read_bytes()).decode())
    return {"out": out, "database": None}


def figures(row):
    return sorted(((e["harm"], e["side"], e["low"], e["best"], e["high"]) for e in row["estimates"]), key=str)


def test_an_older_one_is_upgraded_by_the_next_run_and_nothing_is_lost(old, tmp_path):
    with closing(sqlite3.connect(old["out"] / "ledger.db")) as db:
        said = {i: json.loads(row) for i, row in db.execute('SELECT incident_id, "row" FROM incidents')}
        names = {n for (n,) in db.execute("SELECT name FROM readings")}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "news.txt").write_text(NEWS, encoding="utf-8")
    done = rashomon(old, "run", tmp_path / "in", "--out", old["out"], "-q")
    assert done.returncode == 0, done.stderr
    assert (old["out"] / "ledger.db.v1.backup").stat().st_size
    ledger = Ledger(where(old))
    try:
        assert [str(f) for f in verify(ledger).findings] == []
        with ledger.read() as db:
            decisions = load_decisions(db)
            states = {r.decision_id: r.state for r in db.execute(sa.select(d.decision_states))}
            now = {r.incident_id: r.row for r in db.execute(sa.select(d.incidents))}
            documents = set(db.scalars(sa.select(d.documents.c.document)))
            first = db.scalar(sa.text("SELECT max(at) FROM incident_versions WHERE run_id <= 3"))
            before = last_rows(db, at=first)
            causes = {i: [v["cause"] for v in versions_of(db, i)] for i in said}
    finally:
        ledger.close()
    assert documents == names | {"news.txt"}
    assert [(x.kind, x.who) for x in decisions] == [("side", "A. Coder"), ("not_a_figure", "A. Coder")]
    assert set(states.values()) == {"applied"} and len(states) == 2
    assert before == said  # what it said then is still there, word for word
    moved = [i for i in said if i not in now or figures(said[i]) != figures(now[i])]
    assert len(moved) <= 1 and all(len(causes[i]) > 1 for i in moved)  # newer rules count one deed otherwise, and the log has the step
    again = rashomon(old, "run", tmp_path / "in", "--out", old["out"], "-q")
    assert again.returncode == 0 and len(list(Path(old["out"]).glob("*.backup*"))) == 1

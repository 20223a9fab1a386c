"""A clock that goes back makes no row of the ledger earlier than what it had before."""

from __future__ import annotations

import sqlalchemy as sa
from asking_stories import TOLL

from rashomon.corpus.articles import Article
from rashomon.model import Anchor, Decision
from rashomon.pipeline.deciding import frame_of, log_names
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store import evidence_tables as t
from rashomon.store import runs, where_of, writing
from rashomon.store.chain import Chain
from rashomon.store.decisions import append_decisions
from rashomon.store.outputs import record_output


def test_no_time_is_before_one_that_the_ledger_has(tmp_path, monkeypatch):
    clock = ["2031-05-04T12:00:00.000000+00:00"]
    monkeypatch.setattr(runs, "now", lambda: clock[0])
    with writing(where_of(tmp_path)) as ledger:
        first = Session.start(ledger, "run", framed("current"))
        first.add(read_batch([Article("first", TOLL["first"][2], published=TOLL["first"][0])]))
        clock[0] = "2031-05-04T11:00:00.000000+00:00"  # back while the run is under way
        first.finish()
        clock[0] = "2030-01-01T00:00:00.000000+00:00"
        second = Session.start(ledger, "run", framed("current"))
        second.add(read_batch([Article("second", TOLL["second"][2], published=TOLL["second"][0])]))
        second.finish()
        log_names(ledger, "K. Reader", "a test")
        clock[0] = "2031-06-01T00:00:00.000000+00:00"
        third = Session.start(ledger, "run", framed("current"))
        third.finish()
        with ledger.read() as db:
            assert frame_of(db) == framed("current")
            when = list(db.execute(sa.select(t.runs.c.started, t.runs.c.finished).order_by(t.runs.c.run_id)))
            flat = [at for row in when for at in row]
            assert flat == sorted(flat) and flat[0] == "2031-05-04T12:00:00.000000+00:00" and flat[-1] == clock[0]
            for table, key in ((t.incident_versions, "version_id"), (t.decisions, "number")):
                said = list(db.scalars(sa.select(table.c.at).order_by(table.c[key])))
                assert said and said == sorted(said) and said[0] >= flat[0]
            assert set(db.scalars(sa.select(t.readings.c.learned))) == {flat[0]}


def test_a_day_that_a_person_gave_moves_no_clock_but_an_output_does(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "now", lambda: "2031-05-04T12:00:00.000000+00:00")
    with writing(where_of(tmp_path)) as ledger, ledger.write() as db:
        chain = Chain(db)
        run_id = runs.start_run(db, chain, "pack", version="0", rules="r", policy="current")
        day = Decision("dec-1", 1, "figure", "K. Reader", "2999-01-01", "misread", (Anchor("a", "b", 1),), None, "corrections.yml")
        append_decisions(db, chain, run_id, [day])
        assert runs.moment_in(db) == "2031-05-04T12:00:00.000000+00:00"
        monkeypatch.setattr(runs, "now", lambda: "2031-05-04T12:30:00.000000+00:00")
        record_output(db, chain, run_id, kind="pack", path="x", sha256="", incidents=[], documents=[], names=False)
        monkeypatch.setattr(runs, "now", lambda: "2031-05-04T12:10:00.000000+00:00")
        assert runs.moment_in(db) == "2031-05-04T12:30:00.000000+00:00"
        chain.flush()

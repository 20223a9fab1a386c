"""One behaviour on two databases: the same run gives the same files, the same answers, and the same words in the same order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from rashomon.pipeline.derive import derive
from rashomon.pipeline.session import Session, framed
from rashomon.pipeline.view import view
from rashomon.pipeline.write import write_files
from rashomon.simulate import generate
from rashomon.store import Ledger, derived, evidence, search, writing
from rashomon.store import derived_tables as d
from rashomon.store.evidence import under
from rashomon.store.rows import incident_row
from rashomon.store.versions import last_rows

FILES = ("documents.jsonl", "claims.jsonl", "incidents.jsonl")
#: Names that a dictionary would put in another order.
NAMES = ("Å", "a", "B", "ß", "b", "A")


def readings():
    made = list(generate(7, 30))
    return [under(r, name) for r, name in zip(made, NAMES, strict=False)] + made[len(NAMES) :]


def ledger_of(where, lots, decisions=()):
    with writing(where) as ledger:
        for lot in lots:
            session = Session.start(ledger, "run", framed("current"))
            session.add(lot)
            session.finish()


def shown(where):
    """Rows of all tables that people see, sorted."""
    ledger = Ledger(where)
    try:
        with ledger.read() as db:
            out = {}
            for table in d.SHOWN:
                kept = [c for c in table.columns if c.name != "component"]
                out[table.name] = sorted(map(repr, db.execute(sa.select(*kept)).all()))
            return out
    finally:
        ledger.close()


def files(where, out):
    out.mkdir()
    ledger = Ledger(where)
    try:
        with ledger.read() as db:
            write_files(db, out)
    finally:
        ledger.close()
    return {name: (out / name).read_bytes() for name in FILES}


def test_the_same_run_gives_the_same_bytes_and_answers(tmp_path, postgres):
    url = postgres.database()
    every = readings()
    answers = []
    for number, where in enumerate((tmp_path / "ledger.db", url)):
        ledger_of(where, (every[:20], every[20:]))
        ledger = Ledger(where)
        with ledger.read() as db:
            first = db.scalar(sa.text("SELECT min(finished) FROM runs"))
            words = next(w for w in every[0].document.text.split() if w.isalpha() and len(w) > 5)
            found = [(h.document, h.start, h.end) for h in search.find(db, words, "article", 100)]
            names = list(db.scalars(sa.select(d.documents.c.document).order_by(d.documents.c.document)))
            answers.append((view(db), last_rows(db), last_rows(db, at=first), found, names))
        ledger.close()
        answers[-1] += (files(where, tmp_path / f"out{number}"), shown(where))
    assert answers[0][3] and answers[0][2] != answers[0][1]
    assert answers[0][4] == sorted(answers[0][4]) and set(NAMES) < set(answers[0][4])
    for one, other in zip(*answers, strict=True):
        assert one == other
    postgres.drop(url)


@pytest.fixture
def whole(tmp_path):
    """The same readings in one go, in a file."""
    ledger_of(tmp_path / "whole.db", (readings(),))
    return tmp_path / "whole.db"


def test_article_by_article_from_the_last_to_the_first(ledger_place, whole, tmp_path):
    ledger_of(ledger_place, [[r] for r in reversed(readings())])
    assert shown(ledger_place) == shown(whole)
    assert files(ledger_place, tmp_path / "a") == files(whole, tmp_path / "b")


def test_what_is_derived_can_be_dropped_and_derived_again(ledger_place):
    ledger_of(ledger_place, (readings(),))
    before = shown(ledger_place)
    with writing(ledger_place) as ledger:
        with ledger.write() as db:
            derived.empty(db)
            db.execute(sa.text("UPDATE readings SET settled_run = NULL"))
        Session.start(ledger, "derive", framed("current")).finish()
    assert shown(ledger_place) == before and before["incidents"]


def figures(where):
    """Estimates of each incident."""
    ledger = Ledger(where)
    try:
        with ledger.read() as db:
            return {r.incident_id: r.row["estimates"] for r in db.execute(sa.select(d.incidents))}
    finally:
        ledger.close()


def plain(estimates):
    """What is counted, without how many reports print it and which claims they are."""
    return [(e["harm"], e["side"], e["low"], e["best"], e["high"], e["basis"]["texts"], e["basis"]["speakers"]) for e in estimates]


def test_a_copy_never_changes_an_estimate(ledger_place):
    every = readings()
    ledger_of(ledger_place, (every,))
    before = figures(ledger_place)
    told = next(r for r in every if r.incidents and any(c.harm for c in r.claims))
    ledger_of(ledger_place, ([under(told, "a copy of it")],))
    after = figures(ledger_place)
    assert {i: plain(e) for i, e in after.items()} == {i: plain(e) for i, e in before.items()}


def test_an_unrelated_article_changes_no_other_incident(ledger_place):
    ledger_of(ledger_place, (readings(),))
    before = figures(ledger_place)
    far = [replace(r, document=replace(r.document, url=None)) for r in generate(99, 3, start=date(2037, 5, 4))]
    ledger_of(ledger_place, (far,))
    after = figures(ledger_place)
    assert {i: after.get(i) for i in before} == before and len(after) > len(before)


def test_an_outlet_renamed_gives_the_same_figures(ledger_place):
    every = readings()
    outlet = next(r.document.outlet for r in every if r.document.outlet)
    renamed = [replace(r, document=replace(r.document, outlet="The Other Name")) if r.document.outlet == outlet else r for r in every]
    assert renamed != every
    ledger_of(ledger_place, (renamed,))
    rows = {i.incident_id: incident_row(i)["estimates"] for i in derive(every).incidents}
    assert {i: plain(e) for i, e in figures(ledger_place).items()} == {i: plain(e) for i, e in rows.items()}


def test_readings_come_back_as_they_were_given(ledger_place):
    ledger_of(ledger_place, (readings(),))
    ledger = Ledger(ledger_place)
    with ledger.read() as db:
        assert sorted(evidence.known(db)) == sorted(r.document.name for r in readings())
    ledger.close()

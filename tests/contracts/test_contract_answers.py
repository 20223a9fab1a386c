"""What a ledger answers is the same on both databases: histories, two moments, what was published, decisions tried and kept."""

import json

import pytest

from rashomon.corpus import Article
from rashomon.errors import InputError
from rashomon.pipeline.anchoring import anchor_at, anchor_of, incidents_at
from rashomon.pipeline.asked import asked_for, claims_said, documents_said, family
from rashomon.pipeline.deciding import decided, kept, log_names, proposed, tried, undo_of
from rashomon.pipeline.moments import as_of, known_at, moment, run_by
from rashomon.pipeline.moved import between, history, sums
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.pipeline.view import view
from rashomon.store import writing
from rashomon.store.runs import now

FRAME = framed("current")
TEXTS = {
    "b": ("2031-05-03", "Shells hit the village of Dornhollow on Friday, killing four villagers, the regional governor said."),
    "c": ("2031-05-05", "Six villagers were killed when shells hit Dornhollow on Friday, the regional governor said."),
    "m": ("2031-07-09", "A mine killed two soldiers near Haskmill on Tuesday, the army said."),
    "a": ("2031-05-02", "Shells hit the village of Dornhollow on Friday, killing three villagers, the regional governor said."),
}


def readings(*names):
    return read_batch([Article(n, f"Shelling of Dornhollow\n\n{TEXTS[n][1]}", published=TEXTS[n][0], outlet=n) for n in names])


def add(ledger, *names):
    session = Session.start(ledger, "run", FRAME)
    session.add(readings(*names))
    session.finish()


@pytest.fixture
def ledger(ledger_place):
    """Runs: 1 b, 2 c and the mine, 3 a, which came out before b."""
    with writing(ledger_place) as opened:
        for names in (["b"], ["c", "m"], ["a"]):
            add(opened, *names)
        yield opened


def dornhollow(db):
    [one] = [i for i in view(db).incidents if "b" in i.documents]
    return one


def best(row):
    return next(e["best"] for e in row["estimates"] if e["harm"] == "killed" and e["over"] == "all_sides")


def test_answers(ledger):
    with ledger.read() as db:
        one = dornhollow(db)
        ids = family(db, one.incident_id)
        assert len(ids) == 2
        [old] = [i for i in ids if i != one.incident_id]
        assert asked_for(db, old[:12]).incident_id == one.incident_id
        with pytest.raises(InputError, match="is the beginning of 3 incidents"):
            asked_for(db, "inc-")
        assert [best(c.new) for c in history(db, ids)] == [4, 6, 6]
        assert [(c.incident_id, c.what, c.from_ids) for c in between(db, 2, 3).changes] == [(one.incident_id, "changed", (old,))]
        assert [(s.harm, s.before, s.after) for s in sums(between(db, 0, 3).changes)] == [("killed", 0, 8)]
        assert run_by(db, "2999-01-01", "T")[0] == 3
        said = known_at(db, ids, moment(now(), "T"))
        assert said.row["incident_id"] == one.incident_id and said.others == ()
        claims = claims_said(db, one.claims)
        assert all(documents_said(db, claims.values())[c.document].text[c.start : c.end] == c.quote for c in claims.values())
        for day, figure in (("2031-05-02", 3), ("2031-05-03", 4), ("2031-05-05", 6)):
            [e] = [
                e for e in as_of(db, one.incident_id, moment(day, "T")).incident.estimates if e.harm == "killed" and e.over == "all_sides"
            ]
            assert e.best == figure
        assert as_of(db, one.incident_id, moment("2999-01-01", "T")).incident == one


def test_known_at_each_run(ledger):
    with ledger.read() as db:
        ids = family(db, dornhollow(db).incident_id)
        stamps = [c.causes[0].at for c in history(db, ids)]
        assert [best(known_at(db, ids, moment(s, "T")).row) for s in stamps] == [4, 6, 6]
        assert [known_at(db, ids, moment(s, "T")).run_id for s in stamps] == [1, 2, 3]


def test_decisions(ledger):
    with ledger.read() as db:
        before = view(db)
        one = proposed(db, "figure", [anchor_at(db, "c: Six villagers")], "at least 7", "K. Reader", "the list")
    assert tried(ledger, one, FRAME).state.state == "applied"
    with ledger.read() as db:
        assert view(db) == before
    did = kept(ledger, one, FRAME)
    assert [best(c.new) for c in did.changes] == [7]
    with ledger.read() as db:
        undo = undo_of(db, "1", "K. Reader", "no list")
    kept(ledger, undo, FRAME)
    log_names(ledger, "K. Reader", "a test")
    with ledger.read() as db:
        assert view(db).incidents == before.incidents
        assert [(d.kind, s.state) for d, s in decided(db)] == [("figure", "undone"), ("undo", "applied"), ("names", "applied")]
        anchors = [anchor_of(db, i.incident_id) for i in before.incidents]
        assert incidents_at(db, anchors) == {i.incident_id for i in before.incidents}
        merge = proposed(db, "merge", anchors, None, "K. Reader", "one")
    done = kept(ledger, merge, FRAME)
    assert sorted(c.what for c in done.changes) == ["changed", "went"]
    json.dumps(merge.value)

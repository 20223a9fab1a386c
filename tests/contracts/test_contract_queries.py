"""What pages ask of a ledger is answered the same on both databases; what a run moved is read again, and nothing else has to be."""

import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

sys.path.append(str(Path(__file__).parents[1] / "queries"))
from desk_stories import FRAME, add, decide, take_back

from rashomon.errors import LedgerError
from rashomon.pipeline.forget import forget
from rashomon.pipeline.session import framed
from rashomon.queries import Desk, Lens, Query, TooLong
from rashomon.queries import desk as desks
from rashomon.queries.desk import Shelf
from rashomon.store import writing
from rashomon.store.forgetting import removal_of


@pytest.fixture
def told(ledger_place):
    """A ledger of three runs, and a desk that looks at it; the writer is closed in between."""
    with writing(ledger_place) as ledger:
        add(ledger, "b")
        add(ledger, "c", "m")
        add(ledger, "h")
    desk = Desk(ledger_place)
    yield ledger_place, desk
    desk.close()


def entries(desk, lens=None):
    with desk.read() as db:
        return dict(desk.shelf(db, lens or Lens()).entries)


def anew(place, lens=None):
    fresh = Desk(place)
    try:
        return entries(fresh, lens)
    finally:
        fresh.close()


def steps():
    yield "a report of an incident that is there", lambda ledger: add(ledger, "n")
    yield "a report that came out before the others", lambda ledger: add(ledger, "a")
    yield "reports of two incidents", lambda ledger: add(ledger, "r")
    yield "a figure set right", lambda ledger: decide(ledger, "figure", "n: Three soldiers died", value="4")
    yield "taken back", take_back
    yield "another name of a side", lambda ledger: decide(ledger, "side", "c: Six villagers were killed", value="Velmara")
    yield "incidents put together", lambda ledger: decide(ledger, "merge", "h: killing two people", "b: killing four villagers")
    yield "and parted again", take_back
    yield (
        "read again with other words",
        lambda ledger: add(ledger, "m", m="A mine killed five soldiers near Haskmill on Tuesday, the army said."),
    )
    yield "read again with nothing in it", lambda ledger: add(ledger, "h", h="The weather was fine in Kessary on Friday.")


def test_what_moved_is_read_again(told):
    place, desk = told
    before = {lens: entries(desk, lens) for lens in (Lens(), Lens("minmax"))}
    assert before[Lens()]
    moved = 0
    for what, step in steps():
        with writing(place) as ledger:
            step(ledger)
        for lens in before:
            now = entries(desk, lens)
            assert now == anew(place, lens), what
            moved += now != before[lens]
            before[lens] = now
    assert moved >= 12


def test_only_what_moved_is_read_again(told):
    place, desk = told
    before = entries(desk)
    with writing(place) as ledger:
        add(ledger, "n")
    after = entries(desk)
    same = [i for i in before if after.get(i) is before[i]]
    assert same and len(same) < len(before)


def test_forgotten_is_gone(told):
    place, desk = told
    assert any("h" in e.documents for e in entries(desk).values())
    assert any("h" in e.documents for e in entries(desk, Lens(as_of="2031-08-31")).values())
    with desk.read() as db:
        desk.then(db, Lens(as_of="2031-08-02"))
    with writing(place) as ledger:
        with ledger.read() as db:
            removal = removal_of(db, "h")
        forget(ledger, removal, "Ada", "asked to")
    assert not any("h" in e.documents for e in entries(desk).values())
    assert not desk._thens._held and not desk._shelves._held  # nor is it in what was derived for a moment
    assert entries(desk) == anew(place)


def test_another_policy_of_the_ledger_makes_everything_anew(told):
    place, desk = told
    before = entries(desk)
    with writing(place) as ledger:
        add(ledger, "n", frame=framed("minmax"))
    assert entries(desk) == anew(place) == entries(desk, Lens("minmax"))
    assert all(e is not before.get(i) for i, e in entries(desk).items())
    with desk.read() as db:
        assert desk.state(db).policy == "minmax"


def test_what_had_been_published(told):
    place, desk = told
    with writing(place) as ledger:
        add(ledger, "n", "a")
    then = entries(desk, Lens(as_of="2031-05-04"))
    assert {n for e in then.values() for n in e.documents} == {"a", "b"}
    assert entries(desk, Lens(as_of="2031-12-31")) == entries(desk)
    with desk.read() as db:
        [one] = [e for e in then.values() if "a" in e.documents]
        assert desk.told(db, Lens(as_of="2031-05-04"), one.incident_id).incident.documents == ("a", "b")
        [now] = [e for e in entries(desk).values() if "a" in e.documents]
        assert desk.told(db, Lens(as_of="2031-05-02"), now.incident_id).incident.documents == ("a",)
        assert desk.told(db, Lens(as_of="2031-05-01"), now.incident_id) is None
        assert desk.shelf(db, Lens(as_of="2031-05-04")).notes == ("documents published later, left out: 4",)


def test_an_incident_through_each_lens(told):
    _, desk = told
    with desk.read() as db:
        for e in desk.shelf(db, Lens()).entries.values():
            own, other = desk.told(db, Lens(), e.incident_id), desk.told(db, Lens("minmax"), e.incident_id)
            assert own.incident.documents == other.incident.documents == e.documents
            assert {x.policy for x in other.incident.estimates} <= {"minmax"}
            assert [c.claim_id for c in own.claims] == [c.claim_id for c in other.claims]
        assert desk.told(db, Lens(), "inc-0000000000000000") is None


def test_words_of_articles_find_incidents(told):
    _, desk = told
    with desk.read() as db:
        shelf = desk.shelf(db, Lens())
        assert [e.documents for e in shelf.matching(Query(q="baker"))] == [("h",)]
        assert [e.documents for e in shelf.matching(Query(q='"regional governor"'))] == [("b", "c")]
        assert not shelf.matching(Query(q="elephants"))


def test_state(told, ledger_place):
    _, desk = told
    with desk.read() as db:
        state = desk.state(db)
        assert (state.run_id, state.policy, state.documents, state.latest) == (3, "current", 4, "2031-08-02")
        assert state.tag == f"{state.ledger_id}-3"


def test_reading_never_writes(told):
    _, desk = told
    with pytest.raises(LedgerError), desk.read() as db:
        db.execute(sa.text("DELETE FROM incidents"))
    assert entries(desk)


def slow(db):
    if db.dialect.name == "postgresql":
        return db.exec_driver_sql("SELECT pg_sleep(30)").all()
    return db.exec_driver_sql(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000) SELECT max(x) FROM n"
    ).all()


def test_a_question_that_takes_too_long_is_ended(ledger_place, told):
    place, _ = told
    desk = Desk(place, seconds=0.3)
    try:
        with pytest.raises(TooLong, match=r"took longer than 0\.3 seconds"), desk.read() as db:
            slow(db)
        assert entries(desk)  # the connection is as good as before
        with desk.read() as db:
            assert desk.state(db).run_id
    finally:
        desk.close()


def test_an_empty_ledger(ledger_place):
    with writing(ledger_place):
        pass
    desk = Desk(ledger_place)
    with desk.read() as db:
        assert desk.state(db).run_id == 0
        shelf = desk.shelf(db, Lens())
        assert (shelf.find(Query()).total, dict(shelf.entries)) == (0, {})
        assert desk.told(db, Lens(), "inc-0000000000000000") is None
        assert desk.shelf(db, Lens("minmax")).find(Query()).total == 0
        assert desk.shelf(db, Lens(as_of="2031-01-01")).find(Query()).total == 0
        assert shelf.timeline(Query())["bins"] == [] and shelf.points(Query())["points"] == []
    with writing(ledger_place) as ledger:
        add(ledger, "b", frame=FRAME)
    assert len(entries(desk)) == 1
    desk.close()


def test_a_desk_is_a_shelf_of_its_state(told):
    place, desk = told
    with desk.read() as old:
        before = desk.shelf(old, Lens())
        with writing(place) as ledger:
            add(ledger, "n")
        assert desk.state(old).run_id == 3  # one state for as long as the question lasts
        with desk.read() as new:
            assert desk.shelf(new, Lens()).run_id == 4
        assert isinstance(before, Shelf) and before.run_id == 3


def test_a_process_of_its_own_makes_the_same(told, monkeypatch):
    place, desk = told
    wanted = {lens: entries(desk, lens) for lens in (Lens("minmax"), Lens(as_of="2031-07-31"))}
    monkeypatch.setattr(desks, "_AT_ONCE", 0)
    other = Desk(place, seconds=600)
    try:
        for lens, made in wanted.items():
            for _ in range(100):
                try:
                    assert entries(other, lens) == made
                    break
                except TooLong as err:
                    assert err.retry
            else:
                raise AssertionError("never made")
    finally:
        other.close()

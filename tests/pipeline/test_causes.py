"""What a run writes down as the cause of a change, and where an id leads that is no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from rashomon.corpus.articles import Article
from rashomon.pipeline import session as sessions
from rashomon.pipeline.moved import Cause
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store import Ledger, Reading, where_of, writing
from rashomon.store import evidence_tables as t
from rashomon.store.evidence import under
from rashomon.store.versions import current_id

TOLD = "At least {} people were killed when shells hit a market in Marrow on Monday, the town's mayor said."
ARTICLES = [
    Article("early", TOLD.format(3), outlet="Gazette", url="https://gazette.example/1", published="2031-05-05T08:00:00"),
    Article("late", TOLD.format(5) + " Rescuers were digging.", outlet="Courier", url="https://c.example/1", published="2031-05-06T08:00:00"),
    Article("later", TOLD.format(6) + " Two houses fell.", outlet="Courier", url="https://c.example/1", published="2031-05-06T18:00:00"),
    Article("far", "Two policemen were wounded in a shooting in Eastmere on Thursday, officials said.", published="2031-05-09"),
]  # fmt: skip


@pytest.fixture(scope="module")
def read() -> dict[str, Reading]:
    return {r.document.name: r for r in read_batch(ARTICLES)}


def step(ledger: Ledger, *readings: Reading, policy: str = "current") -> list[tuple[str, tuple[str, ...], str | None, bool]]:
    """Cause, documents named, cause of the whole ledger beside it, and whether the incident is there, of what a run logged."""
    session = Session.start(ledger, "run", framed(policy))
    session.add(readings)
    session.finish()
    v = t.incident_versions
    with ledger.read() as db:
        rows = list(db.execute(sa.select(v).where(v.c.run_id == session.run_id).order_by(v.c.version_id)).mappings())
    return sorted(
        (r["cause"], tuple(r["detail"].get("documents", ())), r["detail"].get("also", {}).get("cause"), r["row"] is not None) for r in rows
    )


@pytest.mark.parametrize("policy", ["current", "minmax"])
def test_an_earlier_report_takes_over_and_the_old_id_leads_to_it(policy: str, read: dict[str, Reading], tmp_path: Path) -> None:
    also = None if policy == "current" else "new_policy"
    with writing(where_of(tmp_path)) as ledger:
        assert step(ledger, read["late"]) == [("first", ("late",), None, True)]
        with ledger.read() as db:
            old = db.scalar(sa.select(t.incident_versions.c.incident_id))
        assert old is not None
        found = step(ledger, read["early"], policy=policy)
        assert found == [("new_report", ("early",), also, False), ("new_report", ("early",), also, True)]
        with ledger.read() as db:
            now = current_id(db, old)
            assert now not in {None, old}
            assert db.scalar(sa.select(t.redirects.c.superseded_by).where(t.redirects.c.old_id == old)) == now


def test_read_again_is_no_new_report_and_rules_say_that_they_moved_it(
    read: dict[str, Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fewer(reading: Reading) -> Reading:
        return replace(reading, claims=(), incidents=())

    with writing(where_of(tmp_path)) as ledger:
        step(ledger, read["early"], fewer(read["late"]), read["far"])
        assert step(ledger, read["late"]) == [("read_again", ("late",), None, True)]  # joins: nothing new was reported
        assert step(ledger, fewer(read["late"]), fewer(read["early"])) == [("read_again", ("early", "late"), None, False)]
        step(ledger, read["early"])
        monkeypatch.setattr(sessions, "rules_hash", lambda: "other")
        assert step(ledger, read["late"]) == [("read_again", ("late",), "new_rules", True)]
        assert step(ledger, policy="minmax") == [("new_policy", (), None, True)] * 2


def test_versions_under_one_address_and_under_one_name(read: dict[str, Reading], tmp_path: Path) -> None:
    def named(name: str, reading: Reading) -> Reading:
        return under(reading, name)

    with writing(where_of(tmp_path)) as ledger:
        step(ledger, read["late"])
        assert step(ledger, read["later"]) == [("new_version", ("later",), None, True)]
    (tmp_path / "other").mkdir()
    with writing(where_of(tmp_path / "other")) as ledger:
        step(ledger, named("one", read["late"]))
        assert step(ledger, named("one", read["later"])) == [("new_version", ("one",), None, True)]
        assert [x[:2] for x in step(ledger, named("one", read["late"]))] == [("new_version", ("one",))]  # as it was: not "forgotten"


def test_a_run_that_was_cut_off_leaves_its_readings_new(read: dict[str, Reading], tmp_path: Path) -> None:
    with writing(where_of(tmp_path)) as ledger:
        step(ledger, read["late"])
        Session.start(ledger, "run", framed("current")).add([read["later"]])  # and never finished
        assert step(ledger) == [("new_version", ("later",), None, True)]


def test_an_id_whose_words_are_back_in_another_incident_leads_there(read: dict[str, Reading], tmp_path: Path) -> None:
    with writing(where_of(tmp_path)) as ledger:
        step(ledger, read["late"])
        with ledger.read() as db:
            old = db.scalar(sa.select(t.incident_versions.c.incident_id))
        assert old is not None
        step(ledger, replace(read["late"], claims=(), incidents=()))
        with ledger.read() as db:
            assert current_id(db, old) is None
        step(ledger, read["early"])
        step(ledger, read["late"])
        with ledger.read() as db:
            assert current_id(db, old) not in {None, old}


def test_words_say_what_was_changed_for_the_whole_ledger_in_the_same_run() -> None:
    from rashomon.exports.told import cause_words
    from rashomon.people import Masker

    policy = {"cause": "new_policy", "from": "current", "to": "minmax"}
    for detail, said in (
        ({"documents": ["a.txt"], "also": policy}, "a new report: a.txt; in the same run another policy: current → minmax"),
        ({"documents": ["a.txt"]}, "a new report: a.txt"),
    ):
        assert cause_words(Cause(2, "", "new_report", detail), (), {}, {}, {}, Masker({})) == said
    assert cause_words(Cause(2, "", "linked_report", {"read": 7}), (), {}, {}, {}, Masker({})) == "one of 7 reports of that run bears on it"

"""How what the ledger says moved: histories that follow an incident's ids, and what changed between two runs, by cause."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking_stories import articles, grown
from test_moments import reading, shelling

from rashomon.pipeline.anchoring import anchor_of
from rashomon.pipeline.asked import asked_for, family
from rashomon.pipeline.deciding import kept, proposed, undo_of
from rashomon.pipeline.moved import between, history, sums
from rashomon.pipeline.run import run
from rashomon.pipeline.session import framed
from rashomon.pipeline.view import view
from rashomon.store import where_of, writing


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs: 1 first, 2 second and the mine, 3 nothing of it, 4 an earlier report, 5 a choice, 6 its undo, 7 merge of the two."""
    folder = tmp_path_factory.mktemp("told")
    out = grown(folder, ["first"], ["second", "mine"], ["undated"], ["earlier"])
    with writing(where_of(out)) as ledger:
        with ledger.read() as db:
            anchor = anchor_of(db, shelling(db).incident_id)
            value = {"harm": "killed", "side": "civilians", "low": 5, "best": 5, "high": 5}
            choice = proposed(db, "choose", [anchor], value, "K. Reader", "the list of names")
        kept(ledger, choice, framed("current"))
        with ledger.read() as db:
            undo = undo_of(db, "1", "K. Reader", "the list was of two villages")
        kept(ledger, undo, framed("current"))
        with ledger.read() as db:
            anchors = [anchor_of(db, i.incident_id) for i in view(db).incidents]
            merge = proposed(db, "merge", anchors, None, "K. Reader", "one operation")
        kept(ledger, merge, framed("current"))
    return out


def test_the_history_follows_the_ids_an_incident_had(told: Path) -> None:
    with reading(told) as db:
        [now] = view(db).incidents
        ids = family(db, now.incident_id)
        changes = list(history(db, ids))
    assert len(ids) == 3
    of = {c.causes[0].run_id: [x for x in changes if x.causes[0].run_id == c.causes[0].run_id] for c in changes}
    [came] = of[1]
    assert came.what == "came" and came.causes[0].cause == "first"
    [earlier] = of[4]
    assert (earlier.what, earlier.from_ids, earlier.incident_id) == ("changed", (came.incident_id,), shellings_id(changes))
    [chosen] = of[5]
    assert chosen.causes[0].cause == "decision"
    assert [(s.after.low, s.after.best, s.after.high) for s in chosen.steps if s.after and s.over == "side"] == [(5, 5, 5)]
    [back] = of[6]
    assert {(s.harm, s.side): s.after for s in back.steps} == {(s.harm, s.side): s.before for s in chosen.steps}
    [merged] = of[7]
    assert len(merged.from_ids) == 1 and merged.what == "changed"


def shellings_id(changes: list) -> str:  # type: ignore[type-arg]
    return next(c.incident_id for c in changes if c.causes[0].run_id == 5)


def test_each_step_has_the_claims_that_moved_it(told: Path) -> None:
    with reading(told) as db:
        [now] = view(db).incidents
        claims = {c.claim_id: c for c in view(db).claims}
        changes = list(history(db, family(db, now.incident_id)))
    moved = next(c for c in changes if c.causes[0].run_id == 2 and c.what == "changed")
    [step] = [s for s in moved.steps if s.harm == "killed" and s.over == "side"]
    assert step.before and step.after and (step.before.best, step.after.best) == (4, 6)
    assert {claims[c].document for c in step.claims} == {"second"}
    assert claims[step.claims[0]].quote.startswith("Six villagers")


def test_what_changed_between_two_runs(told: Path) -> None:
    with reading(told) as db:
        nothing = between(db, 0, 0)
        two = between(db, 1, 2)
        whole = between(db, 0, 7)
        earlier = between(db, 3, 4)
        choice_and_undo = between(db, 4, 6)
        merge = between(db, 6, 7)
    assert nothing.changes == () and nothing.back == 0
    assert sorted(c.what for c in two.changes) == ["came", "changed"]
    assert [(s.harm, s.before, s.after) for s in sums(two.changes)] == [("killed", 4, 8), ("wounded", 2, 2)]
    [renamed] = earlier.changes
    assert renamed.what == "changed" and len(renamed.from_ids) == 1 and renamed.incident_id not in renamed.from_ids
    assert choice_and_undo.changes == () and choice_and_undo.back == 1
    assert sorted(c.what for c in merge.changes) == ["changed", "went"]
    assert {c.causes[-1].cause for c in merge.changes} == {"decision"}
    [left] = whole.changes
    assert left.what == "came" and whole.back == 2


def test_an_incident_that_went_is_asked_for_by_its_old_id(told: Path) -> None:
    with reading(told) as db:
        [now] = view(db).incidents
        for old in family(db, now.incident_id):
            assert asked_for(db, old).incident_id == now.incident_id


def test_a_correction_is_a_cause_of_its_own(tmp_path: Path) -> None:
    out = grown(tmp_path, ["first"], ["third"])
    run([articles(tmp_path / "in", "corrected", under="third")], out)
    with reading(out) as db:
        [one] = between(db, 2, 3).changes
    assert one.causes[-1].cause == "new_version"
    assert [(s.before.best, s.after.best) for s in one.steps if s.before and s.after and s.over == "side"] == [(9, 8)]

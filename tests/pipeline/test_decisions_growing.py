"""A ledger that grows while reviewers decide ends with the rows that everything derived at once gives, whatever came first."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import sqlalchemy as sa
from decisions_stories import STORIES, decision, read, reading

from rashomon.model import Decision
from rashomon.pipeline.decisions import seen_of
from rashomon.pipeline.derive import derive
from rashomon.pipeline.session import Session, framed
from rashomon.store import derived_tables as d
from rashomon.store import where_of, writing
from rashomon.store.rows import claim_row, incident_row

FOUR, FIVE = ("governor.txt", "killing four villagers"), ("doctor.txt", "Five villagers were killed")
SUNDAY, SIX, THREE = ("sunday.txt", "Five villagers were killed"), ("two.txt", "killed six people"), ("two.txt", "killed three policemen")
CHOICE = {"harm": "killed", "side": "civilians", "low": 4, "best": 4, "high": 5}


def _seen(*names: str) -> list[list[str | int]]:
    now = derive(read(*names))
    return seen_of(now.claims, {x.name: x for x in now.documents}, decision("choose", FOUR, FIVE))


def _decisions() -> list[Decision]:
    seen = _seen("governor.txt", "doctor.txt")
    merge = decision("merge", FIVE, SUNDAY, number=1)
    late = decision("split", ("two.txt", "killed six people"), ("mine.txt", "killed two soldiers"), number=6)
    return [
        merge,
        decision("choose", FOUR, value={**CHOICE, "seen": seen}, number=2, at="2031-06-02"),
        decision("split", FOUR, FIVE, value={"seen": seen}, number=3, at="2031-06-03"),
        decision("date", SIX, value={"start": "2031-05-04", "end": "2031-05-04"}, number=4, at="2031-06-04"),
        decision("not_a_figure", THREE, number=5, at="2031-06-05"),
        late,
        decision("merge", SIX, SUNDAY, number=7, at="2031-06-07"),
        decision("undo", number=8, at="2031-06-08", undoes=merge.decision_id),
        decision("choose", ("mine.txt", "killed two soldiers"), value={**CHOICE, "side": None, "low": 1}, number=9, at="2031-06-09"),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_articles_and_decisions(seed: int, tmp_path: Path) -> None:
    every = _decisions()
    steps: list[str | Decision] = [*STORIES, *every]
    random.Random(seed).shuffle(steps)
    held: list[str] = []
    decided: list[Decision] = []
    with writing(where_of(tmp_path)) as ledger:
        for n, step in enumerate(steps):
            session = Session.start(ledger, "run" if isinstance(step, str) else "decision", framed("current"))
            if isinstance(step, str):
                held.append(step)
                session.add([reading(step)])
                session.finish()
            else:
                decided.append(step)
                session.finish(decisions=[step])
            if n % 4 and n + 1 < len(steps):
                continue
            expected = derive(read(*held), decided)
            with ledger.read() as db:
                states = {r.decision_id: (r.state, r.note, tuple(r.claims)) for r in db.execute(sa.select(d.decision_states))}
                incidents = {r.incident_id: r.row for r in db.execute(sa.select(d.incidents))}
                claims = {r.claim_id: r.row for r in db.execute(sa.select(d.claims))}
            assert states == {s.decision_id: (s.state, s.note, s.claims) for s in expected.decisions}
            assert incidents == {i.incident_id: incident_row(i) for i in expected.incidents}
            assert claims == {c.claim_id: claim_row(c) for c in expected.claims}
    assert {s for s, _, _ in states.values()} == {"applied", "reopened", "undone"}

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
from rashomon.store import Ledger, Reading, evidence, where_of, writing
from rashomon.store import derived_tables as d
from rashomon.store.rows import claim_row, incident_row

#: Steps after which the ledger is looked at.
EVERY = 4
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


def _same(ledger: Ledger, readings: list[Reading], decided: list[Decision]) -> dict[str, str]:
    """Holds the ledger to what is derived at once; gives the states by decision."""
    expected = derive(readings, decided)
    with ledger.read() as db:
        states = {r.decision_id: (r.state, r.note, tuple(r.claims)) for r in db.execute(sa.select(d.decision_states))}
        incidents = {r.incident_id: r.row for r in db.execute(sa.select(d.incidents))}
        claims = {r.claim_id: r.row for r in db.execute(sa.select(d.claims))}
    assert states == {s.decision_id: (s.state, s.note, s.claims) for s in expected.decisions}
    assert incidents == {i.incident_id: incident_row(i) for i in expected.incidents}
    assert claims == {c.claim_id: claim_row(c) for c in expected.claims}
    return {i: state for i, (state, _, _) in states.items()}


def _step(ledger: Ledger, step: Reading | Decision) -> None:
    session = Session.start(ledger, "decision" if isinstance(step, Decision) else "run", framed("current"))
    if isinstance(step, Decision):
        session.finish(decisions=[step])
    else:
        session.add([step])
        session.finish()


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_articles_and_decisions(seed: int, tmp_path: Path) -> None:
    steps: list[Reading | Decision] = [*read(*STORIES), *_decisions()]
    random.Random(seed).shuffle(steps)
    with writing(where_of(tmp_path)) as ledger:
        for n, step in enumerate(steps, 1):
            _step(ledger, step)
            if n % EVERY == 0 or n == len(steps):
                done = steps[:n]
                states = _same(ledger, [r for r in done if isinstance(r, Reading)], [x for x in done if isinstance(x, Decision)])
    assert set(states.values()) == {"applied", "reopened", "undone"}


@pytest.mark.parametrize("first", [True, False])
def test_a_changed_article_under_its_name_or_another(first: bool, tmp_path: Path) -> None:
    one = decision("figure", FOUR, value={"low": 3, "high": 3, "approx": False})
    other = decision("merge", FOUR, SUNDAY, number=2)
    url = "https://example.org/dornhollow"
    day, text = STORIES["governor.txt"]
    changed = text.replace("four", "six")
    old, new = reading("governor.txt", text, day, url), reading("governor.txt", changed, "2031-05-04", url)
    beside = reading("governor-2.txt", changed, "2031-05-04", url)
    [sunday] = read("sunday.txt")
    for folder in ("beside", "instead"):
        (tmp_path / folder).mkdir()
    with writing(where_of(tmp_path / "beside")) as ledger:
        for step in (one, other, old, sunday, beside) if first else (beside, sunday, old, one, other):
            _step(ledger, step)
        assert set(_same(ledger, [old, beside, sunday], [one, other]).values()) == {"reopened"}
    with writing(where_of(tmp_path / "instead")) as ledger:
        for step in (one, old, sunday, other, new) if first else (old, new, sunday, other, one):
            _step(ledger, step)
        with ledger.read() as db:
            now = evidence.load_readings(db, evidence.names(db))
        assert [r.document.name for r in now if r.document.version_of] == ["governor.txt"]
        assert set(_same(ledger, now, [one, other]).values()) == {"reopened"}
        [old_claim] = [c for c in derive(now, [one, other]).claims if c.words == "four" and c.label == "body"]
        assert (old_claim.low, old_claim.document[:13]) == (3, "governor.txt@")

"""What a ledger says otherwise: steps with their quotes, causes, sums, what moved back, and what was forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_stories import add, decide, take_back

from rashomon.errors import InputError
from rashomon.queries import Desk, Lens
from rashomon.queries.as_of import as_of, first_told
from rashomon.queries.changes import changes, logs, stretch
from rashomon.store.ledger import writing


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    where: Path = tmp_path_factory.mktemp("changes") / "ledger.db"
    with writing(where) as ledger:
        add(ledger, "a")
        add(ledger, "c", "h")
        decide(ledger, "not_a_figure", "a:three villagers")
        take_back(ledger)
    made = Desk(where)
    yield made
    made.close()


def test_a_new_report_moves_a_figure(desk: Desk) -> None:
    with desk.read() as db:
        asked = stretch(db, "run:1", "run:2")
        found = changes(desk, db, asked)
    assert (asked.first_words, asked.last_words) == ("run 1", "run 2")
    moved = next(x for x in found.part.items if x.what == "changed")
    [step] = [m for m in moved.moves if m.whom.startswith("killed")]
    assert (step.before, step.after) == ("3", "6")
    assert step.quotes[0].text.startswith("Six villagers") and "governor" in step.quotes[0].speaker
    assert moved.causes[0].words.startswith("a new report: c, Outlet c") and moved.causes[0].run_id == 2
    killed = next(s for s in found.sums if s.harm == "killed")
    assert (killed.before, killed.after) == (3, 8), "six instead of three, and the two of the house that came"
    assert [(g.cause, g.changes) for g in found.groups] == [("new reports", found.came + found.changed)]


def test_private_names_are_hidden_in_what_came(desk: Desk) -> None:
    with desk.read() as db:
        found = changes(desk, db, stretch(db, "run:0", "run:2"), limit=100)
    assert "Tarn" not in repr(found) and found.came >= 2 and found.changed == 0


def test_a_decision_is_a_cause_with_its_reason(desk: Desk) -> None:
    with desk.read() as db:
        found = changes(desk, db, stretch(db, "run:2", "run:3"), cause="decisions")
        log = logs(desk, db, [found.part.items[0].incident_id])
    [one] = found.part.items
    assert one.causes[0].words == "decision 1 of Ada (not a figure): looked at the words"
    [(_, steps)] = log
    assert [x.causes[0].run_id for x in steps] == [1, 2, 3, 4], "every version of it, the decision and its undoing included"
    assert steps[-1].causes[0].words.startswith("decision 2 of Ada (takes back 1)")


def test_what_moved_and_moved_back_is_counted(desk: Desk) -> None:
    with desk.read() as db:
        found = changes(desk, db, stretch(db, "run:2", "run:4"))
    assert (found.part.total, found.back) == (0, 1)


def test_without_moments_it_is_the_last_run(desk: Desk) -> None:
    with desk.read() as db:
        asked = stretch(db, "", "")
        assert (asked.first, asked.last) == (3, 4) and changes(desk, db, asked).changed == 1
        assert changes(desk, db, asked, what="came").part.total == 0
        assert changes(desk, db, asked, cause="nothing of the kind").part.total == 0
        with pytest.raises(InputError, match="put the earlier one first"):
            stretch(db, "run:3", "run:1")
        with pytest.raises(InputError, match="at most 5"):
            logs(desk, db, ["a", "b", "c", "d", "e", "f"])


def test_too_much_at_once_is_refused_with_a_word(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.queries.changes.HELD", 1)
    with desk.read() as db, pytest.raises(InputError, match="choose a shorter one"):
        changes(desk, db, stretch(db, "run:0", "run:4"))


def test_as_of_a_moment(desk: Desk) -> None:
    with desk.read() as db:
        before = as_of(desk, db, Lens(None, "2031-05-02"))
        now = as_of(desk, db, Lens())
        told = first_told(desk, db)
    assert (before.documents, before.incidents) == (1, 1)
    assert dict(before.totals)["killed"].best == 3 and now.documents == 3
    assert dict(now.totals)["killed"].best == 8
    assert [str(day) for day, _ in told] == ["2031-05-02", "2031-08-02"]

"""Decisions are tried, kept, taken back and logged; what cannot be done is refused and nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking_stories import grown
from test_moments import killed, reading, shelling

from rashomon.errors import InputError, LedgerError
from rashomon.estimates import Weights
from rashomon.model import Anchor
from rashomon.pipeline.anchoring import anchor_at, anchor_of, incidents_at
from rashomon.pipeline.deciding import brought_up_to_date, decided, frame_of, kept, log_names, names_shown, proposed, tried, undo_of
from rashomon.pipeline.session import framed
from rashomon.pipeline.view import view
from rashomon.store import Ledger, where_of, writing
from rashomon.store.decisions import load_decisions

FRAME = framed("current")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return grown(tmp_path, ["first", "second", "mine"])


def test_words_become_anchors(out: Path) -> None:
    with reading(out) as db:
        assert anchor_at(db, "first: killing four villagers") == Anchor("first", "killing four villagers")
        assert anchor_at(db, "first: “killing four villagers”") == Anchor("first", "killing four villagers")
        assert anchor_at(db, "first: Dornhollow #2") == Anchor("first", "Dornhollow", 2)
        assert incidents_at(db, [Anchor("first", "killing four villagers")]) == {shelling(db).incident_id}
        for text, says in (
            ("first", "write a document and words of it with a colon between"),
            ("frist: killing four", "there is no document 'frist'"),
            ("first: killing five", "do not stand in first; copy them"),
            ("first:", "there are no words after the colon"),
            ("first: Dornhollow", "stand in first 2 times; add which is meant"),
            ("first: Dornhollow #3", "there is no #3"),
        ):
            with pytest.raises(InputError, match=says):
                anchor_at(db, text)


def test_an_id_becomes_words_of_that_incident_alone(out: Path) -> None:
    with reading(out) as db:
        shown = view(db)
        for incident in shown.incidents:
            anchor = anchor_of(db, incident.incident_id)
            assert incidents_at(db, [anchor]) == {incident.incident_id}
        one = shelling(db)
        other = anchor_of(db, one.incident_id, [Anchor("first", "killing four villagers")])
        assert other.document == "second"


def test_what_is_tried_is_not_kept(out: Path) -> None:
    before = (out / "ledger.db").read_bytes()
    with writing(where_of(out)) as ledger:
        with ledger.read() as db:
            old = view(db)
            one = proposed(db, "figure", [Anchor("second", "Six villagers")], 7, "K. Reader", "the list")
        outcome = tried(ledger, one, FRAME)
        with ledger.read() as db:
            assert view(db) == old
            assert load_decisions(db) == []
    assert outcome.state.state == "applied" and not outcome.other_rules
    [moved] = outcome.changes
    assert [(s.before.best, s.after.best) for s in moved.steps if s.before and s.after and s.over == "side"] == [(6, 7)]
    assert len(before) == len((out / "ledger.db").read_bytes())


def test_what_was_tried_is_what_is_kept_and_an_undo_gives_it_back(out: Path) -> None:
    with writing(where_of(out)) as ledger:
        with ledger.read() as db:
            old = view(db)
            one = proposed(db, "not_a_figure", [Anchor("second", "Six villagers")], None, "K. Reader", "an age")
        would, did = tried(ledger, one, FRAME), kept(ledger, one, FRAME)
        assert [(c.incident_id, c.steps) for c in would.changes] == [(c.incident_id, c.steps) for c in did.changes]
        with ledger.read() as db:
            assert killed(shelling(db)) == (4, 4, 4)
            undo = undo_of(db, one.decision_id, "K. Reader", "it was no age")
        kept(ledger, undo, FRAME)
        with ledger.read() as db:
            again = view(db)
            assert (again.incidents, again.claims) == (old.incidents, old.claims)
            with pytest.raises(InputError, match=r"decision 1 was taken back by decision 2 .* bring it back with: rashomon undo 2"):
                undo_of(db, "1", "K. Reader", "twice")
            back = undo_of(db, "2", "L. Reader", "it was an age after all")
        kept(ledger, back, FRAME)
        with ledger.read() as db:
            assert killed(shelling(db)) == (4, 4, 4)
            assert [(d.number, s.state) for d, s in decided(db)] == [(1, "applied"), (2, "undone"), (3, "applied")]


def test_merge_split_and_choice_have_seen_what_was_there(out: Path) -> None:
    with reading(out) as db:
        shown = view(db)
        anchors = [anchor_of(db, i.incident_id) for i in shown.incidents]
        one = proposed(db, "merge", anchors, None, "K. Reader", "one blast")
    spans = {(c.document_id, c.start, c.end) for c in shown.claims if c.incident_id}
    assert {tuple(s) for s in one.value["seen"]} == spans


def test_what_would_do_nothing_is_refused_and_not_kept(out: Path) -> None:
    with writing(where_of(out)) as ledger:
        with ledger.read() as db:
            value = {"harm": "captured", "side": None, "low": 1, "best": 1, "high": 1}
            one = proposed(db, "choose", [anchor_of(db, shelling(db).incident_id)], value, "K. Reader", "heard it")
            with pytest.raises(InputError, match="is not a figure that can be read here; for figure it is a number"):
                proposed(db, "figure", [Anchor("second", "Six villagers")], "a lot", "K. Reader", "heard it")
            with pytest.raises(InputError, match="a decision needs --who"):
                proposed(db, "not_a_figure", [Anchor("second", "Six villagers")], None, " ", "heard it")
        with pytest.raises(InputError, match="nothing was decided: nobody gives a figure of captured"):
            kept(ledger, one, FRAME)
        with ledger.read() as db:
            assert load_decisions(db) == []
            with pytest.raises(InputError, match="there is no decision '1' in this ledger; there are none yet"):
                undo_of(db, "1", "K. Reader", "no")


def test_names_shown_are_on_record_and_move_nothing(out: Path) -> None:
    with writing(where_of(out)) as ledger:
        with ledger.read() as db:
            old = view(db)
        log_names(ledger, "K. Reader", "rashomon show inc-1")
        with ledger.read() as db:
            [(one, state)] = decided(db)
            assert (one.kind, one.who, one.why, state.state) == ("names", "K. Reader", "rashomon show inc-1", "applied")
            assert view(db).incidents == old.incidents
            with pytest.raises(InputError, match="cannot be taken back"):
                undo_of(db, "1", "K. Reader", "no")
        correction = proposed_in(ledger)
        kept(ledger, correction, FRAME)
        with ledger.read() as db:
            assert [(d.number, s.state) for d, s in decided(db)] == [(1, "applied"), (2, "applied")]


def proposed_in(ledger: Ledger):  # type: ignore[no-untyped-def]
    with ledger.read() as db:
        return proposed(db, "figure", [Anchor("second", "Six villagers")], "at least 6", "K. Reader", "the list")


def test_names_stay_hidden_where_nothing_can_be_put_on_record(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise LedgerError("the folder is read-only")

    monkeypatch.setattr("rashomon.pipeline.deciding.writing", refused)
    with pytest.raises(LedgerError, match=r"names are shown only where that can be put on record.*leave --names out"):
        names_shown(where_of(out), None, "rashomon show")


def test_a_decision_keeps_the_policy_and_asks_for_the_weights(tmp_path: Path) -> None:
    from rashomon.pipeline.run import run

    weights = Weights("mine.yml", "ab" * 32, {"regional governor": 1.0}, {})
    out = grown(tmp_path, ["first"])
    run([tmp_path / "in"], out, policy="minmax")
    with reading(out) as db:
        assert frame_of(db) == framed("minmax")
        with pytest.raises(InputError, match="were made without weights; leave --weights out"):
            frame_of(db, weights)
    run([tmp_path / "in"], out, policy="minmax", weights=weights)
    with reading(out) as db:
        assert frame_of(db, weights) == framed("minmax", weights)
        with pytest.raises(InputError, match=r"with the weights mine.yml .*; give that file with --weights"):
            frame_of(db)


def test_only_what_stands_beside_the_ledger_is_written_again(out: Path) -> None:
    from rashomon.exports.report import write_report

    with reading(out) as db:
        assert brought_up_to_date(db, out, write_report) == ["documents.jsonl", "claims.jsonl", "incidents.jsonl"]
        (out / "claims.jsonl").unlink()
        (out / "report.html").write_text("Places of homes, shelters and clinics are rounded")
        assert brought_up_to_date(db, out, write_report) == ["report.html"]
        page = (out / "report.html").read_text(encoding="utf-8")
    assert "Dornhollow" in page and "Places of homes, shelters and clinics are rounded" in page
    assert not (out / "claims.jsonl").exists()

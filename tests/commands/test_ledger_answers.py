"""``rashomon show``, ``log``, ``diff``, ``decide``, ``decisions`` and ``undo`` as a person types them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.commands.ledger_asked import data, ids, refused, said

from rashomon.pipeline.run import run
from rashomon.store import Ledger, where_of


def test_a_list_and_its_filters(made: Path) -> None:
    listed = said("show", "--out", made)
    assert listed.startswith("2 incidents\n") and "Dornhollow" in listed and "Haskmill" in listed
    assert "1 incident\n" in said("show", "--ledger", made / "ledger.db", "--since", "2031-06-01")
    assert "Haskmill" not in said("show", "--ledger", made, "--place", "dornh")
    assert data("show", "--out", made, "--side", "civilians")["total"] == 1
    assert "no incident is like that" in said("show", "--out", made, "--place", "Nowhere")
    assert "--since '1 May' is no day" in refused("show", "--out", made, "--since", "1 May")


def test_a_card(made: Path) -> None:
    card = said("show", ids(made)["Dornhollow"], "--out", made)
    for words in (
        "2 May 2031 · Dornhollow · shelling\n", "who did it: nobody is named", "\nkilled\n", "  6  civilians", "because best 6",
        "“Six villagers were killed” — “the regional governor” (six, 4 May 2031)", "where they part", "documents", "nobody says:",
        "policy current", "names of private persons are hidden",
    ):  # fmt: skip
        assert words in card, words
    assert "Tarnel" not in card
    assert not any(line != line.rstrip() for line in card.splitlines())


def test_a_card_as_data(made: Path) -> None:
    card = data("show", ids(made)["Dornhollow"], "--out", made)
    assert card["time"] == {"sense": "now"} and card["policy"] == "current" and card["names_shown"] is False
    assert {c["quote"] for c in card["claims"]} >= {"Six villagers were killed", "killing four villagers"}
    assert [d["document"] for d in card["documents"]] == ["early", "governor", "six"]
    assert "Tarnel" not in json.dumps(card)


def test_an_old_id_is_followed_and_said(made: Path) -> None:
    now = ids(made)["Dornhollow"]
    old = next(i for i in data("log", now, "--out", made)["ids"] if i != now)
    card = " ".join(said("show", old[:13], "--out", made).split())
    assert f"{old} is now {now}: since a new report: early, 2 May 2031 (run 3)" in card
    assert f"{old} is now {now}" in said("log", old, "--out", made)


def test_what_was_published_by_then(made: Path) -> None:
    now = ids(made)["Dornhollow"]
    for day, figure in (
        ("2031-05-02", "  3  civilians"),
        ("2031-05-03", "  4  civilians"),
        ("2031-05-04T23:59:59.999999Z", "  6  civ"),
    ):
        card = said("show", now, "--as-of", day, "--out", made)
        assert figure in card, card
        assert card.startswith("as published by ")
    assert "not yet out: governor, six" in said("show", now, "--as-of", "2031-05-02", "--out", made)
    assert data("show", now, "--as-of", "2031-05-02", "--out", made)["time"]["not_yet"] == ["governor", "six"]
    assert "had been published by the end of 1 Jan 2031 (UTC); the first report of it is early" in refused("show", now, "--as-of", "2031-01-01", "--out", made)  # fmt: skip


def test_another_policy(made: Path) -> None:
    card = said("show", ids(made)["Dornhollow"], "--policy", "minmax", "--out", made)
    assert "policy minmax" in card and "policy current" not in card
    assert "no policy 'mine'" in refused("show", ids(made)["Dornhollow"], "--policy", "mine", "--out", made)


def test_what_the_ledger_said_then(out: Path) -> None:
    now = ids(out)["Dornhollow"]
    versions = data("log", now, "--out", out)["versions"]
    stamps = [v["causes"][0]["at"] for v in versions]
    cards = [said("show", now, "--known-at", s, "--out", out) for s in stamps]
    assert "  4  civilians" in cards[0] and f"{now} was called {versions[0]['incident_id']} then" in " ".join(cards[0].split())
    assert "  6  civilians" in cards[1] and "  6  civilians" in cards[2]
    assert data("show", now, "--known-at", stamps[0], "--out", out)["time"]["run"] == 1
    assert "this ledger said nothing of" in refused("show", now, "--known-at", "2001-01-01", "--out", out)


def test_two_senses_of_time_are_not_asked_at_once(made: Path) -> None:
    told = refused("show", "inc-1", "--as-of", "2031-05-03", "--known-at", "2031-05-03", "--out", made)
    assert "are two questions; ask one" in told and "what had been published by T" in told and "what this ledger itself said at T" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show", "inc-00", "--as-of", "soon"], "there is no incident 'inc-00'"),
        (["show", "--as-of", "2031-05-03"], "say which incident"),
        (["show", "inc-00", "--side", "x"], "choose from the list"),
        (["show", "inc-00", "--without-decisions"], "--without-decisions goes with --as-of"),
        (["show", "inc-00", "--known-at", "2031-05-03", "--policy", "minmax"], "by the policy of then"),
        (["diff", "run:3", "run:1"], "run 3 is after run 1; give the earlier moment first"),
        (["diff", "run:1", "soon"], "T2 'soon' is no time"),
        (["decide", "mrege", "--who", "A", "--why", "b"], "'mrege' cannot be decided; it is one of figure, harm"),
        (["decide", "figure", "--who", "A", "--why", "b"], "say what it is about"),
        (["decide", "figure", "--at", "six: Six villagers", "--who", "A", "--why", "b"], "--value is missing; for figure it is a number"),
        (["decide", "figure", "inc-00", "--value", "3", "--who", "A", "--why", "b"], "not about an incident's id"),
        (["decide", "figure", "--at", "six: Six villagers", "--value", "3", "--best", "3", "--who", "A", "--why", "b"], "go with choose"),
        (["decide", "merge", "--at", "six: Six villagers", "--value", "3", "--who", "A", "--why", "b"], "merge takes no --value"),
        (["decide", "merge", "--at", "six: Six villagers", "--who", "A", "--why", "b"], "merge is about two or more"),
        (["decide", "choose", "--at", "six: Six villagers", "--who", "A", "--why", "b"], "choose needs a figure"),
        (["decide", "figure", "--at", "six: Six villagers", "--value", "{low: [", "--who", "A", "--why", "b"], "cannot be read"),
        (["decide", "figure", "--at", "six: Six villagers", "--value", "7", "--who", "", "--why", "b"], "a decision needs --who"),
        (["decide", "figure", "--at", "six: the baker", "--value", "7", "--who", "A", "--why", "b"], "do not stand in six"),
        (["undo", "7", "--who", "A", "--why", "b"], "there is no decision '7'"),
        (["log", "nothing"], "is no incident"),
    ],
)
def test_mistakes_are_refused_with_what_to_do(made: Path, words: list[str], says: str) -> None:
    assert says in refused(*words, "--out", made)


def test_no_ledger(tmp_path: Path) -> None:
    assert "there is no ledger in" in refused("show", "--out", tmp_path)
    assert "give --ledger or --out, not both" in refused("show", "--out", tmp_path, "--ledger", tmp_path)


def test_a_log(made: Path) -> None:
    log = said("log", ids(made)["Dornhollow"], "--out", made)
    for words in ("run 1 · ", "first report: governor, 3 May 2031 says four", "killed, civilians  – → 4", "killed, civilians  4 → 6",
                  "“Six villagers were killed” — “the regional governor” (six)", "took over from inc-", "the figures stay"):  # fmt: skip
        assert words in log, words
    by_day = said("log", ids(made)["Dornhollow"], "--published", "--out", made)
    assert "2031-05-04 ── 6  (given)" in by_day and "“killing three villagers” — “the regional governor” (early, 2 May 2031)" in by_day
    history = data("log", ids(made)["Dornhollow"], "--published", "--out", made)["published"]
    assert {(h["as_of"], h["best"]) for e in history if e["harm"] == "killed" for h in e["history"]} >= {
        ("2031-05-04", 6),
        ("2031-05-03", 4),
    }


def test_a_diff_by_cause(out: Path) -> None:
    told = said("diff", "run:1", "run:3", "--out", out)
    assert "killed, best, over these: 4 → 6 (+2)" in told and "new reports" in told
    assert "took over from inc-" in told and "1 changed" in told
    said("decide", "figure", "--at", "mine: killed two soldiers", "--value", "3", "--who", "A. Coder", "--why", "the list", "--out", out)
    found = data("diff", "run:3", "2999-01-01", "--out", out)
    assert [g["cause"] for g in found["groups"]] == ["decisions"]
    [change] = found["groups"][0]["changes"]
    assert change["causes"][0]["words"] == "decision 1 of A. Coder (figure): the list"
    assert {(s["before"]["best"], s["after"]["best"]) for s in change["steps"]} == {
        (2, 3)
    }  # the army on its own soldiers, whatever the headline says
    assert "Nothing that this ledger says changed." in said("diff", "run:4", "run:4", "--out", out)


def test_a_dry_run_keeps_nothing(out: Path) -> None:
    before = (out / "incidents.jsonl").read_bytes()
    told = said("decide", "figure", "--at", "six: Six villagers", "--value", "at least 7", "--who", "A. Coder", "--why", "so", "--dry-run", "--out", out)  # fmt: skip
    assert "would be decision 1 of A. Coder (figure): so" in told and "nothing was kept (--dry-run)" in told and "→" in told
    assert data("decisions", "--out", out)["total"] == 0
    assert (out / "incidents.jsonl").read_bytes() == before


def test_names_are_shown_once_that_is_on_record(out: Path) -> None:
    now = ids(out)["Dornhollow"]
    data("show", now, "--out", out)
    assert data("decisions", "--out", out)["total"] == 0
    shown = data("show", now, "--names", "--who", "K. Reader", "--out", out)
    assert shown["names_shown"] is True
    [row] = data("decisions", "--out", out)["items"]
    assert (row["kind"], row["who"], row["state"]) == ("names", "K. Reader", "applied") and now in row["why"]


def test_names_in_what_a_decision_changed_are_on_record_too(out: Path) -> None:
    words = ["--at", "six: Six villagers", "--who", "A. Coder", "--why", "Ivo Tarnel is told twice", "--out", out]
    assert "Tarnel" not in said("decide", "not_a_figure", *words, "--dry-run")
    assert "Ivo Tarnel is told twice" in said("decide", "not_a_figure", *words, "--names")
    assert [d["kind"] for d in data("decisions", "--out", out)["items"]] == ["not_a_figure", "names"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_names_stay_hidden_in_a_ledger_that_cannot_be_written(out: Path) -> None:
    (out / "ledger.db").chmod(0o444)
    out.chmod(0o555)
    try:
        assert "only where that can be put on record" in refused("show", ids(out)["Dornhollow"], "--names", "--out", out)
    finally:
        out.chmod(0o755)


def test_text_of_articles_moves_no_cursor(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    words = "Shells hit [bold]Dornhollow\u202e on Friday, killing \u001b[31mfour villagers\u001b[0m, the regional governor said."
    path.write_text(json.dumps({"id": "odd", "published": "2031-05-03", "title": "Shells hit Dornhollow", "text": words}))
    run([path], tmp_path / "out")
    for i in data("show", "--out", tmp_path / "out")["items"]:
        card = said("show", i["incident_id"], "--out", tmp_path / "out")
        assert "\u202e" not in card and "\x1b" not in card


def test_the_ledger_is_only_read(made: Path) -> None:
    ledger = Ledger(where_of(made))
    with ledger.read() as db:
        runs = db.exec_driver_sql("select count(*) from runs").scalar()
    ledger.close()
    said("show", ids(made)["Dornhollow"], "--as-of", "2031-05-03", "--out", made)
    said("log", ids(made)["Dornhollow"], "--out", made)
    ledger = Ledger(where_of(made))
    with ledger.read() as db:
        assert db.exec_driver_sql("select count(*) from runs").scalar() == runs
    ledger.close()

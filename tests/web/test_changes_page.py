"""Changes: two moments beside each other with causes, sums and quotes; as of a day; runs and what was given out."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.pipeline.compare import compare
from rashomon.pipeline.compare_ledger import told_in
from rashomon.pipeline.moved import between, sums
from rashomon.store import Ledger
from rashomon.web import Settings, make_app
from rashomon.web.routes.changes import days_drawn


def told(client: TestClient, address: str, **params: str) -> Any:
    answer = client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_last_run_is_what_a_page_opens_with(client: TestClient, story_ledger: Path) -> None:
    found = told(client, "/changes.json")
    ledger = Ledger(story_ledger)
    with ledger.read() as db:
        last = between(db, 1, 2)
    ledger.close()
    assert (found["from"]["run"], found["to"]["run"]) == (1, 2)
    assert found["changes"]["total"] == len(last.changes) == found["came"] + found["went"] + found["changed"] > 10
    assert [(s["harm"], s["before"], s["after"]) for s in found["sums"]] == [(s.harm, s.before, s.after) for s in sums(last.changes)]
    assert sum(g["changes"] for g in found["groups"]) == found["changes"]["total"]
    page = client.get("/changes").text
    assert "The last run:" in page and "new reports" in page


def test_every_step_has_its_quote_and_speaker(client: TestClient) -> None:
    found = told(client, "/changes.json", **{"from": "run:0", "limit": "100"})
    ambush = next(x for x in found["changes"]["items"] if x["label"] == "Ambush in Hadrel")
    assert ambush["what"] == "came" and ambush["causes"][0]["words"].startswith("first reports: ")
    killed = next(m for m in ambush["moves"] if m["whom"] == "killed, Murenia")
    assert (killed["before"], killed["after"]) == ("–", "7")
    assert killed["quotes"][0]["text"] == "killing seven officers"
    assert killed["quotes"][0]["speaker"].startswith("Ministry of the Interior of Murenia")
    page = client.get("/changes?from=run:0&limit=100").text
    assert "killing seven officers" in page and f"/articles/{killed['quotes'][0]['article']}#{killed['quotes'][0]['claim_id']}" in page


def test_background_comes_last(client: TestClient) -> None:
    found = told(client, "/changes.json", **{"from": "run:0", "limit": "100"})["changes"]["items"]
    flags = [x["background"] for x in found]
    assert flags == sorted(flags) and True in flags and False in flags


def test_filters_by_cause_and_kind(client: TestClient) -> None:
    all_of = told(client, "/changes.json", **{"from": "run:0"})
    assert told(client, "/changes.json", **{"from": "run:0", "cause": "decisions"})["changes"]["total"] == 0
    assert told(client, "/changes.json", **{"from": "run:0", "what": "went"})["changes"]["items"] == []
    moved = told(client, "/changes.json", **{"from": "run:0", "what": "figures", "limit": "100"})["changes"]["items"]
    assert 0 < len(moved) < all_of["changes"]["total"] and all(x["moves"] for x in moved)
    rows = list(csv.DictReader(io.StringIO(client.get("/changes.csv?from=run:0&limit=100").text.removeprefix("\ufeff"))))
    assert {r["incident_id"] for r in rows} >= {x["incident_id"] for x in moved}


def test_nothing_changed_is_said(client: TestClient) -> None:
    page = client.get("/changes?from=run:2&to=run:2").text
    assert "nothing that this ledger says changed" in page


def test_the_log_of_chosen_incidents(client: TestClient) -> None:
    ids = [x["incident_id"] for x in told(client, "/changes.json", **{"from": "run:0"})["changes"]["items"][:2]]
    found = told(client, "/changes.json", incident=" ".join(ids))["incidents"]
    assert [x["incident_id"] for x in found] == ids and all(x["log"] for x in found)
    assert "all its steps" in client.get("/changes", params={"incident": ids[0]}).text


def test_as_of_a_day_totals_are_those_of_compare(client: TestClient, story_ledger: Path) -> None:
    now = told(client, "/changes/as_of.json")
    ledger = Ledger(story_ledger)
    with ledger.read() as db:
        rows = compare(told_in(db), ["current"], by=["side"], harm="killed")
    ledger.close()
    whole = next(r.totals[0] for r in rows if r.kind == "incidents" and r.side == "all sides")
    killed = now["totals"]["killed"]
    assert (killed["low"], killed["best"], killed["high"], killed["without_best"]) == (
        whole.low,
        whole.best,
        whole.high,
        whole.without_best,
    )
    assert now["documents"] == 37


def test_as_of_moves_with_the_day(client: TestClient) -> None:
    then = told(client, "/changes/as_of.json", as_of="2022-06-06")
    now = told(client, "/changes/as_of.json")
    assert 0 < then["documents"] < now["documents"] and 0 < then["incidents"] < now["incidents"]
    assert {r["label"] for r in then["newest"]} >= {"Shelling in Tessel", "Shelling in Kirvash"}
    assert then["href"] == "/?as_of=2022-06-06"
    before = told(client, "/changes/as_of.json", as_of="1990-01-01")
    assert (before["documents"], before["incidents"], before["totals"]) == (0, 0, {}), "no report is no zero"
    page = client.get("/changes?as_of=1990-01-01").text
    assert "No figure of an incident is reported." in page


def test_the_slider_is_a_form_without_script(client: TestClient) -> None:
    page = client.get("/changes?from=run:0").text
    span = int(re.search(r'name="day" min="0" max="(\d+)"', page)[1])  # type: ignore[index]
    first = re.search(r'data-first="([\d-]+)"', page)[1]  # type: ignore[index]
    moved = client.get("/changes?from=run:0&day=0", follow_redirects=False)
    assert moved.status_code == 303 and moved.headers["location"] == f"/changes?from=run%3A0&as_of={first}#as-of"
    far = client.get(f"/changes?day={span + 99}", follow_redirects=False).headers["location"]
    assert "as_of=2023-11-10" in far
    assert client.get("/changes?day=x").status_code == 200


def test_days_are_drawn_to_scale() -> None:
    from datetime import date

    drawn = days_drawn([(date(1987, 1, 1), 1), (date(2031, 1, 1), 4), (date(2031, 1, 3), 2)], date(2031, 1, 2))
    assert drawn is not None
    assert (drawn["last"], drawn["span"], drawn["earlier"], drawn["day"]) == (date(2031, 1, 3), 1500, True, date(2031, 1, 2))
    assert drawn["bars"] == [(0, 10.0, 1), (1498, 40.0, 4), (1500, 20.0, 2)]
    assert days_drawn([], None) is None


def test_runs_and_what_was_given_out(own_ledger: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["export", "csv", "--ledger", str(own_ledger), "--out", str(tmp_path / "given")])
    assert done.exit_code == 0, done.output
    with TestClient(make_app(own_ledger, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        found = told(asked, "/changes.json")
        page = asked.get("/changes").text
    assert found["runs"][0]["kind"] == "export" and found["runs"][1]["run_id"] == 2
    assert (found["from"]["run"], found["to"]["run"]) == (1, 2), "an export derives nothing and is no last run"
    [given] = found["outputs"]["items"]
    assert given["documents"] > 0 and given["names"] is False and str(tmp_path) not in page
    assert "names of private persons hidden" in page


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/changes?from=run:99", 400, "the runs of this ledger are"),
        ("/changes?from=run:2&to=run:1", 400, "put the earlier one first"),
        ("/changes?from=yesterday", 400, "is no time"),
        ("/changes?from=" + "1" * 10_000, 414, ""),
        ("/changes?to=%00", 400, "character"),
        ("/changes?what=all+of+it", 400, "write one of"),
        ("/changes?incident=inc-ffffffffffffffff", 400, "there is no incident"),
        ("/changes?incident=a+b+c+d+e+f", 400, "at most 5"),
        ("/changes?as_of=never", 400, "is no time"),
    ],
)
def test_hostile_addresses_get_a_kind_word(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, words in answer.text.casefold()) == (status, True), answer.text[-600:]


def test_an_empty_ledger_says_so(tmp_path: Path) -> None:
    from rashomon.store.ledger import writing

    with writing(tmp_path / "ledger.db"):
        pass
    with TestClient(make_app(tmp_path / "ledger.db", Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        for address in ("/changes", "/balance", "/actors", "/actors?view=dyads", "/places", "/outlets"):
            answer = asked.get(address)
            assert answer.status_code == 200, (address, answer.text[-800:])
        assert "No article has a day of publication that is known." in asked.get("/changes").text
        assert told(asked, "/balance.json")["documents"]["in"] == 0


def test_what_was_out_by_a_day_is_told_at_once(client: TestClient) -> None:
    page = client.get("/changes?from=run:0&as_of=2022-06-06").text
    said = re.search(r'id="by-then">(\d+) articles? of known day out by then; (\d+) incidents? of today', page)
    assert said is not None
    then = told(client, "/changes/as_of.json", as_of="2022-06-06")
    assert int(said[1]) == then["documents"] and int(said[2]) == then["incidents"]

"""``rashomon compare`` on a real ledger."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon import estimates
from rashomon.cli import app
from rashomon.commands.compare import COLUMNS, _csv
from rashomon.errors import RashomonError
from rashomon.pipeline.compare import CompareRow, Total
from rashomon.pipeline.compare_ledger import told_in
from rashomon.pipeline.run import run
from rashomon.store import Ledger, where_of

TEXTS = {
    "a.txt": "Two guards killed at Orla\n\nVelden, March 4, 2024\n\nTwo Kestrian border guards were killed near Orla on Monday, the Kestrian interior ministry said.\n",
    "b.txt": "Shells hit Tarn\n\nVelden, April 9, 2024\n\nDozens of civilians were killed when shells hit Tarn on Tuesday, doctors said.\n",
    "c.txt": "Five dead at Orla\n\nVelden, March 6, 2024\n\nFive Kestrian border guards were killed near Orla on Monday, rebels said.\n",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    run([folder / "in"], folder / "out")
    return folder / "out"


def said(*words: object) -> str:
    done = CliRunner().invoke(app, ["compare", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*words: object) -> str:
    done = CliRunner().invoke(app, ["compare", *map(str, words)])
    assert isinstance(done.exception, RashomonError), done.output
    return str(done.exception)


def test_what_is_estimated_again_under_its_own_policy_is_what_the_ledger_holds(out: Path) -> None:
    ledger = Ledger(where_of(out))
    with ledger.read() as db:
        told = list(told_in(db))
    ledger.close()
    assert told and any(i.estimates for i, _ in told)
    for incident, given in told:
        made = estimates.estimate(incident, given.claims, given.documents, given.groups, chosen=given.chosen)
        assert made.estimates == incident.estimates


def test_the_table(out: Path) -> None:
    text = said(out, "--policies", "current,acled-style", "--by", "month")
    assert "2024-03" in text and "2024-04" in text and "acled-style" in text and "?1" in text


def test_json_has_every_policy_and_its_source(out: Path) -> None:
    got = json.loads(said(out / "ledger.db", "--policies", "current,minmax,ucdp-style,acled-style,ibc-style", "--json"))
    assert [p["name"] for p in got["policies"]] == ["current", "minmax", "ucdp-style", "acled-style", "ibc-style"]
    april = next(r for r in got["rows"] if (r["kind"], r["month"], r["side"]) == ("incidents", "2024-04", "all sides"))
    totals = {t["policy"]: t for t in april["totals"]}
    assert totals["current"]["best"] is None and totals["current"]["withheld"] == {"only_open_words": 1}
    assert totals["acled-style"]["best"] == 12
    assert (totals["ibc-style"]["low"], totals["ibc-style"]["high"]) == (24, 24)


def test_csv_is_a_line_per_row_and_policy(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "moves.csv"
    assert said(out, "--policies", "current,minmax", "--by", "month", "--csv", file) == ""
    lines = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert tuple(lines[0]) == COLUMNS
    assert {(x["month"], x["policy"]) for x in lines if x["kind"] == "incidents"} == {
        (m, p) for m in ("2024-03", "2024-04") for p in ("current", "minmax")
    }
    assert not list(tmp_path.glob("*.part"))


def test_names_are_no_formulas_in_a_spreadsheet() -> None:
    rows = [CompareRow("incidents", None, "=HYPERLINK(1)", (Total("current", 1, 1, 1, 1),))]
    assert "'=HYPERLINK(1)" in _csv(rows, "killed")


def test_weights_are_used_and_recorded(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "w.yml"
    file.write_text("speakers: {doctors: 0, Nobody At All: 2}\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["compare", str(out), "--weights", str(file), "--json"], catch_exceptions=False)
    assert "'Nobody At All', whom nobody here is called" in done.stderr
    got = json.loads(done.stdout)
    assert got["weights"]["file"] == "w.yml" and len(got["weights"]["sha256"]) == 64
    april = next(r for r in got["rows"] if (r["kind"], r["month"], r["side"]) == ("incidents", "2024-04", "all sides"))
    assert april["totals"][0]["withheld"] == {"weightless": 1}


def test_the_ledger_is_not_touched(out: Path) -> None:
    before = (out / "ledger.db").read_bytes()
    said(out, "--policies", "current,ucdp-style")
    assert (out / "ledger.db").read_bytes() == before


def test_what_is_wrong_is_said(out: Path, tmp_path: Path) -> None:
    assert "no policy 'wishful'; known: current, minmax, ucdp-style, acled-style, ibc-style" in refused(
        out, "--policies", "current,wishful"
    )
    assert "each once" in refused(out, "--policies", "current,current")
    assert "month,side" in refused(out, "--by", "day")
    assert "killed, wounded" in refused(out, "--harm", "hurt")
    assert "rashomon run" in refused(tmp_path)
    assert "no ledger at" in refused(tmp_path / "none.db")
    assert "--csv" in refused(out, "--csv", tmp_path / "none" / "x.csv")

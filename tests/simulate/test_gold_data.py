"""Gold data, true incidents and data sets: spans are verbatim, the scorers read them, the same seed gives the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.errors import InputError
from rashomon.pipeline.derive import derive
from rashomon.simulate import Printed, War, scoring
from rashomon.simulate.gold import gold
from rashomon.simulate.scoring import read_estimates, read_truth, score
from rashomon.simulate.true_rows import true_row
from rashomon.store.rows import claim_row, document_row, incident_row

SCORE = Path(__file__).parents[3] / "shared" / "gold" / "score.py"


@cache
def _made(seed: int = 4, articles: int = 150) -> tuple[War, tuple[Printed, ...], dict[str, Any]]:
    war = War(seed, articles)
    printed = tuple(war)
    return war, printed, gold(war.world, war.incidents, printed)


def test_spans_are_verbatim_and_names_lead_somewhere() -> None:
    war, printed, found = _made()
    assert [d["document"] for d in found["docs"]] == [p.record["id"] for p in printed]
    ids = [c["id"] for d in found["docs"] for c in (*d["claims"], *d["statements"])]
    assert len(ids) == len(set(ids)) > 300
    incidents = {i["id"] for i in found["incidents"]}
    for d in found["docs"]:
        for c in (*d["claims"], *d["statements"]):
            assert d["text"][c["start"] : c["end"]] == c["quote"]
            assert c["incident"] is None or c["incident"] in incidents
            assert c["speaker"] is None or d["text"][c["speaker_start"] : c["speaker_end"]].strip()
    values = [v for i in found["incidents"] for f in i["figures"] for v in f["values"]]
    assert values and all(set(v["claims"]) <= set(ids) for v in values)
    for d in found["disagreements"]:
        assert len(d["values"]) > 1 and all(v["claims"] and set(v["claims"]) <= set(ids) for v in d["values"])
    assert incidents <= war.incidents.keys()


def test_best_is_the_truth_where_it_stands_in_an_article_and_nothing_where_not() -> None:
    war, _, found = _made()
    told = untold = 0
    for i in found["incidents"]:
        for f in i["figures"]:
            true = getattr(war.incidents[i["id"]], f["harm"])[f["side"]]
            assert f["true"] == true and f["low"] <= f["high"]
            if f["best"] is None:
                untold += 1
                assert not any(v["low"] == v["high"] == true for v in f["values"])
            else:
                told += 1
                assert f["best"] == true and f["low"] <= true <= f["high"]
    assert told and untold, "some true tolls stand in no article"


def _write_run(folder: Path, printed: tuple[Printed, ...]) -> None:
    derived = derive([p.reading for p in printed])
    rows = {
        "documents": [document_row(d, None, []) for d in derived.documents],
        "claims": [claim_row(c) for c in derived.claims],
        "incidents": [incident_row(i) for i in derived.incidents],
    }
    for name, some in rows.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in some), encoding="utf-8")


@pytest.mark.shared
@pytest.mark.skipif(not SCORE.exists(), reason="the scorer of gold sets is not on this machine")
def test_the_scorer_of_gold_sets_reads_it(tmp_path: Path) -> None:
    _, printed, found = _made()
    (tmp_path / "gold.json").write_text(json.dumps(found), encoding="utf-8")
    _write_run(tmp_path, printed)
    done = subprocess.run(
        [sys.executable, str(SCORE), str(tmp_path / "gold.json"), str(tmp_path), "--json"], capture_output=True, text=True, check=True
    )
    scored = json.loads(done.stdout)
    assert all(scored["claims"][level]["f1"] == 1.0 for level in ("found", "harm", "figure", "side", "speaker", "stance", "all"))
    assert scored["statements"]["f1"] == 1.0 and scored["quotes_not_verbatim"] == 0
    assert scored["documents"] == {"gold": 150, "found": 150}
    assert scored["incidents"]["pair_f1"] > 0.8
    assert scored["estimates"]["n"] > 20 and scored["disagreements"]["right"] > 0.8 * scored["disagreements"]["gold"]


def test_true_incidents_have_the_keys_of_a_run() -> None:
    war, printed, _ = _made()
    one = derive([p.reading for p in printed[:20]]).incidents[0]
    for incident in war.incidents.values():
        row = true_row(incident)
        assert row.keys() == incident_row(one).keys()
        assert {(e["side"], e["best"]) for e in row["estimates"] if e["harm"] == "killed"} == set(incident.killed.items())
        assert all(e["low"] == e["best"] == e["high"] for e in row["estimates"])
    answers = [i for i in war.incidents.values() if i.answers]
    assert answers and all(("retaliation_for", i.answers) in {(x["type"], x["incident_id"]) for x in true_row(i)["links"]} for i in answers)


def test_the_true_incidents_are_those_before_the_last_article() -> None:
    by_days, by_count = War(5, days=4), War(5, 60)
    articles = [list(war) for war in (by_days, by_count)]
    for war, printed in zip((by_days, by_count), articles, strict=True):
        assert {t for p in printed for t in p.truth.values()} - {None} <= war.incidents.keys()
    assert {i.day.day for i in by_days.incidents.values()} == {1, 2, 3, 4}
    last = max(p.record["published"] for p in articles[1] if "published" in p.record)
    assert all(f"{i.at:%Y-%m-%dT%H:%M:%SZ}" <= last for i in by_count.incidents.values())
    assert set(by_count.incidents) < set(by_days.incidents)


def test_retaliation_is_told_in_words_and_true() -> None:
    war, printed, _ = _made()
    told = 0
    for p in printed:
        text = p.record["text"]
        by_id = {m.mention_id: m for m in p.reading.incidents}
        for m in p.reading.incidents:
            for link in m.links:
                told += 1
                assert text[link.start : link.end] == link.quote
                assert re.search(r"retaliation|revenge|reprisal|response", link.quote)
                mine, theirs = ({p.truth[c] for c in x.claims} - {None} for x in (m, by_id[link.target]))
                assert {war.incidents[t or ""].answers for t in mine} == theirs
    assert told > 3


def _dataset(folder: Path, *more: str) -> dict[str, str]:
    done = CliRunner().invoke(app, ["simulate", "--articles", "60", "--seed", "9", "--inflation", "2", "--dataset", str(folder), *more])
    assert done.exit_code == 0, (done.output, done.exception)
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.iterdir()}


def test_a_data_set_is_whole_and_the_same_again(tmp_path: Path) -> None:
    first, second = _dataset(tmp_path / "a"), _dataset(tmp_path / "b", "--quiet")
    assert first == second
    package = json.loads((tmp_path / "a" / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"]: r["hash"].removeprefix("sha256:") for r in package["resources"]} == {
        k: v for k, v in first.items() if k != "datapackage.json"
    }
    about = package["rashomon"]
    assert (about["seed"], about["articles"], about["parameters"]["inflation"]) == (9, 60, 2.0)
    assert about["made_by"] == "rashomon simulate --articles 60 --seed 9 --inflation 2 --dataset DIR"
    readme = (tmp_path / "a" / "README.md").read_text(encoding="utf-8")
    assert (
        about["made_by"] in readme
        and "nothing about real news" in readme
        and package["licenses"][0]["name"] in readme.replace("Apache License 2.0", "Apache-2.0")
    )
    assert not list(tmp_path.glob("*.part"))


def test_the_scorer_of_a_data_set_runs_alone(tmp_path: Path) -> None:
    _dataset(tmp_path / "war")
    folder = tmp_path / "war"
    bare = [sys.executable, "-I", "score.py", "truth.csv"]
    done = subprocess.run([*bare, "estimates-example.csv", "--json"], cwd=folder, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["rows"] > 30 and found["answered"] == found["rows"] - found["missing"] and found["extra"] == 0
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if int(r["articles"])]
    right = "incident,harm,side,low,best,high\n" + "".join(f"{r['incident']},{r['harm']},{r['side']},,{r['true']},\n" for r in rows)
    (folder / "mine.csv").write_text(right, encoding="utf-8")
    found = json.loads(subprocess.run([*bare, "mine.csv", "--json"], cwd=folder, capture_output=True, text=True, check=True).stdout)
    assert (found["exact"], found["bias"], found["median_error"], found["withheld"], found["ranged"]) == (1.0, 1.0, 0, 0, 0)
    head = "incident,harm,side,low,best,high\n"
    for wrong, says in (
        ("incident,harm\nt1,killed\n", "mine.csv: line 1: there is no column 'side'"),
        ("incident;harm;side;best\n", "mine.csv: line 1: there is no column 'incident'; columns are told apart by commas"),
        ("incident,harm,side,figure\nt1,killed,x,3\n", "mine.csv: line 1: there is none of the columns"),
        (f"{head}t1,killed,x,1,2,2\nt2,killed,x,,many,\n", "mine.csv: line 3: best is 'many'; give a number"),
        (f"{head}t1,killed,x,1,2,inf\n", "mine.csv: line 2: high is 'inf'; give a number"),
        (f"{head}t1,killed,x,1,2,2\nt1,killed,x,1,2,2\n", "mine.csv: line 3: t1, killed, x has two estimates; give one"),
        ("\udcff", "mine.csv: not in UTF-8"),
    ):
        (folder / "mine.csv").write_text(wrong, encoding="utf-8", errors="surrogateescape")
        bad = subprocess.run([*bare, "mine.csv"], cwd=folder, capture_output=True, text=True, check=False)
        assert bad.returncode == 2 and bad.stderr.startswith(f"score.py: {says}")
    gone = subprocess.run([*bare, "gone.csv"], cwd=folder, capture_output=True, text=True, check=False)
    assert gone.returncode == 2 and "gone.csv" in gone.stderr and "check the name" in gone.stderr


def test_a_spreadsheet_is_read_with_its_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    truth, mine = tmp_path / "truth.csv", tmp_path / "mine.csv"
    truth.write_text("incident,harm,side,true,articles\na,killed,x,10,3\n", encoding="utf-8-sig")
    mine.write_text("incident,harm,side,best\na,killed,x,10.0\n", encoding="utf-8-sig")
    monkeypatch.setattr(sys, "argv", ["score.py", str(truth), str(mine), "--json"])
    assert scoring.main() == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["rows"], found["answered"], found["exact"]) == (1, 1, 1.0)


def test_what_somebody_else_keeps_beside_a_data_set_stays(tmp_path: Path) -> None:
    (tmp_path / "war.part").mkdir()
    (tmp_path / "war.part" / "mine.txt").write_text("mine")
    done = CliRunner().invoke(app, ["simulate", "--articles", "5", "--dataset", str(tmp_path / "war")])
    assert isinstance(done.exception, InputError) and "is in the way" in str(done.exception)
    assert (tmp_path / "war.part" / "mine.txt").read_text() == "mine" and not (tmp_path / "war").exists()


def test_what_is_measured_of_an_estimate() -> None:
    truth = read_truth(["incident,harm,side,true,articles", "a,killed,x,10,3", "b,killed,x,4,1", "c,killed,x,7,2", "d,killed,x,9,0"])
    assert ("d", "killed", "x") not in truth, "no article tells of it"
    found = score(truth, read_estimates(["incident,harm,side,low,best,high", "a,killed,x,8,12,12", "b,killed,x,5,,", "z,killed,x,1,1,1"]))
    assert (found["rows"], found["answered"], found["withheld"], found["missing"], found["extra"]) == (3, 1, 2, 1, 1)
    assert (found["median_error"], found["exact"], found["near"]) == (2, 0.0, 1.0)
    assert (found["ranged"], found["covered"], found["closed"], found["width"]) == (2, 0.5, 1, 0.4)
    with pytest.raises(ValueError, match="line 3: a, killed, x has two estimates"):
        read_estimates(["incident,harm,side,best", "a,killed,x,1", "a,killed,x,2"])


def test_gold_and_incidents_beside_the_articles(tmp_path: Path) -> None:
    paths = {name: tmp_path / name for name in ("a.jsonl", "i.jsonl", "g.json", "t.jsonl")}
    args = [
        "simulate",
        "--days",
        "3",
        "--out",
        str(paths["a.jsonl"]),
        "--incidents",
        str(paths["i.jsonl"]),
        "--gold",
        str(paths["g.json"]),
        "--truth",
        str(paths["t.jsonl"]),
    ]
    assert CliRunner().invoke(app, args).exit_code == 0
    lines = [json.loads(x) for x in paths["a.jsonl"].read_text(encoding="utf-8").splitlines()]
    assert {r["published"][:10] for r in lines if "published" in r} == {"2031-01-01", "2031-01-02", "2031-01-03"}
    assert [d["document"] for d in json.loads(paths["g.json"].read_text(encoding="utf-8"))["docs"]] == [r["id"] for r in lines]
    incidents = [json.loads(x) for x in paths["i.jsonl"].read_text(encoding="utf-8").splitlines()]
    assert Counter(n for i in incidents for n in i["documents"])


QUIET = ("--rate", "0.00001", "--sieges", "0", "--junk", "0")


@pytest.mark.parametrize(
    ("args", "says"),
    [([], "say where to"), (["--dataset", "{}/d", "--out", "{}/a.jsonl"], "writes every file itself"), (["--dataset", "{}/no/d"], "make it first"),
     (["--dataset", "{}"], "exists already"), (["--out", "{}/a.jsonl", "--gold", "{}/g.txt"], "name a .json file"), (["--out", "{}/a.jsonl", "--slant", "2"], "slant is 2"), ([*QUIET, "--days", "1", "--out", "{}/a.jsonl"], "nothing is printed in that time"),
     ([*QUIET, "--days", "1", "--dataset", "{}/d"], "nothing is printed")],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, args: list[str], says: str) -> None:
    done = CliRunner().invoke(app, ["simulate", *(a.replace("{}", str(tmp_path)) for a in args)])
    assert isinstance(done.exception, InputError) and says in str(done.exception)
    assert not list(tmp_path.iterdir())

"""``rashomon simulate``: records that a run takes, never over somebody's file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.errors import InputError
from rashomon.gazetteer.csv_file import read_csv
from rashomon.inputs import read_inputs
from rashomon.simulate import articles


def _simulate(*options: object) -> str:
    done = CliRunner().invoke(app, ["simulate", *map(str, options)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_the_file_is_input_of_a_run(tmp_path: Path) -> None:
    out = tmp_path / "war.jsonl"
    said = _simulate("--articles", 25, "--seed", 3, "--out", out)
    assert "25 articles" in said and str(out) in said
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == list(articles(3, 25))
    assert [a.name for a in read_inputs([out])] == [r["id"] for r in articles(3, 25)]
    assert [p.name for p in tmp_path.iterdir()] == ["war.jsonl"]


def test_truth_points_at_the_words_and_places_are_a_gazetteer(tmp_path: Path) -> None:
    out, truth, places = tmp_path / "a.jsonl", tmp_path / "t.jsonl", tmp_path / "p.csv"
    assert _simulate("--articles", 40, "--out", out, "--truth", truth, "--places", places, "--quiet") == ""
    texts = {r["id"]: r["text"] for r in articles(1, 40)}
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
    assert [r["document"] for r in rows] == list(texts)
    claims = [(r["document"], c) for r in rows for c in r["claims"]]
    assert sum(c["incident"] is not None for _, c in claims) > 40
    assert all(texts[name][c["start"] : c["end"]].strip() for name, c in claims)
    with places.open(encoding="utf-8") as file:
        assert {row["name"] for row in csv.DictReader(file)} == {e.name for e, _ in read_csv(places, str, lambda country, name: name)}


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text("my notes", encoding="utf-8")
    with pytest.raises(InputError, match="exists already; name another file"):
        _simulate("--out", mine)
    assert mine.read_text(encoding="utf-8") == "my notes"


@pytest.mark.parametrize(("name", "says"), [("war.txt", "name a .jsonl file"), ("nowhere/war.jsonl", "make it first")])
def test_a_bad_name_says_what_to_do(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        _simulate("--articles", 1, "--out", tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="twice"):
        _simulate("--out", tmp_path / "a.jsonl", "--truth", tmp_path / "a.jsonl")

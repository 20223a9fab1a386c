import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.errors import GazetteerError
from rashomon.gazetteer import get_gazetteer, set_gazetteer

TEXT = "Four soldiers were killed on 3 May 2021 when shells hit the village of Kessirek Dorn in Chad, the army said."


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("RASHOMON_DATA", str(tmp_path / "data"))
    set_gazetteer(None)
    yield None
    set_gazetteer(None)


def _run(tmp_path: Path, out: str) -> str:
    (tmp_path / "in").mkdir(exist_ok=True)
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    assert CliRunner().invoke(app, ["run", str(tmp_path / "in"), "--out", str(tmp_path / out), "-q"]).exit_code == 0
    return (tmp_path / out / "incidents.jsonl").read_text(encoding="utf-8")


def test_add_list_use_remove(tmp_path: Path) -> None:
    before = _run(tmp_path, "before")
    assert '"lat": null' in before or '"lat"' not in before
    file = tmp_path / "villages.csv"
    file.write_text("name,lat,lon,kind,country\nKessirek Dorn,13.05,18.1,village,Chad\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["gazetteer", "add", str(file), "--name", "mine"])
    assert told.exit_code == 0 and told.output.startswith("mine: 1 place of villages.csv (csv, sha256 ")
    assert CliRunner().invoke(app, ["gazetteer", "list"]).output.startswith("mine\t1 place\tcsv\tvillages.csv\tsha256 ")
    first = _run(tmp_path, "one")
    assert "13.05" in first and "18.1" in first
    assert _run(tmp_path, "two") == first
    with sqlite3.connect(tmp_path / "one" / "ledger.db") as ledger:
        (summary,) = ledger.execute("SELECT summary FROM runs").fetchone()
    assert get_gazetteer().added["mine"] in str(summary)
    assert CliRunner().invoke(app, ["gazetteer", "remove", "mine"]).output == "mine removed\n"
    assert _run(tmp_path, "after") == before


def test_a_mistake_is_told(tmp_path: Path) -> None:
    file = tmp_path / "villages.csv"
    file.write_text("name,lat,lon\nKessirek,13,east\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["gazetteer", "add", str(file)])
    assert isinstance(result.exception, GazetteerError) and str(result.exception) == "villages.csv:2: lon is no number: 'east'"
    assert "shipped" in CliRunner().invoke(app, ["gazetteer", "list"]).output

"""``rashomon export`` as a person uses it: what it says, what stands beside an export, whole or not at all, the same bytes, on record."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.errors import InputError
from rashomon.exports import csv_tables, geojson
from rashomon.exports.exported import LeftOut, Written
from rashomon.exports.formats import FORMATS, Format, Option, format_named
from rashomon.exports.making import target_of
from rashomon.pipeline.filtering import FIELDS

ROOT = Path(__file__).parents[2]


def everything(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def test_the_same_ledger_gives_the_same_bytes(two_stories, tmp_path: Path) -> None:
    for made in ("one", "two"):
        two_stories.run("csv", "--out", tmp_path / made, "--where", "killed>=1")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_the_manifest_pins_what_was_exported(two_stories, tmp_path: Path) -> None:
    said = two_stories.run("csv", "--out", tmp_path / "csv", "--since", "2023-01-01", "--where", "background=no", "--policy", "minmax")
    told = json.loads((tmp_path / "csv" / "manifest.json").read_text())
    assert (told["format"], told["export"], told["policy"], told["names"]) == ("rashomon-export/1", "csv", "minmax", "masked")
    assert told["asked"] == {"since": "2023-01-01", "changed_since": None, "where": "background=no", "as_of": None}
    with sqlite3.connect(two_stories.ledger) as db:
        assert db.execute("select hash from chain where seq = ?", [told["ledger"]["seq"]]).fetchone() == (told["ledger"]["head"],)
        assert db.execute("select finished from runs where run_id = 2").fetchone() == (told["ledger"]["run_at"],)
    names = sorted(p.name for p in (tmp_path / "csv").iterdir())
    assert sorted([*(f["path"] for f in told["files"]), "manifest.json"]) == names
    for f in told["files"]:
        raw = (tmp_path / "csv" / f["path"]).read_bytes()
        assert (hashlib.sha256(raw).hexdigest(), len(raw)) == (f["sha256"], f["bytes"])
        if f["path"].endswith(".csv"):
            assert f["dialect"] == "exact" and f["rows"] >= 1
    assert sum(told["not_asked_for"].values()) + told["rows"] == 6
    assert f"manifest sha256 {hashlib.sha256((tmp_path / 'csv' / 'manifest.json').read_bytes()).hexdigest()}" in said
    for reason, n in told["not_asked_for"].items():
        assert f"not asked for, {reason}: {n} incident" in said


def test_an_export_is_put_on_record_and_forget_asks_for_it(two_stories, tmp_path: Path) -> None:
    two_stories.run("csv", "--out", tmp_path / "csv")
    with sqlite3.connect(two_stories.ledger) as db:
        [(kind, path, sha, incidents, documents)] = db.execute("select kind, path, sha256, incidents, documents from outputs").fetchall()
    assert (kind, path) == ("csv export", str(tmp_path / "csv"))
    assert sha == hashlib.sha256((tmp_path / "csv" / "manifest.json").read_bytes()).hexdigest()
    assert len(json.loads(incidents)) == 6 and "04-northern-radio.txt" in json.loads(documents)
    done = CliRunner().invoke(
        app, ["forget", "04-northern-radio.txt", "--who", "A", "--why", "b", "--ledger", str(two_stories.ledger), "--yes"]
    )
    assert f"csv export {path} (sha256 {sha}" in done.output
    assert CliRunner().invoke(app, ["verify", str(two_stories.ledger)]).exit_code == 0


def test_what_did_not_fit_is_counted_and_named_and_on_record_too(two_stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(told, about, out, options) -> Written:
        made = csv_tables.write(told, about, out, options)
        ids = [line.split(",")[0] for line in (out / "incidents.csv").read_text().splitlines()[1:]]
        made.left_out = [LeftOut(ids[0], "no place"), LeftOut(ids[1], "no place"), LeftOut(ids[2], "no day")]
        return made

    monkeypatch.setattr(Format, "writer", lambda self: write)
    said = two_stories.run("csv", "--out", tmp_path / "csv")
    assert "left out, for they do not fit: 3 incidents\n  2  no place\n  1  no day\n" in said
    told = json.loads((tmp_path / "csv" / "manifest.json").read_text())
    assert [x["reason"] for x in told["left_out"]] == ["no place", "no place", "no day"]
    assert "csv, 3 incidents, 6 rows" in said
    with sqlite3.connect(two_stories.ledger) as db:
        given = json.loads(db.execute("select incidents from outputs").fetchone()[0])
    assert len(given) == 6  # side files name them, with their articles


def test_an_export_is_written_whole_or_not_at_all(two_stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(told, about, out, options) -> Written:
        (out / "incidents.csv").write_text("half")
        next(iter(told))
        raise OSError(28, "No space left on device")

    two_stories.run("csv", "--out", tmp_path / "csv")
    before = everything(tmp_path / "csv")
    monkeypatch.setattr(Format, "writer", lambda self: broken)
    assert "cannot be written (No space left on device); free some space" in two_stories.run("csv", "--out", tmp_path / "csv", code=1)
    assert everything(tmp_path / "csv") == before
    two_stories.run("csv", "--out", tmp_path / "deep" / "new", code=1)
    assert not (tmp_path / "deep").exists()
    with sqlite3.connect(two_stories.ledger) as db:
        assert db.execute("select count(*) from outputs").fetchone() == (1,)


def test_an_export_that_cannot_be_put_on_record_is_not_made(two_stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.errors import LedgerError
    from rashomon.exports import making

    def refuse(*args, **kwargs):
        raise LedgerError("the ledger is read-only")

    monkeypatch.setattr(making, "record_export", refuse)
    assert "read-only" in two_stories.run("csv", "--out", tmp_path / "csv", code=1)
    assert not (tmp_path / "csv").exists()


def test_an_export_over_an_earlier_one_leaves_nothing_of_it(two_stories, tmp_path: Path) -> None:
    two_stories.run("datapackage", "--out", tmp_path / "x")
    two_stories.run("csv", "--out", tmp_path / "x", "--where", "killed>=1")
    two_stories.run("csv", "--out", tmp_path / "y", "--where", "killed>=1")
    assert everything(tmp_path / "x") == everything(tmp_path / "y")


def test_other_peoples_folders_are_left_alone(two_stories, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    said = two_stories.run("csv", "--out", tmp_path / "mine", code=1)
    assert "holds other things (thesis.txt); name a new folder with --out" in said
    assert sorted(p.name for p in (tmp_path / "mine").iterdir()) == ["thesis.txt"]
    (tmp_path / "mine" / "manifest.json").write_text(
        '{"format": "rashomon-export/1", "files": [{"path": "../thesis.txt"}, {"path": "thesis.txt "}, 3]}'
    )
    (tmp_path / "thesis.txt").write_text("y")
    two_stories.run("csv", "--out", tmp_path / "mine")
    assert (tmp_path / "thesis.txt").read_text() == "y"


def test_no_export_takes_the_place_of_another_kind_or_of_somebodys_file(two_stories, tmp_path: Path) -> None:
    two_stories.run("geojson", "--out", tmp_path / "niger.geojson")
    two_stories.run("geojson", "--out", tmp_path / "niger.geojson", "--where", "killed>=1")
    before = everything(tmp_path)
    said = two_stories.run("ged", "--out", tmp_path / "niger.csv", code=1)
    assert "niger.manifest.json is that of an export as geojson, which would be lost; name another place: --out" in said
    assert "niger-ged.csv" in said
    (tmp_path / "notes.csv").write_text("my own coding")
    assert "is there, and no manifest says" in two_stories.run("ged", "--out", tmp_path / "notes.csv", code=1)
    (tmp_path / "notes.csv").unlink()
    assert everything(tmp_path) == before
    two_stories.run("ged", "--out", f"{tmp_path}/events/")
    before = everything(tmp_path / "events")
    for name in ("acled", "csv"):
        assert f"name another place: --out {tmp_path}/events/{name}" in two_stories.run(name, "--out", tmp_path / "events", code=1).replace(
            "\n", ""
        )
    assert everything(tmp_path / "events") == before


def test_one_file_goes_where_it_is_named_with_its_companions_beside_it(two_stories, tmp_path: Path) -> None:
    two_stories.run("geojson", "--out", tmp_path / "map.geojson")
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix != ".db") == [
        "map.CITATION.bib",
        "map.citation.json",
        "map.geojson",
        "map.manifest.json",
    ]
    two_stories.run("geojson", "--out", f"{tmp_path}/folder/")
    assert sorted(p.name for p in (tmp_path / "folder").iterdir()) == [
        "CITATION.bib",
        "citation.json",
        "incidents.geojson",
        "manifest.json",
    ]
    assert (tmp_path / "folder" / "incidents.geojson").read_bytes() == (tmp_path / "map.geojson").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cvs", "--out", "x"], "no format 'cvs'; choose one of: csv"),
        (["csv"], "say where to: --out csv"),
        (["geojson"], "say where to: --out incidents.geojson"),
        (["csv", "--out", "x.csv"], "csv writes several files; name a folder: --out x"),
        (["csv", "--out", "x", "--dialect", "excel"], "dialect='excel': for csv write one of exact, spreadsheet"),
        (["csv", "--out", "x", "--set", "colour=red"], "csv has no option 'colour'; its options are: dialect"),
        (["csv", "--out", "x", "--set", "dialect=exact", "--set", "dialect=exact"], "write NAME=VALUE, each name once"),
        (["geojson", "--out", "x", "--candidate"], "geojson has no option 'candidate'; it has none of its own"),
        (["csv", "--out", "x", "--policy", "median"], "no policy 'median'"),
        (["csv", "--out", "x", "--since", "May"], "--since 'May' is no day"),
        (["csv", "--out", "x", "--as-of", "May"], "--as-of 'May' is no time"),
        (["csv", "--out", "x", "--where", "a=b"], "there is no field 'a'; the fields are date,"),
        (["csv", "--out", "x", "--changed-since", "run:77"], "the runs of this ledger are run:1 to run:2"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_before_anything_is_written(words: list[str], said: str, two_stories, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in two_stories.run(*words, code=1)
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".db"] == []


def test_an_export_without_a_format_lists_them(two_stories) -> None:
    said = CliRunner().invoke(app, ["export"]).output
    assert "csv          claims, incidents" in said and "dialect=exact|spreadsheet" in said


def test_every_format_there_is_has_a_writer() -> None:
    for name, f in FORMATS.items():
        if f.there:
            assert format_named(name.upper()).writer() is not None
            assert not f.suffix or f.filename.endswith(f.suffix)
    assert FORMATS["csv"].writer() is csv_tables.write and FORMATS["geojson"].writer() is geojson.write


def test_options_are_checked_and_filled_in() -> None:
    f = Format(
        "x", "", "none", "", options=(Option("style", "", ("a", "b")), Option("deep", "", flag=True), Option("title", "", default="T"))
    )
    assert f.chosen({}) == {"style": "a", "deep": False, "title": "T"}
    assert f.chosen({"style": "b", "deep": "yes", "title": "U"}) == {"style": "b", "deep": True, "title": "U"}
    assert f.chosen({"deep": "no"})["deep"] is False
    with pytest.raises(InputError, match="deep='maybe': write yes or no"):
        f.chosen({"deep": "maybe"})
    assert not f.there


def test_a_folder_is_meant_by_its_name(tmp_path: Path) -> None:
    one, many = FORMATS["geojson"], FORMATS["csv"]
    assert target_of(one, Path("a/b.json")) == target_of(one, Path("a/b.json"))
    assert (target_of(one, Path("a/b.json")).folder, target_of(one, Path("a/b.json")).main) == (Path("a"), "b.json")
    assert (target_of(one, Path("a/b")).folder, target_of(one, Path("a/b")).main) == (Path("a/b"), "incidents.geojson")
    (tmp_path / "v1.2").mkdir()
    assert target_of(many, tmp_path / "v1.2").folder == tmp_path / "v1.2"


def test_the_transcript_in_the_page_is_what_the_program_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    text = (ROOT / "docs" / "how-to" / "export.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```\n(\$ .*?)\n```", text, re.DOTALL)
    steps = re.findall(r"^\$ rashomon (.+)\n?((?:(?!\$ ).*\n?)*)", block, re.MULTILINE)
    assert len(steps) == 4
    for command, printed in steps:
        done = CliRunner().invoke(app, shlex.split(command), catch_exceptions=False)
        assert re.sub(r"sha256 [0-9a-f]{64}", "sha256 …", done.output).strip() == printed.strip(), command
    for field in FIELDS:
        assert f"`{field}`" in text or field.endswith((".low", ".high")), field

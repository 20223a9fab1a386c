"""The CSV export read back: the same knowledge as the ledger's own files, joined over its keys, with private names hidden."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from rashomon.exports.codebooks import codebook
from rashomon.exports.flat import TABLES
from rashomon.exports.table import parted, read_table


@pytest.fixture
def folder(two_stories, tmp_path: Path) -> Path:
    two_stories.run("csv", "--out", tmp_path / "csv")
    return tmp_path / "csv"


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with read_table(folder / f"{name}.csv") as (header, found):
        assert tuple(header) == codebook(name).header
        return [dict(zip(header, row, strict=True)) for row in found]


def own(two_stories, name: str) -> list[dict]:
    """What the run wrote of the same: the rows in the ledger."""
    import sqlite3

    with sqlite3.connect(two_stories.ledger) as db:
        return [json.loads(r[0]) for r in db.execute(f"select row from {name} order by 1")]


def number(text: str) -> int | None:
    return int(text) if text else None


def test_every_incident_estimate_claim_and_document_is_there_with_its_figures(two_stories, folder: Path) -> None:
    incidents = {r["incident_id"]: r for r in own(two_stories, "incidents")}
    told = {r["incident_id"]: r for r in rows(folder, "incidents")}
    assert list(told) == sorted(incidents)
    estimates = rows(folder, "estimates")
    for incident_id, row in incidents.items():
        one = told[incident_id]
        for key in ("label", "kind", "date_precision", "date_basis", "status", "occurrence", "responsibility"):
            assert one[key] == row[key]
        for key in ("date_start", "date_end"):
            assert one[key] == (row[key] or "")
        for key in ("sides", "attackers", "targets", "documents", "missing"):
            assert parted(one[key]) == row[key]
        assert int(one["disagreements"]) == len(row["disagreements"]) and one["background"] == str(row["background"]).lower()
        mine = [e for e in estimates if e["incident_id"] == incident_id]
        assert [int(e["n"]) for e in mine] == list(range(len(row["estimates"])))
        for made, e in zip(mine, row["estimates"], strict=True):
            assert [made[k] for k in ("harm", "side", "over", "derivation")] == [e[k] or "" for k in ("harm", "side", "over", "derivation")]
            assert [number(made[k]) for k in ("low", "best", "high")] == [e[k] for k in ("low", "best", "high")]
            assert parted(made["claims"]) == e["claims"]
            assert parted(made["reasons"]) == [f"{r['rule']}: {r['detail']}" for r in e["reasons"]]
            if e["over"] == "all_sides" and e["harm"] in {"killed", "wounded"}:
                assert [number(one[f"{e['harm']}_{k}"]) for k in ("low", "best", "high")] == [e[k] for k in ("low", "best", "high")]
    claims = {(r["claim_id"], r["document"]): r for r in own(two_stories, "claims")}
    found = {(r["claim_id"], r["document"]): r for r in rows(folder, "claims")}
    assert found.keys() == claims.keys()
    for key, c in claims.items():
        r = found[key]
        assert (r["quote"], int(r["start"]), int(r["end"]), r["incident_id"]) == (c["quote"], c["start"], c["end"], c["incident_id"] or "")
        assert (number(r["low"]), number(r["high"]), r["stance"]) == (c["low"], c["high"], c["stance"])
        assert r["verbatim"] == "true"
    assert "" in {r["incident_id"] for r in found.values()}  # general statements are there, too
    told_in = {c["document"] for c in claims.values()}
    documents = {r["document"]: r for r in rows(folder, "documents")}
    assert documents.keys() == told_in
    for d in own(two_stories, "documents"):
        if d["document"] in told_in:
            assert documents[d["document"]]["published"] == (d["published"] or "")
            assert parted(documents[d["document"]]["incidents"]) == d["incidents"]


def test_disagreements_hold_each_word_and_who_says_it(two_stories, folder: Path) -> None:
    expected = [
        (i["incident_id"], str(n), d["type"], v["value"], v["claims"], str(v["value"] == d["preferred"]).lower())
        for i in sorted(own(two_stories, "incidents"), key=lambda r: r["incident_id"])
        for n, d in enumerate(i["disagreements"])
        for v in d["values"]
    ]
    assert expected
    assert [
        (r["incident_id"], r["n"], r["type"], r["value"], parted(r["claims"]), r["preferred"]) for r in rows(folder, "disagreements")
    ] == expected


@pytest.mark.parametrize("made", ["two_stories", "wild"])
def test_pandas_polars_and_duckdb_read_every_cell(made: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    request.getfixturevalue(made).run("csv", "--out", tmp_path / "csv")
    for name in TABLES:
        path = tmp_path / "csv" / f"{name}.csv"
        with read_table(path) as (header, found):
            cells = list(found)
        assert pd.read_csv(path, dtype=str, keep_default_na=False).values.tolist() == cells
        assert [[x or "" for x in r] for r in pl.read_csv(path, infer_schema=False).rows()] == cells
        told = duckdb.sql(f"select * from read_csv('{path}', header=true, all_varchar=true, nullstr='\\N')").fetchall()
        assert [[x or "" for x in r] for r in told] == cells, header


def test_numbers_are_numbers_where_nobody_says_what_they_are(folder: Path) -> None:
    frame = pd.read_csv(folder / "incidents.csv")
    assert frame["killed_best"].dtype == float and frame["reports"].dtype == int and frame["background"].dtype == bool
    table = pl.read_csv(folder / "estimates.csv")
    assert table["best"].dtype == pl.Int64 and table["open"].dtype == pl.Boolean
    assert table["best"].sum() == duckdb.sql(f"select sum(best) from '{folder}/estimates.csv'").fetchall()[0][0]


def test_tables_join_and_private_names_are_in_none_of_them(wild, tmp_path: Path) -> None:
    wild.run("csv", "--out", tmp_path / "csv")
    whole = b"".join(p.read_bytes() for p in sorted((tmp_path / "csv").iterdir())).decode().casefold()
    assert not [n for n in wild.private if n.casefold() in whole]
    documents = {r["document"] for r in rows(tmp_path / "csv", "documents")}
    assert len(documents) == 2 and any(d.startswith("[person 1].txt (") for d in documents)
    claims = rows(tmp_path / "csv", "claims")
    assert {r["document"] for r in claims} == documents
    assert {n for r in rows(tmp_path / "csv", "incidents") for n in parted(r["documents"])} == documents
    assert {r["verbatim"] for r in claims} == {"true", "false"}


def test_names_are_shown_where_that_is_asked_for_and_put_on_record(wild, tmp_path: Path) -> None:
    said = wild.run("csv", "--out", tmp_path / "csv", "--names", "--who", "A. Reader")
    assert "names of private persons are shown; this is on record" in said
    assert {"mirelda-quoxley.txt", '=1+1, "b"; c.txt'} == {r["document"] for r in rows(tmp_path / "csv", "documents")}
    assert {r["verbatim"] for r in rows(tmp_path / "csv", "claims")} == {"true"}
    import sqlite3

    with sqlite3.connect(wild.ledger) as db:
        assert db.execute("select who, why from decisions where kind = 'names'").fetchall() == [("A. Reader", "rashomon export csv to csv")]
        assert db.execute("select names from outputs").fetchall() == [(1,)]


def test_the_spreadsheet_tables_hold_the_same_cells_and_no_formula(wild, tmp_path: Path) -> None:
    wild.run("csv", "--out", tmp_path / "exact", "--names")
    wild.run("csv", "--out", tmp_path / "excel", "--names", "--dialect", "spreadsheet")
    told = json.loads((tmp_path / "excel" / "manifest.json").read_text())
    assert {f["dialect"] for f in told["files"] if f["path"].endswith(".csv")} == {"spreadsheet"}
    for name in TABLES:
        assert rows(tmp_path / "exact", name) == rows(tmp_path / "excel", name)
    raw = (tmp_path / "excel" / "documents.csv").read_text("utf-8-sig")
    assert '"\'=1+1, ""b""; c.txt"' in raw and "'-Courier" in raw and "'@gazette" in raw and "\"'=HYPERLINK" in raw

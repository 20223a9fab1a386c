"""Parquet: the tables of the CSV export with types, incidents as GeoParquet, read by pyarrow, pandas, polars and DuckDB."""

from __future__ import annotations

import builtins
import json
import struct
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashomon.errors import InputError
from rashomon.exports import parquet
from rashomon.exports.codebooks import codebook
from rashomon.exports.flat import TABLES
from rashomon.exports.parquet import geo_metadata, wkb, write
from rashomon.exports.table import joined, read_table


@pytest.mark.parametrize("made", ["two_stories", "wild"])
def test_the_tables_hold_what_the_csv_tables_hold(made: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 3)  # several pieces
    exports = request.getfixturevalue(made)
    exports.run("csv", "--out", tmp_path / "csv")
    exports.run("parquet", "--out", tmp_path / "pq")

    def as_text(value: object) -> str:
        if isinstance(value, list):
            return joined(value)
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    for name in TABLES:
        table = pq.read_table(tmp_path / "pq" / f"{name}.parquet")
        plain = [[as_text(row[c]) for c in codebook(name).header] for row in table.to_pylist()]
        with read_table(tmp_path / "csv" / f"{name}.csv") as (header, rows):
            assert (list(header), list(rows)) == (list(codebook(name).header), plain)


def test_columns_have_the_types_of_the_codebook(on_a_map, tmp_path: Path) -> None:
    about, told = on_a_map
    made = write(told, about, tmp_path, {})
    assert made.rows == len(told) and {p.name for p in made.files} == {f"{n}.parquet" for n in TABLES}
    schema = pq.read_schema(tmp_path / "incidents.parquet")
    assert schema.names == [*codebook("incidents").header, "geometry"]
    wanted = {"date_start": pa.date32(), "killed_best": pa.int64(), "latitude": pa.float64(), "background": pa.bool_(), "sides": pa.list_(pa.string()), "geometry": pa.binary()}  # fmt: skip
    assert {n: schema.field(n).type for n in wanted} == wanted
    assert not schema.field("incident_id").nullable and schema.field("date_end").nullable
    assert schema.field("killed_best").metadata[b"about"].decode() == codebook("incidents").column("killed_best").about


def test_other_programs_read_them_with_their_types(on_a_map, tmp_path: Path) -> None:
    about, told = on_a_map
    write(told, about, tmp_path, {})
    path = tmp_path / "incidents.parquet"
    best = [next((e.best for e in t.incident.estimates if e.harm == "killed" and e.over == "all_sides"), None) for t in told]
    sides = [list(t.incident.sides) for t in told]
    frame = pl.read_parquet(path)
    assert frame["killed_best"].to_list() == best and frame["sides"].to_list() == sides
    assert duckdb.sql(f"select killed_best, sides from '{path}' order by incident_id").fetchall() == list(zip(best, sides, strict=True))
    table = pd.read_parquet(path)
    assert [None if pd.isna(x) else int(x) for x in table["killed_best"]] == best and [list(x) for x in table["sides"]] == sides
    assert [x for x in table["date_start"] if x is not None] == [t.incident.date_start for t in told if t.incident.date_start]
    assert isinstance(table["date_start"].dropna().iloc[0], date)


def test_incidents_are_geoparquet(on_a_map, tmp_path: Path) -> None:
    about, told = on_a_map
    write(told, about, tmp_path, {})
    raw = pq.read_metadata(tmp_path / "incidents.parquet").metadata[b"geo"]
    assert json.loads(raw) == {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "bbox": [-3.25, 12.5, 179.5, 13.0]}},
    }
    points = pq.read_table(tmp_path / "incidents.parquet")["geometry"].to_pylist()
    assert points[:2] == [wkb(-3.25, 12.5), wkb(179.5, 13.0)] and points[2:] == [None] * (len(told) - 2)
    assert struct.unpack("<BIdd", points[0]) == (1, 1, -3.25, 12.5)
    assert b"geo" not in (pq.read_metadata(tmp_path / "claims.parquet").metadata or {})


def test_where_nothing_has_a_place_there_is_no_box(on_a_map, tmp_path: Path) -> None:
    about, _ = on_a_map
    write([], about, tmp_path, {})
    assert json.loads(pq.read_metadata(tmp_path / "incidents.parquet").metadata[b"geo"]) == geo_metadata(None)
    assert geo_metadata(None)["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": []}


def test_the_same_ledger_gives_the_same_bytes(two_stories, tmp_path: Path) -> None:
    for made in ("one", "two"):
        two_stories.run("parquet", "--out", tmp_path / made)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_without_pyarrow_it_says_what_to_install(two_stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args, **kwargs):
        if name.partition(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"pip install 'rashomon\[parquet\]'"):
        write([], None, tmp_path, {})

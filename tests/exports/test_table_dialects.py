"""CSV tables: exact for programs, guarded for spreadsheets, and the same cells back from both."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.exports.table import DIALECTS, dialect_of, guarded, joined, open_table, parted, read_table, unguarded

NASTY = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1", "＠x", "'", "'=1", "''", " =1", 'a;"=1"', "a;=1", "a\n-b", 'x;""@y', "a, b", 'say "no"', " blank ", "plain"]  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.lists(st.sampled_from(["=", "'", ";", '"', " ", "\n", "\t", "\r", "a", "@", "-", "\0"]), max_size=8).map("".join)  # fmt: skip


def written(tmp_path: Path, rows: list[list[str]], dialect: str, columns: tuple[str, ...] = ("a", "b")) -> Path:
    path = tmp_path / f"{dialect}.csv"
    with open_table(path, columns, dialect) as table:
        for row in rows:
            table.add(row)
        assert table.rows == len(rows)
    return path


def test_the_bytes_of_an_exact_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with open_table(path, ("a", "b", "c")) as table:
        table.add({"a": "=1", "b": -3, "c": None})
        table.add(["one, two", 0.00001, True])
        table.add(['a "b"', 12.0, date(2031, 5, 4)])
        table.add(["x\r", 1e22, datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC)])
        table.add(["\ud800", 0, "-1"])
    assert path.read_bytes() == (
        b'a,b,c\n=1,-3,\n"one, two",0.00001,true\n"a ""b""",12,2031-05-04\n"x\r",10000000000000000000000,2031-05-04T03:02:01+00:00\n\xef\xbf\xbd,0,-1\n'
    )


def test_the_bytes_of_a_spreadsheet_table(tmp_path: Path) -> None:
    path = written(tmp_path, [["=1", "-1"], ["'x", "a;=b"]], "spreadsheet")
    assert path.read_bytes() == "\ufeffa,b\n'=1,'-1\n''x,a;'=b\n".encode()


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=300, deadline=None)
@given(rows=st.lists(st.tuples(TEXT, TEXT).map(list), max_size=4))
@example(rows=[[x, x] for x in NASTY])
def test_cells_come_back_as_they_were(dialect: str, rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = written(tmp_path_factory.mktemp("t"), rows, dialect)
    with read_table(path, dialect) as (header, found):
        assert (header, list(found)) == (["a", "b"], rows)


@settings(max_examples=500, deadline=None)
@given(text=TEXT)
def test_what_guards_is_taken_off_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


@settings(max_examples=500, deadline=None)
@given(texts=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3))
@example(texts=[(x, y) for x in NASTY for y in NASTY])
def test_no_cell_of_a_spreadsheet_is_a_formula_at_whatever_it_splits(
    texts: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = written(tmp_path_factory.mktemp("t"), [list(t) for t in texts], "spreadsheet").read_bytes().decode("utf-8-sig")
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter):
            for cell in row:
                start = cell.lstrip(' "')
                assert not start.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")), (delimiter, row)


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(TEXT.map(str.strip).filter(bool), max_size=4))
def test_several_texts_in_one_cell_come_back(texts: list[str]) -> None:
    assert parted(joined(texts)) == texts


def test_other_programs_read_an_exact_table_unchanged(tmp_path: Path) -> None:
    cells = [x for x in NASTY if "\0" not in x and "\r" not in x]
    path = written(tmp_path, [[x, str(n)] for n, x in enumerate(cells)], "exact")
    assert pd.read_csv(path, keep_default_na=False)["a"].tolist() == cells
    assert pl.read_csv(path)["a"].to_list() == cells
    assert [
        r[0] for r in duckdb.sql(f"select a from read_csv('{path}', header=true, all_varchar=true) order by b::int").fetchall()
    ] == cells
    with path.open(encoding="utf-8", newline="") as file:
        assert [r[0] for r in csv.reader(file)][1:] == cells


def test_the_manifest_beside_a_table_says_how_it_is_written(tmp_path: Path) -> None:
    path = written(tmp_path, [["=1", "'"]], "spreadsheet")
    with read_table(path) as (_, rows):
        assert list(rows) == [["'=1", "''"]]  # nobody says so: cells are taken as they are
    for name in ("manifest.json", "spreadsheet.manifest.json"):
        manifest = tmp_path / name
        manifest.write_text(json.dumps({"format": "rashomon-export/1", "files": [{"path": path.name, "dialect": "spreadsheet"}]}))
        assert dialect_of(path) == "spreadsheet"
        with read_table(path) as (_, rows):
            assert list(rows) == [["=1", "'"]]
        manifest.write_text('{"format": "other", "files": [{"path": "spreadsheet.csv", "dialect": "spreadsheet"}]}')
        assert dialect_of(path) is None
        manifest.write_text("[" * 100_000)
        assert dialect_of(path) is None
        manifest.unlink()


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no dialect 'excel'; write one of exact, spreadsheet"):
        open_table(tmp_path / "x.csv", ["a"], "excel")
    with pytest.raises(InputError, match="cannot be read"), read_table(tmp_path / "none.csv"):
        pass
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b'a,b\n1,2\n"open,\xff\n')
    with pytest.raises(InputError, match=r"bad.csv:\d: this is no CSV file in UTF-8"), read_table(bad) as (_, rows):
        list(rows)
    with open_table(tmp_path / "t.csv", ["a", "b"]) as table:
        for row in ({"a": 1}, {"a": 1, "b": 2, "c": 3}, [1], [1, 2, 3]):
            with pytest.raises(ValueError, match="a row"):
                table.add(row)
        with pytest.raises(ValueError, match="no number"):
            table.add([float("nan"), 1])


def test_an_empty_cell_alone_in_its_row_is_still_a_row(tmp_path: Path) -> None:
    path = written(tmp_path, [[""], ["x"]], "exact", ("a",))
    assert path.read_bytes() == b'a\n""\nx\n'
    with read_table(path) as (_, rows):
        assert list(rows) == [[""], ["x"]]

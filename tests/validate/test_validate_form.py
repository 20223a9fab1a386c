from __future__ import annotations

import csv
import gzip
import json
import os
from pathlib import Path

import pytest
from tests.validate.validate_rows import acled, ged, rules, write

from rashomon.errors import InputError, RashomonError
from rashomon.exports.codebooks import codebook
from rashomon.validate import Report, validate
from rashomon.validate.rows import BATCH, CELL

GED = codebook("ged").header
ACLED = codebook("acled").header


def found(report: Report) -> list[tuple[int, str, str]]:
    return [(f.row, f.column, f.rule) for f in report.findings]


def many(n: int) -> list[dict[str, str]]:
    return [ged(id=str(k + 1), relid=f"XXX-2024-1-1-{k + 1}") for k in range(n)]


def text_of(tmp: Path, rows: list[dict[str, str]], **how: object) -> str:
    return write(tmp / "text.csv", rows, **how).read_text(encoding="utf-8")  # type: ignore[arg-type]


def save(tmp: Path, data: bytes | str, name: str = "f.csv") -> Path:
    path = tmp / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_column_that_is_missing_is_named_and_its_rules_rest(tmp_path: Path) -> None:
    header = [c for c in GED if c != "best"]
    report = validate(write(tmp_path / "f.csv", [ged(low="400")], header), "ged")
    assert found(report) == [(1, "best", "column-missing")]


def test_columns_of_ones_own_are_a_warning_after_the_last_and_an_error_between(tmp_path: Path) -> None:
    last = write(tmp_path / "a.csv", [ged(mine="x")], [*GED, "mine"])
    assert found(validate(last, "ged")) == [(1, "-", "column-unknown")]
    assert validate(last, "ged").errors == 0
    between = write(tmp_path / "b.csv", [ged(mine="x")], [*GED[:5], "mine", *GED[5:]])
    assert rules(validate(between, "ged")) == {"column-unknown", "column-order"}
    assert validate(write(tmp_path / "c.csv", [acled(mine="x")], [*ACLED, "mine"]), "acled").errors == 1


def test_row_numbers_of_a_table_in_front_are_named(tmp_path: Path) -> None:
    report = validate(write(tmp_path / "f.csv", [{"": "1"} | ged()]), "ged")
    assert rules(report) == {"column-unknown", "column-order"}
    assert "row numbers" in report.findings[0].wrong + report.findings[1].wrong


def test_columns_in_another_order(tmp_path: Path) -> None:
    header = [*GED[:-5], "low", "high", "best", "gwnoa", "gwnob"]
    report = validate(write(tmp_path / "f.csv", [ged()], header), "ged")
    assert found(report) == [(1, "best", "column-order")]
    assert "'low' stands where 'best' belongs" in report.findings[0].wrong


def test_names_in_capitals_and_doubled(tmp_path: Path) -> None:
    data = text_of(tmp_path, [acled()]).replace("event_date", "EVENT_DATE", 1).replace("admin3", "admin2", 1)
    report = validate(save(tmp_path, data), "acled")
    assert set(found(report)) == {(1, "event_date", "column-name"), (1, "admin2", "column-twice"), (1, "admin3", "column-missing")}


def test_ged_19_1_is_known(tmp_path: Path) -> None:
    gone = {"relid", "code_status", "conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "side_b_dset_id", "where_description"}
    header = [c for c in GED if c not in gone]
    at = header.index("best")
    header[at : at + 3] = ["low", "best", "high"]
    assert len(header) == 42
    report = validate(write(tmp_path / "f.csv", [ged()], header), "ged")
    assert found(report) == [(1, "-", "old-layout")]
    assert report.layout == "UCDP GED 19.1 (42 columns, low before best)"
    assert report.errors == 0
    bad = validate(write(tmp_path / "g.csv", [ged(low="400")], header), "ged")
    assert "low-best-high" in rules(bad)


def test_acled_before_2023_is_known(tmp_path: Path) -> None:
    lacks = {"disorder_type", "civilian_targeting", "tags"}
    header = ["data_id", *(c for c in ACLED if c not in lacks), "iso3"]
    row = acled(data_id="1", iso3="KEN", inter1="2", inter2="7", interaction="27")
    report = validate(write(tmp_path / "f.csv", [row], header), "acled")
    assert found(report) == [(1, "-", "old-layout")]
    assert "gone since: data_id, iso3" in report.findings[0].wrong
    assert "disorder_type" in report.findings[0].wrong


def test_populations_may_follow_in_acled(tmp_path: Path) -> None:
    names = [c.name for c in codebook("acled").columns]
    good = acled(population_1km="10", population_2km="", population_5km="70", population_best="70")
    assert found(validate(write(tmp_path / "f.csv", [good], names), "acled")) == []
    assert found(validate(write(tmp_path / "g.csv", [good | {"population_2km": "ten"}], names), "acled")) == [
        (2, "population_2km", "not-a-number")
    ]


def test_a_candidate_file_without_header_is_read_by_place(tmp_path: Path) -> None:
    data = text_of(tmp_path, [ged(), ged(id="2", relid="XXX-2024-1-1-2", low="99")]).split("\n", 1)[1]
    report = validate(save(tmp_path, data), "ged")
    assert found(report) == [(1, "-", "header-missing"), (2, "low", "low-best-high")]
    assert report.rows == 2


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_delimiter_is_named_and_read(tmp_path: Path, delimiter: str) -> None:
    report = validate(write(tmp_path / "f.csv", [ged(low="99")], delimiter=delimiter), "ged")
    assert found(report) == [(0, "-", "delimiter"), (2, "low", "low-best-high")]


def test_tabs_are_right_in_a_tsv(tmp_path: Path) -> None:
    assert found(validate(write(tmp_path / "f.tsv", [ged()], delimiter="\t"), "ged")) == []
    assert found(validate(write(tmp_path / "g.tsv", [ged()]), "ged")) == [(0, "-", "delimiter")]


def test_a_byte_order_mark_is_a_warning(tmp_path: Path) -> None:
    report = validate(save(tmp_path, b"\xef\xbb\xbf" + text_of(tmp_path, [ged()]).encode()), "ged")
    assert found(report) == [(0, "-", "byte-order-mark")]
    assert report.errors == 0


def test_cp1252_is_found_in_its_cell_and_read_in_the_message(tmp_path: Path) -> None:
    report = validate(save(tmp_path, text_of(tmp_path, [ged(adm_1="Boyacá – norte")]).encode("cp1252")), "ged")
    assert found(report) == [(2, "adm_1", "not-utf8")]
    assert "Boyacá – norte" in report.findings[0].wrong


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_one_finding(tmp_path: Path, encoding: str) -> None:
    report = validate(save(tmp_path, text_of(tmp_path, [ged()]).encode(encoding)), "ged")
    assert found(report) == [(0, "-", "not-utf8")]


def test_rows_with_more_or_fewer_cells_and_empty_lines(tmp_path: Path) -> None:
    lines = text_of(tmp_path, [ged(where_description="market", id=str(n), relid=f"XXX-2024-1-1-{n}") for n in range(1, 5)]).split("\n")
    lines[2] += ",more"
    lines[3] = lines[3].rsplit(",", 3)[0]
    lines.insert(4, "")
    lines[5] = lines[5].replace(",12,7,", ",12,99,")
    report = validate(save(tmp_path, "\n".join(lines)), "ged")
    assert found(report) == [(3, "-", "ragged-row"), (4, "-", "ragged-row"), (5, "-", "blank-line"), (6, "low", "low-best-high")]
    assert report.findings[0].wrong == "50 cells"
    assert report.rows == 2


def test_a_quote_that_is_not_closed_takes_no_finding_from_the_rows_before(tmp_path: Path) -> None:
    data = text_of(tmp_path, [*many(4), ged(id="7", relid="XXX-2024-1-1-7", low="99")])
    broken = data.rstrip("\n").rsplit("\n", 2)[0] + '\n5,"never closed'
    report = validate(save(tmp_path, broken), "ged")
    assert rules(report) == {"unclosed-quote"}
    assert report.rows == 4


def test_text_after_a_closing_quote(tmp_path: Path) -> None:
    data = text_of(tmp_path, many(3)).replace('"""Harbour Post', '"x"Harbour Post', 1)
    report = validate(save(tmp_path, data), "ged")
    assert (2, "-", "unclosed-quote") in found(report)
    assert report.rows >= 2


def test_a_cell_without_end_is_given_up_and_later_rows_are_read(tmp_path: Path) -> None:
    data = text_of(tmp_path, [acled(event_id_cnty=f"XXA{n}") for n in range(3)])
    head, rest = data.split("\n", 1)
    endless = 'XXA9,"' + "x" * 999 + ("\n" + "y" * 5000) * (CELL // 5000 + 3)
    limit = csv.field_size_limit()
    report = validate(save(tmp_path, f"{head}\n{endless}\n{rest}"), "acled")
    assert "unclosed-quote" in rules(report)
    assert report.rows == 3
    assert "1,000,000 characters" in report.findings[0].wrong
    assert csv.field_size_limit() == limit  # other users of the module are left alone


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    report = validate(save(tmp_path, text_of(tmp_path, [ged()]) + "1," * 20_000_000), "ged")
    assert rules(report) == {"ragged-row"}


def test_numbers_in_quotes_are_told_once_a_column(tmp_path: Path) -> None:
    report = validate(write(tmp_path / "f.csv", [acled(), acled(event_id_cnty="XXA18")], quoting=csv.QUOTE_ALL), "acled")
    assert rules(report) == {"quoted-number"}
    numbers = [c.name for c in codebook("acled").columns if c.type in ("int", "number") and not c.optional]
    assert [f.column for f in report.findings] == numbers
    assert report.errors == 0


def test_quotes_round_text_are_right(tmp_path: Path) -> None:
    assert (
        found(
            validate(
                write(tmp_path / "f.csv", [acled(admin1="12", notes='He said ,"12", and ""13""')], quoting=csv.QUOTE_NONNUMERIC), "acled"
            )
        )
        != []
    )
    data = text_of(tmp_path, [acled(admin1="12", notes='He said ,"12", and')])
    assert found(validate(save(tmp_path, data.replace(",12,", ',"12",', 1)), "acled")) == []


def test_windows_line_ends_are_right(tmp_path: Path) -> None:
    data = text_of(tmp_path, many(3)).replace("\n", "\r\n")
    assert found(validate(save(tmp_path, data), "ged")) == []


def test_gzip_is_read_and_a_broken_one_refused(tmp_path: Path) -> None:
    packed = gzip.compress(text_of(tmp_path, [ged(low="99")]).encode())
    assert found(validate(save(tmp_path, packed, "f.csv.gz"), "ged")) == [(2, "low", "low-best-high")]
    with pytest.raises(RashomonError):
        validate(save(tmp_path, packed[: len(packed) // 2], "g.csv.gz"), "ged")


def test_row_numbers_go_on_over_batches(tmp_path: Path) -> None:
    rows = many(BATCH * 2 + 5)
    rows[BATCH + 1]["low"] = "99"
    rows[-1]["id"] = "1"
    report = validate(write(tmp_path / "f.csv", rows), "ged")
    assert found(report) == [(BATCH + 3, "low", "low-best-high"), (BATCH * 2 + 6, "id", "duplicate-id")]
    assert report.rows == len(rows)


def test_most_keeps_the_first_of_each_rule_and_counts_all(tmp_path: Path) -> None:
    rows = [r | {"low": "99", "where_prec": "9"} for r in many(30)]
    report = validate(write(tmp_path / "f.csv", rows), "ged", most=3)
    assert report.counts == {"low-best-high": 30, "unknown-code": 30}
    assert [f.row for f in report.findings] == [2, 2, 3, 3, 4, 4]
    assert report.errors == 60


def test_a_page_of_acled(tmp_path: Path) -> None:
    page = {"status": 200, "data": [acled(), acled(event_id_cnty="XXA18", fatalities="-3")]}
    report = validate(save(tmp_path, json.dumps(page), "p.json"), "acled")
    assert found(report) == [(2, "fatalities", "out-of-range")]


def test_a_page_of_ucdp_with_numbers_and_nothing(tmp_path: Path) -> None:
    typed: dict[str, object] = dict(ged())
    for c in codebook("ged").columns:
        value = typed[c.name]
        if c.type in ("int", "number", "flag"):
            typed[c.name] = None if value == "" else float(str(value)) if c.type == "number" else int(str(value))
    typed["active_year"] = True
    typed["date_start"] = typed["date_end"] = "2024-03-05T00:00:00"
    page = {"TotalPages": 2, "NextPageUrl": "https://example.org/2", "Result": [dict(reversed(typed.items()))]}
    report = validate(save(tmp_path, json.dumps(page), "p.json"), "ged")
    assert found(report) == []
    assert report.notes == ("this is one page of several; ids that stand on two of them are not seen",)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "f.csv", "is empty"),
        (b" \n\n", "f.csv", "holds no text"),
        (b"PK\x03\x04abc", "f.xlsx", "save it as CSV"),
        (b"a,b,c\n1,2,3\n", "f.csv", "is no table of profile ged"),
        (b"just a line of prose", "f.txt", "is no table of profile ged"),
        (b'{"error": "not allowed"}', "f.json", "the interface said: not allowed"),
        (b'{"Result": [1, 2]}', "f.json", "is no list of rows"),
        (b'{"Result": [{"a": 1}]}', "f.json", "none of its names"),
        (b'{"Result": [', "f.json", "is no JSON"),
        (b"[" * 100_000, "f.json", "is no JSON"),
        (b"sep=;\nid;year\n", "f.csv", "is a hint to Excel"),
        (b"PAR1 and nothing more", "f.parquet", "is no whole Parquet file"),
        (b"\x00\x01\x02\x03" * 50, "f.csv", "is no table of profile ged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, data: bytes, name: str, message: str) -> None:
    with pytest.raises(InputError) as err:
        validate(save(tmp_path, data, name), "ged")
    assert message in str(err.value)
    assert name in str(err.value)


def test_no_such_file_a_folder_and_no_such_profile(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv"):
        validate(tmp_path / "nowhere.csv", "ged")
    with pytest.raises(InputError, match=r"is a folder"):
        validate(tmp_path, "ged")
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="is no file on a disk"):
        validate(tmp_path / "pipe.csv", "ged")
    with pytest.raises(InputError, match="write one of ged, acled"):
        validate(tmp_path, "cameo")


def test_a_header_and_nothing_below(tmp_path: Path) -> None:
    report = validate(save(tmp_path, ",".join(GED) + "\n"), "ged")
    assert found(report) == [(0, "-", "no-rows")]
    assert (report.rows, report.errors) == (0, 0)


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [ged(low="99"), ged(id="2", relid="XXX-2024-1-1-2")]
    columns: dict[str, list[object]] = {}
    for c in codebook("ged").columns:
        kind = float if c.type == "number" or c.name == "gwnoa" else int if c.type in ("int", "flag") else str
        columns[c.name] = [None if r[c.name] == "" else kind(r[c.name]) for r in rows]
    columns["high"] = [str(v) for v in columns["high"]]
    pq.write_table(pa.table(columns), tmp_path / "f.parquet")
    report = validate(tmp_path / "f.parquet", "ged")
    assert found(report) == [(0, "high", "quoted-number"), (0, "gwnoa", "float-for-int"), (1, "low", "low-best-high")]


def test_the_same_file_gives_the_same_report(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", [r | {"low": "99", "adm_1": "=x", "side_b": "y"} for r in many(50)])
    assert validate(path, "ged") == validate(path, "ged")

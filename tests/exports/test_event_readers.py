"""Files of every example story and of a made-up war, read back by the programs that users have: what stands in them is what was written."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from events_made import ABOUT

from rashomon.corpus.articles import Article
from rashomon.exports import acled, ged
from rashomon.exports.acled_fatalities import fatalities_of
from rashomon.exports.codebooks import codebook
from rashomon.exports.events_beside import total_of
from rashomon.exports.exported import Told
from rashomon.exports.lands import land_named
from rashomon.model import Place
from rashomon.pipeline.derive import derive
from rashomon.pipeline.read import read_batch
from rashomon.simulate import generate
from rashomon.validate import validate

STORIES = Path(__file__).parents[2] / "examples" / "stories"
WRITERS = {"ged": (ged, "ucdp-style"), "acled": (acled, "acled-style")}
NO_R = "Rscript with readr is not here: apt-get install r-base-core r-cran-readr"
has_r = (
    shutil.which("Rscript") is not None
    and not subprocess.run(["Rscript", "-e", "library(readr)"], capture_output=True, check=False).returncode
)


def tellings(readings, policy):
    """What a ledger of these readings would tell an export. Invented towns get a point in a real country, as a user's gazetteer would give one."""
    made = derive(readings, (), policy)
    documents = {d.name: d for d in made.documents}
    of = {}
    for c in made.claims:
        of.setdefault(c.incident_id, []).append(c)
    for incident in sorted(made.incidents, key=lambda i: i.incident_id):
        place = incident.place
        if place is not None and (place.lat is None or land_named(place.country) is None):
            n = sum(map(ord, place.name))
            incident = replace(
                incident,
                place=Place(place.name, "Ennedi", "Chad", 14 + n % 7 * 0.31, 17 + n % 11 * 0.27, place.precision or 1, "", f"g{n}"),
            )
        claims = tuple(sorted(of.get(incident.incident_id, ()), key=lambda c: c.claim_id))
        yield Told(incident, claims, {n: documents[n] for n in incident.documents})


@pytest.fixture(scope="module")
def readings():
    stories = [
        read_batch([Article(f"{folder.name}/{p.name}", p.read_bytes()) for p in sorted(folder.glob("*.txt"))])
        for folder in sorted(STORIES.iterdir())
        if folder.is_dir()
    ]
    return [*(list(s) for s in stories), list(islice(generate(5, 250), 250))]


@pytest.fixture(scope="module")
def files(readings, tmp_path_factory):
    """Both formats, in both dialects, of everything."""
    out = tmp_path_factory.mktemp("events")
    made = {}
    for name, (module, policy) in WRITERS.items():
        told = [t for group in readings for t in tellings(group, policy)]
        told.sort(key=lambda t: t.incident.incident_id)
        for dialect in ("exact", "spreadsheet"):
            path = out / dialect / f"{name}.csv"
            path.parent.mkdir(exist_ok=True)
            about = replace(ABOUT, policy=policy, run_at="2031-12-31T00:00:00+00:00")
            made[name, dialect] = (path, told, module.write(told, about, path, {"dialect": dialect}))
    return made


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", WRITERS)
def test_every_incident_is_in_a_row_or_on_the_list(files, name):
    path, told, written = files[name, "exact"]
    side, left = rows(path.with_name(f"{name}.rashomon.csv")), rows(path.with_name(f"{name}.left-out.csv"))
    in_rows, out = {r["incident_id"] for r in side}, [r["incident_id"] for r in left]
    assert in_rows | set(out) == {t.incident.incident_id for t in told}
    assert not in_rows & set(out)
    assert len(out) == len(set(out)) == len(written.left_out)
    key = codebook(name).columns[0].name
    assert [r[key] for r in rows(path)] == [r[key] for r in side]
    assert written.rows == len(side) > 8
    assert {r["code"] for r in left} >= {"background"}


def test_the_dead_of_every_incident_are_conserved(files):
    path, told, _ = files["acled", "exact"]
    sums: dict[str, int] = {}
    for r in rows(path.with_name("acled.rashomon.csv")):
        sums[r["incident_id"]] = sums.get(r["incident_id"], 0) + int(r["fatalities"])
    by_id = {t.incident.incident_id: t for t in told}
    assert sums == {i: fatalities_of(by_id[i]).number for i in sums}
    assert sum(int(r["fatalities"]) for r in rows(path)) == sum(sums.values()) > 100


def test_deaths_by_side_add_up_and_are_the_estimate(files):
    path, told, _ = files["ged", "exact"]
    by_id = {t.incident.incident_id: total_of(t) for t in told}
    for row, side in zip(rows(path), rows(path.with_name("ged.rashomon.csv")), strict=True):
        assert (
            sum(int(row[f"deaths_{x}"]) for x in ("a", "b", "civilians", "unknown")) == int(row["best"]) == by_id[side["incident_id"]].best
        )
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])


@pytest.mark.parametrize("name", WRITERS)
def test_the_checker_finds_no_error(files, name):
    path, _, _ = files[name, "exact"]
    report = validate(path, name)
    assert report.errors == 0, [str(f) for f in report.findings if f.severity == "error"][:5]
    # invented governments have no number, and are told of in one warning each
    assert set(report.counts) <= {"state-number", "outside-country"}


@pytest.mark.parametrize("name", WRITERS)
def test_pandas_reads_types_and_values(files, name):
    pd = pytest.importorskip("pandas")
    path, _, _ = files[name, "exact"]
    table = pd.read_csv(path)
    assert tuple(table.columns) == codebook(name).header
    plain = rows(path)
    for column in codebook(name).columns:
        if column.optional:
            continue
        kind = table[column.name].dtype
        if column.type in {"int", "flag"} and not column.nullable:
            assert kind == "int64", column.name
        if column.type == "number":
            assert kind == "float64", column.name
    assert list(table[codebook(name).columns[0].name].astype(str)) == [r[codebook(name).columns[0].name] for r in plain]
    day = "date_start" if name == "ged" else "event_date"
    assert list(pd.to_datetime(table[day]).dt.strftime("%Y-%m-%d")) == [r[day][:10] for r in plain]
    assert (pd.to_datetime(table[day]).dt.year == table["year"]).all()


@pytest.mark.parametrize("name", WRITERS)
def test_polars_reads_types_and_values(files, name):
    pl = pytest.importorskip("polars")
    path, _, _ = files[name, "exact"]
    table = pl.read_csv(path, infer_schema_length=None)
    assert tuple(table.columns) == codebook(name).header
    dead = "best" if name == "ged" else "fatalities"
    assert table.schema[dead] == pl.Int64
    assert table.schema["latitude"] == pl.Float64
    assert table[dead].to_list() == [int(r[dead]) for r in rows(path)]
    if name == "ged":
        assert table["id"].to_list() == [int(r["id"]) for r in rows(path)]
        assert table.schema["id"] == pl.Int64


@pytest.mark.parametrize("name", WRITERS)
def test_duckdb_reads_types_and_values(files, name):
    duckdb = pytest.importorskip("duckdb")
    path, _, _ = files[name, "exact"]
    dead = "best" if name == "ged" else "fatalities"
    day = "date_start" if name == "ged" else "event_date"
    found = (
        duckdb.connect()
        .execute(
            f"SELECT sum({dead}), count(*), typeof(any_value({dead})), typeof(any_value(latitude)), typeof(any_value({day})) FROM read_csv('{path}')"
        )
        .fetchone()
    )
    assert found[:4] == (sum(int(r[dead]) for r in rows(path)), len(rows(path)), "BIGINT", "DOUBLE")
    assert found[4] in {"DATE", "TIMESTAMP"}


R = """
args <- commandArgs(TRUE); path <- args[1]; day <- args[2]; dead <- args[3]; key <- args[4]
suppressMessages(library(readr))
a <- read.csv(path); b <- suppressMessages(read_csv(path, show_col_types = FALSE)); c <- read.csv(path, stringsAsFactors = TRUE)
for (t in list(a, b)) {
  stopifnot(is.numeric(t[[dead]]), is.numeric(t$latitude), is.numeric(t$year))
  dates <- as.Date(substr(as.character(t[[day]]), 1, 10))
  stopifnot(!any(is.na(dates)), all(as.integer(format(dates, "%Y")) == t$year))
  cat(nrow(t), ncol(t), sum(t[[dead]]), paste(t[[key]], collapse = " "), "\\n", sep = "|")
}
stopifnot(all(names(a) == names(b)), nrow(problems(b)) == 0, nrow(c) == nrow(a))
out <- tempfile(); write.csv(a, out, row.names = FALSE); d <- read.csv(out); stopifnot(all(as.character(d[[key]]) == as.character(a[[key]])))
"""


@pytest.mark.skipif(not has_r, reason=NO_R)
@pytest.mark.parametrize("name", WRITERS)
def test_r_reads_values_with_both_readers_and_keeps_ids(files, name, tmp_path):
    path, _, _ = files[name, "exact"]
    script = tmp_path / "read.R"
    script.write_text(R)
    dead, day, key = ("best", "date_start", "id") if name == "ged" else ("fatalities", "event_date", "event_id_cnty")
    done = subprocess.run(["Rscript", "--vanilla", str(script), str(path), day, dead, key], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    plain = rows(path)
    wanted = "|".join(
        [str(len(plain)), str(len(codebook(name).header)), str(sum(int(r[dead]) for r in plain)), " ".join(r[key] for r in plain), "\n"]
    )
    assert done.stdout.replace("|\n", "|\n\0").split("\0")[:2] == [wanted, wanted]


@pytest.mark.parametrize("name", WRITERS)
def test_numbers_are_never_quoted_and_only_free_text_breaks_lines(files, name):
    path, _, _ = files[name, "exact"]
    text = path.read_text(encoding="utf-8")
    assert not re.search(r',"[-+]?[\d.]+"(?=[,\r\n])', text), "a number in quotes"
    assert text.count("\n") == len(rows(path)) + 1


@pytest.mark.parametrize("name", WRITERS)
def test_the_spreadsheet_dialect_holds_the_same_cells(files, name):
    from rashomon.exports.table import read_table

    exact, spread = files[name, "exact"][0], files[name, "spreadsheet"][0]
    with read_table(spread, "spreadsheet") as (header, cells):
        found = [dict(zip(header, row, strict=True)) for row in cells]
    assert found == rows(exact)

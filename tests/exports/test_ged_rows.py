"""What stands in the 49 columns, and what never does."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from events_made import ABOUT, DAY, DORN, attribution, battle, claim, document, estimate, told
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.exports.codebooks import codebook
from rashomon.exports.events_actors import Cast
from rashomon.exports.events_when import REASONS, Unfit
from rashomon.exports.ged import write
from rashomon.exports.ged_deaths import deaths_of, killed
from rashomon.exports.ged_dyads import dyad_of
from rashomon.model import Place

HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,"
    "side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,"
    "source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)


def written(tmp_path: Path, *made, **options):
    out = tmp_path / "ged.csv"
    write(made, ABOUT, out, options)

    def rows(path):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows(out), rows(tmp_path / "ged.rashomon.csv"), rows(tmp_path / "ged.left-out.csv")


def one(tmp_path, made, **options):
    rows, side, left = written(tmp_path, made, **options)
    assert len(rows) == 1, left
    return rows[0], side[0]


def left_out(tmp_path, made, **options):
    rows, _, left = written(tmp_path, made, **options)
    assert not rows
    assert left[0]["reason"]
    assert left[0]["code"] in REASONS
    return left[0]["code"]


def test_the_header_is_that_of_the_data_set(tmp_path):
    write([], ABOUT, tmp_path / "ged.csv", {})
    assert (tmp_path / "ged.csv").read_text() == HEADER + "\n"
    assert codebook("ged").header == tuple(HEADER.split(","))
    assert len(codebook("ged").header) == 49


def test_a_row_as_it_is_written(tmp_path):
    row, side = one(tmp_path, battle())
    assert row["type_of_violence"] == "1"
    assert (row["side_a"], row["side_b"]) == ("Government of Chad", "Ennedi Front")
    assert row["dyad_name"] == row["conflict_name"] == "Government of Chad - Ennedi Front"
    assert (row["gwnoa"], row["gwnob"], row["country_id"], row["country"], row["region"]) == ("483", "", "483", "Chad", "Africa")
    assert [row[f"deaths_{x}"] for x in ("a", "b", "civilians", "unknown")] == ["3", "0", "2", "0"]
    assert (row["best"], row["high"], row["low"]) == ("5", "7", "5")
    assert (row["latitude"], row["longitude"], row["geom_wkt"]) == ("17.05", "21.95", "POINT (21.95 17.05)")
    assert row["priogrid_gid"] == str(214 * 720 + 403 + 1)
    assert (row["date_start"], row["date_end"], row["year"], row["date_prec"]) == (
        "2031-02-12 00:00:00.000",
        "2031-02-12 00:00:00.000",
        "2031",
        "1",
    )
    assert (row["active_year"], row["code_status"], row["event_clarity"], row["adm_1"]) == ("", "Clear", "1", "Ennedi region")
    assert row["source_article"] == '"Meridian,2031-02-12,Shells fall on Dorn"'
    assert (row["source_office"], row["source_date"], row["number_of_sources"]) == ("Meridian", "2031-02-12", "1")
    assert row["source_original"] == "Ministry of Defence of Chad"
    assert side["id"] == row["id"]
    assert side["incident_id"] == "inc-0001"
    assert side["claim_ids"] == "c-0001 c-0002"
    assert side["flags"] == "attacker: says so itself"


def test_a_headline_breaks_no_list(tmp_path):
    docs = (document("a", 'Shells; "rockets" fall\non Dorn', "Meridian, north"), document("b", "Second", None, None))
    row, _ = one(tmp_path, battle(documents=docs))
    assert row["source_article"] == '"Meridian  north,2031-02-12,Shells, \'rockets\' fall on Dorn";"b,,Second"'
    for column in ("source_office", "source_date", "source_headline"):
        assert len(row[column].split(";")) == int(row["number_of_sources"]) == 2


def test_private_names_are_masked_in_headlines(tmp_path):
    text = "Mirelda Quoxley, a baker, was killed when a shell hit her house, her neighbour said."
    docs = (document("a", "Mirelda Quoxley killed by shell in Dorn", text=text),)
    made = battle(documents=docs)
    out = tmp_path / "ged.csv"
    write([made], replace(ABOUT, names=False), out, {})
    assert "Quoxley" not in out.read_text()
    write([made], ABOUT, out, {})
    assert "Quoxley" in out.read_text()


def test_an_open_high_is_best_and_said_so(tmp_path):
    made = battle(estimates=(estimate(3, side="Chad"), estimate(5, high=None, open=True)))
    row, side = one(tmp_path, made)
    assert (row["best"], row["high"], row["low"]) == ("5", "5", "5")
    assert side["open_high"] == "true"
    assert "upper end open" in side["flags"]
    assert row["deaths_unknown"] == "2"


def test_sides_that_add_up_to_more_than_the_total(tmp_path):
    made = battle(estimates=(estimate(3, side="Chad"), estimate(4, side="civilians"), estimate(5, high=9)))
    assert left_out(tmp_path, made) == "sides_over_total"
    row, side = one(tmp_path, made, candidate=True)
    assert (row["best"], row["low"], row["high"], row["code_status"]) == ("0", "0", "9", "Check deaths")
    assert {row[f"deaths_{x}"] for x in ("a", "b", "civilians", "unknown")} == {"0"}
    assert side["best"] == "5"


def test_without_a_best(tmp_path):
    made = battle(estimates=(estimate(None, high=40, withheld="only_enemy_claims"),))
    assert left_out(tmp_path, made) == "no_best"
    row, _ = one(tmp_path, made, candidate=True)
    assert (row["best"], row["high"], row["code_status"]) == ("0", "40", "Check deaths")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"background": True}, "background"),
        ({"kind": "aggregate"}, "aggregate"),
        ({"date_start": None}, "day_unknown"),
        ({"date_end": None}, "day_unknown"),
        ({"date_start": DAY - timedelta(days=400)}, "span_too_long"),
        ({"place": None}, "no_place"),
        ({"place": Place("Hesk Mill")}, "no_coordinates"),
        ({"place": Place("Chad", None, "Chad", precision=6)}, "country_only"),
        ({"place": replace(DORN, country="Velmara")}, "no_country"),
        ({"place": replace(DORN, country="Antarctica")}, "no_country"),
        ({"estimates": ()}, "no_figure"),
        ({"estimates": (estimate(0),)}, "no_death"),
        ({"estimates": (estimate(None, withheld="no_organised_actor"),)}, "no_side"),
    ],
)
def test_what_does_not_fit_is_listed_with_its_reason(tmp_path, change, code):
    made = battle()
    assert left_out(tmp_path, replace(made, incident=replace(made.incident, **change))) == code


def test_a_country_with_a_point_is_coded_as_one(tmp_path):
    made = battle(place=Place("Chad", None, "Chad", 15.0, 19.0, 6))
    row, _ = one(tmp_path, made)
    assert (row["where_prec"], row["where_coordinates"]) == ("6", "Chad")


def test_the_ends_of_the_world_have_a_cell(tmp_path):
    row, _ = one(tmp_path, battle(place=replace(DORN, lat=90.0, lon=180.0)))
    assert (row["priogrid_gid"], row["geom_wkt"]) == ("259200", "POINT (180 90)")
    row, _ = one(tmp_path, battle(place=replace(DORN, lat=-0.0, lon=-0.0)))
    assert (row["latitude"], row["longitude"], row["geom_wkt"]) == ("0", "0", "POINT (0 0)")


def test_aggregates_only_when_asked_for(tmp_path):
    row, _ = one(tmp_path, battle(kind="aggregate", clarity=2), aggregates=True)
    assert row["event_clarity"] == "2"


@pytest.mark.parametrize(("days", "prec"), [(1, "1"), (2, "2"), (6, "2"), (7, "3"), (8, "4"), (31, "4"), (32, "5"), (366, "5")])
def test_precision_of_dates(tmp_path, days, prec):
    row, _ = one(tmp_path, battle(date_start=date(2031, 1, 1), date_end=date(2031, 1, 1) + timedelta(days=days - 1)))
    assert row["date_prec"] == prec


def test_two_runs_give_the_same_bytes(tmp_path):
    made = [battle(incident_id=f"inc-{n:04d}") for n in range(5)]
    first, second = tmp_path / "one" / "ged.csv", tmp_path / "two" / "ged.csv"
    for out in (first, second):
        out.parent.mkdir()
        write(made, ABOUT, out, {})
    for name in ("ged.csv", "ged.rashomon.csv", "ged.left-out.csv"):
        assert (first.parent / name).read_bytes() == (second.parent / name).read_bytes()


figures = st.one_of(st.none(), st.integers(0, 60))


@settings(max_examples=300, deadline=None)
@given(best=figures, low=figures, high=figures, a=figures, b=figures, civil=figures, candidate=st.booleans())
def test_deaths_always_add_up_and_are_in_order(best, low, high, a, b, civil, candidate):
    rows = [(a, "Chad"), (b, "Ennedi Front"), (civil, "civilians")]
    parts = tuple(estimate(n, side=s) for n, s in rows if n is not None)
    made = battle(estimates=(*parts, estimate(best, low=low, high=high)))
    cast = Cast(made)
    total = killed(cast)
    if isinstance(total, Unfit):
        return
    found = deaths_of(cast, total, dyad_of(cast), candidate=candidate)
    if isinstance(found, Unfit):
        assert not candidate
        assert best is None or sum(n or 0 for n, _ in rows) > best
        return
    assert found.a + found.b + found.civilians + found.unknown == found.best
    assert 0 <= found.low <= found.best <= found.high
    assert found.best == (0 if found.check else best)
    assert min(found.a, found.b, found.civilians, found.unknown) >= 0


def test_civilians_of_a_side_are_civilians(tmp_path):
    made = battle(estimates=(estimate(5, side="Chad", status=(("combatant", 2), ("civilian", 2), ("unknown", 1))), estimate(5)))
    row, _ = one(tmp_path, made)
    assert [row[f"deaths_{x}"] for x in ("a", "b", "civilians", "unknown")] == ["2", "0", "2", "1"]


def test_the_shape_of_ids(tmp_path):
    row, _ = one(tmp_path, battle())
    assert len(row["id"]) == 15
    assert row["id"][-1] != "0"
    assert row["relid"] == f"XRA-2031-1-{row['dyad_new_id']}-{row['id'][:9]}.{row['id'][9:]}"
    assert [row[f"{x}_new_id"][0] for x in ("conflict", "dyad", "side_a", "side_b")] == ["3", "2", "1", "1"]
    assert row["side_a_new_id"] != row["side_b_new_id"]


def test_one_sided_violence_is_against_civilians_number_one(tmp_path):
    made = told(
        claim(1, 4, side="civilians", status="civilian"),
        estimates=(estimate(4, side="civilians"), estimate(4)),
        blamed=attribution(("Chad", "alleged")),
    )
    row, _ = one(tmp_path, made)
    assert (row["type_of_violence"], row["side_b"], row["side_b_new_id"], row["gwnoa"]) == ("3", "Civilians", "1", "483")

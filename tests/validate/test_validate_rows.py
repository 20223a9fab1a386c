from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.validate.validate_rows import MAKERS, acled, acled_files, check, ged, ged_files, in_words, rules, write

from rashomon.exports.codebooks import codebook
from rashomon.validate import validate

#: One change to a good row, and the rules it breaks: no others.
GED = [
    ({"best": "8"}, {"sum-of-deaths"}),
    ({"deaths_unknown": "1"}, {"sum-of-deaths"}),
    ({"low": "10"}, {"low-best-high"}),
    ({"high": "8"}, {"low-best-high"}),
    ({"deaths_a": "-2", "best": "5", "low": "5"}, {"out-of-range"}),
    ({"best": "0", "high": "0", "low": "0", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "0"}, {"no-deaths"}),
    ({"year": "2023"}, {"year-of-date", "relid-shape"}),
    ({"year": "2023", "relid": "XXX-2023-1-9000001-1"}, {"year-of-date"}),
    ({"date_end": "2024-03-04 00:00:00.000"}, {"end-before-start"}),
    ({"date_end": "2024-03-06 00:00:00.000"}, {"date-span"}),
    ({"date_prec": "3"}, {"date-span"}),
    ({"date_prec": "6"}, {"unknown-code"}),
    ({"date_start": "05/03/2024"}, {"bad-date"}),
    ({"date_start": "2024-02-30"}, {"bad-date"}),
    ({"date_start": "2024-03-05 14:30:00"}, {"bad-date"}),
    ({"date_start": "05 March 2024"}, {"bad-date"}),
    ({"date_start": "45356"}, {"bad-date"}),
    ({"date_end": ""}, {"empty-cell"}),
    ({"type_of_violence": "4"}, {"unknown-code"}),
    ({"type_of_violence": "2"}, {"conflict-name", "relid-shape"}),
    ({"type_of_violence": "3", "relid": "XXX-2024-3-9000001-1", "conflict_name": "Government of Syria - Front of the Orchard"}, {"civilians-side"}),
    ({"side_b": "Civilians", "dyad_name": "Government of Syria - Civilians"}, {"civilians-side"}),
    ({"type_of_violence": "1.0"}, {"float-for-int"}),
    ({"where_prec": "8"}, {"unknown-code"}),
    ({"where_prec": " 1"}, {"spaces-around"}),
    ({"event_clarity": ""}, {"empty-cell"}),
    ({"region": "Oceania"}, {"unknown-code", "country-region"}),
    ({"region": "Asia"}, {"country-region"}),
    ({"region": "middle east"}, {"unknown-code", "country-region"}),
    ({"country_id": "651"}, {"country-number"}),
    ({"country": "Atlantis"}, {"unknown-country"}),
    ({"country": ""}, {"empty-cell"}),
    ({"code_status": "Check weather"}, {"unlisted-code"}),
    ({"active_year": "2"}, {"unknown-code"}),
    ({"dyad_name": "Government of Syria – Front of the Orchard"}, {"dyad-name"}),
    ({"number_of_sources": "3"}, {"number-of-sources"}),
    ({"gwnoa": ""}, {"state-number"}),
    ({"gwnob": "640"}, {"state-number"}),
    ({"gwnoa": "652, x"}, {"not-a-number"}),
    ({"active_year": "TRUE"}, {"old-code"}),
    ({"relid": "2024/1"}, {"relid-shape"}),
    ({"id": "1,234"}, {"thousands-mark"}),
    ({"id": "12.5"}, {"float-for-int"}),
    ({"id": "9e5"}, {"float-for-int"}),
    ({"id": "abc"}, {"not-a-number"}),
    ({"id": "NA"}, {"not-a-number"}),
    ({"id": "9007199254740992"}, {"out-of-range"}),
    ({"high": "1 200"}, {"thousands-mark"}),
    ({"latitude": "33,51"}, {"thousands-mark"}),
    ({"latitude": "133.51", "geom_wkt": "POINT (36.29 133.51)"}, {"out-of-range"}),
    ({"geom_wkt": "POINT (33.51 36.29)"}, {"geometry"}),
    ({"geom_wkt": "36.29 33.51"}, {"geometry"}),
    ({"priogrid_gid": "178278"}, {"prio-grid"}),
    ({"latitude": "0", "longitude": "0", "geom_wkt": "POINT (0 0)", "priogrid_gid": "129961"}, {"zero-coordinates"}),
    ({"latitude": "36.29", "longitude": "33.51", "geom_wkt": "POINT (33.51 36.29)", "priogrid_gid": "181868"}, {"swapped-coordinates"}),
    ({"longitude": "-36.29", "geom_wkt": "POINT (-36.29 33.51)", "priogrid_gid": "178128"}, {"swapped-coordinates"}),
    ({"latitude": "13.51", "geom_wkt": "POINT (36.29 13.51)", "priogrid_gid": "149473"}, {"outside-country"}),
    ({"side_b": "Front\nof it", "dyad_name": "Government of Syria - Front\nof it"}, {"line-break"}),
    ({"where_coordinates": "=HYPERLINK(1)"}, {"formula"}),
    ({"where_coordinates": "'=HYPERLINK(1)"}, {"spreadsheet-dialect"}),
    ({"adm_1": "Idlib "}, {"spaces-around"}),
    ({"adm_1": "PÃ©rigord"}, {"mojibake"}),
    ({"source_original": "the mayorâ€™s office"}, {"mojibake"}),
    ({"adm_2": "P\ufffdrigord"}, {"mojibake"}),
    ({"adm_2": "P\0rigord"}, {"nul"}),
]  # fmt: skip
ACLED = [
    ({"event_id_cnty": "XXA"}, {"event-id-shape"}),
    ({"event_id_cnty": ""}, {"empty-cell"}),
    ({"event_date": "05-03-2024"}, {"bad-date"}),
    ({"event_date": "05 Mars 2024"}, {"bad-date"}),
    ({"event_date": "2024-03-05 00:00:00.000"}, {"bad-date"}),
    ({"year": "2025"}, {"year-of-date"}),
    ({"time_precision": "4"}, {"unknown-code"}),
    ({"event_type": "Battles", "civilian_targeting": ""}, {"type-of-sub-event"}),
    ({"disorder_type": "Demonstrations"}, {"disorder-of-sub-event"}),
    ({"disorder_type": "Demostrations"}, {"disorder-of-sub-event", "old-code"}),
    ({"disorder_type": "political violence"}, {"unknown-code"}),
    ({"sub_event_type": "Attacks"}, {"unknown-code"}),
    ({"interaction": "Civilians-Rebel group"}, {"unknown-code"}),
    ({"interaction": "Rebel group-Protesters"}, {"interaction"}),
    ({"interaction": "Rebel group only"}, {"interaction"}),
    ({"interaction": "27"}, {"mixed-kinds"}),
    ({"inter2": ""}, {"actor-and-kind", "interaction"}),
    ({"actor2": ""}, {"actor-and-kind"}),
    ({"actor1": ""}, {"empty-cell", "actor-and-kind"}),
    ({"civilian_targeting": ""}, {"civilian-targeting"}),
    ({"civilian_targeting": "1"}, {"unknown-code"}),
    ({"iso": "800"}, {"country-number"}),
    ({"region": "Western Africa"}, {"country-region"}),
    ({"geo_precision": "4"}, {"unknown-code"}),
    ({"source_scale": "Galactic"}, {"unlisted-code"}),
    ({"fatalities": "-1"}, {"out-of-range"}),
    ({"fatalities": ""}, {"empty-cell"}),
    ({"fatalities": "1,200"}, {"thousands-mark"}),
    ({"latitude": "-1.31334"}, {"decimals"}),
    ({"latitude": "36.7876", "longitude": "-1.3133"}, {"swapped-coordinates"}),
    ({"timestamp": "1709800000000"}, {"timestamp"}),
    ({"timestamp": "1609459200"}, {"timestamp"}),
    ({"timestamp": "0"}, {"out-of-range"}),
    ({"tags": "+1"}, {"formula"}),
    ({"notes": "@all"}, {"formula"}),
    ({"location": "Nairobi\nKibera"}, {"line-break"}),
    ({"notes": ""}, {"empty-cell"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "broken"), GED, ids=[str(c)[:50] for c, _ in GED])
def test_a_change_to_a_good_ged_row_breaks_its_rule_and_no_other(tmp_path: Path, change: dict[str, str], broken: set[str]) -> None:
    second = ged(id="2", relid="XXX-2024-1-9000001-2", conflict_new_id="21", dyad_new_id="22", side_a_new_id="23", side_b_new_id="1")
    if change.get("side_b") != "Civilians":
        second["side_b_new_id"] = "24"
    report = check(tmp_path, "ged", ged(), second | change)
    assert rules(report) == broken
    assert {f.row for f in report.findings} == {3}
    columns = {c.name for c in codebook("ged").columns}
    assert {f.column for f in report.findings} <= columns


@pytest.mark.parametrize(("change", "broken"), ACLED, ids=[str(c)[:50] for c, _ in ACLED])
def test_a_change_to_a_good_acled_row_breaks_its_rule_and_no_other(tmp_path: Path, change: dict[str, str], broken: set[str]) -> None:
    report = check(tmp_path, "acled", acled(), acled(event_id_cnty="XXA18") | change)
    assert rules(report) == broken
    assert {f.row for f in report.findings} == {3}


#: Rows that look odd and are right.
RIGHT = [
    ("ged", {"active_year": "", "code_status": ""}),
    ("ged", {"number_of_sources": "-1", "source_office": ""}),
    ("ged", {"date_prec": "5", "date_end": "2024-12-31 00:00:00.000"}),
    ("ged", {"low": "9", "high": "9"}),
    ("ged", {"best": "0", "low": "0", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "0"}),
    ("ged", {"code_status": "Check deaths"}),
    ("ged", {"gwnoa": "652, 365"}),
    ("ged", {"where_prec": "7", "latitude": "34", "longitude": "20", "geom_wkt": "POINT (20 34)", "priogrid_gid": "178961"}),
    ("ged", {"source_headline": "El Año; «Más» – тест", "where_coordinates": "Río Ñuñoa", "adm_1": "Côte-d’Or"}),
    ("ged", {"longitude": "36.500000", "geom_wkt": "POINT(36.5 33.51)", "priogrid_gid": "178274"}),
    ("ged", {"date_start": "2024-03-05 00:00:00.000", "date_end": "2024-03-05 00:00:00.000"}),
    ("acled", {"actor2": "", "inter2": "", "interaction": "Rebel group only"}),
    ("acled", {"source_scale": "New media-National"}),
    ("acled", {"fatalities": "0"}),
    ("acled", {"notes": " On 5 March 2024,\r\nit rained."}),
    ("acled", {"event_type": "Protests", "sub_event_type": "Excessive force against protesters", "civilian_targeting": "",
               "disorder_type": "Political violence; Demonstrations"}),
    ("acled", {"event_type": "Riots", "sub_event_type": "Mob violence", "civilian_targeting": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("profile", "change"), RIGHT, ids=[str(c)[:50] for _, c in RIGHT])
def test_what_is_right_is_not_reported(tmp_path: Path, profile: str, change: dict[str, str]) -> None:
    assert check(tmp_path, profile, MAKERS[profile](**change)).findings == ()


def test_acled_with_numbers_and_dates_in_words_is_right(tmp_path: Path) -> None:
    rows = [
        acled(inter1="2", inter2="7", interaction="27", event_date="05 March 2024"),
        acled(event_id_cnty="XXA18", inter1="2", inter2="0", actor2="", interaction="20", event_date="5 March 2024"),
    ]
    assert check(tmp_path, "acled", *rows).findings == ()


def test_both_styles_of_dates_and_of_kinds_in_one_file(tmp_path: Path) -> None:
    rows = [acled(), acled(event_id_cnty="XXA18", event_date="05 March 2024", inter1="2", inter2="7", interaction="27")]
    report = check(tmp_path, "acled", *rows)
    assert rules(report) == {"mixed-dates", "mixed-kinds"}
    assert [(f.row, f.column) for f in report.findings] == [(3, "event_date"), (3, "inter1"), (3, "inter2"), (3, "interaction")]
    assert "row 2" in report.findings[0].wrong


def test_both_forms_of_dates_in_ged(tmp_path: Path) -> None:
    second = ged(id="2", relid="XXX-2024-1-9000001-2", date_start="2024-03-05")
    report = check(tmp_path, "ged", ged(), second)
    assert [(f.rule, f.column) for f in report.findings] == [("mixed-dates", "date_start")]


def test_ids_that_stand_twice(tmp_path: Path) -> None:
    rows = [ged(), ged(id="2"), ged(relid="XXX-2024-1-9000001-3")]
    report = check(tmp_path, "ged", *rows)
    assert [(f.row, f.column, f.rule) for f in report.findings] == [(3, "relid", "duplicate-id"), (4, "id", "duplicate-id")]
    assert "row 2" in report.findings[1].wrong


def test_one_number_for_two_names(tmp_path: Path) -> None:
    second = ged(id="2", relid="XXX-2024-1-9000001-2", side_b="Front of the Meadow", dyad_name="Government of Syria - Front of the Meadow")
    report = check(tmp_path, "ged", ged(), second)
    assert {(f.rule, f.column) for f in report.findings} == {("id-and-name", "dyad_new_id"), ("id-and-name", "side_b_new_id")}


def _settings() -> settings:
    return settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_settings()
@given(rows=ged_files())
def test_any_ged_file_that_keeps_the_rules_has_no_findings(rows: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        assert validate(write(Path(tmp) / "f.csv", rows), "ged").findings == ()


@_settings()
@given(rows=acled_files(), words=st.booleans())
def test_any_acled_file_that_keeps_the_rules_has_no_findings(rows: list[dict[str, str]], words: bool) -> None:
    if words:
        rows = [r | {"event_date": in_words(r["event_date"])} for r in rows]
    with tempfile.TemporaryDirectory() as tmp:
        assert validate(write(Path(tmp) / "f.csv", rows), "acled").findings == ()


@_settings()
@given(rows=ged_files(), data=st.data())
def test_one_change_in_any_ged_file_is_found_in_its_row_and_nothing_else_is(rows: list[dict[str, str]], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(rows) - 1))
    row = rows[n]
    change, rule = data.draw(
        st.sampled_from(
            [
                ({"best": str(int(row["best"]) + 1)}, "sum-of-deaths"),
                ({"low": str(int(row["best"]) + 1)}, "low-best-high"),
                ({"high": "-1"}, None),
                ({"date_end": "1980-01-01"}, "end-before-start"),
                ({"priogrid_gid": "1"}, "prio-grid"),
                ({"geom_wkt": "POINT (1 1)"}, "geometry"),
                ({"where_prec": "0"}, "unknown-code"),
                ({"event_clarity": "1.0"}, "float-for-int"),
                ({"country_id": "2"}, "country-number"),
                ({"adm_1": "=1+1"}, "formula"),
                ({"date_start": "yesterday"}, "bad-date"),
            ]
        )
    )
    with tempfile.TemporaryDirectory() as tmp:
        report = validate(write(Path(tmp) / "f.csv", [*rows[:n], row | change, *rows[n + 1 :]]), "ged")
    expected = {rule} if rule else {"out-of-range", "low-best-high"}
    if row["where_prec"] == "7" and rule == "unknown-code":
        expected = expected | (rules(report) & {"outside-country"})
    assert rules(report) == expected
    assert {f.row for f in report.findings} == {n + 2}

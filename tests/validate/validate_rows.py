"""Rows that keep all rules, made up, and files of them."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from rashomon.exports.codebooks import codebook
from rashomon.validate import Report, validate
from rashomon.validate.dates import MONTHS

Row = dict[str, str]


def grid(lat: float, lon: float) -> int:
    return math.floor((lat + 90) / 0.5) * 720 + math.floor((lon + 180) / 0.5) + 1


def ged(**changes: str) -> Row:
    """An event by Syria's capital that keeps all rules."""
    row = {
        "id": "900001", "relid": "XXX-2024-1-9000001-1", "year": "2024", "active_year": "1", "code_status": "Clear", "type_of_violence": "1",
        "conflict_dset_id": "", "conflict_new_id": "9000001", "conflict_name": "Syria: Government", "dyad_dset_id": "", "dyad_new_id": "9000002",
        "dyad_name": "Government of Syria - Front of the Orchard", "side_a_dset_id": "", "side_a_new_id": "118", "side_a": "Government of Syria",
        "side_b_dset_id": "", "side_b_new_id": "9000003", "side_b": "Front of the Orchard", "number_of_sources": "2",
        "source_article": '"Harbour Post,2024-03-06,Shells fall on a market";"The Lantern,2024-03-06,Nine dead"', "source_office": "Harbour Post;The Lantern",
        "source_date": "2024-03-06;2024-03-06", "source_headline": "Shells fall on a market;Nine dead", "source_original": "a nurse",
        "where_prec": "1", "where_coordinates": "Damascus city", "where_description": "the fish market,\nby the old gate", "adm_1": "Damascus governorate",
        "adm_2": "Damascus district", "latitude": "33.51", "longitude": "36.29", "geom_wkt": "POINT (36.29 33.51)", "priogrid_gid": str(grid(33.51, 36.29)),
        "country": "Syria", "country_id": "652", "region": "Middle East", "event_clarity": "1", "date_prec": "1",
        "date_start": "2024-03-05 00:00:00.000", "date_end": "2024-03-05 00:00:00.000", "deaths_a": "2", "deaths_b": "3", "deaths_civilians": "4",
        "deaths_unknown": "0", "best": "9", "high": "12", "low": "7", "gwnoa": "652", "gwnob": "",
    }  # fmt: skip
    assert tuple(row) == codebook("ged").header
    return row | changes


def acled(**changes: str) -> Row:
    """An attack in Nairobi that keeps all rules."""
    row = {
        "event_id_cnty": "XXA17", "event_date": "2024-03-05", "year": "2024", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Violence against civilians", "sub_event_type": "Attack", "actor1": "Front of the Orchard", "assoc_actor_1": "",
        "inter1": "Rebel group", "actor2": "Civilians (Kenya)", "assoc_actor_2": "Farmers (Kenya); Teachers (Kenya)", "inter2": "Civilians",
        "interaction": "Rebel group-Civilians", "civilian_targeting": "Civilian targeting", "iso": "404", "region": "Eastern Africa",
        "country": "Kenya", "admin1": "Nairobi", "admin2": "", "admin3": "", "location": "Nairobi - Kibera", "latitude": "-1.3133",
        "longitude": "36.7876", "geo_precision": "1", "source": "Harbour Post; The Lantern", "source_scale": "Subnational-National",
        "notes": 'On 5 March 2024, "many" were hurt.\nTwo died.', "fatalities": "2", "tags": "", "timestamp": "1709800000",
    }  # fmt: skip
    assert tuple(row) == codebook("acled").header
    return row | changes


MAKERS = {"ged": ged, "acled": acled}


def write(
    path: Path,
    rows: Iterable[Mapping[str, str]],
    header: Sequence[str] | None = None,
    delimiter: str = ",",
    quoting: int = csv.QUOTE_MINIMAL,
) -> Path:
    listed = list(rows)
    names = list(header or listed[0])
    with path.open("w", encoding="utf-8", newline="") as fh:
        writer = csv.writer(fh, delimiter=delimiter, lineterminator="\n", quoting=quoting)  # type: ignore[arg-type]
        writer.writerow(names)
        writer.writerows([[row[n] for n in names] for row in listed])
    return path


def rules(report: Report) -> set[str]:
    return {f.rule for f in report.findings}


def check(tmp: Path, profile: str, *rows: Mapping[str, str]) -> Report:
    return validate(write(tmp / f"made-{profile}.csv", rows), profile)


_PLACES = [("Syria", "652", "Middle East", 33.5, 36.3, "760"), ("Kenya", "501", "Africa", -1.31, 36.79, "404"), ("Colombia", "100", "Americas", 4.6, -74.1, "170"),
           ("Myanmar (Burma)", "775", "Asia", 21.0, 96.0, "104"), ("Ukraine", "369", "Europe", 49.0, 32.0, "804")]  # fmt: skip
_NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéñç ", min_size=1, max_size=12).map(lambda s: "Group " + s.strip() + "x")


@st.composite
def ged_rows(draw: st.DrawFn) -> Row:
    """Any row of GED that keeps the rules (ids are given later)."""
    kind = draw(st.sampled_from("123"))
    country, gw, region, lat, lon, _ = draw(st.sampled_from(_PLACES))
    lat, lon = round(lat + draw(st.floats(-0.2, 0.2)), 5), round(lon + draw(st.floats(-0.2, 0.2)), 5)
    a = f"Government of {country}" if kind == "1" else draw(_NAMES)
    b = "Civilians" if kind == "3" else draw(_NAMES)
    start = date(1990, 1, 1) + timedelta(days=draw(st.integers(0, 12_000)))
    span, prec = draw(st.sampled_from([(1, "1"), (2, "2"), (6, "2"), (7, "3"), (8, "4"), (31, "4"), (32, "5"), (366, "5")]))
    four = [draw(st.integers(0, 500)) for _ in range(4)]
    best = sum(four)
    offices = draw(st.lists(st.sampled_from(["Harbour Post", "The Lantern", "Río Diario"]), max_size=3))
    return ged(
        year=str(start.year), type_of_violence=kind, relid=f"XXX-{start.year}-{kind}-7-1", side_a=a, side_b=b, dyad_name=f"{a} - {b}",
        conflict_name=f"{country}: Government" if kind == "1" else f"{a} - {b}", side_b_new_id="1" if kind == "3" else "7", country=country,
        country_id=gw, region=region, latitude=str(lat), longitude=str(lon), geom_wkt=f"POINT ({lon} {lat})", priogrid_gid=str(grid(lat, lon)),
        date_start=str(start), date_end=str(start + timedelta(days=span - 1)), date_prec=prec, deaths_a=str(four[0]), deaths_b=str(four[1]),
        deaths_civilians=str(four[2]), deaths_unknown=str(four[3]), best=str(best), low=str(draw(st.integers(0, best))),
        high=str(best + draw(st.integers(1, 99))), gwnoa=gw if kind == "1" else "", where_prec=draw(st.sampled_from("1234567")),
        number_of_sources=str(len(offices)) if offices else "-1", source_office=";".join(offices), active_year=draw(st.sampled_from(["", "0", "1"])),
    )  # fmt: skip


def _apart(rows: list[Row]) -> list[Row]:
    """Every row with ids of its own, numbers that stand for one name each."""
    numbers: dict[tuple[str, str], str] = {}
    out = []
    for n, row in enumerate(rows):
        mine = {
            f"{column}_new_id": numbers.setdefault((column, row[name]), str(len(numbers) + 2))
            for column, name in (("conflict", "conflict_name"), ("dyad", "dyad_name"), ("side_a", "side_a"), ("side_b", "side_b"))
        }
        if row["side_b"] == "Civilians":
            mine["side_b_new_id"] = "1"
        out.append(row | mine | {"id": str(n + 1), "relid": row["relid"][:-1] + str(n + 1)})
    return out


def ged_files() -> st.SearchStrategy[list[Row]]:
    return st.lists(ged_rows(), min_size=1, max_size=8).map(_apart)


@st.composite
def acled_rows(draw: st.DrawFn) -> Row:
    """Any row of ACLED that keeps the rules (the id is given later)."""
    book = codebook("acled")
    kinds = book.column("inter1").codes
    one, two = draw(st.sampled_from(kinds)), draw(st.sampled_from([None, *kinds]))
    low, high = sorted((one.number or 0, (two.number or 0) if two else 0))
    code = high * 10 if two is None else low * 10 + high
    both = next(c.value for c in book.column("interaction").codes if c.number == code)
    sub = draw(st.sampled_from(book.column("sub_event_type").codes))
    country, _, _, lat, lon, iso = draw(st.sampled_from(_PLACES))
    country = country.replace("Myanmar (Burma)", "Myanmar")
    region = {"760": "Middle East", "404": "Eastern Africa", "170": "South America", "104": "Southeast Asia", "804": "Europe"}[iso]
    when = date(1998, 1, 1) + timedelta(days=draw(st.integers(0, 9_000)))
    changed = int(datetime(when.year, when.month, when.day, tzinfo=UTC).timestamp()) + draw(st.integers(0, 10**8))
    implied = dict(sub.implies)
    return acled(
        event_date=str(when), year=str(when.year), disorder_type=implied["disorder_type"], event_type=implied["event_type"], sub_event_type=sub.value,
        inter1=one.value, inter2=two.value if two else "", actor2=draw(_NAMES) if two else "", interaction=both, actor1=draw(_NAMES),
        civilian_targeting="Civilian targeting" if implied["event_type"] == "Violence against civilians" else "", iso=iso, region=region,
        country=country, latitude=f"{lat + draw(st.floats(-0.2, 0.2)):.4f}", longitude=f"{lon:.4f}", fatalities=str(draw(st.integers(0, 99))),
        time_precision=draw(st.sampled_from("123")), geo_precision=draw(st.sampled_from("123")), timestamp=str(changed),
    )  # fmt: skip


def acled_files() -> st.SearchStrategy[list[Row]]:
    return st.lists(acled_rows(), min_size=1, max_size=8).map(lambda rows: [r | {"event_id_cnty": f"XXA{n}"} for n, r in enumerate(rows)])


def in_words(day: str) -> str:
    """The day as the export tool writes it."""
    year, month, number = day.split("-")
    return f"{number} {MONTHS[int(month) - 1]} {year}"

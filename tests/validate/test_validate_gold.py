"""Real rows of UCDP GED: what is said of them must be true, and a point that is put elsewhere must be seen."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

import pytest
from tests.validate.validate_rows import grid, write

from rashomon.validate import validate
from rashomon.validate.land import km_outside
from rashomon.validate.place import NEAR, country, point

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "gold" / "ucdp_ged_sample.jsonl"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample is not here")]


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The rows, with the columns that the sample lacks worked out as the codebook says (ids are made up)."""
    numbers: dict[tuple[str, str], str] = {}
    out = []
    for n, line in enumerate(SAMPLE.read_text(encoding="utf-8").splitlines()):
        r = {k: "" if v is None else str(v) for k, v in json.loads(line).items()}
        land = country(r["country"])
        assert land is not None, r["country"]
        for kind, name in (
            ("conflict_new_id", "conflict_name"),
            ("dyad_new_id", "dyad_name"),
            ("side_a_new_id", "side_a"),
            ("side_b_new_id", "side_b"),
        ):
            r[kind] = "1" if r[name] == "Civilians" else numbers.setdefault((kind, r[name]), str(len(numbers) + 2))
        lat, lon = r["latitude"], r["longitude"]
        r |= {
            "relid": f"XXX-{r['year']}-{r['type_of_violence']}-{n}-1", "active_year": "", "code_status": "Clear", "geom_wkt": f"POINT ({lon} {lat})",
            "priogrid_gid": str(grid(float(lat), float(lon))), "country_id": str(land.gw), "region": str(land.ged_region),
            "gwnoa": str(land.gw) if r["side_a"].startswith("Government of ") else "", "gwnob": "700" if r["side_b"].startswith("Government of ") else "",
            "conflict_dset_id": "", "dyad_dset_id": "", "side_a_dset_id": "", "side_b_dset_id": "",
            "date_start": r["date_start"] + " 00:00:00.000", "date_end": r["date_end"] + " 00:00:00.000",
        }  # fmt: skip
        out.append(r)
    return tuple(out)


def test_every_error_that_is_said_of_real_rows_is_true(tmp_path: Path) -> None:
    from rashomon.exports.codebooks import codebook

    report = validate(write(tmp_path / "f.csv", rows(), codebook("ged").header), "ged")
    errors = [f for f in report.findings if f.severity == "error"]
    assert {f.rule for f in errors} <= {"low-best-high"}
    for f in errors:
        r = rows()[f.row - 2]
        assert not int(r["low"]) <= int(r["best"]) <= int(r["high"])
    really = [r for r in rows() if not int(r["low"]) <= int(r["best"]) <= int(r["high"])]
    assert len({f.row for f in errors}) == len(really)
    # Warnings, too, are few, but for line breaks and handles, which are there.
    assert sum(n for rule, n in report.counts.items() if rule not in ("low-best-high", "line-break", "formula")) <= len(rows()) // 200


def test_no_real_point_is_called_outside_its_country() -> None:
    said = [r for r in rows() if list(point(r["country"], r["year"], r["latitude"], r["longitude"], r["where_prec"]))]
    assert said == []


def test_points_that_were_put_elsewhere_are_seen() -> None:
    dice = random.Random(7)
    swapped = far = of_swapped = of_far = 0
    for r in rows():
        lat, lon = float(r["latitude"]), float(r["longitude"])
        if abs(lat - lon) > 3:  # else exchanging them hardly moves the point
            of_swapped += 1
            swapped += (
                any(h.rule == "swapped-coordinates" for h in point(r["country"], r["year"], r["longitude"], r["latitude"], "1"))
                or abs(lon) > 90
            )
        code = country(r["country"]).code  # type: ignore[union-attr]
        there = (max(-90.0, min(90.0, lat + dice.choice((-1, 1)) * dice.uniform(5, 15))), lon + dice.choice((-1, 1)) * dice.uniform(5, 15))
        of_far += 1
        far += bool(list(point(r["country"], r["year"], f"{there[0]:.4f}", f"{there[1]:.4f}", "1")))
        assert (km_outside(code, there[1], there[0], int(r["year"])) or 0) > NEAR or not list(
            point(r["country"], r["year"], f"{there[0]:.4f}", f"{there[1]:.4f}", "1")
        )
    assert swapped / of_swapped > 0.95
    assert far / of_far > 0.75  # large countries hold much of what is put 500 to 2,000 km away

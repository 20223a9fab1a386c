from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.validate.validate_rows import acled, check, ged, rules, write

from rashomon.exports.codebooks import codebook
from rashomon.exports.lands import lands
from rashomon.validate.checks import Batch
from rashomon.validate.finding import Tally
from rashomon.validate.land import _PART, km_outside, lore, shape
from rashomon.validate.place import country, point
from rashomon.validate.texts import Texts


def test_every_shape_that_a_country_holds_is_on_the_map() -> None:
    for code, x in lore().items():
        for part in x.holds:
            m = _PART.fullmatch(part)
            assert m is not None
            assert shape(m["code"], m["province"]) is not None, (code, part)
        assert set(x.regions) <= {c.value for c in codebook("acled").column("region").codes}, code


def test_no_other_name_of_a_country_is_that_of_another() -> None:
    for code, x in lore().items():
        for name in x.also:
            found = country(name)
            assert found is not None
            assert found.code == code, name


@pytest.mark.parametrize("land", sorted(lands()))
def test_every_country_is_found_by_its_names(land: str) -> None:
    for name in {lands()[land].name, lands()[land].acled}:
        assert country(name) is not None


@pytest.mark.parametrize(
    ("name", "year", "lat", "lon", "seen"),
    [
        ("Syria", "2015", "33.51", "36.29", False),
        ("Syria", "2015", "33.9", "33.0", True),  # open sea
        ("Kenya", "2015", "-1.3", "36.8", False),
        ("Ethiopia", "1991", "15.33", "38.93", False),  # Asmara before Eritrea
        ("Ethiopia", "2001", "15.33", "38.93", True),
        ("Sudan", "2010", "4.85", "31.6", False),  # Juba
        ("Sudan", "2015", "4.85", "31.6", True),
        ("Ukraine", "2015", "44.95", "34.1", False),  # Simferopol
        ("Russia (Soviet Union)", "2015", "44.95", "34.1", False),
        ("Serbia (Yugoslavia)", "1999", "42.66", "21.16", False),  # Pristina
        ("Morocco", "1989", "26.74", "-11.68", False),  # Smara
        ("Israel", "2014", "31.5", "34.46", False),  # Gaza
        ("Palestine", "2014", "31.5", "34.46", False),
        ("Somalia", "2015", "9.56", "44.06", False),  # Hargeisa
        ("United States of America", "2015", "53.88", "-166.54", False),  # beyond the first islands
        ("Fiji", "2015", "-16.8", "-179.95", False),  # on the other side of the date line
        ("Nowhere", "2015", "1", "1", False),
        ("Kenya", "2015", "", "36.8", False),
    ],
)
def test_points_that_a_country_holds(name: str, year: str, lat: str, lon: str, seen: bool) -> None:
    assert bool(list(point(name, year, lat, lon))) is seen


def test_kilometres_are_about_right() -> None:
    assert km_outside("KE", 36.8, -1.3) == 0
    assert km_outside("CH", 2.35, 48.86) == pytest.approx(365, rel=0.1)  # Paris to the nearest of Switzerland
    assert km_outside("TK", 0, 0) is None  # not on the map


def test_numbers_of_kinds_that_do_not_fit(tmp_path: Path) -> None:
    report = check(tmp_path, "acled", acled(inter1="2", inter2="7", interaction="26"))
    assert [(f.rule, f.expected) for f in report.findings] == [("interaction", "27")]


def test_civilians_have_the_number_1(tmp_path: Path) -> None:
    dyad = "Front of the Orchard - Civilians"
    row = ged(
        type_of_violence="3",
        relid="XXX-2024-3-1-1",
        side_a="Front of the Orchard",
        side_b="Civilians",
        dyad_name=dyad,
        conflict_name=dyad,
        gwnoa="",
    )
    assert rules(check(tmp_path, "ged", row | {"side_b_new_id": "1"})) == set()
    assert rules(check(tmp_path, "ged", row)) == {"civilians-side"}


_BITS = ["ok", "b ", "=", "'=", " ", "\n", "Ã©", "\ufffd", "é", "-x", "@", "\u00a0", "", "\0", "\udc80", "\t", "\r", "\x1e", "’"]


@given(cells=st.lists(st.lists(st.sampled_from(_BITS), max_size=3).map("".join), min_size=1, max_size=12), running=st.booleans())
def test_looking_at_a_whole_column_finds_what_looking_at_each_cell_finds(cells: list[str], running: bool) -> None:
    texts, tally = Texts("notes", running), Tally(codebook("acled"))
    texts.look(Batch({"notes": tuple(cells)}, range(len(cells))), tally)
    assert sorted((row, hit) for row, _, hit in tally.pending) == sorted((n, hit) for n, c in enumerate(cells) for hit in texts.judge(c))


def test_the_same_lines_whatever_the_hash_seed(tmp_path: Path) -> None:
    rows = [ged(id=str(n % 7), relid=f"x{n}", low="99", adm_1="=x", region="Nowhere", side_b=f"y{n % 3}", best=str(n)) for n in range(60)]
    path = write(tmp_path / "f.csv", rows)
    said = {
        subprocess.run(
            [sys.executable, "-m", "rashomon.cli", "validate", "--profile", "ged", str(path), "--max", "5"],
            capture_output=True, text=True, check=False, env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1
    assert len(said.pop().splitlines()) > 20

from pathlib import Path

import pytest
from made_up_world import made_up

from rashomon.errors import GazetteerError
from rashomon.gazetteer import Context, read_geonames, resolve


def _line(gid: str, name: str, others: str, lat: float, lon: float, kind: str, code: str, country: str, admin1: str, people: int) -> str:
    return "\t".join(
        [
            gid,
            name,
            name,
            others,
            str(lat),
            str(lon),
            kind,
            code,
            country,
            "",
            admin1,
            "",
            "",
            "",
            str(people),
            "",
            "10",
            "Africa/Ndjamena",
            "2024-01-01",
        ]
    )


def test_a_users_file_adds_villages(tmp_path: Path) -> None:
    file = tmp_path / "TD.txt"
    lines = [
        _line("901", "Kessirek", "Kasirek,Quessirek", 13.05, 18.1, "P", "PPL", "TD", "02", 0),
        _line("902", "Jebel Ankur", "", 12.5, 17.0, "T", "MT", "TD", "02", 0),
        _line("903", "Under Sea", "", 0.0, 0.0, "U", "BSNU", "", "", 0),
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    world = made_up()
    assert resolve("Kessirek", Context({"TD": 1.0}), world).lat is None
    richer = world.with_entries(dict(read_geonames(file)))
    place = resolve("Kasirek", Context({"TD": 1.0}), richer)
    assert (place.lat, place.gazetteer_id, place.country, place.admin1) == (13.05, "901", "Chad", "Karsh")
    assert richer.candidates("Under Sea") == []
    assert resolve("Ostrel", Context({"TD": 1.0}), richer).lat == 13.1


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "XX.txt"
    file.write_text("1\tonly\tthree\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"XX\.txt:1: a GeoNames line has 19 columns"):
        list(read_geonames(file))

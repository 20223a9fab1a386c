"""GeoJSON: points with how exact they are, no point where no place was found."""

from __future__ import annotations

import json
from pathlib import Path

from rashomon.exports.codebooks import codebook
from rashomon.exports.geojson import write


def test_places_are_points_and_say_how_exact_they_are(on_a_map, tmp_path: Path) -> None:
    about, told = on_a_map
    out = tmp_path / "x.geojson"
    made = write(told, about, out, {})
    whole = json.loads(out.read_text(encoding="utf-8"))
    assert whole["type"] == "FeatureCollection" and "crs" not in whole and whole["about"]["head"] == about.head
    features = whole["features"]
    assert made.rows == made.rows_in[out] == len(features) == len(told)
    assert [f["id"] for f in features] == [t.incident.incident_id for t in told]
    town, province, *rest = features
    assert town["geometry"] == {"type": "Point", "coordinates": [-3.25, 12.5]}  # longitude first
    assert (town["properties"]["place_precision"], town["properties"]["radius_km"]) == (1, 5)
    assert province["geometry"]["coordinates"] == [179.5, 13.0]
    assert (province["properties"]["place_precision"], province["properties"]["radius_km"]) == (4, None)
    assert rest and all(f["geometry"] is None and f["properties"]["radius_km"] is None for f in rest)


def test_properties_are_the_columns_of_the_codebook(on_a_map, tmp_path: Path) -> None:
    about, told = on_a_map
    write(told, about, tmp_path / "x.geojson", {})
    header = [n for n in codebook("incidents").header if n not in {"latitude", "longitude"}]
    for f in json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["features"]:
        assert set(f) == {"type", "id", "geometry", "properties"}
        assert sorted(f["properties"]) == sorted(header)
        assert not any(isinstance(v, dict) for v in f["properties"].values())


def test_nothing_to_tell_is_still_a_feature_collection(on_a_map, tmp_path: Path) -> None:
    about, _ = on_a_map
    assert write([], about, tmp_path / "x.geojson", {}).rows == 0
    assert json.loads((tmp_path / "x.geojson").read_text())["features"] == []


def test_private_names_are_hidden(wild, tmp_path: Path) -> None:
    wild.run("geojson", "--out", tmp_path / "x.geojson")
    text = (tmp_path / "x.geojson").read_text(encoding="utf-8").casefold()
    assert "[person 1]" in text and not [n for n in wild.private if n.casefold() in text]

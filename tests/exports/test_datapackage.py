"""A Data Package that the frictionless library finds valid, made of the codebooks, and invalid where a table is changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import frictionless
import pytest

from rashomon.exports.codebooks import codebook
from rashomon.exports.datapackage import schema_of
from rashomon.exports.flat import TABLES


def checked(folder: Path) -> frictionless.Report:
    return frictionless.Package(str(folder / "datapackage.json")).validate()


@pytest.mark.parametrize("dialect", ["exact", "spreadsheet"])
@pytest.mark.parametrize("made", ["two_stories", "wild"])
def test_the_package_is_valid(made: str, dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    request.getfixturevalue(made).run("datapackage", "--out", tmp_path / "dp", "--dialect", dialect)
    report = checked(tmp_path / "dp")
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    told = json.loads((tmp_path / "dp" / "datapackage.json").read_text())
    for r in told["resources"]:
        raw = (tmp_path / "dp" / r["path"]).read_bytes()
        assert (r["bytes"], r["hash"]) == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")
    assert [r["name"] for r in told["resources"]] == list(TABLES)
    assert "licenses" not in told and "add the one under" in told["description"]


def test_what_is_changed_is_found(two_stories, tmp_path: Path) -> None:
    two_stories.run("datapackage", "--out", tmp_path / "dp")
    path = tmp_path / "dp" / "estimates.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[1].replace("killed", "slain", 1), *lines[2:]]))
    found = {tuple(x) for x in checked(tmp_path / "dp").flatten(["type", "fieldName"])}
    assert ("constraint-error", "harm") in found and ("hash-count", None) in found


def test_a_claim_of_no_incident_is_found(two_stories, tmp_path: Path) -> None:
    two_stories.run("datapackage", "--out", tmp_path / "dp")
    path = tmp_path / "dp" / "claims.csv"
    head, first, *rest = path.read_text().splitlines(keepends=True)
    path.write_text("".join([head, first.replace(first.split(",")[1], "inc-0000000000000000", 1), *rest]))
    assert "foreign-key" in {x[0] for x in checked(tmp_path / "dp").flatten(["type"])}


def test_a_schema_says_of_a_column_what_its_codebook_says() -> None:
    book = codebook("estimates")
    fields = {f["name"]: f for f in schema_of(book)["fields"]}
    assert tuple(fields) == book.header
    assert fields["best"] == {"name": "best", "type": "integer", "description": book.column("best").about, "constraints": {"minimum": 0}}
    assert fields["harm"]["constraints"] == {"required": True, "enum": ["killed", "wounded", "missing", "captured", "casualties"]}
    assert "enum" not in fields["basis"]["constraints"]  # others may come
    assert fields["claims"]["description"].endswith("Several, with '; ' between.")
    assert schema_of(book)["primaryKey"] == ["incident_id", "n"]
    assert next(f for f in schema_of(codebook("ged"))["fields"] if f["name"] == "id")["constraints"]["maximum"] == 2**53 - 1


def test_every_table_of_a_package_has_its_own_columns_typed(two_stories, tmp_path: Path) -> None:
    two_stories.run("datapackage", "--out", tmp_path / "dp")
    with frictionless.Package(str(tmp_path / "dp" / "datapackage.json")).get_resource("incidents") as resource:
        rows = resource.read_rows()
    assert isinstance(rows[0]["background"], bool) and isinstance(rows[0]["reports"], int)
    assert {type(r["date_start"]).__name__ for r in rows} <= {"date", "NoneType"}

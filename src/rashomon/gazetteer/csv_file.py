"""A gazetteer of one's own as CSV: a header line, then a place a line.

| column | holds |
|---|---|
| name, lat, lon | needed; degrees, decimal |
| kind | village, town, city, quarter, camp, district, province, river, mountain … or a GeoNames code ("PPL"); a populated place where empty |
| population | people |
| country | ISO code ("TD") or English name |
| admin1 | GeoNames code of the province ("TD.02" or "02") or its name |
| alternate_names | other names and spellings, separated by ``|`` or ``;`` |
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from rashomon.errors import GazetteerError
from rashomon.gazetteer.entry import Entry

NEEDED = ("name", "lat", "lon")
COLUMNS = (*NEEDED, "kind", "population", "country", "admin1", "alternate_names")
#: words for kinds of places → GeoNames codes
KINDS = {
    "": "PPL", "place": "PPL", "populated place": "PPL", "village": "PPL", "hamlet": "PPL", "town": "PPL", "city": "PPL", "settlement": "PPL",
    "locality": "PPL", "capital": "PPLC", "quarter": "PPLX", "neighborhood": "PPLX", "neighbourhood": "PPLX", "suburb": "PPLX", "camp": "CMP",
    "refugee camp": "CMP", "district": "ADM2", "county": "ADM2", "subdistrict": "ADM3", "sub-district": "ADM3", "municipality": "ADM2",
    "province": "ADM1", "governorate": "ADM1", "state": "ADM1", "region": "ADM1", "oblast": "ADM1", "river": "STM", "lake": "LK", "mountain": "MT",
    "hill": "HLL", "valley": "VAL", "island": "ISL", "road": "RD", "bridge": "BDG", "border crossing": "BP", "checkpoint": "BP", "airport": "AIRP",
    "base": "MILB", "military base": "MILB", "hospital": "HSP", "school": "SCH", "mosque": "MSQE", "church": "CH", "market": "MKT", "prison": "PRN",
    "mine": "MN", "dam": "DAM", "port": "PRT", "oilfield": "OILF", "oil field": "OILF", "power station": "PS", "farm": "FRM", "building": "BLDG",
}  # fmt: skip

FindCountry = Callable[[str], str | None]
FindProvince = Callable[[str, str], str]


def read_csv(path: Path, country: FindCountry, province: FindProvince) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Entries of the file with their other names. ``country`` finds the ISO code of a name, ``province`` the code of a province of a
    country. Raises GazetteerError, with file and line, for what cannot be read."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines, strict=True)
        try:
            header = [h.strip().casefold() for h in next(rows, [])]
        except csv.Error as err:
            raise GazetteerError(f"{path.name}:1: {err}") from None
        _check_header(path.name, header)
        number = 0
        while True:
            try:
                row = next(rows, None)
            except csv.Error as err:
                raise GazetteerError(f"{path.name}:{rows.line_num}: {err}") from None
            if row is None:
                return
            if not any(cell.strip() for cell in row):
                continue
            where = f"{path.name}:{rows.line_num}"
            if len(row) != len(header):
                raise GazetteerError(f"{where}: the header has {len(header)} columns, this line {len(row)}")
            number += 1
            yield _entry(where, number, dict(zip(header, (c.strip() for c in row), strict=True)), country, province)


def _check_header(name: str, header: list[str]) -> None:
    missing = [c for c in NEEDED if c not in header]
    if missing:
        raise GazetteerError(f"{name}:1: the header lacks {', '.join(missing)}; columns are: {', '.join(COLUMNS)}")
    unknown = [c for c in header if c not in COLUMNS]
    if unknown:
        raise GazetteerError(f"{name}:1: no such column: {', '.join(repr(c) for c in unknown)}; columns are: {', '.join(COLUMNS)}")
    twice = sorted({c for c in header if header.count(c) > 1})
    if twice:
        raise GazetteerError(f"{name}:1: twice in the header: {', '.join(twice)}")


def _degrees(where: str, column: str, text: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        raise GazetteerError(f"{where}: {column} is no number: {text!r}") from None
    if not -most <= value <= most:  # also refuses nan
        raise GazetteerError(f"{where}: {column} must lie between -{most:g} and {most:g}: {text}")
    return value


def _entry(where: str, number: int, row: dict[str, str], country: FindCountry, province: FindProvince) -> tuple[Entry, tuple[str, ...]]:
    name = row["name"]
    if not name:
        raise GazetteerError(f"{where}: the name is empty")
    lat, lon = _degrees(where, "lat", row["lat"], 90.0), _degrees(where, "lon", row["lon"], 180.0)
    kind = row.get("kind", "")
    code = KINDS.get(kind.casefold()) or (kind if kind.isupper() and kind.isalnum() and 2 <= len(kind) <= 5 else "")
    if not code:
        raise GazetteerError(f"{where}: unknown kind {kind!r}; use a word ({', '.join(k for k in KINDS if k)}) or a GeoNames code")
    people = row.get("population", "").replace(" ", "")
    if people and not (people.isascii() and people.isdigit()):
        raise GazetteerError(f"{where}: population is no whole number: {people!r}")
    given = row.get("country", "")
    iso = given if len(given) == 2 and given.isupper() else (country(given) or "") if given else ""
    if given and not iso:
        raise GazetteerError(f"{where}: unknown country {given!r}; give its ISO code of two letters or its English name")
    admin1 = row.get("admin1", "")
    if admin1:
        if not iso:
            raise GazetteerError(f"{where}: admin1 needs a country beside it")
        found = admin1 if admin1.startswith(f"{iso}.") else province(iso, admin1)
        if not found:
            raise GazetteerError(f"{where}: no province {admin1!r} in {iso}")
        admin1 = found
    gid = "own-" + hashlib.sha256(f"{name}|{lat}|{lon}|{code}".encode()).hexdigest()[:12]
    others = tuple(
        dict.fromkeys(o.strip() for o in row.get("alternate_names", "").replace(";", "|").split("|") if o.strip() and o.strip() != name)
    )
    return Entry(number, gid, name, iso, admin1, code, lat, lon, int(people or 0)), others

"""A user's own GeoNames file (``allCountries.txt`` or ``XX.txt`` of download.geonames.org): tab-separated, nineteen columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rashomon.errors import GazetteerError
from rashomon.gazetteer.entry import Entry

#: classes that can be where something happened: populated places, districts, water, land forms, spots, roads
CLASSES = frozenset("PAHTLSRV")
FIRST_ID = 10_000_000  # behind every id of the shipped index


def read_geonames(path: Path) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Entries of the file with their other names. Raises GazetteerError, with the line, where a line is not as GeoNames writes it."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 15:
                raise GazetteerError(f"{path.name}:{number}: a GeoNames line has 19 columns, this one {len(columns)}")
            gid, name, ascii_name, others, lat, lon, kind, code, country = columns[:9]
            if kind not in CLASSES or code.startswith("PCL"):  # countries are the shipped ones, which have no point
                continue
            if not name:
                raise GazetteerError(f"{path.name}:{number}: the name is empty")
            try:
                entry = Entry(
                    FIRST_ID + number,
                    gid,
                    name,
                    country,
                    f"{country}.{columns[10]}",
                    code or kind,
                    float(lat),
                    float(lon),
                    int(columns[14] or 0),
                )
            except ValueError as err:
                raise GazetteerError(f"{path.name}:{number}: {err}") from None
            if not (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180):
                raise GazetteerError(f"{path.name}:{number}: no point of the earth: {lat}, {lon}")
            yield entry, tuple(dict.fromkeys(n for n in (ascii_name, *others.split(",")) if n and n != name))

"""Parquet: the tables of the CSV export with types, in a folder. ``incidents.parquet`` is GeoParquet 1.1: points as WKB, none where no place was found."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rashomon.errors import InputError
from rashomon.exports.codebooks import Codebook, codebook
from rashomon.exports.exported import About, Told, Written
from rashomon.exports.flat import LOOSE, TABLES, Flat

#: Rows of a table that are held before they are written.
ROWS = 5000


def write(told: Iterable[Told], about: About, out: Path, options: Mapping[str, Any]) -> Written:
    """Writes the tables into the folder ``out``. Raises InputError where pyarrow is not installed."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise InputError("parquet needs pyarrow; install it with: pip install 'rashomon[parquet]'") from None
    flat = Flat(about.names)
    made = Written()
    with ExitStack() as stack:
        tables = {n: stack.enter_context(_Table(out / f"{n}.parquet", codebook(n), geo=n == "incidents")) for n in TABLES}
        for one in told:
            for name, row in flat.rows(one):
                tables[name].add(row)
        for claims, documents in options.get(LOOSE, ()):
            for name, row in flat.loose(claims, documents):
                tables[name].add(row)
        for name, row in flat.documents():
            tables[name].add(row)
    for name in TABLES:
        path = out / f"{name}.parquet"
        made.files[path] = codebook(name).title
        made.rows_in[path] = tables[name].rows
    made.rows = tables["incidents"].rows
    return made


class _Table:
    """A Parquet file that is being written, a few thousand rows at a time."""

    def __init__(self, path: Path, book: Codebook, *, geo: bool) -> None:
        self._path, self._geo = path, geo
        self._schema = schema_of(book, geo=geo)
        self._rows: list[Mapping[str, Any]] = []
        self._box: tuple[float, float, float, float] | None = None
        self.rows = 0

    def __enter__(self) -> _Table:
        import pyarrow.parquet as pq

        self._file = pq.ParquetWriter(self._path, self._schema, compression="zstd")
        return self

    def add(self, row: Mapping[str, Any]) -> None:
        odd = row.keys() ^ set(self._schema.names) - {"geometry"}
        if odd:
            raise ValueError(f"a row has other columns than its table: {', '.join(sorted(odd))}")
        self._rows.append({**row, "geometry": self._point(row)} if self._geo else row)
        self.rows += 1
        if len(self._rows) >= ROWS:
            self._flush()

    def _point(self, row: Mapping[str, Any]) -> bytes | None:
        if row["latitude"] is None or row["longitude"] is None:
            return None
        x, y = float(row["longitude"]), float(row["latitude"])
        box = self._box or (x, y, x, y)
        self._box = (min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y))
        return wkb(x, y)

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._file.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if error is None:
                self._flush()
                if self._geo:
                    self._file.add_key_value_metadata({"geo": json.dumps(geo_metadata(self._box))})
        finally:
            self._file.close()


def geo_metadata(box: tuple[float, float, float, float] | None) -> dict[str, Any]:
    """What makes a Parquet file GeoParquet: where the points are, and that they are longitude and latitude (OGC:CRS84, the default)."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if box else []}
    if box:
        column["bbox"] = list(box)
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def wkb(lon: float, lat: float) -> bytes:
    """A point as well-known binary, little endian."""
    return struct.pack("<BIdd", 1, 1, lon, lat)


def schema_of(book: Codebook, *, geo: bool = False) -> Any:
    """The columns of a codebook as an Arrow schema, each with what it means; with ``geo`` a last one for the point."""
    import pyarrow as pa

    types = {
        "int": pa.int64(), "flag": pa.int64(), "number": pa.float64(), "date": pa.date32(), "datetime": pa.timestamp("us", tz="UTC"),
        "bool": pa.bool_(), "list": pa.list_(pa.string()),
    }  # fmt: skip
    fields = [
        pa.field(c.name, types.get(c.type, pa.string()), nullable=c.nullable, metadata={"about": c.about})
        for c in book.columns
        if not c.optional
    ]
    if geo:
        fields.append(pa.field("geometry", pa.binary(), metadata={"about": "The point of the named place, as WKB."}))
    return pa.schema(fields)

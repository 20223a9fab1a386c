"""Pages of the data sets' interfaces (JSON), and Parquet: cells with types, read as the text they would be in a CSV."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rashomon.errors import InputError
from rashomon.exports.codebooks import Codebook
from rashomon.validate.finding import Hit, Tally
from rashomon.validate.header import known, read_header
from rashomon.validate.rows import BATCH, Rows

#: A page holds some thousand rows at most; this much is held whole.
_PAGE = 512_000_000


@dataclass(slots=True)
class Page:
    """One answer of an interface: ``{"data": [...]}`` (ACLED), ``{"Result": [...]}`` (UCDP), or a list of rows."""

    path: Path
    book: Codebook
    size: int
    data: Any

    def done(self) -> int:
        """All of it: it is read at once."""
        return self.size

    def rows(self, tally: Tally) -> Rows:
        """The rows, with the names of columns that any of them has."""
        raw = self.data.read(_PAGE + 1)
        if len(raw) > _PAGE:
            raise InputError(f"{self.path} is larger than a page may be ({_PAGE // 1_000_000} MB); split it, or make it a CSV")
        try:
            page = json.loads(raw)
        except (ValueError, RecursionError) as err:
            raise InputError(f"{self.path} is no JSON ({err}); an answer of the interface is wanted, whole, or a CSV") from None
        found, notes = self._records(page)
        names: dict[str, None] = {}
        for r in found:
            names.update(dict.fromkeys(str(k) for k in r))
        if not found:
            names = dict.fromkeys(self.book.header)
        if len(known(self.book) & set(names)) < 3:
            raise InputError(
                f"{self.path} is no page of profile {self.book.name}: its rows have none of its names; check the file and --profile"
            )
        header = read_header(list(names), self.book, tally, 0, ordered=False)
        cells = [[cell(r.get(k)) for k in names] for r in found]
        return Rows(header, 1, (cells[i : i + BATCH] for i in range(0, len(cells), BATCH)), notes)

    def _records(self, page: Any) -> tuple[list[Mapping[str, Any]], tuple[str, ...]]:
        notes: tuple[str, ...] = ()
        rows = page
        if isinstance(page, Mapping):
            keys = {str(k).casefold(): v for k, v in page.items()}
            rows = next((keys[k] for k in ("data", "result", "results") if isinstance(keys.get(k), list)), None)
            if rows is None:
                said = next((str(keys[k])[:200] for k in ("error", "message", "detail") if keys.get(k)), "")
                raise InputError(f"{self.path} holds no rows under data or Result" + (f"; the interface said: {said}" if said else ""))
            if keys.get("nextpageurl"):
                notes = ("this is one page of several; ids that stand on two of them are not seen",)
        if not isinstance(rows, list) or not all(isinstance(r, Mapping) for r in rows):
            raise InputError(f"{self.path} is no list of rows with names; an answer of the interface is wanted")
        return rows, notes


@dataclass(slots=True)
class ParquetFile:
    """A Parquet file."""

    path: Path
    book: Codebook
    size: int
    read: int = field(default=0)

    def done(self) -> int:
        """About as many bytes as were read."""
        return self.read

    def rows(self, tally: Tally) -> Rows:
        """Its rows. A column of whole numbers that is kept as decimals is one finding, not one a row."""
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError:
            raise InputError(f"{self.path}: for Parquet install an extra: pip install 'rashomon[parquet]'") from None
        try:
            table = pq.ParquetFile(self.path)
        except (pa.ArrowException, OSError) as err:
            raise InputError(f"{self.path} is no whole Parquet file ({err})") from None
        names = table.schema_arrow.names
        if len(known(self.book) & set(names)) < 3:
            raise InputError(
                f"{self.path} is no table of profile {self.book.name}: it has none of its columns; check the file and --profile"
            )
        header = read_header(names, self.book, tally, 0)
        types = {c.name: c.type for c in self.book.columns}
        for name, type_ in zip(header.names, table.schema_arrow.types, strict=True):
            if types.get(name) in ("int", "flag") and pa.types.is_floating(type_):
                tally.add(0, Hit("float-for-int", name, f"the column is of type {type_}", "int64"))
            elif types.get(name) in ("int", "flag", "number") and (pa.types.is_string(type_) or pa.types.is_large_string(type_)):
                tally.add(0, Hit("quoted-number", name, f"the column is of type {type_}", "a type of numbers"))
        return Rows(header, 1, self._batches(table, pa), ())

    def _batches(self, table: Any, pa: Any) -> Iterator[list[list[str]]]:
        total = max(1, table.metadata.num_rows)
        seen = 0
        try:
            for batch in table.iter_batches(batch_size=BATCH):
                columns = [[cell(v) for v in column.to_pylist()] for column in batch.columns]
                seen += batch.num_rows
                self.read = self.size * seen // total
                yield [list(row) for row in zip(*columns, strict=True)]
        except (pa.ArrowException, OSError) as err:
            raise InputError(f"{self.path} is damaged after row {seen} ({err})") from None


def cell(value: Any) -> str:
    """A value as a CSV would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"  # as a CSV has active_year
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, Mapping | Sequence) else str(value)

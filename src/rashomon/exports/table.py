"""CSV tables in two dialects, the same bytes for the same cells. Why two: ``docs/decisions/0015-exports.md``.

``exact`` is for programs: RFC 4180 with LF, UTF-8 without a mark, quotes only where they are needed, cells as they are.
``spreadsheet`` is for Excel and its like: UTF-8 with a mark, and an apostrophe before whatever a spreadsheet would run as a formula. What was
added is taken off again by :func:`read_table`, so that both hold the same cells.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from rashomon.errors import InputError

DIALECTS = ("exact", "spreadsheet")
#: What a cell may be. Numbers are never quoted; True and False are written true and false; None is an empty cell.
Cell = str | int | float | bool | date | datetime | None

_BOM = "\ufeff"
#: What begins a formula in some spreadsheet, with the wide forms that East Asian versions take for the same, and what they skip before it.
_STARTS = "=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
#: Where a cell can begin: at its start, and, where a spreadsheet of another country splits at something else than commas, after that or a new line.
_GUARDED = re.compile(f"(^|[;\t\r\n])([ \"]*)(?=[{_STARTS}'])")
_UNGUARDED = re.compile("(^|[;\t\r\n])([ \"]*)'")
_QUOTED = re.compile('[",\r\n]|^\\s|\\s$')
_BROKEN = re.compile("[\ud800-\udfff]")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one, and before an apostrophe there."""
    return _GUARDED.sub(r"\1\2'", text)


def unguarded(text: str) -> str:
    """What :func:`guarded` was given."""
    return _UNGUARDED.sub(r"\1\2", text)


def cell_text(value: Cell) -> tuple[str, bool]:
    """A cell as it is written, and whether it is text (which may need guarding)."""
    if value is None:
        return "", False
    if isinstance(value, bool):
        return ("true" if value else "false"), False
    if isinstance(value, int):
        return str(value), False
    if isinstance(value, float):
        return _number(value), False
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat(), False
    return _BROKEN.sub("\ufffd", value), True


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number that a table can hold")
    text = repr(value)
    if "e" in text:
        text = f"{value:.15f}".rstrip("0").rstrip(".")
    return text.removesuffix(".0")


def joined(values: Iterable[str]) -> str:
    r"""Several texts in one cell: ``a; b``. A semicolon or backslash inside one is written with a backslash before it."""
    return "; ".join(v.replace("\\", "\\\\").replace(";", "\\;") for v in values)


def parted(text: str) -> list[str]:
    """What :func:`joined` was given (texts without blanks at their ends)."""
    found = re.findall(r"((?:[^;\\]|\\.)+)", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", f, flags=re.DOTALL).strip() for f in found]


class Table:
    """A CSV file that is being written; ``rows`` counts what is in it."""

    def __init__(self, out: IO[str], columns: Sequence[str], dialect: str) -> None:
        self.columns = tuple(columns)
        self.rows = 0
        self._out, self._guard = out, dialect == "spreadsheet"
        out.write((_BOM if self._guard else "") + self._line(list(self.columns)))

    def add(self, row: Mapping[str, Cell] | Sequence[Cell]) -> None:
        """Writes a row: cells by name, all of them and no others, or in order. Raises ValueError otherwise."""
        if isinstance(row, Mapping):
            if row.keys() != set(self.columns):
                odd = sorted(set(row) ^ set(self.columns))
                raise ValueError(f"a row has other columns than its table: {', '.join(odd)}")
            cells: Sequence[Cell] = [row[name] for name in self.columns]
        else:
            cells = row
        if len(cells) != len(self.columns):
            raise ValueError(f"a row of {len(cells)} cells in a table of {len(self.columns)}")
        self._out.write(self._line(cells))
        self.rows += 1

    def _line(self, cells: Sequence[Cell]) -> str:
        if len(cells) == 1 and cells[0] in (None, ""):
            return '""\n'  # else it is an empty line, which readers skip
        return ",".join(self._cell(c) for c in cells) + "\n"

    def _cell(self, value: Cell) -> str:
        text, is_text = cell_text(value)
        if not is_text:
            return text
        if self._guard:
            text = guarded(text)
        return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


class _Opened:
    """What :func:`open_table` gives to ``with``."""

    def __init__(self, path: Path, columns: Sequence[str], dialect: str) -> None:
        if dialect not in DIALECTS:
            raise InputError(f"no dialect {dialect!r}; write one of {', '.join(DIALECTS)}")
        self._path, self._columns, self._dialect = path, columns, dialect

    def __enter__(self) -> Table:
        self._file = self._path.open("w", encoding="utf-8", newline="")
        return Table(self._file, self._columns, self._dialect)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()


def open_table(path: Path, columns: Sequence[str], dialect: str = "exact") -> _Opened:
    """A CSV file to write, with its header: ``with open_table(path, columns) as table: table.add(row)``. Raises InputError for an unknown dialect."""
    return _Opened(path, columns, dialect)


def dialect_of(path: Path) -> str | None:
    """The dialect that the manifest beside a file names for it; None where there is no manifest of ours, or it does not name the file."""
    for manifest in (path.with_name("manifest.json"), path.with_name(f"{path.stem}.manifest.json")):
        try:
            told = json.loads(manifest.read_text(encoding="utf-8"))
            for file in told["files"]:
                if file["path"] == path.name and str(told["format"]).startswith("rashomon-export/"):
                    return str(file["dialect"]) if file.get("dialect") in DIALECTS else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue
    return None


@contextmanager
def read_table(path: Path, dialect: str | None = None) -> Iterator[tuple[list[str], Iterator[list[str]]]]:
    """Header and rows of a CSV file, cell by cell as they were before a dialect guarded them. Without ``dialect`` the manifest beside the file
    says it; a file without one is taken as it is. Raises InputError where the file cannot be read."""
    how = dialect or dialect_of(path) or "exact"
    if how not in DIALECTS:
        raise InputError(f"no dialect {how!r}; write one of {', '.join(DIALECTS)}")
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except OSError as err:
        raise InputError(f"{path} cannot be read ({err.strerror})") from err
    with file:
        rows = _rows(path, file, how)
        yield next(rows, []), rows


def _rows(path: Path, file: IO[str], dialect: str) -> Iterator[list[str]]:
    reader = csv.reader(file, strict=True)
    limit = csv.field_size_limit(2**31 - 1)
    try:
        for row in reader:
            yield [unguarded(cell) for cell in row] if dialect == "spreadsheet" else row
    except (csv.Error, UnicodeDecodeError) as err:
        raise InputError(f"{path}:{reader.line_num + 1}: this is no CSV file in UTF-8 ({err})") from err
    finally:
        csv.field_size_limit(limit)

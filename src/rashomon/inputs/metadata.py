"""``metadata.csv`` beside files: what is known of each article that its file does not say."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from rashomon.corpus import Rejected
from rashomon.corpus.articles import MAX_BYTES
from rashomon.corpus.decoding import decode
from rashomon.inputs.fields import FIELDS, named

METADATA = "metadata.csv"


class Tables:
    """The tables at and below one input folder, each read once; with ``check`` rows that name no file are reported."""

    def __init__(self, root: Path, *, check: bool) -> None:
        self._root, self._check = root, check
        self._rows: dict[Path, dict[str, dict[str, str]]] = {}
        self._above: dict[Path, list[Path]] = {}  # folders at and above one whose tables say anything, the nearest first

    def open(self, folder: Path) -> Iterator[Rejected]:
        """Reads a folder's table where that was not done yet, and says what is wrong with it."""
        if folder not in self._rows:
            there = (lambda file: (folder / file).is_file()) if self._check else None
            self._rows[folder], problems = _read(folder, self._root, there)
            yield from problems

    def fields_of(self, path: Path) -> dict[str, str]:
        """What the nearest table at or above a file says of it."""
        for folder in self._tables_above(path.parent):
            row = self._rows[folder].get(path.relative_to(folder).as_posix())
            if row is not None:
                return row
        return {}

    def _tables_above(self, folder: Path) -> list[Path]:
        found = self._above.get(folder)
        if found is None:
            if folder not in self._rows:
                self._rows[folder] = _read(folder, self._root)[0]
            end = folder == self._root or self._root not in folder.parents
            found = [folder] * bool(self._rows[folder]) + ([] if end else self._tables_above(folder.parent))
            self._above[folder] = found
        return found


def table_in(folder: Path, there: Callable[[str], bool]) -> tuple[dict[str, dict[str, str]], list[Rejected]]:
    """The rows of a folder's table by the files they name, and what is wrong with it; ``there`` says whether a file is."""
    return _read(folder, folder, there)


def _read(folder: Path, root: Path, there: Callable[[str], bool] | None = None) -> tuple[dict[str, dict[str, str]], list[Rejected]]:
    path = folder / METADATA
    if not path.is_file() or path.is_symlink():
        return {}, []
    where = named(path.relative_to(root).as_posix()) if folder == root or root in folder.parents else METADATA
    try:
        with path.open("rb") as fh:
            raw = fh.read(50 * MAX_BYTES)
    except OSError as err:
        return {}, [Rejected(where, f"cannot be read ({err.strerror})")]
    text = decode(raw).text.lstrip("\ufeff")
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if "file" not in (reader.fieldnames or []):
            return {}, [
                Rejected(where, "has no column 'file'; its first line names the columns: file, outlet, published, url, title, language")
            ]
        out: dict[str, dict[str, str]] = {}
        problems: list[Rejected] = []
        for row in reader:
            file = (row.get("file") or "").strip()
            if not file:
                continue
            if there is not None and not there(file):
                problems.append(Rejected(f"{where}:{reader.line_num}", f"names {file!r}, which is not there"))
            out[file] = {k: v.strip() for k, v in row.items() if k in FIELDS and isinstance(v, str) and v.strip()}
    except csv.Error as err:
        return {}, [Rejected(where, f"is not a table of comma-separated values ({err})")]
    return out, problems

"""A user's own gazetteers: files indexed into the user's data folder, in front of the shipped one in every later run."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rashomon.errors import GazetteerError
from rashomon.gazetteer.build import FORMAT, SCHEMA, _keys
from rashomon.gazetteer.csv_file import FindCountry, FindProvince, read_csv
from rashomon.gazetteer.entry import Entry
from rashomon.gazetteer.geonames_file import read_geonames

BATCH = 20_000
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")

Entries = Iterable[tuple[Entry, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Added:
    """One gazetteer a user has added. ``sha256`` is of the file it was made from, so a run can say exactly what it looked places up in."""

    name: str
    path: Path
    file: str
    kind: str
    entries: int
    sha256: str
    format: str


def data_directory() -> Path:
    """``RASHOMON_DATA``, or the user's data directory."""
    given = os.environ.get("RASHOMON_DATA")
    if given:
        return Path(given)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "rashomon"


def folder() -> Path:
    """Where added gazetteers are kept."""
    return data_directory() / "gazetteers"


def added_gazetteers() -> list[Added]:
    """Gazetteers the user has added, by name. Raises GazetteerError for one that cannot be read."""
    if not folder().is_dir():
        return []
    return [_about(path) for path in sorted(folder().glob("*.sqlite"))]


def _about(path: Path) -> Added:
    try:
        with contextlib.closing(connect(path)) as index:
            meta = dict(index.execute("SELECT key, value FROM meta").fetchall())
        return Added(path.stem, path, meta["file"], meta["kind"], int(meta["entries"]), meta["sha256"], meta["complete"])
    except (sqlite3.DatabaseError, KeyError, ValueError) as err:
        raise GazetteerError(f"the gazetteer {path} cannot be read; run: rashomon gazetteer remove {path.stem}") from err


def connect(path: Path) -> sqlite3.Connection:
    """An index, read-only."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def open_added() -> list[tuple[Added, sqlite3.Connection]]:
    """All added gazetteers, opened. Raises GazetteerError where one was indexed by another version of the program."""
    out = []
    for one in added_gazetteers():
        if one.format != str(FORMAT):
            raise GazetteerError(
                f"the gazetteer {one.name} was indexed by another version of the program; run: rashomon gazetteer remove {one.name}, "
                f"then: rashomon gazetteer add {one.file} --name {one.name}"
            )
        out.append((one, connect(one.path)))
    return out


def add(file: Path, name: str | None, country: FindCountry, province: FindProvince) -> Added:
    """Indexes a GeoNames dump (tab-separated, 19 columns) or a CSV with a header into the data folder. All of it or nothing.

    Raises GazetteerError where the file cannot be read, with its line, where the name is taken or no name.
    """
    called = name or re.sub(r"[^a-z0-9_-]+", "-", file.stem.casefold()).strip("-_")[:40]
    if not NAME.fullmatch(called):
        raise GazetteerError(f"no name for a gazetteer: {called!r}; give --name with small letters, digits, - and _")
    target = folder() / f"{called}.sqlite"
    if target.exists():
        raise GazetteerError(
            f"a gazetteer called {called} is there already; remove it first (rashomon gazetteer remove {called}) or give another --name"
        )
    if not file.is_file():
        raise GazetteerError(f"no such file: {file}")
    kind = _kind(file)
    try:
        digest = hashlib.sha256()
        with file.open("rb") as raw:
            while block := raw.read(1 << 20):
                digest.update(block)
        folder().mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=f"{called}.", suffix=".part", dir=folder())
        os.close(handle)
    except OSError as err:
        raise GazetteerError(
            f"{err.filename or file} cannot be used ({err.strerror}); set RASHOMON_DATA to a folder that can be written"
        ) from err
    try:
        entries = read_geonames(file) if kind == "geonames" else read_csv(file, country, province)
        with contextlib.closing(sqlite3.connect(part)) as index:
            count = _index(index, entries)
            if not count:
                raise GazetteerError(f"{file.name}: no place in it")
            about = {"complete": str(FORMAT), "file": file.name, "kind": kind, "entries": str(count), "sha256": digest.hexdigest()}
            index.executemany("INSERT INTO meta VALUES (?,?)", sorted(about.items()))
            index.commit()
        Path(part).replace(target)
    except UnicodeDecodeError as err:
        raise GazetteerError(f"{file.name}: not UTF-8 text ({err.reason} at byte {err.start}); convert it first") from None
    except (sqlite3.OperationalError, OSError) as err:
        raise GazetteerError(f"{target} cannot be written ({err})") from err
    finally:
        Path(part).unlink(missing_ok=True)
    return _about(target)


def remove(name: str) -> None:
    """Forgets an added gazetteer. Raises GazetteerError where there is none of the name."""
    target = folder() / f"{name}.sqlite"
    if not NAME.fullmatch(name) or not target.is_file():
        there = [p.stem for p in sorted(folder().glob("*.sqlite"))] if folder().is_dir() else []
        raise GazetteerError(f"no gazetteer called {name}; there " + (f"are: {', '.join(there)}" if there else "are none"))
    try:
        target.unlink()
    except OSError as err:
        raise GazetteerError(f"{target} cannot be removed ({err.strerror})") from err


def _kind(file: Path) -> str:
    """geonames or csv, by the first line."""
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as lines:
            first = lines.readline(100_000)
    except OSError as err:
        raise GazetteerError(f"{file} cannot be read ({err.strerror})") from err
    if not first.strip():
        raise GazetteerError(f"{file.name}:1: the file is empty")
    return "geonames" if first.count("\t") >= 10 else "csv"


def _index(target: sqlite3.Connection, entries: Entries) -> int:
    """Fills an empty index; a few batches at a time are in memory, so a dump of all countries is no trouble."""
    target.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;" + SCHEMA)
    target.execute("CREATE TEMP TABLE raw (key TEXT, place INTEGER, kind INTEGER)")
    count = 0
    for group in _groups(entries):
        places = [
            (count + n, e.gid, e.name, e.country, e.admin1, e.feature, e.lat, e.lon, e.population, "") for n, (e, _) in enumerate(group)
        ]
        target.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", places)
        names = [
            (key, count + n, kind)
            for n, (e, others) in enumerate(group)
            for key, kind in _keys(e.name, others, admin=e.feature.startswith("ADM"), country=e.country)
        ]
        target.executemany("INSERT INTO raw VALUES (?,?,?)", names)
        count += len(group)
        if count % 500_000 < BATCH and count >= 500_000:
            print(f"rashomon: {count:,} places read", file=sys.stderr)
    target.execute("INSERT OR IGNORE INTO name SELECT key, place, kind FROM raw ORDER BY key, place, kind")
    target.execute("DROP TABLE raw")
    return count


def _groups(entries: Entries) -> Iterator[list[tuple[Entry, tuple[str, ...]]]]:
    walk = iter(entries)
    while group := list(islice(walk, BATCH)):
        yield group

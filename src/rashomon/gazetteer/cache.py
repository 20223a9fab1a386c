"""Where the index is kept between runs: a directory of the user's, one file per version of the data."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from rashomon.errors import GazetteerError
from rashomon.gazetteer.build import COUNTRIES, FORMAT, SUBDIVISIONS, TOWNS, build
from rashomon.gazetteer.held import Held, open_held, write_held
from rashomon.kept import cache_directory


def index_name() -> str:
    """File name that changes whenever the data or the way of indexing does."""
    about = hashlib.sha256(f"{FORMAT}|".encode())
    for file in (TOWNS, COUNTRIES, SUBDIVISIONS):
        about.update(hashlib.sha256(file.read_bytes()).digest())
    return f"gazetteer-{about.hexdigest()[:16]}.sqlite"


def open_index() -> sqlite3.Connection:
    """The index, read-only; built first where it is not there. In memory where nothing can be written."""
    path = cache_directory() / index_name()
    ready = _open(path)
    if ready:
        return ready
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_suffix(".lock").open("a")
    except OSError:
        print(
            f"rashomon: cannot write to {path.parent}; the gazetteer is indexed in memory for this run (set RASHOMON_CACHE)",
            file=sys.stderr,
        )
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        build(memory)
        return memory
    with lock, _alone(lock):
        ready = _open(path)  # another process may have built it meanwhile
        if ready is None:
            print("rashomon: indexing the gazetteer, once, takes about ten seconds", file=sys.stderr)
            _build(path)
            ready = _open(path)
    if ready is None:
        raise GazetteerError(f"the gazetteer index {path} cannot be read back; remove it, or set RASHOMON_CACHE to another directory")
    return ready


def open_keys(index: sqlite3.Connection) -> Held | None:
    """Which keys the shipped index may hold; made once beside it, None where that cannot be written."""
    file = index.execute("PRAGMA database_list").fetchone()[2]
    if not file:
        return None  # in memory
    path = Path(file).with_suffix(".keys")
    held = open_held(path)
    if held is None:
        with contextlib.suppress(OSError), path.with_suffix(".lock").open("a") as lock, _alone(lock):
            if open_held(path) is None:  # another process may have written it meanwhile
                write_held(path, index)
            held = open_held(path)
    return held


@contextlib.contextmanager
def _alone(lock: IO[str]) -> Iterator[None]:
    """Holds a lock between processes, where the system has one; the worst without it is that two build the same file."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with contextlib.suppress(OSError):  # a file system without locks
        fcntl.flock(lock, fcntl.LOCK_EX)
    yield


def _build(path: Path) -> None:
    for left in path.parent.glob("gazetteer-*.part"):  # of a process that was killed; only the holder of the lock writes
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(part)) as target:
            target.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            build(target)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection | None:
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        if connection.execute("SELECT value FROM meta WHERE key = 'complete'").fetchone():
            return connection
        connection.close()
    except sqlite3.DatabaseError:
        pass
    return None

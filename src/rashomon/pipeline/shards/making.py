"""What a worker does: it opens the files of a shard, reads what they hold, and leaves the shard finished. Nothing but names comes to it."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from rashomon.corpus import Article, Rejected
from rashomon.errors import RashomonError
from rashomon.inputs import Source
from rashomon.inputs.folder import items_of
from rashomon.inputs.json_rows import has_ready_map
from rashomon.inputs.kinds import HEAD, KINDS, kind_of, suffixes
from rashomon.inputs.once import mark
from rashomon.inputs.records import read_records
from rashomon.inputs.unread import why_unread
from rashomon.pipeline.preparing import encoded
from rashomon.pipeline.read import BATCH, read_batch
from rashomon.pipeline.rules import rules_hash
from rashomon.pipeline.shards import places
from rashomon.pipeline.shards.finished import Held, Writer
from rashomon.pipeline.shards.listing import File, Shard

#: A worker with several threads reads one shard at a time: parser and caches are those of the process.
_ONE = threading.Lock()
_BUFFER = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to be made, the folder it is kept in, its name there, and the rules that whoever asks has."""

    shard: Shard
    folder: str
    key: str
    rules: str


@dataclass(frozen=True, slots=True)
class Made:
    """A finished shard: where it is, how many rows it has, and whether it is to be made ``again`` next time (something could not be opened)."""

    path: str
    rows: int
    again: bool = False


class _Failed(Exception):
    """A file that cannot be opened now; it may be another time."""


def make_shard(task: Task) -> Made:
    """Makes a shard. Raises RashomonError where no shard could be made: other rules, no place to write."""
    with _ONE:
        if rules_hash() != task.rules:
            raise RashomonError(
                f"the worker on {socket.gethostname()} has another version, other rules or other places than this machine; "
                "install the same everywhere, with the same gazetteers"
            )
        try:
            writer = Writer(task.folder, task.key)
        except OSError as err:
            raise RashomonError(f"{task.folder} cannot be written to by {socket.gethostname()}: {places.why(err)}") from err
        with closing(writer):
            again = False
            for number, file in enumerate(task.shard.files):
                try:
                    for item in _read(_items(file, dict(task.shard.mapping))):
                        writer.add(number, item)
                except RashomonError:
                    raise
                except _Failed as err:
                    again = True
                    writer.add(number, Rejected(file.name, str(err)))
                except Exception as err:  # one bad file never stops a run; what stood before it is kept
                    again = True
                    writer.add(number, Rejected(file.name, f"could not be read to its end ({type(err).__name__}: {str(err)[:200]})"))
            try:
                return Made(writer.finish(again=again), writer.count, again)
            except OSError as err:
                raise RashomonError(f"{task.folder}: a finished shard cannot be written there: {places.why(err)}") from err


def _read(items: Iterator[Article | Rejected]) -> Iterator[Held | Rejected]:
    """Readings, in the order of the items."""
    waiting: list[Article | Rejected] = []
    count = 0
    for item in items:
        waiting.append(item)
        count += isinstance(item, Article)
        if count == BATCH or len(waiting) >= 4 * BATCH:
            yield from _held(waiting)
            waiting, count = [], 0
    yield from _held(waiting)


def _held(items: list[Article | Rejected]) -> Iterator[Held | Rejected]:
    readings = iter(read_batch([item for item in items if isinstance(item, Article)]))
    for item in items:
        if isinstance(item, Rejected):
            yield item
        else:
            kept = tuple((key, "") for key in ("archive", "accession") if any(k == key for k, _ in item.provenance))
            yield Held(item.name, item.origin, kept, mark(item), encoded(next(readings)))


def _items(file: File, mapping: dict[str, str]) -> Iterator[Article | Rejected]:
    fields = dict(file.fields)
    if file.end is not None:
        with _range(file) as fh:
            yield from read_records(file.name, fh, mapping, file.line)
        return
    with _here(file) as path:
        try:
            kind = kind_of(path)
        except OSError as err:
            raise _unopened(err) from err
        if kind is None:
            yield Rejected(file.name, why_unread(path))
            return
        try:
            with path.open("rb"):
                pass
        except OSError as err:
            raise _unopened(err) from err
        yield from items_of(Source(file.name, path, fields, mapping), kind)


def _unopened(err: OSError) -> _Failed:
    return _Failed(f"cannot be read ({err.strerror or err}); check the file and its permissions")


@contextmanager
def _here(file: File) -> Iterator[Path]:
    """The file on this machine: itself, or a copy under a name of our own with the suffix of its kind."""
    if not places.is_address(file.address):
        path = Path(file.address)
        if not path.exists() and not path.parent.exists():
            raise RashomonError(
                f"the worker on {socket.gethostname()} does not see {path.parent}; files for a cluster stand in a shared folder or in a store"
            )
        yield path
        return
    low = file.address.lower()
    suffix = max((s for s in (*suffixes(), Path(low.rsplit("/", 1)[1]).suffix[:12]) if low.endswith(s)), key=len, default="")
    sure = sum(low.endswith(k.suffixes) for k in KINDS) == 1
    with tempfile.TemporaryDirectory(prefix="rashomon-") as folder:
        path = Path(folder, f"input{suffix}" if "/" not in suffix else "input")
        try:
            if not sure and file.size > HEAD and suffix != ".zip":
                places.download(file.address, path, HEAD)
                if kind_of(path) is None:  # told by its first bytes: the rest is not fetched
                    yield path
                    return
            free = shutil.disk_usage(folder).free
            if free < file.size + 100_000_000:
                raise _Failed(
                    f"needs {file.size // 1_000_000:,} MB of room in {tempfile.gettempdir()} to be fetched; make room or set TMPDIR"
                )
            places.download(file.address, path)
            if (got := path.stat().st_size) != file.size or places.stamp(file.address) != (file.size, file.stamp):
                raise _Failed(f"changed while it was read, or broke off ({got:,} of {file.size:,} bytes came); run again")
        except OSError as err:
            raise _Failed(f"cannot be read: {places.why(err)}") from err
        yield path


@contextmanager
def _range(file: File) -> Iterator[BinaryIO]:
    try:
        with places.opened(file.address) as fh:
            yield cast(BinaryIO, Range(fh, file.start, cast(int, file.end)))
    except OSError as err:
        raise _Failed(f"cannot be read: {places.why(err)}") from err


class Range:
    """The lines of a file that begin in a range of it."""

    def __init__(self, fh: BinaryIO, start: int, end: int) -> None:
        self._fh, self._end, self._inside = fh, end, False
        fh.seek(max(0, start - 1))
        if start:  # a line that begins before is another's
            while (rest := fh.readline(_BUFFER)) and not rest.endswith(b"\n"):
                pass

    def readline(self, size: int = -1) -> bytes:
        """A line, or the next piece of one that is longer than ``size``."""
        if not self._inside and self._fh.tell() >= self._end:
            return b""
        line = self._fh.readline(size)
        self._inside = bool(line) and not line.endswith(b"\n")
        return line


def count_lines(file: File) -> int:
    """How many lines begin in a range of a file; -1 where it cannot be read in ranges. Errors are those of reading it."""
    count, inside = 0, False
    try:
        if file.start == 0 and not _plain(file):
            return -1
        with _range(file) as fh:
            while line := fh.readline(_BUFFER):
                inside = not line.endswith(b"\n")
                count += not inside
    except _Failed:
        return -1
    return count + inside


def _plain(file: File) -> bool:
    """Whether records are read line by line: with a ready map the first thousand of them are looked at for all."""
    with tempfile.TemporaryDirectory(prefix="rashomon-") as folder:
        head = Path(folder, "head.jsonl")
        with _range(file) as fh, head.open("wb") as out:
            for _ in range(20):
                out.write(fh.readline(_BUFFER))
        return not has_ready_map(Source(file.name, head))

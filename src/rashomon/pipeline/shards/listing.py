"""What an input holds, as files that a worker can read by itself, and these packed into shards."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath

from rashomon.corpus import Rejected
from rashomon.errors import InputError
from rashomon.inputs.fields import named
from rashomon.inputs.folder import jobs_of, taken
from rashomon.inputs.kinds import known
from rashomon.inputs.metadata import METADATA, Tables, table_in
from rashomon.pipeline.decisions_sources import FILE as CORRECTIONS
from rashomon.pipeline.shards import places

#: A shard of small files has no more of them, and no more bytes.
MANY, LARGE = 512, 16_000_000
#: One in so many files ends a shard whatever its size, told by its name: a file that is added moves the borders near it and no others.
ONE_IN = 256
#: JSON Lines above the first size are read in ranges of the second.
SPLIT, RANGE = 256_000_000, 128_000_000
_GLOB = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the input: ``name`` as documents and messages call it, ``address`` where it stands (a path, or an address of a store),
    ``where`` the same as the user wrote it, ``size`` and ``stamp`` by which a change is noticed, ``fields`` what a table beside it says.

    With an ``end`` it is the part of a file of JSON Lines whose lines begin from ``start`` up to there; ``line`` lines come before it.
    """

    name: str
    address: str
    where: str
    size: int
    stamp: int
    fields: tuple[tuple[str, str], ...] = ()
    start: int = 0
    end: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that are read in one go; ``mapping`` is the user's field map."""

    files: tuple[File, ...]
    mapping: tuple[tuple[str, str], ...] = ()

    def key(self, rules: str) -> str:
        """A name for what is made of it: the same while the files, the map and the rules are."""
        files = [{k: v for k, v in asdict(f).items() if k != "where"} for f in self.files]
        return hashlib.sha256(json.dumps([files, self.mapping, rules]).encode()).hexdigest()[:40]


@dataclass(slots=True)
class Listed:
    """An input, listed: its files in the order they are read, what cannot be read, and corrections found beside addresses."""

    files: list[File] = field(default_factory=list)
    refused: list[Rejected] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    alone: bool = False


def list_inputs(inputs: Sequence[str | Path]) -> Listed:
    """Lists paths and addresses. Raises InputError for one where nothing is."""
    out = Listed()
    for given in inputs:
        if places.is_address(given):
            _list_store(str(given), out)
        else:
            _list_paths(places.local_path(given), out)
    if not inputs:
        raise InputError(f"no input. Name a file ({known()}), a folder that holds some, or an address.")
    out.alone = len(inputs) == 1 and len(out.files) == 1 and not out.refused and "/" not in out.files[0].name
    return out


def matching(given: str | Path) -> list[Path]:
    """The files that a pattern means, as a shell has it; a path that is there, or no pattern, is itself."""
    path = Path(given)
    if path.exists() or not _GLOB.search(str(path)):
        return [path]
    base = Path(*path.parts[: next(i for i, part in enumerate(path.parts) if _GLOB.search(part))])
    found = sorted(p for p in base.glob(str(path.relative_to(base))) if p.is_file())
    if not found:
        raise InputError(f"{given}: no file is called so; check the pattern (* and ? stay in one folder, **/ goes through all)")
    return found


def _list_paths(path: Path, out: Listed) -> None:
    for job in jobs_of(matching(path)):
        out.refused += job.refused
        tables = Tables(job.root, check=not job.alone)
        for name, file, _ in job.files:
            out.refused += tables.open(file.parent)
            stat = file.stat()
            fields = tuple(sorted(tables.fields_of(file).items()))
            out.files.append(File(name, str(file.absolute()), str(file), stat.st_size, stat.st_mtime_ns, fields))


def _list_store(address: str, out: Listed) -> None:
    pattern = _GLOB.search(address)
    base = address if pattern is None else address[: address.rindex("/", 0, pattern.start())]
    if base.endswith(":/"):
        raise InputError(f"{address}: a bucket has to be named; patterns stand behind it, as in s3://bucket/*.warc.gz")
    deep = pattern is None or "/" in address[len(base) + 1 :]
    found = places.listed(base, deep=deep)
    if found is None or (pattern is not None and isinstance(found, places.Stands)):
        raise InputError(f"{address}: nothing is there; check the address")
    if isinstance(found, places.Stands):
        out.files.append(File(named(address.rsplit("/", 1)[1]), found.address, address, found.size, found.stamp))
        return
    below = {one.address[len(base.rstrip("/")) + 1 :]: one for one in found}
    if pattern is not None:
        wanted = _pattern(address[len(base) + 1 :])
        chosen = {n: s for n, s in below.items() if wanted.fullmatch(n)}
    else:
        folders: dict[str, set[str]] = {}
        for n in below:
            folders.setdefault(n.rpartition("/")[0], set()).add(n.rpartition("/")[2])
        chosen = {n: s for n, s in below.items() if taken(PurePosixPath(n), folders)}
        out.corrections |= _corrections(base, below)
    tables = _tables(below, out) if pattern is None else {}
    files = []
    for name, one in sorted((named(n), s) for n, s in chosen.items()):
        files.append(File(name, one.address, one.address, one.size, one.stamp, _fields(tables, name)))
    if not files:
        raise InputError(f"{address}: no articles there. Files that are read: {known()}.")
    out.files += files


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern of names: * and ? stay in one folder, ** goes through any."""
    out = []
    for part in re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]/]+\])", text):
        match part:
            case "**/":
                out.append("(?:.*/)?")
            case "**":
                out.append(".*")
            case "*":
                out.append("[^/]*")
            case "?":
                out.append("[^/]")
            case _ if part.startswith("[") and part.endswith("]") and len(part) > 2:
                inner = part[1:-1].replace("\\", r"\\").replace("[", r"\[")
                out.append(f"[{'^' + inner[1:] if inner.startswith('!') else inner}]")
            case _:
                out.append(re.escape(part))
    return re.compile("".join(out), re.DOTALL)


def _tables(below: Mapping[str, places.Stands], out: Listed) -> dict[str, dict[str, dict[str, str]]]:
    """The tables beside files of a store, by their folders."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name in sorted(n for n in below if PurePosixPath(n).name == METADATA):
        folder = name[: -len(METADATA)]
        with tempfile.TemporaryDirectory(prefix="rashomon-") as here:
            _fetch(below[name].address, Path(here, METADATA), 100_000_000)
            found[folder], problems = table_in(Path(here), lambda file, folder=folder: f"{folder}{file}" in below)  # type: ignore[misc]
        out.refused += [replace(p, name=named(f"{folder}{p.name}")) for p in problems]
    return found


def _fields(tables: Mapping[str, Mapping[str, Mapping[str, str]]], name: str) -> tuple[tuple[str, str], ...]:
    """What the nearest table at or above a file says of it."""
    folder = name
    while folder:
        folder = folder.rstrip("/").rpartition("/")[0]
        folder += "/" if folder else ""
        if row := tables.get(folder, {}).get(name[len(folder) :]):
            return tuple(sorted(row.items()))
    return ()


def _corrections(base: str, below: Mapping[str, places.Stands]) -> dict[str, str]:
    """Texts of corrections files below an address, under the names they would have in a folder."""
    from rashomon.pipeline.decisions_file import decisions_of_file, text_of

    out = {}
    for name in sorted(n for n in below if PurePosixPath(n).name == CORRECTIONS):
        with tempfile.TemporaryDirectory(prefix="rashomon-") as here:
            path = Path(here, CORRECTIONS)
            _fetch(below[name].address, path, 10_000_000)
            text = text_of(path, below[name].address)
        decisions_of_file(text, below[name].address)
        out["/".join((base.rstrip("/").rsplit("/", 1)[1], name))] = text
    return out


def _fetch(address: str, path: Path, most: int) -> None:
    try:
        places.download(address, path, most)
    except OSError as err:
        raise InputError(f"{address}: cannot be read: {places.why(err)}") from err


def shards_of(files: Iterable[File], mapping: Mapping[str, str]) -> Iterator[Shard]:
    """Files packed into shards, in order: a large one alone, small ones together."""
    fixed = tuple(sorted(mapping.items()))
    pack: list[File] = []
    size = 0
    for file in files:
        own = file.size if file.end is None else file.end - file.start
        if pack and (len(pack) >= MANY or size + own > LARGE):
            yield Shard(tuple(pack), fixed)
            pack, size = [], 0
        pack.append(file)
        size += own
        if int.from_bytes(hashlib.blake2b(file.name.encode(), digest_size=4).digest()) % ONE_IN == 0:
            yield Shard(tuple(pack), fixed)
            pack, size = [], 0
    if pack:
        yield Shard(tuple(pack), fixed)

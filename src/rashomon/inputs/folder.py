"""Reads what is named as INPUT, one article at a time, and says of everything else why it is not one."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from rashomon.corpus import Article, Rejected
from rashomon.errors import InputError
from rashomon.inputs.fields import named
from rashomon.inputs.kinds import Kind, kind_of, known
from rashomon.inputs.metadata import METADATA, Tables
from rashomon.inputs.once import Once
from rashomon.inputs.source import Source
from rashomon.inputs.unread import why_unread

T = TypeVar("T")

IGNORED = frozenset({METADATA, "corrections.yml", "expected.yml"})
#: A folder with this file is one that a run wrote to; what runs write there is no input.
LEDGER = "ledger.db"
WRITTEN = frozenset({LEDGER, "documents.jsonl", "claims.jsonl", "incidents.jsonl", "report.html", "datasette.json"})
#: What stands beside a ledger: its write-ahead log, its lock, copies from before an upgrade.
_BESIDE = re.compile(re.escape(LEDGER) + r"[-.].{1,80}")
#: Notes on a folder by names that all the world uses for them: "README", "readme.txt", "LICENSE-CC-BY.md". Named as INPUT they are read.
_NOTES = re.compile(
    r"(?:read[ _-]?me|licen[cs]e|copying|changelog|contributing)(?:[-_](?:first|en|mit|bsd|apache|gpl|cc[\w.-]{0,20}|data|code))?(?:\.(?:md|txt|rst|html?|pdf|docx?|org|adoc))?|(?:authors|credits|notice|citation|sources|manifest)(?:\.(?:md|rst|cff))?|thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
#: Folders in which browsers put the pictures, styles and frames of a page saved "complete" as X.html: they belong to that page.
_PARTS = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden", "_arquivos", "_pliki")


@dataclass(slots=True)
class Job:
    """One INPUT: the folder that its names are paths below, its files with their kinds, and what there cannot be read."""

    root: Path
    files: list[tuple[str, Path, Kind]]
    refused: list[Rejected] = field(default_factory=list)

    @property
    def alone(self) -> bool:
        """Whether it is one file, and not a folder of them."""
        return len(self.files) == 1 and self.files[0][1].parent == self.root and not self.refused


def read_inputs(paths: Iterable[str | Path], mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """Articles of files and folders, in order of name within each path, and what was refused; ``mapping`` is a user's field map.

    Raises InputError at once for a missing path or a folder without articles, and on the way for two articles under one name, or one
    file that cannot be read at all and is all there is.
    """
    jobs = jobs_of(paths)
    items = _read(jobs, mapping or {})
    sole = len(jobs) == 1 and len(jobs[0].files) == 1 and jobs[0].files[0][1]
    return unless_refused(items, named(sole.name), str(sole)) if sole and not jobs[0].refused else items


def jobs_of(paths: Iterable[str | Path]) -> list[Job]:
    """The files of each INPUT, listed. Raises InputError as :func:`read_inputs` does at once."""
    jobs: list[Job] = []
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise InputError(f"{path}: no such file or folder. Name a file ({known()}), or a folder that holds some.")
        if path.is_dir():
            job = _list_folder(path)
            if not job.files:
                first = job.refused[0] if job.refused else None
                others = "1 other file" if len(job.refused) == 1 else f"{len(job.refused)} other files"
                ignored = f" ({others} there, e.g. {first.name}: {first.reason})" if first else ""
                raise InputError(f"{path}: no articles in this folder{ignored}. Put files there that are read: {known()}.")
            jobs.append(job)
        else:
            jobs.append(Job(path.parent, [(named(path.name), path, _kind(path))]))
    if not jobs:
        raise InputError(f"no input. Name a file ({known()}), or a folder that holds some.")
    return jobs


def unless_refused(items: Iterator[T | Rejected], name: str, where: str) -> Iterator[T | Rejected]:
    """The items of one file. Where all that can be said of the whole input is why it cannot be read, that is an error and no set-aside
    document: the ledger would list it for ever, when it was read since under a better map."""
    first, second = next(items, None), next(items, None)
    if isinstance(first, Rejected) and second is None and first.name == name:
        raise InputError(f"{where}: {first.reason}")
    yield from (item for item in (first, second) if item is not None)
    yield from items


def _kind(path: Path) -> Kind:
    try:
        kind = kind_of(path)
    except OSError as err:
        raise InputError(f"{path}: cannot be read ({err.strerror}); check its permissions") from err
    if kind is None:
        raise InputError(f"{path}: {why_unread(path)}")
    return kind


def _read(jobs: list[Job], mapping: Mapping[str, str]) -> Iterator[Article | Rejected]:
    once: Once[Article] = Once()
    for job in jobs:
        yield from job.refused
        tables = Tables(job.root, check=not job.alone)
        for name, path, kind in job.files:
            yield from tables.open(path.parent)
            yield from once.of(name, str(path), items_of(Source(name, path, tables.fields_of(path), mapping), kind))


def items_of(source: Source, kind: Kind) -> Iterator[Article | Rejected]:
    """What a file holds; why not, where it cannot be opened."""
    try:
        yield from kind.read(source)
    except OSError as err:
        yield Rejected(source.name, f"cannot be read ({err.strerror or err}); check the file and its permissions")


def _list_folder(root: Path) -> Job:
    job = Job(root, [])

    def unreadable(err: OSError) -> None:
        job.refused.append(Rejected(named(Path(str(err.filename)).name), f"folder cannot be read ({err.strerror}); check its permissions"))

    for here, folders, names in os.walk(root, onerror=unreadable, followlinks=False):
        for folder in sorted(folders):
            path = Path(here, folder)
            if path.is_symlink():
                job.refused.append(
                    Rejected(named(path.relative_to(root).as_posix()), "a link to a folder, not followed; copy the files here")
                )
        beside = _pages(names)
        inside = Path(here).relative_to(root).as_posix()
        before = "" if inside == "." else f"{inside}/"
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not Path(here, f).is_symlink() and not _parts(f, beside))
        for entry in sorted(names):
            if not _left_out(entry, ours=LEDGER in names):
                _list_file(job, named(before + entry), Path(here, entry))
    job.files.sort(key=lambda f: f[0])
    job.refused.sort(key=lambda r: r.name)
    return job


def _pages(names: Iterable[str]) -> set[str]:
    return {Path(n).stem for n in names if n.lower().endswith((".html", ".htm"))}


def _left_out(entry: str, *, ours: bool) -> bool:
    """Whether a file of a folder is no input: hidden, a note, a table of ours, or (``ours``) what a run wrote beside a ledger."""
    written = ours and (entry.removesuffix(".part") in WRITTEN or _BESIDE.fullmatch(entry) is not None)
    return entry.startswith(".") or entry in IGNORED or written or _NOTES.fullmatch(entry) is not None


def taken(name: PurePosixPath, folders: Mapping[str, set[str]]) -> bool:
    """Whether a file at a path below an INPUT would be taken from a folder, too; ``folders`` holds the names in each ("" is INPUT itself)."""
    for above in name.parents:
        if above.name and (above.name.startswith(".") or _parts(above.name, _pages(folders.get(_folder(above.parent), ())))):
            return False
    return not _left_out(name.name, ours=LEDGER in folders.get(_folder(name.parent), ()))


def _folder(path: PurePosixPath) -> str:
    return "" if path == PurePosixPath(".") else path.as_posix()


def _parts(folder: str, pages: set[str]) -> bool:
    """Whether a folder holds the parts of a saved page that stands beside it."""
    return any(folder.endswith(end) and folder.removesuffix(end) in pages for end in _PARTS)


def _list_file(job: Job, name: str, path: Path) -> None:
    try:
        mode = os.lstat(path).st_mode
    except OSError:  # gone since it was listed
        mode = 0
    if stat.S_ISLNK(mode):
        job.refused.append(Rejected(name, "a link, not followed; copy the file here"))
        return
    if not stat.S_ISREG(mode):
        job.refused.append(Rejected(name, "not a regular file"))
        return
    try:
        kind = kind_of(path)
    except OSError as err:
        job.refused.append(Rejected(name, f"cannot be read ({err.strerror}); check its permissions"))
        return
    if kind is None:
        job.refused.append(Rejected(name, why_unread(path)))
    else:
        job.files.append((name, path, kind))

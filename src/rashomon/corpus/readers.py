"""Reads what is named as INPUT, one article at a time, and says of everything else why it is not one."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from rashomon.corpus.articles import MAX_BYTES, Article, Rejected
from rashomon.corpus.decoding import decode, safe_text
from rashomon.errors import InputError

SUFFIXES = (".txt", ".jsonl")
METADATA = "metadata.csv"
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
FIELDS = ("title", "outlet", "url", "published", "language", "byline")
#: A line of JSON may write every character of a 2 MB text as six (``\u0041``).
MAX_LINE = 6 * MAX_BYTES + 100_000
TOO_LARGE = f"larger than {MAX_BYTES // 1_000_000} MB"


def read_inputs(paths: Iterable[str | Path]) -> Iterator[Article | Rejected]:
    """Articles of files and folders, in order of name within each path, and what was refused.

    Raises InputError at once for a missing path or a folder without articles, and on the way for two articles under one name.
    """
    jobs: list[tuple[Path, list[tuple[str, Path]], list[Rejected]]] = []
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise InputError(f"{path}: no such file or folder. Name a .txt or .jsonl file, or a folder that holds some.")
        if path.is_dir():
            files, refused = _list_folder(path)
            if not files:
                ignored = f" ({len(refused)} other files there, e.g. {refused[0].name}: {refused[0].reason})" if refused else ""
                raise InputError(f"{path}: no articles in this folder{ignored}. Put .txt files (one article each) or .jsonl files there.")
            jobs.append((path, files, refused))
        elif path.suffix.lower() in SUFFIXES:
            jobs.append((path.parent, [(_name(path.name), path)], []))
        else:
            raise InputError(f"{path}: unknown kind of file. Known are {', '.join(SUFFIXES)}, and folders that hold them.")
    if not jobs:
        raise InputError("no input. Name a .txt or .jsonl file, or a folder that holds some.")
    return _read(jobs)


def _read(jobs: list[tuple[Path, list[tuple[str, Path]], list[Rejected]]]) -> Iterator[Article | Rejected]:
    seen: dict[str, str] = {}
    for root, files, refused in jobs:
        yield from refused
        tables: dict[Path, dict[str, dict[str, str]]] = {}
        alone = len(files) == 1 and files[0][1].parent == root and not refused
        for name, path in files:
            if path.parent not in tables:
                tables[path.parent], problems = _metadata(path.parent, root, check=not alone)
                yield from problems
            for item in _read_file(name, path, _metadata_for(path, root, tables)):
                if isinstance(item, Article):
                    if item.name in seen:
                        raise InputError(
                            f"{item.name}: two articles under one name ({seen[item.name]} and {_stands(item, path)}). "
                            "Rename one, or give its record another id; the first was read, the second was not."
                        )
                    seen[item.name] = _stands(item, path)
                yield item


def _stands(article: Article, path: Path) -> str:
    """The file an article stands in, and its line there, as it can be found on disk."""
    return f"{path}{article.origin[article.origin.rindex(':') :] if ':' in article.origin and path.suffix.lower() == '.jsonl' else ''}"


def _name(text: str) -> str:
    """A file name as text: bytes that are not UTF-8 become U+FFFD."""
    return safe_text(text)[0]


def _list_folder(root: Path) -> tuple[list[tuple[str, Path]], list[Rejected]]:
    files: list[tuple[str, Path]] = []
    refused: list[Rejected] = []

    def unreadable(err: OSError) -> None:
        refused.append(Rejected(_name(Path(str(err.filename)).name), f"folder cannot be read ({err.strerror}); check its permissions"))

    for here, folders, names in os.walk(root, onerror=unreadable, followlinks=False):
        for folder in sorted(folders):
            path = Path(here, folder)
            if path.is_symlink():
                refused.append(Rejected(_name(path.relative_to(root).as_posix()), "a link to a folder, not followed; copy the files here"))
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not Path(here, f).is_symlink())
        ours = WRITTEN if LEDGER in names else frozenset()
        beside = _BESIDE if ours else None
        for entry in sorted(names):
            if (
                entry.startswith(".")
                or entry in IGNORED
                or entry.removesuffix(".part") in ours
                or (beside and beside.fullmatch(entry))
                or _NOTES.fullmatch(entry)
            ):
                continue
            path = Path(here, entry)
            name = _name(path.relative_to(root).as_posix())
            if path.is_symlink():
                refused.append(Rejected(name, "a link, not followed; copy the file here"))
            elif not path.is_file():
                refused.append(Rejected(name, "not a regular file"))
            elif path.suffix.lower() not in SUFFIXES:
                refused.append(Rejected(name, f"unknown kind of file; known are {', '.join(SUFFIXES)}"))
            else:
                files.append((name, path))
    return sorted(files), sorted(refused, key=lambda r: r.name)


def _metadata_for(path: Path, root: Path, tables: dict[Path, dict[str, dict[str, str]]]) -> dict[str, str]:
    """What the nearest ``metadata.csv`` at or above the file says about it."""
    folder = path.parent
    while True:
        if folder not in tables:
            tables[folder] = _metadata(folder, root, check=False)[0]
        row = tables[folder].get(path.relative_to(folder).as_posix())
        if row is not None or folder == root or root not in folder.parents:
            return row or {}
        folder = folder.parent


def _metadata(folder: Path, root: Path, *, check: bool) -> tuple[dict[str, dict[str, str]], list[Rejected]]:
    path = folder / METADATA
    if not path.is_file() or path.is_symlink():
        return {}, []
    where = _name(path.relative_to(root).as_posix()) if folder == root or root in folder.parents else METADATA
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
            if check and not (folder / file).is_file():
                problems.append(Rejected(f"{where}:{reader.line_num}", f"names {file!r}, which is not there"))
            out[file] = {k: v.strip() for k, v in row.items() if k in FIELDS and isinstance(v, str) and v.strip()}
    except csv.Error as err:
        return {}, [Rejected(where, f"is not a table of comma-separated values ({err})")]
    return out, problems


def _read_file(name: str, path: Path, metadata: dict[str, str]) -> Iterator[Article | Rejected]:
    try:
        with path.open("rb") as fh:
            if path.suffix.lower() == ".txt":
                raw = fh.read(MAX_BYTES + 1)
                problem = TOO_LARGE if len(raw) > MAX_BYTES else None
                yield _article(name, b"" if problem else raw, name, problem, metadata, ())
            else:
                yield from _read_records(name, fh)
    except OSError as err:
        yield Rejected(name, f"cannot be read ({err.strerror}); check its permissions")


def _article(name: str, raw: bytes | str, origin: str, problem: str | None, fields: dict[str, str], notes: tuple[str, ...]) -> Article:
    known: dict[str, str | None] = {key: fields.get(key) for key in FIELDS}
    return Article(
        name,
        raw,
        known["title"],
        known["outlet"],
        known["url"],
        known["published"],
        known["language"],
        known["byline"],
        origin,
        problem,
        notes,
    )


def _lines(fh: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers; None for one that is longer than any record may be, which is never held whole."""
    number = 0
    while True:
        line = fh.readline(MAX_LINE)
        if not line:
            return
        number += 1
        if len(line) >= MAX_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = fh.readline(MAX_LINE)
            yield number, None
        else:
            yield number, line


def _read_records(name: str, fh: BinaryIO) -> Iterator[Article | Rejected]:
    for number, line in _lines(fh):
        where = f"{name}:{number}"
        if line is None:
            yield Rejected(where, f"{TOO_LARGE}; one article a line")
            continue
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        decoded = decode(line)
        if decoded.problem:
            yield Rejected(where, decoded.problem)
            continue
        notes = [note for note in decoded.notes if note.startswith("not valid")]
        try:
            record = json.loads(decoded.text.lstrip("\ufeff"))
        except (ValueError, RecursionError) as err:
            yield Rejected(where, f"not a line of JSON ({str(err)[:80]})")
            continue
        yield _record(where, record, notes)


def _record(where: str, record: Any, notes: list[str]) -> Article | Rejected:
    if not isinstance(record, dict):
        return Rejected(where, 'not a JSON object; a record looks like {"id": …, "text": …}')
    text = record.get("text")
    if not isinstance(text, str):
        return Rejected(where, "has no 'text'" if text is None else "its 'text' is not a string")
    fields: dict[str, str] = {}
    for key in FIELDS:
        value = record.get(key)
        if isinstance(value, str):
            if value.strip():
                fields[key] = safe_text(value)[0]
        elif value is not None:
            notes.append(f"the record's {key} is not a string and was left out")
    given = record.get("id")
    if isinstance(given, str) and given.strip():
        name = safe_text(given)[0]
    elif isinstance(given, int) and not isinstance(given, bool):
        name = str(given)
    else:
        name = where
    problem = TOO_LARGE if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES else None
    return _article(name, "" if problem else text, where, problem, fields, tuple(notes))

"""Makes an export: all of its files or none, beside them what they are and how they are cited, and a record in the ledger."""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.errors import InputError
from rashomon.exports.citation import bibtex, csl_json
from rashomon.exports.exported import About, Told, Written
from rashomon.exports.flat import LOOSE
from rashomon.exports.formats import FORMATS, Format
from rashomon.exports.manifest import FORMAT, manifest, sha256_of, text_of
from rashomon.model import Claim, Document
from rashomon.pipeline.exporting import Aside, Wanted, exported, loose, record_export
from rashomon.store import writing
from rashomon.store.engine import Where
from rashomon.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: ``out`` is the file, or the folder of files, that was asked for; ``files`` with the manifest last, which is told as plain
    values, and its hash; how many incidents fitted, how many did not for which reason, and what was not asked for."""

    out: Path
    files: tuple[Path, ...]
    manifest: Mapping[str, Any]
    sha256: str
    incidents: int
    left_out: Mapping[str, int]
    aside: Aside


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes: a folder, the name of its main file ("" where it is a folder of files), and what stands before the names of the
    files beside it."""

    folder: Path
    main: str
    prefix: str


def target_of(format: Format, out: Path) -> Target:
    """Where the files go. A folder is meant by one that is there, a slash at the end, or a name without an ending; a format of one file then
    uses its own name for it. Raises InputError where a file was named for a format that writes a folder."""
    folder = out.is_dir() or str(out).endswith(("/", "\\")) or not out.suffix
    if not format.suffix:
        if out.is_file() or (out.suffix and not out.is_dir()):
            raise InputError(f"{format.name} writes several files; name a folder: --out {out.with_suffix('')}")
        return Target(out, "", "")
    return Target(out, format.filename, "") if folder else Target(out.parent, out.name, f"{out.stem}.")


#: Puts an export on record: kind of format, where it went, hash of its manifest, incidents, documents.
Record = Callable[[str, Path, str, list[str], list[str]], None]


def make_export(
    where: Where,
    format: Format,
    wanted: Wanted,
    out: Path,
    options: Mapping[str, Any],
    tell: Callable[[str], None] | None = None,
    *,
    record: Record | None = None,
    each: Callable[[Told], None] | None = None,
) -> Made:
    """Writes the export and puts it on record; ``tell`` hears where another run is waited for. ``record`` does so in another way than in the
    ledger at ``where``; ``each`` is told every incident before it is written, and may raise. Raises InputError, with nothing written, where
    it cannot be."""
    chosen = format.chosen(options)
    target = target_of(format, out)
    _free(target, format)
    made_folders = _folders(target.folder)
    beside: Path | None = None
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{target.main or target.folder.name}.", suffix=".part", dir=target.folder))
        opened = Ledger(where)
        try:
            seen = _Seen(each)
            aside = Aside()
            with opened.read() as db:
                about, told = exported(db, wanted, aside)
                if format.whole and not wanted.everything:
                    aside.notes.append("general statements, which belong to no incident, are left out where not everything is asked for")
                more = {LOOSE: seen.loose(loose(db))} if format.whole and wanted.everything else {}
                written = format.writer()(seen.all(told), about, beside / target.main if target.main else beside, {**chosen, **more})
        finally:
            opened.close()
        made = _described(format, about, written, chosen, aside, beside, target)
        incidents = sorted(seen.incidents)  # those that do not fit are named with their articles, too
        documents = sorted(seen.others | {n for i in incidents for n in seen.incidents[i]})
        at = target.folder / (target.main or ".")
        if record is not None:
            record(format.name, at, made[1], incidents, documents)
        else:
            with writing(where, wait=True, tell=tell) as ledger:
                record_export(ledger, format.name, at, made[1], incidents, documents, names=wanted.names)
        files = _moved(beside, target, [*(p.name for p in written.files), *made[2]])
        why = Counter(x.reason for x in written.left_out)
        return Made(
            target.folder / target.main,
            files,
            made[0],
            made[1],
            len(incidents) - len({x.incident_id for x in written.left_out}),
            dict(sorted(why.items())),
            aside,
        )
    except OSError as err:
        full = err.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        raise InputError(
            f"{out} cannot be written ({err.strerror}); {'free some space' if full else 'choose another place with --out'}"
        ) from err
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
        for folder in made_folders:  # the innermost first; one that holds the export stays
            try:
                folder.rmdir()
            except OSError:
                break


class _Seen:
    """Which incidents went past, with their documents, and which other documents."""

    def __init__(self, each: Callable[[Told], None] | None = None) -> None:
        self._each = each
        self.incidents: dict[str, tuple[str, ...]] = {}
        self.others: set[str] = set()

    def loose(
        self, found: Iterable[tuple[tuple[Claim, ...], dict[str, Document]]]
    ) -> Iterator[tuple[tuple[Claim, ...], dict[str, Document]]]:
        for claims, documents in found:
            self.others |= documents.keys()
            yield claims, documents

    def all(self, told: Iterable[Told]) -> Iterator[Told]:
        for one in told:
            if self._each is not None:
                self._each(one)
            self.incidents[one.incident.incident_id] = tuple(one.documents)
            yield one


def _folders(folder: Path) -> list[Path]:
    """Makes a folder; gives those that were made, the innermost first."""
    missing = []
    at = folder
    while not at.exists():
        missing.append(at)
        at = at.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise InputError(f"{folder} cannot be made ({err.strerror}); choose another place with --out") from err
    return missing


def _free(target: Target, format: Format) -> None:
    """A folder of files is not mixed into a folder with other things in it; a file gives way to an export of its own kind only."""
    told = _own(target.folder / f"{target.prefix}manifest.json")
    held = {str(f.get("path", "")) for f in told.get("files", ()) if isinstance(f, dict)}
    of = str(told.get("export", ""))
    one_file = bool(target.main or (of in FORMATS and FORMATS[of].suffix))
    if told and one_file and (of != format.name or target.main not in held):
        stem = f"{Path(target.main).stem}-{format.name}" if target.prefix else format.name
        raise InputError(
            f"{target.folder / f'{target.prefix}manifest.json'} is that of an export as {of or 'something else'}, which would be lost; "
            f"name another place: --out {target.folder / f'{stem}{format.suffix}'}"
        )
    if target.main:
        at = target.folder / target.main
        if not told and at.is_file() and at.stat().st_size:
            raise InputError(f"{at} is there, and no manifest says that it is an earlier export; name another file, or move it away")
        return
    there = sorted(p.name for p in target.folder.iterdir() if not p.name.startswith(".")) if target.folder.is_dir() else []
    if there and not told:
        raise InputError(
            f"{target.folder} holds other things ({', '.join(there[:3])}); name a new folder with --out {target.folder / format.name}"
        )


def _own(path: Path) -> dict[str, Any]:
    """The manifest at a path, if it is one of ours; else nothing."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return told if told["format"] == FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _described(
    format: Format, about: About, written: Written, options: Mapping[str, Any], aside: Aside, beside: Path, target: Target
) -> tuple[dict[str, Any], str, list[str]]:
    """Writes what stands beside the files: how to cite them, and the manifest, with the hashes of all others."""
    names = {"cite": f"{target.prefix}CITATION.bib", "csl": f"{target.prefix}citation.json", "manifest": f"{target.prefix}manifest.json"}
    bib, csl, path = (beside / names[k] for k in ("cite", "csl", "manifest"))
    bib.write_text(bibtex(format, about), encoding="utf-8", newline="\n")
    csl.write_text(csl_json(format, about), encoding="utf-8", newline="\n")
    written.files |= {bib: "how to cite this (BibTeX)", csl: "how to cite this (CSL JSON)"}
    told = manifest(format, about, written, options, passed=aside.passed, gone=aside.gone, notes=aside.notes)
    path.write_text(text_of(told), encoding="utf-8", newline="\n")
    return told, sha256_of(path), [path.name]


def _moved(beside: Path, target: Target, names: list[str]) -> tuple[Path, ...]:
    """Puts the files where they belong, the manifest last. Files of an earlier export in the folder that are no more go."""
    manifest_name = names[-1]
    before = {str(f.get("path", "")) for f in _own(target.folder / manifest_name).get("files", ()) if isinstance(f, dict)}
    (target.folder / manifest_name).unlink(missing_ok=True)
    out = []
    for name in dict.fromkeys(names):
        (beside / name).replace(target.folder / name)
        out.append(target.folder / name)
    for name in sorted(before - set(names)):
        if name and Path(name).name == name:
            (target.folder / name).unlink(missing_ok=True)
    return tuple(out)

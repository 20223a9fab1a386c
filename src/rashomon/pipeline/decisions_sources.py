"""By what name the ledger knows a corrections file: one that stays when its folder is moved, and tells nothing of the computer it is on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from rashomon.errors import InputError
from rashomon.model import Decision
from rashomon.pipeline.decisions import standing
from rashomon.pipeline.decisions_file import decisions_of_file, read_decisions, reconciled

FILE = "corrections.yml"


def correction_files(inputs: Sequence[Path]) -> dict[str, str]:
    """Text of each ``corrections.yml`` beside an input and in the folders of an input folder, by the name of the input folder with the
    path below it; checked before anything is read. Raises InputError where two would have one name."""
    found: dict[Path, tuple[str, str]] = {}
    folders = {(path if path.is_dir() else path.parent).resolve(): path.is_dir() for path in sorted(inputs, key=lambda p: p.is_dir())}
    for folder, whole in sorted(folders.items()):  # an outer folder comes before those in it
        for beside in sorted(folder.rglob(FILE)) if whole else [folder / FILE]:
            if beside.is_file() and beside.resolve() not in found:
                read_decisions(beside)
                name = "/".join((folder.name, *beside.relative_to(folder).parts)).lstrip("/")
                found[beside.resolve()] = (name, beside.read_text(encoding="utf-8-sig"))
    names = [name for name, _ in found.values()]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise InputError(f"two files of corrections are called {twice[0]}; rename one of the input folders, or read them in two runs")
    return dict(found.values())


def shown_source(source: str) -> str:
    """A source as it may be printed: older ledgers hold whole paths."""
    whole = source.startswith(("/", "\\")) or source[1:3] in {":\\", ":/"}
    return "/".join(_parts(source)[-2:]) if whole else source


@dataclass(slots=True)
class Sources:
    """What files of corrections ask for: rows to append, and the names of files that decisions in force came from and that are not there
    any more, though documents they speak of are read in this run."""

    rows: list[Decision] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def of_files(before: Sequence[Decision], files: Mapping[str, str], carried: Mapping[str, str], seen: Collection[str], at: str) -> Sources:
    """New rows for a ledger that holds ``before``. ``files`` are those of :func:`correction_files`, ``carried`` those that a ledger of
    version 1 had, by the paths it knew them by (taken over once), ``seen`` the documents of the input."""
    out = Sources()
    own: dict[str, list[Decision]] = {}
    for one in before:
        if PurePath(one.source).name == FILE:
            own.setdefault(one.source, []).append(one)
    used: dict[str, str] = {}
    for name, text in sorted(files.items()):
        used[_source(name, text, {s: rows for s, rows in own.items() if s not in used}, seen)] = text
    for path, text in sorted(carried.items()):
        short = "/".join(_parts(path)[-2:])
        if not any(_alike(path, s) for s in (*own, *used)):
            used[short] = text
    for source, text in sorted(used.items()):
        out.rows += reconciled([*before, *out.rows], decisions_of_file(text, source), source, at)
    hold = {d.source for d in standing([*before, *out.rows])[0]}
    out.absent = sorted({shown_source(s) for s, rows in own.items() if s not in used and s in hold and _documents(rows) & set(seen)})
    return out


def _source(name: str, text: str, own: Mapping[str, Sequence[Decision]], seen: Collection[str]) -> str:
    """The source under which the ledger knows a file: one alike in name, with an entry of it or documents of this input; else a new one,
    numbered where another folder of that name was read before."""
    for known in sorted(own, key=lambda s: (s != name, -len(s), s)):
        if not _alike(_unnumbered(known), name):
            continue
        entries = {d.decision_id for d in decisions_of_file(text, known)}
        if entries & {d.decision_id for d in own[known]} or _documents(own[known]) & set(seen):
            return known
    new, n = name, 1
    while new in own:
        n += 1
        folder, _, rest = name.partition("/")
        new = f"{folder} ({n})/{rest}"
    return new


def _documents(rows: Sequence[Decision]) -> set[str]:
    return {a.document for d in rows for a in d.anchors}


def _unnumbered(source: str) -> str:
    return re.sub(r"^([^/]*) \(\d+\)/", r"\1/", source)


def _parts(source: str) -> list[str]:
    return [p for p in re.split(r"[/\\]", source) if p]


def _alike(one: str, other: str) -> bool:
    """Whether one path ends with the other, folder by folder."""
    a, b = _parts(one), _parts(other)
    n = min(len(a), len(b))
    return n > 0 and a[-n:] == b[-n:]

"""Reads a lexicon file and refuses what it does not know, with file and line.

A file holds three keys: ``about`` (what the file is for), ``keys`` (what an entry may carry beside the common keys, each with
``required`` or ``optional``), and ``entries``. Common keys of an entry: ``id`` (unique in the file), ``forms`` (words or phrases),
``note`` (why, for doubtful ones) and ``examples`` (``fires`` and ``silent``: sentences that are run as tests).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rashomon.errors import LexiconError
from rashomon.kept import kept, source
from rashomon.lexicon import yaml_lines
from rashomon.lexicon.yaml_lines import LINE as _LINE
from rashomon.lexicon.yaml_lines import Malformed, load_yaml

DATA = Path(__file__).parent / "data"
COMMON = frozenset({"id", "forms", "note", "examples"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``rule`` ("harm.kill") is the id that travels with everything it causes."""

    file: str
    id: str
    forms: tuple[str, ...]
    values: dict[str, Any]
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The id that leads from a figure on a screen back to this line."""
        return f"{self.file}.{self.id}"

    def get(self, key: str, default: Any = None) -> Any:
        """The value under ``key``, or ``default``."""
        return self.values.get(key, default)

    def __hash__(self) -> int:
        return hash((self.file, self.id))


@cache
def languages() -> tuple[str, ...]:
    """Languages that have a lexicon, ISO 639-1."""
    return tuple(sorted(p.name for p in DATA.iterdir() if p.is_dir() and any(p.glob("*.yml"))))


@cache
def files(language: str) -> tuple[str, ...]:
    """Stems of the lexicon files of a language."""
    return tuple(sorted(p.stem for p in (DATA / language).glob("*.yml")))


def parse(text: str, file: str, where: str) -> tuple[Entry, ...]:
    """Entries of one file's text. ``file`` is its stem, ``where`` the name for error messages.

    Raises LexiconError, naming file and line, for unknown, missing or doubled keys, doubled ids, and empty forms.
    """
    try:
        data = load_yaml(text)
    except Malformed as err:
        raise LexiconError(f"{where}: {err}") from None
    if not isinstance(data, dict) or set(data) - {"about", "keys", "entries", _LINE} or "entries" not in data:
        raise LexiconError(f"{where}: a lexicon file holds the keys about, keys and entries, and nothing else")
    declared = {k: v for k, v in (data.get("keys") or {}).items() if k != _LINE}
    required = {k for k, v in declared.items() if v == "required"}
    out: list[Entry] = []
    seen: set[str] = set()
    for raw in data["entries"] or []:
        line = f"{where}:{raw.get(_LINE, '?')}"
        entry = {k: v for k, v in raw.items() if k != _LINE}
        unknown = set(entry) - COMMON - set(declared)
        if unknown:
            raise LexiconError(f"{line}: unknown key {sorted(unknown)[0]!r}; known here: {', '.join(sorted(COMMON | set(declared)))}")
        lacking = ({"id", "forms"} | required) - set(entry)
        if lacking:
            raise LexiconError(f"{line}: key {sorted(lacking)[0]!r} is missing")
        if entry["id"] in seen:
            raise LexiconError(f"{line}: id {entry['id']!r} stands twice")
        seen.add(entry["id"])
        forms = tuple(str(f) for f in entry["forms"] or [])
        if not all(f.strip() for f in forms):
            raise LexiconError(f"{line}: an empty form")
        examples = entry.get("examples") or {}
        bad = set(examples) - {"fires", "silent", _LINE}
        if bad:
            raise LexiconError(f"{line}: examples hold fires and silent, not {sorted(bad)[0]!r}")
        values = {k: _strip(v) for k, v in entry.items() if k not in COMMON}
        out.append(Entry(file, str(entry["id"]), forms, values, tuple(examples.get("fires") or ()), tuple(examples.get("silent") or ())))
    return tuple(out)


def _strip(value: Any) -> Any:
    """Value without the line marks of nested mappings."""
    if isinstance(value, dict):
        return {k: _strip(v) for k, v in value.items() if k != _LINE}
    if isinstance(value, list):
        return tuple(_strip(v) for v in value)
    return value


@cache
def load(file: str, language: str = "en") -> tuple[Entry, ...]:
    """Entries of ``data/<language>/<file>.yml``. Raises LexiconError where there is no such file or it is malformed."""
    path = DATA / language / f"{file}.yml"
    if not path.is_file():
        raise LexiconError(f"no lexicon {file!r} for language {language!r}: expected {path.name} in {path.parent.name}/")
    rows = _read_before(language).get(file)
    if rows is None:
        return parse(path.read_text(encoding="utf-8"), file, f"{language}/{path.name}")
    return tuple(Entry(file, *row) for row in rows)


#: An entry without its file, as it is kept between runs: what :class:`Entry` is made from.
Row = tuple[str, tuple[str, ...], dict[str, Any], tuple[str, ...], tuple[str, ...]]


@cache
def _read_before(language: str) -> dict[str, list[Row]]:
    """The files of a language as they were read once (:mod:`rashomon.kept`), without those that are malformed."""
    texts = {stem: (DATA / language / f"{stem}.yml").read_bytes() for stem in files(language)}

    def read() -> dict[str, list[Row]]:
        out: dict[str, list[Row]] = {}
        for stem, text in texts.items():
            with contextlib.suppress(LexiconError, ValueError):  # said when it is asked for
                entries = parse(text.decode("utf-8"), stem, f"{language}/{stem}.yml")
                out[stem] = [(e.id, e.forms, e.values, e.fires, e.silent) for e in entries]
        return out

    try:
        code = source(__file__, yaml_lines.__file__)
    except OSError:  # without its source the program does not know whether it reads as it did
        return {}
    return kept(f"lexicon-{language}", [*code, *(part for stem, text in texts.items() for part in (stem.encode(), text))], read)

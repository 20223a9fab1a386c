"""Field maps: under which names a table holds what an article needs. A user's own (``text=body,published=pub_date``), or a ready one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from rashomon.errors import InputError
from rashomon.inputs.fields import FIELDS

#: What can be mapped. ``dates`` says the order of dates in figures (dmy or mdy).
KEYS = ("id", "text", *FIELDS, "dates")
#: The key of a mapping that names a ready map.
READY = "map"
#: The map of usual names, used where no other is named or recognised.
PLAIN = "plain"
ORDERS = ("dmy", "mdy")
_PARTS = re.compile(r'\s*(?:([A-Za-z_]{1,20})\s*=\s*)?((?:"[^"]*"|[^",])*)(?:,|$)')


@dataclass(frozen=True, slots=True)
class Nameless:
    """A file without a line of names that is known by its form: ``count`` columns, the first two like ``first`` and ``second``."""

    first: re.Pattern[str]
    second: re.Pattern[str]
    names: tuple[str, ...]

    def fits(self, row: list[str]) -> bool:
        """Whether a first row is one of such a file."""
        return len(row) == len(self.names) and bool(self.first.fullmatch(row[0]) and self.second.fullmatch(row[1]))


@dataclass(frozen=True, slots=True)
class ReadyMap:
    """A map that ships: ``columns`` are sets of columns by which it knows its tables, ``fields`` our names → theirs. ``provenance`` are
    columns kept as where an article came from, ``marks`` columns that are noted where they are true, ``cut`` the mark of a shortened text, ``called`` who
    shortened it."""

    name: str
    what: str
    fields: Mapping[str, str]
    columns: tuple[frozenset[str], ...] = ()
    nameless: tuple[Nameless, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    cut: re.Pattern[str] | None = None
    textless: str | None = None
    called: str = ""
    loose: bool = False

    def looks_like(self, columns: Iterable[str]) -> int:
        """How many of its columns show that a table is one of these; 0 where it is none."""
        have = frozenset(columns)
        return max((len(wanted) for wanted in self.columns if wanted <= have), default=0)


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table that holds no articles: what it is, and what to do with it."""

    what: str
    columns: frozenset[str]
    advice: str


@cache
def ready_maps() -> Mapping[str, ReadyMap]:
    """The maps that ship, by name."""
    import yaml

    folder = files("rashomon.inputs") / "ready_maps"
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yml"):
            name = entry.name.removesuffix(".yml")
            found[name] = _ready(name, yaml.safe_load(entry.read_text(encoding="utf-8")))
    return MappingProxyType(found)


def _ready(name: str, data: Mapping[str, Any]) -> ReadyMap:
    return ReadyMap(
        name,
        data["what"],
        MappingProxyType({k: str(v) for k, v in data["fields"].items()}),
        tuple(frozenset(c) for c in data.get("columns", ())),
        tuple(
            Nameless(
                re.compile(n["first"]),
                re.compile(n["second"]),
                (*n["names"], *(f"column {i}" for i in range(len(n["names"]) + 1, n["count"])), n.get("last", f"column {n['count']}")),
            )
            for n in data.get("nameless", ())
        ),
        MappingProxyType(dict(data.get("provenance", {}))),
        MappingProxyType(dict(data.get("marks", {}))),
        re.compile(data["cut"]) if "cut" in data else None,
        data.get("textless"),
        data.get("called", name),
        bool(data.get("loose", False)),
    )


@cache
def other_tables() -> tuple[OtherTable, ...]:
    """Tables that are known to hold no articles."""
    import yaml

    data = yaml.safe_load((files("rashomon.inputs") / "other_tables.yml").read_text(encoding="utf-8"))
    return tuple(OtherTable(d["what"], frozenset(d["columns"]), d["advice"]) for d in data)


def recognised(columns: Iterable[str]) -> tuple[str, ...]:
    """Names of the ready maps that know a table by its columns: the one with the most of them, or several where that does not decide."""
    have = tuple(columns)
    scores = {name: ready.looks_like(have) for name, ready in ready_maps().items()}
    best = max(scores.values())
    return tuple(name for name, score in scores.items() if score == best) if best else ()


def mapping_of(text: str) -> dict[str, str]:
    """The mapping that a user wrote: ``text=body|content,outlet=source.title,language=:en``, the name of a ready map, or both
    (``mediacloud,outlet=:Coast Daily``). A name with a comma or an equals sign in it stands in double quotes.

    Raises InputError that names what can be written.
    """
    found: dict[str, str] = {}
    position = 0
    while position < len(text):
        m = _PARTS.match(text, position)
        if m is None:
            raise InputError(f'--map {text!r}: a quotation mark is not closed; write text="Full text",published=pub_date')
        position = m.end()
        key, value = m[1], m[2].strip()
        if value.startswith('"') and value.endswith('"') and value.count('"') == 2:
            value = value[1:-1]
        else:
            value = value.replace('"', "")
        if key is None:
            key = READY
            if value not in ready_maps():
                raise InputError(
                    f"--map {text!r}: {value!r} is no ready map (there are {', '.join(ready_maps())}); "
                    "or write which column holds what: text=body,published=pub_date"
                )
        elif key not in KEYS:
            raise InputError(f"--map {text!r}: {key!r} is not known; what can be mapped is {', '.join(KEYS)}")
        if not value:
            raise InputError(f"--map {text!r}: nothing stands behind {key}=; name a column, or write {key}=: for none")
        if key in found:
            raise InputError(f"--map {text!r}: {key} is given twice; write {key}=one|other to take the first that has something")
        found[key] = value
    if not found:
        raise InputError(f"--map is empty; write text=body,published=pub_date, or one of {', '.join(ready_maps())}")
    order = found.get("dates", "").removeprefix(":")
    if order and order not in ORDERS:
        raise InputError(f"--map {text!r}: dates is one of {', '.join(ORDERS)}, the order in which dates name day and month")
    return found

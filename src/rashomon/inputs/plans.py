"""A field map laid on the columns of one table: which of them hold what, or why the table cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rashomon.inputs.fields import FIELDS
from rashomon.inputs.maps import PLAIN, READY, ReadyMap, other_tables, ready_maps, recognised

#: Who declares what a row says where no ready map names a service.
RECORD = "record"
#: Columns that are named in a message; a table of 500 has no need to name all.
SHOWN = 12
MOST_COLUMNS = 5000
#: Nesting up to which keys of a record are columns of their own ("source.location.label").
DEEP = 3
_EVEN = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Pick:
    """Where one of our fields stands: a ``column`` (or dotted path), or a ``constant`` that the user gave."""

    column: str = ""
    constant: str | None = None

    def of(self, row: Mapping[str, Any]) -> Any:
        """Its value in a row; None where there is none."""
        if self.constant is not None:
            return self.constant
        found = row.get(self.column)
        return _down(row, self.column.split(".")) if found is None and "." in self.column else found


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one table are read: for each field the places it may stand in, first come first served. ``by`` is who declares what
    it says: the name of a ready map, or RECORD."""

    ready: ReadyMap
    fields: Mapping[str, tuple[Pick, ...]]
    provenance: Mapping[str, tuple[Pick, ...]]
    marks: Mapping[str, str]
    order: str | None = None

    @property
    def by(self) -> str:
        """Who says what the rows declare."""
        return RECORD if self.ready.name == PLAIN else self.ready.name

    def columns(self) -> frozenset[str]:
        """The columns, or first keys of them, that are read at all."""
        picks = [p for some in (*self.fields.values(), *self.provenance.values()) for p in some if p.constant is None]
        return frozenset(p.column for p in picks) | frozenset(self.marks)


def columns_of(record: Mapping[str, Any], depth: int = DEEP, before: str = "") -> list[str]:
    """Keys of a record, those of objects in it behind a dot, in their order."""
    found: list[str] = []
    for key, value in record.items():
        found.append(f"{before}{key}")
        inner = next((v for v in value[:3] if isinstance(v, dict)), None) if isinstance(value, list) else value
        if isinstance(inner, dict) and depth > 1:
            found.extend(columns_of(inner, depth - 1, f"{before}{key}."))
    return found


def plan_for(columns: Iterable[str], mapping: Mapping[str, str], *, fixed: bool = True) -> Plan | str:
    """The plan for a table with these columns, or what is wrong and what to do. With ``fixed`` every row has all of them (a CSV file);
    else a column that was not met yet may come later (JSON)."""
    have = tuple(dict.fromkeys(columns))
    if len(have) > MOST_COLUMNS:
        return f"has {len(have):,} columns, and no table of articles has more than {MOST_COLUMNS:,}; its first are {shown(have[:SHOWN])}"
    own = {k: v for k, v in mapping.items() if k not in (READY, "dates")}
    if "text" not in own and READY not in mapping and (other := other_table(have)):
        return other
    names = (mapping[READY],) if READY in mapping else recognised(have) or (PLAIN,)
    if len(names) > 1:
        return f"looks like a table of {' and of '.join(names)}; say which it is with --map {names[0]}"
    ready = ready_maps()[names[0]]
    fields: dict[str, tuple[Pick, ...]] = {}
    for key in ("id", "text", *FIELDS):
        given = own.get(key)
        picks = _picks(given or ready.fields.get(key, ""), have, loose=ready.loose and given is None)
        if given is not None and not picks:
            if fixed or key == "text":
                return f"has no column {given!r} (for {key}); its columns are {shown(have)}. {_example(have)}"
            picks = tuple(Pick(alternative.strip()) for alternative in given.split("|"))
        fields[key] = picks
    if not fields["text"] and ready.textless is None:
        return f"has no column that is known to hold the text of articles; its columns are {shown(have)}. {_example(have)}"
    if ready.loose and "text" not in own and len(fields["text"]) > 1:
        exact = tuple(p for p in fields["text"] if p.column == "text")
        if not exact:
            several = " and ".join(repr(p.column) for p in fields["text"])
            return (
                f"has several columns that may hold the text of articles, {several}; say which with --map text={fields['text'][0].column}"
            )
        fields["text"] = exact
    return Plan(
        ready,
        fields,
        {key: _picks(where, have, loose=False) for key, where in ready.provenance.items()},
        {column: say for column, say in ready.marks.items() if column in have},
        mapping.get("dates", "").removeprefix(":") or None,
    )


def other_table(columns: Iterable[str]) -> str | None:
    """What a table is that is known to hold no articles, and what to do with it."""
    have = frozenset(columns)
    return next((f"is {other.what}, not of articles; {other.advice}" for other in other_tables() if other.columns <= have), None)


def shown(columns: Iterable[str]) -> str:
    """Columns in words, the first of many."""
    have = [c[:40] for c in columns]
    if not have:
        return "none"
    return ", ".join(have[:SHOWN]) + (f" and {len(have) - SHOWN} more" if len(have) > SHOWN else "")


def _example(columns: tuple[str, ...]) -> str:
    """An example of ``--map`` with columns of this very table."""
    even = {_even(c): c for c in reversed(columns)}

    def like(*words: str) -> str | None:
        found = next((even[e] for e in sorted(even) if any(w in e for w in words)), None)
        return f'"{found}"' if found and re.search(r"[,=]", found) else found

    text = like("text", "body", "content", "article", "story") or "COLUMN"
    day = like("pub", "date", "time")
    written = f"text={text}{f',published={day}' if day else ''}"
    quoted = f"'{written}'" if re.search(r"[^\w=,.]", written) else written
    return f"Say which holds it: --map {quoted}"


def _picks(alternatives: str, have: tuple[str, ...], *, loose: bool) -> tuple[Pick, ...]:
    found: list[Pick] = []
    if alternatives in have:
        return (Pick(alternatives),)
    for alternative in alternatives.split("|"):
        wanted = alternative.strip()
        if wanted.startswith(":"):
            found.append(Pick(constant=wanted[1:].strip()))
            continue
        column = wanted if wanted in have else _alike(wanted, have, loose=loose)
        if column is not None:
            found.append(Pick(column))
    return tuple(dict.fromkeys(found))


def _alike(wanted: str, have: tuple[str, ...], *, loose: bool) -> str | None:
    """The one column that is called so but for capitals (and, loosely, spaces and underscores)."""
    if not wanted:
        return None
    even = _even if loose else str.casefold
    alike = [c for c in have if even(c.strip()) == even(wanted)]
    return alike[0] if len(alike) == 1 else None


def _even(column: str) -> str:
    return _EVEN.sub("", column.casefold())


def _down(value: Any, path: list[str]) -> Any:
    """What stands at the end of a path of keys; of a list, what stands there in each of its members."""
    for n, key in enumerate(path):
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list):
            found = [_down(member, path[n:]) for member in value[:100]]
            return [f for f in found if f is not None] or None
        else:
            return None
    return value

"""Sentences with slots, choices and marked stretches, and the places of all of them in what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import Any

import yaml

#: Text, ("slot", name), ("choice", ways) or ("mark", (letter, nodes)).
Node = str | tuple[str, Any]


@cache
def grammar() -> dict[str, Any]:
    """The files of the grammar, read once. ``lists`` of several files are one; any other key stands in one file only."""
    out: dict[str, Any] = {"lists": {}}
    for file in sorted(resources.files("rashomon.simulate").joinpath("grammar").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".yml"):
            continue
        for key, value in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            held = out["lists"] if key == "lists" else out
            more = value if key == "lists" else {key: value}
            if twice := held.keys() & more.keys():
                raise ValueError(f"grammar/{file.name}: {', '.join(sorted(twice))} stands in another file too")
            held.update(more)
    return out


def chance(*parts: object) -> Random:
    """A source of chance of its own for each thing that happens, the same on every machine and whatever the hash seed."""
    return Random("/".join(map(str, parts)))  # noqa: S311 - it makes up stories, no secrets


@dataclass(slots=True)
class Written:
    """A sentence with the stretch of each slot (by its name) and of each marked part (by its letter)."""

    text: str
    spans: dict[str, tuple[int, int]]


@cache
def parse(template: str) -> tuple[Node, ...]:
    """A template as nodes; ``{name}`` is a slot, ``(a|b)`` a choice, ``<k:…>`` a marked stretch."""
    nodes, at = _parse(template, 0, "")
    if at != len(template):
        raise ValueError(f"character {at} of a template closes what was not opened: {template!r}")
    return nodes


def _parse(t: str, at: int, until: str) -> tuple[tuple[Node, ...], int]:
    out: list[Node] = []
    start = at

    def literal(end: int) -> None:
        if end > start:
            out.append(t[start:end])

    while at < len(t) and t[at] not in until:
        opens = t[at]
        if opens not in "{(<":
            at += 1
            continue
        literal(at)
        if opens == "{":
            end = t.index("}", at)
            out.append(("slot", t[at + 1 : end]))
            at = end + 1
        elif opens == "<":
            inner, end = _parse(t, at + 3, ">")
            out.append(("mark", (t[at + 1], inner)))
            at = end + 1
        else:
            ways = []
            while t[at] != ")":
                way, at = _parse(t, at + 1, "|)")
                ways.append(way)
            out.append(("choice", tuple(ways)))
            at += 1
        start = at
    literal(at)
    return tuple(out), at


@cache
def _plain(slot: str) -> str:
    """``scene2`` is a second draw from the list ``scene``."""
    return slot.rstrip("0123456789")


class Writer:
    """Writes templates with one source of chance. Slots that are not given are lists of the grammar."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._random = rng.random

    def pick(self, ways: list[Any] | tuple[Any, ...]) -> Any:
        """One of them."""
        return ways[int(self._random() * len(ways))]

    def write(self, template: str, slots: Mapping[str, str]) -> Written:
        """A sentence, its first letter a capital."""
        found = self.phrase(template, slots)
        return Written(found.text[0].upper() + found.text[1:], found.spans)

    def phrase(self, template: str, slots: Mapping[str, str]) -> Written:
        """A part of a sentence, as the template has it."""
        parts: list[str] = []
        spans: dict[str, tuple[int, int]] = {}
        self._write(parse(template), slots, parts, 0, spans)
        return Written("".join(parts), spans)

    def one(self, key: str, slots: Mapping[str, str]) -> Written:
        """A sentence by one of the templates under ``key``."""
        return self.write(self.pick(grammar()[key]), slots)

    def _write(
        self, nodes: tuple[Node, ...], slots: Mapping[str, str], parts: list[str], at: int, spans: dict[str, tuple[int, int]]
    ) -> int:
        for node in nodes:
            if isinstance(node, str):
                parts.append(node)
                at += len(node)
                continue
            kind, what = node
            if kind == "slot":
                text = slots.get(what)
                start = at
                if text is None:  # a list, whose entries may have slots and choices of their own
                    at = self._write(parse(str(self.pick(grammar()["lists"][_plain(what)]))), slots, parts, at, spans)
                else:
                    parts.append(text)
                    at += len(text)
                spans[what] = (start, at)
            elif kind == "choice":
                at = self._write(self.pick(what), slots, parts, at, spans)
            else:
                start = at
                at = self._write(what[1], slots, parts, at, spans)
                spans[what[0]] = (start, at)
        return at

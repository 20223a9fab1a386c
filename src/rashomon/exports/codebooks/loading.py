"""Reads a codebook and refuses what it does not know, with file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from rashomon.errors import RashomonError
from rashomon.exports.codebooks.shape import TYPES, Code, Codebook, Column, Former, Rule
from rashomon.lexicon.yaml_lines import LINE as _LINE
from rashomon.lexicon.yaml_lines import Malformed, load_yaml

DATA = Path(__file__).parent
SEVERITIES = ("error", "warning")
_TABLE = ("title", "about", "columns", "key", "credit", "former", "rules", "rules_from")
_COLUMN = (
    "name",
    "type",
    "about",
    "nullable",
    "optional",
    "unit",
    "separator",
    "minimum",
    "maximum",
    "example",
    "ours",
    "open",
    "codes",
    "rules",
)
_CODE = ("value", "about", "number", "also", "implies")
_RULE = ("id", "severity", "about", "expected", "columns")
_FORMER = ("name", "about")


class CodebookError(RashomonError):
    """A codebook is missing or malformed; the message names file and line."""


class _Part:
    """One mapping of the file, whose keys are taken with a check of their kind."""

    def __init__(self, data: Any, where: str, known: Sequence[str], required: Sequence[str]) -> None:
        if not isinstance(data, Mapping):
            raise CodebookError(f"{where}: expected keys and values ({', '.join(known)}), not {data!r}")
        self.data = data
        self.where = f"{where}:{data.get(_LINE, '?')}"
        for key in data:
            if key not in (*known, _LINE):
                self.refuse(f"unknown key {key!r}; known here: {', '.join(known)}")
        for key in required:
            if data.get(key) is None:
                self.refuse(f"key {key!r} is missing")

    def refuse(self, what: str) -> NoReturn:
        raise CodebookError(f"{self.where}: {what}")

    def text(self, key: str) -> str:
        value = self.data.get(key)
        if not isinstance(value, str | int | float) or isinstance(value, bool) or not str(value).strip():
            self.refuse(f"{key!r} is text, not {value!r}")
        return str(value).strip() if key != "separator" else str(value)

    def maybe(self, key: str) -> str | None:
        return None if self.data.get(key) is None else self.text(key)

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.refuse(f"{key!r} is true or false, not {value!r}")
        return value

    def number(self, key: str) -> float | None:
        value = self.data.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            self.refuse(f"{key!r} is a number, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, str | int) and not isinstance(v, bool) for v in value):
            self.refuse(f"{key!r} is a list of texts, not {value!r}")
        return tuple(str(v) for v in value)

    def list(self, key: str) -> list[Any]:
        value = self.data.get(key) or []
        if not isinstance(value, list):
            self.refuse(f"{key!r} is a list, not {value!r}")
        return value

    def one_of(self, key: str, choices: Sequence[str]) -> str:
        value = self.text(key)
        if value not in choices:
            self.refuse(f"{key!r} is one of {', '.join(choices)}, not {value!r}")
        return value


def _once(names: Sequence[str], what: str, where: str) -> None:
    for name in sorted({n for n in names if names.count(n) > 1}):
        raise CodebookError(f"{where}: {what} {name!r} stands twice")


def _code(data: Any, where: str) -> Code:
    p = _Part(data, where, _CODE, ("value", "about"))
    number = p.number("number")
    implied = data.get("implies") or {}
    if not isinstance(implied, Mapping):
        p.refuse("'implies' holds column: value")
    pairs = tuple((str(k), str(v)) for k, v in implied.items() if k != _LINE)
    return Code(p.text("value"), p.text("about"), None if number is None else int(number), p.texts("also"), pairs)


def _column(data: Any, where: str) -> Column:
    p = _Part(data, where, _COLUMN, ("name", "type", "about"))
    codes = tuple(_code(c, where) for c in p.list("codes"))
    _once([v for c in codes for v in (c.value, *c.also)], "code", p.where)
    return Column(
        name=p.text("name"), type=p.one_of("type", TYPES), about=p.text("about"), nullable=p.flag("nullable"), optional=p.flag("optional"),
        unit=p.maybe("unit"), separator=p.maybe("separator"), minimum=p.number("minimum"), maximum=p.number("maximum"),
        example=p.maybe("example"), ours=p.maybe("ours"), open=p.flag("open"), codes=codes, rules=p.texts("rules"),
    )  # fmt: skip


def _rule(data: Any, where: str) -> Rule:
    p = _Part(data, where, _RULE, ("id", "severity", "about", "expected"))
    return Rule(p.text("id"), p.one_of("severity", SEVERITIES), p.text("about"), p.text("expected"), p.texts("columns"))


def _yaml(text: str, where: str) -> Any:
    try:
        return load_yaml(text)
    except Malformed as err:
        raise CodebookError(f"{where}: {err}") from None


def parse(text: str, name: str, where: str, shared: Callable[[str], str] | None = None) -> Codebook:
    """The codebook in ``text``. ``where`` is its name for messages; ``shared`` gives the text of a file named under ``rules_from``.

    Raises CodebookError, naming file and line, for unknown, missing or doubled keys, doubled columns, codes and rules, and rules or columns
    that are named and do not exist.
    """
    p = _Part(_yaml(text, where), where, _TABLE, ("title", "about", "columns"))
    columns = tuple(_column(c, where) for c in p.list("columns"))
    former = []
    for raw in p.list("former"):
        f = _Part(raw, where, _FORMER, _FORMER)
        former.append(Former(f.text("name"), f.text("about")))
    rules = [_rule(r, where) for r in p.list("rules")]
    for part in p.texts("rules_from"):
        if shared is None:
            p.refuse(f"rules_from {part!r}: no other file can be read here")
        q = _Part(_yaml(shared(part), f"{part}.yml"), f"{part}.yml", ("about", "rules"), ("rules",))
        rules += [_rule(r, f"{part}.yml") for r in q.list("rules")]
    names = [c.name for c in columns]
    _once([*names, *(f.name for f in former)], "column", where)
    _once([r.id for r in rules], "rule", where)
    for r in rules:
        for n in r.columns:
            if n not in names:
                raise CodebookError(f"{where}: rule {r.id!r} names the column {n!r}, which is not there")
    known = {r.id for r in rules}
    for c in columns:
        for rule in c.rules:
            if rule not in known:
                raise CodebookError(f"{where}: column {c.name!r} names the rule {rule!r}, which is not there")
        for code in c.codes:
            for n, _ in code.implies:
                if n not in names:
                    raise CodebookError(f"{where}: code {code.value!r} of {c.name!r} names the column {n!r}, which is not there")
    key = p.texts("key")
    for k in key:
        if k not in names:
            p.refuse(f"key column {k!r} is not among the columns")
    return Codebook(name, p.text("title"), p.text("about"), columns, key, p.maybe("credit"), tuple(former), tuple(rules))


def _read(name: str) -> str:
    path = DATA / f"{name}.yml"
    if not path.is_file():
        raise CodebookError(f"no codebook {name!r}; there are {', '.join(codebooks())}")
    return path.read_text(encoding="utf-8")


def codebooks() -> tuple[str, ...]:
    """Names of all codebooks, sorted."""
    return tuple(sorted(p.stem for p in DATA.glob("*.yml") if not p.name.startswith("_")))


@cache
def codebook(name: str) -> Codebook:
    """The codebook ``<name>.yml``. Raises CodebookError where there is none or it is malformed."""
    return parse(_read(name), name, f"codebooks/{name}.yml", _read)

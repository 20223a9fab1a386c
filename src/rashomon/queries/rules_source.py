"""Where in the program a rule's id comes from: an entry of a lexicon with its line, or a named function with its docstring."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rashomon.lexicon.loader import DATA, files, languages
from rashomon.lexicon.yaml_lines import LINE, load_yaml
from rashomon.pipeline.rules import ROOMS

ROOT = Path(__file__).parents[1]
#: Lines of a function that a page shows.
MOST_LINES = 120
#: Functions shown for one id: it can be made in several places.
MOST_PLACES = 6
#: Modules of the room of claims that read how a saying word stands in its sentence.
_SAYING = ("verb", "nouns", "surface")
#: What a stance can be that is written behind an id as it is ("+admits").
_STANCES = frozenset({"admits", "blames", "claims_responsibility", "confirms", "denies"})
_ASKING = frozenset({"startswith", "endswith", "removeprefix", "removesuffix"})


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a lexicon: ``file`` below ``rashomon/``, the line it begins on, ``about`` what the file is for, ``text`` the entry as it
    stands there, ``keys`` what it carries beside its forms."""

    file: str
    line: int
    language: str
    entry: str
    about: str
    note: str
    forms: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function that gives an id: its module, name and line, what its docstring says, and its code. Where the function has no docstring
    it is that of its module. ``line`` is where it begins, ``at`` where the id stands in it."""

    module: str
    name: str
    file: str
    line: int
    at: int
    doc: str
    code: str


@cache
def _lexicon(language: str, file: str) -> tuple[str, dict[str, dict[str, Any]], list[str]]:
    text = (DATA / language / f"{file}.yml").read_text(encoding="utf-8")
    data = load_yaml(text)
    return " ".join(str(data.get("about") or "").split()), {str(e["id"]): e for e in data["entries"] or []}, text.splitlines()


def entries_of(rule: str) -> tuple[tuple[Line, ...], str]:
    """The entries, one per language, whose id is the longest beginning of ``rule``, and what comes behind it ("cues.say.clause" → the
    entry say, "clause")."""
    parts = rule.split(".")
    for n in range(len(parts), 1, -1):
        found = []
        for language in languages():
            if parts[0] in files(language):
                about, entries, lines = _lexicon(language, parts[0])
                wanted = ".".join(parts[1:n])
                if wanted in entries:
                    found.append(_line(language, parts[0], about, entries[wanted], entries, lines))
        if found:
            return tuple(found), ".".join(parts[n:])
    return (), rule


def _line(language: str, file: str, about: str, raw: dict[str, Any], every: dict[str, dict[str, Any]], lines: list[str]) -> Line:
    start = int(raw[LINE])
    end = min((int(e[LINE]) for e in every.values() if int(e[LINE]) > start), default=len(lines) + 1)
    examples = raw.get("examples") or {}
    keys = tuple((k, _words(v)) for k, v in raw.items() if k not in {LINE, "id", "forms", "note", "examples"})
    return Line(
        file=f"lexicon/data/{language}/{file}.yml", line=start, language=language, entry=str(raw["id"]), about=about,
        note=str(raw.get("note") or ""), forms=tuple(str(f) for f in raw.get("forms") or ()), keys=keys,
        fires=tuple(map(str, examples.get("fires") or ())), silent=tuple(map(str, examples.get("silent") or ())),
        text="\n".join(lines[start - 1 : end - 1]).rstrip(),
    )  # fmt: skip


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_words(v)}" for k, v in value.items() if k != LINE)
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)


@cache
def _sources() -> tuple[tuple[Path, str], ...]:
    return tuple((p, p.read_text(encoding="utf-8")) for room in ROOMS for p in sorted((ROOT / room).rglob("*.py")))


@lru_cache(maxsize=200)
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def functions_of(rule: str) -> tuple[Function, ...]:
    """The functions that give this id: those that name it, or the longest beginning of it ("estimates.best." + whose). Behind such a
    beginning the function that bears the rest as its name comes first ("doer.headline" → ``_headline``)."""
    for whole, rest in _beginnings(rule):
        found = [f for path, text in _sources() if whole in text for f in _in_file(path, text, whole)]
        if not found:
            continue
        named = [f for file in sorted({f.file for f in found}) for f in _named(file, rest)] if rest else []
        if rest and not named:
            named = [f for folder in sorted({f.file.rsplit("/", 1)[0] for f in found}) for f in _named(folder, rest)]
        return _each_once([*named, *found])[:MOST_PLACES]
    return ()


@lru_cache(maxsize=512)
def construction(name: str) -> tuple[Function, ...]:
    """What an id says beyond its lexicon entry is how the word stands in the sentence ("clause", "run_on"): the functions of the room of claims
    that read this construction, those that bear its name first."""
    own = [(p, text) for p, text in _sources() if p.parent.name == "claims" and p.stem.startswith(_SAYING)]
    named = [
        _function(path, text, node, node.lineno)
        for path, text in own
        for node in _tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name.strip("_").removesuffix("_of") == name
    ]
    makes = [f for path, text in own if f".{name}" in text for f in _in_file(path, text, f".{name}")]
    told = [] if named or makes else [f for path, text in own if f'"{name}"' in text for f in _in_file(path, text, name)]
    return _each_once([*named, *makes, *told])[: MOST_PLACES // 2]


def _beginnings(rule: str) -> Iterator[tuple[str, str]]:
    yield rule, ""
    yield rule + "+", ""
    for n in range(len(rule) - 1, 0, -1):
        if rule[n - 1] in ".+" and (n > 1 or rule[1:] in _STANCES):
            yield rule[:n], rule[n:]


def _in_file(path: Path, text: str, constant: str) -> Iterator[Function]:
    """Functions of a file in which this text stands as a string, or begins or ends one."""
    for node, owner in _strings(_tree(path), None):
        if node.value == constant:
            yield _function(path, text, owner, node.lineno)


def _each_once(found: Iterable[Function]) -> tuple[Function, ...]:
    return tuple({(f.module, f.name): f for f in reversed(list(found))}.values())[::-1]


def _strings(node: ast.AST, owner: ast.FunctionDef | None) -> Iterator[tuple[ast.Constant, ast.FunctionDef | None]]:
    """Strings that a program makes something of, each with the function it stands in; not those that something is only compared with."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Compare) or (
            isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and child.func.attr in _ASKING
        ):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child, owner
        yield from _strings(child, child if isinstance(child, ast.FunctionDef) else owner)


def _named(where: str, name: str) -> Iterator[Function]:
    """A function of this name, or a module of it, in a file or a folder of the program."""
    for path, text in _sources():
        if where not in (path.relative_to(ROOT).as_posix(), path.parent.relative_to(ROOT).as_posix()):
            continue
        for node in _tree(path).body:
            if isinstance(node, ast.FunctionDef) and node.name.strip("_") == name:
                yield _function(path, text, node, node.lineno)
        if path.stem == name:
            yield _function(path, text, None, 1)


def _function(path: Path, text: str, owner: ast.FunctionDef | None, at: int) -> Function:
    file = path.relative_to(ROOT).as_posix()
    module = "rashomon." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    about = ast.get_docstring(_tree(path)) or ""
    if owner is None:
        return Function(module, "", file, at, at, about, text.splitlines()[at - 1].strip() if at > 1 else "")
    lines = text.splitlines()[owner.lineno - 1 : owner.end_lineno]
    code = "\n".join(lines[:MOST_LINES]) + ("\n    …" if len(lines) > MOST_LINES else "")
    return Function(module, owner.name, file, owner.lineno, at, ast.get_docstring(owner) or about, code)

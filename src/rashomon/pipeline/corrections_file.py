"""The file in which a person says what was read wrong: ``corrections.yml`` beside the input. See ``docs/how-to/corrections.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import yaml

from rashomon.errors import CorrectionError

#: What can be wrong, and what ``right`` has to be for it (said in messages).
KINDS = {
    "figure": 'a number (12), words ("at least 12", "more than 12", "up to 12", "fewer than 12", "3 to 5", "about 12", "none"), or {low: 3, high: 5}',
    "side": "the side whose casualty it is (a name, or civilians), or null for open",
    "speaker": "the words of the article that name the speaker, {actor: …, text: …}, or null for the outlet itself",
    "place": "the name of the place, or null",
    "date": "a day (2024-02-13), or {start: 2024-02-13, end: 2024-02-14}",
    "not_a_figure": "nothing: leave right out",
    "harm": "killed, wounded, missing, captured or casualties",
    "perpetrator": "a name, or null for open",
    "background": "true or false",
}
HARMS = ("killed", "wounded", "missing", "captured", "casualties")
_REQUIRED = ("document", "quote", "wrong", "why", "who")
_KNOWN = (*_REQUIRED, "right", "occurrence", "when")
_LINE = "__line__"
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"
_FIGURES = (
    (re.compile(rf"{_NUMBER}$"), "exact"),
    (re.compile(rf"(?:about|around|nearly|some) {_NUMBER}$"), "about"),
    (re.compile(rf"at least {_NUMBER}$"), "least"),
    (re.compile(rf"(?:more than|over) {_NUMBER}$"), "more"),
    (re.compile(rf"up to {_NUMBER}$"), "most"),
    (re.compile(rf"(?:fewer|less) than {_NUMBER}$"), "fewer"),
    (re.compile(rf"(?:between )?{_NUMBER} ?(?:-|–|to|and) ?{_NUMBER}$"), "range"),
    (re.compile(r"(?:none|no one|nobody)$"), "none"),
)


@dataclass(frozen=True, slots=True)
class RightFigure:
    """A corrected count: bounds as in ``claims.jsonl``, and whether it is an about."""

    low: int | None
    high: int | None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class RightSpeaker:
    """Who says it: the canonical ``actor`` (None: take the words) and the ``text`` that stands in the article (None: any)."""

    actor: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class RightDate:
    """The day or days on which it happened."""

    start: date
    end: date


Right = RightFigure | RightSpeaker | RightDate | str | bool | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry: at the ``occurrence``-th place where ``quote`` stands in ``document``, ``wrong`` was read wrong and ``right`` is right.

    ``number`` counts entries of the file from 1; ``where`` is file and line, for messages.
    """

    number: int
    document: str
    quote: str
    wrong: str
    right: Right
    why: str
    who: str
    occurrence: int = 1
    when: date | None = None
    where: str = ""

    @property
    def rule(self) -> str:
        """The id that every corrected claim carries."""
        return f"correction:{self.number}"


class _Loader(yaml.SafeLoader):
    """Safe loader that remembers the line of each entry and refuses a key that stands twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    out: dict[Any, Any] = {_LINE: node.start_mark.line + 1}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        try:
            twice = key in out
        except TypeError:
            raise CorrectionError(f"{key_node.start_mark.line + 1}: a key must be a word") from None
        if twice:
            raise CorrectionError(f"{key_node.start_mark.line + 1}: key {key!r} stands twice in one entry; remove one")
        out[key] = loader.construct_object(value_node, deep=True)
    return out


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# Days stay words until _day reads them: YAML's own reading of 2024-02-31 fails without saying where.
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Corrections of one file, in order. Raises CorrectionError, with file, line and what to do, for anything that is not right."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        raise CorrectionError(f"{path}: cannot be read ({err}); it must be a text file in UTF-8") from err
    return parse_corrections(text, path)


def parse_corrections(text: str, path: Path) -> tuple[Correction, ...]:
    """As :func:`read_corrections`, of the file's text; ``path`` is for messages."""
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except CorrectionError as err:
        raise CorrectionError(f"{path}:{err}") from None
    except (yaml.YAMLError, RecursionError, ValueError) as err:
        mark = getattr(err, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise CorrectionError(
            f"{path}{line}: not valid YAML ({getattr(err, 'problem', None) or err}); put words with a colon or a # in quotes"
        ) from err
    if data is None:
        return ()
    if not isinstance(data, list):
        raise CorrectionError(f"{path}:1: the file must be a list of entries, each beginning with '- document: …'")
    return tuple(_entry(raw, number, path) for number, raw in enumerate(data, 1))


def _entry(raw: Any, number: int, path: Path) -> Correction:
    if not isinstance(raw, dict):
        raise CorrectionError(f"{path}: entry {number} is not a set of keys; write '- document: …' and the other keys below it")
    where = f"{path}:{raw[_LINE]}"

    def refuse(what: str) -> NoReturn:
        raise CorrectionError(f"{where}: {what}")

    unknown = sorted(str(k) for k in raw if k != _LINE and k not in _KNOWN)
    if unknown:
        refuse(f"unknown key {unknown[0]!r}; known are {', '.join(_KNOWN)}")
    for key in _REQUIRED:
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            refuse(f"key {key!r} is missing or not words; every entry needs {', '.join(_REQUIRED)}")
    wrong = raw["wrong"]
    if wrong not in KINDS:
        refuse(f"wrong: {wrong!r} is not known; it is one of {', '.join(KINDS)}")
    if ("right" in raw) == (wrong == "not_a_figure"):
        refuse(f"right for {wrong} is {KINDS[wrong]}")
    occurrence = raw.get("occurrence", 1)
    if isinstance(occurrence, bool) or not isinstance(occurrence, int) or occurrence < 1:
        refuse("occurrence is a whole number from 1: the first, second … place where the words stand")
    when = _day(raw["when"]) if raw.get("when") is not None else None
    if raw.get("when") is not None and when is None:
        refuse(f"when: {raw['when']!r} is not a day; write it as 2024-02-13")
    right, problem = _right(wrong, raw.get("right"))
    if problem:
        refuse(f"right: {_shown(raw.get('right'))} {problem}; for {wrong} it is {KINDS[wrong]}")
    return Correction(number, raw["document"], raw["quote"], wrong, right, raw["why"].strip(), raw["who"].strip(), occurrence, when, where)


def _shown(value: Any) -> str:
    return repr({k: v for k, v in value.items() if k != _LINE} if isinstance(value, dict) else value)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _right(wrong: str, value: Any) -> tuple[Right, str]:
    """The value as the program uses it, and what is wrong with it ("" where nothing is)."""
    if wrong == "not_a_figure":
        return None, ""
    if wrong == "figure":
        return _figure(value)
    if wrong == "date":
        return _date(value)
    if wrong == "speaker":
        return _speaker(value)
    if wrong == "background":
        return (value, "") if isinstance(value, bool) else (None, "is neither true nor false")
    if wrong == "harm":
        return (value, "") if value in HARMS else (None, "is not a harm")
    if value is None:
        return None, ""
    return (value.strip(), "") if isinstance(value, str) and value.strip() else (None, "is not a name")


def _figure(value: Any) -> tuple[Right, str]:
    if isinstance(value, int) and not isinstance(value, bool):
        return (RightFigure(value, value), "") if value >= 0 else (None, "is below zero")
    if isinstance(value, dict):
        if set(value) != {"low", "high", _LINE}:
            return None, "must hold low and high and nothing else (null where open)"
        low, high = value["low"], value["high"]
        if any(v is not None and (isinstance(v, bool) or not isinstance(v, int) or v < 0) for v in (low, high)):
            return None, "must hold whole numbers or null"
        if low is not None and high is not None and low > high:
            return None, "has a low above its high"
        return RightFigure(low, high), ""
    if not isinstance(value, str):
        return None, "is not a figure"
    words = " ".join(value.casefold().split())
    for pattern, kind in _FIGURES:
        match = pattern.match(words)
        if match:
            return _bounds(kind, [int(n.replace(",", "")) for n in match.groups()])
    return None, "is not a figure that can be read here"


def _bounds(kind: str, numbers: list[int]) -> tuple[Right, str]:
    n = numbers[0] if numbers else 0
    if kind == "range":
        return (RightFigure(n, numbers[1]), "") if n <= numbers[1] else (None, "has a low above its high")
    if kind == "fewer":
        return (RightFigure(None, n - 1), "") if n > 0 else (None, "is below zero")
    figures = {
        "exact": RightFigure(n, n),
        "none": RightFigure(0, 0),
        "about": RightFigure(n, n, approx=True),
        "least": RightFigure(n, None),
        "more": RightFigure(n + 1, None),
        "most": RightFigure(None, n),
    }
    return figures[kind], ""


def _date(value: Any) -> tuple[Right, str]:
    if isinstance(value, dict):
        if set(value) != {"start", "end", _LINE}:
            return None, "must hold start and end and nothing else"
        start, end = _day(value["start"]), _day(value["end"])
    else:
        start = end = _day(value)
    if start is None or end is None:
        return None, "is not a day"
    return (RightDate(start, end), "") if start <= end else (None, "ends before it starts")


def _speaker(value: Any) -> tuple[Right, str]:
    if value is None:
        return None, ""
    if isinstance(value, str) and value.strip():
        return RightSpeaker(None, value.strip()), ""
    if isinstance(value, dict) and set(value) <= {"actor", "text", _LINE} and len(value) > 1:
        actor, text = value.get("actor"), value.get("text")
        if all(v is None or (isinstance(v, str) and v.strip()) for v in (actor, text)) and (actor or text):
            return RightSpeaker(actor, text), ""
    return None, "does not name a speaker"

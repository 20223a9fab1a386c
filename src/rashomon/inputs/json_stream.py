"""Objects of a JSON file one at a time, wherever in it their list stands, so that none larger than an article is ever held."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

#: Nesting beyond which no list of articles goes.
MAX_DEPTH = 60
CHUNK = 65_536
#: Stands for any member of a list in a path.
MEMBER = "[]"
#: Different paths that are told apart: a file that is one object of as many articles has no more to show.
MAX_PATHS = 20_000
_BROKEN = re.compile("[\udc80-\udcff]")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|$)|NaN|-?Infinity|-?\d{400,}', re.DOTALL)
#: Python makes no number of more than 4,300 figures, and ijson (3.6) ends the process when it is asked to.
_LONG = re.compile(r"\d{400}")
_HALF = re.compile(r"(?<![A-Za-z-])[A-Za-z-]{1,9}\Z")

#: The keys that lead to an object from the top, MEMBER for a member of a list.
Path = tuple[str, ...]
#: What the parser says: an event, its value, and whether bytes near it were no UTF-8.
Event = tuple[str, Any, bool]


class NotJson(Exception):
    """The file breaks off or is no JSON; the message says where."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object: its ``path``, its ``value`` (None where it is larger than an article can be); ``odd`` where bytes near it were no UTF-8."""

    path: Path
    value: dict[str, Any] | None
    odd: bool = False


@dataclass(slots=True)
class Survey:
    """Which objects a file has: their keys by path in the order of the file, and how many there are of each."""

    keys: dict[Path, dict[str, None]] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)

    def columns(self, path: Path) -> list[str]:
        """Keys of the objects at a path, those of objects within them behind a dot."""
        found: dict[str, None] = {}
        for inner, keys in self.keys.items():
            if inner[: len(path)] == path:
                before = [k for k in inner[len(path) :] if k != MEMBER]
                if len(before) < 3:
                    found.update((".".join([*before, key]), None) for key in keys)
        return list(found)


def events(fh: BinaryIO, most: int) -> Iterator[Event]:
    """What a parser finds in a file of one or more JSON values. No single value may be longer than ``most`` bytes. Raises NotJson."""
    import ijson

    target = ijson.sendable_list()
    parser = ijson.basic_parse_coro(target, multiple_values=True)
    decoder: codecs.IncrementalDecoder | None = None
    numbers = _NoNumbers()
    waiting = total = 0
    odd = False
    while True:
        raw = fh.read(CHUNK)
        if decoder is None:
            wide = raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
            decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")("replace" if wide else "surrogateescape")
        total += len(raw)
        text, broken = _BROKEN.subn(_older, decoder.decode(raw, final=not raw))
        text = numbers.even(text, final=not raw)
        before, odd = odd, broken > 0
        problem: str | None = None
        try:
            if text:
                parser.send(text.encode("utf-8", "replace"))
            if not raw:
                parser.close()
        except (ijson.JSONError, ValueError, OverflowError) as err:
            problem = f"it is no JSON or breaks off near byte {total:,} ({str(err).split(chr(10))[0].strip()[:80]})"
        waiting = 0 if target else waiting + len(raw)
        for event, value in target:
            yield event, value, odd or before
        target.clear()
        if problem:
            raise NotJson(problem)
        if waiting > most:
            raise NotJson(f"a single value of more than {most:,} bytes stands before byte {total:,}")
        if not raw:
            return


def _older(m: re.Match[str]) -> str:
    return bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace")


class _NoNumbers:
    """Makes null of what no parser takes for a number, outside of strings: the NaN and Infinity that Python writes, and hundreds of figures."""

    def __init__(self) -> None:
        self._inside = False
        self._held = ""

    def even(self, text: str, *, final: bool) -> str:
        text = self._held + text
        held = 0 if final else self._hold(text)
        text, self._held = text[: len(text) - held], text[len(text) - held :]
        before = self._inside
        self._inside ^= _ESCAPED.sub("", text).count('"') % 2 == 1
        if "NaN" not in text and "Infinity" not in text and not _LONG.search(text):
            return text
        found = _TOKENS.sub(lambda m: m[0] if m[0].startswith('"') else "null", f'"{text}' if before else text)
        return found[1:] if before else found

    @staticmethod
    def _hold(text: str) -> int:
        """How much at the end of a piece goes with the next one: half a word, or a backslash that is not itself behind one."""
        if (len(text) - len(text.rstrip("\\"))) % 2:
            return 1
        half = _HALF.search(text[-12:])
        return len(half[0]) if half else 0


class _Places:
    """Where in the file the parser is: the path of the container that is open."""

    def __init__(self) -> None:
        self._steps: list[str] = []
        self._lists: list[bool] = []
        self._keys: list[str] = []

    @property
    def path(self) -> Path:
        return tuple(self._steps[1:])

    def key(self, key: str) -> None:
        self._keys[-1] = key

    def open(self, *, is_list: bool) -> None:
        if len(self._steps) >= MAX_DEPTH:
            raise NotJson(f"it is nested deeper than {MAX_DEPTH}")
        self._steps.append("" if not self._steps else MEMBER if self._lists[-1] else self._keys[-1])
        self._lists.append(is_list)
        self._keys.append("")

    def close(self) -> None:
        self._steps.pop()
        self._lists.pop()
        self._keys.pop()


def survey(found: Iterator[Event], enough: Callable[[Survey], bool], every: int = 100_000) -> Survey:
    """The objects of a file; after each so many events it is asked whether that is enough. What is no JSON ends it without a word."""
    seen = Survey()
    places = _Places()
    try:
        for number, (event, value, _) in enumerate(found, start=1):
            if event == "map_key":
                places.key(str(value))
                keys = seen.keys.get(places.path)
                if keys is not None and len(keys) < 2000:
                    keys[str(value)] = None
            elif event in ("start_map", "start_array"):
                places.open(is_list=event == "start_array")
                path = places.path
                if event == "start_map" and (path in seen.keys or len(seen.keys) < MAX_PATHS):
                    seen.keys.setdefault(path, {})
                    seen.counts[path] = seen.counts.get(path, 0) + 1
            elif event in ("end_map", "end_array"):
                places.close()
            if number % every == 0 and enough(seen):
                break
    except NotJson:
        pass
    return seen


def objects(found: Iterator[Event], takes: Callable[[Path], bool], most: int) -> Iterator[Found]:
    """The objects whose path ``takes`` accepts, outermost first; what stands inside one is part of it. One of more than ``most``
    characters is let go while it is read. Raises NotJson."""
    places = _Places()
    path: Path = ()
    stack: list[dict[str, Any] | list[Any]] = []
    keys: list[str] = []
    size, any_odd = 0, False

    def put(value: Any) -> None:
        if size > most:
            return
        top = stack[-1]
        if isinstance(top, dict):
            top[keys[-1]] = value
        else:
            top.append(value)

    for event, value, odd in found:
        if event == "map_key":
            places.key(str(value))
            if stack:
                keys[-1] = str(value)
                size += len(keys[-1])
        elif event in ("start_map", "start_array"):
            places.open(is_list=event == "start_array")
            fresh: dict[str, Any] | list[Any] = {} if event == "start_map" else []
            if stack:
                size += 8
                put(fresh)
                stack.append(fresh)
                keys.append("")
            elif event == "start_map" and takes(places.path):
                path, size, any_odd = places.path, 0, odd
                stack.append(fresh)
                keys.append("")
        elif event in ("end_map", "end_array"):
            places.close()
            if stack:
                any_odd = any_odd or odd
                done = stack.pop()
                keys.pop()
                if not stack:
                    yield Found(path, done if size <= most and isinstance(done, dict) else None, any_odd)
        elif stack:
            size += len(value) if isinstance(value, str) else 8
            any_odd = any_odd or odd
            put(value)
        if stack and size > most:
            for held in stack:
                held.clear()

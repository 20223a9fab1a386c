"""JSON read as articles: a list of records wherever it stands in a file, a single record, or a record a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rashomon.corpus import Article, Rejected
from rashomon.corpus.decoding import decode
from rashomon.errors import RashomonError
from rashomon.inputs.fields import TOO_LARGE
from rashomon.inputs.json_stream import MEMBER, NotJson, Path, Survey, events, objects, survey
from rashomon.inputs.maps import recognised
from rashomon.inputs.packed import bare, opened
from rashomon.inputs.plans import Plan, columns_of, other_table, plan_for
from rashomon.inputs.records import MAX_LINE, lines
from rashomon.inputs.row_dates import LOOKED_AT
from rashomon.inputs.source import Source
from rashomon.inputs.table_rows import Row, Wrong, articles

LINES = (".jsonl", ".ndjson")
_BLANK = b"\xef\xbb\xbf \t\r\n"


def read(source: Source) -> Iterator[Article | Rejected]:
    """An article for each record with a text."""
    table = open_table(source)
    if isinstance(table, Rejected):
        yield table
    else:
        yield from articles(source, table)


def open_table(source: Source) -> JsonLines | JsonFile | Rejected:
    """The records of a file, their keys understood; or why it holds no articles."""
    try:
        return _open_lines(source) if bare(source.name).endswith(LINES) or _is_lines(source) else _open_file(source)
    except NotJson as err:
        return Rejected(source.name, f"{err}; get the file again")
    except RashomonError as err:
        return Rejected(source.name, str(err))


def _is_lines(source: Source) -> bool:
    """Whether a file called .json holds a record a line."""
    with opened(source.path) as fh:
        found = [line for _, (_, line) in zip(range(20), lines(fh), strict=False) if line is None or line.strip(_BLANK)][:2]
    return len(found) == 2 and all(line is not None and isinstance(_record(line), dict) for line in found)


def _record(line: bytes) -> Any:
    """What a line of JSON holds; a string says what is wrong with it."""
    decoded = decode(line, garbled=False)
    if decoded.problem:
        return decoded.problem
    try:
        found = json.loads(decoded.text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as err:
        return f"not a line of JSON ({str(err)[:80]})"
    return found if isinstance(found, dict) else 'not a JSON object; a record looks like {"id": …, "text": …}'


def _open_lines(source: Source) -> JsonLines | Rejected:
    columns: dict[str, None] = {}
    looked_at = 0
    with opened(source.path) as fh:
        for _, line in lines(fh):
            record = _record(line) if line is not None and line.strip(_BLANK) else None
            if isinstance(record, dict):
                columns.update(dict.fromkeys(columns_of(record)))
                looked_at += 1
            if looked_at == LOOKED_AT:
                break
    if not looked_at:
        return Rejected(source.name, 'no line of it is a JSON object; a record looks like {"id": …, "text": …}')
    plan = plan_for(columns, source.mapping, fixed=False)
    return Rejected(source.name, plan) if isinstance(plan, str) else JsonLines(source, plan)


def has_ready_map(source: Source) -> bool:
    """Whether the first lines of a file have the keys of a ready map, or no text where plain records have theirs and one elsewhere."""
    columns: dict[str, None] = {}
    with opened(source.path) as fh:
        for _, (_, line) in zip(range(20), lines(fh), strict=False):
            record = _record(line) if line is not None and line.strip(_BLANK) else None
            if isinstance(record, dict):
                columns.update(dict.fromkeys(columns_of(record)))
    return bool(recognised(columns)) or (bool(columns) and "text" not in columns and not isinstance(plan_for(columns, {}), str))


class JsonLines:
    """A file with a record a line."""

    single = False

    def __init__(self, source: Source, plan: Plan) -> None:
        self._source, self.plan = source, plan

    def rows(self) -> Iterator[Row | Wrong]:
        """Its records by their lines."""
        with opened(self._source.path) as fh:
            for number, line in lines(fh):
                if line is None:
                    yield Wrong(number, f"{TOO_LARGE}; one article a line")
                elif line.strip(_BLANK):
                    record = _record(line)
                    if isinstance(record, str):
                        yield Wrong(number, record)
                    else:
                        yield Row(number, record, tuple(n for n in decode(line, garbled=False).notes if n.startswith("not valid")))


def _open_file(source: Source) -> JsonFile | Rejected:
    def enough(seen: Survey) -> bool:
        return not isinstance(_choose(seen, source), Rejected)

    with opened(source.path) as fh:
        if not fh.read(1):
            return Rejected(source.name, "empty: nothing in it")
    with opened(source.path) as fh:
        seen = survey(events(fh, MAX_LINE), enough)
    if not seen.keys:
        with opened(source.path) as fh:
            for _ in objects(events(fh, MAX_LINE), lambda _: False, 0):  # says what is wrong with it, where something is
                pass
        return Rejected(source.name, 'holds no JSON objects; a list of articles looks like [{"id": …, "text": …}, …]')
    return _choose(seen, source)


def _choose(seen: Survey, source: Source) -> JsonFile | Rejected:
    """The outermost list of records that hold articles; without one, what the largest of them lacks."""
    places = sorted((path for path in seen.keys if _may_be_records(path, seen)), key=len)
    for path in places:
        columns = seen.columns(path)
        if not source.mapping and (other := other_table(columns)):
            return Rejected(source.name, other)
        plan = plan_for(columns, source.mapping, fixed=False)
        if not isinstance(plan, str):
            return JsonFile(source, plan, path, single=not path and seen.counts[path] == 1)
    largest = max(places, key=lambda p: seen.counts[p], default=())
    reason = plan_for(seen.columns(largest), source.mapping, fixed=False)
    return Rejected(source.name, str(reason))


def _may_be_records(path: Path, seen: Survey) -> bool:
    """Objects that may be records: the whole file, members of a list, or one of several objects under keys of their own."""
    if not path or path[-1] == MEMBER:
        return True
    beside = (p for p in seen.keys if len(p) == len(path) and p[:-1] == path[:-1] and p != path)
    return len(path) == 1 and any(set(seen.keys[p]) & set(seen.keys[path]) for p in beside)


class JsonFile:
    """A file whose records stand at a path: each of them, and those at other paths of its shape that hold a text (lists by day)."""

    def __init__(self, source: Source, plan: Plan, path: Path, *, single: bool) -> None:
        self._source, self.plan, self._path, self.single = source, plan, path, single

    def _takes(self, path: Path) -> bool:
        mine = self._path
        return len(path) == len(mine) and all((a == MEMBER) == (b == MEMBER) for a, b in zip(path, mine, strict=True))

    def rows(self) -> Iterator[Row | Wrong]:
        """Its records, numbered as they come."""
        number = 0
        try:
            with opened(self._source.path) as fh:
                for found in objects(events(fh, MAX_LINE), self._takes, MAX_LINE):
                    if found.path != self._path and found.value is not None and not _holds_text(found.value, self.plan):
                        continue
                    number += 1
                    if found.value is None:
                        yield Wrong(number, f"{TOO_LARGE}; a record holds one article")
                    else:
                        notes = ("some bytes near it are not valid UTF-8; decoded as cp1252",) if found.odd else ()
                        yield Row(number, found.value, notes)
        except NotJson as err:
            yield Wrong(number + 1, f"{err}; what stood before was read, get the file again")


def _holds_text(record: dict[str, Any], plan: Plan) -> bool:
    return any(pick.of(record) is not None for pick in plan.fields["text"])

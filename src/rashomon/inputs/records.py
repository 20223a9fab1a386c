"""JSON Lines: one article a line, as an object with ``text`` and what else is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from rashomon.corpus import Article, Rejected
from rashomon.corpus.articles import MAX_BYTES
from rashomon.corpus.decoding import decode, safe_text
from rashomon.inputs.fields import FIELDS, TOO_LARGE, article_of, too_large
from rashomon.inputs.source import Source

#: A line of JSON may write every character of a 2 MB text as six (``\u0041``).
MAX_LINE = 6 * MAX_BYTES + 100_000


def read(source: Source) -> Iterator[Article | Rejected]:
    """An article for each line that is a record with a text. Under a map, or where the file is of a kind with a ready one, as any table."""
    from rashomon.inputs import json_rows

    if source.mapping or json_rows.has_ready_map(source):
        yield from json_rows.read(source)
        return
    with source.path.open("rb") as fh:
        yield from read_records(source.name, fh, source.mapping)


def lines(fh: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers; None for one that is longer than any record may be, which is never held whole."""
    number = 0
    while True:
        line = fh.readline(MAX_LINE)
        if not line:
            return
        number += 1
        if len(line) >= MAX_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = fh.readline(MAX_LINE)
            yield number, None
        else:
            yield number, line


def read_records(name: str, fh: BinaryIO, mapping: Mapping[str, str] | None = None, before: int = 0) -> Iterator[Article | Rejected]:
    """The records of a stream of JSON Lines; ``mapping`` says under which keys of theirs ours are found, ``before`` how many lines of its
    file come before it."""
    for number, line in lines(fh):
        where = f"{name}:{before + number}"
        if line is None:
            yield Rejected(where, f"{TOO_LARGE}; one article a line")
            continue
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        decoded = decode(line, garbled=False)  # of its text corpus tells
        if decoded.problem:
            yield Rejected(where, decoded.problem)
            continue
        notes = [note for note in decoded.notes if note.startswith("not valid")]
        try:
            record = json.loads(decoded.text.lstrip("\ufeff"))
        except (ValueError, RecursionError) as err:
            yield Rejected(where, f"not a line of JSON ({str(err)[:80]})")
            continue
        yield _record(where, record, notes, mapping or {})


def _record(where: str, record: Any, notes: list[str], mapping: Mapping[str, str]) -> Article | Rejected:
    if not isinstance(record, dict):
        return Rejected(where, 'not a JSON object; a record looks like {"id": …, "text": …}')

    def said(key: str) -> Any:
        return record.get(mapping.get(key, key))

    text = said("text")
    if not isinstance(text, str):
        key = mapping.get("text", "text")
        return Rejected(where, f"has no {key!r}" if text is None else f"its {key!r} is not a string")
    fields: dict[str, str] = {}
    for key in FIELDS:
        value = said(key)
        if isinstance(value, str):
            if value.strip():
                fields[key] = safe_text(value)[0]
        elif value is not None:
            notes.append(f"the record's {key} is not a string and was left out")
    given = said("id")
    if isinstance(given, str) and given.strip():
        name = safe_text(given)[0]
    elif isinstance(given, int) and not isinstance(given, bool):
        name = str(given)
    else:
        name = where
    problem = too_large(text)
    return article_of(name, "" if problem else text, fields, origin=where, problem=problem, notes=tuple(notes))

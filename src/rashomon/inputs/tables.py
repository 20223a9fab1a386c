"""Tables of articles in any of their files: CSV and its kin, JSON, Parquet. Which of their columns hold what: :mod:`rashomon.inputs.maps`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rashomon.corpus import Article, Rejected
from rashomon.errors import InputError
from rashomon.inputs.packed import bare
from rashomon.inputs.source import Source
from rashomon.inputs.table_rows import Table, articles, urls

#: Suffixes of tables that can list what is to be fetched.
LISTS = (".csv", ".tsv", ".tab", ".psv", ".json", ".jsonl", ".ndjson", ".parquet", ".pq")


def read(source: Source) -> Iterator[Article | Rejected]:
    """An article for each row with a text."""
    table = open_table(source)
    if isinstance(table, Rejected):
        yield table
    else:
        yield from articles(source, table)


def urls_of(source: Source) -> Iterator[str]:
    """Addresses of the rows that hold no text (an article list of GDELT holds none at all): what `rashomon fetch` can get. Nothing for a
    file that is no table of articles; reading it says why."""
    table = open_table(source)
    if not isinstance(table, Rejected):
        yield from urls(table)


def addresses(target: str) -> list[str]:
    """What `rashomon fetch` is to ask for a target: the target itself, or, where it is the name of a table on disk, the addresses of its
    rows without text. Raises InputError for a table that has none."""
    path = Path(target)
    if "://" in target or not bare(path.name).endswith(LISTS) or not path.is_file():
        return [target]
    table = open_table(Source(path.name, path))
    if isinstance(table, Rejected):
        raise InputError(f"{path}: {table.reason}")
    found = list(urls(table))
    if not found:
        raise InputError(f"{path}: every row of it has its text; `rashomon run {path}` reads it, and nothing is to be fetched")
    return found


def open_table(source: Source) -> Table | Rejected:
    """The table in a file, or why it holds no articles."""
    name = bare(source.path.name)
    if name.endswith((".parquet", ".pq")):
        from rashomon.inputs import parquet_rows

        return parquet_rows.open_table(source)
    if name.endswith((".json", ".ndjson", ".jsonl")):
        from rashomon.inputs import json_rows

        return json_rows.open_table(source)
    from rashomon.inputs import csv_rows

    return csv_rows.open_table(source)

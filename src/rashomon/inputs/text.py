"""A text file: one article, as scraped."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.corpus import Article, Rejected
from rashomon.corpus.articles import MAX_BYTES
from rashomon.inputs.fields import TOO_LARGE, article_of, read_most
from rashomon.inputs.source import Source


def read(source: Source) -> Iterator[Article | Rejected]:
    """The file's bytes, to be decoded by corpus; one that is too large is not held."""
    with source.path.open("rb") as fh:
        raw = read_most(fh, MAX_BYTES + 1)
    problem = TOO_LARGE if len(raw) > MAX_BYTES else None
    yield article_of(source.name, b"" if problem else raw, source.fields, problem=problem)

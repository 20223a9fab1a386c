"""What every reader needs to make an article: the fields beside a text, its largest size, and names that are text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from rashomon.corpus import Article
from rashomon.corpus.articles import MAX_BYTES
from rashomon.corpus.decoding import safe_text
from rashomon.model import Declared

#: What a record, a table or a page can say beside a text.
FIELDS = ("title", "outlet", "url", "published", "language", "byline")
_FIRST = 65_536
TOO_LARGE = f"larger than {MAX_BYTES // 1_000_000} MB"


def article_of(
    name: str,
    raw: bytes | str,
    fields: Mapping[str, str],
    *,
    origin: str = "",
    problem: str | None = None,
    notes: tuple[str, ...] = (),
    declared: tuple[Declared, ...] = (),
    provenance: tuple[tuple[str, str], ...] = (),
    marks: tuple[tuple[int, int, str], ...] = (),
) -> Article:
    """An article with the fields it has; one with a ``problem`` holds no text."""
    known: dict[str, str | None] = {key: fields.get(key) for key in FIELDS}
    return Article(
        name,
        raw,
        known["title"],
        known["outlet"],
        known["url"],
        known["published"],
        known["language"],
        known["byline"],
        origin or name,
        problem,
        notes,
        declared,
        provenance,
        marks,
    )


def too_large(text: str) -> str | None:
    """The problem of a text that is too large for an article, else None."""
    return TOO_LARGE if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES else None


def read_most(fh: BinaryIO, most: int) -> bytes:
    """At most so many bytes of a file. Room is made for a small part first: Python clears as much as is asked for, and files are small."""
    first = fh.read(min(most, _FIRST))
    return first if len(first) < _FIRST else first + fh.read(most - len(first))


def named(text: str) -> str:
    """A file name as text: bytes that are not UTF-8 become U+FFFD."""
    return safe_text(text)[0]

"""One file of the input, as a reader is given it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.corpus import Article, Rejected


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: ``name`` is its path below INPUT (posix), ``fields`` what a table beside it says of its one article (title, outlet,
    url, published, language, byline), ``mapping`` a user's field map (ours → theirs: ``{"text": "body"}``)."""

    name: str
    path: Path
    fields: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)


#: A reader gives articles one at a time, never holding the file whole, and a :class:`Rejected` for each record that cannot be one
#: (name: "file:record", reason: what is wrong and what to do). It raises nothing for bad content, and OSError for a file it cannot open.
Reader = Callable[[Source], Iterator[Article | Rejected]]

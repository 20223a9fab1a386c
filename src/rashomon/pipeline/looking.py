"""What there is to do about an input, told article by article: no input is held whole, however large it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from rashomon import corpus
from rashomon.errors import InputError
from rashomon.model import Document, content_id
from rashomon.pipeline.read import input_hash
from rashomon.pipeline.shards.finished import Held
from rashomon.store import Reading
from rashomon.store.forgetting import Removed

#: As much of an input as is looked at before anything is written: what is smaller is known whole, how many there are and that no two have
#: one name. A text is 5 kB in the mean.
AHEAD, AHEAD_BYTES = 10_000, 64_000_000


@dataclass(frozen=True, slots=True)
class Copy:
    """An article whose input the ledger holds, or will hold at the end of this run (``waits``), under the name ``same``."""

    name: str
    same: str
    waits: bool


@dataclass(slots=True)
class Found:
    """What an input holds, as it is told: ``names`` so far, how many the ledger has already (``known``), and ``total`` articles to keep,
    where that can be said before."""

    names: set[str] = field(default_factory=set)
    known: int = 0
    total: int | None = None
    steps: Iterator[corpus.Article | Held | Copy | Reading] = field(default_factory=lambda: iter(()))


def look(
    items: Iterator[corpus.Article | corpus.Rejected],
    inputs: Sequence[Path],
    old: Mapping[str, tuple[str, str]],
    reread: bool,
    removed: Removed,
) -> Found:
    """What is to be done about the articles of ``items``, read from ``inputs``, of which the ledger holds ``old``: articles to be read,
    copies of what is held, and readings of what cannot be read. Raises InputError for an input without documents or with two of one name; with a large one that
    comes on the way, when what stood before is kept already.
    """
    found = Found()
    first: list[corpus.Article | corpus.Rejected] = []
    size = 0
    for item in items:
        first.append(item)
        size += len(item.raw) if isinstance(item, corpus.Article) else 0
        if len(first) >= AHEAD or size >= AHEAD_BYTES:
            found.steps = _steps(chain(first, items), found, old, reread, removed)
            return found
    steps = list(_steps(iter(first), found, old, reread, removed))
    found.total = sum(not isinstance(step, Reading) for step in steps)
    if not found.names and not steps and not found.known:
        raise InputError(f"no document found in {', '.join(str(p) for p in inputs)}; give files with articles, or a folder of them")
    found.steps = iter(steps)
    return found


def look_along(items: Iterator[Held | corpus.Rejected], old: Mapping[str, tuple[str, str]], reread: bool, removed: Removed) -> Found:
    """The same of articles that were read elsewhere; how many there are is known at the end."""
    found = Found()
    found.steps = _steps(items, found, old, reread, removed)
    return found


def _steps(
    items: Iterator[Any], found: Found, old: Mapping[str, tuple[str, str]], reread: bool, removed: Removed
) -> Iterator[corpus.Article | Held | Copy | Reading]:
    held = {} if reread else {input_hash: name for name, (input_hash, _) in sorted(old.items(), reverse=True) if input_hash}
    changed: set[str] = set()  # of these the ledger gets another text: they are nobody's copy, nor are their earlier texts
    for item in items:
        if isinstance(item, corpus.Rejected):
            reading = Reading(_rejected(item), input_hash=content_id("rejected", item.name, item.reason))
            if item.name not in old or old[item.name][0] != reading.input_hash:
                yield reading
            continue
        if item.name in found.names:
            raise InputError(f"two documents are called {item.name!r}; rename one of them")
        found.names.add(item.name)
        own = item.input_hash if isinstance(item, Held) else input_hash(item)
        if why := removed.reason(item.name, own):
            reading = removed.reading(item.name, why)
            if old.get(item.name) == (reading.input_hash, reading.document.document_id):
                found.known += 1
            else:
                yield reading
            continue
        if item.name in old and not reread and old[item.name][0] == own:
            found.known += 1
            continue
        if item.name in old:
            changed.add(item.name)
        same = held.setdefault(own, item.name)
        if same in changed or same.rsplit("@", 1)[0] in changed:
            held[own] = same = item.name
        if same == item.name or reread:
            yield item
        else:  # what this run itself reads is there only at its end
            yield Copy(item.name, same, waits=same in found.names)


def _rejected(item: corpus.Rejected) -> Document:
    return Document(item.name, "", content_id("doc", "rejected", item.name), "", status="set_aside", reason=item.reason)

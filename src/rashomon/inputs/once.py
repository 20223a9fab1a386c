"""Each article of an input once, and each under a name of its own, though archives and downloads overlap."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar, cast

from rashomon.corpus import Article, Rejected
from rashomon.errors import InputError
from rashomon.inputs.seen import Seen


class Named(Protocol):
    """An article, or what stands for one that was read elsewhere (a dataclass, too). ``provenance`` tells archives and accession numbers."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def origin(self) -> str:
        """File and line, for messages."""
        ...

    @property
    def provenance(self) -> tuple[tuple[str, str], ...]:
        """Where it was found, as pairs."""
        ...


T = TypeVar("T", bound=Named)


class Once(Generic[T]):
    """What was seen of an input so far, file by file."""

    def __init__(self) -> None:
        self._seen = Seen()
        self._held: dict[str, bytes] = {}  # hashes of what came out of archives, by name

    def of(self, name: str, where: str, items: Iterable[T | Rejected]) -> Iterator[T | Rejected]:
        """The items of the file called ``name``, which stands at ``where``, without those that were seen before. Raises InputError for two
        articles under one name."""
        again, first = 0, ""
        for item in items:
            if isinstance(item, Rejected):
                yield item
                continue
            before = self._seen.where(item.name)
            if any(key == "archive" for key, _ in item.provenance):
                # One capture, or one mail, stands in several archives; two things under its name are told apart by their text.
                text = mark(item)
                if self._held.setdefault(item.name, text) != text:
                    item = cast(T, replace(cast(Any, item), name=f"{item.name}#{text.hex()}"))
                    before = self._seen.where(item.name)
                if before is not None and self._held.setdefault(item.name, text) == text:
                    again, first = again + 1, first or f"{item.name}, in {before[0].rsplit('/', 1)[-1]}"
                    continue
            if before is not None and any(key == "accession" for key, _ in item.provenance):
                # Downloads from a database overlap; its own number says that this is the same article.
                stands = "".join(before)
                yield Rejected(item.origin, f"the same article as {item.name}, read already from {stands}: it is read once")
                continue
            if before is not None:
                raise InputError(
                    f"{item.name}: two articles under one name ({''.join(before)} and {where}{_place(item, name)}). "
                    "Rename one, or give its record another id; the first was read, the second was not."
                )
            self._seen.add(item.name, where, _place(item, name))
            yield item
        if again:
            yield Rejected(f"{name}:elsewhere", f"articles in it that were read from another archive already: {again:,} (first: {first})")


def mark(item: Any) -> bytes:
    """A short hash of what came in; what stands for an article brings its own."""
    if not isinstance(item, Article):
        return cast(bytes, item.mark)
    raw = item.raw if isinstance(item.raw, bytes) else item.raw.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=6).digest()


def _place(article: Named, name: str) -> str:
    """Where in its file an article stands (":17"), as far as its origin says so."""
    return article.origin.removeprefix(name) if article.origin.startswith(f"{name}:") else ""

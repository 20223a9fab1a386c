"""Which reader reads a file: told by its suffix, and by its first bytes where several kinds share one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from rashomon.inputs.source import Reader

#: As much of a file as is looked at to tell its kind.
HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input: ``module`` below ``rashomon.inputs`` holds ``read`` and, where ``told_apart``, ``looks_like(head: bytes) -> bool``.

    A kind that is told apart is only taken where its head looks like it; another is what its suffixes say. With ``anywhere`` its head is
    enough, whatever the file is called ("story.php" that is a web page).
    """

    module: str
    suffixes: tuple[str, ...]
    told_apart: bool = False
    anywhere: bool = False

    @property
    def read(self) -> Reader:
        """The reader, imported when it is needed."""
        return cast(Reader, self._module("read"))

    def looks_like(self, head: bytes) -> bool:
        """Whether a file that begins so is of this kind."""
        return bool(cast(Callable[[bytes], bool], self._module("looks_like"))(head))

    def _module(self, name: str) -> object:
        module = f"rashomon.inputs.{self.module}"
        return getattr(sys.modules.get(module) or import_module(module), name)


#: Asked in this order: kinds that are told apart by their first bytes stand before the one that has the suffix else.
KINDS: tuple[Kind, ...] = (
    Kind("proquest", (".txt", ".ris", ".xml", ".csv", ".tsv"), told_apart=True),
    Kind("factiva", (".txt", ".html", ".htm"), told_apart=True),
    Kind("nexis", (".txt", ".zip"), told_apart=True),
    Kind("docx", (".docx",)),
    Kind("rtf", (".rtf",)),
    Kind("rtf", (".doc",), told_apart=True),
    Kind("text", (".txt",)),
    Kind("records", (".jsonl",)),
    Kind("html", (".html", ".htm", ".xhtml", ".shtml"), anywhere=True),
    Kind("mhtml", (".mhtml", ".mht")),
    Kind("mail", (".eml", ".mbox"), anywhere=True),
    Kind("wacz", (".wacz",)),
    Kind("warc", (".warc", ".warc.gz", ".warc.zst", ".wet", ".wet.gz", ".arc", ".arc.gz")),
    Kind("tables", (".csv", ".tsv", ".tab", ".psv", ".json", ".ndjson", ".parquet", ".pq")),
    Kind("tables", (".csv.gz", ".tsv.gz", ".json.gz", ".ndjson.gz", ".jsonl.gz")),
)


def suffixes() -> tuple[str, ...]:
    """Every suffix some reader reads, in the order of the kinds."""
    return tuple(dict.fromkeys(s for kind in KINDS for s in kind.suffixes))


def known() -> str:
    """The suffixes in words, for messages."""
    return ", ".join(suffixes())


def kind_of(path: Path) -> Kind | None:
    """The kind of a file, or None where nobody reads it. Raises OSError where its head is needed and cannot be read."""
    name = path.name.lower()
    by_suffix = [kind for kind in KINDS if name.endswith(kind.suffixes)]
    if len(by_suffix) == 1 and not by_suffix[0].told_apart:
        return by_suffix[0]
    with path.open("rb") as fh:
        head = fh.read(HEAD)
    for kind in by_suffix:
        if not kind.told_apart or kind.looks_like(head):
            return kind
    return next((kind for kind in KINDS if kind.anywhere and kind.looks_like(head)), None)

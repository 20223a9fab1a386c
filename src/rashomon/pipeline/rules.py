"""What the figures follow from beside the articles and the decisions: the program's own rules, words and places, as one hash."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from rashomon import __version__
from rashomon.gazetteer import get_gazetteer

#: Rooms in which a figure is made. Pages, commands and the store may change without moving one.
ROOMS = ("language", "lexicon", "gazetteer", "corpus", "mentions", "claims", "incidents", "estimates", "confidence", "model", "pipeline")
_KINDS = {".py", ".yml", ".json", ".tsv"}


@cache
def _program() -> str:
    root = Path(__file__).parents[1]
    whole = hashlib.sha256(__version__.encode())
    for room in ROOMS:
        for path in sorted((root / room).rglob("*"), key=lambda p: p.relative_to(root).as_posix()):
            if path.suffix in _KINDS:
                whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def rules_hash() -> str:
    """A hash of the rules in force. Where it is another than that of the ledger's last run, everything is derived again."""
    added = repr(get_gazetteer().added)
    return hashlib.sha256(f"{_program()}\n{added}".encode()).hexdigest()[:16]

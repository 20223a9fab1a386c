"""The ledger: what was read and decided, appended; what follows from it, derived. See ``docs/concepts/store.md``.

What is named here is loaded when it is first used: who makes rows of readings (:mod:`rashomon.store.encoded`) needs no database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.store.codec import decode, encode
    from rashomon.store.engine import where_of
    from rashomon.store.ledger import Ledger, writing
    from rashomon.store.reading import Reading

__all__ = ["Ledger", "Reading", "decode", "encode", "where_of", "writing"]

_HOMES = {"Ledger": "ledger", "Reading": "reading", "decode": "codec", "encode": "codec", "where_of": "engine", "writing": "ledger"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'rashomon.store' has no attribute {name!r}")
    value = getattr(import_module(f"rashomon.store.{_HOMES[name]}"), name)
    globals()[name] = value
    return value

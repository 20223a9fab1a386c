"""The ledger: what was read and decided, appended; what follows from it, derived. See ``docs/concepts/store.md``.

What is named here is loaded when it is first used: who makes rows of readings (:mod:`rashomon.store.encoded`) needs no database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.lazy import loaded_on_use

if TYPE_CHECKING:
    from rashomon.store.codec import decode, encode
    from rashomon.store.engine import where_of
    from rashomon.store.ledger import Ledger, writing
    from rashomon.store.reading import Reading

__all__ = ["Ledger", "Reading", "decode", "encode", "where_of", "writing"]

_HOMES = {"Ledger": "ledger", "Reading": "reading", "decode": "codec", "encode": "codec", "where_of": "engine", "writing": "ledger"}
__getattr__ = loaded_on_use(__name__, _HOMES)

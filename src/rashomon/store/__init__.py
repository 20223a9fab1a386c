"""The ledger: one SQLite file that keeps what was read and what was derived. See ``docs/concepts/store.md``."""

from rashomon.store.codec import decode, encode
from rashomon.store.ledger import Ledger
from rashomon.store.reading import Reading

__all__ = ["Ledger", "Reading", "decode", "encode"]

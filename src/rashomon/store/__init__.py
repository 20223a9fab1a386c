"""The ledger: what was read and decided, appended; what follows from it, derived. See ``docs/concepts/store.md``."""

from rashomon.store.codec import decode, encode
from rashomon.store.engine import where_of
from rashomon.store.ledger import Ledger, writing
from rashomon.store.reading import Reading

__all__ = ["Ledger", "Reading", "decode", "encode", "where_of", "writing"]

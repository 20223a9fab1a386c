"""What pages, the API and other programs ask of a ledger: one set of questions, answered the same way everywhere. See ``docs/concepts/queries.md``."""

from rashomon.queries.desk import Desk, State
from rashomon.queries.entry import Entry, Figure
from rashomon.queries.keys import key_of, name_of
from rashomon.queries.lens import Lens
from rashomon.queries.limits import TooLong
from rashomon.queries.query import Found, Query
from rashomon.queries.shelf import Shelf

__all__ = ["Desk", "Entry", "Figure", "Found", "Lens", "Query", "Shelf", "State", "TooLong", "key_of", "name_of"]

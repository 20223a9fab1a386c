"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from rashomon.store.json_text import as_made, dumps

#: Text that sorts by code point everywhere (PostgreSQL would ask the locale of the database).
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
#: 63-bit numbers and row numbers. SQLite counts up only an ``INTEGER`` key.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Json(sa.types.TypeDecorator[Any]):
    """A value as canonical JSON text, byte for byte the same on both databases; with ``as_made`` the keys stay in the order they have."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, as_made: bool = False) -> None:
        super().__init__()
        self.as_made = as_made

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """JSON text of the value; None stays NULL."""
        if value is None:
            return None
        return as_made(value) if self.as_made else dumps(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        """The value of the JSON text."""
        return None if value is None else json.loads(value)


#: A row of one of the three JSON Lines files, as it is written there.
ROW = Json(as_made=True)

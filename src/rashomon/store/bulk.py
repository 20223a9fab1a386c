"""Rows that are values of the database already, appended many at a time.

A statement of SQLAlchemy turns every value of every row into what the database takes; of some hundred rows a document that is most of what
keeping them costs. What comes this way was turned before (JSON is text), where it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa


def insert(db: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Appends rows, each the values of these columns as the database keeps them; JSON as text."""
    if not rows:
        return
    mark = "?" if db.dialect.name == "sqlite" else "%s"
    named = ", ".join(f'"{c}"' for c in columns)
    values = ", ".join([mark] * len(columns))
    db.exec_driver_sql(f'INSERT INTO "{table.name}" ({named}) VALUES ({values})', list(rows))  # noqa: S608 - names of our own tables


def numbers(db: sa.Connection, key: sa.Column[Any], many: int) -> list[int]:
    """The next numbers that the database would give to as many rows by itself; they are taken with this."""
    table = key.table
    if db.dialect.name == "sqlite":
        given = db.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :t"), {"t": str(table)}).scalar() or 0
        first = max(int(given), db.scalar(sa.select(sa.func.max(key))) or 0) + 1
        return list(range(first, first + many))
    asked = sa.text("SELECT nextval(pg_get_serial_sequence(:t, :c)) FROM generate_series(1, :n)")
    return [int(n) for n in db.scalars(asked, {"t": str(table), "c": key.name, "n": many})]

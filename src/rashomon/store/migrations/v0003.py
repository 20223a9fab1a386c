"""A derived table more: what reports of unknown day fit best (:mod:`rashomon.incidents.loose`).

It is left empty: these rules are others than those of the release before, so the next run derives everything again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.store import derived_tables

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(db: sa.Connection, op: Operations) -> None:
    """Makes the table, where the step before has not made it with all others."""
    del op
    derived_tables.mention_rivals.create(db, checkfirst=True)

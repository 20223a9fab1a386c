"""Versions of the ledger's tables, and the way up from each released one. See ``docs/decisions/0008-two-databases.md``.

The number stands in ``meta`` under ``schema``. Version 1 was the first release (SQLite only); each later one is a module ``vNNNN`` here with
a function ``upgrade(db, op)``, ``op`` being Alembic's operations, run in one transaction with the writing of the new number.
"""

from rashomon.store.migrations.backup import backups
from rashomon.store.migrations.steps import VERSION, carried_corrections, prepare, upgrade, version_of

__all__ = ["VERSION", "backups", "carried_corrections", "prepare", "upgrade", "version_of"]

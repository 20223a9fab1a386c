"""Facts of the ledger itself, sealed in the chain: its id, and what an upgrade carried along."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import sqlalchemy as sa

from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain, new_salt

#: Keys that say what stands under them is sealed: its salt.
SALT = "salt of "


def seal_ledger(db: sa.Connection, chain: Chain) -> str:
    """Gives a ledger its id, with a link of the chain that seals it."""
    ledger_id = secrets.token_hex(16)
    db.execute(t.meta.insert().values(key="ledger_id", value=ledger_id))
    chain.append("ledger", ledger_id, 0, "", {"ledger_id": ledger_id})
    return ledger_id


def seal_values(db: sa.Connection, chain: Chain, keys: Iterable[str]) -> None:
    """Seals values of ``meta`` by their keys, each with a salt beside it, so that they can be forgotten."""
    for key in sorted(keys):
        value, salt = db.scalar(sa.select(t.meta.c.value).where(t.meta.c.key == key)), new_salt()
        db.execute(t.meta.insert().values(key=SALT + key, value=salt))
        chain.append("meta", key, 0, salt, {"key": key, "value": value})


def ledger_id(db: sa.Connection) -> str | None:
    """The id of a ledger: packs name it."""
    return db.scalar(sa.select(t.meta.c.value).where(t.meta.c.key == "ledger_id"))

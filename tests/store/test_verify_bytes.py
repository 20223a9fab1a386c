"""Bytes flipped in the file of a ledger itself: found, or without a meaning for the evidence."""

import random
from contextlib import closing, suppress

import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.pipeline.session import Session, framed
from rashomon.simulate import generate
from rashomon.store import Ledger, writing
from rashomon.store import evidence_tables as t
from rashomon.store.verify import verify


def evidence_of(path):
    with closing(Ledger(path)) as ledger, ledger.read() as db:
        return {x.name: [tuple(r) for r in db.execute(sa.select(x).order_by(*x.primary_key.columns))] for x in t.EVIDENCE}


def test_flipped_bytes_are_found_or_change_no_evidence(tmp_path):
    path = tmp_path / "ledger.db"
    with writing(path) as ledger:
        session = Session.start(ledger, "run", framed("current"))
        session.add(list(generate(3, 4)))
        session.finish()
    sound, before = path.read_bytes(), evidence_of(path)
    chance = random.Random(4)
    damaged = tmp_path / "damaged.db"
    seen = {True: 0, False: 0}
    for _ in range(60):
        at = chance.randrange(len(sound))
        damaged.write_bytes(sound[:at] + bytes([sound[at] ^ (1 << chance.randrange(8))]) + sound[at + 1 :])
        found = True
        with suppress(LedgerError), closing(Ledger(damaged)) as ledger:
            found = bool(verify(ledger).findings)
        seen[found] += 1
        if not found:
            assert evidence_of(damaged) == before, at
    assert seen[True] > 10

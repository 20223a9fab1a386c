"""A ledger that came up from the first release holds, and documents can be removed from it."""

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

from rashomon.pipeline.forget import forget
from rashomon.pipeline.session import Session, framed
from rashomon.store import Ledger, evidence, writing
from rashomon.store import evidence_tables as t
from rashomon.store.forgetting import removal_of
from rashomon.store.migrations import backups
from rashomon.store.verify import verify

RELEASED = Path(__file__).parent / "released" / "v1.sql.xz"


def test_an_upgraded_ledger_holds_before_and_after_a_run_and_a_removal(tmp_path):
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(lzma.decompress(RELEASED.read_bytes()).decode())
    with writing(path) as ledger:
        assert verify(ledger).findings == ()
        session = Session.start(ledger, "run", framed("current"))
        session.finish()
        assert verify(ledger).findings == ()
        with ledger.read() as db:
            name = next(n for n in sorted(evidence.known(db)) if evidence.load_documents(db, [n])[n].text)
            text = evidence.load_documents(db, [name])[name].text
            removal = removal_of(db, name)
        assert backups(path)
        forget(ledger, removal, "Desk", "safety")
        assert verify(ledger).findings == () and not backups(path)
    first = max(text.splitlines(), key=len)[:80].encode()
    assert first not in path.read_bytes()


def test_what_an_upgrade_carried_along_is_sealed(tmp_path):
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(lzma.decompress(RELEASED.read_bytes()).decode())
    with writing(path) as ledger, ledger.write() as db:
        db.execute(t.meta.update().where(t.meta.c.key.startswith("corrections")).values(value="other"))
    with closing(Ledger(path)) as ledger:
        assert [f.where[:16] for f in verify(ledger).findings] == ["meta corrections"]

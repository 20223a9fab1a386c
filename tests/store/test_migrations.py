"""The way up from every released version, with data in it. The ledgers of releases are in ``released/``."""

import json
import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store import derived_tables, migrations, search
from rashomon.store import evidence_tables as t
from rashomon.store.chain import START, digest, link_hash
from rashomon.store.codec import decode
from rashomon.store.engine import open_engine
from rashomon.store.evidence import load_readings, pending
from rashomon.store.key_segments import KeySegments
from rashomon.store.migrations import steps
from rashomon.store.payloads import READING, VERSION, of_row, reading_payload, statements_in
from rashomon.store.reading import Reading
from rashomon.store.statements import ordered
from rashomon.store.versions import last_rows

RELEASED = Path(__file__).parent / "released"


def old_ledger(folder, version=1):
    path = folder / "ledger.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(lzma.decompress((RELEASED / f"v{version}.sql.xz").read_bytes()).decode())
    return path


def rows(path, query):
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


def upgraded(path):
    database = open_engine(path)
    told = []
    assert migrations.prepare(database, tell=told.append) == 1
    assert len(told) == 1 and any(told[0].endswith(str(p)) for p in migrations.backups(path))
    return database


def v1_readings(path):
    out = []
    for text, reading in rows(path, "SELECT text, reading FROM readings ORDER BY name"):
        data = json.loads(reading)
        data["document"]["text"] = text
        out.append(decode(Reading, data))
    return out


def test_every_release_has_its_ledger_here():
    assert {p.name.split(".")[0] for p in RELEASED.iterdir()} == {f"v{n}" for n in range(1, migrations.VERSION)}


def unpacked(folder, version):
    """A ledger of this version, as that release left it."""
    folder.mkdir()
    (folder / "ledger.db").write_bytes(lzma.decompress((RELEASED / f"v{version}.db.xz").read_bytes()))
    return folder / "ledger.db"


@pytest.mark.parametrize("version", range(2, migrations.VERSION))
def test_from_the_second_release_all_rows_stay(tmp_path, version):
    path = unpacked(tmp_path / "old", version)
    shown = "SELECT incident_id, row FROM incidents ORDER BY 1"
    before = {q: rows(path, q) for q in (shown, "SELECT * FROM chain", "SELECT * FROM statements", "SELECT * FROM incident_versions")}
    assert before[shown]
    up, new = open_engine(path), open_engine(tmp_path / "new.db")
    assert migrations.prepare(up) == version
    migrations.prepare(new)
    asked = sa.text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2")
    with up.read() as a, new.read() as b:
        assert a.execute(asked).all() == b.execute(asked).all()
        assert (a.scalar(sa.select(sa.func.count()).select_from(derived_tables.mention_rivals)) == 0) is (version == 2)
    for database in (up, new):
        database.close()
    assert {q: rows(path, q) for q in before} == before
    assert [p.name for p in migrations.backups(path)] == [f"ledger.db.v{version}.backup"]


def test_keys_of_shared_words_are_carried_over(tmp_path):
    path = unpacked(tmp_path / "old", 3)
    before = rows(path, "SELECT key, document_no FROM document_keys ORDER BY 1, 2")
    up = open_engine(path)
    migrations.prepare(up)
    with up.read() as db:
        segments = KeySegments(db)
        own = segments.own({n for _, n in before})
        assert sorted((k, n) for n, keys in own.items() for k in keys.tolist()) == before
        keys, numbers = segments.holders(np.array(sorted({k for k, _ in before}), dtype=np.int64))
        assert sorted(zip(keys.tolist(), numbers.tolist(), strict=True)) == before and len(before) > 300
    up.close()


def test_pairs_that_came_to_nothing_go(tmp_path):
    path = unpacked(tmp_path / "old", 4)
    linked = "SELECT a, b, kind, pair FROM document_pairs ORDER BY 1, 2"
    before = rows(path, linked)
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO document_pairs VALUES ('one.txt', 'two.txt', NULL, 0, NULL)")
        db.commit()
    up = open_engine(path)
    migrations.prepare(up)
    up.close()
    assert rows(path, linked) == before and len(before) == 6


def test_readings_come_up_as_they_were(tmp_path):
    path = old_ledger(tmp_path)
    before = v1_readings(path)
    database = upgraded(path)
    with database.read() as db:
        after = load_readings(db, [r.document.name for r in before])
        assert len(before) == 37
        assert after == [ordered(r) for r in before]
        assert sorted(pending(db)) == [r.document.name for r in before]  # the next run derives from all of them
        for table in derived_tables.DERIVED:
            assert db.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    database.close()


def test_what_was_said_is_kept_as_a_version(tmp_path):
    path = old_ledger(tmp_path)
    said = {i: json.loads(row) for i, row in rows(path, 'SELECT incident_id, "row" FROM incidents')}
    figures = rows(path, "SELECT incident_id, n, harm, side, low, best, high, policy FROM estimates ORDER BY 1, 2")
    database = upgraded(path)
    with database.read() as db:
        assert last_rows(db) == said
        e = t.estimate_versions.c
        kept = db.execute(sa.select(e.incident_id, e.n, e.harm, e.side, e.low, e.best, e.high, e.policy).order_by(e.incident_id, e.n))
        assert [tuple(r) for r in kept] == figures
        assert db.execute(sa.select(t.runs.c.kind).order_by(t.runs.c.run_id)).scalars().all() == ["run", "run", "upgrade"]
    database.close()


def test_corrections_are_carried_over(tmp_path):
    path = old_ledger(tmp_path)
    before = dict(rows(path, "SELECT source, text FROM corrections"))
    database = upgraded(path)
    with database.read() as db:
        assert migrations.carried_corrections(db) == before
        assert len(before) == 1
    database.close()


def test_everything_carried_over_is_sealed(tmp_path):
    database = upgraded(old_ledger(tmp_path))
    with database.read() as db:
        prev, kinds = START, []
        for link in db.execute(sa.select(t.chain).order_by(t.chain.c.seq)):
            assert link.prev == prev
            assert link.hash == link_hash(prev, link.seq, link.kind, link.subject, link.run_id, link.digest)
            prev = link.hash
            kinds.append(link.kind)
            if link.kind == "reading":
                row = db.execute(sa.select(t.readings).where(t.readings.c.reading_id == int(link.subject))).mappings().one()
                sha = db.scalar(sa.select(t.texts.c.sha256).where(t.texts.c.document_id == row["document_id"]))
                payload = reading_payload(row, sha, statements_in(db, row["name"], row["run_id"]))
                assert digest(row["salt"], payload) == link.digest and len(of_row(row, READING)) == 8
            if link.kind == "version":
                row = db.execute(sa.select(t.incident_versions).where(t.incident_versions.c.version_id == int(link.subject)))
                one = row.mappings().one()
                assert digest(one["salt"], of_row(one, VERSION)) == link.digest
    database.close()
    assert kinds.count("reading") == 37 and kinds.count("version") == 39
    assert [k for k in kinds if k in {"run", "finish"}] == ["run", "finish"] * 3


def test_the_copy_is_the_ledger_as_it_was(tmp_path):
    path = old_ledger(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        before = list(db.iterdump())
    upgraded(path).close()
    (copy,) = migrations.backups(path)
    assert copy.name == "ledger.db.v1.backup"
    with closing(sqlite3.connect(copy)) as db:
        assert list(db.iterdump()) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ledger.db", "ledger.db.v1.backup"]


def test_a_copy_from_before_is_not_overwritten(tmp_path):
    path = old_ledger(tmp_path)
    (tmp_path / "ledger.db.v1.backup").write_text("kept")
    upgraded(path).close()
    assert (tmp_path / "ledger.db.v1.backup").read_text() == "kept"
    assert [p.name for p in migrations.backups(path)] == ["ledger.db.v1.2.backup", "ledger.db.v1.backup"]


def test_an_upgraded_ledger_has_the_tables_of_a_new_one(tmp_path):
    (tmp_path / "old").mkdir()
    up = upgraded(old_ledger(tmp_path / "old"))
    new = open_engine(tmp_path / "new.db")
    migrations.prepare(new)
    asked = sa.text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2")
    with up.read() as a, new.read() as b:
        assert a.execute(asked).all() == b.execute(asked).all()
    for database in (up, new):
        database.close()


def test_articles_can_be_searched_after_the_upgrade(tmp_path):
    database = upgraded(old_ledger(tmp_path))
    with database.read() as db:
        assert db.scalar(sa.text("SELECT count(*) FROM search_texts")) == 37
    with database.write() as db:
        assert search.catch_up(db) == 0
    database.close()


@pytest.mark.parametrize("broken", ["not json", '{"document": {}}', "[]"])
def test_an_upgrade_that_fails_leaves_the_old_ledger(tmp_path, broken):
    path = old_ledger(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE readings SET reading = ? WHERE name LIKE '05%'", (broken,))
        db.commit()
        before = list(db.iterdump())
    database = open_engine(path)
    with pytest.raises(LedgerError, match=r"cannot be upgraded: .*it is as it was before"):
        migrations.prepare(database)
    database.close()
    with closing(sqlite3.connect(path)) as db:
        assert list(db.iterdump()) == before


def test_an_upgrade_cut_off_in_the_middle_is_done_by_the_next(tmp_path, monkeypatch):
    path = old_ledger(tmp_path)
    database = open_engine(path)
    with monkeypatch.context() as m:
        m.setattr(search, "catch_up", lambda db: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            migrations.prepare(database)
    assert migrations.version_of(database) == 1
    assert migrations.prepare(database) == 1
    assert migrations.version_of(database) == migrations.VERSION
    database.close()


def test_without_room_for_the_copy_nothing_is_changed(tmp_path, monkeypatch):
    path = old_ledger(tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rashomon.store.migrations.backup.os.fsync", full)
    database = open_engine(path)
    with pytest.raises(LedgerError, match=r"No space left.*make room for 2 MB.*not changed"):
        migrations.prepare(database)
    assert migrations.version_of(database) == 1
    assert migrations.backups(path) == []
    database.close()
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.db"]


def test_an_older_ledger_opened_for_reading_is_not_upgraded(tmp_path):
    database = open_engine(old_ledger(tmp_path), read_only=True)
    with pytest.raises(LedgerError, match=r"older version .*rashomon migrate"):
        migrations.prepare(database)
    database.close()


def test_upgrade_can_be_refused(tmp_path):
    database = open_engine(old_ledger(tmp_path))
    with pytest.raises(LedgerError, match=r"older version .*rashomon migrate"):
        migrations.prepare(database, may_upgrade=False)
    assert migrations.version_of(database) == 1
    steps.upgrade(database)
    assert migrations.version_of(database) == migrations.VERSION
    steps.upgrade(database)  # nothing left to do, no second copy
    assert len(migrations.backups(tmp_path / "ledger.db")) == 1
    database.close()

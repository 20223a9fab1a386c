import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store import evidence_tables as t
from rashomon.store import migrations
from rashomon.store.engine import Database, open_engine, where_of


def keys(database):
    with database.read() as db:
        return list(db.scalars(sa.select(t.meta.c.key).where(t.meta.c.key != "ledger_id").order_by(t.meta.c.key)))


def put(db, *names):
    db.execute(t.meta.insert(), [{"key": n, "value": n} for n in names])


def test_the_place_is_the_variable_or_a_file_in_the_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("RASHOMON_DATABASE", raising=False)
    assert where_of(tmp_path) == tmp_path / "ledger.db"
    monkeypatch.setenv("RASHOMON_DATABASE", " postgresql://a@b/c ")
    assert where_of(tmp_path) == "postgresql://a@b/c"


def test_text_sorts_by_code_point(database):
    names = [
        "a",
        "B",
        "b",
        "é",
        "z",
        "Z",
        "ß",
        "ä",
        "_",
        "~",
        "Ж",
        "я",
        "中",
        "\U0001f600",
        "\uffee",
        "e\u0301",
        "10",
        "9",
        "a b",
        "ab",
        "a-c",
    ]
    with database.write() as db:
        put(db, *names)
    assert keys(database) == sorted([*names, "schema"])


def test_a_step_that_fails_leaves_nothing(database):
    with pytest.raises(ZeroDivisionError), database.write() as db:
        put(db, "x")
        raise ZeroDivisionError
    assert keys(database) == ["schema"]


def test_tables_made_in_a_step_that_fails_are_gone(database):
    with pytest.raises(ZeroDivisionError), database.write() as db:
        db.exec_driver_sql("CREATE TABLE extra (x text)")
        raise ZeroDivisionError
    with database.read() as db:
        assert "extra" not in sa.inspect(db).get_table_names()


def test_a_reader_sees_one_state_while_another_writes(database):
    with database.read() as reader:
        before = reader.scalars(sa.select(t.meta.c.key)).all()
        with database.write() as db:
            put(db, "later")
        assert reader.scalars(sa.select(t.meta.c.key)).all() == before
    assert keys(database) == ["later", "schema"]


def test_a_reader_cannot_write(database):
    with pytest.raises(LedgerError, match="cannot be read"), database.read() as db:
        put(db, "x")
    with database.write() as db:  # the same connection of the pool writes again
        put(db, "y")
    assert keys(database) == ["schema", "y"]


def test_writers_come_one_after_the_other(database):
    inside, most = [], []

    def work(n):
        with database.write() as db:
            inside.append(n)
            most.append(len(inside))
            put(db, f"k{n}", f"l{n}")
            inside.remove(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 6
    assert len(keys(database)) == 13


def test_a_writer_killed_in_the_middle_leaves_the_state_before(ledger_place):
    database = open_engine(ledger_place)
    migrations.prepare(database)
    code = (
        "import os, sys; from pathlib import Path; from rashomon.store.engine import open_engine\n"
        "w = sys.argv[1]; d = open_engine(w if '://' in w else Path(w))\n"
        "with d.write() as db:\n"
        "    db.exec_driver_sql(\"INSERT INTO meta (key, value) VALUES ('x', 'y')\")\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(ledger_place)], check=False).returncode == -9
    assert keys(database) == ["schema"]
    with database.write() as db:
        put(db, "z")
    assert keys(database) == ["schema", "z"]
    database.close()


def test_a_broken_reference_is_refused_when_the_step_ends(database):
    row = {"incident_id": "i", "n": 0, "harm": "killed", "over": "side", "policy": "current"}
    from rashomon.store.derived_tables import estimates

    with pytest.raises(LedgerError, match="cannot be written"), database.write() as db:
        db.execute(estimates.insert().values(**row))


def test_numbers_of_63_bits_are_kept_whole(database):
    from rashomon.store.derived_tables import document_matters

    big = 2**63 - 1
    with database.write() as db:
        db.execute(document_matters.insert().values(key=big, document_no=big - 1))
    with database.read() as db:
        assert db.execute(sa.select(document_matters)).one() == (big, big - 1)


def test_a_ledger_opened_for_reading_is_not_changed(ledger_place):
    database = open_engine(ledger_place)
    migrations.prepare(database)
    database.close()
    reader = open_engine(ledger_place, read_only=True)
    assert isinstance(reader, Database)
    assert migrations.prepare(reader) == migrations.VERSION
    with pytest.raises(LedgerError, match="reading only"), reader.write():
        pass
    reader.close()


def test_another_programs_database_is_refused(ledger_place):
    database = open_engine(ledger_place)
    with database.write() as db:
        db.exec_driver_sql("CREATE TABLE other (x text)")
    with pytest.raises(LedgerError, match="another program"):
        migrations.prepare(database)
    with database.write() as db:
        db.exec_driver_sql("CREATE TABLE meta (key text, value text)")
    with pytest.raises(LedgerError, match="another program"):
        migrations.prepare(database)
    database.close()


def test_a_newer_ledger_is_refused_and_left_alone(database):
    with database.write() as db:
        db.execute(t.meta.update().where(t.meta.c.key == "schema").values(value="99"))
    with pytest.raises(LedgerError, match=r"newer version.*schema 99.*update the program"):
        migrations.prepare(database)
    with database.read() as db:
        assert db.scalar(sa.select(t.meta.c.value).where(t.meta.c.key == "schema")) == "99"

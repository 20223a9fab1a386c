import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from rashomon.errors import LedgerError
from rashomon.store import evidence_tables as t
from rashomon.store import migrations
from rashomon.store.engine import open_engine


def made(path):
    database = open_engine(path)
    migrations.prepare(database)
    return database


def pragma(database, name):
    with database.write() as db:
        return db.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_the_settings_that_keep_a_ledger_safe(tmp_path):
    database = made(tmp_path / "ledger.db")
    assert [pragma(database, p) for p in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")] == ["wal", 2, 1, 1]
    database.scrub()  # and they hold after statements outside transactions
    assert [pragma(database, p) for p in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")] == ["wal", 2, 1, 1]
    database.close()


def test_a_closed_ledger_is_one_file(tmp_path):
    database = made(tmp_path / "ledger.db")
    with database.read(), database.read():  # connections that wait in the pool are not in the way
        pass
    database.scrub()
    database.close()
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.db"]
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "what?.db", "x#y.db", "é.db"])
def test_any_file_name_will_do(tmp_path, name):
    made(tmp_path / name).close()
    reader = open_engine(tmp_path / name, read_only=True)
    assert migrations.version_of(reader) == migrations.VERSION
    reader.close()
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_folder_and_a_missing_folder_are_told(tmp_path):
    with pytest.raises(LedgerError, match="is a folder"):
        open_engine(tmp_path)
    with pytest.raises(LedgerError, match="nowhere is not there; make it"):
        open_engine(tmp_path / "nowhere" / "ledger.db")
    with pytest.raises(LedgerError, match=r"no ledger at .*rashomon run"):
        open_engine(tmp_path / "ledger.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path):
    path = tmp_path / "ledger.db"
    path.write_text("this is no database, " * 50)
    for read_only in (False, True):
        with pytest.raises(LedgerError, match="it is no ledger"):
            open_engine(path, read_only=read_only)
    assert path.read_text() == "this is no database, " * 50
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.db"]


@pytest.mark.parametrize("bytes_", [1, 5, 99, 4096])
def test_a_few_bytes_of_something_else_are_no_ledger(tmp_path, bytes_):
    path = tmp_path / "ledger.db"
    path.write_bytes(b"x" * bytes_)
    with pytest.raises(LedgerError, match="it is no ledger"):
        open_engine(path)
    assert path.read_bytes() == b"x" * bytes_


def test_a_damaged_file_is_told(tmp_path):
    path = tmp_path / "ledger.db"
    made(path).close()
    data = bytearray(path.read_bytes())
    data[100:4096] = os.urandom(3996)
    path.write_bytes(bytes(data))
    with pytest.raises(LedgerError, match=r"damaged; put back a copy|no ledger"):
        migrations.prepare(open_engine(path))


def test_a_full_disk_is_told_and_the_ledger_stays_as_it_was(tmp_path):
    database = made(tmp_path / "ledger.db")
    with pytest.raises(LedgerError, match=r"disk is full; make room.*nothing of this step was kept"), database.write() as db:
        before = db.exec_driver_sql("SELECT count(*) FROM meta").scalar()
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
        db.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        db.execute(t.meta.insert(), [{"key": f"k{n}", "value": "x" * 5000} for n in range(50)])
    with database.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM meta").scalar() == before
        assert db.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    database.close()


def test_another_program_that_holds_the_file_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("rashomon.store.engine_sqlite.WAIT", 0.1)
    database = made(tmp_path / "ledger.db")
    with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program holds it; close that program"), database.write():
            pass
    database.close()


def test_a_log_left_by_a_killed_run_is_folded_in(tmp_path):
    path = tmp_path / "ledger.db"
    code = (
        "import os, sys; from pathlib import Path; from rashomon.store import migrations; from rashomon.store.engine import open_engine\n"
        "d = open_engine(Path(sys.argv[1])); migrations.prepare(d); os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == -9
    assert (tmp_path / "ledger.db-wal").exists()
    reader = open_engine(path, read_only=True)
    assert migrations.version_of(reader) == migrations.VERSION
    reader.close()
    made(path).close()
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.db"]


def test_another_program_that_ends_takes_no_log_from_under_readers(tmp_path):
    """A reader holds its locks though its process looks at the file once more, as a server does for each decision."""
    path = tmp_path / "ledger.db"
    made(path).close()
    reader, writer = open_engine(path, read_only=True), made(path)  # a ledger somebody writes to has a log
    with reader.read() as db:
        before = db.exec_driver_sql("SELECT count(*) FROM meta").scalar()
        writer.close()
        open_engine(path).close()
        open_engine(path, read_only=True).close()
        code = (
            "import sys; from pathlib import Path; from rashomon.store import evidence_tables as t, migrations; from rashomon.store.engine import open_engine\n"
            "d = open_engine(Path(sys.argv[1])); migrations.prepare(d)\n"
            "with d.write() as db: db.execute(t.meta.insert(), [{'key': f'k{n}', 'value': 'x' * 5000} for n in range(50)])\n"
            "d.close()\n"
        )
        subprocess.run([sys.executable, "-c", code, str(path)], check=True)
        assert (tmp_path / "ledger.db-wal").exists(), "the log is there for as long as somebody reads by it"
        assert db.exec_driver_sql("SELECT count(*) FROM meta").scalar() == before
    with reader.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM meta").scalar() == before + 50
    reader.close()


def as_nobody(work):
    """Runs ``work`` as somebody without rights and gives what it says (root may write everywhere)."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            said = work()
        except BaseException as err:
            said = f"{type(err).__name__}: {err}"
        os.write(write, said.encode()[:60000])
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as out:
        said = out.read()
    os.waitpid(pid, 0)
    return said


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="takes the rights of another user, so it needs root")
@pytest.mark.parametrize("wal", [False, True])
def test_a_folder_that_cannot_be_written_to(wal):
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "ledger.db"
        made(path).close()
        if wal:
            with closing(sqlite3.connect(path)) as db:
                db.execute("PRAGMA journal_mode=WAL")
        before = path.read_bytes()

        def write():
            with open_engine(path).write():
                return "written"

        def read():
            return str(migrations.version_of(open_engine(path, read_only=True)))

        assert "ask for the right to write" in as_nobody(write)
        assert "can be written to" in as_nobody(lambda: str(open_engine(folder / "new.db")))
        assert as_nobody(read) == str(migrations.VERSION)
        path.chmod(0o600)
        assert "Permission denied; ask for the right to read it" in as_nobody(read)
        assert path.read_bytes() == before
        assert [p.name for p in folder.iterdir()] == ["ledger.db"]

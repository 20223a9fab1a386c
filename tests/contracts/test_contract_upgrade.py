"""How an older ledger is met, on both: shown with a version that does not exist yet."""

import sys
from types import ModuleType

import pytest
import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store import evidence_tables as t
from rashomon.store import migrations
from rashomon.store.engine import open_engine
from rashomon.store.migrations import steps

#: The version that the program has; the tests add one to it.
BEFORE = migrations.VERSION


@pytest.fixture
def next_version(monkeypatch):
    """A program whose tables have one column more."""

    def upgrade(db, op):
        with op.batch_alter_table("redirects") as batch:
            batch.add_column(sa.Column("extra", sa.Text))
            batch.alter_column("superseded_by", nullable=False)

    module = ModuleType("v")
    module.upgrade = upgrade
    monkeypatch.setitem(sys.modules, f"rashomon.store.migrations.v{migrations.VERSION + 1:04}", module)
    monkeypatch.setattr(steps, "VERSION", migrations.VERSION + 1)
    return module


def columns(database):
    with database.read() as db:
        return {c["name"] for c in sa.inspect(db).get_columns("redirects")}


def test_a_server_is_upgraded_only_when_told_to(database, next_version):
    if database.path is None:
        with pytest.raises(LedgerError, match=rf"older version \(schema {BEFORE}\); make a copy.*pg_dump.*rashomon migrate --yes"):
            migrations.prepare(database)
        assert "extra" not in columns(database)
    assert migrations.prepare(database, may_upgrade=True) == BEFORE
    assert "extra" in columns(database)
    assert migrations.version_of(database) == BEFORE + 1
    with database.read() as db:
        assert "estimates_now" in sa.inspect(db).get_view_names()


def test_rows_stay_in_a_table_that_changes(database, next_version):
    with database.write() as db:
        db.execute(t.redirects.insert().values(old_id="i-1", superseded_by="i-2", run_id=1, at="now", why="merged"))
    migrations.prepare(database, may_upgrade=True)
    with database.read() as db:
        assert db.execute(sa.text("SELECT redirect_id, old_id, why, extra FROM redirects")).all() == [(1, "i-1", "merged", None)]


def test_a_step_that_fails_is_undone_whole(database, next_version):
    good = next_version.upgrade

    def half(db, op):
        good(db, op)
        raise KeyError("row")

    next_version.upgrade = half
    with pytest.raises(LedgerError, match=r"cannot be upgraded: .*as it was before"):
        migrations.prepare(database, may_upgrade=True)
    assert "extra" not in columns(database)
    assert migrations.version_of(database) == BEFORE
    with database.read() as db:
        assert "estimates_now" in sa.inspect(db).get_view_names()


def test_two_that_open_an_empty_database_at_once_make_one_ledger(ledger_place):
    first, second = open_engine(ledger_place), open_engine(ledger_place)
    assert migrations.prepare(first) is None
    assert migrations.prepare(second) == migrations.VERSION
    first.close()
    second.close()


def test_an_empty_database_opened_for_reading_holds_no_ledger(ledger_place):
    open_engine(ledger_place).close()
    reader = open_engine(ledger_place, read_only=True)
    with pytest.raises(LedgerError, match=r"there is no ledger in .*rashomon run"):
        migrations.prepare(reader)
    reader.close()

"""``rashomon migrate`` on the ledger of the first release."""

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.errors import LedgerError
from rashomon.store import migrations

V1 = Path(__file__).parents[1] / "store" / "released" / "v1.sql.xz"


@pytest.fixture(autouse=True)
def _file(monkeypatch):
    monkeypatch.delenv("RASHOMON_DATABASE", raising=False)


def migrate(out):
    done = CliRunner().invoke(app, ["migrate", "--out", str(out)])
    if isinstance(done.exception, LedgerError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_an_older_ledger_is_copied_and_upgraded_and_the_second_time_nothing_is_done(tmp_path):
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as db:
        db.executescript(lzma.decompress(V1.read_bytes()).decode())
    said = migrate(tmp_path)
    assert "ledger.db.v1.backup" in said and f"upgraded from schema 1 to {migrations.VERSION}" in said
    assert "of this version already" in migrate(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ledger.db", "ledger.db.v1.backup"]


def test_without_a_ledger_it_makes_none(tmp_path):
    with pytest.raises(LedgerError, match=r"there is no ledger in .*rashomon run"):
        migrate(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_is_named_as_elsewhere(tmp_path):
    path = tmp_path / "kept.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(lzma.decompress(V1.read_bytes()).decode())
    done = CliRunner().invoke(app, ["migrate", "--ledger", str(path)])
    assert done.exit_code == 0 and f"upgraded from schema 1 to {migrations.VERSION}" in done.output
    both = CliRunner().invoke(app, ["migrate", "--ledger", str(path), "--out", str(tmp_path)])
    assert "not both" in str(both.exception)

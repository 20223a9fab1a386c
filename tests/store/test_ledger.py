import sqlite3

import pytest

from rashomon.errors import LedgerError
from rashomon.model import Document
from rashomon.store import Ledger, Reading


def write(ledger, *names):
    ledger.write(
        readings=[Reading(Document(n, f"text of {n}", f"doc-{n}", "")) for n in names],
        documents=[], claims=[], incidents=[], set_aside=[], policy="current", version="0", summary={},
    )  # fmt: skip


def test_readings_are_kept_from_run_to_run_in_one_file(tmp_path):
    path = tmp_path / "ledger.db"
    ledger = Ledger(path)
    write(ledger, "b", "a")
    ledger.close()
    again = Ledger(path)
    write(again, "c", "a")
    assert [r.document.text for r in again.readings()] == ["text of a", "text of b", "text of c"]
    assert again.known() == {"a": "doc-a", "b": "doc-b", "c": "doc-c"}
    again.close()
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.db"]


def test_a_database_of_another_program_is_refused(tmp_path):
    db = sqlite3.connect(tmp_path / "ledger.db")
    db.execute("create table other (x)")
    db.close()
    with pytest.raises(LedgerError, match="another program"):
        Ledger(tmp_path / "ledger.db")


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "ledger.db").write_text("this is no database, " * 50)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger(tmp_path / "ledger.db")


def test_a_ledger_of_a_newer_version_is_refused(tmp_path):
    Ledger(tmp_path / "ledger.db").close()
    db = sqlite3.connect(tmp_path / "ledger.db")
    db.execute("update meta set value = '999'")
    db.commit()
    db.close()
    with pytest.raises(LedgerError, match="newer version"):
        Ledger(tmp_path / "ledger.db")

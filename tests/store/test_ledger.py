import sqlite3

import pytest

from rashomon.errors import LedgerError
from rashomon.model import Document
from rashomon.store import Ledger, Reading, evidence, writing
from rashomon.store.chain import Chain
from rashomon.store.runs import now, start_run


def add(ledger, *names, text="text of"):
    with ledger.write() as db:
        chain = Chain(db)
        run_id = start_run(db, chain, "run", version="0", rules="r", policy="current")
        readings = [Reading(Document(n, f"{text} {n}", f"doc-{n}-{text}", "")) for n in names]
        evidence.append_readings(db, chain, run_id, now(), readings)
        chain.flush()


def test_readings_are_kept_from_run_to_run_in_one_file(tmp_path):
    path = tmp_path / "ledger.db"
    with writing(path) as ledger:
        add(ledger, "b", "a")
    with writing(path) as ledger:
        add(ledger, "c")
    again = Ledger(path)
    assert [r.document.text for r in again.readings()] == ["text of a", "text of b", "text of c"]
    again.close()
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.db"]


def test_another_text_under_a_name_is_a_version_and_the_earlier_one_stays(tmp_path):
    with writing(tmp_path / "ledger.db") as ledger:
        add(ledger, "a")
        add(ledger, "a", text="later text of")
        now_, before = ledger.readings()
        assert (now_.document.name, now_.document.text) == ("a", "later text of a")
        assert now_.document.version_of == before.document.document_id
        assert before.document.name.startswith("a@") and before.document.text == "text of a"
        add(ledger, "a")  # the first text again: it is the latest, and no version of itself
        texts = {r.document.name: r.document.text for r in ledger.readings()}
        assert texts["a"] == "text of a" and sorted(texts.values()) == ["later text of a", "text of a"]


def test_a_database_of_another_program_is_refused(tmp_path):
    db = sqlite3.connect(tmp_path / "ledger.db")
    db.execute("create table other (x)")
    db.close()
    for opened in (lambda: Ledger(tmp_path / "ledger.db"), lambda: writing(tmp_path / "ledger.db").__enter__()):
        with pytest.raises(LedgerError, match="another program"):
            opened()


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "ledger.db").write_text("this is no database, " * 50)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger(tmp_path / "ledger.db")


def test_a_ledger_of_a_newer_version_is_refused(tmp_path):
    with writing(tmp_path / "ledger.db"):
        pass
    db = sqlite3.connect(tmp_path / "ledger.db")
    db.execute("update meta set value = '999' where key = 'schema'")
    db.commit()
    db.close()
    with pytest.raises(LedgerError, match="newer version"):
        Ledger(tmp_path / "ledger.db")

"""``rashomon forget`` from the command line, on articles as they are read."""

import shutil
from contextlib import closing

import pytest
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.errors import InputError
from rashomon.store import Ledger, evidence
from rashomon.store.verify import verify

run = CliRunner().invoke
TEXT = """Drone kills three at Ostrel ferry

OSTREL, June 2 - Three ferrymen were killed when a drone hit the landing at Ostrel on Sunday, the district governor said.

The widow of Jorrit Maalwick said that he had rowed there for thirty years.
"""
OTHER = """Two die in shelling of Kelm

KELM, June 3 - Two people were killed in shelling of the village of Kelm on Monday, the mayor said.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forget")
    source = folder / "in"
    source.mkdir()
    (source / "ferry.txt").write_text(TEXT)
    (source / "kelm.txt").write_text(OTHER)
    assert run(app, ["run", str(source), "--out", str(folder / "out"), "-q"]).exit_code == 0
    return folder


@pytest.fixture
def place(made, tmp_path):
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def state(path):
    with closing(Ledger(path)) as ledger:
        return verify(ledger).head, verify(ledger).findings


def test_it_asks_first_and_changes_nothing_when_told_no(place):
    ledger = place / "out" / "ledger.db"
    before = state(ledger)
    done = run(app, ["forget", "ferry.txt", "--ledger", str(ledger), "--who", "Desk", "--why", "safety"], input="n\n")
    assert done.exit_code == 1 and "1 incident told by it" in done.output and "nothing was changed" in done.output
    assert state(ledger) == before
    assert isinstance(run(app, ["forget", "ferry.txt", "--ledger", str(ledger), "--yes"]).exception, InputError)
    assert isinstance(run(app, ["forget", "none.txt", "--ledger", str(ledger), "--who", "D", "--why", "s"]).exception, InputError)


def test_removed_and_offered_again(place):
    out = place / "out"
    (out / "ledger.db.v1.backup").write_bytes(b"an older ledger")
    assert run(app, ["pack", incident(out), "--ledger", str(out), "--out", str(place / "given.zip")]).exit_code == 0
    done = run(app, ["forget", "ferry.txt", "--ledger", str(out), "--who", "Desk", "--why", "safety", "--yes"])
    assert done.exit_code == 0, done.output
    assert "given.zip" in done.output and "ledger.db.v1.backup" in done.output and "report.html" in done.output
    for path in out.iterdir():
        for words in (b"Maalwick", b"ferrymen", b"rowed there", b"hit the landing"):
            assert words not in path.read_bytes(), path
    for _ in range(2):
        assert run(app, ["run", str(place / "in"), "--out", str(out), "-q"]).exit_code == 0
        with closing(Ledger(out / "ledger.db")) as ledger:
            assert verify(ledger).findings == ()
            with ledger.read() as db:
                document = evidence.load_documents(db, ["ferry.txt"])["ferry.txt"]
        assert (document.status, document.text) == ("set_aside", "") and (document.reason or "").startswith("removed on request on 2")
    assert b"Maalwick" not in (out / "ledger.db").read_bytes()
    (place / "in" / "renamed.txt").write_text(TEXT)
    assert run(app, ["run", str(place / "in"), "--out", str(out), "-q"]).exit_code == 0
    assert b"Maalwick" not in (out / "ledger.db").read_bytes() and "removed on request" in (out / "documents.jsonl").read_text()
    done = run(app, ["verify", str(out), "--derive"])
    assert done.exit_code == 0, done.output


def incident(out):
    import json

    rows = [json.loads(line) for line in (out / "incidents.jsonl").read_text().splitlines()]
    return next(r["incident_id"] for r in rows if "ferry.txt" in r["documents"])


def test_a_removal_that_was_cut_off_is_cleaned_up_when_it_is_asked_for_again(place):
    out = place / "out"
    wanted = ["forget", "ferry.txt", "--ledger", str(out), "--who", "Desk", "--why", "safety", "--yes"]
    assert run(app, wanted).exit_code == 0
    (out / "ledger.db.v1.backup").write_bytes(b"an older ledger")
    done = run(app, wanted)
    assert done.exit_code == 0 and "cleaned again" in done.output, done.output
    assert not (out / "ledger.db.v1.backup").exists()

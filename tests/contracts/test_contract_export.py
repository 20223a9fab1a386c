"""An export is the same from both databases: every file, whatever is asked for, but for the ledger's own id, head and times."""

import json
from datetime import date

import pytest

from rashomon.corpus import Article
from rashomon.exports.formats import FORMATS
from rashomon.exports.making import make_export
from rashomon.pipeline.exporting import Wanted
from rashomon.pipeline.filtering import read_filter
from rashomon.pipeline.moments import moment
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store import Ledger, writing
from rashomon.store.outputs import outputs_of

TEXTS = {
    "b": ("2031-05-03", "Shells hit the village of Dornhollow on Friday, killing four villagers, the regional governor said."),
    "c": ("2031-05-05", "Six villagers were killed when shells hit Dornhollow on Friday, the regional governor said."),
    "m": ("2031-07-09", "A mine killed two soldiers near Haskmill on Tuesday, the army said."),
}
ASKED = {
    "everything": Wanted(),
    "another policy": Wanted(policy="minmax"),
    "chosen": Wanted(where=read_filter('killed>=3,place~"dorn"'), since=date(2031, 1, 1)),
    "changed": Wanted(changed_since="run:1"),
    "then": Wanted(as_of=moment("2031-05-04", "--as-of"), as_of_text="2031-05-04"),
}
#: Lines of each table, its header included.
LINES = {
    "everything": {"incidents": 3, "documents": 4},
    "another policy": {"incidents": 3, "documents": 4},
    "chosen": {"incidents": 2, "documents": 3},
    "changed": {"incidents": 2, "documents": 2},
    "then": {"incidents": 2, "documents": 2},
}


@pytest.fixture
def ledger_with_two_runs(ledger_place):
    with writing(ledger_place) as ledger:
        for names in (("b", "c"), ("m",)):
            session = Session.start(ledger, "run", framed("current"))
            session.add(
                read_batch([Article(n, f"Shelling of Dornhollow\n\n{TEXTS[n][1]}", published=TEXTS[n][0], outlet=n) for n in names])
            )
            session.finish()
    return ledger_place


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_asked_for_is_what_is_written(asked, ledger_with_two_runs, tmp_path):
    made = make_export(ledger_with_two_runs, FORMATS["csv"], ASKED[asked], tmp_path / "x", {})
    for name, lines in LINES[asked].items():
        assert len((tmp_path / "x" / f"{name}.csv").read_text().splitlines()) == lines, name
    again = make_export(ledger_with_two_runs, FORMATS["csv"], ASKED[asked], tmp_path / "y", {})
    assert made.sha256 == again.sha256
    ledger = Ledger(ledger_with_two_runs)
    try:
        with ledger.read() as db:
            recorded = outputs_of(db, ["b", "m"], ())
    finally:
        ledger.close()
    assert [(r["kind"], r["sha256"]) for r in recorded] == [("csv export", made.sha256)] * 2
    assert json.loads((tmp_path / "x" / "manifest.json").read_text())["rows"] == LINES[asked]["incidents"] - 1

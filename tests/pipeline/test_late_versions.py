"""A later version of an article says something of an earlier one; it has a say whenever it arrives, though it tells no figure itself."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
import sqlalchemy as sa

from rashomon.corpus.articles import Article
from rashomon.corpus.growing import earlier_versions
from rashomon.model import Document
from rashomon.model.documents import Note
from rashomon.pipeline.derive import derive
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store import Reading, evidence, where_of, writing
from rashomon.store import derived_tables as d
from rashomon.store.rows import incident_row

TOLD = """Shells hit a market in Marrow

MARROW, May 4 - At least 14 people were killed when shells hit a market in Marrow on Monday, the town's mayor said.

Rescuers were digging through the rubble of two houses beside the market, and the mayor said that more people may be found there.
"""
TAKEN_BACK = """Marrow buries its dead

MARROW, May 4 - The mayor of Marrow asked the people of the town to stay at home after the shells that fell beside the market.

Correction: an earlier version said 14 people were killed. That was wrong.
"""
COPY = TOLD.replace("MARROW, May 4 - ", "")
URL = "https://gazette.example/marrow"
ARTICLES = [
    Article("v1", TOLD, outlet="Gazette", url=URL, published="2031-05-05T08:00:00"),
    Article("v2", TAKEN_BACK, outlet="Gazette", url=URL, published="2031-05-05T15:00:00"),
    Article("copy", COPY, outlet="Courier", url="https://courier.example/a", published="2031-05-05T10:00:00"),
]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {r.document.name: r for r in read_batch(ARTICLES)}


def killed(row: dict) -> list[tuple[int | None, list[str]]]:
    return [(e["best"], [h["standing"] for h in e["history"]]) for e in row["estimates"] if e["harm"] == "killed"]


def test_the_note_says_what_it_should(readings: dict[str, Reading]) -> None:
    [note] = readings["v2"].document.notes
    assert [f.number for f in note.wrong] == [14] and not readings["v2"].incidents


def test_what_a_later_version_takes_back_no_longer_stands(readings: dict[str, Reading]) -> None:
    [before] = derive([readings["v1"], readings["copy"]]).incidents
    assert {best for best, _ in killed(incident_row(before))} == {14}
    [after] = derive(list(readings.values())).incidents
    assert all(best is None and "current" not in steps for best, steps in killed(incident_row(after)))


@pytest.mark.parametrize("order", list(permutations(("v1", "v2", "copy"))))
def test_grown_in_any_order_it_is_what_is_derived_at_once(readings: dict[str, Reading], order: tuple[str, ...], tmp_path: Path) -> None:
    with writing(where_of(tmp_path)) as ledger:
        for n, name in enumerate(order, 1):
            session = Session.start(ledger, "run", framed("current"))
            session.add([readings[name]])
            session.finish()
            expected = derive([readings[x] for x in order[:n]])
            with ledger.read() as db:
                assert {r.incident_id: r.row for r in db.execute(sa.select(d.incidents))} == {
                    i.incident_id: incident_row(i) for i in expected.incidents
                }
        session = Session.start(ledger, "forget", framed("current"))
        with ledger.write() as db:
            evidence.retire(db, session.run_id, ["v2"])
        session.finish()
        expected = derive([readings["v1"], readings["copy"]])
        with ledger.read() as db:
            assert [r.row for r in db.execute(sa.select(d.incidents))] == [incident_row(i) for i in expected.incidents]


def test_of_versions_of_one_moment_the_one_with_a_note_is_the_later() -> None:
    plain = Document("b", "text", "doc-b", "", url=URL)
    noted = Document("a", "text and note", "doc-a", "", url=URL, notes=(Note(5, 13, "corrected", "r"),))
    assert earlier_versions([plain, noted]) == {"a": "doc-b"}

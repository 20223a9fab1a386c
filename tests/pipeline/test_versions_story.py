"""A wrong toll, its correction and two copies, from the texts to the figures; in any order, at once or one after the other."""

from __future__ import annotations

from itertools import permutations

import pytest

from rashomon.corpus.articles import Article
from rashomon.model import Estimate
from rashomon.pipeline.derive import Derived, derive
from rashomon.pipeline.read import read_batch
from rashomon.store import Reading

FIRST = """Shells kill 14 in Marrow

MARROW, May 4 - At least 14 people were killed and 30 wounded when shells hit a market in Marrow on Monday, the town's mayor said.

Rescuers were digging through the rubble of two houses beside the market, and the mayor said that more people may be found there.

The army of Freedonia denied that it had fired on the town. Sylvania asked for an inquiry into the attack and called its envoy home.
"""
FIXED = FIRST.replace("kill 14", "kill four").replace("At least 14 people", "Four people").replace("30 wounded", "nine wounded")
NOTE = "Correction: An earlier version of this article said 14 people were killed and 30 wounded; the figures are four and nine."
TYPO = FIRST.replace("called its envoy home", "recalled its envoy")


def article(name: str, text: str, outlet: str, time: str, url: str) -> Article:
    return Article(name, text, outlet=outlet, url=url, published=f"2031-05-05T{time}")


ARTICLES = [
    article("v1", FIRST, "Gazette", "08:00:00", "https://www.gazette.example/raid?utm_source=mail"),
    article("v2", FIXED + "\n" + NOTE + "\n", "Gazette", "15:00:00", "http://gazette.example/raid/"),
    article("c1", FIRST.replace("MARROW, May 4 - ", ""), "Courier", "10:00:00", "https://courier.example/a"),
    article("c2", FIRST, "Herald", "11:00:00", "https://herald.example/b"),
    article("v1b", TYPO, "Gazette", "09:00:00", "https://gazette.example/raid"),
    article("gone", f"{FIRST}\nEditor's note: This article has been withdrawn.\n", "Gazette", "16:00:00", "https://gazette.example/raid"),
]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {r.document.name: r for r in read_batch(ARTICLES)}


def rows(made: Derived) -> dict[tuple[str, str | None], Estimate]:
    assert len(made.incidents) == 1
    return {(e.harm, e.side): e for e in made.incidents[0].estimates}


def figures(made: Derived) -> dict[tuple[str, str | None], tuple[int | None, int | None, int | None]]:
    return {k: (e.low, e.best, e.high) for k, e in rows(made).items() if e.side is None}


def test_the_corrected_figures_stand_and_the_wrong_ones_are_struck(readings: dict[str, Reading]) -> None:
    made = derive([readings[n] for n in ("v1", "v2", "c1", "c2")])
    assert figures(made) == {("killed", None): (4, 4, 4), ("wounded", None): (9, 9, 9)}
    assert next(d for d in made.documents if d.name == "v2").version_of == readings["v1"].document.document_id
    for row in rows(made).values():
        assert (row.basis.reports, row.basis.texts) == (1, 1)
        assert [s.standing for s in row.history] == ["current", "struck", "struck"]
        assert all(NOTE in s.note for s in row.history if s.standing == "struck")
    found = made.incidents[0].disagreements
    assert {(d.type, d.resolution) for d in found if d.type in {"count", "retraction"}} == {("count", "corrected")}
    assert all("copied by Courier, Herald" in d.why for d in found if d.type == "count")
    assert not [c for c in made.claims if NOTE.startswith(c.quote) or "Correction" in c.quote]


@pytest.mark.parametrize("order", list(permutations(("v1", "v2", "c1", "c2")))[::5])
def test_in_any_order(readings: dict[str, Reading], order: tuple[str, ...]) -> None:
    assert derive([readings[n] for n in order]) == derive([readings[n] for n in ("v1", "v2", "c1", "c2")])


def test_before_the_correction_the_first_figures_stand(readings: dict[str, Reading]) -> None:
    made = derive([readings[n] for n in ("v1", "c1", "c2")])
    assert {k: v[:2] for k, v in figures(made).items()} == {("killed", None): (14, 14), ("wounded", None): (30, 30)}


def test_a_typo_put_right_changes_no_estimate(readings: dict[str, Reading]) -> None:
    before, after = rows(derive([readings[n] for n in ("v1", "c1")])), rows(derive([readings[n] for n in ("v1", "v1b", "c1")]))
    for key, row in before.items():
        other = after[key]
        assert (row.low, row.best, row.high, row.best_withheld, row.basis) == (
            other.low,
            other.best,
            other.high,
            other.best_withheld,
            other.basis,
        )
        assert [(s.as_of, s.low, s.standing) for s in row.history] == [(s.as_of, s.low, s.standing) for s in other.history]


def test_a_withdrawn_article_leaves_no_figure_of_its_own_or_of_its_copies(readings: dict[str, Reading]) -> None:
    made = derive([readings[n] for n in ("v1", "c1", "gone")])
    assert {(e.best, e.low, e.high, e.best_withheld) for e in rows(made).values()} == {(None, None, None, "retracted")}
    assert "retraction" in {d.type for d in made.incidents[0].disagreements}

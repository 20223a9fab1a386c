"""Two articles side by side."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from rashomon.queries import Desk, Lens
from rashomon.queries.claim_shown import article_key
from rashomon.queries.compare import compare, side_by_side
from rashomon.store import derived_tables as d


def words_of(page: str) -> str:
    """What stands on a page."""
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_compare_shows_the_word_that_differs(client: TestClient) -> None:
    a, b = article_key("03-wire-copied/01-tns.txt"), article_key("kestria-mail-ambush")
    page = client.get(f"/articles/compare?a={a}&b={b}").text
    assert "killing <del>seven</del> officers and wounding three" in page
    assert "killing <ins>eleven</ins> officers and wounding three" in page
    row = next(r for r in re.findall(r"<tr.*?</tr>", page, re.S) if "killed, police" in r)
    said = re.sub(r"\s+", " ", words_of(row))
    assert "differ" in said and "killed: seven, police" in said and "killed: eleven, police" in said
    assert "The same words" in page and f'href="/articles/compare?a={b}&amp;b={a}"' in page


def test_compare_shows_whose_word_a_figure_was(story_ledger: Path) -> None:
    desk = Desk(story_ledger)
    with desk.read() as db:
        found = compare(
            desk, db, Lens(), article_key("07-corrected-down/02-lorrimond-post.txt"), article_key("07-corrected-down/03-continental.txt")
        )
    desk.close()
    assert found is not None
    lost = {(x.words, x.named.quote, x.bare.quote, x.bare_is_left) for x in found.lost}
    assert ("killed", "twenty-four people had been killed", "killed 24 people", False) in lost


def test_compare_with_itself_shows_no_difference(client: TestClient) -> None:
    a = article_key("03-wire-copied/01-tns.txt")
    data = client.get(f"/articles/compare.json?a={a}&b={a}").json()
    assert data["changes"] == 0 and data["lost"] == [] and data["share"] == 1.0
    assert {r["how"] for r in data["rows"]} == {"same"}


@pytest.mark.parametrize("query", ["", "a=1aa17381b30a7b9f", "a=zz&b=zz", "a=%00&b=%ff"])
def test_compare_needs_two_articles(client: TestClient, query: str) -> None:
    assert client.get(f"/articles/compare?{query}").status_code in (400, 404)


def test_every_pair_of_one_incident_can_be_compared(client: TestClient, story_ledger: Path) -> None:
    desk = Desk(story_ledger)
    with desk.read() as db:
        r = d.incident_documents.c
        of: dict[str, list[str]] = {}
        for name, incident in db.execute(sa.select(r.document, r.incident_id).order_by(r.document)):
            of.setdefault(incident, []).append(name)
    desk.close()
    for names in of.values():
        for a, b in pairwise(names):
            assert client.get(f"/articles/compare?a={article_key(a)}&b={article_key(b)}").status_code == 200


def test_what_stands_alone_is_printed_side_by_side(story_ledger: Path) -> None:
    desk = Desk(story_ledger)
    with desk.read() as db:
        found = compare(
            desk, db, Lens(), article_key("02-border-blame/01-meridian.txt"), article_key("02-border-blame/02-velmara-today.txt")
        )
    desk.close()
    assert found is not None
    rows = side_by_side(found.rows)
    assert [r.left for r, _ in rows if r and r.left] == [r.left for r in found.rows if r.left]
    assert [r.right for _, r in rows if r and r.right] == [r.right for r in found.rows if r.right]
    assert len(rows) < len(found.rows)

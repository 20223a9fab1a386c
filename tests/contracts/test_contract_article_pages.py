"""An article, two side by side, the search and the rules say the same on both databases."""

import pytest
from fastapi.testclient import TestClient

from rashomon.corpus import Article
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.queries.claim_shown import article_key
from rashomon.store import writing
from rashomon.web import Settings, make_app

TEXT = (
    "Shelling of Dornhollow\n\nShells hit the village of Dornhollow on 3 May 2031, killing {} villagers, the regional governor said. "
    "Resident Ivo Tarn fled.\n\nThe road along the river was closed in the afternoon, and the mill that grinds for six valleys stood still "
    "for the first time since the flood, while buses brought families with their bedding and goats to the school above the ford.\n"
)
FIRST, SECOND = article_key("a"), article_key("b")


@pytest.fixture
def client(ledger_place):
    with writing(ledger_place) as ledger:
        session = Session.start(ledger, "run", framed("current"))
        given = [("a", "four", "Courier"), ("b", "nine", "Mail")]
        session.add(read_batch([Article(n, TEXT.format(many), published="2031-05-04", outlet=outlet) for n, many, outlet in given]))
        session.finish()
    with TestClient(make_app(ledger_place, Settings(rate=1_000_000)), base_url="http://localhost") as asked:
        yield asked


def test_an_article_with_its_marks(client):
    page = client.get(f"/articles/{FIRST}").text
    assert "killing" in page and "Tarn" not in page and "Shelling in Dornhollow" in page
    data = client.get(f"/articles/{FIRST}.json").json()
    assert {"claim", "figure", "victims", "speaker", "cue", "place", "actor", "spot"} <= {m["kind"] for m in data["marks"]}
    assert [c["key"] for c in data["copies"]] == [SECOND]


def test_two_articles(client):
    page = client.get(f"/articles/compare?a={FIRST}&b={SECOND}").text
    assert "<del>four</del>" in page and "<ins>nine</ins>" in page


def test_search_finds_what_is_shown_and_nothing_else(client):
    assert [r["article"] for r in client.get("/search.json?q=governor&outlet=mail").json()["found"]["items"]] == [SECOND]
    assert client.get("/search.json?q=Tarn").json()["found"]["items"] == []
    first = client.get("/search.json?q=governor&limit=1").json()
    assert [r["article"] for r in first["found"]["items"]] == [FIRST]
    assert [r["article"] for r in client.get(first["next"]).json()["found"]["items"]] == [SECOND]
    assert client.get("/search.json?in=quote&q=villagers").json()["found"]["items"][0]["quote"]["text"]
    assert client.get("/search.json?in=speaker&q=governor").json()["found"]["total"] == 1


def test_rules_with_counts_and_quotes(client):
    rows = {(r["rule"], r["of"]): r["times"] for r in client.get("/rules.json").json()["rules"]}
    assert rows["harm.kill", "claims"] == 2
    found = client.get("/rules/harm.kill.json").json()
    assert len(found["quotes"]) == 2 and all("villagers" in q["text"] for q in found["quotes"])

"""Search: what is found, what is marked, what a private name gives away (nothing), and strange queries."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from rashomon.queries import Desk, Lens
from rashomon.queries.claim_shown import article_key
from rashomon.queries.search import Ask, search
from rashomon.store import derived_tables as d
from rashomon.store.evidence import load_documents
from rashomon.store.words import words_of
from rashomon.web import Settings, make_app


def found(client: TestClient, query: str) -> list[dict]:  # type: ignore[type-arg]
    answer = client.get(f"/search.json?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()["found"]["items"]


def test_words_are_marked_where_they_stand(client: TestClient) -> None:
    page = client.get("/search?q=%22grain+market%22+handcart").text
    assert "a bomb hidden in a <mark>handcart</mark> went off in the <mark>grain market</mark> of Dolmeth" in page
    assert f'<a href="/articles/{article_key("01-toll-grows/01-meridian.txt")}#:~:text=grain%20market">' in page


def test_a_result_says_which_incident_it_belongs_to(client: TestClient) -> None:
    (first,) = found(client, "q=handcart+Orrisk+provincial")
    assert next((t["label"], t["main"]) for t in first["told"]) == ("Bombing in Dolmeth", True)


def test_quotes_lead_to_their_claims(client: TestClient) -> None:
    items = found(client, "in=quote&q=%22bus+station%22")
    assert items and all("bus station" in r["quote"]["text"].casefold() for r in items)
    page = client.get("/search?in=quote&q=%22bus+station%22").text
    for r in items:
        assert f"/articles/{r['article']}#{r['quote']['claim_id']}" in page
    assert "<q>" in page and "<mark>bus station</mark>" in page


@pytest.mark.parametrize(("kind", "query"), [("article", "ministry"), ("quote", "killed")])
def test_pages_hold_every_result_once(client: TestClient, kind: str, query: str) -> None:
    whole = found(client, f"in={kind}&q={query}&limit=100")
    address, seen = f"/search.json?in={kind}&q={query}&limit=3", []
    while address:
        data = client.get(address).json()
        seen += data["found"]["items"]
        assert len(data["found"]["items"]) <= 3
        address = data["next"]
    assert seen == whole and len(whole) > 9


def test_filters_of_outlet_and_day(client: TestClient) -> None:
    assert {r["outlet"] for r in found(client, "q=killed&outlet=TNS")} == {"TNS"}
    days = [r["day"] for r in found(client, "q=killed&since=2023-05-01&until=2023-05-31&limit=100")]
    assert days and all("2023-05-01" <= day <= "2023-05-31" for day in days)
    assert found(client, "q=killed&outlet=Nobody") == []


def test_only_what_had_been_published_by_then(client: TestClient) -> None:
    days = [r["day"] for r in found(client, "q=killed&limit=100&as_of=2022-12-31")]
    assert days and max(days) <= "2022-12-31"


def test_the_same_articles_as_the_index_where_nothing_is_hidden(client: TestClient, story_ledger: Path) -> None:
    desk = Desk(story_ledger, names=True)
    with desk.read() as db:
        names = list(db.scalars(sa.select(d.document_facts.c.document)))
        for word in ("ministry", "killed", "bomb", "market", "Tarn"):
            want = {article_key(n) for n, x in load_documents(db, names).items() if word.casefold() in {w.word for w in words_of(x.text)}}
            assert {r.article for r in search(desk, db, Lens(), Ask(word, limit=100)).items} == want
    desk.close()


def test_what_is_hidden_cannot_be_asked_for(client: TestClient, story_ledger: Path) -> None:
    """Every name that any page hides: no search finds it where it is hidden."""
    desk = Desk(story_ledger)
    hidden = 0
    with desk.read() as db:
        names = list(db.scalars(sa.select(d.document_facts.c.document)))
        documents = load_documents(db, names)
        masker = desk.masker(documents)
        for name, document in documents.items():
            spans = masker.spans(name)
            seen = "".join(" " if any(a <= n < b for a, b in spans) else c for n, c in enumerate(document.text))
            for a, b in spans:
                private = document.text[a:b]
                hidden += 1
                if private.casefold() in seen.casefold() or not re.search(r"\w\w", private):
                    continue
                for kind in ("article", "quote"):
                    answer = client.get(f"/search.json?in={kind}&limit=100&q=%22{quote(private)}%22")
                    assert article_key(name) not in {r["article"] for r in answer.json()["found"]["items"]}, private
                assert all(private not in s["name"] for s in found(client, f"in=speaker&limit=100&q={quote(private)}"))
    desk.close()
    assert hidden > 15


def test_a_private_speaker_has_no_page(client: TestClient) -> None:
    every = found(client, "in=speaker&limit=100")
    private = [s for s in every if not s["key"]]
    assert private and all(not re.search(r"[A-Z]\w+ [A-Z]\w+", s["name"]) for s in private)
    answer = client.get("/search?in=speaker&speaker=Hanna+Corl")
    assert answer.status_code == (200 if any(s["key"] == "Hanna Corl" for s in every) else 404)


def test_names_are_found_where_they_are_shown(story_ledger: Path) -> None:
    with TestClient(make_app(story_ledger, Settings(rate=1_000_000, names=True)), base_url="http://127.0.0.1:8000") as named:
        assert len(found(named, "q=%22Ren+Asker%22")) == 1
    with TestClient(make_app(story_ledger, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as masked:
        assert found(masked, "q=%22Ren+Asker%22") == [] and found(masked, "q=Asker") == []


def test_speakers_with_counts(client: TestClient) -> None:
    rows = found(client, "in=speaker&q=ministry")
    assert [(s["name"], s["claims"]) for s in rows][:2] == [("Ministry of the Interior of Murenia", 16), ("interior ministry", 11)]
    said = client.get("/search.json?in=speaker&speaker=Lantern+Brigade").json()["found"]
    assert said["part"]["total"] == 7 and all("Lantern Brigade" in q["speaker"] for q in said["part"]["items"])
    page = html.unescape(client.get("/search?in=speaker&speaker=Lantern+Brigade").text)
    assert "one of its men had carried out the bombing" in page and 'href="/incidents/inc-' in page


@pytest.mark.parametrize(
    "query",
    [
        '""',
        "   ",
        "!?",
        "*",
        "AND",
        'NEAR("a" "b")',
        "a" * 301,
        " ".join("abcdefghij" * 7),
        "'; DROP TABLE claims; --",
        "\u202e",
        "%",
        "_",
        "١٢",
        "字",
    ],
)
@pytest.mark.parametrize("kind", ["article", "quote", "speaker"])
def test_strange_queries_are_answered_with_a_word(client: TestClient, kind: str, query: str) -> None:
    answer = client.get("/search", params={"q": query, "in": kind})
    assert answer.status_code in (200, 400)
    assert "<form" in answer.text and "Traceback" not in answer.text
    assert client.get("/search.json", params={"q": query, "in": kind}).status_code == answer.status_code


@pytest.mark.parametrize(
    "query",
    [
        "in=nix",
        "q=a&since=nix",
        "q=killed&limit=0",
        "q=killed&limit=9999",
        "q=killed&cursor=nix",
        "q=killed&cursor=" + "0" * 16,
        "in=speaker&cursor=-1",
    ],
)
def test_broken_parameters_are_told_apart(client: TestClient, query: str) -> None:
    answer = client.get(f"/search.json?{query}")
    assert answer.status_code == 400 and answer.json()["detail"]
    assert client.get(f"/search?{query}").status_code == 400


def test_nothing_asked_and_nothing_found(client: TestClient) -> None:
    assert "All words have to be there" in client.get("/search").text
    page = client.get("/search?q=zeppelin").text
    assert "Nothing that is shown has all of these words." in page


def test_csv(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?in=quote&q=killed&limit=100").content.decode("utf-8-sig"))))
    assert [r["claim_id"] for r in rows] == [r["quote"]["claim_id"] for r in found(client, "in=quote&q=killed&limit=100")]
    assert rows[0]["incidents"].startswith("inc-")


def test_the_form_keeps_what_was_asked(client: TestClient) -> None:
    page = client.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&outlet=TNS&since=2023-01-01&policy=minmax").text
    assert "<script>alert" not in page
    assert 'value="TNS"' in page and 'value="2023-01-01"' in page and 'name="policy" value="minmax"' in page

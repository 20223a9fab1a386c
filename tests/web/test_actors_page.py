"""Actors, one actor, and two that face each other: exact words of the made-up stories, and sums that are those of ``rashomon compare``."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rashomon.pipeline.compare import compare
from rashomon.pipeline.compare_ledger import told_in
from rashomon.store import Ledger
from rashomon.web import Settings, make_app


def told(client: TestClient, address: str, **params: str) -> Any:
    answer = client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def table(client: TestClient, address: str, **params: str) -> list[dict[str, str]]:
    answer = client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def actors(client: TestClient) -> dict[str, Any]:
    found = told(client, "/actors.json", limit="500")["actors"]
    assert found["total"] == len(found["items"])
    return {a["name"]: a for a in found["items"] if not a["hidden"]}


def test_own_killed_are_the_sums_of_compare(actors: dict[str, Any], story_ledger: Path) -> None:
    ledger = Ledger(story_ledger)
    with ledger.read() as db:
        rows = compare(told_in(db), ["current"], by=["side"])
    ledger.close()
    checked = 0
    for row in rows:
        if row.kind != "incidents" or row.side in {"all sides", "unknown"}:
            continue
        total, own = row.totals[0], actors[str(row.side)]["killed"]
        assert (own["low"], own["best"], own["high"], own["without_best"], own["open"], own["incidents_with_figure"]) == (
            total.low, total.best, total.high, total.without_best, total.open, total.incidents,
        )  # fmt: skip
        checked += 1
    assert checked > 5
    assert actors["Ordania"]["killed"] is None, "nobody reports dead of Ordania: no zero"
    assert (actors["Reed Council"]["killed"]["best"], actors["Reed Council"]["aggregates"]) == (0, 1), (
        "an aggregate's forty are no part of it"
    )


def test_roles_of_the_border_story(actors: dict[str, Any]) -> None:
    a, b = actors["Ordania"], actors["Velmara"]
    assert (a["incidents"], a["side"], a["accused"], a["admitted"]) == (2, 2, 1, 1)
    assert (b["incidents"], b["side"], b["accused"], b["admitted"]) == (2, 2, 2, 0)
    assert (b["killed"]["low"], b["killed"]["best"], b["killed"]["high"]) == (3, 3, 5)
    assert actors["police"]["word"] and not actors["Murenia"]["word"]


def test_a_private_person_has_a_role_and_no_page(client: TestClient) -> None:
    page = client.get("/actors?limit=500").text
    assert "Hanna Corl" not in page and "name hidden" in page
    for suffix in ("", ".json", ".csv"):
        answer = client.get(f"/actor{suffix}", params={"name": "Hanna Corl"})
        assert answer.status_code == 404
    assert told(client, "/actors.json", q="Hanna")["actors"]["total"] == 0, "nobody is found by a hidden name"


def test_names_are_shown_where_that_was_decided(own_ledger: Path) -> None:
    with TestClient(make_app(own_ledger, Settings(names=True, rate=1_000_000)), base_url="http://127.0.0.1:8000") as open_client:
        assert told(open_client, "/actor.json", name="Hanna Corl")["actor"]["claims"] == 9


def test_what_an_actor_denies_and_is_accused_of(client: TestClient) -> None:
    found = told(client, "/actor.json", name="Velmara")
    denied = [q["text"] for q in found["quoted"]["denies"]["items"]]
    assert "the accusation" in denied and found["quoted"]["denies"]["total"] == 3
    accused = {q["text"]: q["speaker"] for q in found["quoted"]["accused"]["items"]}
    assert accused["Velmaran forces shelled their outpost near Kirvash and a soldier"] == "Ordania (“they”)"
    assert {v["shown"]: v["claims"] for v in found["voices"]["items"]} == {"Ministry of Defence of Velmara": 8, "Velmara": 5}
    assert found["actor"]["name"] == "Velmara" and found["incidents"]["total"] == 2


def test_own_dead_its_word_beside_others(client: TestClient) -> None:
    [case] = told(client, "/actor.json", name="Velmara")["losses"]["items"]
    own = {(q["figure"], q["text"]) for q in case["own"]}
    others = {(q["figure"], q["text"]) for q in case["others"]}
    assert ("three", "three of its soldiers were killed") in own
    assert ("up to five", "up to five servicemen of the opposing side were neutralised") in others
    page = client.get("/actor", params={"name": "Velmara"}).text
    assert "three of its soldiers were killed" in page and "up to five servicemen of the opposing side" in page
    assert "Which is right is not said here" in page


def test_a_section_is_paged(client: TestClient) -> None:
    first = told(client, "/actor.json", name="civilians", section="incidents", limit="3")["incidents"]
    second = told(client, "/actor.json", name="civilians", section="incidents", limit="3", cursor=first["next"])["incidents"]
    ids = [r["id"] for r in (*first["items"], *second["items"])]
    assert len(ids) == len(set(ids)) == 6 and second["start"] == 3
    page = client.get("/actor", params={"name": "civilians", "section": "incidents", "limit": "3"}).text
    assert "1–3 of 13 incidents" in page and "Who speaks for it" not in page


def test_both_sides_of_a_dyad_and_the_chain(client: TestClient) -> None:
    found = told(client, "/dyad.json", a="Ordania", b="Velmara")
    assert [x["quote"] for x in found["episodes"][0]["ties"]] == ["response operation” for"]
    assert len(found["episodes"][0]["incidents"]) == 2 and found["counts"] == {"incidents": 2}
    words = {q["text"] for w in found["words"] for q in w["b"]}
    assert "the accusation" in words
    page = client.get("/dyad?a=Ordania&b=Velmara").text
    assert 'aria-label="2 incidents from 5 Jun 2022 to 6 Jun 2022: 2 in retaliation for 1"' in page
    assert "No word of it is reported." in page, "silence is shown, too"
    rows = table(client, "/dyad.csv", a="Ordania", b="Velmara")
    assert {r["side_of"] for r in rows} == {"Ordania", "Velmara"}


def test_dyads_are_pairs_of_names(client: TestClient) -> None:
    found = told(client, "/actors.json", view="dyads")["dyads"]["items"]
    assert [(x["a"], x["b"], x["incidents"]) for x in found][:1] == [("Ordania", "Velmara", 2)]
    assert [r["a"] for r in table(client, "/actors.csv", view="dyads")] == [x["a"] for x in found]


def test_filters_of_the_list(client: TestClient) -> None:
    speakers = told(client, "/actors.json", role="speaker", named="names", limit="500")["actors"]["items"]
    assert speakers and all(a["claims"] and not a["word"] for a in speakers)
    assert [a["name"] for a in told(client, "/actors.json", q="lantern")["actors"]["items"]] == ["Lantern Brigade"]
    rows = table(client, "/actors.csv", q="reed")
    assert [(r["name"], r["own_killed_best"]) for r in rows] == [("Reed Council", "0")]


def test_as_of_a_day_only_what_was_out_counts(client: TestClient) -> None:
    then = told(client, "/actors.json", as_of="2022-06-06", limit="500")["actors"]["items"]
    names = {a["name"] for a in then}
    assert "Velmara" in names and "Ashen Banner" not in names
    assert client.get("/actor?name=Ashen+Banner&as_of=2022-06-06").status_code == 404
    page = client.get("/actor?name=Velmara&as_of=2022-06-06").text
    assert "three of its soldiers were killed" in page and "as_of=2022-06-06" in page


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/actor.json", 400, "write whom you mean"),
        ("/actor?name=Nobody+At+All", 404, "nobody is called"),
        ("/actor?name=Velmar", 404, "did you mean"),
        ("/actor?name=" + "x" * 10_000, 414, ""),
        ("/actor?name=" + "x" * 400, 400, "400 characters"),
        ("/actor?name=a%00b", 400, "character"),
        ("/actor?name=%ED%A0%80", 404, "nobody is called"),
        ("/actor?name=<script>alert(1)</script>", 404, "&lt;script&gt;"),
        ("/actor?name=Velmara&section=nothing", 400, "write one of"),
        ("/actors?cursor=-1", 400, "cursor"),
        ("/actors?limit=0", 400, "limit"),
        ("/actors?limit=9999999999", 400, "limit"),
        ("/actors?role=king", 400, "role"),
        ("/actors?view=x", 400, "view"),
        ("/dyad.json?a=Velmara", 400, "write whom you mean"),
        ("/dyad?a=Velmara&b=Velmara", 400, "name two"),
        ("/dyad?a=Velmara&b=%25", 404, "nobody is called"),
    ],
)
def test_hostile_addresses_get_a_kind_word(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, words in answer.text.casefold()) == (status, True), answer.text[-600:]
    assert "<script>alert" not in answer.text


def test_a_name_is_no_pattern(client: TestClient) -> None:
    assert client.get("/actor?name=V_lmara").status_code == 404
    assert told(client, "/actors.json", q="%")["actors"]["total"] == 0


def test_past_the_end_is_an_empty_page(client: TestClient) -> None:
    found = told(client, "/actors.json", cursor="5000")["actors"]
    assert (found["items"], found["next"]) == ([], None) and found["total"] > 0
    assert client.get("/actors?cursor=5000").status_code == 200


def test_the_same_address_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/actors.json")
    assert client.get("/actors.json", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_no_inline_style_or_script(client: TestClient) -> None:
    for address in ("/actors", "/actors?view=dyads", "/actor?name=Velmara", "/dyad?a=Ordania&b=Velmara"):
        page = client.get(address).text
        assert not re.search(r"<[^>]*\sstyle=", page) and not re.search(r"<script(?![^>]*src=)", page), address


def test_without_a_name_there_is_the_list(client: TestClient) -> None:
    for address, to in (
        ("/actor", "/actors"),
        ("/dyad?a=Velmara&policy=minmax", "/actors?view=dyads&policy=minmax"),
        ("/place", "/places"),
        ("/outlet", "/outlets"),
    ):
        answer = client.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, to)

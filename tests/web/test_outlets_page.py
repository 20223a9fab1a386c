"""Outlets: copies, what differs from the speaker quoted, with both quotes, and never a verdict."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient


def told(client: TestClient, address: str, **params: str) -> Any:
    answer = client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_outlets_stand_by_name_the_unknown_one_last(client: TestClient) -> None:
    found = told(client, "/outlets.json")
    names = [o["name"] for o in found["outlets"]["items"]]
    assert names[-1] is None and names[:-1] == sorted(names[:-1], key=str.casefold) and len(names) == 10
    assert "Nothing here says which outlet is right" in found["note"]
    assert sum(o["used"] + o["aside"] for o in found["outlets"]["items"]) == 37
    page = client.get("/outlets").text
    assert "Nothing here says which outlet is right" in page and "outlet not known" in page
    for word in ("score", "rating", "reliab", "trust", "wrong"):
        assert word not in page.casefold()


def test_both_quotes_of_a_figure_that_differs(client: TestClient) -> None:
    found = told(client, "/outlet.json", name="kestria  MAIL")
    assert found["outlet"]["name"] == "Kestria Mail", "capitals and blanks make no other outlet"
    [case] = found["differs"]["items"]
    assert case["why"] == "the text's own 11 differs from its own sources, who say 7"
    (own, mine, here), (said, not_mine, there) = case["values"]
    assert (own, mine, said, not_mine) == ("11", True, "7", False)
    assert {q["text"] for q in here} == {"11 dead", "killing eleven officers"} and {q["outlet"] for q in here} == {"Kestria Mail"}
    assert "killing seven officers" in {q["text"] for q in there}
    page = client.get("/outlet?name=Kestria+Mail").text
    assert "killing eleven officers" in page and "killing seven officers" in page and "printed here" in page


def test_an_outlet_whose_text_is_as_its_source_says_has_no_case(client: TestClient) -> None:
    listed = {o["name"]: o for o in told(client, "/outlets.json")["outlets"]["items"]}
    assert {name for name, o in listed.items() if o["differs"]} == {"Kestria Mail"}
    assert told(client, "/outlet.json", name="The Harbour Post")["differs"]["items"] == []


def test_shared_words_lead_to_the_articles_side_by_side(client: TestClient) -> None:
    found = told(client, "/outlet.json", name="The Harbour Post")
    shared = {s["outlet"]: (s["articles"], s["share"]) for s in found["shared_with"]}
    assert shared == {"Kestria Mail": (1, 1.0), None: (1, 1.0)}
    [[a, b]] = found["shared_with"][0]["pairs"]
    assert client.get(f"/articles/compare?a={a}&b={b}").status_code == 200
    assert client.get(f"/articles/{a}").status_code == 200


def test_whom_it_quotes_and_its_articles(client: TestClient) -> None:
    found = told(client, "/outlet.json", name="Kestria Mail")
    assert [(q["speaker"], q["articles"]) for q in found["quotes"]["items"]] == [
        ("Gessa Orlan", 1),
        ("Ministry of the Interior of Murenia", 1),
    ]
    assert [d["document"] for d in found["used"]["items"]] == ["kestria-mail-ambush"] and found["aside"]["total"] == 0


def test_the_articles_of_unknown_outlets_have_a_page(client: TestClient) -> None:
    found = told(client, "/outlet.json", unknown="1", section="used", limit="100")
    assert found["used"]["total"] == 25 and found["outlet"]["undated"] == 3
    page = client.get("/outlet?unknown=1&section=used").text
    assert "1–25 of 25 articles" in page


def test_csv_has_a_line_for_each_quote(client: TestClient) -> None:
    text = client.get("/outlet.csv?name=Kestria+Mail").text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {(r["value"], r["own_words"]) for r in rows} == {("11", "true"), ("7", "false")}
    names = [r["name"] for r in csv.DictReader(io.StringIO(client.get("/outlets.csv").text.removeprefix("\ufeff")))]
    assert names[0] == "BCR" and names[-1] == ""


def test_as_of_a_day_before_the_copy(client: TestClient) -> None:
    then = told(client, "/outlets.json", as_of="2023-11-09")["outlets"]["items"]
    assert "Kestria Mail" not in {o["name"] for o in then} and "The Harbour Post" in {o["name"] for o in then}


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/outlet.csv", 400, "which outlet"),
        ("/outlet?name=Kestria", 404, "did you mean kestria mail"),
        ("/outlet?name=" + "y" * 10_000, 414, ""),
        ("/outlet?name=" + "y" * 400, 400, "400 characters"),
        ("/outlet?name=%00", 400, "character"),
        ("/outlet?name=BCR&section=worst", 400, "write one of"),
        ("/outlets?q=" + "z" * 400, 400, "character"),
    ],
)
def test_hostile_addresses_get_a_kind_word(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, words in answer.text.casefold()) == (status, True), answer.text[-600:]

"""Places: names and who gives them, how exactly, and what has no coordinates."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rashomon.queries import Desk, Lens, places
from rashomon.queries.entry import Entry
from rashomon.web import Settings, make_app


def told(client: TestClient, address: str, **params: str) -> Any:
    answer = client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def entries(ledger: Path) -> list[Entry]:
    desk = Desk(ledger)
    with desk.read() as db:
        found = list(desk.shelf(db, Lens()).entries.values())
    desk.close()
    return found


def test_every_incident_is_with_a_place_or_told_why_not(client: TestClient, story_ledger: Path) -> None:
    found = told(client, "/places.json", limit="500")
    own = entries(story_ledger)
    counted = sum(w["incidents"] + w["aggregates"] + w["background"] for w in found["places"]["items"])
    nameless = {x["why"]: x["incidents"] for x in found["without_coordinates"]}
    assert counted + nameless["no place named"] == len(own)
    assert sum(nameless.values()) == sum(e.place is None or e.place.lat is None for e in own)
    assert nameless["no evidence which of its namesakes is meant"] == 1


def test_names_and_by_whom(client: TestClient) -> None:
    found = told(client, "/place.json", name="Harnoy")
    by = {(n["name"], n["by"]): n for n in found["names"]}
    assert by["Harnoy", "doctor (“the doctor”)"]["incidents"] == by["Harnoy", "Reed Council (“The Reed Council”)"]["incidents"] == 1
    assert any(name == "Yeldan" for name, _ in by), "the same incident is told under another name"
    page = client.get("/place?name=Harnoy").text
    assert "Names it is given, and by whom" in page and "Yeldan" in page and "Shelling in Harnoy" in page


def test_a_name_that_somebody_gives_leads_to_the_incident(client: TestClient) -> None:
    found = told(client, "/place.json", name="Kirvash")
    assert {w["name"] for w in found["places"]} == {"Kirvash", "Tessel"}
    assert found["incidents"]["total"] == 2


def test_why_there_are_no_coordinates(client: TestClient) -> None:
    page = client.get("/places?located=no").text
    assert "no coordinates" in page and "only an entry of similar spelling, no evidence for it" in page
    assert "places-map" not in page, "nothing to draw, no map"
    assert told(client, "/places.json", located="yes")["places"]["total"] == 0


def test_filters_and_csv(client: TestClient) -> None:
    assert [w["name"] for w in told(client, "/places.json", q="yeld")["places"]["items"]] == ["Yeldan"]
    rows = list(csv.DictReader(io.StringIO(client.get("/places.csv?q=tessel").text.removeprefix("\ufeff"))))
    assert [(r["name"], r["incidents"], r["killed_best"], r["other_names"]) for r in rows] == [("Tessel", "1", "3", "Kirvash")]
    names = list(csv.DictReader(io.StringIO(client.get("/place.csv?name=Tessel").text.removeprefix("\ufeff"))))
    assert {r["name"] for r in names} == {"Tessel", "Kirvash"}


def test_precision_in_words() -> None:
    assert places.precision_words(2) == "near it, within some 25 km" and places.precision_words(None) == "not said"


def test_private_places_are_rounded_on_request(own_ledger: Path) -> None:
    with TestClient(make_app(own_ledger, Settings(coarsen=True, rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        assert asked.get("/places").status_code == 200
        assert asked.get("/place?name=Tessel").status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/place.json", 400, "which place"),
        ("/place?name=Tess", 404, "did you mean tessel"),
        ("/place?name=Tessel&country=Nowhere", 404, "no incident is told of"),
        ("/place?name=" + "q" * 10_000, 414, ""),
        ("/place?name=" + "q" * 400, 400, "400 characters"),
        ("/place?name=%00", 400, "character"),
        ("/places?located=maybe", 400, "write one of"),
    ],
)
def test_hostile_addresses_get_a_kind_word(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, words in answer.text.casefold()) == (status, True), answer.text[-600:]

"""Balance: sums that are those of the pipeline, each figure set aside with the words around it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.pipeline.balance import balance_in
from rashomon.queries.balance import kind_of_reason, todo_of
from rashomon.store import Ledger
from rashomon.web import Settings, make_app


def told(client: TestClient, address: str, **params: str) -> Any:
    answer = client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_sums_are_those_of_the_pipeline(client: TestClient, story_ledger: Path) -> None:
    ledger = Ledger(story_ledger)
    with ledger.read() as db:
        own = balance_in(db)
    ledger.close()
    found = told(client, "/balance.json")
    assert found["documents"] == {"in": own.documents, "used": own.used, "set_aside": own.documents - own.used, "reasons": {}}
    assert found["figures"]["in"] == own.figures == found["figures"]["in_claims"] + found["figures"]["set_aside"]
    assert found["figures"]["reasons"] == dict(own.figures_aside) and sum(found["figures"]["reasons"].values()) == own.set_aside
    assert sum(found["languages"].values()) == own.documents == sum(found["outlets"].values()) + found["outlet_not_known"]
    assert found["day_not_known"] == 3
    page = client.get("/balance").text
    assert f"<b>{own.documents}</b> in" in page and f"<b>{own.figures}</b> found" in page


def test_every_figure_set_aside_can_be_read_in_its_words(client: TestClient) -> None:
    all_of: list[dict[str, Any]] = []
    cursor: str | None = "0"
    while cursor is not None:
        part = told(client, "/balance.json", cursor=cursor, limit="20")["list"]
        all_of += part["items"]
        cursor = part["next"]
    assert len(all_of) == part["total"]
    age = next(f for f in all_of if f["reason"] == "an age")
    page = client.get("/balance", params={"reason": "an age"}).text
    assert f"<mark>{age['words']}</mark>" in page and f"/articles/{age['article']}#:~:text=" in page
    assert client.get(f"/articles/{age['article']}").status_code == 200


def test_a_reason_is_a_filter(client: TestClient) -> None:
    found = told(client, "/balance.json", reason="an age")
    assert found["list"]["reason"] == "an age" and {f["reason"] for f in found["list"]["items"]} == {"an age"}
    assert found["list"]["total"] == found["figures"]["reasons"]["an age"]
    assert told(client, "/balance.json", reason="no such reason")["list"]["items"] == []


def test_unknown_days_are_listed(client: TestClient) -> None:
    found = told(client, "/balance.json", list="undated")["list"]
    assert found["total"] == len(found["items"]) == 3 and all(x["known"] for x in found["items"])
    rows = list(csv.DictReader(io.StringIO(client.get("/balance.csv?list=undated").text.removeprefix("\ufeff"))))
    assert len(rows) == 3


def test_documents_set_aside_say_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text("Two men were killed in Dornhollow on Friday, police said.", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "=cmd.txt").write_text(" \n ", encoding="utf-8")
    done = CliRunner().invoke(command, ["run", str(folder), "--out", str(tmp_path / "out"), "-q"])
    assert done.exit_code == 0, done.output
    with TestClient(make_app(tmp_path / "out" / "ledger.db", Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        found = told(asked, "/balance.json", list="documents")
        assert found["documents"]["in"] == 3 and found["documents"]["set_aside"] == 2 == sum(found["documents"]["reasons"].values())
        items = found["list"]["items"]
        page = asked.get("/balance?list=documents").text
        text = asked.get("/balance.csv?list=documents").text
    assert {x["document"] for x in items} == {"=cmd.txt", "empty.txt"} and all(x["why"] and x["todo"] for x in items)
    assert "What to do" in page and "'=cmd.txt" in text, "a file's name is no formula"


def test_reasons_of_many_documents_are_one_kind() -> None:
    assert kind_of_reason("not a line of JSON (line 12)") == kind_of_reason("not a line of JSON (line 13)")
    assert kind_of_reason("has no 'text'; give one") == "has no …"
    assert todo_of("has no 'text'; give one") == "give one"
    assert "rashomon run" in todo_of("empty")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/balance?list=all", 400, "write one of"),
        ("/balance?reason=" + "r" * 400, 400, "400 characters"),
        ("/balance?cursor=x", 400, "cursor"),
    ],
)
def test_hostile_addresses_get_a_kind_word(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, words in answer.text.casefold()) == (status, True), answer.text[-600:]

"""Answers that are given again: the same bytes, for one state of the ledger alone, and not of what is on record."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient
from tests.web.guard.asking import word

from rashomon.web import Settings, make_app
from rashomon.web.kept import LARGEST, Kept


class Given(Kept):
    """Holds one answer from the beginning."""

    def __init__(self, tag: str, body: bytes) -> None:
        super().__init__()
        self.keep(tag, "s", "/api/v1/incidents/x", body, "application/json")


def test_when_the_ledger_moves_nothing_of_before_is_held() -> None:
    kept = Kept(room=10)
    kept.keep("a", "ledger-1", "/api/v1/documents/x", b"12345", "application/json")
    kept.keep("b", "ledger-2", "/api/v1/documents/y", b"1234567890", "application/json")
    assert kept.get("a") is None and kept.get("b") == (b"1234567890", "application/json")


def test_the_oldest_answers_leave_when_there_is_no_room() -> None:
    kept = Kept(room=10)
    for n in range(3):
        kept.keep(f"t{n}", "s", "/api/v1/claims", b"12345", "application/json")
    assert [kept.get(f"t{n}") for n in range(3)] == [None, (b"12345", "application/json"), (b"12345", "application/json")]


def test_what_is_large_or_on_record_is_made_each_time() -> None:
    kept = Kept()
    kept.keep("a", "s", "/api/v1/decisions", b"{}", "application/json")
    kept.keep("b", "s", "/api/v1/claims", b"x" * (LARGEST + 1), "application/json")
    assert kept.get("a") is None and kept.get("b") is None


def test_an_answer_is_given_again_until_the_ledger_says_something_else(own_ledger: Path) -> None:
    app = make_app(own_ledger, Settings(rate=1_000_000))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        incidents = client.get("/api/v1/incidents?harm=killed").json()["items"]
        one = max(incidents, key=lambda i: (len(i["claims"]), i["incident_id"]))["incident_id"]
        address = f"/api/v1/incidents/{one}"
        first = client.get(address)
        assert app.state.answers.get(first.headers["etag"]) == (first.content, "application/json")
        app.state.answers = Given(first.headers["etag"], b"kept")
        again = client.get(address)
        assert (again.content, again.headers["etag"]) == (b"kept", first.headers["etag"]), "nothing is worked out again"
        claim = next(c for c in first.json()["claim_rows"] if c["kind"] == "casualty" and c["words"])
        wish = {
            "kind": "not_a_figure",
            "claims": [claim["claim_id"]],
            "why": "counts nobody",
            "who": "A. Coder",
            "seen": first.json()["seen"],
        }
        done = client.post("/api/v1/decisions", json=wish, headers={**word(client), "Origin": "http://127.0.0.1:8000"})
        assert done.status_code == 201, done.text
        after = client.get(address)
        assert after.headers["etag"] != first.headers["etag"]
        assert after.status_code == 404 or claim["claim_id"] not in {c["claim_id"] for c in after.json()["claim_rows"]}

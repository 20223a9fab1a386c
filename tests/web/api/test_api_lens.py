"""Through another policy, and as of a moment, the API says what the commands say of the same ledger."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command

DAYS = ("2023-03-14", "2023-03-15T12:00", "2023-05-22", "2023-11-10")


def show(ledger: Path, *more: str) -> Any:
    done = CliRunner().invoke(command, ["show", *more, "--ledger", str(ledger), "--json"])
    return json.loads(done.output) if done.exit_code == 0 else None


def bare(value: Any) -> Any:
    """Plain values without the numbers of marks, which count in another order elsewhere."""
    return json.loads(re.sub(r"\[person \d+\]", "[person]", json.dumps(value)))


def ids(client: TestClient) -> list[str]:
    return [r["incident_id"] for r in client.get("/api/v1/incidents?brief=1&limit=500").json()["items"]]


@pytest.mark.parametrize("policy", ["minmax", "ucdp-style", "acled-style", "ibc-style"])
def test_a_policy_is_that_of_the_command(client: TestClient, story_ledger: Path, policy: str) -> None:
    for one in ids(client)[:4]:
        told = client.get(f"/api/v1/incidents/{one}?policy={policy}").json()
        shown = show(story_ledger, one, "--policy", policy)
        assert bare(told["estimates"]) == bare(shown["incident"]["estimates"])
        assert bare(told["disagreements"]) == bare(shown["incident"]["disagreements"])
    own = {e["policy"] for e in client.get(f"/api/v1/estimates?policy={policy}&limit=500").json()["items"]}
    assert own == {policy}


@pytest.mark.parametrize("day", DAYS)
def test_a_moment_is_that_of_the_command(client: TestClient, story_ledger: Path, day: str) -> None:
    compared = 0
    for one in ids(client)[::3]:
        told = client.get(f"/api/v1/incidents/{one}?as_of={day}")
        shown = show(story_ledger, one, "--as-of", day)
        assert (told.status_code == 200) == (shown is not None), (one, told.text[:300])
        if shown is None:
            assert "had been published" in told.json()["detail"]
            continue
        compared += 1
        row = told.json()
        want = shown["incident"]
        for key in ("incident_id", "date_start", "date_end", "status", "reports", "claims", "background", "attackers", "sides", "missing"):
            assert bare(row[key]) == bare(want[key]), key
        assert bare(row["estimates"]) == bare(want["estimates"])
        assert [c["claim_id"] for c in row["claim_rows"]] == sorted(c["claim_id"] for c in shown["claims"])
        assert {d["document"] for d in row["time"]["not_yet"]} == set(shown["time"]["not_yet"])
    assert compared or day == DAYS[0]


@pytest.mark.parametrize("day", DAYS[1:])
def test_lists_as_of_a_moment_hold_nothing_later(client: TestClient, day: str) -> None:
    documents = client.get(f"/api/v1/documents?limit=500&as_of={day}").json()["items"]
    assert documents
    assert all(r["published_from"] <= day[:10] for r in documents if r["published_from"])
    known = {r["key"] for r in documents}
    claims = client.get(f"/api/v1/claims?limit=500&as_of={day}").json()["items"]
    assert claims
    assert {c["document_key"] for c in claims} <= known
    incidents = client.get(f"/api/v1/incidents?limit=500&background=yes&as_of={day}").json()["items"]
    assert {i["incident_id"] for i in incidents} == {c["incident_id"] for c in claims if c["incident_id"]}
    for i in incidents:
        assert set(i["document_keys"]) <= known
    one = incidents[0]["incident_id"]
    estimates = client.get(f"/api/v1/estimates?limit=500&background=yes&as_of={day}").json()["items"]
    assert [e["best"] for e in estimates if e["incident_id"] == one] == [e["best"] for e in incidents[0]["estimates"]]
    assert client.get(f"/api/v1/claims/{claims[0]['claim_id']}?as_of={day}").json() == claims[0]
    assert client.get(f"/api/v1/documents/{documents[0]['key']}?as_of={day}").json() == documents[0]


def test_the_end_of_time_holds_all_whose_day_is_known(client: TestClient) -> None:
    now = {r["key"]: r for r in client.get("/api/v1/documents?limit=500").json()["items"]}
    then = {r["key"]: r for r in client.get("/api/v1/documents?limit=500&as_of=2040-01-01").json()["items"]}
    undated = {k for k, r in now.items() if r["published_to"] is None}
    assert undated
    assert then.keys() == now.keys() - undated
    claims = {r["claim_id"]: r for r in client.get("/api/v1/claims?limit=500").json()["items"]}
    known = {r["claim_id"]: r for r in client.get("/api/v1/claims?limit=500&as_of=2040-01-01").json()["items"]}
    assert known.keys() == {i for i, r in claims.items() if r["document_key"] not in undated}
    for i, r in known.items():
        assert (r["quote"], r["low"], r["high"], r["stance"]) == (
            claims[i]["quote"],
            claims[i]["low"],
            claims[i]["high"],
            claims[i]["stance"],
        )


def test_an_id_that_an_incident_had_leads_to_it(client: TestClient) -> None:
    gone = [c for c in client.get("/api/v1/changes?limit=500").json()["items"] if c["what"] == "went" and c["into"]]
    for one in gone:
        told = client.get(f"/api/v1/incidents/{one['incident_id']}")
        assert told.status_code == 200
        assert one["incident_id"] in told.json()["ids"]
    short = ids(client)[0][:12]
    assert client.get(f"/api/v1/incidents/{short}").json()["incident_id"].startswith(short)

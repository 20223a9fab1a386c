"""The record through the API: the feed of changes, runs, decisions, and the Atom feed of a search."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.web import Settings, make_app

ATOM = "{http://www.w3.org/2005/Atom}"


def everything(client: TestClient, limit: int = 7, **params: Any) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    since = 0
    while True:
        page = client.get("/api/v1/changes", params={"since": since, "limit": limit, **params}).json()
        out += page["items"]
        if page["next"] is None:
            assert page["cursor"] >= since
            return out
        assert int(page["next"]) == page["cursor"] > since
        since = page["cursor"]


def test_the_feed_holds_every_change_once_in_order(client: TestClient) -> None:
    rows = everything(client)
    numbers = [r["cursor"] for r in rows]
    assert numbers == sorted(set(numbers))
    assert {r["run"] for r in rows} == {1, 2}
    assert rows == client.get("/api/v1/changes?limit=500").json()["items"]
    last = client.get(f"/api/v1/changes?since={numbers[-1]}").json()
    assert last == {"items": [], "next": None, "cursor": numbers[-1]}
    assert client.get("/api/v1/changes?since=999999999").json()["cursor"] == 999999999


def test_the_feed_tells_what_the_log_tells(client: TestClient, story_ledger: Path) -> None:
    rows = everything(client, 500)
    for one in client.get("/api/v1/incidents?brief=1&limit=3").json()["items"]:
        done = CliRunner().invoke(command, ["log", one["incident_id"], "--ledger", str(story_ledger), "--json"])
        log = json.loads(done.output)
        own = everything(client, incident=one["incident_id"])
        assert [r for r in rows if r["incident_id"] in log["ids"]] == own
        assert [(r["what"], [s["after"] and s["after"]["best"] for s in r["steps"]]) for r in own] == [
            (v["what"], [s["after"] and s["after"]["best"] for s in v["steps"]]) for v in log["versions"]
        ]
        assert all(r["causes"][0]["words"] for r in own)
        whole = client.get(f"/api/v1/incidents/{one['incident_id']}").json()
        assert [(v["what"], v["steps"]) for v in whole["history"]] == [(r["what"], r["steps"]) for r in own]


def test_runs_and_the_state(client: TestClient) -> None:
    runs = client.get("/api/v1/runs").json()["items"]
    assert [(r["run_id"], r["kind"]) for r in runs] == [(2, "run"), (1, "run")]
    assert client.get("/api/v1/runs?kind=decision").json() == {"items": [], "next": None, "total": 0}
    state = client.get("/api/v1/ledger").json()
    assert state["state"]["run"] == 2
    assert [p["name"] for p in state["policies"] if p["own"]] == ["current"]
    assert state["head"]["seq"] > 0
    assert len(state["head"]["hash"]) == 64
    assert state["counts"]["claims"] == client.get("/api/v1/claims?limit=1").json()["total"]
    first = client.get("/api/v1/runs?limit=1").json()
    assert client.get(f"/api/v1/runs?limit=1&cursor={first['next']}").json()["items"] == runs[1:]


def test_a_decision_moves_the_feed_and_is_listed(own_ledger: Path) -> None:
    with TestClient(make_app(own_ledger, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as client:
        before = client.get("/api/v1/changes?limit=500").json()
        tag = client.get("/api/v1/claims?limit=1").headers["etag"]
        claims = client.get("/api/v1/claims?harm=killed&kind=casualty&background=no&limit=500").json()["items"]
        one = next(c for c in claims if c["incident_id"] and c["low"] is not None and c["verbatim"])
        done = CliRunner().invoke(
            command,
            ["decide", "not_a_figure", "--at", f"{one['document']}: {one['quote']}", "--who", "R. Editor", "--why", "a slip of the pen", "--ledger", str(own_ledger)],
        )  # fmt: skip
        assert done.exit_code == 0, done.output
        [decision] = client.get("/api/v1/decisions").json()["items"]
        assert (decision["kind"], decision["who"], decision["state"]) == ("not_a_figure", "R. Editor", "applied")
        assert decision["anchors"][0]["document_key"] == one["document_key"]
        assert client.get("/api/v1/decisions?state=undone").json()["items"] == []
        after = client.get(f"/api/v1/changes?since={before['cursor']}").json()
        assert after["items"]
        assert {r["causes"][0]["cause"] for r in after["items"]} == {"decision"}
        assert "R. Editor" in after["items"][0]["causes"][0]["words"]
        assert client.get("/api/v1/claims?limit=1", headers={"If-None-Match": tag}).status_code == 200
        assert client.get("/api/v1/claims?changed=run:2").json()["total"] >= 0


def entries(text: bytes) -> list[ET.Element]:
    return ET.fromstring(text).findall(f"{ATOM}entry")


def test_atom_is_valid_and_whole(client: TestClient) -> None:
    told = client.get("/feed.atom?limit=200&background=yes")
    assert told.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(told.content)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    rows = entries(told.content)
    numbers = [r["cursor"] for r in everything(client, 500)]
    now = {i["incident_id"] for i in client.get("/api/v1/incidents?brief=1&limit=500&background=yes").json()["items"]}
    assert [e.findtext(f"{ATOM}id").rsplit("/", 1)[1] for e in rows] == [  # type: ignore[union-attr]
        str(r["cursor"]) for r in sorted(everything(client, 500), key=lambda r: -r["cursor"]) if r["incident_id"] in now
    ]
    assert len({e.findtext(f"{ATOM}id") for e in rows}) == len(rows) <= len(numbers)
    for e in rows:
        assert datetime.fromisoformat(e.findtext(f"{ATOM}updated") or "").tzinfo is not None
        assert e.findtext(f"{ATOM}title")
        assert "<p>" in (e.findtext(f"{ATOM}content") or "")
    assert any("“" in (e.findtext(f"{ATOM}content") or "") for e in rows)


def test_atom_pages_and_searches(client: TestClient) -> None:
    seen: list[str] = []
    address = "/feed.atom?limit=9"
    while address:
        feed = ET.fromstring(client.get(address).content)
        seen += [e.findtext(f"{ATOM}id") or "" for e in feed.findall(f"{ATOM}entry")]
        links = {x.get("rel"): x.get("href") for x in feed.findall(f"{ATOM}link")}
        assert (links["self"] or "").endswith(address)
        address = (links.get("next") or "").removeprefix("http://127.0.0.1:8000")
    assert seen == [e.findtext(f"{ATOM}id") for e in entries(client.get("/feed.atom?limit=200").content)]
    some = entries(client.get("/feed.atom?harm=wounded&limit=200").content)
    assert 0 < len(some) < len(seen)
    assert {e.findtext(f"{ATOM}id") for e in some} < set(seen)
    assert client.get("/feed.atom?harm=nothing").status_code == 200
    assert client.get("/feed.atom?colour=red").status_code == 422
    assert client.get("/feed.atom?as_of=2031-01-01").status_code == 400


def test_atom_is_not_sent_twice(client: TestClient) -> None:
    told = client.get("/feed.atom")
    same = client.get("/feed.atom", headers={"If-None-Match": told.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_ids_of_entries_do_not_change(own_ledger: Path, client: TestClient) -> None:
    with TestClient(
        make_app(own_ledger.rename(own_ledger.with_name("moved.db")), Settings(rate=1_000_000, port=9000)), base_url="http://localhost:9000"
    ) as other:
        theirs = [e.findtext(f"{ATOM}id") for e in entries(other.get("/feed.atom").content)]
    assert theirs == [e.findtext(f"{ATOM}id") for e in entries(client.get("/feed.atom").content)]

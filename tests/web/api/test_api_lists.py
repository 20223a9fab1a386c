"""Lists of the API: complete, in order, and the same numbers as the three JSON Lines files of the same ledger."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LISTS = ("documents", "claims", "incidents", "estimates", "disagreements", "links", "runs", "decisions")


def rows_of(ledger: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ledger.parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def collected(client: TestClient, path: str, limit: int = 500, **params: Any) -> list[dict[str, Any]]:
    """Every row of a list, page by page."""
    out: list[dict[str, Any]] = []
    cursor = ""
    for _ in range(2000):
        told = client.get(f"/api/v1/{path}", params={**params, "limit": limit, **({"cursor": cursor} if cursor else {})})
        assert told.status_code == 200, told.text
        page = told.json()
        assert len(page["items"]) <= limit
        out += page["items"]
        if page["next"] is None:
            assert page["total"] == len(out)
            return out
        assert len(page["items"]) == limit
        cursor = page["next"]
    raise AssertionError("the pages do not end")


def bare(text: str | None) -> str | None:
    """Text without the numbers of marks, which count in another order elsewhere."""
    return re.sub(r"\[person \d+\]", "[person]", text) if text is not None else None


def test_claims_are_those_of_the_file(client: TestClient, story_ledger: Path) -> None:
    found = collected(client, "claims", 37)
    assert [(r["document_key"], r["start"], r["claim_id"]) for r in found] == sorted(
        (r["document_key"], r["start"], r["claim_id"]) for r in found
    )
    told = sorted(found, key=lambda r: r["claim_id"])
    kept = rows_of(story_ledger, "claims")
    assert [r["claim_id"] for r in told] == [r["claim_id"] for r in kept]
    numbers = ("document_id", "start", "end", "kind", "harm", "low", "high", "negated", "approx", "vague", "scope", "part_of", "stance", "voice",
               "date_start", "date_end", "incident_id", "background", "rule", "p_read", "p_incident", "victim_status", "includes_attackers")  # fmt: skip
    for a, b in zip(told, kept, strict=True):
        assert {k: a[k] for k in numbers} == {k: b[k] for k in numbers}
        assert b.keys() <= a.keys()
        if a["verbatim"]:
            assert a["quote"] == b["quote"]
        else:
            assert "[person" in a["quote"]


def test_documents_are_those_of_the_file(client: TestClient, story_ledger: Path) -> None:
    told = {r["document_id"]: r for r in collected(client, "documents", 5)}
    kept = {r["document_id"]: r for r in rows_of(story_ledger, "documents")}
    assert told.keys() == kept.keys()
    for key, row in kept.items():
        assert row.keys() <= told[key].keys()
        for k in ("sha256", "published", "published_from", "published_to", "language", "status", "blocks", "incidents", "main_incident", "title", "version_of"):  # fmt: skip
            assert told[key][k] == row[k]


def test_incidents_are_those_of_the_file(client: TestClient, story_ledger: Path) -> None:
    told = {r["incident_id"]: r for r in collected(client, "incidents", 4, background="yes")}
    kept = {r["incident_id"]: r for r in rows_of(story_ledger, "incidents")}
    assert told.keys() == kept.keys()
    for key, row in kept.items():
        own = told[key]
        assert row.keys() <= own.keys()
        for k in (
            "date_start",
            "date_end",
            "status",
            "occurrence",
            "responsibility",
            "reports",
            "texts",
            "speakers",
            "claims",
            "background",
        ):
            assert own[k] == row[k]
        assert len(own["document_keys"]) == len(row["documents"])
        for a, b in zip(own["estimates"], row["estimates"], strict=True):
            for k in ("harm", "over", "derivation", "low", "best", "high", "open", "best_withheld", "policy", "claims", "basis"):
                assert a[k] == b[k] or k == "basis"
            assert [(h["as_of"], h["low"], h["best"], h["high"], h["claim"]) for h in a["history"]] == [
                (h["as_of"], h["low"], h["best"], h["high"], h["claim"]) for h in b["history"]
            ]
            assert {k: v for k, v in a["basis"].items() if k != "speaker_names"} == {
                k: v for k, v in b["basis"].items() if k != "speaker_names"
            }


def test_what_hangs_on_incidents_is_listed_whole(client: TestClient, story_ledger: Path) -> None:
    kept = rows_of(story_ledger, "incidents")
    estimates = collected(client, "estimates", 7, background="yes")
    assert [(r["incident_id"], r["n"], r["best"], r["low"], r["high"]) for r in estimates] == [
        (i["incident_id"], n, e["best"], e["low"], e["high"]) for i in kept for n, e in enumerate(i["estimates"])
    ]
    disagreements = collected(client, "disagreements", 3, background="yes")
    assert [(r["incident_id"], r["n"], r["type"], r["resolution"]) for r in disagreements] == [
        (i["incident_id"], n, d["type"], d["resolution"]) for i in kept for n, d in enumerate(i["disagreements"])
    ]
    links = collected(client, "links", 1, background="yes")
    assert [(r["incident_id"], r["type"], r["linked_id"]) for r in links] == [
        (i["incident_id"], x["type"], x["incident_id"]) for i in kept for x in i["links"]
    ]


def test_a_disagreement_has_quotes(client: TestClient, story_ledger: Path) -> None:
    texts = {r["claim_id"]: r for r in rows_of(story_ledger, "claims")}
    rows = collected(client, "disagreements")
    assert rows
    for row in rows:
        for value in row["values"]:
            assert value["quotes"] or not value["claims"]
            for q in value["quotes"]:
                assert q["claim_id"] in value["claims"]
                assert "[person" in q["quote"] or q["quote"] == texts[q["claim_id"]]["quote"]


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["documents", "claims", "incidents", "estimates", "disagreements"]), limit=st.integers(1, 60))
def test_pages_of_any_size_hold_every_row_once(client: TestClient, name: str, limit: int) -> None:
    if name == "claims" and limit < 12:
        limit += 12
    rows = collected(client, name, limit)
    whole = client.get(f"/api/v1/{name}?limit=500").json()
    assert rows == whole["items"]
    assert whole["next"] is None


@pytest.mark.parametrize(
    ("params", "test"),
    [
        ({"harm": ["killed", "wounded"], "kind": "casualty"}, lambda r: r["harm"] in ("killed", "wounded")),
        ({"stance": "denies"}, lambda r: r["stance"] == "denies"),
        ({"background": "no", "harm": "killed"}, lambda r: r["harm"] == "killed" and not r["background"]),
        ({"background": "yes"}, lambda r: r["background"]),
        ({"side": "civilians"}, lambda r: r["side"] == "civilians"),
    ],
)
def test_claims_by_filter(client: TestClient, story_ledger: Path, params: dict[str, Any], test: Any) -> None:
    told = collected(client, "claims", **params)
    assert told
    assert sorted(r["claim_id"] for r in told) == [r["claim_id"] for r in rows_of(story_ledger, "claims") if test(r)]


def test_claims_of_an_incident_and_of_a_document(client: TestClient, story_ledger: Path) -> None:
    kept = rows_of(story_ledger, "claims")
    one = next(r for r in kept if r["incident_id"])
    own = collected(client, "claims", incident=one["incident_id"])
    assert {r["claim_id"] for r in own} == {r["claim_id"] for r in kept if r["incident_id"] == one["incident_id"]}
    key = own[0]["document_key"]
    by_key, by_name = collected(client, "claims", document=key), collected(client, "claims", document=own[0]["document"])
    assert by_key == by_name
    assert {r["document_key"] for r in by_key} == {key}


def test_claims_that_a_later_run_read(client: TestClient) -> None:
    later = collected(client, "claims", changed="run:1")
    every = collected(client, "claims", changed="run:0")
    assert 0 < len(later) < len(every) == len(collected(client, "claims"))
    assert collected(client, "claims", changed="run:2") == []


def test_documents_by_filter(client: TestClient) -> None:
    every = collected(client, "documents")
    days = sorted({r["published"] for r in every if r["published"]})
    some = collected(client, "documents", published_from=days[3], published_to=days[5])
    assert {r["key"] for r in some} == {r["key"] for r in every if r["published"] and days[3] <= r["published"] <= days[5]}
    assert collected(client, "documents", status="set_aside") == [r for r in every if r["status"] == "set_aside"]
    assert len(collected(client, "documents", language="en")) == sum(r["language"] == "en" for r in every)
    assert collected(client, "documents", language="xx") == []


def test_text_only_where_it_is_asked_for(client: TestClient) -> None:
    bare_row = client.get("/api/v1/documents?limit=1").json()["items"][0]
    assert "text" not in bare_row
    row = client.get(f"/api/v1/documents/{bare_row['key']}?text=1").json()
    shown, at = [], 0
    for start, end, mark in row["hidden"]:  # the original can be lined up with what is shown
        assert start >= at
        shown.append((start, end, mark))
        at = end
    assert len(row["text"]) == row["length"] + sum(len(m) - (b - a) for a, b, m in shown)
    assert client.get(f"/api/v1/documents/{bare_row['key']}").json() == bare_row


@pytest.mark.parametrize("name", LISTS)
def test_tags_and_heads(client: TestClient, name: str) -> None:
    told = client.get(f"/api/v1/{name}?limit=2")
    again = client.get(f"/api/v1/{name}?limit=2")
    assert told.content == again.content
    tag = told.headers["etag"]
    same = client.get(f"/api/v1/{name}?limit=2", headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    assert client.get(f"/api/v1/{name}?limit=3", headers={"If-None-Match": tag}).status_code in (
        200,
        304 if name in ("runs", "decisions") else 200,
    )
    head = client.head(f"/api/v1/{name}?limit=2")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("claims?hram=killed", 422, "hram"),
        ("claims?limit=0", 422, "limit"),
        ("claims?limit=501", 422, "limit"),
        ("claims?cursor=nonsense", 400, "cursor"),
        ("claims?kind=rumour", 422, "kind"),
        ("claims?changed=yesterday", 400, "changed"),
        ("claims?policy=mine", 400, "policy"),
        ("claims?as_of=lately", 400, "as_of"),
        ("claims/c-ffffffffffffffff", 404, "/api/v1/claims"),
        ("claims/none", 422, "claim_id"),
        ("documents/0000000000000000", 404, "/api/v1/documents"),
        ("documents?published_from=2031-13-01", 422, "published_from"),
        ("documents?published_from=2031-02-01&published_to=2031-01-01", 400, "exchange"),
        ("incidents?since=soon", 400, "since"),
        ("incidents?where=killed", 400, "where"),
        ("incidents?sort=colour", 400, "sort"),
        ("incidents/inc-0000000000000000", 404, "/api/v1/incidents"),
        ("changes?policy=minmax", 422, "leave them out"),
        ("decisions?as_of=2031-01-01", 422, "leave them out"),
        ("search", 400, "q="),
        ("rules/no.such.rule", 404, "/api/v1/rules"),
        ("nothing", 404, ""),
    ],
)
def test_problems_say_what_to_do(client: TestClient, address: str, status: int, word: str) -> None:
    told = client.get(f"/api/v1/{address}")
    assert told.status_code == status, told.text
    assert told.headers["content-type"] == "application/problem+json"
    problem = told.json()
    assert problem["status"] == status
    assert word in problem["detail"]


def test_a_cursor_is_of_one_list_only(client: TestClient) -> None:
    cursor = client.get("/api/v1/claims?limit=1").json()["next"]
    assert client.get("/api/v1/claims", params={"limit": 5, "cursor": cursor}).status_code == 200
    for other in ("claims?harm=killed&", "claims?as_of=2031-01-01&", "documents?", "estimates?"):
        told = client.get(f"/api/v1/{other}cursor={cursor}")
        assert (told.status_code, "cursor" in told.json()["detail"]) == (400, True)

"""Private names, hostile words and odd ledgers: nothing of them gets out, and nothing breaks."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.web import Settings, make_app

HERE = "http://127.0.0.1:8000"
PRIVATE = "Orlen Taskovic"
ROWS = [
    {
        "id": "orlen-taskovic-shot.txt",
        "title": "Shots at the ferry in Port Halwick",
        "outlet": "Halwick Courier",
        "url": "https://courier.example/2031/05/orlen-taskovic-shot",
        "published": "2031-05-03",
        "text": f"Two people were killed when gunmen opened fire at the ferry in Port Halwick on Saturday, the police said.\n\n"
        f"\"My brother was killed beside me,\" said {PRIVATE}, 34, a baker who saw the attack. {PRIVATE} said three people were killed.\n\n"
        f"{PRIVATE} was wounded, too. The mayor of Port Halwick, Dana Revik, denied that anybody had been warned.",
    },
    {
        "id": "=cmd|' /C calc'!A0",
        "title": "<script>alert(1)</script> & \"Bomb\" ]]> kills four in Port Halwick",
        "outlet": "<img src=x onerror=alert(1)>",
        "published": "2031-05-09",
        "text": "At least four people were killed on Friday in Port Halwick when a bomb <b>went off</b> & burned; \u202eeveR\u202c the ministry said \u0007.\n\n"
        "The Ministry of Health of Halwick]]> said five people were killed. &lt;!-- --&gt; <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]> &y;",
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in.jsonl").write_text("\n".join(json.dumps(r) for r in ROWS), encoding="utf-8")
    done = CliRunner().invoke(command, ["run", str(folder / "in.jsonl"), "--out", str(folder / "out"), "-q"])
    assert done.exit_code == 0, done.output
    return folder / "out" / "ledger.db"


@pytest.fixture(scope="module")
def asked(hostile: Path) -> Iterator[TestClient]:
    with TestClient(make_app(hostile, Settings(rate=1_000_000)), base_url=HERE) as made:
        yield made


def addresses(client: TestClient) -> list[str]:
    """Every address that shows something of this ledger."""
    out = [f"/api/v1/{x}" for x in ("documents?text=1", "claims", "incidents?background=yes", "incidents?brief=1&background=yes", "incidents/facets?background=yes",
           "incidents/timeline", "incidents/points", "estimates?background=yes", "disagreements?background=yes", "links", "changes", "runs", "decisions", "ledger", "rules",
           "search?q=killed", "search?q=killed&in=quote", "search?in=speaker", "documents?as_of=2031-05-20&text=1", "claims?as_of=2031-05-20",
           "incidents?as_of=2031-05-20&background=yes", "incidents?policy=minmax&background=yes")]  # fmt: skip
    out += [f"/api/v1/incidents/{i['incident_id']}" for i in client.get("/api/v1/incidents?background=yes").json()["items"]]
    out += [f"/api/v1/claims/{c['claim_id']}" for c in client.get("/api/v1/claims?limit=500").json()["items"]]
    out += [f"/api/v1/exports/{name}?only=main" for name in ("ged", "acled", "geojson", "jsonld", "briefing")]
    return [*out, "/feed.atom?background=yes", "/feed.atom?q=killed"]


def test_private_names_are_nowhere(asked: TestClient) -> None:
    surname = PRIVATE.split()[1]
    seen = 0
    for address in addresses(asked):
        told = asked.get(address)
        assert told.status_code == 200, (address, told.text[:300])
        assert surname.casefold() not in told.text.casefold(), address
        seen += "[person" in told.text
    assert seen > 5
    assert "Revik" in asked.get("/api/v1/documents?text=1").text  # a mayor is a public person


@pytest.mark.parametrize("address", ["claims?speaker={}", "search?q={}", "search?in=speaker&q={}", "claims?side={}"])
def test_what_is_hidden_cannot_be_asked_for(asked: TestClient, address: str) -> None:
    assert asked.get("/api/v1/" + address.format(PRIVATE)).json()["items"] == []


def test_a_document_is_not_asked_for_by_a_name_that_is_hidden(asked: TestClient) -> None:
    name = ROWS[0]["id"]
    assert asked.get(f"/api/v1/documents/{name}").status_code == 404
    assert asked.get(f"/api/v1/claims?document={name}").json()["items"] == []
    key = next(d["key"] for d in asked.get("/api/v1/documents").json()["items"] if "[person" in d["document"])
    assert asked.get(f"/api/v1/documents/{key}").status_code == 200
    assert asked.get(f"/api/v1/claims?document={key}").json()["items"]


def test_with_names_they_are_shown(hostile: Path) -> None:
    with TestClient(make_app(hostile, Settings(rate=1_000_000, names=True)), base_url=HERE) as client:
        assert PRIVATE in client.get("/api/v1/documents?text=1").text
        assert client.get("/api/v1/ledger").json()["names_shown"] is True


def test_marks_are_the_same_in_every_list(asked: TestClient) -> None:
    rows = {c["claim_id"]: c for c in asked.get("/api/v1/claims?limit=500").json()["items"]}
    assert any("[person 1]" in json.dumps(c) for c in rows.values())
    for key, row in rows.items():
        assert asked.get(f"/api/v1/claims/{key}").json() == row
    for i in asked.get("/api/v1/incidents?background=yes").json()["items"]:
        for c in asked.get(f"/api/v1/incidents/{i['incident_id']}").json()["claim_rows"]:
            assert c == rows[c["claim_id"]]


def test_atom_is_xml_whatever_articles_say(asked: TestClient) -> None:
    told = asked.get("/feed.atom?background=yes")
    feed = ET.fromstring(told.content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert entries
    assert "<script" not in told.text
    assert "\u202e" not in told.text
    assert "root:" not in told.text
    for e in entries:  # what is in the content is HTML whose only elements are paragraphs
        inside = ET.fromstring(f"<div>{e.findtext('{http://www.w3.org/2005/Atom}content')}</div>")
        assert {x.tag for x in inside} == {"p"}


def test_addresses_of_the_feed_are_escaped(asked: TestClient) -> None:
    told = asked.get("/feed.atom", params={"q": 'killed "><script>alert(1)</script>', "place": 'Port" Halwick&x=1'})
    assert told.status_code == 200
    ET.fromstring(told.content)
    assert "<script" not in told.text


@pytest.mark.parametrize(
    "value", ["%00", "%ff%fe", "a" * 201, "'; DROP TABLE claims; --", "%F0%9F%92%A3", "..%2F..%2Fetc%2Fpasswd", "\\u0000"]
)
@pytest.mark.parametrize(
    "address",
    [
        "claims?harm={}",
        "documents?outlet={}",
        "incidents?q={}",
        "claims?cursor={}",
        "documents/{}",
        "incidents/{}",
        "rules/{}",
        "exports/{}",
    ],
)
def test_odd_values_break_nothing(asked: TestClient, address: str, value: str) -> None:
    told = asked.get("/api/v1/" + address.format(value))
    assert told.status_code in (200, 400, 404, 422), told.text
    assert told.headers["content-type"] in ("application/json", "application/problem+json")


def test_an_empty_ledger(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "The council opened a new library on Monday. Nothing else happened in the town.", encoding="utf-8"
    )
    done = CliRunner().invoke(command, ["run", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "-q"])
    assert done.exit_code == 0, done.output
    with TestClient(make_app(tmp_path / "out" / "ledger.db", Settings(rate=1_000_000)), base_url=HERE) as client:
        for name in ("claims", "incidents", "estimates", "disagreements", "links", "decisions"):
            assert client.get(f"/api/v1/{name}").json() == {"items": [], "next": None, "total": 0}
        assert client.get("/api/v1/changes").json() == {"items": [], "next": None, "cursor": 0}
        assert client.get("/api/v1/documents").json()["total"] == 1
        assert ET.fromstring(client.get("/feed.atom").content).findall("{http://www.w3.org/2005/Atom}entry") == []
        assert client.get("/api/v1/incidents?as_of=2031-01-01").json()["items"] == []

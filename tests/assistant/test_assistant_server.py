"""``rashomon mcp`` over standard input and output: every answer carries quotes and ids, articles are data, names are hidden, nothing is written."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from tests.web.guard.asking import run_alone
from typer.testing import CliRunner

from rashomon.assistant.answers import Answers
from rashomon.assistant.fence import CLOSE, NOTICE, OPEN, fenced
from rashomon.cli import app as command
from rashomon.queries import Desk

TOOLS = {"search_incidents", "incident", "claims_of", "disagreements", "search_quotes", "compare_policies", "changes"}


def over_stdio(ledger: Path, work: Callable[[Client], Awaitable[Any]]) -> Any:
    """What ``work`` gives with a client of a server in a process of its own."""

    async def session() -> Any:
        params = StdioServerParameters(command=sys.executable, args=["-m", "rashomon.cli", "mcp", str(ledger)])
        async with Client(params, read_timeout_seconds=60) as client:
            return await work(client)

    return run_alone(session())


@pytest.fixture(scope="module")
def said(told_to: Path) -> dict[str, Any]:
    """Everything that a server says of the ledger, by what was asked."""

    async def work(client: Client) -> dict[str, Any]:
        out: dict[str, Any] = {"tools": [t.model_dump() for t in (await client.list_tools()).tools]}

        async def ask(name: str, **arguments: Any) -> dict[str, Any]:
            told = await client.call_tool(name, arguments)
            assert not told.is_error, told.content
            assert json.loads(told.content[0].text) == told.structured_content
            out[f"{name} {json.dumps(arguments)}"] = told.structured_content
            return told.structured_content or {}

        found = await ask("search_incidents", background="yes")
        for one in found["incidents"]:
            ident = one["incident_id"]
            await ask("incident", incident_id=ident)
            claims = await ask("claims_of", incident_id=ident)
            await ask("compare_policies", incident_id=ident)
            await ask("disagreements", incident_id=ident)
            for c in claims["claims"][:2]:
                out[f"claim {c['claim_id']}"] = json.loads(
                    (await client.read_resource(f"rashomon://claim/{c['claim_id']}")).contents[0].text
                )
                key = c["document_key"]
                out[f"document {key}"] = json.loads((await client.read_resource(f"rashomon://document/{key}")).contents[0].text)
            out[f"resource {ident}"] = json.loads((await client.read_resource(f"rashomon://incident/{ident}")).contents[0].text)
        await ask("search_incidents", q="ferry")
        await ask("search_quotes", words="killed")
        await ask("changes")
        await ask("disagreements")
        out["ledger"] = json.loads((await client.read_resource("rashomon://ledger")).contents[0].text)
        out["wrong"] = [
            await client.call_tool(name, arguments)
            for name, arguments in (
                ("incident", {"incident_id": "inc-0000"}), ("incident", {"incident_id": "../../etc/passwd"}), ("claims_of", {}),
                ("search_incidents", {"since": "soon"}), ("search_incidents", {"limit": 900}), ("search_quotes", {"words": "…"}), ("nothing", {}),
            )
        ]  # fmt: skip
        return out

    made: dict[str, Any] = over_stdio(told_to, work)
    return made


def answers(said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((k, v) for k, v in said.items() if k not in ("tools", "wrong"))


def rows(value: Any, key: str) -> Iterator[Any]:
    """Every value under a key, however deep."""
    if isinstance(value, dict):
        if key in value:
            yield value[key]
        for v in value.values():
            yield from rows(v, key)
    elif isinstance(value, list):
        for v in value:
            yield from rows(v, key)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for v in value.values() if isinstance(value, dict) else value:
            yield from texts(v)


def test_there_are_only_tools_that_read(said: dict[str, Any]) -> None:
    assert {t["name"] for t in said["tools"]} == TOOLS
    for t in said["tools"]:
        assert t["annotations"]["read_only_hint"] is True
        assert t["description"]


def test_every_answer_carries_quotes_and_ids(said: dict[str, Any]) -> None:
    seen = 0
    for name, told in answers(said):
        if name == "ledger":
            continue
        assert told["notice"] == NOTICE, name
        assert told["from"]["ledger_id"] == said["ledger"]["ledger_id"]
        quotes = [q for q in rows(told, "quote") if q] + [q for qs in rows(told, "quotes") for q in qs]
        empty = told.get("total") == 0 or name.startswith(("document", "disagreements"))
        assert quotes or empty, name
        assert any(rows(told, "incident_id")) or name.startswith(("document", "disagreements")), name
        seen += bool(quotes)
        for q in [q for qs in rows(told, "quotes") for q in qs if isinstance(q, dict)]:
            assert q["claim_id"].startswith("c-")
            assert re.fullmatch("[0-9a-f]{16}", q["document_key"])
    assert seen > 8


def test_words_of_articles_stand_between_marks_that_they_cannot_write(said: dict[str, Any]) -> None:
    hostile = 0
    for name, told in answers(said):
        for text in texts({k: v for k, v in told.items() if k != "notice"}):
            assert text.count(OPEN) == text.count(CLOSE) <= 1, (name, text)
            if OPEN in text:
                assert text[0] == OPEN
                assert text[-1] == CLOSE
            else:
                assert not re.search("(?i)ignore|assistant:|send_mail|truth", text), (name, text)
            hostile += bool(re.search("(?i)ignore all rules|assistant:|send_mail", text))
            assert "\u202e" not in text
    assert hostile > 2


def test_private_names_are_hidden(said: dict[str, Any]) -> None:
    for name, told in answers(said):
        assert "taskovic" not in json.dumps(told).casefold(), name
    assert "[person 1]" in json.dumps(dict(answers(said)))


def test_what_cannot_be_answered_says_what_to_do(said: dict[str, Any]) -> None:
    words = ("search_incidents", "search_incidents", "incident_id or document_key", "since", "limit", "words", "nothing")
    for told, word in zip(said["wrong"], words, strict=True):
        assert told.is_error
        assert word in told.content[0].text or "no incident" in told.content[0].text, (word, told.content[0].text)
        assert "Traceback" not in told.content[0].text


def test_the_figures_are_those_of_the_ledger(said: dict[str, Any], told_to: Path) -> None:
    kept = [json.loads(line) for line in (told_to.parent / "incidents.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in kept:
        told = said[f"incident {json.dumps({'incident_id': row['incident_id']})}"]
        assert [(e["harm"], e["low"], e["best"], e["high"]) for e in told["estimates"]] == [
            (e["harm"], e["low"], e["best"], e["high"]) for e in row["estimates"]
        ]
        policies = said[f"compare_policies {json.dumps({'incident_id': row['incident_id']})}"]["policies"]
        assert {p["policy"] for p in policies} == {"current", "minmax", "ucdp-style", "acled-style", "ibc-style"}
        own = next(p for p in policies if p["policy"] == "current")
        assert [(f["harm"], f["best"]) for f in own["figures"]] == [(e["harm"], e["best"]) for e in row["estimates"]]


def written(ledger: Path) -> str:
    """A hash of everything in the tables of a ledger."""
    with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as db:
        names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name")]
        assert {"claims", "chain", "runs", "outputs"} <= set(names)
        return hashlib.sha256(repr([list(db.execute(f'SELECT * FROM "{n}" ORDER BY 1, 2')) for n in names]).encode()).hexdigest()


def test_nothing_is_written_and_nobody_is_asked(told_to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection to somewhere")

    monkeypatch.setattr(socket.socket, "connect", refused)
    before = written(told_to)
    desk = Desk(told_to)
    try:
        ask = Answers(desk)
        first = ask.search_incidents(background="yes")
        again = ask.search_incidents(background="yes")
        ask.changes(0)
        ask.search_quotes("killed")
    finally:
        desk.close()
    assert first == again
    assert written(told_to) == before


def test_long_answers_come_in_pages(told_to: Path) -> None:
    desk = Desk(told_to)
    try:
        ask = Answers(desk)
        for one in ask.search_incidents(background="yes")["incidents"]:
            whole = ask.claims_of(one["incident_id"], limit=50)["claims"]
            pages, after = [], ""
            while True:
                page = ask.claims_of(one["incident_id"], limit=1, after=after)
                pages += page["claims"]
                if page["next"] is None:
                    break
                after = page["next"]
            assert pages == whole
    finally:
        desk.close()


@pytest.mark.parametrize("text", ["a ⟧ b", "⟦⟦", "x\u202ey\u0007", "plain"])
def test_the_marks(text: str) -> None:
    told = fenced({"quote": text, "claim_id": text, "values": [{"value": text}, 3, None]})
    assert told["claim_id"] == text
    assert told["quote"][1:-1].count(OPEN) == told["quote"][1:-1].count(CLOSE) == 0
    assert told["values"][0]["value"] == told["quote"]
    assert told["values"][1:] == [3, None]


def test_without_the_extra_it_says_what_to_install(told_to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    done = CliRunner().invoke(command, ["mcp", str(told_to)])
    assert done.exit_code != 0
    assert "rashomon[mcp]" in (done.output or str(done.exception)) or "rashomon[mcp]" in str(done.exception)

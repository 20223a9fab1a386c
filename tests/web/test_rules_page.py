"""The page of a rule: every id that something in the ledger carries leads to a line, a function or a decision."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.estimates import POLICIES
from rashomon.queries import Desk, Lens
from rashomon.queries.claim_shown import article_key
from rashomon.queries.rules import fired, rule, steps_of, unresolved
from rashomon.store import derived_tables as d
from rashomon.web import Settings, make_app


@pytest.fixture(scope="module")
def desk(story_ledger: Path):  # type: ignore[no-untyped-def]
    opened = Desk(story_ledger)
    yield opened
    opened.close()


def test_every_rule_of_the_ledger_leads_somewhere(desk: Desk) -> None:
    with desk.read() as db:
        found = fired(desk, db, "test")
        carried = {r for ids in found.counts.values() for r in ids}
        rows = [row for (row,) in db.execute(sa.select(d.claims.c.row))]
        assert {r for row in rows for r in row["rule"]} <= carried
        assert len(carried) > 150
        assert unresolved(carried) == []


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_every_rule_of_every_policy_leads_somewhere(desk: Desk, policy: str) -> None:
    with desk.read() as db:
        for i in desk.shelf(db, Lens(policy=policy)).entries:
            told = desk.told(db, Lens(policy=policy), i)
            assert told is not None
            reasons = {r.rule for e in told.incident.estimates for r in e.reasons} | {x.rule for x in told.incident.disagreements if x.rule}
            assert unresolved(reasons) == [], i


def test_every_rule_has_a_page(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/rules.csv").content.decode("utf-8-sig"))))
    assert {"claims", "estimates", "disagreements", "links", "parts of articles"} == {r["of"] for r in rows}
    for one in sorted({r["rule"] for r in rows}):
        page = client.get(f"/rules/{one.replace('+', '%2B')}")
        assert page.status_code == 200, one
        assert "rashomon/" in page.text, one


def test_a_line_of_a_lexicon(client: TestClient) -> None:
    page = client.get("/rules/harm.kill").text
    for words in (
        "rashomon/lexicon/data/en/harm.yml",
        "Shelling killed 12 people.",
        "They killed time in the square.",
        "id: kill",
        "fires",
        "silent",
    ):
        assert words in page
    assert re.search(r"In this ledger: <b>\d+</b> times in claims", page)
    assert "Where it fired" in page and "<blockquote>" in page


def test_a_function(client: TestClient) -> None:
    page = client.get("/rules/estimates.range").text
    assert "rashomon.estimates.policy_current" in page and "def _range_reason" in page
    assert 'href="/incidents/inc-' in page


def test_counts_are_those_of_the_claims(client: TestClient, desk: Desk) -> None:
    with desk.read() as db:
        own = sum("harm.kill" in row["rule"] for (row,) in db.execute(sa.select(d.claims.c.row)))
    rows = {(r["rule"], r["of"]): r["times"] for r in client.get("/rules.json").json()["rules"]}
    assert rows["harm.kill", "claims"] == own


def test_the_index_is_filtered(client: TestClient) -> None:
    page = client.get("/rules?q=harm.").text
    assert ">harm.kill</a>" in page and ">frame.passive</a>" not in page
    assert "No rule that fired here has" in client.get("/rules?q=zzz%3Cb%3E").text
    assert "<b>”" not in client.get("/rules?q=zzz%3Cb%3E").text


@pytest.mark.parametrize(
    "asked", ["nix", "harm.nix", "decision:1", "decision:999999999999", "..%2f..", "%00", "a" * 5000, "harm.kill%0a", "<b>"]
)
def test_unknown_ids_are_not_found(client: TestClient, asked: str) -> None:
    for end in ("", ".json", ".csv"):
        answer = client.get(f"/rules/{asked}{end}")
        assert answer.status_code in ((414,) if len(asked) > 999 else (400,) if asked == "%00" else (404,)), asked
        assert end or "<b>" not in answer.text


def test_a_decision_says_who_when_and_why(own_ledger: Path) -> None:
    with TestClient(make_app(own_ledger, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        claims = asked.get("/search.json?in=quote&q=%22killing+seven+officers%22").json()["found"]["items"]
        name = "03-wire-copied/01-tns.txt"
        assert article_key(name) in {c["article"] for c in claims}
    made = CliRunner().invoke(
        command,
        [
            "decide",
            "not_a_figure",
            f"{name}: killing seven officers",
            "--ledger",
            str(own_ledger),
            "--why",
            "counted elsewhere",
            "--who",
            "R. Editor",
        ],
    )
    assert made.exit_code == 0, made.output
    with TestClient(make_app(own_ledger, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        page = asked.get("/rules/decision:1")
        assert page.status_code == 200
        for words in ("Decision 1", "not a figure", "counted elsewhere", "R. Editor", "seven officers"):
            assert words in page.text, words
        assert "decision:1" in asked.get("/rules").text
        assert 'href="/rules/decision%3A1"' in asked.get(f"/articles/{article_key(name)}").text


def test_a_rule_is_told_without_a_ledger_behind_it(desk: Desk) -> None:
    with desk.read() as db:
        found = rule(desk, db, "test", "harm.burn")
    assert found is not None and found.fired == () and found.quotes == ()
    assert steps_of("harm.burn")[0].lines[0].entry == "burn"

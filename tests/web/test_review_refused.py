"""What a program may send that no page sends, and words that stand in the words of two incidents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.web.reviewing import choice, disputed, item, kept, reviewer


@pytest.mark.parametrize(
    "value",
    [
        {"harm": "killed", "side": None, "low": 10**30, "best": 10**30, "high": 10**30},
        {"harm": ["killed"], "side": None, "low": 1, "best": 1, "high": 1},
        {"harm": "killed", "side": "\ud800", "low": 1, "best": 1, "high": 1},
        {"harm": "killed", "side": "a\0b", "low": 1, "best": 1, "high": 1},
        {"harm": "killed", "side": "x" * 5000, "low": 1, "best": 1, "high": 1},
        [[[]]],
    ],
)
def test_what_nobody_would_send_is_refused_with_a_word(own_ledger: Path, value: object) -> None:
    with reviewer(own_ledger) as ask:
        wish = json.dumps(choice(disputed(ask), 3, value=value))
        told = ask.post("/api/v1/decisions", content=wish, headers={"Content-Type": "application/json"})
        assert (told.status_code, told.json()["errors"][0]["in"]) == (422, "value")
    assert kept(own_ledger) == []


def test_every_claim_that_a_page_shows_can_be_decided_about(own_ledger: Path) -> None:
    """Words of an incident may stand in words of another one's; the page has seen both."""
    with reviewer(own_ledger) as ask:
        for question in ask.get("/review.json").json()["items"][:12]:
            page = item(ask, id=question["id"])
            for claim in page["claims"][:6]:
                wish = {
                    "kind": "background",
                    "why": "tried",
                    "who": "Ada",
                    "claims": [claim["claim_id"]],
                    "value": True,
                    "seen": page["seen"],
                }
                told = ask.post("/api/v1/decisions/try", json=wish)
                assert told.status_code == 200, (claim, told.text)

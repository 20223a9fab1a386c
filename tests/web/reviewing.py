"""Asks a served ledger as a reviewer's page does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from rashomon.store import Ledger
from rashomon.store.decisions import load_decisions
from rashomon.web import Settings, make_app


@contextmanager
def reviewer(ledger: Path, patience: float | None = None, **settings: Any) -> Iterator[TestClient]:
    """Somebody at this machine, whose page sends its word along; ``patience`` is that of the writer."""
    app = make_app(ledger, Settings(**{"rate": 1_000_000, **settings}))
    if patience is not None:
        from rashomon.review import Writer

        app.state.review_writer = Writer(ledger, patience)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        word = re.search(r'<meta name="csrf" content="([^"]+)"', client.get("/review", headers={"Accept": "text/html"}).text)
        if word is not None:
            client.headers["X-Rashomon-CSRF"] = word[1]
        yield client


def item(client: TestClient, **asked: str) -> dict[str, Any]:
    """What an item page says."""
    answer = client.get("/review/item.json", params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def disputed(client: TestClient) -> dict[str, Any]:
    """A question about a figure, with what its page says."""
    found = client.get("/review.json", params={"kind": "dispute"}).json()["items"]
    return item(client, id=found[0]["id"])


def choice(page: dict[str, Any], best: int, **more: Any) -> dict[str, Any]:
    """The decision that a page would send."""
    value = {"harm": "killed", "side": None, "low": best, "best": best, "high": best}
    return {"kind": "choose", "why": "the list of the hospital", "who": "Ada", "incidents": list(page["seen"]["incidents"])[:1], "value": value,
            "seen": page["seen"], **more}  # fmt: skip


def kept(ledger: Path) -> list[tuple[int, str, str, str]]:
    """What is in the ledger: number, kind, who and source of each decision."""
    opened = Ledger(ledger)
    try:
        with opened.read() as db:
            return [(d.number, d.kind, d.who, d.source) for d in sorted(load_decisions(db), key=lambda d: d.number)]
    finally:
        opened.close()

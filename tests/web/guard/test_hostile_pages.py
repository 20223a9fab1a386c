"""Hostile articles through every page and every answer: nothing of them is let through as anything but text."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from tests.web.guard.crawl import Seen, faults, links, walk
from tests.web.guard.hostile import PAYLOADS

from rashomon.web import Settings, make_app
from rashomon.web.guard.headers import security_headers
from rashomon.web.pages import NAVIGATION, visible


@pytest.fixture(scope="module")
def asked(hostile_ledger: Path) -> Iterator[TestClient]:
    app = make_app(hostile_ledger, Settings(rate=10_000_000, seconds=120))
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=True, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def answers(asked: TestClient) -> list[Seen]:
    api = asked.get("/api/v1/openapi.json").json()["paths"]
    reads = tuple(p for p, told in api.items() if "get" in told and "{" not in p and p.startswith("/api/"))
    return list(walk(asked, ("/", *(p for p, _ in NAVIGATION), "/feed.atom", *reads)))


def test_nothing_of_an_article_is_more_than_text(answers: list[Seen]) -> None:
    wrong = [f"{s.address}: {fault}" for s in answers for fault in dict.fromkeys(faults(s))]
    assert not wrong, "\n".join([f"{len(wrong)} faults", *wrong[:60]])


def test_no_link_of_ours_leads_nowhere(answers: list[Seen]) -> None:
    linked = {link: s.address for s in answers if s.kind == "text/html" for link in links(s)}
    dead = [
        f"{s.answer.status_code} {s.address} (on {linked[s.address]})"
        for s in answers
        if s.answer.status_code >= 400 and s.address in linked
    ]
    assert not dead, "\n".join(dead[:40])


def test_the_walk_saw_the_payloads_and_every_page(answers: list[Seen]) -> None:
    pages = [s for s in answers if s.kind == "text/html" and s.answer.status_code == 200]
    kinds = Counter(s.kind for s in answers if s.answer.status_code == 200)
    assert kinds["text/html"] > 40 and kinds["application/json"] > 40 and kinds["text/csv"] > 20, kinds
    for page in ("/incidents/", "/articles/", "/actor?", "/place?", "/outlet?", "/rules/", "/dyad?"):
        assert any(s.address.startswith(page) for s in pages), page
    shown = [s for s in pages if "&lt;script&gt;" in s.answer.text or "&lt;img src=x" in s.answer.text]
    assert len(shown) > 10
    assert all("&lt;xss-mark" in s.answer.text or "<xss-mark" not in s.answer.text for s in pages)
    assert any("[U+202E]" in s.answer.text for s in pages)


@pytest.mark.parametrize(
    "page",
    [
        "<p>{}</p>",
        '<p title="{}">x</p>',
        "<p title='{}'>x</p>",
        '<a href="{}">x</a>',
        "<title>{}</title>",
        "<textarea>{}</textarea>",
        "<!-- {} -->",
    ],
)
def test_the_look_would_have_seen_what_was_let_in(page: str) -> None:
    """Each place in a page has payloads that break out of it; where nothing is escaped, the look finds them."""
    headers = dict(security_headers(Settings())) | {b"content-type": b"text/html; charset=utf-8"}
    seen = []
    for payload in PAYLOADS:
        text = f"<!doctype html><html><head><title>x</title></head><body>{page.replace('{}', payload)}</body></html>"
        found = list(faults(Seen("/x", Response(200, headers=list(headers.items()), content=text.encode("utf-8", "replace")))))
        seen += [payload] if found else []
    plain = f"<!doctype html><title>x</title>{page.replace('{}', 'plain words' if 'href' not in page else '/plain')}"
    assert not list(faults(Seen("/x", Response(200, headers=list(headers.items()), content=plain.encode()))))
    wanted = {"<p>": 15, '<p title="': 3, "<p title='": 2, "<a href": 3, "<title>": 2, "<textarea>": 2, "<!-- ": 2}
    assert len(seen) >= next(n for start, n in wanted.items() if page.startswith(start)), seen


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if len(p) < 1500])
def test_what_is_asked_for_comes_back_as_text(asked: TestClient, payload: str) -> None:
    wrong = []
    for path, names in (("/", ("q", "place", "side", "where", "policy", "as_of", "cursor", "sort", "bbox")), ("/search", ("q", "in")), ("/actor", ("name",)),
                        ("/place", ("name",)), ("/outlet", ("name",)), ("/dyad", ("a", "b")), ("/changes", ("from", "to")), ("/review", ("kind",)),
                        ("/articles/compare", ("a", "b"))):  # fmt: skip
        for name in names:
            params = dict.fromkeys(names if path in ("/dyad", "/articles/compare", "/changes") else (name,), payload)
            for ending in ("", ".json", ".csv", "/nothing"):
                address = ("/incidents" if path == "/" and ending else path) + ending
                seen = Seen(address, asked.get(address, params=params, headers={"Accept": "text/html"}))
                wrong += [f"{address} {name}: {fault}" for fault in faults(seen)]
    for address in (
        f"/incidents/{payload}",
        f"/articles/{payload}",
        f"/rules/{payload}",
        f"/{payload}",
        f"/static/{payload}",
        f"/map/provinces/{payload}.json",
    ):
        if "\x00" not in address:
            seen = Seen("/", asked.get("http://127.0.0.1:8000" + _path(address), headers={"Accept": "text/html"}))
            wrong += [f"{address[:80]}: {fault}" for fault in faults(seen)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def _path(address: str) -> str:
    from urllib.parse import quote

    return quote(address, safe="/")


def test_signs_that_are_not_seen_are_named() -> None:
    from markupsafe import Markup

    assert visible("a\u202eb\x00c\ud800") == "a[U+202E]b[U+0000]c\ufffd"
    assert visible(Markup("<b>\u202e</b>")) == Markup("<b>[U+202E]</b>") and isinstance(visible(Markup("\u202e")), Markup)
    assert visible(5) == 5 and visible("plain\n\ttext é") == "plain\n\ttext é"

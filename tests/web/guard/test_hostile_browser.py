"""Hostile articles in a real browser: no script of theirs runs, nothing is asked of anybody elsewhere, and our own pages break no rule of ours."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Error
from tests.web.conftest import serving
from tests.web.guard.crawl import shape, walk

from rashomon.web import Settings, make_app
from rashomon.web.pages import NAVIGATION

#: Pages opened of one kind, and in all.
OF_A_KIND, MOST = 2, 36
WATCH = """
window.__ran = undefined;
window.__rules = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { window.__ran = name; };
document.addEventListener("securitypolicyviolation", (e) => window.__rules.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`));
"""


@pytest.fixture(scope="module")
def hostile(hostile_ledger: Path) -> Iterator[tuple[str, list[str]]]:
    """A server over the hostile articles, and the pages to open."""
    app = make_app(hostile_ledger, Settings(rate=10_000_000, seconds=120, port=0))
    kinds: dict[str, int] = {}
    pages = []
    ask = TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
    for seen in walk(ask, ("/", *(p for p, _ in NAVIGATION)), 250):
        kind = shape(seen.address)
        if seen.kind == "text/html" and seen.answer.status_code == 200 and kinds.get(kind, 0) < OF_A_KIND:
            kinds[kind] = kinds.get(kind, 0) + 1
            pages.append(seen.address)
    with serving(make_app(hostile_ledger, Settings(rate=10_000_000, seconds=120, port=0))) as at:
        yield at, sorted(pages, key=lambda p: (kinds[shape(p)], p.count("&"), p))[:MOST]


class Watched:
    """A page of a browser that keeps what it should not have done."""

    def __init__(self, page: Any, at: str) -> None:
        self.page, self.at, self.wrong = page, at, list[str]()
        self.now = ""
        page.add_init_script(WATCH)
        page.on("dialog", lambda d: (self.wrong.append(f"{self.now}: a dialog {d.message!r}"), d.dismiss()))
        page.on("request", lambda r: self._asked(r.url))
        page.on("console", lambda m: self._said(m.type, m.text))
        page.on("popup", lambda p: self.wrong.append(f"{self.now}: opened {p.url}"))
        page.on("download", lambda d: self.wrong.append(f"{self.now}: downloaded {d.url}"))
        page.on(
            "framenavigated", lambda f: None if f.url.startswith((at, "about:blank")) else self.wrong.append(f"{self.now}: went to {f.url}")
        )

    def _asked(self, url: str) -> None:
        if not url.startswith((self.at, "data:", "blob:", "about:")):
            self.wrong.append(f"{self.now}: asked {url}")

    def _said(self, kind: str, text: str) -> None:
        if "Content Security Policy" in text or "Content-Security-Policy" in text or (kind == "error" and "Refused to" in text):
            self.wrong.append(f"{self.now}: {text[:300]}")

    def look(self) -> None:
        """Asks the page whether anything ran or was stopped."""
        try:
            ran, rules = self.page.evaluate("[window.__ran ?? null, window.__rules]")
        except Error:  # a key led on to another page of ours
            self.page.wait_for_load_state()
            ran, rules = self.page.evaluate("[window.__ran ?? null, window.__rules]")
        if ran is not None:
            self.wrong.append(f"{self.now}: a script ran ({ran})")
        self.wrong += [f"{self.now}: {rule}" for rule in rules]

    def open(self, address: str, act: bool = True) -> None:
        """Opens a page and does what a reader would: opens what folds, points at things, goes through it with the keyboard."""
        self.now = address
        self.page.goto(self.at + address, wait_until="load")
        self.page.wait_for_timeout(150)
        if act:
            self.page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
            for mark in self.page.query_selector_all("main mark, main [title], main [tabindex], main .leaflet-interactive")[:4]:
                if mark.is_visible():
                    mark.hover(timeout=2000, force=True)
            for _ in range(12):
                self.page.keyboard.press("Tab")
            self.look()
            for key in ("j", "k", "?", "Escape"):
                self.page.keyboard.press(key)
            self.page.wait_for_timeout(100)
        self.look()


@pytest.fixture
def watched(browser_page: Any, hostile: tuple[str, list[str]]) -> Watched:
    browser_page.set_default_timeout(60_000)
    return Watched(browser_page, hostile[0])


def test_no_page_runs_what_an_article_brought(hostile: tuple[str, list[str]], watched: Watched) -> None:
    _, pages = hostile
    assert len(pages) > 20
    for address in pages:
        watched.open(address)
    assert not watched.wrong, "\n".join(watched.wrong[:40])


def test_the_watch_would_have_seen_it(hostile: tuple[str, list[str]], watched: Watched) -> None:
    watched.open("/", act=False)
    assert not watched.wrong
    watched.page.evaluate(
        """() => {
          const put = (tag, more) => document.body.append(Object.assign(document.createElement(tag), more));
          put("script", {textContent: "window.__ran = 1"});
          put("img", {src: "http://evil.example/pixel.png"});
          document.body.insertAdjacentHTML("beforeend", "<img src=/nothing onerror='window.__ran = 2'><iframe src='javascript:parent.__ran=3'></iframe>");
        }"""
    )
    watched.page.wait_for_timeout(500)
    watched.look()
    assert not any("a script ran" in w for w in watched.wrong)  # the rules hold even where a page let it in
    told = "\n".join(watched.wrong)
    assert "script-src" in told and "img-src" in told


def test_a_message_of_an_article_stays_text_when_a_page_is_renewed(hostile: tuple[str, list[str]], watched: Watched) -> None:
    """What pages do by themselves when the ledger changes."""
    _, pages = hostile
    chosen = [p for p in pages if p == "/" or p.startswith(("/incidents/", "/articles/", "/actor?", "/outlet?"))][:6]
    assert len(chosen) > 3
    for address in chosen:
        watched.open(address, act=False)
        watched.page.evaluate("document.getElementById('state') && (document.getElementById('state').dataset.tag = 'old')")
        watched.page.evaluate("for (const e of document.querySelectorAll('[data-live][id]')) e.append('changed')")
        watched.page.evaluate("document.dispatchEvent(new CustomEvent('ledger', {detail: {tag: 'x', page: document}}))")
        watched.page.wait_for_timeout(300)
        watched.look()
    assert not watched.wrong, "\n".join(watched.wrong[:40])


def test_another_site_can_neither_read_nor_frame_nor_send(hostile: tuple[str, list[str]], browser: Any, tmp_path: Path) -> None:
    at, _ = hostile
    elsewhere = _page_of_another_site(at)
    with elsewhere as other:
        context = browser.new_context()
        page = context.new_page()
        page.goto(other, wait_until="load")
        told = page.evaluate(
            """async (at) => {
              const tried = async (f) => { try { return await f(); } catch (e) { return "stopped"; } };
              return {
                read: await tried(async () => (await fetch(at + "/incidents.json")).status),
                write: await tried(async () => (await fetch(at + "/api/v1/decisions", {method: "POST", body: "{}", headers: {"Content-Type": "application/json"}})).status),
                script: await tried(() => new Promise((ok, no) => { const s = document.createElement("script"); s.onload = () => ok("ran"); s.onerror = no; s.src = at + "/static/base.js"; document.head.append(s); })),
              };
            }""",
            at,
        )
        assert told == {"read": "stopped", "write": "stopped", "script": "stopped"}
        page.evaluate("(at) => { const f = document.createElement('iframe'); f.src = at + '/'; f.id = 'f'; document.body.append(f); }", at)
        page.wait_for_timeout(500)
        assert all("Rashomon" not in f.content() for f in page.frames[1:])
        context.close()


def _page_of_another_site(at: str) -> Any:
    """A page on another port of this machine: another origin, the same site, which is the nearest that another program here can come."""
    from contextlib import contextmanager

    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse

    app = FastAPI()

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse("<!doctype html><title>x</title><body>x</body>")

    @contextmanager
    def run() -> Iterator[str]:
        with serving(app) as other:
            assert urlsplit(other).netloc != urlsplit(at).netloc
            yield other

    return run()


def test_signing_in_with_a_browser(hostile_ledger: Path, serve: Callable[..., str], browser: Any, tmp_path: Path) -> None:
    """A team's way in: an address leads to the form, the token opens, the cookie is out of reach of scripts, signing out ends it."""
    from tests.web.guard.asking import team

    path, tokens = team(tmp_path)
    at = serve(hostile_ledger, tokens=path)
    context = browser.new_context()
    page = context.new_page()
    page.goto(at + "/outlets?sort=name")
    assert page.url.startswith(at + "/login?next=") and "Sign in" in page.inner_text("h1")
    page.fill("#token", "rsh_wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    page.fill("#token", tokens["reader"])
    page.click("button:has-text('Sign in')")
    page.wait_for_url(at + "/outlets?sort=name")
    assert "rashomon_session" not in page.evaluate("document.cookie")
    assert [c["httpOnly"] for c in context.cookies() if c["name"] == "rashomon_session"] == [True]
    page.goto(at + "/login")
    assert "reader person" in page.inner_text("main")
    page.click("button:has-text('Sign out')")
    page.wait_for_url(at + "/login")
    page.goto(at + "/")
    assert page.url.startswith(at + "/login")
    context.close()

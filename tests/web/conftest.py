"""A ledger of the made-up stories behind a real server, and a real browser to look at it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.web import Settings, make_app

STORIES = Path(__file__).parents[2] / "examples" / "stories"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "no Chromium found: install it (Debian: apt-get install chromium) or name it in RASHOMON_CHROMIUM"
#: Chromium for a closed network: no sandbox for root, nothing asked of anybody outside.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def _once(folder: Path, make: Callable[[Path], None]) -> Path:
    """What ``make`` puts into ``folder``, made by one of several test processes; the others wait for it."""
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(3000):
            if (folder / "done").exists():
                return folder
            time.sleep(0.1)
        pytest.fail(f"nobody finished {folder}")
    make(folder)
    (folder / "done").touch()
    return folder


@pytest.fixture(scope="session")
def story_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of all made-up stories, in two runs. Not to be written to: see ``own_ledger``."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def make(folder: Path) -> None:
        for n, pattern in enumerate(("0[1-4]*", "0[5-9]*")):
            part = folder / f"articles-{n}"
            for story in sorted(STORIES.glob(pattern)):
                shutil.copytree(story, part / story.name)
            done = CliRunner().invoke(command, ["run", str(part), "--out", str(folder), "-q"])
            assert done.exit_code == 0, (done.output, done.exception)
        shutil.copy(folder / "ledger.db", folder / "untouched.db")

    return _once(shared / "stories-served", make) / "ledger.db"


@pytest.fixture
def own_ledger(story_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the same ledger that a test may write to: of a file nobody has open, for to close one is to give up this process's locks on it."""
    return Path(shutil.copy(story_ledger.with_name("untouched.db"), tmp_path / "ledger.db"))


@pytest.fixture(scope="module")
def client(story_ledger: Path) -> Iterator[TestClient]:
    """Asks the application without a network."""
    with TestClient(make_app(story_ledger, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        yield asked


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of a real server that runs ``app`` in a thread of its own."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(600):
        if server.started:
            break
        time.sleep(0.05)
    assert server.started, "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Serves a ledger: ``serve(path, rate=…)`` gives the address."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(where: Path, **settings: Any) -> str:
            return stack.enter_context(serving(make_app(where, Settings(**{"rate": 1_000_000, "port": 0, **settings}))))

        yield start


@pytest.fixture(scope="module")
def served(story_ledger: Path) -> Iterator[str]:
    """The address of a real server over the ledger of the stories."""
    with serving(make_app(story_ledger, Settings(rate=1_000_000, port=0))) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; without one the test is skipped."""
    found = os.environ.get("RASHOMON_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.skip(NO_BROWSER)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def browser_page(browser: Any) -> Iterator[Any]:
    """An empty page in a browser of its own memory. Errors of scripts fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    yield page
    context.close()
    assert not errors, errors

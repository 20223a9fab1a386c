"""Takes the pictures of the docs: every page of ``rashomon serve`` over the made-up stories.

usage: make_screenshots.py [OUT]            (docs/images/serve where nothing is named)

The stories are read into a ledger of their own, with the towns of ``examples/places.csv``, a made-up land in the open sea; the program is
started as its user starts it, and Chromium looks at it. Needs Chromium (Debian: apt-get install chromium) and the tools for tests.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).with_name("rashomon")
WIDE, PHONE = (1280, 860), (390, 780)


@dataclass(frozen=True)
class Picture:
    """One picture: its file, the address (``{bombing}`` is the id of an incident), the size of the window, and whether it is dark."""

    name: str
    address: str
    size: tuple[int, int] = WIDE
    dark: bool = False
    whole: bool = False  # the whole page, not only what the window shows
    at: str = ""  # an element to scroll to


PICTURES = (
    Picture("incidents", "/"),
    Picture("incidents-dark", "/", dark=True),
    Picture("incidents-phone", "/", PHONE),
    Picture("incident-top", "/incidents/{border}"),
    Picture("incident", "/incidents/{border}", whole=True),
    Picture("incident-toll", "/incidents/{toll}", whole=True),
    Picture("incident-phone", "/incidents/{border}", PHONE, dark=True),
    Picture("article", "/articles/{article}"),
    Picture("compare", "/articles/compare?a={wire}&b={copy}"),
    Picture("actors", "/actors"),
    Picture("places", "/places"),
    Picture("outlets", "/outlets"),
    Picture("search", "/search?q=killed&in=quote"),
    Picture("changes", "/changes"),
    Picture("review", "/review"),
    Picture("balance", "/balance"),
)


def ledger_in(folder: Path, env: dict[str, str]) -> Path:
    """The ledger of the stories, with their towns."""
    subprocess.run([PROGRAM, "gazetteer", "add", ROOT / "examples" / "places.csv"], check=True, env=env, stdout=subprocess.DEVNULL)
    for n, pattern in enumerate(("0[1-4]*", "0[5-9]*")):  # two runs, so that there are changes to show
        part = folder / f"articles-{n}"
        for story in sorted((ROOT / "examples" / "stories").glob(pattern)):
            shutil.copytree(story, part / story.name)
        subprocess.run([PROGRAM, "run", part, "--out", folder / "out", "-q"], check=True, env=env)
    return folder / "out"


@contextmanager
def served(out: Path, env: dict[str, str]) -> Iterator[str]:
    """The address of ``rashomon serve``."""
    words = [PROGRAM, "serve", out, "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env={**env, "PYTHONUNBUFFERED": "1"}) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                if found := re.search(r"http://\S+?:\d+", line):
                    yield found.group()
                    break
        finally:
            server.terminate()


def named(out: Path, address: str) -> dict[str, str]:
    """Incidents and articles that pictures name."""
    rows = [json.loads(line) for line in (out / "incidents.jsonl").read_text(encoding="utf-8").splitlines()]

    def main(story: str) -> str:
        own = [r for r in rows if any(d.startswith(story) for d in r["main_of"])]
        return str(max(own, key=lambda r: (len(r["claims"]), r["incident_id"]))["incident_id"])

    with urllib.request.urlopen(f"{address}/api/v1/documents?limit=500") as answer:
        keys = {d["document"]: d["key"] for d in json.load(answer)["items"]}
    border = min(n for n in keys if n.startswith("02-"))
    wire, copy = (next(n for n in sorted(keys) if n.startswith(part)) for part in ("03-wire-copied/01", "03-wire-copied/03"))
    return {"border": main("02-"), "toll": main("01-"), "article": keys[border], "wire": keys[wire], "copy": keys[copy]}


def chromium() -> str:
    """The browser. Ends with a word where there is none."""
    found = os.environ.get("RASHOMON_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        sys.exit("no Chromium found: install it (Debian: apt-get install chromium) or name it in RASHOMON_CHROMIUM")
    return found


def main() -> None:
    """Takes them all."""
    from playwright.sync_api import sync_playwright

    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images" / "serve"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        env = {**os.environ, "RASHOMON_DATA": f"{tmp}/data"}
        out = ledger_in(Path(tmp), env)
        with served(out, env) as address, sync_playwright() as driver:
            ids = named(out, address)
            browser = driver.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            )
            for p in PICTURES:
                scheme = "dark" if p.dark else "light"
                page = browser.new_page(viewport={"width": p.size[0], "height": p.size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
                page.goto(address + p.address.format(**ids))
                page.wait_for_timeout(900)  # maps are drawn after the page is there
                page.screenshot(path=target / f"{p.name}.png", full_page=p.whole)
                page.close()
                print(f"{p.name}.png")
            browser.close()


if __name__ == "__main__":
    main()

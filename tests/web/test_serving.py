"""The server that other tests ask is a real one."""

from pathlib import Path
from urllib.request import urlopen


def test_a_real_server_answers(served: str) -> None:
    with urlopen(f"{served}/api/v1/openapi.json") as answer:
        assert b'"Rashomon"' in answer.read()


def test_the_browser_opens_a_page(served: str, browser_page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    browser_page.goto(f"{served}/api/v1/openapi.json")
    assert "Rashomon" in browser_page.inner_text("body")

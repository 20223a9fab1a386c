"""The page of an article in a real browser: what a mark says under the pointer and with the keyboard, cards that open, and nothing that runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.queries.claim_shown import article_key

MERIDIAN = article_key("01-toll-grows/01-meridian.txt")


def test_a_mark_says_its_rule_under_the_pointer_and_in_focus(served: str, browser_page: Any) -> None:
    browser_page.goto(f"{served}/articles/{MERIDIAN}")
    panel = browser_page.locator("#panel")
    assert not panel.is_visible()
    browser_page.hover("a.m.k-figure >> text=At least nine")
    assert "how many: 9 or more" in panel.inner_text() and "numbers.at_least" in panel.inner_text()
    browser_page.focus("a.m.k-speaker >> text=the Orrisk provincial health department")
    assert "who says it: Orrisk health department" in panel.inner_text()
    browser_page.keyboard.press("Tab")
    assert "the saying word; voice indirect, stance asserts" in panel.inner_text()
    browser_page.keyboard.press("Escape")
    assert not panel.is_visible()


def test_a_click_opens_the_card_and_the_card_leads_back(served: str, browser_page: Any) -> None:
    browser_page.goto(f"{served}/articles/{MERIDIAN}")
    mark = browser_page.locator("a.m.k-figure >> text=more than 20")
    mark.click()
    card = browser_page.locator(".claimcard[open]")
    assert "wounded: more than 20" in card.inner_text() and "more than 20 wounded" in card.inner_text()
    card.locator("a >> text=in the text").click()
    claim = card.get_attribute("data-claim")
    assert browser_page.url.endswith(f"#{claim}")
    assert browser_page.locator(f"#{claim}").count() == 1


def test_an_address_with_a_claim_opens_its_card(served: str, browser_page: Any) -> None:
    browser_page.goto(f"{served}/articles/{MERIDIAN}")
    claim = browser_page.locator(".claimcard >> nth=3").get_attribute("data-claim")
    browser_page.goto(f"{served}/articles/{MERIDIAN}?policy=minmax#{claim}")
    assert browser_page.locator(f'.claimcard[data-claim="{claim}"]').get_attribute("open") is not None


def test_cards_open_without_a_script(served: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/articles/{MERIDIAN}")
    page.click("a.m.k-figure >> text=more than 20")
    assert page.locator(".claimcard[open]").count() == 1
    context.close()


def test_rows_are_reached_with_keys(served: str, browser_page: Any) -> None:
    browser_page.goto(f"{served}/search?q=ministry")
    browser_page.locator("h1").click()
    browser_page.keyboard.press("j")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/articles/*")


def test_nothing_in_an_article_runs(tmp_path: Path, serve: Callable[..., str], browser_page: Any) -> None:
    text = (
        "Shelling killed 12 people in Orvale on 3 May 2031, the ministry said.<script>document.title='ran'</script>\n\n"
        "<img src=x onerror=\"document.title='ran'\"><svg onload=\"document.title='ran'\"></svg><a href=\"javascript:document.title='ran'\">4 soldiers died</a>, said the army.\n"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "in" / "two.txt").write_text(text.replace("12", "15"), encoding="utf-8")
    done = CliRunner().invoke(command, ["run", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "-q"])
    assert done.exit_code == 0, done.output
    address = serve(tmp_path / "out" / "ledger.db")
    one, two = article_key("one.txt"), article_key("two.txt")
    asked: list[str] = []
    browser_page.on("request", lambda r: asked.append(r.url))
    for path in (
        f"/articles/{one}",
        f"/articles/compare?a={one}&b={two}",
        "/search?q=onerror",
        "/search?in=quote&q=killed",
        "/rules/harm.kill",
    ):
        browser_page.goto(address + path)
        assert "ran" not in browser_page.title().split()
        assert browser_page.locator("main img, main svg, main script, main a[href^=javascript]").count() == 0
    assert all(url.startswith(address) for url in asked)

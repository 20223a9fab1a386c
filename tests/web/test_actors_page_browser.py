"""Pages of actors, places, outlets, changes and balance in a real browser: axe, phone, the slider, and no script needed."""

from __future__ import annotations

from typing import Any

import pytest

PAGES = (
    "/actors",
    "/actors?view=dyads",
    "/actor?name=Velmara",
    "/dyad?a=Ordania&b=Velmara",
    "/places",
    "/place?name=Tessel",
    "/outlets",
    "/outlet?name=Kestria+Mail",
    "/changes?from=run:0",
    "/balance",
    "/balance?list=undated",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(served: str, browser: Any, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    for address in PAGES:
        page.goto(served + address)
        results = Axe().run(page)
        assert results.violations_count == 0, (address, results.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert not wrong, wrong
    context.close()


def test_the_slider_asks_for_the_day_and_keeps_it_in_the_address(served: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(served + "/changes?from=run:0")
    before = page.inner_text("#moment")
    page.focus("#day")
    with page.expect_response(lambda r: "/changes/as_of.json" in r.url and r.ok):
        page.keyboard.press("Home")
    page.wait_for_function("document.getElementById('moment').innerText.includes('As of ')")
    assert "as_of=2022-06-06" in page.url and page.inner_text("#day-words") == "2022-06-06"
    after = page.inner_text("#moment")
    assert after != before and "Shelling in Tessel" in after
    assert page.get_attribute("#day", "aria-valuetext") == "2022-06-06"
    page.reload()
    assert "Shelling in Tessel" in page.inner_text("#moment") and page.inner_text("#day-words") == "2022-06-06"
    assert "as_of=2022-06-06" in (page.get_attribute("#as-of-all", "href") or "")


def test_everything_is_there_without_script(served: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "/changes?from=run:0")
    page.click("#slider button")
    assert "as_of=" in page.url and page.locator("#moment table").count() == 2
    page.goto(served + "/actor?name=Velmara")
    assert page.locator("blockquote").count() > 5
    page.goto(served + "/balance")
    page.click("text=an age")
    assert page.locator("mark").count() > 0
    context.close()


def test_rows_are_gone_through_with_keys(served: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(served + "/outlets")
    page.wait_for_selector("[data-help]:not([hidden])")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == page.locator("tbody tr th a").nth(1).inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/outlet?name=*")

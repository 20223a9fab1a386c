"""The page of an incident in a real browser: keys in the matrix, words that open, pictures, phone, print, dark, and parts that come when one looks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from rashomon.queries import Desk
from rashomon.store import derived_tables as d
from rashomon.web.routes import incident as route


@pytest.fixture(scope="module")
def ids(story_ledger: Path) -> dict[str, str]:
    """Ids of the incidents by their labels."""
    desk = Desk(story_ledger)
    with desk.read() as db:
        rows = list(db.execute(sa.select(d.incidents.c.incident_id, d.incidents.c.row)))
    desk.close()
    return {r.row["label"]: r.incident_id for r in rows if not r.row["background"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing(served: str, browser: Any, ids: dict[str, str], scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for label in ("Ambush in Hadrel", "Shelling in Kirvash"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{served}/incidents/{ids[label]}")
        page.wait_for_selector("#matrix[role=grid]")
        page.eval_on_selector_all("details", "all => all.forEach((x) => x.open = true)")
        found = Axe().run(page)
        told = [(v["id"], v["nodes"][0]["html"][:160]) for v in found.response["violations"]]
        context.close()
        assert not told, told


def test_nothing_is_wider_than_a_phone(served: str, browser: Any, ids: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    for label in ("Ambush in Hadrel", "Airstrike in Belquar"):
        page.goto(f"{served}/incidents/{ids[label]}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_arrow_keys_go_through_the_matrix_and_enter_opens_the_words(served: str, browser_page: Any, ids: dict[str, str]) -> None:
    page = browser_page
    page.goto(f"{served}/incidents/{ids['Ambush in Hadrel']}")
    page.wait_for_selector("#matrix[role=grid]")
    page.focus("#matrix [tabindex='0']")
    first = page.evaluate("document.activeElement.textContent.trim()")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.getAttribute('scope')") == "row"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent.trim()") == first
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.getAttribute('scope')") == "col"
    page.keyboard.press("ArrowDown")
    for _ in range(12):
        if page.evaluate("document.activeElement.querySelector('a[data-q]') !== null"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    panel = page.locator("#said-panel")
    panel.locator("blockquote").first.wait_for()
    assert "killed" in panel.inner_text()
    assert page.evaluate("document.activeElement.id") == "said-panel"
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "gridcell"
    assert page.locator("[tabindex='0']#matrix, #matrix [tabindex='0']").count() == 1


def test_a_quote_leads_to_its_words_in_the_article(served: str, browser_page: Any, ids: dict[str, str]) -> None:
    page = browser_page
    page.goto(f"{served}/incidents/{ids['Ambush in Hadrel']}")
    link = page.locator("#why blockquote footer a").first
    claim = link.get_attribute("href").split("#")[1]
    link.click()
    page.wait_for_url(f"**#{claim}")
    assert page.locator(f"#{claim}").count() == 1


def test_without_script_every_answer_leads_to_its_words(served: str, browser: Any, ids: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/incidents/{ids['Ambush in Hadrel']}")
    link = page.locator("#matrix a[data-q]").first
    target = link.get_attribute("href")
    assert target.startswith("#said-")
    assert page.locator(target).count() == 1
    link.click()
    assert page.locator(target).is_visible()
    context.close()


def test_a_side_can_be_taken_out_of_the_chart(served: str, browser_page: Any, ids: dict[str, str]) -> None:
    page = browser_page
    page.goto(f"{served}/incidents/{ids['Airstrike in Belquar']}")
    chart = page.locator("figure.chart").first
    assert chart.locator("g.series.t0").is_visible()
    chart.locator("input.t0").uncheck()
    assert chart.locator("g.series.t0").is_hidden()
    assert chart.locator("g.series.t1").is_visible()


def test_parts_of_a_large_incident_come_when_one_looks(
    served: str, browser_page: Any, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route, "CLAIMS", 3)
    monkeypatch.setattr(route, "WORDS", 3)
    page = browser_page
    page.goto(f"{served}/incidents/{ids['Ambush in Hadrel']}")
    assert page.locator("#lenses table").count() == 0
    page.evaluate("document.getElementById('who-says-what').scrollIntoView()")
    page.wait_for_selector("#matrix[role=grid]")
    page.locator("#matrix a[data-q]").first.click()
    page.locator("#said-panel blockquote").first.wait_for()
    page.evaluate("document.getElementById('history').scrollIntoView()")
    page.wait_for_selector("#history .moved")


def test_it_prints_with_every_word(served: str, browser_page: Any, ids: dict[str, str]) -> None:
    page = browser_page
    page.goto(f"{served}/incidents/{ids['Ambush in Hadrel']}")
    page.emulate_media(media="print")
    assert page.locator(".inpage").is_hidden()
    assert page.locator("#matrix thead th").first.evaluate("x => getComputedStyle(x).position") == "static"
    assert page.locator("svg.lineage").first.is_visible()
    page.emulate_media(media="screen")

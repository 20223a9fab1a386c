"""The whole way through review in a browser, with the keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Error
from tests.web.reviewing import kept

from rashomon.pipeline.deciding import judged
from rashomon.store import writing

WAIT = 60_000


def until(page: Any, true: str) -> None:
    """Waits until an expression is true. (Playwright's own way evaluates text, which our pages do not allow.)"""
    for _ in range(WAIT // 100):
        try:
            if page.evaluate(true):
                return
        except Error as err:  # the page is being left for another one
            if "context" not in str(err):
                raise
        page.wait_for_timeout(100)
    raise AssertionError(true)


def total(page: Any, address: str, incident: str) -> str:
    """The figures on the card of the incident's own page."""
    page.goto(f"{address}/incidents/{incident}")
    return str(page.inner_text(".figures >> nth=0"))


def first_question(page: Any, address: str, **asked: str) -> str:
    """Opens the first question of the queue with the keyboard; gives the incident it is about."""
    query = "&".join(f"{k}={v}" for k, v in asked.items())
    page.goto(f"{address}/review?{query}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#review")
    page.wait_for_load_state()  # keys work once the page's script has run
    return str(next(iter(page.evaluate("JSON.parse(document.getElementById('review').dataset.seen).incidents"))))


def fill(page: Any, kind: str, **fields: str) -> None:
    """Types into the form of a kind."""
    for name, value in fields.items():
        page.fill(f"#act-{kind} [name={name}]", value)


def test_the_whole_way_with_the_keyboard(own_ledger: Path, serve: Callable[..., str], browser_page: Any) -> None:
    page, address = browser_page, serve(own_ledger)
    incident = first_question(page, address, kind="dispute")
    before = total(page, address, incident)
    page.go_back()
    page.wait_for_selector("#review")
    page.wait_for_load_state()  # keys work once the page's script has run
    page.keyboard.press("c")
    page.wait_for_selector("#act-choose:not([hidden])")
    assert page.evaluate("document.activeElement.name") == "best"
    page.keyboard.type("4711")
    page.keyboard.press("Enter")
    assert "say why" in page.inner_text("#act-choose"), "the error stands next to the field"
    assert page.evaluate("document.activeElement.name") == "why", "which has the focus"
    page.keyboard.type("the list of the hospital")
    fill(page, "choose", who="Ada")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .moved", timeout=WAIT)
    assert "4711" in page.inner_text("#result")
    assert kept(own_ledger) == [], "trying keeps nothing"
    assert page.evaluate("document.activeElement.matches('[data-keep]')"), "Enter keeps"
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .moved.kept", timeout=WAIT)
    assert page.evaluate("document.activeElement.id") == "on", "and leads on"
    assert kept(own_ledger) == [(1, "choose", "Ada", "web page")]
    other = page.context.new_page()
    assert "4711" in total(other, address, incident)
    page.keyboard.press("u")
    page.wait_for_selector("#undo[open]")
    page.keyboard.type("read again")
    page.keyboard.press("Enter")
    page.wait_for_selector("#undo .moved", timeout=WAIT)
    page.keyboard.press("Enter")
    until(page, "document.getElementById('result').textContent.includes('Taken back')")
    assert total(other, address, incident) == before != ""
    assert kept(own_ledger) == [(1, "choose", "Ada", "web page"), (2, "undo", "Ada", "web page")]


def test_keys_are_shown_and_lead_through_the_queue(own_ledger: Path, serve: Callable[..., str], browser_page: Any) -> None:
    page, address = browser_page, serve(own_ledger)
    first_question(page, address)
    one = page.inner_text("h1")
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    shown = page.inner_text("#keys")
    assert all(words in shown for words in ("next question", "Merge", "Split", "Not a figure", "answer: not sure", "take back"))
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    until(page, f"document.querySelector('h1').innerText !== {json.dumps(one)}")
    page.wait_for_load_state()
    page.keyboard.press("k")
    until(page, f"document.querySelector('h1').innerText === {json.dumps(one)}")
    page.wait_for_load_state()
    page.keyboard.press("m")
    page.wait_for_selector("#act-merge:not([hidden])")
    page.keyboard.press("Escape")
    page.wait_for_selector("#act-merge", state="hidden")
    assert page.evaluate("document.activeElement.dataset.act") == "merge", "the focus is where it was"


def test_what_changed_meanwhile_is_told_and_the_reason_is_not_lost(own_ledger: Path, serve: Callable[..., str], browser_page: Any) -> None:
    page, address = browser_page, serve(own_ledger)
    first_question(page, address, kind="dispute")
    second = page.context.new_page()
    second.goto(page.url)
    for one, best, who in ((page, "31", "Ada"), (second, "13", "Ben")):
        one.keyboard.press("c")
        fill(one, "choose", best=best, why=f"{who} read the list", who=who)
        one.keyboard.press("Enter")
        one.wait_for_selector("#result .moved", timeout=WAIT)
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .moved.kept", timeout=WAIT)
    second.focus("#act-choose [data-keep]")
    second.keyboard.press("Enter")
    second.wait_for_selector("#conflict", timeout=WAIT)
    assert "Ada read the list" in second.inner_text("#conflict")
    second.keyboard.press("Enter")  # look again
    until(second, "document.activeElement && document.activeElement.name === 'why' && document.activeElement.value")
    assert second.input_value("#act-choose [name=why]") == "Ben read the list"
    assert second.input_value("#act-choose [name=best]") == "13"
    assert [who for _, _, who, _ in kept(own_ledger)] == ["Ada"]


def test_a_second_pair_of_eyes_does_not_see_the_first_answer(own_ledger: Path, serve: Callable[..., str], browser_page: Any) -> None:
    page, address = browser_page, serve(own_ledger)
    first_question(page, address)
    ident = page.get_attribute("#review", "data-item")
    with writing(own_ledger) as ledger:
        judged(ledger, ident, "no", "Zoe", "the police say otherwise")
    page.goto(f"{address}/review?show=second")
    assert "Zoe: no" not in page.inner_text("#questions")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#review")
    page.wait_for_load_state()  # keys work once the page's script has run
    assert page.get_attribute("#review", "data-item") == ident
    assert "the police say otherwise" not in page.content()
    page.keyboard.press("y")
    until(page, "document.getElementById('answers').textContent.includes('Zoe: no')")
    page.goto(f"{address}/review")
    assert "Zoe: no" in page.inner_text("#agreement")


def test_a_place_is_picked_on_the_map(own_ledger: Path, serve: Callable[..., str], browser_page: Any) -> None:
    page, address = browser_page, serve(own_ledger)
    first_question(page, address, kind="place")
    page.keyboard.press("p")
    page.wait_for_selector("#act-place:not([hidden])")
    fill(page, "place", value="Lorrimond", why="on the survey's map", who="Ada")
    page.click("[data-map=place-map]")
    page.wait_for_selector("#place-map.leaflet-container", timeout=WAIT)
    until(page, "document.activeElement.id === 'place-map'")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#act-place [name=lat]').value !== ''")
    page.focus("#act-place [name=why]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .moved", timeout=WAIT)
    assert "place: Lorrimond → Lorrimond (" in page.inner_text("#result").replace("\n", " ")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .moved.kept", timeout=WAIT)
    assert kept(own_ledger) == [(1, "place", "Ada", "web page")]


def test_merging_from_the_queue(own_ledger: Path, serve: Callable[..., str], browser_page: Any) -> None:
    page, address = browser_page, serve(own_ledger)
    first_question(page, address, kind="merge")
    page.keyboard.press("m")
    fill(page, "merge", why="one raid told twice", who="Ada")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .moved", timeout=WAIT)
    assert "becomes part of another" in page.inner_text("#result")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .moved.kept", timeout=WAIT)
    page.goto(f"{address}/review/decisions")
    assert "one raid told twice" in page.inner_text("#decisions")
    page.click("[data-undo='1']")
    page.fill("#undo [name=why]", "two raids")
    page.keyboard.press("Enter")
    page.wait_for_selector("#undo .moved", timeout=WAIT)
    page.keyboard.press("Enter")
    until(page, "document.querySelector('[data-undo=\"2\"]')")
    assert "taken back" in page.inner_text("#decision-1")


def test_pages_are_accessible(served: str, browser_page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for path in ("/review", "/review/item", "/review/decisions"):
        for scheme in ("light", "dark"):
            browser_page.emulate_media(color_scheme=scheme)
            browser_page.goto(served + path)
            found = Axe().run(browser_page)
            assert not found.response["violations"], (path, scheme, found.generate_report())

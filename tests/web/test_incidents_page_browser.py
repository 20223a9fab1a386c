"""The page of incidents in a real browser: keys, brush, map, phone, and how it changes while one looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from rashomon.cli import app as command

VIEWS = ("/", "/?view=map", "/?view=timeline", "/?kind=shelling&side=civilians", "/?side=nobody", "/?background=only&view=table")


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def keys_of(page: Any) -> list[str]:
    found: list[str] = page.eval_on_selector_all("#table tr[data-key]", "rows => rows.map(r => r.dataset.key)")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1600, 390])
def test_axe_finds_nothing(served: str, browser: Any, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for address in VIEWS:
        page.goto(served + address)
        page.wait_for_timeout(300)
        if page.locator("#map").is_visible():
            page.locator("#map").scroll_into_view_if_needed()
            page.wait_for_selector("#map .leaflet-control-zoom")
        results = Axe().run(page)
        assert results.violations_count == 0, (address, results.generate_report())
    context.close()


def test_keys_go_through_rows_and_open_help(served: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(served)
    page.wait_for_selector("[data-help]:not([hidden])")
    page.keyboard.press("j")
    page.keyboard.press("j")
    first, second = keys_of(page)[:2]
    assert page.evaluate("document.activeElement.closest('[data-row]').dataset.key") == second
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('[data-row]').dataset.key") == first
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    assert "next row" in page.locator("#keys").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("j?")  # typing is no key
    assert page.input_value("#q") == "j?"
    assert not page.locator("#keys").is_visible()


def test_a_filter_changes_table_chips_and_address_without_a_reload(served: str, browser_page: Any) -> None:
    page = browser_page
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(served)
    page.wait_for_selector("[data-help]:not([hidden])")
    page.evaluate("window.stays = true")
    before = keys_of(page)
    page.check('input[name="kind"][value="shelling"]')
    page.wait_for_url("**kind=shelling**")
    page.wait_for_selector(".chip")
    after = keys_of(page)
    assert set(after) < set(before)
    assert page.evaluate("document.activeElement.value") == "shelling", "the focus stays where it was"
    page.click(".chip")
    page.wait_for_url(served + "/")
    page.wait_for_function("n => document.querySelectorAll('#table tr[data-key]').length === n", arg=len(before))
    page.go_back()
    page.wait_for_function("n => document.querySelectorAll('#table tr[data-key]').length === n", arg=len(after))
    assert asked(page) == {"kind": ["shelling"]}
    page.click("th a:has-text('Killed')")
    page.wait_for_url("**sort=-killed**")
    page.wait_for_selector("th[aria-sort='descending'] >> text=Killed")
    assert page.evaluate("window.stays") is True


def test_a_parameter_that_cannot_be_read_is_told_and_the_page_stays(served: str, browser_page: Any) -> None:
    page = browser_page
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(served)
    page.click("#facet-more > summary")
    page.fill("#where", ")(")
    page.press("#where", "Enter")
    page.wait_for_selector(".toast")
    assert "where" in page.locator(".toast").inner_text().casefold()
    assert keys_of(page)


def test_what_is_still_being_made_is_asked_for_again(served: str, browser_page: Any) -> None:
    page = browser_page
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(served)
    page.wait_for_selector("[data-help]:not([hidden])")
    times: list[int] = []
    body = "<main><h1>Being made</h1><p>The figures are being made.</p></main>"

    def late(route: Any) -> None:
        times.append(1)
        if len(times) == 1:
            route.fulfill(status=503, headers={"Retry-After": "2", "Content-Type": "text/html"}, body=body)
        else:
            route.continue_()

    page.route("**/?*policy=minmax*", late)
    page.select_option("#lens-policy", "minmax")
    page.wait_for_selector(".toast")
    assert page.locator(".toast").inner_text() == "The figures are being made."
    page.wait_for_url("**policy=minmax**")
    page.wait_for_selector('#lens-policy option[value="minmax"][selected]', state="attached")
    assert keys_of(page)


def test_everything_works_without_script(served: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1600, "height": 900})
    page = context.new_page()
    page.goto(served)
    page.check('input[name="kind"][value="shelling"]')
    page.fill("#since", "2022-01-01")
    page.click("text=Apply")
    assert asked(page) == {"kind": ["shelling"], "since": ["2022-01-01"]}
    assert page.locator(".chip").count() == 2
    n = page.locator("#table tr[data-key]").count()
    assert 0 < n < 14
    page.locator("svg.timeline a").first.click()
    assert {"since", "until"} <= set(asked(page))
    assert "Incidents" in page.title()
    context.close()


def test_the_timeline_is_a_brush_for_keys_and_pointer(served: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(served + "/?view=timeline")
    page.wait_for_selector(".brush.wide[data-brushed]")
    bars = page.locator(".brush.wide a[data-from]")
    assert page.locator(".brush.wide a[tabindex='0']").count() == 1, "one stop of the keyboard"
    bars.first.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    wanted = {"since": [bars.nth(0).get_attribute("data-from")], "until": [bars.nth(2).get_attribute("data-to")]}
    page.keyboard.press("Enter")
    page.wait_for_url("**until=**")
    assert {k: asked(page)[k] for k in ("since", "until")} == wanted
    page.goto(served + "/?view=timeline")
    page.wait_for_selector(".brush.wide[data-brushed]")
    boxes = [bars.nth(n).bounding_box() for n in (1, 4)]
    wanted = {"since": [bars.nth(1).get_attribute("data-from")], "until": [bars.nth(4).get_attribute("data-to")]}
    page.mouse.move(boxes[0]["x"] + boxes[0]["width"] / 2, boxes[0]["y"] + 60)
    page.mouse.down()
    page.mouse.move(boxes[1]["x"] + boxes[1]["width"] / 2, boxes[1]["y"] + 60, steps=6)
    page.mouse.up()
    page.wait_for_url("**until=**")
    assert {k: asked(page)[k] for k in ("since", "until")} == wanted


def test_a_phone_shows_one_view_at_a_time_and_nothing_sticks_out(served: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    for address, shown, hidden in (("/", "#table", "#map"), ("/?view=map", "#map", "#table"), ("/?view=timeline", "#timeline", "#map")):
        page.goto(served + address)
        assert page.locator(shown).is_visible() and not page.locator(hidden).is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert not page.locator("#filter-box").evaluate("d => d.open")
    context.close()


def test_the_theme_is_kept_and_drawn_from_the_first_byte(served: str, browser: Any) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(served)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-switch]")
    page.click("[data-theme-switch]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert '<html lang="en" data-theme="dark">' in page.goto(served).text()
    context.close()


def test_new_incidents_appear_without_reload_and_leave_focus_and_scroll(
    own_ledger: Path, tmp_path: Path, serve: Callable[..., str], browser_page: Any
) -> None:
    page, address = browser_page, serve(own_ledger)
    page.goto(address)
    page.wait_for_selector("[data-help]:not([hidden])")
    page.evaluate("window.stays = true")
    before = keys_of(page)
    page.locator(f'[data-key="{before[9]}"] a').first.focus()
    page.evaluate("key => document.querySelector(`[data-key='${key}']`).scrollIntoView()", before[9])
    at = page.evaluate("key => document.querySelector(`[data-key='${key}']`).getBoundingClientRect().top", before[9])
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "new.txt").write_text(
        "Two soldiers killed in Quellmar\n\n2 December 2023. Two soldiers were killed on Friday when a rocket hit their post in Quellmar, the "
        "army of Ordania said on Saturday.\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(command, ["run", str(folder), "--out", str(own_ledger.parent), "-q"])
    assert done.exit_code == 0, done.output
    page.wait_for_function("n => document.querySelectorAll('#table tr[data-key]').length > n", arg=len(before), timeout=20_000)
    after = keys_of(page)
    assert set(before) < set(after)
    new = (set(after) - set(before)).pop()
    assert "fresh" in page.get_attribute(f'[data-key="{new}"]', "class")
    assert page.evaluate("document.activeElement.closest('[data-row]').dataset.key") == before[9]
    moved = page.evaluate("key => document.querySelector(`[data-key='${key}']`).getBoundingClientRect().top", before[9])
    assert abs(moved - at) < 3, "what one reads stays where it is"
    assert page.evaluate("window.stays") is True
    assert "38 articles" in page.locator(".lede").inner_text()
    assert "just now" in page.locator("#first-line").inner_text()


def test_half_typed_words_are_not_lost_when_the_ledger_changes(served: str, browser_page: Any) -> None:
    page = browser_page
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(served)
    page.fill("#q", "half a wor")
    done = page.evaluate(
        """async () => { const { swap } = await import('/static/base.js'); const old = document.getElementById('filters');
        const fresh = old.cloneNode(true); fresh.append('x'); return [swap(old, fresh), document.getElementById('q').value]; }"""
    )
    assert done == [False, "half a wor"]


def test_print_shows_the_incidents(served: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(served)
    page.emulate_media(media="print")
    assert page.locator("#table").is_visible() and not page.locator("#filters").is_visible() and not page.locator(".top").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"

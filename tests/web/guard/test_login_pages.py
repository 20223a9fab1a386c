"""The pages that a stranger sees: signing in, and being told that something is not there. For everybody: keyboard, screen reader, phone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.web.guard.asking import team


def _checked(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]]


def test_strangers_pages_are_for_everybody(story_ledger: Path, serve: Callable[..., str], browser: Any, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    at = serve(story_ledger, tokens=path)
    wrong: list[str] = []
    for scheme, width in (("light", 1280), ("dark", 390)):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
        page = context.new_page()

        def look(where: str, page: Any = page, scheme: str = scheme) -> None:
            wrong.extend(f"{where} {scheme}: {fault}" for fault in _checked(page))
            wrong.extend([f"{where} {scheme}: wider than the window"] * page.evaluate("document.documentElement.scrollWidth > innerWidth"))

        page.goto(at + "/incidents")
        look("sign in")
        page.keyboard.type("wrong")  # the field has the focus already
        page.keyboard.press("Enter")
        page.wait_for_selector("[role=alert]")
        look("wrong token")
        page.keyboard.type(tokens["reader"])
        page.keyboard.press("Enter")
        page.wait_for_selector("main h1")
        page.goto(at + "/login")
        look("signed in")
        page.goto(at + "/nothing-here")
        look("not found")
        page.goto(at + "/?killed_min=many")
        look("wrong parameter")
        context.close()
    assert not wrong, "\n".join(wrong)


def test_signing_in_needs_no_script(story_ledger: Path, serve: Callable[..., str], browser: Any, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    at = serve(story_ledger, tokens=path)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(at + "/nothing-here")
    page.fill("#token", tokens["reader"])
    page.click("button:has-text('Sign in')")
    assert "Status 404" in page.inner_text("main")
    page.goto(at + "/login")
    page.click("button:has-text('Sign out')")
    page.goto(at + "/nothing-here")
    assert page.url.startswith(at + "/login")
    context.close()

"""The map: its files, what is drawn for a place that is known so far and no closer, and how it behaves in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.model.places import Place
from rashomon.queries import Desk, Lens, Query, Shelf
from rashomon.web import Settings, basemap, make_app, points

ARTICLES = {
    "post": "Three soldiers killed near Goris\n\n12 March 2031. Three soldiers were killed on Tuesday when artillery fire hit a post near Goris in "
    "Syunik Province, Armenia, the defence ministry of Armenia said.\n",
    "province": "Two killed in Tavush\n\n14 March 2031. Two civilians were killed on Thursday in an attack in Tavush Province, Armenia, the regional "
    "governor said.\n",
    "town": "Airstrike in Kapan\n\n15 March 2031. An airstrike on Kapan, Armenia, killed five people on Friday, a hospital said.\n",
    "country": "Attack in Mali\n\n16 March 2031. At least twelve people were killed in Mali on Saturday when gunmen attacked a convoy, the army of "
    "Mali said.\n",
    "nowhere": "Shells hit a market\n\n17 March 2031. Shells hit a market in Quellmar on Monday and killed six people, the police said.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def places_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Incidents whose places are known as a town, a circle, a province, a country, and not at all."""
    folder = tmp_path_factory.mktemp("map")
    (folder / "in").mkdir()
    for name, text in ARTICLES.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(command, ["run", str(folder / "in"), "--out", str(folder / "out"), "-q"])
    assert done.exit_code == 0, done.output
    return folder / "out" / "ledger.db"


@pytest.fixture(scope="module")
def asked(places_ledger: Path) -> Iterator[TestClient]:
    with TestClient(make_app(places_ledger, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
def at(places_ledger: Path, serve: Callable[..., str]) -> str:
    return serve(places_ledger)


def rings(flat: list[int]) -> list[tuple[float, float]]:
    out, x, y = [], 0, 0
    for i in range(0, len(flat), 2):
        x, y = x + flat[i], y + flat[i + 1]
        out.append((x / 100, y / 100))
    return out


def test_the_world_is_small_and_can_be_kept(client: TestClient) -> None:
    answer = client.get(f"/map/world.json?v={basemap.version()}")
    assert answer.headers["content-encoding"] == "gzip"
    assert len(basemap.world()) < 400_000
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/map/world.json", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert client.get("/map/world.json").headers["cache-control"] == "public, no-cache"
    bare = client.get("/map/world.json", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in bare.headers and bare.json() == answer.json()


def test_outlines_are_those_of_the_shipped_map(client: TestClient) -> None:
    world = client.get("/map/world.json").json()
    assert "Natural Earth" in world["source"]
    by_iso = {c["iso"]: c for c in world["countries"]}
    assert len(world["countries"]) > 230 and len(world["disputed"]) > 300
    assert by_iso["AM"]["name"] == "Armenia"
    points = rings(max(by_iso["AM"]["rings"], key=len))
    assert 43 < min(x for x, _ in points) < max(x for x, _ in points) < 47.1
    assert 38.5 < min(y for _, y in points) < max(y for _, y in points) < 41.6
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for c in world["countries"] for r in c["rings"] for x, y in rings(r))


def test_provinces_are_asked_for_one_country_at_a_time(client: TestClient) -> None:
    world = client.get("/map/world.json").json()
    for iso in world["detail"]:
        assert len(basemap.provinces(iso) or b"") < 60_000, iso
    told = client.get("/map/provinces/AM.json").json()
    assert {"Syunik", "Tavush"} <= {p["name"] for p in told["provinces"]}
    assert "Iğdır" in {p["name"] for p in client.get("/map/provinces/TR.json").json()["provinces"]}, "read in the wrong code by its source"
    for wrong in ("XX", "am", "..", "%2e%2e%2f", "A", "AMX"):
        answer = client.get(f"/map/provinces/{wrong}.json")
        assert answer.status_code in (404, 400) and answer.headers["content-type"] == "application/problem+json", wrong


@pytest.mark.parametrize(
    ("place", "shape", "km", "area"),
    [
        (Place("Kapan", lat=39.21, lon=46.41, precision=1), "dot", 0, None),
        (Place("Goris", lat=39.51, lon=46.34, precision=2), "near", 25, None),
        (Place("a district", lat=39.51, lon=46.34, precision=3), "near", 40, None),
        (Place("Tavush", "Tavush", "Armenia", 41.0, 45.2, 4), "area", 0, "AM"),
        (Place("the border", lat=39.51, lon=46.34, precision=5), "vague", 120, None),
        (Place("Armenia", None, "Armenia", 40.2, 44.5, 6), "area", 0, "AM"),
        (Place("at sea", lat=-40, lon=-25, precision=4), "vague", 120, None),
        (Place("a state of nobody", lat=-40, lon=-25, precision=6), "vague", 360, None),
        (Place("high seas", lat=-40, lon=-25, precision=7), "vague", 120, None),
        (Place("not said", lat=39.51, lon=46.34, precision=None), "vague", 120, None),
    ],
)
def test_what_is_drawn_is_what_is_known(place: Place, shape: str, km: float, area: str | None) -> None:
    drawn = basemap.shape(place)
    assert drawn[:2] == (shape, km)
    assert (drawn[2] or "").partition("/")[0] == (area or "")
    if shape == "area":
        assert (drawn[2] or "").count("/") == (place.precision == 4)


def test_everything_asked_for_is_drawn_or_counted_in_words(asked: TestClient) -> None:
    told = asked.get("/map/points.json").json()
    rows = [dict(zip(told["columns"], row, strict=True)) for row in told["points"]]
    total = asked.get("/incidents.json").json()["total"]
    assert len(rows) + sum(told["without"].values()) == total == 5
    assert sorted((r["shape"], (r["area"] or "")[:2]) for r in rows) == [("area", "AM"), ("area", "ML"), ("dot", ""), ("near", "")]
    assert "1 of 5 incidents has no coordinates: 1 place not in the gazetteer." in asked.get("/").text


def test_a_place_known_by_its_name_only_is_found_on_the_map_or_counted(story_ledger: Path) -> None:
    desk = Desk(story_ledger)
    with desk.read() as db:
        entry = next(iter(desk.shelf(db, Lens()).entries.values()))
    desk.close()

    def told(**place: Any) -> tuple[list[Any], str]:
        shelf = Shelf([replace(entry, background=False, place=Place(**place))], 1)
        n, without = points.counted(shelf, Query())
        rows = points.drawn(shelf, Query())
        assert rows["without"] == without and len(rows["points"]) == n and n + sum(without.values()) == 1
        return rows["points"], points.without_words(without, n)

    rows, words = told(name="Mali", country="Mali", precision=6)
    assert (rows[0][3], rows[0][5], words) == ("area", "ML", "")
    assert 10 < rows[0][1] < 25 and -12 < rows[0][2] < 4
    rows, _ = told(name="Tavush", admin1="Tavush", country="Armenia", precision=4)
    assert rows[0][3] == "area" and rows[0][5].startswith("AM/")
    rows, words = told(name="Upland", admin1="Upland", country="Ordania", precision=4)
    assert rows == []
    assert words == "1 of 1 incidents has no coordinates: 1 in a province or country that the map does not have."


def test_points_tell_no_name(client: TestClient, asked: TestClient) -> None:
    for one in (client, asked):
        told = one.get("/map/points.json?background=yes").json()
        words = {w for row in told["points"] for w in row if isinstance(w, str)}
        assert all(re.fullmatch(r"inc-[0-9a-f]+|dot|near|vague|area|[A-Z]{2}(/\d+)?|[a-z_ ]+|\d{4}-\d\d-\d\d", w) for w in words)


def test_a_part_of_the_map_is_a_filter(asked: TestClient) -> None:
    inside = asked.get("/incidents.json?bbox=43,38,47,42").json()
    assert inside["total"] == 3
    assert "part of the map" in asked.get("/?bbox=43,38,47,42").text


def test_words_of_a_popup_are_those_of_the_table(asked: TestClient) -> None:
    items = asked.get("/incidents.json").json()["items"]
    told = asked.get("/map/told.json", params=[("id", i["incident_id"]) for i in items] + [("id", "inc-none")]).json()["items"]
    assert told == [i["words"] for i in items]
    assert asked.get("/map/told.json", params=[("id", str(n)) for n in range(25)]).status_code == 400


def ready(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("#map .spot-icon")


def test_each_place_is_drawn_as_what_it_is(at: str, browser_page: Any) -> None:
    page = browser_page
    ready(page, at + "/?view=map#map=8/39.9/46.2")
    page.wait_for_selector(".spot-icon.area-count")
    kinds = page.eval_on_selector_all(
        "#map .spot-icon", "all => all.map(e => e.className.match(/dot|near|vague|cluster|area-count/)[0]).sort()"
    )
    assert kinds == ["area-count", "area-count", "dot", "near"]
    assert page.locator(".spot-icon.dot").get_attribute("aria-label") == "airstrike, 2031-03-14"
    assert "no closer than this" in (page.locator(".spot-icon.area-count").first.get_attribute("aria-label") or "")
    page.click(".map-legend summary")
    legend = page.locator(".map-legend").inner_text()
    assert "disputed border" in legend and "Natural Earth" in legend


def test_a_popup_is_reached_by_keys_and_leads_back(at: str, browser_page: Any) -> None:
    page = browser_page
    ready(page, at + "/?view=map#map=8/39.3/46.4")
    page.locator(".spot-icon.dot").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-popup a")
    page.wait_for_function("() => document.activeElement.closest('.leaflet-popup') !== null")
    text = page.locator(".map-popup").inner_text()
    assert "Kapan" in text and "killed 5" in text
    assert (page.locator(".map-popup a").get_attribute("href") or "").startswith("/incidents/inc-")
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement.classList.contains('dot')")
    page.wait_for_selector(".leaflet-popup", state="detached")


def test_the_view_is_in_the_address_and_can_become_a_filter(at: str, browser_page: Any) -> None:
    page = browser_page
    ready(page, at + "/?view=map#map=7/40.2/45.4")
    page.click(".leaflet-control-zoom-in")
    page.wait_for_function("() => location.hash.startsWith('#map=8/')")
    page.click("#in-view")
    page.wait_for_url("**bbox=**")
    page.wait_for_selector(".chip")
    assert "part of the map" in page.locator(".chip").inner_text()


def test_hostile_words_in_a_popup_are_text(at: str, browser_page: Any) -> None:
    page = browser_page
    bad = "<img src=x onerror=document.title='broken'><script>document.title='broken'</script>"
    told = {
        "items": [
            {
                "href": "/incidents/inc-1",
                "label": bad,
                "date": bad,
                "place": bad,
                "status_words": bad,
                "killed": [{"words": bad, "who": bad}],
            }
        ]
    }
    page.route("**/map/told.json*", lambda route: route.fulfill(status=200, content_type="application/json", body=json.dumps(told)))
    ready(page, at + "/?view=map#map=8/39.3/46.4")
    page.locator(".spot-icon.dot").click()
    page.wait_for_selector(".map-popup a")
    assert page.locator(".map-popup a").inner_text() == bad
    assert page.locator(".map-popup img, .map-popup script").count() == 0
    assert page.title() != "broken"


def test_a_place_is_picked_by_click_and_by_key(at: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(at + "/balance")
    page.evaluate(
        """async () => { const { mapIn } = await import('/static/map.js'); window.picked = [];
        const box = document.createElement('div'); box.id = 'here'; document.querySelector('main').prepend(box);
        const css = document.createElement('link'); css.rel = 'stylesheet'; css.href = '/static/map.css'; document.head.append(css);
        window.it = await mapIn(box, { points: [], label: 'Pick a place', onPick: (lat, lon) => window.picked.push([lat, lon]) });
        window.it.map.setView([40, 45], 6, { animate: false }); }"""
    )
    box = page.locator("#here").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => window.picked.length === 1")
    page.locator("#here").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.picked.length === 2")
    for lat, lon in page.evaluate("window.picked"):
        assert abs(lat - 40) < 0.2 and abs(lon - 45) < 0.2


def test_the_map_follows_dark_and_light(at: str, browser_page: Any) -> None:
    page = browser_page
    ready(page, at + "/?view=map")
    land = "document.querySelector('.leaflet-land-pane canvas').getContext('2d').getImageData(%d, %d, 1, 1).data.join()"
    box = page.locator(".leaflet-land-pane canvas").bounding_box()
    where = land % (box["width"] / 2, box["height"] / 2)
    before = page.evaluate(where)
    page.click("[data-theme-switch]")
    page.click("[data-theme-switch]")
    page.wait_for_function(f"() => {where} !== {json.dumps(before)}")


def test_tiles_are_asked_for_only_where_a_server_is_set(places_ledger: Path, at: str, serve: Callable[..., str], browser: Any) -> None:
    def addresses(address: str) -> list[str]:
        context = browser.new_context()
        page = context.new_page()
        seen: list[str] = []
        page.on("request", lambda r: seen.append(r.url))
        page.route("**/tile/**", lambda route: route.fulfill(status=200, content_type="image/png", body=b""))
        ready(page, address + "/?view=map")
        context.close()
        return seen

    assert all(a.startswith(at) for a in addresses(at))
    told = serve(places_ledger, tiles="http://127.0.0.1:9/tile/{z}/{x}/{y}.png", credit="<b>tiles</b> of ours")
    assert any("/tile/" in a for a in addresses(told))

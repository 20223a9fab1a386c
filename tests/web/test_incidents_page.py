"""The page of incidents: one filtered set as table, map and timeline, with every state in its address."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rashomon.queries import Desk, Lens, Query
from rashomon.queries.shown import HIDDEN
from rashomon.store.ledger import writing
from rashomon.web import Settings, make_app
from rashomon.web.routes import assets


def rows_of(text: str) -> list[str]:
    return re.findall(r'<tr role="row" data-row data-key="([^"]+)"', text)


@pytest.fixture(scope="module")
def whole(client: TestClient) -> str:
    return client.get("/").text


@pytest.fixture(scope="module")
def all_of(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/incidents.json?limit=500").json()
    return told


def test_one_line_above_all_says_what_came_in_and_what_came_of_it(whole: str, all_of: dict[str, Any]) -> None:
    line = re.search(r'<p class="lede">(.*?)</p>', whole)
    assert line is not None
    assert re.fullmatch(
        r"37 articles → (\d+) incidents( and \d+ told as background)?; \d+ figures used, \d+ set aside; latest report .* \(printed\)",
        line[1],
    )
    assert f"→ {all_of['total']} incidents" in line[1]
    assert whole.index('class="lede"') < whole.index('id="table"') < whole.index('id="map"'), "no map above the incidents"


def test_every_incident_is_a_row_with_its_words(whole: str, all_of: dict[str, Any]) -> None:
    assert rows_of(whole) == [x["incident_id"] for x in all_of["items"]]
    assert len(all_of["items"]) == all_of["total"] > 10
    for item in all_of["items"]:
        words = item["words"]
        assert f'href="{words["href"]}"' in whole
        for killed in words["killed"]:
            assert killed["words"] == "–" or killed["words"] in whole
    assert any(not item["killed"] for item in all_of["items"])  # nobody reports any …
    assert '<span class="sr">no report</span>' in whole  # … which is no zero


def test_alleged_and_denied_looks_different(whole: str, all_of: dict[str, Any]) -> None:
    denied = [x["incident_id"] for x in all_of["items"] if x["status"] == "alleged_and_denied"]
    assert denied
    for incident_id in denied:
        assert f'data-key="{incident_id}" class="alleged"' in whole
    assert whole.count(' class="alleged"') == len(denied)


def test_background_is_folded(client: TestClient, whole: str, all_of: dict[str, Any]) -> None:
    behind = client.get("/incidents.json?background=only&limit=500").json()
    assert behind["total"] > 0
    assert f"Told as background ({behind['total']})" in whole
    assert not {x["incident_id"] for x in behind["items"]} & set(rows_of(whole))
    assert client.get("/incidents.json?background=yes").json()["total"] == behind["total"] + all_of["total"]


@pytest.mark.parametrize(
    "asked",
    ["kind=shelling", "side=civilians&side=soldiers", "status=alleged_and_denied", "basis=one_party", "since=2023-01-01", "until=2022-12-31",
     "killed_min=5", "confidence=0.95", "disagreement=count", "resolution=disputed", "q=hospital", "harm=wounded", "where=killed>%3D3"],
)  # fmt: skip
def test_page_json_and_csv_show_the_same(client: TestClient, story_ledger: Path, asked: str) -> None:
    page, told = client.get(f"/?{asked}&limit=500"), client.get(f"/incidents.json?{asked}&limit=500").json()
    table = list(csv.DictReader(io.StringIO(client.get(f"/incidents.csv?{asked}").text.lstrip("\ufeff"))))
    ids = [x["incident_id"] for x in told["items"]]
    assert rows_of(page.text) == ids == list(dict.fromkeys(r["incident_id"] for r in table))
    desk = Desk(story_ledger)
    with desk.read() as db:
        assert [
            e.incident_id for e in desk.shelf(db, Lens()).matching(Query.read(client.get(f"/?{asked}").request.url.params.multi_items()))
        ] == ids
    desk.close()


def test_a_chip_can_be_taken_away_and_the_form_keeps_what_is_asked(client: TestClient) -> None:
    text = client.get("/?side=civilians&side=soldiers&since=2023-01-01&policy=minmax&sort=-killed&view=table").text
    asked = text[text.index('id="asked"') : text.index('class="panes"')]
    chips = re.findall(r'<a class="chip" href="([^"]+)"><span>([^<]+)</span>', asked)
    assert [words for _, words in chips] == ["from 1 Jan 2023", "side: civilians", "side: soldiers"]
    assert chips[1][0] == "/?since=2023-01-01&amp;side=soldiers&amp;sort=-killed&amp;policy=minmax&amp;view=table"
    form = text[text.index('id="filters"') : text.index("</form>", text.index('id="filters"'))]
    for name, value in (("sort", "-killed"), ("policy", "minmax"), ("view", "table")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    assert re.search(r'name="side" value="soldiers" checked', form)
    assert 'name="since" value="2023-01-01"' in form


def test_facets_count_what_each_value_would_give(client: TestClient) -> None:
    text = client.get("/?kind=shelling").text
    found = re.findall(r'name="kind" value="([^"]+)"[^>]*><span class="break">[^<]*</span><span class="count">(\d+)</span>', text)
    assert len(found) > 2  # the other kinds are still offered
    for value, n in found:
        assert client.get(f"/incidents.json?kind={value}").json()["total"] == int(n)


def test_heads_sort_and_say_so(client: TestClient) -> None:
    text = client.get("/?sort=-killed").text
    assert re.search(r'<th scope="col" role="columnheader" aria-sort="descending"><a href="/\?sort=killed"', text)
    best = [
        x["killed"]["best"]
        for x in client.get("/incidents.json?sort=-killed&limit=500").json()["items"]
        if x["killed"] and x["killed"]["best"]
    ]
    assert best == sorted(best, reverse=True)


def test_pages_are_gone_through_by_a_cursor(client: TestClient, all_of: dict[str, Any]) -> None:
    seen: list[str] = []
    address = "/?limit=5"
    for _ in range(10):
        text = client.get(address).text
        seen += rows_of(text)
        more = re.search(r'rel="next" href="([^"]+)"', text)
        if more is None:
            break
        address = more[1].replace("&amp;", "&")
    assert seen == [x["incident_id"] for x in all_of["items"]]


def test_the_other_name_of_the_page_keeps_the_question(client: TestClient) -> None:
    answer = client.get("/incidents?side=civilians&side=a%26b", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == "/?side=civilians&side=a%26b"


@pytest.mark.parametrize(
    ("asked", "word"),
    [("view=globe", "view"), ("limit=0", "limit"), ("limit=x", "limit"), ("limit=999999999999", "limit"), ("since=soon", "since"),
     ("sort=beauty", "sort"), ("bbox=1,2,3", "bbox"), ("confidence=7", "confidence"), ("cursor=nonsense", "cursor"), ("policy=none", "policy"),
     ("since=2024-01-01&until=2023-01-01", "later"), ("where=)(", "where")],
)  # fmt: skip
def test_a_parameter_that_cannot_be_read_is_said(client: TestClient, asked: str, word: str) -> None:
    for path in ("/", "/incidents.json"):
        if path != "/" and asked.startswith("view"):
            continue
        answer = client.get(f"{path}?{asked}")
        assert answer.status_code == 400, answer.text
        assert word in answer.text.casefold()


def test_articles_are_keys_and_no_names_of_files(client: TestClient, all_of: dict[str, Any]) -> None:
    for item in all_of["items"]:
        assert "documents" not in item
        assert len(item["articles"]) >= 1 and all(re.fullmatch(r"[0-9a-f]{16}", key) for key in item["articles"])
    assert client.get(f"/articles/{all_of['items'][0]['articles'][0]}").status_code == 200


def test_cells_of_the_csv_hold_what_is_known_and_nothing_else(client: TestClient, all_of: dict[str, Any]) -> None:
    table = list(csv.DictReader(io.StringIO(client.get("/incidents.csv").text.lstrip("\ufeff"))))
    assert not {"place not named", "None", "–"} & {r["place"] for r in table}
    by_id = {x["incident_id"]: x for x in all_of["items"]}
    for r in table:
        figures = [(f["harm"], f["side"] or "", f["over"]) for f in by_id[r["incident_id"]]["figures"]]
        assert (r["harm"], r["side"], r["over"]) in (figures or [("", "", "")])
        assert r["low"] == "" or r["figure"] not in ("", "–")


def test_nothing_found_says_how_to_go_on(client: TestClient) -> None:
    text = client.get("/?side=nobody+of+this+name").text
    assert "No incident is as asked." in text
    assert "side: nobody of this name" in text
    assert 'value="nobody of this name" checked' in text


def test_words_of_the_address_are_text(client: TestClient) -> None:
    text = client.get("/?q=%3Cscript%3Ealert(1)%3C/script%3E&side=%22%3E%3Cimg+src=x%3E").text
    assert "<script>alert" not in text and "<img src=x" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_names_that_are_hidden_are_no_filter(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Desk.shown_facets

    def hides(self: Desk, *asked: Any) -> dict[str, list[tuple[str, int]]]:
        counted = shown(self, *asked)
        return counted | {"side": [(v, n) for v, n in counted["side"] if v != "Velmara"] + [(HIDDEN, 2)]}

    assert 'name="side" value="Velmara"' in client.get("/").text
    monkeypatch.setattr(Desk, "shown_facets", hides)
    text = client.get("/").text
    assert 'name="side"' in text
    assert "Velmara" not in client.get("/incidents.json?kind=shelling").json()["facets"]["side"]
    assert 'value="Velmara"' not in text and HIDDEN not in text


def test_lenses_change_the_figures_and_stay_in_the_links(client: TestClient) -> None:
    text = client.get("/?policy=minmax").text
    assert '<option value="minmax" selected>' in text
    assert all("policy=minmax" in href for href in re.findall(r'<tr role="row" data-row.*?<a href="([^"]+)"', text, re.DOTALL))
    then = client.get("/?as_of=2023-03-01")
    assert then.status_code == 200
    assert "as of 2023-03-01: only what had been published by then" in then.text
    assert len(rows_of(then.text)) < len(rows_of(client.get("/").text))


def test_saved_search_is_an_address_and_a_feed(client: TestClient) -> None:
    text = client.get("/?kind=shelling&side=civilians").text
    for link in ("/incidents.json", "/incidents.csv", "/feed.atom"):
        assert f'href="{link}?side=civilians&amp;kind=shelling"' in text


def test_a_first_page_loads_less_than_100_kb_of_our_own_script_and_style(client: TestClient) -> None:
    """With the map and the timeline, which are loaded when they are seen."""
    wanted = set(re.findall(r'(?:href|src)="/static/([\w.-]+\.(?:css|js))', client.get("/").text))
    todo = set(wanted)
    while todo:
        name = todo.pop()
        text = assets.table()[name].read_text(encoding="utf-8")
        for module in re.findall(r'(?:from|import)\s*\(?\s*"\./([\w.-]+\.js)"', text):
            if module not in wanted:
                wanted.add(module)
                todo.add(module)
    assert {"base.css", "base.js", "incidents.js", "timeline.js", "map.js", "map-land.js", "map-points.js", "map.css"} <= wanted
    assert sum(assets.table()[name].stat().st_size for name in wanted) < 100_000


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    with writing(tmp_path / "ledger.db"):
        pass
    with TestClient(make_app(tmp_path / "ledger.db", Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        answer = asked.get("/")
        assert answer.status_code == 200
        assert "rashomon run" in answer.text
        assert "0 articles → 0 incidents; 0 figures used, 0 set aside" in answer.text
        assert asked.get("/incidents.json").json()["items"] == []
        assert asked.get("/map/points.json").json()["points"] == []
        assert asked.get("/incidents.csv").status_code == 200

"""The page of one incident, as it is asked for: what stands on it, where an id leads, what it says as JSON and CSV."""

from __future__ import annotations

import csv
import html
import io
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.queries import Desk, Lens
from rashomon.queries.incident import look
from rashomon.store import derived_tables as d
from rashomon.web import Settings, make_app
from rashomon.web.routes import incident as route

PARTS = ("why", "who-says-what", "over-time", "basis", "parted", "articles", "links", "lenses", "history")


@pytest.fixture(scope="module")
def ids(story_ledger: Path) -> dict[str, str]:
    """Ids of the incidents by their labels."""
    desk = Desk(story_ledger)
    with desk.read() as db:
        rows = list(db.execute(sa.select(d.incidents.c.incident_id, d.incidents.c.row)))
    desk.close()
    return {r.row["label"]: r.incident_id for r in rows if not r.row["background"]}


def words_of(page: str) -> str:
    """What a reader sees of a page, on one line."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def show(client: TestClient, incident: str, **params: str) -> str:
    answer = client.get(f"/incidents/{incident}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_card_stands_first(client: TestClient, ids: dict[str, str]) -> None:
    page = show(client, ids["Ambush in Hadrel"])
    words = words_of(page[page.index('id="card-title"') + 16 :])
    assert words.startswith("9 Nov 2023 · Hadrel")
    for part in (
        "gunmen , alleged by Ministry of the Interior of Murenia",
        "killed, Murenia 7 one party's word on its own dead; 4 reports, 2 texts, 2 speakers",
        "wounded, police 3 3 police one party's word on its own wounded; 4 reports, 1 text, 1 speaker",
        "count , killed, Murenia: differs from its own sources",
        "killing eleven officers",
        "could not confirm it.",
    ):
        assert part in words
    card = page[: page.index('id="why"')]
    assert "<svg" not in card
    assert 'id="map"' not in card
    assert all(page.index(f'id="{a}"') < page.index(f'id="{b}"') for a, b in itertools.pairwise(PARTS))


def test_alleged_and_denied_looks_different(client: TestClient, ids: dict[str, str]) -> None:
    page = show(client, ids["Shelling in Kirvash"])
    assert re.search(r'<section class="card incident-card alleged"', page)
    assert '<span class="badge bad">alleged and denied</span>' in page
    assert "no report" in words_of(page[page.index('<div class="figures') : page.index('class="quarrel"')])
    assert "incident-card alleged" not in show(client, ids["Ambush in Hadrel"])
    assert "incident-card contested" in show(client, ids["Rocket fire in Lorrimond"])


def test_every_reason_leads_to_its_rule_and_every_quote_to_its_article(client: TestClient, ids: dict[str, str]) -> None:
    page = show(client, ids["Ambush in Hadrel"])
    rules = set(re.findall(r'href="/rules/([^"]+)"', page))
    assert {"estimates.best.own_losses", "estimates.outlet_error", "estimates.range"} <= rules
    links = set(re.findall(r'href="/articles/([0-9a-f]{16})#(c-[0-9a-f]+)"', page))
    assert len(links) > 10
    for key, claim in sorted(links)[:4]:
        assert f'id="{claim}"' in client.get(f"/articles/{key}").text


def test_struck_figures_are_struck_and_say_why(client: TestClient, ids: dict[str, str]) -> None:
    page = show(client, ids["Ambush in Hadrel"])
    assert re.search(r'class="say other struck"[^>]*title="struck: 11 differs from its own sources: the original says 7"', page)
    assert "<s>11</s>" in page
    assert 'class="dot struck"' in page


def test_no_style_no_inline_script_and_nothing_called_independent(client: TestClient, ids: dict[str, str]) -> None:
    for incident in ids.values():
        page = show(client, incident)
        assert not re.search(r"<[^>]+\sstyle=", page)
        assert not re.search(r"<[^>]+\son[a-z]+=", page)
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert "independent source" not in page.lower()


def test_the_lens_stands_in_the_address_and_moves_the_figures(client: TestClient, ids: dict[str, str], story_ledger: Path) -> None:
    incident = ids["Rocket fire in Lorrimond"]
    then = words_of(show(client, incident, as_of="2023-05-21"))
    assert "killed, not said whose 31" in then
    assert "As published by the end of 21 may 2023 (utc)" in then or "as published by the end of 21 may 2023" in then.lower()
    assert "Not yet out:" in then
    told = CliRunner().invoke(command, ["show", incident, "--ledger", str(story_ledger), "--as-of", "2023-05-21", "--json"])
    rows = {(f["harm"], f["who"]): f["words"] for f in json.loads(told.output)["figures"]}
    answer = client.get(f"/incidents/{incident}.json", params={"as_of": "2023-05-21"}).json()
    assert {(f["harm"], f["who"]): f["words"] for f in answer["figures"]} == rows
    styled = show(client, incident, policy="acled-style")
    assert "acled-style (shown above)" in words_of(styled)
    assert f"/incidents/{incident}.json?policy=acled-style" in styled
    assert re.search(r'href="/articles/[0-9a-f]{16}\?policy=acled-style#c-', styled)


def test_an_id_that_it_had_leads_here_with_a_word(own_ledger: Path, ids: dict[str, str]) -> None:
    old, new = ids["Attack"], ids["Ambush in Hadrel"]
    done = CliRunner().invoke(command, ["decide", "merge", old, new, "--ledger", str(own_ledger), "--who", "Ada", "--why", "one event"])
    assert done.exit_code == 0, done.output
    with TestClient(make_app(own_ledger, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        moved = [asked.get(f"/incidents/{i}", follow_redirects=False) for i in (old, new)]
        [away] = [m for m in moved if m.status_code == 307]
        [stayed] = [m for m in moved if m.status_code == 200]
        assert stayed.text
        page = asked.get(away.headers["location"])
        assert page.status_code == 200
        assert re.search(r"inc-[0-9a-f]{16} is now this incident, since decision \d+ of Ada \(merge\): one event", words_of(page.text))
        again = asked.get(away.headers["location"].replace("/incidents/", "/incidents/").split("?")[0] + ".json")
        assert again.json()["decided"][0]["who"] == "Ada"


def test_the_beginning_of_an_id_leads_to_it(client: TestClient, ids: dict[str, str]) -> None:
    incident = ids["Ambush in Hadrel"]
    answer = client.get(f"/incidents/{incident[4:12]}", params={"policy": "minmax", "x": "<b>"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/incidents/{incident}?policy=minmax")
    assert client.get(f"/incidents/{incident[:12]}.csv").headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("wrong", ["inc-0000000000000000", "nothing", "..%2e", "inc-", "<script>", "a" * 500])
def test_what_is_no_incident_gets_a_page_that_helps(client: TestClient, wrong: str) -> None:
    answer = client.get(f"/incidents/{wrong}", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "<script>" not in answer.text
    assert "list" in words_of(answer.text)


@pytest.mark.parametrize("params", [{"policy": "nobody"}, {"as_of": "soon"}])
def test_broken_lenses_are_refused_in_words(client: TestClient, ids: dict[str, str], params: dict[str, str]) -> None:
    answer = client.get(f"/incidents/{ids['Attack']}.json", params=params)
    assert answer.status_code == 400
    assert next(iter(params.values())) in answer.json()["detail"]


def test_before_the_first_report(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/incidents/{ids['Ambush in Hadrel']}.json", params={"as_of": "2020-01-01"})
    assert answer.status_code == 404
    assert "had been published by the end of 1 Jan 2020" in answer.json()["detail"]


def test_json_says_what_show_says_and_more(client: TestClient, ids: dict[str, str], story_ledger: Path) -> None:
    incident = ids["Ambush in Hadrel"]
    answer = client.get(f"/incidents/{incident}.json")
    told = json.loads(CliRunner().invoke(command, ["show", incident, "--ledger", str(story_ledger), "--json"]).output)
    made = answer.json()
    for key in ("policy", "incident", "figures", "claims", "documents", "versions", "decisions", "names_shown"):
        assert made[key] == told[key]
    assert {q["words"] for q in made["matrix"]["questions"]} >= {"killed, Murenia", "who did it"}
    assert [(x["reports"], x["texts"], x["speakers"]) for x in made["lineages"]] == [(4, 2, 2), (4, 1, 1)]
    assert client.get(f"/incidents/{incident}.json", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_names_of_private_persons_are_in_no_answer(client: TestClient, ids: dict[str, str], story_ledger: Path) -> None:
    desk = Desk(story_ledger)
    found = 0
    for incident in ids.values():
        with desk.read() as db:
            documents = look(desk, db, Lens(), incident).documents
        masker = desk.masker(documents)
        texts = "".join(masker.text(n, 0, len(x.text)) for n, x in documents.items())
        hidden = {n for name in documents for n in masker.private(name) if " " in n and n not in texts}
        found += len(hidden)
        for ending in ("", ".json", ".csv"):
            told = html.unescape(client.get(f"/incidents/{incident}{ending}").text)
            assert not [n for n in hidden if n in told]
    desk.close()
    assert found > 3


def test_the_text_of_an_article_with_its_claims_marked(client: TestClient, ids: dict[str, str]) -> None:
    incident = ids["Ambush in Hadrel"]
    keys = re.findall(rf'href="/incidents/{incident}/text/([0-9a-f]{{16}})" data-said="text"', show(client, incident))
    assert len(keys) == 5
    page = client.get(f"/incidents/{incident}/text/{keys[0]}").text
    assert re.search(r'<a class="m[^"]*claim[^"]*counts', page)
    assert f'href="/articles/{keys[0]}#card-c-' in page
    assert client.get(f"/incidents/{incident}/text/{'0' * 16}").status_code == 404


def test_links_to_exports_give_this_incident(client: TestClient, ids: dict[str, str]) -> None:
    incident = ids["Ambush in Hadrel"]
    links = re.findall(r'href="(/api/v1/exports/[^"]+)"', show(client, incident, policy="minmax"))
    assert [x.split("?")[0].rsplit("/", 1)[1] for x in links] == ["ged", "acled", "jsonld", "briefing"]
    for link in links:
        assert client.get(html.unescape(link)).status_code == 200
    assert f"where=id%3D{incident}&amp;policy=minmax" in links[0]


def test_csv_has_the_claims(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/incidents/{ids['Ambush in Hadrel']}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert {r["incident_id"] for r in rows} == {ids["Ambush in Hadrel"]}
    assert len(rows) == len(client.get(f"/incidents/{ids['Ambush in Hadrel']}.json").json()["claims"])
    assert "killing seven officers" in {r["quote"] for r in rows}


def test_a_large_incident_is_given_its_parts_when_somebody_looks(
    client: TestClient, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = ids["Ambush in Hadrel"]
    whole = show(client, incident)
    monkeypatch.setattr(route, "CLAIMS", 3)
    monkeypatch.setattr(route, "WORDS", 3)
    page = show(client, incident)
    assert len(page) < len(whole) / 1.5
    for part in ("who-says-what", "over-time", "basis", "lenses", "history"):
        assert f'data-part="/incidents/{incident}/part/{part}"' in page
        alone = client.get(f"/incidents/{incident}/part/{part}")
        assert alone.status_code == 200
        assert f'id="{part}"' in alone.text
    matrix = client.get(f"/incidents/{incident}/part/who-says-what").text
    assert f'href="/incidents/{incident}/said/s0#said-s0-q0"' in matrix
    said = client.get(f"/incidents/{incident}/said/s0").text
    assert 'id="said-s0-q0"' in said
    assert "killing seven officers" in said
    assert client.get(f"/incidents/{incident}/said/s999").status_code == 404
    assert client.get(f"/incidents/{incident}/said/..%00").status_code == 400
    assert client.get(f"/incidents/{incident}/part/nothing").status_code == 404


def test_rows_beyond_some_are_folded(client: TestClient, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    incident = ids["Airstrike in Belquar"]
    monkeypatch.setattr(route, "ROWS", 1)
    page = show(client, incident)
    assert "more, who say less: show all" in words_of(page)
    every = show(client, incident, rows="all")
    assert "more, who say less" not in words_of(every)
    assert every.count("<tr data-row>") > page.count("<tr data-row>")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, list[str]]]:
    """A ledger of articles that try to be markup, and the ids of its incidents."""
    folder = tmp_path_factory.mktemp("hostile")
    nasty = '<img src=x onerror=alert(1)> <script>alert("2")</script> javascript:alert(3) {{ 7*7 }} </textarea>'
    texts = {
        "a": f"Shells hit the village of Dornhollow on 2 May 2031, killing three villagers, the governor of Ord said. {nasty}",
        "b": f"Shells hit the village of Dornhollow on 2 May 2031, killing four villagers, the {nasty[:28]} army said.",
    }
    lines = [
        json.dumps({"id": f'{k}"><svg onload=alert(4)>', "outlet": f"Outlet {k}</script><b>", "published": "2031-05-03", "title": nasty, "text": f"{nasty}\n\n{t}", "url": "javascript:alert(5)"})
        for k, t in texts.items()
    ]  # fmt: skip
    (folder / "in.jsonl").write_text("\n".join(lines) + "\n")
    done = CliRunner().invoke(command, ["run", str(folder / "in.jsonl"), "--out", str(folder), "-q"])
    assert done.exit_code == 0, done.output
    desk = Desk(folder / "ledger.db")
    with desk.read() as db:
        found = list(db.scalars(sa.select(d.incidents.c.incident_id)))
    desk.close()
    with TestClient(make_app(folder / "ledger.db", Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        yield asked, found


def test_words_of_articles_stay_words(hostile: tuple[TestClient, list[str]]) -> None:
    asked, found = hostile
    assert found
    for incident in found:
        for path in ("", "/part/who-says-what", "/part/over-time", "/part/basis", "/said/s0"):
            page = asked.get(f"/incidents/{incident}{path}").text
            assert "alert(" in html.unescape(page) or path
            for bad in ("<img src=x", "<script>alert", "<svg onload", 'href="javascript:', "</script><b>"):
                assert bad not in page
            assert "49" not in re.findall(r"\{\{.*?\}\}", html.unescape(page))

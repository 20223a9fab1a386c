"""The page of an article: the text as it came, every mark on its words, what is known of it. And two articles side by side."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.queries import Desk, Lens
from rashomon.queries.article import article, held
from rashomon.queries.claim_shown import article_key
from rashomon.queries.rules import unresolved
from rashomon.store import derived_tables as d
from rashomon.store.evidence import load_documents
from rashomon.web import Settings, make_app

MERIDIAN = "01-toll-grows/01-meridian.txt"
STORIES = Path(__file__).parents[2] / "examples" / "stories"


def words_of(page: str) -> str:
    """What stands on a page."""
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def text_of(page: str) -> str:
    """The marked text of an article's page, without the labels of noise."""
    inside = re.search(r'<div class="article marked">(.*?)\n</div>\n', page, re.S)
    assert inside
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="why".*?</a>', "", inside[1])))


def even(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_text_is_there_whole_with_noise_greyed(client: TestClient) -> None:
    page = client.get(f"/articles/{article_key(MERIDIAN)}").text
    came = (STORIES / MERIDIAN).read_text(encoding="utf-8")
    shown = re.escape(even(text_of(page))).replace(re.escape("[person1]"), r"[A-Z][\w.]+")
    assert re.fullmatch(shown, even(came)), "the text as it came, but for hidden names"
    assert re.search(r'<div class="noise"[^>]*><a class="why"[^>]*>boilerplate</a>Skip to main content</div>', page)
    assert re.search(r'<div class="headline">Bomb in grain market <span id="c-[0-9a-f]{16}" class="at"></span>', page)


def test_marks_stand_on_the_right_words(client: TestClient) -> None:
    page = client.get(f"/articles/{article_key(MERIDIAN)}").text
    marked = {(html.unescape(m[2]), c) for m in re.finditer(r'<a class="m ([^"]*)"[^>]*>([^<]*)</a>', page) for c in m[1].split()}
    assert {
        ("At least nine", "k-figure"), ("At least nine", "counts"), (" people", "k-victims"), ("Dolmeth", "k-place"), ("Tuesday", "k-day"),
        ("the Orrisk provincial health department", "k-speaker"), ("said", "k-cue"), ("2019", "k-aside"), ("March 14, 2023 11:20 GMT", "k-printed"),
    } <= marked  # fmt: skip
    said = [m[1] for m in re.finditer(r'<a class="m [^"]*k-figure[^"]*"[^>]*title="([^"]*)"', page)]
    assert any(
        s.startswith("how many: 9 or more (rule numbers.at_least, numbers.words); whom: side not told (rule side.unknown)") for s in said
    )
    assert "counts nobody: a date" in page


def test_every_mark_says_its_rule_without_a_script(client: TestClient) -> None:
    page = client.get(f"/articles/{article_key(MERIDIAN)}").text
    listed = re.findall(r'<li id="mark-(\d+)">(.*?)</li>', page, re.S)
    asked = {n for m in re.finditer(r'data-m="([\d ]+)"', page) for n in m[1].split()}
    assert asked == {n for n, _ in listed}
    for _, line in listed:
        if ">claim<" in line:
            assert re.search(r'href="/rules/[a-z]', line), line
    targets = set(re.findall(r'<a class="m [^"]*" href="#([^"]+)"', page))
    assert targets <= set(re.findall(r' id="([^"]+)"', page))


def test_quotes_are_verbatim_and_anchored(client: TestClient, story_ledger: Path) -> None:
    desk = Desk(story_ledger)
    with desk.read() as db:
        names = list(db.scalars(sa.select(d.document_facts.c.document)))
        assert len(names) == 37
        for name, one in held(db, names).items():
            page = client.get(f"/articles/{article_key(name)}").text
            for c in one.claims:
                assert one.document.text[c.start : c.end] == c.quote
                assert page.count(f' id="{c.claim_id}"') == 1, (name, c.quote)
                assert page.count(f' id="card-{c.claim_id}"') == 1
    desk.close()


def test_a_card_says_who_how_and_where_it_counts(client: TestClient) -> None:
    page = client.get(f"/articles/{article_key(MERIDIAN)}").text
    card = next(c for c in re.findall(r'<details class="card claimcard".*?</details>', page, re.S) if "killed: At least nine" in c)
    said = re.sub(r"\s+", " ", words_of(card.replace("</dt>", "</dt> ")))
    assert "At least nine people were killed" in said
    assert "Orrisk health department (“the Orrisk provincial health department”)" in said
    for words in (
        "voice indirect",
        "stance asserts",
        "where Dolmeth",
        "of claims like it were",
        "of claims placed like it were of their incident",
    ):
        assert words in said, said
    assert re.search(r'counted in</dt><dd><a href="/incidents/inc-[0-9a-f]{16}">', card)


def test_versions_with_the_words_that_changed(client: TestClient) -> None:
    page = client.get(f"/articles/{article_key('tns-lorrimond-2')}").text
    assert f'href="/articles/{article_key("tns-lorrimond-1")}"' in page
    assert "<del>in Vessaly kills 31, ministry says</del> <ins>attack lowered to 24</ins>" in page
    assert f'href="/articles/{article_key("tns-lorrimond-2")}"' in client.get(f"/articles/{article_key('tns-lorrimond-1')}").text


def test_copies_are_named(client: TestClient) -> None:
    page = client.get(f"/articles/{article_key('kestria-mail-ambush')}").text
    for name in ("03-wire-copied/01-tns.txt", "harbour-post-88121", "03-wire-copied/03-dailyglobe.txt"):
        assert f'<a href="/articles/{article_key(name)}">' in page
    assert "same words" in page


def test_an_address_is_a_link_only_where_a_browser_may_go(client: TestClient) -> None:
    page = client.get(f"/articles/{article_key('tns-lorrimond-2')}").text
    assert '<a href="https://tns.example/vessaly/lorrimond-bus-station" rel="noopener noreferrer">' in page


def test_names_of_private_persons_are_nowhere(client: TestClient) -> None:
    for end in ("", ".json", ".csv"):
        answer = client.get(f"/articles/{article_key('02-border-blame/02-velmara-today.txt')}{end}").text
        assert "Asker" not in answer and "Tovi" not in answer
    assert "Private [person 1], born 2002" in text_of(client.get(f"/articles/{article_key('02-border-blame/02-velmara-today.txt')}").text)


def test_no_page_says_a_name_that_is_hidden_in_it(client: TestClient, story_ledger: Path) -> None:
    """Marks, rules (an id can bear the name it was made for), cards, JSON and CSV."""
    desk = Desk(story_ledger)
    with desk.read() as db:
        names = list(db.scalars(sa.select(d.document_facts.c.document)))
        documents = load_documents(db, names)
    hidden = 0
    for name, document in documents.items():
        masker = desk.masker({name: document})
        text = masker.text(name, 0, len(document.text)).casefold()
        for private in masker.private(name):
            if private.casefold() in text or len(private) < 4:
                continue
            hidden += 1
            for end in ("", ".json", ".csv"):
                shown = html.unescape(client.get(f"/articles/{article_key(name)}{end}").text).casefold()
                assert private.casefold() not in shown and private.casefold().replace(" ", "-") not in shown, (name, end, private)
    desk.close()
    assert hidden > 10


def test_all_names_places_and_days_are_marked(client: TestClient) -> None:
    page = client.get(f"/articles/{article_key(MERIDIAN)}").text
    marked = {(html.unescape(m[2]), c) for m in re.finditer(r'<a class="m ([^"]*)"[^>]*>([^<]*)</a>', page) for c in m[1].split()}
    assert {("Police", "k-actor"), ("Dolmeth", "k-spot"), ("Kestria", "k-spot")} <= marked
    assert any(kind == "k-time" and "nine in the morning" in words for words, kind in marked) or ("2019", "k-time") in marked
    assert re.search(r'title="[^"]*place: Dolmeth[^"]*\(rule place\.[a-z_]+', page)


def test_every_rule_of_a_mark_leads_somewhere(client: TestClient) -> None:
    for name in (MERIDIAN, "02-border-blame/01-meridian.txt", "tns-lorrimond-2", "08-total-and-parts/01-meridian.txt"):
        marks = client.get(f"/articles/{article_key(name)}.json").json()["marks"]
        assert unresolved({r for m in marks for r in m["rules"]}) == []


def test_json_and_csv_say_the_same(client: TestClient) -> None:
    key = article_key(MERIDIAN)
    data = client.get(f"/articles/{key}.json").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/articles/{key}.csv").content.decode("utf-8-sig"))))
    assert [r["claim_id"] for r in rows] == [c["claim_id"] for c in data["claims"]]
    assert len(rows) == 6 and data["title"] == "Bomb in grain market kills at least nine in Kestria"
    assert {"quote", "speaker", "stance", "rule"} <= set(data["claims"][0])
    again = client.get(f"/articles/{key}.json", headers={"If-None-Match": client.get(f"/articles/{key}.json").headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("key", ["zz", "0" * 16, "..%2f..%2fetc", "1aa17381b30a7b9f0", "ÄÖÜ", "%00", "compare.json.csv"])
def test_an_unknown_key_is_a_problem(client: TestClient, key: str) -> None:
    assert client.get(f"/articles/{key}").status_code in (400, 404)
    assert client.get(f"/articles/{key}.json").status_code in (400, 404)


def test_the_lens_goes_along(client: TestClient) -> None:
    page = client.get(f"/articles/{article_key(MERIDIAN)}?policy=minmax").text
    assert re.search(r'href="/incidents/inc-[0-9a-f]{16}\?policy=minmax"', page)
    early = client.get(f"/articles/{article_key(MERIDIAN)}?as_of=2020-01-01").text
    assert "had not been published" in early and "/incidents/inc-" not in early


HOSTILE = (
    "<script>alert(1)</script> & \"quoted\" 'single' <img src=x onerror=alert(2)>\n\n"
    "Shelling killed 12 people in Orvale on 3 May 2031, the \u202eministry\u202c said. {{ 7*7 }} {% raw %} ]]> --> \x07\n\n"
    '</textarea></script><svg onload=alert(3)> 4 soldiers died, said "><b>the army</b>.\n'
)


@pytest.fixture(scope="module")
def hostile_client(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    (folder / "in" / "x<b>&.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "in" / "deutsch.txt").write_text(
        "Bei einem Anschlag auf einen Markt sind nach Angaben der Behörden zwölf Menschen getötet worden. Das teilte die Regierung am Montag mit, es gab auch viele Verletzte.",
        encoding="utf-8",
    )
    done = CliRunner().invoke(command, ["run", str(folder / "in"), "--out", str(folder / "out"), "-q"])
    assert done.exit_code == 0, done.output
    with TestClient(make_app(folder / "out" / "ledger.db", Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        yield asked


def test_hostile_text_is_text(hostile_client: TestClient) -> None:
    key = article_key("x<b>&.txt")
    page = hostile_client.get(f"/articles/{key}")
    assert page.status_code == 200
    for tag in ("<script>alert", "<img src=x", "<svg onload", "<b>the army"):
        assert tag not in page.text
    assert "{{ 7*7 }}" in words_of(page.text) and "U+202E" in page.text and "U+0007" in page.text
    assert hostile_client.get(f"/articles/compare?a={key}&b={key}").status_code == 200
    assert "<script>alert" not in hostile_client.get(f"/articles/compare?a={key}&b={key}").text
    found = hostile_client.get("/search?q=alert").text
    assert "<mark>alert</mark>" in found and "<script>alert" not in found


def test_what_was_set_aside_has_a_page_with_the_reason(hostile_client: TestClient) -> None:
    page = hostile_client.get(f"/articles/{article_key('deutsch.txt')}")
    assert page.status_code == 200
    assert "Set aside." in page.text and "its language is 'de', for which there is no lexicon" in words_of(page.text)
    assert "zwölf Menschen getötet" in words_of(page.text)


def test_a_forgotten_article_says_so(own_ledger: Path) -> None:
    key = article_key(MERIDIAN)
    done = CliRunner().invoke(
        command, ["forget", MERIDIAN, "--ledger", str(own_ledger), "--why", "asked for", "--who", "R. Editor", "--yes"]
    )
    assert done.exit_code == 0, done.output
    with TestClient(make_app(own_ledger, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as asked:
        answer = asked.get(f"/articles/{key}")
    assert answer.status_code == 410
    assert "removed on request" in answer.text and MERIDIAN not in answer.text


def test_an_article_is_asked_for_by_key_alone(story_ledger: Path) -> None:
    desk = Desk(story_ledger)
    with desk.read() as db:
        assert article(desk, db, Lens(), article_key(MERIDIAN).upper()) is None
        assert article(desk, db, Lens(), MERIDIAN) is None
    desk.close()

"""A ledger grows: what it holds is not read again, and one go or many give the same bytes."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from rashomon.pipeline.run import run
from rashomon.store import Ledger, evidence

STORY = Path(__file__).parents[2] / "examples" / "stories"
FILES = ("documents.jsonl", "claims.jsonl", "incidents.jsonl")


def contents(out):
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def articles():
    story = sorted(p for p in STORY.iterdir() if p.is_dir())[0]
    return sorted(story.glob("*.txt"))


def test_article_by_article_gives_what_one_go_gives(articles, tmp_path):
    run(articles, tmp_path / "whole")
    for article in reversed(articles):
        summary = run([article], tmp_path / "grown")
    assert contents(tmp_path / "grown") == contents(tmp_path / "whole")
    assert summary.new == 1


def test_what_the_ledger_holds_is_not_read_again(articles, tmp_path):
    run(articles, tmp_path / "out")
    before = contents(tmp_path / "out")
    again = run(articles, tmp_path / "out")
    assert (again.new, again.known) == (0, len(articles))
    assert contents(tmp_path / "out") == before
    assert run(articles, tmp_path / "out", reread=True).new == len(articles)
    assert contents(tmp_path / "out") == before


def test_two_processes_give_the_same_bytes(articles, tmp_path):
    run(articles, tmp_path / "one")
    run(articles, tmp_path / "two", workers=2)
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_texts_that_changed_places_are_kept_under_their_own_names(tmp_path):
    told = {
        "a": "Four villagers were killed when gunmen attacked the village of Marrow on Monday, police said.\n",
        "b": "Six soldiers were killed in a roadside bombing near Dornhollow on Tuesday, the army said.\n",
        "n": "Two policemen were wounded in a shooting at a checkpoint in Eastmere on Thursday, officials said.\n",
    }
    folder = tmp_path / "in"
    folder.mkdir()
    for names in ({"1.txt": "a", "2.txt": "b"}, {"1.txt": "n", "2.txt": "a", "3.txt": "b"}):
        for name, text in names.items():
            (folder / name).write_text(told[text])
        run([folder], tmp_path / "out")
        with Ledger(tmp_path / "out" / "ledger.db").read() as db:
            kept = evidence.load_documents(db, names)
        assert {n: x.text.split()[0] for n, x in kept.items()} == {n: told[text].split()[0] for n, text in names.items()}
    assert run([folder], tmp_path / "out").new == 0


def _figures(out):
    rows = [json.loads(line) for line in (out / "incidents.jsonl").read_text().splitlines()]
    return sorted((e["harm"], e["best"], e["best_withheld"]) for r in rows for e in r["estimates"] if e["over"] == "all_sides")


def test_a_file_that_is_used_again_takes_no_figure_back(tmp_path):
    told = [
        "Four villagers were killed when gunmen attacked the village of Marrow on Monday, police said.",
        "Six soldiers were killed in a roadside bombing near Dornhollow on Tuesday, the army said.",
    ]
    for text in told:
        (tmp_path / "latest.txt").write_text(text + "\n")
        run([tmp_path / "latest.txt"], tmp_path / "out")
    assert _figures(tmp_path / "out") == [("killed", 4, None), ("killed", 6, None)]


def test_a_list_that_grows_at_its_head_takes_no_figure_back(tmp_path):
    feed = tmp_path / "feed.jsonl"  # records without an id are called by their line
    place = "were killed when gunmen attacked the market of {} on Monday, police said."
    told = [f"{n} people {place.format(p)}" for n, p in (("Four", "Marrow"), ("Six", "Dornhollow"), ("Nine", "Eastmere"))]
    for count in (2, 3):
        records = [{"text": told[n], "url": f"https://gazette.example/{n}", "published": f"2031-05-0{n + 5}"} for n in range(count)]
        feed.write_text("\n".join(map(json.dumps, reversed(records))) + "\n")
        run([feed], tmp_path / "out")
    assert _figures(tmp_path / "out") == [("killed", 4, None), ("killed", 6, None), ("killed", 9, None)]


def test_a_changed_text_is_a_version_and_stays_one_when_it_is_read_again(tmp_path):
    for number in ("Fourteen", "Four"):
        text = f"{number} villagers were killed when gunmen attacked the village of Marrow on Monday, police said.\n"
        (tmp_path / "a.txt").write_text(text)
        run([tmp_path / "a.txt"], tmp_path / "out")
    before = contents(tmp_path / "out")
    assert _figures(tmp_path / "out") == [("killed", 4, None)]
    run([tmp_path / "a.txt"], tmp_path / "out", reread=True)
    assert contents(tmp_path / "out") == before


def test_a_text_that_is_the_latest_again_can_come_under_a_second_name_too(tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("rashomon.pipeline.run"), "BATCH", 1)
    text = "{} villagers were killed when gunmen attacked the village of Marrow on Monday, police said.\n"
    folder = tmp_path / "in"
    folder.mkdir()
    for files in ({"a.txt": "Four"}, {"a.txt": "Five"}, {"a.txt": "Four", "b.txt": "Four"}):
        for name, number in files.items():
            (folder / name).write_text(text.format(number))
        run([folder], tmp_path / "out")
    with Ledger(tmp_path / "out" / "ledger.db").read() as db:
        kept = {name: x.text.split()[0] for name, x in evidence.load_documents(db, evidence.names(db)).items()}
    assert (kept["a.txt"], kept["b.txt"]) == ("Four", "Four")

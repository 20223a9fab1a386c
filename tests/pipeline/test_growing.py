"""A ledger grows: what it holds is not read again, and one go or many give the same bytes."""

from pathlib import Path

import pytest

from rashomon.pipeline import run
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

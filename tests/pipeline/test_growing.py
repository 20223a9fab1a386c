"""A ledger grows: what it holds is not read again, and one go or many give the same bytes."""

from pathlib import Path

import pytest

from rashomon.pipeline import run

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

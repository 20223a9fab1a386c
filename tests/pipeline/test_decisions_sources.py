"""A corrections file is known by a name that stays when its folder moves, and tells nothing of the computer."""

from __future__ import annotations

import shutil
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from asking_stories import articles
from rich.console import Console

from rashomon.errors import InputError
from rashomon.exports.summary import print_summary
from rashomon.pipeline.decisions_file import decisions_of_file
from rashomon.pipeline.decisions_sources import correction_files, of_files, shown_source
from rashomon.pipeline.run import run
from rashomon.store import Ledger, where_of
from rashomon.store.decisions import load_decisions

ENTRY = "- {document: first, quote: killing four villagers, wrong: figure, right: 5, why: misread, who: K. Reader}\n"
OTHER = "- {document: mine, quote: killed two soldiers, wrong: figure, right: 3, why: misread, who: K. Reader}\n"


def decisions(out: Path) -> list[tuple[str, str]]:
    with closing(Ledger(where_of(out))) as ledger, ledger.read() as db:
        return [(d.kind, d.source) for d in load_decisions(db)]


def test_a_moved_folder_changes_nothing_and_a_missing_file_is_said(tmp_path: Path) -> None:
    out, news = tmp_path / "out", tmp_path / "home" / "news"
    articles(news, "first")
    (news / "corrections.yml").write_text(ENTRY, encoding="utf-8")
    assert run([news], out).absent == ()
    assert decisions(out) == [("figure", "news/corrections.yml")]
    moved = tmp_path / "elsewhere" / "news"
    shutil.copytree(news, moved)
    shutil.rmtree(news)
    run([moved], out)
    run([moved / "first.jsonl"], out)
    assert decisions(out) == [("figure", "news/corrections.yml")]
    (moved / "corrections.yml").unlink()
    summary = run([moved], out)
    assert summary.absent == ("news/corrections.yml",) and [s.state for s in summary.derived.decisions] == ["applied"]
    console = Console(width=300, record=True, file=StringIO())
    print_summary(summary, console)
    assert "decisions of news/corrections.yml stay in force: the file was not there; undo them with rashomon undo" in console.export_text()
    (moved / "corrections.yml").write_text("", encoding="utf-8")
    assert run([moved], out).absent == ()
    assert [kind for kind, _ in decisions(out)] == ["figure", "undo"]


def test_another_folder_of_the_same_name_takes_nothing_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for folder, name, entry in (("2030/march", "first", ENTRY), ("2031/march", "mine", OTHER)):
        articles(tmp_path / folder, name)
        (tmp_path / folder / "corrections.yml").write_text(entry, encoding="utf-8")
        run([tmp_path / folder], out)
    run([tmp_path / "2030/march"], out)
    assert decisions(out) == [("figure", "march/corrections.yml"), ("figure", "march (2)/corrections.yml")]
    with pytest.raises(InputError, match=r"two files of corrections are called march/corrections\.yml"):
        run([tmp_path / "2030/march", tmp_path / "2031/march"], out)


def test_files_below_and_beside_have_the_name_of_their_folder(tmp_path: Path) -> None:
    for place, entry in (("a", ENTRY), ("a/sub", OTHER), ("b", "")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "corrections.yml").write_text(entry, encoding="utf-8")
    found = correction_files([tmp_path / "a" / "sub", tmp_path / "b" / "x.txt", tmp_path / "a"])
    assert found == {"a/corrections.yml": ENTRY, "a/sub/corrections.yml": OTHER, "b/corrections.yml": ""}


@pytest.mark.parametrize("path", ["/home/reader/news/corrections.yml", "C:\\Users\\reader\\news\\corrections.yml"])
def test_whole_paths_of_older_ledgers_are_recognised_and_not_printed(path: str) -> None:
    [taken] = of_files([], {}, {path: ENTRY}, (), "2031-05-04T12:00").rows
    assert taken.source == "news/corrections.yml" == shown_source(path)
    assert of_files([taken], {"news/corrections.yml": ENTRY}, {path: ENTRY}, {"first"}, "2031-05-05T12:00").rows == []
    [gone] = of_files([taken], {"news/corrections.yml": ""}, {path: ENTRY}, {"first"}, "2031-05-05T12:00").rows
    assert (gone.kind, gone.undoes) == ("undo", taken.decision_id)
    assert of_files([taken], {}, {path: ENTRY}, {"first"}, "2031-05-05T12:00").absent == ["news/corrections.yml"]
    old = decisions_of_file(ENTRY, "/home/reader/news/corrections.yml")  # made before sources were shortened
    assert of_files(old, {"news/corrections.yml": ENTRY}, {}, {"first"}, "2031-05-05T12:00").rows == []

"""``import rashomon`` as its user has it: light to import, answers that are tables, names hidden, every public name told of, examples that run."""

from __future__ import annotations

import csv
import inspect
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

import rashomon
from rashomon.corpus.articles import Article
from rashomon.exports.codebooks import codebook
from rashomon.notebook import bar
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store import writing

ROOT = Path(__file__).parents[1]
STORIES = ROOT / "examples" / "stories"
TABLES = ("incidents", "claims", "documents", "estimates", "disagreements")
HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(2)> Four killed

MARROW, May 4 - Four people were killed in Marrow on Monday, the <b>town</b>'s mayor "><svg onload=alert(3)> said. Mirelda Quoxley, 34, a baker, was killed with three neighbours, police said.
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("surface")
    summary = rashomon.run(STORIES / "01-toll-grows", folder / "out")
    assert isinstance(summary, rashomon.RunSummary) and summary.new == 5
    return folder / "out"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "ledger.db"
    article = Article("<i>a.txt", HOSTILE, outlet="</td><script>x</script>", url="javascript:alert(1)", published="2031-05-05T08:00:00")
    with writing(path) as ledger:
        session = Session.start(ledger, "run", framed("current"))
        session.add(read_batch([article]))
        session.finish()
    return path


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert not [a for a, _ in attrs if a.startswith("on") or a in {"href", "src"}], attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


OURS = {"div", "p", "b", "i", "h4", "ul", "li", "small", "br", "table", "thead", "tbody", "tr", "th", "td", "svg", "title", "line", "circle", "path"}  # fmt: skip


def checked(html: str) -> str:
    tags = Tags()
    tags.feed(html)
    assert tags.found <= OURS, tags.found - OURS
    return " ".join(" ".join(tags.words).split())


def test_importing_is_light() -> None:
    code = (
        "import sys, rashomon; rashomon.__version__; dir(rashomon);"
        "heavy = {'spacy', 'sqlalchemy', 'numpy', 'pandas', 'lxml', 'resiliparse', 'rashomon.api'} & set(sys.modules);"
        "assert not heavy, heavy; rashomon.Ledger; assert 'spacy' not in sys.modules and 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_not_there_says_so() -> None:
    with pytest.raises(AttributeError, match="no attribute 'ledger'"):
        _ = rashomon.ledger  # type: ignore[attr-defined]
    assert set(rashomon.__all__) <= set(dir(rashomon))


def test_the_page_tells_of_every_public_name() -> None:
    page = (ROOT / "docs" / "how-to" / "python.md").read_text(encoding="utf-8")
    for name in rashomon.__all__:
        value = getattr(rashomon, name)
        assert f"`{name}" in page or f"`rashomon.{name}" in page, name
        assert name == "__version__" or inspect.getdoc(value), name
    for cls in (rashomon.Ledger, rashomon.Table, rashomon.IncidentView):
        for name, value in vars(cls).items():
            if not name.startswith("_"):
                assert re.search(rf"[`.]{name}\b", page), (cls.__name__, name)
                assert inspect.isroutine(value) is False or inspect.getdoc(value), (cls.__name__, name)


def test_read_gives_articles_as_the_program_takes_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two killed in Marrow\n\nTwo people were killed in Marrow, police said.\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("body,headline\nThree people died.,Three die\n", encoding="utf-8")
    items = list(rashomon.read(tmp_path / "a.txt", str(tmp_path / "b.csv"), mapping={"text": "body", "title": "headline"}))
    assert [type(x).__name__ for x in items] == ["Article", "Article"]
    assert items[1].title == "Three die"
    with pytest.raises(rashomon.RashomonError, match="no such file"):
        list(rashomon.read(tmp_path / "none.txt"))
    with pytest.raises(rashomon.RashomonError, match="say what to read"):
        rashomon.read()
    with pytest.raises(rashomon.RashomonError, match="at least one process"):
        rashomon.run(tmp_path, tmp_path / "out", workers=0)


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_rows_frames_and_csv(out: Path, name: str, tmp_path: Path) -> None:
    with rashomon.Ledger.open(out) as ledger:
        table = getattr(ledger, name)()
    rows = list(table)
    assert len(table) == len(rows) >= 1 and table.columns == codebook(name).header
    assert all(set(r) == set(table.columns) for r in rows)
    frame, other = table.to_pandas(), table.to_polars()
    assert tuple(frame.columns) == tuple(other.columns) == table.columns and len(frame) == other.height == len(rows)
    for c in codebook(name).columns:
        plain = [r[c.name] for r in rows]
        assert other[c.name].to_list() == plain, c.name
        if c.type == "int":
            assert str(frame[c.name].dtype) == "Int64" and [None if x is None else int(x) for x in frame[c.name].astype(object).where(frame[c.name].notna(), None)] == plain  # fmt: skip
    with table.to_csv(tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(rows)
    assert table[:1].rows == rows[:1] and f"{len(rows)} rows" in repr(table)
    assert f"{len(rows)} rows of {name}" in checked(table._repr_html_())


def test_tables_hold_what_the_export_holds(out: Path, tmp_path: Path) -> None:
    with rashomon.Ledger.open(out) as ledger:
        made = ledger.export("csv", tmp_path / "csv")
        for name in TABLES:
            getattr(ledger, name)().to_csv(tmp_path / f"{name}.csv")
            assert (tmp_path / f"{name}.csv").read_bytes() == (tmp_path / "csv" / f"{name}.csv").read_bytes(), name
    assert isinstance(made, rashomon.Made) and made.incidents == 2


def test_questions_are_those_of_the_command(out: Path, tmp_path: Path) -> None:
    with rashomon.Ledger.open(out) as ledger:
        assert len(ledger.incidents()) == 2
        none = ledger.incidents(since=date(2030, 1, 1))
        assert not none and none.notes == ("not asked for, before that day: 2",)
        assert [r["killed_best"] >= 5 for r in ledger.incidents(where="killed>=5")] == [True]
        early = ledger.incidents(as_of=datetime(2023, 3, 14, 23, 59))
        assert max(r["killed_best"] or 0 for r in early) < max(r["killed_best"] or 0 for r in ledger.incidents())
        assert "documents published later, left out: 2" in early.notes
        assert {e["policy"] for e in ledger.estimates(policy="minmax")} == {"minmax"}
        with pytest.raises(rashomon.RashomonError, match="policy"):
            ledger.incidents(policy="best guess")
        with pytest.raises(rashomon.RashomonError, match="where"):
            ledger.incidents(where="colour=red")
        with pytest.raises(rashomon.RashomonError, match="no format 'shapefile'"):
            ledger.export("shapefile", tmp_path / "x")
        with pytest.raises(rashomon.RashomonError, match="write one of exact, spreadsheet"):
            ledger.claims().to_csv(tmp_path / "x.csv", dialect="tsv")
        general = [c for c in ledger.claims() if c["incident_id"] is None]
        assert not [c for c in ledger.claims(where="killed>=0") if c["incident_id"] is None]
        assert general or "general statements" in " ".join(ledger.claims(where="killed>=0").notes)
    with pytest.raises(rashomon.RashomonError, match="was closed"):
        ledger.claims()
    assert "closed" in repr(ledger) and "closed" in ledger._repr_html_()
    with pytest.raises(rashomon.RashomonError, match="there is no ledger"):
        rashomon.Ledger.open(tmp_path / "nothing")


def test_one_incident(out: Path) -> None:
    with rashomon.Ledger.open(out) as ledger:
        ident = max(ledger.incidents(), key=lambda r: r["killed_best"])["incident_id"]
        view = ledger.incident(ident)
        assert view.row["incident_id"] == ident and view.policy == "current"
        assert {c["incident_id"] for c in view.claims} == {ident} and len(view.claims) == view.row["claims"]
        assert ident in repr(view)
        words = checked(view._repr_html_())
        assert "where they part" in words and "who did it:" in words and "—" in words and ident in words
        for wrong in ("inc-0000000000000000", 'x" or', ""):
            with pytest.raises(rashomon.RashomonError, match="there is no incident"):
                ledger.incident(wrong)
        assert ident in checked(ledger._repr_html_())


def test_rows_far_down_are_shown_by_what_they_hold(out: Path) -> None:
    with rashomon.Ledger.open(out) as ledger:
        table = ledger.incidents()
        bare = rashomon.Table(table.name, table.rows)
        assert "low" in checked(bare._repr_html_()) and all(r["incident_id"] in bare._repr_html_() for r in table)
        many = rashomon.Table(table.name, table.rows * 30, table.notes)
        assert "40 more rows are not shown" in checked(many._repr_html_())
        made = ledger.export("briefing", out.parent / "b.html", format="html")
    assert made.incidents == 2 and made.out.read_text(encoding="utf-8").count("<section") == 2


def test_words_of_articles_are_never_markup(hostile: Path) -> None:
    with rashomon.Ledger.open(hostile) as ledger:
        shown = [getattr(ledger, n)()._repr_html_() for n in TABLES] + [ledger._repr_html_()]
        shown += [ledger.incident(r["incident_id"])._repr_html_() for r in ledger.incidents()]
    words = [checked(html) for html in shown]
    assert any("<script>" in w for w in words)  # as text


def test_names_of_private_persons_are_hidden_or_on_record(hostile: Path) -> None:
    with rashomon.Ledger.open(hostile) as ledger:
        told = [str(list(getattr(ledger, n)())) for n in TABLES] + [getattr(ledger, n)()._repr_html_() for n in TABLES]
        told += [
            x
            for r in ledger.incidents()
            for x in (repr(ledger.incident(r["incident_id"])), ledger.incident(r["incident_id"])._repr_html_())
        ]
    assert not [x for x in told if "Quoxley" in x]
    assert "[person 1]" in "".join(told)
    with rashomon.Ledger.open(hostile, names=True, who="R. Reader") as ledger:
        assert "Quoxley" in str(list(ledger.claims()))
    with closing(sqlite3.connect(hostile)) as db:
        assert db.execute("select kind, who, why from decisions").fetchall() == [("names", "R. Reader", "rashomon.Ledger in Python")]


def test_what_is_missing_is_named(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with rashomon.Ledger.open(out) as ledger:
        table = ledger.incidents()
    for library in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(rashomon.RashomonError, match=f"pip install {library}"):
            getattr(table, f"to_{library}")()


def test_a_bar_is_drawn_from_what_is_known() -> None:
    assert bar(None, None, None) == ""
    assert "low 2, best 4, high 6" in bar(2, 4, 6) and "circle" in bar(2, 4, 6)
    withheld, open_end = bar(2, None, 6), bar(12, 12, None, open=True)
    assert "circle" not in withheld and "or more" in open_end and "path" in open_end
    assert 'cx="60.0"' in bar(0, 5, 10)  # the middle of the scale


@pytest.mark.parametrize("script", sorted(p.name for p in (ROOT / "examples").glob("*.py")))
def test_examples_run(script: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / script, tmp_path / "out"], capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 5 and (tmp_path / "out" / "ledger.db").is_file()

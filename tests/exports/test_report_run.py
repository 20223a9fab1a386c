"""The report of a run whose workers looked for names is the one that this process writes alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.exports.report import write_report
from rashomon.exports.report_run import Report
from rashomon.people import masker
from rashomon.pipeline.balance import balance_in
from rashomon.pipeline.executors import Local
from rashomon.pipeline.run import run
from rashomon.pipeline.view import shown_texts, view
from rashomon.pipeline.write import BegunPage
from rashomon.store import where_of, writing

STORIES = Path(__file__).parents[2] / "examples" / "stories" / "01-toll-grows"


class Eager(Local):
    """Does at once what it is given, and tells how much that was; with ``dies`` no worker survives any of it."""

    workers = 2
    ready = True

    def __init__(self, *, dies: bool = False) -> None:
        self.given: list[Any] = []
        self.dies = dies

    def map(self, work: Callable[[Any], Any], items: Iterable[Any], lost: Callable[[Any], Any] | None = None) -> Iterator[Any]:
        items = list(items)
        self.given += items
        if self.dies:
            assert lost is not None, "a run would end here"
            return iter([lost(item) for item in items])
        return iter([work(item) for item in items])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "out"
    run([STORIES], folder, page=write_report)
    return folder


@pytest.mark.parametrize(("coarsen", "dies"), [(False, False), (True, False), (False, True)])
def test_the_report_is_the_same(out: Path, tmp_path: Path, coarsen: bool, dies: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    page, engine = Report(coarsen=coarsen), Eager(dies=dies)
    assert isinstance(page, BegunPage)
    with writing(where_of(out)) as ledger, ledger.read() as db:
        texts = shown_texts(db)
        shown, balance = view(db), balance_in(db)
        write_report(tmp_path / "alone.html", shown, balance, coarsen=coarsen)
        masker._whole.cache_clear()
        page.begin(texts, engine)
        assert sorted(text for piece in engine.given for text in piece) == sorted({d.text for d in shown.documents})
        monkeypatch.setattr(masker, "judged_runs", _only_parts(masker.judged_runs))
        page(tmp_path / "begun.html", shown, balance)
    assert (tmp_path / "begun.html").read_bytes() == (tmp_path / "alone.html").read_bytes()


def _only_parts(real: Callable[..., Any]) -> Callable[..., Any]:
    def judged(text: str, *, whole: bool = False) -> Any:
        assert not whole, "an article was looked through again"
        return real(text)

    return judged


def test_where_names_are_shown_nobody_looks_for_them(out: Path) -> None:
    engine = Eager()
    Report(names=True).begin(["Ivo Tarn was killed."], engine)
    assert engine.given == []

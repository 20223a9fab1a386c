"""Ledgers that exports are made of: stories of the examples, and articles with all that a table can trip over."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.corpus.articles import Article
from rashomon.model import Place
from rashomon.model.exported import About, Told
from rashomon.pipeline.exporting import Wanted, exported
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store import Ledger, writing

STORIES = Path(__file__).parents[2] / "examples" / "stories"

WILD = """=HYPERLINK("x") kills four in Marrow; @town says

MARROW, May 4 - Four people were killed and nine wounded when a shell hit the house of Mirelda Quoxley, a baker, in Marrow on Monday, the town's mayor said; "+1 more," he said.

"We heard it fall and ran to the cellar," said Obrecht Vandermill, 61, a neighbour who lost his son Tamas Vandermill, 19, in the blast. The army of Freedonia denied that it had fired on the town.
"""  # fmt: skip
OTHER = """Five killed in Marrow

MARROW, May 4 - Five people were killed on Monday when a shell hit a house in Marrow, police said. At least 20 were wounded.
"""
#: Names of private persons in these articles.
PRIVATE = ("Quoxley", "Mirelda", "Vandermill", "Obrecht", "Tamas")


@dataclass(frozen=True)
class Exports:
    """A ledger, and the command on it."""

    ledger: Path
    private: tuple[str, ...] = PRIVATE

    def run(self, *words: str | Path, code: int = 0) -> str:
        """Runs ``rashomon export`` on a copy-free ledger; gives what is printed, or the error."""
        done = CliRunner().invoke(app, ["export", *map(str, words), "--ledger", str(self.ledger)])
        if code:
            assert done.exit_code != 0, done.output
            return str(done.exception)
        assert done.exit_code == 0, (done.output, done.exception)
        return done.output


def _told(path: Path, *runs: list[Path]) -> Exports:
    for inputs in runs:
        done = CliRunner().invoke(app, ["run", *map(str, inputs), "--out", str(path), "-q"])
        assert done.exit_code == 0, (done.output, done.exception)
    return Exports(path / "ledger.db")


@pytest.fixture(scope="session")
def two_stories_made(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    folder = tmp_path_factory.mktemp("two-stories")
    first, second = (
        [STORIES / "01-toll-grows"],
        sorted(p for p in (STORIES / "02-border-blame").iterdir() if p.name[:2] in {"02", "03", "04", "05"}),
    )
    return _told(folder, first, second)


@pytest.fixture
def two_stories(two_stories_made: Exports, tmp_path: Path) -> Exports:
    """A ledger of two runs, a story each, that a test may write to."""
    return Exports(Path(shutil.copy(two_stories_made.ledger, tmp_path / "two.db")))


@pytest.fixture(scope="session")
def wild_made(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    path = tmp_path_factory.mktemp("wild") / "ledger.db"
    readings = read_batch(
        [
            Article(
                "mirelda-quoxley.txt",
                WILD,
                outlet="@gazette",
                url="https://gazette.example/mirelda-quoxley",
                published="2031-05-05T08:00:00",
            ),
            Article('=1+1, "b"; c.txt', OTHER, outlet="-Courier", url="https://courier.example/b", published="2031-05-06T10:00:00"),
        ]
    )
    with writing(path) as ledger:
        session = Session.start(ledger, "run", framed("current"))
        session.add(readings)
        session.finish()
    return Exports(path)


@pytest.fixture
def wild(wild_made: Exports, tmp_path: Path) -> Exports:
    """A ledger with formulas, quotes, semicolons and private names in it."""
    return Exports(Path(shutil.copy(wild_made.ledger, tmp_path / "wild.db")))


@pytest.fixture
def on_a_map(two_stories: Exports) -> tuple[About, list[Told]]:
    """The incidents of two stories, the first two at places with coordinates: a town, and a province."""
    with closing(Ledger(two_stories.ledger)) as ledger, ledger.read() as db:
        about, found = exported(db, Wanted())
        told = list(found)
    places = (
        Place("Marrow", "Orla", "Kestria", 12.5, -3.25, 1, "the only entry"),
        Place("Orla", None, "Kestria", 13.0, 179.5, 4, "a province"),
    )
    return about, [*(replace(t, incident=replace(t.incident, place=p)) for t, p in zip(told, places, strict=False)), *told[2:]]

"""Incidents of the made-up stories as the page of one sees them: fixtures for tests of its parts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.queries import Desk, Lens
from rashomon.queries.incident import look
from rashomon.queries.incident_said import Citer
from rashomon.store import derived_tables as d

STORIES = Path(__file__).parents[2] / "examples" / "stories"


@pytest.fixture(scope="session")
def ledger(tmp_path_factory):
    """All stories but two in one run, the last two in another."""
    folder = tmp_path_factory.mktemp("incident-parts")
    for n, pattern in enumerate(("0[1-6]*", "0[78]*")):
        part = folder / f"articles-{n}"
        for story in sorted(STORIES.glob(pattern)):
            shutil.copytree(story, part / story.name)
        done = CliRunner().invoke(command, ["run", str(part), "--out", str(folder), "-q"])
        assert done.exit_code == 0, (done.output, done.exception)
    return folder / "ledger.db"


@pytest.fixture(scope="module")
def desk(ledger):
    made = Desk(ledger)
    yield made
    made.close()


@pytest.fixture(scope="module")
def db(desk):
    with desk.read() as opened:
        yield opened


@pytest.fixture(scope="module")
def ids(db):
    rows = db.execute(sa.select(d.incidents.c.incident_id, d.incidents.c.row))
    return {r.row["label"]: r.incident_id for r in rows if not r.row["background"]}


@pytest.fixture
def cited(desk, db, ids):
    def made(label, lens=None):
        seen = look(desk, db, lens or Lens(), ids[label])
        return Citer(seen, desk.masker(seen.documents))

    return made

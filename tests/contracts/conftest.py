"""Both databases behave alike: every test here runs on a SQLite file and on a real PostgreSQL server."""

import os

import pytest
from tests.contracts import executor_work as work

from rashomon.pipeline.run import run
from rashomon.pipeline.shards import listing
from rashomon.store import migrations
from rashomon.store.engine import open_engine


def _lacking(what):
    """One line that says what is missing; on CI nothing may be."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server for this session (for each worker its own)."""
    try:
        from tests.contracts import server as servers
    except ModuleNotFoundError:
        _lacking("needs the driver of PostgreSQL: pip install 'rashomon[postgres]'")
    folder = servers.programs()
    if folder is None:
        _lacking(servers.MISSING)
    server = servers.start(folder)
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_place(request, tmp_path):
    """Where a ledger can be made: a path, or the URL of an empty database."""
    if request.param == "sqlite":
        yield tmp_path / "ledger.db"
        return
    server = request.getfixturevalue("postgres")
    url = server.database()
    yield url
    server.drop(url)


@pytest.fixture
def database(ledger_place):
    """An open, empty ledger."""
    opened = open_engine(ledger_place)
    migrations.prepare(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    """An input in many forms."""
    return work.fill(tmp_path_factory.mktemp("input") / "in")


@pytest.fixture(scope="module")
def local(articles, tmp_path_factory):
    """What one process makes of the articles, the plain way."""
    out = tmp_path_factory.mktemp("local")
    run([articles], out, executor="local")
    return work.files(out)


@pytest.fixture
def small(monkeypatch):
    """Shards of three files, so that there are many."""
    pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'rashomon[cluster]'")
    monkeypatch.setattr(listing, "MANY", 3)

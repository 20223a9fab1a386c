"""Both databases behave alike: every test here runs on a SQLite file and on a real PostgreSQL server."""

import os

import pytest

from rashomon.store import migrations
from rashomon.store.engine import open_engine

server_module = pytest.importorskip("tests.contracts.server", reason="needs the driver: pip install 'rashomon[postgres]'")


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server for this session (for each worker its own)."""
    folder = server_module.programs()
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail(server_module.MISSING)
        pytest.skip(server_module.MISSING)
    server = server_module.start(folder)
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

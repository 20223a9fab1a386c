"""A ledger of articles that attack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.web.conftest import _once
from tests.web.guard.hostile import write_articles
from typer.testing import CliRunner

from rashomon.cli import app as command


@pytest.fixture(scope="session")
def hostile_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of :mod:`tests.web.guard.hostile`."""
    base = tmp_path_factory.getbasetemp()

    def make(folder: Path) -> None:
        write_articles(folder / "articles")
        done = CliRunner().invoke(command, ["run", str(folder / "articles"), "--out", str(folder), "-q"])
        assert done.exit_code == 0, (done.output, done.exception)

    return _once((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "hostile-served", make) / "ledger.db"

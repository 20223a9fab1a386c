"""A ledger of three runs, for tests of commands that ask it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.commands.ledger_asked import articles

from rashomon.exports.report import write_report
from rashomon.pipeline.run import run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs: 1 the governor's four and the mine, 2 his six, 3 a report that came out before both."""
    folder = tmp_path_factory.mktemp("answers")
    for names in (["governor", "mine"], ["six"], ["early"]):
        run([articles(folder / "in", *names)], folder / "out", page=write_report)
    return folder / "out"


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "out")
    return tmp_path / "out"

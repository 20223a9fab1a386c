"""A desk over the articles of a test module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from desk_stories import add

from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.queries import Desk
from rashomon.store.ledger import writing


@pytest.fixture(scope="module")
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over a ledger of the module's ``ARTICLES``, read in one run."""
    where = tmp_path_factory.mktemp("desk") / "ledger.db"
    with writing(where) as ledger:
        session = Session.start(ledger, "run", framed("current"))
        session.add(read_batch(request.module.ARTICLES))
        session.finish()
    made = Desk(where)
    yield made
    made.close()


@pytest.fixture
def db(desk: Desk) -> Iterator[sa.Connection]:
    """A connection of it."""
    with desk.read() as connection:
        yield connection


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of six stories, told in two runs; nobody writes to it."""
    where = tmp_path_factory.mktemp("desk") / "ledger.db"
    with writing(where) as ledger:
        add(ledger, "b", "c")
        add(ledger, "m", "n", "h", "r")
    return where


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A ledger to write to."""
    where = tmp_path / "ledger.db"
    with writing(where) as ledger:
        add(ledger, "b", "m")
    return where

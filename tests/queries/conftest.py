"""A desk over the articles of a test module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

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

"""Faults are tried on real processes: they are killed, run out of disk, and meet each other."""

import pytest
from tests.contracts.conftest import ledger_place, postgres
from tests.faults.news import news
from tests.faults.runner import Runner

__all__ = ["ledger_place", "postgres"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/faults/" in item.path.as_posix():
            item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def runner():
    """Starts steps in processes of their own, fast."""
    made = Runner()
    yield made
    made.close()


@pytest.fixture(scope="session")
def other_runner():
    """A second one, for steps at the same time."""
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def told(tmp_path):
    """Inputs, and the readings of what is in them."""
    return news(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request, tmp_path):
    """Folders with a ledger each, on both databases."""
    from tests.faults.places import Places

    made = Places(tmp_path, request.getfixturevalue("postgres") if request.param == "postgresql" else None)
    yield made
    made.close()

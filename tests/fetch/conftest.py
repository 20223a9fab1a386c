"""The hostile site, for each test its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.fetch.hostile_site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()

"""The OpenAPI is true: asked with what it allows and with what it does not, the API answers as it says there, and never breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.python.asgi import ASGIClient
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from rashomon.web import Settings, make_app
from rashomon.web.api.schema import described

HERE = "http://127.0.0.1:8000"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
READS = sorted(path for path, methods in described()["paths"].items() if "get" in methods)
#: Each of these makes files.
FEWER = {"/api/v1/exports/{name}": 4}


@pytest.fixture(scope="module")
def session(story_ledger: Path) -> Iterator[ASGIClient]:
    """The application in this process, opened once; nothing can be written to its ledger."""
    with ASGIClient(make_app(story_ledger, Settings(rate=10_000_000, read_only=True)), HERE) as client:
        yield client


@pytest.fixture(scope="module")
def schema(session: ASGIClient) -> Any:
    made = schemathesis.openapi.from_dict(session.get("/api/v1/openapi.json").json())
    made.config.checks.negative_data_rejection.expected_statuses += ["414"]
    made.app = session.app
    return made


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "refused"])
@pytest.mark.parametrize("path", READS)
def test_the_api_is_as_it_says(path: str, mode: GenerationMode, schema: Any, session: ASGIClient) -> None:
    checks = [*CHECKS, negative_data_rejection] if mode is GenerationMode.NEGATIVE else CHECKS

    @settings(
        max_examples=FEWER.get(path, 12), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    @given(case=schema[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=HERE, session=session, checks=checks)

    ask()

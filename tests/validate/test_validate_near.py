from __future__ import annotations

from pathlib import Path

import pytest
from tests.validate.validate_rows import acled, check


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("interaction", "Civilians-Rebel group", "Rebel group-Civilians"),
        ("event_type", "violence Against Civilians ", "Violence against civilians"),
        ("sub_event_type", "Attacks", "Attack, perhaps"),
        ("sub_event_type", "Earthquake", "one of the codes"),
        ("geo_precision", "9", "one of 1, 2, 3"),
    ],
)
def test_an_unknown_code_comes_with_the_one_that_was_meant(tmp_path: Path, column: str, cell: str, expected: str) -> None:
    report = check(tmp_path, "acled", acled(**{column: cell}))
    (finding,) = (f for f in report.findings if f.rule == "unknown-code")
    assert (finding.row, finding.column, finding.expected) == (2, column, expected)

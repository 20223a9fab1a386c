"""Names of people as they are printed."""

from __future__ import annotations

import pytest
from tests.one_article import read_one


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Police chief D.M. Awasthi claimed nine people were killed in Orla.", "D.M. Awasthi"),
        ("Police spokesman J. K. Vant said nine people were killed in Orla.", "J. K. Vant"),
        ("A.R. Khan, a doctor, said nine people were killed in Orla.", "A.R. Khan"),
        ("General M. Sow said nine people were killed in Orla.", "M. Sow"),
        ("George W. Vant said nine people were killed in Orla.", "George W. Vant"),
    ],
)
def test_initials_are_part_of_a_name(sentence: str, name: str) -> None:
    reading = read_one(sentence)
    assert [c.speaker.actor if c.speaker else None for c in reading.claims if c.kind == "casualty"] == [name]

"""Words for people inside the names of those whose men were harmed: the number counts the men."""

from __future__ import annotations

import pytest
from tests.one_article import figures


@pytest.mark.parametrize(
    ("sentence", "low"),
    [
        ("At least 40 Port Mounted Police Service troopers were killed on Thursday when a bomber rammed their convoy.", 40),
        ("Six Police Mobile Force members were killed on Monday.", 6),
        ("Nine Kenya Police Service officers were killed on Monday when a bomb went off.", 9),
        ("Seven Harbour Workers' Party fighters were killed on Monday in an air strike.", 7),
        ("The raid on Monday killed four Women's Defence Units fighters.", 4),
        ("Troops killed ten Mountain Workers' Party militants on Monday.", 10),
        ("Two Teachers' Union members were shot dead on Monday.", 2),
        ("Three Farmers' League supporters died on Monday.", 3),
        ("Twelve Border Security Force troopers were killed in an ambush on Monday.", 12),
        ("An ambush killed 15 Afghan National Army soldiers on Monday.", 15),
    ],
)
def test_the_number_before_a_name_counts_its_men(sentence: str, low: int) -> None:
    assert figures(sentence) == [("killed", low)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Gunmen killed 5 police Monday.", [("killed", 5)]),
        ("Eight farmers' houses were destroyed and two men were killed on Monday.", [("killed", 2)]),
        ("Police said 'nine people' were killed on Monday.", [("killed", 9)]),
        ("Two farmers' sons were killed on Monday.", [("killed", 2)]),
    ],
)
def test_a_phrase_that_ends_with_its_people_is_read_as_before(sentence: str, expected: list[tuple[str, int]]) -> None:
    assert figures(sentence) == expected

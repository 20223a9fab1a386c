"""Where a report was written, where an item of a round-up happened, and what is at the entrance of a town."""

from __future__ import annotations

import pytest
from tests.one_article import read_one

ROUND_UP = (
    "HARNOY, Iraq - Gunmen killed two men on Monday.\n\n"
    "OSTREL - Police found seven bodies on a farm.\n\n"
    "KIRKUK - A roadside bomb killed a driver.\n\n"
    "BASRA - Mortar rounds landed on a house, a doctor said.\n"
)


def test_items_of_a_round_up_tell_where_each_happened() -> None:
    reading = read_one(ROUND_UP)
    assert [(c.low, c.place) for c in reading.claims if c.kind == "casualty"] == [(2, None), (7, "Ostrel"), (1, "Kirkuk")]


def test_where_one_report_was_written_is_not_where_it_happened() -> None:
    text = "BASRA - Gunmen killed two men in Kirkuk on Monday.\n\nThe army said it had found seven bodies.\n"
    reading = read_one(text)
    assert all(c.place != "Basra" for c in reading.claims)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Gunmen opened fire at a bus stop at the entrance to Jerusalem on Thursday, killing three people.", "Jerusalem"),
        ("A bomb at the gates of Kabul killed three people on Monday.", "Kabul"),
        ("A car bomb on the approach to Mosul killed three people on Monday.", "Mosul"),
        ("Gunmen killed three people at the edge of Gao on Monday.", "Gao"),
        ("Three people died in an attack on a checkpoint at the entrance of Gao on Monday.", "Gao"),
    ],
)
def test_the_entrance_of_a_town_is_near_it(sentence: str, place: str) -> None:
    reading = read_one(sentence)
    assert [c.place for c in reading.claims if c.kind == "casualty"] == [place]

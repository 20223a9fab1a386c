"""A toll that its text marks as an earlier one ("had earlier put the toll at 22") sets no bound beside the one that took its place."""

from __future__ import annotations

import pytest
from tests.one_article import ranges

REPLACED = [
    (
        "Two bombs in Orla killed 38 people on Monday, hospital sources said. An Interior Ministry source had earlier put the toll at 22 dead.",
        38,
    ),
    ("Gunmen killed 14 people in Orla on Monday, prosecutors said. The prosecutors had initially put the number of dead at 11.", 14),
    ("A blast in Orla killed 27 people on Monday, the governor said, raising an earlier toll of two dead.", 27),
    ("Thirty-one inmates were killed in Orla on Sunday, the prosecutor said. The prison service earlier reported four deaths.", 31),
    ("The blast in Orla killed 12, hospital officials said. Police had said earlier that seven people died.", 12),
    ("A bomb killed nine in Orla, police said. Earlier reports spoke of five dead.", 9),
    ("A bomb killed nine in Orla, police said. Medics had previously counted six dead.", 9),
]


@pytest.mark.parametrize(("text", "toll"), REPLACED)
def test_the_toll_of_an_earlier_hour_is_replaced(text: str, toll: int) -> None:
    assert ranges(text) == [("killed", toll, toll, toll)]


STANDS = [
    # a side's own losses stand until it says more itself
    (
        "A monitor said 12 soldiers of Kestria died in Orla on Monday. The Kestrian army had earlier said three of its soldiers died.",
        (3, 12),
    ),
    # nothing says which of the two is of an earlier hour
    ("A bomb killed nine in Orla, police said. Medics counted six dead.", (6, 9)),
    # who fights, or one who saw it, does not overtake a count
    ("The rebels said 100 people were killed in Orla. The governor had earlier said nine people died.", (9, 100)),
    ("A resident said 60 people died in Orla. The governor had earlier said nine people died.", (9, 60)),
    ("Police said earlier on Monday that nine people were killed in Orla. A resident said 60 people died.", (9, 60)),
    # a lower figure beside it may be another count
    ("A bomb killed five in Orla, police said. Medics had earlier put the toll at nine dead.", (5, 9)),
]


@pytest.mark.parametrize(("text", "bounds"), STANDS)
def test_what_may_be_another_count_stays(text: str, bounds: tuple[int, int]) -> None:
    [(_, low, _, high)] = ranges(text)
    assert (low, high) == bounds

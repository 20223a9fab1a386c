"""A bare number behind "captured" counts people where the same breath counts the dead."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import read


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Troops killed nine and captured four on Monday.", 4),
        ("Soldiers killed nine rebels and captured four in the hills.", 4),
        ("The rebels killed three soldiers, wounded seven and captured two.", 2),
        ("Government forces killed 30 fighters and captured 12 on Sunday.", 12),
        ("The police killed four and captured seven, a spokesman said.", 7),
        ("The army said it had killed 16 militants and captured five.", 5),
        ("Border guards wounded eight smugglers and captured three.", 3),
        ("Marines killed two guerrillas and captured six near Orla.", 6),
        ("Militiamen killed 21 gunmen and captured nine after dark.", 9),
        ("Kestrian troops killed at least 40 insurgents and captured 15.", 15),
    ],
)
def test_captives_counted_behind_the_dead(text: str, count: int) -> None:
    assert [m.figure.low for m in read(text)[2].casualties if m.harm == "captured"] == [count]


@pytest.mark.parametrize(
    "text",
    [
        "The army killed 20 militants and captured three villages.",
        "Insurgents killed two guards and captured one of the bases.",
        "Troops captured four on Monday.",
    ],
)
def test_towns_and_posts_are_no_captives(text: str) -> None:
    assert [m.figure.low for m in read(text)[2].casualties if m.harm == "captured"] == []

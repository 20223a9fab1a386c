"""Who attacked, where those who were attacked killed some of the attackers."""

from __future__ import annotations

import pytest
from tests.one_article import derived_of

CASES = [
    ("Militants stormed a camp in Hadrel on Monday, killing nine Kenyan soldiers and three civilians, the Kenyan army said. Its troops killed all 16 militants, the army said.", ()),
    ("Rebels attacked a post in Hadrel on Monday, killing four Kenyan soldiers. The Kenyan army said it had killed 10 of the rebels.", ("rebels",)),
    ("Gunmen from al-Shabab attacked a hotel in Hadrel on Monday and killed 20 people, police said. Kenyan security forces killed five of the attackers, the Kenyan government said.", ()),
    ("The Kenyan army said it killed 16 militants in a raid in Hadrel on Monday.", ("Kenya",)),
    ("The Kenyan army said it killed 10 rebels in Hadrel on Monday and that three of its soldiers died.", ("Kenya",)),
    ("Kenya admitted that its jets bombed a market in Hadrel on Monday, killing nine civilians. Residents blamed Kenya.", ("Kenya",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "attackers"), CASES)
def test_who_killed_the_attackers_did_not_attack(text: str, attackers: tuple[str, ...]) -> None:
    [made] = derived_of(text).incidents
    assert made.attackers == attackers

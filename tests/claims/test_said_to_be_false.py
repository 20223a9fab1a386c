"""Figures of a report that somebody calls false; who speaks in a statement posted online; whom a tally counts."""

from __future__ import annotations

import pytest
from tests.one_article import read_one

from rashomon.model import Claim


def casualties(sentence: str) -> list[Claim]:
    text = f"News from the region\n\nTESSEL, May 8, 2031 (Courier) - {sentence}\n"
    reading = read_one(text)
    return sorted((c for c in reading.claims if c.kind == "casualty"), key=lambda c: (c.start, c.end))


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The ministry said a report of 18 dead was wrong.", 18),
        ("An initial report of 18 dead was wrong, the ministry said.", 18),
        ("It is not true that four guards died, the governor said.", 4),
        ("The governor rejected claims of 30 dead as exaggerated.", 30),
        ("The ministry denied that 18 people had died.", 18),
        ("The army dismissed as propaganda a rebel claim to have killed 50 troops.", 50),
    ],
)
def test_a_figure_that_its_speaker_calls_false_is_denied(sentence: str, figure: int) -> None:
    [claim] = casualties(sentence)
    assert (claim.low, claim.high, claim.stance) == (figure, figure, "denies")
    assert claim.speaker is not None


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The army said it had not attacked the village, where 12 civilians died.", 12),
        ("The minister said the rumours were false but that nine guards had died.", 9),
    ],
)
def test_a_figure_beside_what_is_denied_stands(sentence: str, figure: int) -> None:
    [claim] = casualties(sentence)
    assert (claim.low, claim.stance) == (figure, "asserts")


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("The Northern Front said in a statement posted online that its fighters had killed nine soldiers.", "Northern Front"),
        ("The rebels said in a message published on their channel that 12 soldiers had died.", "rebels"),
        ("The UN said in a report released on Monday that 300 civilians were killed.", "United Nations"),
        ("The army, in a statement released late on Monday, said it had killed 30 militants.", "army"),
        ("According to a statement issued by the army, 12 rebels were killed.", "army"),
    ],
)
def test_a_statement_is_spoken_by_who_made_it(sentence: str, actor: str) -> None:
    assert {c.speaker.actor for c in casualties(sentence) if c.speaker} == {actor}


@pytest.mark.parametrize(
    ("sentence", "figure", "side"),
    [
        ("The army put the number of militants killed at 23 and said two soldiers had been martyred.", 23, "militants"),
        ("Officials put the number of soldiers killed at 14.", 14, "soldiers"),
        ("The number of civilians killed rose to 31, the monitor said.", 31, "civilians"),
        ("The number of rebels wounded stands at nine, the army said.", 9, "rebels"),
        ("The number of those killed climbed to 19.", 19, None),
        ("A farmer was shot dead, bringing to 12 the number of people killed this month.", 12, None),
        ("Two soldiers were killed, and the death toll rose to nine.", 9, None),
        ("In all, 45 people were killed: 21 soldiers, 19 rebels and five civilians.", 45, None),
    ],
)  # fmt: skip
def test_whom_a_tally_counts(sentence: str, figure: int, side: str | None) -> None:
    assert [c.side for c in casualties(sentence) if c.low == figure] == [side]


@pytest.mark.parametrize(
    ("verdict", "denier"),
    [
        ('The minister, Ona Pel, called the army\'s claim that rebels were behind the raid "nonsense".', "Ona Pel"),
        ("The minister, Ona Pel, called the army's claim that rebels were behind the raid nonsense.", "Ona Pel"),
        ("Rebel spokesman Aran Bel called the army's accusation that his men were behind the raid absurd.", "Aran Bel"),
    ],
)
def test_what_one_calls_the_claim_of_another_is_no_denial_by_the_other(verdict: str, denier: str) -> None:
    text = f"News from the region\n\nTESSEL, May 8, 2031 (Courier) - Five people were killed in a raid on Friday. {verdict}\n"
    reading = read_one(text)
    denials = [c for c in reading.claims if c.stance == "denies"]
    assert {c.speaker.actor if c.speaker else None for c in denials} <= {denier}

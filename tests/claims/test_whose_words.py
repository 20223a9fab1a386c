"""Who "I" and "we" of a quotation are, who does not speak, and to whom an office leads back."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of

from rashomon.model import Claim


def told(text: str) -> list[Claim]:
    return [c for c in claims_of(text) if c.kind == "casualty"]


POLICE = "Police spokesman Musa Bello put the toll in Tessel at nine. "


@pytest.mark.parametrize(
    ("text", "low", "speaker"),
    [
        (POLICE + '"I counted eleven bodies," said Hadiza Issa, a trader.', 11, "Hadiza Issa"),
        (POLICE + '"I counted eleven bodies," trader Hadiza Issa told the agency.', 11, "Hadiza Issa"),
        (POLICE + 'Hadiza Issa, a trader, said: "I counted eleven bodies."', 11, "Hadiza Issa"),
        (POLICE + '"They came at dawn," said Hadiza Issa, a trader. "I counted eleven bodies in my street alone."', 11, "Hadiza Issa"),
        (POLICE + '"We can confirm that 12 people were killed," hospital director Awa Diallo told reporters.', 12, "Awa Diallo"),
        (POLICE + '"We have counted 31 dead," said General Omar Sow.', 31, "Omar Sow"),
        (POLICE + '"I saw at least six people killed," Hadiza Issa said. "I believe that 20 others died."', 20, "Hadiza Issa"),
        (POLICE + '"I know that 14 people were killed here," the priest, Ona Pel, said.', 14, "Ona Pel"),
    ],
)
def test_i_and_we_are_those_whose_words_it_is(text: str, low: int, speaker: str) -> None:
    [claim] = [c for c in told(text) if c.low == low]
    assert claim.speaker is not None and claim.speaker.actor == speaker


def test_a_count_of_one_nobody_names_is_his_and_not_the_last_officials() -> None:
    text = POLICE + '"They shot at everything," said a woman who gave her name only as Hadiza. "I counted eleven bodies in my street."'
    [claim] = [c for c in told(text) if c.low == 11]
    assert claim.speaker is not None and claim.speaker.text == "a woman"


def test_whom_somebody_quotes_within_his_words_speaks_for_himself() -> None:
    [claim] = told('The mayor of Tessel, Awa Keita, fled. "My cousin said 15 people were killed," said Issa Traore, a herder.')
    assert claim.speaker is not None and claim.speaker.text == "My cousin"


def test_who_rejects_a_report_in_his_own_words_denies_it() -> None:
    [claim] = told('General Omar Sow spoke in Tessel. "I reject the report that 30 people were killed," he said.')
    assert claim.stance == "denies" and claim.speaker is not None and claim.speaker.actor == "Omar Sow"


def test_the_dead_do_not_speak() -> None:
    for claim in told("The ministry said 82 people died in the strike, but later revised the figure up to 155."):
        assert claim.speaker is not None and claim.speaker.text == "The ministry"


@pytest.mark.parametrize(
    "headline", ["Hundreds feared killed in Orla", "Dozens believed dead in Orla blast", "Forty feared killed in Orla"]
)
def test_nor_do_those_who_are_feared_dead(headline: str) -> None:
    assert [c.speaker for c in told(headline)] == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Police chief Ijaz Khan spoke in Tessel. The provincial governor said 89 people were killed.", None),
        ("Colonel Omar Sow visited Tessel. The mayor said nine people were killed.", None),
        ("Mayor Ona Pel visited Tessel. The colonel said nine people were killed.", None),
        ("Governor Ali Keita visited Tessel. The governor said nine people were killed.", "Ali Keita"),
        ("Colonel Omar Sow spoke in Tessel. The commander said nine people were killed.", "Omar Sow"),
        ("Minister Ona Pel spoke in Tessel. The minister said nine people were killed.", "Ona Pel"),
    ],
)
def test_an_office_leads_back_to_one_who_may_hold_it(text: str, speaker: str | None) -> None:
    [claim] = told(text)
    assert claim.speaker is not None and claim.speaker.actor == speaker
    assert claim.relation == "own_losses"

"""Who "I" and "we" of a quotation are, and for which group "the rebels" speak."""

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


NAMED = "Four suspected Hill Front rebels were killed in Tessel, the Kenyan army said. "


@pytest.mark.parametrize(
    "sentence",
    [
        "The rebels said they lost only one fighter.",
        "The group said one of its fighters died.",
        "The rebels' Omar Sow Command said it lost only one fighter.",
        "The rebels admitted the loss of one fighter.",
    ],
)
def test_the_rebels_are_the_one_group_that_a_text_calls_so(sentence: str) -> None:
    [claim] = [c for c in told(NAMED + sentence) if c.low == 1]
    assert claim.speaker is not None and claim.speaker.party == "Hill Front" and claim.side == "Hill Front"
    assert claim.relation == "own_losses"


def test_of_two_groups_that_are_called_rebels_neither_is_meant() -> None:
    text = "Hill Front rebels and River Army rebels fought troops in Tessel. The rebels said they had killed nine soldiers."
    [claim] = told(text)
    assert claim.speaker is not None and claim.speaker.party == "rebels"


def test_an_army_that_nobody_names_speaks_of_its_own_soldiers() -> None:
    own, theirs = told("The army said two soldiers were killed. The rebels said they had killed nine soldiers.")
    assert (own.relation, theirs.relation) == ("own_losses", "enemy_losses")


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("A car bomb killed nine people and two traders were shot dead by gunmen.", [None, "gunmen"]),
        (
            "Men on foot threw bombs into a bar, killing 25 people, while two policemen were shot dead by gunmen hours later.",
            [None, "gunmen"],
        ),
        ("The blast killed nine people, hours after three soldiers were killed by militants.", [None, "militants"]),
        ("Shelling killed four civilians, and six others were shot dead by rebels who stormed the town.", [None, "rebels"]),
        ("Nine people were killed and 14 wounded by gunmen.", ["gunmen", "gunmen"]),
        ("Gunmen killed nine people and wounded 14.", ["gunmen", "gunmen"]),
        ("Five villagers were killed and their homes were burned by militants.", ["militants"]),
    ],
)
def test_whom_a_passive_names_did_what_its_own_verb_says(text: str, doers: list[str | None]) -> None:
    assert [c.perpetrator for c in told(text)] == doers


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("A doctor was killed in a Kyiv strike on Monday.", None),
        ("Nine people were killed in a Baghdad bombing on Monday.", None),
        ("Five people died in a Damascus raid on 3 May.", None),
        ("Nine people died in a Kabul attack.", None),
        ("Moscow's strike killed three people.", "Russia"),
        ("Five people were killed in a Moscow strike on Kharkiv.", "Russia"),
        ("Moscow's missiles killed three people in Odesa.", "Russia"),
    ],
)
def test_a_capital_before_a_deed_says_where_it_was(text: str, doer: str | None) -> None:
    [claim] = told(text)
    assert claim.perpetrator == doer


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


@pytest.mark.parametrize(
    "text",
    [
        "More than 100 people were killed on Tuesday when a fighter jet bombed a gathering in Tessel.",
        "Fighter jets bombed a market in Tessel on Monday, killing nine people.",
        "Nine people were killed when fighter bombers hit Tessel on Monday.",
        "A fighter plane bombed Tessel, killing nine people.",
    ],
)
def test_a_fighter_jet_is_no_fighter(text: str) -> None:
    [claim] = told(text)
    assert claim.perpetrator is None


def test_men_whom_a_state_sends_and_an_officer_of_another_are_each_their_states() -> None:
    first, second = told("Four soldiers from Kenya and a Ugandan officer were killed in an attack at a base in Mogadishu on Monday.")
    assert (first.victim_party, second.victim_party) == ("Kenya", "Uganda")
    assert first.perpetrator is None and second.perpetrator is None


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("NATO said two of its service members were killed by a roadside bomb in southern Afghanistan.", "NATO"),
        ("NATO said two of its soldiers were killed by a roadside bomb in southern Afghanistan.", "NATO"),
        ("The African Union said three of its peacekeepers were killed in Mogadishu.", "African Union"),
        ("The Saudi-led coalition said two of its pilots were killed in Yemen.", "Saudi-led coalition"),
        ("The Hill Front said government shelling killed nine soldiers at its base near Laiza, Myanmar.", "Hill Front"),
        ("The Kachin Independence Army said government artillery killed 23 cadets at its academy near Laiza.", "Kachin Independence Army"),
    ],
)
def test_its_men_and_those_its_enemy_killed_are_the_speakers_own(text: str, party: str) -> None:
    [claim] = told(text)
    assert (claim.victim_party, claim.relation) == (party, "own_losses")


def test_a_health_ministry_counts_the_dead_of_a_group_and_is_no_enemy_of_it() -> None:
    text = "Three Hill Front fighters were killed in a raid in Jenin, the Palestinian Health Ministry said. The Israeli army said a soldier was hurt."
    assert told(text)[0].relation == "third_party"


def test_an_armys_fire_may_kill_soldiers_whose_nobody_says() -> None:
    [claim] = told("Nine soldiers were killed when government helicopters bombed their post in Gao, Mali.")
    assert (claim.perpetrator, claim.victim_party) == ("Mali", None)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two opposition activists in Maputo.",
        "Two opposition supporters were shot dead in Kampala, police said.",
        "At least two people died when police opened fire on protesters in Conakry, the opposition said.",
    ],
)
def test_a_political_opposition_is_no_band_of_rebels(text: str) -> None:
    [claim] = told(text)
    assert claim.side != "rebels" and claim.victim_party is None
    assert claim.speaker is None or claim.speaker.party != "rebels"


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Opposition fighters killed nine soldiers near Aleppo, Syria.", "rebels"),
        ("The opposition shelled a barracks near Aleppo, Syria, killing nine soldiers.", "rebels"),
        ("Rebels took Tessel. The opposition shelled a barracks, killing nine soldiers.", "rebels"),
    ],
)
def test_an_opposition_under_arms_is(text: str, doer: str) -> None:
    [claim] = told(text)
    assert claim.perpetrator == doer


def test_losses_that_an_army_puts_at_a_number_are_its_own() -> None:
    claims = told("Jihadists killed 15 soldiers in central Mali, a doctor said. The army later put its losses at 27 dead and 33 wounded.")
    assert [(c.low, c.victim_party, c.relation) for c in claims[1:]] == [(27, "Mali", "own_losses"), (33, "Mali", "own_losses")]

"""For which group "the rebels" and "the army" speak, and whose men those are of whom they tell."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of

from rashomon.model import Claim


def told(text: str) -> list[Claim]:
    return [c for c in claims_of(text) if c.kind == "casualty"]


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


def test_losses_that_an_army_puts_at_a_number_are_its_own() -> None:
    claims = told("Jihadists killed 15 soldiers in central Mali, a doctor said. The army later put its losses at 27 dead and 33 wounded.")
    assert [(c.low, c.victim_party, c.relation) for c in claims[1:]] == [(27, "Mali", "own_losses"), (33, "Mali", "own_losses")]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "The Kestrian military said it had killed 28 Hill Front fighters in Orla, and that eight of its own soldiers had died.",
            ["Hill Front", "Kestria"],
        ),
        ("The Kenyan army said it killed 28 Hill Front fighters and lost two of its own men.", ["Hill Front", "Kenya"]),
        ("The Hill Front said three of its own fighters were killed when it shelled a Kenyan post.", ["Hill Front"]),
        ("The Hill Front executed nine of its own fighters, the Kenyan army said.", ["Hill Front"]),
        ("The Kenyan army said the Hill Front had executed nine of its own fighters.", ["Hill Front"]),
        (
            "The Kenyan air force said it had killed more than 100 Hill Front fighters, including two of their commanders.",
            ["Hill Front"] * 2,
        ),
        ("Troops have killed 86 Hill Front militants, including 23 foreigners, the Kenyan army said.", ["Hill Front"] * 2),
        ("The Kenyan army said 12 soldiers, including two of its officers, were killed by the Hill Front.", ["Kenya"] * 2),
    ],
)
def test_its_own_men_are_the_speakers_and_their_commanders_those_of_the_dead(text: str, parties: list[str]) -> None:
    assert [c.victim_party for c in told(text)] == parties


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The pro-rebel Harbour website said 52 civilians were killed.", "The pro-rebel Harbour website"),
        ("The government-aligned radio said nine people were killed in Kenya.", "The government-aligned radio"),
        ("A Hezbollah-affiliated channel said nine people died in Beirut.", "A Hezbollah-affiliated channel"),
    ],
)
def test_whose_friend_a_paper_is_says_who_it_is_not(text: str, speaker: str) -> None:
    [claim] = told(text)
    assert claim.speaker is not None and (claim.speaker.party, claim.speaker.text) == (None, speaker)


def test_ethnic_freedonians_are_not_freedonias() -> None:
    [claim] = told("Monitors found the bodies of 45 ethnic Albanians in a village on Saturday.")
    assert claim.victim_party is None
    [claim] = told("Nine Albanians were killed in a village on Saturday.")
    assert claim.victim_party == "Albania"


def test_a_policeman_of_whom_an_interior_ministry_tells_is_its_own() -> None:
    text = "Monitors said 45 people were killed near Pristina, Kosovo. The Serbian Interior Ministry said its men fired back and that one policeman was hurt."
    assert told(text)[1].victim_party == "Serbia"


def test_the_dead_of_a_headline_are_the_members_that_the_text_counts() -> None:
    text = "19 killed in clash in Culiacan, army says\n\nSoldiers killed 19 suspected members of the Sinaloa cartel in Culiacan on Monday, the ministry said.\n"
    first, second = told(text)
    assert first.victim_party == second.victim_party == "Sinaloa Cartel"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Kenya Red Cross said nine people died in Marsabit.", "Kenya Red Cross"),
        ("The Kenyan Red Cross Society said nine people died in Marsabit.", "Kenya Red Cross"),
        ("The Turkish Red Crescent said nine people died in Homs.", "Turkey Red Crescent"),
        ("The Syrian Arab Red Crescent said nine people died in Homs.", "Syrian Arab Red Crescent"),
        ("The Red Cross said nine people died in Homs.", "International Committee of the Red Cross"),
    ],
)
def test_the_society_of_a_country_is_not_the_body_of_all(text: str, name: str) -> None:
    [claim] = told(text)
    assert claim.speaker is not None and (claim.speaker.actor, claim.speaker.party, claim.relation) == (name, None, "third_party")


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Kenya says nine soldiers dead, rebels say 57", ["Kenya", "Kenya"]),
        ("Nine Hill Front fighters were killed in Kenya, the army said; the Hill Front said two.", ["Hill Front", "Hill Front"]),
    ],
)
def test_another_number_is_of_the_same(text: str, parties: list[str]) -> None:
    assert [c.victim_party for c in told(text)] == parties

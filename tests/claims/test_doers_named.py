"""Whom words beside a deed make its doer: the agent of its own verb, a capital, a fighter jet, an opposition; and whom they do not."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of

from rashomon.model import Claim


def told(text: str) -> list[Claim]:
    return [c for c in claims_of(text) if c.kind == "casualty"]


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


def test_those_who_are_searched_for_did_what_they_are_searched_for() -> None:
    killed, older = told(
        "Kenyan troops shot dead three rebels on Saturday in a search for those who bombed a bus on Thursday, killing 11 people."
    )
    assert (killed.perpetrator, older.perpetrator) == ("Kenya", None)

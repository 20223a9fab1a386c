"""Who did it and whose dead they are, on whole made-up reports: the constructions, each with other names, verbs and decades."""

from __future__ import annotations

import pytest
from claims_read import claims_of

from rashomon.claims.sides_words import ranked, read
from rashomon.model import Claim


def casualty(text: str, number: int = 0, headline: bool = False) -> Claim:
    """The casualty claim of that number."""
    return [c for c in claims_of(text, headline) if c.kind == "casualty"][number]


@pytest.mark.parametrize(
    ("text", "number", "doer"),
    [
        ("Six priests died at the hands of Ansaru gunmen, Nigerian police said.", 0, "Ansaru"),
        ("Nine soldiers died when UNITA, which holds the hills, ambushed a column in Angola.", 0, "UNITA"),
        ("Gunmen of Peru's paramilitary Rodrigo Franco Command killed two lawyers.", 0, "Rodrigo Franco Command"),
        ("The Kenyan army said its troops killed nine raiders.", 0, "Kenya"),
        ('The Malian army said it had "neutralised" some forty raiders.', 0, "Mali"),
        ("The Taliban said they had mined the road and that eleven soldiers were killed.", 0, "Taliban"),
        ("The Ugandan army accepted responsibility for the shell that killed four fishermen.", 0, "Uganda"),
        ("Tamil Tiger suicide boats sank a ferry, killing 30 sailors of the Sri Lankan navy.", 0, "Liberation Tigers of Tamil Eelam"),
        ("Warplanes of the Ethiopian government killed 12 people in the market.", 0, "Ethiopia"),
        ("Turkish jets kill 9 members of the Syrian army, and the Syrian army answers by killing four farmers.", 0, "Turkey"),
        ("Eritrean troops ambushed an Ethiopian convoy, killing nine soldiers and two drivers.", 1, "Eritrea"),
        ("KINSHASA - Rebels of the M23 killed four nurses.", 0, "March 23 Movement"),
        ("LIMA, 3 MAY 88 -- TWO NUNS WERE KILLED BY A GROUP OF TERRORISTS FROM THE SHINING PATH.", 0, "Shining Path"),
        ("Communist rebels shelled a school in Burma, killing five pupils.", 0, "rebels"),
        ("Four clerks were shot dead by unknown attackers in Yemen.", 0, None),
        ("Three shepherds were shot dead by unidentified gunmen in Niger.", 0, None),
        ("Kenya's president spoke in Kenya. Police officers in Chad killed five brothers, a judge said.", 0, "Chad"),
        ("A mine killed seven villagers in Chad, the local police said.", 0, None),
        ("The MPLA government of Angola admitted six dead.", 0, None),
        ("Nine Pakistani soldiers were eliminated, says the Indian army.", 0, "India"),
        ("Six nuns were killed in Chadian firing across the border.", 0, "Chad"),
        ("Gunmen killed six guards in an attack blamed on al-Shabaab.", 0, "al-Shabaab"),
        ("Kenyan troops killed four men who had stormed the mall, where 60 people were massacred.", 1, None),
        ("Israeli occupation forces shot dead a baker in Nablus.", 0, "Israel"),
        ("Settlers burned a barn near Nablus, killing two shepherds.", 0, "settlers"),
        ("Sudan's army said it had lost 40 soldiers.", 0, None),
    ],
)
def test_who_did_it(text: str, number: int, doer: str | None) -> None:
    assert casualty(text, number).perpetrator == doer


@pytest.mark.parametrize(
    ("text", "number", "side", "party"),
    [
        ("The FARC is Colombia's largest rebel group. The army said nine guerrillas were killed.", 0, "Revolutionary Armed Forces of Colombia",
         "Revolutionary Armed Forces of Colombia"),
        ("The rebels killed nine soldiers in Angola. UNITA guerrillas hold the town.", 0, "Angolan military", "Angola"),
        ("Syria's Observatory of old said nine rebels were killed by Islamic State in Syria.", 0, "rebels", "rebels"),
        ("Three Ghanaian peacekeepers were killed in Mali.", 0, "peacekeepers", "Ghana"),
        ("Three UN peacekeepers were killed in Mali.", 0, "peacekeepers", "United Nations"),
        ("Two civil guards were wounded in Peru.", 0, "police", "Peru"),
        ("An Islamic State sniper killed Sergeant Orlo Vant of the Iraqi army.", 0, "Iraqi military", "Iraq"),
        ("The Georgian army reported seven wounded on its side.", 0, "Georgian military", "Georgia"),
        ("The Georgian army said four were wounded when its post came under fire.", 0, "Georgian military", "Georgia"),
        ("Ten fighters aligned with the Yemeni government were killed.", 0, "Yemeni military", "Yemen"),
        ("Four hitmen of Los Zetas were killed in Mexico.", 0, "Los Zetas", "Los Zetas"),
        ("The Maoists stormed a post in Nepal. Four Maoists were killed.", 0, "Communist Party of Nepal (Maoist)", "Communist Party of Nepal (Maoist)"),
        ("The Maoists stormed a post in India. Four Maoists were killed.", 0, "Communist Party of India (Maoist)", "Communist Party of India (Maoist)"),
        ("Kestrel Gang men fled. ETA blew up a bank in Spain. Police shot two members of the group, killing both members of the group.", 0, "ETA", "ETA"),
        ("Ukraine's army eliminated 40 occupiers of Russia's army, Ukraine's general staff said.", 0, "Russia", "Russia"),
        ("Nine soldiers of Chad died and three woodcutters were killed.", 1, None, None),
    ],
)  # fmt: skip
def test_whose_dead(text: str, number: int, side: str | None, party: str | None) -> None:
    c = casualty(text, number)
    assert (c.side, c.victim_party) == (side, party)


def test_a_group_that_denies_it_is_not_who_unnamed_rebels_were() -> None:
    text = "Rebels ambushed a convoy in eastern Congo, killing nine drivers. The M23 rebels denied any part in it."
    assert casualty(text).perpetrator == "rebels"


def test_the_rebels_of_two_named_groups_stay_rebels() -> None:
    text = "ELN rebels and FARC rebels met in Colombia. Rebels killed nine policemen."
    assert casualty(text).perpetrator == "rebels"


def test_a_headline_has_the_doer_of_its_figure_below() -> None:
    text = "Drone kills 14 at a market\nA drone of the Sudanese army killed 14 people at a market on Monday."
    assert casualty(text, headline=True).perpetrator == "Sudan"


def test_who_only_claims_a_blast_elsewhere_is_not_every_figures_doer() -> None:
    text = "A car bomb killed 23 people in Kabul. Thirty were hurt. The Taliban claimed responsibility."
    assert [c.perpetrator for c in claims_of(text) if c.kind == "casualty"] == [None, None]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Lt Col Orlo Vant", "soldiers"), ("Pol Sgt Anan Dee", "police"), ("retired General Orlo Vant", None), ("Orlo Vant", None)],
)
def test_ranks(words: str, kind: str | None) -> None:
    assert ranked(words) == kind


def test_who_the_dead_were_not() -> None:
    assert read("civilians and not insurgents").kinds == {"civilians"}

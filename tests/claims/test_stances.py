"""Statement claims: what a saying does to what is said. Each case stands for a way of saying it; the names are made up."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of

from rashomon.model import Claim

TELLING = {"denies", "blames", "claims_responsibility", "confirms", "admits", "could_not_verify"}


def statements(text: str) -> list[Claim]:
    return [c for c in claims_of(text) if c.kind == "statement" and c.stance in TELLING]


CASES = """
denies | The military denied targeting the hospital.
denies | A spokesman for the rebels denied any role in the bombing.
denies | The army dismissed the report as propaganda.
denies | The spokesman called the report of civilian deaths a lie.
denies | The Taliban said they had nothing to do with the blast.
denies | The air force said none of its planes were in the area at the time.
denies | The military insisted that it had not struck the school.
denies | The minister ruled out that government aircraft had bombed the market.
denies | Officials disputed the death toll.
denies | The charge was denied by the army.
denies | "We did not carry out this attack," the group's spokesman said.
claims_responsibility | The Islamic State group claimed responsibility for the attack.
claims_responsibility | The attack was claimed by Islamic State.
claims_responsibility | Al-Shabab says its fighters carried out the attack on the hotel.
claims_responsibility | The bombing, which the Islamic State claimed, killed nine people.
claims_responsibility | A little-known group calling itself the Free Brigade claimed responsibility for the attack.
blames | The government blamed the rebels for the attack.
blames | Residents blamed the attack on Boko Haram.
blames | Officials said they believed Al-Shabab was behind the blast.
blames | The bombing was attributed by police to the Kurdistan Workers' Party.
blames | Al-Shabab militants are suspected.
blames | The governor said the killers were members of Boko Haram.
blames | The rebels, whom the government blames for the attack, did not comment.
blames | A UN investigation concluded that the Saudi-led coalition had carried out the strike.
blames | The killings were the work of the Taliban, the interior minister said.
blames | The army spokesman said initial findings pointed to the Islamic State group.
admits | The US military admitted that it had bombed the hospital by mistake.
admits | The commander said the hospital was struck by mistake.
admits | The army apologised for the bombing of the school.
confirms | The governor confirmed the incident but gave no figures.
confirms | The attack was confirmed by the governor.
could_not_verify | Reuters could not independently verify the report.
could_not_verify | The claim could not be independently verified.
could_not_verify | There was no independent confirmation of the claim.
could_not_verify | It was not immediately clear who was behind the attack.
could_not_verify | Neither claim could be verified.
could_not_verify | The identity of the attackers is not known.
none | No group has claimed responsibility.
none | There was no immediate claim of responsibility.
none | The blast claimed nine lives.
none | The rebels rejected the offer.
none | The minister blamed the weather for the delay.
none | He was accused of corruption.
none | The army said it killed 12 militants in the operation.
none | The army would not confirm the report.
none | The ministry did not confirm the figure.
none | If confirmed, it would be the deadliest attack this year.
none | A resident said gunmen attacked the village at night.
none | Once again the regime will deny its part in the killings.
"""
TABLE = [tuple(part.strip() for part in line.split("|", 1)) for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("stance", "text"), TABLE)
def test_stance(stance: str, text: str) -> None:
    assert [c.stance for c in statements(text)] == ([] if stance == "none" else [stance])


@pytest.mark.parametrize(
    ("text", "speaker", "target", "denies"),
    [
        ("The government of Ethiopia denied that its troops had shelled the town.", "The government of Ethiopia", None, "responsibility"),
        ("Chad denied Sudan's assertions about the border clash.", "Chad", "Sudan", "unclear"),
        ("Turkey denied that such an attack took place.", "Turkey", None, "occurrence"),
        ("Turkey blamed Greece for the shelling.", "Turkey", "Greece", None),
        ("The bombing was blamed on Boko Haram.", None, "Boko Haram", None),
    ],
)
def test_target(text: str, speaker: str | None, target: str | None, denies: str | None) -> None:
    claim = statements(text)[0]
    assert (claim.speaker.text if claim.speaker else None) == speaker
    assert target is None or claim.target == target
    assert claim.denies == denies


def test_a_bare_denial_denies_the_last_word_against_the_denier() -> None:
    text = "Greece's Defence Ministry said that Turkish forces fired at its positions. Turkey denied that such an incident took place."
    first, second = statements(text)
    assert first.stance == "blames"
    assert (second.stance, second.target) == ("denies", "Ministry of Defence of Greece")


def test_mutual_blame_is_two_rows_where_both_sides_are_known() -> None:
    text = "Greek soldiers and Turkish soldiers exchanged fire. Greece and Turkey blamed each other for the attack."
    rows = [(c.speaker.party if c.speaker else None, c.target) for c in statements(text)]
    assert sorted(rows) == [("Greece", "Turkey"), ("Turkey", "Greece")]


def test_others_than_the_parties_who_count_the_dead_do_not_blame_as_well() -> None:
    assert statements("The war monitor said two children were killed by Syrian army shells.") == []

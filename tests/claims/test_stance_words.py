"""Statement claims in other words: denials, blame, responsibility, admissions and failed checks as papers put them, and what only looks
like one. A group of sentences stands for a way of saying it; they are made up."""

from __future__ import annotations

import pytest
from tests.claims.test_stances import statements

CASES = r"""
denies | The ministry said the report does not correspond to reality.
denies | The army spokesman said the claims did not correspond to reality.
denies | The group said the bombing was not its work.
denies | The general said not one shot was fired from our side.
denies | The Defence Ministry of Chad said not a single shell was fired from its side.
denies | The army said its units did not open fire.
denies | The army of Chad said its units had not opened fire on the village.
denies | The air force said it had no planes in the area.
denies | Turkey said it had no aircraft in the area at the time of the strike.
denies | The coalition said it carried out no strikes in the area that day.
denies | The group's leader vowed that it never targeted civilians.
denies | The army swore that it had never shelled the town.
denies | The government has consistently rejected accusations that its troops burned villages.
denies | Ethiopia has repeatedly rejected the allegations.
denies | Moscow called the accusations groundless.
denies | The Kremlin branded the report a fabrication.
denies | The army said there was no evidence its shells hit the school.
denies | Kenya insisted its soldiers were not involved in the killings.
denies | The militia distanced itself from the attack.
denies | The group disavowed the bombing.
denies | A spokesman for the rebels said they had no hand in the massacre.
denies | The army spokesman said that no air strikes had been carried out in the region on Monday.
denies | The Foreign Ministry of Sudan described the accusation as a lie.
denies | The minister scoffed at suggestions that the army had used gas.
denies | Officials in Kampala shrugged off the allegations of killings as rebel propaganda.
denies | The ministry said the video was staged.
denies | The military said the dead were fighters and that no civilians had been killed in the strike.
denies | The Taliban denied involvement.
denies | Rwanda denies backing the rebels who attacked the town.
denies | The claim was dismissed by the ministry as nonsense.
denies | The army said it does not target civilians.
denies | The accusation, which the army denies, was made on Monday.
denies | The government deemed such claims rebel propaganda.
denies | The spokesman ridiculed the allegation that soldiers had shot the villagers.
blames | The foreign ministry of Chad said that Sudan bears full responsibility for the attack.
blames | The president holds the rebels responsible for the massacre.
blames | Fingers were pointed at Boko Haram after the bombing.
blames | Evidence points to the Islamic State group, the army said.
blames | Boko Haram is widely blamed for the attack.
blames | The attack was widely blamed on Boko Haram.
blames | The minister saw the hand of Rwanda in the attack.
blames | The attack bore the hallmarks of Al-Shabab, a police official said.
blames | The interior minister said the raid carried the fingerprints of the PKK.
blames | The ministry said that Turkish forces opened fire on its positions.
blames | The opposition said government warplanes bombed the market.
blames | A rebel commander said army helicopters had dropped barrel bombs on the town.
blames | Sudan's army said fighters of the Rapid Support Forces had shelled a hospital.
blames | Activists said the army had fired rockets with poison gas at the suburb.
blames | "The militia did this," the mayor said.
blames | The president condemned the massacre committed by the Lord's Resistance Army.
blames | Ukraine says Russia shelled the station.
blames | Authorities say the attackers belonged to Al-Shabab.
blames | The rebels say the government is to blame for the deaths.
blames | The report by the UN found the army responsible for the massacre.
blames | Investigators determined that the army was behind the gas attack.
blames | The army charged that rebels had fired the shells.
claims_responsibility | The group said its fighters ambushed the convoy.
claims_responsibility | Al-Shabab took credit for the attack.
claims_responsibility | In a statement posted online, Al-Shabab said it was behind the blast.
claims_responsibility | A claim of responsibility was issued by Al-Shabab.
claims_responsibility | Al-Shabab issued a claim of responsibility.
claims_responsibility | The Taliban said they had attacked the base.
claims_responsibility | The Taliban said their fighters had stormed the base.
claims_responsibility | The attack was claimed on Telegram by the Islamic State group.
claims_responsibility | "Our fighters carried out the attack," the group said.
claims_responsibility | Al-Shabab spokesman Abdi Musab said its men had planted the bomb.
claims_responsibility | The Islamic State group said one of its soldiers blew himself up among the worshippers.
claims_responsibility | Boko Haram admitted responsibility for the raid.
claims_responsibility | The Tehrik-e-Taliban Pakistan claimed the suicide bombing at the mosque.
admits | The coalition acknowledged that its aircraft may have hit civilians.
admits | The army conceded a mistake.
admits | The army conceded that it made a mistake in the strike.
admits | The US military said its strike may have killed civilians.
admits | The US-led coalition said it may have hit the school.
admits | The military said that one of its drones had accidentally struck the clinic.
admits | The defence ministry expressed regret over the bombing of the wedding.
admits | The military took responsibility for the strike on the clinic.
admits | The government admitted its soldiers had killed the villagers.
confirms | The ministry confirmed the strike.
confirms | The mayor confirmed the toll.
confirms | The army confirmed that an attack had taken place.
confirms | The death toll was confirmed by the hospital.
confirms | The governor's office confirmed the attack on the village.
confirms | Police confirmed the killings.
could_not_verify | It was not possible to confirm the claims.
could_not_verify | The reports were not independently confirmed.
could_not_verify | The account could not immediately be confirmed.
could_not_verify | Neither account has been independently verified.
could_not_verify | The claims have not been independently verified.
could_not_verify | AFP was unable to independently confirm the toll.
could_not_verify | It was impossible to verify either claim.
could_not_verify | The BBC has not been able to verify the footage of the attack.
could_not_verify | There was no way to independently verify the army's account.
could_not_verify | Independent verification of the claims was not possible.
could_not_verify | It was unclear who carried out the attack.
could_not_verify | It was not known who fired the shells.
could_not_verify | The authenticity of the statement could not be established.
could_not_verify | The toll could not be independently confirmed.
none | There was no immediate word on casualties.
none | The army could not be immediately reached for comment.
none | No group has claimed responsibility for the bombing.
none | No one immediately claimed responsibility.
none | The monitor said government warplanes carried out 13 raids on the town.
none | A monitoring group said the army launched an offensive on the rebel-held suburb.
none | The monitoring group said the army captured several villages.
none | The minister denied holding such views.
none | A senator denied that he supported the tax.
none | He is not in a position to confirm the reports.
none | The UN said it would investigate reports that soldiers committed a massacre.
none | The UN said it was looking into allegations that the army had used poison gas.
none | The army said it killed 15 rebels.
none | The army said troops repelled an attack.
none | The army said its forces had captured the town.
none | The ministry said police had foiled an attack by Al-Shabab.
none | A source did not deny that strikes had been carried out.
none | The spokesman declined to confirm or deny the strike.
none | The army neither confirmed nor denied the report.
none | Human rights groups called on the army to stop the bombing.
none | The ministry said Turkish officials would visit the site of the attack.
none | The government denied visas to the reporters.
none | The mayor said gunmen opened fire on the crowd.
none | The governor refused to blame anybody for the attack.
none | Aid workers said fighting between the army and rebels had forced thousands to flee.
none | The minister said he was confirming his attendance.
none | The police said the bomb exploded near a market.
none | The group threatened to attack more bases.
none | Analysts said the army was unlikely to have fired first.
"""
TABLE = [tuple(part.strip() for part in line.split("|", 1)) for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("stance", "text"), TABLE)
def test_stance_in_other_words(stance: str, text: str) -> None:
    assert [c.stance for c in statements(text)] == ([] if stance == "none" else [stance])

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
denies | Turkey said none of its aircraft flew over the valley when the mill was struck.
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
blames | No group has come forward, but suspicion has fallen on Al-Shabab, which has struck the area before.
blames | Security sources believe the ADF carried out the raid.
blames | The army thinks Boko Haram is behind the kidnapping.
blames | The killings are thought to be the work of JNIM.
blames | The raid has been blamed on militia fighters of CODECO.
blames | Local leaders blame the M23 rebels.
blames | Kinshasa says M23 fighters massacred the villagers.
blames | The Congolese government accuses Rwanda of arming the M23.
blames | India said Lashkar-e-Taiba planned the assault.
blames | Colombia's defence minister said dissidents of the FARC had set off the car bomb.
blames | The president said the ELN was to blame for the bombing.
blames | Human Rights Watch said soldiers executed 40 villagers, which it called a war crime.
blames | Amnesty International said the army had committed war crimes in the town.
blames | Myanmar's shadow government accused the junta of bombing the school.
blames | The rebels said a junta jet dropped the bombs.
blames | A spokesman for the Karen National Union said the military had bombed the village.
blames | Azerbaijan said Armenian forces had shelled the town.
blames | Kyiv said a Russian missile hit the apartment block.
blames | Ukraine's president said Russia had struck the station deliberately.
blames | Moscow said Ukrainian forces were shelling the plant.
blames | Hamas said an Israeli strike hit the hospital.
blames | Israel said a misfired rocket of Islamic Jihad caused the blast.
blames | The Houthis said the Saudi-led coalition had bombed the funeral.
blames | The Tigrayan authorities said Ethiopian jets had struck a playground.
blames | Eritrean soldiers carried out the massacre, residents told the newspaper.
blames | The Turkish government said the PKK had carried out the bombing in Istanbul.
blames | President Erdogan blamed Kurdish militants.
blames | Sri Lankan ministers blamed National Thowheeth Jama'ath, a little-known Islamist group.
blames | Iran vowed revenge on Israel, which it blames for the killing.
blames | The mayor put the blame on gangs of the G9 alliance.
blames | The junta in Mali says jihadists of JNIM attacked the camp.
blames | The defence minister told parliament that the Taliban had fired the rockets.
blames | According to the Afghan interior ministry, the Haqqani network was behind the attack.
blames | The prime minister spoke of a cowardly attack by the terrorists of Boko Haram.
claims_responsibility | Hours later the Islamic State group said on its news agency Amaq that its fighters had carried out the attack.
claims_responsibility | The Islamic State's Khorasan branch said it was responsible.
claims_responsibility | ISIS-K claimed the bombing through its Telegram channel.
claims_responsibility | The Pakistani Taliban said one of their suicide bombers had struck the mosque.
claims_responsibility | JNIM said in a statement that it had killed 60 soldiers in the attack on the camp.
claims_responsibility | Through a radio station, Al-Shabab said it had carried out the assault.
claims_responsibility | The ADF, allied to the Islamic State, took responsibility for the massacre.
claims_responsibility | A faction of the Pakistani Taliban, Jamaat-ul-Ahrar, claimed the attack on the park.
claims_responsibility | Responsibility was taken by the Kurdistan Freedom Falcons.
claims_responsibility | In a video, Boko Haram's leader said his men had carried out the killings.
claims_responsibility | Boko Haram's leader Abubakar Shekau said in a video that his fighters had killed the farmers.
claims_responsibility | The Taliban claimed the attack, saying a suicide bomber had struck the academy.
denies | The Taliban condemned the attack and said they had no part in it.
denies | The Pakistani Taliban denied any link to the mosque bombing.
denies | The army rejected the accusation.
denies | The Ethiopian government rejected the report as one-sided and false.
denies | Eritrea has denied taking part in the massacre.
denies | Rwanda denies supporting the M23.
denies | A military spokesman said soldiers had killed only rebels and denied that civilians had died.
denies | The junta said the reports of civilian deaths were fake news.
denies | Israel denied striking the hospital.
denies | The Saudi-led coalition denied bombing the hall.
denies | The FARC dissidents said they had nothing to do with the bombing.
denies | Moscow denies targeting civilians.
denies | The army said there had been no massacre.
denies | The government insisted no civilians had been hurt.
denies | Pakistan dismissed the claim as baseless.
denies | The group's spokesman, Ali Dhere, denied that its fighters had attacked the mosque.
denies | Police disputed the number, saying only three had died.
denies | A spokesman for the army disputed the count of the dead.
denies | The Philippine army disputed the claim that a suicide bomber had struck.
denies | The M23 denied the killings, calling the report propaganda.
admits | The US military later admitted that the drone strike had killed ten civilians.
admits | The Pentagon acknowledged that the strike in Kabul was a mistake.
admits | The Nigerian air force admitted that its jets had bombed the camp by mistake.
admits | The Nigerian army said a drone had hit the village by accident.
admits | Iran's armed forces said they had shot down the plane unintentionally.
admits | Israel's army said a strike had mistakenly hit the aid workers' cars.
admits | The coalition said its jets may have struck the wedding.
admits | The president apologised for the killing of the villagers by soldiers.
confirms | A hospital official confirmed the deaths.
confirms | The regional government confirmed that an attack had happened.
confirms | The military confirmed the number of dead.
confirms | Al-Shabab's attack was confirmed by the governor.
confirms | The White House confirmed the deaths of the hostages.
could_not_verify | The claim by the Islamic State could not be checked independently.
could_not_verify | Reuters said it could not confirm the claim.
could_not_verify | It was not clear how many people had been killed.
could_not_verify | It is not known who fired first.
could_not_verify | Nobody could say how many had died.
could_not_verify | The BBC could not independently confirm the accounts.
could_not_verify | With the phone lines cut, the toll could not be verified.
could_not_verify | Journalists are barred from the area, so the accounts cannot be checked.
could_not_verify | The UN said it was unable to confirm the figures.
could_not_verify | There has been no independent confirmation of the toll.
could_not_verify | The identity of the attackers was unknown.
could_not_verify | Who was behind the attack remained unclear.
could_not_verify | How many died is still unclear.
could_not_verify | No independent body has confirmed the figure.
none | No group claimed responsibility at first.
none | The attackers have not been identified.
none | The army said it had killed 20 jihadists.
none | Police said a suicide bomber blew himself up at the gate.
none | Witnesses said gunmen on motorcycles opened fire on the market.
none | The president called the attack cowardly and declared three days of mourning.
none | Boko Haram has killed thousands of people in the region since 2009.
none | The UN condemned the attack and called for an investigation.
none | The hospital said 30 people had been brought in with gunshot wounds.
none | Amnesty International called on the government to investigate.
none | A resident told the AFP agency that the attackers burned houses.
none | The army said reinforcements had been sent and that the attack had been repelled.
denies | The Islamic State said 25 soldiers died in the attack; the army denied this and said it had lost nobody.
blames | "This barbaric massacre was carried out by the rebels," the information minister said.
none | Leaders in the province said they would answer any strikes by the army.
none | There was no immediate word on casualties.
none | The army could not be immediately reached for comment.
none | No group has claimed responsibility for the bombing.
none | No one immediately claimed responsibility.
none | The monitor said government warplanes carried out 13 raids on the town.
none | A monitoring group said the army launched an offensive on the rebel-held suburb.
none | The monitoring group said the army captured several villages.
none | The minister denied holding such views.
none | A senator denied that he supported the tax.
none | The envoy is in no position to confirm the reports.
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


def test_each_side_of_a_semicolon_keeps_its_words() -> None:
    rows = statements(
        "Chadian officials said nine people had been killed by Sudanese fire; Sudan's army said its troops had not shot at the crowd."
    )
    denial = [c for c in rows if c.stance == "denies"]
    assert [c.quote for c in denial] == ["its troops had not shot at the crowd"]


def test_a_denial_behind_an_accusation_leaves_it_standing() -> None:
    rows = statements("The Wagner group has been accused of taking part in the massacre at Orla, which Mali's government denies.")
    assert sorted(c.stance for c in rows) == ["blames", "denies"]


def test_the_group_is_the_one_named_before() -> None:
    last = statements("Abu Sayyaf seized three tourists. Two days later the group said it had killed the hostages.")[-1]
    assert (last.stance, last.target) == ("claims_responsibility", "Abu Sayyaf")

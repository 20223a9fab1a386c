"""Statements by the construction they are told in: passives, participles, judgements, idioms, clauses of one saying, failed checks."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of
from tests.claims.test_stances import statements

#: text, stance, target (None: not asked)
TOLD: list[tuple[str, str, str | None]] = [
    # blame that is judged, and not told by the way
    ("The Hill Observatory said the raid was suspected to have been carried out by the Kenyan army.", "blames", "Kenya"),
    ("The monitor said the strikes on the market were probably carried out by Kenyan forces.", "blames", "Kenya"),
    ("A gas attack believed to be by Kenyan jets hit the town on Monday, a monitor said.", "blames", "Kenya"),
    ("Residents said it was a Kenyan army helicopter that fired on the wedding.", "blames", "Kenya"),
    ("It was the Kenyans who opened fire first, the rebels said.", "blames", "Kenya"),
    ("The prefect insists that the killers were the Oakists.", "blames", "Oakists"),
    ('"This was the third company of the Oak Front," said the general.', "blames", None),
    ("The mayor said the attack was the work of a group of gunmen of the Oak Front.", "blames", "Oak Front"),
    ("The UN observers concluded that the shell was fired from Kenyan-held territory.", "blames", "Kenya"),
    ("Somali officials said the strike was Kenyan.", "blames", "Kenya"),
    ("The rebels said the blast was caused by a rocket misfired by the Kenyan army.", "blames", "Kenya"),
    ("Two shopkeepers said a shell fired by Kenyan troops had hit the school.", "blames", "Kenya"),
    # passives, participles, headlines without their verb
    ("Kenya has been accused of war crimes against civilians by rights groups.", "blames", "Kenya"),
    ("Kenyan army accused of torching the village of Orla.", "blames", "Kenya"),
    ("The killings have been attributed to the Oak Front.", "blames", "Oak Front"),
    ("Colonel Dario Ruiz, who is accused of having given the order to kill the priests, was replaced.", "blames", "Dario Ruiz"),
    ("The army denied any role, issuing a statement blaming the Oak Front for the raid.", "blames", "Oak Front"),
    ("In attacks the agency blamed on the Oak Front, nine shops burned down.", "blames", "Oak Front"),
    ("The Oak Front attributes the strike on the ferry to the Kenyan army.", "blames", "Kenya"),
    ("The insurgents hold the police responsible, for having built their barracks among the houses.", "blames", "police"),
    ("The ombudsman pointed to the militia as the presumed authors of the raid.", "blames", None),
    ("The council condemned the war crimes the Kenyan army is committing in Orla.", "blames", "Kenya"),
    ("A protester alleged that Kenyan soldiers shot at the crowd.", "blames", "Kenya"),
    ("The villagers laid the deaths at the door of the Kenyan army.", "blames", "Kenya"),
    ("Fingers were pointed at the Oak Front.", "blames", "Oak Front"),
    ("The commission linked the Kenyan army to the killings.", "blames", "Kenya"),
    ("Three were hurt in what the governor said was an attack by the Oak Front.", "blames", "Oak Front"),
    ("The tribunal laid the blame for the massacre on the Oak Front.", "blames", "Oak Front"),
    ("Prosecutors charged two members of the Oak Front with the bombing.", "blames", "Oak Front"),
    # responsibility claimed, deeds owned up to
    ("The Oak Front confirmed that its fighters carried out the attack on the school.", "claims_responsibility", "Oak Front"),
    ("The Kenyan military confirmed that it had struck the clinic.", "admits", "Kenya"),
    ("The Kenyan army said an errant missile from one of its jets hit the train.", "admits", "Kenya"),
    ("The Kenyan military acknowledged that the clinic had been hit by one of its missiles.", "admits", "Kenya"),
    ('The ministry of defence of Kenya concedes that "the projectile may have been ours".', "admits", "Kenya"),
    ("The Pentagon said American forces conducted the strike.", "admits", "United States"),
    ("The Oak Front claimed to have shot down the helicopter.", "claims_responsibility", "Oak Front"),
    ("The rebels claimed the downing of the jet.", "claims_responsibility", None),
    ("The bombing, claimed by the Oak Front, shook the capital.", "claims_responsibility", "Oak Front"),
    ("The Oak Front boasted of the raid on the station.", "claims_responsibility", "Oak Front"),
    ("The Oak Front owned up to the abduction.", "admits", None),
    ("The Taliban said the mujahideen had stormed the barracks.", "claims_responsibility", "Taliban"),
    ("The Oak Front said one of its men was behind the blast.", "claims_responsibility", "Oak Front"),
    # denials
    ("The board slammed the lies that the bomber had prayed there.", "denies", None),
    ("The Kenyan army trashed the claim that it had shelled the town.", "denies", None),
    ("The Kenyan army deemed such claims rebel propaganda.", "denies", None),
    ('The spokesman called the toll "a fabrication".', "denies", None),
    ("The Oak Front washed its hands of the killing.", "denies", None),
    ("The Kenyan army swore that no ranger had left the camp that night.", "denies", "Kenya"),
    ("There were no Kenyan planes over the town, the Kenyan ministry of defence said.", "denies", "Kenya"),
    ("The Oak Front denied that any of its members took part in the action.", "denies", None),
    ('"We did not do this," the Kenyan army said.', "denies", "Kenya"),
    ("The Kenyan army continues to contest that anyone was killed by its bullets.", "denies", None),
    # failed checks
    ("It was not immediately clear who was responsible.", "could_not_verify", None),
    ("The monitor said it couldnt determine whether Kenya or Chad was behind the attack.", "could_not_verify", None),
    ("The rebels had left Orla, but this information has yet to be confirmed.", "could_not_verify", None),
    ("The observers could draw no conclusion as to who had started the shooting.", "could_not_verify", None),
    ("The paper could not reach the village to verify the claims.", "could_not_verify", None),
    ("The spokesman said he was not in a position to confirm the reports of a raid.", "could_not_verify", None),
    ("The claim of the rebels remains unconfirmed.", "could_not_verify", None),
    ("Police said it was too soon to say who had planted the bomb.", "could_not_verify", None),
    # what confirms an attack by others owns up to nothing
    ("A Kenyan security source acknowledged the rebel assault on the town.", "confirms", None),
]  # fmt: skip

QUIET = [
    ("Moscow said the Kenyan army had stopped bombing the city.", "blames"),
    ("The envoy warned against new Kenyan missile strikes on the port.", "blames"),
    ("The president said the visit had been scheduled since before the rebel offensive.", "blames"),
    ("Kenya accused the Oak Front of bringing a thousand men into the district.", "blames"),
    ("They sought a pretext for accusing Kenya of using gas.", "blames"),
    ("Officials said rebels firing mortars had destroyed a post, killing three policemen.", "blames"),
    ("The clinic's director confirmed that nine people had died.", "confirms"),
    ("The army admitted that 19 soldiers had died.", "admits"),
    ("The general cannot say that he had no part in the murder.", "denies"),
    ("The assembly rejected the role of policeman that the government wants to give it.", "denies"),
    ("The survey linked the virus to nine deaths.", "blames"),
    ("Kenya does not deny having fired.", "denies"),
    ("The museum denied reports that the model had been broken in transport.", "denies"),
    ("The death has not been confirmed by the Oak Front.", "could_not_verify"),
    ("The Oak Front said its opponents had attacked the convoy.", "claims_responsibility"),
    ("Kenya says the raid was carried out by rebels to help their friends attack the port.", "admits"),
]


@pytest.mark.parametrize(("text", "stance", "target"), TOLD)
def test_stance_and_target(text: str, stance: str, target: str | None) -> None:
    found = [c for c in statements(text) if c.stance == stance]
    assert found, [(c.stance, c.target, c.rule) for c in statements(text)]
    assert target is None or target in {c.target for c in found}, [(c.stance, c.target, c.rule) for c in found]


@pytest.mark.parametrize(("text", "stance"), QUIET)
def test_not_said(text: str, stance: str) -> None:
    assert stance not in {c.stance for c in statements(text)}, [(c.stance, c.target, c.rule) for c in statements(text)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The Kenyan army denied that any civilian had died.", "victim_status"),
        ("The Kenyan army rejected reports of civilian deaths.", "victim_status"),
        ("The Kenyan army said the air strike killed four militants and that no civilians were injured.", "victim_status"),
        ("The Kenyan army said no civilian was hurt in the strike.", "victim_status"),
        ("The Kenyan army said none of its soldiers were hurt in the air strike.", "figure"),
        ("The Kenyan army said none of its jets killed the nine civilians.", "responsibility"),
        ("The Kenyan army said none of its planes were in the area of the air strike.", "responsibility"),
        ("The Oak Front disowned the action.", "responsibility"),
        ("The Oak Front denied participation in the murder.", "responsibility"),
        ("Kenya rubbished the reports of the killing of seven of its soldiers.", "figure"),
        ("Kenya denied the country's air force had flown there.", "unclear"),
        ("The Kenyan army said no such raid took place.", "occurrence"),
        ("The Kenyan army denied that the dead were fighters.", "victim_status"),
    ],
)
def test_what_is_denied(text: str, what: str) -> None:
    assert [c.denies for c in statements(text) if c.stance == "denies"] == [what]


def test_two_clauses_of_one_saying() -> None:
    rows = {
        (c.stance, c.target) for c in statements("The Kenyan army says it targets only militants and that the Oak Front fired the shells.")
    }
    assert ("denies", "Kenya") in rows and ("blames", "Oak Front") in rows


def test_speakers() -> None:
    def who(text: str, stance: str) -> list[str | None]:
        return [c.speaker.actor or c.speaker.text if c.speaker else None for c in statements(text) if c.stance == stance]

    assert who("A spokesman for the Oak Front said its fighters had shelled the base.", "claims_responsibility") == ["Oak Front"]
    assert who("The general said he knew of no massacre; the Oak Front denied that it had burned the village.", "denies") == ["Oak Front"]
    assert who("The Oak Front said on Monday that two men were hurt. Later it blamed the Kenyan army for the raid.", "blames") == [
        "Oak Front"
    ]


def test_confirmed_attack_stays_a_statement() -> None:
    rows = claims_of("The governor confirmed the attack that killed nine people.")
    assert "confirms" in {c.stance for c in rows if c.kind == "statement"}

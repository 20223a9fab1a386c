"""Harm told in lists, by name, without a harm word, of those who did it; and deaths that are no casualties."""

import pytest
from test_casualties import short, told

# as in test_casualties: k killed, w wounded, c captured, x hit or not told apart; a star marks a part
TABLE = [
    # lists: every member has its own mention
    ("Tarek Vorn and two guards were killed in the ambush.", "k1 k2"),
    ("She and four others were shot outside the mill.", "x1 x4"),
    ("Ona Pel, 41, and Sarik Moss, 19, were killed, and Lita Dorn was hurt.", "k1 k1 w1"),
    ("Shots struck Dorn and two others.", "x1 x2"),
    ("Farm worker, 3 others shot at Karsa market", "x1 x3"),
    ("Also killed were three clerks and a driver.", "k3 k1"),
    ("Also injured was the governor's wife.", "w1"),
    ("Wounded in the raid were a baker, two boys and Mira Vorn, a nurse.", "w1 w2 w1"),
    ("Drones killed five gunmen in a mud-walled house on Sunday and two more in a van on Monday.", "k5 k2"),
    # who they were adds nothing
    ("Two victims, an Orvale man and a Karsa man, died at the scene.", "k2 k1* k1*"),
    ("Three victims, a boy, a girl and a nun, were taken to a clinic for treatment of burns.", "w3 w1* w1* w1*"),
    ("The shells killed 14. All 17 were civilians: twelve men, one woman and four children.", "k14 k17 k12* k1* k4*"),
    ("The shells killed 14. All 20 suspects were freed.", "k14"),
    # one victim
    ("The archbishop was murdered at the altar.", "k1"),
    ("A carpenter was shot dead outside his shop.", "k1"),
    ("Gunmen assassinated Magistrate Ona Pel.", "k1"),
    ("TAREK VORN, 45, A FORMER MAYOR OF ORVALE, WAS MURDERED TODAY BY UNKNOWN MEN.", "k1"),
    ("The mob claimed the life of Tarek Vorn.", "k1"),
    ("The mine took the life of a 12-year-old football star.", "k1"),
    ("Soldiers found Tarek Vorn dead in a ditch.", "k1"),
    ("Vorn shot and killed Moss.", "k1"),
    ("The judge's murder shocked the town.", "k1"),
    ("The army's murder of nine monks was condemned.", "k9"),
    ("A third farmer, a father from Karsa, died overnight of splinter wounds.", "k1"),
    ("A fourth victim died in the clinic.", "k1"),
    ("Orlo would later die of his wounds.", "k1"),
    # hit by bullets, carried to hospital
    ("Bullets hit seven people near the well.", "x7"),
    ("They fired into the queue, hitting five women and a guard.", "x5 x1"),
    ("The prices hit six farmers.", ""),
    ("Two nuns were grazed by bullets.", "w2"),
    ("Eleven people were taken to hospital after the blast.", "w11"),
    ("Thirty were hurt in the blast. Nine people were flown to a clinic.", "w30 w9*"),
    ("The two were taken to hospital, where they died.", ""),
    ("Three people are in critical condition.", "w3"),
    ("Her uncle was also shot in his left leg.", "w1"),
    ("A man was stabbed in the chest and died.", "k1"),
    ("Five men shot on Mill Street", "x5"),
    ("Three teenagers shot at wedding in Karsa", "x3"),
    ("Two soldiers shot at a car.", ""),
    ("Guards in three Karsa vans shot directly at the crowd.", ""),
    ("Some of the windows were shot out.", ""),
    ("The shooting suspect fled.", ""),
    ("The fatal shooting of two clerks was filmed.", "k2"),
    ("Police look into a triple murder in Dorn.", "k3"),
    # those who did it
    ("He shot dead four clerks before killing himself.", "k4 k1"),
    ("The guard killed two comrades, then turned the rifle on himself.", "k2 k1"),
    ("Man kills wife, self in Dorn", "k1 k1"),
    ("The gunman killed at least six people before dying in a shootout.", "k6- k1"),
    ("The singer took his own life last year.", ""),
    ("A bomber killed himself and 11 recruits.", "k11"),
    # other words
    ("Seven youths were led away by the rebels.", "c7"),
    ("Four others remain in captivity.", "c4"),
    ("Two privates attained martyrdom.", "k2"),
    ("Three soldiers fell and six were wounded near the bridge.", "k3 w6"),
    ("Three tiles fell and a roof was damaged.", ""),
    ("No fewer than ten militants were destroyed.", "k10-"),
    ("Three bunkers were destroyed.", ""),
    ("It conceded that four of its men were lost.", "k4"),
    ("The club lost four of its players.", ""),
    ("No villagers were harmed.", "x0"),
    ("Twelve travellers had their throats cut.", "k12"),
    ("They slit the throats of five shepherds.", "k5"),
    ("The union put the number of dead at nine and the injured at 31.", "k9 w31"),
    ("The rebels' radio put government dead at 52.", "k52"),
    ('A gunship fired on a barge, killing "six or seven" displaced people.', "k6-7"),
    ("Between 40 and 44 people were reported killed in Dorn, according to the Red Crescent, including 9 children.", "k40-44 k9*"),
    ("Three women doctors were killed.", "k3"),
    ("Two border forces members were hurt in the raid.", "w2"),
    ("Nine Karsa Tigers were killed in the jungle.", "k9"),
    ("Three more died on Sunday, bringing the total to 19.", "k3 k19"),
    ("The toll may rise as several people are still trapped in the mine.", ""),
    ("The crash sent six people to hospital.", "w6"),
    ("He shot and killed his cousin's two young sons.", "k2"),
    ("They found a mother and three girls dead.", "k1 k3"),
    ("An 18 y/o man, 25 y/o man and 31 y/o woman were shot dead.", "k1 k1 k1"),
    # numbers that count nobody
    ("None of the boys were seriously hurt.", ""),
    ("None of the gunshot victims spoke.", ""),
    ("He was held for the murder of a Seven Hills gang leader.", "k1"),
    ("Tarek Vorn and Ona Pel, both 22, were hurt.", "w1 w1"),
    ("The driver 24 was hurt near Dorn.", "w1"),
    ("He denied the May 11 murders.", ""),
    ("A shooting a few blocks away drew a crowd.", ""),
    ("The hunt killed 40 foxes; only two were killed by hounds.", ""),
    ("Relatives of one of the dead spoke.", ""),
    ("Murder is the intentional killing of another.", ""),
    ("Millions went missing at the bank.", ""),
    ("The side won after two straight losses.", ""),
    # no casualties: illness, age, nothing violent near
    ("The poet died of a heart attack in 1970.", ""),
    ("Four thousand people died of cholera.", ""),
    ("He died last spring. She painted flowers.", ""),
    ("A shell hit the barn. He died in hospital.", "k1"),
    ("Nobody died. It was a radio play.", ""),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[t[0][:60] for t in TABLE])
def test_constructions(text, expected):
    _, mentions = told(text)
    assert " ".join(map(short, mentions)) == expected


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("A fourth victim died in the clinic.", ["increment"]),
        ("Three others died overnight, raising the toll to 22.", ["increment", "total"]),
        ("More than a hundred people have been killed this month.", ["cumulative"]),
        ("The offensive has killed 600 people.", ["cumulative"]),
        ("The rebels' uprising has claimed more than 900 lives.", ["cumulative"]),
        ("Over 750 people have been killed in the ongoing bombing campaign.", ["cumulative"]),
        ("Some 80 herders have died during the months-long feud.", ["cumulative"]),
        ("The offensive killed nine people on Monday.", ["total"]),
        ("Nine people have been killed in an attack on a market.", ["total"]),
        ("Troops killed nine rebels. A mourner spoke of Vorn's death.", ["total", "mention"]),
        ("Troops stormed the hut. Vorn's murder was condemned.", ["total"]),
    ],
)
def test_scopes(text, scopes):
    assert [m.scope for m in told(text)[1]] == scopes


def test_further_victims_of_a_harm_word_are_marked():
    _, mentions = told("Two women, a boy and three guards were killed, and four clerks were hurt.")
    assert ["casualties.joined" in m.rule for m in mentions] == [False, True, True, False]


def test_the_death_of_who_did_it_is_marked():
    _, mentions = told("The gunman killed five guards and then shot himself dead.")
    assert [("casualties.attacker" in m.rule, m.includes_attackers) for m in mentions][-1] == (True, "yes")

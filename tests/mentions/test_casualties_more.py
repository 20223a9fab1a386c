"""More ways of telling harm, each with its sisters, and the sentences beside them that tell none."""

import pytest
from test_casualties import short, told

# as in test_casualties, and: + an increment, c a sum over a time, A attackers counted too, D died of wounds
TABLE = [
    # Ways of saying it
    # died of wounds
    ("Six of those wounded in the raid died in hospital.", "k6+D"),
    ("Three of the wounded later died.", "k3+D"),
    ("Two of the injured have since died of their wounds.", "k2+D"),
    ("Four of those injured in Orvale died overnight.", "k4+D"),
    ("One of the wounded died on the way to hospital.", "k1+D"),
    ("Two of the 12 wounded died.", "k2D"),
    ("Of the 20 injured, three later died.", "w20 k3D"),
    ("Two of the wounded soldiers died on Friday.", "k2D"),
    ("Seven of the people hurt in the blast have died.", "k7D"),
    ("Two of those injured were children.", "w2*"),
    ("Several of the wounded died before help came.", "k3-+D"),
    ("None of the wounded died.", "k0D"),
    # received wounds
    ("Two received wounds in the exchange.", "w2"),
    ("Two guards received wounds.", "w2"),
    ("Nine soldiers suffered wounds of varying severity.", "w9"),
    ("Three sustained shrapnel wounds.", "w3"),
    ("Five villagers received injuries.", "w5"),
    ("A corporal received light wounds.", "w1"),
    ("Four others received gunshot wounds.", "w4"),
    ("Two of its officers received wounds.", "w2"),
    ("The policy received wounds from its critics.", ""),
    ("The two received awards.", ""),
    ("Two received medals for their service while one was killed.", "k1"),
    # none of ours
    ("Eight of them were killed and none of ours.", "k8 k0"),
    ("Forty rebels were killed, none of ours.", "k40 k0"),
    ("They lost nine fighters and we lost none.", "k9 k0"),
    ("Three of theirs were killed and two of ours.", "k3 k2"),
    ("We killed 20 of them.", "k20"),
    ("None of our soldiers were hurt.", "w0"),
    ("None of ours was killed.", "k0"),
    # buried
    ("We buried 14 persons, five of them women.", "k14 k5*"),
    ("We buried 14 people.", "k14"),
    ("They buried nine farmers on Sunday.", "k9"),
    ("Villagers buried 30 of the dead.", "k30*"),
    ("On Monday we buried six, two of them girls.", "k6 k2*"),
    ("The family buried its savings under 12 stones.", ""),
    ("Forty-three farmers were buried.", "k43"),
    ("The town buried eight persons, among them three small children.", "k8 k3*"),
    ("They buried the treaty in 14 pages.", ""),
    # among the N are
    ("Among the 24 are nine pupils.", ""),
    ("The blast killed 24 people. Among the 24 are nine pupils of the school.", "k24 k9*"),
    ("Twelve people were killed. Among the 12 were three nurses.", "k12 k3*"),
    ("Twelve people died. Two of the 12 were nurses.", "k12 k2*"),
    ("The raid killed 9 people. Of the nine, four were women.", "k9 k4*"),
    ("Seven died in the blast. Among them were two teachers.", "k7 k2*"),
    ("Seven died in the blast. Five of them were children.", "k7 k5*"),
    ("Seven died in the blast. Two of them were arrested in 2010.", "k7"),
    ("Thirty were killed. Among them were 12 women and four boys.", "k30 k12* k4*"),
    ("The market killing left 30 dead. They included two monks.", "k30 k2*"),
    ("Ten people were hurt. Among the injured is a boy of six.", "w10 w1*"),
    # also among those
    ("Two policemen were also among those killed.", "k2*"),
    ("Two policemen who had tried to stop him were also among those killed.", "k2*"),
    ("A nurse is among the dead.", "k1*"),
    ("Three medics were among those who died.", "k3*"),
    ("Four children were among those wounded.", "w4*"),
    ("Among those killed were two brothers.", "k2*"),
    ("Two boys are believed to be among the missing.", "m2*"),
    ("Seven nurses and 16 guards from the two convoys were among the dead.", "k7* k16*"),
    ("At least two children are also reported to be among the victims.", ""),
    ("An officer was reportedly also among those captured.", "c1*"),
    # put number
    ('The statement put the number of killed at "more than 30 apostates".', "k31-"),
    ('The group put the number of dead at "over 40".', "k41-"),
    ("It put the number of those killed at 19.", "k19"),
    ('The ministry put the number of wounded at "at least 60 people".', "w60-"),
    ("She put the number of dead at up to 20.", "k-20"),
    ("The army puts the number of killed rebels at 55.", "k55"),
    ("The number of killed stood at 12.", "k12"),
    ("The number of injured people has risen to 80.", "w80"),
    ("The number of tanks was put at 30.", ""),
    ("He put the number of voters at 3,000.", ""),
    # Attackers, mistakes in counting, sums, shots, hostages, shares
    # attackers in the total
    ("Twelve people lost their lives, not counting the man who blew himself up.", "k12"),
    ("Thirteen dead, the bomber among them.", "k13A"),
    ("Thirteen people were killed, the attacker among them.", "k13A"),
    ("Nine people were killed, including two attackers.", "k9A k2*A"),
    ("The blast killed nine, the bomber included.", "k9A"),
    ("Ten were killed, excluding the gunman.", "k10"),
    ("Fifteen were killed along with the suicide bomber.", "k15 k1"),
    ("The toll of 17 includes the three gunmen.", "k17A k3*A"),
    ("The toll of 17 does not include the three gunmen.", "k17"),
    ("Eleven people, among them the two attackers, were killed.", "k11A k2*A"),
    ("Six people were killed as well as the bomber.", "k6 k1"),
    # parts
    ("Four of the dead were children.", "k4*"),
    ("Twelve people were killed. Four of the dead were children.", "k12 k4*"),
    ("Seven of those killed were women.", "k7*"),
    ("Three of the bodies were burned.", "k3*"),
    # not a toll
    ("Seven bodies were counted twice.", ""),
    ("The hospital counted seven bodies twice.", ""),
    ("Three names were listed twice.", ""),
    ("Two of the dead were counted twice.", ""),
    ("Nine bodies had been counted twice, the ministry said.", ""),
    ("Five wounded were registered twice.", ""),
    ("Four of the dead had been double-counted.", ""),
    ("Eleven bodies were counted.", "k11"),
    # cumulative
    ("Two days had cost five lives.", "k5c"),
    ("The two days of shelling cost five lives.", "k5c"),
    ("Together the two attacks killed nine people.", "k9c"),
    ("Taken together, the raids killed 40 people.", "k40c"),
    ("Over the past week 19 soldiers were killed.", "k19c"),
    ("More than 300 people have died since then.", "k301-c"),
    ("The band has killed hundreds of farmers since it crossed the Orva.", "k200-c"),
    ("The raid killed 12 in the first major attack since talks began.", "k12"),
    ("The blast, the first to hit the town since spring, killed five.", "k5"),
    ("There were no casualties since most of them wore helmets.", "x0"),
    ("At least 700 herders have been killed so far this year.", "k700-c"),
    ("Fighting in the past three weeks has killed 80 people.", "k80c"),
    ("Two soldiers were killed last week.", "k2"),
    ("It was the deadliest raid since 2011: 40 people died.", "k40"),
    ("Twelve people were killed this week when a bus was hit.", "k12"),
    # beds etc
    ("The clinic treated the wounded in nine beds.", ""),
    ("The wounded lay in nine beds.", ""),
    ("The injured were taken to three clinics.", ""),
    ("The dead lay in two rooms.", ""),
    ("Doctors treated wounded on 12 mattresses.", ""),
    ("Not one shot was fired.", ""),
    ("Not a single shot was fired in Dorn.", ""),
    ("No shots were fired.", ""),
    ("Whoever was shot at the fence was no farmer, he said.", ""),
    ("Whoever killed the mayor will be found.", ""),
    ("Those who were shot had no arms.", ""),
    ("Anyone who was shot was taken away.", ""),
    ("Not one was shot.", "x0"),
    ("One shot was fired.", ""),
    ("Ten shots were heard.", ""),
    ("Three shots killed a guard.", "k1"),
    # conj
    ("Six sailors and a harbour police officer were killed.", "k6 k1"),
    # asides and brackets between two who met the same
    ("Some thirty villagers and one DLRF (Dorn Lake Relief Fund) staff member were killed as they left.", "k30 k1"),
    ("Twelve soldiers of the 3rd brigade (the Lions) and three policemen were killed.", "k12 k3"),
    ("Six residents of Karsa, a town on the river, and two nurses were wounded.", "w6 w2"),
    ("Forty farmers – many of them elderly – and two guards were killed.", "k40 k2"),
    ("Eight miners (all from Tavin) and a KTV (Karsa Television) reporter were injured.", "w8 w1"),
    ("Six men in a clash between guards and two gunmen were killed.", "k6"),
    # a second count is no part of the first without "of them"
    ("In Dorn 18 were wounded; a police source said the first count also included 47 injured.", "w18 w47"),
    ("Nine people were killed, and officials said an earlier list also included 14 missing.", "k9 m14"),
    # fear of harm is none
    ("Villagers said they feared getting killed or wounded on the road.", ""),
    ("Locals feared being trapped in their homes by shells.", ""),
    ("Traders are scared of being captured or shot.", ""),
    # hostage
    ("They took 12 hostages.", "c12"),
    ("The gunmen took a hostage.", "c1"),
    ("Rebels took nine people hostage.", "c9"),
    ("Fighters took dozens of prisoners.", "c24-"),
    ("The army said it had taken 30 prisoners.", "c30"),
    ("They took 12 hostages and killed two guards.", "c12 k2"),
    ("Twelve hostages were taken.", "c12"),
    ("Raiders seized 40 hostages in a school.", "c40"),
    ("Four hostages were freed.", ""),
    # fractions
    ("A third of the dead were children.", ""),
    ("A third of the 30 dead were children.", "k30"),
    ("Half of the 40 people killed were women.", "k40"),
    ("Two-thirds of the wounded were women.", ""),
    ("More than half of those killed were farmers.", ""),
    ("One in three of the wounded was a child.", ""),
    ("One-third of the victims died.", ""),
    ("About a quarter of the 80 injured were children.", "w80"),
    ("Three quarters of those killed were men.", ""),
    ("Nearly half the dead were boys.", ""),
    # Read wrong once in reports of other wars
    ("In Karsa, 21 were killed.", "k21"),
    ("The militia killed 23 villagers, including four girls and a midwife, and 31 others were also injured.", "k23 k4* k1* w31"),
    ("Jets killed 4 farmers and 9 others were wounded.", "k4 w9"),
    ("The blast killed two guards, and three shoppers were hurt.", "k2 w3"),
    ("Shells hit the town, killing 7 men, and 12 others were injured.", "k7 w12"),
    ("The number of casualties was not given, and two cars burned.", ""),
    ("The number of casualties was not reported, so the range was set as two.", ""),
    ("The list holds nearly 7000 victims' names.", ""),
    ("A list of the 48 victims' homes was burned.", ""),
    ("Orlo (24 years old), a member of the council, was killed.", "k1"),
    ("She is Zein Orlo (said to be either 5 or 7) and was wounded.", ""),
    ("The jail (12 killed, 30 hurt) burned.", "k12 w30"),
    ("The minister shot back that nobody cared.", ""),
    ("He took a pass but shot wide.", ""),
    ("Orlo shot past the goal.", ""),
    ("A guard was shot.", "x1"),
    ("Marat, captured by rebels last year, is calm.", ""),
    ("They are missing the point.", ""),
    ("So many people are missing it.", ""),
    ("There are 30,000 letters that are missing.", ""),
    ("Thirty men are missing.", "m30"),
    ("Twelve are missing.", "m12"),
    ("Fifty Orvans are missing.", "m50"),
    ("A rebel with a reward of Rs 4 lakh was killed.", "k1"),
    ("A clerk who stole 300 dollars was killed.", "k1"),
    ("Seventy search warrants were executed.", ""),
    ("Three orders were executed.", ""),
    ("Rebels planned the assassination of a general.", ""),
    ("They attempted the murder of two judges.", ""),
    ("The gang was linked to multiple kidnappings and murders.", ""),
    ("Orvale had no reports of injuries to civilians.", ""),
    ("There was no damage to houses or injuries to women.", ""),
    ("There were no reports of the deaths of children.", ""),
    ("The army denied the deaths of 12 men.", "k12"),
    ("There was no doubt about the killing of nine men.", "k9"),
    ("No fewer than 12 deaths were counted.", "k12-"),
    ("They killed the commander Aran Bel and one additional insurgent.", "k1 k1"),
    ("Gunmen killed Judge Ona Pel and two guards.", "k1 k2"),
    ("Troops killed a man in Orvale and two guards fled.", "k1"),
    ("Gunmen attacked a bus, killing 9 and abducting 35.", "k9 c35"),
    ("The army captured 12 in two days.", ""),
    ("Rebels attack buses, kill 9, abduct 35", "k9 c35"),
    ("10+ dead in Orvale", "k10-"),
    ('At least "six" Karsans killed', "k6-"),
    ('Source reports "at least" six Karsans killed.', "k6-"),
    ("The raids killed 23 citizens at least in Marat.", "k23-"),
    ("The raid killed 23 and at least 5 were hurt.", "k23 w5-"),
    ("It raised the death toll to 270 at least.", "k270-"),
    ("That is where it hurts most.", ""),
    ("Orlo had lost at least 27 family members.", "k27-"),
    ("He lost four relatives.", "k4"),
    ("The strike drew 12 critics.", ""),
    ("Four shepherds were killed and 19 injured as regime forces stormed the farm.", "k4 w19"),
    ("Thousands of people particularly infants died.", "k2000-"),
    # Ages, lists of who they were, parts told later
    ("The blast wounded two bakers, 24 and 31, who were treated.", "w2"),
    ("Two men, 34 and 51, were killed.", "k2"),
    ("Two guards, 34 rebels killed in Marat", "k2 k34"),
    ("None of the victims were named.", ""),
    ("None of the dead were soldiers.", ""),
    ("None of the wounded died.", "k0D"),
    ("One of the two guards shot in Orvale has died.", "k1"),
    ("Shelling killed two civilians, a woman and a girl, in a school.", "k2 k1* k1*"),
    ("Three people, a woman and two boys, were killed.", "k3 k1* k2*"),
    ("The blast killed two soldiers and a woman.", "k2 k1"),
    ("Gunmen killed two guards, a driver and a clerk.", "k2 k1 k1"),
    ("Gunmen killed three guards, a driver and a clerk.", "k3 k1 k1"),
    ("We buried 14 persons, five of them women and three small children.", "k14 k5* k3*"),
    ("Ten died, two of them nurses and three pupils.", "k10 k2* k3*"),
    ("The blast killed 24 people. Sixty-six people were hurt. Among the 24 are nine pupils of the school.", "k24 w66 k9*"),
    ("Nine men died. The market was closed. Of the nine, four were guards.", "k9 k4*"),
    ("The trust mourns the death of a herder on Friday.", "k1"),
    ("Six of those wounded died in hospital.", "k6+D"),
    ("Gunmen killed two guards, a driver and two clerks.", "k2 k1 k2"),
    ("Two relatives, a mother and her son, were killed.", "k2 k1* k1*"),
    ("Two men were killed and a boy and a girl were hurt.", "k2 w1 w1"),
]


def mark(mention):
    scope = {"increment": "+", "cumulative": "c"}.get(mention.scope, "")
    attackers = "A" if mention.includes_attackers == "yes" else ""
    return short(mention) + scope + attackers + ("D" if mention.harm_detail == "died_of_wounds" else "")


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[t[0][:60] for t in TABLE])
def test_more_constructions(text, expected):
    _, mentions = told(text)
    assert " ".join(map(mark, mentions)) == expected


def test_capitals_are_read_like_small_letters():
    text = "ABOUT 70 FISHERMEN FROM THREE VILLAGES HAVE BEEN KIDNAPPED BY MEN OF THE ORVAN FRONT IN TAVIN."
    document, mentions = told(text)
    assert [mark(m) for m in mentions] == ["c70"]
    assert document.text[mentions[0].figure.start : mentions[0].figure.end] == "ABOUT 70"
    assert [mark(m) for m in told("AT LEAST SIX ORVAN DEATHS WERE REPORTED IN VARIOUS PARTS OF THE COUNTRY.")[1]] == ["k6-"]


def test_a_part_told_in_the_next_sentence_belongs_to_its_total():
    _, mentions = told("The blast killed 24 people. Sixty-six were hurt. Among the 24 are nine pupils of the school.")
    assert [(m.figure.low, m.scope, m.part_of) for m in mentions] == [(24, "total", None), (66, "total", None), (9, "part", 0)]


def test_who_fires_from_afar_is_not_among_the_victims():
    assert told("An air strike killed nine people.")[1][0].includes_attackers == "no"
    assert told("A clash left nine people dead.")[1][0].includes_attackers == "unknown"
    assert [m.includes_attackers for m in told("Shelling killed two farmers and wounded several others.")[1]] == ["no", "no"]

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.language import get_parser, split_document
from rashomon.lexicon import load
from rashomon.mentions.casualties import find_casualties
from rashomon.mentions.casualties.words import find_triggers
from rashomon.mentions.figures import read_figures
from rashomon.model import Block, Document


def read(text):
    document = Document("x", text, "d", "s", blocks=(Block(0, len(text), "body"),))
    sentences = split_document(document)
    get_parser().parse(sentences)
    return document, sentences


SHORT = {"k": "killed", "w": "wounded", "m": "missing", "c": "captured", "x": "casualties"}

# what is said → "k12" killed 12, "k12-" at least 12, "k-12" up to 12, "k12-15" between; a star marks a part of a total
TABLE = [
    # verbs
    ("Shelling killed 12 and wounded 30 in Orvale.", "k12 w30"),
    ("Gunmen killed 5 policemen near Dorn on Friday.", "k5"),
    ("Insurgents killing a guard and wounding two others fled on motorcycles.", "k1 w2"),
    ("Karsa drone strike kills four, injures nine", "k4 w9"),
    ("Two soldiers who had manned a post in the hills were killed on Monday.", "k2"),
    ("2 soldiers killed near Tavin", "k2"),
    ("5 killed, 12 wounded in gunfight", "k5 w12"),
    ("Three killed over 70 injured in blast", "k3 w71-"),
    ("Two guards, 34 rebels killed in Marat", "k2 k34"),
    ("Civilian killed other injured in Karsa", "k1 w1"),
    ("Karsan Army Killed 175 Rebels", "k175"),
    ("Six soldiers died and 4 were wounded.", "k6 w4"),
    ("Thirty-one people lost their lives and 50 sustained injuries.", "k31 w50"),
    ("Two nurses, both 23, each suffered a shrapnel wound.", "w2"),
    ("Several armed men shot and killed a journalist.", "k1"),
    ("Four people were shot, one fatally.", "x4 k1"),
    ("The suicide bomber killed himself and 8 others.", "k8"),
    ("The army lost 120 troops in the valley.", "k120"),
    ("Villagers say the army executed 17 men.", "k17"),
    ("466 patients have been reported as wounded.", "w466"),
    # adjectives, labels, nouns
    ("12 dead, 30 wounded in Karsa market blast", "k12 w30"),
    ("The raid left three dead and 10 injured.", "k3 w10"),
    ("Dead: 5. Wounded: 17.", "k5 w17"),
    ("Rescuers carried away dozens of injured.", "w24-"),
    ("The hospital received 9 bodies and 31 wounded people.", "k9 w31"),
    ("The killing of at least 9 farmers was condemned.", "k9-"),
    ("The bodies of 14 people were found in a well.", "k14"),
    ("The bombing claimed the lives of 22 worshippers.", "k22"),
    ("The war has claimed almost 70,000 lives.", "k70000"),
    ("The clash caused 12 deaths and hundreds of casualties.", "k12 x200-"),
    # tolls
    ("The death toll rose to 41 on Monday, up from 38.", "k41"),
    ("The death toll, which earlier stood at 12, has climbed to 15.", "k15"),
    ("The toll rose from 30 to 45.", "k45"),
    ("The monitor put the death toll at 494.", "k494"),
    ("Officials put the number of villagers killed in the raid at over 300.", "k301-"),
    ("The death of a soldier brought to 12 the number of troops killed.", "k1 k12"),
    ("In Orvale the toll could reach as many as 340.", "k-340"),
    # parts, lists, shares
    ("Thirteen people, among them four children, were killed.", "k13 k4*"),
    ("Seventeen villagers including six girls and an old shepherd were killed.", "k17 k6* k1*"),
    ("Nine men of one clan, including two boys, were killed.", "k9 k2*"),
    ("The barrage killed 53 residents including 16 women seven teenagers and one firefighter.", "k53 k16* k7* k1*"),
    ("Six people were injured, including a young girl.", "w6 w1*"),
    ("More than 100 were injured, 20 of them seriously.", "w101- w20*"),
    ("Thirty-three people were killed: 19 pilgrims, 11 members of staff and three drivers.", "k33 k19* k11* k3*"),
    ("The clinic counted 31 killed, 22 farmers and 9 soldiers, and 64 others wounded.", "k31 k22* k9* w64"),
    ("150 bodies were counted in Arna, 100 in Bela and 67 in Cora.", "k150 k100 k67"),
    ("Among the dead were two journalists and a nurse.", "k2* k1*"),
    ("Five children were among the dead.", "k5*"),
    ("16 of the dead were displaced people.", "k16*"),
    ("Of the 30 killed, 12 were women.", "k30 k12*"),
    ("Ten of the 15 people killed were children.", "k10* k15"),
    ("3 of the 12 hostages were killed.", "k3"),
    ("One of the injured died in hospital.", "k1"),
    ("A commander and his two sons were killed in Tavin.", "k1 k2"),
    ("He was killed along with his two brothers.", "k1 k2"),
    ("Four were killed and 12 others, including two firefighters, injured.", "k4 w12 w2*"),
    # not told apart, missing, captured
    ("Hundreds of people were killed or wounded.", "x200-"),
    ("The jets struck, killing and injuring scores of them.", "x40-"),
    ("Some 300 people are missing.", "m300"),
    ("Thirty people are unaccounted for.", "m30"),
    ("Rebels abducted 40 schoolgirls and killed two guards.", "c40 k2"),
    ("Letters told of several nurses having been kidnapped.", "c3-"),
    ("The soldiers killed two insurgents and detained five others.", "k2 c5"),
    ("The fate of some 200 men remains unknown.", "m200"),
    ("35 people, mostly women, suffered from breathing difficulties.", "w35"),
    ("The ministry mourned the loss of 12 soldiers.", "k12"),
    ("The hospital received the bodies of 44 victims.", "k44"),
    # texts that lost their punctuation
    ("A bomber killed 30 people injured 90 in Karsa", "k30 w90"),
    ("3 March 2031 14 people mostly apprentices killed in mortar attacks", "k14"),
    ("40 Civilians 25 Fighters Killed 110 Injured by Karsans", "k40 k25 w110"),
    ("At least 23 OLF (Orvan) militants have been killed", "k23-"),
    # none
    ("No one was killed in the attack.", "k0"),
    ("There were no casualties.", "x0"),
    ("None of the soldiers were hurt.", "w0"),
    ("The army did not kill any civilians.", "k0"),
    # not told, or not people
    ("The plan could kill thousands of people.", ""),
    ("The raid would have killed 40 people.", ""),
    ("The group threatened to kill 10 judges.", ""),
    ("It is not known whether civilians have been hurt.", ""),
    ("The mayor was almost killed in the blast.", ""),
    ("Neither the mayor nor his wife was hurt.", ""),
    ("Nobody said how many deaths there were.", ""),
    ("The toll road has 12 lanes.", ""),
    ("Three tanks were destroyed and 40 sheep killed.", ""),
    ("He faces the death penalty on 12 counts.", ""),
    ("Police detained 12 protesters.", ""),
    ("The club lost 3 players to rivals.", ""),
    ("Two bodies overseeing elections lost 12 days.", ""),
    # ages, dates, units of an army
    ("A 12-year-old boy was killed by a sniper.", "k1"),
    ("Two 12-year-old girls were wounded.", "w2"),
    ("Hamid Orlo (36) was killed in his home.", "k1"),
    ("He was killed on 12 May 2014 at the age of 34.", "k1"),
    ("21 August 2013 Six people were killed", "k6"),
    ("Twenty-six fighters of the 21st brigade were killed.", "k26"),
]


def told(text):
    document, sentences = read(text)
    mentions, _ = find_casualties(document, sentences)
    return document, [m for m in mentions if m.figure.low is not None or m.figure.high is not None]


def short(mention):
    f = mention.figure
    figure = f"{f.low}" if f.low == f.high else f"{'' if f.low is None else f.low}-{'' if f.high is None else f.high}"
    harm = next(k for k, v in SHORT.items() if v == mention.harm)
    return harm + figure + ("*" if mention.scope == "part" else "")


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[t[0][:60] for t in TABLE])
def test_constructions(text, expected):
    _, mentions = told(text)
    assert " ".join(map(short, mentions)) == expected


@pytest.mark.parametrize("text", [t for t, _ in TABLE])
def test_quotes_hold_their_figure_and_every_figure_ends_somewhere_once(text):
    document, sentences = read(text)
    mentions, aside = find_casualties(document, sentences)
    for m in mentions:
        assert m.start <= m.figure.start and m.figure.end <= m.end
        assert document.text[m.figure.start : m.figure.end] == m.figure.words
        assert m.part_of is None or mentions[m.part_of].scope != "part"
    ends = [m.figure.start for m in mentions] + [a.start for a in aside]
    assert len(ends) == len(set(ends))
    for s in sentences:
        if find_triggers(s):
            assert {s.tokens[r.first].start for r in read_figures([t.lower for t in s.tokens])} <= set(ends)
    assert all(a.reason for a in aside)


def one(text):
    document, mentions = told(text)
    return document.text, mentions[0]


@pytest.mark.parametrize(
    ("text", "perpetrator"),
    [
        ("Two soldiers were killed by Karsan fire along the border.", "Karsan fire"),
        ("Gunmen killed five people.", "Gunmen"),
        ("An air strike by the Orvan coalition killed nine people.", "the Orvan coalition"),
        ("The blast killed nine people.", None),
        ("Rebels accused the army of killing 12 villagers.", "the army"),
        ("The militants stormed a village, killing 12 people.", "The militants"),
        ("Six people were killed in government air strikes on Orla.", "government air strikes"),
        ("Four were killed as a result of fire on Karsan positions from Orvan troops.", "Orvan troops"),
        ("Activists accused the army of launching a rocket attack that killed at least 87 people.", "the army"),
        ("An air raid hit a village held by the Orvan group killing three children.", None),
        ("Two boys were killed when rebels fired a shell at a school.", "rebels"),
        ("A suicide bomber killed five soldiers.", "A suicide bomber"),
        ("The second Orvan war killed 6,500 people.", None),
    ],
)
def test_who_the_clause_makes_the_doer(text, perpetrator):
    text, mention = one(text)
    assert (mention.perpetrator.of(text) if mention.perpetrator else None) == perpetrator


def test_what_else_a_mention_says():
    assert one("More than 30,000 people have been killed since 2009.")[1].scope == "cumulative"
    text, mention = one("More than 30,000 people have been killed since 2009.")
    assert mention.period.of(text) == "since 2009"
    assert one("Two more died of their wounds.")[1].scope == "increment"
    assert one("Two more died of their wounds.")[1].harm_detail == "died_of_wounds"
    assert one("Five were beheaded.")[1].harm_detail == "executed"
    assert one("The bodies of 14 people were found.")[1].harm_detail == "found_dead"
    assert one("A dozen people are feared killed.")[1].harm_detail == "presumed_dead"
    assert one("At least 14 people were killed, including the bomber.")[1].includes_attackers == "yes"
    assert one("At least 14 people were killed, not including the bomber.")[1].includes_attackers == "no"
    assert one("At least 14 villagers were killed.")[1].includes_attackers == "no"
    assert one("At least 14 people were killed.")[1].includes_attackers == "unknown"
    assert one("The shelling killed one soldier from each side.")[1].distributive
    assert one("Soldiers were killed there.")[1].figure.vague
    assert one("Nine civilians including children died.")[1].groups == ("children",)
    text, mention = one("Two of its soldiers had been killed near Tavin, the ministry said.")
    assert (mention.victims.of(text), mention.head) == ("Two of its soldiers", "soldier")
    assert mention.rule[:2] == ("harm.kill", "frame.passive")


def harm_examples():
    for entry in load("harm"):
        yield from ((entry, text, True) for text in entry.fires)
        yield from ((entry, text, False) for text in entry.silent)


@pytest.mark.parametrize(("entry", "text", "fires"), list(harm_examples()), ids=lambda v: v if isinstance(v, str) else "")
def test_examples_of_the_harm_words(entry, text, fires):
    _, mentions = told(text)
    assert any(m.rule[0] == entry.rule for m in mentions) is fires


SOUP = [
    *[
        "killed",
        "wounded",
        "dead",
        "12",
        "at",
        "least",
        "of",
        "the",
        "and",
        ",",
        "including",
        "people",
        "soldiers",
        "were",
        "was",
        "by",
        "no",
    ],
    *["missing", "toll", "rose", "to", "bodies", "2016", "a", "his", "-", "(", ")", '"', "them"],
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(SOUP), max_size=14))
def test_broken_sentences_are_survived_and_no_figure_is_lost(words):
    document, sentences = read(" ".join(words))
    mentions, aside = find_casualties(document, sentences)
    ends = {m.figure.start for m in mentions} | {a.start for a in aside}
    for s in sentences:
        if find_triggers(s):
            assert {s.tokens[r.first].start for r in read_figures([t.lower for t in s.tokens])} <= ends
    for m in mentions:
        assert m.start <= m.figure.start < m.figure.end <= m.end <= len(document.text)
    assert find_casualties(document, sentences) == (mentions, aside)


def test_names_of_victims_are_no_numbers():
    text, mention = one("Nasir Adel was killed, as were his two young children.")
    assert re.match("Nasir Adel was killed", text[mention.start : mention.end])

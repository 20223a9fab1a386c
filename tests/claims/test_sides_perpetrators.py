"""Who did it, told with the harm, before it and in the sentence before: one table each, read by the real finders."""

from __future__ import annotations

import re

import pytest
from tests.claims.sides_built import PAIR, case

from rashomon.claims import sides
from rashomon.claims.sides_doers_beside import told_before

DOERS = [
    ("Two men were killed by Ostravan fire.", "Two men were killed", "Ostrava Republic"),
    ("Two men were killed in Ostravan shelling.", "Two men were killed", "Ostrava Republic"),
    ("Two men were killed when Boko Haram fighters stormed the farm.", "Two men were killed", "Boko Haram"),
    ("Two men were killed in clashes with the Taliban.", "Two men were killed", "Taliban"),
    ("Two men were killed near Taliban strongholds.", "Two men were killed", None),
    ("Two men were killed in a rebel-held suburb.", "Two men were killed", None),
    ("Two men were killed in Russian and Syrian air raids.", "Two men were killed", "Russia and Syria"),
]


@pytest.mark.parametrize(("text", "words", "wanted"), DOERS)
def test_who_did_it(text: str, words: str, wanted: str | None) -> None:
    context, mention = case(PAIR + text, words)
    assert sides.perpetrator_of(mention, context)[0] == wanted


DEEDS = [
    ("Ostravan air strikes left two men killed.", "Ostrava Republic"),
    ("Barrel bombs dropped from Ostravan helicopters killed two men.", "Ostrava Republic"),
    ("An attack blamed on the Taliban killed two men.", "Taliban"),
    ("Varland accused the Taliban of an attack that killed two men.", "Taliban"),
    ("Taliban fighters positioned in the hills above the town shelled the market, killing two men.", "Taliban"),
    ("Varland accused the Taliban of shelling a farm on Sunday, killing two men.", "Taliban"),
    ("Varland accused the Taliban of breaking the truce, killing two men.", "Taliban"),
    ("The Taliban were accused of firing rockets at a school, killing two men.", "Taliban"),
    ("Varland blamed the Taliban for an attack on a market, killing two men.", "Taliban"),
    ("An air strike by the Saudi-led coalition on a farm killed two men.", "Saudi-led coalition"),
    ("A rocket fired by the Taliban from Pakistan killed two men.", "Taliban"),
    ("A shell fired from Taliban positions killed two men.", "Taliban"),
    ("A rocket fired from Lebanon killed two men.", None),
    ("Missiles launched from Iran struck a market, killing two men.", None),
    ("Boko Haram committed a massacre in a village where two men were killed.", "Boko Haram"),
    ("Ostravan and Varland jets struck the town, killing two men.", "Ostrava Republic and Varland"),
    ("A raid on a village held by the Taliban killed two men.", None),
    ("A blast near a post controlled by the Taliban killed two men.", None),
    ("The Taliban said a blast killed two men.", None),
    ("Taliban fighters were shelled, and the fire killed two men.", None),
    ("A raid against the Taliban killed two men.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), DEEDS)
def test_who_did_it_told_before_the_harm(text: str, wanted: str | None) -> None:
    words = re.search(r"(?:two men )?kill(?:ed|ing)(?: two men)?", text)
    assert words is not None
    context, mention = case(PAIR + text, words.group())
    assert sides.perpetrator_of(mention, context)[0] == wanted


BESIDE = [
    ("Ostravan jets struck the clinic for an hour. Forty men were killed.", "Ostrava Republic"),
    ("Boko Haram fighters stormed the farm at dawn. Forty men were killed.", "Boko Haram"),
    ("The Taliban shelled the valley. At least forty men were killed, a nurse said.", "Taliban"),
    ("Taliban fighters were shelled in the valley. Forty men were killed.", None),
    ("The Taliban said the valley was quiet. Forty men were killed.", None),
    ("Ostravan jets struck the clinic. Forty men were killed when a bomb went off on a bus.", None),
    ("Ostravan jets struck the clinic. It was late. Forty men were killed.", None),
]


@pytest.mark.parametrize(("text", "wanted"), BESIDE)
def test_who_did_it_told_in_the_sentence_before(text: str, wanted: str | None) -> None:
    words = re.search(r"[Ff]orty men were killed", text)
    assert words is not None
    context, mention = case(PAIR + text, words.group(), victims=words.group()[:9])
    assert told_before(mention, context) == wanted

"""Whose casualty it is: one table of invented sentences, read by the real finders of casualties and actors."""

from __future__ import annotations

import hashlib
import re

import pytest

from rashomon.claims import sides
from rashomon.claims.sides_words import predicate, read
from rashomon.language import get_parser, split_document
from rashomon.mentions.actors import find_actors
from rashomon.model import Block, CasualtyMention, Document, Figure, Mentions, Span, Speaker

PAIR = "Varland's Defence Ministry and the Ostrava Republic's foreign ministry spoke. Varland and the Ostrava Republic are at war. Varlandic and Ostravan forces met. "
INNER = "The Kestrian army and Kestria's president spoke in the Kestrian capital. "


def case(text: str, words: str, *, victims: str | None = None, by: str | None = None, low: int | None = 4, also: tuple[tuple[str, str, int], ...] = (),
         part_of: int | None = None, distributive: bool = False) -> tuple[sides.Context, CasualtyMention]:  # fmt: skip
    """A context and the mention ``words``; ``also`` are other mentions of the text: (words, victims, figure)."""
    blocks = (Block(0, len(text), "body"),)
    digest = hashlib.sha256(text.encode()).hexdigest()
    doc = Document("t", text, f"doc-{digest[:16]}", digest, blocks=blocks, language="en")
    sentences = split_document(doc)
    get_parser().parse(sentences)

    def make(words: str, victims: str | None, low: int | None, by: str | None = None, part_of: int | None = None, distributive: bool = False) -> CasualtyMention:
        a = text.index(words)
        b = a + len(words)
        inside = Span(text.index(victims, a), text.index(victims, a) + len(victims)) if victims else None
        doer = Span(text.index(by), text.index(by) + len(by)) if by else None
        m = re.search(r"killed|killing|died|dead|wounded|injured|captured", text[a:b])
        trigger = Span(a + m.start(), a + m.end()) if m else Span(a, b)
        number = next(s.index for s in sentences if s.start <= a < s.end)
        harm = "wounded" if m and m.group() in {"wounded", "injured"} else "killed"
        return CasualtyMention(a, b, number, harm, Figure(low, low, "", a, b), trigger, victims=inside, perpetrator=doer, part_of=part_of, distributive=distributive)

    mention = make(words, victims, low, by, part_of, distributive)
    found = (mention, *(make(w, v, n) for w, v, n in also))
    mentions = Mentions(casualties=tuple(sorted(found, key=lambda m: (m.start, m.end))), actors=tuple(find_actors(doc, sentences)))
    return sides.context_of(doc, sentences, mentions), mention


def side(context: sides.Context, mention: CasualtyMention, speaker: Speaker | None = None, party: str | None = None) -> list[str | None]:
    doer = sides.perpetrator_of(mention, context)[1]
    return [s.side for s in sides.side_of(mention, context, speaker, party or doer)]


def ministry(state: str) -> Speaker:
    return Speaker(f"Ministry of Defence of {state}", "the ministry", 0, 1, state, "ministry")


NAMED = [
    ("Two Varland soldiers were killed.", "Two Varland soldiers were killed", "Two Varland soldiers", "Varland"),
    ("Two Ostravan servicemen died.", "Two Ostravan servicemen died", "Two Ostravan servicemen", "Ostrava Republic"),
    ("Nine villagers were killed.", "Nine villagers were killed", "Nine villagers", "civilians"),
    ("Two women and a child died.", "Two women and a child died", "Two women and a child", "civilians"),
    ("Six policemen were killed.", "Six policemen were killed", "Six policemen", "police"),
    ("Six rebel fighters were killed.", "Six rebel fighters were killed", "Six rebel fighters", "rebels"),
    ("Six Boko Haram fighters were killed.", "Six Boko Haram fighters were killed", "Six Boko Haram fighters", "Boko Haram"),
    ("Nine civilians and soldiers were killed.", "Nine civilians and soldiers were killed", "Nine civilians and soldiers", "civilians and soldiers"),
    ("Ten people were killed.", "Ten people were killed", "Ten people", None),
    ("Ten bodies were found, all dead.", "Ten bodies were found, all dead", "Ten bodies", None),
    ("Of the dead, 16 killed were farmers.", "16 killed", None, "civilians"),
    ("The monitor put the killed at 17, all farmers.", "killed at 17", None, "civilians"),
    ("Ostravan losses were five dead.", "five dead", None, "Ostrava Republic"),
]


@pytest.mark.parametrize(("text", "words", "victims", "wanted"), NAMED)
def test_the_words_for_the_victims_come_first(text: str, words: str, victims: str | None, wanted: str | None) -> None:
    assert side(*case(PAIR + text, words, victims=victims)) == [wanted]


def test_its_soldiers_are_the_speakers() -> None:
    context, mention = case(PAIR + "Four of its soldiers were killed.", "Four of its soldiers were killed", victims="Four of its soldiers")
    assert side(context, mention, ministry("Varland")) == ["Varland"]
    context, mention = case(PAIR + "Varland said four of its soldiers were killed.", "four of its soldiers were killed", victims="four of its soldiers")
    assert side(context, mention) == ["Varland"]


def test_a_ministry_that_reports_losses_from_the_enemys_fire_reports_its_own() -> None:
    text = PAIR + "Four were killed by fire from Ostravan troops."
    context, mention = case(text, "Four were killed", by="fire from Ostravan troops")
    assert sides.perpetrator_of(mention, context)[1] == "Ostrava Republic"
    assert side(context, mention, ministry("Varland")) == ["Varland"]


def test_bare_soldiers_are_the_other_sides_than_the_killers() -> None:
    text = PAIR + "Varland says the Ostrava Republic killed 4 soldiers."
    context, mention = case(text, "killed 4 soldiers", victims="4 soldiers", by="the Ostrava Republic killed")
    assert side(context, mention) == ["Varland"]


def test_one_from_each_side_is_one_each() -> None:
    text = PAIR + "A clash killed one soldier from each side."
    assert side(*case(text, "killed one soldier from each side", victims="one soldier", low=1, distributive=True)) == ["Ostrava Republic", "Varland"]


def test_a_headline_over_one_from_each_side_is_of_both() -> None:
    text = "Two soldiers killed in new clash. " + PAIR + "A clash left one soldier dead from each side."
    context, mention = case(text, "Two soldiers killed", victims="Two soldiers", low=2, also=(("one soldier dead from each side", "one soldier", 1),))
    assert side(context, mention) == ["Ostrava Republic and Varland"]


def test_bare_soldiers_in_a_war_within_a_state() -> None:
    context, mention = case(INNER + "Six soldiers were killed.", "Six soldiers were killed", victims="Six soldiers")
    assert side(context, mention) == ["Kestria"]
    context, mention = case("Peru's army and the Peruvian president spoke. Six soldiers were killed.", "Six soldiers were killed", victims="Six soldiers")
    assert side(context, mention) == ["Peruvian military"]


def test_jihadists_are_the_group_the_document_is_about() -> None:
    text = INNER + "Militants of the Sarn Liberation Army held the dam. The Sarn Liberation Army fled. Jets killed 31 jihadists."
    assert side(*case(text, "killed 31 jihadists", victims="31 jihadists")) == ["Sarn Liberation Army"]
    assert side(*case(INNER + "Jets killed 31 terrorists.", "killed 31 terrorists", victims="31 terrorists")) == ["militants"]


@pytest.mark.parametrize("words", ["several more wounded", "three others injured"])
def test_a_gapped_figure_takes_the_side_it_hangs_on(words: str) -> None:
    text = PAIR + f"Two Varland soldiers were killed and {words}."
    context, mention = case(text, words, also=(("Two Varland soldiers were killed", "Two Varland soldiers", 2),))
    assert side(context, mention) == ["Varland"]


def test_people_are_who_the_document_says_they_are_elsewhere() -> None:
    text = "Gunmen killed 43 people. " + INNER + "The 43 farmers killed were buried."
    context, mention = case(text, "killed 43 people", victims="43 people", low=43, also=(("43 farmers killed", "43 farmers", 43),))
    found = sides.side_of(mention, context)[0]
    assert (found.side, found.victim_status, found.status_by) == ("civilians", "civilian", "outlet")


def test_a_total_of_civilians_and_soldiers_is_of_both() -> None:
    text = INNER + "The blast killed 27 people. Of them 20 civilians killed were named, and 7 soldiers killed were not."
    context, mention = case(text, "killed 27 people", victims="27 people", low=27, also=(("20 civilians killed", "20 civilians", 20), ("7 soldiers killed", "7 soldiers", 7)))
    assert side(context, mention) == ["civilians and soldiers"]


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


RELATIONS = [
    (None, "Two Varland soldiers", "outlet"),
    (ministry("Varland"), "Two Varland soldiers", "own_losses"),
    (ministry("Ostrava Republic"), "Two Varland soldiers", "enemy_losses"),
    (Speaker("X Observatory", "the Observatory", 0, 1, None, "monitor"), "Two Varland soldiers", "third_party"),
    (Speaker("witnesses", "witnesses", 0, 1, None, "witnesses"), "Two farmers", "third_party"),
    (ministry("Varland"), "Two farmers", "own_losses"),
]


@pytest.mark.parametrize(("speaker", "victims", "wanted"), RELATIONS)
def test_what_the_speaker_is_to_the_casualty(speaker: Speaker | None, victims: str, wanted: str) -> None:
    context, mention = case(PAIR + victims + " were killed.", victims + " were killed", victims=victims)
    found = sides.side_of(mention, context, speaker)[0]
    assert sides.relation(speaker, found, context) == wanted


def test_words_for_victims() -> None:
    assert read("70 regime and rebel fighters").kinds == {"soldiers", "rebels"}
    assert read("a police officer").kinds == {"police"}
    assert read("12 people, including soldiers").kinds == frozenset()
    assert predicate(" were soldiers, he said") == "soldiers"
    assert predicate(" were killed by soldiers") == ""

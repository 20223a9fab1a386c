"""Who speaks through a statement, at a press conference, by phone; whose figures were released; who is cited by whom."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of

from rashomon.model import Claim

SUBJECTS = ("The army", "Residents", "The Hill Front", "Police chief Aron Vale")
THROUGH = (
    "in a statement",
    "in a statement on Monday",
    "in a post on its page",
    "in a video posted online",
    "in an audio message",
    "at a press conference",
    "during a briefing",
    "in an interview with state television",
    "in a report released on Friday",
    "in its daily update",
    "via social media",
    "by phone",
    "late on Tuesday",
)
SAID = (
    "that five soldiers were killed in Tessel",
    "that 12 civilians died in the shelling of Tessel",
    "that gunmen attacked the village of Tessel, killing nine people",
)


def casualties(text: str) -> list[Claim]:
    return [c for c in claims_of(text) if c.kind == "casualty"]


def speakers(text: str) -> set[str | None]:
    return {c.speaker.text if c.speaker else None for c in casualties(text)}


@pytest.mark.parametrize("through", THROUGH)
@pytest.mark.parametrize("verb", ["said", "claimed", "confirmed", "acknowledged", "warned", "told reporters"])
def test_what_is_said_through_something_is_said_by_the_verbs_subject(verb: str, through: str) -> None:
    for n, said in enumerate(SAID):
        subject = SUBJECTS[(n + len(verb) + len(through)) % len(SUBJECTS)]
        assert speakers(f"{subject} {verb} {through} {said}.") == {subject}


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The Front for Change announced in a statement that 12 civilians died in Tessel.", "The Front for Change"),
        ("14 people were killed in the shelling of Tessel, a spokesman for the army told reporters.", "a spokesman for the army"),
        ("Nine soldiers died in the ambush near Tessel, a doctor told the agency.", "a doctor"),
        (
            "Nine were hurt late on Monday at Tessel, 60 km south of the capital, the security services announced in a statement.",
            "the security services",
        ),
        ("Gunmen killed nine people in Tessel, a village near Orla, residents reported by phone.", "residents"),
        ("The harbour office said in a statement read out on local radio that nine sailors died in Tessel.", "The harbour office"),
        ("The police chief said in a letter sent round on Friday that nine guards died in Tessel.", "The police chief"),
        ('"The provisional toll shows nine soldiers fallen," indicated government spokesman Aron Vale.', "government spokesman Aron Vale"),
        ("An earlier toll from the ministry stood at 14 dead.", "the ministry"),
        ("Figures released by the monitor show that 14 people were killed in Tessel.", "the monitor"),
        ("Data from the interior ministry showed 14 people were killed in Tessel.", "the interior ministry"),
        ("The governor earlier gave a toll of 14 dead in the raid on Tessel.", "The governor"),
        ("The hospital gave a figure of nine dead in Tessel.", "The hospital"),
        ("Citing the ministry, the agency said 14 people were killed in Tessel.", "the ministry"),
        ("State television, citing a hospital official, reported that 14 people were killed in Tessel.", "a hospital official"),
    ],
)
def test_whose_words_they_are(sentence: str, speaker: str) -> None:
    assert speakers(sentence) == {speaker}


@pytest.mark.parametrize(
    ("sentence", "not_the"),
    [
        ("In response to claims that five soldiers died in Tessel, the army said nothing.", "army"),
        ("The minister responded to a report that five soldiers were killed in Tessel.", "minister"),
        ("The army denied allegations by a rights group that soldiers executed 27 men in Tessel.", "army"),
        ("Prosecutor corrects count of bodies; marines kill five in Tessel", "Prosecutor"),
        ("The army said it had read the report by the monitor that five soldiers were killed in Tessel.", "army"),
    ],
)
def test_what_others_say_is_not_put_into_the_mouth_of_who_speaks_of_it(sentence: str, not_the: str) -> None:
    assert all(not_the not in (s or "") for s in speakers(sentence))


def test_who_cites_stands_in_the_chain() -> None:
    [claim] = casualties("The Courier News Agency, citing the Ministry of Health, reported that 14 people were killed in Tessel.")
    assert claim.speaker is not None and "Ministry of Health" in claim.speaker.text
    assert claim.via


@pytest.mark.parametrize("word", ["soldiers", "civilians"])
def test_that_which_opens_what_is_said_is_no_word_of_the_victims(word: str) -> None:
    [claim] = casualties(f"The army said that five {word} were killed in Tessel.")
    assert claim.victims is not None
    assert claim.quote.startswith("five")


@pytest.mark.parametrize("text", ["Ukraine: nine killed in raid on market", "Colombia: Six soldiers killed in bomb attack on base"])
def test_a_country_at_the_head_of_a_headline_says_nothing(text: str) -> None:
    found = [c for c in claims_of(text, headline=True) if c.kind == "casualty"]
    assert found and all(c.speaker is None for c in found)


def test_an_office_at_the_head_of_a_headline_speaks() -> None:
    [claim] = [c for c in claims_of("Army: 14 civilians killed in raid on Tessel", headline=True) if c.kind == "casualty"]
    assert claim.speaker is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine passengers were killed at a fake roadblock near Tessel, the governor said.",
        "The army said gunmen with false papers killed nine people in Tessel.",
        "The ministry said nine people died in inaccurate shelling by rebels.",
    ],
)
def test_a_thing_that_is_false_makes_no_word_false(sentence: str) -> None:
    assert {c.stance for c in claims_of(sentence) if c.kind == "casualty"} == {"asserts"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The army said false reports of nine dead had been spread.",
        "The ministry said the figure of nine dead was false.",
        "The governor described the theory that the army killed nine people as absurd.",
        "Stories of a raid on Tessel that killed nine are false the governor said.",
        "Claims that nine people were killed in Tessel are untrue army spokesman Aron Vale said.",
        "The army said the bogus massacre of nine villagers was staged.",
    ],
)
def test_a_word_that_is_called_false_is_denied(sentence: str) -> None:
    assert "denies" in {c.stance for c in claims_of(sentence)}


def test_who_blames_the_rebels_is_not_the_rebels() -> None:
    found = claims_of("The Hill Front blamed the rebels for the attack on Tessel, which killed nine people.")
    assert "Hill Front" not in {c.target for c in found if c.stance == "blames"} != set()


def test_where_a_post_stands_is_not_who_wrote_it() -> None:
    assert "Facebook" not in speakers("A Facebook post said nine people died in Tessel.")
    assert speakers("An earlier army statement put the number of dead in Tessel at nine.") == {"army"}


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (
            "Gunmen killed scores of people, many of them civilians digging trenches, in an attack near the town of Tessel, residents and a security source said.",
            "residents and a security source",
        ),
        (
            "Gunmen shot dead nine people, most of them traders returning from a market, on the road to Tessel, the governor said.",
            "the governor",
        ),
        ("The governor of Tessel, who visited the town, said nine people were killed.", "The governor of Tessel"),
    ],
)
def test_a_speaker_behind_a_long_list_stands_alone(sentence: str, speaker: str) -> None:
    assert speakers(sentence) == {speaker}


QUOTED_BEHIND = [
    ("Nine people died in Tessel on Monday, the Interfax agency quoted a military source as saying.", "a military source", ("Interfax",)),
    ("Nine people died in Tessel on Monday, Interfax quoted a military source as saying.", "a military source", ("Interfax",)),
    ("Nine people died in Tessel on Monday, state television quoted the interior minister as saying.", "the interior minister", None),
    ('"Nine people died in Tessel," the AFP news agency quoted a doctor as saying on Monday.', "a doctor", None),
    ("Nine people died in Tessel on Monday, the newspaper cited police as saying.", "police", None),
    ("The Interfax agency quoted a military source as saying nine people died in Tessel on Monday.", "a military source", ("Interfax",)),
]


@pytest.mark.parametrize(("text", "speaker", "via"), QUOTED_BEHIND)
def test_who_is_quoted_as_saying_what_stands_before(text: str, speaker: str, via: tuple[str, ...] | None) -> None:
    [found] = casualties(text)
    assert found.speaker is not None and found.speaker.text == speaker
    assert via is None or found.via == via

"""Inside one made-up document: which claims are one event, when it was, and what is background."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from rashomon.incidents import resettle, settle
from rashomon.language import get_parser, split_document
from rashomon.mentions import find_mentions
from rashomon.model import Block, Claim, Document, IncidentMention, Published, Speaker

FRIDAY = date(2031, 5, 2)


def told(
    text: str, quotes: list[tuple[str, dict[str, object]]], published: date | None = FRIDAY
) -> tuple[list[Claim], list[IncidentMention]]:
    """Settles a text of one block a line, with claims on the quoted words (casualties of one unless said otherwise)."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(at, at + len(line), "headline" if not blocks else "body"))
        at += len(line) + 1
    known = Published(day=published, basis="given") if published else Published()
    doc = Document("a", text, "doc-a", hashlib.sha256(text.encode()).hexdigest(), blocks=tuple(blocks), language="en", published=known)
    sentences = split_document(doc)
    get_parser().parse(sentences)
    claims = []
    for n, (quote, keys) in enumerate(quotes):
        start = text.index(quote)
        sentence = next(s for s in sentences if s.start <= start < s.end)
        base: dict[str, object] = {
            "kind": "casualty",
            "harm": "killed",
            "low": 1,
            "high": 1,
            "sentence": sentence.index,
            "paragraph": sentence.paragraph,
        }
        claims.append(Claim(f"c{n}", "a", "doc-a", start, start + len(quote), quote, **(base | keys)))  # type: ignore[arg-type]
    return settle(doc, sentences, find_mentions(doc, sentences), claims)


def groups(mentions: list[IncidentMention]) -> list[tuple[str, ...]]:
    return sorted(m.claims for m in mentions)


STATEMENT = {"kind": "statement", "harm": None, "low": None, "high": None}


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        (  # another day
            "Three killed on border\nShelling killed three soldiers on Friday near the village of Dorn.\nTwo soldiers died in Wednesday's clashes.",
            [("killed three soldiers", {"low": 3, "high": 3}), ("Two soldiers died", {"low": 2, "high": 2})],
            [("c0",), ("c1",)],
        ),
        (  # the same event told on
            "Three killed in market\nA bomb killed three people in Dorn on Friday.\nThe blast also wounded nine people, officials said.",
            [("killed three people", {"low": 3, "high": 3}), ("wounded nine people", {"harm": "wounded", "low": 9, "high": 9})],
            [("c0", "c1")],
        ),
        (  # elsewhere
            "Bomb kills five\nA car bomb killed five people in Dorn on Friday.\nElsewhere, gunmen shot dead two guards in the town of Lorn.",
            [("killed five people", {"low": 5, "high": 5}), ("shot dead two guards", {"low": 2, "high": 2})],
            [("c0",), ("c1",)],
        ),
        (  # a day of the saying that lies before the event's day is another event's
            "Clash kills one\nTroops exchanged fire on Friday, killing one soldier.\nOn Wednesday, both armies blamed each other for opening fire.\n"
            "Freedonia said four of its men had been wounded.",
            [
                ("killing one soldier", {}),
                ("each other for opening fire", {"kind": "statement", "harm": None, "stance": "blames", "target": "each_other"}),
                ("four of its men had been wounded", {"harm": "wounded", "low": 4, "high": 4}),
            ],
            [("c0",), ("c1", "c2")],
        ),
        (  # behind "in retaliation for" stands another event
            "Raid kills four\nFour soldiers were killed on Friday in a raid that Sylvania called retaliation for fire that wounded a guard the day before.",
            [
                ("Four soldiers were killed", {"low": 4, "high": 4, "side": "Freedonia"}),
                ("wounded a guard", {"harm": "wounded", "side": "Sylvania"}),
            ],
            [("c0",), ("c1",)],
        ),
        (  # a check sum: nine is four and five
            "Nine killed in shelling\nNine people were killed in attacks in the valley on Friday.\nShelling killed four people in Dorn.\nA bomb killed five people in Lorn.",
            [
                ("Nine people were killed", {"low": 9, "high": 9}),
                ("killed four people", {"low": 4, "high": 4}),
                ("killed five people", {"low": 5, "high": 5}),
            ],
            [("c0",), ("c1",), ("c2",)],
        ),
    ],
)
def test_grouping(text: str, quotes: list[tuple[str, dict[str, object]]], expected: list[tuple[str, ...]]) -> None:
    assert groups(told(text, quotes)[1]) == expected


@pytest.mark.parametrize(
    ("sentence", "quote", "keys"),
    [
        (
            "More than 9,000 people have been killed since the conflict began.",
            "More than 9,000 people have been killed",
            {"low": 9001, "high": None, "scope": "cumulative"},
        ),
        ("It was the deadliest attack since 2019, when 80 people were killed at Qarn.", "80 people were killed", {"low": 80, "high": 80}),
        ("In 2020, a war over the valley killed 6,000 people.", "killed 6,000 people", {"low": 6000, "high": 6000}),
        ("Since January shelling has killed 44 civilians.", "killed 44 civilians", {"low": 44, "high": 44, "scope": "cumulative"}),
        ("Over the past decade bombs have killed hundreds of villagers.", "killed hundreds of villagers", {"low": 200, "high": None}),
    ],
)
def test_background(sentence: str, quote: str, keys: dict[str, object]) -> None:
    text = f"Two killed in Dorn\nTwo farmers were killed in Dorn on Friday.\nThe police opened an inquiry.\n{sentence}"
    claims, _ = told(text, [("Two farmers were killed", {"low": 2, "high": 2}), (quote, keys)])
    assert [c.background for c in claims] == [False, True]


def test_a_comparison_with_the_past_is_no_total() -> None:
    text = "Two killed in worst attack since talks began\nTwo farmers were killed in Dorn on Friday."
    claims, mentions = told(
        text,
        [
            ("Two killed in worst attack since talks began", {"low": 2, "high": 2, "scope": "cumulative"}),
            ("Two farmers were killed", {"low": 2, "high": 2}),
        ],
    )
    assert not any(c.background for c in claims)
    assert len(mentions) == 1


def test_the_day_of_the_saying_only_bounds_the_event() -> None:
    speaker = Speaker("Freedonia", "Freedonia", 0, 9, "Freedonia", "state")
    _, mentions = told(
        "Two killed\nFreedonia said on Friday that two of its men had been killed.",
        [("two of its men had been killed", {"speaker": speaker})],
    )
    time = mentions[0].time
    assert time is not None
    assert (time.start, time.end) == (None, FRIDAY)


def test_times_are_made_again_when_publication_becomes_known() -> None:
    claims, mentions = told("Two killed\nTwo men were killed in Dorn on Wednesday.", [("Two men were killed", {})], published=None)
    assert mentions[0].weekday == 2
    assert mentions[0].time is None or not mentions[0].time.is_day
    again, dated = resettle(claims, mentions, Published(day=FRIDAY, basis="inferred"))
    assert dated[0].time is not None
    assert dated[0].time.start == date(2031, 4, 30)
    assert again[0].time == dated[0].time


def test_a_denial_belongs_to_what_was_just_told_and_politics_to_nothing() -> None:
    text = (
        "Fire on the border\nTwo soldiers were killed by shelling near Dorn on Friday.\n"
        "Sylvania denied that it took part in the attack.\nBoth sides accuse the other of delaying the trade treaty."
    )
    quotes = [
        ("Two soldiers were killed", {"low": 2, "high": 2}),
        ("it took part in the attack", STATEMENT | {"stance": "denies", "denies": "responsibility"}),
        ("delaying the trade treaty", STATEMENT | {"stance": "blames"}),
    ]
    assert groups(told(text, quotes)[1]) == [("c0", "c1")]


def test_retaliation_is_a_link_from_today_to_yesterday() -> None:
    text = "Raid kills four\nFour soldiers were killed on Friday in a raid in retaliation for shelling that wounded a guard the day before."
    _, mentions = told(
        text, [("Four soldiers were killed", {"side": "Freedonia", "low": 4}), ("wounded a guard", {"harm": "wounded", "side": "Sylvania"})]
    )
    raid = next(m for m in mentions if m.main)
    other = next(m for m in mentions if not m.main)
    assert [(link.type, link.target) for link in raid.links] == [("retaliation_for", other.mention_id)]
    assert other.time is not None
    assert other.time.start == date(2031, 5, 1)


def test_an_event_told_behind_a_day_after_lies_a_day_back() -> None:
    text = "Village shelled again\nTwo people were killed in Harvel on Thursday, a day after shells killed three at its dairy."
    _, mentions = told(text, [("Two people were killed", {"low": 2, "high": 2}), ("killed three", {"low": 3, "high": 3})])
    days = sorted(str(m.time.start) for m in mentions if m.time)
    assert days == ["2031-04-30", "2031-05-01"]


def test_the_day_of_what_came_after_bounds_the_event() -> None:
    text = "Thousands march\nProtesters burned tyres on Thursday after gunmen killed nine people in Harvel."
    _, [mention] = told(text, [("killed nine people", {"low": 9, "high": 9})])
    assert mention.time is not None
    assert (mention.time.start, mention.time.end) == (None, date(2031, 5, 1))


def test_an_operation_in_many_places_is_linked_not_merged() -> None:
    text = (
        "Coordinated attacks in three towns kill 26\nA series of coordinated bombings killed 26 people on Thursday.\n"
        "In Galle, a suicide bomber killed nine people at a church.\nIn Jaffna, eleven died when a hotel was hit by an explosion."
    )
    quotes = [("kill 26", 26), ("killed 26 people", 26), ("killed nine people", 9), ("eleven died", 11)]
    _, mentions = told(text, [(q, {"low": n, "high": n}) for q, n in quotes])
    assert [m.aggregate for m in mentions] == [True, False, False]
    assert {link.type for m in mentions for link in m.links} == {"part_of", "same_operation"}
    assert {m.time.start for m in mentions if m.time} == {date(2031, 5, 1)}


def test_a_war_that_a_paragraph_is_about_is_background() -> None:
    text = (
        "Mine kills shepherd\nA shepherd was killed on Thursday near Harvel.\n"
        "The 2008-2011 war between the two sides killed about 30,000 people.\n"
        "The war is told in numbers that differ. The schoolbooks say 22,000 dead."
    )
    claims, _ = told(text, [("shepherd was killed", {}), ("killed about 30,000 people", {"low": 30000}), ("22,000 dead", {"low": 22000})])
    assert [c.background for c in claims] == [False, True, True]


def test_items_of_a_round_up_are_events_of_their_own() -> None:
    text = (
        "Security developments, May 2\nHADREL - A bomb killed four people near a market.\n"
        "LORNE - Gunmen killed two guards.\nSELM QUARA - Three bodies were found. Police gave no cause."
    )
    _, mentions = told(text, [("killed four people", {"low": 4}), ("killed two guards", {"low": 2}), ("Three bodies", {"low": 3})])
    assert len(mentions) == 3


def test_the_day_of_a_dateline_is_none_of_the_event() -> None:
    text = "Post shelled\nHadrel, 2 May 2031 (VNA) - Shells that hit a post on Wednesday killed three officers."
    _, [mention] = told(text, [("killed three officers", {"low": 3})])
    assert mention.time is not None and mention.time.start == date(2031, 4, 30)


def test_what_armed_people_did_on_a_day_dates_the_count_that_follows() -> None:
    text = (
        "Toll of raid rises\nOn Wednesday rebels of the Vale Front came ashore in four boats. The bishop's office has the names of 17 dead."
    )
    _, [mention] = told(text, [("17 dead", {"low": 17})])
    assert mention.time is not None and mention.time.start == date(2031, 4, 30)
    text = "Two arrested\nTwo suspects were arrested on Wednesday. The bishop's office has the names of 17 dead."
    _, [mention] = told(text, [("17 dead", {"low": 17})])
    assert mention.time is not None and mention.time.start is None


def test_the_day_before_is_another_event_even_where_no_day_is_known() -> None:
    text = "Report on the hangar\nThe mission confirmed 38 deaths from two bombs on the hangar. The day before, six fighters had been killed at Lorne."
    _, mentions = told(text, [("38 deaths", {"low": 38}), ("six fighters had been killed", {"low": 6})])
    assert len(mentions) == 2


def test_what_goes_on_with_an_event_told_in_passing_is_no_news() -> None:
    text = (
        "Village shelled\nShells killed nine people in Harvel on Thursday.\nThe roofs burned.\nPeople fled.\n"
        "On 3 March 2029 a raid at Lorne killed forty people. Twelve were wounded.\nNobody has claimed the shelling."
    )
    claims, _ = told(text, [("killed nine people", {"low": 9}), ("killed forty people", {"low": 40}), ("Twelve were wounded", {"low": 12})])
    assert [c.background for c in claims] == [False, True, True]


def test_an_old_deed_of_which_something_new_is_told_is_news() -> None:
    text = (
        "Army denies killings\nSoldiers killed 27 men in Harvel on Thursday, a group said.\nThe group spoke of an execution.\n"
        "The army denied it.\nThe army now acknowledges that 19 soldiers died in the April 17 ambush near Lorne, up from 11."
    )
    claims, mentions = told(text, [("killed 27 men", {"low": 27}), ("19 soldiers died", {"low": 19})])
    assert [c.background for c in claims] == [False, False]
    assert len(mentions) == 2


def test_other_victims_on_a_day_of_their_own_are_another_event() -> None:
    text = (
        "Alliance admits killings\nThe alliance acknowledged on Friday that five people killed in a raid at Harvel were civilians.\n"
        "Three Freedonian soldiers were killed on Thursday by a bomb."
    )
    _, mentions = told(
        text,
        [
            ("five people killed in a raid", {"low": 5, "high": 5, "side": "civilians"}),
            ("Three Freedonian soldiers were killed", {"low": 3, "high": 3, "side": "Freedonia"}),
        ],
    )
    assert len(mentions) == 2


def test_doers_who_fall_on_a_day_of_their_own_are_another_event() -> None:
    text = "Fax from the Front\nThe Vale Front boasted of the massacre at Harvel.\nOn Thursday, the army killed 32 of its men in the hills."
    speaker = {"actor": "Vale Front", "party": "Vale Front"}
    boast = {
        "kind": "statement",
        "harm": None,
        "low": None,
        "high": None,
        "stance": "claims_responsibility",
        "speaker": Speaker("Vale Front", "Vale Front", 19, 33, speaker["party"]),
    }
    _, mentions = told(text, [("boasted of the massacre", boast), ("killed 32 of its men", {"low": 32, "high": 32, "side": "Vale Front"})])
    assert len(mentions) == 2


def test_a_day_of_mourning_is_none_of_the_event() -> None:
    text = "Town mourns\nHundreds gathered on Thursday for nine people killed in Harvel."
    _, [mention] = told(text, [("nine people killed", {"low": 9})])
    assert mention.time is not None and mention.time.start is None


@pytest.mark.parametrize(
    ("second", "day"),
    [
        ("Three men were killed in a raid the day before.", date(2031, 4, 28)),
        ("A day earlier, shells killed three men in the fields.", date(2031, 4, 28)),
        ("The day after, shells killed three men in the fields.", date(2031, 4, 30)),
    ],
)
def test_days_are_counted_from_an_event_of_which_nothing_is_claimed(second: str, day: date) -> None:
    text = f"Villages bombed\nOn 29 April helicopters bombed several villages near Harvel.\n{second}"
    quote = "Three men were killed" if "Three" in second else "killed three men"
    _, mentions = told(text, [(quote, {"low": 3, "high": 3})])
    assert [(m.time.start, m.time.end) for m in mentions if m.time is not None] == [(day, day)]

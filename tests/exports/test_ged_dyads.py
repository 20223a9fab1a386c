"""Types of violence and sides: known, or left out with the reason; never made up."""

import pytest
from events_made import attribution, claim, document, estimate, told

from rashomon.exports.events_actors import Cast, Party
from rashomon.exports.events_when import Unfit
from rashomon.exports.ged_dyads import dyad_of
from rashomon.model import Attribution

SOLDIERS = {"side": "Chad", "status": "combatant"}
VILLAGERS = {"side": "civilians", "status": "civilian"}


def cast(*victims, blamed=(), text="", **more):
    claims = [claim(n, 3, **v) for n, v in enumerate(victims, 1)]
    return Cast(told(*claims, estimates=(estimate(3),), blamed=attribution(*blamed), documents=(document(text=text),), **more))


@pytest.mark.parametrize(
    ("victims", "blamed", "kind", "sides"),
    [
        ([SOLDIERS], [("Ennedi Front", "claimed")], 1, ("Government of Chad", "Ennedi Front")),
        ([SOLDIERS, VILLAGERS], [("Ennedi Front", "alleged")], 1, ("Government of Chad", "Ennedi Front")),
        ([SOLDIERS], [("Libya", "admitted")], 1, ("Government of Chad", "Government of Libya")),
        ([{"side": "Ennedi Front"}], [("Army of the East", "alleged")], 2, ("Army of the East", "Ennedi Front")),
        ([VILLAGERS], [("Ennedi Front", "claimed")], 3, ("Ennedi Front", "Civilians")),
        ([VILLAGERS], [("Armed Forces of Chad", "alleged")], 3, ("Government of Chad", "Civilians")),
        ([{"side": "Chadian military", "status": "combatant"}], [("Ennedi Front", "claimed")], 1, ("Government of Chad", "Ennedi Front")),
        ([{"side": "soldiers", "victim_party": "Chad", "status": "combatant"}], [("Ennedi Front", "claimed")], 1, ("Government of Chad", "Ennedi Front")),
        ([{"side": "civilians and police"}], [("Ennedi Front", "claimed")], 1, ("Government of Chad", "Ennedi Front")),
        ([{"side": "Russia", "status": "combatant"}], [("Ukraine", "alleged")], 1, ("Government of Russia (Soviet Union)", "Government of Ukraine")),
    ],
)  # fmt: skip
def test_sides_and_type(victims, blamed, kind, sides):
    found = dyad_of(cast(*victims, blamed=blamed))
    assert not isinstance(found, Unfit), found
    assert (found.type, found.names) == (kind, sides)


@pytest.mark.parametrize(
    ("victims", "blamed", "code"),
    [
        ([VILLAGERS], [], "no_side"),
        ([VILLAGERS], [("gunmen", "alleged")], "no_side"),
        ([SOLDIERS], [], "one_side"),
        ([SOLDIERS], [("gunmen", "alleged")], "side_without_name"),
        ([SOLDIERS], [("rebels", "alleged")], "side_without_name"),
        ([{"side": "Kurdish militants"}], [("Chad", "alleged")], "side_without_name"),
        ([SOLDIERS, {"side": "Libya", "status": "combatant"}], [("Ennedi Front", "alleged")], "many_sides"),
        ([VILLAGERS], [("Chad", "alleged"), ("Libya", "alleged")], "many_sides"),
        ([VILLAGERS], [("Chad", "alleged"), ("militants", "alleged")], "side_without_name"),
        ([{}], [("Ennedi Front", "claimed")], "victims_unknown"),
    ],
)
def test_what_is_not_known_is_left_out(victims, blamed, code):
    found = dyad_of(cast(*victims, blamed=blamed))
    assert isinstance(found, Unfit)
    assert found.code == code


def test_those_who_accuse_one_another_are_no_dyad_where_only_civilians_were_hit():
    blamed = (
        Attribution("Chad", "alleged", ("Ennedi Front",), (), ()),
        Attribution("Ennedi Front", "alleged", ("Ministry of Defence of Chad",), (), ()),
    )
    made = Cast(told(claim(1, 3, side="civilians", status="civilian"), blamed=blamed))
    found = dyad_of(made)
    assert isinstance(found, Unfit)
    assert found.code == "disputed_attacker"


def test_the_candidate_style_takes_sides_that_a_word_names():
    found = dyad_of(cast(SOLDIERS, blamed=[("rebels", "alleged")]), candidate=True)
    assert not isinstance(found, Unfit)
    assert (found.names, found.checks) == (("Government of Chad", "rebels"), ("Check dyad",))
    unknown = dyad_of(cast({}, blamed=[("Ennedi Front", "claimed")]), candidate=True)
    assert not isinstance(unknown, Unfit)
    assert (unknown.type, unknown.checks) == (3, ("Check type of violence",))


def test_a_state_nobody_lists_is_shown_by_what_only_states_have():
    by_speaker = cast(
        {"side": "Velmara", "status": "combatant", "speaker": "Ministry of Defence of Velmara", "party": "Velmara"},
        blamed=[("Ennedi Front", "claimed")],
    )
    assert by_speaker.hit() == (Party("Velmara", "state"),)
    by_text = cast(
        {"side": "Velmara", "status": "combatant"}, blamed=[("Ennedi Front", "claimed")], text="The army of Velmara confirmed it."
    )
    assert by_text.hit() == (Party("Velmara", "state"),)
    by_nothing = cast({"side": "Velmara", "status": "combatant"}, blamed=[("Ennedi Front", "claimed")])
    assert by_nothing.hit() == (Party("Velmara", "group"),)


def test_police_of_nobody_are_those_of_the_country_and_soldiers_are_not():
    assert cast({"side": "police", "status": "police"}).hit() == (Party("Chad", "state", "police"),)
    assert cast({"side": "soldiers", "status": "combatant"}).hit() == (Party("soldiers", "military"),)


def test_one_report_that_calls_policemen_soldiers_makes_no_army():
    five = [{"side": "police", "victim_party": "Chad", "status": "police"}] * 5
    assert cast(*five, SOLDIERS).hit() == (Party("Chad", "state", "police"),)
    assert len(cast(*five[:2], SOLDIERS).hit()) == 2


def test_who_says_that_it_lost_nobody_was_not_hit():
    assert cast({"side": "Ennedi Front", "negated": True}).hit() == ()


def test_bodies_of_the_lexicon_are_what_they_are():
    assert cast({"side": "Israel Defense Forces"}).hit() == (Party("Israel", "state"),)
    assert cast({"side": "Doctors Without Borders"}).hit() == (Party("Civilians", "civilians"),)
    assert cast({"side": "Islamic State"}).hit() == (Party("Islamic State", "group"),)
    three = dyad_of(cast({"side": "Islamic State"}, SOLDIERS, blamed=[("US-led coalition", "alleged")]))
    assert isinstance(three, Unfit)
    assert three.code == "many_sides"
    found = dyad_of(cast({"side": "Islamic State"}, blamed=[("US-led coalition", "admitted")]))
    assert isinstance(found, Unfit)
    assert found.code == "coalition"


def test_a_name_with_and_in_it_is_one_group_unless_both_stand_alone():
    assert cast(VILLAGERS).parties("Movement for Unity and Jihad") == (Party("Movement for Unity and Jihad", "group"),)
    assert [p.name for p in cast(VILLAGERS).parties("Chad and Libya")] == ["Chad", "Libya"]

"""Persons, hours, streets and ages that tie two reports together."""

from __future__ import annotations

from datetime import date

import pytest
from incidents_build import LORN, claim, document, mention

from rashomon.incidents import cluster
from rashomon.incidents.details import details_in, same_hour, spots_in
from rashomon.incidents.people import people_in, person_keys, same_persons, tellers_in, untold
from rashomon.model import Sentence, TimeSpan


def sentences(*texts: str) -> list[Sentence]:
    out, at = [], 0
    for n, text in enumerate(texts):
        out.append(Sentence(n, at, at + len(text), 0, "body", n, text))
        at += len(text) + 1
    return out


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Orna Belk, 34, was walking home when the shell fell.", ("orna belk",)),
        ("The 17-year-old Tavi Morrow died on the spot.", ("tavi morrow",)),
        ("Jurek Hallam was charged with the killings.", ("jurek hallam",)),
        ("Two men were held over the killing of Jurek Hallam.", ("jurek hallam",)),
        ("The dead man was named by the army as Private Ilan Soder.", ("private ilan soder",)),
        ("Pavel Rusk (52) and his wife were found in the yard.", ("pavel rusk",)),
        ("Colonel Pavel Rusk said the road was open.", ()),
        ("President Pavel Rusk was wounded in the leg.", ()),
        ("She was taken to Saint Orla Hospital after the blast.", ()),
        ("It was shown on Vale News 5 last night.", ()),
        ("Two Dead After Shooting Near Orla Bridge, 5 Hurt", ()),
    ],
)
def test_who_it_happened_to(text: str, people: tuple[str, ...]) -> None:
    assert people_in(sentences(text)) == people


def test_who_only_speaks_is_told_apart() -> None:
    told = sentences("Captain Ilan Soder said two had died.", "Orna Belk, 34, was one of them.", "Orna Belk told her sister of threats.")
    people = people_in(told)
    assert tellers_in(told, people) == ("ilan soder",)
    assert untold(("captain ilan soder", "golden hall", "soder"), ("ilan soder",)) == ("golden hall",)


def test_middle_names_do_not_part_a_person() -> None:
    assert same_persons(("matt orel",), ("matt d orel junior",)) == 1
    assert same_persons(("matt orel", "matt j orel"), ("matt orel",)) == 1  # one person, written twice
    assert same_persons(("matt orel",), ("anna orel",)) == 0
    assert person_keys(("matt james orel",)) & person_keys(("matt orel",))


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("Shots were heard about 9:40 p.m. in the 2400 block of North Alder Street.", ("clock:1300", "number:2400 alder", "street:alder")),
        ("A boy of the Orel family, aged 7, was hit at 14:30 local time.", ("age:7", "clock:870")),
        ("The seven-year-old was asleep.", ("age:7",)),
        ("Updated: 4:25 p.m. on Friday", ()),
        ("They met on Highway 9 at noon.", ()),
    ],
)
def test_hours_streets_and_ages(text: str, details: tuple[str, ...]) -> None:
    assert details_in(sentences(text)) == details


def test_hours_a_few_minutes_apart_agree() -> None:
    assert same_hour(("clock:580",), ("clock:585",))
    assert not same_hour(("clock:580",), ("clock:640",))


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("Gunmen attacked the village of Oued Belkar at dusk.", ("Oued Belkar",)),
        ("Soldiers fired on youths at Ode-Morlu junction.", ("Ode Morlu",)),
        ("It was the second raid in Huaylla this year.", ("Huaylla",)),
        ("He spoke in London and in Parliament on Monday.", ()),
        ("They arrived in March.", ()),
        ("The troops near Orna Belk took cover.", ()),
    ],
)
def test_small_places_whether_listed_or_not(text: str, spots: tuple[str, ...]) -> None:
    assert spots_in(sentences(text), ("orna belk",)) == spots


BARE: dict[str, object] = {"places": (), "locations": (), "sides": (), "perpetrators": (), "figures": (), "weekday": None}


def joined(a: dict[str, object], b: dict[str, object]) -> bool:
    told = [mention("a", **a), mention("b", **b)]
    return len(cluster(told, [claim("a"), claim("b")], {n: document(n) for n in "ab"})[0]) == 1


def test_a_trial_two_years_later_joins_by_the_name_of_the_victim() -> None:
    later = {**BARE, "time": TimeSpan(None, date(2033, 6, 1), "no later than publication")}
    assert joined({"people": ("orna belk",)}, {**later, "people": ("orna belk",)})
    assert joined({"people": ("orna belk",)}, {**later, "names": ("orna belk",)})
    assert not joined({"people": ("orna belk",)}, {**later, "people": ("anna belk",)})
    assert not joined({"names": ("orna belk",)}, {**later, "names": ("orna belk",), "tellers": ("orna belk",)})  # only quoted


def test_a_person_does_not_join_two_days_of_one_year() -> None:
    """Somebody may be shot at twice; what is printed of both days stands."""
    other = {**BARE, "time": TimeSpan(date(2031, 8, 2), date(2031, 8, 2), "printed"), "people": ("orna belk",)}
    assert not joined({"people": ("orna belk",)}, other)


def test_an_inquiry_weeks_later_joins_by_the_village() -> None:
    there: dict[str, object] = {**BARE, "countries": ("Freedonia",), "figures": (("killed", 31, 31, None),)}
    later = {**there, "time": TimeSpan(None, date(2031, 5, 20), "no later than publication")}
    village: dict[str, object] = {"spots": ("oued belkar",), "names": ("oued belkar",)}
    assert joined({**there, **village}, {**later, **village})
    assert not joined({**there, **village}, {**later, "spots": ("oued darmal",), "names": ("oued darmal",)})


def test_small_things_that_agree_outweigh_a_misread_day() -> None:
    details = ("age:14", "age:15", "number:2400 alder", "street:alder")
    other = TimeSpan(date(2031, 5, 5), date(2031, 5, 5), "printed")
    assert joined({"details": details}, {"details": details, "time": other, "weekday": 0})
    assert not joined({}, {"time": other, "weekday": 0})


def test_an_outlet_far_away_does_not_part_reports_of_one_person() -> None:
    away: dict[str, object] = {"places": ("Lorn",), "locations": (LORN,), "people": ("orna belk",)}
    assert joined({"people": ("orna belk",)}, away)
    assert not joined({}, {**away, "people": ()})

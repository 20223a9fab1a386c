"""Each rule that ``ibc-style`` quotes."""

from __future__ import annotations

import pytest
from estimates_build import claim, documents, incident, row

from rashomon.estimates import estimate
from rashomon.model import Claim, Incident

CIVIL = {"victim_status": "civilian"}
FIGHTER = {"victim_status": "combatant"}


def made(claims: list[Claim]) -> Incident:
    return estimate(incident(), claims, documents(claims), policy="ibc-style")


def span(claims: list[Claim]) -> tuple[int | None, int | None, int | None]:
    got = row(made(claims), None)
    return got.low, got.best, got.high


def test_minimum_and_maximum_and_no_best() -> None:
    got = made([claim("a", "d1", "7", "civilians", **CIVIL), claim("b", "d2", "9", "civilians", "Border Monitor", **CIVIL)])
    assert [(e.harm, e.side, e.low, e.best, e.high) for e in got.estimates] == [
        ("killed", "civilians", 7, None, 9),
        ("killed", None, 7, None, 9),
    ]
    assert row(got, None).best_withheld == "lens_gives_no_best"


def test_who_may_be_a_civilian_is_in_the_maximum_only() -> None:
    assert span([claim("a", "d1", "12", None)]) == (0, None, 12)


def test_one_speaker_who_calls_them_civilians_is_enough_where_nobody_calls_them_fighters() -> None:
    assert span([claim("a", "d1", "12", None), claim("b", "d2", "12", "civilians", "the mayor", **CIVIL)]) == (12, None, 12)


def test_civilians_to_one_and_fighters_to_another_are_from_none_to_all() -> None:
    claims = [
        claim("a", "d1", "12", "militants", "Ministry of Defence of Sylvania", relation="enemy_losses", **FIGHTER),
        claim("b", "d2", "12", "civilians", "the mayor", **CIVIL),
    ]
    assert span(claims) == (0, None, 12)


def test_a_word_for_civilians_beside_a_number_of_fighters() -> None:
    claims = [
        claim("a", "d1", "dozens", "civilians", "doctors", relation="third_party", **CIVIL),
        claim("b", "d1", "40", "militants", "Ministry of Defence of Sylvania", relation="enemy_losses", **FIGHTER),
    ]
    assert span(claims) == (0, None, 24)


def test_fighters_are_not_counted() -> None:
    got = made([claim("a", "d1", "5", "Freedonia", "Ministry of Defence of Freedonia", **FIGHTER)])
    assert [(e.side, e.low, e.high, e.best_withheld) for e in got.estimates] == [(None, None, None, "not_coded")]
    both = [claim("a", "d1", "5", "Freedonia", "Ministry of Defence of Freedonia", **FIGHTER), claim("b", "d1", "3", "civilians", **CIVIL)]
    assert span(both) == (3, None, 3)


def test_policemen_are_civilians() -> None:
    assert span([claim("a", "d1", "4", "police", victim_status="police")]) == (4, None, 4)


def test_parts_move_the_ends() -> None:
    whole = claim("a", "d1", "20", None, start=10)
    assert span([whole, claim("b", "d1", "12", "civilians", scope="part", part_of="a", start=40, **CIVIL)]) == (12, None, 20)
    assert span([whole, claim("b", "d1", "12", None, scope="part", part_of="a", start=40, **FIGHTER)]) == (0, None, 8)


@pytest.mark.parametrize(("word", "number"), [("dozens", 24), ("several", 3), ("hundreds", 200), ("villagers", 2)])
def test_words_are_the_least_they_mean_at_both_ends(word, number) -> None:
    assert span([claim("a", "d1", "several", "civilians", said=word, vague=word == "villagers", **CIVIL)]) == (number, None, number)


def test_ends_of_ranges_and_open_figures() -> None:
    assert span([claim("a", "d1", "5-8", "civilians", **CIVIL)]) == (5, None, 8)
    assert span([claim("a", "d1", "at least 5", "civilians", **CIVIL)]) == (5, None, 5)
    assert span([claim("a", "d1", "4", "civilians", **CIVIL), claim("b", "d2", "up to 9", "civilians", "the mayor", **CIVIL)]) == (
        4,
        None,
        9,
    )


def test_wounded_are_not_counted() -> None:
    assert row(made([claim("a", "d1", "9", "civilians", harm="wounded", **CIVIL)]), None, "wounded").best_withheld == "not_coded"

"""Each rule that ``acled-style`` quotes."""

from __future__ import annotations

import pytest
from estimates_build import claim, documents, incident, row

from rashomon.estimates import estimate
from rashomon.model import Claim, Estimate, Incident

ARMY, ENEMY = "Ministry of Defence of Freedonia", "Ministry of Defence of Sylvania"


def made(claims: list[Claim], **days: str) -> Incident:
    return estimate(incident(), claims, documents(claims, **days), policy="acled-style")


def dead(claims: list[Claim], **days: str) -> Estimate:
    return row(made(claims, **days), None)


def test_one_total_over_all_actors_and_no_range() -> None:
    got = made([claim("a", "d1", "4", "Freedonia", ARMY), claim("b", "d1", "3", "Sylvania", ENEMY)])
    assert [(e.harm, e.side, e.low, e.best, e.high) for e in got.estimates] == [("killed", None, 7, 7, 7)]
    assert row(got, None).claims == ("a", "b") and len(row(got, None).history) == 2


def test_the_lowest_figure_stands_until_another_is_corroborated() -> None:
    two = [claim("a", "d1", "2", None), claim("b", "d2", "5", None, "the mayor")]
    assert dead(two).best == 2
    three = [*two, claim("c", "d3", "5", None, "the village head")]
    assert dead(three).best == 5
    assert "without shared origin" in dead(three).reasons[1].detail + dead(three).reasons[0].detail


def test_a_number_is_corroborated_by_one_that_is_higher_still() -> None:
    claims = [
        claim("a", "d1", "5", None),
        claim("b", "d2", "at least 18", None, "the mayor"),
        claim("c", "d3", "31", None, "Border Monitor"),
    ]
    assert dead(claims).best == 18


def test_a_lower_number_that_two_give_stands() -> None:
    two = [claim("a", "d1", "2", None, "the mayor"), claim("b", "d2", "2", None, "a doctor")]
    more = [claim("c", "d3", "5", None, "the village head"), claim("d", "d4", "5", None, "Border Monitor")]
    assert dead([*two, *more]).best == 2


def test_outlets_that_print_one_number_without_a_speaker_corroborate_nothing() -> None:
    assert dead([claim("a", "d1", "2", None, "the mayor"), claim("b", "d2", "5", None), claim("c", "d3", "5", None)]).best == 2


def test_an_outlet_that_repeats_a_speaker_is_no_second_voice() -> None:
    claims = [claim("a", "d1", "2", None), claim("b", "d2", "5", None, "the mayor"), claim("c", "d2", "5", None, label="headline")]
    assert dead(claims).best == 2


def test_better_information_is_a_later_word_of_somebody_nearer_to_the_facts() -> None:
    claims = [claim("a", "d1", "2", None), claim("b", "d2", "5", None, "Border Monitor", relation="third_party")]
    assert dead(claims, d1="2031-05-04", d2="2031-05-06").best == 5
    assert dead(claims, d1="2031-05-04", d2="2031-05-04").best == 2
    assert dead(claims, d1="2031-05-06", d2="2031-05-04").best == 2


def test_a_later_report_counts_unless_it_stands_lower() -> None:
    assert dead([claim("a", "d1", "5", None), claim("b", "d2", "6", None)], d1="2031-05-04", d2="2031-05-05").best == 6
    lower = [claim("a", "d1", "5", None, "Border Monitor", relation="third_party"), claim("b", "d2", "6", None)]
    assert dead(lower, d1="2031-05-04", d2="2031-05-05").best == 5


def test_no_casualties_are_no_dead() -> None:
    assert "nobody was hit" in dead([claim("a", "d1", "none", None, harm="casualties")]).reasons[0].detail


def test_a_speakers_own_later_count_replaces_its_earlier_one() -> None:
    claims = [claim("a", "d1", "2", None, ARMY), claim("b", "d2", "4", None, ARMY)]
    assert dead(claims, d1="2031-05-04", d2="2031-05-06").best == 4


@pytest.mark.parametrize(
    ("word", "number"),
    [("several", 3), ("many", 3), ("a few", 3), ("villagers", 3), ("dozens", 12), ("hundreds", 100), ("several dozen", 36), ("tens of thousands", 10000)],
)  # fmt: skip
def test_words_become_its_numbers_and_never_the_low_they_are_stored_with(word, number) -> None:
    vague = word in {"many", "villagers"}
    got = dead([claim("a", "d1", "dozens", None, said=word, vague=vague)])
    assert (got.low, got.best, got.high) == (number, number, number)
    assert any(word in r.detail for r in got.reasons)


def test_two_dozen_is_a_number() -> None:
    assert dead([claim("a", "d1", "24", None, said="two dozen")]).best == 24


def test_a_number_stands_before_a_word() -> None:
    assert dead([claim("a", "d1", "several", None), claim("b", "d2", "15", None)]).best == 15


def test_casualties_only_are_no_dead_and_say_so() -> None:
    got = made([claim("a", "d1", "12", None, harm="casualties")])
    assert row(got, None).best == 0 and row(got, None).reasons[0].rule == "lens.acled.casualties"
    assert row(got, None, "casualties").best is None and row(got, None, "casualties").best_withheld == "not_coded"
    both = made([claim("a", "d1", "12", None, harm="casualties"), claim("b", "d1", "3", None)])
    assert row(both, None).best == 3


def test_a_belligerents_count_of_its_enemy_stands_only_where_nobody_else_counts() -> None:
    boast = claim("a", "d1", "40", "Freedonia", ENEMY, relation="enemy_losses")
    assert dead([boast]).best == 40 and "nobody else counts" in " ".join(r.detail for r in dead([boast]).reasons)
    assert dead([boast, claim("b", "d1", "4", "Freedonia", ARMY)]).best == 4


def test_wounded_have_no_column() -> None:
    got = row(made([claim("a", "d1", "9", None, harm="wounded")]), None, "wounded")
    assert (got.low, got.best, got.high, got.best_withheld) == (None, None, None, "not_coded") and got.history


def test_nothing_told_makes_no_row() -> None:
    assert made([]).estimates == ()

"""Attackers who died beside their victims, victims told as one kind, and headlines that count what is told below."""

from __future__ import annotations

import pytest
from estimates_build import claim, documents, incident, row

from rashomon.estimates import estimate
from rashomon.model import Claim, Incident, Victims

GUNMAN = {"said": "himself", "includes_attackers": "yes", "rule": ("casualties.attacker",), "start": 90}


def made(claims: list[Claim], **more: object) -> Incident:
    return estimate(incident(**more), claims, documents(claims))


def test_a_gunman_who_died_is_added_to_his_victims() -> None:
    got = made([claim("a", "1", "12", None, start=10), claim("g", "1", "1", None, **GUNMAN)])
    assert (row(got, None).best, row(got, "unknown").best, row(got, "attackers").best) == (13, 12, 1)


@pytest.mark.parametrize("inside", ["it says so", "another counts without him", "people hit"])
def test_unless_the_toll_holds_him(inside: str) -> None:
    more = {
        "it says so": claim("b", "1", "12", None, start=10, includes_attackers="yes"),
        "another counts without him": claim("b", "2", "11", None, start=10),
        "people hit": claim("b", "2", "11", None, start=10, harm="casualties"),
    }[inside]
    got = made([claim("a", "1", "12", None, "Town Monitor", start=9), more, claim("g", "1", "1", None, **GUNMAN)])
    assert row(got, None).high == 12


def test_a_total_of_all_kinds_gets_him_too() -> None:
    got = made([claim("a", "1", "4", "civilians and police"), claim("g", "1", "1", None, **GUNMAN)])
    assert (row(got, None).best, row(got, None).derivation) == (5, "summed")
    assert row(got, None).reasons[0].rule == "estimates.total.attackers"


def test_further_victims_of_one_harm_word_are_added() -> None:
    """What reading marks as further victims is no other count, whatever stands between."""

    def of(cid: str, n: str, words: str, start: int, **more: object) -> Claim:
        return claim(cid, "1", n, None, said=words, start=start, victims=Victims(words, start, start + len(words)), **more)

    got = made([of("a", "2", "two cousins", 10), of("b", "3", "three other people", 60, rule=("casualties.joined",))])
    assert row(got, None).best == 5
    parts = [of("b", "2", "two women", 60, rule=("casualties.joined",)), of("c", "2", "two men", 80, rule=("casualties.joined",))]
    assert row(made([of("a", "4", "four people", 10), *parts]), None).best == 4


def test_the_headline_counts_what_is_told_below_it() -> None:
    below = claim("b", "1", "1", None, scope="increment", said="Another man", start=90)
    assert row(made([claim("a", "1", "3", None, start=2, label="headline"), below]), None).best == 3
    assert row(made([claim("a", "1", "3", None, start=2), below]), None).best == 4


def test_journalists_and_a_word_for_a_people_are_no_toll_beside_a_count() -> None:
    got = made(
        [
            claim("a", "1", "10", None),
            claim("b", "2", "3", "civilians", said="three", groups=("journalists",), victims=Victims("three journalists", 0, 9)),
        ]
    )
    assert (row(got, None).low, row(got, None).best) == (10, 10)
    got = made([claim("a", "1", "10", None), claim("b", "2", "dozens", "Ruritania")])
    assert (row(got, None).best, [e.side for e in got.estimates if e.over == "side"]) == (10, [])


def test_a_count_of_the_enemy_is_no_admission_where_it_is_repeated_without_the_side() -> None:
    enemy = claim("a", "1", "9", "Hill Front", "Freedonia", relation="enemy_losses", victim_status="combatant")
    again = claim("b", "1", "9", None, "officials", relation="own_losses")
    assert row(made([enemy, again]), "Hill Front").best_withheld == "only_enemy_claims"

"""Which claims make one row, and when rows may be added up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from estimates_build import claim, documents, incident, row, told

from rashomon.estimates import estimate
from rashomon.model import Claim, Incident

MOD, ENEMY = "Ministry of Defence of Freedonia", "Ministry of Defence of Sylvania"


def made(claims: list[Claim], **more: Any) -> Incident:
    return estimate(incident(**more), claims, documents(claims))


def sides(got: Incident) -> list[tuple[str | None, int | None]]:
    return [(e.side, e.best) for e in got.estimates]


def test_people_and_civilians_and_farmers_are_one_toll() -> None:
    claims = [claim("a", "1", "12", None), claim("b", "2", "12", "civilians", "Border Clinic"), claim("c", "3", "12", "farmers")]
    assert sides(made(claims)) == [("civilians", 12), (None, 12)]


def test_a_people_named_after_their_state_are_not_counted_twice() -> None:
    claims = [claim("a", "1", "12", "Freedonia"), claim("b", "2", "12", "civilians", "Border Clinic")]
    assert sides(made(claims)) == [("civilians", 12), (None, 12)]


def test_one_speaker_who_tells_the_civilians_apart() -> None:
    claims = [claim("a", "1", "20", None, "Border Clinic"), claim("b", "1", "12", "civilians", "Border Clinic")]
    assert sides(made(claims)) == [("civilians", 12), (None, 20)]


def test_a_headline_over_both_sides_is_the_total() -> None:
    claims = [claim("h", "1", "3", None), claim("a", "1", "2", "Freedonia", MOD), claim("b", "1", "1", "Sylvania", ENEMY)]
    got = made(claims)
    assert sides(got) == [("Freedonia", 2), ("Sylvania", 1), (None, 3)]
    total = row(got, None)
    assert (total.over, total.derivation, total.basis.speakers) == ("all_sides", "reported", 2)
    assert any(r.rule == "estimates.total.check" for r in total.reasons)


def test_without_a_headline_the_sides_are_summed() -> None:
    total = row(made([claim("a", "1", "2", "Freedonia", MOD), claim("b", "1", "at least 4", "Sylvania", ENEMY)]), None)
    assert (total.low, total.best, total.high, total.derivation) == (6, 6, None, "summed")


def test_a_joint_side_is_everybody() -> None:
    got = made([claim("a", "1", "2", "Freedonia and Sylvania"), claim("b", "1", "1", "Freedonia"), claim("c", "1", "1", "Sylvania")])
    assert sides(got) == [("Freedonia", 1), ("Sylvania", 1), (None, 2)]


def test_a_part_of_the_toll_is_the_whole_of_its_side_and_is_not_added() -> None:
    got = made([claim("a", "1", "at least 17", None), claim("b", "1", "14", "rebels", scope="part", part_of="a")])
    assert sides(got) == [("rebels", 14), (None, 17)]


def test_unnamed_victims_beside_named_sides_give_no_sum() -> None:
    got = made([claim("a", "1", "30", "rebels"), claim("b", "2", "5", None, "Border Clinic")])
    assert sides(got) == [("rebels", 30), ("unknown", 5), (None, None)]
    assert row(got, None).best_withheld == "not_disjoint"


def test_the_same_dead_as_fighters_and_as_villagers() -> None:
    claims = [
        claim("a", "1", "5", "rebels", MOD, relation="enemy_losses", victim_status="combatant"),
        claim("b", "2", "5", "civilians", "Border Clinic", victim_status="civilian"),
    ]
    got = made(claims)
    total = row(got, None)
    assert (total.best, total.derivation, total.reasons[0].rule) == (5, "reported", "estimates.total.same_victims")
    assert row(got, "rebels").best_withheld == "only_enemy_claims"
    assert [(d.resolution, [v.value for v in d.values]) for d in told(got, "victim_status")] == [("disputed", ["civilians", "fighters"])]


def test_dead_and_wounded_together_get_no_best_beside_either() -> None:
    got = made([claim("a", "1", "5"), claim("b", "1", "40", harm="casualties")])
    assert row(got, "Freedonia", "casualties").best_withheld == "told_apart"
    assert row(made([claim("b", "1", "40", harm="casualties")]), "Freedonia", "casualties").best == 40


def test_running_totals_count_where_the_incident_is_one() -> None:
    assert row(made([claim("a", "1", "40", scope="cumulative")], kind="aggregate"), "Freedonia").best == 40
    assert not made([claim("a", "1", "40", scope="cumulative")]).estimates


def test_status_is_kept_apart() -> None:
    claims = [claim("a", "1", "20", None), claim("b", "1", "12", None, scope="part", part_of="a", victim_status="civilian")]
    assert row(made(claims), "unknown").status == (("civilian", 12), ("unknown", 8))


def test_one_number_told_of_two_sides_in_one_text_is_counted_once() -> None:
    claims = [claim("a", "1", "22", "Freedonia", sentence=0), claim("b", "1", "22", "rebels", sentence=4)]
    assert row(made(claims), None).best == 22
    assert row(made([replace(c, low=1, high=1) for c in claims]), None).best == 2


def test_names_of_one_state_are_one_row() -> None:
    claims = [claim("a", "1", "6", "Lebanese"), claim("b", "2", "6", "Lebanon"), claim("c", "3", "6", "Lebanese army")]
    assert sides(made(claims)) == [("Lebanon", 6), (None, 6)]


def test_officers_and_policemen_of_one_number_are_the_same_men() -> None:
    claims = [
        claim("a", "1", "7", "police", sentence=0),
        claim("b", "1", "7", "soldiers", "Interior Office", sentence=3),
        claim("c", "2", "7", "police"),
    ]
    assert sides(made(claims)) == [("police", 7), (None, 7)]
    apart = [claim("a", "1", "7", "police", sentence=3), claim("b", "1", "7", "soldiers", sentence=3, start=9)]
    assert row(made(apart), None).best == 14


def test_children_beside_a_larger_toll_are_some_of_them() -> None:
    claims = [claim("a", "1", "12", None), claim("b", "2", "4", "civilians", groups=("children",))]
    assert sides(made(claims)) == [("unknown", 12), (None, 12)]
    assert sides(made(claims[1:])) == [("civilians", 4), (None, 4)]


def test_an_invented_state_and_its_army_are_one_side() -> None:
    claims = [claim("a", "1", "3", "Freedonia", MOD), claim("b", "2", "3", "Freedonian armed forces")]
    assert sides(made(claims)) == [("Freedonia", 3), (None, 3)]
    wrong = claim("c", "1", "3", "Freedonian armed forces", MOD, relation="enemy_losses")
    assert sides(made([wrong])) == [("Freedonia", 3), (None, 3)]


def test_some_fighters_among_the_dead_do_not_make_all_of_them_fighters() -> None:
    some = claim(
        "b", "1", "at least 2", "rebels", "Border Monitor", scope="part", vague=True, said="a number of rebels", victim_status="combatant"
    )
    got = made([claim("a", "1", "42", None, "Border Monitor"), some])
    assert ("rebels", 42) not in sides(got)
    assert row(got, None).best == 42


def test_a_bare_plural_of_soldiers_does_not_claim_the_toll_of_people() -> None:
    some = claim("b", "1", "at least 2", "Freedonia", vague=True, said="soldiers", victim_status="combatant")
    got = made([claim("a", "1", "9", None), some])
    assert ("Freedonia", 9) not in sides(got)
    assert row(got, None).best == 9

"""Each kind of disagreement on a made-up quarrel, and the neighbours that are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from estimates_build import claim, document, documents, incident, statement, told

from rashomon.estimates import estimate
from rashomon.model import Claim, DateExpr, Disagreement, Place, SyndicationGroup, TimeSpan

MOD, ENEMY, MONITOR = "Ministry of Defence of Freedonia", "Ministry of Defence of Sylvania", "Border Monitor"


def find(kind: str, claims: list[Claim], days: dict[str, str | None] | None = None, **more: Any) -> list[Disagreement]:
    return told(estimate(incident(**more), claims, documents(claims, **(days or {}))), kind)


def shape(rows: list[Disagreement]) -> list[tuple[str, list[tuple[str, ...]]]]:
    return [(d.resolution, [v.claims for v in d.values]) for d in rows]


COUNTS = {
    "one speaker's toll grows": (
        [claim("a", "1", "2", who=MOD), claim("b", "2", "4", who=MOD)],
        [("update_by_same_speaker", [("a",), ("b",)])],
    ),
    "outlets that quote different hours of one speaker": (
        [claim("h", "1", "2"), claim("a", "1", "2", who=MOD), claim("i", "2", "4"), claim("b", "2", "4", who=MOD)],
        [("update_by_same_speaker", [("a", "h"), ("b", "i")])],
    ),
    "two speakers": ([claim("a", "1", "4", who=MOD), claim("b", "1", "9", who=MONITOR)], [("disputed", [("a",), ("b",)])]),
    "two outlets that name nobody": ([claim("a", "1", "4"), claim("b", "2", "9")], [("unresolved", [("a",), ("b",)])]),
    "two from each side": (
        [
            claim("x", "1", "2", start=5),
            claim("y", "1", "2", "Sylvania", start=5),
            claim("a", "1", "1", who=MOD),
            claim("b", "1", "1", "Sylvania", ENEMY),
        ],
        [("outlet_error", [("x",), ("a",)]), ("outlet_error", [("y",), ("b",)])],
    ),
    "figure, word and hedge": ([claim("a", "1", "4", who=MOD), claim("b", "2", "at least 4"), claim("c", "3", "4")], []),
    "a looser figure contradicts nothing": (
        [claim("a", "1", "40", who=MOD), claim("b", "2", "dozens", who=MONITOR), claim("c", "2", "at least 30")],
        [],
    ),
    "an enemy's ceiling is a figure too": (
        [claim("a", "1", "3", who=MOD), claim("b", "1", "up to 5", who=ENEMY, relation="enemy_losses")],
        [("disputed", [("a",), ("b",)])],
    ),
    "different harms": ([claim("a", "1", "4", who=MOD), claim("b", "2", "9", who=MONITOR, harm="wounded")], []),
    "a part and its whole": ([claim("a", "1", "9", who=MOD), claim("b", "2", "3", who=MONITOR, scope="part", part_of="a")], []),
}


@pytest.mark.parametrize("name", COUNTS)
def test_count(name: str) -> None:
    claims, expected = COUNTS[name]
    assert shape(find("count", claims)) == expected


def test_a_lower_figure_later_is_no_growth() -> None:
    rows = find("count", [claim("a", "1", "9", who=MOD), claim("b", "2", "7", who=MOD)], {"1": "2031-05-04", "2": "2031-05-05"})
    assert shape(rows) == [("revised_down", [("a",), ("b",)])] and rows[0].preferred == "7"


def test_a_word_belongs_to_the_hour_of_the_toll_beside_it() -> None:
    claims = [
        claim("k2", "1", "2", who=MOD), claim("w1", "1", "several", who=MOD, harm="wounded"),
        claim("k4", "2", "4", who=MOD), claim("w2", "2", "1", who=MOD, harm="wounded"),
    ]  # fmt: skip
    wounded = [d for d in find("count", claims) if d.field.startswith("wounded")]
    assert shape(wounded) == [("update_by_same_speaker", [("w1",), ("w2",)])]


def test_an_outlet_against_the_original_it_copies() -> None:
    claims = [claim("a", "wire", "4"), claim("b", "rewrite", "14")]
    group = SyndicationGroup("g", ("rewrite", "wire"), "wire", "part")
    made = estimate(incident(), claims, documents(claims), [group])
    assert shape(told(made, "count")) == [("outlet_error", [("b",), ("a",)])]
    assert [(e.low, e.best, e.high) for e in made.estimates if e.side] == [(4, 4, 4)]


def test_a_whole_copy_that_changed_the_number() -> None:
    claims = [claim("a", "wire", "7", who=MOD), claim("b", "copy", "11", who=MOD), claim("c", "other", "7", who=MOD)]
    groups = [SyndicationGroup("g", ("copy", "other", "wire"), "wire", "whole")]
    made = estimate(incident(), claims, documents(claims, wire="2031-05-04", copy="2031-05-05", other="2031-05-05"), groups)
    assert shape(told(made, "count")) == [("outlet_error", [("b",), ("a", "c")])]
    assert [(e.low, e.best, e.high) for e in made.estimates if e.side] == [(7, 7, 7)]


def test_denial_is_between_the_accuser_and_the_denier() -> None:
    claims = [
        statement("s", "1", "blames", ENEMY, "Freedonia"),
        statement("d", "1", "denies", MOD, "Ministry of Defence of Sylvania", denies="occurrence"),
        statement("e", "2", "denies", "Freedonia", "Sylvania", denies="unclear"),
    ]
    assert shape(find("denial", claims)) == [("disputed", [("s",), ("d", "e")])]
    assert not find("denial", [claims[1]])


def test_blame_is_mutual_unless_somebody_owns_up() -> None:
    claims = [statement("a", "1", "blames", MOD, "Army of Sylvania"), statement("b", "1", "blames", ENEMY, "Freedonia")]
    assert shape(find("blame", claims)) == [("disputed", [("a",), ("b",)])]
    assert not find("blame", claims[:1])
    assert not find("blame", [*claims, statement("c", "2", "claims_responsibility", "Sylvania")])


@pytest.mark.parametrize(
    ("words", "blames"),
    [
        ("our positions came under fire at dawn", True),
        ("its guards were shelled from across the river", True),
        ("two men fell to enemy fire", True),
        ("our troops returned fire", True),
        ("talks will go on", False),
    ],
)
def test_in_a_clash_of_two_a_side_under_fire_blames_the_other(words: str, blames: bool) -> None:
    claims = [statement("a", "1", "blames", MOD, "Army of Sylvania"), statement("b", "1", "asserts", ENEMY, quote=words)]
    assert bool(find("blame", claims, sides=("Freedonia", "Sylvania"))) is blames
    assert not find("blame", claims, sides=("Freedonia", "Sylvania", "rebels")), "a third side may have fired"


def test_each_other_is_blame_from_both() -> None:
    both = replace(statement("a", "1", "blames", None, "each_other"), speaker=None)
    joint = statement("b", "1", "blames", "Freedonia and Sylvania", "each_other")
    joint = replace(joint, speaker=replace(joint.speaker, party=None))
    assert shape(find("blame", [joint], sides=("Freedonia", "Sylvania"))) == [("disputed", [("b",), ("b",)])]
    assert not find("blame", [both])


def test_the_same_victims_at_two_doors() -> None:
    claims = [
        claim("a", "1", "12", "civilians", "rebels", perpetrator="Freedonia"),
        claim("b", "2", "12", "civilians", "Freedonia", perpetrator="rebels", relation="third_party"),
    ]
    assert [d.resolution for d in find("blame", claims)] == ["disputed"]
    assert not find("blame", [replace(c, perpetrator="rebels") for c in claims])


def test_dates_of_different_texts() -> None:
    def on(cid: str, doc: str, day: int) -> Claim:
        when = date(2031, 5, day)
        return replace(claim(cid, doc, "4"), when=DateExpr("absolute", 2031, 5, day), time=TimeSpan(when, when, "printed"))

    assert shape(find("date", [on("a", "1", 3), on("b", "2", 4)])) == [("unresolved", [("a",), ("b",)])]
    assert not find("date", [on("a", "1", 3), on("b", "1", 4)])  # one text tells of a night
    assert not find("date", [on("a", "1", 3), on("b", "2", 4)], clarity=2)


def test_places_far_apart_in_one_country() -> None:
    def at(cid: str, doc: str, name: str, lat: float, country: str = "Freedonia") -> Claim:
        return replace(claim(cid, doc, "4"), location=Place(name, None, country, lat, 10.0, 1))

    assert len(find("place", [at("a", "1", "Upper Town", 40.0), at("b", "2", "Lower Town", 42.0)])) == 1
    assert not find("place", [at("a", "1", "Upper Town", 40.0), at("b", "2", "Next Town", 40.1)])
    assert not find("place", [at("a", "1", "Upper Town", 40.0), at("b", "2", "Other Bank", 42.0, "Sylvania")])


def test_weapons_that_exclude_each_other() -> None:
    air = claim("a", "1", "4", weapon="airstrike")
    bomb = claim("b", "2", "4", who=MONITOR, weapon="car bomb")
    assert len(find("weapon", [air, bomb])) == 1
    assert not find("weapon", [air, replace(bomb, weapon="mortar")])
    assert not find("weapon", [air, replace(bomb, weapon="bomb")])


def test_totals_with_and_without_the_attackers() -> None:
    claims = [claim("a", "1", "13", "civilians", includes_attackers="yes"), claim("b", "2", "12", "civilians", includes_attackers="no")]
    assert shape(find("includes_attackers", claims)) == [("unresolved", [("a",), ("b",)])]
    assert not find("count", claims)


def test_one_distance_in_two_measures() -> None:
    def far(cid: str, doc: str, words: str) -> Claim:
        return statement(cid, doc, "blames", ENEMY, "Freedonia", quote=f"they fired at a post {words} Upper Town")

    assert shape(
        find("measure", [far("a", "1", "around 300 kilometres (186 miles) from"), far("b", "2", "roughly 250 miles north of")])
    ) == [("unresolved", [("a",), ("b",)])]
    assert not find("measure", [far("a", "1", "around 300 kilometres from"), far("b", "2", "some 190 miles off")])


def test_rank_told_over_different_spans() -> None:
    def rank(cid: str, doc: str, words: str) -> Claim:
        return statement(cid, doc, "characterizes", None, quote=f"the deadliest attack {words}")

    assert len(find("severity", [rank("a", "1", "in two years"), rank("b", "2", "since the truce of spring")])) == 1
    assert not find("severity", [rank("a", "1", "in two years"), rank("b", "2", "in two years")])


def test_an_accusation_printed_as_a_fact() -> None:
    said = statement("a", "1", "blames", ENEMY, "Freedonia")
    flat = statement("b", "2", "asserts", None, "Freedonia")
    denied = statement("c", "1", "denies", MOD, "Sylvania", denies="responsibility")
    assert shape(find("voice", [said, flat, denied])) == [("lost_attribution", [("b",), ("a",)])]
    assert not find("voice", [said, flat, statement("d", "3", "admits", MOD)])


def test_a_speaker_takes_a_figure_back() -> None:
    claims = [claim("a", "1", "110", who=MONITOR, start=5), statement("r", "1", "denies", MONITOR, MONITOR, denies="figure", start=99)]
    assert shape(find("retraction", claims)) == [("retracted", [("a",), ("r",)])]
    assert not find("denial", claims)


def test_documents_in_the_signature_may_be_missing() -> None:
    assert estimate(incident(), [claim("a", "gone", "4")], {"other": document("other")}).estimates


def doors(*said: tuple[str, str, str]) -> list[str]:
    """The values of the blame rows, from (stance, speaker, target)."""
    claims = [statement(f"s{n}", "1", stance, who, target, start=10 * n) for n, (stance, who, target) in enumerate(said)]
    got = estimate(incident(), claims, documents(claims))
    return [v.value for d in got.disagreements if d.type == "blame" for v in d.values]


def test_one_deed_at_two_doors_is_a_dispute_about_who_did_it() -> None:
    assert doors(("blames", "villagers", "rangers"), ("blames", "the governor", "militants")) == ["militants did it", "rangers did it"]
    assert doors(("claims_responsibility", "Hill Front", ""), ("blames", "a survivor", "Freedonia")) == [
        "Freedonia did it",
        "Hill Front did it",
    ]
    assert not doors(("blames", "villagers", "Hill Front"), ("blames", "the governor", "Hill Front"))
    assert not doors(("blames", "villagers", "Hill Front"), ("blames", "the governor", "militants"))  # perhaps the same
    assert not doors(("blames", "villagers", "Hill Front"), ("blames", "villagers", "Reed Front"))  # the two together

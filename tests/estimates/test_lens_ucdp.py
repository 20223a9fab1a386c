"""Each rule that ``ucdp-style`` quotes."""

from __future__ import annotations

import pytest
from estimates_build import claim, documents, incident, row

from rashomon.estimates import estimate
from rashomon.model import Claim, Estimate, Incident

ARMY, ENEMY = "Ministry of Defence of Freedonia", "Ministry of Defence of Sylvania"
BOAST = {"relation": "enemy_losses"}


def made(claims: list[Claim], sides: tuple[str, ...] = ("Freedonia", "Sylvania")) -> Incident:
    return estimate(incident(sides=sides), claims, documents(claims), policy="ucdp-style")


def three(e: Estimate) -> tuple[int | None, int | None, int | None]:
    return e.low, e.best, e.high


def test_in_doubt_the_lower_figure() -> None:
    claims = [claim("a", "d1", "7", "Freedonia", "Border Monitor", relation="third_party"), claim("b", "d2", "9", "Freedonia", "Hill Monitor", relation="third_party")]  # fmt: skip
    got = row(made(claims), "Freedonia")
    assert three(got) == (7, 7, 9) and got.reasons[0].rule == "lens.ucdp.lower"
    assert row(estimate(incident(), claims, documents(claims)), "Freedonia").best_withheld == "disputed"


def test_the_more_reliable_speaker_stands_before_the_lower_figure() -> None:
    claims = [claim("a", "d1", "9", "Freedonia", ARMY), claim("b", "d2", "7", "Freedonia")]
    assert three(row(made(claims), "Freedonia")) == (7, 9, 9)


def test_an_enemys_count_is_in_high_only() -> None:
    alone = row(made([claim("a", "d1", "40", "Freedonia", ENEMY, **BOAST)]), "Freedonia")
    assert three(alone) == (None, None, 40) and alone.best_withheld == "only_enemy_claims"
    assert "Check deaths" in " ".join(r.detail for r in alone.reasons)
    beside = row(made([claim("a", "d1", "40", "Freedonia", ENEMY, **BOAST), claim("b", "d1", "4", "Freedonia", ARMY)]), "Freedonia")
    assert three(beside) == (4, 4, 40)


def test_none_of_ours_against_an_enemys_number() -> None:
    claims = [claim("a", "d1", "none", "Freedonia", ARMY), claim("b", "d2", "5", "Freedonia", ENEMY, **BOAST)]
    assert three(row(made(claims), "Freedonia")) == (0, 0, 5)


@pytest.mark.parametrize(("word", "number"), [("dozens", 24), ("several", 3), ("villagers", 2), ("scores", 40)])
def test_words_are_in_high_only(word, number) -> None:
    got = row(made([claim("a", "d1", "several", "civilians", said=word, vague=word == "villagers")]), "civilians")
    assert three(got) == (None, None, number) and got.best_withheld == "only_open_words"


def test_open_ends_are_closed() -> None:
    assert three(row(made([claim("a", "d1", "at least 12", "Freedonia", ARMY)]), "Freedonia")) == (12, 12, 12)
    assert three(row(made([claim("a", "d1", "5-8", "Freedonia", ARMY)]), "Freedonia")) == (5, 5, 8)
    assert three(row(made([claim("a", "d1", "up to 8", "Freedonia", ARMY)]), "Freedonia")) == (None, None, 8)


def test_the_sides_add_up_to_best_and_the_uncertain_is_in_high() -> None:
    claims = [claim("a", "d1", "4", "Freedonia", ARMY), claim("b", "d1", "40", "Sylvania", ARMY, **BOAST)]
    assert three(row(made(claims), None)) == (4, 4, 44)


def test_only_organised_actors() -> None:
    mob = [claim("a", "d1", "4", "civilians", perpetrator="gunmen")]
    got = made(mob, sides=())
    assert [(e.side, e.best, e.best_withheld) for e in got.estimates] == [(None, None, "no_organised_actor")]
    assert row(made([claim("a", "d1", "4", "civilians", perpetrator="rebels")], sides=()), "civilians").best == 4
    assert row(made(mob, sides=("Sylvania",)), "civilians").best == 4


def test_deaths_only() -> None:
    got = row(made([claim("a", "d1", "9", "Freedonia", ARMY, harm="wounded")]), None, "wounded")
    assert three(got) == (None, None, None) and got.best_withheld == "not_coded" and got.claims == ("a",)

"""Pages that a side printed itself, and words that only a side uses: whose word a figure is when nobody is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from estimates_build import claim, document, incident, row, speaker

from rashomon.estimates import estimate
from rashomon.estimates.issuers import issuer
from rashomon.model import Claim, Incident

MOD = "Ministry of Defence of Freedonia"
FRONT = "Hill Front"


def made(claims: list[Claim], texts: dict[str, str] | None = None, outlets: dict[str, str | None] | None = None, **more: Any) -> Incident:
    names = sorted({c.document for c in claims})
    docs = {n: replace(document(n, text=(texts or {}).get(n)), outlet=(outlets or {}).get(n)) for n in names}
    return estimate(incident(sides=("Freedonia", FRONT), **more), claims, docs)


BODY = "\n\nText of the day, with a sentence or two. " * 20


@pytest.mark.parametrize(
    ("head", "party"),
    [
        ("MINISTRY OF DEFENCE OF FREEDONIA\nDaily bulletin No. 12", "Freedonia"),
        ("Republic of Freedonia\nArmed Forces General Staff\nPress release", "Freedonia"),
        ("FREEDONIAN AIR FORCE COMMAND – DIRECTORATE OF PUBLIC AFFAIRS", "Freedonia"),
        ("HILL FRONT | Information Bureau\nCommuniqué to the people", FRONT),
        ("VALLEY PEOPLE'S LEAGUE | Information Bureau", None),  # four words: no name is guessed
        ("VALLEY LEAGUE | Information Bureau", "Valley League"),
        ("Ministry of Defence of Orvania\nEvening summary", "Orvania"),
        ("Freedonia says its army killed nine", None),
        ("Freedonia Today\nNews Sport Opinion", None),
        ("FREEDONIA\nArmy claims to hold the bridge", None),
        ("Ministry of Health of Freedonia\nDaily bulletin", None),
        ("Army of volunteers clears snow", None),
        ("Press release", None),
        ("", None),
    ],
)
def test_letterheads(head: str, party: str | None) -> None:
    page = replace(document("1", text=head + BODY), outlet=None)
    assert issuer(page, ["Freedonia", FRONT]) == party


def test_a_known_outlet_is_who_prints_it() -> None:
    page = document("1", text="MINISTRY OF DEFENCE OF FREEDONIA" + BODY)
    assert issuer(replace(page, outlet="The Gazette"), ["Freedonia"]) is None
    assert issuer(replace(page, outlet="Freedonian Army Press Office"), ["Freedonia"]) == "Freedonia"


def test_an_armys_own_page_counts_its_enemys_dead() -> None:
    text = {"1": "FREEDONIAN AIR FORCE COMMAND\nPress statement" + BODY}
    strange = replace(speaker("Damage assessment"), kind=None)  # type: ignore[type-var]
    claims = [
        claim("a", "1", "14", FRONT, victim_status="combatant"),
        claim("b", "1", "14", FRONT, victim_status="combatant", start=200),
    ]
    claims[1] = replace(claims[1], speaker=strange)
    got = row(made(claims, text), FRONT)
    assert (got.low, got.best, got.high, got.best_withheld, got.basis.kind) == (None, None, 14, "only_enemy_claims", "one_party")
    plain = row(made([claims[0]]), FRONT)
    assert (plain.best, plain.basis.kind) == (14, "unattributed")


def test_a_sides_own_page_admits_its_own_dead() -> None:
    text = {"1": "MINISTRY OF DEFENCE OF FREEDONIA" + BODY}
    got = row(made([claim("a", "1", "3"), claim("b", "2", "5", who="Border Clinic")], text), "Freedonia")
    assert (got.low, got.best, got.high) == (3, 3, 5)
    assert got.reasons[0].detail.startswith("best 3: last word of Freedonia on its own dead")


@pytest.mark.parametrize("quote", ["Two enemy soldiers were killed", "two enemy fighters died"])
def test_who_counts_the_enemy_is_a_belligerent(quote: str) -> None:
    alone = replace(claim("a", "1", "2", said=quote.split()[0]), quote=quote)
    got = row(made([alone]), "Freedonia")
    assert (got.low, got.best, got.high, got.best_withheld) == (None, None, 2, "only_enemy_claims")


@pytest.mark.parametrize("quote", ["two soldiers were killed by enemy fire", "Enemy troops killed two", "two soldiers died"])
def test_the_enemy_that_fires_is_no_count_of_it(quote: str) -> None:
    assert row(made([replace(claim("a", "1", "2", said="two"), quote=quote)]), "Freedonia").best == 2


def test_enemy_losses_as_the_head_of_a_count() -> None:
    text = "Day of rain. Enemy losses came to 40 men. Nothing else."
    found = replace(claim("a", "1", "40"), quote="40 men", start=text.index("40"), end=text.index("40") + 6)
    assert row(made([found], {"1": text}), "Freedonia").best_withheld == "only_enemy_claims"


def test_a_ceiling_of_an_enemy_is_no_fact_in_the_headline() -> None:
    claims = [
        claim("h", "1", "5", label="headline"),
        claim("b", "1", "up to 5", who="Ministry of Defence of Sylvania", relation="enemy_losses"),
    ]
    got = row(made(claims), "Freedonia")
    assert (got.low, got.best, got.high, got.best_withheld) == (None, None, 5, "only_enemy_claims")


def test_none_of_ours_is_one_sides_word() -> None:
    """It is a row of that side, contradicted by its enemy, and lowers neither the civilians nor the total."""
    ours = replace(claim("z", "1", "none", None), quote="none of ours")
    claims = [ours, claim("c", "2", "3", "civilians", "Border Clinic"), claim("e", "3", "up to 40", FRONT, MOD, relation="enemy_losses")]
    got = made(claims, {"1": "HILL FRONT | Information Bureau" + BODY})
    front, civil, total = row(got, FRONT), row(got, "civilians"), row(got, None)
    assert (front.low, front.best, front.high, front.best_withheld, front.basis.kind) == (0, None, 40, "denial_against_claim", "one_party")
    assert (civil.low, civil.best, civil.high) == (3, 3, 3)
    assert (total.low, total.best) == (3, None)
    nobody = made([ours, claims[1]])  # nobody knows whose page it is: it counts for nobody else
    assert (row(nobody, None).low, row(nobody, None).best) == (3, 3)


def test_a_none_beside_the_same_voices_numbers_is_of_others() -> None:
    claims = [
        claim("a", "1", "2", "Freedonia", "Border Monitor", victim_status="combatant"),
        claim("b", "1", "2", "civilians", "Border Monitor", sentence=1),
        claim("z", "1", "none", None, "Border Monitor", sentence=3),
    ]
    got = made(claims)
    assert [(e.side, e.best) for e in got.estimates] == [("Freedonia", 2), ("civilians", 2), (None, 4)]
    other = made([*claims[:2], claim("z", "2", "none", None, "Border Clinic")])  # another's none stays what it is
    assert row(other, "unknown").best == 0


def test_armies_without_a_name_fight_whom_they_count() -> None:
    said = replace(claim("a", "1", "at least 175", FRONT, "military sources", victim_status="combatant"), perpetrator="Freedonia")
    got = row(made([said, claim("h", "1", "175", FRONT, victim_status="combatant", label="headline")]), FRONT)
    assert (got.best, got.best_withheld, got.basis.kind) == (None, "only_enemy_claims", "one_party")
    # soldiers: perhaps its own
    own = replace(
        claim("b", "1", "4", "Freedonia", "military sources", victim_status="combatant"), quote="killed four soldiers", perpetrator=FRONT
    )
    assert row(made([own]), "Freedonia").best == 4


def test_a_total_that_leaves_out_what_only_an_enemy_counts_says_so() -> None:
    claims = [
        claim("t", "1", "9", None, "Border Monitor"),
        claim("c", "1", "6", "civilians", "Border Monitor"),
        claim("s", "1", "3", "Freedonia", "Border Monitor", victim_status="combatant"),
        claim("e", "2", "up to 40", FRONT, MOD, relation="enemy_losses"),
    ]
    total = row(made(claims), None)
    assert (total.low, total.best, total.high) == (9, 9, 9)
    assert any(r.rule == "estimates.total.enemy_rows" and "Hill Front up to 40" in r.detail for r in total.reasons)


def test_numbers_of_the_sides_stand_before_many_for_all() -> None:
    claims = [
        claim("a", "1", "8", "civilians", "Border Monitor"),
        claim("b", "1", "5", "Freedonia", "Border Monitor"),
        claim("m", "2", "several", None),
    ]
    got = row(made(claims), None)
    assert (got.best, got.derivation, got.words) == (13, "summed", None)


def test_a_total_with_the_attackers_has_no_low_without_them() -> None:
    claims = [claim("a", "1", "13", None, "Border Monitor", includes_attackers="yes"), claim("b", "2", "12", None, includes_attackers="no")]
    got = row(made(claims), None)
    assert (got.low, got.best, got.high) == (13, 13, 13)


def test_an_office_taken_for_a_side_does_not_hide_whose_page_it_is() -> None:
    text = "REPUBLIC OF FREEDONIA\nAIR FORCE COMMAND\nStrike eliminates 14 terrorists of the Hill Front.\n"
    dead = claim("a", "1", "14", "Hill Front", victim_status="combatant", start=40)
    docs = {"1": document("1", text=text)}
    docs["1"] = replace(docs["1"], outlet=None)
    got = estimate(incident(sides=("Freedonia", "air force", "Hill Front")), [dead], docs)
    assert row(got, "Hill Front").best_withheld == "only_enemy_claims"

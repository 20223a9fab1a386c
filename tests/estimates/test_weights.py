"""What a user's weights do: they part equals, silence a voice, and nothing else."""

from __future__ import annotations

import pytest
from estimates_build import claim, document, documents, incident, row
from hypothesis import given, settings
from test_estimates_properties import figures, piles

from rashomon.estimates import POLICIES, Weights, estimate

THIRD = {"relation": "third_party"}
A, B = "Border Monitor", "Hill Monitor"


def weights(speakers: dict[str, float] | None = None, outlets: dict[str, float] | None = None) -> Weights:
    return Weights("mine.yml", "0" * 64, speakers or {}, outlets or {})


RIVALS = [claim("a", "d1", "7", None, A, **THIRD), claim("b", "d2", "9", None, B, **THIRD)]


def test_without_a_file_equals_stay_disputed() -> None:
    assert row(estimate(incident(), RIVALS, documents(RIVALS)), None).best_withheld == "disputed"


@pytest.mark.parametrize(("heavy", "best"), [(A, 7), (B, 9)])
def test_among_equals_the_heavier_wins_and_the_reason_says_so(heavy, best) -> None:
    got = row(estimate(incident(), RIVALS, documents(RIVALS), weights=weights({heavy: 2})), None)
    assert (got.low, got.best, got.high) == (7, best, 9)
    assert "weights of mine.yml" in got.reasons[1].detail + got.reasons[0].detail and f"{heavy} 2" in str(got.reasons)


def test_a_weight_lifts_nobody_over_a_higher_standing() -> None:
    claims = [claim("a", "d1", "7", "Freedonia", "Ministry of Defence of Freedonia"), claim("b", "d2", "9", "Freedonia", B, **THIRD)]
    assert row(estimate(incident(), claims, documents(claims), weights=weights({B: 1000})), "Freedonia").best == 7


def test_the_weights_of_outlets_part_outlets() -> None:
    claims = [claim("a", "d1", "7", None), claim("b", "d2", "9", None)]
    assert row(estimate(incident(), claims, documents(claims), weights=weights(outlets={"Outlet d2": 3})), None).best == 9


def test_weight_0_leaves_best_and_range_and_never_history() -> None:
    got = estimate(incident(), RIVALS, documents(RIVALS), weights=weights({B: 0}))
    one = row(got, None)
    assert (one.low, one.best, one.high) == (7, 7, 7)
    side = row(got, "unknown")
    assert side.claims == ("a", "b")
    silent = next(h for h in side.history if h.claim == "b")
    assert silent.standing == "struck" and "mine.yml" in silent.note
    assert any(r.rule == "estimates.weights.silent" and "mine.yml" in r.detail for r in side.reasons)
    assert [d.type for d in got.disagreements] == [d.type for d in estimate(incident(), RIVALS, documents(RIVALS)).disagreements]


def test_a_silent_total_beside_a_word_stays_in_the_claims_of_the_sum_that_stands_for_it() -> None:
    claims = [
        claim("a", "d1", "20", "both sides", A, **THIRD), claim("b", "d2", "dozens", "both sides"),
        claim("c", "d2", "4", "Freedonia", "Ministry of Defence of Freedonia"), claim("d", "d2", "3", "Sylvania", "Ministry of Defence of Sylvania"),
    ]  # fmt: skip
    got = row(estimate(incident(), claims, documents(claims), weights=weights({A: 0})), None)
    assert (got.best, got.derivation) == (7, "summed") and "a" in got.claims
    assert [h.standing for h in got.history if h.claim == "a"] == ["struck"] and "mine.yml" in str(got.reasons)


def test_who_repeats_a_silent_speaker_is_silent_too() -> None:
    claims = [*RIVALS, claim("c", "d2", "9", None, label="headline")]
    assert row(estimate(incident(), claims, documents(claims), weights=weights({B: 0})), None).high == 7


@pytest.mark.parametrize("policy", ["current", "minmax", "ucdp-style", "acled-style", "ibc-style"])
def test_only_silent_voices_leave_no_figure_under_any_lens(policy) -> None:
    claims = [claim("a", "d1", "7", None, A, perpetrator="Sylvania", **THIRD)]
    got = row(estimate(incident(), claims, documents(claims), policy=policy, weights=weights({A: 0})), None)
    assert (got.low, got.best, got.high, got.best_withheld) == (None, None, None, "weightless") and got.claims == ("a",)


def test_a_copy_weighs_what_its_original_weighs() -> None:
    from rashomon.model import SyndicationGroup

    claims = [*RIVALS, claim("c", "d3", "9", None, B, **THIRD)]
    docs = {**documents(RIVALS), "d3": document("d3", outlet="Heavy Paper")}
    group = SyndicationGroup("g", ("d2", "d3"), "d2", "whole")
    got = estimate(incident(), claims, docs, [group], weights=weights(outlets={"Heavy Paper": 5}))
    assert row(got, None).best_withheld == "disputed"


def test_names_that_nobody_bears_are_told() -> None:
    mine = weights({A: 2, "Bordr Monitor": 1}, {"Outlet d1": 1, "Gazette": 2})
    assert mine.unmatched(RIVALS, documents(RIVALS).values()) == ("Bordr Monitor", "Gazette")


@settings(max_examples=60, deadline=None)
@given(piles())
def test_weights_of_1_change_nothing_and_weight_0_keeps_every_claim(pile) -> None:
    claims, docs = pile
    for policy in list(POLICIES)[:5]:
        plain = estimate(incident(), claims, docs, policy=policy)
        assert estimate(incident(), claims, docs, policy=policy, weights=weights({A: 1, "Freedonia": 1}, {"Outlet d1": 1})) == plain
        without = estimate(incident(), claims, docs, policy=policy, weights=weights({"Freedonia": 0, "Border Monitor": 0}))
        silent = {c.claim_id for c in claims if c.speaker is not None and c.speaker.actor in {"Freedonia", "Border Monitor"}}
        assert {c for e in without.estimates for c in e.claims} >= silent & {c for e in plain.estimates for c in e.claims}
        for e in without.estimates:
            known = [v for v in (e.low, e.best, e.high) if v is not None]
            assert known == sorted(known) and (e.best is None) == (e.best_withheld is not None)
        assert figures(plain) == figures(estimate(incident(), claims, docs, policy=policy))

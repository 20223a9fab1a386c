"""What must hold under every lens: order and copies change nothing, low <= best <= high, and minmax contains current."""

from __future__ import annotations

from dataclasses import replace

import pytest
from estimates_build import claim, document, incident
from hypothesis import given, settings
from hypothesis import strategies as st
from test_estimates_properties import DAYS, figures, piles

from rashomon.estimates import POLICIES, estimate
from rashomon.model import SyndicationGroup

SHIPPED = ["current", "minmax", "ucdp-style", "acled-style", "ibc-style"]


def test_all_of_them_are_there() -> None:
    assert list(POLICIES)[:5] == ["current", "minmax", "ucdp-style", "acled-style", "ibc-style"]
    assert all(POLICIES[name].about and POLICIES[name].source and POLICIES[name].name == name for name in SHIPPED)


@pytest.mark.parametrize("policy", SHIPPED)
@settings(max_examples=80, deadline=None)
@given(pile=piles(), random=st.randoms(use_true_random=False))
def test_order_changes_nothing(policy, pile, random) -> None:
    claims, docs = pile
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert estimate(incident(), shuffled, dict(reversed(docs.items())), policy=policy) == estimate(incident(), claims, docs, policy=policy)


@pytest.mark.parametrize("policy", SHIPPED)
@settings(max_examples=80, deadline=None)
@given(pile=piles(), name=st.sampled_from(["d1", "d2", "d3"]), day=st.sampled_from([*DAYS, "2031-05-09"]))
def test_a_copy_changes_no_figure(policy, pile, name, day) -> None:
    claims, docs = pile
    copy = document("copy", day, outlet="Some other paper", text=docs[name].text)
    more = [replace(c, claim_id=c.claim_id + "x", document="copy", document_id=copy.document_id) for c in claims if c.document == name]
    group = SyndicationGroup("g", tuple(sorted(["copy", name])), name, "whole")
    with_copy = estimate(incident(), claims + more, {**docs, "copy": copy}, [group], policy=policy)
    assert figures(with_copy) == figures(estimate(incident(), claims, docs, policy=policy))


@pytest.mark.parametrize("policy", SHIPPED)
@settings(max_examples=150, deadline=None)
@given(pile=piles())
def test_bounds_hold_and_no_best_has_its_word(policy, pile) -> None:
    claims, docs = pile
    made = estimate(incident(), claims, docs, policy=policy)
    keys = [(e.harm, e.side, e.over) for e in made.estimates]
    assert len(keys) == len(set(keys))
    for e in made.estimates:
        known = [v for v in (e.low, e.best, e.high) if v is not None]
        assert known == sorted(known) and all(v >= 0 for v in known), e
        assert (e.best is None) == (e.best_withheld is not None), e
        assert e.policy == policy and e.reasons, e


@settings(max_examples=150, deadline=None)
@given(piles())
def test_minmax_contains_current(pile) -> None:
    claims, docs = pile
    narrow = {(e.harm, e.side, e.over): e for e in estimate(incident(), claims, docs).estimates}
    wide = {(e.harm, e.side, e.over): e for e in estimate(incident(), claims, docs, policy="minmax").estimates}
    assert narrow.keys() == wide.keys()
    for key, a in narrow.items():  # sums, and totals reported under one and summed under the other, too
        b = wide[key]
        if a.low is None and a.high is None and not a.open:
            continue  # a row that says nothing (only the enemy speaks, and says "at least two") is in all
        assert b.low is None or a.low is None or b.low <= a.low, (a, b)
        assert b.high is None or (a.high is not None and a.high <= b.high), (a, b)


def test_a_sum_begins_no_higher_than_that_of_current() -> None:
    docs = {n: document(n) for n in ("d1", "d2")}
    told = [
        claim("c1", "d1", "5", "Freedonia", "Ministry of Defence of Sylvania", relation="enemy_losses"),
        claim("c2", "d2", "11", "civilians", "Border Monitor"),
    ]
    narrow, wide = (estimate(incident(), told, docs, policy=p).estimates for p in ("current", "minmax"))
    ends = [{(e.side, e.low, e.best, e.high) for e in made} for made in (narrow, wide)]
    assert ends[0] == {("Freedonia", None, None, 5), ("civilians", 11, 11, 11), (None, 11, None, 16)}
    assert ends[1] == {("Freedonia", 5, None, 5), ("civilians", 11, 11, 11), (None, 11, None, 16)}
    [whole] = [e for e in wide if e.side is None]
    assert whole.reasons[-1].detail == "low 11, high 16: never narrower than the total under current"


@settings(max_examples=150, deadline=None)
@given(piles())
def test_no_lens_loses_a_claim_or_a_disagreement(pile) -> None:
    claims, docs = pile
    plain = estimate(incident(), claims, docs)
    for policy in SHIPPED[1:]:
        made = estimate(incident(), claims, docs, policy=policy)
        assert {c for e in made.estimates for c in e.claims} >= {c for e in plain.estimates for c in e.claims}
        assert [(d.type, d.field, d.values) for d in made.disagreements] == [(d.type, d.field, d.values) for d in plain.disagreements]


@pytest.mark.parametrize("policy", ["current", "minmax"])
def test_words_for_all_that_give_way_to_numbers_for_the_sides_stay_in_the_row(policy) -> None:
    docs = {"d1": document("d1")}
    sides = [claim("c1", "d1", "3", "Sylvania"), claim("c2", "d1", "5", "Freedonia")]
    [total] = [
        e for e in estimate(incident(), [*sides, claim("c3", "d1", "dozens", None)], docs, policy=policy).estimates if e.over == "all_sides"
    ]
    assert (total.best, total.derivation, total.claims) == (8, "summed", ("c1", "c2", "c3"))
    [why] = [r for r in total.reasons if r.rule == "estimates.total.gives_way"]
    assert "dozens" in why.detail and why.claims == ("c3",)
    assert [s.claim for s in total.history] == ["c3"]


def test_a_lens_that_sums_where_current_reports_words_loses_none_of_them() -> None:
    docs = {"d1": document("d1")}
    told = [
        claim("c1", "d1", "none", "Sylvania"),
        claim("c2", "d1", "dozens", None),
        claim("c3", "d1", "1", "Freedonia", "Ministry of Defence of Sylvania", relation="enemy_losses"),
    ]
    for policy in ("current", "minmax"):
        assert {c for e in estimate(incident(), told, docs, policy=policy).estimates for c in e.claims} == {"c1", "c2", "c3"}

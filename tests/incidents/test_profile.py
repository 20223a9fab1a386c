"""Profiles of mentions, and what is kept of pairs: the same scores however often, in whatever order and with whatever else they are asked."""

from dataclasses import replace

from tests.incidents.incidents_build import DORN, LORN, day, mention

from rashomon.incidents import features, profile
from rashomon.incidents.context import Context
from rashomon.incidents.evidence import shared_names
from rashomon.incidents.features import THRESHOLD, reasons, score, score_against
from rashomon.incidents.names import plain, same_name
from rashomon.incidents.profile import Names, any_same, profile_of


def test_a_profile_is_of_one_object_and_made_once():
    m = mention("a")
    assert profile_of(m) is profile_of(m)
    twin = replace(m)
    assert twin == m and profile_of(twin) is not profile_of(m)
    assert profile_of(twin).serial != profile_of(m).serial


def test_profiles_and_scores_are_given_up_and_come_back_the_same(monkeypatch):
    monkeypatch.setattr(profile, "KEPT", 4)
    monkeypatch.setattr(profile, "_kept", {})
    monkeypatch.setattr(features, "KEPT", 3)
    monkeypatch.setattr(features, "_scored", {})
    told = [mention(f"d{n}", time=day(2 + n % 3), places=(("Dorn", "Lorn")[n % 2],), locations=((DORN, LORN)[n % 2],)) for n in range(9)]
    pairs = [(a, b) for a in told for b in told if a is not b]
    first = [score(a, b, Context()) for a, b in pairs]
    assert len(set(first)) > 2
    assert [score(a, b, Context()) for a, b in reversed(pairs)] == first[::-1]
    assert len(profile._kept) <= 4 and len(features._scored) <= 3


def test_the_context_of_a_pair_is_no_part_of_what_is_kept_of_it():
    a, b = mention("a"), mention("b")
    both = frozenset({(a.mention_id, b.mention_id)})
    bare, tied = score(a, b, Context()), score(a, b, Context(both))
    assert tied == bare + 4.0 > THRESHOLD
    assert score(a, b, Context(frozenset(), both)) == bare + 3.0
    assert score(a, b, Context()) == bare


def test_reasons_add_up_to_the_score():
    a, b = mention("a"), mention("b", places=("Lorn",), locations=(LORN,), time=day(3))
    found = dict(reasons(a, b, Context()))
    assert round(sum(found.values()), 4) == score(a, b, Context())
    assert round(sum(v for n, v in found.items() if n != "no_common_ground"), 4) == score_against(a, b, Context())


def test_names_meet_as_one_by_one():
    told = ["the Karada district", "Karrada", "al-Hasan", "Hasan", "Harvel", "", "city", "Morvel", "Q", "q"]
    for x in told:
        for y in told:
            assert any_same(Names([x]), Names([y])) == same_name(x, y), (x, y, plain(x), plain(y))
    assert any_same(Names(["Morvel", "Karada"]), Names(["Harvel", "Karrada"]))
    assert shared_names(("ali musa", "golden hall"), ("emmanuel ojukwu", "golden hall")) == (("golden hall", 1.0),)

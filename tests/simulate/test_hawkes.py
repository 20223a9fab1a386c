"""The process behind the incidents: how many, how many of them follow others, where and when, and how many die."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import islice
from statistics import mean

import pytest

from rashomon.errors import InputError
from rashomon.simulate import hawkes
from rashomon.simulate.habits import Habits
from rashomon.simulate.hawkes import kilometres, poisson
from rashomon.simulate.sizes import deaths
from rashomon.simulate.template import chance
from rashomon.simulate.war import TrueIncident, incidents
from rashomon.simulate.world import World

DAYS = 420


def _war(seed: int = 1, days: int = DAYS, **dials: float) -> list[TrueIncident]:
    habits = replace(Habits(), **dials)
    return [i for day in islice(incidents(World(seed), date(2031, 1, 1), habits), days) for i in day]


@pytest.mark.parametrize(("rate", "branching"), [(6.0, 0.28), (4.0, 0.5), (6.0, 0.0)])
def test_the_mean_rate_and_the_branching_ratio_are_what_was_asked(rate: float, branching: float) -> None:
    war = _war(rate=rate, branching=branching, sieges=0.0)
    assert len(war) / DAYS == pytest.approx(rate, rel=0.12)
    children = Counter(i.follows for i in war if i.follows)
    old = [i for i in war if (war[-1].at - i.at).days > 20]
    assert mean(children[i.truth_id] for i in old) == pytest.approx(branching, abs=0.05)


def test_incidents_come_in_clusters_only_where_they_set_one_another_off() -> None:
    def spread(war: list[TrueIncident]) -> float:
        a_week = Counter((i.day - date(2031, 1, 1)).days // 7 for i in war)
        counts = [a_week[w] for w in range(2, DAYS // 7)]
        return float(mean((c - mean(counts)) ** 2 for c in counts) / mean(counts))

    assert 0.5 < spread(_war(branching=0.0, sieges=0.0)) < 1.5, "a Poisson process"
    assert spread(_war(branching=0.6, sieges=0.0)) > 1.6


def test_what_follows_is_near_in_time_and_space() -> None:
    war = _war(branching=0.5, sieges=0.0)
    by_id = {i.truth_id: i for i in war}
    pairs = [(by_id[i.follows], i) for i in war if i.follows]
    apart = [kilometres(a.town.lat or 0, a.town.lon or 0, b.town.lat or 0, b.town.lon or 0) for a, b in pairs]
    later = [(b.at - a.at).total_seconds() / 86400 for a, b in pairs]
    assert mean(apart) < 90, "of a country some 900 km wide"
    assert all(x > 0 for x in later) and 1.5 < mean(later) < 2.6  # 1.6 days, and a day more for those within the first one
    assert all(a.day < b.day for a, b in pairs), "within hours it would be a phase of the same incident"


def test_the_other_side_answers_and_the_same_side_goes_on() -> None:
    war = _war(branching=0.5, retaliation=0.5)
    by_id = {i.truth_id: i for i in war}
    country = World(1).country
    for i in war:
        if i.follows and i.follows in by_id:
            old = by_id[i.follows]
            if i.how == "retaliation":
                assert i.answers == old.truth_id and (i.doer == country) != (old.doer == country)
            elif i.how == "again":
                assert i.answers is None and (i.doer, i.kind) == (old.doer, old.kind)
    hows = Counter(i.how for i in war if i.how in ("again", "retaliation"))
    assert hows["retaliation"] / hows.total() == pytest.approx(0.5, abs=0.06)


def test_a_besieged_village_is_shelled_day_after_day() -> None:
    war = _war(sieges=0.1, branching=0.0)
    by_id = {i.truth_id: i for i in war}
    days = [i for i in war if i.how == "siege" and i.follows]
    assert len(days) > 50 and {i.kind for i in days} == {"shelling"}
    assert all((i.day - by_id[i.follows].day).days == 1 and i.town == by_id[i.follows].town for i in days if i.follows in by_id)


def test_sizes_fall_off_as_a_power_law() -> None:
    rng = chance(3, "sizes")
    draws = [deaths(rng, 2.4, 2, 100_000) for _ in range(20_000)]
    tail = [n for n in draws if n >= 10]
    alpha = 1 + len(tail) / sum(math.log(n / 9.5) for n in tail)  # Clauset, Shalizi & Newman 2009, equation 3.7
    assert alpha == pytest.approx(2.4, abs=0.1)
    assert min(draws) == 2 and max(draws) > 300
    assert max(deaths(rng, 2.4, 2, 30) for _ in range(5_000)) <= 30


def test_more_follow_a_deadly_incident() -> None:
    war = _war(branching=0.5, sieges=0.0)
    children = Counter(i.follows for i in war if i.follows)
    few = [children[i.truth_id] for i in war if sum(i.killed.values()) <= 2]
    many = [children[i.truth_id] for i in war if sum(i.killed.values()) >= 10]
    assert mean(many) > 1.3 * mean(few)


def test_poisson_numbers_have_the_mean_asked() -> None:
    rng = chance(1, "poisson")
    assert mean(poisson(rng, 4.0) for _ in range(4000)) == pytest.approx(4.0, abs=0.15)
    assert poisson(rng, 0.0) == 0


def test_what_is_found_later_is_not_counted_before() -> None:
    late = [loss for i in _war(days=200) for loss in i.losses if loss.found or loss.died]
    assert late
    for loss in late:
        at_once, in_the_end = loss.at(0), loss.at(1000)
        assert in_the_end == (loss.killed, loss.wounded)
        assert at_once == (loss.killed - loss.found - loss.died, loss.wounded + loss.died)
        assert at_once[0] > 0


def test_a_war_ends_before_the_calendar_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hawkes, "LAST_YEAR", 2031)
    with pytest.raises(InputError, match="beyond the year 2031; take fewer articles, or a higher rate"):
        _war(days=400, rate=0.1)
    assert {i.day.year for i in _war(days=365)} == {2031}

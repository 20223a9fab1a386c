"""Reports of an unknown day go with what they fit best, and with nothing where that is not known."""

from __future__ import annotations

from datetime import date

import pytest
from tests.incidents.incidents_build import LORN, claim, day, document, mention

from rashomon.incidents import cluster
from rashomon.incidents.loose import DAYS, EXACT, MANY, MARGIN, Against, Rival, held, is_exact, is_inexact, is_loose, may_meet, nearest
from rashomon.incidents.meeting import COMMON
from rashomon.model import IncidentMention, TimeSpan


def together(*told: IncidentMention) -> set[frozenset[str]]:
    names = [m.document for m in told]
    made, _ = cluster(told, [claim(n) for n in names], {n: document(n) for n in names})
    return {frozenset(i.documents) for i in made}


def undated(name: str, **keys: object) -> IncidentMention:
    return mention(name, **{"time": None, "weekday": None, **keys})


@pytest.mark.parametrize(
    ("time", "loose"),
    [
        (day(2), False),
        (TimeSpan(date(2031, 5, 2), date(2031, 5, 2 + DAYS), "printed"), False),
        (TimeSpan(date(2031, 5, 2), date(2031, 5, 3 + DAYS), "printed"), True),
        (TimeSpan(None, date(2031, 5, 2), "no later than publication"), False),
        (TimeSpan(date(2031, 5, 2), None, "after"), True),
        (None, True),
    ],
)
def test_what_tells_no_day(time: TimeSpan | None, loose: bool) -> None:
    assert is_loose(mention("a", time=time)) is loose


@pytest.mark.parametrize(
    ("time", "exact", "inexact"),
    [
        (day(2), True, False),
        (TimeSpan(date(2031, 5, 2), date(2031, 5, 2 + EXACT), "a night"), True, False),
        (TimeSpan(date(2031, 5, 2), date(2031, 5, 3 + EXACT), "printed"), False, True),
        (TimeSpan(None, date(2031, 5, 2), "no later than it was said"), False, True),
        (TimeSpan(date(2031, 5, 2), date(2031, 5, 2 + DAYS), "printed"), False, True),
        (TimeSpan(date(2031, 5, 2), date(2031, 5, 3 + DAYS), "printed"), False, False),
        (None, False, False),
    ],
)
def test_what_tells_its_day(time: TimeSpan | None, exact: bool, inexact: bool) -> None:
    told = mention("a", time=time)
    assert (is_exact(told), is_inexact(told)) == (exact, inexact)


def test_with_the_one_attack_there_is() -> None:
    assert together(mention("a"), undated("u")) == {frozenset("au")}


def test_with_the_attack_whose_toll_it_gives() -> None:
    other = mention("b", time=day(20), weekday=1, figures=(("killed", 31, 31, "Freedonia"),))
    assert together(mention("a"), other, undated("u")) == {frozenset("au"), frozenset("b")}


def test_alone_where_two_attacks_fit_as_well() -> None:
    again = mention("b", time=day(20), weekday=1)
    assert together(mention("a"), again, undated("u")) == {frozenset("a"), frozenset("b"), frozenset("u")}
    assert together(mention("a"), again, undated("u", weekday=4)) == {frozenset("au"), frozenset("b")}, "the weekday tells"


def test_two_reports_of_one_attack_are_no_rivals() -> None:
    next_day = mention("b", time=TimeSpan(date(2031, 5, 2), date(2031, 5, 3), "printed"), weekday=None)
    assert any({"a", "u"} <= part for part in together(mention("a"), next_day, undated("u")))


def test_two_of_unknown_day_meet_where_neither_fits_a_known_one() -> None:
    assert together(undated("u"), undated("v")) == {frozenset("uv")}
    far = mention(
        "a",
        figures=(("killed", 40, 40, "Sylvania"),),
        perpetrators=("Freedonia",),
        sides=("Sylvania",),
        places=("Lorn",),
        locations=(LORN,),
    )
    assert frozenset("uv") in together(undated("u"), undated("v"), far)


def test_the_best_count_and_what_is_as_near() -> None:
    first, near, far = Rival("a", 9.0, (5, 5)), Rival("b", 9.0 - MARGIN, (6, 6)), Rival("c", 8.9 - MARGIN, (5, 5))
    assert nearest([far, near, first]) == [first, near]
    assert held([first, near]).ids == {"a"}, "days beside one another may be one night: with the day that fits best"
    assert held([first, Rival("d", 9.0, (7, 7))]).ids == frozenset()
    assert held([first, Rival("u", 9.0, None)]).ids == {"a"}, "a known day comes first"
    assert held([first, Rival("u", 9.5, None)]).ids == {"a", "u"}, "but where an undated one fits better"
    assert held([first, Rival("d", 9.0, (7, 7)), Rival("u", 9.5, None)]).ids == {"u"}
    assert held([Rival(f"u{n}", 7.0, None) for n in range(MANY)]).ids == {f"u{n}" for n in range(MANY)}
    assert held([Rival(f"u{n}", 7.0, None) for n in range(MANY + 1)]).ids == frozenset()
    assert held([]).ids == frozenset()


SAID_ON_THE_4TH = TimeSpan(None, date(2031, 5, 4), "no later than it was said")


def inexact(name: str, **keys: object) -> IncidentMention:
    return mention(name, **{"time": SAID_ON_THE_4TH, "weekday": None, **keys})


def test_a_report_of_some_days_goes_with_the_attack_it_fits_best() -> None:
    other = mention("b", time=day(4), weekday=None, figures=(("killed", 31, 31, "Freedonia"),))
    assert together(mention("a"), other, inexact("x")) == {frozenset("ax"), frozenset("b")}


def test_a_report_of_some_days_ties_no_two_days() -> None:
    """Two attacks of two days that it fits as well: the later one; what is said on a day is as a rule of that day."""
    assert held([Rival("a", 9.0, (2, 2)), Rival("b", 9.0, (4, 4))], loose=False).ids == {"b"}
    assert held([Rival("a", 9.5, (2, 2)), Rival("c", 9.0, (2, 2)), Rival("b", 9.0, (4, 4))], loose=False).ids == {"a", "c"}
    assert held([Rival("a", 9.5, (2, 2))], loose=False).day == 2
    kept = nearest([Rival("a", 9.5, (2, 2)), Rival("c", 5.0, (2, 2)), Rival("b", 9.0, (4, 4))], loose=False)
    assert [r.mention_id for r in kept] == ["a", "c"], "all of the day of the best"


def test_reports_of_some_days_meet_unless_they_fit_attacks_of_two_days() -> None:
    later = inexact("y", time=TimeSpan(None, date(2031, 5, 5), "no later than it was said"))
    assert together(inexact("x"), later) == {frozenset("xy")}
    assert together(mention("a"), inexact("x"), later) == {frozenset("axy")}
    assert may_meet(inexact("x"), later, {})
    of_day = {"x": Against(frozenset(), 2), "same": Against(frozenset(), 2), "next": Against(frozenset(), 3)}
    held_by = {inexact(n).mention_id: against for n, against in of_day.items()}
    assert may_meet(inexact("x"), inexact("same"), held_by)
    assert not may_meet(inexact("x"), inexact("next"), held_by), "what they fit best is of two days"


def test_a_person_many_reports_name_leads_back_no_further_than_all_else() -> None:
    """An official stands in every report of a war; a victim in a few, however late."""
    verdict = mention("v", time=TimeSpan(None, date(2031, 8, 2), "no later than publication"), weekday=None, people=("ferran ojulwe",))
    told = [mention("a", people=("ferran ojulwe",)), verdict]
    assert together(*told) == {frozenset("av")}
    others = [
        mention(f"o{n:03}", time=day(5 + n % 20), weekday=None, places=("Lorn",), locations=(LORN,), people=("ferran ojulwe",))
        for n in range(COMMON)
    ]
    assert frozenset("v") in together(*told, *others)

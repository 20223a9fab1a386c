"""Reports of an unknown day go with what they fit best, and with nothing where that is not known."""

from __future__ import annotations

from datetime import date

import pytest
from tests.incidents.incidents_build import LORN, claim, day, document, mention

from rashomon.incidents import cluster
from rashomon.incidents.loose import DAYS, MANY, MARGIN, Rival, held, is_loose, nearest
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
    assert held([first, near]) == {"a", "b"}, "days beside one another may be one night"
    assert held([first, Rival("d", 9.0, (7, 7))]) == frozenset()
    assert held([first, Rival("u", 9.0, None)]) == {"a"}, "a known day comes first"
    assert held([first, Rival("u", 9.5, None)]) == {"a", "u"}, "but where an undated one fits better"
    assert held([first, Rival("d", 9.0, (7, 7)), Rival("u", 9.5, None)]) == {"u"}
    assert held([Rival(f"u{n}", 7.0, None) for n in range(MANY)]) == {f"u{n}" for n in range(MANY)}
    assert held([Rival(f"u{n}", 7.0, None) for n in range(MANY + 1)]) == frozenset()
    assert held([]) == frozenset()

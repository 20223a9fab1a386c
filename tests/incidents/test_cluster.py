"""Clustering is a pure function: order, copies and unrelated articles change nothing; two events of one text stay two."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.incidents.incidents_build import DORN, LORN, VALE, claim, day, document, mention

from rashomon.incidents import blocking_keys, cluster
from rashomon.incidents.candidates import candidates
from rashomon.incidents.features import FEATURES, THRESHOLD, Context, score
from rashomon.model import IncidentMention, MentionLink, Span, SyndicationGroup, TimeSpan


def run(mentions: list[IncidentMention], groups: tuple[SyndicationGroup, ...] = ()) -> list[list[str]]:
    names = sorted({m.document for m in mentions})
    claims = [claim(m.document, int(c.rsplit("-", 1)[1])) for m in mentions for c in m.claims]
    incidents, placed = cluster(mentions, claims, {n: document(n) for n in names}, groups)
    assert {c.incident_id for c in placed} == {i.incident_id for i in incidents}
    return sorted(sorted(i.claims) for i in incidents)


LATER = {"time": day(9), "weekday": 4}
STORY = [
    mention("a"),
    mention("b", figures=(("killed", 8, 8, "Freedonia"),)),
    mention("a", 1, time=day(1), weekday=3, main=False),
    mention("c", **LATER),
    mention("d", places=("Lorn",), locations=(LORN,)),
]


def test_same_day_and_place_join_and_others_do_not() -> None:
    assert run(STORY) == [["c-a-0", "c-b-0"], ["c-a-1"], ["c-c-0"], ["c-d-0"]]


def test_order_does_not_matter() -> None:
    first = run(STORY)
    for seed in range(5):
        shuffled = list(STORY)
        random.Random(seed).shuffle(shuffled)
        assert run(shuffled) == first


def test_an_unrelated_article_changes_no_other_incident() -> None:
    stranger = mention("z", places=(), locations=(), sides=("Osterlich",), perpetrators=(), time=day(2))
    assert [g for g in run([*STORY, stranger]) if g != ["c-z-0"]] == run(STORY)


def test_the_same_text_under_two_names_changes_no_id() -> None:
    alone, _ = cluster([mention("a")], [claim("a")], {"a": document("a")}, ())
    copy = replace(mention("a"), mention_id="im-copy", document="copy")
    claims = [claim("a"), replace(claim("a"), document="copy")]
    both, placed = cluster([copy, mention("a")], claims, {"a": document("a"), "copy": document("copy")}, ())
    assert [i.incident_id for i in both] == [i.incident_id for i in alone]
    assert both[0].documents == ("a", "copy")
    assert both[0].reports == 2
    assert len(placed) == 2


def test_no_chain_joins_two_events_of_one_document() -> None:
    """b alone could be either of a's two events; it must not tie them together."""
    vague = mention("b", time=TimeSpan(day(1).start, day(2).end, "printed"), weekday=None)
    groups = run([mention("a"), mention("a", 1, time=day(1), weekday=3, main=False), vague])
    assert all(not {"c-a-0", "c-a-1"} <= set(g) for g in groups)


@pytest.mark.parametrize(
    ("change", "joins"),
    [
        ({}, True),
        ({"time": day(3)}, True),  # a day apart, all else the same: dated by the report
        ({"time": day(5)}, False),
        ({"places": ("Dorne",), "locations": (DORN,)}, True),
        ({"places": ("Vale",), "locations": (VALE,)}, True),
        ({"places": ("Lorn",), "locations": (LORN,)}, False),
        ({"places": (), "locations": (), "sides": (), "perpetrators": (), "figures": ()}, False),  # a day and a kind alone
        ({"aggregate": True, "kind": "aggregate"}, False),
        ({"time": TimeSpan(None, None, "publication unknown", 4)}, True),
        ({"time": TimeSpan(None, None, "publication unknown", 2), "weekday": 2}, False),
        (
            {
                "families": ("chemical",),
                "perpetrators": ("Freedonia",),
                "sides": ("Sylvania",),
                "figures": (("killed", 90, 90, "Sylvania"),),
            },
            False,
        ),
    ],
)
def test_pairs(change: dict[str, object], joins: bool) -> None:
    pair = [mention("a"), mention("b", **change)]
    assert (len(run(pair)) == 1) is joins
    assert score(pair[0], pair[1], Context()) == score(pair[1], pair[0], Context())


def test_intervals_with_a_weekday_meet_in_a_shared_passage() -> None:
    open_friday = {"time": TimeSpan(day(2).start, None, "weekday", 4), "places": (), "locations": ()}
    group = SyndicationGroup("g", ("a", "b"), None, "part", (("a", Span(0, 9), "b", Span(0, 9)),))
    pair = [mention("a", extent=((0, 5),), **open_friday), mention("b", extent=((0, 5),), **open_friday)]
    assert len(run(pair, (group,))) == 1


def test_what_one_operation_answers_is_one() -> None:
    def told(name: str) -> list[IncidentMention]:
        link = MentionLink("retaliation_for", f"im-{name}-1", "in retaliation for", 0, 5)
        cause = mention(name, 1, main=False, time=day(1), weekday=3, places=(), locations=(), sides=(), figures=())
        return [mention(name, links=(link,)), cause]

    assert run([*told("a"), *told("b")]) == [["c-a-0", "c-b-0"], ["c-a-1", "c-b-1"]]


def test_keys_hold_a_place_or_a_party_beside_the_date() -> None:
    keys = blocking_keys(mention("a"))
    assert keys
    assert all(k.split("|")[1] for k in keys)
    bare = mention("a", places=(), locations=(), sides=(), perpetrators=(), figures=())
    assert blocking_keys(bare) == ()


def test_every_feature_says_what_it_means() -> None:
    assert all(feature.__doc__ for feature, _ in FEATURES)
    assert THRESHOLD > 0


def test_days_two_apart_never_join_by_themselves() -> None:
    """What lets ``candidates`` leave such pairs out: without a shared passage, answer or person their score stays under the threshold.

    Places and figures agree in one way at a time, and ``told_alike`` asks for an unknown day.
    """
    instead = {"near_place", "same_spot", "wider_place", "context_place", "near_figure", "told_alike"}
    when = {
        "same_day",
        "days_overlap",
        "day_apart",
        "days_differ",
        "weekday_agrees",
        "weekday_differs",
        "day_of_year_agrees",
        "day_of_year_differs",
    }
    details = {"same_street", "hour_agrees", "same_ages"}  # on top of everything else that agrees they would do it; such a pair is left out
    weights = {feature.__name__: weight for feature, weight in FEATURES}
    best = sum(
        w
        for name, w in weights.items()
        if w > 0 and name not in when | instead | {"shared_words", "answered_alike", "same_people"} | details
    )
    assert best + weights["days_differ"] < THRESHOLD


def test_candidates_grow_with_the_days_and_not_with_their_square():
    """A thousand attacks at one place, a week apart: months and weekdays are shared, days are not."""
    first = date(2031, 5, 2)
    told = [mention(f"d{n}", time=TimeSpan(first + timedelta(days=7 * n), first + timedelta(days=7 * n), "printed")) for n in range(1000)]
    assert candidates(told, Context()) == []
    assert candidates([*told, mention("undated", time=None)], Context()) == [(n, 1000) for n in range(1000)]


NOWHERE: dict[str, object] = {"places": (), "locations": (), "sides": (), "perpetrators": (), "figures": ()}
UNDATED: dict[str, object] = {"time": None, "weekday": None}


@pytest.mark.parametrize(
    ("a", "b", "joins"),
    [
        (
            {"names": ("ferran ojulwe", "golden hall")},
            {**NOWHERE, **UNDATED, "names": ("ferran ojulwe", "golden hall")},
            True,
        ),  # day and place unknown, two rare names
        ({}, {**NOWHERE, **UNDATED}, False),
        ({"scenes": ("mosque",), "countries": ("Freedonia",)}, {**NOWHERE, "scenes": ("mosque",), "countries": ("Freedonia",)}, True),
        ({"scenes": ("mosque",), "countries": ("Freedonia",)}, {**NOWHERE, "countries": ("Freedonia",)}, False),
        ({"figures": (("killed", 40, 40, None),)}, {"figures": (("killed", 2, 2, None),), "time": day(3)}, False),  # shelled on two days
        ({"figures": (("killed", 20, None, None),)}, {"figures": (("killed", 300, 300, None),)}, True),  # "at least 20" grows
        ({"scenes": ("mosque",)}, {"scenes": ("mosque",), "places": ("Lorn",), "locations": (LORN,)}, False),  # two mosques on one day
        ({}, {"time": TimeSpan(None, day(25).end, "no later than publication"), "figures": ()}, False),  # weeks later, no names
    ],
)
def test_evidence_beside_day_and_place(a: dict[str, object], b: dict[str, object], joins: bool) -> None:
    assert (len(run([mention("a", **a), mention("b", **b)])) == 1) is joins


def test_a_weekday_and_a_later_report_give_the_day() -> None:
    told = [
        mention("a", time=TimeSpan(None, None, "publication unknown", 4)),
        mention("b", time=TimeSpan(None, day(3).end, "no later than publication"), weekday=None),
    ]
    [incident] = cluster(told, [claim("a"), claim("b")], {n: document(n) for n in "ab"})[0]
    assert (incident.date_start, incident.date_precision) == (date(2031, 5, 2), "day")


def test_a_bound_alone_is_no_day() -> None:
    told = [mention("a", time=TimeSpan(None, day(3).end, "no later than publication"), weekday=None)]
    [incident] = cluster(told, [claim("a")], {"a": document("a")})[0]
    assert (incident.date_start, incident.date_end, incident.date_precision) == (None, date(2031, 5, 3), "unknown")


def test_a_country_or_a_party_beside_a_weekday_or_a_year_brings_nothing_together() -> None:
    far = replace(LORN, name="Osk", lat=10.0, lon=10.0, gazetteer_id="x:osk", admin1="Far")
    year = TimeSpan(date(2030, 1, 1), date(2030, 12, 31), "printed")
    month = TimeSpan(date(2030, 3, 1), date(2030, 3, 31), "printed")
    here, there = {"places": ("Lorn",), "locations": (LORN,)}, {"places": ("Osk",), "locations": (far,)}
    assert LORN.country == far.country, "and both name the same side and doer"
    for time, meet in ((year, False), (month, True)):
        assert bool(candidates([mention("a", time=time, **here), mention("b", time=time, **there)], Context())) is meet
        assert candidates([mention("a", time=time, **here), mention("b", time=time, **here)], Context())
    assert not candidates([mention("a", time=None, **here), mention("b", **there)], Context())
    assert candidates([mention("a", time=None, **here), mention("b", **here)], Context())
    large = {"figures": (("killed", 70, 70, None),)}
    assert candidates([mention("a", time=None, **here, **large), mention("b", **there, **large)], Context()), "a rare figure does"

"""What is asked and in which order, on rows written by hand."""

from __future__ import annotations

from typing import Any

from rashomon.model import Decision, DecisionState
from rashomon.review import figures, joins, others
from rashomon.review.item import Item, item_id
from rashomon.review.rows import Rows, Said


def row(ident: str, *estimates: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "incident_id": ident, "anchor": f"c-{ident}", "label": "Raid", "kind": "raid", "date_start": "2031-05-03", "date_end": "2031-05-03",
        "place": None, "places": [], "sides": ["Vorland"], "documents": ["a.txt"], "disagreements": [], "links": [], "estimates": list(estimates),
        **more,
    }  # fmt: skip


def killed(
    low: int | None, best: int | None, high: int | None, withheld: str | None = None, claims: tuple[str, ...] = ("c-1",)
) -> dict[str, Any]:
    reason = {"rule": "estimates.range", "detail": "", "claims": list(claims)}
    return {"harm": "killed", "side": None, "over": "all_sides", "low": low, "best": best, "high": high, "best_withheld": withheld, "reasons": [reason], "claims": list(claims)}  # fmt: skip


def said(claim: str, document: str = "a.txt", low: int = 4, **more: Any) -> Said:
    plain: dict[str, Any] = {"incident_id": "inc-1", "kind": "casualty", "harm": "killed", "high": low, "scope": "total", "side": None,
                             "background": False, "p_read": 0.9, "p_incident": 0.99, "words": str(low), "rules": ("r",), "start": 0, "end": 5}  # fmt: skip
    return Said(claim_id=claim, document=document, low=low, **{**plain, **more})


def rows(*given: dict[str, Any], claims: tuple[Said, ...] = ()) -> Rows:
    return Rows(
        {r["incident_id"]: r for r in given}, {r["incident_id"]: [c for c in claims if c.incident_id == r["incident_id"]] for r in given}
    )


def test_a_figure_without_a_best_could_add_all_that_is_told() -> None:
    [item] = figures.disputes(rows(row("inc-1", killed(4, None, 11, "only_enemy_claims"))))
    assert (item.kind, item.low, item.high, item.weight) == ("dispute", 0, 11, 11.0)
    assert "only the enemy's claim" in item.why


def test_a_dispute_moves_as_far_as_its_values_lie_from_the_best() -> None:
    quarrel = {"type": "count", "field": "killed", "resolution": "disputed", "why": "different speakers, different figures", "rule": "d.count",
               "values": [{"value": "4", "claims": ["c-1"]}, {"value": "at least 31", "claims": ["c-2"]}]}  # fmt: skip
    [item] = figures.disputes(rows(row("inc-1", killed(4, 13, 13), disagreements=[quarrel])))
    assert (item.low, item.high, item.claims) == (-9, 18, ("c-1", "c-2"))


def test_a_quarrel_about_the_weapon_or_a_settled_figure_asks_nothing() -> None:
    weapon = {"type": "weapon", "field": "weapon", "resolution": "disputed", "why": "", "values": []}
    assert not list(figures.disputes(rows(row("inc-1", killed(4, 4, 4), disagreements=[weapon]), row("inc-2", killed(3, 3, 3)))))


def test_unknown_is_not_zero() -> None:
    assert not list(figures.disputes(rows(row("inc-1"), row("inc-2", killed(None, None, None, "only_open_words")))))


def test_a_doubtful_figure_is_asked_about_only_where_something_would_move() -> None:
    one = said("c-1", low=9, p_read=0.4)
    [item] = figures.misread(rows(row("inc-1", killed(9, 9, 9)), claims=(one,)))
    assert (item.low, item.high, item.share) == (-9, 0, 0.6)
    same = said("c-2", "b.txt", low=9)
    assert not list(figures.misread(rows(row("inc-1", killed(9, 9, 9)), claims=(one, same)))), "another report says the same"
    sure = said("c-1", low=9, p_read=0.95)
    assert not list(figures.misread(rows(row("inc-1", killed(9, 9, 9)), claims=(sure,))))


def test_a_doubtful_join_weighs_what_would_part() -> None:
    [item] = joins.doubtful(rows(row("inc-1", killed(4, 4, 7)), claims=(said("c-1"), said("c-2", "b.txt", low=7, p_incident=0.6))))
    assert (item.kind, item.high, item.share, item.documents) == ("join", 7, 0.4, ("b.txt",))
    assert not list(joins.doubtful(rows(row("inc-1", killed(4, 4, 4)), claims=(said("c-1", p_incident=0.2),)))), (
        "a report alone cannot part"
    )


def test_a_figure_set_aside_is_asked_about_where_it_stands_by_people() -> None:
    given = rows(row("inc-1", killed(4, 4, 4)), claims=(said("c-1"),))
    aside = [
        ("a.txt", 30, 32, "12", "counts people to whom no harm is told"),
        ("a.txt", 40, 44, "2011", "no harm word takes it"),
        ("a.txt", 50, 52, "19", "an age"),
    ]
    [item] = figures.set_aside(given, aside, {"a.txt": ["inc-1"]})
    assert (item.high, item.share) == (8, figures.ASIDE_SHARE)
    assert "“12”" in item.question


def test_a_place_that_no_list_has_is_asked_about_and_moves_no_total() -> None:
    place = {"name": "Hollin", "lat": None, "lon": None, "precision": None, "basis": "no entry of this name", "country": None}
    [item] = others.places(rows(row("inc-1", killed(4, 4, 4), place=place), row("inc-2")))
    assert (item.low, item.high, item.weight, item.size) == (0, 0, 0.0, 4)


def test_a_decision_that_new_evidence_speaks_against_is_asked_about() -> None:
    decision = Decision("dec-1", 3, "choose", "Ada", "", "the list", (), None)
    states = [(decision, DecisionState("dec-1", "reopened", "a new figure", ("c-1",))), (decision, DecisionState("dec-1", "applied"))]
    [item] = others.waiting(rows(row("inc-1", killed(4, 4, 6)), claims=(said("c-1"),)), states, {})
    assert (item.decision, item.incidents, item.weight) == (3, ("inc-1",), 4.0)


def test_the_order_is_by_what_could_move_then_by_size_and_always_the_same() -> None:
    def item(kind: str, high: int, share: float, size: int) -> Item:
        return Item(item_id(kind, high, size), kind, "", "", (), (), 0, high, share, size)

    sure, doubtful, small = item("dispute", 5, 1.0, 5), item("join", 100, 0.1, 300), item("place", 0, 1.0, 50)
    smaller = item("place", 0, 1.0, 2)
    for given in ([small, sure, smaller, doubtful], [smaller, doubtful, small, sure]):
        assert sorted(given, key=lambda x: x.order) == [doubtful, sure, small, smaller]


def test_the_same_question_has_the_same_id() -> None:
    assert item_id("join", "a.txt", ["c-1", "c-2"]) == item_id("join", "a.txt", ("c-1", "c-2")) != item_id("join", "a.txt", ("c-1",))


def test_incidents_near_in_day_and_place_are_held_against_one_another() -> None:
    near = {"name": "Dolmeth", "lat": 1.0, "lon": 1.0, "precision": 1, "country": None}
    other = {"name": "Farholm", "lat": 9.0, "lon": 9.0, "precision": 1, "country": None}
    given = rows(
        row("inc-1", killed(4, 4, 4), place=near),
        row("inc-2", killed(5, 5, 5), place=near, date_start="2031-05-04", date_end="2031-05-04"),
        row("inc-3", killed(4, 4, 4), place=near, date_start="2031-05-09", date_end="2031-05-09"),
        row("inc-4", killed(90, 90, 90), place=other, sides=["Ordania"]),
    )
    assert joins._near(given) == [("inc-1", "inc-2")]

"""What reviewers decide holds when everything is derived again, can be taken back, and is re-opened when new reports contradict it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from decisions_stories import (
    CHOICE,
    FIVE,
    FOUR,
    SIX,
    STORIES,
    SUNDAY,
    THREE,
    WOUNDED,
    claim,
    decision,
    incident,
    killed,
    read,
    reasons,
    rows,
    state,
    together,
    with_seen,
)

from rashomon.estimates import estimate
from rashomon.incidents import cluster
from rashomon.model import Decision
from rashomon.pipeline.decisions import chosen_figures, decide, decision_lines, states_of
from rashomon.pipeline.derive import derive
from rashomon.store import Reading

KINDS = [
    decision("figure", FOUR, value={"low": 3, "high": 3, "approx": False}),
    decision("harm", FOUR, value="wounded"),
    decision("side", FOUR, value="Freedonia"),
    decision("speaker", FOUR, value={"actor": None, "text": "He"}),
    decision("place", FOUR, value="Haskmill"),
    decision("date", FOUR, value={"start": "2031-05-01", "end": "2031-05-01"}),
    decision("perpetrator", FOUR, value="Sylvania"),
    decision("background", FOUR, value=True),
    decision("not_a_figure", FOUR),
    decision("merge", FIVE, SUNDAY),
    decision("split", FOUR, FIVE),
    decision("choose", FOUR, value=CHOICE),
]


@pytest.mark.parametrize("one", KINDS, ids=lambda d: d.kind)
def test_every_kind_changes_what_is_derived_and_undone_leaves_no_trace(one: Decision) -> None:
    readings = read(*STORIES)
    plain = derive(readings)
    decided = derive(readings, [one])
    assert rows(decided) != rows(plain)
    assert state(decided, one).state == "applied"
    assert state(decided, one).claims
    undo = decision("undo", number=2, undoes=one.decision_id, at="2031-06-02")
    undone = derive(readings, [undo, one])
    assert rows(undone) == rows(plain)
    assert (state(undone, one).state, state(undone, undo).state) == ("undone", "applied")
    assert "decision 2 (K. Reader)" in state(undone, one).note
    redo = decision("undo", number=3, undoes=undo.decision_id, at="2031-06-03")
    assert rows(derive(readings, [one, undo, redo])) == rows(decided)


@pytest.mark.parametrize("one", KINDS, ids=lambda d: d.kind)
def test_other_rules_and_other_ids_change_nothing(one: Decision) -> None:
    def renamed(r: Reading) -> Reading:
        new = {c.claim_id: f"x{c.claim_id}" for c in r.claims}
        claims = tuple(replace(c, claim_id=new[c.claim_id], part_of=new.get(c.part_of or ""), rule=("new rules",)) for c in r.claims)
        told = tuple(
            replace(m, mention_id=f"x{m.mention_id}", claims=tuple(new[c] for c in m.claims), reference=f"x{m.reference}" if m.reference else None,
                    links=tuple(replace(k, target=f"x{k.target}") for k in m.links)) for m in r.incidents
        )  # fmt: skip
        return replace(r, claims=claims, incidents=told)

    readings = read(*STORIES)
    one = with_seen(readings, one) if one.kind in {"merge", "split", "choose"} else one
    before, after = derive(readings, [one]), derive([renamed(r) for r in readings], [one])
    assert state(after, one).state == "applied"
    assert {c.removeprefix("x") for c in state(after, one).claims} == set(state(before, one).claims)
    assert {i.documents for i in after.incidents} == {i.documents for i in before.incidents}


def test_neither_the_order_of_documents_nor_of_decisions_matters() -> None:
    readings = read(*STORIES)
    every = [replace(d, number=n, decision_id=f"dec-{n}") for n, d in enumerate(KINDS, 1)]
    expected = derive(readings, every)
    for seed in range(4):
        random.Random(seed).shuffle(readings)
        random.Random(seed).shuffle(every)
        again = derive(readings, every)
        assert again.decisions == expected.decisions
        assert set(again.claims) == set(expected.claims)
        assert again.incidents == expected.incidents


def test_an_unrelated_article_changes_no_state() -> None:
    names = [n for n in STORIES if n != "mine.txt"]
    for one in (d for d in KINDS if d.kind != "place"):
        without, with_it = derive(read(*names), [one]), derive(read(*STORIES), [one])
        assert with_it.decisions == without.decisions
        assert set(without.incidents) <= set(with_it.incidents)
    place = KINDS[4]  # the other article names the place, and gives it no coordinates that this one could borrow
    assert derive(read(*STORIES), [place]).decisions == derive(read(*names), [place]).decisions
    assert claim(derive(read(*STORIES), [place]), "governor.txt", "four") == claim(derive(read(*names), [place]), "governor.txt", "four")


def test_merge_joins_what_days_keep_apart_and_each_half_keeps_its_reports() -> None:
    readings = read("doctor.txt", "sunday.txt", "monday.txt", "governor.txt")
    merge = decision("merge", FIVE, SUNDAY)
    assert not together(derive(readings), ("doctor.txt", "five"), ("sunday.txt", "five"))
    made = derive(readings, [merge])
    assert together(made, ("doctor.txt", "five"), ("sunday.txt", "five"), ("monday.txt", "five"), ("governor.txt", "four"))
    assert decision_lines(made.decided, made.decisions) == [
        "1 (merge at “Five villagers were killed” in doctor.txt and “Five villagers were killed” in sunday.txt, K. Reader): put together"
    ]


def test_two_events_of_one_document_are_merged() -> None:
    made = derive(read("two.txt"), [decision("merge", SIX, THREE)])
    assert together(made, ("two.txt", "six"), ("two.txt", "three"))


def test_split_parts_documents_and_events_of_one_document() -> None:
    readings = read("governor.txt", "doctor.txt", "nine.txt")
    made = derive(readings, [decision("split", FOUR, FIVE)])
    assert not together(made, ("governor.txt", "four"), ("doctor.txt", "five"))
    within = decision("split", FOUR, WOUNDED)
    made = derive(readings, [within])
    assert state(made, within).state == "applied"
    assert together(made, ("governor.txt", "four"), ("doctor.txt", "five"))
    assert not together(made, ("governor.txt", "four"), ("governor.txt", "two"))
    assert [e.harm for e in incident(made, "governor.txt", "two").estimates] == ["wounded", "wounded"]
    apart_already = decision("split", SIX, THREE)
    assert rows(derive(read("two.txt"), [apart_already])) == rows(derive(read("two.txt")))


def test_what_cannot_be_parted_says_so() -> None:
    one = decision("split", FOUR, ("governor.txt", "four villagers"))
    made = derive(read("governor.txt"), [one])
    assert state(made, one).state == "not_found"
    assert "cannot be parted" in state(made, one).note
    assert rows(made) == rows(derive(read("governor.txt")))


@pytest.mark.parametrize(
    ("anchors", "says"),
    [
        ((FIVE,), "no two places"),
        ((FIVE, ("nobody.txt", "x")), "no document 'nobody.txt'"),
        ((FIVE, ("sunday.txt", "sixteen")), "do not stand in the document"),
        ((FIVE, ("two.txt", "market of Orvelgate on Friday, police said. Gunmen killed three")), "more than one event"),
        ((FIVE, ("sunday.txt", "a resident")), "no event to speak of"),
    ],
)
def test_merge_that_finds_nothing_says_why(anchors: tuple[tuple[str, str], ...], says: str) -> None:
    one = decision("merge", *anchors)
    made = derive(read("doctor.txt", "sunday.txt", "two.txt"), [one])
    assert state(made, one).state == "not_found"
    assert says in state(made, one).note


def test_of_merge_and_split_the_later_stands() -> None:
    readings = read("doctor.txt", "sunday.txt", "governor.txt")
    merge = decision("merge", FIVE, SUNDAY)
    split = decision("split", SUNDAY, FIVE, number=2)
    made = derive(readings, [split, merge])
    assert rows(made) == rows(derive(readings))
    assert (state(made, merge).state, state(made, split).state) == ("overruled", "applied")
    assert state(made, merge).note == "decision 2 (split, K. Reader), made later, says otherwise"
    earlier = replace(split, number=0, at="2031-05-20")
    made = derive(readings, [merge, earlier])
    assert together(made, ("doctor.txt", "five"), ("sunday.txt", "five"))
    assert state(made, earlier).state == "overruled"


def test_a_contradiction_through_a_third_report_is_seen() -> None:
    readings = read("doctor.txt", "sunday.txt", "two.txt")
    first, second = decision("merge", FIVE, SIX), decision("merge", SIX, SUNDAY, number=2)
    split = decision("split", FIVE, SUNDAY, number=3)
    made = derive(readings, [first, second, split])
    assert [state(made, d).state for d in (first, second, split)] == ["overruled", "applied", "applied"]
    made = derive(readings, [first, replace(split, number=2), replace(second, number=3)])
    assert [state(made, d).state for d in (first, split, second)] == ["overruled", "applied", "applied"]
    made = derive(readings, [replace(split, number=0), first, second])
    assert [state(made, d).state for d in (split, first, second)] == ["overruled", "applied", "applied"]
    assert together(made, ("doctor.txt", "five"), ("sunday.txt", "five"), ("two.txt", "six"))


def test_chosen_figure_stands_with_its_reason_and_moves_the_sum() -> None:
    readings = read("governor.txt", "doctor.txt")
    one = decision("choose", FOUR, value={**CHOICE, "low": 3, "best": 4, "high": 4})
    assert killed(derive(readings), "governor.txt", "four") != (3, 4, 4)
    made = derive(readings, [one])
    assert killed(made, "governor.txt", "four") == (3, 4, 4)
    assert killed(made, "governor.txt", "four", None) == (3, 4, 4)
    said = reasons(made, "governor.txt", "four", one.rule)
    assert said[0].detail.startswith("K. Reader chose low 3, best 4, high 4, where policy current has low")
    assert "as the texts say" in said[0].detail
    later = replace(decision("choose", FIVE, value={**CHOICE, "best": 5}, number=2))
    both = derive(readings, [one, later])
    assert killed(both, "governor.txt", "four") == (4, 5, 5)
    assert state(both, one).state == "overruled"
    no_best = derive(readings, [decision("choose", FOUR, value={**CHOICE, "best": None})])
    assert killed(no_best, "governor.txt", "four") == (4, None, 5)
    whole = decision("choose", FOUR, value={**CHOICE, "side": None, "best": 5})
    made = derive(readings, [whole])
    assert killed(made, "governor.txt", "four", None) == (4, 5, 5)
    assert killed(made, "governor.txt", "four") == killed(derive(readings), "governor.txt", "four")


def test_nothing_is_chosen_where_nobody_gives_a_figure() -> None:
    one = decision("choose", FOUR, value={**CHOICE, "harm": "captured"})
    made = derive(read("governor.txt"), [one])
    assert rows(made) == rows(derive(read("governor.txt")))
    assert state(made, one).state == "not_found"
    assert "nobody gives a figure of captured civilians; there are: killed civilians" in state(made, one).note


def test_a_value_that_cannot_be_read_does_nothing_and_says_so() -> None:
    for kind, value in (("figure", "a lot"), ("date", {"start": "x"}), ("choose", {"harm": "killed"})):
        one = decision(kind, FOUR, value=value)
        made = derive(read("governor.txt"), [one])
        assert rows(made) == rows(derive(read("governor.txt")))
        assert state(made, one).state == "not_found"
        assert f"for {kind} it is" in state(made, one).note


def test_undo_of_nothing_and_logged_unmaskings() -> None:
    undo, names = decision("undo", undoes="dec-gone"), decision("names", number=2)
    made = derive(read("governor.txt"), [undo, names])
    assert rows(made) == rows(derive(read("governor.txt")))
    assert (state(made, undo).state, state(made, names).state) == ("not_found", "applied")
    assert decision_lines(made.decided, made.decisions) == []


def test_where_only_some_components_are_clustered_the_other_decisions_get_no_state() -> None:
    readings = read("doctor.txt", "sunday.txt", "two.txt")
    near, far = decision("choose", FIVE, value=CHOICE), decision("choose", SIX, value=CHOICE, number=2)
    across, apart = decision("choose", FIVE, SIX, value=CHOICE, number=3), decision("split", FIVE, SIX, number=4)
    every = [near, far, across, apart]
    documents = {r.document.name: r.document for r in readings}
    decided = decide(every, [c for r in readings for c in r.claims], [m for r in readings for m in r.incidents], documents)
    told = [m for m in decided.told if m.document == "doctor.txt"]
    own = {c for m in told for c in m.claims}
    found, placed = cluster(told, [c for c in decided.claims if c.claim_id in own], documents)
    home = {c.claim_id: c.incident_id for c in placed}
    [chosen] = chosen_figures(every, decided, home).values()
    assert chosen == [near]
    made = [estimate(i, placed, documents, chosen=chosen) for i in found]
    [one] = states_of(every, decided, made, placed)
    assert (one.decision_id, one.state) == (near.decision_id, "applied")
    whole = derive(readings, every)
    assert [state(whole, d).state for d in every] == ["applied", "not_found", "not_found", "applied"]
    assert "belong to 2 incidents" in state(whole, across).note

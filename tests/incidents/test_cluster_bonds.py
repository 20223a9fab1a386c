"""What reviewers put together is one incident whatever the scores say, and what they keep apart never is."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from incidents_build import DORN, LORN, claim, day, document, mention

from rashomon.incidents import cluster
from rashomon.incidents.against import against_merge, against_split
from rashomon.incidents.context import Context
from rashomon.model import IncidentMention


def _groups(told: list[IncidentMention], **bonds: object) -> set[frozenset[str]]:
    claims = [claim(m.document, int(c.rsplit("-", 1)[1])) for m in told for c in m.claims]
    incidents, _ = cluster(told, claims, [document(m.document) for m in told], **bonds)  # type: ignore[arg-type]
    return {frozenset(c.removeprefix("c-") for c in i.claims) for i in incidents}


def _other_day(name: str, number: int = 0) -> IncidentMention:
    return mention(name, number, time=day(9), weekday=4, locations=(LORN,), places=("Lorn",))


def test_together_across_a_veto_and_each_half_keeps_its_own() -> None:
    told = [mention("a"), mention("b"), _other_day("x"), _other_day("y")]
    assert _groups(told) == {frozenset({"a-0", "b-0"}), frozenset({"x-0", "y-0"})}
    assert _groups(told, together=[("im-a-0", "im-y-0")]) == {frozenset({"a-0", "b-0", "x-0", "y-0"})}


def test_two_events_of_one_document_together() -> None:
    told = [mention("a"), _other_day("a", 1), mention("b")]
    assert _groups(told, together=[("im-a-1", "im-a-0")]) == {frozenset({"a-0", "a-1", "b-0"})}


def test_a_second_event_of_a_document_does_not_come_in_by_the_back_door() -> None:
    """a tells two events; the reviewer says that x is the first, so it is not the second, which it resembles."""
    told = [mention("a"), _other_day("a", 1), _other_day("x")]
    assert _groups(told) == {frozenset({"a-0"}), frozenset({"a-1", "x-0"})}
    assert _groups(told, together=[("im-a-0", "im-x-0")]) == {frozenset({"a-0", "x-0"}), frozenset({"a-1"})}


def test_apart_goes_through_third_reports() -> None:
    told = [mention("a"), mention("b"), mention("c")]
    assert _groups(told) == {frozenset({"a-0", "b-0", "c-0"})}
    parted = _groups(told, apart=[("im-a-0", "im-b-0")])
    assert len(parted) == 2
    assert not any({"a-0", "b-0"} <= g for g in parted)
    assert _groups(told, together=[("im-b-0", "im-c-0")], apart=[("im-a-0", "im-b-0")]) == {frozenset({"a-0"}), frozenset({"b-0", "c-0"})}


def test_ids_that_are_not_here_are_passed_over() -> None:
    told = [mention("a"), mention("b")]
    assert _groups(told, together=[("im-a-0", "im-z-0")], apart=[("im-a-0", "im-z-0"), ("im-q-0", "im-b-0")]) == _groups(told)


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=4),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=4),
    st.integers(0, 999),
)
@settings(max_examples=60, deadline=None)
def test_bonds_hold_in_any_order(joined: list[tuple[int, int]], parted: list[tuple[int, int]], seed: int) -> None:
    told = [mention(n) if n < "e" else _other_day(n) for n in "abcdefgh"]
    together = [(told[i].mention_id, told[j].mention_id) for i, j in joined]
    apart = [(told[i].mention_id, told[j].mention_id) for i, j in parted if i != j]
    expected = _groups(told, together=together, apart=apart)
    shuffled = list(told)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed).shuffle(together)
    assert _groups(shuffled, together=together, apart=apart) == expected
    home = {c: g for g in expected for c in g}

    def of(mention_id: str) -> frozenset[str]:
        return home[mention_id.removeprefix("im-")]

    assert all(of(a) == of(b) for a, b in together)
    free = {m for pair in together for m in pair}
    assert all(of(a) != of(b) for a, b in apart if a not in free and b not in free)


def test_what_speaks_against_a_merge_is_new_and_was_not_known() -> None:
    blank = mention("blank", time=None, weekday=None)
    friday, late = mention("a"), _other_day("z")
    assert against_merge([friday, blank], [friday, blank, late], lambda m: False, Context()) == late
    assert against_merge([friday, blank], [friday, blank, late], lambda m: m is late, Context()) is None
    assert against_merge([friday, late], [friday, late, _other_day("y")], lambda m: False, Context()) is None
    both = [friday, blank, late, _other_day("y")]
    assert against_merge([friday, blank], both, lambda m: m is late, Context()) is None, "that day was known already"


def test_what_speaks_against_a_split_tells_of_both() -> None:
    a, b, c, x = mention("a"), mention("b"), mention("c"), mention("x", locations=(DORN,), places=("Dorn",), time=day(9), weekday=4)
    assert against_split([a, b], [a, b, c, x], lambda m: False, Context()) == c
    assert against_split([a, b], [a, b, x], lambda m: False, Context()) is None
    assert against_split([a, b], [a, b, c], lambda m: m is c, Context()) is None
    assert all(against_split([p, q], [a, x], lambda m: False, Context()) is None for p, q in combinations([a, x], 2))

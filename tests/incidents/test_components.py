"""What clustering is cut into: the index finds every candidate, day keys add nothing, and components do not meet."""

from __future__ import annotations

import random
import sys
from itertools import combinations

import pytest
from tests.incidents.incidents_build import DORN, claim, day, document, mention
from tests.pipeline.mentions_build import World, made_up, passages

from rashomon.incidents import blocking, cluster
from rashomon.incidents.candidates import candidates
from rashomon.incidents.cluster import held_among, shared_passages
from rashomon.incidents.components import IndexRow, components, index_rows, labels, number, probes
from rashomon.incidents.context import Context
from rashomon.model import IncidentMention, MentionLink, TimeSpan


def told(seed: int, count: int, over: int) -> list[IncidentMention]:
    chance = random.Random(seed)
    return [m for n in range(count) for m in made_up(chance, f"d{n:03}", over)]


def meets(found: list[IndexRow], wanted: list[IndexRow]) -> bool:
    """As the database compares them."""
    rows = {r.key: r for r in found}
    return any((r := rows.get(p.key)) is not None and r.first <= p.last and r.last >= p.first for p in wanted)


@pytest.mark.parametrize(("seed", "over"), [(1, 20), (2, 60), (3, 400), (4, 2000)])
def test_the_index_finds_every_candidate_from_both_sides(seed: int, over: int) -> None:
    mentions = told(seed, 60, over)
    rows, wanted = [index_rows(m) for m in mentions], [probes(m) for m in mentions]
    pairs = candidates(mentions, Context())
    assert len(pairs) > 20
    for i, j in pairs:
        assert meets(rows[i], wanted[j]), (mentions[i], mentions[j])
        assert meets(rows[j], wanted[i]), (mentions[i], mentions[j])


def test_the_index_leaves_most_other_pairs_out() -> None:
    mentions = told(5, 80, 400)
    rows, wanted = [index_rows(m) for m in mentions], [probes(m) for m in mentions]
    found = sum(meets(rows[i], wanted[j]) for i, j in combinations(range(len(mentions)), 2))
    real = len(candidates(mentions, Context()))
    assert real <= found <= 2 * real


def test_one_row_for_each_key() -> None:
    for m in told(6, 60, 400):
        keys = [r.key for r in index_rows(m)]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("seed", "over"), [(1, 10), (2, 60), (3, 400)])
def test_day_keys_add_no_candidate_to_those_of_months(seed: int, over: int, monkeypatch: pytest.MonkeyPatch) -> None:
    mentions = told(seed, 80, over)
    with_days = candidates(mentions, Context())
    months = {m.mention_id: tuple(k for k in blocking.blocking_keys(m) if not k[:1].isdigit()) for m in mentions}
    assert sum(map(len, months.values())) < sum(len(blocking.blocking_keys(m)) for m in mentions)
    monkeypatch.setattr(sys.modules[candidates.__module__], "blocking_keys", lambda m: months[m.mention_id])
    assert candidates(mentions, Context()) == with_days


@pytest.mark.parametrize("seed", range(4))
def test_any_components_come_out_as_among_all(seed: int) -> None:
    chance = random.Random(seed)
    names = [f"d{n:03}" for n in range(60)]
    world = World.of({name: made_up(chance, name, 300) for name in names}, passages(chance, names))
    mentions = world.mentions()
    pairs = shared_passages(mentions, world.groups)
    of = components(mentions, Context(pairs))
    against = held_among(mentions, Context(pairs))
    incidents, placed = cluster(mentions, world.all_claims(), world.documents, world.groups)
    every = sorted(set(of.values()))
    assert len(every) > 5
    for chosen in ([c] for c in every), [every[::2], every[1::2]]:
        made, home = [], {}
        for some in chosen:
            own = [m for m in mentions if of[m.mention_id] in some]
            held = {c for m in own for c in m.claims}
            its_claims = [c for c in world.all_claims() if c.claim_id in held]
            found, its = cluster(own, its_claims, world.documents, world.groups, shared=pairs, held=against)
            made += found
            home |= {c.claim_id: c.incident_id for c in its}
        assert sorted(made, key=lambda i: i.incident_id) == incidents
        assert home == {c.claim_id: c.incident_id for c in placed}


def test_what_one_operation_answers_is_one_component() -> None:
    """The causes share a party and nothing else: only the answer ties them, in the second pass."""

    def pair(name: str) -> list[IncidentMention]:
        link = MentionLink("retaliation_for", f"im-{name}-1", "in retaliation for", 0, 5)
        cause = mention(name, 1, main=False, time=day(1), weekday=3, places=(), locations=(), sides=(), figures=())
        return [mention(name, links=(link,)), cause]

    mentions = [*pair("a"), *pair("b")]
    assert len(set(components(mentions, Context()).values())) == 1
    bare = [m for m in mentions if m.mention_id.endswith("-1")]
    assert len(set(components(bare, Context()).values())) == 2
    made, _ = cluster(mentions, [claim(m.document, m.sentence) for m in mentions], {n: document(n) for n in "ab"})
    assert [len(i.claims) for i in made] == [2, 2]


def test_a_claim_of_two_mentions_ties_them() -> None:
    two = [mention("a"), mention("a", 1, time=day(20), claims=("c-a-0", "c-a-1"))]
    assert len(set(components(two, Context()).values())) == 1


def test_decisions_tie_what_is_there() -> None:
    far = [mention("a"), mention("b", time=day(20)), mention("c", time=day(28))]
    ids = [m.mention_id for m in far]
    assert len(set(components(far, Context()).values())) == 3
    of = components(far, Context(), [(ids[0], ids[2]), (ids[1], "im-gone"), ("im-gone", ids[0])])
    assert of[ids[0]] == of[ids[2]] != of[ids[1]]


def test_a_label_is_the_smallest_number_and_fits_a_database() -> None:
    of = labels(["x", "y", "z"], [("x", 5), ("y", 5)])
    assert of["x"] == of["y"] == min(number("x"), number("y"))
    assert of["z"] == number("z")
    assert all(0 <= number(str(n)) < 2**63 for n in range(1000))


def test_days_that_are_turned_round_or_very_long_are_found_too() -> None:
    turned = TimeSpan(day(5).start, day(1).end, "misread")
    long = TimeSpan(day(1).start.replace(year=1900), day(2).end, "printed")  # type: ignore[union-attr]
    mentions = [mention(f"d{n}", time=t) for n, t in enumerate((turned, long, day(2), day(5), None))]
    rows, wanted = [index_rows(m) for m in mentions], [probes(m) for m in mentions]
    pairs = candidates(mentions, Context())
    assert len(pairs) > 4
    assert all(meets(rows[i], wanted[j]) and meets(rows[j], wanted[i]) for i, j in pairs)
    assert mentions[0].locations == (DORN,)

"""What must hold for any claims: order does not matter, copies and names do not vote, low <= best <= high."""

from __future__ import annotations

from dataclasses import replace

from estimates_build import claim, document, incident
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.estimates import estimate
from rashomon.model import Claim, Document, Incident, SyndicationGroup

WHO = [
    None,
    "Ministry of Defence of Freedonia",
    "Freedonia",
    "Ministry of Defence of Sylvania",
    "Border Monitor",
    "witnesses",
    "other reports",
]
WORDS = ["none", "1", "2", "4", "9", "at least 2", "at least 5", "up to 6", "3-7", "dozens", "several"]
DAYS = ["2031-05-04", "2031-05-05", None]
RELATIONS = {"Ministry of Defence of Sylvania": "enemy_losses"}


@st.composite
def piles(draw: st.DrawFn) -> tuple[list[Claim], dict[str, Document]]:
    docs = {n: document(n, draw(st.sampled_from(DAYS))) for n in ("d1", "d2", "d3")}
    claims = []
    for i in range(draw(st.integers(1, 7))):
        who = draw(st.sampled_from(WHO))
        claims.append(
            claim(
                f"c{i}",
                draw(st.sampled_from(sorted(docs))),
                draw(st.sampled_from(WORDS)),
                draw(st.sampled_from(["Freedonia", "Sylvania", "civilians", None])),
                who,
                harm=draw(st.sampled_from(["killed", "wounded"])),
                scope=draw(st.sampled_from(["total", "total", "total", "part", "increment", "mention"])),
                relation=RELATIONS.get(who or "", "unknown"),
                label=draw(st.sampled_from(["body", "headline"])),
                background=draw(st.sampled_from([False, False, False, True])),
                start=i * 10,
            )
        )
    return claims, docs


def figures(made: Incident) -> list[tuple[object, ...]]:
    return [(e.harm, e.side, e.over, e.low, e.best, e.high, e.open, e.best_withheld) for e in made.estimates]


@settings(max_examples=150, deadline=None)
@given(piles(), st.randoms(use_true_random=False))
def test_order_of_claims_changes_nothing(pile, random) -> None:
    claims, docs = pile
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert estimate(incident(), shuffled, dict(reversed(docs.items()))) == estimate(incident(), claims, docs)


@settings(max_examples=150, deadline=None)
@given(piles(), st.sampled_from(["d1", "d2", "d3"]), st.sampled_from([*DAYS, "2031-05-09"]))
def test_a_copy_of_a_document_changes_no_figure(pile, name, day) -> None:
    claims, docs = pile
    copy = document("copy", day, outlet="Some other paper", text=docs[name].text)
    more = [replace(c, claim_id=c.claim_id + "x", document="copy", document_id=copy.document_id) for c in claims if c.document == name]
    more = [replace(c, part_of=c.part_of and c.part_of + "x") for c in more]
    group = SyndicationGroup("g", tuple(sorted(["copy", name])), name, "whole")
    assert figures(estimate(incident(), claims + more, {**docs, "copy": copy}, [group])) == figures(estimate(incident(), claims, docs))


@settings(max_examples=100, deadline=None)
@given(piles())
def test_names_of_outlets_change_no_figure(pile) -> None:
    claims, docs = pile
    renamed = {n: replace(d, outlet=f"Another name {i}") for i, (n, d) in enumerate(sorted(docs.items(), reverse=True))}
    assert figures(estimate(incident(), claims, renamed)) == figures(estimate(incident(), claims, docs))


@settings(max_examples=300, deadline=None)
@given(piles(), st.sampled_from(["current", "minmax"]))
def test_low_best_high_are_in_order_and_every_row_says_why(pile, policy) -> None:
    claims, docs = pile
    made = estimate(incident(), claims, docs, policy=policy)
    keys = [(e.harm, e.side) for e in made.estimates]
    assert len(keys) == len(set(keys))
    for e in made.estimates:
        known = [v for v in (e.low, e.best, e.high) if v is not None]
        assert known == sorted(known), e
        assert (e.best is None) == (e.best_withheld is not None), e
        assert e.reasons and e.basis.reports >= e.basis.texts >= 1
    for d in made.disagreements:
        assert len(d.values) >= 2 and d.why and all(v.claims for v in d.values)


@settings(max_examples=100, deadline=None)
@given(piles())
def test_background_never_counts(pile) -> None:
    claims, docs = pile
    assert figures(estimate(incident(), claims, docs)) == figures(estimate(incident(), [c for c in claims if not c.background], docs))

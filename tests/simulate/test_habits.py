"""Each habit of the press and of speakers is seen in what is printed, and in what is known to be true of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from statistics import mean

import pytest

from rashomon.errors import InputError
from rashomon.simulate import FAULTLESS, Habits, Printed, War
from rashomon.simulate.counts import Counts

N = 500


@cache
def _war(**dials: float) -> tuple[War, tuple[Printed, ...]]:
    war = War(2, N, habits=replace(Habits(), **{**FAULTLESS, **dials}))
    return war, tuple(war)


def _figures(war: War, printed: tuple[Printed, ...], harm: str = "killed") -> list[tuple[int, int, str, str | None]]:
    """(told, true, whose, relation where the words show the side) of every exact figure."""
    out = []
    for p in printed:
        for c in p.reading.claims:
            truth, of = p.truth[c.claim_id], p.of.get(c.claim_id)
            if truth and of and c.harm == harm and c.scope == "total" and c.low is not None and c.low == c.high:
                out.append((c.low, war.incidents[truth].killed[of], of, c.relation if c.side == of else None))
    return out


def test_a_press_without_fault_prints_what_was_known() -> None:
    war, printed = _war()
    late = {i.truth_id for i in war.incidents.values() if any(loss.found or loss.died for loss in i.losses)}
    wrong = [
        c.quote
        for p in printed
        for c in p.reading.claims
        if (t := p.truth[c.claim_id]) and t not in late and c.harm == "killed" and c.scope == "total" and (of := p.of.get(c.claim_id))
        and c.low != war.incidents[t].killed[of]
    ]  # fmt: skip
    assert not wrong
    assert not any(p.faults or p.junk for p in printed) and {p.manner for p in printed} <= {"own", "wire", "version", "twin", "week"}


def test_copying_makes_copies_of_the_wire() -> None:
    manners = [Counter(p.manner for p in _war(copying=level)[1]) for level in (0.0, 0.5, 1.0)]
    copies = [m["whole"] + m["part"] + m["edited"] for m in manners]
    assert copies[0] == 0 < copies[1] < copies[2]
    printed = _war(copying=1.0)[1]
    wires = {s for p in printed if p.manner == "wire" for s in p.record["text"].split("\n\n")[1:]}
    whole = [p for p in printed if p.manner in ("whole", "edited")]
    shared = [mean(s in wires for s in p.record["text"].strip().split("\n\n")[1:] if "?" not in s) for p in whole]
    assert mean(shared) > 0.6, "the wire's own paragraphs"


def test_slant_prints_one_sides_word_and_passes_over_its_deeds() -> None:
    def by_party(slant: float) -> tuple[float, int]:
        war, printed = _war(slant=slant)
        leans = {o.name: o.leans for o in war.world.outlets}
        own = [p for p in printed if p.manner == "own" and leans[p.record["outlet"]]]
        voices = [c.speaker.party == leans[p.record["outlet"]] for p in own for c in p.reading.claims if c.kind == "casualty" and c.speaker]
        deeds = sum(
            any(t and war.incidents[t].doer == leans[p.record["outlet"]] and war.incidents[t].side == "civilians" for t in p.truth.values())
            for p in own
        )
        return mean(voices), deeds

    fair, slanted = by_party(0.0), by_party(1.0)
    assert slanted[0] > fair[0] + 0.25 and slanted[1] < fair[1]


def test_inflation_counts_too_many_of_the_enemy_and_nobody_else() -> None:
    war, printed = _war(inflation=2.0)
    by_relation: dict[str | None, list[float]] = {}
    for told, true, of, relation in _figures(war, printed):
        if of != "civilians":
            by_relation.setdefault(relation, []).append(told / true)
    assert mean(by_relation["enemy_losses"]) > 1.8
    for relation in ("own_losses", "third_party"):  # a little under one: some are found later
        assert mean(by_relation[relation]) == pytest.approx(0.96, abs=0.05)


def test_concealment_leaves_out_own_dead() -> None:
    war, printed = _war(concealment=0.6)
    own = [
        told / true for told, true, of, relation in _figures(war, printed) if relation == "own_losses" and of != "civilians" and true > 3
    ]
    third = [told / true for told, true, _, relation in _figures(war, printed) if relation == "third_party" and true > 3]
    assert mean(own) < 0.7 and mean(third) > 0.85


def test_third_parties_see_a_part_of_it() -> None:
    war, printed = _war(partial=0.5)
    third = [told / true for told, true, _, relation in _figures(war, printed) if relation == "third_party" and true > 3]
    own = [told / true for told, true, _, relation in _figures(war, printed) if relation == "own_losses" and true > 3]
    assert mean(third) < 0.7 and mean(own) > 0.85


def test_denial_of_deeds_and_of_own_dead() -> None:
    none, strong = _war()[1], _war(denial=1.0)[1]
    stances = [Counter(c.stance for p in some for c in p.reading.claims if c.kind == "statement") for some in (none, strong)]
    assert stances[0]["denies"] == 0 < stances[1]["denies"]
    zero = [c for p in strong for c in p.reading.claims if c.negated]
    assert zero and all(
        (c.low == c.high == 0 and c.quote.startswith("no ")) or " no " in c.quote or c.quote.startswith("No ") for c in zero
    )
    assert not any(c.negated for p in none for c in p.reading.claims)
    for p in strong:
        for c in p.reading.claims:
            if c.negated and c.side and c.speaker and c.speaker.party:
                assert c.speaker.party in (c.side, _war(denial=1.0)[0].incidents[p.truth[c.claim_id] or ""].doer)


def test_growth_moves_the_first_hours_and_not_the_last_word() -> None:
    war, _ = _war()
    habits = replace(Habits(), **{**FAULTLESS, "growth": 0.9})
    shares = []
    for incident in war.incidents.values():
        counts = Counts(war.world, incident, habits)
        side = incident.side
        shares.append(counts.told(None, side, "killed", 1) / incident.killed[side])
        assert counts.told(None, side, "killed", 400) == incident.killed[side]
    assert mean(s < 1 for s in shares) > 0.3 and any(s > 1 for s in shares), "most grow, some are too high at first and come down"


def test_rounding_prints_round_numbers() -> None:
    def rounded(level: float) -> int:
        return sum(
            c.approx or "more than" in c.words
            for p in _war(rounding=level)[1]
            for c in p.reading.claims
            if c.kind == "casualty" and not c.background
        )

    assert rounded(0.0) == 0 < rounded(1.0)


def test_errors_are_marked_in_the_truth() -> None:
    war, printed = _war(errors=0.5)
    faults = Counter(f for p in printed for f in p.faults.values())
    assert set(faults) == {"digits", "sides", "slip"}
    wrong = {c.claim_id: (c.low, war.incidents[p.truth[c.claim_id] or ""].killed[of]) for p in printed for c in p.reading.claims
             if c.claim_id in p.faults and c.scope == "total" and (of := p.of.get(c.claim_id))}  # fmt: skip
    assert wrong and mean(told != true for told, true in wrong.values()) > 0.9


def test_variants_spell_towns_otherwise_and_name_groups_shortly() -> None:
    war, printed = _war(variants=0.5)
    plain = {t.name for t in war.world.towns}
    other = {s for t in war.world.towns for s in war.world.spellings(t)}
    assert not plain & other
    spelt = {c.place: c.location.name for p in printed for c in p.reading.claims if c.place and c.location and c.place in other}
    assert spelt and all(name in plain for name in spelt.values())
    called = {c.speaker.text for p in printed for c in p.reading.claims if c.speaker and c.speaker.kind == "group"}
    assert any(re.fullmatch(r"[Tt]he [A-Z]{3}", text) for text in called), "by its letters"
    by_outlet: dict[tuple[str, str], set[str]] = {}
    for p in printed:
        if p.manner == "own":
            for c in p.reading.claims:
                if c.place and c.location and c.location.precision == 1:
                    by_outlet.setdefault((p.record["outlet"], c.location.name), set()).add(c.place)
    assert max(map(len, by_outlet.values())) == 1, "a paper spells a town always the same way"


def test_junk_is_no_news_of_violence() -> None:
    _, printed = _war(junk=0.4)
    junk = [p for p in printed if p.junk]
    assert 0.3 < len(junk) / N < 0.5
    assert {p.junk for p in junk} == {"quiz", "sport", "shop", "cookies", "error", "spanish", "german", "recipe", "almanac"}
    assert not any(p.reading.claims or p.truth for p in junk)
    assert {"es", "de"} <= {p.reading.document.language for p in junk if p.junk in ("spanish", "german")}


def test_delay_prints_later() -> None:
    def hours(delay: float) -> float:
        war, printed = _war(delay=delay)
        return mean(
            (p.reading.document.published.day - war.incidents[t].day).days
            for p in printed
            if p.manner == "own" and p.reading.document.published.day and (t := next((t for t in p.truth.values() if t), None))
        )

    assert hours(4.0) > hours(1.0) + 0.5


def test_sieges_have_totals_since_a_day() -> None:
    _, printed = _war(sieges=0.3)
    since = [c for p in printed for c in p.reading.claims if c.scope == "cumulative"]
    assert since
    for p in printed:
        for c in p.reading.claims:
            if c.scope == "cumulative":
                assert c.period is not None and c.period.of(p.record["text"]).startswith("since ")
                assert p.truth[c.claim_id] is None, "no figure of one incident"


@pytest.mark.parametrize(("name", "value"), [("copying", 1.5), ("growth", -0.1), ("rate", 0.0), ("junk", 0.9)])
def test_a_dial_off_its_scale_is_refused(name: str, value: float) -> None:
    with pytest.raises(InputError, match=f"{name} is .*give a number"):
        Habits(**{name: value})

"""Claims are read with mistakes: what must not become a best figure, and what a careful reader would print instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from estimates_build import claim, document, documents, incident, row, statement, told

from rashomon.estimates import estimate
from rashomon.model import Claim, Incident, Speaker

MOD, ARMY, ENEMY = "Ministry of Defence of Freedonia", "Army of Freedonia", "Ministry of Defence of Sylvania"
MONITOR = "Border Monitor"


def made(claims: list[Claim], **more: Any) -> Incident:
    return estimate(incident(**more), claims, documents(claims))


def by(words: str, kind: str, party: str | None = None) -> dict[str, Any]:
    """A speaker of a kind the builder does not know."""
    return {"who": None, "speaker": Speaker(words, words, 0, 0, party=party, kind=kind)}


def spoken(cid: str, doc: str, words: str, side: str | None, speaker: dict[str, Any], **more: Any) -> Claim:
    return replace(claim(cid, doc, words, side, **more), speaker=speaker["speaker"])


# speaker, relation -> kind of basis
KINDS: dict[str, tuple[list[Claim], str, int]] = {
    "nobody is named": ([claim("a", "1", "4", None)], "unattributed", 0),
    "a doctor": ([spoken("a", "1", "4", None, by("surgeon", "medical"))], "third_party", 1),
    "officials of the town": ([spoken("a", "1", "4", None, by("officials", "officials"), relation="own_losses")], "third_party", 1),
    "a person without office": ([spoken("a", "1", "4", None, by("a shopkeeper", "person"))], "third_party", 1),
    "an army on its soldiers": ([claim("a", "1", "4", "Freedonia", MOD, victim_status="combatant")], "one_party", 1),
    "soldiers' own command, its state not named": (
        [spoken("a", "1", "4", "soldiers", by("the command", "military"), relation="own_losses", victim_status="combatant")],
        "one_party",
        1,
    ),
    "a side of the incident on others": ([spoken("a", "1", "4", None, by("Hill Brigade", "group", "Hill Brigade"))], "one_party", 1),
}


@pytest.mark.parametrize("name", KINDS)
def test_whose_word_it_is(name: str) -> None:
    claims, kind, speakers = KINDS[name]
    basis = row(made(claims, sides=("Hill Brigade",)), claims[0].side or "unknown").basis
    assert (basis.kind, basis.speakers) == (kind, speakers)


def test_who_claims_the_attack_counts_its_enemys_dead() -> None:
    boast = spoken("b", "2", "at least 78", "civilians", by("Hill Brigade", "group", "Hill Brigade"), relation="third_party")
    claims = [claim("a", "1", "43", "civilians", who=MONITOR), boast]
    owns = [replace(statement("s", "2", "claims_responsibility", None), speaker=boast.speaker)]
    got = row(estimate(incident(), [*claims, *owns], documents([*claims, *owns])), "civilians")
    assert (got.low, got.best, got.high) == (43, 43, None)
    assert row(estimate(incident(), [boast, *owns], documents([boast, *owns])), "civilians").best_withheld == "only_enemy_claims"


def test_a_state_and_its_ministry_are_one_voice() -> None:
    claims = [claim("a", "1", "31", None, MOD, relation="own_losses"), claim("b", "2", "24", None, MOD, relation="own_losses")]
    claims.append(spoken("c", "1", "31", None, by("Freedonia", "person")))
    got = estimate(incident(), claims, documents(claims, **{"2": "2031-05-05"}))
    assert (row(got, "unknown").low, row(got, "unknown").best, row(got, "unknown").high) == (24, 24, 24)
    assert [d.resolution for d in told(got, "count")] == ["revised_down"]


def test_a_shortened_name_is_the_same_office() -> None:
    names = ("health department", "Northern health department")
    claims = [
        spoken(n[:1], "1", str(k), None, by(n, "ministry"), relation="own_losses", start=k) for n, k in zip(names, (9, 6), strict=True)
    ]
    assert row(made(claims), "unknown").best == 9


# two numbers that exclude each other, in one text and one voice
ONE_TEXT = {
    "told again": (
        [claim("a", "1", "12", None, sentence=1), claim("b", "1", "12", None, sentence=6), claim("c", "1", "33", None, sentence=9)],
        "shelling",
        12,
    ),
    "each told once": ([claim("a", "1", "12", None, sentence=1), claim("c", "1", "33", None, sentence=9)], "shelling", 33),
    "a headline over several attacks": (
        [claim("h", "1", "at least 71", None, label="headline"), claim("b", "1", "36", None)],
        "aggregate",
        71,
    ),
    "a speaker's number under a headline over several": (
        [claim("h", "1", "7", None, label="headline"), claim("b", "1", "2", None, "Town police", relation="own_losses")],
        "aggregate",
        7,
    ),
    "a headline over one attack": ([claim("h", "1", "40", None, label="headline"), claim("b", "1", "36", None)], "shelling", 36),
}


@pytest.mark.parametrize("name", ONE_TEXT)
def test_numbers_of_one_text(name: str) -> None:
    claims, kind, best = ONE_TEXT[name]
    assert row(made(claims, kind=kind), "unknown").best == best


FAR = [claim("a", "1", "3", None, start=10), claim("b", "2", "3", None, who=MONITOR)]
FAR_CASES = {
    "a war's count below the news": ([*FAR, claim("w", "1", "9001", None, start=400)], 3),
    "one that another text tells too": ([*FAR, claim("w", "1", "9001", None, start=400), claim("x", "2", "9001", None, start=400)], 9001),
    "a headline": ([*FAR, claim("w", "1", "9001", None, start=0, label="headline")], None),
    "only three times more": ([*FAR, claim("w", "1", "12", None, start=400)], None),
}


@pytest.mark.parametrize("name", FAR_CASES)
def test_a_figure_far_from_all_others(name: str) -> None:
    claims, best = FAR_CASES[name]
    got = row(made(claims), None)
    left_out = [r for r in got.reasons if r.rule == "estimates.far_away"]
    assert bool(left_out) == (best == 3)
    if best == 3:
        assert got.best == 3 and left_out[0].claims == ("w",)


def test_a_part_read_as_a_total_in_the_sentence_of_its_total() -> None:
    text = "In the town 20 people were killed, including 5 shop owners, and 7 guards died."
    docs = {"1": document("1", text=text)}
    claims = [claim("a", "1", "20", None, start=text.index("20")), claim("b", "1", "5", "civilians", start=text.index("5"))]
    got = estimate(incident(), claims, docs)
    assert [(e.side, e.best) for e in got.estimates] == [("unknown", 20), (None, 20)]
    plain = {"1": document("1", text=text.replace("including", "and also"))}
    assert (None, 20) in [(e.side, e.best) for e in estimate(incident(), claims, plain).estimates]


def test_what_a_page_said_before_it_was_corrected() -> None:
    text = "The figure is 66 wounded. An earlier version of this report said that 660 were wounded."
    claims = [
        claim("a", "1", "66", None, harm="wounded", start=text.index("66 ")),
        claim("b", "1", "660", None, harm="wounded", start=text.index("660")),
    ]
    got = row(estimate(incident(), claims, {"1": document("1", text=text)}), "unknown", "wounded")
    assert (got.low, got.best, got.high) == (66, 66, 66)
    assert any("660 was corrected by the outlet itself" in r.detail for r in got.reasons)


def test_kinds_of_fighters_are_one_toll_and_soldiers_another() -> None:
    claims = [claim("a", "1", "14", "militants", who=MONITOR), claim("b", "2", "14", "rebels"), claim("c", "3", "14", "Hill Brigade")]
    assert [e.side for e in made(claims).estimates] == ["Hill Brigade", None]
    army = [claim("a", "1", "14", "militants", ENEMY, relation="enemy_losses"), claim("b", "2", "14", "Sylvania")]
    assert [e.side for e in made(army).estimates] == ["Sylvania", "militants", None]
    two = [claim("a", "1", "5", "militants", who=MONITOR), claim("b", "2", "5", "soldiers")]
    assert [e.side for e in made(two).estimates] == ["militants", "soldiers", None]


def test_the_unnamed_may_be_among_the_sides_so_the_total_is_bounded() -> None:
    claims = [
        claim("a", "1", "7", "police", who=MONITOR),
        claim("b", "1", "4", "soldiers", who=MONITOR),
        claim("c", "1", "3", None, who=MONITOR),
    ]
    total = row(made(claims), None)
    assert (total.low, total.best, total.high, total.best_withheld) == (11, None, 14, "not_disjoint")


# figures of both together beside 4 dead and 6 wounded
TOGETHER = {"repeats them": ("10", False), "one shot": ("1", False), "only a word": ("dozens", False), "more than both": ("40", True)}


@pytest.mark.parametrize("name", TOGETHER)
def test_dead_and_wounded_told_together(name: str) -> None:
    words, kept = TOGETHER[name]
    claims = [claim("a", "1", "4", None), claim("b", "1", "6", None, harm="wounded"), claim("c", "2", words, None, harm="casualties")]
    both = [e for e in made(claims).estimates if e.harm == "casualties"]
    assert bool(both) == kept and all(e.best_withheld == "told_apart" for e in both)


def test_who_died_of_wounds_moved_to_the_dead() -> None:
    claims = [
        claim("a", "1", "17", None, MONITOR), claim("b", "1", "41", None, MONITOR, harm="wounded"),
        claim("c", "2", "23", None, MONITOR), claim("d", "2", "35", None, MONITOR, harm="wounded"),
    ]  # fmt: skip
    got = estimate(incident(), claims, documents(claims, **{"2": "2031-05-05"}))
    assert row(got, "unknown", "wounded").best == 35
    assert [(d.field, d.resolution) for d in told(got, "count")] == [
        ("killed, unknown", "update_by_same_speaker"),
        ("wounded, unknown", "update_by_same_speaker"),
    ]
    assert any("6 of the wounded died" in d.why for d in told(got, "count"))


def test_fighters_by_two_names_are_no_quarrel_over_civilians() -> None:
    claims = [
        claim("a", "1", "14", "Hill Brigade", who=MONITOR, victim_status="combatant", sentence=1),
        claim("b", "1", "14", "Freedonia", who=MONITOR, victim_status="combatant", sentence=4),
    ]
    assert not told(made(claims), "victim_status")


def test_who_repeats_an_earlier_toll_does_not_dispute_the_later() -> None:
    claims = [claim("a", "1", "17", None, MONITOR), claim("b", "3", "23", None, MONITOR), claim("c", "2", "17", None, "townspeople")]
    days = {"1": "2031-05-04", "2": None, "3": "2031-05-05"}
    got = estimate(incident(), claims, documents(claims, **days))
    assert (row(got, "unknown").low, row(got, "unknown").best, row(got, "unknown").high) == (23, 23, 23)
    assert [d.resolution for d in told(got, "count")] == ["update_by_same_speaker"]
    late = estimate(incident(), claims, documents(claims, **{**days, "2": "2031-05-07"}))
    assert "disputed" in [d.resolution for d in told(late, "count")] and row(late, "unknown").low == 17

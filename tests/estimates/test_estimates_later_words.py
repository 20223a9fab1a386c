"""What is told after a total: counting on, wounded who died, ranges; and whose word a figure is when a person is quoted by name."""

from __future__ import annotations

from typing import Any

import pytest
from estimates_build import claim, document, documents, incident, row

from rashomon.estimates import estimate
from rashomon.model import Claim, Incident, Speaker, Victims


def made(claims: list[Claim], texts: dict[str, str] | None = None, **days: str) -> Incident:
    docs = documents(claims, **days)
    for name, text in (texts or {}).items():
        docs[name] = document(name, text=text)
    return estimate(incident(), claims, docs)


def nth(cid: str, words: str, **more: Any) -> Claim:
    """An increment of one, counted on ("a sixth person")."""
    return claim(cid, "1", "1", None, said=words, victims=Victims(words, 90, 90 + len(words)), start=90, scope="increment", **more)


@pytest.mark.parametrize(
    ("later", "best"),
    [
        (nth("b", "a sixth person", who="Town Monitor"), 6),
        (nth("b", "a third person", who="Town Monitor"), 5),  # of something else: five are told already
        (claim("b", "1", "1", None, who="Town Monitor", scope="increment", harm_detail="died_of_wounds", start=90), 6),
        (claim("b", "1", "1", None, who="Town Monitor", scope="increment", start=90), 5),  # "one more", of whatever toll that speaker has
        (
            claim("b", "1", "1", None, who="Town Monitor", scope="increment", harm_detail="died_of_wounds", start=2),
            5,
        ),  # told before the total
    ],
)
def test_somebody_else_counts_on(later: Claim, best: int) -> None:
    total = row(made([claim("a", "1", "5", None, "Border Clinic", start=10), later]), None)
    assert (total.low, total.best, total.high) == (best, best, best)


def test_counting_on_is_told_in_the_reason() -> None:
    total = row(made([claim("a", "1", "5", None, "Border Clinic", start=10), nth("b", "a sixth person", who="Town Monitor")]), None)
    assert "5 of Border Clinic" in total.reasons[1].detail and "1 more told after it by Town Monitor" in total.reasons[1].detail


def test_a_toll_that_says_the_sum_already_is_not_added_to() -> None:
    wounded = claim("b", "1", "1", None, "Town Monitor", scope="increment", harm_detail="died_of_wounds", start=90)
    claims = [claim("a", "1", "5", None, "Border Clinic", start=10), wounded, claim("c", "1", "6", None, "Hill Clinic", start=200)]
    assert row(made(claims), None).high == 6


def test_a_third_person_alone_is_three() -> None:
    assert row(made([nth("b", "a third person")]), None).best == 3


def test_a_range_is_at_least_its_lower_end() -> None:
    total = row(made([claim("a", "1", "at least 40", None), claim("b", "2", "57-60", None)]), None)
    assert (total.low, total.best, total.high) == (40, 57, 60)
    assert "lower end of 57 to 60" in row(made([claim("b", "2", "57-60", None)]), None).reasons[1].detail


def test_who_holds_prisoners_counts_them() -> None:
    taken = {"who": "Freedonia", "relation": "enemy_losses"}
    assert row(made([claim("a", "1", "7", "Hill Front", harm="captured", **taken)]), "Hill Front", "captured").best == 7
    assert row(made([claim("a", "1", "7", "Hill Front", **taken)]), "Hill Front").best_withheld == "only_enemy_claims"


def test_nobody_beside_a_side_leaves_the_sum() -> None:
    got = made([claim("a", "1", "2", "Freedonia", "Freedonia"), claim("b", "2", "none", None)])
    assert row(got, None).best == 2


def test_forces_in_a_name_make_no_state() -> None:
    """ "Eleven rebels" and "eleven of the Hill Liberation Forces" are the same eleven."""
    fighters = {"relation": "third_party", "victim_status": "combatant"}
    got = made(
        [claim("a", "1", "11", "Hill Liberation Forces", "Monitor A", **fighters), claim("b", "2", "11", "rebels", "Monitor B", **fighters)]
    )
    assert [e.side for e in got.estimates] == ["Hill Liberation Forces", None]


def by_name(text: str, name: str, figure: str = "16", **more: Any) -> Claim:
    at = text.rindex(name)
    who = Speaker(more.pop("actor", name), name, at, at + len(name), None, "person")
    return claim("b", "1", figure, more.pop("side", None), speaker=who, start=at, **more)


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("Fourteen died. Hospital director Ana Brell said 16 had died.", "Ana Brell", "third_party"),
        ("Ana Brell, who leads the city's ambulance service as director, came. Fourteen died. Brell said 16.", "Brell", "third_party"),
        ("Fourteen died. The mayor, Ana Brell, said 16 had died.", "Ana Brell", "own_losses"),
        ("Fourteen died. Ana Brell, the deputy governor, said 16 had died.", "Ana Brell", "own_losses"),
        ("Fourteen died. Ana Brell, 34, said 16 had died.", "Ana Brell", "unknown"),
        ("Fourteen died. The mayor wept. Ana Brell said 16 had died.", "Ana Brell", "unknown"),
        ("Fourteen died near the hospital where Ana Brell said 16 had died.", "Ana Brell", "unknown"),
    ],
)
def test_a_person_stands_where_the_office_beside_the_name_stands(text: str, name: str, rule: str) -> None:
    who = {"actor": "Ana Brell"}
    total = row(made([by_name(text, name, **who)], {"1": text}), None)
    assert f"estimates.best.{rule}" in {r.rule for r in total.reasons}


def test_who_admits_to_have_killed_civilians_counts_no_enemy() -> None:
    struck = {"who": "Freedonia", "relation": "enemy_losses", "victim_status": "civilian"}
    assert row(made([claim("a", "1", "5", "civilians", stance="admits", **struck)]), "civilians").best == 5
    assert row(made([claim("a", "1", "5", "civilians", **struck)]), "civilians").best_withheld == "only_enemy_claims"


def test_a_lead_is_no_part_of_a_later_count() -> None:
    """An outlet's lead and one doctor's count further down are two opinions; its headline or a number in passing is not."""
    claims = [claim("a", "1", "14", None, start=5), claim("b", "1", "16", None, "Border Clinic", relation="third_party", start=90)]
    total = row(made(claims), None)
    assert (total.low, total.best, total.high) == (14, 16, 16)
    claims = [claim("a", "1", "3", None, start=300), claim("b", "1", "16", None, "Border Clinic", relation="third_party", start=90)]
    assert (row(made(claims), None).low, row(made(claims), None).best) == (16, 16)


def test_the_outlet_that_names_itself_is_the_outlet() -> None:
    """And an outlet that is one of the speakers under its short name speaks as that one."""
    reporter = Speaker("this newspaper", "this newspaper", 0, 14, None, "organisation")
    got = made([claim("a", "1", "43", None, speaker=reporter), claim("b", "1", "76", None, "Border Clinic", relation="third_party")])
    assert row(got, None).best == 76
    docs = {"1": document("1", "2031-05-04"), "2": document("2", "2041-05-04", outlet="Daily (MSF)")}
    doctors = Speaker("Doctors Without Borders", "Doctors Without Borders", 0, 9, None, "medical")
    both = estimate(incident(), [claim("a", "1", "19", None, speaker=doctors), claim("b", "2", "42", None)], docs)
    assert row(both, None).best == 42


def test_activists_of_a_state_do_not_speak_for_it() -> None:
    who = Speaker("activists", "Freedonian activists", 0, 20, "Freedonia", "witnesses")
    dead = claim("a", "1", "213", None, speaker=who, relation="third_party")
    got = estimate(incident(attackers=("Freedonia",), sides=("Freedonia",)), [dead], documents([dead]))
    assert row(got, None).best == 213


def test_a_headline_that_says_what_a_speaker_says_openly_is_no_error() -> None:
    police, rebels = {"relation": "third_party", "start": 50}, {"relation": "own_losses", "start": 90}
    claims = [
        claim("h", "1", "11", None, start=2, label="headline"),
        claim("a", "1", "at least 11", None, "Border Clinic", **police),
        claim("b", "1", "37", None, "Hill Front", **rebels),
    ]
    assert not [r for r in row(made(claims), None).reasons if r.rule == "estimates.outlet_error"]


def test_a_speaker_of_whom_only_a_pronoun_is_known_is_called_so() -> None:
    it = Speaker(None, "it", 0, 2, None, "organisation")
    assert "a speaker called “it” there" in row(made([claim("a", "1", "60", None, speaker=it)]), None).reasons[1].detail


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("A reporter saw 11 bodies in the yard.", True),
        ("“I counted 11 bodies,” she said.", True),
        ("The hospital received 11 bodies.", False),
        ("Tuesday saw 11 people killed.", False),
    ],
)
def test_what_one_person_saw_is_some_of_them(text: str, seen: bool) -> None:
    at = text.index("11")
    words = text[at : at + 9]
    eleven = claim("a", "1", "11", None, start=at, victims=Victims(words, at, at + 9))
    alone = row(made([eleven], {"1": text}), None)
    assert (alone.best, alone.high) == (11, None if seen else 11)
    both = row(made([eleven, claim("b", "2", "17", None, "Town Monitor", relation="third_party")], {"1": text}), None)
    assert (both.low, both.best) == (17 if seen else 11, 17)

"""People told of one by one, in one breath, as kin or as a group: what they add to a toll, and what they do not."""

from __future__ import annotations

import re

import pytest
from estimates_build import document, incident, row, speaker

from rashomon.estimates import estimate
from rashomon.model import Claim, Document, Incident, Victims, content_id

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9, "twelve": 12, "14": 14, "six": 6}


def told(text: str, *victims: str, who: dict[str, str] | None = None, sides: dict[str, str] | None = None) -> tuple[list[Claim], Document]:
    """One claim a phrase of the text, as reading makes them: the quote runs to the end of its clause."""
    made = []
    doc = document("a", text=text)
    starts = [m.start() for m in re.finditer(r"(?<=[.] )|^", text)]
    for phrase in victims:
        at = text.index(phrase)
        end = min(i for i in (text.find(" killed", at), text.find(" died", at), len(text)) if i > 0)
        number = next((n for w, n in NUMBERS.items() if re.match(rf"(?:at least )?{w}\b", phrase.casefold())), 1)
        counts = number > 1 or phrase.casefold().startswith("one ")
        group = ("children",) if re.search(r"child|girl|boy", phrase) else ("women",) if re.search(r"wom[ae]n|wife|mother", phrase) else ()
        side = (sides or {}).get(phrase)
        made.append(
            Claim(
                f"c{len(made)}", "a", content_id("doc", "a"), at, max(end, at + len(phrase)), text[at : max(end, at + len(phrase))], "casualty",
                harm="killed", low=number, high=number, words=phrase.split()[0] if counts else phrase, side=side, groups=group,
                victim_status="civilian" if group or side == "civilians" else "unknown", victims=Victims(phrase, at, at + len(phrase)),
                speaker=speaker((who or {}).get(phrase)), incident_id="inc", sentence=sum(s <= at for s in starts),
            )
        )  # fmt: skip
    return made, doc


def made(text: str, *victims: str, **more: dict[str, str]) -> Incident:
    claims, doc = told(text, *victims, **more)
    return estimate(incident(), claims, {"a": doc})


@pytest.mark.parametrize(
    ("text", "victims", "best"),
    [
        ("Three women and two children were killed.", ["Three women", "two children"], 5),
        ("A farmer and his wife were killed.", ["A farmer", "his wife"], 2),
        ("Two men, a woman and a girl were killed.", ["Two men", "a woman", "a girl"], 4),
        ("Two drivers as well as a cook were killed.", ["Two drivers", "a cook"], 3),
        ("A teacher, Mina Dorel, and a girl were killed.", ["A teacher", "Mina Dorel", "a girl"], 2),
        ("A teacher, Mina Dorel, was killed.", ["A teacher", "Mina Dorel"], 1),
    ],
)
def test_a_list_is_one_figure(text: str, victims: list[str], best: int) -> None:
    assert row(made(text, *victims), None).best == best


def test_the_list_is_told_in_the_reasons() -> None:
    whole = row(made("Three women and two children were killed.", "Three women", "two children"), None)
    told_together = next(r for r in whole.reasons if r.rule == "estimates.told_together")
    assert len(told_together.claims) == 2 and "Three women and two children" in told_together.detail
    assert (whole.low, whole.high) == (5, 5)


def test_people_and_some_of_them_are_no_list() -> None:
    whole = row(made("Twelve people and three children were killed.", "Twelve people", "three children"), None)
    assert whole.best == 12


def test_a_list_over_two_sides_stays_two_rows() -> None:
    both = made(
        "Two soldiers and three rebels were killed.",
        "Two soldiers",
        "three rebels",
        sides={"Two soldiers": "Freedonia", "three rebels": "rebels"},
    )
    assert (row(both, "Freedonia").best, row(both, "rebels").best, row(both, None).best) == (2, 3, 5)


def test_forces_of_one_side_in_a_list_are_one_figure() -> None:
    army = {"Five soldiers": "Freedonia", "an officer": "Freedonia"}
    assert row(made("Five soldiers and an officer were killed.", *army, sides=army), "Freedonia").best == 6


@pytest.mark.parametrize("person", ["Omar Dessin", "a man", "his wife", "another woman", "her grandson Basil"])
def test_somebody_told_of_is_no_rival_of_a_count(person: str) -> None:
    text = f"Nine people were killed. The dead are not all known. As neighbours tell {person} was killed."
    whole = row(made(text, "Nine people", person), None)
    assert (whole.low, whole.best, whole.high) == (9, 9, 9)


def test_one_that_is_counted_is_a_rival() -> None:
    text = "Nine people were killed. One person was killed."
    whole = row(made(text, "Nine people", "One person", who={"Nine people": "Town Monitor", "One person": "River Monitor"}), None)
    assert whole.best is None and whole.best_withheld == "disputed"


def test_kin_and_family_are_some_of_a_toll() -> None:
    text = "Twelve people were killed. Of the house nine members of the family were killed. With them two of her children were killed."
    whole = row(made(text, "Twelve people", "nine members of the family", "two of her children"), None)
    assert (whole.low, whole.best, whole.high) == (12, 12, 12)


def test_a_family_is_the_toll_where_nothing_else_is_told() -> None:
    assert row(made("In the house nine members of the family were killed.", "nine members of the family"), None).best == 9


def test_people_named_one_after_the_other_are_at_least_so_many() -> None:
    text = "Omar Dessin was killed. So was Mira Dessin, who was killed in bed. Then Josip Harn was killed. Dessin was killed at once."
    whole = row(made(text, "Omar Dessin", "Mira Dessin", "Josip Harn"), None)
    assert (whole.low, whole.best, whole.high, whole.open) == (3, 3, None, True)


def test_somebody_told_of_twice_is_one() -> None:
    text = "A man was killed. Later they said that Peter Holm was killed. He had called before Holm, 34, was killed."
    assert row(made(text, "A man", "Peter Holm", "Holm, 34"), None).best == 1


def test_the_toll_of_all_kinds_is_what_people_means() -> None:
    """ "14 people" of one speaker and "12 civilians and police" of another are answers to one question."""
    text = "In all nine people were killed. The clinic says twelve died."
    both = made(
        text,
        "nine people",
        "twelve",
        sides={"nine people": "civilians and police"},
        who={"twelve": "Town Monitor", "nine people": "River Monitor"},
    )
    assert [e.side for e in both.estimates] == [None]
    assert both.estimates[0].best_withheld == "disputed"

"""Where words stand, and the stretches around them."""

from __future__ import annotations

from itertools import pairwise

from rashomon.queries.search_places import BEHIND, MOST, passages, places_in
from rashomon.store.words import pieces_of


def found(query: str, text: str) -> list[str] | None:
    places = places_in(pieces_of(query), text)
    return None if places is None else [text[a:b] for a, b in places]


def test_every_place_of_every_word_in_order() -> None:
    assert found("mill fire", "Fire at the mill. The MILL burned; the fire spread.") == ["Fire", "mill", "MILL", "fire"]


def test_a_phrase_stands_as_a_whole() -> None:
    assert found('"bus station"', "A bus. The bus station, the bus  station.") == ["bus station", "bus  station"]
    assert found('"bus station"', "A bus at a station.") is None


def test_all_pieces_have_to_be_there() -> None:
    assert found("mill zebra", "The mill.") is None


def test_capitals_accents_and_digits_do_not_count() -> None:
    assert found("erdogan 12", "Erdoğan: ١٢") == ["Erdoğan", "١٢"]


def test_passages_are_cut_between_words() -> None:
    text = "alpha " * 100 + "mill " + "omega " * 100
    ((start, end, inside),) = passages(text, places_in(pieces_of("mill"), text) or [])
    assert text[start:end].split()[0] == "alpha" and text[start:end].split()[-1] == "omega"
    assert not text[start].isspace() and [text[a:b] for a, b in inside] == ["mill"]


def test_passages_do_not_overlap_and_are_few() -> None:
    text = ("mill " + "x " * BEHIND) * 20
    found = passages(text, places_in(pieces_of("mill"), text) or [])
    assert len(found) == MOST
    assert all(a[1] < b[0] for a, b in pairwise(found))


def test_places_near_each_other_share_a_passage() -> None:
    text = "The mill and the mill and the mill."
    ((start, end, inside),) = passages(text, places_in(pieces_of("mill"), text) or [])
    assert (start, end, len(inside)) == (0, len(text), 3)

import pytest
from made_up_world import made_up

from rashomon.gazetteer import Context, resolve

WORLD = made_up()
CHAD, PERU, BOTH = {"TD": 1.0}, {"PE": 1.0}, {"TD": 0.5, "PE": 0.5}


@pytest.mark.parametrize(
    ("name", "context", "lat", "precision"),
    [
        ("Ostrel", Context(CHAD), 13.1, 1),
        ("Ostrel", Context(CHAD, relation="near"), 13.1, 2),
        ("Ostrel", Context(), 13.1, 1),  # the only entry of its name, and no country speaks against it
        ("Belisk", Context(CHAD, inside=frozenset({"TD.03"})), 9.1, 1),
        ("Belisk", Context(CHAD, frozenset({"TD.02"})), 13.3, 1),
        ("Belisk", Context(CHAD, near=((13.2, 18.3),)), 13.3, 1),
        ("Karsh", Context(CHAD, level=1), 13.0, 4),
        ("Ruvenna", Context(CHAD, level=2), 13.2, 3),
        ("Quemal Jafar", Context(CHAD), 9.3, 1),
        ("Chad", Context(), None, 6),
        ("Dorvan", Context(), 12.1, 1),
    ],
)
def test_resolved_with_evidence(name: str, context: Context, lat: float | None, precision: int) -> None:
    place = resolve(name, context, WORLD)
    assert (place.lat, place.precision) == (lat, precision)
    assert place.gazetteer_id and place.basis


@pytest.mark.parametrize(
    ("name", "context", "why"),
    [
        ("Belisk", Context(CHAD), "namesakes"),
        ("Belisk", Context(), "no evidence"),
        ("Belisk", Context(CHAD, inside=frozenset({"TD.01"})), "no entry of this name in"),
        ("Tarnovka", Context(CHAD), "which the text does not speak of"),
        ("Lonvale", Context(BOTH), "namesakes"),
        ("Quemal Jafar", Context(), "similar spelling"),
        ("Quemal Jafar", Context(PERU), "no evidence"),
        ("Nowhere", Context(CHAD), "no entry of this name"),
        ("Ostrel", Context(CHAD, level=1), None),  # a province asked for, only the town held: its point, as province
    ],
)
def test_unresolved_says_why(name: str, context: Context, why: str | None) -> None:
    place = resolve(name, context, WORLD)
    if why is None:
        assert place.precision == 4
        return
    assert place.lat is None and place.lon is None and place.gazetteer_id is None
    assert place.basis.startswith("unresolved: ") and why in place.basis


def test_a_country_that_is_also_a_province() -> None:
    assert resolve("Georgia", Context({"US": 1.0}, inside=frozenset({"US"})), WORLD).precision == 4
    assert resolve("Georgia", Context({"GE": 1.0}, level=1), WORLD).country == "Georgia"


def test_candidates_are_largest_first() -> None:
    assert [e.population for e in WORLD.candidates("belisk")] == [9_000, 4_000, 3_000]
    assert [e.exact for e in WORLD.candidates("Oestrel", loose=True)] == []
    assert [e.main for e in WORLD.candidates("Oustrel")] == [True]  # its own name, written another way
    assert [e.main for e in WORLD.candidates("Old Market")] == [False]


def test_a_namesake_elsewhere_does_not_hide_a_name_spelt_alike_where_the_text_plays() -> None:
    """ "Tarnofka" is nobody's name; "Tarnovka" of Peru sounds like it, and a text on Chad means neither."""
    place = resolve("Tarnowka", Context({"PE": 1.0}, inside=frozenset({"PE.01"})), WORLD)
    assert (place.lat, place.country) == (-8.2, "Peru") and place.basis.startswith("similar spelling")
    assert resolve("Tarnowka", Context({"TD": 1.0}), WORLD).lat is None


def test_a_capital_is_not_meant_by_another_of_its_names_alone() -> None:
    assert resolve("Dorvan", Context(), WORLD).lat == 12.1

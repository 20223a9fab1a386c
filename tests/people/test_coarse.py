"""Places of homes, shelters and clinics are rounded; others are left."""

import pytest

from rashomon.lexicon import load
from rashomon.model import Claim, Incident, NamedPlace, Place
from rashomon.people.coarse import coarsened, is_private_spot


def claim(quote):
    return Claim("c", "d", "doc", 0, len(quote), quote, "casualty")


def incident(place, places=()):
    empty = dict.fromkeys(Incident.__dataclass_fields__)
    empty |= {"incident_id": "i", "claims": ("c",), "place": place, "places": tuple(places), "kind": "shelling"}
    return Incident(**empty)


ORLA = Place("Orla", "Velden Province", "Kestria", 12.3456, 45.6789, 1, "named")


def test_a_home_is_rounded_to_one_decimal_and_near():
    shown = coarsened(incident(ORLA, [NamedPlace("Orla", "outlet", 1)]), [claim("Four were killed in a house in Orla.")])
    assert (shown.place.lat, shown.place.lon, shown.place.precision) == (12.3, 45.7, 2)
    assert shown.place.basis.startswith("rounded") and shown.places[0].precision == 2


def test_the_name_of_the_spot_gives_way_to_the_town():
    spot = Place("Dahl family home", "Velden Province", "Kestria", 12.3456, 45.6789, 1, "named")
    named = [NamedPlace("Dahl family home", "outlet", 1), NamedPlace("Orla", "outlet", 1)]
    shown = coarsened(incident(spot, named), [])
    assert shown.place.name == "Orla" and [p.name for p in shown.places] == ["Orla"]
    alone = coarsened(incident(spot, named[:1]), [])
    assert (alone.place.name, alone.place.precision) == ("Velden Province", 4)


def test_other_places_are_left():
    before = incident(ORLA)
    assert coarsened(before, [claim("Four soldiers were killed on the road to Orla.")]) is before


def test_an_incident_without_a_place_gets_none():
    assert coarsened(incident(None), [claim("Four were killed in a clinic.")]).place is None


@pytest.mark.parametrize("entry", load("private_spots"), ids=lambda e: e.id)
def test_examples_of_the_lexicon(entry):
    assert all(is_private_spot(s) for s in entry.fires) and not any(is_private_spot(s) for s in entry.silent)

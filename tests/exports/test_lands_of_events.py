"""The table of countries that exports and checks share."""

from rashomon.exports.codebooks import codebook
from rashomon.exports.lands import land_named, lands
from rashomon.gazetteer import get_gazetteer


def test_every_country_of_the_gazetteer_is_in_the_table_under_its_name():
    gazetteer = get_gazetteer()
    for code, land in lands().items():
        assert gazetteer.country_name(code) == land.name
        found = land_named(land.name)
        assert found is land


def test_numbers_are_those_of_one_country_each():
    numbers = [x.number for x in lands().values() if x.number]
    assert len(numbers) == len(set(numbers))
    own: dict[int, set[str]] = {}
    for land in lands().values():
        if land.gw is not None:
            own.setdefault(land.gw, set()).add(land.ged)
    assert all(len(names) == 1 for names in own.values())
    assert {c for c, x in lands().items() if x.gw is None} == {"AQ"}


def test_regions_are_those_of_the_codebooks():
    ged = {c.value for c in codebook("ged").column("region").codes}
    acled = {c.value for c in codebook("acled").column("region").codes}
    assert {x.ged_region for x in lands().values()} - {None} == ged
    assert {x.acled_region for x in lands().values()} == acled


def test_some_countries_as_the_data_sets_have_them():
    def seen(name):
        land = land_named(name)
        return land.code, land.gw, land.ged, land.ged_region, land.number, land.acled, land.acled_region

    assert seen("Syria") == ("SY", 652, "Syria", "Middle East", 760, "Syria", "Middle East")
    assert seen("Palestinian Territory") == ("PS", 666, "Israel", "Middle East", 275, "Palestine", "Middle East")
    assert seen("DR Congo (Zaire)") == ("CD", 490, "DR Congo (Zaire)", "Africa", 180, "Democratic Republic of Congo", "Middle Africa")
    assert seen("Yemen")[:3] == ("YE", 678, "Yemen (North Yemen)")
    assert seen("Egypt")[3] == "Middle East"
    assert seen("Libya")[3] == "Africa"
    assert seen("Armenia")[3] == "Europe"
    assert seen("israel")[0] == "IL"
    assert land_named("Velmara") is None
    assert land_named(None) is None

from __future__ import annotations

import pytest

from rashomon.exports.codebooks import CodebookError, codebook, codebooks, parse

GED = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,"
    "side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,"
    "source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,"
    "country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,"
    "inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
    "source_scale,notes,fatalities,tags,timestamp"
)
SMALL = """title: Small
about: A table.
columns:
  - {name: a, type: int, about: first}
"""


def test_ged_has_its_49_columns_in_order() -> None:
    assert codebook("ged").header == tuple(GED.split(","))
    assert len(codebook("ged").header) == 49


def test_acled_has_its_31_columns_in_order_and_populations_after_them() -> None:
    book = codebook("acled")
    assert book.header == tuple(ACLED.split(","))
    assert [c.name for c in book.columns[31:]] == ["population_1km", "population_2km", "population_5km", "population_best"]
    assert [f.name for f in book.former] == ["data_id", "event_id_no_cnty", "iso3"]


def test_acled_hierarchy() -> None:
    sub = {c.value: dict(c.implies) for c in codebook("acled").column("sub_event_type").codes}
    assert len(sub) == 25
    assert sub["Mob violence"] == {"event_type": "Riots", "disorder_type": "Political violence"}
    assert sub["Excessive force against protesters"]["disorder_type"] == "Political violence; Demonstrations"
    assert {v["event_type"] for v in sub.values()} == {c.value for c in codebook("acled").column("event_type").codes}


def test_acled_interactions_are_numbered_as_pairs() -> None:
    kinds = {c.value: c.number for c in codebook("acled").column("inter1").codes}
    numbers = {c.value: c.number for c in codebook("acled").column("interaction").codes}
    assert numbers["State forces-Civilians"] == 17
    assert numbers["Protesters only"] == 60
    assert len(numbers) == 44
    for value, number in numbers.items():
        one, _, two = value.partition("-")
        assert number == kinds[one.removesuffix(" only")] * 10 + (kinds[two] if two else 0)


@pytest.mark.parametrize("name", codebooks())
def test_every_codebook_says_what_each_column_means(name: str) -> None:
    book = codebook(name)
    assert book.columns
    assert all(len(c.about) > 3 for c in book.columns)
    assert codebook(name) is book  # read once


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SMALL + "colour: red\n", "small.yml:1: unknown key 'colour'"),
        (SMALL.replace("about: first", "abuot: first"), "small.yml:4: unknown key 'abuot'"),
        (SMALL.replace(", about: first", ""), "small.yml:4: key 'about' is missing"),
        (SMALL.replace("type: int", "type: integer"), "small.yml:4: 'type' is one of int"),
        (SMALL.replace("about: first", "about: first, nullable: yes"), "line 4: write 'yes' in quotes"),
        (SMALL.replace("about: first", "about: first, nullable: 1"), "small.yml:4: 'nullable' is true or false"),
        (SMALL.replace("about: first", "about: first, about: second"), "line 4: key 'about' stands twice"),
        (SMALL + "  - {name: a, type: int, about: again}\n", "column 'a' stands twice"),
        (SMALL.replace("about: first", "about: first, rules: [none]"), "names the rule 'none'"),
        (SMALL + "key: [b]\n", "key column 'b'"),
        (SMALL + "rules:\n  - {id: r, severity: bad, about: x, expected: y}\n", "small.yml:6: 'severity' is one of"),
        (SMALL + "rules:\n  - {id: r, severity: error, about: x, expected: y, columns: [z]}\n", "rule 'r' names the column 'z'"),
        (SMALL.replace("about: first", "about: first, codes: [{value: x, about: y, implies: {z: w}}]"), "names the column 'z'"),
        ("- a list\n", "small.yml: expected keys and values"),
        ("a: [\n", "small.yml: "),
    ],
)
def test_what_is_not_known_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(CodebookError) as err:
        parse(text, "small", "small.yml")
    assert message in str(err.value)
    assert "small.yml" in str(err.value)


def test_no_such_codebook_names_those_there_are() -> None:
    with pytest.raises(CodebookError, match=r"no codebook 'gde'; there are .*acled.*ged"):
        codebook("gde")

"""A query reads every address, or says which parameter is wrong; and what it writes it reads again."""

from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from entries_made import PROPERTY, queries
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.queries import Query


@PROPERTY
@given(queries())
def test_what_is_written_is_read_again(query):
    assert Query.read(query.params) == query
    assert Query.read(parse_qsl(urlencode(query.params))) == query


def test_what_is_usual_is_left_out():
    assert Query().params == []
    assert Query.read([("sort", "-date"), ("background", "no"), ("q", "  "), ("side", "")]) == Query()


def test_what_is_not_known_is_left_to_others():
    assert Query.read([("view", "map"), ("limit", "many"), ("as_of", "x"), ("policy", "y"), ("cursor", "z")]) == Query()


def test_a_month_and_a_year_are_days():
    read = Query.read([("since", "2024-02"), ("until", "2024")])
    assert (read.since, read.until) == (date(2024, 2, 1), date(2024, 12, 31))
    assert Query.read([("until", "2024-02")]).until == date(2024, 2, 29)


def test_several_values():
    assert Query.read([("side", "B"), ("side", "A, the first"), ("side", "B")]).side == ("B", "A, the first")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("since", "yesterday", "day, a month or a year"),
        ("until", "2024-02-30", "day, a month or a year"),
        ("killed_min", "-1", "number of people"),
        ("killed_min", "²", "number of people"),
        ("killed_min", "9" * 10, "number of people"),
        ("confidence", "nan", "from 0 to 1"),
        ("confidence", "1.01", "from 0 to 1"),
        ("confidence", "1e-1", "from 0 to 1"),
        ("background", "maybe", "no, yes, only"),
        ("sort", "--date", "date, -date"),
        ("bbox", "1,2,3", "west,south,east,north"),
        ("bbox", "1,50,3,40", "west,south,east,north"),
        ("bbox", "1,2,inf,4", "west,south,east,north"),
        ("bbox", "-181,2,3,4", "west,south,east,north"),
        ("where", "killed>", "cannot be read"),
        ("where", "colour=red", "no field"),
        ("q", "?!", "no word"),
        ("q", "word " * 41, "letters long"),
        ("side", "x" * 201, "letters long"),
        ("where", "kind=" + "x" * 1000, "letters long"),
        ("where", ",".join(["kind~a"] * 21), "20 conditions"),
        ("where", '"' * 999, "cannot be read"),
        ("where", "kind=" + "\\" * 900 + '"', "cannot be read|not closed|no value"),
        ("q", "a\x00b", "no text"),
        ("place", "\ud800", "no text"),
    ],
)
def test_what_cannot_be_read_is_named(name, value, says):
    with pytest.raises(InputError, match=says) as err:
        Query.read([(name, value)])
    assert str(err.value).startswith(name)
    assert len(str(err.value)) < 3000


def test_too_much_is_refused():
    with pytest.raises(InputError, match="50 times at most"):
        Query.read([("side", f"s{n}") for n in range(51)])
    with pytest.raises(InputError, match="400 parameters"):
        Query.read([(f"x{n}", "") for n in range(401)])


def test_two_values_where_one_is_meant():
    with pytest.raises(InputError, match="sort is given 2 times"):
        Query.read([("sort", "date"), ("sort", "-date")])
    with pytest.raises(InputError, match="later than until"):
        Query.read([("since", "2024"), ("until", "2023")])


@PROPERTY
@given(
    st.lists(st.tuples(st.sampled_from(["q", "since", "side", "bbox", "where", "confidence", "killed_min", "sort"]), st.text()), max_size=5)
)
def test_nothing_breaks_it(given_):
    try:
        read = Query.read(given_)
    except InputError as err:
        assert str(err)
    else:
        assert Query.read(read.params) == read

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.lexicon import load
from rashomon.mentions.figure_numbers import number
from rashomon.mentions.figures import read_figures

N, V = "number", "vague"
TABLE = [
    ("12 people", 12, 12, N),
    ("1,300 people", 1300, 1300, N),
    ("1.300 people", 1300, 1300, N),
    ("1 300 people", 1300, 1300, N),
    ("twenty - six", 26, 26, N),
    ("twenty-six", 26, 26, N),
    ("one hundred and two", 102, 102, N),
    ("two thousand three hundred", 2300, 2300, N),
    ("one hundred twenty thousand", 120000, 120000, N),
    ("1.5 million", 1500000, 1500000, N),
    ("a quarter of a million", 250000, 250000, N),
    ("at least 12", 12, None, N),
    ("no fewer than 12", 12, None, N),
    ("not less than 78", 78, None, N),
    ("30+ dead", 30, None, N),
    ("100 or more", 100, None, N),
    ("more than 6,500", 6501, None, N),
    ("well over 200", 201, None, N),
    ("more than two dozen", 25, None, N),
    ("up to 40", None, 40, N),
    ("as many as 1300", None, 1300, N),
    ("no more than five", None, 5, N),
    ("fewer than 20", None, 19, N),
    ("between 500 and 1300", 500, 1300, N),
    ("from 20 to 30", 20, 30, N),
    ("3000 to 5000", 3000, 5000, N),
    ("two or three", 2, 3, N),
    ("a dozen", 12, 12, N),
    ("half a dozen", 6, 6, N),
    ("a couple", 2, 2, N),
    ("several", 3, None, "open"),
    ("a few", 3, None, "open"),
    ("several dozen", 36, None, "open"),
    ("tens", 20, None, "open"),
    ("dozens", 24, None, "open"),
    ("scores", 40, None, "open"),
    ("hundreds", 200, None, "open"),
    ("many hundreds", 200, None, "open"),
    ("thousands", 2000, None, "open"),
    ("tens of thousands", 20000, None, "open"),
    ("many", 2, None, V),
    ("an unknown number", 2, None, V),
    ("some", 2, None, V),
    ("no one", 0, 0, "none"),
]


@pytest.mark.parametrize(("words", "low", "high", "kind"), TABLE, ids=[t[0] for t in TABLE])
def test_the_table_of_figures(words, low, high, kind):
    first, *_ = read_figures(words.split())
    assert (first.low, first.high, first.kind) == (low, high, kind)


def test_about_some_and_nearly_are_marked_and_another_is_an_increment():
    for words in ("about 30", "some 30", "nearly 30", "an estimated 30", "30 or so"):
        (reading,) = read_figures(words.split())
        assert (reading.low, reading.high, reading.approx) == (30, 30, True), words
    (reading,) = read_figures(["another", "30"])
    assert reading.increment
    (reading,) = read_figures(["a", "further", "7"])
    assert reading.increment


ONES = {e.get("value"): e.forms[0] for e in load("numbers") if e.get("kind") == "cardinal"}


def spelled(n: int) -> list[str]:
    if n >= 1000:
        return [*spelled(n // 1000), "thousand", *(spelled(n % 1000) if n % 1000 else [])]
    if n >= 100:
        return [*spelled(n // 100), "hundred", *(["and", *spelled(n % 100)] if n % 100 else [])]
    if n > 20 and n % 10:
        return [ONES[n - n % 10], "-", ONES[n % 10]]
    return [ONES[n]]


@given(st.integers(1, 9999))
def test_numbers_read_the_same_in_words_and_digits(n):
    for words in (spelled(n), [str(n)], [f"{n:,}"]):
        found = number([*words, "people"], 0)
        assert found is not None and found[:2] == (n, len(words))


@given(
    st.lists(
        st.sampled_from(
            [
                *[
                    "the",
                    "at",
                    "least",
                    "12",
                    "of",
                    "to",
                    "and",
                    "between",
                    "3",
                    "no",
                    "more",
                    "than",
                    "many",
                    "dozens",
                    "hundred",
                    "or",
                    "some",
                    "people",
                    "-",
                    "a",
                    "another",
                    "1",
                ]
            ]
        ),
        max_size=12,
    )
)
def test_figures_stand_in_order_and_never_overlap(words):
    readings = read_figures(words)
    assert all(a.last < b.first for a, b in pairwise(readings))
    assert all(r.first <= r.core <= r.last < len(words) for r in readings)

"""When a text was published: given, printed, bounded, or taken from a text it is linked with; never a guess."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from rashomon.corpus import Article, infer_published, make_document, syndication
from rashomon.corpus.dates import find_dates
from rashomon.model import Document, Published

BODY = (
    "Three border guards of Freedonia were wounded on Tuesday when shells fell on the village of Lower Marn, the interior ministry said.\n\n"
    "Sylvania denied on Wednesday that its guns had fired.\n\nThe two countries have quarrelled over the valley since 2019."
)


def published(text: str, given: str | None = None, url: str | None = None) -> Published:
    return make_document(Article("x", text, published=given, url=url)).published


@pytest.mark.parametrize(
    ("head", "day", "basis"),
    [
        ("Shells fall on Lower Marn\n\nFebruary 13, 2024\n\n", date(2024, 2, 13), "printed: February 13, 2024"),
        (
            "Shells fall on Lower Marn\nPosted at Feb 06 2018 07:14 AM | Updated as of Feb 07 2018 10:22 AM\n\n",
            date(2018, 2, 6),
            "printed: Posted at",
        ),
        (
            "Shells fall on Lower Marn Posted: Tuesday, June 5, 2018 08:41 PM EST Updated: Tuesday, June 12, 2018\n\n",
            date(2018, 6, 5),
            "printed: Posted",
        ),
        (" date 2022-06-19 ", date(2022, 6, 19), "printed"),
        ("17-08-2014 Shells fall on Lower Marn\n\n", date(2014, 8, 17), "printed"),
        ("Wednesday, 4 September 2019\n\nShells fall on Lower Marn\n\n", date(2019, 9, 4), "printed"),
        ("3rd of May, 2021\n\nShells fall on Lower Marn\n\n", date(2021, 5, 3), "printed"),
        (
            "02-05-2023\n\nShells fall on Lower Marn\n\n",
            date(2023, 5, 2),
            "read by the weekday",
        ),  # 2 May 2023 was a Tuesday, 5 February a Sunday
    ],
)
def test_printed_day(head: str, day: date, basis: str) -> None:
    found = published(head + BODY)
    assert found.day == day
    assert basis in found.basis
    assert found.span is not None and str(day.year) in found.span.of(head + BODY)


@pytest.mark.parametrize(
    ("head", "low", "high", "word"),
    [
        ("date 2020-01-01 ", date(2020, 1, 1), date(2020, 12, 31), "the year only"),
        ("Monday, 4 September 2019\n\nShells fall on Lower Marn\n\n", date(2019, 1, 1), date(2019, 12, 31), "weekday"),
        ("Shells fall on Lower Marn\n\nMay 2021\n\n", date(2021, 5, 1), date(2021, 5, 31), "printed"),
    ],
)
def test_printed_interval(head: str, low: date, high: date, word: str) -> None:
    found = published(head + BODY)
    assert (found.day, found.not_before, found.not_after) == (None, low, high)
    assert word in found.basis


def test_only_a_bound_and_a_weekday() -> None:
    caption = "A guard at the Marn bridge, March 14, 2023. (Photo by Jo Doe)\n\n"
    found = published("Shells fall on Lower Marn\n\n" + caption + BODY)
    assert (found.day, found.not_before, found.not_after, found.weekday) == (None, date(2023, 3, 14), None, 1)
    assert found.basis.startswith("a Tuesday after 14 March 2023")
    assert published("Shells fall on Lower Marn\n\n" + BODY).not_before == date(2019, 1, 1)


def test_dates_ahead_and_dates_of_other_news_bound_nothing() -> None:
    text = (
        "Shells fall on Lower Marn\n\n"
        + BODY
        + "\n\nThe bridge will be rebuilt in 2031, and a vote is due on May 3, 2030.\n\n(Reporting by Jo Doe)\n\nTop Stories\n\nA baker won a prize on June 1, 2029."
    )
    assert published(text).not_before == date(2019, 1, 1)


def test_given_beats_printed_unless_they_are_days_apart() -> None:
    text = "May 3, 2021\n\nShells fall on Lower Marn\n\n" + BODY
    assert published(text, "2021-05-04T07:00:00+02:00").basis == "given"
    assert published(text, "2021-05-04T07:00:00+02:00").time == "07:00:00+02:00"
    apart = published(text, "2021-03-01")
    assert apart.day == date(2021, 5, 3) and "its record says 2021-03-01" in apart.basis
    assert published(BODY, "2021").not_after == date(2021, 12, 31)
    assert published(BODY, "soon").basis != "given"
    assert published(BODY, None, "https://marn.example/2021/05/03/shells").day == date(2021, 5, 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on Feb. 13 and 14 March 2020", [(None, 2, 13), (2020, 3, 14)]),
        ("in Sept. 2023", [(2023, 9, None)]),
        ("They may 3 times", []),
        ("12/31/2020", [(2020, 12, 31)]),
        ("version 1.2.2020 of 31.12.2020", [(2020, 2, 1), (2020, 12, 31)]),
        ("March on the city; second in command", []),
        ("marched 12 miles", []),
    ],
)
def test_find_dates(text: str, found: list[tuple[int | None, ...]]) -> None:
    assert [(d.year, d.month, d.day) for d in find_dates(text)] == found


SHARED = "shells fired from the far bank of the river Marn fell among the houses of the village and set two barns on fire"
AGAIN = "A mill on the near bank was hit by the last of the shells and burned to the ground."
DATED = (
    "Freedonia says three guards wounded\n\nMay 3, 2022\n\nFreedonia said on Tuesday that "
    + SHARED
    + ", wounding three of its guards in what it called a breach of the truce.\n\n"
    + AGAIN
    + "\n\n"
)
NAMES = "The presidents of Freedonia and Sylvania, Anna Roe and Karl Moe, met in Port Vell, and the envoys of Borduria and Ruritania came with them. "
SAME_NEWS = "Guards hurt on the Marn\n\nMinister Al Roe said on Tuesday that " + SHARED + ".\n\n" + AGAIN
OTHER_WEEKDAY = SAME_NEWS.replace("Tuesday", "Friday")
SAME_DAY = (
    "Shells on the Marn\n\nOn May 3, three of its guards were hurt, according to Freedonia, by the guns of Sylvania across the river. "
    + NAMES
)


def _documents() -> list[Document]:
    return [
        make_document(Article("dated", DATED + NAMES)),
        make_document(Article("same", SAME_NEWS)),
        make_document(Article("friday", OTHER_WEEKDAY)),
        make_document(Article("may3", SAME_DAY)),
    ]


def test_a_linked_text_of_the_same_weekday_or_day_of_the_year_takes_the_day() -> None:
    documents = _documents()
    results = []
    for order in permutations(documents):
        results.append(infer_published(order, syndication(order)))
    assert all(r == results[0] for r in results)
    found = results[0]
    assert found["same"].day == found["may3"].day == date(2022, 5, 3)
    assert found["same"].document == "dated" and "dated" in found["same"].basis
    assert found["friday"].day is None


OWN_A = "The hall had been swept and hung with flags, and outside a crowd of farmers waited in the rain to see whether the two would shake hands, as they did after an hour, before each went home by train with a copy of the paper. Nobody spoke to the press, and the doors stayed closed.\n\n"
OWN_B = "He had heard two men talk behind the barn at night, he told listeners, and then smelled smoke; neighbours came with buckets, though the wheel and the stones could not be saved, and the grain of eleven families was lost. Police looked for tracks in the mud along the brook but found none.\n\n"


def test_a_shared_paragraph_of_background_gives_no_day() -> None:
    stock = "Thousands of people have been killed on both banks of the Marn since the quarrel over the valley began in March 2011 with a march of protest. "
    a = make_document(
        Article(
            "a",
            "Truce\n\nMay 3, 2022\n\nAnna Roe and Karl Moe signed a truce on Tuesday in the hall of Port Vell.\n\n" + OWN_A + stock + NAMES,
        )
    )
    b = make_document(
        Article("b", "Fire\n\nA mill near Lower Marn was set on fire on Tuesday, its owner told the radio.\n\n" + OWN_B + stock + NAMES)
    )
    groups = syndication([a, b])
    assert groups and infer_published([a, b], groups)["b"].day is None


def test_linked_texts_of_different_days_leave_an_interval() -> None:
    other = make_document(Article("other", DATED.replace("May 3, 2022", "May 10, 2022") + NAMES))
    found = infer_published([*_documents(), other], syndication([*_documents(), other]))["same"]
    assert (found.day, found.not_before, found.not_after) == (None, date(2022, 5, 3), date(2022, 5, 10))


def test_of_two_undated_texts_the_narrower_bound_holds() -> None:
    caption = "The Marn bridge on March 14, 2021. (Photo by Jo Doe)\n\n"
    a = make_document(Article("a", SAME_NEWS))
    b = make_document(Article("b", "Three hurt\n\n" + caption + SAME_NEWS))
    found = infer_published([a, b], syndication([a, b]))
    assert found["a"].not_before == date(2021, 3, 14) and found["a"].day is None
    assert found["a"].document == "b" and found["a"].weekday == 1

"""Where a text prints its date: beside the byline, below the text, in a table of page data. The texts are made up."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.corpus import Article, infer_published, make_document
from rashomon.model import Published

HEADLINE = "Shells fall on the village of Lower Marn again"
BODY = (
    "Three border guards of Freedonia were wounded when shells fell on the village of Lower Marn, the interior ministry said.\n\n"
    "Sylvania denied that its guns had fired at the village or at the bridge during the night.\n\n"
    "The two countries have quarrelled over the valley since 2009."
)


def published(text: str) -> Published:
    return make_document(Article("x", text)).published


@pytest.mark.parametrize(
    ("line", "day", "byline"),
    [
        ("Wednesday 15 March 2023 | By our man in the north, Jo Doe", date(2023, 3, 15), "our man in the north, Jo Doe"),
        ("By Jo Doe | 3 May 2021", date(2021, 5, 3), "Jo Doe"),
        ("Posted by: newsdesk | 21 Aug 2022 | 7 comments", date(2022, 8, 21), "newsdesk"),
        ("By Jo Doe, Marn City correspondent, May 3, 2021 10:15 am", date(2021, 5, 3), "Jo Doe, Marn City correspondent"),
        ("Posted by Jo Doe on May 3, 2021 at 4:00 pm in World", date(2021, 5, 3), "Jo Doe"),
        ("3 May 2021 • By Jo Doe and Al Roe • 5 min read", date(2021, 5, 3), "Jo Doe and Al Roe"),
        ("WORLD / BY JO DOE / MAY 3, 2021", date(2021, 5, 3), "JO DOE"),
        ("Author: Jo Doe - Published: 2021-05-03 - 120 views", date(2021, 5, 3), "Jo Doe"),
        ("May 3, 2021 by Jo Doe", date(2021, 5, 3), "Jo Doe"),
        ("By Jo Doe in Marn City · Mon, 3 May 2021 18:20 GMT · Updated 3 days ago", date(2021, 5, 3), "Jo Doe in Marn City"),
        ("Written by Jo Doe — 13.05.2021", date(2021, 5, 13), "Jo Doe"),
    ],
)
def test_a_date_that_shares_its_line_with_the_byline(line: str, day: date, byline: str) -> None:
    document = make_document(Article("x", f"{HEADLINE}\n\n{line}\n\n{BODY}"))
    assert document.published.day == day and document.published.basis.startswith("printed")
    assert document.byline == byline


@pytest.mark.parametrize(
    "line",
    [
        "By May 3, 2021 the army had lost the bridge and two men",
        "The town was taken by Sylvania on May 3, 2021",
        "By then, on 3 May 2021, 40 people had died, | he said.",
    ],
)
def test_a_sentence_with_by_and_a_date_is_none(line: str) -> None:
    document = make_document(Article("x", f"{HEADLINE}\n\n{BODY}\n\n{line}.\n\n{BODY}"))
    assert next(b.label for b in document.blocks if b.start <= document.text.index(line) < b.end) == "body"


@pytest.mark.parametrize(
    ("foot", "day"),
    [
        (["Published: 3 May 2021"], date(2021, 5, 3)),
        (["Last updated 4 May 2021 at 10:30"], date(2021, 5, 4)),
        (["Published 3 May 2021", "Updated 9 May 2021"], date(2021, 5, 3)),
        (["Updated 9 May 2021", "First published 3 May 2021"], date(2021, 5, 3)),
        (["4 October 2023", "Press Department"], date(2023, 10, 4)),
        (["rw/fk", "Date 06.06.2022", "Author Runa Roe", "Permalink https://marn.example/p/7"], date(2022, 6, 6)),
        (["Date", "13/05/2021"], date(2021, 5, 13)),
        (["Date | 2021-05-03"], date(2021, 5, 3)),
        (["This article was first published on 3 May 2021."], date(2021, 5, 3)),
        (["(Reporting by Jo Doe)", "Publication date: May 3, 2021"], date(2021, 5, 3)),
        (["Share", "Tags: Marn, guards", "Dated: 3rd May 2021"], date(2021, 5, 3)),
        (["By Jo Doe | 3 May 2021"], date(2021, 5, 3)),
    ],
)
def test_a_date_at_the_foot(foot: list[str], day: date) -> None:
    found = published("\n\n".join([HEADLINE, BODY, *foot]))
    assert found.day == day and found.basis.startswith("printed") and found.span is not None


@pytest.mark.parametrize(
    "foot",
    [
        ["Related stories", "Baker of Port Vell wins a prize", "3 May 2021"],
        ["Comments (2)", "Anna Roe", "3 May 2021", "I was there."],
        ["3 May 2021", "9 May 2021"],
        ["Share", "Print", "Menu", "Sitemap", "About us", "3 May 2021"],
        ["Published 3 May 1999"],
    ],
)
def test_dates_at_the_foot_that_are_not_the_text_s_own(foot: list[str]) -> None:
    assert published("\n\n".join([HEADLINE, BODY, *foot])).day is None


def test_the_head_goes_before_the_foot() -> None:
    assert published(f"{HEADLINE}\n\n3 May 2021\n\n{BODY}\n\nPublished: 9 May 2021").day == date(2021, 5, 3)
    assert published(f"{HEADLINE}\n\nMay 2021\n\n{BODY}\n\nPublished: 9 May 2021").day == date(2021, 5, 9)


@pytest.mark.parametrize(
    ("head", "more", "day"),
    [
        ("06/05/2022", "Updated 13/05/2022", date(2022, 5, 6)),
        ("06/05/2022", "Updated 05/13/2022", date(2022, 6, 5)),
        ("06/05/2022", "The village was last shelled on 20 May 2022, and a mill burned.", date(2022, 6, 5)),
        ("06/05/2022", "Published 6 May 2022", date(2022, 5, 6)),
        ("06/05/2022", "Copyright Marn Post", None),
        ("06/05/2022", "Updated 13/05/2022 | Printed 05/14/2022", None),
        ("13/05/2022", "Copyright Marn Post", date(2022, 5, 13)),
        ("05.13.2022", "Copyright Marn Post", date(2022, 5, 13)),
        ("06.05.2022", "Copyright Marn Post", date(2022, 5, 6)),
        ("05/05/2022", "Copyright Marn Post", date(2022, 5, 5)),
    ],
)
def test_day_first_or_month_first(head: str, more: str, day: date | None) -> None:
    found = published(f"{HEADLINE}\n\n{head}\n\n{BODY}\n\n{more}")
    assert found.day == day
    if day is None:
        assert (found.not_before, found.not_after) == (date(2022, 5, 6), date(2022, 6, 5))


def test_the_outlet_s_other_dates_tell_the_order() -> None:
    doubtful = make_document(Article("a", f"{HEADLINE}\n\n06/05/2022\n\n{BODY}", outlet="Marn Post"))
    other = make_document(Article("b", f"A mill burns in Port Vell\n\n05/23/2022\n\n{BODY[130:]}", outlet="Marn Post"))
    strange = make_document(Article("c", f"A barn burns in Port Vell\n\n23/05/2022\n\n{BODY[130:]}", outlet="Vell Mail"))
    found = infer_published([doubtful, other, strange], ())["a"]
    assert found.day == date(2022, 6, 5) and "other dates of Marn Post" in found.basis
    assert infer_published([doubtful, strange], ())["a"].day is None

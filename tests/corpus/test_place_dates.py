"""Datelines whose year has two digits."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.corpus.published import find_published
from rashomon.model import Block

REST = " The mayor of the port said that two boats had been burned overnight and that nobody was hurt."

DATES = [
    ("PORT ORLA, 31 OCT 89 (NEWSCO) -- [TEXT]", date(1989, 10, 31)),
    ("SAN ORLO (FREEDONIA), 3 JAN 90 --", date(1990, 1, 3)),
    ("Orla, Jan 5, 91 (Newsco) -", date(1991, 1, 5)),
    ("ORLA BAY,\n7 NOV 78 [REPORT]", date(1978, 11, 7)),
    ("ORLA, 14 March '04 (Newsco) --", date(2004, 3, 14)),
    ("ORLA, 31 JUN 89 (NEWSCO) --", None),
    ("ORLA, Jan 5 (Newsco) -", None),
    ("Orla, 12 May 89 soldiers left the town.", None),
]


@pytest.mark.parametrize(("head", "day"), DATES)
def test_the_day_of_the_dateline(head: str, day: date | None) -> None:
    text = head + REST
    published, _ = find_published(text, [Block(0, len(text), "body")], None, None)
    assert published.day == day
    if day is not None and published.span is not None:
        assert text[published.span.start : published.span.end] in head


def test_the_century_is_that_of_the_text() -> None:
    text = "ORLA, 3 MAY 98 (NEWSCO) --" + REST
    assert find_published(text, [Block(0, len(text), "body")], None, None)[0].day == date(1998, 5, 3)
    assert find_published(text, [Block(0, len(text), "body")], "2031-05-03", None)[0].day == date(2031, 5, 3)

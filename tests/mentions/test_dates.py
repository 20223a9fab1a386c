import re

import pytest

from rashomon.language import get_parser, split_document
from rashomon.mentions.dates import find_dates
from rashomon.mentions.dates_words import patterns
from rashomon.model import Block, DateExpr, DateMention, Document


def dates(text: str, *, parsed: bool = False) -> list[DateMention]:
    blocks = tuple(Block(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text))
    document = Document("made-up", text, "doc-0", "0", blocks=blocks)
    sentences = split_document(document)
    if parsed:
        get_parser().parse(sentences)
    return find_dates(document, sentences)


E = DateExpr


@pytest.mark.parametrize(
    ("text", "words", "expr"),
    [
        ("Two died on Tuesday.", "Tuesday", E("weekday", weekday=1)),
        ("Two died in the Oct. 17 ambush.", "Oct. 17", E("month_day", month=10, day=17)),
        ("It fell on Monday evening.", "Monday evening", E("weekday", weekday=0, part_of_day="evening")),
        ("Thursday's hostilities cost two lives.", "Thursday's", E("weekday", weekday=3)),
        ("Last Monday it began.", "Last Monday", E("weekday", weekday=0, shift=-1)),
        ("Shots rang out yesterday [Feb. 12].", "yesterday [Feb. 12]", E("month_day", month=2, day=12)),
        ("It struck back the day before.", "the day before", E("reference", shift=-1)),
        ("The previous day had been calm.", "The previous day", E("reference", shift=-1)),
        ("It came two days earlier.", "two days earlier", E("reference", shift=-2)),
        ("He left last month.", "last month", E("offset_months", shift=-1)),
        ("They met last week.", "last week", E("offset_weeks", shift=-1)),
        ("A truce held in 2020.", "2020", E("absolute", 2020)),
        ("It fell in Sept. 2023.", "Sept. 2023", E("absolute", 2023, 9)),
        ("Fighting raged between 3 and 5 May.", "3 and 5 May", E("month_day", month=5, day=3, inner=E("month_day", month=5, day=5))),
        ("Shells fell overnight.", "overnight", E("offset", shift=0, part_of_day="night", unit="overnight")),
        ("A bomb went off this morning.", "this morning", E("offset", shift=0, part_of_day="morning")),
        ("In the early hours of Friday it burned.", "early hours of Friday", E("weekday", weekday=4, part_of_day="dawn")),
        ("Nine died over the past 24 hours.", "over the past 24 hours", E("period", shift=-24, unit="hour")),
        ("Ninety died since Wednesday.", "since Wednesday", E("since", inner=E("weekday", weekday=2))),
        ("It grew worse in recent months.", "in recent months", E("period", shift=0, unit="month")),
        ("The war began three decades ago.", "three decades ago", E("offset_years", shift=-30, unit="decade")),
        ("It was dated 13/02/2024.", "13/02/2024", E("absolute", 2024, 2, 13)),
        ("It was dated 17-08-2014.", "17-08-2014", E("absolute", 2014, 8, 17)),
        ("It was dated 03/04/2015.", "03/04/2015", E("absolute", 2015, 4, 3, unit="either", inner=E("absolute", 2015, 3, 4))),
        ("August 21 2013 was a Wednesday in spring.", "August 21 2013", E("absolute", 2013, 8, 21)),
        ("Sat 3 Jan 2015 Update", "Sat 3 Jan 2015", E("absolute", 2015, 1, 3, weekday=5)),
        ("Tuesday, 13 May 2031", "Tuesday, 13 May 2031", E("absolute", 2031, 5, 13, weekday=1)),
        ("It hit at 3 a.m. (0000 GMT) on Friday.", "at 3 a.m. (0000 GMT) on Friday", E("weekday", weekday=4, part_of_day="night")),
        ("It was May when the siege ended in May.", "in May", E("month_day", month=5)),
        ("The raid of 2019-11-03 failed.", "2019-11-03", E("absolute", 2019, 11, 3)),
        ("On the 1st of June, 2019 it ended.", "1st of June, 2019", E("absolute", 2019, 6, 1)),
        ("In the 1990s they fought.", "the 1990s", E("absolute", 1990, inner=E("absolute", 1999))),
        ("It had burned since July 2015.", "since July 2015", E("since", inner=E("absolute", 2015, 7))),
        ("Following Wednesday's reports it closed.", "Wednesday's", E("weekday", weekday=2)),
        ("The following Wednesday it closed.", "The following Wednesday", E("weekday", weekday=2)),
        ("Nine raids in three days cost forty lives.", "in three days", E("period", shift=-3, unit="day")),
        ("Clashes went on over the weekend.", "over the weekend", E("weekday", weekday=5, unit="weekend", inner=E("weekday", weekday=6))),
        ("A shell fell on New Year's Eve.", "New Year's Eve", E("month_day", month=12, day=31)),
        ("Filed 2019/11/03 by the desk.", "2019/11/03", E("absolute", 2019, 11, 3)),
        ("From April 30 to May 2 they fought.", "April 30 to May 2", E("month_day", month=4, day=30, inner=E("month_day", month=5, day=2))),
    ],
)
def test_meaning(text: str, words: str, expr: DateExpr) -> None:
    (found,) = [m for m in dates(text) if text[m.start : m.end] == words]
    assert found.expr == expr
    assert found.rule.startswith("date.")


@pytest.mark.parametrize(
    "text",
    [
        "A 21-year-old man and two aged 40 were killed.",
        "The truce lasted six weeks, after 30 years of war.",
        "At least 2,013 people died, 2014 soldiers among them.",
        "They may march if the sun is out.",
        "Flight 2001 carried 1.5 tonnes over 12.30.11 lines.",
        "Every day a second shell fell.",
        "Ostrel Today and the Sunday Herald carried it, April Dunmore wrote.",
        "May told the house that it would not yield.",
    ],
)
def test_no_dates(text: str) -> None:
    assert [text[m.start : m.end] for m in dates(text)] == []


@pytest.mark.parametrize(
    ("text", "words", "hangs_on"),
    [
        ("The ministry said on Tuesday that four soldiers had been killed.", "Tuesday", "said"),
        ("Four soldiers were killed on Tuesday near the river.", "Tuesday", "killed"),
        ("Four were killed two days before the talks.", "two days before", "talks"),
        ("Monday's attack cost nine lives.", "Monday's", "attack"),
    ],
)
def test_hangs_on(text: str, words: str, hangs_on: str) -> None:
    (found,) = [m for m in dates(text, parsed=True) if text[m.start : m.end] == words]
    assert found.hangs_on and found.hangs_on.of(text) == hangs_on


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The leaders are due to meet on Sunday.", "future"),
        ("The clash came before Sunday's planned meeting.", "future"),
        ("Talks will be held on Sunday.", "future"),
        ("Both sides prepare for talks on Sunday.", "future"),
        ("The minister said on Sunday that talks will be held.", "past"),
        ("Nine were killed on Sunday.", "past"),
    ],
)
def test_direction(text: str, direction: str) -> None:
    (found,) = dates(text, parsed=True)
    assert found.expr.direction == direction


def test_patterns_are_linear() -> None:
    long = "1 " * 4000 + "Monday " * 2000 + "a" * 8000 + " May 1 and 2 to 3 " * 500
    assert all(list(pattern.finditer(long)) is not None for _name, pattern in patterns())

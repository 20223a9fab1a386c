"""Days as these data sets write them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

#: English, whatever the language of the machine: this is how the export tool writes them, not how a reader would like them.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = {name: n for n, name in enumerate(MONTHS, 1)}

#: The forms that are right, by name, with an example.
FORMS = {
    "plain": "2024-03-05",
    "with a time": "2024-03-05 00:00:00.000",
    "with T and a time": "2024-03-05T00:00:00",
    "in words": "05 March 2024",
}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:([ T])00:00(?::00(?:\.0{1,6})?)?Z?)?", re.ASCII)
_WORDS = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?: .{0,20})?", re.ASCII)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.0)?", re.ASCII)


@lru_cache(maxsize=65_536)
def day_of(text: str) -> tuple[date, str] | str:
    """The day with the name of its form, or what is wrong with the text."""
    if m := _ISO.fullmatch(text):
        form = {None: "plain", " ": "with a time", "T": "with T and a time"}[m[4]]
        return _day(int(m[1]), int(m[2]), int(m[3]), form)
    if (m := _WORDS.fullmatch(text)) and m[2] in _MONTH:
        return _day(int(m[3]), _MONTH[m[2]], int(m[1]), "in words")
    if _NUMBERS.fullmatch(text):
        return "a date whose day and month cannot be told apart by everyone"
    if _SERIAL.fullmatch(text):
        return "a spreadsheet's number of a day"
    if text[:10].count("-") == 2 and _ISO.fullmatch(text[:10]):
        return "a date with a time of day"
    return "no date"


def _day(year: int, month: int, day: int, form: str) -> tuple[date, str] | str:
    try:
        return date(year, month, day), form
    except ValueError:
        return "a day that is in no calendar"


def day(text: str) -> date | None:
    """The day, or None where there is none to be read."""
    found = day_of(text)
    return None if isinstance(found, str) else found[0]

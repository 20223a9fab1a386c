"""Days, months and years as they are printed, from a matched pattern to their meaning."""

from __future__ import annotations

import re
from datetime import date

from rashomon.mentions import dates_words as words
from rashomon.model import DateExpr

Groups = dict[str, str | None]


def integer(value: str | None) -> int | None:
    """The digits of a match as a number."""
    return int(re.sub(r"\D", "", value)) if value else None


def valid(year: int, month: int | None, day: int | None) -> bool:
    """Whether there is such a day."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True


def iso(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    """2024-02-13."""
    y, m, d = int(g["y"] or 0), int(g["m"] or 0), int(g["d"] or 0)
    return DateExpr("absolute", y, m, d) if valid(y, m, d) else None


def numeric(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    """13.02.2024, 02/13/24."""
    a, b = int(g["a"] or 0), int(g["b"] or 0)
    year = int(g["y"] or 0)
    if year < 100:
        if g["sep"] == "." or not (1 <= a <= 31 and 1 <= b <= 31):
            return None  # "12.30.11" is a clock or a version as often as a date
        year += 2000 if year < 70 else 1900
    readings = [DateExpr("absolute", year, m, d) for d, m in ((a, b), (b, a)) if 1 <= m <= 12 and valid(year, m, d)]
    if not readings:
        return None
    first = readings[0]
    if len(readings) == 2 and a != b and g["sep"] == "/":
        return DateExpr("absolute", year, first.month, first.day, unit="either", inner=readings[1])
    return first


def day(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    """13 February 2024, Feb. 13, 3-5 May."""
    month, day = words.month(g["mon"] or ""), integer(g["d"])
    year = integer(g.get("y"))
    if not valid(year or 2000, month, day):
        return None
    weekday = words.weekday(g["wd"] or "") if g.get("wd") else None
    kind = "absolute" if year else "month_day"
    last = integer(g.get("d2"))
    end_month = words.month(g["mon2"] or "") if g.get("mon2") else month
    inner = None
    if last and valid(year or 2000, end_month, last) and (end_month, last) > (month, day or 0):
        inner = DateExpr(kind, year, end_month, last)
    return DateExpr(kind, year, month, day, weekday, inner=inner)


def stretch_of_days(g: Groups, text: str, start: int, end: int) -> DateExpr | None:
    """Two days of two months: a stretch, or, joined by "and" without "between", two dates of their own."""
    if "and" in (g.get("to") or "").casefold() and not g.get("pre"):
        return None
    return day(g, text, start, end)


def day_mon(g: Groups, text: str, start: int, end: int) -> DateExpr | None:
    """13-Feb-24."""
    year = int(g["y"] or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    return day({"mon": g["mon"], "d": g["d"], "y": str(year)}, text, start, end)


def month_span(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    """March to May 2019."""
    year, first, last = int(g["y"] or 0), words.month(g["mon"] or ""), words.month(g["mon2"] or "")
    if first == last:
        return None
    return DateExpr("absolute", year if first < last else year - 1, first, inner=DateExpr("absolute", year, last))


def month_of_year(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    """ "May last year": the year is counted, the month is not."""
    way = (g["way"] or "").casefold()
    shift = {"this": 0, "next": 1}.get(way, -1)
    day, month = integer(g.get("d")) or integer(g.get("d2")), words.month(g["mon"] or "")
    if not valid(2000, month, day):
        return None
    return DateExpr("month_day", month=month, day=day, shift=shift, unit="year", direction="future" if shift > 0 else "past")


def month_year(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    """Sept. 2023."""
    return DateExpr("absolute", integer(g["y"]), words.month(g["mon"] or ""))


def year_(g: Groups, text: str, start: int, end: int) -> DateExpr | None:
    """A year, where the figure is no count."""
    year = int(g["y"] or 0)
    if not 1900 <= year <= 2040:
        return None
    following = re.match(r"\s+(?:more\s+|other\s+)?([a-z]+)", text[end : end + 30])
    if following and following[1] in words.table("counted"):
        return None
    if re.search(
        r"(?:\b(?:least|than|about|some|nearly|almost|over|around|approximately|killed|No\.|page|flight|resolution)|[#$€£])\s*$",
        text[:start],
        re.I,
    ):
        return None
    inner = None
    if g.get("y2"):
        last = int(g["y2"] or 0)
        last = last if last > 99 else year // 100 * 100 + last
        if last <= year:
            return None
        inner = DateExpr("absolute", last)
    return DateExpr("absolute", year, inner=inner)


def decade(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    """The 1990s."""
    year = int(g["y"] or 0)
    return DateExpr("absolute", year, inner=DateExpr("absolute", year + 9))


def decade_short(g: Groups, text: str, start: int, end: int) -> DateExpr | None:
    """The '90s."""
    return decade({"y": f"19{g.get('short') or g.get('short2')}"}, text, start, end)


def decade_word(g: Groups, text: str, start: int, end: int) -> DateExpr | None:
    """The nineties."""
    return decade({"y": str(words.table("decade")[(g["w"] or "").casefold()].get("number"))}, text, start, end)

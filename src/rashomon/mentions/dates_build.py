"""From a matched pattern to its meaning, one small function per kind of expression."""

from __future__ import annotations

import re

from rashomon.mentions import dates_printed as printed
from rashomon.mentions import dates_words as words
from rashomon.mentions.dates_printed import Groups, integer
from rashomon.model import DateExpr

_FUTURE_BEFORE = re.compile(r"\b(?:next|coming|upcoming)\s*$", re.I)


def build(name: str, match: re.Match[str], text: str) -> DateExpr | None:
    """Meaning of a match of the pattern ``name``; None where it turns out to be no date."""
    groups = match.groupdict()
    builder = _BUILDERS.get(name)
    return builder(groups, text, match.start(), match.end()) if builder else None


def _month(g: Groups, text: str, start: int, end: int) -> DateExpr | None:
    pre = (g.get("pre") or "").casefold()
    if (g["mon"] or "").rstrip(".").casefold() in {"may", "march"} and (
        pre not in {"in", "since", "last", "early", "late", "until", "during", "this", "next", "mid"}
        or re.match(r"\s+[a-z]+\s+(?:be|have)\b", text[end : end + 20])
    ):
        return None
    if "pre" not in g and re.match(r"\s[A-Z][a-z]", text[end : end + 3]):
        return None  # a first name
    month = words.month(g["mon"] or "")
    if "last" in pre:
        return DateExpr("month_day", month=month, shift=-1)
    future = pre == "next" or bool(_FUTURE_BEFORE.search(text[:start]))
    return DateExpr("month_day", month=month, direction="future" if future else "past")


_NAMED_DAY = re.compile(r"\b(?:Black|Bloody|Super|Cyber|Man)\s$")
_PAPER = re.compile(r"\s(?:Times|Telegraph|Express|Mirror|Mail|Herald|Tribune)\b")


def _weekday(g: Groups, text: str, start: int, end: int) -> DateExpr | None:
    if _NAMED_DAY.search(text[:start]) or _PAPER.match(text[end : end + 14]):
        return None
    pre = (g.get("pre") or "").casefold()
    part = words.part(g.get("part"))
    weekday = words.weekday(g["wd"] or "")
    if pre in {"next", "coming"}:
        return DateExpr("weekday", weekday=weekday, part_of_day=part, direction="future", shift=1 if pre == "next" else 0)
    if pre in {"last", "previous", "past"}:
        return DateExpr("weekday", weekday=weekday, part_of_day=part, shift=-1)
    return DateExpr("weekday", weekday=weekday, part_of_day=part)


def _before_last(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    return DateExpr(f"offset_{(g['unit'] or '').casefold()}s", shift=-2)


def _edge_unit(g: Groups, text: str, start: int, _end: int) -> DateExpr | None:
    if (
        g.get("way") is None
        and not re.search(r"\b(?:the|by|at|until|before)\s+(?:the\s+)?$", text[:start], re.I)
        and text[start : start + 4].lower() != "the "
    ):
        return None
    shift = {"last": -1, "next": 1}.get((g.get("way") or "").casefold(), 0)
    return DateExpr(f"offset_{(g['unit'] or '').casefold()}s", shift=shift, direction="past" if shift < 0 else "future")


def _word(g: Groups, text: str, start: int, end: int) -> DateExpr | None:
    if text[start].isupper() and not text[start:end].isupper() and re.search(r"[A-Z]\w*\s$", text[:start]):
        return None  # part of a name, mostly of a newspaper or a station
    entry = words.table("word")[(g["w"] or "").casefold()]
    return DateExpr(
        "offset",
        shift=int(entry.get("shift")),
        part_of_day=entry.get("part"),
        direction=entry.get("direction", "past"),
        unit=entry.get("unit"),
    )


def _reference(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    entry = words.table("reference")[(g["w"] or "").casefold()]
    return DateExpr("reference", shift=int(entry.get("shift")), part_of_day=entry.get("part"))


#: unit → (kind of expression, how many of it)
_OFFSETS = {
    "minute": ("offset", 0),
    "hour": ("offset", 0),
    "day": ("offset", 1),
    "week": ("offset_weeks", 1),
    "fortnight": ("offset_weeks", 2),
    "month": ("offset_months", 1),
    "year": ("offset_years", 1),
    "decade": ("offset_years", 10),
}


def _ago(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    unit = words.unit(g["unit"] or "")
    kind, times = _OFFSETS[unit]
    n = words.number(g["n"] or "") if g.get("n") else None
    if n is None:
        return DateExpr("period", shift=0, unit=unit)  # "several weeks ago": some stretch before publication
    if unit == "hour":
        return DateExpr("period", shift=-n, unit="hour")
    return DateExpr(kind, shift=-n * times, unit="decade" if unit == "decade" else None)


_DAYS = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14}


def _shifted(g: Groups, text: str, start: int, end: int) -> DateExpr | None:
    unit = words.unit(g["unit"] or "")
    n = words.number(g["n"] or "") if g.get("n") else None
    if n is None or unit not in _DAYS:
        return DateExpr("reference", shift=0, unit=unit, direction="past") if unit in {"minute", "hour"} else None
    back = (g["way"] or "").casefold() in {"earlier", "before", "previously", "prior"}
    return DateExpr("reference", shift=(-n if back else n) * _DAYS[unit])


def _last_unit(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    way, unit = (g["way"] or "").casefold(), (g["unit"] or "").casefold()
    shift = -1 if "last" in way or "previous" in way else 1 if way == "next" else 0
    direction = "future" if shift > 0 else "past"
    if unit == "weekend":
        return DateExpr(
            "weekday", weekday=5, shift=-1 if shift < 0 else 0, direction=direction, unit="weekend", inner=DateExpr("weekday", weekday=6)
        )
    if unit in {"summer", "winter", "spring", "autumn"}:
        return None
    kind = {"week": "offset_weeks", "month": "offset_months", "year": "offset_years", "decade": "offset_years"}[unit]
    return DateExpr(kind, shift=shift * (10 if unit == "decade" else 1), direction=direction, unit="decade" if unit == "decade" else None)


def _period(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    way, unit = (g["way"] or "").casefold(), words.unit(g["unit"] or "")
    n = words.number(g["n"] or "") if g.get("n") else None
    ahead = way in {"coming", "next"}
    plural = (g["unit"] or "").casefold().endswith("s")
    if n is None and not g.get("vague") and not plural and way != "past":
        return (
            _last_unit({"way": way, "unit": g["unit"]}, "", 0, 0)
            if unit in {"week", "month", "year", "decade"} and way != "recent"
            else None
        )
    count = n if n is not None else 1 if not plural else 0
    return DateExpr("period", shift=count if ahead else -count, unit=unit, direction="future" if ahead else "past")


def _weekend(_g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    return DateExpr("weekday", weekday=5, unit="weekend", inner=DateExpr("weekday", weekday=6))


def _stretch(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    n = words.number(g["n"] or "")
    return DateExpr("period", shift=-n, unit=words.unit(g["unit"] or "")) if n else None


def _holiday(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    month, day = divmod(int(words.table("holiday")[(g["w"] or "").casefold()].get("number")), 100)
    year = integer(g.get("y"))
    return DateExpr("absolute" if year else "month_day", year, month, day)


def _since_then(_g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    return DateExpr("since", inner=DateExpr("reference", shift=0))


def _time(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    if g.get("half"):
        hour = int(g["hour"] or 0)
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if (g["half"] or "").casefold().startswith("p") else 0)
    elif g.get("hour24"):
        hour = int(g["hour24"] or 0)
    else:
        hour = int((g["hour4"] or "0")[:2])
    if hour > 24:
        return None
    return DateExpr("reference", shift=0, part_of_day=_part_of(hour), unit="time")


def _part_of(hour: int) -> str:
    if hour < 4 or hour >= 21:
        return "night"
    return "dawn" if hour < 7 else "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"


def _part(g: Groups, _text: str, _start: int, _end: int) -> DateExpr | None:
    return DateExpr("reference", shift=0, part_of_day=words.part(g.get("part")), unit="time")


_BUILDERS = {
    "iso": printed.iso,
    "numeric": printed.numeric,
    "month_day": printed.day,
    "month_range": printed.stretch_of_days,
    "day_month_range": printed.stretch_of_days,
    "dotted": printed.numeric,
    "day_mon": printed.day_mon,
    "month_span": printed.month_span,
    "month_of_year": printed.month_of_year,
    "decade_short": printed.decade_short,
    "decade_word": printed.decade_word,
    "before_last": _before_last,
    "edge_unit": _edge_unit,
    "day_month": printed.day,
    "month_year": printed.month_year,
    "month": _month,
    "month_bare": _month,
    "weekday": _weekday,
    "weekday_short": _weekday,
    "part_of_weekday": _weekday,
    "part_to_weekday": _weekday,
    "year": printed.year_,
    "decade": printed.decade,
    "word": _word,
    "reference": _reference,
    "ago": _ago,
    "shifted": _shifted,
    "last_unit": _last_unit,
    "period": _period,
    "weekend": _weekend,
    "stretch": _stretch,
    "holiday": _holiday,
    "since_then": _since_then,
    "time": _time,
    "part": _part,
}

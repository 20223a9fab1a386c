"""Dates of a column in any of the forms tables write them in, made ISO; the order of day and month is never guessed from one value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_NUMERIC = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T,]{1,3}(\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,9})?)\s{0,2}([AaPp]\.?[Mm]\.?)?.{0,12})?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[ T]{1,2}(.{4,40}))?")
_COMPACT = re.compile(r"(\d{8})T?(\d{6})(Z|[+-]\d\d:?\d\d)?")
_EPOCH = re.compile(r"(\d{9,19})(?:\.\d{0,9})?")
_MAIL = re.compile(r"(?:[A-Za-z]{3},\s{0,3})?\d{1,2} [A-Za-z]{3} \d{4} \d\d?:\d\d.{0,20}")
_ZONE = re.compile(r"\s{0,2}(?:UTC|GMT|Z)$")
_OFFSET = re.compile(r"\s+([+-]\d\d:?\d\d)$")
_MIDNIGHT = re.compile(r".*[T ]00:00(?::00(?:\.0{1,9})?)?(?:Z|[+-]00:?00)?$", re.DOTALL)
#: Rows of a column that are looked at for its order.
LOOKED_AT = 1000


class Column:
    """What the first rows of a column of dates show together: ``order`` (dmy, mdy, None) and whether all stand at ``midnight``."""

    def __init__(self, values: Iterable[str] = (), order: str | None = None) -> None:
        """``order`` is the one a user named; then no value is asked."""
        self.order = order
        self.named = order is not None
        orders = set()
        seen = midnight = 0
        for value in values:
            seen += 1
            midnight += bool(_MIDNIGHT.fullmatch(value.strip()))
            if m := _NUMERIC.fullmatch(value.strip()):
                first, second = int(m[1]), int(m[3])
                if 12 < first <= 31 and 1 <= second <= 12:
                    orders.add("dmy")
                elif 12 < second <= 31 and 1 <= first <= 12:
                    orders.add("mdy")
        if order is None and len(orders) == 1:
            self.order = orders.pop()
        self.midnight = seen > 1 and midnight == seen

    def read(self, value: str) -> tuple[str | None, str | None]:
        """A date of the column in ISO form and a note, each where there is one. What is no date of a known form is given back as it is."""
        text = value.strip()
        found, note = self._read(text)
        if self.midnight and found is not None and _MIDNIGHT.fullmatch(found):
            found = found[:10]
        return found, note

    def _read(self, text: str) -> tuple[str | None, str | None]:
        if m := _NUMERIC.fullmatch(text):
            return self._numeric(text, m)
        if m := _YEAR_FIRST.fullmatch(text):
            return _iso(f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}{'T' + m[4] if m[4] else ''}") or text, None
        if m := _COMPACT.fullmatch(text):
            day, time, zone = m[1], m[2], m[3] or ""
            return _iso(f"{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}{zone}") or text, None
        if re.fullmatch(r"\d{8}", text):
            return _iso(f"{text[:4]}-{text[4:6]}-{text[6:]}") or text, None
        if m := _EPOCH.fullmatch(text):
            return _epoch(m[1], text)
        if found := _iso(text):
            return found, None
        if _MAIL.fullmatch(text):
            try:
                return parsedate_to_datetime(text).isoformat(), None
            except (ValueError, OverflowError, TypeError):
                return text, None
        return text, None

    def _numeric(self, text: str, m: re.Match[str]) -> tuple[str | None, str | None]:
        first, second, year = int(m[1]), int(m[3]), int(m[4])
        can = [order for order in ("dmy", "mdy") if _day(year, *((first, second) if order == "dmy" else (second, first)))]
        if not can:
            return None, f"the date {text!r} of its record is no day and was not used"
        if len(can) == 2 and first != second:
            if self.order not in can:
                return (
                    None,
                    f"the date {text!r} of its record can be read in two ways and was not used; say which with dates=dmy or dates=mdy in --map",
                )
            order = self.order or ""
            why = None if self.named else "of which other rows of its column show the order"
        else:
            order = can[0]
            why = "the only way it can be read" if self.order not in (None, *can) else None
        day = date(year, *((second, first) if order == "dmy" else (first, second)))
        time = _clock(m[5], m[6])
        return f"{day.isoformat()}{time}", f"its date {text!r} is read as {day.isoformat()}, {why}" if why else None


def _day(year: int, day: int, month: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _clock(time: str | None, half: str | None) -> str:
    """ "10:15" and "10:15 PM" as the time of an ISO date; nothing where it is none."""
    if not time:
        return ""
    hour, rest = time.split(":", 1)
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    found = f"T{hours:02}:{rest}"
    return found if _iso(f"2000-01-01{found}") else ""


def _iso(text: str) -> str | None:
    """A day or moment as Python writes it in ISO form; None for what is none."""
    even = _OFFSET.sub(r"\1", _ZONE.sub("+00:00", text))
    try:
        if len(even) == 10:
            return date.fromisoformat(even).isoformat()
        if len(even) < 16 or not even[:4].isdigit() or even[4] != "-":
            return None
        return datetime.fromisoformat(even).isoformat()
    except ValueError:
        return None


def _epoch(digits: str, text: str) -> tuple[str | None, str | None]:
    """Seconds since 1970 (9 or 10 digits), or thousandths (12, 13), millionths (15, 16), milliardths (18, 19) of them."""
    unit = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 15: 10**6, 16: 10**6, 18: 10**9, 19: 10**9}.get(len(digits))
    if unit is None or (len(digits) == 12 and digits[:2] in ("19", "20")):
        return text, None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(digits) // unit)
    return moment.isoformat(), None

"""Which of the dates a page declares is that of its publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from rashomon.model import Declared

#: Who is believed first.
ORDER = ("json-ld", "opengraph", "meta", "time", "http")
FIRST_YEAR = 1990
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?Z?")
_FRACTION = re.compile(r"(\d\d:\d\d:\d\d)[.,]\d{1,12}")
_SLASHED = re.compile(r"((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?=$|[ T])")


def moment_of(value: str) -> datetime | str | None:
    """A declared date as a moment, or as an ISO day where it has no time of day; None where it is no date in a machine's form."""
    text = _SLASHED.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", " ".join(value.split()))
    text = _FRACTION.sub(r"\1", text)
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    compact = _COMPACT.fullmatch(text)
    try:
        if compact:
            y, m, d, hour, minute, second = compact.groups()
            found = datetime(
                int(y), int(m), int(d), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC if text.endswith("Z") else None
            )
            return found if hour else found.date().isoformat()
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return datetime.fromisoformat(text).date().isoformat()
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return None


def published_of(declared: Sequence[Declared], seen: datetime | None = None) -> tuple[str | None, list[str]]:
    """The date of publication as a page declares it, in ISO form, and notes on those that cannot be it.

    Of who is believed first the first; where another declares the same day with its time, that. A date before 1990, or later than the page
    was ``seen`` (now, where nothing says when), is a program's default or a slip and stays only declared. Of one moment in two zones of
    time the outlet's own is taken, as its readers have the day.
    """
    latest = (seen or datetime.now(UTC)) + timedelta(days=1)
    notes: list[str] = []
    found: list[str] = []
    for by in (*ORDER, *sorted({d.by for d in declared} - set(ORDER))):
        for one in declared:
            if one.prop != "published" or one.by != by:
                continue
            moment = moment_of(one.value)
            iso = moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else moment
            if iso is None:
                if by != "time":
                    notes.append(f"its page declares {one.value[:40]!r} ({by}) as its date, which is no date in ISO form")
            elif iso[:4] < str(FIRST_YEAR) or iso[:10] > latest.date().isoformat():
                notes.append(f"its page declares {iso[:10]} ({by}) as its date, which cannot be: not used")
            else:
                found.append(iso)
    if not found:
        return None, notes
    best = next((x for x in found if len(x) > 10 and x[:10] == found[0][:10]), found[0])
    best = next((x for x in found if _moment(x) == _moment(best) and not x.endswith("+00:00")), best)
    days = sorted({x[:10] for x in found})
    if (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days > 1:  # a day apart they may be in two zones of time
        notes.append(f"its page declares several dates of publication ({', '.join(days)}); {best[:10]} is used")
    return best, notes


def _moment(iso: str) -> datetime | str:
    """A moment that can be compared with others; a day, or a time without zone, only with itself."""
    if len(iso) == 10:
        return iso
    found = datetime.fromisoformat(iso)
    return found.astimezone(UTC) if found.tzinfo else iso

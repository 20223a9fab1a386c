"""Rules of UCDP GED that hold between the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rashomon.validate.cells import whole
from rashomon.validate.checks import Batch, Check, Judged
from rashomon.validate.dates import day
from rashomon.validate.finding import Hit, Tally, shown
from rashomon.validate.place import ged_checks

#: Days that a precision of the date allows.
_SPANS = {"1": (1, 1), "2": (2, 6), "3": (7, 7), "4": (8, 31), "5": (32, 366)}
_RELID = re.compile(r"[A-Z]{2,8}-(\d{4})-([123])-[A-Za-z0-9]{1,20}-\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_CIVILIANS = "Civilians"
_STATE = "Government of "
#: Numbers with names that are remembered; a file of a data set has some thousands.
_NAMES = 200_000


def year_of_date(year: str, start: str) -> Iterator[Hit]:
    """The year is that of the first day."""
    first, given = day(start), whole(year)
    if first is not None and given is not None and first.year != given:
        yield Hit("year-of-date", "year", f"{year} is not the year of {shown(start)}", str(first.year))


def days(prec: str, start: str, end: str) -> Iterator[Hit]:
    """The end is not before the beginning, and there are as many days as the precision says."""
    first, last = day(start), day(end)
    if first is None or last is None:
        return
    if last < first:
        yield Hit("end-before-start", "date_end", f"{last} is before {first}", f"{first} or later")
    elif prec in _SPANS:
        span, (low, high) = (last - first).days + 1, _SPANS[prec]
        if not low <= span <= high:
            right = next((p for p, (a, b) in _SPANS.items() if a <= span <= b), "a year at most")
            words = "1 day" if span == 1 else f"{span} days"
            yield Hit("date-span", "date_prec", f"{prec} with {words}, {first} to {last}", right)


def deaths(a: str, b: str, civilians: str, unknown: str, best: str) -> Iterator[Hit]:
    """The four add up to best."""
    four = [whole(x) for x in (a, b, civilians, unknown)]
    given = whole(best)
    if given is None or any(x is None for x in four):
        return
    total = sum(x for x in four if x is not None)
    if total != given:
        yield Hit("sum-of-deaths", "best", f"{a} + {b} + {civilians} + {unknown} is {total}, not {best}", str(total))


def order(best: str, high: str, low: str) -> Iterator[Hit]:
    """Low, best and high are in order, and somebody says that somebody died."""
    b, h, w = whole(best), whole(high), whole(low)
    if b is not None and w is not None and b < w:
        yield Hit("low-best-high", "low", f"low {low} is above best {best}", f"{best} or less")
    if b is not None and h is not None and h < b:
        yield Hit("low-best-high", "high", f"high {high} is below best {best}", f"{best} or more")
    if h == 0 and b == 0:
        yield Hit("no-deaths", "high", "best and high are 0")


def civilians(kind: str, side_b: str, number: str = "") -> Iterator[Hit]:
    """Civilians are the second side of one-sided violence, and of nothing else."""
    if kind == "3" and side_b and side_b != _CIVILIANS:
        yield Hit("civilians-side", "side_b", f"type 3 against '{shown(side_b)}'", _CIVILIANS)
    elif kind in ("1", "2") and side_b == _CIVILIANS:
        yield Hit("civilians-side", "type_of_violence", f"type {kind} against {_CIVILIANS}", "3")
    elif side_b == _CIVILIANS and whole(number) not in (None, 1):
        yield Hit("civilians-side", "side_b_new_id", f"{_CIVILIANS} with the number {number}", "1")


def names(kind: str, conflict: str, dyad: str, a: str, b: str) -> Iterator[Hit]:
    """The dyad is named by its sides, and, but for state-based violence, the conflict by the dyad."""
    if dyad and a and b and dyad != f"{a} - {b}":
        yield Hit("dyad-name", "dyad_name", f"'{shown(dyad)}' is not made of its sides", shown(f"{a} - {b}"))
    if kind in ("2", "3") and conflict and dyad and conflict != dyad:
        yield Hit("conflict-name", "conflict_name", f"'{shown(conflict)}' is not the dyad's name", shown(dyad))


def sources(count: str, offices: str) -> Iterator[Hit]:
    """As many outlets as sources."""
    given = whole(count)
    if given is None or given < 0:
        return
    listed = len([x for x in offices.split(";") if x.strip()]) if offices.strip() else 0
    if given != listed and offices.strip():
        yield Hit("number-of-sources", "number_of_sources", f"{count} with {listed} outlet{'s' * (listed != 1)} listed", str(listed))


def state_number(column: str, side: str, number: str) -> Iterator[Hit]:
    """A government has the number of its state, and nobody else has one."""
    if side.startswith(_STATE) and not number:
        yield Hit("state-number", column, f"'{shown(side)}' without a number", "the number of the state")
    elif side and number and not side.startswith(_STATE):
        yield Hit("state-number", column, f"'{shown(side)}' with the number {shown(number)}", "an empty cell")


def relid(text: str, year: str, kind: str) -> Iterator[Hit]:
    """The form of the event's name, and what it repeats of the row."""
    if not text:
        return
    m = _RELID.fullmatch(text)
    if m is None:
        yield Hit("relid-shape", "relid", f"'{shown(text)}' has another form")
    elif (year.isdigit() and m[1] != year) or (kind in ("1", "2", "3") and m[2] != kind):
        yield Hit("relid-shape", "relid", f"'{text}' names another year or type than the row", f"{year} and {kind}")


@dataclass(slots=True)
class Named:
    """A number that stands for one name in the whole file."""

    number: str
    name: str
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)
    good: set[tuple[str, str]] = field(default_factory=set)

    def look(self, batch: Batch, tally: Tally) -> None:
        """Remembers the first name of a number and finds others."""
        pairs = list(zip(batch.columns[self.number], batch.columns[self.name], strict=True))
        fresh = set(pairs).difference(self.good)
        if not fresh:
            return
        for row, pair in zip(batch.rows, pairs, strict=True):
            n, name = pair
            if pair not in fresh or not n or not name:
                continue
            first = self.seen.get(n)
            if first is None:
                if len(self.seen) < _NAMES:
                    self.seen[n] = (name, row)
                    self.good.add(pair)
            elif first[0] != name:
                wrong = f"{shown(n)} is '{shown(name)}' here"
                tally.add(row, Hit("id-and-name", self.number, wrong, f"'{shown(first[0])}', as in row {first[1]}"))


def checks() -> list[Check]:
    """All rules of rows of UCDP GED."""
    return [
        Judged(("relid", "year", "type_of_violence"), relid),
        Judged(("year", "date_start"), year_of_date),
        Judged(("date_prec", "date_start", "date_end"), days),
        Judged(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best"), deaths),
        Judged(("best", "high", "low"), order),
        Judged(("type_of_violence", "side_b", "side_b_new_id"), civilians, ("side_b_new_id",)),
        Judged(("type_of_violence", "conflict_name", "dyad_name", "side_a", "side_b"), names),
        Judged(("number_of_sources", "source_office"), sources),
        Judged(("side_a", "gwnoa"), lambda side, n: state_number("gwnoa", side, n)),
        Judged(("side_b", "gwnob"), lambda side, n: state_number("gwnob", side, n)),
        *(Named(f"{x}_new_id", f"{x}_name" if x in ("conflict", "dyad") else x) for x in ("conflict", "dyad", "side_a", "side_b")),
        *ged_checks(),
    ]

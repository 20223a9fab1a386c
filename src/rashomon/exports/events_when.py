"""When and where an incident is, as data sets of events code it; or the reason why it cannot be coded, in words for a coder."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from rashomon.exports.lands import Land, land_named
from rashomon.exports.words import date_words
from rashomon.model import Incident, Place

#: Why incidents have no row, in words that can be counted; the list beside an export has the particulars of each.
REASONS = {
    "background": "told in passing, not reported",
    "aggregate": "a sum over several incidents",
    "day_unknown": "the day is not known",
    "span_too_long": "the days are not known closely enough",
    "no_place": "no place is named",
    "no_coordinates": "the place has no coordinates",
    "country_only": "only the country is known",
    "no_country": "the place lies in no country of the table",
    "at_sea": "in international waters or airspace",
    "no_figure": "no figure of the dead",
    "no_death": "nobody died",
    "no_best": "no best figure of the dead",
    "sides_over_total": "the sides add up to more dead than the total",
    "no_side": "no organised side is known",
    "one_side": "only one side is known",
    "side_without_name": "a side has no name",
    "coalition": "a side is a coalition of states",
    "many_sides": "more than two sides",
    "disputed_attacker": "several are accused, and who did it is disputed",
    "victims_unknown": "nobody says whether the victims were civilians",
    "no_violence": "no violence by or against anybody",
}


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why an incident has no row: ``code``, a key of :data:`REASONS`, and the particulars for a person."""

    code: str
    reason: str

    @property
    def short(self) -> str:
        """The reason without particulars."""
        return REASONS[self.code]


@dataclass(frozen=True, slots=True)
class When:
    """First and last day. The event is known to lie between them."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it may have been, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def date_prec(self) -> int:
        """UCDP's precision of a date."""
        return 1 if self.days == 1 else 2 if self.days < 7 else 3 if self.days == 7 else 4 if self.days <= 31 else 5

    @property
    def time_precision(self) -> int:
        """ACLED's precision of a date (only of spans up to 31 days)."""
        return 1 if self.days == 1 else 2 if self.days <= 7 else 3

    @property
    def middle(self) -> date:
        """The day that ACLED codes: the middle one, the earlier of two; of a whole month the 15th."""
        last = calendar.monthrange(self.start.year, self.start.month)[1]
        if self.start.day == 1 and self.end == self.start.replace(day=last):
            return self.start.replace(day=15)
        return self.start + timedelta(days=(self.days - 1) // 2)


def when_of(incident: Incident, most: int) -> When | Unfit:
    """The days of an incident, where both ends are known and lie ``most`` days apart at most."""
    start, end = incident.date_start, incident.date_end
    if start is None or end is None:
        return Unfit("day_unknown", f"the day is not known ({date_words(incident)}; {incident.date_basis})")
    when = When(start, end)
    if when.days > most:
        return Unfit("span_too_long", f"known to within {when.days} days only ({date_words(incident)}); the format codes {most} at most")
    return when


@dataclass(frozen=True, slots=True)
class Where:
    """A point with the country it lies in."""

    place: Place
    lat: float
    lon: float
    precision: int
    land: Land

    @property
    def priogrid(self) -> int:
        """The PRIO-GRID cell of the point; of the pole and the date line the last one."""
        return min(floor((self.lat + 90) / 0.5), 359) * 720 + min(floor((self.lon + 180) / 0.5), 719) + 1

    @property
    def wkt(self) -> str:
        """The point as well-known text, longitude first."""
        return f"POINT ({plain_number(self.lon)} {plain_number(self.lat)})"


def plain_number(value: float, decimals: int = 6) -> str:
    """A coordinate without needless digits: ``36.5``."""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def where_of(incident: Incident, name: str | None = None) -> Where | Unfit:
    """The point of an incident. ``name``: its place as it may be shown. No point is ever made up."""
    place = incident.place
    if place is None:
        return Unfit("no_place", "no report names the place")
    shown = name or place.name
    if place.precision == 6 and (place.lat is None or place.lon is None):
        return Unfit("country_only", f"only the country is known ({shown}), and no point for it is held")
    if place.lat is None or place.lon is None:
        why = place.basis.removeprefix("unresolved: ") or "not found"
        hint = "; add the place with: rashomon gazetteer add FILE" if why.startswith(("no entry", "not found")) else ""
        return Unfit("no_coordinates", f"{shown} has no coordinates ({why}){hint}")
    land = land_named(place.country)
    if land is None:
        return Unfit("no_country", f"{shown} lies in no country of the table ({place.country or 'the gazetteer names none'})")
    return Where(place, place.lat + 0.0, place.lon + 0.0, place.precision or 1, land)  # no "-0"

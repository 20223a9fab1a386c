"""Which pairs of incident mentions are worth comparing: keys of date and place or sides, as a store can index them."""

from __future__ import annotations

from datetime import timedelta

from rashomon.incidents.details import kind_of
from rashomon.incidents.names import plain
from rashomon.incidents.people import person_keys, untold
from rashomon.incidents.when import window
from rashomon.model import IncidentMention

#: A count of so many is rare enough to bring two reports of unknown date together.
RARE_FIGURE = 20
#: An interval longer than this is blocked by its months, not by its days.
MANY_DAYS = 10
#: An interval longer than this ("last year") tells so little of the day that a country or a party beside it brings nothing together.
LONG = 62
#: What is too wide to meet at without knowing the month at least: in the ledger of one war, all documents hold its country and parties.
WIDE = ("k:", "s:")


def _wheres(mention: IncidentMention) -> set[str]:
    out = {f"n:{plain(n)[:4]}" for n in (*mention.places, *mention.context, *mention.regions, *mention.spots) if len(plain(n)) >= 3}
    for p in mention.locations:
        if p.lat is not None and p.lon is not None and (p.precision or 9) <= 3:
            lat, lon = (
                int(p.lat // 0.5),
                int(p.lon // 0.5),
            )  # cells of about 50 km; the neighbours too, so that borders of cells do not part
            out |= {f"c:{lat + i}:{lon + j}" for i in (0, 1) for j in (0, 1)}
        if p.country:
            out.add(f"k:{p.country}")
    if mention.main:
        out |= {f"k:{country}" for country in mention.countries[:3]}
    parties = sorted((set(mention.sides) | set(mention.perpetrators)) - {"civilians"})
    out |= {f"s:{p}" for p in parties}
    return out


def blocking_keys(mention: IncidentMention) -> tuple[str, ...]:
    """Keys under which this mention can meet another: a likely day with a place or side, or the weekday and the same where no day is known.

    Every key holds a place or a side beside the date, so that a busy day is not one block. Mentions without either get keys of their
    figures on that day; those without any hold on the world get none and stay alone. A country or a party counts only beside some weeks:
    those of one weekday, or of one year, are ever more as a ledger grows, and nothing but a place, a name or a rare figure ties two of them.
    """
    wheres = _wheres(mention)
    if not wheres:
        wheres = {f"f:{harm}:{low}:{high}" for harm, low, high, _ in mention.figures if (low or 0) >= 5}
    out = {f"w?|{where}" for where in wheres if where[0] in "nc"}  # documents of unknown date meet at a place
    out |= {f"w?|r:{name.split()[-1]}" for name in mention.names}  # … or where a rare name is told
    out |= {f"w?|f:{harm}:{low}" for harm, low, _, _ in mention.figures if (low or 0) >= RARE_FIGURE}  # … or the same large figure
    out |= person_keys(
        (*mention.people, *untold(mention.names, mention.tellers))
    )  # … or a person whom it happened to, however late the report
    out |= {f"p:{address}" for address in kind_of(mention.details, "number")}  # … or the house or block
    out |= {f"q:{plain(spot)}" for spot in mention.spots}  # … or a small place, for some months
    near = {where for where in wheres if not where.startswith(WIDE)}
    days = window(mention.time)
    weekdays = {mention.weekday} if mention.weekday is not None else set()
    whens: set[str] = set()
    if days is not None and (length := (days[1] - days[0]).days) > MANY_DAYS:
        whens = {f"m{days[0]:%Y-%m}", f"m{days[1]:%Y-%m}"}
        wheres = near if length > LONG else wheres
    elif days is not None:
        first, last = days[0] - timedelta(days=1), days[1] + timedelta(days=1)
        whens = {(first + timedelta(days=i)).isoformat() for i in range((last - first).days + 1)} | {f"m{first:%Y-%m}", f"m{last:%Y-%m}"}
        weekdays |= {(days[0] + timedelta(days=i)).weekday() for i in range((days[1] - days[0]).days + 1)}
    out |= {f"w{w}|{where}" for w in weekdays for where in near}
    return tuple(sorted(out | {f"{when}|{where}" for when in whens for where in wheres}))

"""The note of a row, in our own words: what happened, who says who did it, who gives which figure, and how many were hurt at least."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rashomon.estimates.figures import wordy
from rashomon.exports.acled_fatalities import Fatalities
from rashomon.exports.acled_kinds import table
from rashomon.exports.acled_rows import Part
from rashomon.exports.cards import document_name
from rashomon.exports.events_beside import total_of
from rashomon.exports.events_names import says_nothing
from rashomon.exports.events_sources import first_told, one_line, speaker_of
from rashomon.exports.events_when import When
from rashomon.exports.exported import Told
from rashomon.model import Attribution, Claim
from rashomon.people import Masker

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
#: Speakers of one figure that a note names; the side file has all.
MOST = 4


def long_date(day: date, *, padded: bool = False) -> str:
    """``6 June 2022``, the same in every locale."""
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year}" if padded else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def note_of(told: Told, part: Part, rows: int, dead: Fatalities, masker: Masker) -> str:
    """What a reader of the row should know, on one line. Nothing of it is copied from an article but single words for numbers."""
    scope = told.incident.documents
    place = part.where.place
    lies = ", ".join(dict.fromkeys(x for x in (place.admin1, part.where.land.acled) if x and x != place.name))
    near = "near" if place.precision == 2 else "in"
    what = table()["told"].get(told.incident.kind, "an attack")
    name = place.name[5:] if near == "near" and place.name.lower().startswith("near ") else place.name
    said = [f"{_dated(part.when)}, {what} was reported {near} {masker.known(scope, name)} ({lies})."]
    said += [s for a in told.incident.attribution if (s := _attributed(a, told, masker))]
    if rows > 1:
        said.append(f"{part.fatalities} of {dead.number} killed in all are coded here.")
    said += _figures(told, masker)
    hurt = injured(told.claims)
    if hurt:
        said.append(f"At least {hurt} injured.")
    if dead.basis == "vague_word":
        words = masker.words(scope, dead.words) if dead.words else "a plural"
        said.append(f"Fatalities coded as {dead.number} for “{words}”.")
    elif dead.basis == "not_reported":
        said.append("No number of deaths reported.")
    return one_line_of(" ".join(said))


def one_line_of(text: str) -> str:
    """Text without line breaks."""
    return " ".join(text.split())


def _dated(when: When) -> str:
    if when.days == 1:
        return f"On {long_date(when.start)}"
    return f"Around {long_date(when.middle)} (between {long_date(when.start)} and {long_date(when.end)})"


def _attributed(a: Attribution, told: Told, masker: Masker) -> str:
    scope = told.incident.documents
    actor = masker.known(scope, a.actor)
    by = _names([n for n in a.by if n != a.actor], scope, masker)
    denied = _names(list(a.denied_by), scope, masker)
    match a.basis:
        case "admitted":
            text = f"{actor} said it did it"
        case "claimed":
            text = f"{actor} claimed responsibility"
        case "alleged":
            text = f"{by or 'Reports'} said {actor} did it"
        case _:
            return _capital(f"{denied or actor} denied it.")
    return _capital(text + (f"; {denied} denied it" if denied else "") + ".")


def _names(names: Sequence[str], scope: Sequence[str], masker: Masker) -> str:
    shown = ["reports" if n == "outlet" else masker.known(scope, n) for n in names if n == "outlet" or not says_nothing(n)]
    return _listed(shown) if shown else ""


def _figures(told: Told, masker: Masker) -> list[str]:
    """Who gives which number of dead; figures that their own speakers replaced are not told."""
    total = total_of(told)
    if total is None:
        return []
    claims = {c.claim_id: c for c in told.claims}
    standing = {_value(claims[h.claim]) for h in total.history if h.standing == "current" and h.claim in claims}
    gone = {_value(claims[h.claim]) for h in total.history if h.standing != "current" and h.claim in claims} - standing
    said: dict[str, list[str]] = {}
    dead = [c for c in first_told(told, (claims[i] for i in total.claims if i in claims)) if c.harm == "killed"]
    chosen = {i for r in total.reasons[:1] for i in r.claims}
    plain = [c for c in dead if c.scope in {"total", "part"} and not c.part_of and not c.groups and _value(c) not in gone]
    for c in plain if any(c.claim_id in chosen for c in plain) else [c for c in dead if c in plain or c.claim_id in chosen] or dead:
        figure = _figure(c, told, masker)
        who = speaker_of(c, masker)
        document = told.documents.get(c.document)
        outlet = f"the report of {one_line(document_name(document, masker))}" if document else "a report"
        if figure:
            said.setdefault(figure, []).append(who or outlet)
    return [_capital(f"{_listed(who)} said {figure}.") for figure, who in said.items()]


def _value(c: Claim) -> tuple[int | None, int | None]:
    return c.low, c.high


def _listed(names: Sequence[str]) -> str:
    """``A, B and C``; of many the first, and how many more."""
    own = list(dict.fromkeys(n[:1].lower() + n[1:] if n.startswith(("The ", "A ")) else n for n in names))
    if len(own) > MOST:
        return f"{', '.join(own[:MOST])} and {len(own) - MOST} more"
    return own[0] if len(own) == 1 else f"{', '.join(own[:-1])} and {own[-1]}"


def _figure(c: Claim, told: Told, masker: Masker) -> str:
    if c.negated or c.high == 0:
        number = "nobody"
    elif wordy(c):
        number = f"“{masker.words(c.document, c.words)}”" if c.words and not c.vague else "an unknown number"
    elif c.low is not None and c.low == c.high:
        number = f"{'about ' if c.approx else ''}{c.low}"
    elif c.low is not None and c.high is not None:
        number = f"{c.low} to {c.high}"
    elif c.low is not None:
        number = f"at least {c.low}"
    elif c.high is not None:
        number = f"up to {c.high}"
    else:
        return ""
    side = c.side or c.victim_party
    whom = f" ({masker.known(told.incident.documents, side)})" if side else ""
    verb = "was" if number in {"1", "nobody", "at least 1", "up to 1", "about 1"} else "were"
    return f"{number} {verb} killed{whom}"


def injured(claims: Sequence[Claim]) -> int:
    """How many were hurt by every report that counts them: of each side the lowest total, of several sides the highest of these."""
    lowest: dict[str | None, int] = {}
    for c in claims:
        if c.harm == "wounded" and c.scope == "total" and not c.negated and not c.groups and not c.background and c.low and not c.vague:
            lowest[c.side] = min(lowest.get(c.side, c.low), c.low)
    return max(lowest.values(), default=0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

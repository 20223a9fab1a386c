"""Time in two senses: what had been *published* by a moment (``as_of``), and what *this ledger said* at one (``known_at``).

The first is derived again, in memory, from the documents published by then. The second is read from the log of versions and never
derived, so that it survives new rules. See ``docs/how-to/ask-the-ledger.md``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any

import sqlalchemy as sa

from rashomon import incidents
from rashomon.errors import InputError
from rashomon.estimates import Weights
from rashomon.model import Decision, Incident, Published
from rashomon.pipeline.derive import Derived, derive
from rashomon.pipeline.grow_documents import DocumentsSettled, settled_of
from rashomon.pipeline.settled import Settler
from rashomon.store import Reading, evidence
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.decisions import load_decisions
from rashomon.store.neighbours import names_of_texts, versions_after
from rashomon.store.versions import last_rows

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_HOUR = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2}(?:\.\d{1,9})?)? ?(?P<half>[ap]\.?m\.?)? ?(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?$"
)
_LAST = time(23, 59, 59, 999999)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in UTC; ``whole_day``: a day was given, and its end is meant."""

    at: datetime
    whole_day: bool = False

    @property
    def stamp(self) -> str:
        """As the ledger writes moments, so that they compare as text."""
        return self.at.isoformat(timespec="microseconds")

    @property
    def words(self) -> str:
        """``13 Feb 2024`` (its end), ``13 Feb 2024, 18:00 UTC``."""
        day = f"{self.at.day} {MONTHS[self.at.month - 1]} {self.at.year}"
        if self.whole_day:
            return f"the end of {day} (UTC)"
        clock = f"{self.at:%H:%M:%S}" if self.at.second else f"{self.at:%H:%M}"
        return f"{day}, {clock} UTC"


def moment(text: str, option: str) -> Moment:
    """The moment that ``text`` names. Raises InputError, with examples, for anything that is none."""
    given = text.strip()
    try:
        if _DAY.match(given):
            return Moment(datetime.combine(datetime.fromisoformat(given).date(), _LAST, UTC), whole_day=True)
        if _TIME.match(given):
            made = datetime.fromisoformat(given)
            return Moment((made if made.tzinfo else made.replace(tzinfo=UTC)).astimezone(UTC))
    except (ValueError, OverflowError):
        pass
    raise InputError(
        f"{option} {text!r} is no time; write a day (2024-02-13, its end is meant) or a day and an hour "
        "(2024-02-13T18:00 in UTC, 2024-02-13T18:00+04:00)"
    )


def moment_of(published: Published) -> datetime | None:
    """When a document was out, at the latest: its hour where that is known, else the end of its day, or of the last day it can be of.

    An hour without a zone counts as UTC; with a zone in letters other than UTC or GMT the day's end counts.
    """
    day = published.day or published.not_after
    if day is None:
        return None
    clock = _clock(published.time) if published.day and published.time else None
    return (
        datetime.combine(day, clock or _LAST, UTC)
        if clock is None or clock.tzinfo is None
        else datetime.combine(day, clock).astimezone(UTC)
    )


def _clock(text: str) -> time | None:
    """The time of day in words as printed: ``09:15``, ``6.40 p.m.``, ``11:20 GMT``, ``18:00+04:00``."""
    found = _HOUR.match(text.strip().casefold())
    if found is None:
        return None
    hour, minute, half, zone = int(found["hour"]), int(found["minute"]), (found["half"] or "").replace(".", ""), found["zone"]
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    if not zone:
        return time(hour, minute)
    if zone in {"z", "utc", "gmt"}:
        return time(hour, minute, tzinfo=UTC)
    away = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return time(hour, minute, tzinfo=timezone(-away if zone[0] == "-" else away)) if away < timedelta(hours=24) else None


@dataclass(frozen=True, slots=True)
class AsOf:
    """What had been published by a moment of what is one incident now.

    ``incident`` is None where nothing of it was out. ``others`` told of it, too, and were other incidents then. ``later`` are documents
    that came out afterwards, with when; ``undated`` ones whose day nobody knows: they are left out.
    """

    derived: Derived
    incident: Incident | None
    others: tuple[Incident, ...] = ()
    later: tuple[tuple[str, datetime], ...] = ()
    undated: tuple[str, ...] = ()


def as_of(
    db: sa.Connection,
    incident_id: str,
    by: Moment,
    policy: str = "current",
    weights: Weights | None = None,
    *,
    decisions: bool = True,
) -> AsOf:
    """The incident as the documents published by ``by`` tell it, with what reviewers decided (unless ``decisions`` is False)."""
    hold = load_decisions(db) if decisions else []
    names = _concerned(db, incident_id, hold)
    given = settled_of(db, names)
    readings = [_dated(r, given) for r in evidence.load_readings(db, names)]
    out, later, undated = [], [], []
    for reading in readings:
        when = moment_of(reading.document.published)
        if when is not None and when <= by.at:
            out.append(reading)
        elif reading.document.status == "used":
            if when is None:
                undated.append(reading.document.name)
            else:
                later.append((reading.document.name, when))
    derived = derive(out, hold, policy, weights)
    row = db.execute(sa.select(d.incidents.c.row).where(d.incidents.c.incident_id == incident_id)).scalar_one()
    own = set(row["documents"])
    found = _same(db, row, derived)
    return AsOf(
        derived,
        found[0] if found else None,
        tuple(found[1:]),
        tuple(sorted((x for x in later if x[0] in own), key=lambda x: (x[1], x[0]))),
        tuple(n for n in undated if n in own),
    )


def _concerned(db: sa.Connection, incident_id: str, hold: Iterable[Decision]) -> set[str]:
    """Documents of all mentions that can meet those of the incident, of incidents it is linked to, and all that these hang together with."""
    near = {incident_id, *db.scalars(sa.select(d.links.c.other).where(d.links.c.incident_id == incident_id))}
    i, m = d.incidents.c, d.mentions.c
    components = set(db.scalars(sa.select(i.component).where(i.incident_id.in_(sorted(near)))))
    names: set[str] = set()
    for group in evidence.chunks(sorted(components)):
        names |= set(db.scalars(sa.select(m.document).where(m.component.in_(group))))
    settler = Settler(db, list(hold))
    while True:
        reached, _ = settler.with_decisions(names)
        groups = settled_of(db, reached).groups
        reached |= {name for g in groups if g.kind == "whole" for name in g.documents}
        documents = settler.documents(reached)
        texts = {x.document_id for x in documents.values()} | {x.version_of for x in documents.values() if x.version_of}
        reached |= {name for others in names_of_texts(db, texts).values() for name in others} | versions_after(db, reached)
        if reached <= names:
            return names
        names |= reached


def _dated(reading: Reading, given: DocumentsSettled) -> Reading:
    """The reading with the day of publication that the ledger knows, whichever document showed it."""
    known = given.published.get(reading.document.name, reading.document.published)
    if known == reading.document.published:
        return reading
    claims, told = incidents.resettle(reading.claims, reading.incidents, known)
    return replace(reading, document=replace(reading.document, published=known), claims=tuple(claims), incidents=tuple(told))


def _same(db: sa.Connection, row: Mapping[str, Any], derived: Derived) -> list[Incident]:
    """Incidents of a derivation that hold words of an incident's row: those with most of them first."""
    c = d.claims.c
    words: set[tuple[str, int, int]] = set()
    for group in evidence.chunks(sorted(row["claims"])):
        asked = sa.select(c.document, c.start, c.end).where(c.claim_id.in_(group))
        words |= {(r.document, r.start, r.end) for r in db.execute(asked)}
    votes = Counter(x.incident_id for x in derived.claims if x.incident_id and (x.document, x.start, x.end) in words)
    return sorted((i for i in derived.incidents if votes[i.incident_id]), key=lambda i: (-votes[i.incident_id], i.incident_id))


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger said at a moment: the row of the incident then, its run and the moment it was written; ``others`` are ids that were
    incidents of their own then. ``first`` is when the ledger first spoke of it, where that was later."""

    row: Mapping[str, Any] | None
    run_id: int = 0
    at: str = ""
    others: tuple[str, ...] = ()
    first: str | None = None


def known_at(db: sa.Connection, ids: Iterable[str], by: Moment) -> Known:
    """What the ledger said by ``by`` of an incident that had one of these ids (:func:`rashomon.pipeline.asked.family`): the row with most
    claims, read from the log of versions."""
    own = sorted(set(ids))
    rows = last_rows(db, dict.fromkeys(own), at=by.stamp)
    v = t.incident_versions.c
    if not rows:
        return Known(None, first=db.scalar(sa.select(sa.func.min(v.at)).where(v.incident_id.in_(own))))
    best = min(rows, key=lambda i: (-len(rows[i]["claims"]), i))
    asked = sa.select(v.run_id, v.at).where(v.incident_id == best, v.at <= by.stamp).order_by(v.version_id.desc()).limit(1)
    found = db.execute(asked).one()
    return Known(rows[best], found.run_id, found.at, tuple(i for i in sorted(rows) if i != best))


def run_by(db: sa.Connection, text: str, option: str) -> tuple[int, str]:
    """The last run that had ended by a moment (``2024-02-13``, ``2024-02-13T18:00``) or a run by its number (``run:3``), and its name in
    words. 0: before the first."""
    r = t.runs.c
    if text.strip().startswith("run:"):
        number = text.strip().removeprefix("run:")
        last = db.scalar(sa.select(sa.func.max(r.run_id))) or 0
        if not number.isascii() or not number.isdigit() or not 0 <= int(number) <= last:
            raise InputError(f"{option} {text!r}: the runs of this ledger are run:1 to run:{last} (run:0 is before the first)")
        return int(number), f"run {int(number)}" if int(number) else "before the first run"
    try:
        by = moment(text, option)
    except InputError as err:
        raise InputError(f"{err}, or a run (run:3)") from None
    found = db.scalar(sa.select(sa.func.max(r.run_id)).where(r.finished.is_not(None), r.finished <= by.stamp)) or 0
    return found, by.words

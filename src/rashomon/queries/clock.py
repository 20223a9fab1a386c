"""When each document was out, and what a moment changes: two moments between which nothing was published are one."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from rashomon.model import Published
from rashomon.pipeline.moments import Moment, moment_of
from rashomon.pipeline.rules import rules_hash
from rashomon.store import decode
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t


@dataclass(frozen=True, slots=True)
class Clock:
    """``stamps`` are the moments at which documents came out, in order; ``marks[n]`` is a hash of the first ``n`` of them and of all that was
    decided: what is derived from them is the same as long as it is. ``days`` counts the documents of each day. ``undated``: of these the day is
    not known."""

    stamps: Sequence[str]
    marks: Sequence[str]
    days: Sequence[tuple[date, int]]
    undated: int

    def mark(self, by: Moment) -> str:
        """What had been published by a moment, as one word."""
        return self.marks[bisect_right(self.stamps, by.stamp)]

    def out(self, by: Moment) -> int:
        """How many documents were out."""
        return bisect_right(self.stamps, by.stamp)

    @property
    def everything(self) -> str:
        """The mark of all documents."""
        return self.marks[-1]


def clock(db: sa.Connection) -> Clock:
    """The clock of a ledger at the state that ``db`` sees."""
    f, c, r = d.document_facts.c, d.documents.c, t.readings.c
    read = {x.name: x.reading_id for x in db.execute(sa.select(r.name, r.reading_id).where(r.retired_run.is_(None)))}
    rows: list[tuple[str, str, str]] = []
    days: dict[date, int] = {}
    undated = 0
    for x in db.execute(sa.select(f.document, f.published, f.known).where(f.used)):
        given = decode(Published, x.published if x.published is not None else x.known)
        when = moment_of(given) if given is not None else None
        if when is None:
            undated += 1
            continue
        days[when.date()] = days.get(when.date(), 0) + 1
        rows.append((Moment(when).stamp, x.document, f"{read.get(x.document)} {x.published}"))
    for y in db.execute(sa.select(c.document, c.published).where(c.status != "used", c.published.is_not(None))):
        # set aside: it moves no figure; its day in the earliest zone is when it may have been out
        early = date.fromisoformat(y.published) - timedelta(days=1) if y.published > "0001-01-01" else date.min
        rows.append((early.isoformat(), y.document, f"{read.get(y.document)}"))
    rows.sort()
    decided = ",".join(db.scalars(sa.select(t.decisions.c.decision_id).order_by(t.decisions.c.number, t.decisions.c.decision_id)))
    mark = hashlib.sha256(f"{rules_hash()} {decided}".encode())
    marks = [mark.hexdigest()]
    for row in rows:
        mark.update("\x1f".join(row).encode())
        marks.append(mark.hexdigest())
    return Clock([r[0] for r in rows], marks, sorted(days.items()), undated)

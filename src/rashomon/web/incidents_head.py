"""The line above all of the incidents page: what came in, what came of it, and from when that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock

import sqlalchemy as sa

from rashomon.exports.words import many
from rashomon.pipeline.balance import balance_in
from rashomon.store import derived_tables as d
from rashomon.web.visit import Visit
from rashomon.web.wording import day_words


@dataclass(frozen=True, slots=True)
class Head:
    """Counts of the whole ledger. ``latest`` is the day of its last report and how that is known."""

    articles: int
    used: int
    set_aside: int
    latest: str


_kept: dict[str, Head] = {}
_lock = Lock()


def head(visit: Visit) -> Head:
    """Counted once for each state of the ledger."""
    tag = visit.state.tag
    with _lock:
        kept = _kept.get(tag)
    if kept is not None:
        return kept
    balance = balance_in(visit.db)
    made = Head(balance.documents, balance.in_claims, balance.set_aside, _latest(visit))
    with _lock:
        if len(_kept) > 16:
            _kept.clear()
        _kept[tag] = made
    return made


def _latest(visit: Visit) -> str:
    c = d.documents.c
    last = visit.db.execute(
        sa.select(c.published, c.row).where(c.published.is_not(None), c.status == "used").order_by(c.published.desc(), c.document).limit(1)
    ).first()
    if last is None:
        return "of no report the day is known"
    basis = str(last.row.get("published_basis") or "").split(" ", 1)[0].rstrip(",:;")
    return f"latest report {day_words(date.fromisoformat(last.published))}" + (f" ({basis})" if basis else "")


def line(visit: Visit, incidents: int, background: int) -> str:
    """``5 articles → 5 incidents; 26 figures used, 0 set aside; latest report 13 Feb 2024 (printed)``."""
    if visit.lens.as_of:
        return f"{many(incidents, 'incident')} as of {visit.lens.as_of}: only what had been published by then"
    h = head(visit)
    told = f" and {background:,} told as background" if background else ""
    figures = f"{h.used:,} figure{'' if h.used == 1 else 's'} used, {h.set_aside:,} set aside"
    return f"{_n(h.articles, 'article')} → {_n(incidents, 'incident')}{told}; {figures}; {h.latest}"


def _n(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")

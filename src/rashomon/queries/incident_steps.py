"""How the figures of an incident moved by the time of publication: what the policy makes of what had been printed by each moment, and the
words that moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rashomon import estimates
from rashomon.exports.told import flat
from rashomon.exports.words import figure_words, shown_estimates, who_words
from rashomon.model import Estimate, HistoryStep, SyndicationGroup
from rashomon.pipeline.moments import moment_of
from rashomon.queries.incident import Seen
from rashomon.queries.incident_matrix import question_of
from rashomon.queries.incident_said import Cited, Citer

#: Moments at which the figures are made again, at most. Each compares all claims with one another, so of many claims there are fewer (1,500
#: claims take some 60 times as long as 170); beyond ``CLAIMS`` none, and the marks stand alone.
MOMENTS, WORK, CLAIMS = 40, 8_000_000, 2500


@dataclass(frozen=True, slots=True)
class Point:
    """What the figure was from a moment on (ISO, UTC), by what had been printed by then. All None: no figure stood."""

    at: str
    low: int | None
    best: int | None
    high: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of the history: words that gave a figure. ``at`` None: the order is inferred from the figures and no time is known.
    ``standing`` current | replaced | struck, with a note in words; ``value`` is where it is drawn."""

    at: str | None
    basis: str
    low: int | None
    best: int | None
    high: int | None
    value: int | None
    words: str
    standing: str
    note: str
    quote: Cited | None


@dataclass(frozen=True, slots=True)
class Series:
    """One figure over time. ``undated``: what stands now needs reports of unknown day, so the last step has no time either."""

    question: str
    words: str
    now: Point
    points: tuple[Point, ...]
    marks: tuple[Mark, ...]
    undated: bool


def steps(citer: Citer) -> tuple[Series, ...]:
    """Each figure that is shown, over time; killed first."""
    seen = citer.seen
    shown = shown_estimates(seen.incident.estimates)
    ordered = [e for e in shown if e.harm == "killed"] + [e for e in shown if e.harm != "killed"]
    told = then(seen)
    out = []
    for e in ordered:
        points: list[Point] = []
        for at, rows in told:
            p = _point(at, rows.get((e.harm, e.side, e.over)), citer)
            if not points or (p.low, p.best, p.high, p.words) != (points[-1].low, points[-1].best, points[-1].high, points[-1].words):
                points.append(p)
        while points and points[0].words == "–":
            points.pop(0)
        now = _point("", e, citer)
        last = points[-1] if points else None
        undated = last is None or (last.low, last.best, last.high) != (now.low, now.best, now.high)
        marks = tuple(_mark(h, citer) for h in e.history)
        out.append(Series(question_of(e), flat(f"{e.harm}, {citer.show.known(who_words(e))}"), now, tuple(points), marks, undated))
    return tuple(out)


def then(seen: Seen) -> list[tuple[str, dict[tuple[str, str | None, str], Estimate]]]:
    """The estimates at each moment at which a report of the incident came out, by what was out by then. Grouping is that of now: what was
    other incidents then is told by the lens' ``as_of``."""
    if "then" in seen.memo:
        return seen.memo["then"]  # type: ignore[no-any-return]
    given = seen.given
    if len(given.claims) > CLAIMS:
        return []
    when = {n: at for n, x in {**seen.documents, **given.documents}.items() if (at := moment_of(x.published)) is not None}
    own = sorted({when[c.document] for c in given.claims if c.document in when})
    moments = _thinned(own, max(4, min(MOMENTS, WORK // max(1, len(given.claims)) ** 2)))
    policy = seen.policy.partition(" with weights ")[0]
    out = []
    for at in moments:
        names = {n for n in given.documents if n in when and when[n] <= at}
        claims = [c for c in given.claims if c.document in names]
        documents = {n: given.documents[n] for n in sorted(names)}
        groups = [g for x in given.groups if (g := _within(x, names)) is not None]
        made = estimates.estimate(seen.incident, claims, documents, groups, policy=policy)
        out.append((at.isoformat(), {(e.harm, e.side, e.over): e for e in made.estimates}))
    seen.memo["then"] = out
    return out


def _thinned(moments: Sequence[datetime], most: int) -> list[datetime]:
    """The first and the last, and of those between as many as ``most`` leaves, evenly."""
    if len(moments) <= most:
        return list(moments)
    return [moments[round(i * (len(moments) - 1) / (most - 1))] for i in range(most)]


def _within(group: SyndicationGroup, names: set[str]) -> SyndicationGroup | None:
    here = tuple(n for n in group.documents if n in names)
    if len(here) < 2:
        return None
    passages = tuple(p for p in group.passages if p[0] in names and p[2] in names)
    return replace(group, documents=here, original=group.original if group.original in names else None, passages=passages)


def _point(at: str, e: Estimate | None, citer: Citer) -> Point:
    return Point(at, None, None, None, "–") if e is None else Point(at, e.low, e.best, e.high, flat(citer.show.words(figure_words(e))))


def _mark(h: HistoryStep, citer: Citer) -> Mark:
    quotes = citer.cite([h.claim])
    value = h.best if h.best is not None else h.low if h.low is not None else h.high
    note = flat(citer.show.words(h.note))
    at = h.as_of
    if (
        h.standing == "struck" and at is not None and h.claim in citer.claims
    ):  # an outlet's error is of the day it was printed, not of its original's
        own = moment_of(citer.seen.documents[citer.claims[h.claim].document].published)
        at = own.isoformat() if own is not None else at
    return Mark(at, h.as_of_basis, h.low, h.best, h.high, value, _bounds(h), h.standing, note, quotes[0] if quotes else None)


def _bounds(h: HistoryStep) -> str:
    if h.low is None and h.best is None and h.high is None:
        return "no number"
    if h.high is None:
        return f"at least {h.low if h.low is not None else h.best}"
    if h.low is None:
        return f"up to {h.high}"
    return str(h.low) if h.low == h.high else f"{h.low}–{h.high}"

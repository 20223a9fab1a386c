"""Who reports what and when: wire stories and their copies, papers that lean, late papers, new versions, the same text under two names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from rashomon.simulate import more
from rashomon.simulate.counts import Counts
from rashomon.simulate.draft import Draft, Event, Line, Piece, count
from rashomon.simulate.habits import Habits
from rashomon.simulate.pages import furnished
from rashomon.simulate.telling import Teller, Way
from rashomon.simulate.template import Writer, chance
from rashomon.simulate.war import TrueIncident
from rashomon.simulate.world import Outlet, World

#: Shares of articles that come again: changed under the same URL, and word for word under another name.
NEW_VERSION, TWIN = 0.04, 0.02
#: Share of the reports of papers that lean which they drop, where the deed was their side's and they hold to it.
PASSED_OVER = 0.5
MOST = 12


class Coverage:
    """All reports of one incident."""

    def __init__(self, world: World, incident: TrueIncident, recent: Mapping[str, TrueIncident], habits: Habits) -> None:
        self.world, self.incident, self.recent, self.habits = world, incident, recent, habits
        self.rng = chance(world.seed, "press", incident.truth_id)
        self.writer = Writer(self.rng)
        self.counts = Counts(world, incident, habits)
        self._number = 0

    def drafts(self) -> list[Draft]:
        """The reports, in no order."""
        rng, world = self.rng, self.world
        size = sum(self.incident.killed.values())
        wanted = min(MOST, 1 + int(rng.expovariate(1 / (2.8 + size / 6))))
        out: list[Draft] = []
        wire: Draft | None = None
        if wanted > 1 and rng.random() < 0.8:
            wire = self._own(world.wire, rng.uniform(0.7, 5))
            out.append(wire)
            if wanted >= 6:
                out.append(self._own(world.wire, rng.uniform(9, 26)))
        for outlet in self._outlets(wanted - len(out)):
            draft = self._by(outlet, wire)
            if draft is not None:
                out.append(draft)
        for draft in list(out):
            again = rng.random()
            if again < NEW_VERSION:
                out.append(self._again(draft))
            elif again < NEW_VERSION + TWIN:
                other = rng.choice(world.outlets)
                at = draft.published + timedelta(minutes=rng.randrange(5, 200))
                out.append(Draft(at, other, self._url(other), draft.lines, draft.dated, manner="twin"))
        return out

    def _outlets(self, wanted: int) -> list[Outlet]:
        """Papers that tell of it, each the likelier the wider its reach (Efraimidis & Spirakis 2006)."""
        keys = {o.name: self.rng.random() ** (1 / o.reach) for o in self.world.outlets}
        return sorted(self.world.outlets, key=lambda o: (-keys[o.name], o.name))[: max(0, wanted)]

    def _by(self, outlet: Outlet, wire: Draft | None) -> Draft | None:
        rng, habits = self.rng, self.habits
        slanted = outlet.leans is not None and rng.random() < habits.slant
        copies = rng.random() < min(1.0, habits.copying * (0.6 + 0.8 * outlet.copier))
        if slanted and outlet.leans == self.incident.doer and self.incident.side == "civilians" and rng.random() < PASSED_OVER:
            return None
        if copies and wire is not None and not slanted:
            return self._copy(outlet, wire, rng.choice(("whole", "whole", "part", "edited")))
        hours = outlet.hours * rng.lognormvariate(0, 0.5)
        return self._own(outlet, hours, slanted=slanted)

    def _copy(self, outlet: Outlet, wire: Draft, manner: str) -> Draft:
        """The wire's words: whole under a headline of one's own; its body under a lead of one's own (part); cut, with a line put in (edited)."""
        rng = self.rng
        at = wire.published + timedelta(hours=rng.uniform(0.3, 9) * self.habits.delay)
        teller = self._teller(outlet, at)
        lines = list(wire.lines)
        main = wire.main
        if manner == "part" and len(lines) > 3:
            taken = [line for line in lines[2:] if all(p.link is None for p in line.pieces)][:2]
            main = teller.event
            lines = [
                teller.headline(),
                Line((teller.lead(),)),
                *(_moved(line, wire.main, main) for line in taken),
                Line((more.colour(teller),)),
            ]
        else:
            if rng.random() < 0.6:
                lines[0] = _moved(self._wire_headline(teller), teller.event, main)
            if manner == "edited":
                if len(lines) > 4:
                    lines.pop(rng.randrange(2, len(lines)))
                lines.insert(min(len(lines), 2 + rng.randrange(2)), Line((more.colour(teller),)))
            elif len(lines) > 4 and rng.random() < 0.5:
                lines.pop()
        return Draft(at, outlet, self._url(outlet), furnished(self.writer, outlet, lines), True, main, manner)

    @staticmethod
    def _wire_headline(teller: Teller) -> Line:
        """A headline over the wire's words that gives no figure: its own would be another report."""
        return Line((Piece(teller.w.one("headline_plain", teller.slots).text),), "headline", "head.first_line")

    def _again(self, draft: Draft) -> Draft:
        """A later version under the same URL: the figure moved, often with a note that says so."""
        later = draft.published + timedelta(hours=self.rng.uniform(2, 12))
        teller = self._teller(draft.outlet, later, dated=draft.dated)
        side = self.incident.side
        if draft.main is not None:
            teller.event.answers = draft.main.answers
        lines = [teller.headline(), Line((teller.lead(),)), *(_moved(line, draft.main, teller.event) for line in draft.lines[2:])]
        n = next(iter(teller.figures.values()))[0]
        if self.rng.random() < 0.5 and n:
            (_, noun), *_ = teller.noun(self.incident.loss(side))
            wrong = n + self.rng.randrange(1, 3 + n // 4)
            key = "correction" if self.rng.random() < 0.85 else "retraction"
            lines.append(more.note(teller, key, count(self.rng, wrong), count(self.rng, n), noun))
        return Draft(later, draft.outlet, draft.url, lines, draft.dated, teller.event, "version")

    def _teller(self, outlet: Outlet, at: datetime, *, dated: bool = True, slanted: bool = False) -> Teller:
        told = at.date() if dated and not outlet.wire else None  # what others copy later must not say "yesterday"
        way = Way(outlet, at, told, self.habits.rounding > outlet.rounder, slanted, self.rng.random() < self.habits.errors)
        return Teller(self.writer, self.world, self.incident, self.counts, way)

    def _own(self, outlet: Outlet, hours: float, *, slanted: bool = False) -> Draft:
        """A report in the paper's own words."""
        at = self.incident.at + timedelta(hours=hours * self.habits.delay)
        t = self._teller(outlet, at, dated=outlet.dated, slanted=slanted)
        rng = self.rng
        lines = [t.headline(), Line((t.lead(),))]
        body: list[Piece | None] = []
        if not slanted and rng.random() < 0.5:
            body.append(more.other_figure(t))
        if t.hours > 16 and rng.random() < 0.5:
            body.append(more.late_dead(t))
        if rng.random() < 0.55:
            body.append(more.statement(t))
        if rng.random() < 0.25:
            body.append(more.wounded(t))
        if self.incident.victims and rng.random() < 0.7:
            body.append(more.named(t))
        body += [more.quote(t) for _ in range(rng.randrange(3))]
        body += [more.colour(t) for _ in range(1 + rng.randrange(3))]
        told = [p for p in body if p is not None]
        rng.shuffle(told)
        lines += [Line(tuple(told[i : i + 2])) for i in range(0, len(told), 2)]
        old = self.recent.get(self.incident.answers or "")
        if old is not None and rng.random() < 0.7:
            lines.append(Line((more.retaliation(t, old),)))
        if self.incident.how == "siege" and rng.random() < 0.35 and (before := self._siege()):
            lines.append(Line((more.since(t, before),)))
        if rng.random() < 0.25:
            lines.append(Line((more.background(t),)))
        return Draft(
            at, outlet, self._url(outlet), furnished(self.writer, outlet, lines), outlet.dated, t.event, "wire" if outlet.wire else "own"
        )

    def _siege(self) -> list[TrueIncident]:
        """The days of this siege before this one, first to last, as far as they lie within a week."""
        out: list[TrueIncident] = []
        at = self.incident
        while at.how == "siege" and (before := self.recent.get(at.follows or "")) is not None and len(out) < 5:
            at = before
            out.insert(0, at)
        return out

    def _url(self, outlet: Outlet) -> str:
        self._number += 1
        return f"https://{outlet.domain}/news/{self.incident.truth_id}-{self._number}"


def _own(piece: Piece, old: Event | None, new: Event | None) -> Piece:
    """The sentence in another article, where its event goes by that one's own account."""
    if old is None or new is None or all(s.event is not old for s in piece.said):
        return piece
    said = tuple(replace(s, event=new) if s.event is old else s for s in piece.said)
    return Piece(piece.text, said, piece.link, piece.people, piece.tellers)


def _moved(line: Line, old: Event | None, new: Event | None) -> Line:
    return Line(tuple(_own(p, old, new) for p in line.pieces), line.label, line.rule)

"""Who reports what and when: wire stories and their copies, late papers, rounding papers, new versions, the week's totals."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from rashomon.model import DateExpr
from rashomon.simulate.draft import NOUNS, Draft, Event, Line, Piece, Said, count
from rashomon.simulate.telling import Teller, correction, told_at
from rashomon.simulate.template import Writer, chance, grammar
from rashomon.simulate.war import TrueIncident
from rashomon.simulate.world import Outlet, World

#: Shares of articles that come again: changed under the same URL, and word for word under another name.
NEW_VERSION, TWIN = 0.04, 0.02
MOST = 12


class Coverage:
    """All reports of one incident."""

    def __init__(self, world: World, incident: TrueIncident, recent: dict[str, TrueIncident]) -> None:
        self.world, self.incident, self.recent = world, incident, recent
        self.rng = chance(world.seed, "press", incident.truth_id)
        self.writer = Writer(self.rng)
        self.first = self.rng.choice((0.5, 0.7, 0.85, 1.0, 1.0, 1.35))  # of the final toll, as told in the first hours
        self.says = self.rng.choice((0.3, 0.6, 0.8, 1.25, 1.6, 2.2))  # … as the other side has it
        self._number = 0

    def drafts(self) -> list[Draft]:
        """The reports, in no order."""
        rng, world = self.rng, self.world
        size = sum(self.incident.killed.values())
        wanted = min(MOST, 1 + int(rng.expovariate(1 / (1.6 + size / 7))))
        out: list[Draft] = []
        wire: Draft | None = None
        if wanted > 1 and rng.random() < 0.8:
            wire = self._draft(world.wire, rng.uniform(0.7, 5))
            out.append(wire)
            if wanted >= 6:
                out.append(self._draft(world.wire, rng.uniform(9, 26)))
        for outlet in rng.sample(world.outlets, min(len(world.outlets), wanted - len(out))):
            out.append(self._by(outlet, wire))
        for draft in list(out):
            again = rng.random()
            if again < NEW_VERSION:
                out.append(self._again(draft))
            elif again < NEW_VERSION + TWIN:
                other = rng.choice(world.outlets)
                out.append(
                    Draft(draft.published + timedelta(minutes=rng.randrange(5, 200)), other, self._url(other), draft.lines, draft.dated)
                )
        return out

    def _by(self, outlet: Outlet, wire: Draft | None) -> Draft:
        hours = {"late": self.rng.uniform(24, 70), "wire": 2.0}.get(outlet.habit, self.rng.uniform(2, 30))
        if wire is not None and outlet.habit == "copies":
            return self._copy(outlet, wire)
        draft = self._draft(outlet, hours)
        if wire is not None and outlet.habit == "part" and len(wire.lines) > 3:
            taken = [line for line in wire.lines[2:] if all(p.link is None for p in line.pieces)][:2]
            main, old = draft.main, wire.main
            draft.lines[2:] = [_moved(line, old, main) for line in taken] + draft.lines[2:3]
            draft.published = max(draft.published, wire.published + timedelta(minutes=30))
        if outlet.habit == "boilerplate":
            line, rule = self.writer.pick(grammar()["boilerplate"])
            draft.lines.append(Line((Piece(line.format(outlet=outlet.name)),), "boilerplate", rule))
        return draft

    def _copy(self, outlet: Outlet, wire: Draft) -> Draft:
        """The wire's words with a headline of one's own or a line less, a quote swapped."""
        teller, main = self._teller(outlet, wire.published), wire.main
        lines = list(wire.lines)
        if self.rng.random() < 0.6:
            lines[0] = _moved(teller.headline(), teller.event, main)
        if len(lines) > 4 and self.rng.random() < 0.5:
            lines.pop()
        if self.rng.random() < 0.3:
            lines.append(Line((teller.colour(),)))
        return Draft(wire.published + timedelta(hours=self.rng.uniform(0.3, 9)), outlet, self._url(outlet), lines, True, main)

    def _again(self, draft: Draft) -> Draft:
        """A later version under the same URL: the figure moved, often with a note that says so."""
        later = draft.published + timedelta(hours=self.rng.uniform(2, 12))
        teller = self._teller(draft.outlet, later, draft.dated)
        side = self.incident.side
        if draft.main is not None:
            teller.event.answers = draft.main.answers
        lines = [teller.headline(), Line((teller.lead(),)), *(_moved(line, draft.main, teller.event) for line in draft.lines[2:])]
        n = teller.tolls["killed"][side]
        if self.rng.random() < 0.5:
            noun = self.writer.pick(NOUNS["civilians" if side == "civilians" else "army" if side == self.world.country else "rebels"])[0]
            wrong = n + self.rng.randrange(1, 3 + n // 4)
            lines.append(correction(teller, count(self.rng, wrong), count(self.rng, n), noun))
        return Draft(later, draft.outlet, draft.url, lines, draft.dated, teller.event)

    def _tolls(self, hours: float, slant: float = 1.0) -> dict[str, dict[str, int]]:
        share = self.first if hours < 8 else (1 + self.first) / 2 if hours < 16 else 1.0
        share *= slant
        return {
            harm: {side: max(2, math.ceil(n * share - 1e-9)) for side, n in sides.items()}
            for harm, sides in (("killed", self.incident.killed), ("wounded", self.incident.wounded))
        }

    def _teller(self, outlet: Outlet, at: datetime, dated: bool = True) -> Teller:
        hours = (at - self.incident.at).total_seconds() / 3600
        told = None if outlet.habit == "wire" else told_at(at, dated)  # what others copy later must not say "yesterday"
        return Teller(self.writer, self.world, self.incident, self._tolls(hours), told, rounds=outlet.habit == "rounds", early=hours < 8)

    def _draft(self, outlet: Outlet, hours: float) -> Draft:
        at = self.incident.at + timedelta(hours=hours)
        dated = outlet.habit != "undated"
        teller = self._teller(outlet, at, dated)
        rng = self.rng
        lines = [teller.headline(), Line((teller.lead(),))]
        body: list[Piece] = []
        if outlet.habit != "state" and rng.random() < (0.9 if outlet.habit == "rebels" else 0.45):
            body.append(teller.other_figure(self._tolls(99, self.says)["killed"]))
        if rng.random() < 0.55:
            body.append(teller.statement())
        if rng.random() < 0.25:
            body.append(teller.wounded())
        if self.incident.victims and rng.random() < 0.7:
            body.append(teller.named())
        body += [teller.quote() for _ in range(rng.randrange(3))]
        body += [teller.colour() for _ in range(1 + rng.randrange(3))]
        rng.shuffle(body)
        lines += [Line(tuple(body[i : i + 2])) for i in range(0, len(body), 2)]
        old = self.recent.get(self.incident.answers or "")
        if old is not None and rng.random() < 0.7:
            lines.append(Line((teller.retaliation(old),)))
        if rng.random() < 0.25:
            lines.append(Line((teller.background(at.year),)))
        return Draft(at, outlet, self._url(outlet), lines, dated, teller.event)

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


def weekly(world: World, week: list[TrueIncident], last: date) -> list[Draft]:
    """The week's totals, by two papers and the wire, each with its own way of counting."""
    rng = chance(world.seed, "week", last)
    writer = Writer(rng)
    out: list[Draft] = []
    known = [i for i in week if sum(i.killed.values()) > 3]
    if not known:
        return out
    total = sum(sum(i.killed.values()) for i in week)
    worst = max(known, key=lambda i: (sum(i.killed.values()), i.truth_id))
    for n, outlet in enumerate([world.wire, *rng.sample(world.outlets, 2)]):
        at = datetime.combine(last, time(0, rng.randrange(60))) + timedelta(hours=24 + rng.uniform(5, 18))
        told = at.date() if outlet.habit not in ("wire", "undated") else None
        teller = Teller(writer, world, worst, {"killed": worst.killed, "wounded": worst.wounded}, told)
        event = Event(None, None, DateExpr("offset_weeks", shift=-1), aggregate=True)
        figure = count(rng, max(2, round(total * rng.uniform(0.85, 1.1))), rounds=outlet.habit == "rounds")
        more = {"country": world.country, "K": figure.words}
        people = ("killed", figure, f"{figure.words} people", None, "unknown")
        head = writer.one("total_headline", more)
        said = Said(head.spans["k"], event, "killed", figure, head.spans["K"], rule="total_headline")
        first = teller.tell("total", {"k": people}, world.monitor, event, more)
        side = worst.side
        part = teller.tell("total_part", {"k": ("killed", *teller.victims(side, worst.killed[side]))}, None)
        lines = [Line((Piece(head.text, (said,)),), "headline", "head.first_line"), Line((first,)), Line((part,)), Line((teller.colour(),))]
        out.append(Draft(at, outlet, f"https://{outlet.domain}/week/{last.isoformat()}-{n}", lines, outlet.habit != "undated"))
    return out

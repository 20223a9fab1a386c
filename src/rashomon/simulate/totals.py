"""The week's totals, by two papers and the wire, each with its own way of counting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from rashomon.model import DateExpr
from rashomon.simulate import more
from rashomon.simulate.counts import Counts
from rashomon.simulate.draft import Draft, Event, Line, Piece, Said, count
from rashomon.simulate.habits import Habits
from rashomon.simulate.telling import HEADLINE, Part, Teller, Way
from rashomon.simulate.template import Writer, chance
from rashomon.simulate.war import TrueIncident
from rashomon.simulate.world import World


def weekly(world: World, week: list[TrueIncident], last: date, habits: Habits) -> list[Draft]:
    """Articles on the dead of a week that ended on ``last``: one figure of all, and the deadliest incident by itself."""
    rng = chance(world.seed, "week", last)
    writer = Writer(rng)
    out: list[Draft] = []
    known = [i for i in week if sum(i.killed.values()) > 3]
    if not known:
        return out
    total = sum(sum(i.killed.values()) for i in week)
    worst = max(known, key=lambda i: (sum(i.killed.values()), i.truth_id))
    counts = Counts(world, worst, habits)
    for n, outlet in enumerate([world.wire, *rng.sample(world.outlets, 2)]):
        at = datetime.combine(last, time(0, rng.randrange(60))) + timedelta(hours=24 + rng.uniform(5, 18))
        told = at.date() if outlet.dated and not outlet.wire else None
        teller = Teller(writer, world, worst, counts, Way(outlet, at, told, habits.rounding > outlet.rounder))
        event = Event(None, None, DateExpr("offset_weeks", shift=-1), aggregate=True)
        figure = count(rng, max(2, round(total * rng.uniform(0.85, 1.1))), rounds=habits.rounding > outlet.rounder)
        more_slots = {"country": world.country, "K": figure.words}
        head = writer.one("total_headline", {**teller.slots, **more_slots})
        said = Said(head.spans["k"], event, "killed", figure, head.spans["K"], rule="total_headline")
        first = teller.tell("total", {"k": Part("killed", figure, f"{figure.words} people")}, world.monitor, event, more_slots)
        told_of = teller.number(teller.lead_by, worst.side) or worst.killed[worst.side]  # somebody's count, though it does not say whose
        part = teller.tell("total_part", {"k": teller.part(worst.side, told_of, early=False)}, None)
        lines = [Line((Piece(head.text, (said,)),), *HEADLINE), Line((first,)), Line((part,)), Line((more.colour(teller),))]
        out.append(Draft(at, outlet, f"https://{outlet.domain}/week/{last.isoformat()}-{n}", lines, outlet.dated, manner="week"))
    return out

"""What pages carry beside articles: furniture around a story, and whole pages that tell of no violence."""

from __future__ import annotations

from datetime import datetime, timedelta

from rashomon.simulate.draft import WEEKDAYS, Draft, Line, Piece
from rashomon.simulate.template import Writer, chance, grammar
from rashomon.simulate.world import Outlet, World

#: Rule of lines whose label only the corpus room knows: it is asked.
ASKED = "simulate.asked"


def furnished(writer: Writer, outlet: Outlet, lines: list[Line]) -> list[Line]:
    """The lines with those of the page around them, where the paper's pages have any."""
    if not outlet.furniture or writer.rng.random() >= outlet.furniture:
        return lines
    if writer.rng.random() < 0.7:
        line, rule = writer.pick(grammar()["boilerplate"])
        return [*lines, Line((Piece(line.format(outlet=outlet.name)),), "boilerplate", rule)]
    slots = {"outlet": outlet.name}
    wanted = [writer.phrase(writer.pick(grammar()["furniture"]), slots).text for _ in range(1 + writer.rng.randrange(2))]
    return [*lines, *(Line((Piece(line),), "boilerplate", ASKED) for line in dict.fromkeys(wanted))]


def junk(world: World, day: datetime, number: int) -> Draft:
    """A page that tells of no violence: a quiz, sport, a shop, a wall of cookies, an error, another language."""
    own = chance(world.seed, "junk", day.date(), number)
    writer = Writer(own)
    outlet = writer.pick(world.outlets)
    kinds = grammar()["junk"]
    kind = str(writer.pick(sorted(kinds)))
    slots = {
        "outlet": outlet.name, "country": world.country, "place": writer.pick(world.towns).name, "oplace": writer.pick(world.towns).name,
        "province": writer.pick(world.provinces), "day": writer.pick(WEEKDAYS), "day2": writer.pick(WEEKDAYS), "witness": world.person(own),
    }  # fmt: skip
    lines = [Line((Piece(writer.write(writer.pick(kinds[kind]["title"]), slots).text),), "headline", ASKED)]
    lines += [Line((Piece(writer.write(line, slots).text),), "body", ASKED) for line in kinds[kind]["lines"]]
    at = day + timedelta(minutes=own.randrange(24 * 60))
    return Draft(
        at, outlet, f"https://{outlet.domain}/{kind}/{day.date().isoformat()}-{number}", lines, outlet.dated, manner="junk", junk=kind
    )

"""Type of violence and the two sides, as UCDP has them, where they are known; or why they are not.

In our words: 1 a government against an organised group or another government, 2 organised groups against one another, 3 a government or an organised
group against civilians. *Organised* is a state, or a group with a name of its own. Who did it is taken from the attribution: who says so himself
stands before who is accused, and who was only accused is taken where nobody says so himself. Who was hit is whoever's dead and wounded are told.
"""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.exports.events_actors import ARMED, CIVILIANS, ORGANISED, Cast, Party
from rashomon.exports.events_when import Unfit

#: Kinds of incidents in which both sides fight, whoever is said to have begun.
CLASHES = frozenset({"armed clash", "offensive"})
#: How it is known who did it, for the side file.
FLAGS = {
    "admitted": "attacker: says so itself",
    "alleged": "attacker: accused by others",
    "disputed": "attacker: disputed, several are accused",
}


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two sides. ``checks`` are the code statuses of the candidate style that apply, the gravest first; ``flags`` go to the side file."""

    type: int
    a: Party
    b: Party
    checks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, str]:
        """The sides as UCDP names them."""
        return side_name(self.a), side_name(self.b)

    @property
    def name(self) -> str:
        """The dyad as UCDP names it."""
        return " - ".join(self.names)


def side_name(party: Party) -> str:
    """``Government of Armenia``, a group's own name, ``Civilians``; a side without a name as it is called."""
    if party.kind == "state":
        land = party.land
        return f"Government of {land.ged if land is not None and land.name == party.name else party.name}"
    return party.name


def dyad_of(cast: Cast, *, candidate: bool = False) -> Dyad | Unfit:
    """The dyad of an incident. ``candidate`` takes sides that only a word names ("rebels"), and victims of whom nobody says what they were."""
    doers, how = cast.doers()
    hit = cast.hit()
    flags = [FLAGS[how]] if how in FLAGS else []
    doing, hit_sides = _sides(doers), _sides(hit)
    fighters = tuple(p for p in hit_sides if p not in doing)
    others = tuple(p for p in _sides(cast.blamed()) if p not in {*doing, *fighters})
    if len(doing) + len(fighters) < 2 and how == "admitted" and len(others) == 1 and not fighters and CIVILIANS not in hit:
        fighters = others  # both sides of a clash in which nobody's dead are told
    armed = (*doing, *fighters)
    named = tuple(p for p in armed if p.kind in ORGANISED)
    if not named:
        return Unfit("no_side", f"no state and no group with a name has part in it ({_told(armed) or 'nobody is named'})")
    if len(named) == 2:
        strangers = [p for p in doing if p not in named and p.kind != "military"]  # "soldiers" beside two armies are of one of them
        if strangers and not any(p in doing for p in named) and cast.told.incident.kind not in CLASHES:
            return Unfit("many_sides", f"{_told(named)} were hit, and {_told(tuple(strangers))} said to have done it")
        if fighters or any(p in hit_sides for p in named) or cast.told.incident.kind in CLASHES:
            return _pair(named, (), flags)
        if how == "disputed":
            return Unfit("disputed_attacker", f"{_told(doing)} are accused, and who did it is disputed; none of them was hit")
        return Unfit("many_sides", f"{_told(named)} are both said to have done it; a row has one")
    if len(named) > 2:
        return Unfit("many_sides", f"{len(named)} sides have part in it ({_told(named)}), and nobody says which fought which")
    if len(armed) > 1:
        return _without_name(named[0], [p for p in armed if p not in named], flags, candidate=candidate)
    return _against_civilians(cast, doing[:1], hit, flags, candidate=candidate)


def _sides(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(p.side for p in parties if p.kind in ARMED))


def _told(parties: tuple[Party, ...]) -> str:
    return ", ".join(p.name for p in parties)


def _without_name(named: Party, others: list[Party], flags: list[str], *, candidate: bool) -> Dyad | Unfit:
    coalition = next((p for p in others if p.kind == "coalition"), None)
    if coalition is not None:
        return Unfit("coalition", f"{named.name} and {coalition.name}, whose states are not told")
    nameless = [p for p in others if p.kind == "nameless"]
    if candidate and len(nameless) == 1 and named.kind == "state":
        return _pair((named, nameless[0]), ("Check dyad",), flags)
    called = " or ".join(f"“{p.name}”" for p in others)
    return Unfit("side_without_name", f"{named.name} and a side that is only called {called}")


def _pair(armed: tuple[Party, ...], checks: tuple[str, ...], flags: list[str]) -> Dyad:
    states = [p for p in armed if p.kind == "state"]
    if len(states) == 1:
        a, b = states[0], next(p for p in armed if p is not states[0])
    else:
        a, b = sorted(armed, key=lambda p: (side_name(p).casefold(), side_name(p)))
    return Dyad(1 if states else 2, a, b, checks, tuple(flags))


def _against_civilians(cast: Cast, doing: tuple[Party, ...], hit: tuple[Party, ...], flags: list[str], *, candidate: bool) -> Dyad | Unfit:
    civilians = any(p.kind in {"civilians", "protesters"} for p in hit)
    if not doing:
        who = _told(_sides(hit))
        return Unfit("one_side", f"{who} was hit, and nobody says by whom")
    if civilians:
        return Dyad(3, doing[0], CIVILIANS, (), tuple(flags))
    rest = ", ".join(p.name for p in hit if p.side not in doing)
    if rest or not cast.unknown_victims():
        return Unfit("one_side", f"only {doing[0].name} is known to have part in it" + (f" (and {rest})" if rest else ""))
    if candidate:
        return Dyad(3, doing[0], CIVILIANS, ("Check type of violence",), tuple(flags))
    return Unfit("victims_unknown", f"nobody says whether those hit by {doing[0].name} were civilians or fighters")

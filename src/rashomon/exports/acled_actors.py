"""Actors of a row as ACLED names them, with their kinds, and the interaction of both."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.exports.codebooks import codebook
from rashomon.exports.events_actors import ARMED, CIVILIANS, ORGANISED, Cast, Party
from rashomon.exports.events_names import kind_of_name
from rashomon.exports.events_when import Where
from rashomon.exports.ged_dyads import FLAGS

#: Kinds by number, as ACLED's codebook has them.
KINDS = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
NUMBERS = {name: number for number, name in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor by ACLED's name for it and its kind ("inter")."""

    name: str
    kind: str

    @property
    def number(self) -> int:
        """The kind by number."""
        return NUMBERS[self.kind]


@dataclass(frozen=True, slots=True)
class Pair:
    """Both actors of a row, with those who stood beside them, and flags for the side file."""

    one: Actor
    two: Actor | None
    with_one: tuple[Actor, ...] = ()
    with_two: tuple[Actor, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def civilians_hit(self) -> bool:
        """Whether civilians, or protesters, are whom it hit."""
        return self.two is not None and self.two.kind in {"Civilians", "Protesters"}

    def interaction(self, *, numbers: bool) -> str | int:
        """Both kinds, that with the lower number first; of one actor alone "… only", ten times its number."""
        first, second = sorted([self.one.number, self.two.number]) if self.two else (self.one.number, 0)
        code = first * 10 + second
        return code if numbers else interaction_words(code)


def interaction_words(code: int) -> str:
    """``12`` → ``State forces-Rebel group``."""
    found = next((c.value for c in codebook("acled").column("interaction").codes if c.number == code), None)
    return found or (f"{KINDS[code // 10]}-{KINDS[code % 10]}" if code % 10 else f"{KINDS[code // 10]} only")


def actor_of(party: Party, where: Where) -> Actor:
    """A party as ACLED names it. Years of governments are not written: no report has them."""
    country = where.land.acled
    match party.kind:
        case "state":
            at_home = party.name.casefold() in {where.land.name.casefold(), (where.place.country or "").casefold()}
            land = party.land
            name = land.acled if land is not None else party.name
            return Actor(
                f"{'Police' if party.force else 'Military'} Forces of {name}", "State forces" if at_home else "External/Other forces"
            )
        case "civilians":
            return Actor(f"Civilians ({country})", "Civilians")
        case "protesters":
            return Actor(f"Protesters ({country})", "Protesters")
        case "rioters":
            return Actor(f"Rioters ({country})", "Rioters")
        case "police":
            return Actor(f"Police Forces of {country}", "State forces")
        case "military":
            return Actor(f"Unidentified Military Forces ({country})", "State forces")
        case "peacekeepers":
            return Actor("Peacekeepers", "External/Other forces")
        case "coalition":
            return Actor(party.name, "External/Other forces")
        case "group":
            return Actor(party.name, kind_of_name(party.name) or "Rebel group")
    return unidentified(where)


def unidentified(where: Where) -> Actor:
    """Armed people whom nobody names."""
    return Actor(f"Unidentified Armed Group ({where.land.acled})", "Political militia")


def pair_of(cast: Cast, where: Where, second: str) -> Pair:
    """Who did it and who was hit. ``second`` says what the second actor of the sub-event is: ``armed`` (of a battle), ``civilians`` (of an
    attack on them), or ``any`` (of remote violence, where there may be none)."""
    doers, how = cast.doers()
    sides = {p.side for p in doers}
    hit = [p for p in cast.hit() if p.side not in sides or (second == "armed" and len(sides) > 1 and p.side != doers[0].side)]
    if any(p.kind in ORGANISED | {"coalition"} for p in hit):
        hit = [p for p in hit if p.kind not in {"military", "nameless"}]  # "soldiers" beside an army that is named
    armed, soft = [p for p in hit if p.kind in ARMED], [p for p in hit if p.kind not in ARMED]
    flags = [FLAGS.get(how, "attacker: nobody is named")]
    beside: list[Party] = []
    if doers and (how != "disputed" or second == "armed"):
        one = actor_of(doers[0], where)
        beside = [p for p in doers[1:] if p.side not in {h.side for h in hit} and p.kind in ORGANISED and how != "disputed"]
        if doers[0].kind in {"unnamed", "nameless"}:
            flags.append(f"attacker: only called “{doers[0].name}”")
    elif second == "armed" and len(armed) > 1:
        one, armed = actor_of(armed[0], where), armed[1:]
    else:
        one = unidentified(where)
    if second == "armed" and not armed:
        known = [p for p in (*doers[1:], *cast.blamed()) if p.kind in ARMED]
        armed = [p for p in dict.fromkeys(known) if actor_of(p, where) != one and p not in beside][:1]
    in_order = {"armed": armed, "civilians": [*soft, *armed], "any": [*armed, *soft]}[second]
    found = in_order if second == "armed" else [p for p in in_order if actor_of(p, where) != one]
    two = actor_of(found[0], where) if found else None
    if found and found[0].kind in {"military", "nameless", "unnamed"}:
        flags.append(f"second actor: only called “{found[0].name}”")
    if two is None and second != "armed" and cast.unknown_victims():
        two = actor_of(CIVILIANS, where)
        flags.append("victims: nobody says who they were, coded as civilians")
    elif two is None and second != "any":
        two = unidentified(where) if second == "armed" else actor_of(CIVILIANS, where)
        flags.append("second actor: nobody is named")
    with_one = _others([actor_of(p, where) for p in beside], {one, two})
    with_two = _others([actor_of(p, where) for p in (*armed, *soft)], {one, two, *with_one})
    return Pair(one, two, with_one, with_two, tuple(flags))


def protest_of(cast: Cast, where: Where) -> Pair:
    """Protesters, and the forces that hurt them."""
    doers, _ = cast.doers()
    one = actor_of(next(p for p in cast.hit() if p.kind == "protesters"), where)
    two = actor_of(doers[0], where)
    return Pair(one, two, (), _others([actor_of(p, where) for p in doers[1:]], {one, two}), ("attacker: the second actor",))


def riot_of(cast: Cast, where: Where) -> Pair:
    """A crowd, and whom it hurt."""
    doers, _ = cast.doers()
    crowd = next((p for p in doers if p.kind in {"rioters", "protesters"}), None)
    one = Actor(f"Rioters ({where.land.acled})", "Rioters")
    hit = [actor_of(p, where) for p in cast.hit()]
    if not hit and cast.unknown_victims():
        hit = [actor_of(CIVILIANS, where)]
    return Pair(
        one, hit[0] if hit else None, (), _others(hit[1:], {one, *hit[:1]}), () if crowd else ("attacker: a crowd that nobody names",)
    )


def _others(actors: list[Actor], known: set[Actor | None]) -> tuple[Actor, ...]:
    return tuple(a for a in dict.fromkeys(actors) if a not in known)

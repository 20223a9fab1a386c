"""Event type and sub-type of an incident, from its kind, its means and who was hit. The table: ``data/event_kinds.yml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rashomon.exports.acled_actors import Pair, pair_of, protest_of, riot_of
from rashomon.exports.codebooks import codebook
from rashomon.exports.events_actors import ARMED, Cast
from rashomon.exports.events_when import Unfit, Where

_FILE = Path(__file__).parent / "data" / "event_kinds.yml"
CLASH, ATTACK, ABDUCTION = "Armed clash", "Attack", "Abduction/forced disappearance"
EXCESSIVE, DEMONSTRATION, MOB = "Excessive force against protesters", "Violent demonstration", "Mob violence"


@dataclass(frozen=True, slots=True)
class Coded:
    """The sub-event of a row with what hangs on it: type, disorder type, actors and whether civilians were the target."""

    sub_event: str
    pair: Pair
    flags: tuple[str, ...] = ()

    @property
    def event_type(self) -> str:
        """The type that the sub-event belongs to."""
        return _implied(self.sub_event)["event_type"]

    @property
    def disorder_type(self) -> str:
        """The disorder type of the sub-event."""
        return _implied(self.sub_event)["disorder_type"]

    @property
    def civilian_targeting(self) -> str | None:
        """Whether civilians were the main or only target."""
        if self.sub_event == EXCESSIVE or self.event_type == "Violence against civilians":
            return "Civilian targeting"
        aimed = self.event_type == "Explosions/Remote violence" or self.sub_event == MOB
        return "Civilian targeting" if aimed and self.pair.civilians_hit else None


@cache
def table() -> dict[str, Any]:
    """The crosswalk of kinds and weapons."""
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data


@cache
def _implied(sub_event: str) -> dict[str, str]:
    return next(dict(c.implies) for c in codebook("acled").column("sub_event_type").codes if c.value == sub_event)


@cache
def _rank() -> dict[str, int]:
    return {c.value: n for n, c in enumerate(codebook("acled").column("sub_event_type").codes)}


def highest(sub_events: Iterable[str]) -> str:
    """Of several that fit the one that stands first in ACLED's list."""
    return min(sub_events, key=_rank().__getitem__)


def code(cast: Cast, where: Where) -> Coded | Unfit:
    """The sub-event and the actors of an incident; or why there is none."""
    doers, _ = cast.doers()
    hit = cast.hit()
    if any(p.kind == "protesters" for p in hit) and doers and doers[0].kind in {"state", "police", "military"}:
        return Coded(EXCESSIVE, protest_of(cast, where))
    found, flags = _by_kind(cast)
    if any(p.kind in {"rioters", "protesters"} for p in doers) or found == "riot":
        sub = DEMONSTRATION if any(p.kind == "protesters" for p in doers) else MOB
        return Coded(sub, riot_of(cast, where), flags)
    if found == "clash":
        return Coded(CLASH, pair_of(cast, where, "armed"), flags)
    victims = bool(hit) or cast.unknown_victims()
    armed = [p for p in hit if p.kind in ARMED and p.side not in {d.side for d in doers}]
    if found in {ABDUCTION, None}:
        soft = cast.unknown_victims() or any(p.kind not in ARMED for p in hit)
        if not victims:
            return Unfit("no_violence", f"nobody says who was hit ({cast.told.incident.kind})")
        if found == ABDUCTION and soft:
            return Coded(ABDUCTION, pair_of(cast, where, "civilians"), flags)
        if armed:
            return Coded(CLASH, pair_of(cast, where, "armed"), flags)
        if not soft:
            return Unfit("no_violence", f"only {hit[0].name} was hit, and nobody else had part in it")
        return Coded(ATTACK, pair_of(cast, where, "civilians"), flags)
    return Coded(found, pair_of(cast, where, "any"), flags)


def _by_kind(cast: Cast) -> tuple[str | None, tuple[str, ...]]:
    """A sub-event, ``clash``, ``riot``, or None where who was hit decides; with a note where it is not the incident's own kind."""
    kind = cast.told.incident.kind
    kinds = table()["kinds"]
    own = kinds.get(kind, "generic")
    if own == "by_victims":
        return None, ()
    if own != "generic":
        return own, ()
    claims = cast.told.claims
    weapons = Counter(s for c in claims if c.weapon and (s := table()["weapons"].get(c.weapon)))
    if weapons:
        most = max(weapons.values())
        sub = highest(s for s, n in weapons.items() if n == most)
        return sub, (f"sub-event by the weapon, the incident is only called “{kind}”",)
    said = Counter(s for c in claims if c.event_kind and (s := kinds.get(c.event_kind, "generic")) not in {"generic", "by_victims"})
    if said:
        most = max(said.values())
        best = [s for s, n in said.items() if n == most]
        sub = next((w for w in ("clash", "riot") if w in best), None) or highest(best)
        return sub, (f"sub-event by the words of the claims, the incident is only called “{kind}”",)
    return None, (f"kind not told, only called “{kind}”",)

"""Who has part in an incident, as data sets of events need it: states, groups with a name, people with none. Words: ``data/event_actors.yml``.

Nothing is guessed from who was near: a state is one by the list of states, or where the claims show an organ of it; "the police" without a state
are those of the country the place lies in, "the soldiers" are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.estimates.voices import plain, state_of
from rashomon.exports.events_names import (
    STATE_KINDS,
    UNARMED_KINDS,
    kind_of_name,
    listed,
    national,
    organs,
    parts_of_name,
    states,
    table,
    words,
)
from rashomon.exports.exported import Told
from rashomon.exports.lands import Land, land_named

#: Kinds of parties that can be a side of a dyad by their name.
ORGANISED = frozenset({"state", "group"})
#: Of a state's police and army, the one that is told less often than every fourth time is a slip of one report.
RARE = 4
#: Kinds of parties that bear arms.
ARMED = frozenset({"state", "group", "unnamed", "nameless", "police", "military", "peacekeepers", "coalition"})


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """One side. ``kind``: state, group (armed, by its name), nameless ("rebels"), unnamed ("gunmen"), police or military (of no state that is
    named), peacekeepers, coalition (of states, or a mission), civilians, protesters, rioters. ``name`` as a reader would write it; ``force`` is "police" where they are a state's."""

    name: str
    kind: str
    force: str | None = None

    @property
    def land(self) -> Land | None:
        """The country, of a state in the list."""
        return land_named(self.name) if self.kind == "state" else None

    @property
    def side(self) -> Party:
        """The side it belongs to: of a state's police the state."""
        return Party(self.name, self.kind) if self.force else self


CIVILIANS = Party("Civilians", "civilians")
#: Which of those who did it stands first.
_RANK = {"state": 0, "group": 0, "peacekeepers": 0, "coalition": 0, "police": 1, "military": 1, "nameless": 2, "unnamed": 3}


class Cast:
    """The parties of one incident. Names are settled once, with what all of its claims show."""

    def __init__(self, told: Told) -> None:
        self.told = told
        place = told.incident.place
        self.country = place.country if place is not None else None
        i = told.incident
        self._alone = {plain(n) for n in (*i.sides, *i.attackers, *i.targets)}
        self._printed: dict[str, str] = {}
        self._of_speaker: dict[str, str] = {}
        for c in told.claims:
            speaker = c.speaker
            if speaker is not None and speaker.actor and speaker.party:
                self._of_speaker.setdefault(plain(speaker.actor), speaker.party)
            for name in (c.victim_party, c.side, speaker.party if speaker else None, c.perpetrator, c.target):
                if name:
                    self._printed.setdefault(plain(name), name)
        self._shown = self._states_shown()
        self._states = {
            p.name
            for n in (*i.sides, *i.targets)
            for part in parts_of_name(n)
            if (p := self._by_name(part)) is not None and p.kind == "state"
        }
        self._known: dict[str, tuple[Party, ...]] = {}

    def _states_shown(self) -> set[str]:
        """Plain names of parties that the claims show to be states: they have a ministry, an army, a government or police."""
        out = set()
        heads, tails = tuple(f"{o} " for o in organs()), tuple(table()["organ_tails"])
        forces = {w for w, kind in words().items() if kind in {"police", "military"}}
        for c in self.told.claims:
            if c.speaker is not None and c.speaker.party and c.speaker.actor:
                actor, party = plain(c.speaker.actor), plain(c.speaker.party)
                own = party in actor and (actor.startswith(heads) or actor.endswith(tails))
                if own or c.speaker.kind in table()["speaker_kinds"]["state"]:
                    out.add(party)
            if c.victim_party and (c.victim_status == "police" or plain(c.side) in forces):
                out.add(plain(c.victim_party))
            for name in (c.perpetrator, c.target, c.speaker.actor if c.speaker else None):
                text = plain(name)
                if text.startswith(heads):
                    out.add(text[len(next(o for o in heads if text.startswith(o))) :])
        return {n for n in (out | self._told_of_states()) if n not in words() and n not in listed()}

    def _told_of_states(self) -> set[str]:
        """Names of sides of which the reports say what only a state has: "Varland's defence ministry", "the army of Varland"."""
        i = self.told.incident
        asked = {n for n in (*i.sides, *i.targets) if n[:1].isupper() and plain(n) not in listed() and state_of(n) is None}
        out = set()
        for name in sorted(asked):
            own = re.compile(
                rf"\b{re.escape(name)}(?:['’]s|n)? (?:[a-z]+ )?(?:{national()})\b|\b(?:{national()}) of (?:the )?{re.escape(name)}\b",
                re.IGNORECASE,
            )
            if any(own.search(d.text) for d in self.told.documents.values()):
                out.add(plain(name))
        return out

    def parties(self, name: str | None) -> tuple[Party, ...]:
        """The parties that a name stands for: several for "A and B", none for a word that says nothing."""
        text = plain(name)
        if text not in self._known:
            parts = parts_of_name(name)
            apart = len(parts) > 1 and text not in listed()
            apart = apart and all(plain(p) in words() or plain(p) in self._alone or state_of(p) for p in parts)
            self._known[text] = tuple(dict.fromkeys(p for part in (parts if apart else [name]) if (p := self._party(part))))
        return self._known[text]

    def _party(self, name: str | None) -> Party | None:
        found = self._by_name(name)
        return self._force(found) if found is not None and found.kind in {"police", "military"} else found

    def _by_name(self, name: str | None) -> Party | None:
        """The party of one name by the name itself; None for no name and for words that say nothing ("unknown side")."""
        text = plain(name)
        kind = words().get(text)
        if not name or not text or kind == "nobody":
            return None
        if kind is not None:
            return CIVILIANS if kind == "civilians" else Party(text, kind)
        if text in listed() and text not in self._shown:
            return self._listed(text)
        state, force = self._state(text)
        if state is not None:
            return Party(state, "state", force)
        if text in self._of_speaker and plain(self._of_speaker[text]) != text and text not in listed():
            return self._by_name(self._of_speaker[text])
        tail = words().get(text.rpartition(" ")[2])
        if tail == "civilians":
            return CIVILIANS
        if tail in {"military", "nameless", "unnamed"}:
            return Party(name.strip(), "nameless" if tail == "military" else tail)  # "Kurdish forces" are nobody's in the list
        if tail in {"police", "protesters", "rioters"}:
            return Party(text, tail)
        return Party(name.strip(), "group")

    def _listed(self, text: str) -> Party:
        """A body of the lexicon: a state's force, a coalition, a group; who bears no arms is a civilian."""
        body = listed()[text]
        if body.kind in STATE_KINDS and body.party:
            state = state_of(body.party)
            return Party(states().get(state or "", body.party), "state", "police" if body.kind == "police" else None)
        abroad = kind_of_name(body.name) == "External/Other forces"
        if body.kind == "coalition" or body.party == "peacekeepers" or (abroad and body.kind in UNARMED_KINDS):
            return Party(body.name, "coalition")
        return CIVILIANS if body.kind in UNARMED_KINDS else Party(body.name, "group")

    def _state(self, text: str) -> tuple[str | None, str | None]:
        """The state that a name is or belongs to, as a reader writes it, and "police" where it is the state's police."""
        organ = next((o for o in organs() if text.startswith(f"{o} ")), None)
        bare = text[len(organ) + 1 :] if organ else text
        force = "police" if "police" in text.split() else None
        if bare in self._shown:
            return self._written(bare), force
        if text in listed():
            return None, None
        known = state_of(bare)
        if known is not None:
            return self._written(known), force
        if organ:
            return self._written(bare), force
        kind = words().get(text.rpartition(" ")[2])
        if kind in {"police", "military"}:
            head = text.partition(" ")[0]
            for state in sorted(self._shown):
                if text.startswith(state) or (len(state) > 4 and head.startswith(state[:-1])):
                    return self._written(state), force
        return None, None

    def _written(self, state: str) -> str:
        return states().get(state) or self._printed.get(state) or state.title()

    def _force(self, found: Party) -> Party:
        """Soldiers or police of no state that stands beside them: of the state whose the claims say they are, or of the only one that has part in it;
        police else of the country of the place. Soldiers are not: an army fights abroad."""
        force = "police" if found.kind == "police" else None
        owners = [self._by_name(c.victim_party) for c in self.told.claims if c.victim_party and plain(c.side) == found.name]
        states = {p.name for p in owners if p is not None and p.kind == "state"} or self._states
        if len(states) == 1:
            return Party(next(iter(states)), "state", force)
        if force and not states and land_named(self.country):
            return Party(str(self.country), "state", force)
        return found

    def doers(self) -> tuple[tuple[Party, ...], str]:
        """Who did it, those with a name and most voices first, and how that is known: ``admitted`` (or claimed) by themselves, else ``alleged`` by
        others, ``disputed`` where those who are accused accuse one another, or a side with a name and "gunmen" are, else ``nobody``."""
        found = self.told.incident.attribution
        for basis, how in (({"admitted", "claimed"}, "admitted"), ({"alleged"}, "alleged")):
            voices: dict[Party, set[str]] = {}
            for a in found:
                if a.basis in basis:
                    for p in self.parties(a.actor):
                        voices.setdefault(p, set()).update(a.by)
            if voices:
                ranked = sorted(voices, key=lambda p: (_RANK.get(p.kind, 4), -len(voices[p]), p.name, p.force or ""))
                rivals = how == "alleged" and any(
                    by.side in {o.side for o in voices} and by.side != p.side for p in voices for v in voices[p] for by in self.parties(v)
                )
                unlike = how == "alleged" and len({p.kind in ORGANISED for p in ranked}) > 1
                return tuple(ranked), "disputed" if rivals or unlike else how
        return (), "nobody"

    def blamed(self) -> tuple[Party, ...]:
        """Everybody whom somebody makes the doer, or who says so."""
        return self._of(a.actor for a in self.told.incident.attribution if a.basis != "denied")

    def hit(self) -> tuple[Party, ...]:
        """Whose dead, wounded, missing or captured are told, by whoever's word. Who says that it lost nobody was not hit."""
        found: Counter[Party] = Counter()
        for c in self.told.claims:
            if c.kind != "casualty" or c.negated or c.high == 0:
                continue
            for p in self.parties(c.side or c.victim_party):
                if p.kind == "state" and c.victim_status == "civilian":
                    p = CIVILIANS
                elif p.kind == "state" and c.victim_status == "police":
                    p = Party(p.name, p.kind, "police")
                found[p] += 1
        for p in [p for p in found if p.force]:
            army = p.side
            if found[army] and min(found[p], found[army]) * RARE < max(found[p], found[army]):
                del found[army if found[army] < found[p] else p]  # one report calls the policemen soldiers
        return _sorted(+found)

    def unknown_victims(self) -> bool:
        """Whether some of those who were hit are of no side that is told."""
        return any(c.kind == "casualty" and not c.negated and not c.side and not c.victim_party for c in self.told.claims)

    def _of(self, names: Iterable[str]) -> tuple[Party, ...]:
        return _sorted({p for n in names for p in self.parties(n)})


def _sorted(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple(sorted(parties, key=lambda p: (p.kind, p.name, p.force or "")))

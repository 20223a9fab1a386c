"""Which side a name stands for, as far as the claims at hand tell: a ministry is its state, a group is itself."""

from __future__ import annotations

import re

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.voices import plain, state_of
from rashomon.model import Claim

MUTUAL = "each_other"
ACCUSING = frozenset({"asserts", "blames", "characterizes", "confirms"})
_JOINT = re.compile(r"\s*(?:,|;|\band\b|\bor\b)\s*")


#: The words for a speaker of no known name that begin with one: "Freedonia's border corps".
_OWNED = re.compile(r"[A-Z]\w+['\u2019]s? ")


class Parties:
    """Names to sides, learned from speakers and victims of the incident's claims and from "… of <side>"."""

    def __init__(self, evidence: Evidence) -> None:
        self._table: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._printed: dict[str, str] = {}  # names that are only blamed, as printed
        for c in evidence.claims:
            if c.speaker is not None and c.speaker.actor and c.speaker.party:
                self._table.setdefault(plain(c.speaker.actor), plain(c.speaker.party))
            for name in (c.side, c.victim_party, c.speaker.party if c.speaker else None):
                if name:
                    self._names.setdefault(plain(name), name)
            for name in (c.target, c.perpetrator, c.speaker.actor if c.speaker else None):
                if name:
                    self._printed.setdefault(plain(name), name)
            if c.speaker is not None and not c.speaker.actor and _OWNED.match(c.speaker.text):
                self._printed.setdefault(plain(c.speaker.text), c.speaker.text)
        for name in evidence.incident.sides:
            self._names.setdefault(plain(name), name)

    def of(self, name: str | None) -> str | None:
        """The side of a name, plain, or None for no name."""
        text = plain(name)
        if not text or text == MUTUAL:
            return None
        if text in self._table:
            return self._table[text]
        state = state_of(text)
        if state is not None:
            return state
        if text in self._names:
            return text
        _, found, tail = text.rpartition(" of ")
        if found and plain(tail) in self._names:
            return plain(tail)
        heads = sorted((n for n in self._names if text.startswith(n + " ")), key=len, reverse=True)
        return heads[0] if heads else text

    def all_of(self, name: str | None) -> frozenset[str]:
        """The sides of a joint name ("A and B", "A or B")."""
        whole = self.of(name)
        if whole is None:
            return frozenset()
        parts = [p for p in _JOINT.split(plain(name)) if p]
        return frozenset(p for p in (self.of(x) for x in parts) if p) if len(parts) > 1 else frozenset({whole})

    def speaker(self, claim: Claim) -> frozenset[str]:
        """The sides that speak in a claim; empty for the outlet."""
        if claim.speaker is None:
            return frozenset()
        if claim.speaker.party:
            return self.all_of(claim.speaker.party)
        return self.all_of(claim.speaker.actor or claim.speaker.text)

    def accused(self, claim: Claim) -> frozenset[str]:
        """The sides a claim makes the doer; for mutual blame the sides that speak (each blames the other)."""
        if claim.stance not in ACCUSING:
            return frozenset()
        if plain(claim.target) == MUTUAL:
            return self.speaker(claim)
        if claim.kind == "casualty":
            return self.all_of(claim.perpetrator)
        return self.all_of(claim.target or claim.perpetrator)

    def show(self, party: str) -> str:
        """A side's name as printed."""
        return self._names.get(party) or self._printed.get(party, party)

"""How one incident is told by one paper at one hour: headline, lead, and any sentence with figures, as lines of a draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from rashomon.model import Place
from rashomon.simulate.counts import Counts
from rashomon.simulate.draft import NOUNS, WEEKDAYS, Count, Event, Line, Piece, Said, count, day_words, span, swapped
from rashomon.simulate.template import Writer, Written, chance, grammar
from rashomon.simulate.war import Loss, TrueIncident
from rashomon.simulate.world import Outlet, Speaker, World

#: Hours in which figures are still given as "at least".
EARLY = 8
#: Parts of a day behind its name.
PARTS = (" morning", " evening", " afternoon", " night")
HEADLINE = ("headline", "head.first_line")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure with its noun, as a sentence takes it. ``side`` and ``status`` are what the words show, ``of`` whose casualty it is."""

    harm: str
    figure: Count
    text: str
    side: str | None = None
    status: str = "unknown"
    of: str | None = None
    scope: str = "total"
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """In what way a paper tells: its outlet, the hour of print, the day words count from (None: none), and whether it holds to its side."""

    outlet: Outlet
    at: datetime
    told: date | None
    rounds: bool = False
    slanted: bool = False
    wrong: bool = False  # it makes a mistake of its own


class Teller:
    """Tells one incident in one paper's way."""

    def __init__(self, writer: Writer, world: World, incident: TrueIncident, counts: Counts, way: Way) -> None:
        self.w, self.world, self.incident, self.counts, self.way = writer, world, incident, counts, way
        self.rng, self.habits = writer.rng, counts.habits
        self.hours = (way.at - incident.at).total_seconds() / 3600
        self.kind: dict[str, Any] = grammar()["kinds"][incident.kind]
        self.on, self.day, self.when = day_words(self.rng, incident.day, way.told)
        self.spelt = self.spell(incident.town)
        self.event = Event(incident.truth_id, incident.town, self.when, incident.kind, spelt=self.spelt)
        what = writer.pick(self.kind["what"])
        tod = writer.pick(PARTS) if not self.day[0].isdigit() and self.rng.random() < 0.3 else ""
        self.slots = {
            "place": self.spelt, "on": self.on, "day": self.day, "tod": tod, "what": what, "What": what[0].upper() + what[1:],
            "did": writer.pick(self.kind["did"]), "oplace": writer.pick(world.towns).name, "province": incident.town.admin1 or "",
            "country": world.country, "today_day": WEEKDAYS[way.at.weekday()],
        }  # fmt: skip
        self.lead_by = self.voice()
        self.figures = self._figures()

    def spell(self, town: Place) -> str:
        """The town as this paper spells it; a paper spells a town always the same way."""
        if self.habits.variants:
            rng = chance(self.world.seed, "ear", self.way.outlet.name, town.name)
            if rng.random() < self.habits.variants and (ways := self.world.spellings(town)):
                return ways[int(rng.random() * len(ways))]
        return town.name

    def call(self, speaker: Speaker) -> Speaker:
        """The speaker, now and then by another name."""
        if speaker.others and self.rng.random() < self.habits.variants:
            return replace(speaker, text=self.w.pick(speaker.others))
        return speaker

    def official(self, side: str) -> Speaker:
        """Who counts the dead of a side."""
        world, draw = self.world, self.rng.random()
        status = self.incident.loss(side).status
        if side == "civilians":
            found = world.health if draw < 0.4 else world.police(self.incident.town) if draw < 0.7 else self.third()
        elif side == world.country:
            found = world.police(self.incident.town) if status == "police" and draw < 0.6 else world.ministry
        else:
            found = world.ministry if draw < 0.5 else world.group(side)
        return self.call(found)

    def third(self) -> Speaker:
        """Who counts for neither side."""
        draw = self.rng.random()
        if draw < 0.4:
            return self.world.monitor
        return self.world.hospital(self.incident.town, self.spelt) if draw < 0.8 else self.world.relief

    def of_party(self, party: str) -> Speaker:
        """Who speaks for a party of this incident."""
        if party != self.world.country:
            return self.call(self.world.group(party))
        civil = self.incident.side == "civilians" and self.rng.random() < 0.6
        return self.call(self.world.health if civil else self.world.ministry)

    def voice(self) -> Speaker:
        """Whose word leads the report."""
        leans = self.way.outlet.leans
        if self.way.slanted and leans is not None:
            return self.of_party(leans)
        found = self.official(self.incident.side)
        if self.number(found, self.incident.side) == 0:
            return self.third()
        return found

    def rival(self) -> Speaker:
        """Who says otherwise: the other side, or a third party."""
        if self.rng.random() < 0.35:
            return self.third()
        parties = [self.world.country, self.group()]
        mine = [p for p in parties if p != self.lead_by.party]
        return self.of_party(self.w.pick(mine))

    def group(self) -> str:
        """The rebel group of this incident."""
        parties = [self.incident.doer, *self.incident.killed]
        return next((p for p in parties if p in self.world.rebels), self.world.rebels[0])

    def number(self, speaker: Speaker | None, side: str, harm: str = "killed", hours: float | None = None) -> int:
        """How many this speaker counts at this hour."""
        who = (speaker.party or speaker.actor) if speaker else None
        return self.counts.told(who, side, harm, self.hours if hours is None else hours)

    def part(self, lost: str | Loss, n: int, harm: str = "killed", *, fault: str | None = None, early: bool | None = None) -> Part:
        """A figure of a side with a noun for it."""
        loss = self.incident.loss(lost) if isinstance(lost, str) else lost
        figure = self.count(n, fault=fault, early=early)
        (one, several), shows, status = self.noun(loss)
        text = f"{figure.words} {one if n == 1 else several}"
        return Part(harm, figure, text, None if shows is None else loss.side, status, loss.side)

    def noun(self, loss: Loss) -> Any:
        """A word for who was lost: ((one, several), whether it shows the side, status)."""
        of_side = {"civilians": "civilian", self.world.country: "army"}
        return self.w.pick(NOUNS["police" if loss.status == "police" else of_side.get(loss.side, "rebels")])

    def count(self, n: int, *, fault: str | None = None, early: bool | None = None) -> Count:
        """A figure in the paper's style."""
        early = self.hours < EARLY if early is None else early
        return count(self.rng, n, rounds=self.way.rounds, early=early, words_to=self.way.outlet.words_to, fault=fault)

    def _figures(self) -> dict[str, tuple[int, str | None]]:
        """The dead of the lead: side to (number, fault), most first."""
        sides = list(self.incident.killed)
        leans = self.way.outlet.leans
        if self.way.slanted and len(sides) > 1:  # its enemy's men, or those whom its enemy killed, and nobody else
            passed_over = (leans, "civilians") if leans == self.incident.doer else (leans,)
            sides = [s for s in sides if s not in passed_over]
        told = {s: self.number(self.lead_by, s) for s in sides}
        told = {s: n for s, n in told.items() if n} or {self.incident.side: 0}
        order = sorted(told, key=lambda s: (-told[s], s))[:2]
        out: dict[str, tuple[int, str | None]] = {s: (told[s], None) for s in order}
        if self.way.wrong and told[order[0]]:
            a = order[0]
            if len(order) == 2 and told[a] != told[order[1]]:
                b = order[1]
                out = {a: (told[b], "sides"), b: (told[a], "sides")}
            elif (wrong := swapped(told[a])) is not None and wrong < 400:
                out[a] = (wrong, "digits")
            else:
                out[a] = (told[a] + 1 + self.rng.randrange(1 + told[a] // 2), "slip")
        return out

    def headline(self) -> Line:
        """The first line; a figure stands in four of five."""
        n = sum(n for n, _ in self.figures.values())
        if n == 0 or self.rng.random() < 0.2:
            return Line((Piece(self.w.one("headline_plain", self.slots).text),), *HEADLINE)
        fault = next((f for _, f in self.figures.values() if f and f != "sides"), None)
        figure = count(self.rng, n, words_to=self.way.outlet.words_to, fault=fault)
        slots = {**self.slots, "K": figure.words, "Speaker": self.lead_by.text.removeprefix("the ")}
        found = self.w.one("headline", slots)
        sides = list(self.figures)
        by = span(found, "Speaker")
        said = Said(
            found.spans["k"], self.event, "killed", figure, found.spans["K"], place_at=span(found, "place"), rule="headline",
            side="civilians" if sides == ["civilians"] else None, of=sides[0] if len(sides) == 1 else None, speaker=self.lead_by if by else None,
            speaker_at=by, voice="indirect" if by else "narrator",
        )  # fmt: skip
        return Line((Piece(found.text, (said,)),), *HEADLINE)

    def lead(self) -> Piece:
        """Who was killed, where, when, by whose count."""
        sides = list(self.figures)
        n, fault = self.figures[sides[0]]
        if n == 0:
            return self.none_lost("lead_none", sides[0], self.lead_by)
        parts = {"k": self.part(sides[0], n, fault=fault)}
        if len(sides) > 1:
            key = "lead_clash"
            n, fault = self.figures[sides[1]]
            parts["x"] = self.part(sides[1], n, fault=fault)
        else:
            hurt = self.number(self.lead_by, sides[0], "wounded")
            key = "lead" if hurt and self.rng.random() < 0.6 else "lead_killed"
            if key == "lead":
                parts["w"] = self.part(sides[0], hurt, "wounded")
        return self.tell(key, parts, self.lead_by)

    def none_lost(self, key: str, side: str, speaker: Speaker) -> Piece:
        """A speaker who says that nobody of a side was killed."""
        (_, several), shows, status = self.noun(self.incident.loss(side))
        part = Part("killed", Count(0, 0, "no"), f"no {several}", None if shows is None else side, status, side)
        return self.tell(key, {"k": part}, speaker, more={"kn": several, "nwere": "were"})

    def scene(self) -> str:
        """What was done, as a clause."""
        return self.w.phrase(self.w.pick(self.kind["deed"]), {**self.slots, "oplace": self.w.pick(self.world.towns).name}).text

    def tell(
        self, key: str, parts: dict[str, Part], speaker: Speaker | None, event: Event | None = None, more: dict[str, str] | None = None
    ) -> Piece:
        """A sentence with figures: a claim for each mark that it has."""
        slots = {**self.slots, "deed": self.scene(), "awhat": article_of(self.slots["what"])}
        for mark, part in parts.items():
            slots[f"{mark}v"], slots[f"{mark}c"] = part.text, part.figure.words
            slots[f"{mark}were"] = "was" if part.figure.low == 1 else "were"
        slots.update(more or {})
        if speaker is not None:
            slots["speaker"] = speaker.text
        found = self.w.one(key, slots)
        said = tuple(self._said(found, m, parts[m], speaker, event, key) for m in sorted(parts) if m in found.spans)
        return Piece(found.text, said, span(found, "r"))

    def _said(self, found: Written, mark: str, part: Part, speaker: Speaker | None, event: Event | None, key: str) -> Said:
        at = span(found, f"{mark}v") or span(found, f"{mark}c") or (found.spans[mark][0], found.spans[mark][0])
        if part.figure.low == 0 and part.figure.high == 0:
            noun = found.spans["kn"]
            at = (noun[0] - 3, noun[1])
        who = speaker if "speaker" in found.spans else None
        cue = next((found.spans[c] for c in ("said", "says", "according", "according_first") if c in found.spans), None)
        own = event is None or event is self.event
        return Said(
            found.spans[mark], event or self.event, part.harm, part.figure, (at[0], at[0] + len(part.figure.words)), at, part.side, part.status,
            part.scope, who, found.spans["speaker"] if who else None, cue if who else None, "indirect" if who and cue else "narrator",
            when_at=span(found, "day") if own else None, place_at=span(found, "place") if own else None, rule=key, of=part.of,
            detail=part.detail, period_at=span(found, "p"),
        )  # fmt: skip


def article_of(noun: str) -> str:
    """The noun with "a" or "an"; "fighting" and the like go without."""
    if noun.endswith(("ing", "fire", "bombardment")) and noun not in ("bombing", "shooting"):
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"

"""How one incident is told: headlines, leads, figures of either side, denials, quotes, as lines of a draft."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from rashomon.model import DateExpr, Place
from rashomon.simulate.draft import NOUNS, Count, Event, Line, Piece, Said, count, day_words, span
from rashomon.simulate.template import Writer, Written, grammar
from rashomon.simulate.war import TrueIncident
from rashomon.simulate.world import Speaker, World


def article_of(noun: str) -> str:
    """The noun with "a" or "an"; "fighting" and the like go without."""
    if noun.endswith(("ing", "fire", "bombardment")) and noun != "bombing":
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


#: Label of a note of the outlet on its own article.
NOTE = "boilerplate"


class Teller:
    """Tells one incident on one day in one paper's way."""

    def __init__(self, writer: Writer, world: World, incident: TrueIncident, tolls: dict[str, dict[str, int]], told: date | None,
                 *, rounds: bool = False, early: bool = False) -> None:  # fmt: skip
        self.w, self.world, self.incident, self.tolls = writer, world, incident, tolls
        self.rounds, self.early, self.told = rounds, early, told
        self.kind: dict[str, Any] = grammar()["kinds"][incident.kind]
        self.on, self.day, self.when = day_words(writer.rng, incident.day, told)
        self.event = Event(incident.truth_id, incident.town, self.when, incident.kind)
        what = writer.pick(self.kind["what"])
        self.slots = {
            "place": incident.town.name, "on": self.on, "day": self.day, "what": what, "What": what[0].upper() + what[1:],
            "did": writer.pick(self.kind["did"]), "oplace": writer.pick(world.towns).name,
        }  # fmt: skip

    def scene(self) -> str:
        """What was done, as a clause."""
        return self.w.phrase(self.w.pick(self.kind["deed"]), {}).text

    def official(self) -> Speaker:
        """Who counts the dead of the side that lost most."""
        world, side = self.world, self.incident.side
        if side == "civilians":
            return world.health if self.w.rng.random() < 0.6 else world.police(self.incident.town)
        return world.ministry if side == world.country or self.w.rng.random() < 0.5 else world.group(side)

    def rival(self) -> Speaker:
        """Who says otherwise: the other side, or a monitor."""
        world, rng = self.world, self.w.rng
        if rng.random() < 0.35:
            return world.monitor
        return world.group(self._group()) if rng.random() < 0.6 else world.ministry

    def _group(self) -> str:
        parties = [self.incident.doer, *self.incident.killed]
        return next((p for p in parties if p in self.world.rebels), self.world.rebels[0])

    def victims(self, side: str, n: int) -> tuple[Count, str, str | None, str]:
        """(count, "at least 12 civilians", side the words show, status)."""
        party = "civilians" if side == "civilians" else "army" if side == self.world.country else "rebels"
        noun, shows, status = self.w.pick(NOUNS[party])
        figure = count(self.w.rng, n, rounds=self.rounds, early=self.early)
        return figure, f"{figure.words} {noun}", None if shows is None else side, status

    def headline(self) -> Line:
        """The first line; a figure stands in four of five."""
        n = sum(self.tolls["killed"].values())
        if self.w.rng.random() < 0.2:
            return Line((Piece(self.w.one("headline_plain", self.slots).text),), "headline", "head.first_line")
        figure = count(self.w.rng, n)
        slots = {**self.slots, "K": figure.words, "Speaker": self.official().text.removeprefix("the ")}
        found = self.w.one("headline", slots)
        said = Said(found.spans["k"], self.event, "killed", figure, found.spans["K"], place_at=span(found, "place"), rule="headline",
                    side="civilians" if self.incident.side == "civilians" and len(self.tolls["killed"]) == 1 else None)  # fmt: skip
        return Line((Piece(found.text, (said,)),), "headline", "head.first_line")

    def lead(self) -> Piece:
        """Who was killed, where, when, by whose count."""
        killed, speaker = self.tolls["killed"], self.official()
        sides = sorted(killed, key=lambda s: (-killed[s], s))
        parts = {"k": ("killed", *self.victims(sides[0], killed[sides[0]]))}
        if len(sides) > 1:
            key = "lead_clash"
            parts["x"] = ("killed", *self.victims(sides[1], killed[sides[1]]))
        elif self.w.rng.random() < 0.6:
            key = "lead"
            side, n = max(self.tolls["wounded"].items(), key=lambda kv: (kv[1], kv[0]))
            parts["w"] = ("wounded", *self.victims(side, n))
        else:
            key = "lead_killed"
        return self.tell(key, parts, speaker)

    def tell(self, key: str, parts: dict[str, tuple[str, Count, str, str | None, str]], speaker: Speaker | None,
             event: Event | None = None, more: dict[str, str] | None = None, scope: str = "total") -> Piece:  # fmt: skip
        """A sentence with figures: a claim for each mark. ``parts``: mark → (harm, count, words, side, status)."""
        slots = {
            **self.slots,
            "deed": self.scene(),
            "awhat": article_of(self.slots["what"]),
            **{f"{m}v": p[2] for m, p in parts.items()},
            **(more or {}),
        }
        if speaker is not None:
            slots["speaker"] = speaker.text
        found = self.w.one(key, slots)
        said = tuple(self._said(found, m, parts[m], speaker, event, scope, key) for m in sorted(parts) if m in found.spans)
        return Piece(found.text, said, span(found, "r"))

    def _said(self, found: Written, mark: str, part: tuple[str, Count, str, str | None, str], speaker: Speaker | None, event: Event | None,
              scope: str, key: str) -> Said:  # fmt: skip
        harm, figure, _, side, status = part
        at = found.spans[f"{mark}v"]
        who = speaker if "speaker" in found.spans else None
        cue = span(found, "said") or span(found, "according")
        return Said(
            found.spans[mark], event or self.event, harm, figure, (at[0], at[0] + len(figure.words)), at, side, status, scope, who,
            found.spans["speaker"] if who else None, cue if who else None, "indirect" if who and cue else "narrator",
            when_at=span(found, "day") if event is None else None, place_at=span(found, "place") if event is None else None, rule=key,
        )  # fmt: skip

    def other_figure(self, killed: dict[str, int]) -> Piece:
        """Another speaker's count of the same dead."""
        side = self.incident.side
        return self.tell("more", {"k": ("killed", *self.victims(side, killed[side]))}, self.rival())

    def wounded(self) -> Piece:
        """The wounded by themselves."""
        side, n = max(self.tolls["wounded"].items(), key=lambda kv: (kv[1], kv[0]))
        return self.tell("wounded", {"w": ("wounded", *self.victims(side, n))}, self.official())

    def statement(self) -> Piece:
        """A denial, an accusation or a claim of responsibility."""
        world, doer, rng = self.world, self.incident.doer, self.w.rng
        doers = world.ministry if doer == world.country else world.group(doer)
        others = world.group(self._group()) if doer == world.country else world.ministry
        chance = rng.random()
        if chance < 0.4:
            return self._statement("denial", doers, "denies", doers.party, denies="responsibility")
        if chance < 0.8 or doer == world.country:
            return self._statement("blame", others, "blames", doer, accused=doers.text if doer == world.country else f"the {doer}")
        return self._statement("claim", doers, "claims_responsibility", None)

    def _statement(
        self, key: str, speaker: Speaker, stance: str, target: str | None, denies: str | None = None, accused: str = ""
    ) -> Piece:
        found = self.w.one(key, {**self.slots, "speaker": speaker.text, "accused": accused})
        at = found.spans["s"]
        said = Said(at, self.event, speaker=speaker, speaker_at=found.spans["speaker"], cue=_first_word(found.text, at), voice="indirect",
                    stance=stance, target=target, denies=denies, place_at=span(found, "place"), rule=key)  # fmt: skip
        return Piece(found.text, (said,))

    def quote(self) -> Piece:
        """A witness in their own words."""
        name = self.world.person(self.w.rng)
        found = self.w.one("quote", {**self.slots, "witness": name})
        who = Speaker(name, name, None, "person")
        said = Said(found.spans["s"], self.event, speaker=who, speaker_at=found.spans["witness"], voice="direct", rule="quote")
        return Piece(found.text, (said,), tellers=(name,))

    def named(self) -> Piece:
        """One of the dead by name."""
        name = self.w.pick(self.incident.victims)
        found = self.w.one("named", {**self.slots, "victim": name, "age": str(self.w.rng.randrange(17, 80))})
        at = found.spans["victim"]
        said: tuple[Said, ...] = ()
        if "n" in found.spans:
            figure = Count(1, 1, name)
            said = (Said(found.spans["n"], self.event, "killed", figure, at, at, "civilians", "civilian", "part", rule="named"),)
        return Piece(found.text, said, people=(name,))

    def colour(self) -> Piece:
        """What is always told: smoke, roads, talks."""
        return Piece(
            self.w.one(
                "colour", {**self.slots, "oplace": self.w.pick(self.world.towns).name, "province": self.incident.town.admin1 or ""}
            ).text
        )

    def background(self, year: int) -> Piece:
        """Figures of last year or since the war began."""
        n = self.w.rng.randrange(60, 4000)
        year -= self.w.rng.randrange(1, 4)
        province = self.incident.town.admin1 or ""
        event = Event(None, Place(province, province, self.world.country, precision=4, basis="simulated: a made-up province"),
                      DateExpr("absolute", year=year), background=True)  # fmt: skip
        part = ("killed", Count(n, n, str(n)), f"{n} people", None, "unknown")
        piece = self.tell("background", {"k": part}, self.world.monitor, event, {"province": province, "year": str(year)})
        if piece.text.startswith("Last year"):
            event.when = DateExpr("offset_years", shift=-1)
        return piece

    def retaliation(self, old: TrueIncident) -> Piece:
        """The attack that this one answers, with its toll."""
        on, day, when = day_words(self.w.rng, old.day, self.told, relative=False)
        event = Event(old.truth_id, old.town, when, old.kind)
        self.event.answers = event
        part = ("killed", *self.victims(old.side, old.killed[old.side]))
        what = article_of(grammar()["kinds"][old.kind]["what"][0])
        return self.tell(
            "retaliation", {"k": part}, self.official(), event, {"awhat": what, "aplace": old.town.name, "aon": on, "aday": day}
        )


def _first_word(text: str, at: tuple[int, int]) -> tuple[int, int]:
    end = text.find(" ", at[0], at[1])
    return at[0], end if end > 0 else at[1]


def correction(teller: Teller, wrong: Count, right: Count, noun: str) -> Line:
    """The note under a corrected article. It makes no claim: the document's notes hold what it takes back."""
    found = teller.w.one("correction", {**teller.slots, "ov": f"{wrong.words} {noun}", "wrong": wrong.words, "nv": right.words})
    return Line((Piece(found.text),), NOTE, "notes.earlier")


def told_at(at: datetime, dated: bool) -> date | None:
    """The day that words count from, None where the article will bear no date."""
    return at.date() if dated else None

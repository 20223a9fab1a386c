"""What a report tells after its lead: other counts, statements, witnesses, the dead by name, what came before."""

from __future__ import annotations

from rashomon.model import DateExpr, Place
from rashomon.simulate.counts import Counts
from rashomon.simulate.draft import WEEKDAYS, Count, Event, Line, Piece, Said, day_words, span
from rashomon.simulate.telling import Part, Teller, article_of
from rashomon.simulate.template import chance, grammar
from rashomon.simulate.war import TrueIncident
from rashomon.simulate.world import Speaker

#: Label and rule of a note of the outlet on its own article.
NOTE = ("boilerplate", "notes.earlier")


def other_figure(t: Teller) -> Piece | None:
    """Another speaker's count of the same dead, or its word that there were none; one who counted before says what changed."""
    speaker, side = t.rival(), t.incident.side
    n = t.number(speaker, side)
    if n == 0:
        return t.none_lost("no_losses", side, speaker)
    first = t.number(speaker, side, hours=2)
    parts = {"k": t.part(side, n)}
    if t.hours >= 12 and first != n and t.rng.random() < 0.6:
        return t.tell("more_late" if n > first else "lowered", parts, speaker)
    return t.tell("more", parts, speaker)


def late_dead(t: Teller) -> Piece | None:
    """Those who were found later or died of their wounds, once that is so."""
    loss = t.incident.loss(t.incident.side)
    speaker = t.official(t.incident.side)
    n = t.number(speaker, loss.side)
    if n < 2:
        return None
    whole = t.part(loss.side, n, early=False)
    if loss.found and t.hours >= loss.found_after:
        few = t.count(loss.found, early=False)
        body = Part(
            "killed", few, f"{few.words} {'body' if loss.found == 1 else 'bodies'}", None, "unknown", loss.side, "increment", "found_dead"
        )
        # the toll may be told as a bare number; then no noun shows the side
        bare = Part("killed", whole.figure, whole.text, whole.side, whole.status, loss.side)
        return t.tell("found", {"f": body, "k": bare}, speaker)
    if loss.died and t.hours >= loss.died_after:
        return t.tell("died", {"k": whole}, speaker)
    return None


def wounded(t: Teller) -> Piece | None:
    """The wounded by themselves."""
    if not t.incident.wounded:
        return None
    side = max(sorted(t.incident.wounded), key=lambda s: t.incident.wounded[s])
    speaker = t.official(side)
    n = t.number(speaker, side, "wounded")
    return t.tell("wounded", {"w": t.part(side, n, "wounded")}, speaker) if n else None


def statement(t: Teller) -> Piece:
    """A denial, an accusation, a claim of responsibility, or that nothing could be checked. Whether a deed is denied does not change through the press."""
    world, doer, rng = t.world, t.incident.doer, t.rng
    denied = chance(world.seed, "denied", t.incident.truth_id).random() < t.habits.denial
    doers = t.of_party(doer) if doer != world.country else t.call(world.ministry)
    others = t.call(world.ministry) if doer != world.country else t.of_party(t.group())
    leans = t.way.outlet.leans if t.way.slanted else None
    draw = rng.random()
    if draw < 0.12:
        found = t.w.one("unverified", t.slots)
        at = found.spans["s"]
        said = Said(at, t.event, cue=at, stance="could_not_verify", place_at=span(found, "place"), rule="unverified")
        return Piece(found.text, (said,))
    if denied and leans != others.party and (draw < 0.6 or leans == doer):
        return _statement(t, "denial", doers, "denies", doers.party, denies="responsibility")
    if doer == world.country or draw < 0.75 or denied or leans == others.party:
        return _statement(t, "blame", others, "blames", doer, accused=doers.text)
    return _statement(t, "claim", doers, "claims_responsibility", None)


def _statement(
    t: Teller, key: str, speaker: Speaker, stance: str, target: str | None, denies: str | None = None, accused: str = ""
) -> Piece:
    found = t.w.one(key, {**t.slots, "speaker": speaker.text, "accused": accused})
    at = found.spans["s"]
    said = Said(at, t.event, speaker=speaker, speaker_at=found.spans["speaker"], cue=_first_word(found.text, at), voice="indirect",
                stance=stance, target=target, denies=denies, place_at=span(found, "place"), rule=key)  # fmt: skip
    return Piece(found.text, (said,))


def quote(t: Teller) -> Piece:
    """A witness in their own words."""
    name = t.world.person(t.rng)
    found = t.w.one("quote", {**t.slots, "witness": name})
    who = Speaker(name, name, None, "person")
    said = Said(found.spans["s"], t.event, speaker=who, speaker_at=found.spans["witness"], voice="direct", rule="quote")
    return Piece(found.text, (said,), tellers=(name,))


def named(t: Teller) -> Piece:
    """One of the dead by name."""
    name = t.w.pick(t.incident.victims)
    found = t.w.one("named", {**t.slots, "victim": name, "age": str(t.rng.randrange(17, 80))})
    at = found.spans["victim"]
    said: tuple[Said, ...] = ()
    if "n" in found.spans:
        figure = Count(1, 1, name)
        said = (Said(found.spans["n"], t.event, "killed", figure, at, at, "civilians", "civilian", "part", rule="named", of="civilians"),)
    return Piece(found.text, said, people=(name,))


def colour(t: Teller) -> Piece:
    """What is always told: smoke, roads, talks."""
    return Piece(t.w.one("colour", {**t.slots, "oplace": t.w.pick(t.world.towns).name}).text)


def background(t: Teller) -> Piece:
    """Figures of last year or since the war began."""
    n = t.rng.randrange(60, 4000)
    year = t.way.at.year - t.rng.randrange(1, 4)
    province = t.incident.town.admin1 or ""
    event = Event(None, Place(province, province, t.world.country, precision=4, basis="simulated: a made-up province"),
                  DateExpr("absolute", year=year), background=True)  # fmt: skip
    words = f"{n:,}" if t.rng.random() < 0.5 else str(n)
    part = Part("killed", Count(n, n, words), f"{words} people")
    piece = t.tell("background", {"k": part}, t.third(), event, {"province": province, "year": str(year)})
    if piece.text.startswith("Last year"):
        event.when = DateExpr("offset_years", shift=-1)
    return piece


def since(t: Teller, before: list[TrueIncident]) -> Piece:
    """What a siege has cost since it began: a cumulative figure, of no one incident."""
    all_of_it = [*before, t.incident]
    n = sum(i.killed.get(i.side, 0) for i in all_of_it)
    figure = t.count(n, early=False)
    event = Event(None, t.incident.town, None, background=True, spelt=t.spelt)
    people = Part("killed", figure, f"{figure.words} {'person' if n == 1 else 'people'}", scope="cumulative")
    return t.tell("since", {"c": people}, t.third(), event, {"since": WEEKDAYS[all_of_it[0].day.weekday()]})


def retaliation(t: Teller, old: TrueIncident) -> Piece:
    """The attack that this one answers, with its toll."""
    on, day, when = day_words(t.rng, old.day, t.way.told, relative=False)
    spelt = t.spell(old.town)
    event = Event(old.truth_id, old.town, when, old.kind, spelt=spelt)
    t.event.answers = event
    hours = (t.way.at - old.at).total_seconds() / 3600
    speaker = t.of_party(t.incident.doer)
    counts = Counts(t.world, old, t.habits)
    n = counts.told(speaker.party, old.side, "killed", hours) or counts.told(None, old.side, "killed", hours)
    part = t.part(old.loss(old.side), n, early=False)
    what = article_of(grammar()["kinds"][old.kind]["what"][0])
    return t.tell("retaliation", {"k": part}, speaker, event, {"awhat": what, "aplace": spelt, "aon": on, "aday": day})


def _first_word(text: str, at: tuple[int, int]) -> tuple[int, int]:
    end = text.find(" ", at[0], at[1])
    return at[0], end if end > 0 else at[1]


def note(t: Teller, key: str, wrong: Count, right: Count, noun: str) -> Line:
    """The note under a corrected or withdrawn article. It makes no claim: the document's notes hold what it takes back."""
    found = t.w.one(key, {**t.slots, "ov": f"{wrong.words} {noun}", "wrong": wrong.words, "nv": right.words})
    return Line((Piece(found.text),), *NOTE)

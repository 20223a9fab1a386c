"""The events one document tells, and how well a claim fits each: the grouping inside a document."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import NamedTuple

from rashomon.incidents.names import is_fine, is_known, is_local, is_point, kilometres, same_name, within
from rashomon.incidents.reading import Reading
from rashomon.incidents.when import length
from rashomon.incidents.words import Word
from rashomon.model import Claim, DateExpr, Place, TimeSpan

#: A claim that fits no thread at least this well opens a new one.
NEW_BELOW = -1.0
#: The same for a sentence without a claim, which as a rule tells more of what is at hand.
NEW_IN_PASSING = -3.5
#: Towns farther apart than this are two events when told in one document; nearer ones may be one (suburbs, a village and its town).
APART_KM = 30.0
#: Families of kinds that one outlet may tell as another: shot, stabbed, taken away; "fire" is on both sides.
HAND = frozenset({"gun", "close", "taking"})
#: Families that "bombing" and "explosion" may stand for.
HEAVY = frozenset({"air", "fire", "blast", "chemical"})
#: Counts farther apart than this, the later one with a day of its own, are two events.
FAR = 4
#: Taken off where a claim has a figure, a place and an event word of its own.
OWN_EVENT = 5.0


class Told(NamedTuple):
    """A figure as a claim of a thread tells it."""

    harm: str | None
    scope: str
    low: int | None
    high: int | None
    side: str | None
    victim_party: str | None


@dataclass(slots=True, eq=False)
class Thread:
    """One event of a document while it is being read."""

    number: int
    background: bool = False
    aggregate: bool = False
    main: bool = False
    claims: list[Claim] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    when: DateExpr | None = None
    said: DateExpr | None = None
    time: TimeSpan | None = None
    dated: bool = False
    coarse: bool = False  # dated by a week or longer only
    reference: Thread | None = None
    shift: int | None = None  # days from the reference
    answers: Thread | None = None  # the event it is said to retaliate for, where told in another sentence
    part_of_sum: set[int] = field(default_factory=set)  # sentences with a figure that a total told elsewhere is the sum of
    item: int = 0  # the item of a round-up that tells it
    places: dict[str, Place | None] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    perpetrators: set[str] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    several: bool = False  # told in the plural: raids, clashes
    last_sentence: int = -9
    last_paragraph: int = -9
    #: The different figures told of it, which every further claim is held against; its sentences and the linking words it stands behind.
    figures: dict[Told, None] = field(default_factory=dict)
    sentences: set[int] = field(default_factory=set)
    behind: set[int] = field(default_factory=set)
    answering: bool = False  # a claim of it has a word for retaliation beside it
    in_body: bool = False  # a figure of it stands below headline and dek

    def lows(self, harm: str | None, *scopes: str) -> list[int]:
        """Its counts of one harm, of claims of these scopes."""
        return [f.low for f in self.figures if f.harm == harm and f.low and f.scope in scopes]

    def add(self, reading: Reading, perpetrator: str | None) -> None:
        """Takes a claim in, with what its words say."""
        claim = reading.claim
        if claim.kind != "event":
            self.claims.append(claim)
        self.readings.append(reading)
        if (
            claim.kind != "event"
            or not self.claims
            or "same" in reading.effects
            or (not self.places and reading.sentence.index - self.last_sentence <= 2)
        ):
            for p in reading.places if reading.place_near == "clause" or not self.places else reading.places[:1]:
                self.places.setdefault(p.name, p.place)
        if claim.kind == "casualty" and not self.several:
            self.several = any(_plural(reading, w) for w in reading.events)
        for w in reading.events[: 3 if reading.event_near == "clause" else 1]:
            weight = int(w.entry.get("weight", 1)) * (2 if reading.event_near == "clause" else 1)
            self.kinds[w.entry.get("kind")] = self.kinds.get(w.entry.get("kind"), 0) + weight
            if w.entry.get("family") not in {"any", "war"}:
                self.families[w.entry.get("family")] = self.families.get(w.entry.get("family"), 0) + weight
        side = claim.victim_party or claim.side
        if side:
            self.sides.add(side)
        if claim.stance == "admits" and perpetrator in self.sides and self.last_sentence == reading.sentence.index:
            perpetrator = None  # it admits its own dead, counted in these words
        if perpetrator and not reading.links and (perpetrator not in self.sides or len(self.sides) > 1):
            self.perpetrators.add(perpetrator)  # an accusation the other way round, told beside it, is no second doer of the same deed
        if claim.kind == "casualty":
            self.figures[Told(claim.harm, claim.scope, claim.low, claim.high, claim.side, claim.victim_party)] = None
            self.in_body |= reading.sentence.label not in {"headline", "dek"}
        self.sentences.add(reading.sentence.index)
        if reading.link is not None:
            self.behind.add(reading.link.start)
        self.answering |= any(w.entry.get("type") == "retaliation_for" for w in reading.links)
        self.last_sentence, self.last_paragraph = reading.sentence.index, reading.sentence.paragraph


def _plural(reading: Reading, word: Word) -> bool:
    at = reading.sentence.token_at(word.end - 1)
    return at is not None and reading.sentence.tokens[at].tag == "NNS"


def perpetrator_of(claim: Claim) -> str | None:
    """Who did it by this claim's own word."""
    if claim.perpetrator:
        return claim.perpetrator
    if claim.stance in {"claims_responsibility", "admits"} and claim.speaker:
        own = claim.speaker.party or claim.speaker.actor
        return own if claim.stance != "admits" or own not in {claim.victim_party, claim.side} else None  # own losses are admitted, too
    return claim.target if claim.stance == "blames" and claim.target != "each_other" else None


def place_fit(names: list[tuple[str, Place | None]], thread: Thread) -> float:
    """How the places of a claim agree with a thread's: 3 the same, about 0 one holds the other, −6 far apart.

    Where both name a quarter or village of their own, sharing the town around it is no agreement.
    """
    if not names or not thread.places:
        return 0.0
    fits = {(name, other): _place_pair(name, place, other, entry) for name, place in names[:3] for other, entry in thread.places.items()}
    best = max(fits.values())
    if best < 3:  # two towns of one province: the province that one of the sentences names says nothing
        fine = [v for (n, o), v in fits.items() if is_fine(dict(names)[n]) and is_fine(thread.places[o])]
        return max(fine) if fine else best
    if best >= 3:
        same_own = {n for (n, _), v in fits.items() if v >= 3}
        same_other = {o for (_, o), v in fits.items() if v >= 3}
        own = [n for n, p in names[:3] if n not in same_own and is_local(p)]
        other = [o for o, p in thread.places.items() if o not in same_other and is_local(p)]
        shared = [p for n, p in names[:3] if n in same_own]
        if own and other and not any(is_local(p) for p in shared):
            return -1.0
    return best


def _place_pair(name: str, place: Place | None, other: str, entry: Place | None) -> float:
    if same_name(name, other) or (place and entry and place.gazetteer_id and place.gazetteer_id == entry.gazetteer_id):
        return 3.0
    if place is None or entry is None or not is_known(place) or not is_known(entry):
        if place and entry and place.country and entry.country and place.country != entry.country:
            return -3.0
        return -1.5 if is_fine(place) and is_fine(entry) else 0.0
    if place.country and entry.country and place.country != entry.country:
        return -3.0
    if within(place, entry) or within(entry, place):
        return 0.5
    if is_point(place) and is_point(entry):
        return -6.0 if (kilometres(place, entry) or 0.0) > APART_KM else -0.5
    return -1.0 if is_fine(place) and is_fine(entry) else 0.0


def time_fit(time: TimeSpan | None, explicit: bool, upper_only: bool, thread: Thread) -> float:
    """How the claim's day agrees with a thread's: 3 the same printed day, −9 another one."""
    if time is None or thread.time is None:
        return 0.0
    a, b = time, thread.time
    if upper_only:  # "said on Thursday": what it says happened no later
        if a.end is not None and b.start is not None and thread.dated and b.start > a.end:
            return -6.0
        if a.weekday is not None and b.weekday is not None and thread.dated and a.end is None:
            return 0.0 if a.weekday == b.weekday else -4.0
        return 0.0
    if not explicit:
        return 0.0
    if not thread.dated:  # known only from when it was spoken of
        if a.start is None or b.end is None:
            return 0.0
        return 0.5 if a.start <= b.end and (b.end - a.start).days <= 3 else -2.0
    if a.start is None or a.end is None or b.end is None or b.start is None:
        if a.weekday is not None and b.weekday is not None:
            return 3.0 if a.weekday == b.weekday else -9.0
        return 0.0
    if a.start <= b.end and b.start <= a.end:
        return 3.0 if (length(a) or 99) <= 3 and (length(b) or 99) <= 3 else 1.0
    return -9.0


def words_fit(expr: DateExpr, thread: Thread) -> float:
    """The same where no day is known, for the report is not dated: "today" and "yesterday", "Monday" and "Sunday" are two days."""
    other = thread.when
    if thread.time is not None or other is None or expr.kind != other.kind:
        return 0.0
    if expr.kind == "offset":
        return 3.0 if expr.shift == other.shift else -9.0
    if expr.kind == "month_day" and None not in (expr.month, expr.day, other.month, other.day):
        return 3.0 if (expr.month, expr.day) == (other.month, other.day) else -9.0
    return 0.0


def families_meet(a: Set[str], b: Set[str]) -> bool:
    """Whether kinds of two families may be one incident in other words: the same family, or "bombing" with what bombs do."""
    a = a - {"boom"} if a & HEAVY else a  # the bombing of a text that also says by what is that
    b = b - {"boom"} if b & HEAVY else b
    return bool(a & b or ("boom" in a and b & HEAVY) or ("boom" in b and a & HEAVY))


def kind_fit(reading: Reading, thread: Thread) -> float:
    """+1 where a family of kinds agrees, −0.5 where it differs, −1.5 where by hand stands against bombs and shells, or gas against both."""
    own = {w.entry.get("family") for w in reading.events if w.entry.get("weight", 1)} - {"any", "war"}
    if not own or not thread.families or reading.event_near != "clause":
        return 0.0
    if families_meet(own, set(thread.families)):
        return 1.0
    return -1.5 if "chemical" in own | thread.families.keys() or bool(own & HAND) != bool(HAND & thread.families.keys()) else -0.5


def _denies_another(reading: Reading, thread: Thread) -> bool:
    """A side that denies a deed with a day or place of its own does not speak of the one in which its own people fell."""
    claim = reading.claim
    if claim.stance != "denies" or claim.denies not in {None, "occurrence", "responsibility", "unclear"} or claim.speaker is None:
        return False
    party = claim.speaker.party or claim.speaker.actor
    own = (reading.date is not None and reading.date_near == "clause" and not thread.dated) or (
        bool(reading.places) and bool(thread.places) and place_fit([(p.name, p.place) for p in reading.places], thread) < 0
    )
    return party in thread.sides and party not in thread.perpetrators and own


def _denied_fit(claim: Claim, thread: Thread) -> float:
    """+1.5 where the denier is the one blamed, −2.5 where only its own people fell: it denies what it is accused of, told beside it."""
    if claim.denies not in {None, "occurrence", "responsibility", "unclear"} or claim.speaker is None:
        return 0.0
    party = claim.speaker.party or claim.speaker.actor
    return 1.5 if party in thread.perpetrators else -2.5 if party in thread.sides else 0.0


def doer_fit(reading: Reading, thread: Thread) -> float:
    """+1.5 where the same actor is blamed, −2 where the thread's victim is the doer here and the other way round."""
    if _denies_another(reading, thread):
        return -9.0
    if reading.claim.stance == "denies":
        return _denied_fit(reading.claim, thread)
    if (
        reading.doer is not None
        and reading.date is not None
        and not thread.dated
        and reading.doer in thread.sides
        and reading.doer not in thread.perpetrators
    ):
        return -7.0  # "troops of Sylvania fired on Sunday", after a headline of Sylvania's own dead
    victim = reading.claim.victim_party or reading.claim.side
    own_day = reading.date is not None and reading.date_near == "clause" and not thread.dated
    if own_day and reading.claim.kind == "casualty" and victim in thread.perpetrators and victim not in thread.sides:
        return -7.0  # "on Saturday the army killed 32 of them", after what they had done
    doer = perpetrator_of(reading.claim)
    if not doer or not thread.perpetrators:
        return 0.0
    if doer in thread.perpetrators:
        return 1.5
    if doer in thread.sides and thread.answering:
        return -6.0  # the thread answers a deed of the other side, which this is
    if len(thread.sides - {"civilians"}) > 1 and not (reading.date is not None and not thread.dated):
        return 0.0  # a clash with losses on both sides: each tells it as the other's attack
    swapped = doer in thread.sides
    if swapped and reading.date is not None and not thread.dated:
        return -7.0  # a day of its own, and the thread's victims are the doers
    return -2.0 if swapped else -1.0


def figure_fit(claim: Claim, thread: Thread, added: bool = False) -> float:
    """+2 where the same count of the same harm has been told, −1 for another exact total of the same harm and side.

    "Another seven" (``added``) are not the seven told before.
    """
    if claim.kind != "casualty" or claim.scope != "total" or claim.low is None:
        return 0.0
    score = 0.0
    for other in thread.figures:
        if other.harm != claim.harm or other.scope != "total":
            continue
        if (other.low, other.high) == (claim.low, claim.high) and (other.side == claim.side or not other.side or not claim.side):
            if added:
                return -0.7
            return 2.0 if claim.low > 2 else 1.0
        if other.side == claim.side and other.low is not None:
            score = -0.7
    return score


def nearness(reading: Reading, thread: Thread, current: Thread | None) -> float:
    """What was told just before is more likely meant; the main event is next."""
    sentence, effects = reading.sentence, reading.effects
    score = 1.0 if thread.main else 0.0
    if thread is current:
        if thread.last_sentence == sentence.index:
            score += 2.5
        elif sentence.index - thread.last_sentence <= 2 and sentence.paragraph == thread.last_paragraph:
            score += 2.0
        elif sentence.paragraph - thread.last_paragraph <= 1:
            score += 1.5
        else:
            score += 0.5
        if effects & {"same", "anaphor"}:
            score += 2.0
    elif 0 <= sentence.index - thread.last_sentence <= 1 and reading.claim.kind != "event":
        score += 1.5
    if "main" in effects and thread.main:
        score += 3.0
    return score


def fit(reading: Reading, thread: Thread, current: Thread | None, time: TimeSpan | None, explicit: bool, upper_only: bool) -> float:
    """The sum of all of these: how well a claim fits a thread."""
    names = [(p.name, p.place) for p in reading.places]
    place = place_fit(names, thread)
    score = (
        place
        + (
            words_fit(reading.date.expr, thread)
            if time is None and reading.date is not None
            else time_fit(time, explicit, upper_only, thread)
        )
        + kind_fit(reading, thread)
        + doer_fit(reading, thread)
        + figure_fit(reading.claim, thread, "increment" in reading.effects)
        + nearness(reading, thread, current)
    )
    if "other" in reading.effects and place < 3 and thread.last_sentence != reading.sentence.index:
        score -= 5.0
    if "increment" in reading.effects and names and place < 3 and thread.last_sentence != reading.sentence.index:
        score -= 3.0
    if place >= 3 and _one_of_several(reading, thread):
        score -= 2 * OWN_EVENT
    if _own_event(reading, thread, place):
        score -= OWN_EVENT if reading.place_near == "clause" or not reading.places else OWN_EVENT / 2
    if thread.aggregate and names and place < 3:
        score -= 2.0
    if place < 3 and one_place_of_many(reading, thread):
        score -= 2 * OWN_EVENT
    if place < 3 and thread.last_sentence != reading.sentence.index and _one_more(reading, thread):
        score -= 1.5 * OWN_EVENT
    return score


def one_place_of_many(reading: Reading, thread: Thread) -> bool:
    """A smaller toll in one town, after a larger one of raids (in the plural) over the province or country around it: one of these raids."""
    claim = reading.claim
    if claim.kind != "casualty" or claim.scope not in {"total", "increment"} or not claim.low or not thread.several:
        return False
    if thread.last_sentence == reading.sentence.index or "same" in reading.effects or not reading.events:
        return False
    lows = thread.lows(claim.harm, "total", "cumulative")
    own = [
        p for p in reading.places if reading.place_near == "clause" and (is_local(p.place) or (p.place is not None and is_point(p.place)))
    ]
    wide = bool(thread.places) and all(p is not None and (p.precision or 0) >= 4 for p in thread.places.values())
    return wide and bool(own) and bool(lows) and claim.low < max(lows) and claim.low not in lows


_KNOWN_BY = frozenset({"the", "that", "this", "those", "these", "same"})


def _one_more(reading: Reading, thread: Thread) -> bool:
    """ "Another five were killed in a raid": more victims, in an event that is told for the first time; "in the raid" is the one told before."""
    claim = reading.claim
    if claim.kind != "casualty" or claim.low is None or not reading.effects & {"increment", "other"} or reading.event_near == "war":
        return False
    if "same" in reading.effects or not any(f.harm == claim.harm and f.low is not None for f in thread.figures):
        return False
    sentence = reading.sentence
    told = reading.events if reading.event_near == "clause" else reading.events[:1]
    for word in told:
        at = sentence.token_at(word.end - 1)
        token = sentence.tokens[at] if at is not None else None
        if token is None or token.pos not in {"NOUN", "PROPN"}:
            return False
        first = sentence.token_at(word.start)
        before = sentence.tokens[first - 1].lower if first else ""
        dets = {sentence.tokens[i].lower for i in sentence.children(token.i) if sentence.tokens[i].dep in {"det", "poss", "amod"}}
        if before in _KNOWN_BY or dets & _KNOWN_BY or any(sentence.tokens[i].dep == "poss" for i in sentence.children(token.i)):
            return False
    return bool(told)


def _one_of_several(reading: Reading, thread: Thread) -> bool:
    """A smaller toll at one of the quarters or villages that a larger one was counted in: one of several attacks, told after their sum."""
    claim = reading.claim
    if (
        claim.kind != "casualty"
        or claim.scope not in {"total", "increment"}
        or claim.low is None
        or thread.last_sentence == reading.sentence.index
    ):
        return False
    quarters = [n for n, p in thread.places.items() if is_local(p)]
    own = [p for p in reading.places if is_local(p.place)]
    lows = thread.lows(claim.harm, "total")
    return len(quarters) > 1 and len(own) == 1 and bool(lows) and claim.low < max(lows) and claim.low not in lows


def _own_event(reading: Reading, thread: Thread, place: float) -> bool:
    """A figure of its own at a place or on a day of its own, with a word for what happened: one of several attacks, not the one told before."""
    claim = reading.claim
    if claim.kind != "casualty" or claim.scope not in {"total", "increment"} or claim.low is None or place >= 3:
        return False
    if _others_fell(reading, thread):
        return True
    if not reading.events:
        return False
    opening = len(thread.sentences) == 1
    shared = any(same_name(p.name, other) for p in reading.places for other in thread.places)
    if (
        not reading.effects & {"increment", "other"}
        and thread.main
        and opening
        and (shared or thread.readings[0].sentence.label in {"headline", "dek"})
    ):
        return False  # a lead tells again what the headline told
    elsewhere = bool(thread.places) and any(is_fine(p.place) for p in reading.places)
    lows = thread.lows(claim.harm, "total")
    far = bool(lows) and not opening and (claim.low > FAR * max(lows) or min(lows) > FAR * claim.low) and (claim.low + max(lows)) > 10
    another_day = (
        reading.date is not None and reading.date_near == "clause" and not thread.dated and ("increment" in reading.effects or far)
    )
    if not (elsewhere or another_day) or thread.last_sentence == reading.sentence.index or reading.breakdown:
        return False
    told = [(f.low, f.high) for f in thread.figures if f.harm == claim.harm and f.scope == "total"]
    return bool(told) and (claim.low, claim.high) not in told


def _others_fell(reading: Reading, thread: Thread) -> bool:
    """In a paragraph of its own and with a day of its own: other victims, after an event that prints none."""
    claim = reading.claim
    if reading.date is None or reading.date_near != "clause" or thread.dated or thread.last_paragraph >= reading.sentence.paragraph:
        return False
    side = claim.victim_party or claim.side
    told = [f for f in thread.figures if f.harm == claim.harm and f.scope == "total"]
    theirs = {f.victim_party or f.side for f in told} - {None}
    return thread.in_body and bool(side and theirs) and side not in theirs and claim.low not in {f.low for f in told}

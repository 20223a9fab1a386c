"""How well a claim fits each of the events that a document has told so far."""

from __future__ import annotations

from collections.abc import Set

from rashomon.incidents.names import is_fine, is_known, is_local, is_point, is_region, kilometres, same_name, within
from rashomon.incidents.own_events import OWN_EVENT, elsewhere, one_more, one_of_several, one_place_of_many, own_event
from rashomon.incidents.reading import Reading
from rashomon.incidents.threads import Thread, perpetrator_of
from rashomon.incidents.when import length
from rashomon.model import Claim, DateExpr, Place, TimeSpan

#: A claim that fits no thread at least this well opens a new one.
NEW_BELOW = -1.0
#: The same for a sentence without a claim, which as a rule tells more of what is at hand.
NEW_IN_PASSING = -3.5
#: Towns farther apart than this are two events when told in one document; nearer ones may be one (suburbs, a village and its town).
APART_KM = 30.0
#: A town, and a province that does not hold it.
OTHER_PROVINCE = -4.2
#: What such towns, or those of two countries, take off at the least.
ELSEWHERE = -3.0
#: Families of kinds that one outlet may tell as another: shot, stabbed, taken away; "fire" is on both sides.
HAND = frozenset({"gun", "close", "taking"})
#: Families that "bombing" and "explosion" may stand for.
HEAVY = frozenset({"air", "fire", "blast", "chemical"})


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
    if (is_region(place) or is_region(entry)) and place.admin1 and entry.admin1 and not same_name(place.admin1, entry.admin1):
        return OTHER_PROVINCE
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


def _scene_goes_on(reading: Reading, thread: Thread) -> bool:
    """ "In Arn, missiles hit the market on Friday. A boy was killed": what stands right behind a sentence that opens with a place is of that place."""
    before = thread.readings[-1] if thread.readings else None
    if before is None or not before.opens or reading.places or reading.date is not None:
        return False
    return before.sentence.index == reading.sentence.index - 1 and before.sentence.paragraph == reading.sentence.paragraph


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
        if _scene_goes_on(reading, thread):
            score += 1.5
    elif 0 <= sentence.index - thread.last_sentence <= 1 and reading.claim.kind != "event":
        score += 1.5
    if "main" in effects and thread.main:
        score += 3.0
    return score


def fit(reading: Reading, thread: Thread, current: Thread | None, time: TimeSpan | None, explicit: bool, upper_only: bool) -> float:
    """The sum of all of these: how well a claim fits a thread."""
    names = [(p.name, p.place) for p in reading.places]
    place = place_fit(names, thread)
    day = (
        words_fit(reading.date.expr, thread) if time is None and reading.date is not None else time_fit(time, explicit, upper_only, thread)
    )
    if place <= ELSEWHERE and (
        thread.last_sentence == reading.sentence.index or reading.date is None or reading.date.expr.kind == "reference"
    ):
        day = min(day, 0.0)  # a day that both have from one word: "a bomb killed nine in Arn on Monday and gunmen, hours later, two in Bel"
    score = (
        place
        + day
        + kind_fit(reading, thread)
        + doer_fit(reading, thread)
        + figure_fit(reading.claim, thread, "increment" in reading.effects)
        + nearness(reading, thread, current)
    )
    if "other" in reading.effects and place < 3 and thread.last_sentence != reading.sentence.index:
        score -= 5.0
    if "increment" in reading.effects and names and place < 3 and thread.last_sentence != reading.sentence.index:
        score -= 3.0
    if place >= 3 and one_of_several(reading, thread):
        score -= 2 * OWN_EVENT
    if own_event(reading, thread, place):
        score -= OWN_EVENT if reading.place_near == "clause" or not reading.places else OWN_EVENT / 2
    if elsewhere(reading, thread, place):
        score -= OWN_EVENT
    if thread.aggregate and names and place < 3:
        score -= 2.0
    if place < 3 and one_place_of_many(reading, thread):
        score -= 2 * OWN_EVENT
    if place < 3 and thread.last_sentence != reading.sentence.index and one_more(reading, thread):
        score -= 1.5 * OWN_EVENT
    return score

"""What the words around one claim say of when, where and what: the input of grouping (:mod:`rashomon.incidents.settle`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rashomon.incidents.clauses import (
    above,
    attacker_in,
    came_after,
    clause_around,
    compares,
    hangs_on,
    head_of,
    in_other_clause,
    link_region,
    names_a_thing,
    since_clause,
    tells_event,
)
from rashomon.incidents.known import Words
from rashomon.incidents.words import Word, later_verbs, reporting_verbs, talking_verbs
from rashomon.model import Claim, DateMention, PlaceMention, Sentence, Span, WeaponMention

_PASSIVE_PLACES = frozenset({"distance", "from", "origin", "to"})
#: Effects of words that are asked for by themselves.
_NO_EFFECTS = frozenset({"report", "aggregate", "span", "attacks"})
_TOTALS = frozenset({"since", "period"})
_TOLD = frozenset({"report", "reports", "statement", "claim", "claims", "call"})  # nouns that are a saying; a post and an order are none
_ARMED = frozenset({"military", "group", "militants"})
_OWNED = frozenset(
    {"position", "positions", "forces", "troops", "army", "soldiers", "claims", "assertions", "government", "side", "posts", "accusations"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One claim with the date, places, event words and cues that belong to it. ``near`` is ``clause`` or ``sentence``."""

    claim: Claim
    sentence: Sentence
    date: DateMention | None = None
    date_near: str = ""
    said: DateMention | None = None
    period: DateMention | None = None
    places: tuple[PlaceMention, ...] = ()
    place_near: str = ""
    events: tuple[Word, ...] = ()
    event_near: str = ""
    weapons: tuple[WeaponMention, ...] = ()
    effects: frozenset[str] = frozenset()
    background: str = ""
    link: Word | None = None  # the claim is told behind this linking word, which ties it to an event told before it
    links: tuple[Word, ...] = ()  # linking words inside or right behind the claim
    answers: int | None = None  # days from this event to the one behind its linking word ("a provocation the day before": -1)
    back: int | None = None  # days from the event told before its linking word to this one ("a day after shells hit the mill": -1)
    base: DateMention | None = None  # the day these are counted from, where it is printed in the sentence
    breakdown: bool = False  # one of three or more figures of one sentence
    doer: str | None = None  # of a sentence without a claim: the party that its attacking verb has as its subject
    item: int = 0  # the item of a round-up it stands in
    over: tuple[Word, ...] = ()  # words of a total over several events in the sentence ("in 24 hours")


def read_sentence(sentence: Sentence, known: Words, harm: Span | None = None) -> Reading | None:
    """The reading of a sentence that tells of violence and holds no claim: it says when and where for those that follow."""
    events = [w for w in known.of(sentence, "events") if w.entry.get("family") != "war"]
    if not (events or harm) or not (known.dates[sentence.index] or known.places[sentence.index]):
        return None
    if harm is None:
        behind = [link_region(sentence, w) for w in known.of(sentence, "links") if w.entry.get("type") == "retaliation_for"]
        told = [
            w for w in events if not any(a <= w.start < b for a, b in behind)
        ] or events  # "in response to the shelling, troops struck …" tells of the strike
        event = max(told, key=lambda w: (int(w.entry.get("weight", 1)), -w.start))
        harm = Span(event.start, event.end)
    document = known.document
    quote = harm.of(document.text)
    claim = Claim(
        "",
        document.name,
        document.document_id,
        harm.start,
        harm.end,
        quote,
        "event",
        sentence=sentence.index,
        paragraph=sentence.paragraph,
        label=sentence.label,
    )
    reading = read_claim(claim, known)
    if reading is not None and "note" in reading.effects:
        return None
    return replace(reading, doer=attacker_in(sentence, known)) if reading is not None else None


@dataclass(frozen=True, slots=True)
class _Around:
    """What the readings of all claims of one sentence share."""

    regions: tuple[tuple[Word, int, int], ...]  # linking words with the stretch that names the event behind each
    steps: tuple[tuple[Word, DateMention], ...]  # dates that say how far the two events of a linking word lie apart
    answered: tuple[int | None, ...]
    noted: bool
    over: tuple[Word, ...]
    since: bool  # whether the word stands in it
    compares: bool


def _around(sentence: Sentence, known: Words) -> _Around:
    key = ("around", sentence.index)
    found: _Around | None = known.memo.get(key)
    if found is None:
        found = known.memo[key] = _look_around(sentence, known)
    return found


def _look_around(sentence: Sentence, known: Words) -> _Around:
    dates = known.dates[sentence.index]
    links = [w for w in known.of(sentence, "links") if w.entry.get("type") in {"retaliation_for", "follows"}]
    regions = tuple((w, *link_region(sentence, w)) for w in links)
    since = [t.i for t in sentence.tokens if t.lower == "since"] if "since" in sentence.lowers else []
    apart = [d for d in dates if d.expr.kind == "reference"]
    told = known.of(sentence, "threads")
    several = {"aggregate", "span"} if _tells_several(sentence, known) else {"aggregate"}
    return _Around(
        regions=regions,
        steps=tuple((w, d) for w, _, _ in regions for d in apart if d.start < w.end and w.start < d.end),
        answered=tuple(d.expr.shift for d in apart if any(a <= d.start < b for _, a, b in regions)),
        noted=any(w.entry.get("effect") == "note" for w in told),
        over=tuple(w for w in told if w.entry.get("effect") in several),
        since=bool(since),
        compares=any(compares(sentence, i) for i in since),
    )


def read_claim(claim: Claim, known: Words) -> Reading | None:
    """The reading of one claim, None where no read sentence holds it."""
    sentence = known.sentence_of(claim)
    if sentence is None:
        return None
    around = _around(sentence, known)
    regions, steps = around.regions, around.steps
    behind = next((w for w, a, b in regions if a - 4 <= claim.start and claim.start < b and w.start < claim.start), None)
    step = next((d for w, d in steps if w is behind), None) if behind is not None else None

    def mine(start: int) -> bool:
        """Whether words at ``start`` stand on the claim's side of a linking word; how far two events lie apart is no day of either."""
        if any(d.start == start for _, d in steps):
            return False
        inside = any(a <= start < b for w, a, b in regions if behind is None or w is behind)
        return inside if behind is not None else not inside

    head = head_of(sentence, claim.start, claim.end)
    date, near, said, period = _dates(claim, sentence, known, mine, head) if not around.noted else (None, "", None, None)
    places, place_near = _places(claim, sentence, known, mine, head)
    events, event_near = _events(claim, sentence, known, mine)
    weapons = tuple(w for w in known.weapons[sentence.index] if mine(w.start))
    effects = {w.entry.get("effect") for w in known.of(sentence, "threads") if w.start < claim.end} - _NO_EFFECTS
    if around.noted:
        effects.add("note")
    if around.compares:
        effects.add("compares")
    if claim.kind == "casualty" and around.since and since_clause(sentence, head):
        effects.add("since")
    links = () if behind else tuple(w for w, a, _ in regions if claim.start <= w.start < claim.end + 40)
    base = None
    if behind is not None and step is not None:
        outer = [
            d
            for d in known.dates[sentence.index]
            if d is not step and d.expr.kind not in {"reference", "since", "period"} and not any(a <= d.start < b for _, a, b in regions)
        ]
        base = min(outer, key=lambda d: abs(d.start - behind.start)) if outer else None
    return Reading(
        claim=claim,
        sentence=sentence,
        date=date,
        date_near=near,
        said=said,
        period=period,
        places=places,
        place_near=place_near,
        events=events,
        event_near=event_near,
        weapons=weapons,
        effects=frozenset(effects),
        background=_background(claim, sentence, known),
        link=behind,
        links=links,
        answers=around.answered[0] if around.answered and links else None,
        item=known.item(claim.start),
        over=around.over,
        back=-step.expr.shift if step is not None and date is None and step.expr.unit is None else None,
        base=base,
    )


def _tells_several(sentence: Sentence, known: Words) -> bool:
    """A word for what happened in the plural: "shootings", "three attacks"."""
    at = (sentence.token_at(w.end - 1) for w in known.of(sentence, "events") if w.entry.get("family") != "war")
    return any(i is not None and sentence.tokens[i].tag == "NNS" for i in at)


def _dates(
    claim: Claim, sentence: Sentence, known: Words, mine: Callable[[int], bool], head: int | None
) -> tuple[DateMention | None, str, DateMention | None, DateMention | None]:
    if not known.dates[sentence.index]:
        return None, "", None, None
    clause = clause_around(sentence, head, known, through_events=True) if head is not None else set()
    since = since_clause(sentence, head) if _around(sentence, known).since else None
    told_of = next((sentence.tokens[i].head for i in clause if sentence.tokens[i].dep == "relcl"), -1)  # "October 3, when …"
    best: tuple[int, int, DateMention] | None = None
    said = period = None
    for date in known.dates[sentence.index]:
        in_span = claim.start <= date.start < claim.end
        if known.is_dateline(date) or (date.expr.direction == "future" and not (in_span and claim.kind == "casualty")):
            continue
        if date.expr.direction == "future":  # the dead are not counted ahead: the word hung on a plan told in the same sentence
            date = replace(date, expr=replace(date.expr, direction="past"))
        if date.expr.kind in _TOTALS or known.counts_from(date):
            token = hangs_on(sentence, date)
            first = sentence.token_at(date.start)
            if date.expr.kind != "period" and first is not None and compares(sentence, first):
                continue
            if in_span or head is None or (token is not None and (token in clause or not clause.isdisjoint(above(sentence, token)))):
                period = period or date
            continue
        if since and since[0] <= date.start < since[1] and not in_span:
            period = period or date  # "killed since the truce collapsed on May 3"
            continue
        if not mine(date.start):
            continue
        at = sentence.token_at(date.start)
        if date.expr.kind in {"offset_years", "offset_months", "offset_weeks"} and at is not None and compares(sentence, at):
            continue  # "the deadliest exchange on the border this year"
        token = hangs_on(sentence, date)
        word = sentence.tokens[token] if token is not None else None
        if names_a_thing(sentence, date, word, known):
            continue
        if known.is_of_dying(sentence, word):
            said = said or date  # "hurt on Monday, she died of her wounds on Thursday"
            continue
        if _right_after_saying(sentence, date) and not in_span:
            said = said or date
            continue
        if not in_span and head is not None and token is not None and came_after(sentence, head, token):
            said = said or date
            continue
        if word is not None and word.pos == "VERB" and not in_span and word.lower in talking_verbs():
            said = said or date
            continue
        if (
            word is not None
            and ((word.lower in reporting_verbs() and (word.pos != "NOUN" or word.lower in _TOLD)) or word.lower in later_verbs())
            and not (claim.start <= word.start < claim.end and claim.kind == "casualty" and word.lower not in later_verbs())
        ):
            said = said or date
            continue
        rank = (
            0
            if in_span
            or (
                token is not None
                and (token in clause or token == told_of or told_of in {sentence.token_at(date.start), sentence.token_at(date.end - 1)})
            )
            else 1
        )
        if in_span and token is not None and token not in clause and rank == 0 and in_other_clause(sentence, token, clause):
            continue
        if rank and token is not None and not tells_event(sentence, token, known):
            continue
        gap = min(abs(date.start - claim.end), abs(claim.start - date.end)) if not in_span else 0
        exact = date.expr.kind in {"absolute", "month_day"} and date.expr.day is not None
        if best is None or (rank, gap - 20 * exact) < best[:2]:  # "Saturday, Oct. 3": the fuller date within a few words
            best = (rank, gap - 20 * exact, date)
    if best is None:
        return None, "", said, period
    return best[2], ("clause", "sentence")[best[0]], said, period


def date_of_deed(sentence: Sentence, date: DateMention, known: Words) -> bool:
    """Whether a date hangs on a verb for something that armed people did, not said or planned: "on Thursday insurgents came ashore"."""
    expr = date.expr
    if known.is_dateline(date) or expr.direction == "future" or known.counts_from(date) or _right_after_saying(sentence, date):
        return False
    if expr.kind not in {"weekday", "month_day", "absolute", "offset"} or (expr.kind in {"month_day", "absolute"} and expr.day is None):
        return False
    if any(a <= date.start < b for a, b in (link_region(sentence, w) for w in known.of(sentence, "links"))):
        return False
    at = hangs_on(sentence, date)
    if at is None:
        return False
    verb = at
    for i in [at, *sentence.ancestors(at)]:
        if sentence.tokens[i].pos in {"VERB", "AUX"}:
            verb = i
            break
    word = sentence.tokens[verb]
    if word.pos not in {"VERB", "AUX"} or word.tag not in {"VBD", "VBN", "VBG"} or word.lower in reporting_verbs() | later_verbs():
        return False
    talks = {sentence.token_at(w.start) for w in known.of(sentence, "threads") if w.entry.get("effect") in {"peace", "later"}}
    if verb in talks or at in talks or known.is_of_dying(sentence, word) or known.is_of_dying(sentence, sentence.tokens[at]):
        return False
    subjects = [i for i in sentence.children(verb) if sentence.tokens[i].dep == "nsubj"]
    armed = [a for a in known.actors[sentence.index] if a.kind in _ARMED]
    return any(a.start <= sentence.tokens[i].start < a.end for a in armed for i in subjects)


def _right_after_saying(sentence: Sentence, date: DateMention) -> bool:
    """ "said on Wednesday its aircraft had not …": the day stands right behind a verb of saying, whatever the parse hangs it on."""
    first = sentence.token_at(date.start)
    if first is None:
        return False
    before = [t.lower if t.pos in {"VERB", "AUX", "ADP"} or t.lower in _TOLD else "" for t in sentence.tokens[max(0, first - 2) : first]]
    return bool(before) and (before[-1] in reporting_verbs() or (before[-1] == "on" and before[0] in reporting_verbs()))


def _at_talks(sentence: Sentence, place: PlaceMention, known: Words) -> bool:
    """A place under a verb of meeting, speaking or planning is not where the violence was."""
    token = sentence.token_at(place.start)
    if token is None:
        return False
    talks = [w for w in known.of(sentence, "threads") if w.entry.get("effect") == "peace"]
    held = {sentence.token_at(w.start) for w in talks}
    events = {sentence.token_at(w.end - 1) for w in known.of(sentence, "events")}
    for i in sentence.ancestors(token):
        if i in held:
            return True
        if i in events or sentence.tokens[i].dep in {"ccomp", "ROOT"}:
            return False
    return False


def _is_capital_word(sentence: Sentence, place: PlaceMention) -> bool:
    """A town as the owner of forces ("Baku's positions") stands for its government and is no place."""
    at = sentence.token_at(place.end - 1)
    if at is None or at + 2 >= len(sentence.tokens) or sentence.tokens[at + 1].tag != "POS":
        return False
    head = sentence.tokens[sentence.tokens[at].head]
    return head.pos == "NOUN" and head.lower in _OWNED


def _places(
    claim: Claim, sentence: Sentence, known: Words, mine: Callable[[int], bool], head: int | None
) -> tuple[tuple[PlaceMention, ...], str]:
    speaker = claim.speaker
    kept = []
    for place in known.places[sentence.index]:
        if place.relation in _PASSIVE_PLACES or not mine(place.start):
            continue
        if _is_capital_word(sentence, place) or known.opens_line(place):
            continue
        if speaker and speaker.start < place.end and place.start < speaker.end:
            continue
        if not claim.start <= place.start < claim.end and _at_talks(sentence, place, known):
            continue
        precision = place.place.precision if place.place else None
        if place.relation == "of" and (precision is None or precision >= 6):
            continue
        kept.append(place)
    if not kept:
        return (), ""
    clause = clause_around(sentence, head, known, through_events=True) if head is not None else set()
    inside = [p for p in kept if claim.start <= p.start < claim.end or sentence.token_at(p.start) in clause]
    chosen, near = (inside, "clause") if inside else (kept, "sentence" if kept else "")
    return tuple(sorted(chosen, key=lambda p: ((p.place.precision or 2) if p.place else 2, p.start))), near


def _events(claim: Claim, sentence: Sentence, known: Words, mine: Callable[[int], bool]) -> tuple[tuple[Word, ...], str]:
    found = [w for w in known.of(sentence, "events") if mine(w.start)]
    peace = [w for w in found if w.entry.get("family") != "war"]
    inside = [w for w in peace if claim.start <= w.start < claim.end]
    if inside:
        return tuple(inside), "clause"
    wars = [w for w in found if w not in peace and claim.start <= w.start < claim.end]
    if wars and claim.kind == "casualty":
        return tuple(wars), "war"
    if peace:
        return tuple(sorted(peace, key=lambda w: (min(abs(w.start - claim.end), abs(claim.start - w.end)), w.start))), "sentence"
    return tuple(w for w in found if _governs(sentence, w, claim)), "war" if any(_governs(sentence, w, claim) for w in found) else ""


def _governs(sentence: Sentence, word: Word, claim: Claim) -> bool:
    """A war that is what the claim is about: in its words, or the subject of the verb above it."""
    if claim.start <= word.start < claim.end:
        return True
    head, token = head_of(sentence, claim.start, claim.end), sentence.token_at(word.end - 1)
    if head is None or token is None:
        return False
    return sentence.tokens[token].head in set(sentence.ancestors(head)) and sentence.tokens[token].dep in {"nsubj", "nsubjpass"}


def _background(claim: Claim, sentence: Sentence, known: Words) -> str:
    for cue in known.of(sentence, "background"):
        reach = cue.entry.get("reach")
        if (
            reach == "sentence"
            or (reach == "after" and cue.start <= claim.start)
            or (reach == "before" and claim.start < cue.start)
            or (
                reach == "near"
                and (claim.start <= cue.start < claim.end or abs(cue.start - claim.end) < 40 or 0 <= claim.start - cue.end < 60)
            )
        ):
            return cue.entry.rule
    own_day = any(d.expr.kind in {"weekday", "offset"} for d in known.dates[sentence.index])
    if claim.kind == "casualty" and not own_day and (known.tells_of_war(sentence) or known.in_war_paragraph(sentence)):
        return "background.war_itself"
    return ""
